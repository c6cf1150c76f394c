//! How the children of an anchor affect a unit: the last of them, their birthdays, one child in two files.

use super::*;

#[test]
fn a_return_becomes_impossible_with_the_last_of_the_children_of_the_anchor() {
    let outcome = |events: &[&'static str]| {
        let files = Files::default().served("p-1", "2024-03-01");
        let files = files.case(
            "c-1",
            "cps",
            &["p-1"],
            &[("a", ""), ("b", ""), ("c", "")],
            events,
        );
        files.outcomes("return-to-court", Unit::Participant)[0].2
    };
    let two = ["2025-01-15 reunified a", "2025-01-15 reunified b"];
    let after = |events: &[&'static str]| outcome(&[&two[..], events].concat());
    assert_eq!(after(&["2025-03-01 died a"]), Outcome::Nothing);
    assert_eq!(
        after(&["2025-03-01 died a", "2025-05-01 adopted b"]),
        Outcome::Competing(day("2025-05-01"))
    );
    assert_eq!(
        after(&["2025-03-01 died a", "2025-05-01 lost b"]),
        Outcome::Nothing
    );
    let returned = Outcome::Returned(day("2025-05-01"), EventKind::Petition);
    assert_eq!(
        after(&[
            "2025-03-01 died a",
            "2025-05-01 adopted b",
            "2025-05-01 petition"
        ]),
        returned
    );
    assert_eq!(after(&["2025-05-01 lost", "2025-05-01 petition"]), returned);
    assert_eq!(
        after(&["2025-04-30 lost", "2025-05-01 petition"]),
        returned,
        "who was lost was found again"
    );
}

/// The family came home with a; b was born a month later, so only a can be followed, and died.
#[test]
fn a_child_born_after_the_anchor_is_none_of_its_children() {
    let files = Files::default().served("p-1", "2024-03-01").case(
        "c-1",
        "cps",
        &["p-1"],
        &[("a", "born = 2020-01-01"), ("b", "born = 2025-02-15")],
        &["2025-01-15 reunified", "2025-03-01 died a"],
    );
    assert_eq!(
        files.outcomes("return-to-court", Unit::Participant)[0].2,
        Outcome::Competing(day("2025-03-01"))
    );
    let children = files.outcomes("return-to-court", Unit::Child);
    assert_eq!(children.len(), 1);
    assert_eq!(children[0].0, "c-1/a");
}

#[test]
fn a_child_who_had_left_before_does_not_hold_the_family_at_risk() {
    let files = Files::default().served("p-1", "2024-03-01").case(
        "c-1",
        "cps",
        &["p-1"],
        &[("a", "born = 2000-01-01"), ("b", ""), ("c", "")],
        &[
            "2024-01-01 adopted c",
            "2025-01-15 reunified",
            "2025-03-01 died b",
        ],
    );
    assert_eq!(
        files.outcomes("return-to-court", Unit::Participant)[0].2,
        Outcome::Competing(day("2025-03-01"))
    );
    let children: Vec<String> = files
        .outcomes("return-to-court", Unit::Child)
        .into_iter()
        .map(|(id, ..)| id)
        .collect();
    assert_eq!(
        children,
        ["c-1/b"],
        "who was of age or adopted is no child of the cohort"
    );
}

#[test]
fn the_18th_birthday_is_an_event_of_that_day_and_a_leaplings_is_the_first_of_march() {
    let outcome = |born: &str, events: &[&'static str]| {
        let child = format!("born = {born}");
        let files = Files::default().served("p-1", "2024-03-01");
        files
            .case("c-1", "cps", &["p-1"], &[("a", &child)], &with(events))
            .checked("c-1", AS_OF)
            .outcomes("return-to-court", Unit::Child)[0]
            .2
    };
    assert_eq!(
        outcome("2007-03-01", &[]),
        Outcome::Competing(day("2025-03-01"))
    );
    assert_eq!(
        outcome("2008-01-15", &[]),
        Outcome::Competing(day("2026-01-15")),
        "on the last day of the window"
    );
    assert_eq!(outcome("2008-01-16", &[]), Outcome::Nothing);
    assert_eq!(
        outcome("2007-03-01", &["2025-03-01 petition"]),
        Outcome::Returned(day("2025-03-01"), EventKind::Petition)
    );
    let leapling = Files::default().served("p-1", "2022-03-01").case(
        "c-1",
        "cps",
        &["p-1"],
        &[("a", "born = 2008-02-29")],
        &["2025-05-01 reunified", "2026-03-01 removed"],
    );
    let outcome = leapling.outcomes("return-to-court", Unit::Child)[0].2;
    assert_eq!(
        outcome,
        Outcome::Returned(day("2026-03-01"), EventKind::Removed),
        "of age that day, not the day before"
    );
}

#[test]
fn a_birthday_after_the_day_as_of_which_is_asked_is_not_known() {
    let files = Files::default().served("p-1", "2024-03-01").case(
        "c-1",
        "cps",
        &["p-1"],
        &[("a", "born = 2007-06-01")],
        HOME,
    );
    let outcome = |as_of: &str| {
        let looked =
            format!("\n[[checked]]\non = {as_of}\nthrough = {as_of}\nsource = \"parent\"\n");
        let text = files.0.last().unwrap().1.clone() + &looked;
        let files = Files(files.0.clone()).file("cases/c-1.toml", &text);
        let result = files.count(
            "return-to-court",
            Unit::Child,
            (2025, 2025),
            as_of,
            Options::default(),
        );
        (result.units[0].1.outcome, result.units[0].1.observed)
    };
    assert_eq!(outcome("2025-05-31"), (Outcome::Nothing, 136));
    assert_eq!(
        outcome("2025-06-01"),
        (Outcome::Competing(day("2025-06-01")), 137)
    );
}

#[test]
fn a_child_in_two_files_is_one_and_is_served_through_either() {
    let files = Files::default()
        .served("p-2", "2024-03-01")
        .file("participants/p-1.toml", "")
        .case("c-1", "cps", &["p-1"], &[("a", "born = 2016-05-01")], HOME)
        .case(
            "c-2",
            "jpd",
            &["p-2"],
            &[("x", "same_as = \"c-1/a\"")],
            &["2025-06-01 violation"],
        );
    let returned = Outcome::Returned(day("2025-06-01"), EventKind::Violation);
    let nothing = ("c-1/a".to_owned(), Counted::Yes, Outcome::Nothing);
    assert_eq!(files.outcomes("return-to-court", Unit::Child), [nothing]);
    assert!(
        files.outcomes("reoffense", Unit::Child).is_empty(),
        "came home in a cps case"
    );
    let probation = files.case(
        "c-2",
        "jpd",
        &["p-2"],
        &[("x", "same_as = \"c-1/a\"")],
        &["2025-01-15 reunified", "2025-06-01 violation"],
    );
    assert_eq!(
        probation.outcomes("reoffense", Unit::Child),
        [("c-1/a".to_owned(), Counted::Yes, returned)]
    );
}

#[test]
fn an_event_of_a_sibling_is_no_return_of_a_child() {
    let files = Files::default().served("p-1", "2024-03-01").case(
        "c-1",
        "cps",
        &["p-1"],
        &[("a", ""), ("b", "")],
        &with(&["2025-02-01 removed b", "2025-03-01 petition"]),
    );
    let children: Vec<_> = files
        .outcomes("return-to-court", Unit::Child)
        .into_iter()
        .map(|one| one.2)
        .collect();
    assert_eq!(
        children[0],
        Outcome::Returned(day("2025-03-01"), EventKind::Petition)
    );
    assert_eq!(
        children[1],
        Outcome::Returned(day("2025-02-01"), EventKind::Removed)
    );
}

#[test]
fn dismissal_counts_only_after_reunification_in_the_same_case_and_a_removal_is_no_new_petition() {
    let files = |events: &[&str]| {
        Files::default().served("p-1", "2023-03-01").case(
            "c-1",
            "cps",
            &["p-1"],
            &[("a", "")],
            events,
        )
    };
    let definition = "return-after-dismissal";
    assert!(
        files(&["2025-01-15 dismissed"])
            .outcomes(definition, Unit::Participant)
            .is_empty()
    );
    assert!(
        files(&["2025-01-15 dismissed", "2025-01-15 reunified"])
            .outcomes(definition, Unit::Participant)
            .is_empty()
    );
    let same_day = files(&[
        "2025-01-15 reunified",
        "2025-01-15 dismissed",
        "2025-02-01 removed",
    ]);
    assert_eq!(
        same_day.outcomes(definition, Unit::Participant)[0].2,
        Outcome::Nothing
    );
    let back = files(&[
        "2022-01-15 reunified",
        "2025-01-15 dismissed",
        "2026-01-15 petition",
    ]);
    let returned = Outcome::Returned(day("2026-01-15"), EventKind::Petition);
    assert_eq!(back.outcomes(definition, Unit::Family)[0].2, returned);
    assert_eq!(
        counts(&back.returned(definition, Unit::Child)),
        [1, 1, 0, 0, 1, 0, 1]
    );
    let elsewhere = files(&["2025-01-15 dismissed"]).case(
        "c-2",
        "cps",
        &["p-1"],
        &[("b", "")],
        &["2024-01-15 reunified"],
    );
    assert!(elsewhere.outcomes(definition, Unit::Participant).is_empty());
}

#[test]
fn reentry_asks_for_a_stay_of_eight_days_and_for_a_child() {
    let outcomes = |child: &str, events: &[&str]| {
        let files = Files::default().served("p-1", "2023-03-01").case(
            "c-1",
            "cps",
            &["p-1"],
            &[("a", child)],
            events,
        );
        files
            .outcomes("reentry", Unit::Child)
            .into_iter()
            .map(|one| one.2)
            .collect::<Vec<_>>()
    };
    let back = Outcome::Returned(day("2025-06-01"), EventKind::Removed);
    let again = "2025-06-01 removed";
    assert!(
        outcomes("", &["2025-01-08 removed", "2025-01-15 reunified", again]).is_empty(),
        "seven days"
    );
    assert_eq!(
        outcomes("", &["2025-01-07 removed", "2025-01-15 reunified", again]),
        [back]
    );
    assert_eq!(
        outcomes(
            "",
            &["2025-01-07 removed", "2025-01-15 guardianship", again]
        ),
        [back]
    );
    let petition = "2025-06-01 petition";
    assert_eq!(
        outcomes(
            "",
            &["2025-01-07 removed", "2025-01-15 reunified", petition]
        ),
        [Outcome::Nothing]
    );
    assert!(
        outcomes(
            "born = 2007-01-15",
            &["2024-01-07 removed", "2025-01-15 reunified", again]
        )
        .is_empty()
    );
    let guardian = [
        "2025-01-07 removed",
        "2025-01-15 reunified",
        "2025-03-01 guardianship",
        again,
    ];
    assert_eq!(
        outcomes("", &guardian),
        [back],
        "guardianship does not make re-entry impossible"
    );
    assert!(
        outcomes("", &["2025-01-15 reunified", again]).is_empty(),
        "there was no stay"
    );
}
