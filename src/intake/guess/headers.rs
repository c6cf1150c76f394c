//! Which field a header means.

use super::called::{CALLED, CALLED_MENTORS};
use crate::record::intake::IntakeKind;
use crate::record::word::to_kebab;
use crate::record::{Kind, Program};

/// The longest header that means a field.
const LONGEST: usize = 80;

/// A header that is no slip of another, such as `Time min`.
const NO_SLIP: &str = "time in";

/// Whose a column may be said to be, as in `Parent Last Name`: of mentors, or of the people a program is for.
const OWNERS: [(bool, &str); 6] = [
    (false, "parent"),
    (false, "participant"),
    (false, "client"),
    (false, "member"),
    (true, "mentor"),
    (true, "peer parent"),
];

/// Why a header means a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Likeness {
    /// Such columns are called so, or the field is.
    Called,
    /// Such columns are called nearly so.
    Nearly,
    /// The program has a word much like it.
    OfTheProgram,
}

impl Likeness {
    /// The same, as a remark says it.
    pub const fn told(self) -> &'static str {
        match self {
            Self::Called => "called so",
            Self::Nearly => "called nearly so: is it?",
            Self::OfTheProgram => "like a word of the program: is it?",
        }
    }
}

/// The fields of a kind that a header may mean, the likeliest first.
pub(super) fn fields_of(
    kind: IntakeKind,
    header: &str,
    program: &Program,
) -> Vec<(String, Likeness)> {
    if header.is_empty() || header.len() > LONGEST || is_note(header) {
        return Vec::new();
    }
    let header = without_choice(header);
    let name = to_kebab(header).replace('-', "_");
    if program.fact(kind.kind(), &name).is_some() {
        return vec![(name, Likeness::OfTheProgram)];
    }
    let mut found: Vec<(String, Likeness)> = Vec::new();
    let mut find = |field: &str, likeness| {
        if !found.iter().any(|(known, _)| known == field) {
            found.push((field.to_owned(), likeness));
        }
    };
    let fields = fields(kind);
    // In a sheet of cases a first name may be that of the child, unless it says whose it is.
    let is_of_anyone =
        |field: &str| kind != IntakeKind::Cases || !["given", "family"].contains(&field);
    for field in kind
        .fields()
        .into_iter()
        .filter(|field| is_of_anyone(field))
    {
        if field.replace(['_', '.', '-'], " ") == header {
            find(&field, Likeness::Called);
        }
    }
    let of_anyone = || fields.iter().filter(|(field, _)| is_of_anyone(field));
    for (field, names) in of_anyone() {
        if names.contains(&header) {
            find(field, Likeness::Called);
        }
    }
    if let Some(core) = of_a_signature(header) {
        for (field, names) in of_anyone().filter(|(field, _)| field.starts_with("consent.")) {
            if names.contains(&core.as_str()) {
                find(field, Likeness::Called);
            }
        }
    }
    if let Some(field) = training(kind, header, program) {
        find(&field, Likeness::OfTheProgram);
    }
    for (field, names) in of_anyone().filter(|_| header != NO_SLIP) {
        if names
            .iter()
            .any(|name| name.len() > 4 && strsim::osa_distance(name, header) < 2)
        {
            find(field, Likeness::Nearly);
        }
    }
    if let Some(rest) = of_the_person(kind, header) {
        let is_personal =
            |field: &str| field == "gender" || Kind::Identity.schema().field(field).is_some();
        for (field, names) in fields.iter().filter(|(field, _)| is_personal(field)) {
            if names.contains(&rest) {
                find(field, Likeness::Called);
            }
        }
    }
    found
}

/// The fields that a column may fill, each with what such columns are called.
fn fields(kind: IntakeKind) -> Vec<(String, Vec<&'static str>)> {
    // A row of attendance is about the person it names.
    let is_listed = |field: &str| kind == IntakeKind::Attendance && field == "participants";
    let others = CALLED.iter().map(|(field, names)| {
        let own = (kind == IntakeKind::Mentors && *field == "name").then_some(CALLED_MENTORS);
        let all = own.into_iter().chain([*names]);
        (
            (*field).to_owned(),
            all.flat_map(|all| all.split('|')).collect(),
        )
    });
    let of_the_kind = kind.fields().into_iter().filter_map(|field| {
        let called = kind.goal(&field)?.field()?.called;
        Some((field, called.to_vec()))
    });
    others
        .filter(|(field, _)| kind.goal(field).is_some())
        .chain(of_the_kind)
        .filter(|(field, _)| !is_listed(field))
        .collect()
}

/// A header without the choice that it offers, as in `Consent (Y/N)`.
fn without_choice(header: &str) -> &str {
    [" y n", " yes no", " y or n", " yes or no", " si no"]
        .iter()
        .find_map(|choice| header.strip_suffix(choice))
        .unwrap_or(header)
}

/// A header without the words for when something was signed: `consent` of `Date consent signed`. A day of release alone
/// may be that from a jail.
fn of_a_signature(header: &str) -> Option<String> {
    const WORDS: [&str; 6] = ["date", "day", "signed", "obtained", "received", "completed"];
    let words = header.split(' ').filter(|word| !WORDS.contains(word));
    let words: Vec<&str> = words.collect();
    let core = words.join(" ");
    let core = core.strip_prefix("of ").unwrap_or(&core);
    (core != header && core != "release").then(|| core.to_owned())
}

/// What a header says beside whose the column is, as `last name` in `Parent Last Name`.
fn of_the_person(kind: IntakeKind, header: &str) -> Option<&str> {
    let owners = OWNERS
        .iter()
        .filter(|(of, _)| *of == (kind == IntakeKind::Mentors));
    owners
        .filter_map(|(_, owner)| {
            let (plural, rest) = header.strip_prefix(owner)?.split_once(' ')?;
            matches!(plural, "" | "s").then_some(rest)
        })
        .next()
}

/// The training that a header of mentors means: the one required training that has all words of it, so far as those are
/// about any one.
fn training(kind: IntakeKind, header: &str, program: &Program) -> Option<String> {
    const ABOUT_ANY: [&str; 12] = [
        "training",
        "trained",
        "trainings",
        "date",
        "of",
        "on",
        "completed",
        "done",
        "the",
        "certificate",
        "certified",
        "course",
    ];
    const STEM: usize = 4;
    if kind != IntakeKind::Mentors {
        return None;
    }
    let stem = |word: &str| word.chars().take(STEM).collect::<String>();
    let words: Vec<&str> = header.split(' ').collect();
    let own: Vec<String> = words
        .iter()
        .filter(|word| !ABOUT_ANY.contains(word))
        .map(|word| stem(word))
        .collect();
    // One word alone may be about anything: `Mentor` is no training.
    if own.is_empty() || own.len() == 1 && words.len() == 1 {
        return None;
    }
    let rules = program.mentor_eligibility.as_ref()?;
    let mut having = rules.required_training.iter().filter(|word| {
        let stems: Vec<String> = word.as_str().split('-').map(stem).collect();
        own.iter().all(|word| stems.contains(word))
    });
    let found = having.next().filter(|_| having.next().is_none())?;
    Some(format!("training.{found}"))
}

/// Whether a column holds free text, which may name people.
pub(super) fn is_note(header: &str) -> bool {
    let words = [
        "note",
        "notes",
        "comment",
        "comments",
        "remarks",
        "remark",
        "notas",
        "nota",
        "comentarios",
        "narrative",
        "summary",
    ];
    words.contains(&header)
        || words
            .iter()
            .any(|word| header.ends_with(&format!(" {word}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_of_the_person_may_say_whose_it_is() {
        let program: Program = crate::record::read::record("schema = 1\nname = \"T\"\n").unwrap();
        let field = |kind, header: &str| {
            let found = fields_of(kind, header, &program).into_iter().next();
            found.map(|(field, _)| field)
        };
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

    #[test]
    fn a_training_is_meant_by_words_that_only_one_of_those_required_has() {
        let program: Program = crate::record::read::record(
            "schema = 1\nname = \"T\"\n\n[mentor_eligibility]\nrequired_training = [ \"mandatory-reporting\", \"peer-mentor-core\", \"peer-mentor-safety\", ]\n",
        )
        .unwrap();
        for (header, wanted) in [
            ("core training", Some("training.peer-mentor-core")),
            (
                "mandated reporter training",
                Some("training.mandatory-reporting"),
            ),
            ("mandatory reporting", Some("training.mandatory-reporting")),
            (
                "date mandatory reporter",
                Some("training.mandatory-reporting"),
            ),
            ("peer mentor", None),
            ("core", None),
            ("training date", None),
        ] {
            let found = training(IntakeKind::Mentors, header, &program);
            assert_eq!(found.as_deref(), wanted, "{header}");
        }
    }
}
