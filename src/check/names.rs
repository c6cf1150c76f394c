//! Names of people outside identities: in notes, in the words of goals, in ids.
//!
//! Who a person is belongs only in `identities/`, so that everything else can be shared. Messages say whose name it is
//! by id and never repeat it, and the lines themselves are not shown. Only names in letters with spaces between words
//! can be found.

use super::known_contacts::Contact;
use super::known_names::{Concerned, Found};
use super::{Context, Rule};
use crate::record::schema::{Leaf, Spot};
use crate::record::{At, Finding, Place, Severity};

pub(super) const RULES: &[Rule] = &[
    Rule::error(
        "name-in-note",
        "No note or other free text holds the full name of a person.",
        in_notes,
    ),
    Rule::warning(
        "maybe-name-in-note",
        "No note holds a first or last name of the people it is about.",
        found_with_full,
    ),
    Rule::error(
        "contact-in-note",
        "No note or other free text has a phone number, an address, or a number that another agency gave a person or case.",
        found_with_full,
    ),
    Rule::error(
        "name-in-id",
        "No id or file name holds the full name of a person.",
        in_ids,
    ),
];

fn in_notes(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (names, contacts) = (context.names(), context.contacts());
    let register = context.register;
    if register.records().identities.is_empty() {
        return;
    }
    let mut look = |place: &Place, spot: &Spot<'_>, leaf: Leaf<'_>, people: &People<'_>| {
        let Leaf::Text(text) = leaf else { return };
        let at = || At::Key(spot.path.steps());
        let found = names.find(text, people);
        findings.extend(found.map(|found| found.finding(place, at())));
        findings.extend(contacts.find(text).map(|found| found.finding(place, at())));
    };
    let records = register.records();
    for entry in &records.participants {
        let own = |people: &mut Concerned<'_>| people.participant(&entry.id);
        entry.visit(&mut |place, spot, leaf| look(place, spot, leaf, &own));
    }
    for entry in &records.mentors {
        let own = |people: &mut Concerned<'_>| people.mentor(&entry.id);
        entry.visit(&mut |place, spot, leaf| look(place, spot, leaf, &own));
    }
    for entry in &records.cases {
        let parents = &entry.record.participants;
        let own = |people: &mut Concerned<'_>| parents.iter().for_each(|id| people.participant(id));
        entry.visit(&mut |place, spot, leaf| look(place, spot, leaf, &own));
    }
    for entry in &records.groups {
        entry.visit(&mut |place, spot, leaf| look(place, spot, leaf, &|_| {}));
    }
    for entry in &records.matches {
        let own = |people: &mut Concerned<'_>| people.pairing(&entry.record);
        entry.visit(&mut |place, spot, leaf| look(place, spot, leaf, &own));
    }
    for entry in &records.outcomes {
        entry.visit(&mut |place, spot, leaf| look(place, spot, leaf, &|_| {}));
    }
    for entry in &records.sessions {
        let own = |people: &mut Concerned<'_>| people.session(&entry.record);
        entry.visit(&mut |place, spot, leaf| look(place, spot, leaf, &own));
    }
}

/// Lists the people a record is about.
type People<'p> = dyn Fn(&mut Concerned<'_>) + 'p;

/// One rule examines the texts for all three.
fn found_with_full(_: &Context<'_>, _: &mut Vec<Finding>) {}

fn in_ids(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let names = context.names();
    if names.is_empty() {
        return;
    }
    let mut look = |place: &Place, id: &str| {
        if let Some(Found {
            of,
            severity: Severity::Error,
        }) = names.find(id, &|_| {})
        {
            let message = format!("this file name includes the full name of `{of}`");
            findings.push(
                Finding::error("name-in-id", place, At::File, message)
                    .help("rename the file so that it has no name in it; `peer check` then lists the records that still have the old id: change it there")
                    .quietly(),
            );
        }
    };
    let records = context.register.records();
    records
        .participants
        .iter()
        .for_each(|entry| look(&entry.place, entry.id.as_str()));
    records
        .mentors
        .iter()
        .for_each(|entry| look(&entry.place, entry.id.as_str()));
    records
        .cases
        .iter()
        .for_each(|entry| look(&entry.place, entry.id.as_str()));
    records
        .groups
        .iter()
        .for_each(|entry| look(&entry.place, entry.id.as_str()));
    records
        .matches
        .iter()
        .for_each(|entry| look(&entry.place, entry.id.as_str()));
    // The names of other sessions consist of ids.
    let sessions = records.sessions.iter();
    let free = sessions.filter(|entry| entry.record.kind.is_free());
    free.for_each(|entry| look(&entry.place, entry.id.key()));
}

impl Found<'_> {
    fn finding(&self, place: &Place, at: At) -> Finding {
        let help = "write the id or \"the parent\" instead; names go only in the identities folder";
        match self.severity {
            Severity::Error => {
                let message = format!("this text includes the full name of `{}`", self.of);
                Finding::error("name-in-note", place, at, message)
            }
            Severity::Warning => {
                let message = format!("this text may include the name of `{}`", self.of);
                Finding::warning("maybe-name-in-note", place, at, message)
            }
        }
        .help(help)
        .quietly()
    }
}

impl Contact<'_> {
    fn finding(&self, place: &Place, at: At) -> Finding {
        Finding::error(
            "contact-in-note",
            place,
            at,
            format!("this text includes the {} of `{}`", self.what, self.of),
        )
        .help(
            "delete it; phone numbers, addresses and case numbers go only in the identities folder",
        )
        .quietly()
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{findings, places};
    use crate::record::Severity;

    const PEOPLE: [(&str, &str); 5] = [
        ("participants/p-a.toml", ""),
        ("participants/p-b.toml", ""),
        (
            "identities/p-a.toml",
            "given = \"Rosa María\"\nfamily = \"de la Cruz Medina\"\naliases = [\"Rosie\"]\n",
        ),
        (
            "identities/p-b.toml",
            "given = \"Will\"\nfamily = \"May\"\n",
        ),
        (
            "identities/m-a.toml",
            "given = \"Dana\"\nfamily = \"O'Brien\"\n",
        ),
    ];

    /// The severity of what is found in a note of a session with `p-a`.
    fn found(note: &str) -> Option<Severity> {
        let text = format!(
            "kind = \"casework\"\non = 2026-01-01\nparticipants = [\"p-a\", \"p-b\"]\nnote = '''{note}'''\n"
        );
        let mut files = PEOPLE.to_vec();
        files.push(("sessions/2026/2026-01-01-casework-p-a.toml", &text));
        let full = findings("name-in-note", &files);
        let part = findings("maybe-name-in-note", &files);
        assert!(full.len() + part.len() <= 1);
        let finding = full.into_iter().chain(part).next()?;
        assert!(finding.quiet && !finding.message.to_lowercase().contains("rosa"));
        Some(finding.severity)
    }

    #[test]
    fn a_full_name_of_anybody_is_an_error_however_it_is_spelled() {
        for note in [
            "Met Rosa Medina.",
            "met ROSA MEDINA",
            "Maria Medina's lease",
            "Rosa\nde la Cruz came",
            "Medina, Rosa",
            "Rosa María de la Cruz",
            "Dana O’Brien will drive",
            "Spoke to Will May today",
        ] {
            assert_eq!(found(note), Some(Severity::Error), "{note}");
        }
    }

    #[test]
    fn a_part_of_the_name_of_somebody_there_is_doubtful_with_a_capital() {
        for note in [
            "Rosa came late",
            "Met with Rosie",
            "the Medina family",
            "asked Will to call",
        ] {
            assert_eq!(found(note), Some(Severity::Warning), "{note}");
        }
    }

    #[test]
    fn what_is_said_of_a_contact_does_not_repeat_it() {
        let files = [
            ("participants/p-a.toml", "note = \"Rosa, call 555-0142\"\n"),
            (
                "identities/p-a.toml",
                "given = \"Rosa\"\nphone = \"520-555-0142\"\n",
            ),
        ];
        let found = findings("contact-in-note", &files);
        assert_eq!(found.len(), 1);
        assert!(
            found[0].quiet && found[0].message == "this text includes the phone number of `p-a`"
        );
        assert_eq!(findings("maybe-name-in-note", &files).len(), 1);
    }

    #[test]
    fn plain_words_and_names_of_others_are_not_names() {
        for note in [
            "Will come back. May need a ride",
            "she will, may be late",
            "Talked about will may",
            "Dana drove",
            "We met a nice rosa. Medina street is far",
            "the cross and the rosary",
            "",
        ] {
            let expected = if note.contains("Medina") {
                Some(Severity::Warning)
            } else {
                None
            };
            assert_eq!(found(note), expected, "{note}");
        }
    }

    #[test]
    fn every_free_text_is_read() {
        let note = "note = \"Rosa Medina\"\n";
        let goal = format!(
            "{note}[[goal]]\nset = 2026-01-01\ndomain = \"housing\"\ntext = \"a flat for Rosa Medina\"\n"
        );
        let goal = format!("area = \"Rosa Medina\"\n{goal}");
        let mentor = format!("capacity = 1\narea = \"Medina, Rosa\"\n{note}");
        let case = format!(
            "system = \"cps\"\n{note}[[event]]\non = 2026-01-01\nkind = \"hearing\"\n{note}"
        );
        let group = format!("kind = \"committee\"\nmeets = \"at Rosa Medina's\"\n{note}");
        let pairing = format!(
            "participant = \"p-a\"\nmentor = \"m-a\"\nproposed = 2026-01-01\n{note}[why]\nforced = \"same-case: Rosa Medina\"\n"
        );
        let files = [
            PEOPLE[2],
            ("participants/p-a.toml", &goal),
            ("mentors/m-a.toml", &mentor),
            ("cases/c-a.toml", &case),
            ("groups/pac.toml", &group),
            ("matches/k-a.toml", &pairing),
        ];
        let found = places("name-in-note", &files);
        assert_eq!(
            found,
            [
                "cases/c-a.toml event.0.note",
                "cases/c-a.toml note",
                "groups/pac.toml meets",
                "groups/pac.toml note",
                "matches/k-a.toml note",
                "matches/k-a.toml why.forced",
                "mentors/m-a.toml area",
                "mentors/m-a.toml note",
                "participants/p-a.toml area",
                "participants/p-a.toml goal.0.text",
                "participants/p-a.toml note",
            ]
        );
    }

    #[test]
    fn those_who_were_missed_are_concerned() {
        let session = "kind = \"support-group\"\non = 2026-01-01\nparticipants = [\"p-b\"]\nmissed = [\"p-a\"]\n\
                       note = \"Rosa called in sick\"\n";
        let files = [
            PEOPLE[0],
            PEOPLE[1],
            PEOPLE[2],
            ("sessions/2026/2026-01-01-group-wed.toml", session),
        ];
        assert_eq!(findings("maybe-name-in-note", &files).len(), 1);
    }

    #[test]
    fn an_id_holds_no_full_name() {
        let outreach = "kind = \"outreach\"\non = 2026-01-01\n";
        let with = |path| {
            places(
                "name-in-id",
                &[PEOPLE[2], ("participants/p-a.toml", ""), (path, outreach)],
            )
        };
        let named = "sessions/2026/2026-01-01-outreach-rosa-medina.toml";
        assert_eq!(with(named), [named]);
        assert!(with("sessions/2026/2026-01-01-outreach-medina-fair.toml").is_empty());
    }
}
