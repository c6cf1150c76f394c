//! What expires: consents and trainings; and the supervision of mentors.

use std::collections::{BTreeMap, BTreeSet};

use super::{Due, Duty, Look};
use crate::record::{Day, MentorId, Service, Word};

pub(super) fn due(look: &Look<'_>, all: &mut Vec<Due>) {
    consents(look, all);
    trainings(look, all);
    supervisions(look, all);
}

/// Consents of enrolled parents that expire, or have expired, and were neither renewed nor withdrawn.
fn consents(look: &Look<'_>, all: &mut Vec<Due>) {
    for person in look
        .register
        .people()
        .iter()
        .filter(|person| person.is_active(look.today))
    {
        let kinds: BTreeSet<&Word> = person.record.consent.iter().map(|c| &c.kind).collect();
        for kind in kinds {
            let given = person
                .record
                .consent
                .iter()
                .filter(|consent| consent.kind == *kind && consent.given <= look.today);
            let last =
                given.max_by_key(|consent| (consent.given, consent.expires.unwrap_or(Day::LAST)));
            let Some((consent, expires)) =
                last.and_then(|consent| Some((consent, consent.expires?)))
            else {
                continue;
            };
            if consent.withdrawn.is_some() {
                continue;
            }
            let ends = if expires < look.today {
                "ran out"
            } else {
                "runs out"
            };
            let what = format!(
                "the consent to {kind} of {} {ends} on {expires}",
                consent.given
            );
            all.push(Due {
                participant: Some(person.id.clone()),
                ..Due::new(Duty::Consent, expires, consent.given, what)
            });
        }
    }
}

/// Trainings required by the program that expire, or have expired, for mentors who are in the program.
fn trainings(look: &Look<'_>, all: &mut Vec<Due>) {
    let here = |left: Option<Day>| left.is_none_or(|left| left > look.today);
    for entry in look
        .register
        .records()
        .mentors
        .iter()
        .filter(|entry| here(entry.record.left))
    {
        for name in look.register.program().required_training() {
            let done = entry
                .record
                .training
                .iter()
                .filter(|one| one.name == *name && one.on <= look.today);
            let last = done.max_by_key(|one| one.expires.unwrap_or(Day::LAST));
            let Some((training, expires)) = last.and_then(|one| Some((one, one.expires?))) else {
                continue;
            };
            let ends = if expires < look.today {
                "ran out"
            } else {
                "runs out"
            };
            let what = format!(
                "the training {name} {ends} on {expires}; the mentor cannot be matched without it"
            );
            all.push(Due {
                mentor: Some(entry.id.clone()),
                ..Due::new(Duty::Training, expires, training.on, what)
            });
        }
    }
}

/// Supervision of mentors who currently mentor someone: this many days after the last one, or after their first open
/// match began.
fn supervisions(look: &Look<'_>, all: &mut Vec<Due>) {
    let days = i64::from(look.beat.supervision_days);
    if days == 0 {
        return;
    }
    let mut last: BTreeMap<&MentorId, Day> = BTreeMap::new();
    let sessions = look
        .register
        .records()
        .sessions
        .iter()
        .map(|entry| &entry.record);
    let held = sessions.filter(|session| {
        session.kind == Service::Supervision && session.was_held() && session.on <= look.today
    });
    for session in held {
        for mentor in &session.mentors {
            let known = last.entry(mentor).or_insert(session.on);
            *known = (*known).max(session.on);
        }
    }
    for (at, entry) in look.register.records().mentors.iter().enumerate() {
        let active = look
            .register
            .matches_of_mentor(at)
            .filter(|entry| entry.record.is_active(look.today));
        let Some(first) = active.filter_map(|entry| entry.record.began).min() else {
            continue;
        };
        let supervised = last.get(&entry.id).copied();
        let since = supervised.map_or(first, |day| day.max(first));
        let what = match supervised {
            Some(day) => format!("last supervised on {day}"),
            None => format!("matched with a parent since {first}, and no supervision yet"),
        };
        let due = Due::new(Duty::Supervision, since.plus_days(days), since, what);
        all.push(Due {
            mentor: Some(entry.id.clone()),
            ..due
        });
    }
}
