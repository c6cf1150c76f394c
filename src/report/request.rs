//! What is asked of a report, and the parts that every report's sheet shares.

use super::sheet::{Cell, Column, Sheet};
use crate::measure::{By, Window};
use crate::record::period::Step;
use crate::record::read::nearest;
use crate::record::schema::quoted;
use crate::record::{About, Day, OwnFact, Period, counted};
use crate::register::Register;

/// What is asked of a report.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The records as of the day below.
    pub register: &'a Register,
    /// The days asked about.
    pub period: &'a Period,
    /// The day as of which is asked.
    pub as_of: Day,
    /// The breakdowns asked for: at most one by time, and one by people.
    pub by: &'a [By],
    /// Whether outcomes leave out people without a live consent to outcome reporting: set it for funders and the public
    /// where the program requires consent.
    pub consenting_only: bool,
}

/// The breakdowns of a request that a report can give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Breakdown {
    /// Parts of the period.
    pub(super) step: Option<Step>,
    /// Groups of people, or services.
    pub(super) group: Option<By>,
}

impl Request<'_> {
    /// The breakdown asked for, where the report can give it.
    ///
    /// # Errors
    /// A sentence that says which breakdowns the report has.
    pub(super) fn breakdown(&self, report: &str, allowed: &[By]) -> Result<Breakdown, String> {
        let mut breakdown = Breakdown::default();
        for by in self.by {
            let is_given = match by {
                By::Fact(name) => allowed.contains(&By::Gender) && self.asks(name)?,
                by => allowed.contains(by),
            };
            if !is_given {
                let words: Vec<&str> = allowed.iter().map(|by| by.word()).collect();
                let known = if words.is_empty() {
                    "none".to_owned()
                } else {
                    quoted(&words)
                };
                return Err(format!(
                    "`{report}` has no breakdown by {by}; it has {known}"
                ));
            }
            let taken = match by.step() {
                Some(step) => breakdown.step.replace(step).is_some(),
                None => breakdown.group.replace(*by).is_some(),
            };
            if taken {
                return Err("ask for one breakdown by time and one by people at most".to_owned());
            }
        }
        Ok(breakdown)
    }

    /// Whether the program asks for a fact by which people can be told apart.
    fn asks(&self, name: &str) -> Result<bool, String> {
        let about = |fact: &&OwnFact| fact.about != About::Mentor;
        let facts = || self.register.program().fact.iter().filter(about);
        if facts().any(|fact| fact.name.0 == name) {
            return Ok(true);
        }
        let known: Vec<&str> = facts().map(|fact| fact.name.0).collect();
        Err(match nearest(name, &known) {
            Some(near) => format!("the program asks for no fact `{name}`; did you mean `{near}`?"),
            None if known.is_empty() => format!(
                "the program asks for no fact `{name}`; `peer explain facts` shows how to declare one"
            ),
            None => format!(
                "the program asks for no fact `{name}`; its facts are {}",
                quoted(&known)
            ),
        })
    }

    /// An empty sheet of a report, with the notes that every report has.
    pub(super) fn sheet(&self, report: &str, title: &str) -> Sheet {
        let mut sheet = Sheet::new(report, title, &self.register.program().name, self.as_of);
        sheet.period = Some(self.period.clone());
        if self.period.first > self.as_of {
            sheet.notes.push(format!(
                "the period begins after {}, the day as of which is asked: nothing of it is known yet",
                self.as_of
            ));
        } else if self.period.last > self.as_of {
            sheet.notes.push(format!(
                "the period is not over: figures run to {}",
                self.as_of
            ));
        }
        let records = self.register.records();
        sheet.sources.push(format!(
            "{}, {}, {}, {}, {} on file as of {}",
            counted(records.participants.len(), "participant"),
            counted(records.mentors.len(), "mentor"),
            counted(records.cases.len(), "case"),
            counted(records.matches.len(), "match"),
            counted(records.sessions.len(), "session"),
            self.as_of
        ));
        sheet
    }

    /// An empty sheet of the units behind a report.
    pub(super) fn who(&self, report: &str, title: &str) -> Sheet {
        let mut sheet = self.sheet(report, title);
        sheet.notes.clear();
        sheet
    }
}

/// The columns that say which days a row is about; text shows their label where there are several rows by time.
pub(super) fn window_columns(step: Option<Step>) -> Vec<Column> {
    let label = Column::text("period");
    vec![
        if step.is_some() {
            label
        } else {
            label.detail()
        },
        Column::text("start").detail(),
        Column::text("end").detail(),
    ]
}

/// The cells of [`window_columns`].
pub(super) fn window_cells(window: &Window) -> Vec<Cell> {
    let period = &window.period;
    vec![
        Cell::text(&period.label),
        Cell::Day(period.first),
        Cell::Day(period.last),
    ]
}

/// The column of the groups of people, where a report is broken down by them.
pub(super) fn group_column(group: Option<By>) -> Option<Column> {
    group.filter(|by| *by != By::Service).map(|by| match by {
        By::Fact(name) => Column::text(by.column()).titled(&name.replace('_', " ")),
        by => Column::text(by.column()),
    })
}

/// The sentence that stands under every outcome.
pub(super) const ASSOCIATION: &str = "figures are associations from people who chose to take part; none says that the program caused an outcome";
