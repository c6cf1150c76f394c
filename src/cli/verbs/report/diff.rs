use std::collections::{BTreeMap, BTreeSet};

use clap::Args;

use super::asked::{definitions, known, period};
use crate::cli::args::{AsOfDay, Output, Resolve, Several, all, choice};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::figures::Reads;
use crate::cli::peer::Peer;
use crate::measure::By;
use crate::record::definition::Unit;
use crate::record::difference::{Cause, Step, difference};
use crate::record::facts::{ChangeKind, Committed, Fact, RecordChange};
use crate::record::{Day, Days, Kind, Period, Records};
use crate::register::Register;
use crate::render::Format;
use crate::report::catalog::{self, Asked};
use crate::report::diff::{
    Comparison, Figures, Moment, Moved, Origins, figures, heading, moved, sheets, table,
};
use crate::report::explain::{self, REPORTS};
use crate::report::{Audience, Errors, Request, Sheet, Span, contract};
use crate::store::Directory;

/// Show how a report changed since an earlier date, and why
///
/// For each figure that changed: the old one, the new one, and why. A record was entered late (it is about a day before
/// the commit), happened since, was corrected or removed; two were found to be the same person; a rule changed; or time
/// has passed, as when a family's 12 months are over. The causes are applied one after another, so together they lead
/// from the old figure to the new one; in csv, each is a row. It lists ids and files, so it is only for use inside the
/// program.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Examples:\n  peer report diff unduplicated SFY2027Q1 --from handed-in\n  \
                        peer report diff returns CY2025 --from 2026-10-12 --to HEAD --format json\n  \
                        peer report diff unduplicated SFY2027 --by quarter --from 3f2c9aa\n\n\
                        The old figures are as of the day of that commit, the new ones as of today or the day of --to; --as-of sets one day for both."
)]
pub struct Diff {
    /// The report
    #[arg(value_name = "NAME", add = complete::words(REPORTS))]
    name: String,
    /// The days it is about, by the calendar of that commit
    #[arg(
        value_name = "PERIOD",
        default_value = "to-date",
        hide_default_value = true,
        add = complete::periods()
    )]
    period: String,
    /// The commit, tag or day at which it was given
    #[arg(long, value_name = "REV", add = complete::revisions())]
    from: String,
    /// The later commit, tag or day [default: the files as they are]
    #[arg(long, value_name = "REV", conflicts_with = "at", add = complete::revisions())]
    to: Option<String>,
    /// Break it down by quarter, month or year, and by service, system, area, language or gender
    #[arg(long = "by", value_name = "BY", add = complete::breakdowns())]
    by: Vec<Several<By>>,
    /// As of this day, on both sides
    #[arg(long, value_name = "DAY")]
    as_of: Option<AsOfDay>,
    /// Count returns by this definition
    #[arg(long = "definition", value_name = "NAME", add = complete::definitions())]
    definitions: Vec<Several<String>>,
    /// Count returns by participant, family or child
    #[arg(long, value_name = "UNIT", value_parser = choice::<Unit>())]
    unit: Option<Unit>,
    #[command(flatten)]
    output: Output,
}

/// A state of the records in the comparison.
struct Side {
    directory: Directory,
    records: Records,
    as_of: Day,
    errors: Vec<Errors>,
}

impl Side {
    fn moment(&self) -> Moment {
        let commit = self
            .directory
            .moment()
            .map(|moment| (moment.short(), moment.day));
        Moment {
            commit,
            as_of: self.as_of,
        }
    }
}

/// What is measured.
struct Question<'a> {
    reports: Vec<&'a str>,
    period: Period,
    by: Vec<By>,
    definitions: &'a [Several<String>],
    unit: Option<Unit>,
}

impl Diff {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        known(&self.name)?;
        let then = self.side(&peer.at(&self.from, peer.today)?)?;
        let now = match &self.to {
            Some(to) => self.side(&peer.at(to, peer.today)?)?,
            None => self.side(peer)?,
        };
        let question = self.question(&then)?;
        let old = question.figures(
            &Register::new(then.records.clone().as_of(then.as_of)),
            then.as_of,
        )?;
        let (before, after) = (
            then.records.clone().as_of(now.as_of),
            now.records.clone().as_of(now.as_of),
        );
        // What cannot be computed from the current records is reported, not ignored.
        let after = Register::new(after);
        question.figures(&after, now.as_of)?;
        let mut steps = difference(&before, after.records(), then.as_of);
        let measure =
            |register: &Register| question.figures(register, now.as_of).unwrap_or_default();
        let moved = moved(&old, before, &mut steps, &measure);
        let origins = origins(&then.directory, &now.directory, &steps, &moved)?;
        let told = Comparison {
            reports: &question.reports,
            moved: &moved,
            steps: &steps,
            origins: &origins,
            then: &then.moment(),
            now: &now.moment(),
        };
        let mut empty = Sheet::new(
            "diff",
            &heading(&self.name),
            &after.program().name,
            now.as_of,
        );
        empty.period = Some(question.period.clone());
        let mut answer = match self.output.format()? {
            Format::Csv => vec![table(&told, empty)],
            _ => sheets(&told, empty),
        };
        if let Some(first) = answer.first_mut() {
            first.errors.clone_from(&then.errors);
            let of_then = first.errors_in_words().into_iter();
            first
                .notes
                .extend(of_then.map(|line| format!("then: {line}")));
            first.errors = now.errors;
        }
        peer.show(&answer, &self.output)
    }

    /// The records of a run, and their as-of day.
    fn side(&self, peer: &Peer) -> Result<Side, Failure> {
        let directory = peer.directory()?;
        let day = directory.moment().map_or(peer.today, |moment| moment.day);
        let as_of = self.as_of.resolve(&peer.today)?.unwrap_or(day);
        let reads = Reads {
            kinds: &catalog::reads(&self.name, &self.by(), !self.definitions.is_empty()),
            as_of: None,
            audience: Audience::Internal,
            span: Span::All,
            days: Days::ALL,
        };
        let counted = peer
            .figures(&directory, reads)
            .map_err(|failure| failure.located(peer))?;
        let errors = counted.errors(&directory, reads);
        Ok(Side {
            directory,
            records: counted.register.records().clone(),
            as_of,
            errors,
        })
    }

    fn by(&self) -> Vec<By> {
        all(&self.by).copied().collect()
    }

    fn question(&self, then: &Side) -> Result<Question<'_>, Failure> {
        let reports: Vec<&str> = match self.name.as_str() {
            "quarter" => REPORTS
                .iter()
                .copied()
                .filter(|name| !explain::is_page(name))
                .collect(),
            name => vec![name],
        };
        let register = Register::new(then.records.clone().as_of(then.as_of));
        let period = period(&self.period, &register, then.as_of)?;
        Ok(Question {
            reports,
            period,
            by: self.by(),
            definitions: &self.definitions,
            unit: self.unit,
        })
    }
}

impl Question<'_> {
    /// The figures of the records as of a day.
    fn figures(&self, register: &Register, as_of: Day) -> Result<Figures, Failure> {
        let definitions = definitions(self.definitions, register).map_err(Failure::new)?;
        let asked = Asked {
            definitions: &definitions,
            unit: self.unit,
            full: false,
            new_only: false,
        };
        let request = Request {
            register,
            period: &self.period,
            as_of,
            by: &self.by,
            consenting_only: false,
        };
        let sheet = |name: &&str| match *name {
            name if name == contract::TEXT.0 => {
                Some(contract::sheet(&request, asked, Audience::Internal))
            }
            name => catalog::sheet(name, &request, asked),
        };
        let sheets = self.reports.iter().filter_map(sheet);
        Ok(figures(
            &sheets
                .collect::<Result<Vec<Sheet>, String>>()
                .map_err(Failure::new)?,
        ))
    }
}

/// The commits that made the steps by which a figure changed.
fn origins(
    then: &Directory,
    now: &Directory,
    steps: &[Step],
    moved: &[Moved],
) -> Result<Origins, Failure> {
    let Some(earlier) = then.moment() else {
        return Ok(Origins::new());
    };
    let taken: BTreeSet<usize> = moved
        .iter()
        .flat_map(|moved| &moved.moves)
        .filter_map(|step| step.step)
        .collect();
    let mut of_kind: BTreeMap<Option<Kind>, Vec<usize>> = BTreeMap::new();
    let mut origins = Origins::new();
    taken
        .into_iter()
        .for_each(|at| of_kind.entry(steps[at].kind).or_default().push(at));
    for (kind, places) in of_kind {
        let ids: BTreeSet<String> = places.iter().map(|at| steps[*at].id.clone()).collect();
        let turns = now.history_since(earlier, kind, &ids.into_iter().collect::<Vec<_>>())?;
        origins.extend(
            places
                .into_iter()
                .filter_map(|at| Some((at, origin(&steps[at], &turns)?))),
        );
    }
    Ok(origins)
}

/// The last commit that made a step; `None` if it was made in the work tree.
fn origin(step: &Step, turns: &[RecordChange]) -> Option<Committed> {
    let is_link = |fact: &Fact| fact.key.ends_with("same_as");
    let of_step = |turn: &&RecordChange| turn.id == step.id;
    let last = |fits: &dyn Fn(&RecordChange) -> bool| {
        turns.iter().rev().filter(of_step).find(|turn| fits(turn))
    };
    let did = |turn: &RecordChange, fits: fn(&Fact, &Fact) -> bool| {
        turn.facts
            .iter()
            .filter(|fact| !fact.is_note())
            .any(|fact| step.facts.iter().any(|other| fits(fact, other)))
    };
    let turn = match step.cause {
        Cause::SamePerson | Cause::ToldApart => last(&|turn| turn.facts.iter().any(is_link)),
        Cause::Removed => {
            last(&|turn| matches!(turn.change_kind, ChangeKind::Removed | ChangeKind::LetGo))
        }
        _ if step.facts.is_empty() => last(&|turn| turn.change_kind == ChangeKind::Entered)
            .or_else(|| last(&|turn| turn.change_kind == ChangeKind::Kept)),
        _ => {
            last(&|turn| did(turn, Fact::leaves)).or_else(|| last(&|turn| did(turn, Fact::enters)))
        }
    };
    // No figure is counted from notes.
    let beside = |turn: &RecordChange| {
        turn.facts.is_empty()
            || !turn
                .facts
                .iter()
                .all(|fact| is_link(fact) || fact.is_note())
    };
    turn.or_else(|| last(&beside))?.commit.clone()
}
