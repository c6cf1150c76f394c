//! Families that someone should look up: each quarter within the 12 months, and at their end. Also questions without an
//! answer.

use super::families::mentor_of;
use super::{Due, Duty, Look};
use crate::measure::definition::{DEFAULT, find};
use crate::measure::returns::{Case, Counted, Outcome, UnitId, latest};
use crate::record::{Day, counted};

/// This many days after the end of its 12 months, a family is no longer due: it can still be looked up with all the
/// others.
const LEFT: i64 = 365;

/// Calendar months between two look-ups of a family whose 12 months are not over.
const QUARTER: i32 = 3;

/// Days within which a court or county answers a question.
const ANSWERED: i64 = 30;

pub(super) fn due(look: &Look<'_>, all: &mut Vec<Due>) {
    if look.beat.outcome_days == 0 {
        return;
    }
    all.extend(questions(look));
    let Ok(named) = find(DEFAULT, &[]) else {
        return;
    };
    for case in latest(look.register, look.today, &named.definition) {
        let is_open = case.counted == Counted::Yes && case.outcome == Outcome::Nothing;
        if is_open && let Some(on) = step(look, &case) {
            all.extend(of(look, &case, on));
        }
    }
}

/// The questions without an answer.
fn questions(look: &Look<'_>) -> impl Iterator<Item = Due> {
    let all = look.register.records().outcomes.iter();
    let open = all.filter(|entry| entry.record.open() > 0);
    open.map(|entry| {
        let question = &entry.record;
        let what = format!(
            "question {} to {}: enter the answer, or ask for it; {} of {} have no answer",
            entry.id,
            question.agreement,
            question.open(),
            counted(question.asked.len(), "family")
        );
        let on = question.on.plus_days(ANSWERED);
        Due::new(Duty::Question, on, question.on, what)
    })
}

/// The day by which the family should be looked up: the last day of its 12 months, or otherwise of the quarter that is
/// over or will be soon; `None` if enough is known about it so far.
fn step(look: &Look<'_>, case: &Case) -> Option<Day> {
    let end = case.window_end;
    if look.today.days_since(end) > LEFT {
        return None;
    }
    let from = end.plus_days(-i64::from(look.beat.outcome_days));
    let quarters = (1..).map(|count| case.anchor.plus_months(count * QUARTER));
    let quarters = quarters.take_while(|quarter| *quarter < end && *quarter <= look.until);
    let is_ahead = from <= look.today && !look.is_limited;
    let last = Some(end).filter(|_| is_ahead || end <= look.until);
    let step = last.or_else(|| quarters.last())?;
    (!case.through.reaches(step)).then_some(step)
}

fn of(look: &Look<'_>, case: &Case, on: Day) -> Option<Due> {
    let UnitId::Participant(id) = &case.id else {
        return None;
    };
    let (anchor, end) = (case.anchor, case.window_end);
    let known = match case.through.day {
        Some(day) => format!("known through {day}"),
        None => "nothing is known".to_owned(),
    };
    let what = if on == end {
        format!(
            "reunified on {anchor}, 12 months end {end}: look up whether they returned to court; {known}"
        )
    } else {
        format!("reunified on {anchor}: look up how they have done through {on}; {known}")
    };
    let person = look.register.person_index(id)?;
    Some(Due {
        participant: Some(id.clone()),
        mentor: mentor_of(look, person),
        ..Due::new(Duty::Outcome, on, anchor, what)
    })
}
