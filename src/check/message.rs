//! Data that belongs only in identities, found in a text about some records, such as a commit message.

use super::known_contacts::{Contacts, shape};
use super::known_names::{Concerned, Names};
use crate::record::{PersonId, Place, Severity};
use crate::register::Register;

/// Data of a person in a message, with the id of the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InMessage {
    /// Data that cannot be anything else, such as a `full name` or `phone number`.
    Sure(&'static str, String),
    /// A possible name of someone on file.
    Likely(String),
    /// Something that looks like `a phone number` or similar.
    Shaped(&'static str),
}

/// Adds everyone whose name is on this computer.
pub(super) fn anybody(register: &Register, people: &mut Concerned<'_>) {
    for entry in &register.records().identities {
        match entry.id.person() {
            Some(PersonId::Mentor(id)) => people.mentor(id),
            Some(PersonId::Participant(id)) => people.participant(id),
            None => {}
        }
    }
}

/// The first thing in a text that belongs only in identities; certain finds come before others. `paths` are the files
/// that the text is about.
#[must_use]
pub fn private_in_message(register: &Register, text: &str, paths: &[&str]) -> Option<InMessage> {
    let (names, contacts) = (Names::of(register), Contacts::of(register));
    let records = register.records();
    let is_about = |place: &Place| paths.contains(&&*place.path);
    let concerned = |people: &mut Concerned<'_>| {
        records
            .participants
            .iter()
            .filter(|e| is_about(&e.place))
            .for_each(|e| people.participant(&e.id));
        records
            .mentors
            .iter()
            .filter(|e| is_about(&e.place))
            .for_each(|e| people.mentor(&e.id));
        let cases = records.cases.iter().filter(|e| is_about(&e.place));
        cases.for_each(|e| {
            e.record
                .participants
                .iter()
                .for_each(|id| people.participant(id))
        });
        records
            .matches
            .iter()
            .filter(|e| is_about(&e.place))
            .for_each(|e| people.pairing(&e.record));
        records
            .sessions
            .iter()
            .filter(|e| is_about(&e.place))
            .for_each(|e| people.session(&e.record));
    };
    let found = names.find(text, &concerned);
    if let Some(found) = found
        .as_ref()
        .filter(|found| found.severity == Severity::Error)
    {
        return Some(InMessage::Sure("full name", found.of.to_owned()));
    }
    if let Some(found) = contacts.find(text) {
        return Some(InMessage::Sure(found.what, found.of.to_owned()));
    }
    let likely = found
        .or_else(|| names.find(text, &|people| anybody(register, people)))
        .map(|found| InMessage::Likely(found.of.to_owned()));
    likely.or_else(|| shape(text).map(InMessage::Shaped))
}

#[cfg(test)]
mod tests {
    use super::{InMessage, private_in_message};
    use crate::register::testing::register;

    #[test]
    fn what_is_of_anybody_and_parts_of_names_of_those_concerned_are_found() {
        let register = register(&[
            ("participants/p-a.toml", ""),
            ("participants/p-b.toml", ""),
            (
                "identities/p-a.toml",
                "given = \"Rosa\"\nfamily = \"Medina\"\n",
            ),
            (
                "identities/p-b.toml",
                "given = \"Luis\"\nfamily = \"Ortega\"\nphone = \"520-555-0142\"\n",
            ),
        ]);
        let found = |text: &str| private_in_message(&register, text, &["participants/p-a.toml"]);
        assert_eq!(
            found("met Rosa Medina"),
            Some(InMessage::Sure("full name", "p-a".to_owned()))
        );
        assert_eq!(
            found("Luis Ortega moved"),
            Some(InMessage::Sure("full name", "p-b".to_owned()))
        );
        assert_eq!(
            found("for Rosa, 520 555 0142"),
            Some(InMessage::Sure("phone number", "p-b".to_owned()))
        );
        assert_eq!(found("for Rosa"), Some(InMessage::Likely("p-a".to_owned())));
        assert_eq!(
            found("the Medina family"),
            Some(InMessage::Likely("p-a".to_owned()))
        );
        assert_eq!(found("for Luis"), Some(InMessage::Likely("p-b".to_owned())));
        assert_eq!(
            found("the Ortega family"),
            Some(InMessage::Likely("p-b".to_owned()))
        );
        assert_eq!(
            found("call 520-555-9999"),
            Some(InMessage::Shaped("a phone number"))
        );
        assert_eq!(found("the retreat of 2026-10-05"), None);
    }
}
