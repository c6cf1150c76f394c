use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn frame() -> Frame {
    Frame {
        as_of: day("2026-11-21"),
        fiscal_year_starts: 7,
        first_fact: Some(day("2024-08-05")),
    }
}

fn period(text: &str) -> (String, String, String) {
    let period = Period::parse(text, &frame()).unwrap();
    (
        period.label,
        period.first.to_string(),
        period.last.to_string(),
    )
}

fn is(text: &str, label: &str, first: &str, last: &str) {
    assert_eq!(
        period(text),
        (label.to_owned(), first.to_owned(), last.to_owned()),
        "{text}"
    );
}

#[test]
fn whole_months_are_said_in_words_and_others_by_their_days() {
    let words = |first: &str, last: &str| {
        let (first, last) = (first.parse().unwrap(), last.parse().unwrap());
        Period::between(first, last, Calendar::Common).in_words()
    };
    assert_eq!(words("2026-07-01", "2026-09-30"), "July to September 2026");
    assert_eq!(words("2024-02-01", "2024-02-29"), "February 2024");
    assert_eq!(
        words("2025-10-01", "2026-09-30"),
        "October 2025 to September 2026"
    );
    assert_eq!(words("2025-07-01", "2026-07-31"), "July 2025 to July 2026");
    assert_eq!(
        words("2026-07-01", "2026-07-30"),
        "2026-07-01 to 2026-07-30"
    );
}

#[test]
fn every_form_has_its_first_and_last_day() {
    is(
        "2026-07-01..2026-09-30",
        "2026-07-01..2026-09-30",
        "2026-07-01",
        "2026-09-30",
    );
    is("2026-10", "2026-10", "2026-10-01", "2026-10-31");
    is("CY2026", "CY2026", "2026-01-01", "2026-12-31");
    is("CY2026Q3", "CY2026Q3", "2026-07-01", "2026-09-30");
    is("FFY2027Q1", "FFY2027Q1", "2026-10-01", "2026-12-31");
    is("sfy2027q1", "SFY2027Q1", "2026-07-01", "2026-09-30");
    is("FY2027Q1", "FY2027Q1", "2026-07-01", "2026-09-30");
    is("last-quarter", "FY2027Q1", "2026-07-01", "2026-09-30");
    is("this-fy", "FY2027", "2026-07-01", "2027-06-30");
    is("to-date", "to-date", "2024-08-05", "2026-11-21");
}

#[test]
fn a_day_lies_in_other_quarters_of_other_calendars() {
    let named =
        |calendar: Calendar, text: &str| Period::holding(calendar, Step::Quarter, day(text)).label;
    assert_eq!(named(Calendar::Common, "2026-09-30"), "CY2026Q3");
    assert_eq!(named(Calendar::Federal, "2026-09-30"), "FFY2026Q4");
    assert_eq!(named(Calendar::State, "2026-09-30"), "SFY2027Q1");
    assert_eq!(named(Calendar::Common, "2026-10-01"), "CY2026Q4");
    assert_eq!(named(Calendar::Federal, "2026-10-01"), "FFY2027Q1");
    assert_eq!(named(Calendar::State, "2026-10-01"), "SFY2027Q2");
}

#[test]
fn a_quarter_without_a_calendar_is_refused_with_the_ways_to_write_it() {
    for text in ["Q1", "2026Q1", "2026-Q1", "2026"] {
        let error = Period::parse(text, &frame()).unwrap_err();
        for way in ["CY20", "FFY20", "SFY20", " FY20"] {
            assert!(error.contains(way), "{text}: {error}");
        }
    }
    for text in [
        "",
        "2026-13",
        "SFY2027Q5",
        "CY26",
        "2026-09-30..2026-07-01",
        "soon",
        "CY2026Q",
        "FY",
    ] {
        assert!(Period::parse(text, &frame()).is_err(), "{text}");
    }
}

#[test]
fn parts_are_units_of_the_calendar_clipped_to_the_period() {
    let period = Period::parse("2026-08-15..2026-11-02", &frame()).unwrap();
    let parts: Vec<_> = period
        .parts(Step::Quarter)
        .into_iter()
        .map(|part| part.label)
        .collect();
    assert_eq!(parts, ["FY2027Q1", "FY2027Q2"]);
    let months = period.parts(Step::Month);
    assert_eq!(months.len(), 4);
    assert_eq!(
        (months[0].first, months[3].last),
        (period.first, period.last)
    );
    assert_eq!(
        Period::parse("SFY2027", &frame())
            .unwrap()
            .parts(Step::Quarter)
            .len(),
        4
    );
}

#[test]
fn the_period_before_is_of_the_same_kind() {
    let before = |text: &str| Period::parse(text, &frame()).unwrap().before();
    assert_eq!(before("SFY2027Q1").label, "SFY2026Q4");
    assert_eq!(before("2026-03").label, "2026-02");
    assert_eq!(
        before("2026-01-11..2026-01-20").label,
        "2026-01-01..2026-01-10"
    );
}
