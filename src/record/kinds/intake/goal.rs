//! The fields that a column may fill, and where its text is stored.

use super::super::answer::Answer;
use super::super::case::Case;
use super::super::identity::Identity;
use super::super::mentor::Mentor;
use super::super::own::FactName;
use super::super::participant::Participant;
use super::super::program::Program;
use super::super::session::Session;
use crate::record::kind::Kind;
use crate::record::schema::{Field, Schema, Shape, Table};
use crate::record::word::{is_kebab, words};

words! {
    /// What the rows of a sheet become.
    pub enum IntakeKind {
        /// A parent per row.
        Participants = "participants",
        /// A Peer Parent per row.
        Mentors = "mentors",
        /// A case, or part of one, per row.
        Cases = "cases",
        /// A session per row.
        Sessions = "sessions",
        /// A person per row, at one session or many.
        Attendance = "attendance",
        /// The answers to a survey per row.
        Answers = "answers",
    }
}

/// Where the text of a field is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goal {
    /// The full name of a person, given names first or after a comma.
    Name,
    /// A key of the identity.
    Identity(&'static Field),
    /// A key of the record itself.
    Own(&'static Field),
    /// A key of an entry of `[[table]]`, or of the sub-table `[table]`; `entry` is what the name of the field says
    /// about the entry, like `petition` in `event.petition`.
    Inner {
        /// The table.
        table: &'static Field,
        /// What names the entry.
        entry: Option<String>,
        /// The key.
        field: &'static Field,
    },
    /// A fact that the program asks for.
    Fact(&'static str),
    /// What rows of the same case have in common; it is not stored.
    SameCase,
    /// The number that a court or a county gave a case: rows of the same case share it, and it is stored with the
    /// names.
    Docket,
    /// The name of a child inside its case.
    Child,
    /// What an outreach or a consultation was about.
    Subject,
    /// The answer to an item of a survey, by its number.
    Item(u32),
}

impl Goal {
    /// What the field holds; `None` if it is not stored as is.
    #[must_use]
    pub fn shape(&self) -> Option<Shape> {
        self.field().map(|field| field.shape)
    }

    /// The record field that it is; `None` if it is not stored as is.
    #[must_use]
    pub const fn field(&self) -> Option<&'static Field> {
        match self {
            Self::Own(field) | Self::Identity(field) | Self::Inner { field, .. } => Some(field),
            Self::Fact(_)
            | Self::Name
            | Self::SameCase
            | Self::Docket
            | Self::Child
            | Self::Subject
            | Self::Item(_) => None,
        }
    }

    /// Whether a program has it: it asks for the fact, or has the word that names the entry.
    #[must_use]
    pub fn is_in(&self, kind: Kind, program: &Program) -> bool {
        match self {
            Self::Fact(name) => program.fact(kind, name).is_some(),
            Self::Inner {
                table,
                entry: Some(entry),
                ..
            } => {
                let list = name_of_entries(table).and_then(|(name, _)| name.words);
                list.is_none_or(|list| {
                    !program.ships(list) || program.words_for(list).contains(&entry.as_str())
                })
            }
            _ => true,
        }
    }
}

/// The fields that together make a name.
const PARTS_OF_A_NAME: [&str; 2] = ["given", "family"];

/// The field that names the entries of a table, and the key of their day.
fn name_of_entries(table: &'static Field) -> Option<(&'static Field, &'static str)> {
    let mut fields = table.shape.inside()?.fields.iter();
    fields.find_map(|field| Some((field, field.entry?)))
}

impl IntakeKind {
    /// The fields of the record that a row becomes.
    #[must_use]
    pub const fn schema(self) -> &'static Schema {
        match self {
            Self::Participants => Participant::SCHEMA,
            Self::Mentors => Mentor::SCHEMA,
            Self::Cases => Case::SCHEMA,
            Self::Sessions | Self::Attendance => Session::SCHEMA,
            Self::Answers => Answer::SCHEMA,
        }
    }

    /// The kind of that record.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Participants => Kind::Participant,
            Self::Mentors => Kind::Mentor,
            Self::Cases => Kind::Case,
            Self::Sessions | Self::Attendance => Kind::Session,
            Self::Answers => Kind::Answer,
        }
    }

    /// Whether a row names one person.
    #[must_use]
    pub const fn is_of_a_person(self) -> bool {
        matches!(self, Self::Participants | Self::Mentors | Self::Attendance)
    }

    /// Whether a row is about something else but names a parent, whose name may be in two columns.
    #[must_use]
    pub const fn names_a_parent(self) -> bool {
        matches!(self, Self::Cases | Self::Answers)
    }

    /// Every field that a column may fill, except those of named entries.
    #[must_use]
    pub fn fields(self) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        if self.is_of_a_person() {
            all.push("name".to_owned());
            let own = self.schema();
            let identity = Identity::SCHEMA.fields.iter();
            let beside = identity.filter(|field| own.field(field.name).is_none() && !field.by_hand);
            all.extend(beside.map(|field| field.name.to_owned()));
        }
        if self == Self::Cases {
            all.extend(["docket", "same_case", "child"].map(str::to_owned));
        }
        if self.names_a_parent() {
            all.extend(PARTS_OF_A_NAME.map(str::to_owned));
        }
        if self == Self::Sessions {
            all.push("subject".to_owned());
        }
        if self == Self::Answers {
            all.push("name".to_owned());
        }
        for field in self.schema().fields.iter().filter(|field| !field.by_hand) {
            match field.shape.inside() {
                Some(inner) => {
                    let keys = inner.fields.iter().filter(|key| !key.by_hand);
                    all.extend(keys.map(|key| format!("{}.{}", field.name, key.name)));
                }
                None if field.shape == Shape::Open => {}
                None => all.push(field.name.to_owned()),
            }
        }
        all
    }

    /// Where the text of a field is stored; `None` if there is no such field.
    #[must_use]
    pub fn goal(self, field: &str) -> Option<Goal> {
        match field {
            "name" if self.is_of_a_person() || self == Self::Answers => return Some(Goal::Name),
            "same_case" if self == Self::Cases => return Some(Goal::SameCase),
            "docket" if self == Self::Cases => return Some(Goal::Docket),
            "child" if self == Self::Cases => return Some(Goal::Child),
            "subject" if self == Self::Sessions => return Some(Goal::Subject),
            _ => {}
        }
        let Some((table, rest)) = field.split_once('.') else {
            let own = self
                .schema()
                .field(field)
                .filter(|own| !own.shape.is_table() && !own.by_hand)
                .map(Goal::Own);
            let identity = || {
                Identity::SCHEMA
                    .field(field)
                    .filter(|field| {
                        let is_part = PARTS_OF_A_NAME.contains(&field.name);
                        self.is_of_a_person() || self.names_a_parent() && is_part
                    })
                    .filter(|field| !field.by_hand)
                    .map(Goal::Identity)
            };
            return own.or_else(identity);
        };
        let table = self.schema().field(table)?;
        if self == Self::Answers {
            return rest.parse().ok().map(Goal::Item);
        }
        if table.shape == Shape::Open {
            return rest.parse().ok().map(|FactName(name)| Goal::Fact(name));
        }
        let inner = table.shape.inside()?;
        if let Some(key) = inner.field(rest).filter(|key| !key.by_hand) {
            return Some(Goal::Inner {
                table,
                entry: None,
                field: key,
            });
        }
        let (name, day_key) = name_of_entries(table)?;
        let (entry, key) = rest.split_once('.').unwrap_or((rest, day_key));
        let is_name = match name.shape {
            Shape::Choice(words) => words.contains(&entry),
            _ => is_kebab(entry),
        };
        let key = inner.field(key).filter(|_| is_name)?;
        Some(Goal::Inner {
            table,
            entry: Some(entry.to_owned()),
            field: key,
        })
    }

    /// The key that names an entry of a table, if entries have one.
    #[must_use]
    pub fn name_key(table: &'static Field) -> Option<&'static str> {
        name_of_entries(table).map(|(name, _)| name.name)
    }
}
