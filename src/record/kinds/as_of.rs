//! Records as of a day: what was on file then.
//!
//! A fact dated later does not exist, and neither does a record whose every fact is later, unless something that exists
//! names it: a parent is on file before the referral if a session of that time lists them. A second file of someone who
//! is on file is there too.

use std::collections::HashSet;

use super::program::Program;
use super::record::Record;
use super::records::{Entry, OfKind, Records};
use crate::record::day::Day;
use crate::record::id::Id;
use crate::record::kind::Kind;

/// Removes what is dated later, and remembers whose first fact is.
struct Cut {
    day: Day,
    later: HashSet<(Kind, String)>,
}

impl OfKind for Cut {
    fn list<I: Id, T: Record>(&mut self, kind: Kind, _: &Program, list: &mut Vec<Entry<I, T>>) {
        list.retain_mut(|entry| {
            if entry
                .record
                .first_day()
                .is_some_and(|first| first > self.day)
            {
                self.later.insert((kind, entry.id.to_string()));
            }
            entry.record.as_of(self.day)
        });
    }
}

/// Removes the records that start only later.
struct Gone(HashSet<(Kind, String)>);

impl OfKind for Gone {
    fn list<I: Id, T: Record>(&mut self, kind: Kind, _: &Program, list: &mut Vec<Entry<I, T>>) {
        if self.0.iter().any(|(other, _)| *other == kind) {
            list.retain(|entry| !self.0.contains(&(kind, entry.id.to_string())));
        }
    }
}

impl Records {
    /// The records without any fact dated after `day`.
    #[must_use]
    pub fn as_of(self, day: Day) -> Self {
        let mut all = self.without_void();
        if let Some(part) = &mut all.part {
            part.first = part.first.filter(|first| *first <= day);
        }
        let later = HashSet::new();
        let mut cut = Cut { day, later };
        all.of_each_kind(&mut cut);
        let mut later = cut.later;
        if later.is_empty() {
            return all;
        }
        all.keep_named(&mut later);
        for entry in &mut all.cases {
            let parents = &mut entry.record.participants;
            parents.retain(|id| !later.contains(&(Kind::Participant, id.to_string())));
        }
        all.of_each_kind(&mut Gone(later));
        all
    }
}

impl Records {
    /// Keeps records named by something on file, and second files of people on file: they are about the same person,
    /// whatever day they begin.
    fn keep_named(&self, later: &mut HashSet<(Kind, String)>) {
        loop {
            let before = later.len();
            let mut named = HashSet::new();
            let is_here = |kind: Kind, id: &str| !later.contains(&(kind, id.to_owned()));
            self.brings(&is_here, &mut |id| {
                named.insert(id.to_owned());
            });
            let second = self.participants.iter().filter(|entry| {
                let other = entry.record.same_as.as_ref();
                other.is_some_and(|other| is_here(Kind::Participant, other.as_ref()))
            });
            named.extend(second.map(|entry| entry.id.to_string()));
            later.retain(|(_, id)| !named.contains(id));
            if later.len() == before {
                return;
            }
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
    fn a_second_file_of_somebody_on_file_is_there_too() {
        let all = [
            ("p-a", "[[enrollment]]\nstart = 2025-01-10\n"),
            (
                "p-b",
                "same_as = \"p-a\"\n[[enrollment]]\nstart = 2025-08-22\n",
            ),
            ("p-c", "same_as = \"p-b\"\nreferred = 2025-09-01\n"),
            ("p-d", "same_as = \"p-e\"\nreferred = 2025-09-01\n"),
            ("p-e", "referred = 2025-09-02\n"),
        ];
        assert_eq!(on_file(&all, "2025-08-15"), "p-a p-b p-c");
        assert_eq!(on_file(&all, "2025-01-09"), "");
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
