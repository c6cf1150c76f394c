//! What a report is asked for, from its words.

use crate::cli::args::{Several, all};
use crate::cli::failure::Failure;
use crate::measure::definition::{self, Named};
use crate::record::form::SHIPPED;
use crate::record::read::nearest;
use crate::record::{Calendar, Day, Kind, Period, Program, period};
use crate::register::Register;
use crate::report::explain::REPORTS;
use crate::store::{Directory, Scope};

/// The definitions of returns asked for, which may be the program's own.
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

/// The period asked for, if it is clear without the records.
pub(super) fn dated(text: &str, program: &Program, as_of: Day) -> Option<Period> {
    let frame = period::Frame {
        as_of,
        fiscal_year_starts: program.fiscal_year_starts(),
        first_fact: None,
    };
    Period::parse(text, &frame).ok()
}

/// The period asked for.
pub(super) fn period(text: &str, register: &Register, as_of: Day) -> Result<Period, Failure> {
    let frame = period::Frame {
        as_of,
        fiscal_year_starts: register.program().fiscal_year_starts(),
        first_fact: register.records().first_fact(),
    };
    Period::parse(text, &frame).map_err(Failure::new)
}

/// A note if a period of the state's year was asked for, and the program's own year is different.
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

/// Refuses a name that is neither a report nor a form, built-in or the program's own.
pub(super) fn known_or_form(name: &str, directory: &Directory) -> Result<(), Failure> {
    if SHIPPED.contains(&name) {
        return Ok(());
    }
    known(name).or_else(|failure| {
        let reading = directory.read(Scope::of(&[Kind::Form]));
        let path = format!("{}/{name}.toml", Kind::Form.folder());
        let mut forms = reading.records.forms.iter();
        let is_own = forms.any(|entry| entry.id.as_str() == name);
        // One with an error is reported when it is counted from.
        let mut faulty = reading.findings.iter();
        match is_own || faulty.any(|finding| *finding.place.path == *path) {
            true => Ok(()),
            false => Err(failure),
        }
    })
}

/// Refuses what is not a report.
pub(super) fn known(name: &str) -> Result<(), Failure> {
    if REPORTS.contains(&name) {
        return Ok(());
    }
    let failure = Failure::new(format!("there is no report `{name}`"));
    let all = [REPORTS, &SHIPPED].concat();
    Err(match nearest(name, &all) {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure.help(format!("the reports are {}", all.join(", "))),
    })
}
