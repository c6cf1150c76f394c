//! What every report and definition counts, and how mentors are proposed, in full: the same texts as in the crate's
//! documentation.

use super::{catalog, contract, quarter};
use crate::measure::definition::EXPLAINED;
use crate::same::EXPLAINED as EXPLAINED_SAME;

/// Something to explain: its name, its summary in a line, and its full text.
type Text = (&'static str, &'static str, &'static str);

/// What is explained in addition to reports.
const OTHERS: [Text; 22] = [
    (
        "matching",
        "how mentors are proposed: rules, points, equal answers, proved best",
        include_str!("../matching/matching.md"),
    ),
    (
        EXPLAINED[0].0,
        "definition of returns: a petition or removal after reunification",
        EXPLAINED[0].1,
    ),
    (
        EXPLAINED[1].0,
        "definition of returns: a petition after the case was dismissed",
        EXPLAINED[1].1,
    ),
    (
        EXPLAINED[2].0,
        "definition of returns: a child removed again after discharge",
        EXPLAINED[2].1,
    ),
    (
        EXPLAINED[3].0,
        "definition of returns: a child on probation, after coming home",
        EXPLAINED[3].1,
    ),
    (
        EXPLAINED[4].0,
        "definition of returns: a child on probation, after the petition",
        EXPLAINED[4].1,
    ),
    (
        EXPLAINED[5].0,
        "definition of returns: a substantiated report, after completing",
        EXPLAINED[5].1,
    ),
    (
        "outcomes",
        "how you know how a family fared: who looked, transfers, ages",
        include_str!("outcomes.md"),
    ),
    (
        "public",
        "what public reports hide, and how to publish two of them safely",
        include_str!("public.md"),
    ),
    (
        "import",
        "the maps that `peer import` uses to read spreadsheets",
        include_str!("../intake/import.md"),
    ),
    (
        "same",
        "who may be one person: how pairs are found, and what each decision does",
        EXPLAINED_SAME,
    ),
    (
        "facts",
        "facts and words of your own, from peer.toml to a page",
        include_str!("facts.md"),
    ),
    (
        "forms",
        "funders' forms, filled in: the quarterly one of VOCA, and your own",
        concat!(
            include_str!("forms.md"),
            "\n",
            include_str!("../measure/forms/voca.toml")
        ),
    ),
    (
        "pfs2",
        "the Protective Factors Survey as a form, and how to write your own",
        concat!(
            include_str!("survey_forms.md"),
            include_str!("../record/kinds/survey/pfs2.toml")
        ),
    ),
    (
        "felt-supported",
        "three questions to parents as a form, and how to write your own",
        concat!(
            include_str!("survey_forms.md"),
            include_str!("../record/kinds/survey/felt-supported.toml")
        ),
    ),
    (
        "export",
        "the rows behind the figures, for an evaluator: tables, ids, days",
        include_str!("../export/export.md"),
    ),
    (
        "scale",
        "several programs and larger systems: when to use DuckDB or Spark",
        include_str!("../export/scale.md"),
    ),
    (
        "names",
        "where names are, how to share them, what shows them, how to forget one",
        include_str!("names.md"),
    ),
    (
        "leaving",
        "how to back up a program's data, or move it elsewhere",
        include_str!("leaving.md"),
    ),
    (
        "settings",
        "your own settings: directory, color, names, editor, pager, days",
        include_str!("settings.md"),
    ),
    (
        "sharing",
        "shared folders, sudo, network shares, interrupted writes",
        include_str!("sharing.md"),
    ),
    (
        "corrections",
        "how to correct what was entered wrong: one command for each case",
        include_str!("corrections.md"),
    ),
];

/// The pages that combine other reports.
const PAGES: [Text; 2] = [quarter::TEXT, contract::TEXT];

const COUNT: usize = PAGES.len() + catalog::REPORTS.len() + OTHERS.len();

const TEXTS: [Text; COUNT] = {
    let mut texts = [PAGES[0]; COUNT];
    texts[1] = PAGES[1];
    let mut at = 0;
    while at < catalog::REPORTS.len() {
        let report = catalog::REPORTS[at];
        at += 1;
        texts[PAGES.len() - 1 + at] = (report.name, report.summary, report.text);
    }
    let mut other = 0;
    while other < OTHERS.len() {
        texts[PAGES.len() + at + other] = OTHERS[other];
        other += 1;
    }
    texts
};

/// The reports, matching, the shipped definitions and the rest, in listing order.
pub const NAMES: &[&str] = &{
    let mut names = [""; COUNT];
    let mut at = 0;
    while at < COUNT {
        names[at] = TEXTS[at].0;
        at += 1;
    }
    names
};

/// The reports, in listing order.
pub const REPORTS: &[&str] = NAMES.split_at(PAGES.len() + catalog::REPORTS.len()).0;

fn text(name: &str) -> Option<Text> {
    TEXTS.into_iter().find(|(known, ..)| *known == name)
}

/// Whether a report is a page that combines others.
#[must_use]
pub fn is_page(name: &str) -> bool {
    PAGES.iter().any(|(page, ..)| *page == name)
}

/// The summary of a text of [`NAMES`], in a line.
#[must_use]
pub fn summary(name: &str) -> Option<&'static str> {
    text(name).map(|(_, summary, _)| summary)
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
    text(name).map(|(.., text)| text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::definition;

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
