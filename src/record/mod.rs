//! What a record is: one type for each file of the directory, with typed ids, days, periods and minutes.
//!
//! Records are read from text ([`read`]) and return their content as plain data ([`Datum`]); every field is named
//! once, in the [`schema`], which reading, writing, queries and edits share. Nothing here touches files, reads a clock
//! or imports another layer.
//!
//! Each folder knows only those before it: `values`, the `text` of a file as a tree, the `schema`, and the `kinds` of
//! record.

mod kinds;
pub mod schema;
mod text;
mod values;

pub use kinds::{
    agreement, anchor, answer, benchmark, case, classes, contract, decided, definition, difference,
    facts, form, group, identity, intake, mentor, own, pairing, participant, program, question,
    record, records, rhythm, session, settings, survey, units, vocabulary, void,
};
pub use schema::{finding, read};
pub use values::{day, days, id, kind, miles, minutes, period, word, written_day};

pub use agreement::{Agreement, AskField};
pub use answer::Answer;
pub use case::{Case, Checked, Child, Event, EventKind, System};
pub use classes::{Class, Setting};
pub use day::Day;
pub use days::Days;
pub use definition::Definition;
pub use finding::{At, Finding, Place, Severity};
pub use form::Form;
pub use group::{Group, GroupKind};
pub use id::{
    CaseId, ChildKey, ChildRef, GroupId, Id, IdKind, IdentityId, MatchId, MentorId, ParticipantId,
    PersonId, SessionId,
};
pub use identity::Identity;
pub use intake::Intake;
pub use kind::Kind;
pub use mentor::Mentor;
pub use miles::Miles;
pub use minutes::{Hours, Minutes};
pub use own::{About, OwnFact, OwnFacts};
pub use pairing::{DeclinedBy, Match};
pub use participant::Participant;
pub use period::{Calendar, Period, Step};
pub use program::{Program, SchemaVersion};
pub use question::{Asked, Question};
pub use record::Record;
pub use records::{Entry, Held, Part, Records};
pub use schema::{Datum, Field, Fields, Schema, Shape};
pub use session::{Service, Session, Status};
pub use survey::{Point, Survey};
pub use units::Units;
pub use values::answer::AnswerId;
pub use values::count::{counted, plural};
pub use values::hidden::is_hidden;
pub use values::interned::IdMap;
pub use values::language::{
    is_plain_code, language, language_code, language_codes, language_words,
};
pub use values::windows::unstorable;
pub use vocabulary::Vocabulary;
pub use word::Word;
pub use written_day::WrittenDay;
