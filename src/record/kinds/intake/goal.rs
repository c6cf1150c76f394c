//! The fields that a column may fill, and where its text goes.

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
        /// A parent each.
        Participants = "participants",
        /// A Peer Parent each.
        Mentors = "mentors",
        /// A case each, or a part of one.
        Cases = "cases",
        /// A session each.
        Sessions = "sessions",
        /// A person each, at one session or at many.
        Attendance = "attendance",
    }
}

/// Where the text of a field goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goal {
    /// The whole name of a person, given names first or after a comma.
    Name,
    /// A key of the identity.
    Identity(&'static Field),
    /// A key of the record itself.
    Own(&'static Field),
    /// A key of an entry of `[[table]]`, or of the sub-table `[table]`; `entry` is what the name of the field gives the
    /// entry, as `petition` does in `event.petition`.
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
    /// What rows of one case have in common; it is not kept.
    SameCase,
    /// The name of a child inside its case.
    Child,
    /// What an outreach or a consultation was about.
    Subject,
}

impl Goal {
    /// What the field holds; `None` for what is not kept as it is.
    #[must_use]
    pub fn shape(&self) -> Option<Shape> {
        self.field().map(|field| field.shape)
    }

    /// The field of a record that it is; `None` for what is not kept as it is.
    #[must_use]
    pub const fn field(&self) -> Option<&'static Field> {
        match self {
            Self::Own(field) | Self::Identity(field) | Self::Inner { field, .. } => Some(field),
            Self::Fact(_) | Self::Name | Self::SameCase | Self::Child | Self::Subject => None,
        }
    }

    /// Whether a program has it: asks for the fact, or has the word that names the entry.
    #[must_use]
    pub fn is_in(&self, kind: Kind, program: &Program) -> bool {
        match self {
            Self::Fact(name) => program.fact(kind, name).is_some(),
            Self::Inner {
                table,
                entry: Some(entry),
                ..
            } => {
                let list = name_of_entries(table).and_then(|name| name.words);
                list.is_none_or(|list| {
                    !program.ships(list) || program.words_for(list).contains(&entry.as_str())
                })
            }
            _ => true,
        }
    }
}

/// The field that holds the name of the entries of a table.
fn name_of_entries(table: &'static Field) -> Option<&'static Field> {
    match table.shape {
        Shape::Tables(schema) => schema.field(IntakeKind::name_key(table.name)?),
        _ => None,
    }
}

/// The tables whose entries may be named by a field, with the key that holds the name and the key of the day.
const NAMED_ENTRIES: [(&str, &str, &str); 3] = [
    ("event", "kind", "on"),
    ("consent", "kind", "given"),
    ("training", "name", "on"),
];

impl IntakeKind {
    /// The fields of the record that a row becomes.
    #[must_use]
    pub const fn schema(self) -> &'static Schema {
        match self {
            Self::Participants => Participant::SCHEMA,
            Self::Mentors => Mentor::SCHEMA,
            Self::Cases => Case::SCHEMA,
            Self::Sessions | Self::Attendance => Session::SCHEMA,
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
        }
    }

    /// Whether a row names one person.
    #[must_use]
    pub const fn is_of_a_person(self) -> bool {
        matches!(self, Self::Participants | Self::Mentors | Self::Attendance)
    }

    /// Every field that a column may fill, without those of named entries.
    #[must_use]
    pub fn fields(self) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        if self.is_of_a_person() {
            all.push("name".to_owned());
            all.extend(
                Identity::SCHEMA
                    .fields
                    .iter()
                    .filter(|f| f.name != "note")
                    .map(|f| f.name.to_owned()),
            );
        }
        if self == Self::Cases {
            all.extend(["same_case".to_owned(), "child".to_owned()]);
        }
        if self == Self::Sessions {
            all.push("subject".to_owned());
        }
        for field in self
            .schema()
            .fields
            .iter()
            .filter(|field| !matches!(field.name, "same_as" | "not_same_as"))
        {
            match field.shape {
                Shape::Table(inner) | Shape::Tables(inner) | Shape::Map(inner) => {
                    let keys = inner.fields.iter().filter(|key| key.name != "same_as");
                    all.extend(keys.map(|key| format!("{}.{}", field.name, key.name)));
                }
                Shape::Open => {}
                _ => all.push(field.name.to_owned()),
            }
        }
        all
    }

    /// Where the text of a field goes; `None` where there is no such field.
    #[must_use]
    pub fn goal(self, field: &str) -> Option<Goal> {
        match field {
            "name" if self.is_of_a_person() => return Some(Goal::Name),
            "same_case" if self == Self::Cases => return Some(Goal::SameCase),
            "child" if self == Self::Cases => return Some(Goal::Child),
            "subject" if self == Self::Sessions => return Some(Goal::Subject),
            "same_as" | "not_same_as" => return None,
            _ => {}
        }
        let Some((table, rest)) = field.split_once('.') else {
            let own = self
                .schema()
                .field(field)
                .filter(|own| !own.shape.is_table())
                .map(Goal::Own);
            let identity = || {
                Identity::SCHEMA
                    .field(field)
                    .filter(|_| self.is_of_a_person())
                    .map(Goal::Identity)
            };
            return own.or_else(identity);
        };
        let table = self.schema().field(table)?;
        if table.shape == Shape::Open {
            return rest.parse().ok().map(|FactName(name)| Goal::Fact(name));
        }
        let (Shape::Table(inner) | Shape::Tables(inner) | Shape::Map(inner)) = table.shape else {
            return None;
        };
        if let Some(key) = inner.field(rest) {
            return Some(Goal::Inner {
                table,
                entry: None,
                field: key,
            });
        }
        let (_, name_key, day_key) = NAMED_ENTRIES
            .iter()
            .find(|(name, ..)| *name == table.name)?;
        let (entry, key) = rest.split_once('.').unwrap_or((rest, day_key));
        let is_name = match inner.field(name_key)?.shape {
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

    /// The key that names an entry of a table, where entries have one.
    #[must_use]
    pub fn name_key(table: &str) -> Option<&'static str> {
        NAMED_ENTRIES
            .iter()
            .find(|(name, ..)| *name == table)
            .map(|(_, key, _)| *key)
    }
}
