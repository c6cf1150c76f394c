#![doc = include_str!("waits.md")]

use super::cell::Cell;
use super::column::{Column, Key};
use super::disclosure::Disclosure;
use super::matches::{Behind, figures, measured, units, wait};
use super::request::{Asked, Breakdown, Report, Request, Span, group};
use super::sheet::Sheet;
use crate::measure::By;
use crate::measure::matches::{MatchesRow, Unit};
use crate::record::Kind;

/// How waits are grouped: by what parents cannot change, and what they wish.
const GROUPS: [By; 3] = [By::Language, By::Area, By::MentorGender];

/// Waits for a mentor: of everyone, then of each group.
pub const REPORT: Report = Report {
    name: "waits",
    summary: "who has waited longest for a mentor: waits by language, area and wish",
    text: include_str!("waits.md"),
    rules: &[
        "requests met: of the matches that began in the period, those that met a request; days from the request to the \
         match",
        "so far: days since the request, for parents who wait at the end, on its last day or the as-of day if earlier",
        "people who speak two languages are counted under both",
    ],
    by: By::TIME,
    reads: &[Kind::Match, Kind::Participant],
    span: Span::All,
    is_outcome: false,
    takes: &[],
    under: Some("matches"),
    disclosure: Disclosure {
        topic: "services",
        groups: &GROUPS,
        ..Disclosure::of("matches")
    },
    rows: sheet,
    who,
};

/// The figures of everyone, or of a group of some kind.
type Row = (Option<By>, MatchesRow);

fn sheet(request: &Request<'_>, _: Asked<'_>) -> Result<Sheet, String> {
    let breakdown = request.breakdown(&REPORT)?;
    let mut sheet = request.sheet(&REPORT, "Waits for a mentor");
    let mut rows: Vec<Row> = Vec::new();
    let all = measured(request, breakdown).rows;
    rows.extend(all.into_iter().map(|row| (None, row)));
    for by in GROUPS {
        let group = Some(by);
        let of_group = measured(request, Breakdown { group, ..breakdown }).rows;
        let waits = |row: &MatchesRow| {
            let figures = row.figures.as_ref().filter(|_| row.group.is_some());
            figures.is_some_and(|of| !of.waits.is_empty() || !of.waiting.is_empty())
        };
        rows.extend(of_group.into_iter().filter(waits).map(|row| (group, row)));
    }
    let mut columns = breakdown
        .window(|(_, row): &Row| &row.window)
        .with(Column::key("by", Key::Label), |(by, _)| Cell::group(*by))
        .with(Column::key("group", Key::Label), |(_, row)| {
            Cell::group(row.group.as_ref())
        });
    for kind in GROUPS {
        columns = columns.with(group(kind).unprinted(), move |(by, row)| {
            Cell::group(row.group.as_ref().filter(|_| *by == Some(kind)))
        });
    }
    let waits = figures().only(&FIGURES);
    sheet.fill(columns.and(waits, |(_, row)| row.figures.as_ref()), rows);
    Ok(sheet)
}

/// The figures of matches that are about waits.
const FIGURES: [(&str, &str); 6] = [
    ("requests_met", "requests met"),
    ("wait_days_median", "median days"),
    ("wait_days_max", "longest"),
    ("waiting_at_end", "waiting"),
    ("waiting_days_median", "median so far"),
    ("waiting_days_max", "longest so far"),
];

/// The matches that met a request, and those still waiting: the longest wait first.
fn who(request: &Request<'_>, _: Asked<'_>) -> Result<Sheet, String> {
    let breakdown = request.breakdown(&REPORT)?;
    let mut sheet = request.who(&REPORT, "Waits for a mentor, one by one");
    let mut behind: Vec<Behind<'_>> = measured(request, breakdown).units;
    behind.retain(|(_, unit)| match unit {
        Unit::Waiting(..) => true,
        Unit::Match(_, part) => part.requested.is_some(),
    });
    behind.sort_by_key(|(_, unit)| std::cmp::Reverse(wait(unit).unwrap_or(0)));
    sheet.fill(units(breakdown), behind);
    Ok(sheet)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Calendar, Period};
    use crate::register::Register;
    use crate::register::testing::{day, register};
    use crate::report::Audience;
    use crate::report::audience::for_audience;

    const MATCH: &str = "mentor = \"m-a\"\nbegan = ";

    fn parent(keys: &str, asked: &str) -> String {
        format!("{keys}[[enrollment]]\nstart = 2026-01-01\n[[mentor_request]]\non = {asked}\n")
    }

    /// Two waits that a match ended in the quarter, one that ended earlier, and one that is not over.
    fn program() -> Register {
        let files = [
            (
                "participants/p-a.toml",
                parent("languages = [\"en\", \"es\"]\n", "2026-07-01"),
            ),
            (
                "participants/p-b.toml",
                parent(
                    "languages = [\"es\"]\nmentor_gender = \"woman\"\n",
                    "2026-08-01",
                ),
            ),
            (
                "participants/p-c.toml",
                parent("area = \"1\"\n", "2026-09-01"),
            ),
            (
                "participants/p-d.toml",
                parent("languages = [\"vi\"]\n", "2026-01-01"),
            ),
            ("mentors/m-a.toml", "capacity = 9\n".to_owned()),
            (
                "matches/k-a.toml",
                format!("participant = \"p-a\"\n{MATCH}2026-07-11\n"),
            ),
            (
                "matches/k-b.toml",
                format!("participant = \"p-b\"\n{MATCH}2026-08-31\n"),
            ),
            (
                "matches/k-d.toml",
                format!("participant = \"p-d\"\n{MATCH}2026-02-01\n"),
            ),
        ];
        register(&files.each_ref().map(|(path, text)| (*path, text.as_str())))
    }

    fn asked<T>(work: impl Fn(&Request<'_>) -> T) -> T {
        let (register, period) = (program(), Period::quarter(Calendar::Common, 2026, 3));
        let as_of = day("2026-11-21");
        work(&Request {
            register: &register,
            period: &period,
            as_of,
            by: &[],
            consenting_only: false,
        })
    }

    #[test]
    fn waits_that_ended_and_waits_that_last_stand_apart() {
        let sheet = asked(|request| sheet(request, Asked::default()).unwrap().printed());
        let rows: Vec<String> = sheet
            .rows
            .iter()
            .map(|row| row[3..].iter().map(shown).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(
            rows,
            [
                "all all 2 20 30 1 29 29",
                "language en 1 10 10 0 - -",
                "language es 2 20 30 0 - -",
                "language not-recorded 0 - - 1 29 29",
                "area 1 0 - - 1 29 29",
                "area not-recorded 2 20 30 0 - -",
                "mentor-gender woman 1 30 30 0 - -",
                "mentor-gender no-wish 1 10 10 1 29 29",
            ]
        );
    }

    fn shown(cell: &Cell) -> String {
        match cell {
            Cell::Text(text) => text.clone(),
            Cell::All => "all".to_owned(),
            Cell::Count(count) => count.to_string(),
            Cell::Number(number, _) => number.to_string(),
            _ => "-".to_owned(),
        }
    }

    #[test]
    fn a_funder_sees_no_wait_of_a_single_person() {
        let sheets = asked(|request| {
            let sheet = sheet(request, Asked::default()).unwrap();
            let funder = Audience::Funder;
            for_audience(vec![sheet], funder, request, Asked::default()).unwrap()
        });
        let names: Vec<&str> = sheets[0].columns.iter().map(|one| one.name).collect();
        assert_eq!(
            names[5..],
            [
                "requests_met",
                "wait_days_median",
                "waiting_at_end",
                "waiting_days_median"
            ]
        );
        let rows: Vec<String> = sheets[0]
            .rows
            .iter()
            .map(|row| row[3..].iter().map(shown).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(rows[0], "all all 2 20 1 -");
        assert_eq!(rows[1], "language en 1 - 0 -");
        assert_eq!(rows[2], "language es 2 20 0 -");
    }

    #[test]
    fn who_waits_longest_comes_first() {
        let sheet = asked(|request| who(request, Asked::default()).unwrap());
        let ids: Vec<String> = sheet.rows.iter().map(|row| shown(&row[4])).collect();
        assert_eq!(ids, ["k-b", "p-c", "k-a"], "30, 29 and 10 days");
    }
}
