//! Months that one side of a merge packed or took apart while the other wrote to them: each is merged as a whole, by what
//! its sessions say. What was removed on one side only stays removed.

use std::collections::{BTreeMap, BTreeSet};

use super::failure::Failure;
use super::merging::merged;
use super::peer::Peer;
use crate::record::{Fields, Kind};
use crate::store::{
    Changed, Commits, Directory, Joined, LayError, Merged, Month, MonthFiles, Moved, Repository,
    Sides, Unmergeable, join_month, month_of, names, packed_file, removed_by_name, sessions,
    without,
};

/// How the message begins of a merge that `peer` concluded.
pub const CONCLUDED: &str = "merge the records of";

/// What is wrong with a merge that has a session which one side removed.
pub const NO_PART: &str = "what one side removed is no part of the merge";

/// What came of such months in one merge, by month.
pub struct Months {
    all: BTreeMap<String, One>,
    /// Those that cannot be merged as a whole, with the reason: what git made of them stands.
    faulty: BTreeMap<String, (Unmergeable, BTreeMap<String, bool>)>,
}

/// A month of a merge.
struct One {
    sides: [MonthFiles; 3],
    month: Month,
}

/// A session that was removed on one side only and that the merge has nevertheless.
pub struct Back {
    pub session: String,
    /// Whether it was removed here.
    pub is_ours: bool,
}

impl Back {
    /// What came of it, in words.
    pub fn told(&self) -> String {
        format!(
            "{} was removed {} and is back",
            self.session,
            sides(self.is_ours).0
        )
    }
}

impl Months {
    /// Merges the months of a merge of these commits.
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

    /// Whether there is any.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty() && self.faulty.is_empty()
    }

    /// Lays all of them in the work tree and the index, and says what became of sessions.
    pub fn lay(&self, peer: &Peer, repository: &Repository) -> Result<(), Failure> {
        for one in self.all.values() {
            one.lay(peer, repository)?;
        }
        for (month, (error, _)) in &self.faulty {
            peer.screen.note(&format!(
                "the sessions of {month} were merged file by file: {error}"
            ));
        }
        Ok(())
    }

    /// Refuses what holds sessions of faulty months that one side removed: nobody can tell whether the other changed
    /// them. `way` says how they are kept.
    pub fn hold_back(&self, directory: &Directory, way: &str) -> Result<(), Failure> {
        let (mut lines, mut reasons, mut edits) = (Vec::new(), Vec::new(), BTreeSet::new());
        for (month, (error, removed)) in &self.faulty {
            let back = back_by_name(removed, &directory.files_of_month(month)?);
            if !back.is_empty() {
                reasons.push(format!(
                    "the sessions of {month} could not be merged as a whole: {error}"
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
            .help(format!(
                "to take out what is back: {edits}, then `peer save`"
            ))
            .help(way))
    }

    /// The sessions of faulty months that one side removed and a merge holds, each with its month and the fault.
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

    /// Lays those that git left as it does, without a decision of a person in them; from the others only what was removed
    /// on one side is taken out. Whether anything was done, or would be in a `dry_run`.
    pub fn settle(
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

    /// The sessions that were removed on one side and are here as they were.
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

impl One {
    fn lay(&self, peer: &Peer, repository: &Repository) -> Result<(), Failure> {
        repository.lay(&self.month.files).map_err(failed)?;
        self.month
            .moved
            .iter()
            .filter_map(|moved| self.told(moved))
            .for_each(|line| peer.screen.say(&line));
        Ok(())
    }

    /// What became of a session, where that is decided.
    fn told(&self, moved: &Moved) -> Option<String> {
        let Moved {
            session,
            is_removed,
            is_ours,
            is_packed,
        } = moved;
        let (here, there) = sides(*is_ours);
        let how = if *is_packed { "packed" } else { "unpacked" };
        if *is_removed {
            return Some(format!(
                "{session} was removed {here} and {how} {there}: it stays removed"
            ));
        }
        let holds = |(path, joined): &(&String, &Joined)| {
            matches!(joined, Joined::Whole(text) if path.ends_with(&format!("/{session}.toml"))
                || *is_packed && text.contains(&format!("[{session}]")))
        };
        let (path, _) = self.month.files.iter().find(holds)?;
        Some(format!(
            "{session} was changed {here} and {how} {there}: the change is in {path}"
        ))
    }

    /// Whether these files are as git left them, to the letter: as one of the sides has them, or as they are merged. What
    /// a person wrote in them, were it half of a decision, is not written over.
    fn is_untouched(&self, peer: &Peer, directory: &Directory, now: &MonthFiles) -> bool {
        let [base, ours, theirs] = &self.sides;
        let as_git = |path: &String| -> Option<String> {
            let sides = Sides {
                base: base.get(path).map(String::as_str),
                ours: ours.get(path)?,
                theirs: theirs.get(path)?,
            };
            match merged(path, directory.program(), &sides, peer.today) {
                Ok(Merged::Clean(text) | Merged::Conflict { text, .. }) => Some(text),
                Err(_) => None,
            }
        };
        let joined = |path: &String| match self.month.files.get(path) {
            Some(Joined::Whole(text) | Joined::Open { text, .. }) => Some(text),
            Some(Joined::Gone) | None => None,
        };
        now.keys().chain(self.month.files.keys()).all(|path| {
            let text = now.get(path);
            [ours.get(path), theirs.get(path), joined(path)]
                .into_iter()
                .any(|known| is_same(known, text))
                || text.is_some() && is_same(text, as_git(path).as_ref())
        })
    }

    /// Whether nobody has to decide anything in it.
    fn is_clean(&self) -> bool {
        !self
            .month
            .files
            .values()
            .any(|joined| matches!(joined, Joined::Open { .. }))
    }

    /// Whether nobody decided yet what is open in it.
    fn may_be_laid(
        &self,
        repository: &Repository,
        unmerged: &[&Changed],
        now: &MonthFiles,
    ) -> bool {
        let is_left = |changed: &&&Changed| {
            let text = repository
                .in_directory(&changed.path)
                .and_then(|path| now.get(path));
            !changed.has_both() && self.is_gone(repository.in_directory(&changed.path))
                || text.is_some_and(|text| has_markers(text))
        };
        self.is_clean() || unmerged.iter().any(|changed| is_left(&changed))
    }

    /// Whether nothing is left of a file once the month is merged.
    fn is_gone(&self, path: Option<&str>) -> bool {
        path.and_then(|path| self.month.files.get(path))
            .is_none_or(|joined| *joined == Joined::Gone)
    }

    fn differs(&self, now: &MonthFiles) -> bool {
        self.month.files.iter().any(|(path, joined)| match joined {
            Joined::Gone => now.contains_key(path),
            Joined::Whole(text) | Joined::Open { text, .. } => !is_same(now.get(path), Some(text)),
        })
    }

    fn back(&self, held: &BTreeMap<String, Fields>) -> Vec<Back> {
        let is_back = |(session, (before, _)): &(&String, &(Fields, bool))| {
            held.get(*session) == Some(before)
        };
        let back = |(session, (_, is_ours)): (&String, &(Fields, bool))| Back {
            session: session.clone(),
            is_ours: *is_ours,
        };
        self.month
            .removed
            .iter()
            .filter(is_back)
            .map(back)
            .collect()
    }

    /// Names what one side removed and the other changed, which nobody was asked about.
    fn mention_opposed(
        &self,
        peer: &Peer,
        directory: &Directory,
        month: &str,
        held: &BTreeMap<String, Fields>,
    ) {
        for (session, is_ours) in &self.month.opposed {
            let (here, there) = sides(*is_ours);
            let path = directory.shown(&own_or_packed(directory, month, session));
            let outcome = match held.contains_key(session) {
                true => format!(
                    "the merge has it; `peer edit {path}` takes it out, where that is right"
                ),
                false => {
                    format!("the merge is without it; `peer history {session}` tells what it said")
                }
            };
            peer.screen.note(&format!(
                "{session} was removed {here} and changed {there}: {outcome}"
            ));
        }
    }

    /// Names what one side alone wrote and these files do not have.
    fn mention_lost(
        &self,
        peer: &Peer,
        directory: &Directory,
        month: &str,
        held: &BTreeMap<String, Fields>,
    ) {
        let whole = |(path, joined): (&String, &Joined)| match joined {
            Joined::Whole(text) => Some((path.clone(), text.clone())),
            _ => None,
        };
        let decided: MonthFiles = self.month.files.iter().filter_map(whole).collect();
        let [Ok(meant), Ok(before)] =
            [&decided, &self.sides[0]].map(|files| sessions(month, files))
        else {
            return;
        };
        for (session, fields) in &meant {
            let now = held.get(session);
            if now != Some(fields) && now == before.get(session) {
                let path = directory.shown(&own_or_packed(directory, month, session));
                peer.screen.note(&format!(
                    "{session} is without what one side wrote; `peer edit {path}` adds it, where that was not meant"
                ));
            }
        }
    }
}

/// Mends the months of merges that were concluded without `peer`, among the commits that `range` names, where they are
/// as git left them; whether anything was changed.
pub fn mended(
    peer: &Peer,
    directory: &Directory,
    repository: &Repository,
    range: &str,
) -> Result<bool, Failure> {
    let mut any = false;
    for (merge, commits) in repository.merges(range)? {
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

/// What in a merge that was concluded without `peer` is not as both sides meant it, in words.
pub fn faults_of(
    peer: &Peer,
    directory: &Directory,
    repository: &Repository,
    range: &str,
) -> Result<Vec<String>, Failure> {
    let (mut lines, mut mendable) = (Vec::new(), Vec::new());
    for (merge, commits) in repository.merges(range)? {
        let months = Months::of(peer, directory, repository, &commits)?;
        for (back, month, error) in months.held_by(repository, &merge)? {
            lines.push(in_fault(directory, &back, month, error));
        }
        for (month, one) in &months.all {
            let then = repository.month_at(&merge, month)?;
            match sessions(month, &then) {
                Ok(held) => mendable.extend(one.back(&held).iter().map(Back::told)),
                Err(error) => lines.push(format!("the sessions of {month}: {error}")),
            }
        }
    }
    if !mendable.is_empty() {
        mendable.push(format!("{NO_PART}: `peer sync` mends it"));
    }
    lines.extend(mendable);
    Ok(lines)
}

/// What to mind about a session that is back in a month with a fault.
fn in_fault(directory: &Directory, back: &Back, month: &str, error: &Unmergeable) -> String {
    let path = directory.shown(&own_or_packed(directory, month, &back.session));
    format!(
        "{} in {path}, which could not be merged as a whole ({error}); `peer edit {path}` takes it out, where that is right",
        back.told()
    )
}

/// The sessions of a month that one side removed and these files hold, told by their names alone.
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

fn take_out_now(
    peer: &Peer,
    repository: &Repository,
    month: &str,
    now: &MonthFiles,
    back: &[Back],
) -> Result<(), Failure> {
    let gone = back.iter().map(|back| back.session.clone()).collect();
    let Ok(left) = without(month, now, &gone) else {
        return Ok(());
    };
    let joined = |path: &String| {
        left.get(path)
            .map_or(Joined::Gone, |text| Joined::Whole(text.clone()))
    };
    let files = now
        .iter()
        .filter(|(path, text)| left.get(*path) != Some(text))
        .map(|(path, _)| (path, joined(path)));
    repository
        .lay(&files.map(|(path, joined)| (path.clone(), joined)).collect())
        .map_err(failed)?;
    for Back { session, is_ours } in back {
        peer.screen.say(&format!(
            "{session} was removed {}: it is taken out",
            sides(*is_ours).0
        ));
    }
    Ok(())
}

fn own_or_packed(directory: &Directory, month: &str, session: &str) -> String {
    let own = directory.path_of(Kind::Session, session);
    if directory.text(&own).is_ok_and(|text| text.is_some()) {
        own
    } else {
        packed_file(month)
    }
}

/// The side where something was done, and the other.
pub fn sides(is_ours: bool) -> (&'static str, &'static str) {
    if is_ours {
        ("here", "there")
    } else {
        ("there", "here")
    }
}

/// Whether two files say the same to the letter, but for how they end their lines: git lays them out as it is set.
fn is_same(one: Option<&String>, other: Option<&String>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => {
            one == other || one.replace("\r\n", "\n") == other.replace("\r\n", "\n")
        }
        (one, other) => one == other,
    }
}

fn are_same(one: &MonthFiles, other: &MonthFiles) -> bool {
    one.keys()
        .chain(other.keys())
        .all(|path| is_same(one.get(path), other.get(path)))
}

/// Whether a conflict stands in a text.
pub fn has_markers(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("<<<<<<< "))
}

fn failed(error: LayError) -> Failure {
    match error {
        LayError::Git(error) => error.into(),
        LayError::Store(error) => error.into(),
    }
}
