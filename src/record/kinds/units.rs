//! Units of time in which a funder counts sessions: `[units]` of `peer.toml`.

use crate::record::minutes::Minutes;
use crate::record::schema::{Datum, Node, Reader, Shape, Value, record};
use crate::record::word::words;

words! {
    /// What happens to minutes that do not fill a unit.
    pub enum Round {
        /// They are dropped.
        Floor = "floor",
        /// They count as one more unit.
        Up = "up",
        /// They count as one more unit if they are more than half of one: of 15 minutes, 8 or more.
        EightMinute = "8-minute",
    }
}

/// The length of a unit in minutes, 1 to 480.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitLength(u32);

impl Value for UnitLength {
    const SHAPE: Shape = Shape::Integer(1, 480);

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        reader
            .integer(node, 1, 480)
            .map(|minutes| Self(minutes as u32))
    }

    fn datum(&self) -> Option<Datum> {
        Some(Datum::Integer(i64::from(self.0)))
    }
}

record! {
    /// Units of time in which sessions are counted beside hours.
    pub struct Units {
        /// How many minutes are a unit.
        pub minutes: UnitLength,
        /// What becomes of minutes that fill no whole unit.
        pub round: Round,
    }
}

impl Units {
    /// How many units a session of that length has.
    #[must_use]
    pub fn of(&self, length: Minutes) -> u32 {
        let unit = self.minutes.0;
        let (whole, rest) = (length.count() / unit, length.count() % unit);
        let more = match self.round {
            Round::Floor => false,
            Round::Up => rest > 0,
            Round::EightMinute => rest * 2 > unit,
        };
        whole + u32::from(more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Program, read};

    fn units(table: &str) -> Units {
        let text = format!("schema = 2\nname = \"T\"\n[units]\n{table}\n");
        read::record::<Program>(&text).unwrap().units.unwrap()
    }

    #[test]
    fn each_rule_rounds_as_funders_do() {
        let lengths = [7, 8, 14, 15, 22, 23, 37, 38, 52, 53, 67, 68];
        let expected = [
            ("floor", [0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 4]),
            ("up", [1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]),
            ("8-minute", [0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5]),
        ];
        for (round, counts) in expected {
            let units = units(&format!("minutes = 15\nround = \"{round}\""));
            let of = lengths.map(|minutes| units.of(Minutes::new(minutes).unwrap()));
            assert_eq!(of, counts, "{round}");
        }
    }

    #[test]
    fn a_unit_may_be_of_another_length_and_a_session_of_none() {
        let hour = units("minutes = 60\nround = \"8-minute\"");
        let of = |minutes| hour.of(Minutes::new(minutes).unwrap());
        assert_eq!((of(0), of(30), of(31), of(90), of(91)), (0, 0, 1, 1, 2));
    }

    #[test]
    fn both_keys_are_asked_for_and_held_to_what_they_can_be() {
        for wrong in [
            "minutes = 15",
            "round = \"up\"",
            "minutes = 0\nround = \"up\"",
            "minutes = 15\nround = \"down\"",
        ] {
            let text = format!("schema = 2\nname = \"T\"\n[units]\n{wrong}\n");
            assert!(read::record::<Program>(&text).is_err(), "{wrong}");
        }
    }
}
