//! What somebody answered to a survey on a day.

use std::collections::BTreeMap;

use super::record::Record;
use super::survey::Point;
use crate::record::AnswerId;
use crate::record::day::Day;
use crate::record::id::{MentorId, ParticipantId};
use crate::record::schema::{Datum, Node, Prose, Reader, Shape, Value, Void, record};
use crate::record::word::{Word, interned};

record! {
    /// An answer sheet, `answers/YEAR/DATE-SURVEY-PERSON.toml`. One without answers was given out and is not back.
    pub struct Answer {
        /// The survey it answers.
        pub survey: Word,
        /// The day it was answered; of one that is not back, the day it was given out.
        pub on: Day,
        /// Whose it is; nobody's where it has no name.
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
        /// The answers, by the numbers of the items; one that is missing was not answered.
        pub answers: Answers,
    }
}

/// Answers by the numbers of their items.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers(pub BTreeMap<u32, u32>);

impl Value for Answers {
    const SHAPE: Shape = Shape::Open;
    const REQUIRED: bool = false;

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut all = Self::default();
        let mut whole = true;
        for (key, value) in reader.table(node, &Self::SHAPE)?.iter() {
            let item = reader.key::<ItemNumber>(key);
            match (item, u32::read(value, reader)) {
                (Some(ItemNumber(item)), Some(answer)) => drop(all.0.insert(item, answer)),
                _ => whole = false,
            }
        }
        whole.then_some(all)
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }

    fn datum(&self) -> Option<Datum> {
        let said = |(item, answer): (&u32, &u32)| {
            let key = interned(&item.to_string());
            (key, Datum::Integer(i64::from(*answer)))
        };
        (!self.0.is_empty()).then(|| Datum::Table(self.0.iter().map(said).collect()))
    }
}

/// The number of an item, as a key.
struct ItemNumber(u32);

impl std::str::FromStr for ItemNumber {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = text.parse().ok().filter(|_| !text.starts_with(['0', '+']));
        number
            .map(Self)
            .ok_or_else(|| format!("`{text}` is not the number of an item, such as 1 or 12"))
    }
}

impl Record for Answer {
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

    /// The name its file should have, but for the number of a second one that day.
    #[must_use]
    pub fn natural_key(&self) -> AnswerId {
        AnswerId::new(self.on, &self.survey, self.participant.as_ref(), 1)
    }
}

#[cfg(test)]
mod tests {
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
        assert_eq!((*key, answers.to_string().as_str()), ("answers", "9=4 10=2"));
        assert_eq!(read.natural_key().as_str(), "2026-10-07-pfs2-p-4f7kq");
        assert!(!read.is_out());
    }

    #[test]
    fn a_key_that_is_no_number_is_a_fault() {
        let head = "survey = \"pfs2\"\non = 2026-10-07\npoint = \"once\"\n[answers]\n";
        for wrong in ["q1 = 2", "01 = 2", "1 = -1", "1 = \"often\""] {
            assert!(record::<Answer>(&format!("{head}{wrong}\n")).is_err(), "{wrong}");
        }
    }
}
