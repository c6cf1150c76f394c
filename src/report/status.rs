//! The program on one screen: who is there, who waits, what happened this week, and what is due.

use super::matching::Voice;
use super::sheet::{Cell, Column, Layout, Sheet};
use crate::measure::due::Due;
use crate::measure::week::{self, Logged};
use crate::record::Day;
use crate::register::Register;

/// How many duties are shown.
const SHOWN: usize = 5;

/// How far ahead duties are looked for, in days.
pub const AHEAD: u32 = 7;

/// What the register does not know: the state of the files.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// Errors that `peer check` finds.
    pub errors: usize,
    /// Warnings that it finds.
    pub warnings: usize,
    /// Files that git has not committed; `None` where there is no git.
    pub uncommitted: Option<usize>,
    /// The files of the last write that can be taken back.
    pub last_write: Vec<String>,
}

/// The program today. Where files cannot be read there is no `register`, and no figure is given.
#[must_use]
pub fn status(
    program: &str,
    register: Option<&Register>,
    due: &[Due],
    files: &Files,
    today: Day,
    voice: Voice,
) -> Vec<Sheet> {
    let mut sheet = Sheet::new("status", "Status", program, today);
    sheet.layout = Layout::Facts;
    let mut row = Vec::new();
    let mut fact = |column: Column, cell: Cell| {
        sheet.columns.push(column);
        row.push(cell);
    };
    let figures = register.map(|register| StatusFigures::of(register, today));
    let count = |pick: fn(&StatusFigures) -> usize| {
        Cell::or_unknown(figures.as_ref(), |figures| Cell::count(pick(figures)))
    };
    fact(
        Column::number("active_parents"),
        count(|figures| figures.parents),
    );
    fact(
        Column::number("active_mentors"),
        count(|figures| figures.mentors),
    );
    fact(
        Column::number("active_matches"),
        count(|figures| figures.matches),
    );
    fact(
        Column::number("waiting").titled("parents who wait"),
        count(|figures| figures.waiting),
    );
    let longest = figures
        .as_ref()
        .and_then(|figures| figures.longest.as_ref());
    fact(
        Column::number("longest_wait_days"),
        Cell::or_unknown(longest, |(since, _)| Cell::Count(today.days_since(*since))),
    );
    let who = longest.zip(register).map(|((_, people), register)| {
        some_of(
            people
                .iter()
                .map(|at| voice.parent_at(register, *at))
                .collect(),
        )
    });
    fact(
        Column::text("waits_longest"),
        Cell::or_unknown(who, Cell::List),
    );
    let late = due.iter().filter(|due| due.late(today) > 0).count();
    fact(
        Column::number("late"),
        Cell::or_unknown(register, |_| Cell::count(late)),
    );
    fact(Column::number("errors"), Cell::count(files.errors));
    fact(Column::number("warnings"), Cell::count(files.warnings));
    if let Some(uncommitted) = files.uncommitted {
        fact(
            Column::number("uncommitted_files"),
            Cell::count(uncommitted),
        );
    }
    let last = Some(&files.last_write).filter(|paths| !paths.is_empty());
    fact(
        Column::text("last_write"),
        Cell::or_unknown(last, |paths| Cell::List(some_of(paths.clone()))),
    );
    sheet.rows.push(row);
    sheet.notes.extend(advice(files, register.is_none()));
    let mut sheets = vec![sheet];
    if let Some(register) = register {
        sheets.extend(groups(register, today));
        sheets.push(next(register, due, today, voice));
    }
    sheets
}

/// The first few of a list, and how many more there are.
fn some_of(mut all: Vec<String>) -> Vec<String> {
    const FEW: usize = 3;
    let more = all.len().saturating_sub(FEW);
    all.truncate(FEW);
    all.extend((more > 0).then(|| format!("and {more} more")));
    all
}

/// What to do about the state of the files.
fn advice(files: &Files, unread: bool) -> Vec<String> {
    let mut notes = Vec::new();
    if unread {
        notes.push(
            "files cannot be read, and no figure passes over them; `peer check` shows them"
                .to_owned(),
        );
    } else if files.errors + files.warnings > 0 {
        notes.push("`peer check` shows the errors and warnings".to_owned());
    }
    if !files.last_write.is_empty() {
        notes.push("`peer undo` takes the last write back".to_owned());
    }
    notes
}

/// The figures of the register.
struct StatusFigures {
    parents: usize,
    mentors: usize,
    matches: usize,
    waiting: usize,
    /// The day since which parents wait longest, and who they are, by place.
    longest: Option<(Day, Vec<usize>)>,
}

impl StatusFigures {
    fn of(register: &Register, today: Day) -> Self {
        let records = register.records();
        let waits: Vec<(Day, usize)> = (0..register.people().len())
            .filter_map(|at| {
                register
                    .waiting(at, today)
                    .map(|waiting| (waiting.since, at))
            })
            .collect();
        let here = |joined: Option<Day>, left: Option<Day>| {
            joined.is_none_or(|joined| joined <= today) && left.is_none_or(|left| left > today)
        };
        let first = waits.iter().map(|(since, _)| *since).min();
        let since_then = |first: Day| {
            waits
                .iter()
                .filter(|(since, _)| *since == first)
                .map(|(_, at)| *at)
                .collect()
        };
        Self {
            parents: register
                .people()
                .iter()
                .filter(|person| person.is_active(today))
                .count(),
            mentors: records
                .mentors
                .iter()
                .filter(|entry| here(entry.record.joined, entry.record.left))
                .count(),
            matches: records
                .matches
                .iter()
                .filter(|entry| entry.record.is_active(today))
                .count(),
            waiting: waits.len(),
            longest: first.map(|first| (first, since_then(first))),
        }
    }
}

/// The groups of this week; nothing where there is no group to meet.
fn groups(register: &Register, today: Day) -> Option<Sheet> {
    let meetings = week::meetings(register, today);
    let first_missing = meetings
        .iter()
        .find(|meeting| meeting.logged == Logged::Missing);
    let note = first_missing.map(|meeting| {
        let kind = register
            .group(&meeting.group)
            .map(|entry| entry.record.kind);
        let word = if kind == Some(crate::record::GroupKind::Committee) {
            "committee"
        } else {
            "group"
        };
        format!(
            "`peer log {word} {} --on {}` logs the first that is missing",
            meeting.group, meeting.on
        )
    });
    let (first, last) = week::around(today);
    let title = format!("Groups this week, {first} to {last}");
    let mut sheet = Sheet::new("groups", &title, &register.program().name, today);
    sheet.columns = vec![
        Column::text("day"),
        Column::text("weekday").titled(""),
        Column::text("time"),
        Column::text("group"),
        Column::text("logged").titled("state"),
    ];
    sheet.rows = meetings
        .into_iter()
        .map(|meeting| {
            vec![
                Cell::Day(meeting.on),
                Cell::text(meeting.on.weekday()),
                Cell::or_unknown(meeting.time, Cell::Text),
                Cell::text(&meeting.group),
                Cell::text(meeting.logged),
            ]
        })
        .collect();
    sheet.notes.extend(note);
    (!sheet.rows.is_empty()).then_some(sheet)
}

/// The most urgent of what is due.
fn next(register: &Register, due: &[Due], today: Day, voice: Voice) -> Sheet {
    let mut sheet = super::due::due(register, &due[..due.len().min(SHOWN)], today, AHEAD, voice);
    sheet.rules.clear();
    let what = sheet
        .columns
        .iter_mut()
        .filter(|column| column.name == "what");
    what.for_each(|column| column.detail = true);
    if due.len() > SHOWN {
        sheet.notes = vec![format!("{} more; `peer due` shows all", due.len() - SHOWN)];
    }
    sheet
}
