//! Says which day a word such as `wed` was read as, so that no one writes a day they do not mean.

use clap::ArgMatches;
use clap::parser::ValueSource;

use super::args::{AnyDay, AsOfDay, ComingDay, Keyed, LatelyDay, PastDay, Several, WithDay};
use crate::record::{ChildKey, Day, Word, WrittenDay};

/// The days in all arguments that were typed as words, each with the day it means.
pub fn understood(matches: &ArgMatches, today: Day) -> Vec<String> {
    if let Some((_, inner)) = matches.subcommand() {
        return understood(inner, today);
    }
    let typed = matches
        .ids()
        .map(|id| id.as_str())
        .filter(|id| matches.value_source(id) == Some(ValueSource::CommandLine));
    let mut all: Vec<String> = Vec::new();
    for day in typed.flat_map(|id| written(matches, id)) {
        let line = format!("{day} is {}", day.on(today));
        let is_word = !matches!(day, WrittenDay::Full(_) | WrittenDay::Today);
        if is_word && !all.contains(&line) {
            all.push(line);
        }
    }
    all
}

/// The days in an argument of any type that contains a day.
fn written(matches: &ArgMatches, id: &str) -> Vec<WrittenDay> {
    [
        days::<PastDay>,
        days::<LatelyDay>,
        days::<AnyDay>,
        days::<AsOfDay>,
        days::<ComingDay>,
        days::<Several<Keyed<ChildKey, PastDay>>>,
        days::<Several<Keyed<Word, AnyDay>>>,
    ]
    .iter()
    .flat_map(|of| of(matches, id))
    .collect()
}

fn days<T: WithDay + Clone + Send + Sync + 'static>(
    matches: &ArgMatches,
    id: &str,
) -> Vec<WrittenDay> {
    let values = matches.try_get_many::<T>(id).ok().flatten();
    values.into_iter().flatten().flat_map(T::written).collect()
}
