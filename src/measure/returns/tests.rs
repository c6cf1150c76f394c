use super::*;
use crate::measure::By;
use crate::measure::definition::find;
use crate::record::Calendar;
use crate::record::EventKind;
use crate::record::Records;
use crate::record::period::Step;
use crate::register::testing::{day, register};

mod children;
mod known;
mod probability;
mod program;
mod worked_example;

use worked_example::{assert_near, w15};

const AS_OF: &str = "2026-11-21";

/// A directory under construction.
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

    /// Records that someone checked a case in court records, through a day, on the as-of day.
    fn checked(mut self, id: &str, through: &str) -> Self {
        let path = format!("cases/{id}.toml");
        let mut cases = self.0.iter_mut();
        let (_, text) = cases.find(|(known, _)| *known == path).unwrap();
        *text += &format!(
            "[[checked]]\non = {AS_OF}\nthrough = {through}\nsource = \"court-records\"\nreference = \"1\"\n"
        );
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
        )
        .checked("c-2", AS_OF);
    let result = files.returned("return-to-court", Unit::Participant);
    assert_eq!(counts(&result), [2, 1, 1, 0, 0, 0, 0]);
    assert_eq!(figures(&result).km.unwrap().value, 0.5);
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
        Outcome::Nothing
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
fn who_was_first_served_after_the_event_is_left_out_and_counted_as_that() {
    let files = Files::default()
        .served("p-1", "2024-03-01")
        .served("p-2", "2025-11-02")
        .case("c-1", "cps", &["p-1"], &[("a", "")], HOME)
        .case(
            "c-2",
            "cps",
            &["p-2"],
            &[("a", "")],
            &with(&["2025-09-14 petition"]),
        );
    let result = files.count(
        "return-to-court",
        Unit::Participant,
        (2025, 2025),
        AS_OF,
        Options::default(),
    );
    assert_eq!((figures(&result).cohort, result.served_too_late), (1, 1));
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
