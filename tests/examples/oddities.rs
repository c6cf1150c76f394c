//! What real records are full of, in both programs: two records of one person, two people with one name, two meetings
//! in one day, an unrecorded length, one child in two case files.

use peer::record::participant::Enrollment;
use peer::record::{
    Case, Day, EventKind, GroupId, Minutes, Participant, ParticipantId, Service, Status,
};

use super::book::{Book, Family, blank, prose, word, words};
use super::{families, history};

/// A second record of a parent, under another family name, joined to the first.
fn copy_of(book: &mut Book, root: &ParticipantId) -> ParticipantId {
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
    book.identities
        .insert(copy.as_str().parse().unwrap(), identity);
    copy
}

/// A parent who came to a group from a day on, under another family name, and was entered again when enrolled, between
/// two days in the following months.
pub fn entered_twice(book: &mut Book, group: &str, from: Day, enrolled: (Day, Day)) {
    let late = |record: &Participant| {
        record.enrollment.len() == 1
            && (enrolled.0..enrolled.1).contains(&record.enrollment[0].start)
    };
    let is_apart = |family: &Family, on: Day| {
        let begun = family
            .case
            .as_ref()
            .is_some_and(|case| book.cases[case].event[0].on < from);
        begun && family.home.is_none_or(|home| home > on)
    };
    let fits = |(id, record): &(&ParticipantId, &Participant)| {
        late(record)
            && book
                .family(id)
                .is_some_and(|family| is_apart(family, record.enrollment[0].start))
    };
    let root = book
        .participants
        .iter()
        .find(fits)
        .map(|(id, _)| id.clone())
        .unwrap();
    let copy = copy_of(book, &root);
    let first = book.participants.get_mut(&root).unwrap();
    first.referred = Some(from.plus_days(-5));
    let end = first.enrollment[0].start.plus_days(-1);
    let record = book.participants.get_mut(&copy).unwrap();
    record.enrollment = vec![Enrollment {
        start: from,
        end: Some(end),
        reason: Some(word("other")),
        void: None,
    }];
    record.note = prose(
        "The same person, entered twice; found by the birth date. Kept so that the sign-in sheets still fit.",
    );
    let group: GroupId = group.parse().unwrap();
    for on in [from, from.plus_days(7), from.plus_days(21)] {
        let met = book
            .sessions
            .values_mut()
            .find(|s| s.on == on && s.group.as_ref() == Some(&group))
            .unwrap();
        met.participants.push(copy.clone());
    }
}

/// Two parents with one name who are not the same person; the later record says so.
pub fn one_name_twice(book: &mut Book) {
    let plain = |id: &ParticipantId| {
        let identity = &book.identities[&id.as_str().parse().unwrap()];
        let is_mentor = book
            .mentors
            .values()
            .any(|mentor| mentor.participant.as_ref() == Some(id));
        identity.email.is_none()
            && identity.aliases.is_empty()
            && identity.born.is_some()
            && !is_mentor
    };
    let hers = |id: &&ParticipantId| {
        let record = &book.participants[*id];
        let speaks = record.languages == words(&["en", "es"]);
        record.gender == Some(word("woman")) && speaks && record.same_as.is_none() && plain(id)
    };
    let pair: Vec<ParticipantId> = book
        .participants
        .keys()
        .filter(hers)
        .take(2)
        .cloned()
        .collect();
    let [first, second] = [&pair[0], &pair[1]];
    let name = book.identities[&first.as_str().parse().unwrap()].clone();
    let other = book
        .identities
        .get_mut(&second.as_str().parse().unwrap())
        .unwrap();
    other.given = name.given;
    other.family = name.family;
    let record = book.participants.get_mut(second).unwrap();
    record.not_same_as = vec![first.clone()];
    record.note =
        prose("Another parent has the same name. Checked: two people. They laughed about it.");
}

/// A mentor and a parent who met in the morning and talked again in the evening.
pub fn two_meetings_in_one_day(book: &mut Book) {
    let morning = |s: &&peer::record::Session| {
        s.kind == Service::Mentoring
            && s.was_held()
            && s.mode == Some(word("in-person"))
            && s.on.year() == 2026
    };
    let first = book
        .sessions
        .values()
        .filter(morning)
        .nth(20)
        .unwrap()
        .clone();
    let mut second = first;
    second.mode = Some(word("phone"));
    second.minutes = Minutes::new(20);
    second.topics = Vec::new();
    second.note =
        prose("Called again in the evening, after court. Needed to say it out loud to somebody.");
    book.hold_again(second);
}

/// Sessions whose length no one recorded.
pub fn unknown_minutes(book: &mut Book) {
    for (kind, place) in [
        (Service::SupportGroup, 17),
        (Service::Mentoring, 60),
        (Service::Casework, 9),
    ] {
        let held = book
            .sessions
            .values_mut()
            .filter(|s| s.kind == kind && s.status != Some(Status::NoShow) && s.was_held());
        if let Some(met) = held.skip(place).step_by(130).next() {
            met.minutes = None;
        }
    }
}

/// Turns the return of the family that came home on a day into its own case file: the old case was dismissed before,
/// and the children are in both.
pub fn back_in_another_file(book: &mut Book, home: Day, dismissed: Day) {
    let family = book
        .families
        .iter()
        .find(|family| family.home == Some(home))
        .unwrap()
        .clone();
    let old = family.case.unwrap();
    let first = book.cases.get_mut(&old).unwrap();
    let (before, after): (Vec<_>, Vec<_>) =
        first.event.drain(..).partition(|event| event.on <= home);
    first.event = before;
    first
        .event
        .push(history::event(dismissed, EventKind::Dismissed));
    let mut second: Case = first.clone();
    second.event = after;
    second
        .event
        .retain(|event| event.kind != EventKind::Dismissed);
    for (key, child) in &mut second.child {
        child.same_as = format!("{old}/{key}").parse().ok();
    }
    families::file(book, second);
}
