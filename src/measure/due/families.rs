//! Families: how they are after they came home, and upcoming days in court.

use super::{Due, Duty, Look};
use crate::record::classes::OutcomeSource;
use crate::record::{Day, EventKind, MentorId, counted};

/// A contact this many days before a follow-up is due counts as that follow-up.
const EARLY: i64 = 14;
/// After this many days past its due day, a missing follow-up is dropped: it would no longer be the intended one.
const LEFT: i64 = 60;

pub(super) fn due(look: &Look<'_>, all: &mut Vec<Due>) {
    let served = last_served(look);
    all.extend(
        served
            .into_iter()
            .enumerate()
            .filter_map(|(at, served)| follow_up(look, at, served)),
    );
    for entry in &look.register.records().cases {
        let ahead = |on: Day| on >= look.today && on <= look.until;
        let hearings = entry
            .record
            .event
            .iter()
            .filter(|event| event.kind == EventKind::Hearing && ahead(event.on));
        for event in hearings {
            for person in look.register.people_of_case(&entry.record) {
                let known = &look.register.people()[person];
                if !known.is_active(look.today) {
                    continue;
                }
                let what = format!(
                    "hearing in {} in {}",
                    entry.id,
                    counted(event.on.days_since(look.today), "day")
                );
                all.push(Due {
                    participant: Some(known.id.clone()),
                    mentor: mentor_of(look, person),
                    case: Some(entry.id.clone()),
                    ..Due::new(Duty::Hearing, event.on, event.on, what)
                });
            }
        }
    }
}

/// The follow-up due now, if a family was reunified and stayed together, and no one has asked since.
fn follow_up(look: &Look<'_>, at: usize, served: Option<Day>) -> Option<Due> {
    let person = &look.register.people()[at];
    if person.record.enrollment.is_empty() {
        return None;
    }
    let events = || {
        let cases = look.register.cases_of_person(at);
        cases.flat_map(|entry| {
            entry
                .record
                .event
                .iter()
                .map(move |event| (event, &entry.id))
        })
    };
    let past = |on: Day| on <= look.today;
    let (home, case) = events()
        .filter(|(event, _)| event.kind == EventKind::Reunified && past(event.on))
        .max_by_key(|(event, _)| event.on)?;
    if events()
        .any(|(event, _)| event.kind == EventKind::Removed && event.on > home.on && past(event.on))
    {
        return None;
    }
    let steps = &look.beat.follow_up_days;
    let day = |days: u32| home.on.plus_days(i64::from(days));
    // Each follow-up stays until the day of the next one, and no longer than `LEFT` days.
    let stands = |place: usize| {
        steps
            .get(place + 1)
            .is_none_or(|next| day(*next) > look.today)
    };
    let place = (0..steps.len()).find(|place| stands(*place))?;
    let on = day(steps[place]);
    if on > look.until
        || look.today.days_since(on) > LEFT
        || served.is_some_and(|served| served >= on.plus_days(-EARLY))
    {
        return None;
    }
    let last = served.map_or_else(
        || "no one has met them".to_owned(),
        |served| format!("last met on {served}"),
    );
    let what = format!(
        "reunified on {}: the follow-up after {}; {last}",
        home.on,
        counted(steps[place], "day")
    );
    Some(Due {
        participant: Some(person.id.clone()),
        mentor: mentor_of(look, at),
        case: Some(case.clone()),
        ..Due::new(Duty::FollowUp, on, home.on, what)
    })
}

/// A person's current mentor, or the last one who is still in the program.
pub(super) fn mentor_of(look: &Look<'_>, person: usize) -> Option<MentorId> {
    let register = look.register;
    let still_here = |id: &MentorId| {
        register
            .mentor(id)
            .is_some_and(|mentor| mentor.record.left.is_none_or(|left| left > look.today))
    };
    let active = register.active_match(person, look.today);
    let begun = register
        .matches_of_person(person)
        .filter(|entry| entry.record.began.is_some());
    let last = || {
        begun
            .max_by_key(|entry| entry.record.began)
            .filter(|entry| still_here(&entry.record.mentor))
    };
    active
        .or_else(last)
        .map(|entry| entry.record.mentor.clone())
}

/// The day each person was last served or asked after, by place in the register.
fn last_served(look: &Look<'_>) -> Vec<Option<Day>> {
    let mut last = vec![None; look.register.people().len()];
    let sessions = look
        .register
        .records()
        .sessions
        .iter()
        .map(|entry| &entry.record);
    for session in sessions.filter(|session| session.is_countable() && session.on <= look.today) {
        for person in look.register.people_at(session) {
            last[person] = last[person].max(Some(session.on));
        }
    }
    // Someone who asked the family, or someone who knows it, has followed up.
    let program = look.register.program();
    for (at, last) in last.iter_mut().enumerate() {
        let cases = look.register.cases_of_person(at);
        let checked = cases.flat_map(|entry| &entry.record.checked);
        let asked = checked.filter(|checked| {
            let class: OutcomeSource = program.class(&checked.source);
            class == OutcomeSource::Contact && checked.on <= look.today
        });
        *last = asked.map(|checked| checked.on).max().max(*last);
    }
    last
}
