#![doc = include_str!("waits.md")]

use super::matches;
use super::request::{Request, window_cells, window_columns};
use super::sheet::{Cell, Column, Sheet};
use crate::measure::By;
use crate::measure::matches::{MatchesFigures, MatchesRow, matches as measured};

/// The breakdowns it has, beside its own.
pub const BY: &[By] = &[By::Quarter, By::Month, By::Year];

/// What waits are told apart by: what parents cannot change, and what they wish.
pub const KINDS: [By; 3] = [By::Language, By::Area, By::MentorGender];

const NAME: &str = "waits";

/// Waits for a mentor of everybody, then by each of [`KINDS`].
///
/// # Errors
/// A sentence, where a breakdown is asked for that the report does not have.
pub fn sheet(request: &Request<'_>) -> Result<Sheet, String> {
    let step = request.breakdown(NAME, BY)?.step;
    let mut sheet = request.sheet(NAME, "Waits for a mentor");
    sheet.rules = rules();
    sheet.columns = window_columns(step);
    sheet.columns.extend(["by", "group"].map(Column::text));
    let number = |name: &'static str, title: &str| Column::number(name).titled(title);
    sheet.columns.extend([
        number("requests_met", "requests met"),
        number("wait_days_median", "median days"),
        number("wait_days_max", "longest"),
        number("waiting_at_end", "waiting"),
        number("waiting_days_median", "median so far"),
        number("waiting_days_max", "longest so far"),
    ]);
    let rows =
        |by: Option<By>| measured(request.register, request.period, request.as_of, step, by).rows;
    sheet
        .rows
        .extend(rows(None).iter().map(|row| cells(row, "all", "all")));
    for by in KINDS {
        let groups = rows(Some(by))
            .into_iter()
            .filter(|row| row.figures.as_ref().is_some_and(anybody));
        sheet
            .rows
            .extend(groups.filter_map(|row| Some(cells(&row, by.word(), row.group.as_deref()?))));
    }
    Ok(sheet)
}

/// The matches that met a request, and who waits: the longest wait first.
///
/// # Errors
/// A sentence, where a breakdown is asked for that the report does not have.
pub fn who(request: &Request<'_>) -> Result<Sheet, String> {
    request.breakdown(NAME, BY)?;
    let mut sheet = matches::who(request)?;
    NAME.clone_into(&mut sheet.report);
    "Waits for a mentor, one by one".clone_into(&mut sheet.title);
    sheet.rules = rules();
    let at = |name: &str| sheet.columns.iter().position(|column| column.name == name);
    let (Some(counted), Some(days)) = (at("counted_in"), at("wait_days")) else {
        return Ok(sheet);
    };
    let is_wait = |row: &Vec<Cell>| match &row[counted] {
        Cell::List(names) => names
            .iter()
            .any(|name| name == "requests_met" || name == "waiting_at_end"),
        _ => false,
    };
    sheet.rows.retain(is_wait);
    sheet.rows.sort_by_key(|row| match row[days] {
        Cell::Count(days) => std::cmp::Reverse(days),
        _ => std::cmp::Reverse(0),
    });
    Ok(sheet)
}

/// Whether anybody of a group waited.
fn anybody(figures: &MatchesFigures) -> bool {
    !figures.waits.is_empty() || !figures.waiting.is_empty()
}

fn cells(row: &MatchesRow, by: &str, group: &str) -> Vec<Cell> {
    let mut cells = window_cells(&row.window);
    cells.extend([Cell::text(by), Cell::text(group)]);
    let Some(figures) = &row.figures else {
        cells.extend([const { Cell::Unknown }; 6]);
        return cells;
    };
    let (met, waiting) = (figures.wait_days(), figures.waiting_days());
    let days = |days: u32| Cell::Count(i64::from(days));
    cells.extend([
        Cell::count(figures.waits.len()),
        Cell::or_unknown(met, |(_, median, _)| Cell::Number(median, 1)),
        Cell::or_unknown(met, |(.., longest)| days(longest)),
        Cell::count(figures.waiting.len()),
        Cell::or_unknown(waiting, |(median, _)| Cell::Number(median, 1)),
        Cell::or_unknown(waiting, |(_, longest)| days(longest)),
    ]);
    cells
}

fn rules() -> Vec<String> {
    vec![
        "requests met: of the matches that began in the period, those that met a request; days from the request to the \
         match"
            .to_owned(),
        "so far: days since the request of those who wait at the end, on its last day or the day as of which is asked if \
         earlier"
            .to_owned(),
        "who speaks two languages is counted under both".to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Calendar, Period};
    use crate::register::Register;
    use crate::register::testing::{day, register};

    const MATCH: &str = "mentor = \"m-a\"\nbegan = ";

    fn parent(keys: &str, asked: &str) -> String {
        format!("{keys}[[enrollment]]\nstart = 2026-01-01\n[[mentor_request]]\non = {asked}\n")
    }

    /// Two waits that a match ended in the quarter, one that ended before, and one that is not over.
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
        let sheet = asked(|request| sheet(request).unwrap());
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
            Cell::Count(count) => count.to_string(),
            Cell::Number(number, _) => number.to_string(),
            _ => "-".to_owned(),
        }
    }

    #[test]
    fn who_waits_longest_comes_first() {
        let sheet = asked(|request| who(request).unwrap());
        let ids: Vec<String> = sheet.rows.iter().map(|row| shown(&row[4])).collect();
        assert_eq!(ids, ["k-b", "p-c", "k-a"], "30, 29 and 10 days");
    }
}
