//! The program on one screen: who is there, who is waiting, what happened this week, and what is due.

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
    /// Undecided pairs of people who may be the same person; 0 without names.
    pub undecided: usize,
    /// Files not committed to git; `None` without git.
    pub uncommitted: Option<usize>,
    /// The state of names kept in their own repository.
    pub names: Option<String>,
    /// The files of the last record saved that can be undone.
    pub last_write: Vec<String>,
}

/// The program today. If files cannot be read there is no `register`, and no figure is given.
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
    let mut facts = Vec::new();
    facts.extend(people(register, today, voice));
    let late = due.iter().filter(|due| due.late(today) > 0).count();
    let number = Column::number;
    facts.push((number("late"), register.map(|_| late).into()));
    facts.push((number("errors"), Cell::count(files.errors)));
    facts.push((number("warnings"), Cell::count(files.warnings)));
    let open = register.map_or(0, open_questions);
    let waits = number("open_questions").titled("questions not answered");
    facts.extend((open > 0).then(|| (waits, Cell::count(open))));
    let undecided = Some(files.undecided).filter(|count| *count > 0);
    let undecided = undecided.map(|count| (number("may_be_one_person"), Cell::count(count)));
    facts.extend(undecided);
    let uncommitted = files.uncommitted.map(Cell::count);
    let to_save = number("uncommitted_files").titled("files to save");
    facts.extend(uncommitted.map(|cell| (to_save, cell)));
    let lacking = register.map_or(0, |register| register.nameless().len());
    let lacking = Some(lacking).filter(|count| *count > 0);
    let without = number("without_name").titled("people without a name here");
    facts.extend(lacking.map(|count| (without, Cell::count(count))));
    let names = files.names.clone().map(|state| Some(vec![state]).into());
    facts.extend(names.map(|cell: Cell| (Column::text("names"), cell)));
    let last = Some(files.last_write.clone()).filter(|paths| !paths.is_empty());
    let saved = Column::text("last_write").titled("last record saved");
    facts.push((saved, last.map(some_of).into()));
    let (columns, row) = facts.into_iter().unzip();
    (sheet.columns, sheet.rows) = (columns, vec![row]);
    sheet.notes.extend(advice(files, register.is_none()));
    let unenrolled = register.and_then(|register| super::due::unenrolled(register, today));
    sheet.notes.extend(unenrolled);
    let mut sheets = vec![sheet];
    if let Some(register) = register {
        sheets.extend(groups(register, today));
        sheets.push(next(register, due, today, voice));
    }
    sheets
}

/// Questions to courts and counties that are not fully answered yet.
fn open_questions(register: &Register) -> usize {
    let all = register.records().outcomes.iter();
    all.filter(|entry| entry.record.open() > 0).count()
}

/// Who is there, and who is waiting.
fn people(register: Option<&Register>, today: Day, voice: Voice) -> [(Column, Cell); 6] {
    let figures = register.map(|register| StatusFigures::of(register, today));
    let count = |pick: fn(&StatusFigures) -> usize| Cell::from(figures.as_ref().map(pick));
    let longest = figures
        .as_ref()
        .and_then(|figures| figures.longest.as_ref());
    let days = longest.map(|(since, _)| today.days_since(*since));
    let who = longest.zip(register).map(|((_, people), register)| {
        let people = people.iter();
        some_of(people.map(|at| voice.parent_at(register, *at)).collect())
    });
    let number = Column::number;
    [
        (number("active_parents"), count(|figures| figures.parents)),
        (number("active_mentors"), count(|figures| figures.mentors)),
        (number("active_matches"), count(|figures| figures.matches)),
        (
            number("waiting").titled("parents who wait"),
            count(|figures| figures.waiting),
        ),
        (
            number("longest_wait_days").titled("longest wait (days)"),
            days.into(),
        ),
        (
            Column::text("waits_longest").titled("waiting longest"),
            who.into(),
        ),
    ]
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
            "some files cannot be read, so there are no figures; `peer check` lists the errors"
                .to_owned(),
        );
    } else if files.errors + files.warnings > 0 {
        notes.push("`peer check` lists the errors and warnings".to_owned());
    }
    if files.undecided > 0 {
        notes.push("`peer same` lists people who may be one person".to_owned());
    }
    if !files.last_write.is_empty() {
        notes.push("`peer undo` undoes the last change".to_owned());
    }
    notes
}

/// The figures of the register.
struct StatusFigures {
    parents: usize,
    mentors: usize,
    matches: usize,
    waiting: usize,
    /// The day since which parents have waited longest, and who they are, by place.
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

/// The groups of this week; empty if no group meets.
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
            "to log the first one that is missing: `peer log {word} {} --on {}`",
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
    let shown = &due[..due.len().min(SHOWN)];
    let mut sheet = super::due::sheet(register, shown, today, voice, true);
    if due.len() > SHOWN {
        sheet.notes = vec![format!("{} more; `peer due` lists all", due.len() - SHOWN)];
    }
    sheet
}
