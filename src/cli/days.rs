//! Says which day a word such as `wed` was taken for, so that nobody writes another day than they mean.

use clap::parser::ValueSource;
use clap::{ArgMatches, Command};

use crate::record::Day;

/// The days that were typed as words, each with the day that is meant: of every argument whose value is a `DAY`.
pub fn understood(command: &Command, matches: &ArgMatches, today: Day) -> Vec<String> {
    if let Some((name, inner)) = matches.subcommand()
        && let Some(command) = command.find_subcommand(name)
    {
        return understood(command, inner, today);
    }
    let mut all: Vec<String> = Vec::new();
    for argument in command.get_arguments() {
        let id = argument.get_id().as_str();
        let is_day = argument
            .get_value_names()
            .is_some_and(|names| names.iter().any(|name| name.contains("DAY")));
        if !is_day || matches.value_source(id) != Some(ValueSource::CommandLine) {
            continue;
        }
        let values = matches.try_get_raw(id).ok().flatten().into_iter().flatten();
        for value in values
            .filter_map(|value| value.to_str())
            .flat_map(|value| value.split(','))
        {
            let typed = value.rsplit('=').next().unwrap_or(value).trim();
            let is_word =
                typed.starts_with(char::is_alphabetic) && !typed.eq_ignore_ascii_case("today");
            if let Some(day) = Day::parse_from(typed, today).ok().filter(|_| is_word) {
                let line = format!("{typed} is {day}");
                if !all.contains(&line) {
                    all.push(line);
                }
            }
        }
    }
    all
}
