use super::*;
use crate::record::Calendar;
use crate::record::period::Step;
use crate::register::testing::{day, register};

const AS_OF: &str = "2026-11-21";

/// Cases of one child each: the system, what is known about the child, and the events, each a day, a kind and a
/// setting, or `DAY checked`: someone looked through that day.
fn cases(cases: &[(&str, &str, Vec<String>)]) -> Register {
    let text = |(system, child, events): &(&str, &str, Vec<String>)| {
        let mut text = format!("system = \"{system}\"\n[child.a]\n{child}\n");
        for event in events {
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
        .map(|(at, case)| (format!("cases/c-{at:02}.toml"), text(case)))
        .collect();
    let all = register(
        &files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect::<Vec<_>>(),
    );
    Register::new(all.records().clone().as_of(day(AS_OF)))
}

fn count(register: &Register, first: &str, last: &str, step: Option<Step>) -> Placements {
    let period = Period::between(day(first), day(last), Calendar::Common);
    placements(
        register,
        &period,
        day(AS_OF),
        Options {
            step,
            ..Options::default()
        },
    )
}

/// The figures of one child in 2026.
fn of(child: &str, events: &[&str]) -> PlacementsFigures {
    let events = events.iter().map(ToString::to_string).collect();
    count(
        &cases(&[("cps", child, events)]),
        "2026-01-01",
        "2026-12-31",
        None,
    )
    .rows[0]
        .figures
        .unwrap()
}

#[test]
fn days_out_of_home_have_the_worked_quartiles() {
    // Exits after 30, 95, 180, 210, 365, 400 and 610 days; still open at 100, 250 and 500.
    let ended = [30, 95, 180, 210, 365, 400, 610].map(|days: i64| {
        let start = day("2024-01-01");
        (
            "cps",
            "",
            vec![
                format!("{start} removed"),
                format!("{} reunified", start.plus_days(days)),
            ],
        )
    });
    let open = [100, 250, 500].map(|days: i64| {
        (
            "cps",
            "",
            vec![format!("{} removed", day(AS_OF).plus_days(-days))],
        )
    });
    let register = cases(&[&ended[..], &open[..]].concat());
    let figures = count(&register, "2024-01-01", "2026-12-31", None).rows[0]
        .figures
        .unwrap();
    assert_eq!((figures.episodes, figures.open), (10, 3));
    let days = figures.days;
    assert_eq!(
        (days.q1, days.median, days.q3),
        (Some(180), Some(365), Some(610))
    );
    assert_eq!(
        figures.care_days,
        30 + 95 + 180 + 210 + 365 + 400 + 610 + 100 + 250 + 500
    );
}

#[test]
fn days_are_half_open_and_only_those_asked_about_and_known() {
    let figures = of("", &["2026-03-01 removed", "2026-03-31 reunified"]);
    assert_eq!(
        (figures.episodes, figures.open, figures.care_days),
        (1, 0, 30)
    );
    let before = of("", &["2025-12-01 removed", "2026-01-11 reunified"]);
    assert_eq!(
        (before.episodes, before.care_days),
        (0, 10),
        "the episode began before, its days of 2026 count"
    );
    let open = of("", &["2026-11-01 removed"]);
    assert_eq!(
        (open.open, open.care_days),
        (1, 20),
        "2026-11-21 is not over"
    );
    let short = of("", &["2026-03-01 removed", "2026-03-08 reunified"]);
    assert_eq!(
        (short.episodes, short.care_days),
        (0, 7),
        "too short for the cohort, not for the days"
    );
}

#[test]
fn detention_is_counted_beside_and_a_change_to_it_is_no_move() {
    let events = [
        "2026-01-01 removed foster-home",
        "2026-02-01 placed detention",
        "2026-02-11 placed group-home",
        "2026-03-01 home-visit",
        "2026-03-11 placed group-home",
        "2026-04-01 reunified",
    ];
    let figures = of("", &events);
    assert_eq!((figures.care_days, figures.detention_days), (31 + 49, 10));
    assert_eq!((figures.moves, figures.days.median), (2, Some(80)));
    assert_eq!(figures.moves_per_1000_days(), Some(25.0));
}

#[test]
fn the_first_setting_is_no_move_and_a_removal_while_out_is_one() {
    assert_eq!(
        of("", &["2026-01-01 removed", "2026-01-05 placed foster-home"]).moves,
        0
    );
    assert_eq!(
        of(
            "",
            &[
                "2026-01-01 removed shelter",
                "2026-01-01 placed foster-home"
            ]
        )
        .moves,
        1
    );
    let figures = of(
        "",
        &[
            "2026-01-01 removed shelter",
            "2026-02-01 removed relative",
            "2026-03-02 reunified",
        ],
    );
    assert_eq!(
        (figures.episodes, figures.moves, figures.care_days),
        (1, 1, 60)
    );
    assert_eq!(
        of("", &["2026-01-01 placed foster-home"]),
        PlacementsFigures::default(),
        "at home, as far as is known"
    );
}

#[test]
fn without_an_exit_a_stay_is_followed_to_the_loss_or_the_dismissal() {
    let dismissed = of("", &["2026-01-01 removed", "2026-01-31 dismissed"]);
    assert_eq!(
        (
            dismissed.episodes,
            dismissed.open,
            dismissed.care_days,
            dismissed.days.median
        ),
        (1, 1, 30, None)
    );
    let found = of(
        "",
        &[
            "2026-01-01 removed",
            "2026-01-31 lost",
            "2026-02-10 reunified",
        ],
    );
    assert_eq!(
        (found.open, found.care_days, found.days.median),
        (0, 40, Some(40))
    );
    let again = of(
        "",
        &[
            "2026-01-01 removed",
            "2026-01-31 dismissed",
            "2026-05-01 removed",
            "2026-05-11 reunified",
        ],
    );
    assert_eq!(
        (again.episodes, again.open, again.moves, again.care_days),
        (2, 1, 0, 40)
    );
}

#[test]
fn the_18th_birthday_ends_a_stay_and_none_begins_after() {
    let figures = of(
        "born = 2008-01-31",
        &[
            "2026-01-01 removed",
            "2026-05-01 reunified",
            "2026-06-01 removed",
        ],
    );
    assert_eq!(
        (figures.episodes, figures.open, figures.care_days),
        (1, 0, 30)
    );
}

/// Removed on 2025-03-31 and of age on 2026-03-01 (born on 29 February): 365 days to 2026-03-31, minus 30.
#[test]
fn a_home_visit_that_leads_over_the_18th_birthday_into_reunification_ends_the_stay_on_it() {
    let stay = |after: &[&str]| {
        let events = ["2025-03-31 removed", "2025-04-08 home-visit"];
        let events = events
            .iter()
            .chain(after)
            .map(ToString::to_string)
            .collect();
        let register = cases(&[("cps", "born = 2008-02-29", events)]);
        let result = count(&register, "2025-01-01", "2026-10-01", None);
        (
            result.rows[0].figures.unwrap().care_days,
            result.units[0].2.exit,
        )
    };
    let aged_out = (335, Some((day("2026-03-01"), EventKind::AgedOut)));
    assert_eq!(stay(&["2026-05-05 reunified"]), aged_out);
    assert_eq!(
        stay(&["2026-04-01 hearing", "2026-05-05 reunified"]),
        aged_out
    );
    assert_eq!(
        stay(&["2025-06-01 dismissed", "2026-05-05 reunified"]),
        aged_out,
        "what is told later shows that the stay was followed"
    );
    assert_eq!(
        stay(&["2026-02-28 reunified"]),
        (334, Some((day("2026-02-28"), EventKind::Reunified)))
    );
}

#[test]
fn a_child_who_was_not_born_has_no_stay() {
    let figures = of(
        "born = 2026-03-10",
        &["2026-01-01 removed", "2026-04-10 reunified"],
    );
    assert_eq!((figures.episodes, figures.care_days), (0, 0));
    let newborn = of(
        "born = 2026-01-01",
        &["2026-01-01 removed", "2026-01-31 reunified"],
    );
    assert_eq!((newborn.episodes, newborn.care_days), (1, 30));
}

#[test]
fn a_child_of_two_files_has_one_stay_in_the_rows_of_both_systems() {
    let told = |setting: &str| {
        vec![
            format!("2026-01-01 removed {setting}"),
            "2026-01-31 reunified".to_owned(),
        ]
    };
    let register = cases(&[
        ("cps", "", told("foster-home")),
        ("jpd", "same_as = \"c-00/a\"", told("foster-home")),
    ]);
    let result = count(&register, "2026-01-01", "2026-12-31", None);
    let rows: Vec<_> = result
        .rows
        .iter()
        .map(|row| row.figures.unwrap())
        .map(|f| (f.episodes, f.care_days, f.moves))
        .collect();
    assert_eq!(rows, [(1, 30, 0); 3]);
    let other = cases(&[
        ("cps", "", told("foster-home")),
        (
            "jpd",
            "same_as = \"c-00/a\"",
            vec!["2026-01-11 dismissed".to_owned()],
        ),
    ]);
    let row = count(&other, "2026-01-01", "2026-12-31", None).rows[0]
        .figures
        .unwrap();
    assert_eq!(
        row.care_days, 30,
        "the other case's end says nothing about this stay"
    );
}

#[test]
fn days_of_parts_add_up_to_the_whole() {
    let register = cases(&[(
        "cps",
        "",
        vec![
            "2026-01-20 removed foster-home".to_owned(),
            "2026-05-03 placed relative".to_owned(),
        ],
    )]);
    let result = count(&register, "2026-01-01", "2026-12-31", Some(Step::Month));
    let all: Vec<_> = result
        .rows
        .iter()
        .filter(|row| row.system.is_none())
        .collect();
    let (whole, parts) = all.split_last().unwrap();
    let days: i64 = parts
        .iter()
        .filter_map(|row| row.figures)
        .map(|figures| figures.care_days)
        .sum();
    assert_eq!((days, whole.figures.unwrap().care_days), (305, 305));
    assert_eq!(parts[11].figures, None, "December has not begun");
}

/// The figures of one child of a system in 2026.
fn of_system(system: &str, child: &str, events: &[&str]) -> PlacementsFigures {
    let events = events.iter().map(ToString::to_string).collect();
    let register = cases(&[(system, child, events)]);
    let result = count(&register, "2026-01-01", "2026-12-31", None);
    result.rows[0].figures.unwrap()
}

#[test]
fn a_stay_ends_at_the_age_to_which_the_system_follows_children() {
    let stay = ["2026-01-01 removed", "2026-10-01 reunified"];
    let days = |system: &str, more: &[&str]| {
        let events = [&stay[..1], more, &stay[1..]].concat();
        let figures = of_system(system, "born = 2008-06-01", &events);
        (figures.care_days, figures.cut_by_age)
    };
    assert_eq!(days("jpd", &[]), (273, 0));
    assert_eq!(days("cps", &[]), (151, 1));
    assert_eq!(days("cps", &["2026-06-01 extended-care"]), (273, 0));
    assert_eq!(days("cps", &["2026-06-02 extended-care"]), (151, 1));
}

#[test]
fn a_stay_begins_only_under_the_age_of_its_system() {
    let born = "born = 2008-06-01";
    let stay = ["2026-06-01 removed", "2026-06-21 reunified"];
    assert_eq!(of_system("cps", born, &stay).care_days, 0);
    assert_eq!(of_system("jpd", born, &stay).care_days, 20);
    let files = |second: &str| {
        let told = |words: &[&str]| words.iter().map(ToString::to_string).collect::<Vec<_>>();
        cases(&[
            ("cps", born, told(&stay)),
            ("jpd", "same_as = \"c-00/a\"", vec![second.to_owned()]),
        ])
    };
    let days = |register: &Register| {
        let result = count(register, "2026-01-01", "2026-12-31", None);
        result.rows[0].figures.unwrap().care_days
    };
    assert_eq!(days(&files("2026-06-01 removed")), 20, "of both the higher");
    assert_eq!(days(&files("2026-01-01 petition")), 0);
}

#[test]
fn a_child_who_left_one_system_by_age_may_enter_the_other() {
    let register = cases(&[
        (
            "cps",
            "born = 2008-06-01",
            vec!["2026-05-01 removed".to_owned()],
        ),
        (
            "jpd",
            "same_as = \"c-00/a\"",
            vec![
                "2026-07-01 removed".to_owned(),
                "2026-07-11 reunified".to_owned(),
            ],
        ),
    ]);
    let result = count(&register, "2026-01-01", "2026-12-31", None);
    let figures = result.rows[0].figures.unwrap();
    assert_eq!((figures.episodes, figures.care_days), (2, 31 + 10));
}

/// Ordered on 1 February, in the hall until 3 March: 30 days. In the group home until 1 September: 182 days.
#[test]
fn days_in_the_hall_after_the_order_are_a_wait() {
    let events = [
        "2026-01-10 removed detention",
        "2026-02-01 placement-ordered",
        "2026-03-03 placed group-home",
        "2026-09-01 reunified",
    ];
    let figures = of_system("jpd", "", &events);
    assert_eq!(
        (
            figures.hall_wait_days,
            figures.care_days,
            figures.detention_days
        ),
        (30, 182, 52)
    );
    assert_eq!(figures.moves, 1);
}

#[test]
fn the_wait_ends_with_a_placement_elsewhere_or_with_the_stay() {
    let wait = |events: &[&str]| of_system("jpd", "", events).hall_wait_days;
    let order = "2026-02-01 placement-ordered";
    let hall = "2026-01-10 removed detention";
    assert_eq!(wait(&[hall, order, "2026-02-11 reunified"]), 10);
    assert_eq!(
        wait(&[
            hall,
            order,
            "2026-02-05 placed detention",
            "2026-02-11 reunified"
        ]),
        10,
        "another hall"
    );
    let back = [
        hall,
        order,
        "2026-02-11 placed group-home",
        "2026-03-01 placed detention",
        "2026-03-21 reunified",
    ];
    assert_eq!(wait(&back), 10, "it was met before");
    assert_eq!(
        wait(&[
            order,
            "2026-02-05 removed detention",
            "2026-02-11 reunified"
        ]),
        6,
        "ordered while at home"
    );
    assert_eq!(wait(&[hall, "2026-02-11 reunified"]), 0);
    let runs = [
        "2026-01-10 removed group-home",
        "2026-01-20 runaway",
        "2026-02-09 reunified",
    ];
    let figures = of_system("jpd", "", &runs);
    assert_eq!(
        (figures.care_days, figures.moves),
        (30, 0),
        "it ends nothing"
    );
}

/// 90 days before 2026-11-21 is 2026-08-23.
#[test]
fn a_running_stay_is_unconfirmed_when_nobody_knows_about_it_since_90_days() {
    let open = |more: &[&str]| {
        let events = [&["2026-02-01 removed"], more].concat();
        let figures = of("", &events);
        (figures.open, figures.open_unconfirmed)
    };
    assert_eq!(open(&[]), (1, 1));
    assert_eq!(open(&["2026-08-22 checked"]), (1, 1));
    assert_eq!(open(&["2026-08-23 checked"]), (1, 0));
    assert_eq!(open(&["2026-09-01 hearing"]), (1, 0));
    assert_eq!(open(&["2026-03-01 lost"]), (1, 0), "it runs no longer");
}
