//! What can start the clock of a definition: an event of a case, or a moment of a person in the program.

use super::case::EventKind;
use crate::record::schema::{Datum, Node, Reader, Shape, Value};
use crate::record::word::{Choice, words};

words! {
    /// A moment of a person in the program.
    pub enum Moment {
        /// An enrollment begins.
        Enrolled = "enrolled",
        /// An enrollment ends for a reason of the class `completed`.
        Completed = "completed",
        /// The first countable session, ever.
        FirstSession = "first-session",
    }
}

/// What starts the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnchorKind {
    /// An event of a case.
    Event(EventKind),
    /// A moment of a person.
    Moment(Moment),
}

impl AnchorKind {
    /// How many there are.
    const COUNT: usize = EventKind::WORDS.len() + Moment::WORDS.len();

    /// The words of events, then those of moments.
    const WORDS: [&'static str; Self::COUNT] = {
        let mut words = [""; Self::COUNT];
        let mut at = 0;
        while at < Self::COUNT {
            words[at] = if at < EventKind::WORDS.len() {
                EventKind::WORDS[at]
            } else {
                Moment::WORDS[at - EventKind::WORDS.len()]
            };
            at += 1;
        }
        words
    };

    /// The kind of event of a case; `None` for a moment of a person.
    #[must_use]
    pub const fn event(self) -> Option<EventKind> {
        match self {
            Self::Event(kind) => Some(kind),
            Self::Moment(_) => None,
        }
    }

    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Event(kind) => kind.word(),
            Self::Moment(moment) => moment.word(),
        }
    }
}

impl std::fmt::Display for AnchorKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.word())
    }
}

impl Value for AnchorKind {
    const SHAPE: Shape = Shape::Choice(&Self::WORDS);

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let at = reader.choice(node, &Self::WORDS)?;
        let event = EventKind::ALL.get(at).copied();
        let since = <EventKind as Choice>::SINCE.get(at).copied().unwrap_or(2);
        reader.since_at(node.span(), format_args!("`{}`", Self::WORDS[at]), since);
        let moment = || {
            Moment::ALL
                .get(at.checked_sub(EventKind::ALL.len())?)
                .copied()
        };
        event
            .map(Self::Event)
            .or_else(|| moment().map(Self::Moment))
    }

    fn datum(&self) -> Option<Datum> {
        Some(Datum::Text(self.word().to_owned()))
    }
}
