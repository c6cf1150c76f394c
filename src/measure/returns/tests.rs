use super::*;
use crate::measure::By;
use crate::measure::definition::find;
use crate::measure::statistics::{Method, wilson};
use crate::record::Calendar;
use crate::record::EventKind;
use crate::record::Records;
use crate::record::period::Step;
use crate::register::testing::{day, register};

mod children;

const AS_OF: &str = "2026-11-21";

/// A directory in the making.
#[derive(Default)]
struct Files(Vec<(String, String)>);

impl Files {
    /// A participant with a support group on `day`.
    fn served(mut self, person: &str, on: &str) -> Self {
        self.0
            .push((format!("participants/{person}.toml"), String::new()));
        self.0.push((
            format!("sessions/x/{on}-group-{person}.toml"),
            format!("kind = \"support-group\"\non = {on}\ngroup = \"w\"\nparticipants = [\"{person}\"]\n"),
        ));
        self
    }

    fn case(
        mut self,
        id: &str,
        system: &str,
        people: &[&str],
        children: &[(&str, &str)],
        events: &[&str],
    ) -> Self {
        let mut text = format!("system = \"{system}\"\nparticipants = {people:?}\n");
        for (name, more) in children {
            text += &format!("[child.{name}]\n{more}\n");
        }
        for event in events {
            let mut words = event.split_whitespace();
            let (on, kind) = (words.next().unwrap(), words.next().unwrap());
            text += &format!("[[event]]\non = {on}\nkind = \"{kind}\"\n");
            for more in words {
                match more.split_once(':') {
                    Some(("setting", setting)) => text += &format!("setting = \"{setting}\"\n"),
                    _ => text += &format!("children = [\"{more}\"]\n"),
                }
            }
        }
        self.0.push((format!("cases/{id}.toml"), text));
        self
    }

    fn file(mut self, path: &str, text: &str) -> Self {
        self.0.retain(|(known, _)| known != path);
        self.0.push((path.to_owned(), text.to_owned()));
        self
    }

    fn records(&self) -> Records {
        let files: Vec<(&str, &str)> = self
            .0
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        register(&files).records().clone()
    }

    fn count(
        &self,
        definition: &str,
        unit: Unit,
        years: (i32, i32),
        as_of: &str,
        options: Options,
    ) -> Returns {
        let register = Register::new(self.records().as_of(day(as_of)));
        let first = Day::new(years.0, 1, 1).unwrap();
        let last = Day::new(years.1, 12, 31).unwrap();
        let definition = find(definition, &[]).unwrap().definition;
        returns(
            &register,
            &Period::between(first, last, Calendar::Common),
            day(as_of),
            &definition,
            unit,
            options,
        )
    }

    fn returned(&self, definition: &str, unit: Unit) -> Returns {
        self.count(definition, unit, (2023, 2026), AS_OF, Options::default())
    }

    fn outcomes(&self, definition: &str, unit: Unit) -> Vec<(String, Counted, Outcome)> {
        let result = self.returned(definition, unit);
        result
            .units
            .into_iter()
            .map(|(_, case)| (case.id.to_string(), case.counted, case.outcome))
            .collect()
    }
}

fn figures(result: &Returns) -> ReturnsFigures {
    result.rows.last().unwrap().figures.unwrap()
}

/// Cohort, mature, not yet, unknown, returned, competing, on the boundary.
fn counts(result: &Returns) -> [usize; 7] {
    let f = figures(result);
    [
        f.cohort,
        f.mature,
        f.not_yet(),
        f.unknown,
        f.returned,
        f.competing,
        f.boundary_events,
    ]
}

/// Worked example W15 of the definitions: one parent, one child, one family each.
fn w15() -> Files {
    let families = [
        (
            "r01",
            "2016-01-01",
            "2025-01-15",
            Some("2025-06-01 petition"),
        ),
        ("r02", "2016-01-01", "2025-11-21", None),
        ("r03", "2016-01-01", "2025-11-22", None),
        (
            "r04",
            "2016-01-01",
            "2024-02-29",
            Some("2025-02-28 petition"),
        ),
        (
            "r05",
            "2016-01-01",
            "2024-02-29",
            Some("2025-03-01 petition"),
        ),
        (
            "r06",
            "2016-01-01",
            "2025-03-10",
            Some("2026-03-10 removed"),
        ),
        (
            "r07",
            "2016-01-01",
            "2025-03-10",
            Some("2026-03-11 removed"),
        ),
        ("r08", "2016-01-01", "2025-05-01", Some("2025-09-01 died")),
        ("r09", "2007-12-01", "2025-07-01", None),
        (
            "r10",
            "2016-01-01",
            "2026-08-01",
            Some("2026-09-15 petition"),
        ),
        ("r11", "2016-01-01", "2026-08-01", None),
        (
            "r12",
            "2016-01-01",
            "2023-06-01",
            Some("2024-06-01 petition"),
        ),
        ("r13", "2016-01-01", "2025-04-01", Some("2025-10-01 lost")),
        ("r14", "2016-01-01", "2024-10-01", None),
        ("r15", "2016-01-01", "2024-11-15", None),
    ];
    families
        .iter()
        .fold(Files::default(), |files, (id, born, home, after)| {
            let person = format!("p-{id}");
            let home = format!("{home} reunified");
            let mut events = vec!["2022-01-10 petition", "2022-01-10 removed", home.as_str()];
            events.extend(*after);
            files.served(&person, "2022-06-01").case(
                &format!("c-{id}"),
                "cps",
                &[&person],
                &[("a", &format!("born = {born}"))],
                &events,
            )
        })
}

fn assert_near(value: f64, expected: f64) {
    assert!((value - expected).abs() <= 1e-7, "{value}, not {expected}");
}

fn assert_w15(result: &Returns) {
    assert_eq!(counts(result), [15, 12, 3, 1, 4, 2, 3]);
    let f = figures(result);
    assert_eq!(
        (f.rate(), f.best(), f.worst()),
        (Some(4.0 / 11.0), Some(4.0 / 12.0), Some(5.0 / 12.0))
    );
    let exact = f.interval().unwrap();
    assert_eq!(exact.method, Method::ClopperPearson);
    assert_eq!(
        format!("{:.4} {:.4}", exact.low, exact.high),
        "0.1093 0.6921"
    );
    let score = wilson(f.returned, f.known()).unwrap();
    assert_eq!(
        format!("{:.4} {:.4}", score.low, score.high),
        "0.1517 0.6462"
    );
    let (km, aj) = (f.km.unwrap(), f.aj.unwrap());
    for (estimate, expected) in [
        (km, [0.465_277_8, 0.158_026_2, 0.219_768_4, 0.793_847_2]),
        (aj, [0.407_692_3, 0.142_227_6, 0.192_026_2, 0.723_734_8]),
    ] {
        let interval = estimate.interval.unwrap();
        let computed = [
            estimate.value,
            estimate.se.unwrap(),
            interval.low,
            interval.high,
        ];
        computed
            .into_iter()
            .zip(expected)
            .for_each(|(computed, expected)| assert_near(computed, expected));
    }
    assert_eq!(f.completeness, Some(4037.0 / 4219.0));
}

#[test]
fn worked_example_w15_in_every_unit() {
    for unit in [Unit::Participant, Unit::Family, Unit::Child] {
        assert_w15(&w15().returned("return-to-court", unit));
    }
}

#[test]
fn worked_example_w15_one_by_one() {
    let outcomes = w15().outcomes("return-to-court", Unit::Participant);
    let of = |id: &str| outcomes.iter().find(|(unit, ..)| unit == id).unwrap().2;
    assert_eq!(
        of("p-r01"),
        Outcome::Returned(day("2025-06-01"), EventKind::Petition)
    );
    assert_eq!(of("p-r05"), Outcome::Nothing);
    assert_eq!(
        of("p-r06"),
        Outcome::Returned(day("2026-03-10"), EventKind::Removed)
    );
    assert_eq!(of("p-r07"), Outcome::Nothing);
    assert_eq!(of("p-r08"), Outcome::Competing(day("2025-09-01")));
    assert_eq!(of("p-r09"), Outcome::Competing(day("2025-12-01")));
    assert_eq!(of("p-r13"), Outcome::Lost(day("2025-10-01")));
}

#[test]
fn the_anchor_is_the_first_in_the_days_asked_about() {
    let result = w15().count(
        "return-to-court",
        Unit::Participant,
        (2025, 2025),
        AS_OF,
        Options::default(),
    );
    let ids: Vec<String> = result
        .units
        .iter()
        .map(|(_, case)| case.id.to_string())
        .collect();
    assert_eq!(
        ids,
        [
            "p-r01", "p-r02", "p-r03", "p-r06", "p-r07", "p-r08", "p-r09", "p-r13"
        ]
    );
}

#[test]
fn a_quarter_that_has_not_begun_has_no_figures_and_an_empty_one_has_zeros() {
    let options = Options {
        step: Some(Step::Quarter),
        ..Options::default()
    };
    let result = w15().count(
        "return-to-court",
        Unit::Participant,
        (2026, 2027),
        AS_OF,
        options,
    );
    let cohorts: Vec<_> = result
        .rows
        .iter()
        .map(|row| row.figures.map(|f| f.cohort))
        .collect();
    assert_eq!(
        cohorts,
        [
            Some(0),
            Some(0),
            Some(2),
            Some(0),
            None,
            None,
            None,
            None,
            Some(2)
        ]
    );
}

const HOME: &[&str] = &["2024-01-05 removed", "2025-01-15 reunified"];

fn with(events: &[&'static str]) -> Vec<&'static str> {
    [HOME, events].concat()
}

#[test]
fn who_was_first_served_on_or_after_the_event_or_after_the_window_is_not_counted() {
    let files = |served: &str, events: &[&'static str]| {
        Files::default().served("p-1", served).case(
            "c-1",
            "cps",
            &["p-1"],
            &[("a", "")],
            &with(events),
        )
    };
    let counted = |files: Files| files.outcomes("return-to-court", Unit::Participant)[0].1;
    assert_eq!(
        counted(files("2025-05-31", &["2025-06-01 petition"])),
        Counted::Yes
    );
    assert_eq!(
        counted(files("2025-06-01", &["2025-06-01 petition"])),
        Counted::ServedTooLate
    );
    assert_eq!(
        counted(files("2025-06-02", &["2025-06-01 petition"])),
        Counted::ServedTooLate
    );
    assert_eq!(counted(files("2026-01-15", &[])), Counted::Yes);
    assert_eq!(counted(files("2026-01-16", &[])), Counted::NotServed);
    assert_eq!(
        counted(files("2026-01-15", &["2026-01-16 petition"])),
        Counted::Yes,
        "that event is no return"
    );
}

#[test]
fn the_return_may_be_in_another_case_and_of_another_child() {
    let files = Files::default()
        .served("p-1", "2024-03-01")
        .case("c-1", "cps", &["p-1"], &[("a", "")], HOME)
        .case(
            "c-2",
            "jpd",
            &["p-1", "p-2"],
            &[("x", "")],
            &["2025-03-01 petition"],
        );
    let returned = Outcome::Returned(day("2025-03-01"), EventKind::Petition);
    assert_eq!(
        files.outcomes("return-to-court", Unit::Participant)[0].2,
        returned
    );
    assert_eq!(
        files.outcomes("return-to-court", Unit::Family),
        [("c-1".to_owned(), Counted::Yes, returned)]
    );
    let nothing = ("c-1/a".to_owned(), Counted::Yes, Outcome::Nothing);
    assert_eq!(
        files.outcomes("return-to-court", Unit::Child),
        [nothing],
        "the other child is another unit"
    );
}

#[test]
fn a_family_is_counted_by_any_of_its_people_and_a_person_only_by_own_cases() {
    let files = Files::default()
        .served("p-1", "2024-03-01")
        .file("participants/p-2.toml", "")
        .case("c-1", "cps", &["p-1", "p-2"], &[("a", "")], HOME)
        .case(
            "c-2",
            "cps",
            &["p-2"],
            &[("b", "")],
            &["2025-01-20 reunified", "2025-02-01 petition"],
        );
    let people = files.outcomes("return-to-court", Unit::Participant);
    assert_eq!(
        people[0],
        ("p-1".to_owned(), Counted::Yes, Outcome::Nothing)
    );
    assert_eq!(people[1].1, Counted::NotServed);
    let families = files.outcomes("return-to-court", Unit::Family);
    let returned = Outcome::Returned(day("2025-02-01"), EventKind::Petition);
    assert_eq!(
        families[0],
        ("c-1".to_owned(), Counted::Yes, returned),
        "p-2 joins the two cases"
    );
    assert_eq!(families[1].1, Counted::NotServed);
}

#[test]
fn an_immature_unit_that_returned_is_at_risk_but_not_in_the_rate() {
    let files = Files::default()
        .served("p-1", "2024-03-01")
        .served("p-2", "2024-03-01")
        .case(
            "c-1",
            "cps",
            &["p-1"],
            &[("a", "")],
            &["2026-08-01 reunified", "2026-09-15 petition"],
        )
        .case(
            "c-2",
            "cps",
            &["p-2"],
            &[("a", "")],
            &["2025-08-01 reunified"],
        );
    let result = files.returned("return-to-court", Unit::Participant);
    assert_eq!(counts(&result), [2, 1, 1, 0, 0, 0, 0]);
    assert_eq!(figures(&result).km.unwrap().value, 0.5);
}

/// One returned after 45 days; the other has been followed for 112. R: `summary(fit, times = 365, extend = FALSE)`
/// refuses.
#[test]
fn without_anybody_followed_to_the_end_no_probability_is_given() {
    let files = Files::default()
        .served("p-1", "2024-03-01")
        .served("p-2", "2024-03-01")
        .case(
            "c-1",
            "cps",
            &["p-1"],
            &[("a", "")],
            &["2026-08-01 reunified", "2026-09-15 petition"],
        )
        .case(
            "c-2",
            "cps",
            &["p-2"],
            &[("a", "")],
            &["2026-08-01 reunified"],
        );
    let result = files.returned("return-to-court", Unit::Participant);
    assert_eq!(counts(&result), [2, 0, 2, 0, 0, 0, 0]);
    assert_eq!((figures(&result).km, figures(&result).aj), (None, None));
}

/// Everybody returned within 45 days: the curve has come to its end, and nobody needs to be followed for longer.
#[test]
fn where_everybody_returned_the_probability_is_one_before_the_window_is_over() {
    let files = Files::default().served("p-1", "2024-03-01").case(
        "c-1",
        "cps",
        &["p-1"],
        &[("a", "")],
        &["2026-08-01 reunified", "2026-09-15 petition"],
    );
    let f = figures(&files.returned("return-to-court", Unit::Participant));
    assert_eq!(f.km.map(|estimate| estimate.value), Some(1.0));
    assert_eq!(f.aj.map(|estimate| estimate.value), Some(1.0));
}

/// One returned after 9 days, the only child of the other came of age after 31: Kaplan-Meier would still wait for the
/// second, Aalen-Johansen knows that nobody is left: 1 of 2.
#[test]
fn a_curve_that_competing_events_brought_to_its_end_is_known() {
    let files = Files::default()
        .served("p-1", "2024-03-01")
        .served("p-2", "2024-03-01")
        .case(
            "c-1",
            "cps",
            &["p-1"],
            &[("a", "")],
            &["2026-08-01 reunified", "2026-08-10 petition"],
        )
        .case(
            "c-2",
            "cps",
            &["p-2"],
            &[("a", "born = 2008-09-01")],
            &["2026-08-01 reunified"],
        );
    let f = figures(&files.returned("return-to-court", Unit::Participant));
    assert_eq!(f.km, None);
    assert_eq!(f.aj.map(|estimate| estimate.value), Some(0.5));
}

#[test]
fn without_anybody_followed_to_the_end_a_probability_of_zero_is_not_claimed() {
    let files = Files::default().served("p-1", "2024-03-01").case(
        "c-1",
        "cps",
        &["p-1"],
        &[("a", "")],
        &["2026-08-01 reunified"],
    );
    let f = figures(&files.returned("return-to-court", Unit::Participant));
    assert_eq!((f.km, f.aj, f.rate(), f.best()), (None, None, None, None));
    assert_eq!(f.completeness, Some(1.0));
}

#[test]
fn a_person_of_two_files_is_one_unit_with_the_cases_of_both() {
    let files = Files::default()
        .served("p-1", "2024-03-01")
        .file("participants/p-2.toml", "same_as = \"p-1\"\n")
        .case("c-1", "cps", &["p-2"], &[("a", "")], HOME)
        .case(
            "c-2",
            "cps",
            &["p-1"],
            &[("a", "")],
            &["2025-02-01 petition"],
        );
    let returned = Outcome::Returned(day("2025-02-01"), EventKind::Petition);
    assert_eq!(
        files.outcomes("return-to-court", Unit::Participant),
        [("p-1".to_owned(), Counted::Yes, returned)]
    );
}

#[test]
fn a_case_that_lists_no_child_is_followed_all_the_same() {
    let files = Files::default().served("p-1", "2024-03-01");
    let files = files.case("c-1", "cps", &["p-1"], &[], &with(&["2025-03-01 lost"]));
    assert_eq!(
        files.outcomes("return-to-court", Unit::Participant)[0].2,
        Outcome::Lost(day("2025-03-01"))
    );
    assert!(files.outcomes("return-to-court", Unit::Child).is_empty());
}

#[test]
fn people_without_a_live_consent_are_left_out_only_where_that_is_asked() {
    let consent = |more: &str| {
        format!("[[consent]]\nkind = \"outcome-reporting\"\ngiven = 2024-01-01\n{more}")
    };
    let files = Files::default()
        .served("p-1", "2024-03-01")
        .served("p-2", "2024-03-01")
        .file("participants/p-1.toml", &consent(""))
        .file("participants/p-2.toml", &consent("expires = 2026-11-20\n"))
        .case("c-1", "cps", &["p-1"], &[("a", "")], HOME)
        .case("c-2", "cps", &["p-2"], &[("a", "")], HOME);
    let cohort = |consenting_only: bool| {
        let options = Options {
            consenting_only,
            ..Options::default()
        };
        let result = files.count(
            "return-to-court",
            Unit::Participant,
            (2025, 2025),
            AS_OF,
            options,
        );
        (figures(&result).cohort, result.without_consent)
    };
    assert_eq!((cohort(false), cohort(true)), ((2, 0), (1, 1)));
}

#[test]
fn a_service_has_the_units_that_had_it_in_time() {
    let files = Files::default()
        .served("p-1", "2024-03-01")
        .case(
            "c-1",
            "cps",
            &["p-1"],
            &[("a", "")],
            &with(&["2025-06-01 petition"]),
        )
        .file(
            "sessions/x/2025-07-01-mentoring-k-1.toml",
            "kind = \"mentoring\"\non = 2025-07-01\nmatch = \"k-1\"\nparticipants = [\"p-1\"]\n",
        );
    let options = Options {
        group: Some(By::Service),
        ..Options::default()
    };
    let result = files.count(
        "return-to-court",
        Unit::Participant,
        (2025, 2025),
        AS_OF,
        options,
    );
    let rows: Vec<_> = result
        .rows
        .iter()
        .map(|row| (row.group.as_deref(), row.figures.unwrap().cohort))
        .collect();
    let expected = [
        (None, 1),
        (Some("support-group"), 1),
        (Some("mentoring"), 0),
        (Some("team-meeting"), 0),
        (Some("casework"), 0),
        (Some("court"), 0),
    ];
    assert_eq!(rows, expected);
}

#[test]
fn twelve_months_are_365_days_at_least() {
    assert_eq!([12, 6, 24].map(follow::horizon), [365, 181, 730]);
}

#[test]
fn the_curve_for_a_chart_ends_where_the_figure_does() {
    let result = w15().returned("return-to-court", Unit::Participant);
    assert_eq!(
        result.curve().at(365).unwrap().value,
        figures(&result).aj.unwrap().value
    );
}
