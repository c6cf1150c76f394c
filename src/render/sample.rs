//! Sheets that the tests of every renderer share.

use crate::record::{Calendar, Day, Period};
use crate::report::{Audience, Cell, Column, Key, Layout, Sheet};

pub(super) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A table as `unduplicated` has it, with an unknown and a masked value.
pub(super) fn table() -> Sheet {
    let mut sheet = Sheet::new(
        "unduplicated",
        "People served",
        "Saguaro",
        day("2026-11-21"),
    );
    sheet.period = Some(Period::quarter(Calendar::State, 2027, 1));
    sheet.audience = Some(Audience::Public);
    sheet.rules = vec!["A person is counted once, no matter how many sessions.".to_owned()];
    sheet.columns = vec![
        Column::key("period", Key::Period),
        Column::key("start", Key::Start).detail(),
        Column::key("service", Key::Group),
        Column::number("served"),
        Column::number("new"),
        Column::number("rate").titled("share of all"),
    ];
    let row = |service: Option<&str>, served: Cell, new: Cell, rate: Cell| {
        vec![
            Cell::text("SFY2027Q1"),
            Cell::Day(day("2026-07-01")),
            Cell::group(service),
            served,
            new,
            rate,
        ]
    };
    sheet.rows = vec![
        row(None, Cell::Count(200), Cell::Unknown, Cell::Rate(1.0)),
        row(
            Some("mentoring"),
            Cell::Masked("<11".to_owned()),
            Cell::Count(0),
            Cell::Masked("<5.5%".to_owned()),
        ),
    ];
    sheet.totals = vec![(Column::number("anonymous"), Cell::Count(2))];
    sheet.notes = vec!["2 people came without giving a name.".to_owned()];
    sheet.sources = vec!["312 sessions, commit 6b299a3".to_owned()];
    sheet
}

/// A single block of facts as `returns` has it.
pub(super) fn facts() -> Sheet {
    let mut sheet = Sheet::new("returns", "Return to court", "Saguaro", day("2026-11-21"));
    sheet.period = Some(Period::year(Calendar::Common, 2025));
    sheet.layout = Layout::Facts;
    sheet.columns = vec![
        Column::key("definition", Key::Name),
        Column::number("cohort"),
        Column::number("rate").titled("returned within 12 months"),
        Column::number("km"),
        Column::number("sustained_3"),
    ];
    let kept = Cell::Parts(vec![
        ("k".to_owned(), Cell::Masked("<11".to_owned())),
        ("n".to_owned(), Cell::Count(40)),
    ]);
    sheet.rows = vec![vec![
        Cell::text("return-to-court"),
        Cell::Count(15),
        Cell::Rate(4.0 / 11.0),
        Cell::Number(0.4652778, 4),
        kept,
    ]];
    sheet
}
