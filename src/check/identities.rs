//! Identities that name nobody, or belong to nobody.

use super::{Context, Rule};
use crate::record::schema::Table;
use crate::record::{At, Finding, Identity, IdentityId, Kind, PersonId, Place};

pub(super) const RULES: &[Rule] = &[
    Rule::warning(
        WITHOUT_PERSON,
        "Every file in the identities folder belongs to a participant, mentor or case.",
        without_person,
    ),
    Rule::warning(
        "identity-without-name",
        "Every file in the identities folder has the person's name, or the docket number of a case.",
        without_name,
    ),
    Rule::error(
        "identity-key",
        "In the identities folder, only cases have a docket number, and only people have a name, phone or address.",
        keys,
    ),
    Rule::error(
        "named-though-forgotten",
        "If someone's name was erased, it is erased under all ids of that person.",
        forgotten,
    ),
    Rule::warning(
        EXPOSED,
        "Git ignores the identities folder, unless you decided to keep names in git.",
        |_, _| {},
    ),
];

/// The rule that names belong to a record: while a sync is unfinished, the record may still come.
pub const WITHOUT_PERSON: &str = "identity-without-person";

/// The rule that git does not take names with everything else; what git does is asked in a layer that knows git.
const EXPOSED: &str = "identities-exposed";

/// The finding that git would take the names of a folder with everything else.
#[must_use]
pub fn identities_exposed(folder: &str) -> Finding {
    let message = format!(
        "the names in `{folder}` are not protected: `git add` would put them into git, and they could not be removed"
    );
    let place = Place::file("peer.toml");
    Finding::warning(EXPOSED, &place, At::key("identities"), message).help(
        "run `peer git setup` to make git ignore it; to keep names in git on purpose: `peer save --with-names`",
    )
}

fn without_person(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let register = context.register;
    for entry in &register.records().identities {
        let known = match &entry.id {
            IdentityId::Case(id) => register.case(id).is_some(),
            IdentityId::Person(PersonId::Participant(id)) => register.has_participant(id.as_str()),
            IdentityId::Person(PersonId::Mentor(id)) => register.has_mentor(id.as_str()),
            IdentityId::Recipient(_) => true,
        };
        if !known && !context.unread.contains(entry.id.as_str()) {
            let whose = match &entry.id {
                IdentityId::Case(_) => "case",
                IdentityId::Person(_) | IdentityId::Recipient(_) => "participant or mentor",
            };
            let message = format!("no {whose} has the id `{}`", entry.id);
            findings.push(
                Finding::warning(WITHOUT_PERSON, &entry.place, At::File, message)
                    .help("the person's record may come with `peer sync`; if it does not, rename this file to the right id, or delete this file")
                    .quietly(),
            );
        }
    }
}

fn forgotten(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let register = context.register;
    let also = register.also_forgotten();
    for entry in &register.records().identities {
        let Some((_, other)) = also.iter().find(|(id, _)| id.as_str() == entry.id.as_str()) else {
            continue;
        };
        let id = &entry.id;
        let message = format!("`{id}` is the same person as `{other}`, whose name was erased");
        findings.push(
            Finding::error("named-though-forgotten", &entry.place, At::File, message)
                .help(format!(
                    "erase this name too with `peer forget {id} --reason …`; if they are different people: `peer same --not {id} {other}`"
                ))
                .quietly(),
        );
    }
}

fn without_name(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for entry in &context.register.records().identities {
        let (is_empty, help) = match &entry.id {
            IdentityId::Case(_) => (
                entry.record.docket.is_empty(),
                "add `docket`, the case numbers that courts and counties use, or delete the file",
            ),
            IdentityId::Person(_) => (
                entry.record.names().next().is_none(),
                "add `given` and `family`, or an alias; without a name you can find the person only by id",
            ),
            IdentityId::Recipient(_) => (
                entry.record.secret.is_none(),
                "delete the file: `peer export --for` makes a new one",
            ),
        };
        if is_empty {
            let what = match &entry.id {
                IdentityId::Case(_) => "number",
                IdentityId::Person(_) => "name",
                IdentityId::Recipient(_) => "secret",
            };
            let message = format!("there is no {what} on file for `{}`", entry.id);
            findings.push(
                Finding::warning("identity-without-name", &entry.place, At::File, message)
                    .help(help)
                    .quietly(),
            );
        }
    }
}

fn keys(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for entry in &context.register.records().identities {
        let (kind, noun) = match &entry.id {
            IdentityId::Case(_) => (Some(Kind::Case), Kind::Case.noun()),
            IdentityId::Person(_) => (Some(Kind::Participant), Kind::Participant.noun()),
            IdentityId::Recipient(_) => (None, "recipient of exports"),
        };
        for (key, _) in entry.record.fields() {
            let fits = match kind {
                Some(kind) => Identity::has_key(kind, key),
                None => matches!(key, "secret" | "note"),
            };
            if !fits {
                let message = format!("a {noun} cannot have `{key}` in the identities folder");
                let help = match kind {
                    Some(Kind::Case) => {
                        "delete the line: in this folder, the file of a case can have only `docket` and `note`"
                    }
                    Some(_) => "delete the line: it does not belong in this folder",
                    None => {
                        "delete the line: in this folder, the file of someone you send exports to can have only `secret` and `note`"
                    }
                };
                findings.push(
                    Finding::error("identity-key", &entry.place, At::key(key), message).help(help),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{messages, places};

    #[test]
    fn an_identity_belongs_to_somebody() {
        let named = "given = \"Rosa\"\n";
        let files = [
            ("participants/p-a.toml", ""),
            ("identities/p-a.toml", named),
            ("identities/p-b.toml", named),
            ("identities/m-a.toml", named),
        ];
        assert_eq!(
            places("identity-without-person", &files),
            ["identities/m-a.toml", "identities/p-b.toml"]
        );
        assert!(places("identity-without-person", &files[..2]).is_empty());
    }

    #[test]
    fn an_identity_has_a_name() {
        let found = |text| {
            places(
                "identity-without-name",
                &[("participants/p-a.toml", ""), ("identities/p-a.toml", text)],
            )
        };
        assert_eq!(found("phone = \"520-555-0142\"\n"), ["identities/p-a.toml"]);
        assert!(found("aliases = [\"Rosie\"]\n").is_empty());
    }

    #[test]
    fn the_identity_of_a_case_is_its_numbers() {
        let case = "system = \"cps\"\nparticipants = [\"p-a\"]\n";
        let found = |rule, (path, text)| {
            places(
                rule,
                &[
                    ("participants/p-a.toml", ""),
                    ("cases/c-a.toml", case),
                    (path, text),
                ],
            )
        };
        let docket = "docket = [ \"JD-2025-00417\", ]\n";
        for rule in [
            "identity-key",
            "identity-without-name",
            "identity-without-person",
        ] {
            assert!(found(rule, ("identities/c-a.toml", docket)).is_empty());
        }
        assert_eq!(
            found(
                "identity-key",
                ("identities/c-a.toml", "phone = \"520-555-0142\"\n")
            ),
            ["identities/c-a.toml phone"]
        );
        assert_eq!(
            found("identity-key", ("identities/p-a.toml", docket)),
            ["identities/p-a.toml docket"]
        );
        assert_eq!(
            found("identity-without-name", ("identities/c-a.toml", "")),
            ["identities/c-a.toml"]
        );
        assert_eq!(
            found("identity-without-person", ("identities/c-b.toml", docket)),
            ["identities/c-b.toml"]
        );
    }

    /// A docket number belongs in identities, however it is set in the case.
    #[test]
    fn a_docket_number_in_another_file_is_said() {
        let note =
            |note: &str| format!("system = \"cps\"\nparticipants = [\"p-a\"]\nnote = \"{note}\"\n");
        let found = |text: &str| {
            let files = [
                ("participants/p-a.toml", ""),
                ("cases/c-a.toml", text),
                (
                    "identities/c-a.toml",
                    "docket = [ \"superior-court:JD-2025-00417\", ]\n",
                ),
            ];
            messages("contact-in-note", &files)
        };
        for text in ["Docket JD-2025-00417.", "see jd 2025 00417"] {
            let found = found(&note(text));
            assert_eq!(found.len(), 1, "{text}");
            assert!(found[0].contains("docket number of `c-a`"), "{found:?}");
            assert!(!found[0].contains("417"), "{found:?}");
        }
        assert!(found(&note("JD-2025-00418")).is_empty());
    }
}
