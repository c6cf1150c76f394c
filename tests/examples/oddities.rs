//! What real records are full of, in either program: two records of one person, two people of one name, two meetings in
//! one day, a length nobody wrote down, one child in two case files.

use peer::record::session::Mode;
use peer::record::{Case, Day, EventKind, Minutes, Participant, ParticipantId, Service, Status};

use super::book::{Book, blank, prose, word, words};
use super::{families, history};

/// A second record of a parent, under another family name, joined to the first.
pub fn copy_of(book: &mut Book, root: &ParticipantId) -> ParticipantId {
    let copy: ParticipantId = book.dice.id('p').parse().unwrap();
    let first = book.participants[root].clone();
    let mut record: Participant = blank("");
    record.area = first.area;
    record.gender = first.gender;
    record.languages = first.languages;
    record.same_as = Some(root.clone());
    book.participants.insert(copy.clone(), record);
    let key = root.as_str().parse().unwrap();
    let mut identity = book.identities[&key].clone();
    let other = book.dice.pick(super::names::MEXICAN.families);
    let alias = format!("{} {other}", identity.given.as_deref().unwrap());
    identity.family = Some(other.into());
    identity.aliases.clear();
    identity.external_ids.clear();
    book.identities.get_mut(&key).unwrap().aliases = vec![alias.into()];
    book.identities.insert(copy.as_str().parse().unwrap(), identity);
    copy
}

/// Two parents of one name who are not the same person; the later record says so.
pub fn one_name_twice(book: &mut Book) {
    let plain = |id: &ParticipantId| {
        let identity = &book.identities[&id.as_str().parse().unwrap()];
        let is_mentor = book.mentors.values().any(|mentor| mentor.participant.as_ref() == Some(id));
        identity.email.is_none() && identity.aliases.is_empty() && identity.born.is_some() && !is_mentor
    };
    let hers = |id: &&ParticipantId| {
        let record = &book.participants[*id];
        let speaks = record.languages == words(&["en", "es"]);
        record.gender == Some(word("woman")) && speaks && record.same_as.is_none() && plain(id)
    };
    let pair: Vec<ParticipantId> = book.participants.keys().filter(hers).take(2).cloned().collect();
    let [first, second] = [&pair[0], &pair[1]];
    let name = book.identities[&first.as_str().parse().unwrap()].clone();
    let other = book.identities.get_mut(&second.as_str().parse().unwrap()).unwrap();
    other.given = name.given;
    other.family = name.family;
    let record = book.participants.get_mut(second).unwrap();
    record.not_same_as = vec![first.clone()];
    record.note = prose("Another parent has the same name. Checked: two people. They laughed about it.");
}

/// A mentor and a parent who met in the morning and talked again in the evening.
pub fn two_meetings_in_one_day(book: &mut Book) {
    let morning = |s: &&peer::record::Session| {
        s.kind == Service::Mentoring && s.was_held() && s.mode == Some(Mode::InPerson) && s.on.year() == 2026
    };
    let first = book.sessions.values().filter(morning).nth(20).unwrap().clone();
    let mut second = first;
    second.mode = Some(Mode::Phone);
    second.minutes = Minutes::new(20);
    second.topics = Vec::new();
    second.note = prose("Called again in the evening, after court. Needed to say it out loud to somebody.");
    book.hold_again(second);
}

/// Sessions of which nobody wrote down how long they were.
pub fn unknown_minutes(book: &mut Book) {
    for (kind, place) in [(Service::SupportGroup, 17), (Service::Mentoring, 60), (Service::Casework, 9)] {
        let held = book.sessions.values_mut().filter(|s| s.kind == kind && s.status != Some(Status::NoShow) && s.was_held());
        if let Some(met) = held.skip(place).step_by(130).next() {
            met.minutes = None;
        }
    }
}

/// Turns the return of the family that came home on a day into a case file of its own: the old case was dismissed before,
/// and the children are in both.
pub fn back_in_another_file(book: &mut Book, home: Day, dismissed: Day) {
    let family = book.families.iter().find(|family| family.home == Some(home)).unwrap().clone();
    let old = family.case.unwrap();
    let first = book.cases.get_mut(&old).unwrap();
    let (before, after): (Vec<_>, Vec<_>) = first.event.drain(..).partition(|event| event.on <= home);
    first.event = before;
    first.event.push(history::event(dismissed, EventKind::Dismissed));
    let mut second: Case = first.clone();
    second.event = after;
    second.event.retain(|event| event.kind != EventKind::Dismissed);
    for (key, child) in &mut second.child {
        child.same_as = format!("{old}/{key}").parse().ok();
    }
    families::file(book, second);
}
