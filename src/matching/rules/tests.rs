use super::*;
use crate::matching::testing::{today, two};
use crate::register::testing::day;

/// The rules that a pair breaks, and how.
fn broken(parent: &str, mentor: &str, more: &[(&str, &str)]) -> Vec<(Rule, String)> {
    let register = two(parent, mentor, more);
    let pool = Pool::new(&register, today(), &[]);
    let pair = pool.pair(0, 0);
    let broken = pool.broken(&pair);
    assert_eq!(pool.allows(&pair), broken.is_empty());
    broken
        .into_iter()
        .map(|broken| (broken.rule, broken.reason))
        .collect()
}

fn one(rule: Rule, reason: &str) -> Vec<(Rule, String)> {
    vec![(rule, reason.to_owned())]
}

#[test]
fn a_pair_that_breaks_no_rule_is_allowed() {
    assert!(broken("", "", &[]).is_empty());
}

#[test]
fn a_mentor_must_be_eligible_on_that_day() {
    let leave = "left = 2026-11-21\n";
    assert_eq!(
        broken("", leave, &[]),
        one(
            Rule::MentorNotEligible,
            "is not eligible: the mentor left on 2026-11-21"
        )
    );
    let program =
        "schema = 1\nname = \"Test\"\n[mentor_eligibility]\nmonths_since_case_closed = 48\n";
    assert_eq!(
        broken("", "", &[("peer.toml", program)]),
        one(
            Rule::MentorNotEligible,
            "is not eligible before 2027-05-10: their own case must be closed for 48 months, and it closed on 2023-05-10"
        )
    );
}

#[test]
fn a_mentor_needs_a_place_that_nobody_has_or_was_offered() {
    let other = |text: &str| format!("participant = \"p-b\"\nmentor = \"m-a\"\n{text}");
    let ask = |text: &str| {
        let text = other(text);
        broken(
            "",
            "capacity = 1\n",
            &[("participants/p-b.toml", ""), ("matches/k-b.toml", &text)],
        )
    };
    let full = one(Rule::MentorOverCapacity, "has no free place: 1 of 1 taken");
    assert_eq!(ask("began = 2026-11-21\n"), full);
    assert_eq!(ask("proposed = 2026-11-21\n"), full);
    assert!(ask("began = 2026-01-01\n[ended]\non = 2026-11-21\n").is_empty());
    assert!(
        ask("proposed = 2026-01-01\n[declined]\non = 2026-11-21\nby = \"mentor\"\n").is_empty()
    );
    let own = [(
        "matches/k-a.toml",
        "participant = \"p-a\"\nmentor = \"m-a\"\nproposed = 2026-11-01\n",
    )];
    assert!(
        broken("", "capacity = 1\n", &own).is_empty(),
        "the place that the own proposal takes"
    );
}

#[test]
fn the_two_must_share_a_language_where_both_are_on_file() {
    let speaks = |words: &str| format!("languages = [{words}]\n");
    let ask = |parent: &str, mentor: &str| broken(&speaks(parent), &speaks(mentor), &[]);
    assert_eq!(
        ask("\"vi\"", "\"ar\", \"en\", \"so\""),
        one(
            Rule::NoSharedLanguage,
            "speaks Arabic, English and Somali, and the parent Vietnamese"
        )
    );
    assert!(ask("\"en\", \"vi\"", "\"en\"").is_empty());
    let register = two(&speaks("\"vi\""), "", &[]);
    let pool = Pool::new(&register, today(), &[]);
    assert!(pool.allows(&pool.pair(0, 0)), "a missing list passes");
    assert_eq!(
        pool.unknown(&pool.pair(0, 0)),
        Some("the mentor's languages")
    );
}

#[test]
fn nobody_mentors_themselves_or_somebody_of_the_same_case() {
    let twin = [("participants/p-b.toml", "same_as = \"p-a\"\n")];
    assert_eq!(
        broken("", "participant = \"p-b\"\n", &twin),
        one(Rule::SamePerson, "is the same person")
    );
    let case = [
        ("participants/p-b.toml", ""),
        (
            "cases/c-a.toml",
            "system = \"cps\"\nparticipants = [\"p-a\", \"p-b\"]\n",
        ),
    ];
    assert_eq!(
        broken("", "participant = \"p-b\"\n", &case),
        one(Rule::SameCase, "is in the same case, c-a")
    );
}

#[test]
fn a_pair_that_one_of_the_two_declined_is_not_proposed_again() {
    let declined = |by: &str| {
        let text = format!(
            "participant = \"p-a\"\nmentor = \"m-a\"\n[declined]\non = 2026-09-01\nby = \"{by}\"\nreason = \"distance\"\n"
        );
        broken("", "", &[("matches/k-a.toml", &text)])
    };
    let reason = "was declined by the participant on 2026-09-01 (k-a): distance";
    assert_eq!(declined("participant"), one(Rule::DeclinedBefore, reason));
    assert!(declined("program").is_empty());
}

#[test]
fn a_mentor_whom_the_parent_avoids_is_never_proposed() {
    let avoided = broken("avoid_mentors = [\"m-a\"]\n", "", &[]);
    assert_eq!(
        avoided,
        one(Rule::MentorAvoided, "is someone the parent asked to avoid")
    );
}

#[test]
fn the_quick_answer_is_that_of_the_register() {
    let register = two(
        "avoid_mentors = [\"m-b\"]\nlanguages = [\"vi\"]\n",
        "languages = [\"en\"]\n",
        &[
            ("participants/p-b.toml", "languages = [\"en\"]\n"),
            ("participants/p-c.toml", ""),
            (
                "mentors/m-b.toml",
                "capacity = 1\nparticipant = \"p-b\"\nlanguages = [\"en\"]\n",
            ),
            (
                "cases/c-a.toml",
                "system = \"cps\"\nparticipants = [\"p-b\", \"p-c\"]\n",
            ),
            (
                "matches/k-a.toml",
                "participant = \"p-c\"\nmentor = \"m-a\"\n[declined]\non = 2026-09-01\nby = \"mentor\"\n",
            ),
        ],
    );
    let pool = Pool::new(&register, day("2026-11-21"), &[]);
    for parent in 0..3 {
        for mentor in 0..2 {
            let pair = pool.pair(parent, mentor);
            let breaks = |rule| pool.breaks(&pair, rule);
            assert_eq!(
                breaks(Rule::NoSharedLanguage),
                register.shares_language(mentor, parent) == Some(false)
            );
            assert_eq!(
                breaks(Rule::SamePerson),
                register.is_same_person(mentor, parent)
            );
            assert_eq!(
                breaks(Rule::SameCase),
                register.shared_case(mentor, parent).is_some()
            );
            assert_eq!(breaks(Rule::MentorAvoided), register.avoids(parent, mentor));
            assert_eq!(
                breaks(Rule::DeclinedBefore),
                register
                    .declined_before(mentor, parent, day("2026-11-21"))
                    .is_some()
            );
        }
    }
}
