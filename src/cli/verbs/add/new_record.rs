//! A new record with its id.

use std::fmt::Display;
use std::str::FromStr;

use crate::cli::failure::{Done, Failure};
use crate::cli::identity::{Contact, add_identity, mind_namesakes, told};
use crate::cli::peer::Peer;
use crate::record::schema::Table;
use crate::record::{Day, IdKind, PersonId};
use crate::register::Register;
use crate::store::{Change, Directory, Writer, canonical};

/// Adds a new record to `change`, under the chosen id or a new one.
pub(super) fn create<I: FromStr<Err = String> + Display + Clone>(
    directory: &Directory,
    kind: IdKind,
    chosen: Option<&I>,
    record: &impl Table,
    change: &mut Change,
) -> Result<I, Failure> {
    let id = match chosen {
        Some(id) => id.clone(),
        None => directory.mint(kind)?.parse().map_err(Failure::new)?,
    };
    let path = directory.path_of(kind.into(), &id.to_string());
    if directory.text(&path)?.is_some() {
        let message = format!(
            "the id {id} already belongs to another {}; nothing was written",
            kind.noun()
        );
        return Err(Failure::new(message).help("choose another id"));
    }
    change.create(path, canonical(record));
    Ok(id)
}

/// What is needed to put a parent or mentor on file: the right to write, and who they are.
pub(super) struct NewPerson<'a> {
    pub peer: &'a Peer,
    pub directory: &'a Directory,
    pub writer: Option<Writer<'a>>,
    pub register: &'a Register,
    pub name: Option<&'a str>,
    pub contact: &'a Contact,
    /// The day of a request for a mentor that comes without an enrollment.
    pub asked: Option<Day>,
}

impl NewPerson<'_> {
    /// Writes the record and the identity of the person, and says whether someone with that name is on file already.
    pub(super) fn write<I: FromStr<Err = String> + Display + Clone>(
        &self,
        kind: IdKind,
        chosen: Option<&I>,
        record: &impl Table,
        person: fn(I) -> PersonId,
    ) -> Result<Done, Failure> {
        let (peer, writer) = (self.peer, self.writer.as_ref());
        let mut change = Change::default();
        let id = create(self.directory, kind, chosen, record, &mut change)?;
        let person = person(id);
        add_identity(
            self.directory,
            &person,
            self.name,
            self.contact,
            peer.today,
            &mut change,
        )?;
        let said = format!("added {} {}{person}", kind.noun(), told(peer, self.name));
        let done = peer.finish(self.directory, writer, self.register, &change, &said)?;
        let told = (self.name, self.contact);
        mind_namesakes(peer, self.register, told, &person, writer.is_some());
        if let Some(asked) = self.asked.filter(|_| writer.is_some()) {
            peer.screen.note(&waits_for_enrollment(&person, asked));
        }
        Ok(done)
    }
}

/// What is left to do for a parent who asked for a mentor and is not enrolled.
pub(super) fn waits_for_enrollment(id: &impl Display, asked: Day) -> String {
    format!(
        "asked for a mentor, but is not enrolled, so not on the waiting list: `peer enroll {id} --on {asked}`"
    )
}
