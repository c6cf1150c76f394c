//! `peer import`: spreadsheets that were made elsewhere, taken in by a map.

mod begin;
mod changes;
mod corrections;
mod decisions;
mod map;
mod rejects;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::args::Writing;
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::identity::lacks_identities;
use crate::cli::located::unquoted;
use crate::cli::peer::{Peer, RunRegister};
use crate::intake::{Layout, Plan, Problem, RowOutcome};
use crate::record::intake::IntakeKind;
use crate::record::{Finding, Kind, Severity, counted, schema};
use crate::render::escape::line;
use crate::store::{Directory, Scope, Spreadsheet, faults_of, spreadsheet};
use changes::Changes;
use decisions::{Counter, OnNear};
use rejects::{Goal, quoted};

/// Take in a spreadsheet: participants, mentors, cases, sessions or attendance
///
/// A map in the folder `intake` says which column is which field; `--map-for` guesses one for each sheet, with
/// what speaks for each line, and asks what is not sure. Rows that can
/// be taken are, all in one change. The others come back in a csv with the reason beside each row, to be corrected and
/// taken in the same way. What is on file already is left alone, so the same sheet can be taken in again.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer import --map-for parents.csv sign-in.xlsx    a first guess of a map for each\n  \
                        peer import parents.csv -n                        what would be made\n  peer import parents.csv\n  \
                        peer import sign-in.xlsx --sheet Wednesday --on-near-match same\n  \
                        peer explain import                               what a map can say"
)]
pub struct Import {
    /// The spreadsheet: .csv, .xlsx, .ods, or text with semicolons or tabs; at most 200,000 rows and 1,000 columns
    #[arg(value_name = "FILE", required = true, value_hint = clap::ValueHint::FilePath)]
    files: Vec<PathBuf>,
    /// Guess a map for each FILE, or for each of its sheets, write it to `intake`, and take nothing in
    #[arg(long, conflicts_with_all = ["rejects", "on_near_match"])]
    map_for: bool,
    /// The map to use, or with --map-for the name of the new one [default: the one whose `files` fit FILE]
    #[arg(long = "map", value_name = "NAME", add = complete::maps())]
    map: Option<String>,
    /// With --map-for: what the rows are
    #[arg(long, value_name = "KIND", requires = "map_for", add = complete::words(IntakeKind::WORDS))]
    kind: Option<String>,
    /// The sheet of a workbook [default: that of the map, else the first]
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Where refused rows go, `-` for the screen [default: FILE with `.rejected.csv` for its ending]
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    rejects: Option<PathBuf>,
    /// What to do with a name that looks like somebody's on file [default: ask; without a terminal, refuse the row]
    #[arg(long, value_name = "WHAT")]
    on_near_match: Option<OnNear>,
    #[command(flatten)]
    writing: Writing,
}

impl Import {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        directory.finish_interrupted_write()?;
        if self.map_for {
            return self.begin(peer, &directory);
        }
        let [file] = self.files.as_slice() else {
            return Err(
                Failure::new("one file is taken in at a time").help("--map-for takes several")
            );
        };
        let (name, map) =
            map::choose(&directory, self.map.as_deref(), file, self.sheet.as_deref())?;
        let read = spreadsheet(file, self.sheet.as_deref().or(map.sheet.as_deref()))?;
        let layout = Layout::new(&map, &read.rows, peer.today)
            .map_err(|problem| wrong(file, &name, problem))?;
        if let Some(folder) = lacks_identities(&directory) {
            return Err(
                Failure::new(format!("the identities folder {folder} is not here"))
                    .help("make it reachable: without names nobody can be told from others"),
            );
        }
        let sessions = matches!(map.kind, IntakeKind::Sessions | IntakeKind::Attendance);
        let register = peer.register(
            &directory,
            if sessions { Scope::ALL } else { Scope::PEOPLE },
        )?;
        let mut decisions = Counter::new(peer, &directory, &register, self.on_near_match);
        let prepared = prepare(peer, &directory, &register, &layout, &mut decisions)
            .map_err(|stop| stop.failure(file, &name))?;
        self.take(
            peer,
            &directory,
            file,
            &ImportRun {
                read: &read,
                map: &name,
                layout: &layout,
                decisions: &decisions,
                prepared: &prepared,
            },
        )
    }

    /// Writes what was prepared, and gives back the rows that are refused.
    fn take(
        &self,
        peer: &Peer,
        directory: &Directory,
        file: &Path,
        work: &ImportRun<'_>,
    ) -> Result<Done, Failure> {
        let ImportRun {
            layout,
            prepared: Prepared { plan, changes, .. },
            ..
        } = work;
        let refused = rejects::rows(layout, plan);
        let goal = if refused.is_empty() || self.writing.dry_run {
            None
        } else {
            let into = match &self.rejects {
                Some(named) => named.clone(),
                None => rejects::beside(file, work.sheet())?,
            };
            Some((Goal::of(peer, &into, &refused)?, into))
        };
        if self.writing.dry_run {
            peer.preview(directory, &changes.change)?;
        } else if !changes.change.is_empty() {
            peer.mind_first_name(directory, &changes.change);
            directory.writer()?.commit(&changes.change)?;
            peer.tell_raised(changes.is_raised);
        }
        told(peer, work);
        if let (Some(sheet), false) = (&work.read.sheet, work.read.others.is_empty()) {
            peer.screen.note(&format!(
                "this is the sheet `{}`; the workbook also has {}: `--sheet` reads another",
                line(sheet),
                line(&schema::quoted(
                    &work
                        .read
                        .others
                        .iter()
                        .map(String::as_str)
                        .collect::<Vec<_>>()
                ))
            ));
        }
        self.mind_the_file(peer, directory, file);
        if refused.is_empty() {
            return Ok(Done::Yes);
        }
        if let Some((goal, into)) = goal
            && goal.take(peer, &refused)?
        {
            let map = if self.map.is_some() || layout.map.sheet.is_some() {
                format!(" --map {}", work.map)
            } else {
                String::new()
            };
            peer.screen.say(&format!(
                "refused rows are in {}: correct them there, then `peer import {}{map}`",
                into.display(),
                quoted(&into)
            ));
        }
        Ok(Done::No)
    }

    /// A sheet holds names: among the records git would keep it for ever.
    fn mind_the_file(&self, peer: &Peer, directory: &Directory, file: &Path) {
        if directory.holds(file) {
            peer.screen.note(&format!(
                "{} may hold names and lies among the records: move it elsewhere before you commit",
                file.display()
            ));
        }
    }
}

/// How many lines of one sort are shown.
const SHOWN: usize = 12;

/// A sheet, what is known of its people, and what becomes of it.
struct ImportRun<'w> {
    read: &'w Spreadsheet,
    map: &'w str,
    layout: &'w Layout<'w>,
    decisions: &'w Counter<'w>,
    prepared: &'w Prepared,
}

impl ImportRun<'_> {
    /// The sheet that was read, of a workbook that has others.
    fn sheet(&self) -> Option<&str> {
        let is_one_of_several = !self.read.others.is_empty();
        self.read.sheet.as_deref().filter(|_| is_one_of_several)
    }
}

/// What becomes of a sheet, as files.
struct Prepared {
    plan: Plan,
    changes: Changes,
    /// What a person should look at afterwards.
    doubts: Vec<Finding>,
}

/// Why nothing is taken in.
enum Stop {
    Problem(Problem),
    Failure(Box<Failure>),
}

impl Stop {
    fn failure(self, file: &Path, map: &str) -> Failure {
        match self {
            Self::Problem(problem) => wrong(file, map, problem),
            Self::Failure(failure) => *failure,
        }
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failure(Box::new(failure))
    }
}

fn wrong(file: &Path, map: &str, problem: Problem) -> Failure {
    Failure::new(format!(
        "{} by the map {map}: {}",
        file.display(),
        problem.message
    ))
    .help(problem.help)
}

/// Plans until no row breaks a rule: a row that does is refused, and the others are planned again without it.
fn prepare(
    peer: &Peer,
    directory: &Directory,
    register: &RunRegister,
    layout: &Layout<'_>,
    decisions: &mut Counter<'_>,
) -> Result<Prepared, Stop> {
    let mut refused: BTreeMap<usize, String> = BTreeMap::new();
    loop {
        let plan = crate::intake::plan(layout, register, peer.today, &refused, decisions)
            .map_err(Stop::Problem)?;
        decisions.stopped()?;
        let mut changes = changes::changes(directory, register, &plan)?;
        changes.raise(directory)?;
        let mut findings = faults_of(directory, &changes.change);
        if findings.is_empty() {
            findings = peer.findings_of(directory, register, &changes.change);
        }
        let (errors, doubts): (Vec<_>, Vec<_>) = findings
            .into_iter()
            .partition(|f| f.severity == Severity::Error);
        if errors.is_empty() {
            return Ok(Prepared {
                plan,
                changes,
                doubts,
            });
        }
        for error in &errors {
            let rows = changes.rows_of(error);
            if rows.is_empty() || rows.iter().all(|row| refused.contains_key(row)) {
                let mut failure = Failure::refused(format!(
                    "{} [{}]; nothing was written",
                    error.message, error.rule
                ));
                failure.help.extend(error.help.clone());
                return Err(failure.into());
            }
            for row in rows {
                refused
                    .entry(row)
                    .or_insert_with(|| format!("{} [{}]", error.message, error.rule));
            }
        }
    }
}

/// Says what became of the rows.
fn told(peer: &Peer, work: &ImportRun<'_>) {
    let ImportRun {
        layout,
        decisions,
        prepared: Prepared { plan, doubts, .. },
        ..
    } = work;
    let screen = &peer.screen;
    let refused = plan
        .outcomes
        .iter()
        .filter_map(|(row, outcome)| match outcome {
            RowOutcome::Refused(why) => Some((*row, why)),
            _ => None,
        });
    let refused: Vec<(usize, &String)> = refused.collect();
    for (row, why) in refused.iter().take(SHOWN) {
        let said = decisions.question(*row).unwrap_or_else(|| (*why).clone());
        let said = if screen.names { said } else { unquoted(&said) };
        screen.say(&format!("row {row}: {}", line(&said)));
    }
    if refused.len() > SHOWN {
        screen.say(&format!("and {} more", refused.len() - SHOWN));
    }
    for (row, note) in plan.notes.iter().take(SHOWN) {
        let taken = plan
            .differences
            .get(row)
            .map(|difference| corrections::advice(difference, screen.names));
        screen.note(&format!("row {row} {note}{}", taken.unwrap_or_default()));
    }
    if plan.notes.len() > SHOWN {
        screen.note(&format!(
            "and {}",
            counted(plan.notes.len() - SHOWN, "more such row")
        ));
    }
    for alike in by_rule(doubts) {
        let Some(first) = alike.first() else { continue };
        let more = if alike.len() > 1 {
            format!(", and {} more such", alike.len() - 1)
        } else {
            String::new()
        };
        screen.note(&format!("{} [{}]{more}", first.message, first.rule));
    }
    if !layout.left_out.is_empty() {
        screen.note(&format!(
            "columns that the map does not name: {}",
            line(&layout.left_out.join(", "))
        ));
    }
    if !layout.totals.is_empty() {
        screen.note(&format!(
            "left out: {} of totals ({}); `skip_rows` of the map says otherwise",
            counted(layout.totals.len(), "row"),
            row_numbers(&layout.totals)
        ));
    }
    if plan.no_shows > 0 {
        let marks = counted(plan.no_shows, "mark");
        screen
            .note(&format!("left out: {marks} of people who did not come, where nobody came or they are not on file"));
    }
    let mut parts = vec![
        format!("{} new", plan.count(|outcome| *outcome == RowOutcome::New)),
        format!(
            "{} on file",
            plan.count(|outcome| *outcome == RowOutcome::OnFile)
        ),
        format!("{} refused", refused.len()),
    ];
    let others = [
        (
            plan.count(|outcome| matches!(outcome, RowOutcome::Twice(_))),
            "twice in the sheet",
        ),
        (
            plan.count(|outcome| *outcome == RowOutcome::Nothing),
            "without a mark",
        ),
    ];
    parts.extend(
        others
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}")),
    );
    let made = made(plan);
    let made = if made.is_empty() {
        String::new()
    } else {
        format!("; {}", made.join(", "))
    };
    screen.say(&format!(
        "{}: {}{made}",
        counted(layout.rows.len(), "row"),
        parts.join(", ")
    ));
}

/// Rows by their numbers.
fn row_numbers(rows: &[usize]) -> String {
    let shown: Vec<String> = rows.iter().take(SHOWN).map(ToString::to_string).collect();
    let more = if rows.len() > SHOWN { ", …" } else { "" };
    let noun = if rows.len() == 1 { "row" } else { "rows" };
    format!("{noun} {}{more}", shown.join(", "))
}

/// What is doubtful, that of one rule together.
fn by_rule(doubts: &[Finding]) -> Vec<Vec<&Finding>> {
    let mut rules: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for doubt in doubts {
        rules.entry(doubt.rule).or_default().push(doubt);
    }
    rules.into_values().collect()
}

/// What the sheet makes that is no row of its own.
fn made(plan: &Plan) -> Vec<String> {
    let new = |kind: Kind| plan.new.iter().filter(|new| new.kind == kind).count();
    let added: BTreeSet<&str> = plan
        .additions
        .iter()
        .filter(|added| added.kind == Kind::Session)
        .map(|added| added.id.as_str())
        .collect();
    let parts = [
        (new(Kind::Session), "session", "new"),
        (new(Kind::Case), "case", "new"),
        (added.len(), "session", "added to"),
    ];
    parts
        .iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, noun, what)| format!("{} {what}", counted(*count, noun)))
        .collect()
}
