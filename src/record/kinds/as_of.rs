//! Records as of a day: what was on file then.
//!
//! A fact that is dated later does not exist, and neither does a record whose every fact is later, unless something that
//! exists names it: a parent is on file before the referral where a session of that time lists them.

use std::collections::HashSet;

use super::case::Case;
use super::mentor::Mentor;
use super::participant::Participant;
use super::records::{Entry, Records};
use crate::record::day::Day;
use crate::record::id::PersonId;

/// Whether a record whose first fact is on that day, if it has a dated one, comes only after `day`.
fn is_later(first: Option<Day>, day: Day) -> bool {
    first.is_some_and(|first| first > day)
}

/// The ids of the records that come only later.
fn later<'e, I: AsRef<str>, T>(
    entries: &'e [Entry<I, T>],
    first: impl Fn(&T) -> Option<Day> + 'e,
    day: Day,
) -> impl Iterator<Item = String> + 'e {
    entries
        .iter()
        .filter(move |entry| is_later(first(&entry.record), day))
        .map(|entry| entry.id.as_ref().to_owned())
}

impl Records {
    /// The records without any fact that is dated after `day`.
    #[must_use]
    pub fn as_of(mut self, day: Day) -> Self {
        let mut gone: HashSet<String> = later(&self.participants, Participant::first_day, day)
            .chain(later(&self.mentors, Mentor::first_day, day))
            .chain(later(&self.cases, Case::first_day, day))
            .collect();
        self.participants
            .iter_mut()
            .for_each(|entry| entry.record.as_of(day));
        self.mentors
            .iter_mut()
            .for_each(|entry| entry.record.as_of(day));
        self.cases
            .iter_mut()
            .for_each(|entry| entry.record.as_of(day));
        self.matches.retain_mut(|entry| entry.record.as_of(day));
        self.sessions.retain(|entry| entry.record.on <= day);
        if gone.is_empty() {
            return self;
        }
        self.named(&mut |id| {
            gone.remove(id);
        });
        self.participants
            .retain(|entry| !gone.contains(entry.id.as_str()));
        self.mentors
            .retain(|entry| !gone.contains(entry.id.as_str()));
        self.cases.retain(|entry| !gone.contains(entry.id.as_str()));
        for entry in &mut self.cases {
            let parents = &mut entry.record.participants;
            parents.retain(|id| !gone.contains(id.as_str()));
        }
        self
    }

    /// Shows every id that sessions, matches and links between records name. A case does not bring its parents in: it
    /// may be older than their time in the program.
    fn named(&self, show: &mut impl FnMut(&str)) {
        for entry in &self.sessions {
            let session = &entry.record;
            let people = session.participants.iter().chain(&session.missed);
            people.for_each(|id| show(id.as_str()));
            session.mentors.iter().for_each(|id| show(id.as_str()));
            session
                .led_by
                .iter()
                .map(PersonId::as_str)
                .for_each(&mut *show);
            session.case.iter().for_each(|id| show(id.as_str()));
        }
        for entry in &self.matches {
            show(entry.record.participant.as_str());
            show(entry.record.mentor.as_str());
        }
        for entry in &self.participants {
            entry.record.same_as.iter().for_each(|id| show(id.as_str()));
        }
        for entry in &self.mentors {
            let own = &entry.record.participant;
            own.iter().for_each(|id| show(id.as_str()));
        }
        for child in self
            .cases
            .iter()
            .flat_map(|entry| entry.record.child.values())
        {
            child
                .same_as
                .iter()
                .for_each(|same| show(same.case.as_str()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::schema::Table;
    use crate::record::{Place, read};

    fn entry<I: std::str::FromStr, T: Table>(id: &str, text: &str) -> Entry<I, T>
    where
        I::Err: std::fmt::Debug,
    {
        Entry {
            id: id.parse().unwrap(),
            place: Place::file(id),
            record: read::record(text).unwrap(),
        }
    }

    /// Records, each an id and a text.
    fn records(all: &[(&str, &str)]) -> Records {
        let mut records = Records::new(read::record("schema = 1\nname = \"Test\"\n").unwrap());
        for (id, text) in all {
            match id.as_bytes()[0] {
                b'p' => records.participants.push(entry(id, text)),
                b'm' => records.mentors.push(entry(id, text)),
                b'c' => records.cases.push(entry(id, text)),
                _ => records.sessions.push(entry(id, text)),
            }
        }
        records
    }

    /// The ids of the participants, mentors and cases on file as of a day.
    fn on_file(all: &[(&str, &str)], day: &str) -> String {
        let records = records(all).as_of(day.parse().unwrap());
        let participants = records
            .participants
            .iter()
            .map(|entry| entry.id.to_string());
        let mentors = records.mentors.iter().map(|entry| entry.id.to_string());
        let cases = records.cases.iter().map(|entry| entry.id.to_string());
        let ids: Vec<String> = participants.chain(mentors).chain(cases).collect();
        ids.join(" ")
    }

    #[test]
    fn who_and_what_comes_later_is_not_on_file_yet() {
        let petition = "system = \"cps\"\n[[event]]\non = 2026-07-29\nkind = \"petition\"\n";
        let all = [
            ("p-a", "referred = 2026-07-29\n"),
            ("p-b", "[[enrollment]]\nstart = 2025-01-10\n"),
            ("p-undated", ""),
            ("m-a", "capacity = 2\njoined = 2026-07-29\n"),
            ("m-undated", "capacity = 2\n"),
            ("c-a", petition),
            ("c-undated", "system = \"cps\"\n"),
        ];
        assert_eq!(
            on_file(&all, "2026-07-28"),
            "p-b p-undated m-undated c-undated"
        );
        assert_eq!(
            on_file(&all, "2026-07-29"),
            "p-a p-b p-undated m-a m-undated c-a c-undated"
        );
    }

    #[test]
    fn what_is_named_by_what_exists_is_on_file() {
        let session =
            "kind = \"casework\"\non = 2025-03-01\nparticipants = [\"p-a\"]\nmentors = [\"m-a\"]\n";
        let all = [
            ("p-a", "referred = 2026-07-29\n"),
            ("p-b", "same_as = \"p-c\"\nreferred = 2025-01-01\n"),
            ("p-c", "referred = 2026-07-29\n"),
            ("m-a", "capacity = 2\njoined = 2026-07-29\n"),
            ("2025-03-01-casework-p-a", session),
        ];
        assert_eq!(on_file(&all, "2025-10-01"), "p-a p-b p-c m-a");
        assert_eq!(on_file(&all, "2025-02-01"), "p-b p-c");
    }

    #[test]
    fn a_case_that_is_older_than_its_parents_time_in_the_program_has_no_parent_yet() {
        let case = "system = \"cps\"\nparticipants = [\"p-a\", \"p-b\"]\n[[event]]\non = 2025-01-01\nkind = \"petition\"\n";
        let all = [
            ("p-a", "referred = 2025-06-01\n"),
            ("p-b", "referred = 2025-02-01\n"),
            ("c-a", case),
        ];
        let records = records(&all).as_of("2025-03-01".parse().unwrap());
        let parents = &records.cases[0].record.participants;
        assert_eq!(parents.len(), 1);
        assert_eq!(parents[0].as_str(), "p-b");
    }

    #[test]
    fn a_mentor_who_has_trained_and_not_joined_yet_has_no_places() {
        let mentor = "capacity = 2\njoined = 2026-07-29\n[own_case]\nrecovery_since = 2026-01-01\n\
                      [[training]]\nname = \"core\"\non = 2025-09-01\n";
        let records = records(&[("m-a", mentor)]).as_of("2025-10-01".parse().unwrap());
        let mentor = &records.mentors[0].record;
        assert_eq!((mentor.joined, mentor.capacity), (None, 0));
        assert_eq!(mentor.training.len(), 1);
        assert_eq!(mentor.own_case.as_ref().unwrap().recovery_since, None);
    }
}
