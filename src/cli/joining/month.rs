//! One month of a merge: what both sides and the work tree have, and what is written there or removed.

use std::collections::BTreeMap;

use crate::cli::failure::Failure;
use crate::cli::merging::merged;
use crate::cli::peer::Peer;
use crate::record::Fields;
use crate::store::{
    Changed, Directory, Joined, Merged, Month, MonthFiles, Moved, Repository, Sides, packed_file,
    parts_of_month, sessions, without,
};

/// A month of a merge.
pub struct One {
    pub sides: [MonthFiles; 3],
    pub month: Month,
}

/// A session that was removed on one side only and is in the merge nevertheless.
pub struct Back {
    pub session: String,
    /// Whether it was removed here.
    pub is_ours: bool,
}

impl Back {
    /// What happened to it, in words.
    pub fn told(&self) -> String {
        format!(
            "{} was removed {} and is back",
            self.session,
            sides(self.is_ours).0
        )
    }
}

impl One {
    pub fn lay(&self, peer: &Peer, repository: &Repository) -> Result<(), Failure> {
        repository.lay(&self.month.files)?;
        self.month
            .moved
            .iter()
            .filter_map(|moved| self.told(moved))
            .for_each(|line| peer.screen.say(&line));
        Ok(())
    }

    /// What happened to a session, if that is decided.
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

    /// Whether these files are exactly as git left them: as one of the sides has them, or as they are merged. What a
    /// person wrote in them, even half of a decision, is not overwritten.
    pub fn is_untouched(&self, peer: &Peer, directory: &Directory, now: &MonthFiles) -> bool {
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

    /// Whether there is nothing to decide in it.
    pub fn is_clean(&self) -> bool {
        !self
            .month
            .files
            .values()
            .any(|joined| matches!(joined, Joined::Open { .. }))
    }

    /// Whether nothing is open in it, or no one has decided it yet.
    pub fn may_be_laid(
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

    /// Whether a file is gone once the month is merged.
    fn is_gone(&self, path: Option<&str>) -> bool {
        path.and_then(|path| self.month.files.get(path))
            .is_none_or(|joined| *joined == Joined::Gone)
    }

    pub fn differs(&self, now: &MonthFiles) -> bool {
        self.month.files.iter().any(|(path, joined)| match joined {
            Joined::Gone => now.contains_key(path),
            Joined::Whole(text) | Joined::Open { text, .. } => !is_same(now.get(path), Some(text)),
        })
    }

    pub fn back(&self, held: &BTreeMap<String, Fields>) -> Vec<Back> {
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

    /// Names what one side removed and the other changed, which no one was asked about.
    pub fn mention_opposed(
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
                true => format!("the merge kept it; to remove it: `peer edit {path}`"),
                false => {
                    format!("the merge left it out; `peer history {session}` shows what it said")
                }
            };
            peer.screen.note(&format!(
                "{session} was removed {here} and changed {there}: {outcome}"
            ));
        }
    }

    /// Names what only one side wrote and these files do not have.
    pub fn mention_lost(
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
                    "{session} lacks what one side wrote; if that is wrong, add it with `peer edit {path}`"
                ));
            }
        }
    }
}

/// Removes sessions that one side removed from the files of a month.
pub fn take_out_now(
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
    repository.lay(&files.map(|(path, joined)| (path.clone(), joined)).collect())?;
    for Back { session, is_ours } in back {
        peer.screen.say(&format!(
            "{session} was removed {}: it is removed here too",
            sides(*is_ours).0
        ));
    }
    Ok(())
}

/// The file that a session is in: its own, or that of its packed month.
pub fn own_or_packed(directory: &Directory, month: &str, session: &str) -> String {
    let own = directory.path_of(parts_of_month(month).0, session);
    if directory.text(&own).is_ok_and(|text| text.is_some()) {
        own
    } else {
        packed_file(month)
    }
}

/// The records of a month, in words.
pub fn records_of(month: &str) -> String {
    let (kind, month) = parts_of_month(month);
    format!("the {kind} of {month}")
}

/// The side on which something was done, and the other.
pub fn sides(is_ours: bool) -> (&'static str, &'static str) {
    if is_ours {
        ("here", "there")
    } else {
        ("there", "here")
    }
}

/// Whether two files are identical except for their line ends: git writes line ends as configured.
fn is_same(one: Option<&String>, other: Option<&String>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => {
            one == other || one.replace("\r\n", "\n") == other.replace("\r\n", "\n")
        }
        (one, other) => one == other,
    }
}

/// Whether all files of a month have the same content.
pub fn are_same(one: &MonthFiles, other: &MonthFiles) -> bool {
    one.keys()
        .chain(other.keys())
        .all(|path| is_same(one.get(path), other.get(path)))
}

/// Whether a text contains a conflict.
pub fn has_markers(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("<<<<<<< "))
}
