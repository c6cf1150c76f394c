//! Targets by quarter, of those referred, and of contracts that end within the period.

use super::*;

#[test]
fn a_target_for_each_quarter_is_held_against_the_period_alone() {
    let row = row(&target("unduplicated.served", "4", "by = \"quarter\"\n"));
    assert_eq!(
        row[7..],
        [
            Cell::text("quarter"),
            Cell::Rate(0.75),
            Cell::Unknown,
            Cell::Unknown,
            Cell::Unknown,
            Cell::text("missed"),
        ]
    );
}

#[test]
fn a_target_on_those_referred_says_who_has_no_day_of_referral() {
    let note = "1 parent who enrolled in this period has no day of referral on file, and is not counted as referred";
    for (measure, is_said) in [
        ("engagement.referred", true),
        ("engagement.within_7", true),
        ("engagement.exits", false),
        ("unduplicated.served", false),
    ] {
        let notes = asked(&target(measure, "1", "")).unwrap().notes;
        assert_eq!(notes == [note], is_said, "{measure}: {notes:?}");
    }
    let register = program("");
    let request = Request {
        register: &register,
        period: &Period::quarter(Calendar::Common, 2026, 4),
        as_of: day("2026-12-31"),
        by: &[],
        consenting_only: false,
    };
    let sheet = (engagement::REPORT.rows)(&request, Asked::default()).unwrap();
    assert_eq!(sheet.unpublished, [note]);
    let lists = "`peer list participants referred:none enrollment:2026-10-01..2026-12-31`";
    assert!(sheet.advice[0].contains(lists), "{:?}", sheet.advice);
}

/// One group was held from July to September, and two from October to December.
#[test]
fn in_other_days_than_a_quarter_each_whole_quarter_has_its_own_target() {
    let own = |first: &str, last: &str, as_of: &str, value: &str, rest: &str| {
        let target = target(
            "services.sessions",
            value,
            "where = \"service:support-group\"\nby = \"quarter\"\n",
        );
        let days = Period::between(day(first), day(last), Calendar::Program(7));
        let sheet = asked_of(&format!("{rest}{target}"), &days, as_of).unwrap();
        let row = &sheet.rows[0];
        let note = sheet.notes.first().cloned().unwrap_or_default();
        (
            row[4].clone(),
            row[8].clone(),
            row[11].clone(),
            row[12].clone(),
            note,
        )
    };
    let compared = |quarters: &str| {
        format!(
            "a target for each quarter is compared with each whole quarter that is over, by itself: {quarters}"
        )
    };
    // Three groups in the half-year are no 150 % of a target of 2: the first quarter had one.
    assert_eq!(
        own("2026-07-01", "2026-12-31", "2026-12-31", "2", ""),
        (
            Cell::Count(3),
            Cell::Unknown,
            Cell::share(1, 2),
            Cell::text("missed"),
            compared("2 quarters from 2026-07-01 to 2026-12-31")
        )
    );
    let met = own("2026-07-01", "2026-12-31", "2026-12-31", "1", "");
    assert_eq!((met.2, met.3), (Cell::share(2, 2), Cell::text("met")));
    // Of the fiscal year, only the first quarter is over; a quarter that missed cannot be made good.
    let early = own("2026-07-01", "2027-06-30", "2026-11-20", "1", "");
    assert_eq!(
        (early.2, early.3),
        (Cell::share(1, 1), Cell::text("under way"))
    );
    let early = own("2026-07-01", "2027-06-30", "2026-11-20", "2", "");
    assert_eq!(
        (early.2, early.3),
        (Cell::share(0, 1), Cell::text("missed"))
    );
    // Days before the contract, and the part of a quarter at the end, are left out.
    let odd = own("2026-01-15", "2026-11-20", "2026-11-20", "1", "");
    assert_eq!(
        (odd.2, odd.3, odd.4),
        (
            Cell::share(1, 1),
            Cell::text("met"),
            compared("1 quarter from 2026-07-01 to 2026-09-30")
        )
    );
    // No whole quarter: the contract year begins in February, and its quarters in February, May, August and November.
    for (first, last, rest, such) in [
        ("2026-10-01", "2026-10-31", "", "2026-10-01..2026-12-31"),
        (
            "2026-10-01",
            "2026-12-31",
            "year = 2\n",
            "2026-11-01..2027-01-31",
        ),
    ] {
        assert_eq!(
            own(first, last, "2026-12-31", "1", rest),
            (
                if rest.is_empty() {
                    Cell::Count(1)
                } else {
                    Cell::Count(2)
                },
                Cell::Unknown,
                Cell::Unknown,
                Cell::Unknown,
                format!(
                    "a target for each quarter is compared with a whole quarter; ask for one, such as {such}"
                )
            )
        );
    }
}

#[test]
fn a_contract_that_ended_in_the_days_is_judged_by_its_last_year() {
    // Ana and Ben and Cleo came until the end of November: 3 of 6, with nothing left to do.
    let target = target("unduplicated.served", "6", "")
        .replace("[[contract", "ends = 2026-11-30\n[[contract");
    let days = Period::between(day("2026-07-01"), day("2027-10-31"), Calendar::Program(7));
    let row = asked_of(&target, &days, "2027-10-31")
        .unwrap()
        .rows
        .remove(0);
    assert_eq!(
        (&row[5], &row[8], &row[9], &row[10], &row[12]),
        (
            &Cell::Count(3),
            &Cell::Rate(0.5),
            &Cell::Rate(1.0),
            &Cell::Unknown,
            &Cell::text("missed")
        )
    );
}
