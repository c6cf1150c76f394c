//! Mistakes in a command line, reported like all others: what is wrong, and what to type.

use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::args::wrong_value;
use super::failure::Failure;
use super::help::plain;
use crate::record::read::nearest;
use crate::record::schema::quoted;
use crate::report::explain;

/// Describes a mistake in a command line in our own words; `None` for help that was asked for, and for rare mistakes.
#[must_use]
pub fn mistake(error: &clap::Error, command: fn() -> Command) -> Option<Failure> {
    if !error.use_stderr() {
        return None;
    }
    let mut root = command();
    root.build();
    let (path, verb) = verb_of(error, &root);
    match error.kind() {
        ErrorKind::ValueValidation => wrong_value(error),
        ErrorKind::InvalidValue => no_choice(error),
        ErrorKind::MissingRequiredArgument => Some(missing(error, &path, verb)),
        ErrorKind::UnknownArgument => Some(unknown(error, &path, verb)),
        ErrorKind::InvalidSubcommand => {
            let typed = said(error, ContextKind::InvalidSubcommand)?;
            Some(no_such(&typed, &path, verb))
        }
        ErrorKind::ArgumentConflict => conflict(error, &path),
        _ => None,
    }
}

/// Says that words are not a verb, and what the first wrong one may have meant.
#[must_use]
pub fn no_verb<'w>(words: impl Iterator<Item = &'w str>, root: &Command) -> Failure {
    let (mut path, mut verb) = ("peer".to_owned(), root);
    for word in words {
        match verb.find_subcommand(word) {
            Some(under) => {
                path = format!("{path} {word}");
                verb = under;
            }
            None => return no_such(word, &path, verb),
        }
    }
    Failure::new(format!("`{path}` needs another word")).help("`peer help` lists the commands")
}

fn no_such(typed: &str, path: &str, verb: &Command) -> Failure {
    let first = typed.to_lowercase();
    let shown = verb.get_subcommands().filter(|under| !under.is_hide_set());
    let under: Vec<&str> = shown.map(Command::get_name).collect();
    let near = nearest(&first, &under);
    if path != "peer" {
        let failure = Failure::new(format!("`{path}` has no `{typed}`"));
        return match near {
            Some(near) => failure.help(format!("did you mean `{path} {near}`?")),
            None => failure.help(format!("it has {}", quoted(&under))),
        };
    }
    let failure = Failure::new(format!("there is no command `{typed}`"));
    let begins = |page: &&&str| first.len() > 3 && page.starts_with(&first);
    let page = explain::NAMES.iter().find(begins);
    match (near, page) {
        (_, Some(page)) => failure.help(format!("`peer explain {page}` is about that")),
        (Some(near), None) => failure.help(format!("did you mean `peer {near}`?")),
        (None, None) => {
            failure.help("`peer help` lists the commands, and `peer explain` what is explained")
        }
    }
}

/// The typed verb, from the usage in the error.
fn verb_of<'c>(error: &clap::Error, root: &'c Command) -> (String, &'c Command) {
    let usage = match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) => usage.to_string(),
        _ => String::new(),
    };
    let (mut path, mut verb) = ("peer".to_owned(), root);
    for word in usage
        .lines()
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .skip(2)
    {
        let Some(under) = verb.find_subcommand(word) else {
            break;
        };
        path = format!("{path} {word}");
        verb = under;
    }
    (path, verb)
}

fn said(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(said) => Some(said.clone()),
        ContextValue::Strings(several) => Some(several.join(", ")),
        _ => None,
    }
}

/// An argument without its brackets: `--reason WORD`.
fn bare(argument: &str) -> String {
    argument.replace(['<', '>', '[', ']'], "")
}

fn no_choice(error: &clap::Error) -> Option<Failure> {
    let (typed, argument) = (
        said(error, ContextKind::InvalidValue)?,
        said(error, ContextKind::InvalidArg)?,
    );
    let Some(ContextValue::Strings(words)) = error.get(ContextKind::ValidValue) else {
        return None;
    };
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let flag = match argument.starts_with('-') {
        true => format!(
            "{}: ",
            argument.split([' ', '=', '[']).next().unwrap_or_default()
        ),
        false => String::new(),
    };
    if typed.is_empty() {
        let failure = Failure::new(format!("{} is missing", bare(&argument)));
        return Some(match words.is_empty() {
            true => failure.help(format!("write it after {}", flag.trim_end_matches(": "))),
            false => failure.help(format!("it can be {}", quoted(&words))),
        });
    }
    let failure = Failure::new(format!("{flag}`{typed}` is not one of {}", quoted(&words)));
    Some(match nearest(&typed, &words) {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure,
    })
}

/// The required arguments that are missing, the words that each can be, and the first of its examples.
fn missing(error: &clap::Error, path: &str, verb: &Command) -> Failure {
    let all = match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::Strings(all)) => all.as_slice(),
        _ => &[],
    };
    let needed: Vec<String> = all.iter().map(|argument| bare(argument)).collect();
    let mut failure = Failure::new(format!("`{path}` needs {}", needed.join(" and ")));
    for argument in verb.get_arguments() {
        let words = argument.get_possible_values();
        let words: Vec<&str> = words.iter().map(|word| word.get_name()).collect();
        let shown = argument.to_string();
        if all.contains(&shown) && !words.is_empty() {
            failure = failure.help(format!("{} can be {}", bare(&shown), quoted(&words)));
        }
    }
    let examples = plain(verb.get_after_help());
    let example = examples
        .lines()
        .map(str::trim)
        .find(|line| line.starts_with("peer "));
    match example {
        Some(example) => {
            let example = example.split("   ").next().unwrap_or(example);
            failure.help(format!("for example: `{example}`"))
        }
        None => failure.help(format!(
            "`peer help{}` shows how to use it",
            path.trim_start_matches("peer")
        )),
    }
}

fn unknown(error: &clap::Error, path: &str, command: &Command) -> Failure {
    let typed = said(error, ContextKind::InvalidArg).unwrap_or_default();
    let verb = path.trim_start_matches("peer").trim();
    let list = match verb {
        "" => "`peer help` lists the commands".to_owned(),
        verb => format!("`peer help {verb}` shows how to use it"),
    };
    if !typed.starts_with('-') {
        let failure = Failure::new(format!("`{path}` does not take `{typed}`"));
        return match verb {
            "save" => failure.help("put a message after -m: `peer save -m \"First week\"`"),
            _ if command.get_positionals().next().is_none() => {
                failure.help(format!("leave out `{typed}`; `{path}` works without it"))
            }
            // Text with a space was in quotes.
            _ if typed.contains(' ') => failure,
            _ => {
                failure.help("put quotes around words that belong together, as in \"Rosa Medina\"")
            }
        }
        .help(list);
    }
    let failure = Failure::new(format!("`{path}` has no option {typed}"));
    match said(error, ContextKind::SuggestedArg) {
        Some(near) => failure.help(format!("did you mean {near}?")),
        None => failure.help(list),
    }
}

fn conflict(error: &clap::Error, path: &str) -> Option<Failure> {
    let one = bare(&said(error, ContextKind::InvalidArg)?);
    let other = bare(&said(error, ContextKind::PriorArg).unwrap_or_else(|| one.clone()));
    Some(match one == other {
        true => {
            Failure::new(format!("`{path}` takes {one} only once")).help("leave out the second one")
        }
        false => Failure::new(format!("{one} and {other} do not go together"))
            .help("use only one of the two"),
    })
}
