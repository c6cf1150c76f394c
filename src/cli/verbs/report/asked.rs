//! What a report is asked, from its words.

use crate::cli::args::{Several, all};
use crate::cli::failure::Failure;
use crate::measure::definition::{self, Named};
use crate::record::read::nearest;
use crate::record::{Calendar, Day, Period, Program, period};
use crate::register::Register;
use crate::report::explain::REPORTS;

/// The definitions of returns that were asked for, the program's own among them.
pub(super) fn definitions(
    asked: &[Several<String>],
    register: &Register,
) -> Result<Vec<Named>, String> {
    let own: Vec<Named> = register
        .records()
        .definitions
        .iter()
        .map(|entry| Named {
            name: entry.id.to_string(),
            definition: entry.record.clone(),
        })
        .collect();
    if all(asked).next().is_none() {
        return definition::find(definition::DEFAULT, &own).map(|one| vec![one]);
    }
    all(asked)
        .map(|name| definition::find(name, &own))
        .collect()
}

/// The period that was asked for.
pub(super) fn period(text: &str, register: &Register, as_of: Day) -> Result<Period, Failure> {
    let frame = period::Frame {
        as_of,
        fiscal_year_starts: register.program().fiscal_year_starts(),
        first_fact: register.records().first_fact(),
    };
    Period::parse(text, &frame).map_err(Failure::new)
}

/// What to know where a period of the state's year was asked for, and the program's own year is another.
pub(super) fn other_year(period: &Period, program: &Program) -> Option<String> {
    let own = Calendar::Program(program.fiscal_year_starts());
    let (first, state) = (own.first_of(2000), Calendar::State);
    if period.calendar != state || first.month() == state.first_of(2000).month() {
        return None;
    }
    let of_own = period
        .unit
        .map(|step| Period::holding(own, step, period.first));
    Some(format!(
        "{} is {}: the state's year begins in July, and the program's own in {}{}",
        period.label,
        period.in_words(),
        first.month_name(),
        of_own.map_or_else(String::new, |unit| format!(
            "; {} is {}",
            unit.label,
            unit.in_words()
        )),
    ))
}

/// Refuses what is no report.
pub(super) fn known(name: &str) -> Result<(), Failure> {
    if REPORTS.contains(&name) {
        return Ok(());
    }
    let failure = Failure::new(format!("there is no report `{name}`"));
    Err(match nearest(name, REPORTS) {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure.help(format!("the reports are {}", REPORTS.join(", "))),
    })
}
