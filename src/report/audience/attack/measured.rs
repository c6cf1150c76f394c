//! Readers of the reports of whole programs: records drawn at random, measured as real ones are.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::apply::is_masked;
use super::super::*;
use super::reader::{MANY, Reader};
use crate::measure::By;
use crate::measure::definition::shipped;
use crate::record::{Calendar, Period};
use crate::register::Register;
use crate::register::testing::{day, register};
use crate::report::catalog::{Asked, breakdowns, sheet};
use crate::report::explain::REPORTS;
use crate::report::request::Request;

/// Columns that the sum of others is, in the same row.
const SUMS: [(&str, &[&str]); 2] = [
    ("cohort", &["mature", "not_yet"]),
    ("served", &["new", "continuing"]),
];
/// Columns that others are part of, in the same row: who is left is a count of people, too.
const RESTS: [(&str, &[&str]); 9] = [
    ("mature", &["returned"]),
    ("mature", &["unknown"]),
    ("mature", &["returned", "unknown"]),
    ("returned", &["boundary_events"]),
    ("mature", &["reunified"]),
    ("mature", &["reunified", "unknown"]),
    ("episodes", &["open"]),
    ("new", &["rematched"]),
    ("new", &["new_ever"]),
];
/// Figures that say what other columns are: wherever one of these is hidden, no number may stand.
const RATES: [(&str, &[&str]); 8] = [
    ("rate", &["mature", "unknown", "returned", "reunified"]),
    ("ci_low", &["mature", "unknown", "returned", "reunified"]),
    ("ci_high", &["mature", "unknown", "returned", "reunified"]),
    ("best", &["mature", "returned"]),
    ("worst", &["mature", "unknown", "returned"]),
    (
        "km",
        &["cohort", "mature", "unknown", "returned", "competing"],
    ),
    ("moves_per_1000_days", &["moves", "care_days"]),
    ("median_days", &["episodes", "cohort", "reunified"]),
];

/// A program of this many families, drawn at random: its records as files.
pub(super) fn program(seed: u64, families: usize) -> Register {
    let mut dice = fastrand::Rng::with_seed(seed);
    let mut files: Vec<(String, String)> = Vec::new();
    for mentor in 0..dice.usize(2..20) {
        files.push((
            format!("mentors/m-{mentor}.toml"),
            format!("capacity = {}\n", dice.u8(1..5)),
        ));
    }
    let mentors = files.len();
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for family in 0..families {
        files.push((format!("participants/p-{family}.toml"), parent(&mut dice)));
        files.push((format!("cases/c-{family}.toml"), case(&mut dice, family)));
        if dice.u8(..3) > 0 {
            files.push((
                format!("matches/k-{family}.toml"),
                pair(&mut dice, family, mentors),
            ));
        }
        for _ in 0..dice.usize(1..4) {
            groups
                .entry(some_day(&mut dice, 2025, 2))
                .or_default()
                .push(family);
        }
    }
    for (day, mut people) in groups {
        people.sort_unstable();
        people.dedup();
        let people: Vec<String> = people.iter().map(|at| format!("\"p-{at}\"")).collect();
        let (kind, word) = [
            ("support-group", "group-wed"),
            ("casework", "casework-p-0"),
            ("court", "court-c-0"),
        ][dice.usize(0..3)];
        let subject = if kind == "support-group" {
            "group = \"wed\"\n"
        } else {
            ""
        };
        let text = format!(
            "kind = \"{kind}\"\non = {day}\nminutes = 60\n{subject}participants = [{}]\n",
            people.join(", ")
        );
        files.push((format!("sessions/{}/{day}-{word}.toml", &day[..4]), text));
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    register(&files)
}

fn some_day(dice: &mut fastrand::Rng, first: u16, years: u16) -> String {
    format!(
        "{}-{:02}-{:02}",
        dice.u16(first..first + years),
        dice.u8(1..11),
        dice.u8(1..28)
    )
}

fn parent(dice: &mut fastrand::Rng) -> String {
    let area = ["85701", "85701", "85701", "85705", "85713"][dice.usize(0..5)];
    let gender = ["woman", "woman", "woman", "man"][dice.usize(0..4)];
    let languages = ["\"en\"", "\"en\"", "\"es\"", "\"en\", \"es\""][dice.usize(0..4)];
    format!(
        "area = \"{area}\"\ngender = \"{gender}\"\nlanguages = [{languages}]\n[[enrollment]]\nstart = 2025-01-01\n\
         [[mentor_request]]\non = {}\n",
        some_day(dice, 2025, 1)
    )
}

fn case(dice: &mut fastrand::Rng, family: usize) -> String {
    let system = ["cps", "cps", "cps", "jpd"][dice.usize(0..4)];
    let removed = day(&some_day(dice, 2024, 2));
    let mut text = format!("system = \"{system}\"\nparticipants = [\"p-{family}\"]\n[child.a]\n");
    let setting = if system == "jpd" && dice.bool() {
        "detention"
    } else {
        "relative"
    };
    let mut event = |on, kind: &str, more: &str| {
        let _ = write!(text, "[[event]]\non = {on}\nkind = \"{kind}\"\n{more}");
    };
    event(removed, "removed", &format!("setting = \"{setting}\"\n"));
    if dice.bool() {
        event(
            removed.plus_days(dice.i64(5..30)),
            "placed",
            "setting = \"relative\"\n",
        );
    }
    let home = removed.plus_days(dice.i64(40..400));
    if dice.u8(..5) > 0 {
        event(home, "reunified", "");
        if dice.u8(..5) == 0 {
            event(home.plus_days(dice.i64(20..300)), "petition", "");
        }
    }
    text
}

fn pair(dice: &mut fastrand::Rng, family: usize, mentors: usize) -> String {
    let began = day(&some_day(dice, 2025, 2));
    let mut text = format!(
        "participant = \"p-{family}\"\nmentor = \"m-{}\"\nbegan = {began}\n",
        dice.usize(0..mentors)
    );
    if dice.bool() {
        let reason = ["goals-met", "goals-met", "moved"][dice.usize(0..3)];
        let _ = write!(
            text,
            "[ended]\non = {}\nreason = \"{reason}\"\n",
            began.plus_days(dice.i64(20..200))
        );
    }
    text
}

/// What a reader works out of the reports of a program, each by one breakdown at a time.
pub(super) fn worked_out(register: &Register) -> Vec<String> {
    let period = Period::year(Calendar::Common, 2025);
    let definitions = shipped();
    let asked = Asked {
        definitions: &definitions[..1],
        unit: None,
    };
    let mut found = Vec::new();
    for report in REPORTS.iter().filter(|report| **report != "quarter") {
        let by = breakdowns(report)
            .iter()
            .filter(|by| **by != By::Month && **by != By::Year);
        for by in std::iter::once(vec![]).chain(by.map(|by| vec![*by])) {
            let request = Request {
                register,
                period: &period,
                as_of: day("2026-11-21"),
                by: &by,
                consenting_only: false,
            };
            let truth = sheet(report, &request, asked).unwrap().unwrap();
            let public = masked(vec![truth.clone()], Audience::Public, 11, &[])
                .unwrap()
                .remove(0);
            let leaks = Sheets::new(&truth, &public).leaks();
            found.extend(
                leaks
                    .into_iter()
                    .map(|leak| format!("{report} by {by:?}: {leak}")),
            );
        }
    }
    found
}

/// A sheet, and what the public sees of it.
struct Sheets<'a> {
    truth: Vec<&'a Vec<Cell>>,
    public: &'a Sheet,
}

impl<'a> Sheets<'a> {
    /// Rows of mentors one by one are not for the public.
    fn new(truth: &'a Sheet, public: &'a Sheet) -> Self {
        let mentor = truth
            .columns
            .iter()
            .position(|column| column.name == "mentor");
        let seen = |row: &&Vec<Cell>| mentor.is_none_or(|at| row[at] == Cell::text("all"));
        Self {
            truth: truth.rows.iter().filter(seen).collect(),
            public,
        }
    }

    fn column(&self, name: &str) -> Option<usize> {
        self.public
            .columns
            .iter()
            .position(|column| column.name == name)
    }

    fn leaks(&self) -> Vec<String> {
        let mut places: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        let (mut truth, mut known, mut cells) = (Vec::new(), Vec::new(), Vec::new());
        for (line, row) in self.truth.iter().enumerate() {
            for (at, cell) in row.iter().enumerate() {
                let role = roles::Report::of(self.public)
                    .map(|report| roles::role(report, self.public.columns[at].name));
                let counted = matches!(role, Some(roles::Role::People(_) | roles::Role::Amount(_)));
                let (true, Cell::Count(count)) = (counted, cell) else {
                    continue;
                };
                let shown = self.public.rows[line][at].clone();
                known.push(match &shown {
                    Cell::Masked(text) if text == "<11" => (1, 10),
                    Cell::Masked(_) => (1, MANY),
                    _ => (*count, *count),
                });
                places.insert((line, at), truth.len());
                truth.push(*count);
                cells.push(shown);
            }
        }
        let mut reader = Reader::new(truth, known);
        self.learn_rows(&mut reader, &places);
        self.learn_groups(&mut reader, &places);
        reader.finish();
        let mut found = self.beside_hidden();
        let secrets: Vec<usize> = (0..reader.len())
            .filter(|at| reader.is_secret(*at, &cells))
            .collect();
        for at in secrets {
            let (least, most) = reader.bounds(at);
            if least == most || !reader.must_doubt(at) {
                let place =
                    places
                        .iter()
                        .find(|(_, index)| **index == at)
                        .map(|((line, column), _)| {
                            (
                                &self.public.rows[*line][..5.min(*column)],
                                self.public.columns[*column].name,
                            )
                        });
                found.push(format!("{place:?} is {}", reader.truth[at]));
            }
        }
        found
    }

    /// Numbers that stand beside hidden ones and tell them.
    fn beside_hidden(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (rate, of) in RATES {
            for row in &self.public.rows {
                let hidden = of
                    .iter()
                    .filter_map(|name| self.column(name))
                    .any(|at| is_masked(&row[at]));
                let shown = self.column(rate).map(|at| &row[at]);
                if hidden
                    && shown.is_some_and(|cell| !matches!(cell, Cell::Masked(_) | Cell::Unknown))
                {
                    found.push(format!("{rate} of {row:?}"));
                }
            }
        }
        found
    }

    fn learn_rows(&self, reader: &mut Reader, places: &BTreeMap<(usize, usize), usize>) {
        for line in 0..self.truth.len() {
            let of = |name: &&str| {
                self.column(name)
                    .and_then(|at| places.get(&(line, at)))
                    .copied()
            };
            let all = |names: &[&str]| names.iter().map(of).collect::<Option<Vec<usize>>>();
            for (total, parts) in SUMS {
                if let (Some(total), Some(parts)) = (of(&total), all(parts)) {
                    reader.equal(vec![total], parts);
                }
            }
            for (whole, parts) in RESTS {
                if let (Some(whole), Some(parts)) = (of(&whole), all(parts)) {
                    reader.rest(vec![whole], parts);
                }
            }
        }
    }

    /// What the rows of groups and of parts of the period have to do with that of all: where their sum is that of all, a
    /// reader may know that everybody stands in one of them; but not of services, as anybody may have several.
    fn learn_groups(&self, reader: &mut Reader, places: &BTreeMap<(usize, usize), usize>) {
        let word = |row: &[Cell], at: usize| format!("{:?}", row[at]);
        let keys = |names: &[&str]| {
            names
                .iter()
                .filter_map(|name| self.column(name))
                .collect::<Vec<_>>()
        };
        let groups = keys(&relations::GROUPS);
        let time = keys(&["period", "start", "end"]);
        for free in groups
            .iter()
            .map(|group| vec![*group])
            .chain([time.clone()])
        {
            let may_overlap = free
                .first()
                .is_some_and(|at| self.public.columns[*at].name == "service");
            let fixed: Vec<usize> = groups
                .iter()
                .chain(&time)
                .copied()
                .filter(|at| !free.contains(at))
                .collect();
            let mut families: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
            for (line, row) in self.truth.iter().enumerate() {
                families
                    .entry(fixed.iter().map(|at| word(row, *at)).collect())
                    .or_default()
                    .push(line);
            }
            for lines in families
                .into_values()
                .filter(|lines| lines.len() > 2 && !free.is_empty())
            {
                let (first, last) = (lines[0], lines[lines.len() - 1]);
                let is_all = |line: usize| word(self.truth[line], free[0]).contains("\"all\"");
                let all = if is_all(first) || free == time && !is_all(last) {
                    first
                } else {
                    last
                };
                let all = if free == time {
                    whole(self, &lines, all)
                } else {
                    all
                };
                self.learn_family(reader, places, (all, may_overlap), &lines);
            }
        }
    }

    fn learn_family(
        &self,
        reader: &mut Reader,
        places: &BTreeMap<(usize, usize), usize>,
        (all, may_overlap): (usize, bool),
        lines: &[usize],
    ) {
        for at in 0..self.public.columns.len() {
            let Some(total) = places.get(&(all, at)).copied() else {
                continue;
            };
            let parts: Vec<usize> = lines
                .iter()
                .filter(|line| **line != all)
                .filter_map(|line| places.get(&(*line, at)).copied())
                .collect();
            let sum: i64 = parts.iter().map(|part| reader.truth[*part]).sum();
            if sum == reader.truth[total] && !may_overlap {
                reader.equal(vec![total], parts.clone());
            } else if sum >= reader.truth[total] {
                reader.at_most(vec![total], parts.clone());
            }
            let parts = parts
                .into_iter()
                .filter(|part| reader.truth[*part] <= reader.truth[total]);
            for part in parts.collect::<Vec<_>>() {
                reader.at_most(vec![part], vec![total]);
            }
        }
    }
}

/// The line of the longest days.
fn whole(sheets: &Sheets<'_>, lines: &[usize], usual: usize) -> usize {
    let (Some(start), Some(end)) = (sheets.column("start"), sheets.column("end")) else {
        return usual;
    };
    let days = |line: usize| match (&sheets.truth[line][start], &sheets.truth[line][end]) {
        (Cell::Day(first), Cell::Day(last)) => last.days_since(*first),
        _ => 0,
    };
    lines
        .iter()
        .copied()
        .max_by_key(|line| days(*line))
        .unwrap_or(usual)
}
