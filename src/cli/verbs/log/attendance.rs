//! Who came to a group: the day, the people with last time's ticked, newcomers, and the children.

use std::collections::BTreeSet;

use super::asking::Asking;
use super::given::{Given, known};
use super::newcomers;
use super::subject::Subject;
use crate::cli::args::{Resolve, all};
use crate::cli::failure::Failure;
use crate::cli::people;
use crate::cli::prompt::Item;
use crate::measure::regulars::{SESSIONS, last_sessions, regulars};
use crate::record::{Day, GroupId, Identity, ParticipantId, PersonId};
use crate::register::Register;

/// Asks for the day, who was there, and the children.
pub(super) fn ask(asking: &Asking<'_>, given: &mut Given) -> Result<(), Failure> {
    let Some(Subject::Group(group)) = given.subject.clone() else {
        return Ok(());
    };
    let register = &asking.register;
    let record = register.group(&group).map(|entry| &entry.record);
    let has_childcare = record.and_then(|group| group.childcare).unwrap_or(false);
    let had_children = last_sessions(register, &group)
        .next()
        .is_some_and(|last| last.record.children_in_childcare.is_some());
    ask_day(asking, &group, given)?;
    let is_said =
        !given.present.is_empty() || given.anonymous.is_some() || !given.newcomers.is_empty();
    if asking.again || !is_said {
        ask_who(asking, &group, given)?;
    }
    if has_childcare || had_children || given.children_in_childcare.is_some() {
        asking.count(
            &mut given.children_in_childcare,
            "Children looked after",
            "a number; just Enter if no one counted",
        )?;
    }
    Ok(())
}

/// Asks for the day if a group does not meet on today's weekday.
fn ask_day(asking: &Asking<'_>, group: &GroupId, given: &mut Given) -> Result<(), Failure> {
    let today = asking.peer.today;
    let group = asking.register.group(group);
    let planned = group
        .map(|entry| entry.record.planned().0)
        .unwrap_or_default();
    let is_today = planned.is_empty() || planned.contains(&today.weekday());
    if !asking.again && (given.on.on.is_some() || is_today) {
        return Ok(());
    }
    let met = (0..7)
        .map(|back| today.plus_days(-back))
        .find(|day| planned.contains(&day.weekday()));
    let said = given.on.on.map(|on| on.0.on(today));
    let first = said.or(met).unwrap_or(today);
    asking.which_day(given, first)
}

/// Asks who was there, including newcomers.
fn ask_who(asking: &Asking<'_>, group: &GroupId, given: &mut Given) -> Result<(), Failure> {
    let lines = attendees(asking, group, asking.day(given));
    let chosen: BTreeSet<ParticipantId> = all(&given.present)
        .filter_map(|who| who.resolve(&asking.register).ok())
        .collect();
    let is_ticked = |line: &Attendee| {
        if chosen.is_empty() {
            line.last
        } else {
            chosen.contains(&line.id)
        }
    };
    let ticked: Vec<usize> = (0..lines.len())
        .filter(|at| is_ticked(&lines[*at]))
        .collect();
    let items: Vec<Item> = lines.iter().map(|line| line.item.clone()).collect();
    let (line, is_ticked) = newcomers::line(&given.newcomers);
    let further = Some((line.as_str(), is_ticked));
    let answer = asking
        .prompt
        .tick("Who was there?", &items, &ticked, further)?;
    let there = answer.places.iter().map(|at| lines[*at].id.clone());
    given.present = known(&there.collect::<Vec<_>>());
    if answer.further {
        given.newcomers.extend(answer.names);
        newcomers::ask(asking, given)?;
    } else {
        given.newcomers.clear();
    }
    if given.present.is_empty() && given.newcomers.is_empty() {
        asking.count(
            &mut given.anonymous,
            "How many people came without giving a name?",
            "a number; just Enter for none",
        )?;
    }
    Ok(())
}

/// Someone who may have been there.
struct Attendee {
    id: ParticipantId,
    item: Item,
    /// Whether they were at the last session.
    last: bool,
}

/// Everyone who may have been at a group: the regulars first, then those who are enrolled, then all others on file.
fn attendees(asking: &Asking<'_>, group: &GroupId, day: Day) -> Vec<Attendee> {
    let register = &asking.register;
    let of = last_sessions(register, group).take(SESSIONS).count();
    let attendee = |id: &ParticipantId, detail: String, last: bool| Attendee {
        id: id.clone(),
        item: Item {
            name: people::participant_label(register, id),
            detail,
            unshown: unshown(register, id),
        },
        last,
    };
    let mut all: Vec<Attendee> = regulars(register, group)
        .iter()
        .map(|regular| {
            let detail = format!("{} of the last {of}", regular.times);
            attendee(&regular.participant, detail, regular.last)
        })
        .collect();
    let known: BTreeSet<ParticipantId> = all.iter().map(|attendee| attendee.id.clone()).collect();
    let mut others: Vec<(bool, String, &ParticipantId)> = register
        .people()
        .iter()
        .filter(|person| !known.contains(&person.id))
        .map(|person| {
            let label = people::participant_label(register, &person.id);
            (!person.is_active(day), label, &person.id)
        })
        .collect();
    others.sort();
    all.extend(
        others
            .into_iter()
            .map(|(_, _, id)| attendee(id, String::new(), false)),
    );
    all
}

/// The name by which someone can be found, even if names are not shown.
fn unshown(register: &Register, id: &ParticipantId) -> String {
    let identity = register.identity(&PersonId::Participant(id.clone()));
    identity.and_then(Identity::name).unwrap_or_default()
}
