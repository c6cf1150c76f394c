//! What moved, laid out: a row for each figure with a sentence that says why, and a row for each record that moved one.

use std::collections::{BTreeMap, BTreeSet};

use super::walk::{Move, Moved};
use crate::record::counted as plural;
use crate::record::difference::{Cause, Step};
use crate::record::facts::Committed;
use crate::record::{Day, Kind};
use crate::report::history::short;
use crate::report::{Cell, Column, Sheet};

/// A state of the records to compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// The commit, shortened, with its day; `None` for the current files.
    pub commit: Option<(String, Day)>,
    /// The as-of day of the figures.
    pub as_of: Day,
}

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.commit {
            Some((commit, day)) => write!(f, "commit {commit} of {day}, as of {}", self.as_of),
            None => write!(f, "today's files, as of {}", self.as_of),
        }
    }
}

/// The commit that made each step, by the place of the step; a step without one is not committed, or undoes a commit.
pub type Origins = BTreeMap<usize, Committed>;

/// What to lay out.
#[derive(Debug, Clone, Copy)]
pub struct Comparison<'a> {
    /// The names of the reports, in order.
    pub reports: &'a [&'a str],
    /// The figures that moved.
    pub moved: &'a [Moved],
    /// The steps between the two states.
    pub steps: &'a [Step],
    /// The commit that made each step.
    pub origins: &'a Origins,
    /// The state for which figures were given.
    pub then: &'a Moment,
    /// The later state.
    pub now: &'a Moment,
}

/// The heading of a comparison of a report.
#[must_use]
pub fn heading(report: &str) -> String {
    format!("{HEADING} `{report}`")
}

/// The words that begin the heading of every comparison.
pub const HEADING: &str = "What changed in";

/// The figures that moved with the reason, and the records that moved them. `empty` is a sheet with the heading.
#[must_use]
pub fn sheets(told: &Comparison<'_>, empty: Sheet) -> Vec<Sheet> {
    let mut why = empty.clone();
    why.rules
        .push(format!("then: {}; now: {}", told.then, told.now));
    why.rules.push(
        "each change is listed with the record that caused it, in this order: time, changed rule, removed, corrected, entered late, happened since, found to be the same person, separated again"
            .to_owned(),
    );
    let one = told.reports.len() == 1;
    let report = || {
        if one {
            Column::text("report").detail()
        } else {
            Column::text("report")
        }
    };
    let number = |name: &'static str| Column::number(name);
    why.columns = vec![
        report(),
        Column::text("row"),
        Column::text("figure"),
        number("then"),
        number("now"),
    ];
    why.columns.push(Column::words("why"));
    why.rows = told
        .moved
        .iter()
        .map(|moved| [head(told, moved), figures(moved), vec![told.why(moved)]].concat())
        .collect();
    if told.moved.is_empty() {
        why.notes.push("no figure changed".to_owned());
        return vec![why];
    }
    let mut records = empty;
    "The records that changed them".clone_into(&mut records.title);
    records.columns = ["cause", "id"].map(Column::text).to_vec();
    records
        .columns
        .extend(["on", "file", "commit", "committed", "moved"].map(Column::words));
    records.columns.push(Column::text("moves").detail());
    let steps: BTreeSet<Option<usize>> = told
        .moved
        .iter()
        .flat_map(|moved| &moved.moves)
        .map(|step| step.step)
        .collect();
    records.rows = steps.into_iter().map(|step| told.record(step)).collect();
    vec![why, records]
}

/// A row for each step that moved a figure, for a spreadsheet: applied one after another, they turn the old figure into
/// the new one. `empty` is a sheet with the heading.
#[must_use]
pub fn table(told: &Comparison<'_>, empty: Sheet) -> Sheet {
    let mut sheet = empty;
    let words = [
        "report",
        "row",
        "figure",
        "cause",
        "id",
        "on",
        "file",
        "commit",
        "committed",
        "from",
        "to",
    ];
    sheet.columns = words.map(Column::text).to_vec();
    for moved in told.moved {
        for of_step in &moved.moves {
            let record = told.about(of_step.step);
            sheet.rows.push(
                [
                    head(told, moved),
                    record,
                    vec![of_step.from.clone(), of_step.to.clone()],
                ]
                .concat(),
            );
        }
    }
    sheet
}

fn head(told: &Comparison<'_>, moved: &Moved) -> Vec<Cell> {
    vec![
        Cell::text(told.report(moved)),
        Cell::text(&moved.key.row),
        Cell::text(&moved.key.figure),
    ]
}

fn figures(moved: &Moved) -> Vec<Cell> {
    vec![moved.then.clone(), moved.now.clone()]
}

/// What moves of one figure have in common: the cause, the kind of record, its day, and the day of the commit.
type Group = (Option<Cause>, Option<Kind>, Option<Day>, Option<Day>);

impl Comparison<'_> {
    fn report(&self, moved: &Moved) -> &str {
        self.reports
            .get(moved.key.sheet)
            .copied()
            .unwrap_or_default()
    }

    /// The cause of a step, or the passing of time, with its record and its commit.
    fn about(&self, step: Option<usize>) -> Vec<Cell> {
        let taken = step.and_then(|at| self.steps.get(at));
        let commit = step.and_then(|at| self.origins.get(&at));
        vec![
            Cell::text(taken.map_or("time has passed", |step| step.cause.word())),
            Cell::or_unknown(taken, |step| Cell::text(&step.id)),
            Cell::or_unknown(taken.and_then(|step| step.on), Cell::Day),
            Cell::or_unknown(taken, |step| Cell::text(&step.file)),
            Cell::or_unknown(commit, |commit| Cell::Text(short(commit))),
            Cell::or_unknown(commit, |commit| Cell::Day(commit.day)),
        ]
    }

    /// The row of a step, or of the passing of time.
    fn record(&self, step: Option<usize>) -> Vec<Cell> {
        let mut words: Vec<(String, Vec<String>)> = Vec::new();
        let mut parts = Vec::new();
        for moved in self.moved {
            let Some(of_step) = moved.moves.iter().find(|other| other.step == step) else {
                continue;
            };
            let row = if self.reports.len() == 1 {
                moved.key.row.clone()
            } else {
                format!("{} {}", self.report(moved), moved.key.row)
            };
            let figure = format!("{}{}", moved.key.figure, by(&[of_step]));
            parts.push((
                format!("{row} {}", moved.key.figure),
                Cell::Parts(vec![
                    ("from".to_owned(), of_step.from.clone()),
                    ("to".to_owned(), of_step.to.clone()),
                ]),
            ));
            match words.last_mut().filter(|(other, _)| *other == row) {
                Some((_, figures)) => figures.push(figure),
                None => words.push((row, vec![figure])),
            }
        }
        let words: Vec<String> = words
            .iter()
            .map(|(row, figures)| format!("{row}: {}", figures.join(", ")))
            .collect();
        [
            self.about(step),
            vec![Cell::Text(words.join("; ")), Cell::Parts(parts)],
        ]
        .concat()
    }

    /// Why a figure moved, in words.
    fn why(&self, moved: &Moved) -> Cell {
        let mut groups: Vec<(Group, Vec<&Move>)> = Vec::new();
        for step in &moved.moves {
            let group = self.group(step);
            match groups.iter_mut().find(|(other, _)| *other == group) {
                Some((_, moves)) => moves.push(step),
                None => groups.push((group, vec![step])),
            }
        }
        let mut sentences = Vec::new();
        for of_cause in groups.chunk_by(|(one, _), (other, _)| (one.0, one.1) == (other.0, other.1))
        {
            if of_cause.len() <= MOST_GROUPS {
                sentences.extend(
                    of_cause
                        .iter()
                        .map(|(group, moves)| self.sentence(*group, moves)),
                );
            } else {
                let moves: Vec<&Move> = of_cause
                    .iter()
                    .flat_map(|(_, moves)| moves.iter().copied())
                    .collect();
                let (cause, kind, ..) = of_cause[0].0;
                sentences.push(self.sentence((cause, kind, None, None), &moves));
            }
        }
        Cell::Text(sentences.join("; "))
    }

    fn group(&self, step: &Move) -> Group {
        let Some(taken) = step.step.and_then(|at| self.steps.get(at)) else {
            return (None, None, None, None);
        };
        let committed = step
            .step
            .and_then(|at| self.origins.get(&at))
            .map(|commit| commit.day);
        match taken.cause {
            Cause::SamePerson | Cause::ToldApart => (Some(taken.cause), taken.kind, None, None),
            cause => (Some(cause), taken.kind, taken.on, committed),
        }
    }

    fn sentence(&self, (cause, kind, on, committed): Group, moves: &[&Move]) -> String {
        let noun = kind.map_or("setting", Kind::noun);
        let what = plural(moves.len(), noun);
        let of = on.map_or_else(String::new, |day| format!(" of {day}"));
        let when = committed.map_or_else(String::new, |day| format!(" on {day}"));
        let said = match cause {
            None => format!(
                "time has passed from {} to {}",
                self.then.as_of, self.now.as_of
            ),
            Some(Cause::Definition) if kind.is_none() => format!("changed rule in peer.toml{when}"),
            Some(Cause::Definition) => format!("changed rule in {what}{when}"),
            Some(Cause::Removed) => format!("{what}{of} removed{when}"),
            Some(Cause::Corrected) => format!("{what} corrected{when}"),
            Some(Cause::Late) => format!(
                "{what}{of} entered{}",
                if when.is_empty() { " late" } else { &when }
            ),
            Some(Cause::Since) => format!("{what}{of} happened since"),
            Some(Cause::SamePerson) if kind == Some(Kind::Case) => {
                format!("{what} found to share a child")
            }
            Some(Cause::SamePerson) => {
                format!("{} found to be one person", plural(moves.len(), "pair"))
            }
            Some(Cause::ToldApart) => format!("{what} separated again"),
        };
        said + &by(moves)
    }
}

/// How many days are listed one by one before they are summed up.
const MOST_GROUPS: usize = 3;

/// How much counts moved in total: ` (+2)`.
fn by(moves: &[&Move]) -> String {
    let number = |cell: &Cell| match cell {
        Cell::Count(count) => Some(*count),
        _ => None,
    };
    let moved: Option<i64> = moves
        .iter()
        .map(|step| Some(number(&step.to)? - number(&step.from)?))
        .sum();
    moved.map_or_else(String::new, |moved| format!(" ({moved:+})"))
}
