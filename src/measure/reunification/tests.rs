use super::*;
use crate::record::Calendar;
use crate::register::testing::{day, register};

const AS_OF: &str = "2026-11-21";

/// Cases of one child each: the system, what is known about the child, and the events, each a day, a kind and a
/// setting, or `DAY checked`: someone looked through that day.
fn cases(cases: &[(&str, &str, &[&str])]) -> Register {
    let text = |(system, child, events): &(&str, &str, &[&str])| {
        let mut text =
            format!("system = \"{system}\"\nparticipants = [\"p-1\"]\n[child.a]\n{child}\n");
        for event in *events {
            let words: Vec<&str> = event.split(' ').collect();
            if words[1] == "checked" {
                text += &format!(
                    "[[checked]]\non = {AS_OF}\nthrough = {}\nsource = \"parent\"\n",
                    words[0]
                );
                continue;
            }
            text += &format!("[[event]]\non = {}\nkind = \"{}\"\n", words[0], words[1]);
            if let Some(setting) = words.get(2) {
                text += &format!("setting = \"{setting}\"\n");
            }
        }
        text
    };
    let files: Vec<(String, String)> = cases
        .iter()
        .enumerate()
        .map(|(at, case)| (format!("cases/c-{at}.toml"), text(case)))
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let all = register(&[&files[..], &[("participants/p-1.toml", "")]].concat());
    Register::new(all.records().clone().as_of(day(AS_OF)))
}

fn count(register: &Register, options: Options) -> Reunification {
    let period = Period::between(day("2023-01-01"), day("2026-12-31"), Calendar::Common);
    reunification(register, &period, day(AS_OF), options)
}

fn all(register: &Register) -> ReunificationFigures {
    count(register, Options::default()).rows[0].figures.unwrap()
}

/// Cohort, mature, not yet, unknown, reunified, competing.
fn counts(figures: &ReunificationFigures) -> [usize; 6] {
    [
        figures.cohort,
        figures.mature,
        figures.not_yet(),
        figures.unknown,
        figures.reunified,
        figures.competing,
    ]
}

fn outcome(child: &str, events: &[&str]) -> Outcome {
    count(&cases(&[("cps", child, events)]), Options::default()).units[0]
        .2
        .outcome
}

/// Ten children, counted on paper: nine were removed 12 months ago or more; one of these was lost; four were home in
/// time, one of them on the last day and one through a visit; two left differently; two were still out at 12 months,
/// one of them as far as anyone knows.
fn ten() -> Register {
    cases(&[
        ("cps", "", &["2025-01-01 removed", "2025-04-11 reunified"]),
        ("cps", "", &["2025-01-01 removed", "2026-01-01 reunified"]),
        ("cps", "", &["2025-01-01 removed", "2026-01-02 reunified"]),
        (
            "cps",
            "",
            &[
                "2025-01-01 removed",
                "2025-12-01 home-visit",
                "2026-02-15 reunified",
            ],
        ),
        ("jpd", "", &["2025-01-01 removed", "2025-07-20 reunified"]),
        (
            "jpd",
            "born = 2004-07-20",
            &["2025-01-01 removed", "2025-07-20 checked"],
        ),
        (
            "cps",
            "",
            &["2025-01-01 removed", "2025-10-28 guardianship"],
        ),
        ("cps", "", &["2025-01-01 removed", "2025-03-01 lost"]),
        ("cps", "", &["2025-01-01 removed"]),
        ("cps", "", &["2026-08-13 removed"]),
    ])
}

#[test]
fn ten_children_are_counted_as_on_paper() {
    let figures = all(&ten());
    assert_eq!(counts(&figures), [10, 9, 1, 1, 4, 2]);
    assert_eq!(figures.rate(), Some(0.5));
    assert_eq!((figures.unconfirmed, figures.cut_by_age), (1, 1));
    assert_eq!(
        (figures.worst(), figures.best()),
        (Some(4.0 / 9.0), Some(6.0 / 9.0))
    );
}

#[test]
fn days_to_reunification_are_of_the_whole_cohort_and_not_cut_at_twelve_months() {
    // At risk 10; lost after 59 days. Home after 100, 200, 364 (visit), 365 and 366 days; others left after 200 and 300.
    // Day 100 (8 at risk with the child removed 100 days ago, who is censored after it): I = 9/9 x 1/9.
    let figures = all(&ten());
    // n = 9: 1/9 = .111, S = 8/9. Day 200, n = 7: I = .111 + 8/9 x 1/7 = .238, S = 8/9 x 5/7. Day 300, n = 5.
    // S = .508. Day 364, n = 4: I = .365, S = .381. Day 365, n = 3: .492. Day 366, n = 2: .619.
    assert_eq!(
        (figures.days.q1, figures.days.median, figures.days.q3),
        (Some(364), Some(366), None)
    );
}

#[test]
fn rows_are_all_systems_and_each() {
    let result = count(&ten(), Options::default());
    let rows: Vec<_> = result
        .rows
        .iter()
        .map(|row| (row.system, row.figures.unwrap().cohort))
        .collect();
    assert_eq!(
        rows,
        [(None, 10), (Some(System::Cps), 8), (Some(System::Jpd), 2)]
    );
    assert_eq!(result.without_birth_date, 9);
}

#[test]
fn a_long_trial_visit_counts_from_its_thirtieth_day() {
    let home = |on: &str| Outcome::Reunified(day(on));
    assert_eq!(
        outcome(
            "",
            &[
                "2025-01-01 removed",
                "2025-06-01 home-visit",
                "2025-07-01 reunified"
            ]
        ),
        home("2025-07-01")
    );
    assert_eq!(
        outcome(
            "",
            &[
                "2025-01-01 removed",
                "2025-06-01 home-visit",
                "2025-09-01 reunified"
            ]
        ),
        home("2025-07-01")
    );
    assert_eq!(
        outcome(
            "",
            &[
                "2025-01-01 removed",
                "2025-06-01 home-visit",
                "2025-06-20 reunified"
            ]
        ),
        home("2025-06-20")
    );
    let back = [
        "2025-01-01 removed",
        "2025-06-01 home-visit",
        "2025-08-01 placed",
        "2025-09-01 reunified",
    ];
    assert_eq!(
        outcome("", &back),
        home("2025-09-01"),
        "the visit did not run into it"
    );
    assert_eq!(
        outcome(
            "",
            &[
                "2025-01-01 removed",
                "2025-06-01 home-visit",
                "2026-01-01 checked"
            ]
        ),
        Outcome::StillOut
    );
}

#[test]
fn reunification_counts_before_the_18th_birthday_only() {
    let born = "born = 2007-06-01";
    let aged = Outcome::Competing(day("2025-06-01"), EventKind::AgedOut);
    assert_eq!(
        outcome(born, &["2025-01-01 removed", "2025-06-01 reunified"]),
        aged
    );
    assert_eq!(
        outcome(born, &["2025-01-01 removed", "2025-05-31 reunified"]),
        Outcome::Reunified(day("2025-05-31"))
    );
    let visit = [
        "2025-01-01 removed",
        "2025-04-01 home-visit",
        "2025-07-01 reunified",
    ];
    assert_eq!(outcome(born, &visit), Outcome::Reunified(day("2025-05-01")));
    assert!(
        count(
            &cases(&[("cps", born, &["2025-06-01 removed"])]),
            Options::default()
        )
        .units
        .is_empty()
    );
}

/// The visit of 2025-04-08 had lasted 30 days on 2025-05-08, before the birthday; the stay itself ends on the birthday.
#[test]
fn a_long_visit_counts_before_the_birthday_also_where_it_runs_into_reunification_after_it() {
    let with = |after: &[&str]| {
        let events = ["2025-03-31 removed", "2025-04-08 home-visit"];
        outcome("born = 2008-02-29", &[&events, after].concat())
    };
    let home = Outcome::Reunified(day("2025-05-08"));
    let aged = Outcome::Competing(day("2026-03-01"), EventKind::AgedOut);
    assert_eq!(with(&["2026-05-05 reunified"]), home);
    assert_eq!(with(&["2026-04-01 hearing", "2026-05-05 reunified"]), home);
    assert_eq!(with(&["2026-04-01 placed", "2026-05-05 reunified"]), aged);
    assert_eq!(with(&["2026-03-01 checked"]), aged);
    assert_eq!(
        with(&["2026-02-28 checked"]),
        Outcome::Unconfirmed,
        "nobody knows whether the birthday came first"
    );
}

/// Child a is removed and comes home; child b is born a month later, and the events name no child.
#[test]
fn a_child_born_after_the_reunification_is_in_no_cohort() {
    let case = "system = \"cps\"\nparticipants = [\"p-1\"]\n[child.a]\nborn = 2020-01-01\n\
        [child.b]\nborn = 2025-03-10\n[[event]]\non = 2024-06-01\nkind = \"removed\"\n\
        [[event]]\non = 2025-02-01\nkind = \"reunified\"\n";
    let figures = all(&register(&[
        ("participants/p-1.toml", ""),
        ("cases/c-1.toml", case),
    ]));
    assert_eq!((figures.cohort, figures.reunified), (1, 1));
}

#[test]
fn the_first_long_stay_in_the_days_is_the_childs() {
    let short = [
        "2025-01-01 removed",
        "2025-01-08 reunified",
        "2025-02-01 removed",
        "2025-02-09 reunified",
    ];
    let result = count(&cases(&[("cps", "", &short)]), Options::default());
    assert_eq!(
        (
            result.units[0].2.anchor,
            result.rows[0].figures.unwrap().cohort
        ),
        (day("2025-02-01"), 1)
    );
    let open = count(
        &cases(&[("cps", "", &["2026-11-14 removed"])]),
        Options::default(),
    );
    assert!(open.units.is_empty(), "seven days so far");
    let open = count(
        &cases(&[("cps", "", &["2026-11-13 removed"])]),
        Options::default(),
    );
    assert_eq!(open.rows[0].figures.unwrap().cohort, 1);
    let out = [
        "2022-06-01 removed",
        "2025-01-01 removed shelter",
        "2025-03-01 reunified",
    ];
    assert!(
        count(&cases(&[("cps", "", &out)]), Options::default())
            .units
            .is_empty(),
        "removed while out is a placement"
    );
}

#[test]
fn a_loss_matters_only_where_no_end_of_the_stay_is_known() {
    assert_eq!(
        outcome(
            "",
            &[
                "2025-01-01 removed",
                "2025-03-01 lost",
                "2025-05-01 reunified"
            ]
        ),
        Outcome::Reunified(day("2025-05-01"))
    );
    assert_eq!(
        outcome("", &["2025-01-01 removed", "2026-01-01 lost"]),
        Outcome::StillOut,
        "not before the last day"
    );
    let dismissed = all(&cases(&[(
        "cps",
        "",
        &["2025-01-01 removed", "2025-05-01 dismissed"],
    )]));
    assert_eq!(
        (counts(&dismissed), dismissed.dismissed),
        ([1, 1, 0, 0, 0, 0], 1)
    );
}

#[test]
fn a_child_of_two_files_enters_once_and_is_in_the_rows_of_both_systems() {
    let register = cases(&[
        ("cps", "", &["2025-01-01 removed", "2025-05-01 reunified"]),
        (
            "jpd",
            "same_as = \"c-0/a\"",
            &["2025-01-01 removed", "2025-05-01 reunified"],
        ),
    ]);
    let result = count(&register, Options::default());
    let rows: Vec<_> = result
        .rows
        .iter()
        .map(|row| row.figures.unwrap().reunified)
        .collect();
    assert_eq!(rows, [1, 1, 1]);
}

#[test]
fn children_without_a_consenting_parent_are_left_out_only_where_that_is_asked() {
    let options = Options {
        consenting_only: true,
        ..Options::default()
    };
    let result = count(&ten(), options);
    assert_eq!(
        (
            result.rows[0].figures.unwrap().cohort,
            result.without_consent
        ),
        (0, 10)
    );
}

/// A program that accepts only official sources, and no one looked: the days of events are on file all the same.
#[test]
fn an_end_on_file_after_the_twelve_months_says_that_the_child_was_out() {
    let by_sources_alone = |child: &str, events: &str| {
        let case =
            format!("system = \"cps\"\nparticipants = [\"p-1\"]\n[child.a]\n{child}\n{events}");
        let program = "schema = 2\nname = \"P\"\nidentities = \"identities\"\n[outcomes]\nknown_by = [\"official\"]\n";
        let files = [
            ("peer.toml", program),
            ("participants/p-1.toml", ""),
            ("cases/c-1.toml", case.as_str()),
        ];
        let result = count(&register(&files), Options::default());
        result.units[0].2.outcome
    };
    let stay = |home: &str| {
        format!(
            "[[event]]\non = 2024-03-01\nkind = \"removed\"\n[[event]]\non = {home}\nkind = \"reunified\"\n"
        )
    };
    let young = "born = 2016-01-01";
    assert_eq!(
        by_sources_alone(young, &stay("2025-03-02")),
        Outcome::StillOut,
        "the day after the last"
    );
    assert_eq!(
        by_sources_alone(young, &stay("2025-03-01")),
        Outcome::Reunified(day("2025-03-01"))
    );
    assert_eq!(
        by_sources_alone("born = 2006-07-01", &stay("2024-08-01")),
        Outcome::Competing(day("2024-08-01"), EventKind::AgedOut),
        "18 since 2024-07-01: of age when home"
    );
}
