//! What must be settled before a report: the figures that it shares with others of the same days.
//!
//! A figure in two public reports of one period is settled in the first level that has it, no matter which of them is
//! requested: first the whole period in all reports that have figures in common, then its years, quarters and months,
//! then groups of people. Each level keeps what earlier levels have settled.

use crate::measure::By;
use crate::record::period::Step;
use crate::record::{About, Period};
use crate::report::catalog::{self, REPORTS};
use crate::report::disclosure::Disclosure;
use crate::report::request::{Asked, Report, Request};
use crate::report::sheet::Sheet;

/// Sheets that are settled together.
pub(super) struct Level {
    pub(super) sheets: Vec<Sheet>,
    /// If these sheets are reports of their own: the levels that settle them.
    pub(super) own: Option<Vec<Level>>,
    /// Whether they are broken down by groups of people: if so, as many figures as necessary are hidden for the sake of
    /// one.
    pub(super) is_of_groups: bool,
}

/// The parts of a period, each with the shorter ones after it.
const STEPS: [(Step, By); 3] = [
    (Step::Year, By::Year),
    (Step::Quarter, By::Quarter),
    (Step::Month, By::Month),
];

/// The levels of a report for this request, the report itself last.
///
/// # Errors
/// Returns a sentence if the report does not have a requested breakdown.
pub(super) fn of(
    disclosure: &Disclosure,
    request: &Request<'_>,
    asked: Asked<'_>,
) -> Result<Vec<Level>, String> {
    let step = request.by.iter().find_map(|by| by.step());
    let group = request.by.iter().copied().find(|by| by.step().is_none());
    let sheet = |report: &Report, by: &[By]| {
        let request = Request { by, ..*request };
        (report.rows)(&request, asked)
    };
    let is_kin = |one: &&Report| {
        let other = &one.disclosure;
        other.topic == disclosure.topic && other.figures_of == one.name && !other.is_last
    };
    let steps = steps(step, request.period);
    let mut levels = Vec::new();
    for step in &steps {
        let by: Vec<By> = step.iter().copied().collect();
        let kin = REPORTS.iter().copied().filter(is_kin);
        let sheets = kin.map(|report| sheet(report, &by));
        levels.push(Level {
            sheets: sheets.collect::<Result<_, _>>()?,
            own: None,
            is_of_groups: false,
        });
    }
    let groups_of = disclosure.groups_of.unwrap_or(disclosure.figures_of);
    let Some(report) = catalog::find(groups_of) else {
        return Ok(levels);
    };
    let facts = request.register.program().facts_of(About::Participant);
    let facts = facts.filter(|_| disclosure.groups_of.is_some());
    let groups = disclosure.groups.iter().copied();
    let groups = groups.chain(facts.map(|fact| By::Fact(fact.name.0)));
    let groups: Vec<By> = groups.chain(group).collect();
    for group in &groups {
        for (at, step) in steps.iter().enumerate() {
            let by: Vec<By> = step.iter().copied().chain([*group]).collect();
            let is_own = groups.len() > 1 || at + 1 < steps.len();
            let request = Request {
                by: &by,
                ..*request
            };
            let kin = REPORTS.iter().copied().filter(is_kin);
            let sheets = kin.filter_map(|one| match (one.rows)(&request, asked) {
                // Not every report of the topic has these groups.
                Err(_) if one.name != report.name => None,
                sheet => Some(sheet),
            });
            levels.push(Level {
                sheets: sheets.collect::<Result<_, _>>()?,
                is_of_groups: true,
                own: is_own
                    .then(|| of(&report.disclosure, &request, asked))
                    .transpose()?,
            });
        }
    }
    if group.is_none() {
        levels.extend(alone(
            disclosure,
            request,
            asked,
            &steps[..steps.len() - 1],
        )?);
    }
    Ok(levels)
}

/// The whole period, and its parts up to those of this length. A part that is the whole period is settled with it.
fn steps(shortest: Option<Step>, period: &Period) -> Vec<Option<By>> {
    let parts = STEPS.iter().filter(|(step, _)| {
        shortest.is_some_and(|shortest| {
            *step == shortest || *step > shortest && period.parts(*step).len() > 1
        })
    });
    std::iter::once(None)
        .chain(parts.map(|(_, by)| Some(*by)))
        .collect()
}

/// The longer parts of a last report, each settled as if it were requested alone.
fn alone(
    disclosure: &Disclosure,
    request: &Request<'_>,
    asked: Asked<'_>,
    longer: &[Option<By>],
) -> Result<Vec<Level>, String> {
    let Some(report) = catalog::find(disclosure.figures_of).filter(|_| disclosure.is_last) else {
        return Ok(Vec::new());
    };
    let settled = |step: &Option<By>| {
        let by: Vec<By> = step.iter().copied().collect();
        let request = Request {
            by: &by,
            ..*request
        };
        let level = |own| -> Result<Level, String> {
            Ok(Level {
                sheets: vec![(report.rows)(&request, asked)?],
                is_of_groups: true,
                own,
            })
        };
        let mut own = of(disclosure, &request, asked)?;
        own.push(level(None)?);
        level(Some(own))
    };
    longer.iter().map(settled).collect()
}
