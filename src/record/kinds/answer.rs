//! What someone answered to a survey on a day.

use super::record::Record;
use super::survey::{Answers, Point};
use crate::record::AnswerId;
use crate::record::day::Day;
use crate::record::id::{MentorId, ParticipantId};
use crate::record::schema::{Prose, Void, record};
use crate::record::word::Word;

record! {
    /// An answer sheet, `answers/YEAR/DATE-SURVEY-PERSON.toml`. One without answers was given out and is not back.
    pub struct Answer {
        /// The survey it answers.
        pub survey: Word,
        /// The day it was answered, or the day it was given out if it is not back.
        pub on: Day,
        /// Who answered; empty if it has no name.
        pub participant: Option<ParticipantId>,
        /// Whether it was answered before or after the work of the program.
        pub point: Point,
        /// How many sheets without a name were given out and are not back.
        pub given: Option<u32>,
        /// The mentor who entered it, if one did.
        pub entered_by: Option<MentorId>,
        /// Why the record was wrong: it is kept, and counts nowhere.
        #[own]
        #[by_hand]
        pub void: Option<Void>,
        /// Anything else.
        pub note: Option<Prose>,
        /// The answers, by item number; an item that is missing was not answered.
        pub answers: Answers,
    }
}

impl Record for Answer {
    fn named_for(&self) -> Option<Day> {
        Some(self.on)
    }

    fn as_of(&mut self, day: Day) -> bool {
        self.on <= day
    }
}

impl Answer {
    /// Whether it was given out and is not back.
    #[must_use]
    pub fn is_out(&self) -> bool {
        self.answers.0.is_empty()
    }

    /// The name its file should have, except for the number of a second one that day. A retrospective sheet is often
    /// filled in together with a current one, and has a name of its own.
    #[must_use]
    pub fn natural_key(&self, ordinal: u32) -> AnswerId {
        let point = Some(self.point).filter(|point| *point == Point::Retrospective);
        AnswerId::new(
            self.on,
            &self.survey,
            point,
            self.participant.as_ref(),
            ordinal,
        )
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::record::read::record;
    use crate::record::schema::Table;

    #[test]
    fn answers_are_read_and_written_in_the_order_of_their_numbers() {
        let text = "survey = \"pfs2\"\non = 2026-10-07\nparticipant = \"p-4f7kq\"\npoint = \"pre\"\n\
                    [answers]\n10 = 2\n9 = 4\n";
        let read: Answer = record(text).unwrap();
        assert_eq!(read.answers.0, BTreeMap::from([(9, 4), (10, 2)]));
        let written = read.fields();
        let (key, answers) = written.last().unwrap();
        assert_eq!(
            (*key, answers.to_string().as_str()),
            ("answers", "9=4 10=2")
        );
        assert_eq!(read.natural_key(1).as_str(), "2026-10-07-pfs2-p-4f7kq");
        let before = Answer {
            point: Point::Retrospective,
            ..read.clone()
        };
        let id = before.natural_key(2);
        assert_eq!(id.as_str(), "2026-10-07-pfs2-retrospective-p-4f7kq--2");
        assert!(!read.is_out());
    }

    #[test]
    fn a_key_that_is_no_number_is_a_fault() {
        let head = "survey = \"pfs2\"\non = 2026-10-07\npoint = \"once\"\n[answers]\n";
        for wrong in ["q1 = 2", "01 = 2", "1 = -1", "1 = \"often\""] {
            assert!(
                record::<Answer>(&format!("{head}{wrong}\n")).is_err(),
                "{wrong}"
            );
        }
    }
}
