//! Merging two versions of a file by what they say, not line by line.
//!
//! The facts of three texts (the common ancestor, ours and theirs) are merged first, as plain data. Then our text is
//! edited until it says the result, so that comments and order stay. If a plain line merge says exactly the result, its
//! text is used. Every result is read back first and returned only if it holds the merged facts. A conflict is in the
//! file twice, between git's markers, until a person decides.

mod align;
mod amend;
mod clash;
mod comments;
mod entries;
mod facts;
mod form;
mod markers;
mod months;
mod outcome;
mod pieces;

pub use clash::Clash;
pub use markers::for_ours;
pub(super) use months::marked;
pub use months::{
    Joined, Month, MonthFiles, Moved, join_month, month_of, names, removed_by_name, sessions,
    without,
};
pub use outcome::{Merged, Sides, Unmergeable};

use std::collections::BTreeSet;

use facts::{Opposed, Outcome};
use form::{Facts, Form};

use crate::record::read::Step;
use crate::record::{At, Finding};

/// Merges the file at `path` from the root of a directory whose identities folder is `identities`. `judge` returns what
/// is wrong with a text of this file on its own: a problem that neither side has must not result from the merge, and
/// becomes a conflict.
///
/// # Errors
/// The file cannot be merged by what it says.
pub fn merge(
    path: &str,
    identities: &str,
    sides: &Sides<'_>,
    judge: &dyn Fn(&str) -> Vec<Finding>,
) -> Result<Merged, Unmergeable> {
    let Sides { base, ours, theirs } = *sides;
    let form = Form::of(path, identities).ok_or(Unmergeable::NoRecord)?;
    // Git passes an empty text if there is no base.
    let base = base.filter(|text| !text.trim().is_empty());
    let facts = |whose: &'static str, text: &str| {
        form.read(text)
            .map_err(|fault| Unmergeable::Faulty { whose, fault })
    };
    let of_base = base.map_or_else(|| Ok(form.nothing()), |text| facts("the earlier", text))?;
    let (of_ours, of_theirs) = (facts("our", ours)?, facts("their", theirs)?);
    if ours == theirs || base == Some(theirs) {
        return Ok(Merged::Clean(ours.to_owned()));
    }
    if base == Some(ours) {
        return Ok(Merged::Clean(theirs.to_owned()));
    }
    let work = MergeTexts {
        form: &form,
        path,
        base: base.unwrap_or(""),
        ours,
        theirs,
        of_ours: &of_ours,
    };
    let outcome = facts::merge(&form, &of_base, &of_ours, &of_theirs, &Opposed::default());
    if !outcome.clashes.is_empty() {
        return work.conflict(outcome);
    }
    let text = work.clean(&outcome.ours)?;
    if outcome.ours == of_ours || outcome.ours == of_theirs {
        return Ok(Merged::Clean(text));
    }
    let broken = broken_together(judge, &text, ours, theirs);
    if broken.is_empty() {
        return Ok(Merged::Clean(text));
    }
    let opposed = opposed(&broken, &of_ours, &of_theirs);
    let mut outcome = facts::merge(&form, &of_base, &of_ours, &of_theirs, &opposed);
    outcome.clashes.extend(broken.iter().map(Clash::of_rule));
    work.conflict(outcome)
}

/// What is wrong with the merged text but with neither side.
fn broken_together(
    judge: &dyn Fn(&str) -> Vec<Finding>,
    text: &str,
    ours: &str,
    theirs: &str,
) -> Vec<Finding> {
    let mut found = judge(text);
    if found.is_empty() {
        return found;
    }
    let known: BTreeSet<(&str, String)> = [ours, theirs]
        .into_iter()
        .flat_map(judge)
        .map(|finding| (finding.rule, finding.message))
        .collect();
    found.retain(|finding| !known.contains(&(finding.rule, finding.message.clone())));
    found
}

/// The keys in which the sides differ and that break a rule together: those that a finding points at, otherwise all.
fn opposed(broken: &[Finding], ours: &Facts, theirs: &Facts) -> Opposed {
    let differing = facts::differing(ours, theirs);
    let pointed: Opposed = broken
        .iter()
        .filter_map(|finding| {
            let At::Key(steps) = &finding.at else {
                return None;
            };
            let Some(Step::Key(key)) = steps.first() else {
                return None;
            };
            let section = finding.place.section.as_deref().unwrap_or("").to_owned();
            Some((section, key.clone())).filter(|at| differing.contains(at))
        })
        .collect();
    if pointed.is_empty() {
        differing
    } else {
        pointed
    }
}

/// The texts of a merge.
struct MergeTexts<'t> {
    form: &'t Form,
    path: &'t str,
    base: &'t str,
    ours: &'t str,
    theirs: &'t str,
    of_ours: &'t Facts,
}

impl MergeTexts<'_> {
    /// A text that says exactly this: the result of a line merge if possible; otherwise ours, edited.
    fn clean(&self, target: &Facts) -> Result<String, Unmergeable> {
        if let Ok(text) = diffy::merge(self.base, self.ours, self.theirs)
            && self.says(&text, target)
        {
            return Ok(text);
        }
        let text = self.amended(self.ours, self.of_ours, target)?;
        let keeps = |text: &str| self.says(text, target);
        let carried = comments::carried(
            &text,
            self.base,
            &[self.ours, self.theirs],
            &[&text],
            &keeps,
        );
        Ok(if keeps(&carried) { carried } else { text })
    }

    /// The text with conflicts between markers.
    fn conflict(&self, outcome: Outcome) -> Result<Merged, Unmergeable> {
        let ours = self.amended(self.ours, self.of_ours, &outcome.ours)?;
        let theirs = self.amended(&ours, &outcome.ours, &outcome.theirs)?;
        let text = markers::between(&ours, &theirs);
        // Whichever side a person chooses, the file must then say exactly that side's facts.
        let keeps = |text: &str| {
            self.says(&markers::decided(text, true), &outcome.ours)
                && self.says(&markers::decided(text, false), &outcome.theirs)
        };
        let carried = comments::carried(
            &text,
            self.base,
            &[self.ours, self.theirs],
            &[&ours, &theirs],
            &keeps,
        );
        let text = if keeps(&carried) { carried } else { text };
        Ok(Merged::Conflict {
            text,
            clashes: outcome.clashes,
        })
    }

    fn amended(&self, text: &str, says: &Facts, target: &Facts) -> Result<String, Unmergeable> {
        let amended = amend::amended(self.form, self.path, text, says, target, self.theirs);
        amended
            .filter(|text| self.says(text, target))
            .ok_or(Unmergeable::Layout)
    }

    fn says(&self, text: &str, target: &Facts) -> bool {
        self.form
            .read(text)
            .is_ok_and(|facts| facts::same(&facts, target))
    }
}
