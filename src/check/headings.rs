//! Values that label the rows of reports, such as areas and languages, which strangers read.

use super::{Context, Rule};
use crate::record::word::is_heading;
use crate::record::{At, Finding, Place, Word};

pub(super) const RULES: &[Rule] = &[Rule::error(
    "not-a-short-word",
    "Fields that reports show, such as area and language, have only a zip code or a few words.",
    long_words,
)];

/// Values in no list of the vocabulary; words that belong in one are checked with the lists.
fn long_words(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let records = context.register.records();
    for entry in &records.participants {
        let (place, record) = (&entry.place, &entry.record);
        one(place, "area", record.area.as_deref(), findings);
    }
    for entry in &records.mentors {
        let (place, record) = (&entry.place, &entry.record);
        one(place, "area", record.area.as_deref(), findings);
    }
    for entry in &records.cases {
        let place = &entry.place;
        one(
            place,
            "county",
            text(entry.record.county.as_ref()),
            findings,
        );
        for (at, checked) in entry.record.checked.iter().enumerate() {
            if let Some(county) = text(checked.county.as_ref()) {
                look(
                    place,
                    county,
                    || At::entry("checked", at, "county"),
                    findings,
                );
            }
        }
    }
}

fn text(word: Option<&Word>) -> Option<&str> {
    word.map(Word::as_str)
}

fn one(place: &Place, key: &'static str, value: Option<&str>, findings: &mut Vec<Finding>) {
    if let Some(value) = value {
        look(place, value, || At::key(key), findings);
    }
}

/// Finds a value that may say more than a heading should. It is not shown, as it may be a name.
pub(super) fn look(
    place: &Place,
    value: &str,
    at: impl FnOnce() -> At,
    findings: &mut Vec<Finding>,
) {
    if !is_heading(value) {
        findings.push(
            Finding::error(
                "not-a-short-word",
                place,
                at(),
                "this looks like someone's address or phone number, or is too long to show in reports",
            )
            .help(
                "write a zip code such as `85705`, or a few words such as `menlo-park`; names, phone numbers and addresses of people go only in the identities folder",
            )
            .quietly(),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{findings, places};

    const RULE: &str = "not-a-short-word";

    #[test]
    fn an_area_with_a_name_and_a_number_is_found_and_not_shown() {
        let found = findings(
            RULE,
            &[(
                "participants/p-a.toml",
                "area = \"Rosa Verdugo 520-555-0142\"\n",
            )],
        );
        assert_eq!(found.len(), 1);
        assert!(found[0].quiet && !found[0].message.contains("Rosa"));
    }

    #[test]
    fn whatever_heads_rows_is_looked_at() {
        let phone = "rosa-520-555-0142";
        let text = format!(
            "area = \"12 Elm St\"\ngender = \"{phone}\"\nmentor_gender = \"{phone}\"\nreferral_source = \"{phone}\"\n\
             languages = [\"en\", \"{phone}\"]\n[[enrollment]]\nstart = 2026-01-01\nend = 2026-02-01\nreason = \"{phone}\"\n\
             [[goal]]\nset = 2026-01-01\ndomain = \"{phone}\"\n"
        );
        let mentor = format!(
            "capacity = 1\narea = \"520-555-0142\"\ngender = \"{phone}\"\nlanguages = [\"{phone}\"]\n"
        );
        let case = format!("system = \"cps\"\ncounty = \"{phone}\"\n");
        let pairing = format!(
            "participant = \"p-a\"\nmentor = \"m-a\"\nbegan = 2026-01-01\n[ended]\non = 2026-02-01\nreason = \"{phone}\"\n"
        );
        let session = format!(
            "kind = \"casework\"\non = 2026-01-01\nparticipants = [\"p-a\"]\ntopics = [\"{phone}\"]\ndecision = \"{phone}\"\n\
             goals = [\"{phone}\"]\n[[referral]]\nresource = \"{phone}\"\n"
        );
        let found = places(
            RULE,
            &[
                ("participants/p-a.toml", &text),
                ("mentors/m-a.toml", &mentor),
                ("cases/c-a.toml", &case),
                ("matches/k-a.toml", &pairing),
                ("sessions/2026/2026-01-01-casework-p-a.toml", &session),
            ],
        );
        let keys: Vec<&str> = found
            .iter()
            .filter_map(|place| place.split_once(' '))
            .map(|(_, key)| key)
            .collect();
        assert_eq!(
            keys,
            [
                "county",
                "ended.reason",
                "area",
                "gender",
                "languages.0",
                "area",
                "enrollment.0.reason",
                "gender",
                "goal.0.domain",
                "languages.1",
                "mentor_gender",
                "referral_source",
                "decision",
                "goals.0",
                "referral.0.resource",
                "topics.0",
            ]
        );
    }

    #[test]
    fn a_word_that_the_program_lists_may_be_long() {
        let program = "schema = 1\nname = \"Test\"\n[vocabulary]\nreasons = [\"moved-out-of-the-county-and-could-not-come-back\"]\n";
        let text = "[[enrollment]]\nstart = 2026-01-01\nend = 2026-02-01\nreason = \"moved-out-of-the-county-and-could-not-come-back\"\n";
        let listed = [("peer.toml", program), ("participants/p-a.toml", text)];
        assert!(places(RULE, &listed).is_empty());
        assert_eq!(places(RULE, &listed[1..]).len(), 1);
    }
}
