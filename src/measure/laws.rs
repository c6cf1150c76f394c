//! Laws that hold for every program, tried on random ones.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;

use super::definition::{find, shipped};
use super::returns::{Counted, Options, Outcome, Returns, ReturnsFigures, returns};
use super::window::windows;
use super::{matches, placements, reunification, stays};
use crate::record::definition::Unit;
use crate::record::period::Step;
use crate::record::{Calendar, Day, EventKind, Period, Records};
use crate::register::Register;
use crate::register::testing::{day, register};

const KINDS: [&str; 12] = [
    "removed",
    "placed",
    "home-visit",
    "reunified",
    "guardianship",
    "adopted",
    "died",
    "lost",
    "petition",
    "dismissed",
    "violation",
    "hearing",
];

/// The first of about a thousand days in which everything happens.
fn first() -> Day {
    day("2022-01-01")
}

/// The days asked about.
fn asked() -> Period {
    Period::between(day("2022-07-01"), day("2024-06-30"), Calendar::State)
}

/// A case: its system, how old its two children are, and its events: a day, a kind, and the child it is limited to.
#[derive(Debug, Clone)]
struct Family {
    jpd: bool,
    born: [Option<i64>; 2],
    events: Vec<(i64, usize, usize)>,
    served: Option<i64>,
}

fn family() -> impl Strategy<Value = Family> {
    let born = proptest::option::of(-7000..-4000_i64);
    let events = vec((0..1400_i64, 0..KINDS.len(), 0..4_usize), 0..12);
    (
        any::<bool>(),
        [born.clone(), born],
        events,
        proptest::option::of(0..1400_i64),
    )
        .prop_map(|(jpd, born, mut events, served)| {
            // At most one event a day, so that the order of lines does not matter.
            events.sort_unstable();
            events.dedup_by_key(|(on, ..)| *on);
            Family {
                jpd,
                born,
                events,
                served,
            }
        })
}

fn records(families: &[Family], backwards: bool) -> Records {
    let mut files: Vec<(String, String)> = Vec::new();
    for (at, family) in families.iter().enumerate() {
        let mut text = format!(
            "system = \"{}\"\nparticipants = [\"p-{at}\"]\n",
            if family.jpd { "jpd" } else { "cps" }
        );
        for (name, born) in ["a", "b"].into_iter().zip(family.born) {
            let born = born
                .map(|days| format!("born = {}\n", first().plus_days(days)))
                .unwrap_or_default();
            text += &format!("[child.{name}]\n{born}");
        }
        let mut events = family.events.clone();
        if backwards {
            events.reverse();
        }
        for (on, kind, child) in events {
            let narrowed = ["", "", "children = [\"a\"]\n", "children = [\"b\"]\n"][child];
            text += &format!(
                "[[event]]\non = {}\nkind = \"{}\"\n{narrowed}",
                first().plus_days(on),
                KINDS[kind]
            );
        }
        files.push((format!("cases/c-{at}.toml"), text));
        files.push((format!("participants/p-{at}.toml"), String::new()));
        if let Some(on) = family.served.map(|days| first().plus_days(days)) {
            let text = format!("kind = \"court\"\non = {on}\nparticipants = [\"p-{at}\"]\n");
            files.push((format!("sessions/x/{on}-court-p-{at}.toml"), text));
        }
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    register(&files).records().clone()
}

fn as_of(families: &[Family], on: Day) -> Register {
    Register::new(records(families, false).as_of(on))
}

fn count(register: &Register, definition: &str, unit: Unit, on: Day) -> Returns {
    let definition = find(definition, &[]).unwrap().definition;
    returns(
        register,
        &asked(),
        on,
        &definition,
        unit,
        Options::default(),
    )
}

fn figures(result: &Returns) -> ReturnsFigures {
    result.rows.last().unwrap().figures.unwrap()
}

fn cohort(result: &Returns) -> BTreeSet<String> {
    let counted = result
        .units
        .iter()
        .filter(|(_, case)| case.counted == Counted::Yes);
    counted.map(|(_, case)| case.id.to_string()).collect()
}

/// Every shipped definition in every unit that it can be counted in.
fn ways() -> Vec<(String, Unit)> {
    let units = |named: super::definition::Named| {
        named
            .definition
            .units()
            .into_iter()
            .map(|unit| (named.name.clone(), unit))
            .collect::<Vec<_>>()
    };
    shipped().into_iter().flat_map(units).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_parts_of_a_cohort_hang_together(families in vec(family(), 0..8), known in 0..1600_i64) {
        let on = first().plus_days(known);
        let register = as_of(&families, on);
        for (name, unit) in ways() {
            let f = figures_or_skip(&register, &name, unit, on);
            let Some(f) = f else { continue };
            prop_assert_eq!(f.cohort, f.mature + f.not_yet());
            prop_assert!(f.returned + f.competing + f.unknown <= f.mature);
            prop_assert!(f.boundary_events <= f.returned, "an event on the last day makes the unit mature");
            if let (Some(best), Some(rate), Some(worst)) = (f.best(), f.rate(), f.worst()) {
                prop_assert!(best <= rate && rate <= worst + 1e-12, "{} {} {}", best, rate, worst);
            }
            if let (Some(km), Some(aj)) = (f.km, f.aj) {
                prop_assert!(aj.value <= km.value + 1e-12, "competing events can only lower the chance");
            }
            if let Some(completeness) = f.completeness {
                prop_assert!((0.0..=1.0).contains(&completeness));
            }
        }
    }

    #[test]
    fn who_is_in_a_cohort_stays_in_it(families in vec(family(), 0..8), known in 0..1500_i64, later in 0..400_i64) {
        let on = first().plus_days(known);
        let after = on.plus_days(later);
        let (before, now) = (as_of(&families, on), as_of(&families, after));
        for (name, unit) in ways() {
            let (was, is) = (cohort(&count(&before, &name, unit, on)), cohort(&count(&now, &name, unit, after)));
            prop_assert!(was.is_subset(&is), "{} by {}: {:?} and then {:?}", name, unit, was, is);
        }
    }

    #[test]
    fn the_order_of_lines_says_nothing(families in vec(family(), 0..6)) {
        let on = day("2026-01-01");
        let forwards = Register::new(records(&families, false));
        let backwards = Register::new(records(&families, true));
        for (name, unit) in ways() {
            let (one, other) = (count(&forwards, &name, unit, on), count(&backwards, &name, unit, on));
            prop_assert_eq!(one.units, other.units);
        }
        let options = stays::Options::default();
        let days = |register: &Register| placements::placements(register, &asked(), on, options).rows;
        prop_assert_eq!(days(&forwards), days(&backwards));
    }

    #[test]
    fn a_person_with_one_child_returns_as_the_rule_says(
        mut family in family(),
        known in 400..1600_i64,
    ) {
        family.born = [None, None];
        family.events.iter_mut().for_each(|event| event.2 = 2);
        let on = first().plus_days(known);
        let register = as_of(std::slice::from_ref(&family), on);
        let result = count(&register, "return-to-court", Unit::Child, on);
        let told: Vec<(Day, &str)> = family
            .events
            .iter()
            .map(|(days, kind, _)| (first().plus_days(*days), KINDS[*kind]))
            .filter(|(day, _)| *day <= on)
            .collect();
        let home = told.iter().find(|(day, kind)| *kind == "reunified" && asked().contains(*day)).map(|(day, _)| *day);
        let a = result.units.iter().find(|(_, case)| case.id.to_string() == "c-0/a").map(|(_, case)| case);
        let Some(anchor) = home else {
            prop_assert!(a.is_none());
            return Ok(());
        };
        prop_assume!(!told.iter().any(|(day, kind)| *day < anchor && ["died", "adopted", "guardianship"].contains(kind)));
        let end = anchor.plus_months(12);
        let after = |kinds: &[&str]| {
            told.iter().find(|(day, kind)| anchor < *day && *day <= end && kinds.contains(kind)).map(|(day, _)| *day)
        };
        let event = after(&["petition", "removed"]);
        let gone = after(&["died", "adopted", "guardianship"]);
        let case = a.unwrap();
        let outcome = match case.outcome {
            Outcome::Returned(day, _) => ("returned", Some(day)),
            Outcome::Competing(day) => ("competing", Some(day)),
            Outcome::Nothing => ("nothing", None),
        };
        let first_of = |one: Option<Day>, other: Option<Day>| match (one, other) {
            (Some(one), Some(other)) => one < other,
            (one, _) => one.is_some(),
        };
        let expected = if first_of(gone, event) {
            ("competing", gone)
        } else if event.is_some() {
            ("returned", event)
        } else {
            ("nothing", None)
        };
        prop_assert_eq!(outcome, expected);
        let served = family.served.map(|days| first().plus_days(days)).filter(|day| *day <= on && *day <= end);
        let in_time = served.is_some_and(|served| event.is_none_or(|event| served < event));
        prop_assert_eq!(case.counted == Counted::Yes, in_time);
    }

    #[test]
    fn days_out_of_home_add_up(families in vec(family(), 0..6), known in 0..1600_i64) {
        let on = first().plus_days(known);
        let register = as_of(&families, on);
        let options = stays::Options { step: Some(Step::Month), ..stays::Options::default() };
        let rows = placements::placements(&register, &asked(), on, options).rows;
        for system in stays::SYSTEMS {
            let of = |whole: bool| {
                let here = rows.iter().filter(move |row| row.window.whole == whole && row.system == system);
                here.filter_map(|row| row.figures).fold((0, 0, 0, 0), |sum, f| {
                    (sum.0 + f.care_days, sum.1 + f.detention_days, sum.2 + f.moves, sum.3 + f.episodes)
                })
            };
            if rows.iter().any(|row| row.window.whole && row.figures.is_some()) {
                prop_assert_eq!(of(true), of(false));
            }
        }
    }

    #[test]
    fn nobody_is_home_and_gone_at_once(families in vec(family(), 0..8), known in 0..1600_i64) {
        let on = first().plus_days(known);
        let register = as_of(&families, on);
        let result = reunification::reunification(&register, &asked(), on, stays::Options::default());
        for figures in result.rows.iter().filter_map(|row| row.figures) {
            prop_assert!(figures.reunified + figures.competing + figures.unknown <= figures.mature);
            prop_assert!(figures.mature <= figures.cohort);
            let days = figures.days;
            prop_assert!(days.q1 <= days.median || days.median.is_none());
            prop_assert!(days.median <= days.q3 || days.q3.is_none());
        }
    }

    #[test]
    fn matches_neither_begin_nor_end_twice(
        pairs in vec((0..900_i64, proptest::option::of(1..500_i64), 0..4_usize), 0..12),
        known in 0..1200_i64,
    ) {
        let text = |(began, lasted, who): &(i64, Option<i64>, usize)| {
            let began = first().plus_days(*began);
            let ended = lasted.map(|days| format!("[ended]\non = {}\n", began.plus_days(days))).unwrap_or_default();
            format!("participant = \"p-{who}\"\nmentor = \"m-1\"\nbegan = {began}\n{ended}")
        };
        let files: Vec<(String, String)> =
            pairs.iter().enumerate().map(|(at, pair)| (format!("matches/k-{at}.toml"), text(pair))).collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let on = first().plus_days(known);
        let register = Register::new(register(&files).records().clone().as_of(on));
        let rows = matches::matches(&register, &asked(), on, Some(Step::Month), None).rows;
        let sum = |whole: bool, of: fn(&matches::MatchesFigures) -> usize| -> usize {
            rows.iter().filter(|row| row.window.whole == whole).filter_map(|row| row.figures.as_ref()).map(of).sum()
        };
        let counts: [fn(&matches::MatchesFigures) -> usize; 4] =
            [|f| f.new, |f| f.ended, |f| f.sustained[0].1, |f| f.sustained[0].0];
        for of in counts {
            if on >= asked().first {
                prop_assert_eq!(sum(true, of), sum(false, of));
            }
        }
        for figures in rows.iter().filter_map(|row| row.figures.as_ref()) {
            prop_assert_eq!(figures.ended, figures.ended_by_reason.values().sum::<usize>());
            prop_assert!(figures.rematched <= figures.new);
            prop_assert!(figures.sustained.iter().all(|(k, n)| k <= n && *n <= figures.new));
        }
    }
}

fn figures_or_skip(register: &Register, name: &str, unit: Unit, on: Day) -> Option<ReturnsFigures> {
    let begun = windows(&asked(), None, on)[0].begun;
    begun.then(|| figures(&count(register, name, unit, on)))
}

#[test]
fn an_event_kind_of_every_sort_is_tried() {
    for kind in KINDS {
        assert!(EventKind::WORDS.contains(&kind), "{kind}");
    }
}
