use proptest::prelude::*;

use super::*;
use crate::record::period::Frame;
use crate::register::testing::{day, register};

type UnduplicatedFigures = (usize, usize, usize, usize, u64);

fn period(text: &str) -> Period {
    let frame = Frame {
        as_of: day("2027-06-30"),
        fiscal_year_starts: 7,
        first_fact: None,
    };
    Period::parse(text, &frame).unwrap()
}

fn figures(row: &UnduplicatedRow) -> UnduplicatedFigures {
    let count = row.count.unwrap();
    (
        count.served,
        count.new,
        count.continuing(),
        count.new_ever,
        row.anonymous.unwrap_or(0),
    )
}

/// The figures by label of the days, for all services together.
fn of_all(
    register: &Register,
    text: &str,
    step: Option<Step>,
) -> Vec<(String, UnduplicatedFigures)> {
    let result = unduplicated(
        register,
        &period(text),
        day("2027-06-30"),
        Options {
            step,
            ..Options::default()
        },
    );
    let rows = result.rows.iter().filter(|row| row.service.is_none());
    rows.map(|row| (row.window.period.label.clone(), figures(row)))
        .collect()
}

fn served(register: &Register, text: &str) -> usize {
    of_all(register, text, None)[0].1.0
}

/// Worked example U1 of the definitions.
fn u1(same: &str) -> Register {
    let group = |participants: &str, more: &str| {
        format!(
            "kind = \"support-group\"\non = DAY\ngroup = \"wed\"\nparticipants = [{participants}]\n{more}"
        )
    };
    let mentoring = |match_id: &str, who: &str| {
        format!(
            "kind = \"mentoring\"\non = DAY\nmatch = \"{match_id}\"\nparticipants = [\"{who}\"]\n"
        )
    };
    let sessions = [
        ("2026-07-10-group-wed", group("\"p-1\"", "")),
        ("2026-07-15-mentoring-k-3", mentoring("k-3", "p-3")),
        ("2026-08-01-mentoring-k-1", mentoring("k-1", "p-1")),
        ("2026-08-08-group-wed", group("", "anonymous = 1\n")),
        (
            "2026-09-30-meeting-p-2",
            "kind = \"team-meeting\"\non = DAY\nparticipants = [\"p-2\"]\n".to_owned(),
        ),
        ("2026-10-01-group-wed", group("\"p-2\"", "")),
        ("2026-10-05-group-wed", group("\"p-1\"", "")),
        ("2026-11-11-group-wed", group("", "anonymous = 1\n")),
        ("2026-12-01-group-wed", group("\"p-6\"", "")),
        ("2027-01-20-mentoring-k-3", mentoring("k-3", "p-3")),
        (
            "2027-04-09-committee-pac",
            "kind = \"committee\"\non = DAY\ngroup = \"pac\"\nparticipants = [\"p-4\"]\n"
                .to_owned(),
        ),
        ("2027-05-02-mentoring-k-3", mentoring("k-3", "p-3")),
    ];
    let people = ["p-1", "p-2", "p-3", "p-4", "p-6"].map(|id| {
        let text = if id == "p-6" { same } else { "" };
        (format!("participants/{id}.toml"), text.to_owned())
    });
    let dated = sessions.map(|(name, text)| {
        let path = format!("sessions/{}/{name}.toml", &name[..4]);
        (path, text.replace("DAY", &name[..10]))
    });
    let files: Vec<(String, String)> = people.into_iter().chain(dated).collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    register(&files)
}

fn united() -> Register {
    u1("same_as = \"p-1\"\n")
}

#[test]
fn worked_example_u1_by_quarter() {
    let rows = of_all(&united(), "SFY2027", Some(Step::Quarter));
    let expected = [
        ("SFY2027Q1", (3, 3, 0, 3, 1)),
        ("SFY2027Q2", (2, 0, 2, 0, 1)),
        ("SFY2027Q3", (1, 0, 1, 0, 0)),
        ("SFY2027Q4", (1, 0, 1, 0, 0)),
        ("SFY2027", (3, 3, 0, 3, 2)),
    ];
    assert_eq!(
        rows,
        expected.map(|(label, figures)| (label.to_owned(), figures))
    );
}

#[test]
fn worked_example_u1_by_service() {
    let result = unduplicated(
        &united(),
        &period("SFY2027"),
        day("2027-06-30"),
        Options::default(),
    );
    let rows: Vec<_> = result
        .rows
        .iter()
        .map(|row| (row.service.map(Service::word), figures(row)))
        .collect();
    let expected = [
        (None, (3, 3, 0, 3, 2)),
        (Some("support-group"), (2, 2, 0, 2, 2)),
        (Some("mentoring"), (2, 2, 0, 2, 0)),
        (Some("team-meeting"), (1, 1, 0, 1, 0)),
        (Some("casework"), (0, 0, 0, 0, 0)),
        (Some("court"), (0, 0, 0, 0, 0)),
    ];
    assert_eq!(rows, expected);
}

#[test]
fn worked_example_u1_in_other_years_and_without_the_duplicate() {
    assert_eq!(served(&u1(""), "SFY2027"), 4);
    assert_eq!(
        ["CY2026", "FFY2026", "FFY2027"].map(|year| served(&united(), year)),
        [3, 3, 3]
    );
}

#[test]
fn a_service_has_its_own_newcomers() {
    // P2's first group of the year is in the second quarter, after a team meeting in the first.
    let options = Options {
        step: Some(Step::Quarter),
        ..Options::default()
    };
    let result = unduplicated(&united(), &period("SFY2027"), day("2027-06-30"), options);
    let row = result.rows.iter().find(|row| {
        row.window.period.label == "SFY2027Q2" && row.service == Some(Service::SupportGroup)
    });
    assert_eq!(figures(row.unwrap()), (2, 1, 1, 1, 1));
}

#[test]
fn a_person_is_new_again_in_a_new_year_and_new_ever_only_once() {
    let rows = of_all(&united(), "2026-07-01..2027-06-30", None);
    assert_eq!(rows[0].1, (3, 3, 0, 3, 2));
    let january = of_all(&united(), "CY2027Q1", None);
    assert_eq!(
        january[0].1,
        (1, 1, 0, 0, 0),
        "P3 had mentoring in 2026, which is another calendar year"
    );
    let fiscal = of_all(&united(), "2027-01", None);
    assert_eq!(
        fiscal[0].1,
        (1, 0, 1, 0, 0),
        "a month belongs to the fiscal year"
    );
}

#[test]
fn days_that_have_not_begun_have_no_figures_and_empty_ones_are_zero() {
    let options = Options {
        step: Some(Step::Quarter),
        ..Options::default()
    };
    let empty = register(&[]);
    let result = unduplicated(&empty, &period("SFY2027"), day("2026-11-21"), options);
    let served: Vec<_> = result
        .rows
        .iter()
        .filter(|row| row.service.is_none())
        .map(|row| row.count.map(|count| count.served))
        .collect();
    assert_eq!(served, [Some(0), Some(0), None, None, Some(0)]);
}

#[test]
fn who_is_behind_a_figure_is_listed_with_the_days_that_count() {
    let options = Options {
        step: Some(Step::Quarter),
        who: true,
        ..Options::default()
    };
    let result = unduplicated(&united(), &period("SFY2027"), day("2027-06-30"), options);
    let second: Vec<_> = result
        .units
        .iter()
        .filter(|unit| {
            result.windows[unit.window].period.label == "SFY2027Q2" && unit.service.is_none()
        })
        .map(|unit| {
            (
                unit.id.as_str(),
                unit.first,
                unit.before,
                unit.new,
                &*unit.file.path,
            )
        })
        .collect();
    let file = |name: &'static str| name;
    let expected = [
        (
            "p-1",
            day("2026-10-05"),
            Some(day("2026-08-01")),
            false,
            file("sessions/2026/2026-10-05-group-wed.toml"),
        ),
        (
            "p-2",
            day("2026-10-01"),
            Some(day("2026-09-30")),
            false,
            file("sessions/2026/2026-10-01-group-wed.toml"),
        ),
    ];
    assert_eq!(second, expected);
}

#[test]
fn groups_of_people_overlap_where_somebody_is_in_two() {
    let session = "kind = \"support-group\"\non = 2026-07-10\ngroup = \"wed\"\nparticipants = [\"p-1\", \"p-2\", \"p-3\"]\n";
    let register = register(&[
        ("participants/p-1.toml", "languages = [\"en\", \"es\"]\n"),
        ("participants/p-2.toml", "languages = [\"es\"]\n"),
        ("participants/p-3.toml", ""),
        ("sessions/2026/2026-07-10-group-wed.toml", session),
    ]);
    let options = Options {
        group: Some(By::Language),
        ..Options::default()
    };
    let result = unduplicated(&register, &period("SFY2027"), day("2027-06-30"), options);
    let rows: Vec<_> = result
        .rows
        .iter()
        .filter(|row| row.service.is_none())
        .map(|row| (row.group.as_deref(), row.count.unwrap().served))
        .collect();
    assert_eq!(
        rows,
        [
            (None, 3),
            (Some("en"), 1),
            (Some("es"), 2),
            (Some("not-recorded"), 1)
        ]
    );
}

#[test]
fn sessions_that_were_not_held_serve_nobody_and_unknown_ids_are_not_dropped() {
    let held = |status: &str| {
        format!(
            "kind = \"mentoring\"\non = 2026-07-10\nmatch = \"k-1\"\nparticipants = [\"p-1\"]\n{status}"
        )
    };
    for (status, expected) in [
        ("status = \"no-show\"\n", 0),
        ("status = \"held\"\n", 1),
        ("", 1),
    ] {
        let register = register(&[("sessions/2026/2026-07-10-mentoring-k-1.toml", &held(status))]);
        let result = unduplicated(
            &register,
            &period("SFY2027"),
            day("2027-06-30"),
            Options::default(),
        );
        assert_eq!(
            (result.rows[0].count.unwrap().served, result.without_record),
            (expected, expected),
            "{status}"
        );
    }
}

/// A session of a random kind on a random day with some of six people.
fn sessions() -> impl Strategy<Value = Vec<(i64, usize, Vec<usize>)>> {
    proptest::collection::vec(
        (
            0..1200_i64,
            0..9_usize,
            proptest::collection::vec(0..6_usize, 0..5),
        ),
        0..40,
    )
}

fn random(sessions: &[(i64, usize, Vec<usize>)]) -> Register {
    let mut files: Vec<(String, String)> = (0..6)
        .map(|at| {
            (
                format!("participants/p-{at}.toml"),
                if at == 5 { "same_as = \"p-0\"\n" } else { "" }.into(),
            )
        })
        .collect();
    for (at, (offset, kind, people)) in sessions.iter().enumerate() {
        let on = day("2024-01-01").plus_days(*offset);
        let people: Vec<String> = people
            .iter()
            .map(|person| format!("\"p-{person}\""))
            .collect();
        files.push((
            format!("sessions/x/{on}-x-s{at}.toml"),
            format!(
                "kind = \"{}\"\non = {on}\nparticipants = [{}]\n",
                Service::ALL[*kind],
                people.join(", ")
            ),
        ));
    }
    register(
        &files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect::<Vec<_>>(),
    )
}

/// The figures straight from their definition, for one service or all.
fn by_hand(
    register: &Register,
    period: &Period,
    service: Option<Service>,
) -> (usize, usize, usize) {
    let days = |person: &crate::register::Person| -> Vec<Day> {
        let sessions = register.records().sessions.iter().filter(|entry| {
            entry.record.is_countable()
                && service.is_none_or(|service| entry.record.kind == service)
        });
        sessions
            .filter(|entry| {
                entry
                    .record
                    .participants
                    .iter()
                    .any(|id| person.ids().any(|own| own == id))
            })
            .map(|entry| entry.record.on)
            .collect()
    };
    let start = period
        .calendar
        .first_of(period.calendar.year_of(period.first));
    let all: Vec<Vec<Day>> = register.people().iter().map(days).collect();
    let served: Vec<&Vec<Day>> = all
        .iter()
        .filter(|days| days.iter().any(|on| period.contains(*on)))
        .collect();
    let new = served
        .iter()
        .filter(|days| !days.iter().any(|on| start <= *on && *on < period.first))
        .count();
    let ever = served
        .iter()
        .filter(|days| !days.iter().any(|on| *on < period.first))
        .count();
    (served.len(), new, ever)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_row_is_what_its_definition_says(
        sessions in sessions(),
        label in prop::sample::select(vec!["SFY2025", "CY2025", "FFY2025", "2025-03", "2025-02-11..2026-03-04"]),
        step in prop::sample::select(vec![None, Some(Step::Month), Some(Step::Quarter), Some(Step::Year)]),
    ) {
        let register = random(&sessions);
        let result = unduplicated(&register, &period(label), day("2027-06-30"), Options { step, ..Options::default() });
        for row in &result.rows {
            let count = row.count.unwrap();
            let expected = by_hand(&register, &row.window.period, row.service);
            prop_assert_eq!((count.served, count.new, count.new_ever), expected, "{:?}", row);
            prop_assert_eq!(count.served, count.new + count.continuing());
            prop_assert!(count.new_ever <= count.new);
        }
    }

    #[test]
    fn the_whole_is_never_more_than_its_parts_together(sessions in sessions()) {
        let register = random(&sessions);
        let options = Options { step: Some(Step::Month), ..Options::default() };
        let result = unduplicated(&register, &period("SFY2025"), day("2027-06-30"), options);
        let served = |whole: bool, service: Option<Service>| -> usize {
            let rows = result.rows.iter().filter(|row| row.window.whole == whole && row.service == service);
            rows.map(|row| row.count.unwrap().served).sum()
        };
        for service in Service::TO_PARTICIPANTS {
            prop_assert!(served(true, Some(service)) <= served(false, Some(service)));
            prop_assert!(served(true, Some(service)) <= served(true, None));
        }
        prop_assert!(served(true, None) <= served(false, None));
    }

    #[test]
    fn units_and_figures_agree(sessions in sessions()) {
        let register = random(&sessions);
        let options = Options { step: Some(Step::Quarter), who: true, ..Options::default() };
        let result = unduplicated(&register, &period("FFY2025"), day("2027-06-30"), options);
        for row in &result.rows {
            let behind: Vec<_> =
                result.units.iter().filter(|u| result.windows[u.window] == row.window && u.service == row.service).collect();
            let count = row.count.unwrap();
            prop_assert_eq!(behind.len(), count.served);
            prop_assert_eq!(behind.iter().filter(|unit| unit.new).count(), count.new);
        }
    }
}
