//! Agreements with courts and counties, and the questions asked under them.

use std::collections::BTreeSet;

use super::{Context, Rule};
use crate::record::classes::OutcomeSource;
use crate::record::schema::quoted;
use crate::record::{Agreement, At, Finding, Place};

pub(super) const RULES: &[Rule] = &[
    Rule::error(
        "agreement-consents",
        "Each `[[agreement]]` in peer.toml has `outcome-reporting` in its list `consents`, and also `release-of-information` if the agreement allows people's names.",
        consents,
    ),
    Rule::error(
        "agreement-source",
        "The answers under an agreement come from an official `source`, such as court or county records.",
        sources,
    ),
    Rule::error(
        "agreement-twice",
        "Every agreement has a name of its own.",
        named,
    ),
    Rule::warning("agreement-expired", "No agreement has expired.", expired),
    Rule::warning(
        "question-without-agreement",
        "While you wait for an answer from a county or court, its agreement stays in peer.toml.",
        questions,
    ),
];

/// Every agreement, with its place in `peer.toml`.
fn agreements<'r>(context: &Context<'r>) -> impl Iterator<Item = (usize, &'r Agreement)> {
    let program = context.register.program();
    program.agreement.iter().enumerate()
}

fn place() -> Place {
    Place::file("peer.toml")
}

fn consents(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (index, agreement) in agreements(context) {
        let missing = agreement.missing(context.register.program());
        if missing.is_empty() {
            continue;
        }
        let missing: Vec<&str> = missing.iter().map(|kind| kind.word()).collect();
        let message = format!(
            "the agreement `{}` does not list {} among its `consents`",
            agreement.name,
            quoted(&missing)
        );
        let at = At::entry("agreement", index, "consents");
        findings.push(
            Finding::error("agreement-consents", &place(), at, message)
                .help(format!("add {} to the list `consents`: you can ask only about families whose parents gave every consent in that list", quoted(&missing))),
        );
    }
}

fn sources(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (index, agreement) in agreements(context) {
        let class: OutcomeSource = context.register.program().class(&agreement.source);
        if class != OutcomeSource::Official {
            let message = format!("`{}` is not an official source", agreement.source);
            let at = At::entry("agreement", index, "source");
            findings.push(
                Finding::error("agreement-source", &place(), at, message).help(
                    "write `court-records`, `county-match`, or another source that is official: `peer explain outcomes` shows how to add one",
                ),
            );
        }
    }
}

fn named(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut names = BTreeSet::new();
    for (index, agreement) in agreements(context) {
        if !names.insert(&agreement.name) {
            let at = At::entry("agreement", index, "name");
            let message = format!("two agreements are called `{}`", agreement.name);
            findings.push(
                Finding::error("agreement-twice", &place(), at, message)
                    .help("give each its own name; you type it in `peer outcome ask`"),
            );
        }
    }
}

fn expired(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (index, agreement) in agreements(context) {
        if let Some(expires) = agreement.expires.filter(|day| *day < context.today) {
            let message = format!("the agreement `{}` ended on {expires}", agreement.name);
            let at = At::entry("agreement", index, "expires");
            findings.push(
                Finding::warning("agreement-expired", &place(), at, message).help(
                    "renew it and correct `expires`; until then you cannot ask about any family",
                ),
            );
        }
    }
}

fn questions(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let program = context.register.program();
    for entry in &context.register.records().outcomes {
        let name = &entry.record.agreement;
        if entry.record.open() > 0 && program.agreement(name.as_str()).is_none() {
            let message = format!(
                "the agreement `{name}` is no longer in peer.toml, so you cannot enter the answer"
            );
            findings.push(
                Finding::warning(
                    "question-without-agreement",
                    &entry.place,
                    At::key("agreement"),
                    message,
                )
                .help(format!(
                    "add the agreement to peer.toml again, or cancel the request: `peer void {} --reason REASON`",
                    entry.id
                )),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::messages;

    const WHOLE: &str = "schema = 2\nname = \"Test\"\n[[agreement]]\nname = \"county\"\nto = \"Pima County\"\n\
        source = \"county-match\"\nfields = [ \"family\", ]\nexpires = 2026-11-21\n\
        consents = [ \"outcome-reporting\", \"release-of-information\", ]\n";

    fn found(rule: &str, from: &str, to: &str) -> Vec<String> {
        messages(rule, &[("peer.toml", &WHOLE.replace(from, to))])
    }

    #[test]
    fn a_whole_agreement_breaks_no_rule() {
        for rule in super::RULES {
            assert!(found(rule.name, "", "").is_empty(), "{}", rule.name);
        }
    }

    #[test]
    fn an_agreement_asks_for_the_consents_that_it_needs() {
        assert_eq!(
            found("agreement-consents", ", \"release-of-information\"", ""),
            ["the agreement `county` does not list `release-of-information` among its `consents`"]
        );
        assert_eq!(
            found("agreement-consents", "\"outcome-reporting\", ", ""),
            ["the agreement `county` does not list `outcome-reporting` among its `consents`"]
        );
        let nameless = WHOLE
            .replace("\"family\"", "\"county\"")
            .replace(", \"release-of-information\"", "");
        assert!(messages("agreement-consents", &[("peer.toml", &nameless)]).is_empty());
    }

    #[test]
    fn an_agreement_is_with_somebody_who_looks_into_records() {
        assert_eq!(
            found("agreement-source", "county-match", "mentor"),
            ["`mentor` is not an official source"]
        );
        let twice = format!("{WHOLE}{}", &WHOLE[WHOLE.find("[[").unwrap()..]);
        assert_eq!(
            messages("agreement-twice", &[("peer.toml", &twice)]),
            ["two agreements are called `county`"]
        );
    }

    #[test]
    fn an_agreement_holds_to_its_last_day() {
        assert_eq!(
            found("agreement-expired", "2026-11-21", "2026-11-20"),
            ["the agreement `county` ended on 2026-11-20"]
        );
    }

    #[test]
    fn a_question_that_waits_has_its_agreement() {
        let question = "on = 2026-10-05\nagreement = \"court\"\nsource = \"county-match\"\nthrough = 2026-09-30\n\
            [[asked]]\nnumber = 1\ncase = \"c-a\"\nanchor = 2026-02-01\nlast = 2026-09-30\n";
        let found = |text: &str| {
            messages(
                "question-without-agreement",
                &[
                    ("peer.toml", WHOLE),
                    ("outcomes/2026-10-05-court.toml", text),
                ],
            )
        };
        assert_eq!(
            found(question),
            ["the agreement `court` is no longer in peer.toml, so you cannot enter the answer"]
        );
        assert!(found(&question.replace("court\"", "county\"")).is_empty());
        assert!(found(&format!("{question}answered = 2026-11-01\n")).is_empty());
    }
}
