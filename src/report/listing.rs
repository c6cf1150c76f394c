//! What a list of each kind of record shows, and which keys it has in addition to those of the files.

use crate::record::case::{CaseStatus, EventKind};
use crate::record::{Field, IdKind, Kind, Shape, Status, System};

/// What a query can ask of a computed key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// A day, or a period that contains it.
    Days,
    /// A number.
    Numbers,
    /// One of these words.
    Words(&'static [&'static str]),
    /// A word of this list of the vocabulary.
    List(&'static str),
    /// The id of such a record.
    Ids(IdKind),
}

/// The list of a kind of record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Listing {
    /// The columns shown as text; csv and json have them too. If empty, every plain key of the file.
    shown: &'static [&'static str],
    /// The additional columns that only csv and json have.
    pub details: &'static [&'static str],
    /// The computed keys, which are not written in files, each with what a query can ask of it.
    pub derived: &'static [(&'static str, Asked)],
}

/// The list of a kind without its own.
const PLAIN: Listing = Listing {
    shown: &[],
    details: &[],
    derived: &[],
};

const PARTICIPANTS: Listing = Listing {
    shown: &[
        "id",
        "status",
        "since",
        "mentor",
        "area",
        "languages",
        "needs",
    ],
    details: &["case"],
    derived: &[
        (
            "status",
            Asked::Words(&["referred", "waiting", "matched", "active", "exited"]),
        ),
        ("since", Asked::Days),
        ("mentor", Asked::Ids(IdKind::Mentor)),
        ("case", Asked::Ids(IdKind::Case)),
        ("system", Asked::Words(System::WORDS)),
        ("start", Asked::Days),
    ],
};

const MENTORS: Listing = Listing {
    shown: &[
        "id",
        "status",
        "load",
        "capacity",
        "area",
        "languages",
        "systems",
        "experience",
    ],
    derived: &[
        (
            "status",
            Asked::Words(&["ready", "full", "on-leave", "not-eligible", "left"]),
        ),
        ("ready", Asked::Words(&["no", "yes"])),
        ("load", Asked::Numbers),
        ("free", Asked::Numbers),
    ],
    ..PLAIN
};

const CASES: Listing = Listing {
    shown: &[
        "id",
        "status",
        "system",
        "county",
        "participants",
        "children",
        "last_event",
        "last_on",
    ],
    derived: &[
        ("status", Asked::Words(CaseStatus::WORDS)),
        ("children", Asked::Numbers),
        ("last_event", Asked::Words(EventKind::WORDS)),
        ("last_on", Asked::Days),
    ],
    ..PLAIN
};

const MATCHES: Listing = Listing {
    shown: &[
        "id",
        "status",
        "participant",
        "mentor",
        "proposed",
        "began",
        "ended",
        "reason",
    ],
    derived: &[
        (
            "status",
            Asked::Words(&["proposed", "active", "ended", "declined"]),
        ),
        ("ended", Asked::Days),
        ("declined", Asked::Days),
        ("reason", Asked::List("reasons")),
    ],
    ..PLAIN
};

const SESSIONS: Listing = Listing {
    shown: &["id", "minutes", "status", "present", "anonymous"],
    details: &["kind", "on", "participants", "mentors"],
    derived: &[
        ("status", Asked::Words(Status::WORDS)),
        ("present", Asked::Numbers),
    ],
};

const ANSWERS: Listing = Listing {
    shown: &["id", "participant", "point", "answered"],
    details: &["survey", "on", "given", "entered_by"],
    derived: &[("answered", Asked::Numbers)],
};

const QUESTIONS: Listing = Listing {
    shown: &["id", "on", "agreement", "through", "families", "open"],
    details: &["source", "fields"],
    derived: &[("families", Asked::Numbers), ("open", Asked::Numbers)],
};

impl Listing {
    /// The list of a kind.
    pub const fn of(kind: Kind) -> Self {
        match kind {
            Kind::Participant => PARTICIPANTS,
            Kind::Mentor => MENTORS,
            Kind::Case => CASES,
            Kind::Match => MATCHES,
            Kind::Session => SESSIONS,
            Kind::Answer => ANSWERS,
            Kind::Question => QUESTIONS,
            _ => PLAIN,
        }
    }

    /// The columns shown as text.
    pub fn shown(&self, kind: Kind) -> Vec<&'static str> {
        if !self.shown.is_empty() {
            return self.shown.to_vec();
        }
        let is_short = |field: &&Field| !field.shape.is_table() && field.shape != Shape::Prose;
        let fields = kind.schema().fields.iter().filter(is_short);
        std::iter::once("id")
            .chain(fields.map(|field| field.name))
            .collect()
    }

    /// What a query can ask of a computed key.
    pub fn asked(&self, key: &str) -> Option<Asked> {
        let mut derived = self.derived.iter();
        derived
            .find(|(name, _)| *name == key)
            .map(|(_, asked)| *asked)
    }

    /// Whether a column holds numbers.
    pub fn is_number(&self, kind: Kind, key: &str) -> bool {
        match self.asked(key) {
            Some(asked) => asked == Asked::Numbers,
            None => shape(kind, key).is_some_and(|shape| matches!(shape, Shape::Integer(..))),
        }
    }

    /// Whether a column holds text, whatever its values look like.
    pub fn is_text(&self, kind: Kind, key: &str) -> bool {
        key == "id" || self.asked(key).is_none() && shape(kind, key) == Some(Shape::Text)
    }
}

fn shape(kind: Kind, key: &str) -> Option<Shape> {
    kind.schema().field(key).map(|field| field.shape)
}
