//! Months that one side of a merge packed or unpacked while the other wrote to them: each is merged as a whole, by the
//! contents of its sessions. What only one side removed stays removed.

mod month;

use std::collections::{BTreeMap, BTreeSet};

use super::failure::Failure;
use super::merging::merged;
use super::peer::Peer;
use crate::store::{
    Changed, Commits, Directory, MonthFiles, Repository, Sides, Unmergeable, driver_of, join_month,
    month_of, names, removed_by_name, sessions,
};
use month::{One, are_same, own_or_packed, records_of, take_out_now};

pub use month::{Back, has_markers};

/// How the message of a merge that `peer` concluded begins.
pub const CONCLUDED: &str = "merge the records of";

/// What is wrong with a merge that contains a session which one side removed.
pub const NO_PART: &str = "the merge does not include what one side removed";

/// The merge driver, which is this program.
pub fn driver() -> String {
    let program = std::env::current_exe().ok().and_then(|path| {
        let quoted = shlex::try_quote(&path.to_string_lossy()).ok()?.into_owned();
        Some(quoted.replace('%', "%%"))
    });
    driver_of(&program.unwrap_or_else(|| "peer".to_owned()))
}

/// The result for such months in one merge, by month.
pub struct Months {
    all: BTreeMap<String, One>,
    /// Those that cannot be merged as a whole, with the reason: git's version of them stays.
    faulty: BTreeMap<String, (Unmergeable, BTreeMap<String, bool>)>,
}

impl Months {
    /// Merges the months in a merge of these commits.
    pub fn of(
        peer: &Peer,
        directory: &Directory,
        repository: &Repository,
        commits: &Commits,
    ) -> Result<Self, Failure> {
        let mut months = Self {
            all: BTreeMap::new(),
            faulty: BTreeMap::new(),
        };
        let merge =
            |path: &str, sides: &Sides<'_>| merged(path, directory.program(), sides, peer.today);
        for (month, sides) in repository.mixed_months(commits)? {
            match join_month(&month, sides.each_ref(), &merge) {
                Ok(joined) => drop(months.all.insert(
                    month,
                    One {
                        sides,
                        month: joined,
                    },
                )),
                Err(error) => drop(
                    months
                        .faulty
                        .insert(month, (error, removed_by_name(sides.each_ref()))),
                ),
            }
        }
        Ok(months)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty() && self.faulty.is_empty()
    }

    /// Writes all of them to the work tree and the index, and says what happened to sessions.
    pub fn lay(&self, peer: &Peer, repository: &Repository) -> Result<(), Failure> {
        for one in self.all.values() {
            one.lay(peer, repository)?;
        }
        for (month, (error, _)) in &self.faulty {
            peer.screen.note(&format!(
                "{} were merged file by file: {error}",
                records_of(month)
            ));
        }
        Ok(())
    }

    /// Refuses sessions of faulty months that one side removed: no one can know whether the other side changed them.
    /// `way` says how to keep them.
    pub fn hold_back(&self, directory: &Directory, way: &str) -> Result<(), Failure> {
        let (mut lines, mut reasons, mut edits) = (Vec::new(), Vec::new(), BTreeSet::new());
        for (month, (error, removed)) in &self.faulty {
            let back = back_by_name(removed, &directory.files_of_month(month)?);
            if !back.is_empty() {
                reasons.push(format!(
                    "{} could not be merged as a whole: {error}",
                    records_of(month)
                ));
            }
            for back in back {
                let path = directory.shown(&own_or_packed(directory, month, &back.session));
                lines.push(format!("{} in {path}", back.told()));
                edits.insert(format!("`peer edit {path}`"));
            }
        }
        if lines.is_empty() {
            return Ok(());
        }
        let edits = edits.into_iter().collect::<Vec<_>>().join(", ");
        let failure = reasons
            .into_iter()
            .fold(Failure::refused(lines.join("; ")), Failure::help);
        Err(failure
            .help(format!("to remove it again: {edits}, then `peer save`"))
            .help(way))
    }

    /// The sessions of faulty months that one side removed and a merge contains, each with its month and the fault.
    fn held_by(
        &self,
        repository: &Repository,
        merge: &str,
    ) -> Result<Vec<(Back, &str, &Unmergeable)>, Failure> {
        let mut all = Vec::new();
        for (month, (error, removed)) in &self.faulty {
            let back = back_by_name(removed, &repository.month_at(merge, month)?);
            all.extend(back.into_iter().map(|back| (back, month.as_str(), error)));
        }
        Ok(all)
    }

    /// Writes the months that are as git left them, if no one has decided anything in them; from the others it removes
    /// only what was removed on one side. Returns whether it did anything, or would in a `dry_run`.
    pub fn write_resolved(
        &self,
        peer: &Peer,
        directory: &Directory,
        repository: &Repository,
        dry_run: bool,
    ) -> Result<bool, Failure> {
        let changes = repository.changes()?;
        let mut any = false;
        for (month, one) in &self.all {
            let now = directory.files_of_month(month)?;
            let unmerged: Vec<&Changed> = changes
                .iter()
                .filter(|changed| changed.is_unmerged())
                .filter(|changed| {
                    repository.in_directory(&changed.path).and_then(month_of) == Some(month)
                })
                .collect();
            if one.is_untouched(peer, directory, &now)
                && one.may_be_laid(repository, &unmerged, &now)
            {
                if !unmerged.is_empty() || one.differs(&now) {
                    any = true;
                    if !dry_run {
                        one.lay(peer, repository)?;
                    }
                }
                continue;
            }
            let Ok(held) = sessions(month, &now) else {
                continue;
            };
            let back = one.back(&held);
            any |= !back.is_empty();
            if !dry_run {
                take_out_now(peer, repository, month, &now, &back)?;
                one.mention_lost(peer, directory, month, &held);
                if unmerged.is_empty() {
                    one.mention_opposed(peer, directory, month, &held);
                }
            }
        }
        Ok(any)
    }

    /// The sessions that were removed on one side and are still here unchanged.
    pub fn back(&self, directory: &Directory) -> Result<Vec<Back>, Failure> {
        let mut all = Vec::new();
        for (month, one) in &self.all {
            if let Ok(held) = sessions(month, &directory.files_of_month(month)?) {
                all.extend(one.back(&held));
            }
        }
        Ok(all)
    }
}

/// Fixes the months of merges made without `peer`, among the commits that `range` names, if they are as git left them.
/// Returns whether anything was changed.
pub fn mended(
    peer: &Peer,
    directory: &Directory,
    repository: &Repository,
    range: &str,
) -> Result<bool, Failure> {
    let mut any = false;
    for (merge, commits) in repository.merges(range, None)? {
        if repository.subject(&merge)?.starts_with(CONCLUDED) {
            continue;
        }
        let months = Months::of(peer, directory, repository, &commits)?;
        for (back, month, error) in months.held_by(repository, &merge)? {
            if names(&directory.files_of_month(month)?).contains(&back.session) {
                peer.screen.note(&in_fault(directory, &back, month, error));
            }
        }
        for (month, one) in &months.all {
            let (then, now) = (
                repository.month_at(&merge, month)?,
                directory.files_of_month(month)?,
            );
            if are_same(&then, &now) && one.is_clean() && one.is_untouched(peer, directory, &then) {
                if one.differs(&now) {
                    any = true;
                    one.lay(peer, repository)?;
                }
                continue;
            }
            let [Ok(then), Ok(held)] = [&then, &now].map(|files| sessions(month, files)) else {
                continue;
            };
            let mut back = one.back(&then);
            back.retain(|back| held.get(&back.session) == then.get(&back.session));
            any |= !back.is_empty();
            take_out_now(peer, repository, month, &now, &back)?;
            one.mention_lost(peer, directory, month, &held);
            one.mention_opposed(peer, directory, month, &held);
        }
    }
    Ok(any)
}

/// What in a merge made without `peer` does not match what both sides meant, in words.
pub fn faults_of(
    peer: &Peer,
    directory: &Directory,
    repository: &Repository,
    range: &str,
) -> Result<Vec<String>, Failure> {
    let (mut lines, mut mendable) = (Vec::new(), Vec::new());
    for (merge, commits) in repository.merges(range, None)? {
        let months = Months::of(peer, directory, repository, &commits)?;
        for (back, month, error) in months.held_by(repository, &merge)? {
            lines.push(in_fault(directory, &back, month, error));
        }
        for (month, one) in &months.all {
            let then = repository.month_at(&merge, month)?;
            match sessions(month, &then) {
                Ok(held) => mendable.extend(one.back(&held).iter().map(Back::told)),
                Err(error) => lines.push(format!("{}: {error}", records_of(month))),
            }
        }
    }
    if !mendable.is_empty() {
        mendable.push(format!("{NO_PART}: `peer sync` fixes it"));
    }
    lines.extend(mendable);
    Ok(lines)
}

/// Says which sessions were removed on one side of a merge made without `peer`, and are back here unchanged. Looks at
/// the last ten such merges; a session that is void, or was changed since, does not count as back.
pub fn mention_back(peer: &Peer, directory: &Directory) -> Result<(), Failure> {
    let is_here = directory.moment().is_none();
    let Some(repository) = is_here
        .then(|| Repository::open(directory.root()).ok())
        .flatten()
    else {
        return Ok(());
    };
    if repository.tip()?.is_none() {
        return Ok(());
    }
    let mut told = BTreeSet::new();
    for (_, commits) in repository.merges("HEAD", Some(CONCLUDED))? {
        let months = Months::of(peer, directory, &repository, &commits)?;
        for back in months.back(directory)? {
            if told.insert(back.session.clone()) {
                peer.screen.note(&format!(
                    "{0} was removed on one side of a merge and is back: if it should not count, \
                     `peer void {0} --reason \"removed before\"`",
                    back.session
                ));
            }
        }
    }
    Ok(())
}

/// What to watch for with a session that is back in a month with a fault.
fn in_fault(directory: &Directory, back: &Back, month: &str, error: &Unmergeable) -> String {
    let path = directory.shown(&own_or_packed(directory, month, &back.session));
    format!(
        "{} in {path}, which could not be merged as a whole ({error}); to remove it: `peer edit {path}`",
        back.told()
    )
}

/// The sessions of a month that one side removed and these files contain, matched only by name.
fn back_by_name(removed: &BTreeMap<String, bool>, files: &MonthFiles) -> Vec<Back> {
    let held = names(files);
    let back = removed
        .iter()
        .filter(|(session, _)| held.contains(*session));
    back.map(|(session, is_ours)| Back {
        session: session.clone(),
        is_ours: *is_ours,
    })
    .collect()
}
