//! What every report and definition counts, and how mentors are proposed, in full: the same texts as the crate's
//! documentation.

use crate::measure::definition;

/// The reports, matching and the shipped definitions, in the order in which they are listed.
pub const NAMES: &[&str] = &[
    "quarter",
    "unduplicated",
    "returns",
    "reunification",
    "placements",
    "services",
    "matches",
    "waits",
    "mentors",
    "matching",
    "return-to-court",
    "return-after-dismissal",
    "reentry",
    "reoffense",
    "public",
    "import",
    "facts",
    "corrections",
];

/// The reports, in the order in which they are listed.
pub const REPORTS: &[&str] = NAMES.split_at(9).0;

/// What a text of [`NAMES`] is about, in a line.
#[must_use]
pub fn summary(name: &str) -> Option<&'static str> {
    Some(match name {
        "quarter" => "the outcome report: all of these for one period, on a page",
        "unduplicated" => "how many different people were served, new and continuing, by service",
        "returns" => "how many families came back to court after their children came home",
        "reunification" => "how many children were home within 12 months of their removal",
        "placements" => "how long children were out of home, and how often they were moved",
        "services" => "what was done: sessions, hours, attendance, referrals, goals",
        "matches" => "mentoring: matches begun, held, ended, and how long parents waited",
        "waits" => "who waits longest for a mentor: waits by language, area and wish",
        "mentors" => "how many parents each mentor walks with, sessions, trainings, eligibility",
        "matching" => "how mentors are proposed: rules, points, equal answers, proved best",
        "return-to-court" => "definition of returns: a petition or removal after reunification",
        "return-after-dismissal" => {
            "definition of returns: a petition after the case was dismissed"
        }
        "reentry" => "definition of returns: a child removed again after discharge",
        "reoffense" => "definition of returns: a child on probation, after coming home",
        "facts" => "what a program asks and calls things by itself, from peer.toml to a page",
        "corrections" => "what was entered wrong, or came true later: one command for each",
        "public" => "what public reports hide, and what two of them could tell together",
        "import" => "the maps by which `peer import` takes spreadsheets in",
        _ => return None,
    })
}

/// The name of a report or definition with its summary.
#[must_use]
pub fn line(name: &str) -> (String, String) {
    (
        name.to_owned(),
        summary(name).unwrap_or_default().to_owned(),
    )
}

/// A text of [`NAMES`].
#[must_use]
pub fn explain(name: &str) -> Option<&'static str> {
    Some(match name {
        "quarter" => include_str!("quarter.md"),
        "unduplicated" => include_str!("../measure/unduplicated.md"),
        "returns" => include_str!("../measure/returns.md"),
        "reunification" => include_str!("../measure/reunification.md"),
        "placements" => include_str!("../measure/placements.md"),
        "services" => include_str!("../measure/services.md"),
        "matches" => include_str!("../measure/matches.md"),
        "waits" => include_str!("waits.md"),
        "mentors" => include_str!("../measure/mentors.md"),
        "matching" => include_str!("../matching/matching.md"),
        "facts" => include_str!("facts.md"),
        "corrections" => include_str!("corrections.md"),
        "public" => include_str!("public.md"),
        "import" => include_str!("../intake/import.md"),
        name => {
            definition::EXPLAINED
                .iter()
                .find(|(known, _)| *known == name)?
                .1
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_listed_has_a_line_and_a_text_with_its_sources() {
        for name in NAMES {
            let line = summary(name).unwrap();
            assert!(line.len() <= 76 && !line.ends_with('.'), "{name}: {line}");
            let text = explain(name).unwrap();
            assert!(text.contains("Source"), "{name} has no sources");
            let prose = text
                .lines()
                .filter(|line| !line.starts_with("sentence = ") && !line.starts_with("    \""));
            assert!(
                prose.clone().all(|line| line.chars().count() <= 100),
                "{name}"
            );
            assert!(text.ends_with('\n'), "{name}");
        }
        assert_eq!((explain("returnz"), summary("returnz")), (None, None));
    }

    #[test]
    fn every_shipped_definition_can_be_explained() {
        for (name, text) in definition::SHIPPED {
            assert!(NAMES.contains(&name));
            assert!(
                explain(name).unwrap().ends_with(text),
                "{name} shows the definition itself"
            );
        }
    }
}
