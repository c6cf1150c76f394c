//! Words of a command line that people type apart and that belong together: `--rights yes`, `90 min`.

use std::ffi::OsString;

use clap::Command;

/// What may follow the number of a length as a separate word.
const UNITS: [&str; 9] = [
    "min", "mins", "minute", "minutes", "h", "hr", "hrs", "hour", "hours",
];

/// The arguments, with those that belong together joined.
#[must_use]
pub fn joined(arguments: Vec<OsString>, command: fn() -> Command) -> Vec<OsString> {
    let mut all: Vec<OsString> = Vec::with_capacity(arguments.len());
    let mut answered: Option<Vec<String>> = None;
    let is_log = arguments.iter().any(|argument| argument == "log");
    let mut rest = arguments.into_iter();
    for argument in rest.by_ref() {
        if argument == "--" {
            all.push(argument);
            break;
        }
        let text = argument.to_string_lossy().to_lowercase();
        let of_flag = match all.last() {
            Some(flag) if ["yes", "no"].contains(&text.as_str()) => {
                let answered = answered.get_or_insert_with(|| flags(&command()));
                answered.iter().any(|known| *flag == **known)
            }
            _ => false,
        };
        let is_unit = is_log && UNITS.contains(&text.as_str()) && ends_in_number(&all);
        match all.last_mut().filter(|_| of_flag || is_unit) {
            Some(before) => {
                if of_flag {
                    before.push("=");
                }
                before.push(text);
            }
            None => all.push(argument),
        }
    }
    all.extend(rest);
    all
}

/// Whether the last argument is a number that is not the value of a flag.
fn ends_in_number(all: &[OsString]) -> bool {
    let is_number = |text: &OsString| text.to_string_lossy().parse::<f64>().is_ok();
    let is_flag = |text: &OsString| {
        let text = text.to_string_lossy();
        text.starts_with('-') && !text.contains('=')
    };
    match all {
        [.., before, last] => is_number(last) && !is_flag(before),
        _ => false,
    }
}

/// The flags that take yes or no, or mean yes if they have no value.
fn flags(command: &Command) -> Vec<String> {
    let own = command.get_arguments().filter(|argument| {
        argument.is_require_equals_set()
            && argument
                .get_value_names()
                .is_some_and(|names| names.iter().any(|name| name == "yes|no"))
    });
    let own = own.filter_map(|argument| Some(format!("--{}", argument.get_long()?)));
    let inner = command.get_subcommands().flat_map(flags);
    own.chain(inner).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::command;

    fn line(text: &str) -> String {
        let arguments = text.split(' ').map(OsString::from).collect();
        let joined = joined(arguments, command);
        let words: Vec<_> = joined.iter().map(|word| word.to_string_lossy()).collect();
        words.join(" ")
    }

    #[test]
    fn an_answer_belongs_to_its_flag() {
        assert_eq!(
            line("peer log meeting rosa --rights yes --voice No --averted no 60min"),
            "peer log meeting rosa --rights=yes --voice=no --averted=no 60min"
        );
        assert_eq!(
            line("peer log meeting rosa --rights --voice"),
            "peer log meeting rosa --rights --voice"
        );
        assert_eq!(line("peer list no"), "peer list no");
    }

    #[test]
    fn a_number_and_its_unit_are_a_length() {
        assert_eq!(
            line("peer log mentoring rosa 90 min -m met"),
            "peer log mentoring rosa 90min -m met"
        );
        assert_eq!(
            line("peer log court rosa 1.5 hours"),
            "peer log court rosa 1.5hours"
        );
        assert_eq!(
            line("peer log outreach fair --anonymous 40 hours -- 90 min"),
            "peer log outreach fair --anonymous 40 hours -- 90 min"
        );
    }
}
