//! What a query asks for, and periods.

use std::ffi::OsStr;

use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};

use super::typed::{begun, directory};
use crate::record::schema::key_called;
use crate::record::{Calendar, Day, Kind, Period};
use crate::report::list::keys;
use crate::report::values::choices;

/// Completes the terms of a query: keys, then the words that each can have.
pub fn queries() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        let typed = typed.to_string_lossy();
        let kind = std::env::args().skip(1).find_map(|word| word.parse().ok());
        kind.map(|kind| terms(kind, &typed)).unwrap_or_default()
    })
}

fn terms(kind: Kind, typed: &str) -> Vec<CompletionCandidate> {
    let directory = directory();
    let program = directory.as_ref().map(|directory| directory.program());
    let (not, term) = match typed.strip_prefix("not:") {
        Some(term) => ("not:", term),
        None => ("", typed),
    };
    let keys = keys(kind, program);
    let Some((key, values)) = term.split_once(':') else {
        let not_yet = (not.is_empty()).then(|| "not:".to_owned());
        let all = keys.iter().map(|key| format!("{not}{key}:"));
        return begun(all.chain(not_yet), typed);
    };
    let before = match values.rsplit_once(',') {
        Some((before, _)) => format!("{not}{key}:{before},"),
        None => format!("{not}{key}:"),
    };
    let known = key_called(key, &keys).unwrap_or(key);
    let words = program.map(|program| choices(program, kind, known));
    let words = words.into_iter().flatten();
    let usual = ["any", "none"].map(str::to_owned);
    begun(
        words.chain(usual).map(|word| format!("{before}{word}")),
        typed,
    )
}

/// Completes periods: by word, and the years, quarters and months of the last two years.
pub fn periods() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        let Some(directory) = directory() else {
            return Vec::new();
        };
        let today = today();
        let own = Calendar::Program(directory.program().fiscal_year_starts());
        let calendars = [Calendar::Common, own, Calendar::State, Calendar::Federal];
        let years = calendars.into_iter().flat_map(|calendar| {
            let year = calendar.year_of(today);
            [year - 1, year].map(|year| (calendar, year))
        });
        let named = years.flat_map(|(calendar, year)| {
            let quarters = (1..=4).map(move |at| Period::quarter(calendar, year, at));
            std::iter::once(Period::year(calendar, year)).chain(quarters)
        });
        let named = named.filter(|period| period.first <= today);
        let words = Period::WORDS.into_iter().map(str::to_owned);
        let all = words.chain(named.map(|period| period.label));
        begun(all.chain(last_months(today)), &typed.to_string_lossy())
    })
}

/// Completes the months of the last two years.
pub fn months() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| begun(last_months(today()), &typed.to_string_lossy()))
}

fn last_months(today: Day) -> impl Iterator<Item = String> {
    (0..24).map(move |back| Period::month(Calendar::Common, today.plus_months(-back)).label)
}

fn today() -> Day {
    let set = std::env::var("PEER_TODAY").ok();
    set.and_then(|day| day.parse().ok())
        .unwrap_or_else(Day::today)
}
