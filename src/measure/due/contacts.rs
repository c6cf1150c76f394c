//! Mentors and parents who should meet: for the first time, again, or after someone did not come.

use std::collections::BTreeMap;

use super::{Due, Duty, Look};
use crate::record::{Day, MatchId, ParticipantId, Service, Session, Status, counted};
use crate::register::Pairing;

/// The length of a month, for converting contacts a month to days between contacts.
const MONTH: u32 = 30;

/// What is known of a match's meetings.
#[derive(Debug, Default, Clone, Copy)]
struct Meetings {
    held: Option<Day>,
    missed: Option<Day>,
}

pub(super) fn due(look: &Look<'_>, all: &mut Vec<Due>) {
    let (meetings, came) = (meetings(look), came(look));
    for entry in look
        .register
        .records()
        .matches
        .iter()
        .filter(|entry| entry.record.is_active(look.today))
    {
        let Some(began) = entry.record.began else {
            continue;
        };
        let mut known = meetings.get(&entry.id).copied().unwrap_or_default();
        let parent = look.register.root(&entry.record.participant);
        // Someone who has come to anything since need not be asked how they are.
        let since = came.get(parent).copied();
        known.missed = known
            .missed
            .filter(|missed| since.is_none_or(|on| on <= *missed));
        let mentor = look.register.mentor_index(&entry.record.mentor);
        let away = mentor.and_then(|at| look.register.away_since(at, look.today));
        let due = match (mentor, away) {
            (_, Some(since)) => Some(without_mentor(look, entry, since.max(began))),
            (Some(at), None) => {
                // No one is late for a meeting that fell into a leave.
                next(look, began, known).and_then(|due| {
                    let on = look.register.back_on(at, due.on)?;
                    Some(Due { on, ..due })
                })
            }
            (None, None) => next(look, began, known),
        };
        all.extend(due.map(|due| of(look, due, entry)));
    }
}

/// A match that continues although its mentor is gone: the parent has no one.
fn without_mentor(look: &Look<'_>, entry: &Pairing, since: Day) -> Due {
    let mentor = look.register.mentor(&entry.record.mentor);
    let has_left = mentor.is_some_and(|mentor| {
        let left = mentor.record.left;
        left.is_some_and(|left| left <= look.today)
    });
    let why = if has_left {
        "the mentor left"
    } else {
        "the mentor is on leave with no end date"
    };
    let what = format!("has had no mentor since {since}: {why}; end the match and request another");
    Due::new(Duty::WithoutMentor, since, since, what)
}

/// The next meeting of a match: one duty, the most urgent.
fn next(look: &Look<'_>, began: Day, known: Meetings) -> Option<Due> {
    if let Some(missed) = known
        .missed
        .filter(|missed| known.held.is_none_or(|held| held < *missed))
    {
        let due = missed.plus_days(i64::from(look.beat.no_show_days));
        let what = format!("did not come on {missed}: ask how they are");
        return Some(Due::new(Duty::NoShow, due, missed, what))
            .filter(|_| look.beat.no_show_days > 0);
    }
    let Some(held) = known.held else {
        let due = began.plus_days(i64::from(look.beat.first_contact_days));
        let what = format!("matched on {began}, but they have not met yet");
        return Some(Due::new(Duty::FirstContact, due, began, what))
            .filter(|_| look.beat.first_contact_days > 0);
    };
    let monthly = look.beat.monthly(held.days_since(began));
    let between = MONTH.checked_div(monthly)?.max(1);
    let due = held.plus_days(i64::from(between));
    let asked = match monthly {
        1 => "1 contact a month is expected".to_owned(),
        many => format!("{many} contacts a month are expected"),
    };
    let quiet = look.today.days_since(held);
    let what = match quiet {
        0 => format!("last met today; {asked}"),
        quiet => format!("last met on {held}, {} ago; {asked}", counted(quiet, "day")),
    };
    Some(Due::new(Duty::Contact, due, held, what))
}

fn of(look: &Look<'_>, due: Due, entry: &Pairing) -> Due {
    Due {
        participant: Some(look.register.root(&entry.record.participant).clone()),
        mentor: Some(entry.record.mentor.clone()),
        match_id: Some(entry.id.clone()),
        ..due
    }
}

/// The last meeting held and the last one missed, by match.
fn meetings<'r>(look: &Look<'r>) -> BTreeMap<&'r MatchId, Meetings> {
    let mut meetings: BTreeMap<&MatchId, Meetings> = BTreeMap::new();
    let sessions = look
        .register
        .records()
        .sessions
        .iter()
        .map(|entry| &entry.record);
    let past = |session: &&Session| session.kind == Service::Mentoring && session.on <= look.today;
    for session in sessions.filter(past) {
        let Some(id) = &session.match_id else {
            continue;
        };
        let known = meetings.entry(id).or_default();
        if session.was_held() {
            known.held = known.held.max(Some(session.on));
        } else if session.status == Some(Status::NoShow) {
            known.missed = known.missed.max(Some(session.on));
        }
    }
    meetings
}

/// The last day on which each parent came to a session of any kind.
fn came<'r>(look: &Look<'r>) -> BTreeMap<&'r ParticipantId, Day> {
    let mut came: BTreeMap<&ParticipantId, Day> = BTreeMap::new();
    let sessions = look.register.records().sessions.iter();
    let sessions = sessions.map(|entry| &entry.record);
    for session in sessions.filter(|session| session.was_held() && session.on <= look.today) {
        for id in &session.participants {
            let last = came.entry(look.register.root(id)).or_insert(session.on);
            *last = session.on.max(*last);
        }
    }
    came
}
