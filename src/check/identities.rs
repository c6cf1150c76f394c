//! Identities that name nobody, or belong to nobody.

use super::{Context, Rule};
use crate::record::{At, Finding, PersonId, Place};

pub(super) const RULES: &[Rule] = &[
    Rule::warning(
        "identity-without-person",
        "Every identity is that of a participant or mentor.",
        without_person,
    ),
    Rule::warning(
        "identity-without-name",
        "Every identity has a name.",
        without_name,
    ),
    Rule::warning(
        EXPOSED,
        "Git ignores the identities, or the program chose to keep them in git.",
        |_, _| {},
    ),
];

/// The rule that git does not take names with everything else; what git does is asked where git is known.
const EXPOSED: &str = "identities-exposed";

/// The finding that git would take the names of a folder with everything else.
#[must_use]
pub fn identities_exposed(folder: &str) -> Finding {
    let message = format!(
        "git neither ignores nor keeps `{folder}`: `git add` would take every name, for good"
    );
    let place = Place::file("peer.toml");
    Finding::warning(EXPOSED, &place, At::key("identities"), message).help(
        "`peer git setup` has git ignore it; to keep names in git on purpose: `peer save --with-names`",
    )
}

fn without_person(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for entry in &context.register.records().identities {
        let known = match &entry.id {
            PersonId::Participant(id) => context.register.has_participant(id.as_str()),
            PersonId::Mentor(id) => context.register.has_mentor(id.as_str()),
        };
        if !known && !context.unread.contains(entry.id.as_str()) {
            let message = format!("no participant or mentor has the id `{}`", entry.id);
            findings.push(
                Finding::warning("identity-without-person", &entry.place, At::File, message)
                    .help("rename the file to the id it belongs to, or remove it: nobody needs it")
                    .quietly(),
            );
        }
    }
}

fn without_name(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for entry in &context.register.records().identities {
        if entry.record.names().next().is_none() {
            let message = format!("the identity of `{}` has no name", entry.id);
            findings.push(
                Finding::warning("identity-without-name", &entry.place, At::File, message)
                    .help("add `given` and `family`, or an alias: without one the person is found by id alone")
                    .quietly(),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::places;

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
}
