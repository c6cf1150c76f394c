//! Who walks with whom, who is waiting, and the load of a mentor, on a day.

use super::link::Register;
use crate::record::{Day, Entry, Match, MatchId};

/// A match of the register.
pub type Pairing = Entry<MatchId, Match>;

/// The state of a person who is waiting for a mentor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Waiting {
    /// The day of the open request.
    pub since: Day,
}

impl Register {
    /// The match of a person active on `day`, by place in [`Register::people`].
    #[must_use]
    pub fn active_match(&self, person: usize, day: Day) -> Option<&Pairing> {
        self.matches_of_person(person)
            .find(|entry| entry.record.is_active(day))
    }

    /// The proposal for a person that is unanswered on `day`.
    #[must_use]
    pub fn open_proposal(&self, person: usize, day: Day) -> Option<&Pairing> {
        self.matches_of_person(person)
            .find(|entry| entry.record.is_open_proposal(day))
    }

    /// How many parents a mentor walks with on `day`, by place in the records.
    #[must_use]
    pub fn active_load(&self, mentor: usize, day: Day) -> usize {
        self.matches_of_mentor(mentor)
            .filter(|entry| entry.record.is_active(day))
            .count()
    }

    /// The active matches and open proposals of a mentor on `day`: both use a place.
    #[must_use]
    pub fn load(&self, mentor: usize, day: Day) -> usize {
        let takes =
            |entry: &&Pairing| entry.record.is_active(day) || entry.record.is_open_proposal(day);
        self.matches_of_mentor(mentor).filter(takes).count()
    }

    /// Since when a mentor, by place in the records, is away on `day` without a day of return: the mentor left, or is
    /// on leave with no end.
    #[must_use]
    pub fn away_since(&self, mentor: usize, day: Day) -> Option<Day> {
        let record = &self.records().mentors.get(mentor)?.record;
        let left = record.left.filter(|left| *left <= day);
        let leave = record
            .leave
            .iter()
            .filter(|leave| leave.end.is_none() && leave.start <= day)
            .map(|leave| leave.start)
            .min();
        left.into_iter().chain(leave).min()
    }

    /// The first day on or after `day` on which a mentor is not on leave; `None` if the leave has no end.
    #[must_use]
    pub fn back_on(&self, mentor: usize, day: Day) -> Option<Day> {
        let leaves = &self.records().mentors.get(mentor)?.record.leave;
        let mut back = day;
        while let Some(leave) = leaves.iter().find(|leave| leave.is_live(back)) {
            back = leave.end?.plus_days(1);
        }
        Some(back)
    }

    /// The earliest request of a person on or before `day` that was, by then, neither withdrawn nor met by a match that
    /// began on or after it.
    #[must_use]
    pub fn open_request(&self, person: usize, day: Day) -> Option<Day> {
        let requests = &self.people().get(person)?.record.mentor_request;
        let met = |on: Day| {
            self.matches_of_person(person).any(|entry| {
                entry
                    .record
                    .began
                    .is_some_and(|began| on <= began && began <= day)
            })
        };
        requests
            .iter()
            .filter(|request| {
                request.on <= day && request.withdrawn.is_none_or(|withdrawn| withdrawn > day)
            })
            .map(|request| request.on)
            .filter(|on| !met(*on))
            .min()
    }

    /// Whether a person is waiting for a mentor on `day`: enrolled, with an open request and no active match.
    #[must_use]
    pub fn waiting(&self, person: usize, day: Day) -> Option<Waiting> {
        if !self.people().get(person)?.is_active(day) || self.active_match(person, day).is_some() {
            return None;
        }
        self.open_request(person, day)
            .map(|since| Waiting { since })
    }

    /// The open request of a person who does not wait on `day` because they were never enrolled since they asked.
    #[must_use]
    pub fn request_without_enrollment(&self, person: usize, day: Day) -> Option<Day> {
        let asked = self.open_request(person, day)?;
        let record = &self.people().get(person)?.record;
        let was_enrolled = record
            .enrollment
            .iter()
            .any(|time| time.start <= day && time.end.is_none_or(|end| end >= asked));
        (!was_enrolled && record.declined.is_none()).then_some(asked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Place, Records, read};

    fn register(participant: &str, matches: &[&str]) -> Register {
        let mut records = Records::new(read::record("schema = 1\nname = \"Test\"\n").unwrap());
        let entry = |id: &str, place: &str| (id.to_owned(), Place::file(place));
        let (id, place) = entry("p-a", "participants/p-a.toml");
        records.participants.push(Entry {
            id: id.parse().unwrap(),
            place,
            record: read::record(participant).unwrap(),
        });
        let (id, place) = entry("m-a", "mentors/m-a.toml");
        records.mentors.push(Entry {
            id: id.parse().unwrap(),
            place,
            record: read::record("capacity = 2\n").unwrap(),
        });
        for (at, text) in matches.iter().enumerate() {
            let (id, place) = entry(&format!("k-{at}"), "matches/k.toml");
            let text = format!("participant = \"p-a\"\nmentor = \"m-a\"\n{text}");
            records.matches.push(Entry {
                id: id.parse().unwrap(),
                place,
                record: read::record(&text).unwrap(),
            });
        }
        Register::new(records)
    }

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    const ASKED: &str = "[[enrollment]]\nstart = 2026-01-01\n[[mentor_request]]\non = 2026-01-10\n";

    #[test]
    fn a_parent_waits_from_the_request_until_a_match_begins() {
        let register = register(ASKED, &["began = 2026-02-01\n[ended]\non = 2026-03-01\n"]);
        assert_eq!(register.waiting(0, day("2026-01-09")), None);
        assert_eq!(
            register.waiting(0, day("2026-01-31")),
            Some(Waiting {
                since: day("2026-01-10")
            })
        );
        assert_eq!(register.waiting(0, day("2026-02-01")), None);
        assert_eq!(
            register.waiting(0, day("2026-03-01")),
            None,
            "the request was met"
        );
        assert_eq!(register.active_load(0, day("2026-02-28")), 1);
        assert_eq!(register.active_load(0, day("2026-03-01")), 0);
    }

    #[test]
    fn a_proposal_takes_a_place_and_the_parent_still_waits() {
        let register = register(ASKED, &["proposed = 2026-02-01\n"]);
        assert!(register.waiting(0, day("2026-02-05")).is_some());
        assert!(register.open_proposal(0, day("2026-02-05")).is_some());
        assert_eq!(
            (
                register.load(0, day("2026-02-05")),
                register.active_load(0, day("2026-02-05"))
            ),
            (1, 0)
        );
    }
}
