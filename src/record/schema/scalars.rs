//! How each type of value is read and written.

use super::datum::Datum;
use super::reader::Reader;
use super::shape::Shape;
use super::value::Value;
use super::visit::{Leaf, Spot, Visitor};
use crate::record::day::Day;
use crate::record::id::{
    CaseId, ChildKey, ChildRef, GroupId, IdKind, MatchId, MentorId, ParticipantId, PersonId,
    SessionId,
};
use crate::record::miles::Miles;
use crate::record::minutes::{Hours, Minutes};
use crate::record::text::node::Node;
use crate::record::word::{Choice, Word};

impl<T: Choice + std::fmt::Display> Value for T {
    const SHAPE: Shape = Shape::Choice(T::WORDS);

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let at = reader.choice(node, T::WORDS)?;
        let word = format_args!("`{}`", T::WORDS[at]);
        reader.since_at(node.span(), word, T::SINCE[at]);
        T::ALL.get(at).copied()
    }

    fn datum(&self) -> Option<Datum> {
        Some(Datum::Text(self.to_string()))
    }
}

impl Value for Word {
    const SHAPE: Shape = Shape::Word;

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        reader.parsed(node, &Self::SHAPE)
    }

    fn datum(&self) -> Option<Datum> {
        Some(Datum::Text(self.to_string()))
    }

    fn visit(&self, spot: &Spot<'_>, see: &mut Visitor<'_>) {
        see.show(spot, Leaf::Word(self));
    }
}

/// Values written as the text of their [`Display`](std::fmt::Display) and read by [`FromStr`](std::str::FromStr); rules
/// see each as the given leaf.
macro_rules! texts {
    ($( $name:ty = $shape:expr, $leaf:expr; )+) => { $(
        impl Value for $name {
            const SHAPE: Shape = $shape;

            fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
                reader.parsed(node, &Self::SHAPE)
            }

            fn datum(&self) -> Option<Datum> {
                Some(Datum::Text(self.to_string()))
            }

            fn visit(&self, spot: &Spot<'_>, see: &mut Visitor<'_>) {
                let leaf: fn(&Self) -> Leaf<'_> = $leaf;
                see.show(spot, leaf(self));
            }
        }
    )+ };
}

texts! {
    ParticipantId = Shape::Id(Self::KIND), |id| Leaf::Id(Self::KIND, id.as_str());
    MentorId = Shape::Id(Self::KIND), |id| Leaf::Id(Self::KIND, id.as_str());
    CaseId = Shape::Id(Self::KIND), |id| Leaf::Id(Self::KIND, id.as_str());
    GroupId = Shape::Id(Self::KIND), |id| Leaf::Id(Self::KIND, id.as_str());
    MatchId = Shape::Id(Self::KIND), |id| Leaf::Id(Self::KIND, id.as_str());
    PersonId = Shape::Id(IdKind::Person), |id| match id {
        PersonId::Participant(id) => Leaf::Id(ParticipantId::KIND, id.as_str()),
        PersonId::Mentor(id) => Leaf::Id(MentorId::KIND, id.as_str()),
    };
    SessionId = Shape::Id(IdKind::Session), |_| Leaf::Other;
    ChildKey = Shape::Word, |_| Leaf::Other;
    ChildRef = Shape::Child, |_| Leaf::Other;
}

impl Value for Day {
    const SHAPE: Shape = Shape::Day;

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        reader.day(node)
    }

    fn datum(&self) -> Option<Datum> {
        Some(Datum::Day(*self))
    }

    fn visit(&self, spot: &Spot<'_>, see: &mut Visitor<'_>) {
        see.show(spot, Leaf::Day(*self));
    }

    fn day(&self) -> Option<Day> {
        Some(*self)
    }
}

impl Value for Minutes {
    const SHAPE: Shape = Shape::Integer(0, Self::MOST as i64);

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        reader
            .integer(node, 0, i64::from(Self::MOST))
            .and_then(|minutes| Self::new(minutes as u32))
    }

    fn datum(&self) -> Option<Datum> {
        Some(Datum::Integer(i64::from(self.count())))
    }

    fn visit(&self, spot: &Spot<'_>, see: &mut Visitor<'_>) {
        see.show(spot, Leaf::Count(self.count()));
    }
}

impl Value for Miles {
    const SHAPE: Shape = Shape::Number;

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let miles = Self::new(reader.number(node, &Self::SHAPE)?);
        if miles.is_none() {
            reader.bad_value(
                node,
                "this is not a possible number of miles for one day",
                "write a number of miles from 0 to 2000",
            );
        }
        miles
    }

    fn datum(&self) -> Option<Datum> {
        Some(if self.tenths().is_multiple_of(10) {
            Datum::Integer(i64::from(self.tenths() / 10))
        } else {
            Datum::Float(f64::from(self.tenths()) / 10.0)
        })
    }

    fn visit(&self, spot: &Spot<'_>, see: &mut Visitor<'_>) {
        see.show(spot, Leaf::Count(self.tenths()));
    }
}

impl Value for Hours {
    const SHAPE: Shape = Shape::Hours;

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let minutes = (reader.number(node, &Self::SHAPE)? * 60.0).round();
        if minutes > 600_000.0 {
            reader.bad_value(
                node,
                "this is not a possible number of hours",
                "write a number of hours from 0 to 10000",
            );
            return None;
        }
        Some(Self {
            minutes: minutes as u32,
        })
    }

    fn datum(&self) -> Option<Datum> {
        Some(if self.minutes.is_multiple_of(60) {
            Datum::Integer(i64::from(self.minutes / 60))
        } else {
            Datum::Float(f64::from(self.minutes) / 60.0)
        })
    }
}
