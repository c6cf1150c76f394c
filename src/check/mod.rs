//! Rules over the register: each finds one thing that cannot be right or that a person should look at, and says where
//! it is and what to do.
//!
//! A rule is a small function in the file of its theme, with its name, its one-line summary and its tests next to it.
//! Only `register` and `record` are imported; nothing here reads a file or a clock: today is passed in. Messages name
//! records by id, never people. Problems within a single file (its syntax, its keys, its name) are found when files are
//! read, and only listed here, in [`rules`].

mod agreements;
mod answers;
mod away;
mod capacity;
mod cases;
mod context;
mod dates;
mod doubtful;
mod duplicates;
mod enrollment;
mod entries;
mod future;
mod given;
mod headings;
mod hidden;
mod identities;
mod known_contacts;
mod known_names;
mod matches;
mod maybe_same;
mod mentoring;
mod message;
mod names;
mod outcomes;
mod own_facts;
mod pairs;
mod program;
mod reading;
mod references;
mod rule;
mod sessions;
mod spelling;
mod subjects;
mod supervision;
mod text;
mod unlikely;
mod vocabulary;
mod void;

use std::cmp::Ordering;

pub use given::{InFile, New, perhaps_of, private_in_files};
pub use identities::{WITHOUT_PERSON, identities_exposed};
pub use maybe_same::maybe_same;
pub use message::{InMessage, private_in_message};
pub use rule::Rule;

use crate::record::read::Step;
use crate::record::{At, Day, Finding, Severity};
use crate::register::Register;
use context::Context;

/// The rules, by theme.
const THEMES: &[&[Rule]] = &[
    reading::RULES,
    references::RULES,
    duplicates::RULES,
    maybe_same::RULES,
    dates::RULES,
    future::RULES,
    enrollment::RULES,
    entries::RULES,
    cases::RULES,
    supervision::RULES,
    outcomes::RULES,
    agreements::RULES,
    answers::RULES,
    matches::RULES,
    pairs::RULES,
    capacity::RULES,
    away::RULES,
    subjects::RULES,
    sessions::RULES,
    mentoring::RULES,
    vocabulary::RULES,
    spelling::RULES,
    headings::RULES,
    own_facts::RULES,
    names::RULES,
    hidden::RULES,
    identities::RULES,
    doubtful::RULES,
    unlikely::RULES,
    program::RULES,
    void::RULES,
];

/// Every rule of `peer check`, starting with those for reading single files.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    THEMES.iter().copied().flatten()
}

/// What is wrong or doubtful in the records, in order of place. Facts after `today` cannot have happened yet.
#[must_use]
pub fn check(register: &Register, today: Day) -> Vec<Finding> {
    check_beside(register, today, &[])
}

/// Like [`check`], for records that were read with `faults` in some files: an id whose own file is faulty counts as on
/// file, and references to it are not at fault. The result does not include the faults themselves.
#[must_use]
pub fn check_beside(register: &Register, today: Day, faults: &[Finding]) -> Vec<Finding> {
    run(rules(), register, today, faults)
}

/// The errors among the findings of [`check_beside`]; rules that only warn are not run.
#[must_use]
pub fn errors_beside(register: &Register, today: Day, faults: &[Finding]) -> Vec<Finding> {
    let erring = rules().filter(|rule| rule.severity == Severity::Error);
    let mut findings = run(erring, register, today, faults);
    findings.retain(|finding| finding.severity == Severity::Error);
    findings
}

/// Whether an error drops something from a figure that belongs in it, so that the figure would be silently wrong: an id
/// or the name of a survey that leads to no record, or in a cycle.
#[must_use]
pub fn hides_a_record(finding: &Finding) -> bool {
    ["unknown-reference", "unknown-survey", "same-as-cycle"].contains(&finding.rule)
}

fn run<'r>(
    rules: impl Iterator<Item = &'r Rule>,
    register: &Register,
    today: Day,
    faults: &[Finding],
) -> Vec<Finding> {
    let context = Context::new(register, today, faults);
    let mut findings = Vec::new();
    rules.for_each(|rule| (rule.run)(&context, &mut findings));
    if !register.records().void.is_empty() {
        findings
            .iter_mut()
            .for_each(|finding| point_past_void(register, finding));
    }
    findings.sort_by(|a, b| a.place.cmp(&b.place).then_with(|| in_file(&a.at, &b.at)));
    findings
}

/// Corrects the place of a finding about an entry if void entries before it were left out.
fn point_past_void(register: &Register, finding: &mut Finding) {
    if let At::Key(steps) = &mut finding.at
        && let [Step::Key(list), Step::Item(at), ..] = steps.as_mut_slice()
    {
        *at = register.records().index_in_file(&finding.place, list, *at);
    }
}

/// The order of two findings in one file: the file as a whole first, then keys by name, entries by number.
fn in_file(a: &At, b: &At) -> Ordering {
    match (a, b) {
        (At::File, At::File) => Ordering::Equal,
        (At::File, _) => Ordering::Less,
        (_, At::File) => Ordering::Greater,
        (At::Span(a), At::Span(b)) => a.start.cmp(&b.start),
        (At::Span(_), At::Key(_)) => Ordering::Less,
        (At::Key(_), At::Span(_)) => Ordering::Greater,
        (At::Key(a), At::Key(b)) => a.cmp(b),
    }
}

#[cfg(test)]
pub(crate) mod testing {
    use super::{Step, check};
    use crate::record::{At, Finding};
    use crate::register::testing::{day, register};

    /// The findings of one rule in these files, on 2026-11-21.
    pub fn findings(rule: &str, files: &[(&str, &str)]) -> Vec<Finding> {
        assert!(
            super::rules().any(|known| known.name == rule),
            "{rule} is a rule"
        );
        check(&register(files), day("2026-11-21"))
            .into_iter()
            .filter(|finding| finding.rule == rule)
            .collect()
    }

    /// The places of one rule's findings in these files, such as `cases/c-a.toml event.0.on`.
    pub fn places(rule: &str, files: &[(&str, &str)]) -> Vec<String> {
        findings(rule, files).iter().map(place).collect()
    }

    /// The messages of one rule about these files.
    pub fn messages(rule: &str, files: &[(&str, &str)]) -> Vec<String> {
        findings(rule, files)
            .into_iter()
            .map(|finding| finding.message)
            .collect()
    }

    /// A case with children `a` and `b` and these events, each `DAY KIND` or `DAY KIND CHILD`.
    pub fn case(events: &[&str]) -> String {
        let mut text =
            "system = \"cps\"\nparticipants = [\"p-a\"]\n[child.a]\nborn = 2016-05-01\n[child.b]\n"
                .to_owned();
        for event in events {
            let words: Vec<&str> = event.split(' ').collect();
            text += &format!("[[event]]\non = {}\nkind = \"{}\"\n", words[0], words[1]);
            if let Some(child) = words.get(2) {
                text += &format!("children = [\"{child}\"]\n");
            }
        }
        text
    }

    fn place(finding: &Finding) -> String {
        let at = match &finding.at {
            At::File => return finding.place.path.to_string(),
            At::Span(span) => format!("{span:?}"),
            At::Key(steps) => {
                let shown = steps.iter().map(|step| match step {
                    Step::Key(key) => key.clone(),
                    Step::Item(at) => at.to_string(),
                });
                shown.collect::<Vec<_>>().join(".")
            }
        };
        format!("{} {at}", finding.place.path)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::register::testing::{day, register};

    #[test]
    fn every_rule_has_a_word_of_its_own_and_a_sentence() {
        let names: BTreeSet<&str> = rules().map(|rule| rule.name).collect();
        assert_eq!(names.len(), rules().count());
        for rule in rules() {
            assert!(crate::record::word::is_kebab(rule.name), "{}", rule.name);
            assert!(
                rule.summary.ends_with('.') && rule.summary.len() < 160,
                "{}",
                rule.summary
            );
        }
    }

    #[test]
    fn findings_come_in_order_of_place_and_carry_the_severity_of_their_rule_and_help() {
        let register = register(&[
            (
                "participants/p-b.toml",
                "needs = [\"hosing\"]\nreferral_source = \"court\"\n",
            ),
            (
                "participants/p-a.toml",
                "[[enrollment]]\nstart = 2027-01-01\nend = 2026-01-01\n",
            ),
        ]);
        let found = check(&register, day("2026-11-21"));
        let shown: Vec<_> = found
            .iter()
            .map(|finding| (finding.rule, &*finding.place.path))
            .collect();
        assert_eq!(
            shown,
            [
                ("date-order", "participants/p-a.toml"),
                ("future-date", "participants/p-a.toml"),
                ("outside-vocabulary", "participants/p-b.toml"),
            ]
        );
        for finding in &found {
            let rule = rules().find(|rule| rule.name == finding.rule).unwrap();
            assert_eq!(rule.severity, finding.severity);
            assert!(finding.help.is_some());
        }
    }

    #[test]
    fn a_program_at_work_breaks_no_rule() {
        let register = register(&[
            (
                "peer.toml",
                "schema = 1\nname = \"Test\"\n[vocabulary]\nreasons = [\"goals-met\"]\n",
            ),
            (
                "participants/p-a.toml",
                "referred = 2026-01-08\nlanguages = [\"en\", \"es\"]\nneeds = [\"housing\"]\n\
                 [[consent]]\nkind = \"services\"\ngiven = 2026-01-15\nexpires = 2027-01-15\n\
                 [[enrollment]]\nstart = 2026-01-15\nend = 2026-09-30\nreason = \"goals-met\"\n\
                 [[mentor_request]]\non = 2026-01-15\n\
                 [[goal]]\nset = 2026-02-01\ndomain = \"housing\"\nmet = 2026-05-20\ntext = \"Own lease\"\n",
            ),
            (
                "participants/p-m.toml",
                "[[enrollment]]\nstart = 2022-01-01\n",
            ),
            (
                "identities/p-a.toml",
                "given = \"Rosa\"\nfamily = \"Medina\"\nborn = 1989-04-12\n",
            ),
            (
                "mentors/m-a.toml",
                "participant = \"p-m\"\njoined = 2025-02-20\ncapacity = 1\nlanguages = [\"en\"]\n\
                 experience = [\"housing\", \"substance-use\"]\n\
                 [own_case]\nclosed = 2023-05-10\noutcome = \"reunified\"\nrecovery_since = 2021-01-01\n\
                 [[leave]]\nstart = 2026-12-20\nend = 2027-01-03\n",
            ),
            (
                "cases/c-a.toml",
                "system = \"cps\"\nparticipants = [\"p-a\"]\n[child.a]\nborn = 2016-05-01\n\
                 [[event]]\non = 2025-03-02\nkind = \"petition\"\n\
                 [[event]]\non = 2025-03-02\nkind = \"removed\"\nsetting = \"foster-home\"\n\
                 [[event]]\non = 2026-02-01\nkind = \"reunified\"\n\
                 [[event]]\non = 2026-08-15\nkind = \"dismissed\"\n",
            ),
            ("groups/wednesday.toml", "kind = \"support-group\"\n"),
            (
                "matches/k-a.toml",
                "participant = \"p-a\"\nmentor = \"m-a\"\nproposed = 2026-01-18\nbegan = 2026-01-20\n\
                 [ended]\non = 2026-09-30\nreason = \"goals-met\"\n[why]\nscore = 8700\n",
            ),
            (
                "sessions/2026/2026-03-04-group-wednesday.toml",
                "kind = \"support-group\"\non = 2026-03-04\ngroup = \"wednesday\"\nled_by = [\"p-m\"]\n\
                 participants = [\"p-a\", \"p-m\"]\nanonymous = 2\nnote = \"Talked about housing.\"\n",
            ),
            (
                "sessions/2026/2026-09-30-mentoring-k-a.toml",
                "kind = \"mentoring\"\non = 2026-09-30\nmatch = \"k-a\"\nparticipants = [\"p-a\"]\n\
                 mentors = [\"m-a\"]\nminutes = 45\n",
            ),
            (
                "sessions/2026/2026-04-05-meeting-c-a.toml",
                "kind = \"team-meeting\"\non = 2026-04-05\ncase = \"c-a\"\nmeeting = \"cft\"\n\
                 participants = [\"p-a\"]\nrights_explained = true\ndecision = \"unsupervised-visits\"\n",
            ),
        ]);
        assert_eq!(check(&register, day("2026-11-21")), Vec::new());
    }

    #[test]
    fn an_id_whose_own_file_is_faulty_is_not_unknown() {
        let register = register(&[(
            "cases/c-a.toml",
            "system = \"cps\"\nparticipants = [\"p-a\", \"p-b\"]\n",
        )]);
        let place = crate::record::Place::file("participants/p-a.toml");
        let faults = [Finding::error("syntax", &place, At::File, "x")];
        let found = check_beside(&register, day("2026-11-21"), &faults);
        assert_eq!(found.len(), 1);
        assert!(found[0].message.contains("p-b"), "{}", found[0].message);
    }
}
