//! What a report is, what it can be asked, and the parts that every report's sheet shares.

use super::cell::Cell;
use super::column::{Column, Columns, Key, Speech};
use super::disclosure::Disclosure;
use super::sheet::{Sheet, not_over};
use crate::measure::definition::Named;
use crate::measure::{By, Window};
use crate::record::definition::Unit;
use crate::record::period::Step;
use crate::record::read::nearest;
use crate::record::schema::quoted;
use crate::record::{About, Day, Days, Kind, OwnFact, Period, Records, counted};
use crate::register::Register;

/// Everything about a report: the list of reports, `--by`, `--who`, `peer explain` and the mask for the public use
/// this.
#[derive(Debug)]
pub struct Report {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is about, in a line.
    pub summary: &'static str,
    /// What it counts, in full, with its sources.
    pub text: &'static str,
    /// How it counts, one sentence each, printed under its heading.
    pub rules: &'static [&'static str],
    /// The breakdowns it has.
    pub by: &'static [By],
    /// The kinds of record that its figures are counted from, in addition to `peer.toml`: errors in other kinds do not
    /// affect it.
    pub reads: &'static [Kind],
    /// Which of the sessions and answer sheets its figures are counted from.
    pub span: Span,
    /// Whether its figures are outcomes, which come with the sentence that they are associations.
    pub is_outcome: bool,
    /// What it can be asked that not every report can.
    pub takes: &'static [Takes],
    /// The report under which pages also show it.
    pub under: Option<&'static str>,
    /// What the public may know of it.
    pub disclosure: Disclosure,
    /// Its figures.
    pub rows: Answer,
    /// The records behind each of them.
    pub who: Answer,
}

/// Which of the records stored by year the figures of a period are counted from; their names contain their day.
#[derive(Debug, Clone, Copy)]
pub enum Span {
    /// Those of any day.
    All,
    /// Those up to the last day of the period.
    ToItsEnd,
    /// Those of the period.
    Period,
    /// Those of the period, or of any day if these need others.
    PeriodUnless(fn(&Records) -> Others),
}

/// Whether the records of a period need those of other days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Others {
    /// They do not.
    Unneeded,
    /// They do.
    Needed,
    /// They do if a session of any day has one of these keys.
    NeededForKeys(&'static [&'static str]),
}

impl Span {
    /// The days that the figures of a period need as of a day.
    #[must_use]
    pub fn days(self, period: &Period, as_of: Day) -> Days {
        let first = match self {
            Self::All => return Days::ALL,
            // Records with later dates are not counted, and may be wrong.
            Self::ToItsEnd if period.last >= as_of => return Days::ALL,
            Self::ToItsEnd => Day::FIRST,
            Self::Period | Self::PeriodUnless(_) => period.first,
        };
        Days {
            first,
            last: period.last,
        }
    }

    /// Whether the records of those days need others.
    #[must_use]
    pub fn others(self, records: &Records) -> Others {
        match self {
            Self::PeriodUnless(others) => others(records),
            Self::All | Self::ToItsEnd | Self::Period => Others::Unneeded,
        }
    }
}

/// Options that only some reports take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Definitions of returns, and the unit to count.
    Definitions,
    /// The figures for statisticians.
    Full,
    /// Only new people.
    New,
}

/// How a report answers. The error is a sentence, if the report cannot give what is requested.
pub type Answer = fn(&Request<'_>, Asked<'_>) -> Result<Sheet, String>;

/// Options for only some reports.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// The definitions to show side by side.
    pub definitions: &'a [Named],
    /// What to count, instead of the usual unit of each definition.
    pub unit: Option<Unit>,
    /// Whether pages show the figures for statisticians too.
    pub full: bool,
    /// Whether `people` counts only new people.
    pub new_only: bool,
}

/// A request for a report.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The records as of the day below.
    pub register: &'a Register,
    /// The requested days.
    pub period: &'a Period,
    /// The as-of day.
    pub as_of: Day,
    /// The requested breakdowns: at most one by time, and one by people.
    pub by: &'a [By],
    /// Whether outcomes leave out people without a current consent to outcome reporting: set for funders and the public
    /// if the program requires consent.
    pub consenting_only: bool,
}

/// The breakdowns of a request that a report can give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Breakdown {
    /// Parts of the period.
    pub step: Option<Step>,
    /// Groups of people, or services.
    pub group: Option<By>,
}

impl Request<'_> {
    /// The requested breakdown, if the report can give it.
    ///
    /// # Errors
    /// Returns a sentence that says which breakdowns the report has.
    pub fn breakdown(&self, report: &Report) -> Result<Breakdown, String> {
        let (report, allowed) = (report.name, report.by);
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
                    "`{report}` cannot be broken down by {by}, only by {known}"
                ));
            }
            let taken = match by.step() {
                Some(step) => breakdown.step.replace(step).is_some(),
                None => breakdown.group.replace(*by).is_some(),
            };
            if taken {
                return Err("use at most one breakdown by time and one by people".to_owned());
            }
        }
        Ok(breakdown)
    }

    /// Whether the program asks for a fact that distinguishes people.
    fn asks(&self, name: &str) -> Result<bool, String> {
        let about = |fact: &&OwnFact| fact.about != About::Mentor;
        let facts = || self.register.program().fact.iter().filter(about);
        if facts().any(|fact| fact.name.0 == name) {
            return Ok(true);
        }
        let known: Vec<&str> = facts().map(|fact| fact.name.0).collect();
        Err(match nearest(name, &known) {
            Some(near) => format!("peer.toml declares no fact `{name}`; did you mean `{near}`?"),
            None if known.is_empty() => format!(
                "peer.toml declares no fact `{name}`; `peer explain facts` shows how to declare one"
            ),
            None => format!(
                "peer.toml declares no fact `{name}`; its facts are {}",
                quoted(&known)
            ),
        })
    }

    /// An empty sheet of a report.
    #[must_use]
    pub fn sheet(&self, report: &'static Report, title: &str) -> Sheet {
        let mut sheet = self.of(report, title);
        sheet.disclosure = Some(&report.disclosure);
        sheet
    }

    /// The heading and the rules of a report.
    fn of(&self, report: &Report, title: &str) -> Sheet {
        let mut sheet = self.page(report.name, title);
        sheet
            .rules
            .extend(report.rules.iter().map(ToString::to_string));
        sheet.sources = vec![self.on_file(report.reads, report.span)];
        sheet
    }

    /// An empty sheet, with the notes that every report has.
    #[must_use]
    pub fn page(&self, name: &str, title: &str) -> Sheet {
        let mut sheet = Sheet::new(name, title, &self.register.program().name, self.as_of);
        sheet.period = Some(self.period.clone());
        sheet.notes.extend(self.not_over());
        sheet.began = self.register.records().began();
        sheet.sources = vec![self.on_file(&[Kind::Session], Span::All)];
        sheet
    }

    /// How much is on file, including the sessions that the figures are counted from.
    fn on_file(&self, reads: &[Kind], span: Span) -> String {
        let records = self.register.records();
        let Days { first, last } = span.days(self.period, self.as_of);
        let sessions = records.sessions.iter().map(|entry| entry.record.on);
        let sessions = sessions.filter(|on| first <= *on && *on <= last).count();
        let sessions = match reads.contains(&Kind::Session) {
            true => format!(", {}", counted(sessions, "session")),
            false => String::new(),
        };
        let days = match (first == Day::FIRST, last == Day::LAST) {
            _ if sessions.is_empty() => String::new(),
            (true, true) => String::new(),
            (true, false) => format!(" up to {last}"),
            _ => format!(" from {first} to {last}"),
        };
        format!(
            "{}, {}, {}, {}{sessions}{days} on file as of {}",
            counted(records.participants.len(), "participant"),
            counted(records.mentors.len(), "mentor"),
            counted(records.cases.len(), "case"),
            counted(records.matches.len(), "match"),
            self.as_of
        )
    }

    /// A note that the period is not over, if it is not.
    pub(super) fn not_over(&self) -> Option<String> {
        not_over(self.period, self.as_of)
    }

    /// An empty sheet of the units behind a report.
    #[must_use]
    pub fn who(&self, report: &Report, title: &str) -> Sheet {
        let mut sheet = self.of(report, title);
        sheet.notes.clear();
        sheet
    }
}

impl Breakdown {
    /// The columns that say which days a row is about; text shows their label if there are several rows by time.
    #[must_use]
    pub fn window<'a, R: 'a>(self, window: impl Fn(&R) -> &Window + Copy + 'a) -> Columns<'a, R> {
        let label = Column::key("period", Key::Period).detail_if(self.step.is_none());
        Columns::new()
            .with(label, move |row| Cell::text(&window(row).period.label))
            .with(Column::key("start", Key::Start).detail(), move |row| {
                window(row).period.first
            })
            .with(Column::key("end", Key::End).detail(), move |row| {
                window(row).period.last
            })
    }

    /// The breakdown without one for which the report always has rows.
    #[must_use]
    pub fn beside(self, always: By) -> Self {
        Self {
            group: self.group.filter(|by| *by != always),
            ..self
        }
    }

    /// The column of the groups of people, if a report is broken down by them.
    #[must_use]
    pub fn group(self) -> Option<Column> {
        self.group.map(|by| match by {
            By::Fact(name) => group(by)
                .titled(&name.replace('_', " "))
                .known_as(Some(by.word())),
            by => group(by),
        })
    }
}

/// The column of the groups of a breakdown.
#[must_use]
pub fn group(by: By) -> Column {
    let speech = match by {
        By::Service => Speech::Words,
        By::System => Speech::Initials,
        _ => Speech::Plain,
    };
    Column::key(by.column(), Key::Group).spoken(speech)
}

/// The sentence under every outcome.
pub(super) const ASSOCIATION: &str =
    "people chose to take part, so these figures do not show that the program caused an outcome";
