//! Names of people in a text that is about some records, such as the message of a commit.

use super::known_names::{Concerned, Names};
use crate::record::{Place, Severity};
use crate::register::Register;

/// Whose full name stands in a text, as an error; else whose name may stand there of the people that the records of
/// these files concern, as a warning.
#[must_use]
pub fn name_in_message(register: &Register, text: &str, paths: &[&str]) -> Option<(String, Severity)> {
    let names = Names::of(register);
    let records = register.records();
    let is_about = |place: &Place| paths.contains(&&*place.path);
    let concerned = |people: &mut Concerned<'_>| {
        let own = |people: &mut Concerned<'_>| {
            records.participants.iter().filter(|e| is_about(&e.place)).for_each(|e| people.participant(&e.id));
            records.mentors.iter().filter(|e| is_about(&e.place)).for_each(|e| people.mentor(&e.id));
            let cases = records.cases.iter().filter(|e| is_about(&e.place));
            cases.for_each(|e| e.record.participants.iter().for_each(|id| people.participant(id)));
            records.matches.iter().filter(|e| is_about(&e.place)).for_each(|e| people.pairing(&e.record));
            records.sessions.iter().filter(|e| is_about(&e.place)).for_each(|e| people.session(&e.record));
        };
        own(people);
    };
    names.find(text, &concerned).map(|found| (found.of.to_owned(), found.severity))
}

#[cfg(test)]
mod tests {
    use super::name_in_message;
    use crate::record::Severity;
    use crate::register::testing::register;

    #[test]
    fn full_names_of_anybody_and_parts_of_names_of_those_concerned_are_found() {
        let register = register(&[
            ("participants/p-a.toml", ""),
            ("participants/p-b.toml", ""),
            ("identities/p-a.toml", "given = \"Rosa\"\nfamily = \"Medina\"\n"),
            ("identities/p-b.toml", "given = \"Luis\"\nfamily = \"Ortega\"\n"),
        ]);
        let found = |text: &str| name_in_message(&register, text, &["participants/p-a.toml"]);
        assert_eq!(found("met Rosa Medina"), Some(("p-a".to_owned(), Severity::Error)));
        assert_eq!(found("Luis Ortega moved"), Some(("p-b".to_owned(), Severity::Error)));
        assert_eq!(found("for Rosa"), Some(("p-a".to_owned(), Severity::Warning)));
        assert_eq!(found("for Luis"), None);
        assert_eq!(found("the retreat"), None);
    }
}
