//! The sheet of [`crate::measure::unduplicated`].

use super::cell::Cell;
use super::chart::Drawing;
use super::column::{Column, Columns, Rank, Role};
use super::disclosure::{Disclosure, Relation};
use super::request::{Asked, Breakdown, Report, Request, Span, group};
use super::sheet::Sheet;
use crate::measure::unduplicated::{
    Count, Options, Unduplicated, UnduplicatedRow, Unit, unduplicated,
};
use crate::measure::{By, Window};
use crate::record::{Kind, Period, counted};

/// How many different people were served, always by service.
pub const REPORT: Report = Report {
    name: "unduplicated",
    summary: "how many different people were served, new and continuing, by service",
    text: include_str!("../measure/unduplicated.md"),
    rules: &[
        "served: people who came to a support group, mentoring, team meeting, casework or court day that took place, each counted once",
        "new: not served earlier in the same year; new ever: never served before; continuing: served, and not new",
        "in the row of a service, `new` and `new ever` mean new to that service",
        "anonymous: people who came without giving a name; they are counted each time they come, and are not in `served`",
    ],
    by: By::TIME_AND_PEOPLE,
    reads: &[Kind::Session, Kind::Participant],
    span: Span::ToItsEnd,
    is_outcome: false,
    takes: &[],
    under: None,
    disclosure: Disclosure {
        topic: "services",
        counts_persons: true,
        relations: &[
            Relation::Sum("served", &["new", "continuing"]),
            Relation::Rest("new", &["new_ever"]),
            Relation::Rest("served", &["new_ever"]),
        ],
        drawing: Some(Drawing::Bars(
            "served",
            &[("new", "new in the year"), ("continuing", "continuing")],
        )),
        ..Disclosure::of("unduplicated")
    },
    rows: sheet,
    who,
};

const TITLE: &str = "People served";

fn sheet(request: &Request<'_>, _: Asked<'_>) -> Result<Sheet, String> {
    let breakdown = request.breakdown(&REPORT)?.beside(By::Service);
    let result = measured(request, breakdown, false);
    let mut sheet = request.sheet(&REPORT, TITLE);
    if breakdown.step.is_some() {
        sheet.rules.push(
            "the row of the whole period counts each person once; it does not add up the rows"
                .to_owned(),
        );
    } else {
        sheet.notes.push(format!(
            "`new` counts from {}, the start of the year",
            request.period.start_of_year()
        ));
    }
    sheet.notes.extend(without_record(&result));
    sheet.notes.extend(range(&result));
    if let Some(by) = breakdown.group {
        let several = match by.overlaps(request.register.program()) {
            true => "people in two groups are counted in both rows; ",
            false => "",
        };
        sheet.notes.push(format!(
            "{several}people with none on file are `not-recorded`"
        ));
    }
    sheet.fill(columns(breakdown), &result.rows);
    Ok(sheet)
}

/// People served by service in the last two parts of a period, and in total in earlier parts, starting with the first
/// in which anyone was served.
pub(super) fn at_last(
    request: &Request<'_>,
    before: &Period,
    now: &Period,
) -> Result<Sheet, String> {
    let breakdown = request.breakdown(&REPORT)?;
    let result = measured(request, breakdown, false);
    let mut sheet = request.sheet(&REPORT, TITLE);
    sheet.notes.clear();
    for period in [before, now] {
        let request = Request { period, ..*request };
        let result = measured(&request, Breakdown::default(), false);
        let notes = request
            .not_over()
            .into_iter()
            .chain(without_record(&result));
        sheet.notes.extend(notes);
    }
    sheet.notes.dedup();
    sheet.notes.push(
        "`new` counts from the start of each year, so in its first days everyone is new".to_owned(),
    );
    let is_last = |row: &UnduplicatedRow| row.window.period.first >= before.first;
    let anybody = |row: &UnduplicatedRow| {
        row.count.is_some_and(|count| count.served > 0) || row.anonymous.unwrap_or(0) > 0
    };
    let rows = result
        .rows
        .iter()
        .filter(|row| !row.window.whole && (is_last(row) || row.service.is_none()));
    let rows = rows.skip_while(|row| !is_last(row) && !anybody(row));
    sheet.fill(columns(breakdown), rows);
    Ok(sheet)
}

fn columns<'a>(breakdown: Breakdown) -> Columns<'a, UnduplicatedRow> {
    breakdown
        .window(|row: &UnduplicatedRow| &row.window)
        .with(group(By::Service), |row| Cell::group(row.service))
        .with_some(breakdown.group(), |row| Cell::group(row.group.as_ref()))
        .and(counts(), |row| row.count.as_ref())
        .with(
            Column::number("anonymous").with(Role::Unnamed(Rank::First)),
            |row| row.anonymous,
        )
}

fn counts<'a>() -> Columns<'a, Count> {
    Columns::new()
        .with(Column::people("served", Rank::Last), |count: &Count| {
            count.served
        })
        .with(Column::people("new", Rank::Middle), |count| count.new)
        .with(Column::people("continuing", Rank::Middle), |count| {
            count.continuing()
        })
        .with(Column::people("new_ever", Rank::First), |count| {
            count.new_ever
        })
        .with(Column::number("undecided").detail(), |count| {
            count.undecided
        })
        .with(Column::number("served_low").detail(), |count| {
            count.served_low
        })
}

fn who(request: &Request<'_>, _: Asked<'_>) -> Result<Sheet, String> {
    let breakdown = request.breakdown(&REPORT)?;
    let result = measured(request, breakdown.beside(By::Service), true);
    let mut sheet = request.who(&REPORT, "People served, one by one");
    let columns = breakdown
        .window(|(window, _): &(&Window, &Unit)| *window)
        .with(group(By::Service), |(_, unit)| Cell::group(unit.service))
        .with(Column::text("unit"), |_| "participant")
        .with(Column::text("id"), |(_, unit)| Cell::text(&unit.id))
        .with(Column::words("status"), |(_, unit)| {
            Cell::text(match (unit.new, unit.before) {
                (_, None) => "new-ever",
                (true, Some(_)) => "new",
                (false, Some(_)) => "continuing",
            })
        })
        .with(
            Column::words("first_session").titled("first session in the row"),
            |(_, unit)| unit.first,
        )
        .with(
            Column::words("session_before").titled("last session before it"),
            |(_, unit)| unit.before,
        )
        .with(Column::words("file"), |(_, unit)| {
            Cell::text(&unit.file.path)
        });
    let units = result.units.iter();
    sheet.fill(
        columns,
        units.map(|unit| (&result.windows[unit.window], unit)),
    );
    Ok(sheet)
}

fn measured(request: &Request<'_>, breakdown: Breakdown, who: bool) -> Unduplicated {
    let options = Options {
        step: breakdown.step,
        group: breakdown.group,
        who,
    };
    unduplicated(request.register, request.period, request.as_of, options)
}

/// The range of people in the whole period, if pairs are undecided.
fn range(result: &Unduplicated) -> Option<String> {
    let is_whole =
        |row: &&UnduplicatedRow| row.window.whole && row.service.is_none() && row.group.is_none();
    let count = result.rows.iter().find(is_whole)?.count?;
    (count.undecided > 0).then(|| {
        format!(
            "between {} and {} people: {} may be one person each (`maybe_same`), and no one has decided yet",
            count.served_low,
            count.served,
            counted(count.undecided, "pair")
        )
    })
}

fn without_record(result: &Unduplicated) -> Option<String> {
    let count = result.without_record;
    (count > 0).then(|| {
        format!(
            "{} without a participant file: each id counts as a person",
            counted(count, "person")
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Calendar, Period};
    use crate::register::testing::{day, register};

    const SESSION: &str =
        "kind = \"support-group\"\non = 2026-07-10\ngroup = \"wed\"\nparticipants = [\"p-1\"]\n";

    fn asked(by: &[By], work: impl FnOnce(&Request<'_>)) {
        let register = register(&[
            ("participants/p-1.toml", ""),
            ("sessions/2026/2026-07-10-group-wed.toml", SESSION),
        ]);
        let period = Period::year(Calendar::State, 2027);
        let request = Request {
            register: &register,
            period: &period,
            as_of: day("2026-11-21"),
            by,
            consenting_only: false,
        };
        work(&request);
    }

    #[test]
    fn columns_have_the_names_of_the_contract_and_rows_fit_them() {
        asked(&[By::Quarter], |request| {
            let sheet = sheet(request, Asked::default()).unwrap();
            let names: Vec<_> = sheet.columns.iter().map(|column| column.name).collect();
            let expected = [
                "period",
                "start",
                "end",
                "service",
                "served",
                "new",
                "continuing",
                "new_ever",
                "undecided",
                "served_low",
                "anonymous",
            ];
            assert_eq!(names, expected);
            assert_eq!(sheet.rows.len(), 5 * 6);
            assert!(sheet.rows.iter().all(|row| row.len() == names.len()));
            assert_eq!(sheet.rows[0][4], Cell::Count(1));
            assert_eq!(
                sheet.rows[12][4],
                Cell::Unknown,
                "January 2027 is not known in November 2026"
            );
        });
    }

    #[test]
    fn who_names_the_file_and_the_days() {
        asked(&[], |request| {
            let sheet = who(request, Asked::default()).unwrap();
            assert_eq!(sheet.rows.len(), 2);
            assert!(
                sheet
                    .rows
                    .iter()
                    .all(|row| row.len() == sheet.columns.len())
            );
            assert_eq!(sheet.rows[0][6], Cell::text("new-ever"));
            assert_eq!(
                sheet.rows[0][9],
                Cell::text("sessions/2026/2026-07-10-group-wed.toml")
            );
        });
    }

    #[test]
    fn two_breakdowns_by_people_are_refused() {
        asked(&[By::Area, By::Gender], |request| {
            assert!(sheet(request, Asked::default()).is_err())
        });
        asked(&[By::Area, By::Month], |request| {
            assert_eq!(
                sheet(request, Asked::default()).unwrap().columns[4].name,
                "area"
            )
        });
    }
}
