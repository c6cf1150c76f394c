//! Until when it is known what happened: silence is not an outcome.

use super::*;
use crate::measure::statistics::Method;
use crate::record::program::KnownBy;

/// Worked example K10 of the definitions: one parent, one child, one family each; `checked`, if there is one, has the
/// day someone looked.
fn k10() -> Files {
    let families: [(&str, &str, &[&str]); 10] = [
        ("s01", "2025-06-01", &["session 2026-06-01"]),
        ("s02", "2025-06-01", &["session 2026-05-31"]),
        ("s03", "2025-06-01", &["checked 2026-10-05 2026-09-30"]),
        ("s04", "2025-06-01", &["checked 2026-10-05 2026-03-31"]),
        ("s05", "2025-06-01", &["2026-06-02 hearing"]),
        ("s06", "2025-06-01", &["2026-02-01 petition"]),
        ("s07", "2025-06-01", &[]),
        ("s08", "2025-06-01", &["2025-12-01 lost"]),
        ("s09", "2026-01-15", &["session 2026-02-01"]),
        ("s10", "2026-01-15", &["2026-03-01 petition"]),
    ];
    let mut files = Files::default();
    for (id, home, after) in families {
        let (person, case) = (format!("p-{id}"), format!("c-{id}"));
        let home = format!("{home} reunified");
        let mut events = vec!["2024-01-10 petition", "2024-01-10 removed", home.as_str()];
        let is_event = |what: &&&str| what.starts_with('2');
        events.extend(after.iter().filter(is_event));
        files = files.served(&person, "2024-06-01").case(
            &case,
            "cps",
            &[&person],
            &[("a", "born = 2016-01-01")],
            &events,
        );
        for what in after.iter().filter(|what| !is_event(what)) {
            let words: Vec<&str> = what.split(' ').collect();
            files = match words[..] {
                ["session", on] => files.file(
                    &format!("sessions/x/{on}-court-{person}.toml"),
                    &format!("kind = \"court\"\non = {on}\nparticipants = [\"{person}\"]\n"),
                ),
                [_, on, through] => looked(files, &case, on, through, "court-records"),
                _ => unreachable!(),
            };
        }
    }
    files
}

/// Someone looked on a day, through a day.
fn looked(files: Files, case: &str, on: &str, through: &str, source: &str) -> Files {
    let path = format!("cases/{case}.toml");
    let mut texts = files.0.iter();
    let text = &texts.find(|(known, _)| *known == path).unwrap().1;
    let more =
        format!("{text}[[checked]]\non = {on}\nthrough = {through}\nsource = \"{source}\"\n");
    Files(files.0).file(&path, &more)
}

fn k10_figures(files: &Files, unit: Unit) -> ReturnsFigures {
    let register = Register::new(files.records().as_of(day(AS_OF)));
    let definition = find("return-to-court", &[]).unwrap().definition;
    let period = Period::between(day("2025-06-01"), day(AS_OF), Calendar::Common);
    let options = Options::default();
    let result = returns(&register, &period, day(AS_OF), &definition, unit, options);
    figures(&result)
}

#[test]
fn worked_example_k10_in_every_unit() {
    for unit in [Unit::Participant, Unit::Family, Unit::Child] {
        let f = k10_figures(&k10(), unit);
        assert_eq!((f.cohort, f.mature, f.not_yet()), (10, 8, 2));
        assert_eq!(
            (f.unknown, f.silent, f.known(), f.known_official),
            (4, 3, 4, 3)
        );
        assert_eq!(
            (f.returned, f.returned_so_far, f.events_in_period),
            (1, 2, 2)
        );
        assert_eq!(
            (f.rate(), f.best(), f.worst()),
            (Some(1.0 / 4.0), Some(1.0 / 8.0), Some(5.0 / 8.0))
        );
        let exact = f.interval().unwrap();
        assert_eq!(exact.method, Method::ClopperPearson);
        assert_near(exact.low, 0.006_309_46);
        assert_near(exact.high, 0.805_879_55);
        let (km, aj) = (f.km.unwrap(), f.aj.unwrap());
        assert_near(km.value, 0.270_833_33);
        assert_near(aj.value, 0.270_833_33);
        assert_near(km.se.unwrap(), 0.164_976_24);
        let interval = km.interval.unwrap();
        assert_near(interval.low, 0.074_646_82);
        assert_near(interval.high, 0.723_609_78);
        assert_eq!(f.completeness, Some(2252.0 / 3155.0));
    }
}

#[test]
fn each_of_k10_is_known_through_the_day_that_its_records_say() {
    let outcomes = k10().returned("return-to-court", Unit::Participant).units;
    let known = |id: &str| {
        let (_, case) = outcomes
            .iter()
            .find(|(_, case)| case.id.to_string() == id)
            .unwrap();
        let known = case.through.known.clone().unwrap();
        format!("{} {} {}", known.on, known.by, known.what)
    };
    assert_eq!(known("p-s01"), "2026-06-01 contact court");
    assert_eq!(known("p-s03"), "2026-09-30 official court-records");
    assert_eq!(known("p-s05"), "2026-06-02 event hearing");
    assert_eq!(known("p-s07"), "2025-06-01 event reunified");
    assert_eq!(known("p-s08"), "2025-12-01 event lost");
}

#[test]
fn a_program_says_by_what_it_knows_and_what_silence_means() {
    let of = |outcomes: &str| {
        let program = format!("schema = 2\nname = \"T\"\n{outcomes}");
        let f = k10_figures(&k10().file("peer.toml", &program), Unit::Participant);
        (f.unknown, f.known_official, f.returned)
    };
    assert_eq!(of(""), (4, 3, 1));
    // Without contacts S1 is unknown too; by official sources alone S3 is known, and those who returned always are.
    assert_eq!(
        of("[outcomes]\nknown_by = [\"official\", \"event\"]\n"),
        (5, 3, 1)
    );
    assert_eq!(of("[outcomes]\nknown_by = [\"official\"]\n"), (6, 3, 1));
    assert_eq!(of("[outcomes]\nsilence = \"no-return\"\n"), (0, 3, 1));
}

const PARENT: &str = "schema = 2\nname = \"T\"\n";

#[test]
fn a_source_has_the_class_that_the_program_gives_it() {
    let own =
        "[vocabulary.outcome_sources]\nprobation-records = \"official\"\nneighbor = \"contact\"\n";
    let of = |source: &str| {
        let files = Files::default()
            .served("p-1", "2024-03-01")
            .case("c-1", "cps", &["p-1"], &[("a", "")], HOME)
            .file("peer.toml", &format!("{PARENT}{own}"));
        let files = looked(files, "c-1", "2026-02-01", "2026-01-31", source);
        let result = files.returned("return-to-court", Unit::Participant);
        let case = &result.units[0].1;
        let by = case.through.known.as_ref().unwrap().by;
        (by, case.known_official, case.is_unknown())
    };
    assert_eq!(of("probation-records"), (KnownBy::Official, true, false));
    assert_eq!(of("neighbor"), (KnownBy::Contact, false, false));
    assert_eq!(of("parent"), (KnownBy::Contact, false, false));
}

#[test]
fn who_was_lost_and_is_looked_up_later_is_known() {
    let files = Files::default().served("p-1", "2024-03-01").case(
        "c-1",
        "cps",
        &["p-1"],
        &[("a", "")],
        &with(&["2025-03-01 lost"]),
    );
    let lost = |files: &Files| {
        let f = figures(&files.returned("return-to-court", Unit::Participant));
        (f.unknown, f.silent)
    };
    assert_eq!(lost(&files), (1, 0));
    assert_eq!(lost(&files.checked("c-1", "2026-01-15")), (0, 0));
}

#[test]
fn what_is_looked_up_later_was_not_known_before() {
    let files = Files::default().served("p-1", "2024-03-01").case(
        "c-1",
        "cps",
        &["p-1"],
        &[("a", "")],
        HOME,
    );
    let files = looked(files, "c-1", "2026-06-01", "2026-05-31", "parent");
    let unknown = |as_of: &str| {
        let options = Options::default();
        let unit = Unit::Participant;
        let result = files.count("return-to-court", unit, (2025, 2025), as_of, options);
        figures(&result).unknown
    };
    assert_eq!((unknown("2026-05-31"), unknown("2026-06-01")), (1, 0));
}

#[test]
fn a_birthday_that_nobody_knows_of_makes_no_return_impossible() {
    let files = Files::default().served("p-1", "2024-03-01").case(
        "c-1",
        "cps",
        &["p-1"],
        &[("a", "born = 2007-06-01")],
        HOME,
    );
    let f = |through: &str| {
        let files = Files(files.0.clone()).checked("c-1", through);
        let f = figures(&files.returned("return-to-court", Unit::Participant));
        (f.competing, f.unknown, f.cut_by_age)
    };
    assert_eq!(f("2025-05-31"), (0, 1, 0));
    assert_eq!(f("2025-06-01"), (1, 0, 1));
    let told = Files(files.0.clone()).case(
        "c-1",
        "cps",
        &["p-1"],
        &[("a", "born = 2007-06-01")],
        &with(&["2025-05-30 aged-out"]),
    );
    let f = figures(&told.returned("return-to-court", Unit::Participant));
    assert_eq!((f.competing, f.cut_by_age), (1, 0), "a case tells of it");
}

#[test]
fn a_court_follows_children_to_the_age_of_its_system() {
    let outcome = |system: &str, program: &str, events: &[&'static str]| {
        let files = Files::default()
            .served("p-1", "2024-03-01")
            .case(
                "c-1",
                system,
                &["p-1"],
                &[("a", "born = 2007-06-01")],
                &with(events),
            )
            .checked("c-1", AS_OF)
            .file("peer.toml", &format!("{PARENT}{program}"));
        files.outcomes("return-to-court", Unit::Child)[0].2
    };
    let aged = Outcome::Competing(day("2025-06-01"));
    assert_eq!(outcome("cps", "", &[]), aged);
    assert_eq!(outcome("jpd", "", &[]), Outcome::Nothing);
    assert_eq!(outcome("jpd", "[until_age]\njpd = 18\n", &[]), aged);
    assert_eq!(
        outcome("cps", "", &["2025-06-01 extended-care"]),
        Outcome::Nothing,
        "extended care goes on to the 21st birthday"
    );
    assert_eq!(outcome("cps", "", &["2025-06-02 extended-care"]), aged);
}

/// Anchors on one day in a child welfare case and a probation case: the higher age counts.
#[test]
fn of_two_systems_on_one_day_the_higher_age_counts() {
    let files = Files::default()
        .served("p-1", "2024-03-01")
        .case("c-1", "cps", &["p-1"], &[("a", "born = 2007-06-01")], HOME)
        .case(
            "c-2",
            "jpd",
            &["p-1"],
            &[("x", "same_as = \"c-1/a\"")],
            &["2025-01-15 reunified"],
        )
        .checked("c-1", AS_OF);
    for unit in [Unit::Participant, Unit::Child] {
        assert_eq!(
            files.outcomes("return-to-court", unit)[0].2,
            Outcome::Nothing
        );
    }
}

#[test]
fn an_event_on_the_day_of_the_anchor_is_said() {
    let files = Files::default().served("p-1", "2024-03-01").case(
        "c-1",
        "cps",
        &["p-1"],
        &[("a", "")],
        &with(&["2025-01-15 removed"]),
    );
    let result = files.returned("return-to-court", Unit::Participant);
    assert_eq!((figures(&result).returned, result.same_day), (0, 1));
}
