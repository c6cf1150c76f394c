//! What each definition of returns counts, and how it says so.

use crate::measure::definition::Named;
use crate::measure::returns::{Options, Returns, returns};
use crate::record::definition::Unit;
use crate::record::program::KnownBy;
use crate::record::{Program, Word, counted};
use crate::report::request::{Asked, Breakdown, Request};

/// What one of several definitions counts.
pub(super) struct Answer<'d> {
    pub named: &'d Named,
    pub result: Returns,
}

/// What each definition counts.
pub(super) fn answers<'d>(
    request: &Request<'_>,
    asked: Asked<'d>,
    breakdown: Breakdown,
) -> Result<Vec<Answer<'d>>, String> {
    let options = Options {
        step: breakdown.step,
        group: breakdown.group,
        consenting_only: request.consenting_only,
    };
    let answer = |named: &'d Named| {
        let unit = named.unit(asked.unit)?;
        let (register, period, as_of) = (request.register, request.period, request.as_of);
        Ok(Answer {
            named,
            result: returns(register, period, as_of, &named.definition, unit, options),
        })
    };
    asked.definitions.iter().map(answer).collect()
}

/// The title of a sheet with these definitions.
pub(super) fn title(definitions: &[Named]) -> String {
    match definitions {
        [one] => one.definition.title.to_string(),
        _ => "Returns to court".to_owned(),
    }
}

/// The rule of the window, which is printed with every figure.
pub(super) fn twelve_months(months: u32) -> String {
    format!(
        "from the day after the start through the same date {} later (February 29 becomes February 28)",
        counted(months, "calendar month")
    )
}

/// How a definition counts, in words.
pub(super) fn rules(answer: &Answer<'_>, several: bool) -> Vec<String> {
    let definition = &answer.named.definition;
    let unit = match answer.result.unit {
        Unit::Participant => "each person once, across all of their cases",
        Unit::Family => "each case once, with every case that shares a parent with it",
        Unit::Child => "each child once, across all case files that list the child",
    };
    let anchor = &definition.anchor;
    let mut start = format!(
        "the first {} event in the period",
        words(anchor.kinds.iter().map(|kind| kind.word()))
    );
    start += &filters(&anchor.types, anchor.sustained);
    if let Some(system) = anchor.system {
        start += &format!(", in a {system} case");
    }
    if !anchor.earlier.is_empty() {
        start += &format!(
            ", if the case has an earlier {}",
            words(anchor.earlier.iter().map(|kind| kind.word()))
        );
    }
    if let Some(days) = anchor.stay_days {
        start += &format!(", after {} or more out of home", counted(days, "day"));
    }
    if let Some(age) = anchor.under_age {
        start += &format!(", under {age}");
    }
    let prefix = if several {
        format!("{}: ", answer.named.name)
    } else {
        String::new()
    };
    vec![
        format!("{prefix}{}", definition.sentence),
        format!(
            "counted: {unit}; the time begins the day after {start}, and ends {} after it, on the same date (February 29 becomes February 28); a return is the first {} event{} in that time",
            counted(definition.window.months, "calendar month"),
            words(definition.event.kinds.iter().map(|kind| kind.word())),
            filters(&definition.event.types, definition.event.sustained),
        ),
    ]
}

/// When a rate is given, and, if not the usual, what the program counts as knowing about a family, and for how long.
pub(super) fn known_by(program: &Program) -> Vec<String> {
    let by = KnownBy::ALL.iter().filter(|by| program.is_known_by(**by));
    let by: Vec<&str> = by.map(|by| by.word()).collect();
    let narrowed = by.len() < KnownBy::ALL.len();
    let narrowed = narrowed.then(|| {
        format!(
            "what counts as knowing about a family: only {} (`[outcomes] known_by`)",
            by.join(" and ")
        )
    });
    let silence = program.counts_silence().then(|| {
        "a family with no news counts as one that did not return (`[outcomes] silence`)".to_owned()
    });
    let withheld = "if more than 1 in 5 outcomes are unknown, reports show the lowest and the highest possible rate. You hear more often about families that return than about the others, so a rate of only the families you know about would be too high";
    let always = std::iter::once(withheld.to_owned());
    always.chain(narrowed).chain(silence).collect()
}

/// Which types of petition and hearing a definition asks for, and what the court must have found.
fn filters(types: &[Word], sustained: Option<bool>) -> String {
    let types = match types {
        [] => String::new(),
        types => format!(", of type {}", words(types.iter().map(Word::as_str))),
    };
    let sustained = match sustained {
        Some(true) => ", if an offense or violation, sustained",
        Some(false) => ", if an offense or violation, not sustained",
        None => "",
    };
    types + sustained
}

fn words<'w>(kinds: impl Iterator<Item = &'w str>) -> String {
    kinds.collect::<Vec<_>>().join(" or ")
}
