//! Records as reports count them: an error that would make a figure wrong without any sign of it stops the report; any
//! other error is counted and named in the report.

use std::collections::{BTreeMap, BTreeSet};

use super::failure::Failure;
use super::peer::{Peer, RunRegister, faulty};
use crate::check::{errors_beside, hides_a_record};
use crate::record::{Day, Days, Finding, Kind, counted};
use crate::report::{Audience, Errors, Others, Span};
use crate::store::{Directory, Located, Reading, Scope, locate, stem_of};

/// How many errors of a rule are shown with their places.
const SHOWN: usize = 10;

/// What a report is counted from.
#[derive(Debug, Clone, Copy)]
pub struct Reads<'a> {
    /// The kinds of record whose errors matter to it.
    pub kinds: &'a [Kind],
    /// The as-of day; facts dated later are left out. `None` keeps them all.
    pub as_of: Option<Day>,
    /// Who it is for.
    pub audience: Audience,
    /// Which of the records stored by year it is counted from.
    pub span: Span,
    /// The days of these.
    pub days: Days,
}

/// The records behind a report.
#[derive(Debug)]
pub struct Counted {
    /// The records, linked.
    pub register: RunRegister,
    /// What is wrong with them.
    findings: Vec<Finding>,
}

impl Peer {
    /// The records that a report counts, and their errors.
    ///
    /// # Errors
    /// A file that it counts cannot be read, or names a record that does not exist: the figure would be wrong without
    /// any sign of it. A fault in another file is only noted.
    pub fn figures(&self, directory: &Directory, reads: Reads<'_>) -> Result<Counted, Failure> {
        self.finish_interrupted_write(directory)?;
        let mut reading = reads.from(directory);
        let identities = &mut reading.records.identities;
        identities
            .iter_mut()
            .for_each(|entry| entry.record.keep_birth_date_alone());
        let all = RunRegister::new(self.link(reading.records));
        let mut errors = errors_beside(&all, self.today, &reading.findings);
        errors.retain(|finding| reads.counts(finding));
        let hiding = errors.iter().any(hides_a_record);
        let (mut stop, others): (Vec<_>, Vec<_>) = reading
            .findings
            .into_iter()
            .partition(|finding| reads.counts(finding));
        if hiding || !stop.is_empty() {
            stop.extend(errors.into_iter().filter(hides_a_record));
            stop.sort_by(|a, b| a.place.cmp(&b.place));
            return Err(faulty(directory, stop));
        }
        self.note_others(&others);
        let records = RunRegister::into_inner(all).into_records();
        let records = match reads.as_of {
            Some(day) => records.as_of(day),
            None => records,
        }
        .without_void_people();
        let records = if reads.audience == Audience::Internal {
            records
        } else {
            records.with_headings_alone()
        };
        Ok(Counted {
            register: RunRegister::new(self.link(records)),
            findings: errors,
        })
    }

    fn note_others(&self, others: &[Finding]) {
        let files: BTreeSet<_> = others.iter().map(|finding| &finding.place.path).collect();
        if !files.is_empty() {
            let have = if files.len() == 1 { "has" } else { "have" };
            self.screen.note(&format!(
                "{} that this report does not count {have} errors: see `peer check`",
                counted(files.len(), "file")
            ));
        }
    }
}

impl Counted {
    /// What is wrong with the records of a report's kinds.
    #[must_use]
    pub fn errors(&self, directory: &Directory, reads: Reads<'_>) -> Vec<Errors> {
        let concerns = |finding: &&Finding| reads.concerns(finding);
        let errors = self.findings.iter().filter(concerns).cloned().collect();
        by_rule(directory, errors, reads.audience)
    }
}

/// Errors by their rules; for the program itself, also the places of the first ones.
fn by_rule(directory: &Directory, errors: Vec<Finding>, audience: Audience) -> Vec<Errors> {
    let mut rules: BTreeMap<&'static str, Vec<Finding>> = BTreeMap::new();
    for finding in errors {
        rules.entry(finding.rule).or_default().push(finding);
    }
    let shown = if audience == Audience::Internal {
        SHOWN
    } else {
        0
    };
    let of_rule = |(rule, mut findings): (&'static str, Vec<Finding>)| {
        let count = findings.len();
        findings.truncate(shown);
        let located = locate(directory, &findings, shown);
        let place = |(finding, at): (&Finding, Option<Located>)| {
            let at = at?;
            Some(format!("{}:{}:{}", finding.place.path, at.line, at.column))
        };
        Errors {
            rule,
            count,
            places: findings.iter().zip(located).filter_map(place).collect(),
        }
    };
    rules.into_iter().map(of_rule).collect()
}

impl Reads<'_> {
    /// Reads what it is counted from. Only one figure depends on who someone is: the ages of those served. The report
    /// says if they cannot be known.
    fn from(&self, directory: &Directory) -> Reading {
        let names = Scope::of(&[Kind::Identity]);
        let scope = match self.kinds.contains(&Kind::Identity) {
            true => Scope::ALL,
            false => Scope::ALL.without(names),
        };
        let reading = directory.read_part(scope, &|records, kind| {
            // Whether a record is on file on a day before its own facts may depend on a session or answers of any day,
            // and so may what other reports show to the public.
            let is_all = self.audience == Audience::Public;
            if is_all || self.as_of.is_none_or(|day| records.has_later(day)) {
                return Days::ALL;
            }
            match self.kinds.contains(&kind) {
                true => self.days,
                false => Days::NONE,
            }
        });
        let is_short = || match self.span.others(&reading.records) {
            Others::Unneeded => false,
            Others::Needed => true,
            Others::NeededForKeys(keys) => directory.mentions(Kind::Session, keys),
        };
        match reading.records.part {
            Some(_) if is_short() => directory.read(scope),
            _ => reading,
        }
    }

    /// Whether a finding is about a counted record, or about `peer.toml`.
    fn counts(&self, finding: &Finding) -> bool {
        match kind_of(finding) {
            // If an identity cannot be read, the report says that ages cannot be counted.
            Some(Kind::Identity) => false,
            Some(kind) => self.kinds.contains(&kind),
            None => !finding.place.path.contains('/'),
        }
    }

    /// Whether it is also about the counted days.
    fn concerns(&self, finding: &Finding) -> bool {
        let place = &finding.place;
        let name = || place.section.as_deref().or_else(|| stem_of(&place.path));
        let is_by_year = kind_of(finding).is_some_and(Kind::is_by_year);
        self.counts(finding) && (!is_by_year || name().is_none_or(|name| self.days.may_have(name)))
    }
}

/// The kind of record that a finding is about.
fn kind_of(finding: &Finding) -> Option<Kind> {
    let path = &*finding.place.path;
    let folder = path.split_once('/').map_or(path, |(folder, _)| folder);
    Kind::ALL
        .iter()
        .copied()
        .find(|kind| kind.folder() == folder)
}
