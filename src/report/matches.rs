//! The sheet of [`crate::measure::matches`].

use super::cell::Cell;
use super::column::{Basis, Column, Columns, OfOne, Rank};
use super::disclosure::{Disclosure, Relation};
use super::request::{Asked, Breakdown, Report, Request, Span};
use super::sheet::{Layout, Sheet};
use crate::measure::matches::{
    LENGTHS, Matches, MatchesFigures, MatchesRow, Part, SUSTAINED, Unit, matches,
};
use crate::measure::{By, Window};
use crate::record::{Day, Kind, Word, counted};
use crate::register::Pairing;

/// How many matches began, were held and ended, and how long parents waited.
pub const REPORT: Report = Report {
    name: "matches",
    summary: "mentoring: matches begun, held, ended, and how long parents waited",
    text: include_str!("../measure/matches.md"),
    rules: &[
        "new: matches that began in the period; at the end: on its last day, or the as-of day if earlier; a match no longer counts on the day it ended",
        "wait: days from the request to the match, for matches that began in the period; so far: days since the request, for parents who wait at the end; lasted: of the matches in the period that began long enough ago to know",
    ],
    by: &[
        By::Quarter,
        By::Month,
        By::Year,
        By::System,
        By::Area,
        By::Language,
        By::Gender,
        By::MentorGender,
    ],
    reads: &[Kind::Match, Kind::Participant],
    span: Span::All,
    is_outcome: false,
    takes: &[],
    under: None,
    disclosure: Disclosure {
        topic: "services",
        relations: &[
            Relation::Rest("new", &["rematched"]),
            Relation::Rest("new", &["requests_met"]),
            Relation::Sum("ended", &["ended_by_reason.*"]),
            Relation::Rest("sustained_3.n", &["sustained_3.k"]),
            Relation::AtMost("sustained_3.n", "new"),
            Relation::Rest("sustained_6.n", &["sustained_6.k"]),
            Relation::AtMost("sustained_6.n", "new"),
            Relation::Rest("sustained_12.n", &["sustained_12.k"]),
            Relation::AtMost("sustained_12.n", "new"),
            Relation::AtMost("sustained_6.k", "sustained_3.k"),
            Relation::AtMost("sustained_6.n", "sustained_3.n"),
            Relation::AtMost("sustained_12.k", "sustained_6.k"),
            Relation::AtMost("sustained_12.n", "sustained_6.n"),
        ],
        ..Disclosure::of("matches")
    },
    rows: sheet,
    who,
};

fn sheet(request: &Request<'_>, _: Asked<'_>) -> Result<Sheet, String> {
    let breakdown = request.breakdown(&REPORT)?;
    let result = measured(request, breakdown);
    let mut sheet = request.sheet(&REPORT, "Mentoring matches");
    let whole = |row: &&MatchesRow| row.window.whole && row.group.is_none();
    let without = result
        .rows
        .iter()
        .find(whole)
        .and_then(|row| row.figures.as_ref())
        .map_or(0, |figures| figures.without_request);
    if without > 0 {
        sheet.notes.push(format!(
            "{} began without a request on file, so they are not in the wait",
            counted(without, "match")
        ));
    }
    sheet.notes.extend(without_mentor(request));
    if breakdown == Breakdown::default() {
        sheet.layout = Layout::Facts;
    }
    let columns = breakdown
        .window(|row: &MatchesRow| &row.window)
        .with_some(breakdown.group(), |row| Cell::group(row.group.as_ref()))
        .and(figures(), |row| row.figures.as_ref());
    sheet.fill(columns, &result.rows);
    Ok(sheet)
}

/// How many participants are behind a figure.
fn behind(figures: &MatchesFigures, name: &str) -> Cell {
    Cell::behind_figure(&figures.behind, name)
}

pub(super) fn figures<'a>() -> Columns<'a, MatchesFigures> {
    let longest =
        |name: &'static str, title: &str| Column::number(name).titled(title).of_one(OfOne::Always);
    let columns = Columns::new()
        .with(Column::people("new", Rank::Last), |of: &MatchesFigures| {
            of.new
        })
        .behind(behind)
        .with(Column::people("rematched", Rank::First), |of| of.rematched)
        .behind(behind)
        .with(
            Column::people("active_at_end", Rank::Last)
                .of_a_day()
                .titled("active at the end"),
            |of| of.active_at_end,
        )
        .behind(behind)
        .with(Column::people("ended", Rank::First), |of| of.ended)
        .behind(behind)
        .with(Column::people_by_word("ended_by_reason"), |of| {
            let reasons = of.ended_by_reason.iter();
            Cell::behind(reasons.map(|(reason, count)| (reason, *count)))
        })
        .behind(behind)
        .with(Column::people("declined", Rank::First), |of| of.declined)
        .behind(behind)
        .with(
            Column::people("waiting_at_end", Rank::Last)
                .of_a_day()
                .titled("waiting at the end"),
            |of| of.waiting.len(),
        )
        .with(
            Column::derived("waiting_days_median", Basis::All(&["waiting_at_end"]))
                .titled("median days so far")
                .of_one(OfOne::Where("waiting_at_end")),
            |of| median(of.waiting_days().map(|(median, _)| median)),
        )
        .with(longest("waiting_days_max", "longest so far, days"), |of| {
            of.waiting_days().map(|(_, longest)| longest)
        })
        .with(Column::people("requests_met", Rank::Middle), |of| {
            of.waits.len()
        })
        .behind(behind)
        .with(longest("wait_days_min", "shortest wait, days"), |of| {
            of.wait_days().map(|(shortest, ..)| shortest)
        })
        .with(
            Column::derived("wait_days_median", Basis::All(&["new", "requests_met"]))
                .titled("median wait, days")
                .of_one(OfOne::Where("requests_met")),
            |of| median(of.wait_days().map(|(_, median, _)| median)),
        )
        .with(longest("wait_days_max", "longest wait, days"), |of| {
            of.wait_days().map(|(.., longest)| longest)
        });
    sustained(columns)
}

fn sustained(columns: Columns<'_, MatchesFigures>) -> Columns<'_, MatchesFigures> {
    (0..LENGTHS.len()).fold(columns, |columns, at| {
        let title = format!("lasted {}", counted(LENGTHS[at], "month"));
        let column = Column::people(SUSTAINED[at], Rank::Middle).titled(&title);
        columns
            .with(column, move |of| {
                let (k, n) = of.sustained[at];
                Cell::share(k, n)
            })
            .behind(behind)
    })
}

fn median(days: Option<f64>) -> Option<Cell> {
    days.map(|days| Cell::Number(days, 1))
}

pub(super) fn measured<'r>(request: &Request<'r>, breakdown: Breakdown) -> Matches<'r> {
    let (register, period, as_of) = (request.register, request.period, request.as_of);
    matches(register, period, as_of, breakdown.step, breakdown.group)
}

fn who(request: &Request<'_>, _: Asked<'_>) -> Result<Sheet, String> {
    let breakdown = request.breakdown(&REPORT)?;
    let result = measured(request, breakdown);
    let mut sheet = request.who(&REPORT, "Mentoring matches, one by one");
    sheet.fill(units(breakdown), &result.units);
    Ok(sheet)
}

/// How many of the matches at the end continue although the mentor is gone.
fn without_mentor(request: &Request<'_>) -> Option<String> {
    let register = request.register;
    let end = request.period.last.min(request.as_of);
    let is_away = |entry: &&Pairing| {
        let mentor = register.mentor_index(&entry.record.mentor);
        entry.record.is_active(end)
            && mentor.is_some_and(|at| register.away_since(at, end).is_some())
    };
    match register.records().matches.iter().filter(is_away).count() {
        0 => None,
        1 => Some(
            "1 match that is active at the end has a mentor who left or is on leave with no end date"
                .to_owned(),
        ),
        many => Some(format!(
            "{many} matches that are active at the end have a mentor who left or is on leave with no end date"
        )),
    }
}

/// A match, or a waiting parent, in some days.
pub(super) type Behind<'r> = (Window, Unit<'r>);

pub(super) fn units<'r>(breakdown: Breakdown) -> Columns<'r, Behind<'r>> {
    breakdown
        .window(|(window, _): &Behind<'r>| window)
        .with(Column::text("unit"), |(_, unit)| {
            Cell::text(match unit {
                Unit::Waiting(..) => "participant",
                Unit::Match(..) => "match",
            })
        })
        .with(Column::text("id"), |(_, unit)| match unit {
            Unit::Waiting(id, ..) => Cell::text(id),
            Unit::Match(entry, _) => Cell::text(&entry.id),
        })
        .with(Column::words("participant"), |(_, unit)| match unit {
            Unit::Waiting(id, ..) => Cell::text(id),
            Unit::Match(entry, _) => Cell::text(&entry.record.participant),
        })
        .with(Column::text("mentor"), |(_, unit)| match unit {
            Unit::Waiting(..) => Cell::Unknown,
            Unit::Match(entry, _) => Cell::text(&entry.record.mentor),
        })
        .with(Column::words("counted_in"), |(_, unit)| {
            Cell::List(match unit {
                Unit::Waiting(..) => vec!["waiting_at_end".to_owned()],
                Unit::Match(_, part) => counted_in(part),
            })
        })
        .with(Column::words("requested"), |(_, unit)| match unit {
            Unit::Waiting(_, since, ..) => Some(*since),
            Unit::Match(_, part) => part.requested,
        })
        .with(Column::words("began"), |(_, unit)| match unit {
            Unit::Waiting(..) => None,
            Unit::Match(entry, _) => entry.record.began,
        })
        .with(Column::words("ended"), |(_, unit)| {
            Cell::or_unknown(over(unit), |(on, _)| on)
        })
        .with(Column::words("reason"), |(_, unit)| {
            Cell::or_unknown(over(unit).and_then(|(_, reason)| reason), Cell::text)
        })
        .with(
            Column::number("wait_days").titled("wait, days"),
            |(_, unit)| wait(unit),
        )
        .with(Column::words("file"), |(_, unit)| {
            Cell::text(match unit {
                Unit::Waiting(.., place) => &place.path,
                Unit::Match(entry, _) => &entry.place.path,
            })
        })
}

/// The day on which a match ended or was declined, and why.
fn over<'r>(unit: &Unit<'r>) -> Option<(Day, Option<&'r Word>)> {
    let Unit::Match(entry, _) = unit else {
        return None;
    };
    let ended = entry.record.ended.as_ref();
    let declined = entry.record.declined.as_ref();
    ended
        .map(|ended| (ended.on, ended.reason.as_ref()))
        .or(declined.map(|declined| (declined.on, declined.reason.as_ref())))
}

/// How many days a parent waited for a match, or has waited so far.
pub(super) fn wait(unit: &Unit<'_>) -> Option<i64> {
    match unit {
        Unit::Waiting(_, _, days, _) => Some(i64::from(*days)),
        Unit::Match(entry, part) => Some(entry.record.began?.days_since(part.requested?)),
    }
}

/// The figures that count a match; `sustained_3.n` alone means that it could have lasted and did not.
fn counted_in(part: &Part) -> Vec<String> {
    let flags = [
        (part.new, "new"),
        (part.rematched, "rematched"),
        (part.requested.is_some(), "requests_met"),
        (part.active, "active_at_end"),
        (part.ended, "ended"),
        (part.declined, "declined"),
    ];
    let mut names: Vec<String> = flags
        .iter()
        .filter(|(is, _)| *is)
        .map(|(_, name)| (*name).to_owned())
        .collect();
    for (name, lasted) in SUSTAINED.into_iter().zip(part.sustained) {
        match lasted {
            Some(true) => names.extend([format!("{name}.k"), format!("{name}.n")]),
            Some(false) => names.push(format!("{name}.n")),
            None => {}
        }
    }
    names
}
