//! What `--help` shows: the verbs grouped by what people do, each verb's own options, and the shared options once.
//!
//! An option that many verbs share is declared with `hide_short_help`: the help of a verb names it in its last line,
//! and `peer help options` says what it does.

use clap::builder::StyledStr;
use clap::{Arg, ArgAction, Command};

/// The verbs by what people do; a test finds each in exactly one group.
const GROUPS: &[(&str, &[&str])] = &[
    (
        "Every day",
        &["status", "due", "log", "show", "list", "undo"],
    ),
    (
        "People and cases",
        &[
            "add", "set", "edit", "enroll", "exit", "match", "accept", "decline", "unmatch",
            "goal", "referral", "event", "outcome", "same",
        ],
    ),
    (
        "Reports",
        &["report", "export", "explain", "verify", "print"],
    ),
    (
        "Records",
        &[
            "init", "import", "check", "history", "void", "unvoid", "forget", "move", "keep",
            "drop", "where", "pack", "upgrade", "generate", "help",
        ],
    ),
    ("Git", &["save", "sync", "git", "backup", "restore"]),
];

/// The layout of a verb's help: what it is for, how it is typed, its options.
const VERB: &str =
    "{about-with-newline}\n{before-help}{usage-heading} {usage}\n\n{all-args}{after-help}";

/// The layout of the program's help; the verbs come after the usage.
const PROGRAM: &str = "{about-with-newline}\n{before-help}{usage-heading} {usage}{after-help}";

/// The command line with the help that people read.
#[must_use]
pub fn dressed(command: Command) -> Command {
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .global(true)
        .action(ArgAction::HelpShort)
        .hide_short_help(true)
        .help("Show how a verb is used, as `peer help VERB` does");
    let groups = groups(&command);
    let end = plain(command.get_after_help());
    command
        .disable_help_flag(true)
        .arg(help)
        .mut_subcommands(dress)
        .help_template(PROGRAM)
        .after_help(format!("{groups}\n{end}"))
}

/// A verb and its subverbs, with its whole description before its options and the shared options after them.
fn dress(command: Command) -> Command {
    let more = plain(command.get_long_about());
    let more = more.split_once("\n\n").map(|(_, more)| more.to_owned());
    let mut end = plain(command.get_after_help());
    let shared: Vec<String> = command.get_arguments().filter_map(shared).collect();
    if !shared.is_empty() {
        end = format!(
            "{end}\n\nAlso {}: see `peer help options`.",
            shared.join(", ")
        );
    }
    let command = command.help_template(VERB).mut_subcommands(dress);
    let command = match end.trim() {
        "" => command,
        end => command.after_help(end.to_owned()),
    };
    match more {
        Some(more) => command.before_help(more),
        None => command,
    }
}

/// An option that many verbs share, as it is typed.
fn shared(argument: &Arg) -> Option<String> {
    if !argument.is_hide_short_help_set() || argument.is_hide_set() {
        return None;
    }
    let short = argument.get_short().map(|short| match short {
        'n' => "-n (a test: saves nothing)".to_owned(),
        short => format!("-{short}"),
    });
    short.or_else(|| argument.get_long().map(|long| format!("--{long}")))
}

/// The verbs with their summaries, in groups.
fn groups(command: &Command) -> String {
    let line = |name: &&str| {
        let verb = command.find_subcommand(name)?;
        Some(format!("  {name:<9} {}\n", plain(verb.get_about())))
    };
    let group = |(heading, names): &(&str, &[&str])| {
        let lines: String = names.iter().filter_map(line).collect();
        format!("{heading}:\n{lines}\n")
    };
    GROUPS.iter().map(group).collect()
}

pub(super) fn plain(text: Option<&StyledStr>) -> String {
    text.map(ToString::to_string).unwrap_or_default()
}

/// What `peer help` shows of a verb, or of the program; `None` if there is no such verb.
#[must_use]
pub fn of(command: Command, words: &[String]) -> Option<StyledStr> {
    let mut command = command;
    command.build();
    let mut at = &mut command;
    for word in words {
        at = at.find_subcommand_mut(word)?;
    }
    Some(at.render_help())
}

/// The options that many verbs share, each in full.
#[must_use]
pub fn options(mut command: Command) -> StyledStr {
    command.build();
    let mut all: Vec<Arg> = Vec::new();
    gather(&command, &mut all);
    let mut page = Command::new("peer VERB")
        .disable_help_flag(true)
        .about("The options that many verbs share. The help of a verb lists the ones that it has; -C, --color, --no-names and --help are in every verb. Options that take several values, such as --present, take commas or can be repeated.")
        .help_template("{about-with-newline}\n{all-args}")
        .max_term_width(100)
        .args(all);
    page.render_long_help()
}

/// The first of each shared option.
fn gather(command: &Command, all: &mut Vec<Arg>) {
    for argument in command.get_arguments().filter(|one| shared(one).is_some()) {
        if !all.iter().any(|known| known.get_id() == argument.get_id()) {
            all.push(argument.clone().global(false).help_heading(None));
        }
    }
    for verb in command.get_subcommands() {
        gather(verb, all);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::command;

    /// The width of a terminal that no one has widened.
    const WIDTH: usize = 80;

    /// The verbs and their subverbs, each as it is typed.
    fn verbs(command: &Command, name: &str, all: &mut Vec<(String, String)>) {
        for verb in command.get_subcommands().filter(|verb| !verb.is_hide_set()) {
            let name = format!("{name} {}", verb.get_name());
            let help = verb.clone().term_width(WIDTH).render_help().to_string();
            verbs(verb, &name, all);
            all.push((name, help));
        }
    }

    #[test]
    fn the_help_of_every_verb_fits_a_page() {
        let mut command = crate::cli::command();
        command.build();
        let mut all = Vec::new();
        verbs(&command, "peer", &mut all);
        assert!(all.len() > 50, "{}", all.len());
        let long = all.iter().map(|(name, help)| (name, help.lines().count()));
        let long: Vec<_> = long.filter(|(_, lines)| *lines > 40).collect();
        assert!(long.is_empty(), "{long:?}");
        for (name, help) in &all {
            let lines: Vec<&str> = help.lines().collect();
            for line in &lines {
                let wide = line.chars().count() > WIDTH && line.contains(' ');
                assert!(!wide, "`{name}`: {line}");
            }
            // A line that was typed too wide is broken again, which leaves a short one in the middle of a paragraph.
            for three in lines.windows(3) {
                let [above, line, below] = three else {
                    continue;
                };
                let is_prose = |line: &str| !line.is_empty() && !line.starts_with(' ');
                let is_left = is_prose(above) && is_prose(below) && is_prose(line);
                let is_short = above.len() > WIDTH - 20 && line.len() < 20;
                assert!(!(is_left && is_short), "`{name}`: {above} / {line}");
            }
        }
    }

    #[test]
    fn every_verb_is_in_one_group() {
        let command = crate::cli::command();
        let grouped: Vec<&str> = GROUPS
            .iter()
            .flat_map(|(_, names)| names.iter().copied())
            .collect();
        for verb in command.get_subcommands() {
            let times = grouped.iter().filter(|name| **name == verb.get_name());
            assert_eq!(times.count(), 1, "`{}`", verb.get_name());
        }
        for name in grouped {
            assert!(command.find_subcommand(name).is_some(), "`{name}`");
        }
    }

    #[test]
    fn a_shared_option_is_told_once() {
        let page = options(command()).to_string();
        for flag in [
            "-C",
            "--at",
            "--color",
            "--no-names",
            "--dry-run",
            "--format",
            "--output",
            "--as-of",
        ] {
            assert!(page.contains(flag), "{flag}");
        }
        let verb = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(ToString::to_string).collect();
            of(command(), &words).unwrap().to_string()
        };
        let set = verb(&["set"]);
        assert!(
            !set.contains("--no-names") && !set.contains("--at "),
            "{set}"
        );
        assert!(
            set.contains("Also -n (a test: saves nothing): see `peer help options`."),
            "{set}"
        );
        assert!(verb(&[]).contains("Every day:\n  status"));
        assert!(of(command(), &["nothing".to_owned()]).is_none());
    }
}
