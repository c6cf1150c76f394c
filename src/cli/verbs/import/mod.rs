//! `peer import`: reads spreadsheets made elsewhere, with a map.

mod begin;
mod beside;
mod changes;
mod corrections;
mod decisions;
mod lacking;
mod map;
mod rejects;
mod summary;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::args::{PastDay, Resolve, Writing, choice};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::identity::lacks_identities;
use crate::cli::peer::{Peer, RunRegister};
use crate::intake::{
    Layout, Problem, answer_sheet, fill_down, own_sheet, put_in_order, put_lengths, put_under_days,
};
use crate::record::intake::{Intake, IntakeKind};
use crate::record::read::nearest;
use crate::record::{Kind, Point, Severity, Word, schema};
use crate::register::Register;
use crate::render::escape::line;
use crate::store::{Directory, Proposed, Scope, Spreadsheet, spreadsheet};
use changes::Prepared;
use decisions::{Counter, OnNear};
use rejects::quoted;
pub(super) use rejects::{Before, Goal, beside};

/// Import a spreadsheet: people, cases, sessions, attendance or answers
///
/// First, `--map-for` guesses which column is which, and saves that as a map in `intake/`. Correct the map, then import:
/// rows without mistakes go in; the others go to a separate file, each with the reason. Records on file change only with
/// --fill.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer import --map-for parents.csv sign-in.xlsx   a first map for each file\n  \
                        peer import parents.csv -n                       shows what would be added\n  \
                        peer import parents.csv --fill\n  \
                        peer import answers.csv --survey pfs2 --point pre\n\n\
                        A column `Id` says which person on file a row is about. Correct refused rows in\n\
                        FILE.rejected.csv and import that. See `peer explain import`."
)]
pub struct Import {
    /// The spreadsheet: .csv, .xlsx, .ods, or text with semicolons or tabs
    #[arg(value_name = "FILE", required = true, value_hint = clap::ValueHint::FilePath)]
    files: Vec<PathBuf>,
    /// Guess a map for each sheet; import nothing
    #[arg(long, conflicts_with_all = ["rejects", "on_near_match"])]
    map_for: bool,
    /// The map to use or to make [default: the one for this file name]
    #[arg(long = "map", value_name = "NAME", add = complete::maps())]
    map: Option<String>,
    /// With --map-for: the kind of row, such as sessions
    #[arg(long, value_name = "KIND", requires = "map_for", value_parser = choice::<IntakeKind>(),
          hide_possible_values = true)]
    kind: Option<IntakeKind>,
    /// Import answers to this survey; the spreadsheet has the columns Name, Date, 1, 2, 3 …
    #[arg(long, value_name = "SURVEY", conflicts_with_all = ["map_for", "map"], add = complete::surveys())]
    survey: Option<String>,
    /// With --survey: pre, post, retrospective (looking back), or once (only one time)
    #[arg(long, value_name = "POINT", requires = "survey", value_parser = choice::<Point>(), hide_possible_values = true)]
    point: Option<Point>,
    /// With --survey: the date of every row
    #[arg(long, value_name = "DAY", requires = "survey")]
    on: Option<PastDay>,
    /// The sheet to use [default: the one in the map, or the first]
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Where to save refused rows [default: next to the spreadsheet]; type - for the screen
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    rejects: Option<PathBuf>,
    /// If a name is like one on file: ask, new (person), same (person), or skip (the row)
    #[arg(long, value_name = "WHAT", hide_possible_values = true)]
    on_near_match: Option<OnNear>,
    /// Fill in blank fields of records on file
    #[arg(long, conflicts_with_all = ["map_for", "survey"])]
    fill: bool,
    #[command(flatten)]
    writing: Writing,
}

impl Import {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        peer.finish_interrupted_write(&directory)?;
        if self.map_for {
            return self.begin(peer, &directory);
        }
        let [file] = self.files.as_slice() else {
            return Err(Failure::new("`peer import` takes one file at a time")
                .help("only --map-for takes several"));
        };
        let (name, map, mut read) = self.read(peer, &directory, file)?;
        put_in_order(&mut read.rows, peer.today);
        let by_day = put_under_days(&map, &mut read.rows, peer.today)
            .map_err(|problem| wrong(file, &name, problem))?;
        put_lengths(&map, &mut read.rows);
        fill_down(&map, &mut read.rows);
        let layout = Layout::new(&map, &read.rows, peer.today)
            .map_err(|problem| wrong(file, &name, problem))?;
        if let Some(folder) = lacks_identities(&directory) {
            return Err(
                Failure::new(format!("the identities folder {folder} is not here"))
                    .help("make it reachable: `peer import` needs the names to tell people apart"),
            );
        }
        let sessions = matches!(
            map.kind,
            IntakeKind::Sessions | IntakeKind::Attendance | IntakeKind::Answers
        );
        let register = peer.register(
            &directory,
            if sessions { Scope::ALL } else { Scope::PEOPLE },
        )?;
        beside::tell(peer, &read);
        by_day.iter().for_each(|said| peer.screen.note(said));
        let struck = beside::struck_out(&layout, &read);
        let policy = (self.on_near_match, self.fill);
        let mut decisions = Counter::new(peer, &directory, &register, &layout, policy);
        let prepared = prepare(peer, &directory, &register, &layout, struck, &mut decisions)
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

    /// The rows of a file, their map and its name; a sheet that `peer print` makes needs no map on file.
    fn read(
        &self,
        peer: &Peer,
        directory: &Directory,
        file: &Path,
    ) -> Result<(String, Intake, Spreadsheet), Failure> {
        let first = spreadsheet(file, self.sheet.as_deref());
        if let Some(survey) = &self.survey {
            let read = first?;
            let (name, map) = self.of_answers(peer, directory, file, survey, &read)?;
            return Ok((name, map, read));
        }
        if self.map.is_none()
            && let Ok(read) = &first
            && let Some(map) = own_sheet(&read.rows)
        {
            return Ok(("sign-in".to_owned(), map, first?));
        }
        let (name, map) = map::choose(directory, self.map.as_deref(), file, self.sheet.as_deref())?;
        let read = match (&self.sheet, &map.sheet) {
            (None, Some(sheet)) => spreadsheet(file, Some(sheet))?,
            _ => first?,
        };
        Ok((name, map, read))
    }

    /// The map for a sheet of answers, from the form of the survey.
    fn of_answers(
        &self,
        peer: &Peer,
        directory: &Directory,
        file: &Path,
        survey: &str,
        read: &Spreadsheet,
    ) -> Result<(String, Intake), Failure> {
        let reading = directory.read(Scope::of(&[Kind::Survey]));
        let surveys = Register::new(reading.records).surveys();
        let all: Vec<&str> = surveys.keys().map(Word::as_str).collect();
        let found = surveys.iter().find(|(name, _)| name.as_str() == survey);
        let (name, form) = found.ok_or_else(|| {
            let failure = Failure::new(format!("there is no survey `{survey}`"));
            match nearest(survey, &all) {
                Some(near) => failure.help(format!("did you mean `{near}`?")),
                None => failure.help(format!("the surveys are {}", schema::quoted(&all))),
            }
        })?;
        let on = self.on.resolve(&peer.today)?;
        let map = answer_sheet(&read.rows, name, form, self.point, on);
        let map = map.map_err(|problem| wrong(file, survey, problem))?;
        let has = |item: u32| {
            let field = format!("answers.{item}");
            map.column.iter().any(|column| *column.field == *field)
        };
        let missed = form.item.iter().map(|item| item.number);
        let missed: Vec<String> = missed
            .filter(|item| !has(*item))
            .map(|item| item.to_string())
            .collect();
        if !missed.is_empty() {
            peer.screen.note(&format!(
                "no column for item {} of `{survey}`: taken as left blank",
                missed.join(", ")
            ));
        }
        Ok((survey.to_owned(), map))
    }

    /// Writes what was prepared, and returns the refused rows.
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
        if let Some((Goal::File(_), into)) = &goal {
            rejects::keep_corrected(peer, into, layout)?;
        }
        // Before the write: a refused row without a place to go is an error, and an error means that nothing was
        // imported.
        let before = Before::of(goal.as_ref().map(|(goal, _)| goal));
        let beside = match &goal {
            Some((goal, into)) if goal.take(peer, &refused)? => Some(into),
            _ => None,
        };
        if self.writing.dry_run {
            peer.preview(directory, &changes.change)?;
        } else if !changes.change.is_empty() {
            peer.mind_first_name(directory, &changes.change);
            let writer = directory.writer().map_err(Failure::from);
            let written = writer.and_then(|writer| peer.commit(&writer, &changes.change));
            if written.is_err() {
                before.give_back();
            }
            written?;
            peer.tell_raised(changes.is_raised);
        }
        summary::say(peer, layout, work.decisions, work.prepared);
        work.tell_others(peer);
        self.mind_the_file(peer, directory, file);
        if refused.is_empty() {
            return Ok(Done::Yes);
        }
        if let Some(into) = beside {
            let map = if let Some(survey) = &self.survey {
                let point = self.point.map(|point| format!(" --point {point}"));
                format!(" --survey {survey}{}", point.unwrap_or_default())
            } else if self.map.is_some() || layout.map.sheet.is_some() {
                format!(" --map {}", work.map)
            } else {
                String::new()
            };
            peer.screen.say(&format!(
                "refused rows are in {}: correct them there, then `peer import {}{map}`",
                into.display(),
                quoted(into)
            ));
        }
        Ok(Done::No)
    }

    /// A sheet contains names: if it is among the records, git would keep it forever.
    fn mind_the_file(&self, peer: &Peer, directory: &Directory, file: &Path) {
        if directory.holds(file) {
            peer.screen.note(&format!(
                "{} may have names and is among the records: move it out before you save",
                file.display()
            ));
        }
    }
}

/// A sheet, what is known about its people, and the plan for it.
struct ImportRun<'w> {
    read: &'w Spreadsheet,
    map: &'w str,
    layout: &'w Layout<'w>,
    decisions: &'w Counter<'w>,
    prepared: &'w Prepared,
}

impl ImportRun<'_> {
    /// The sheet that was read, if the workbook has others.
    fn sheet(&self) -> Option<&str> {
        let is_one_of_several = !self.read.others.is_empty();
        self.read.sheet.as_deref().filter(|_| is_one_of_several)
    }

    /// Says which sheet was read, if the workbook has others.
    fn tell_others(&self, peer: &Peer) {
        if let Some(sheet) = self.sheet() {
            let others: Vec<&str> = self.read.others.iter().map(String::as_str).collect();
            peer.screen.note(&format!(
                "this is the sheet `{}`; the workbook also has {}: to read another, use --sheet",
                line(sheet),
                line(&schema::quoted(&others))
            ));
        }
    }
}

/// Why nothing is imported.
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
    mut refused: BTreeMap<usize, String>,
    decisions: &mut Counter<'_>,
) -> Result<Prepared, Stop> {
    loop {
        let mut plan = crate::intake::plan(layout, register, peer.today, &refused, decisions)
            .map_err(Stop::Problem)?;
        decisions.stopped()?;
        let mut changes = changes::changes(directory, register, &mut plan)?;
        let proposed = Proposed::read(directory, register.records(), &changes.change);
        let Proposed { raised, after } = proposed.map_err(Failure::from)?;
        if let Some(raised) = raised {
            (changes.change, changes.is_raised) = (raised, true);
        }
        let findings = if after.findings.is_empty() {
            peer.findings_of(register, after.records)
        } else {
            after.findings
        };
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
        let before = refused.clone();
        for error in &errors {
            let rows = changes.rows_of(error);
            if rows.is_empty() || rows.iter().all(|row| before.contains_key(row)) {
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
