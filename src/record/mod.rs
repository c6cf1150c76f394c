//! What a record is: one type for each file of the directory, with typed ids, days, periods and minutes.
//!
//! Records are read from text ([`read`]) and give back their content as plain data ([`Datum`]); every field is named
//! once, in the [`schema`], which reading, writing, queries and edits share. Nothing here touches files, knows a clock
//! or imports another layer.

mod as_of;
pub mod benchmark;
pub mod case;
mod count;
pub mod day;
pub mod decided;
pub mod definition;
pub mod difference;
pub mod facts;
pub mod finding;
pub mod group;
pub mod id;
pub mod identity;
pub mod intake;
pub mod mentor;
pub mod minutes;
pub mod pairing;
pub mod participant;
pub mod period;
pub mod program;
mod quick;
pub mod read;
pub mod records;
pub mod rhythm;
pub mod schema;
pub mod session;
mod tree;
pub mod word;

pub use case::{Case, Child, Event, EventKind, Setting, System};
pub use count::{counted, plural};
pub use day::Day;
pub use definition::Definition;
pub use finding::{At, Finding, Place, Severity};
pub use group::{Group, GroupKind};
pub use id::{
    CaseId, ChildKey, ChildRef, GroupId, IdKind, MatchId, MentorId, ParticipantId, PersonId,
    SessionId,
};
pub use identity::Identity;
pub use intake::Intake;
pub use mentor::Mentor;
pub use minutes::{Hours, Minutes};
pub use pairing::{DeclinedBy, Match};
pub use participant::Participant;
pub use period::{Calendar, Period, Step};
pub use program::{Program, SchemaVersion};
pub use records::{Entry, Kind, Records};
pub use schema::{Datum, Field, Fields, Schema, Shape};
pub use session::{Service, Session, Status};
pub use word::Word;
