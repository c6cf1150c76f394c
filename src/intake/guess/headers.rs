//! Which field a header means.

use super::called::CALLED;
use crate::record::intake::IntakeKind;
use crate::record::word::to_kebab;
use crate::record::{Kind, Program};

/// The longest header that means a field.
const LONGEST: usize = 80;

/// Whose a column may be said to be, as in `Parent Last Name`: of mentors, or of the people a program is for.
const OWNERS: [(bool, &str); 6] = [
    (false, "parent"),
    (false, "participant"),
    (false, "client"),
    (false, "member"),
    (true, "mentor"),
    (true, "peer parent"),
];

/// The field of a kind that a header means, by the words that such columns are called, spelled the same or nearly.
pub(super) fn field_of(kind: IntakeKind, header: &str, program: &Program) -> Option<String> {
    if header.is_empty() || header.len() > LONGEST || is_note(header) {
        return None;
    }
    let word = to_kebab(header);
    let named = |of: &str, words: &[&str]| {
        words
            .contains(&word.as_str())
            .then(|| format!("{of}.{word}"))
    };
    let name = word.replace('-', "_");
    if program.fact(kind.kind(), &name).is_some() {
        return Some(name);
    }
    if kind == IntakeKind::Mentors {
        let required = program
            .mentor_eligibility
            .as_ref()
            .map(|rules| &rules.required_training);
        let required: Vec<&str> = required
            .into_iter()
            .flatten()
            .map(|word| word.as_str())
            .collect();
        if let Some(field) = named("training", &required) {
            return Some(field);
        }
    }
    let all = fields(kind);
    let exact = all.iter().find(|(_, names)| names.contains(&header));
    let near = || {
        all.iter().find(|(_, names)| {
            names
                .iter()
                .any(|name| name.len() > 4 && strsim::osa_distance(name, header) < 2)
        })
    };
    let of_the_person = || {
        let (_, rest) = OWNERS
            .iter()
            .filter(|(of, _)| *of == (kind == IntakeKind::Mentors))
            .find_map(|(_, owner)| {
                let (plural, rest) = header.strip_prefix(owner)?.split_once(' ')?;
                matches!(plural, "" | "s").then_some(((), rest))
            })?;
        let is_personal =
            |field: &str| field == "gender" || Kind::Identity.schema().field(field).is_some();
        all.iter()
            .find(|(field, names)| is_personal(field) && names.contains(&rest))
    };
    // A column may be called as the field itself is.
    let own_name = || {
        let field = kind.schema().field(&name)?;
        (!field.shape.is_table() && kind.goal(&name).is_some()).then(|| name.clone())
    };
    let called = exact.or_else(near).or_else(of_the_person);
    called.map(|(field, _)| field.clone()).or_else(own_name)
}

/// The fields that a column may fill, each with what such columns are called.
fn fields(kind: IntakeKind) -> Vec<(String, &'static [&'static str])> {
    let others = CALLED
        .iter()
        .map(|(field, names)| ((*field).to_owned(), *names));
    let of_the_kind = kind.fields().into_iter().filter_map(|field| {
        let called = kind.goal(&field)?.field()?.called;
        Some((field, called))
    });
    others
        .filter(|(field, _)| kind.goal(field).is_some())
        .chain(of_the_kind)
        .collect()
}

/// Whether a column holds free text, which may name people.
pub(super) fn is_note(header: &str) -> bool {
    ["note", "notes", "comment", "comments", "remarks", "notas"].contains(&header)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_of_the_person_may_say_whose_it_is() {
        let program: Program = crate::record::read::record("schema = 1\nname = \"T\"\n").unwrap();
        let field = |kind, header: &str| field_of(kind, header, &program);
        for (header, wanted) in [
            ("name", "name"),
            ("parent name", "name"),
            ("parent last", "family"),
            ("parents last name", "family"),
            ("participant first name", "given"),
            ("name last", "family"),
            ("surname", "family"),
            ("apellido", "family"),
            ("client dob", "born"),
        ] {
            let found = field(IntakeKind::Participants, header);
            assert_eq!(found.as_deref(), Some(wanted), "{header}");
        }
        for header in ["child last name", "mentor last name", "parent 2 last name"] {
            assert_eq!(field(IntakeKind::Participants, header), None, "{header}");
        }
        assert_eq!(
            field(IntakeKind::Mentors, "peer parent last name").as_deref(),
            Some("family")
        );
        assert_eq!(field(IntakeKind::Cases, "child").as_deref(), Some("child"));
        assert_eq!(field(IntakeKind::Mentors, &"n".repeat(100_000)), None);
    }
}
