//! Transfers, the parents whom children came home to, and definitions that a program builds from its events.

use super::*;
use crate::record::Definition;

fn by_definition(files: &Files, text: &str, unit: Unit) -> Returns {
    let register = Register::new(files.records().as_of(day(AS_OF)));
    let definition = Definition::parse(text).unwrap();
    let first = Day::new(2023, 1, 1).unwrap();
    let period = Period::between(first, day("2026-12-31"), Calendar::Common);
    let options = Options::default();
    returns(&register, &period, day(AS_OF), &definition, unit, options)
}

/// A definition with these lines under `[anchor]` and `[event]`.
fn definition(unit: &str, anchor: &str, event: &str) -> String {
    format!(
        "title = \"T\"\nsentence = \"S?\"\nunit = \"{unit}\"\n[anchor]\n{anchor}\n[event]\n{event}\n\
         [window]\nmonths = 12\n[exclusions]\ncompeting = []\nlost = []\n"
    )
}

/// The first case ended with a transfer, and the second continues it: a petition and an opening there are not a return.
fn transfer(continues: &str) -> Files {
    let second = format!(
        "system = \"cps\"\nparticipants = [\"p-1\"]\n{continues}[child.a]\nsame_as = \"c-1/a\"\n\
         [[event]]\non = 2025-04-01\nkind = \"petition\"\n\
         [[event]]\non = 2025-04-01\nkind = \"opened\"\n\
         [[event]]\non = 2025-09-01\nkind = \"petition\"\n"
    );
    Files::default()
        .served("p-1", "2023-03-01")
        .case(
            "c-1",
            "cps",
            &["p-1"],
            &[("a", "")],
            &with(&["2025-03-20 dismissed"]),
        )
        .file("cases/c-2.toml", &second)
}

#[test]
fn a_transfer_is_neither_a_return_nor_a_dismissal() {
    let (apart, one) = (transfer(""), transfer("continues = \"c-1\"\n"));
    let petition = |on: &str| Outcome::Returned(day(on), EventKind::Petition);
    for unit in [Unit::Participant, Unit::Family, Unit::Child] {
        let of = |files: &Files, name: &str| {
            let all = files.outcomes(name, unit);
            all.into_iter().map(|one| one.2).collect::<Vec<_>>()
        };
        assert_eq!(of(&apart, "return-to-court"), [petition("2025-04-01")]);
        assert_eq!(
            of(&one, "return-to-court"),
            [petition("2025-09-01")],
            "the second petition is a return"
        );
        assert_eq!(of(&apart, "return-after-dismissal").len(), 1);
        assert!(of(&one, "return-after-dismissal").is_empty());
    }
    let families = one.outcomes("return-to-court", Unit::Family);
    assert_eq!(families[0].0, "c-1", "the two files are one family");
}

#[test]
fn a_dismissal_after_a_transfer_follows_the_reunification_before_it() {
    let second = "system = \"cps\"\nparticipants = [\"p-1\"]\ncontinues = \"c-1\"\n\
        [child.a]\nsame_as = \"c-1/a\"\n[[event]]\non = 2025-04-01\nkind = \"petition\"\n\
        [[event]]\non = 2025-08-01\nkind = \"dismissed\"\n";
    let files = transfer("").file("cases/c-2.toml", second);
    let result = files.outcomes("return-after-dismissal", Unit::Participant);
    assert_eq!(result.len(), 1);
    assert_eq!(result[0].2, Outcome::Nothing);
}

#[test]
fn events_of_a_transfer_say_that_the_family_was_seen() {
    let known = |files: &Files| {
        let result = files.returned("return-to-court", Unit::Participant);
        result.units[0].1.through.day
    };
    let second = "system = \"cps\"\nparticipants = [\"p-1\"]\ncontinues = \"c-1\"\n\
        [[event]]\non = 2025-04-01\nkind = \"petition\"\n";
    let files = transfer("").file("cases/c-2.toml", second);
    assert_eq!(known(&files), Some(day("2025-04-01")));
}

/// A case with two parents, whose children came home to those in `with`.
fn home_with(with: &str) -> Files {
    let case = format!(
        "system = \"cps\"\nparticipants = [\"p-1\", \"p-2\"]\n[child.a]\n\
         [[event]]\non = 2025-01-15\nkind = \"reunified\"\n{with}"
    );
    Files::default()
        .served("p-1", "2024-03-01")
        .file("participants/p-2.toml", "")
        .file("cases/c-1.toml", &case)
}

#[test]
fn children_come_home_to_the_parents_that_the_event_names() {
    let people = |with: &str| {
        let all = home_with(with).outcomes("return-to-court", Unit::Participant);
        all.into_iter().map(|one| one.0).collect::<Vec<_>>()
    };
    assert_eq!(people(""), ["p-1", "p-2"]);
    assert_eq!(people("with = [\"p-2\"]\n"), ["p-2"]);
    assert!(people("with = []\n").is_empty());
    let counted = |with: &str, unit: Unit| home_with(with).outcomes("return-to-court", unit)[0].1;
    for unit in [Unit::Family, Unit::Child] {
        assert_eq!(counted("", unit), Counted::Yes);
        assert_eq!(counted("with = [\"p-1\"]\n", unit), Counted::Yes);
        assert_eq!(counted("with = [\"p-2\"]\n", unit), Counted::NotServed);
        let nobodys = home_with("with = []\n");
        assert!(nobodys.outcomes("return-to-court", unit).is_empty());
        let later = "with = []\n[[event]]\non = 2025-06-01\nkind = \"reunified\"\n";
        let result = home_with(later).returned("return-to-court", unit);
        assert_eq!(result.units[0].1.anchor, day("2025-06-01"));
    }
}

#[test]
fn an_event_counts_by_its_type_and_by_what_the_court_found() {
    let case = "system = \"jpd\"\nparticipants = [\"p-1\"]\n[child.a]\n\
        [[event]]\non = 2025-01-15\nkind = \"petition\"\ntype = \"602\"\n\
        [[event]]\non = 2025-02-01\nkind = \"petition\"\ntype = \"777\"\n\
        [[event]]\non = 2025-03-01\nkind = \"violation\"\n\
        [[event]]\non = 2025-04-01\nkind = \"violation\"\nsustained = false\n\
        [[event]]\non = 2025-05-01\nkind = \"violation\"\nsustained = true\n\
        [[event]]\non = 2025-06-01\nkind = \"removed\"\n";
    let files = Files::default()
        .served("p-1", "2024-03-01")
        .file("cases/c-1.toml", case);
    let outcome = |event: &str| {
        let anchor = "kinds = [\"petition\"]\ntypes = [\"602\"]";
        let text = definition("child", anchor, event);
        let result = by_definition(&files, &text, Unit::Child);
        assert_eq!(result.units[0].1.anchor, day("2025-01-15"));
        result.units[0].1.outcome
    };
    let on = |on: &str, kind: EventKind| Outcome::Returned(day(on), kind);
    assert_eq!(
        outcome("kinds = [\"petition\"]"),
        on("2025-02-01", EventKind::Petition)
    );
    assert_eq!(
        outcome("kinds = [\"petition\"]\ntypes = [\"602\"]"),
        Outcome::Nothing
    );
    assert_eq!(
        outcome("kinds = [\"violation\"]"),
        on("2025-03-01", EventKind::Violation)
    );
    assert_eq!(
        outcome("kinds = [\"violation\"]\nsustained = true"),
        on("2025-05-01", EventKind::Violation)
    );
    assert_eq!(
        outcome("kinds = [\"violation\"]\nsustained = false"),
        on("2025-04-01", EventKind::Violation)
    );
    assert_eq!(
        outcome("kinds = [\"petition\", \"removed\"]\ntypes = [\"602\"]\nsustained = true"),
        on("2025-06-01", EventKind::Removed),
        "a removal has neither"
    );
}

const TIMES: &str = "[[enrollment]]\nstart = 2024-02-01\nend = 2024-12-31\nreason = \"moved-away\"\n\
    [[enrollment]]\nstart = 2025-02-01\nend = 2025-06-30\nreason = \"goals-met\"\n";

#[test]
fn a_moment_of_a_parent_starts_the_clock() {
    let case = "system = \"cps\"\nparticipants = [\"p-1\"]\n[child.a]\nborn = 2007-08-01\n\
        [[event]]\non = 2025-08-01\nkind = \"report\"\n\
        [[event]]\non = 2026-06-30\nkind = \"substantiated\"\n";
    let files = Files::default()
        .served("p-1", "2024-03-01")
        .file("participants/p-1.toml", TIMES)
        .file("cases/c-1.toml", case);
    let anchor = |kind: &str| {
        let anchor = format!("kinds = [\"{kind}\"]");
        let text = definition("participant", &anchor, "kinds = [\"substantiated\"]");
        let result = by_definition(&files, &text, Unit::Participant);
        result.units[0].1.anchor.to_string()
    };
    assert_eq!(anchor("enrolled"), "2024-02-01");
    assert_eq!(anchor("completed"), "2025-06-30");
    assert_eq!(anchor("first-session"), "2024-03-01");
    let shipped = files.outcomes("new-report", Unit::Participant);
    let returned = Outcome::Returned(day("2026-06-30"), EventKind::Substantiated);
    assert_eq!(
        shipped[0].2, returned,
        "on the last day; no birthday counts"
    );
}

#[test]
fn a_moment_of_a_parent_is_counted_by_parents() {
    let text = definition("child", "kinds = [\"completed\"]", "kinds = [\"report\"]");
    let faults = Definition::parse(&text).unwrap_err();
    assert_eq!(
        faults[0].message,
        "`completed` is a day of a parent, not of a family or child"
    );
}

#[test]
fn a_youth_stays_in_the_community_or_does_not() {
    let case = "system = \"jpd\"\nparticipants = [\"p-1\"]\n[child.a]\n[child.b]\n\
        [[event]]\non = 2025-01-15\nkind = \"petition\"\n\
        [[event]]\non = 2025-03-01\nkind = \"removed\"\nchildren = [\"a\"]\n";
    let files = Files::default()
        .served("p-1", "2024-03-01")
        .file("cases/c-1.toml", case);
    let outcomes = files.outcomes("jpd-community", Unit::Child);
    let of = |at: usize| outcomes[at].2;
    assert_eq!(
        of(0),
        Outcome::Returned(day("2025-03-01"), EventKind::Removed)
    );
    assert_eq!(of(1), Outcome::Nothing);
}

/// An event is in the period if any anchor, even one before the period, is at most 12 months before it.
#[test]
fn events_of_the_period_are_those_within_a_year_of_any_anchor() {
    let f = |events: &[&'static str], years: (i32, i32)| {
        let files = Files::default().served("p-1", "2023-03-01").case(
            "c-1",
            "cps",
            &["p-1"],
            &[("a", "")],
            events,
        );
        let options = Options::default();
        let unit = Unit::Participant;
        let result = files.count("return-to-court", unit, years, AS_OF, options);
        let f = figures(&result);
        (f.cohort, f.events_in_period)
    };
    let home = ["2024-06-01 reunified", "2025-06-01 petition"];
    assert_eq!(f(&home, (2025, 2025)), (0, 1));
    assert_eq!(f(&home, (2024, 2024)), (1, 0));
    let late = ["2024-06-01 reunified", "2025-06-02 petition"];
    assert_eq!(f(&late, (2025, 2025)), (0, 0));
    let twice = [
        "2024-12-01 reunified",
        "2024-12-20 petition",
        "2025-02-01 removed",
    ];
    assert_eq!(f(&twice, (2025, 2025)), (0, 1), "the second event, too");
    let gone = [
        "2024-06-01 reunified",
        "2024-12-01 died",
        "2025-02-01 petition",
    ];
    assert_eq!(f(&gone, (2025, 2025)), (0, 0));
}
