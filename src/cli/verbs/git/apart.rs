//! The separate repository of names: what is open in it, and saving it.

use super::conflicts::all_decided;
use super::files::Files;
use crate::cli::failure::Failure;
use crate::cli::joining::CONCLUDED;
use crate::cli::peer::Peer;
use crate::record::counted;
use crate::store::{Changed, Directory, Head, NamesBranch, Repository};

/// The repository of names, with what changed in it.
pub(in crate::cli::verbs) struct Apart {
    pub repository: Repository,
    /// What differs from its last commit.
    pub changed: Vec<Changed>,
    /// The checked-out branch.
    pub branch: NamesBranch,
    /// Whether a merge is under way.
    pub is_merging: bool,
}

/// A reminder for once a week.
pub(in crate::cli::verbs) const ALONE: &str = "names are on this computer only: `peer git setup --names PLACE` shares them with coworkers; `peer explain names` shows how";

/// Where the names are if they are in a repository of their own, in words; `None` if they are not.
pub(in crate::cli::verbs) fn state(directory: &Directory) -> Option<String> {
    if directory.moment().is_some() {
        return None;
    }
    let names = Repository::of_names(directory).ok()??;
    let open = names.changes().ok()?.len();
    let (head, synced) = (names.tip().ok()?, names.synced().ok()?);
    let has_remote = names.names_remote().ok()?.is_some();
    Some(match (open, has_remote) {
        (1.., true) => format!("{} not saved", counted(open, "file")),
        (1.., false) => format!("{} not saved; on this computer only", counted(open, "file")),
        (0, false) => "on this computer only".to_owned(),
        (0, true) if head == synced => "as of the last sync".to_owned(),
        (0, true) => "saved, not given to others yet".to_owned(),
    })
}

impl Apart {
    /// The repository of names, if there is one, with the same author as the repository of records.
    pub fn of(directory: &Directory, records: &Repository) -> Result<Option<Self>, Failure> {
        let Some(repository) = Repository::of_names(directory)? else {
            return Ok(None);
        };
        let repository = repository.by_author_of(records)?;
        let (branch, is_merging) = match repository.head()? {
            Head::Branch(branch) => (branch, false),
            Head::Merging(branch) => (branch, true),
        };
        Ok(Some(Self {
            changed: repository.changes()?,
            branch: NamesBranch::named(&branch),
            is_merging,
            repository,
        }))
    }

    /// Whether there is anything to save.
    pub fn is_open(&self) -> bool {
        self.is_merging || !self.changed.is_empty()
    }

    /// Refuses a merge of names while something is still open.
    pub fn all_decided(&self, peer: &Peer, directory: &Directory) -> Result<(), Failure> {
        if !self.is_merging {
            return Ok(());
        }
        let files = Files {
            own: self.changed.clone(),
            ..Files::default()
        };
        all_decided(peer, directory, &self.repository, &files)
    }

    /// Commits what changed, or says what would be committed.
    pub fn save(&self, peer: &Peer, dry_run: bool) -> Result<(), Failure> {
        if !self.is_open() {
            return Ok(());
        }
        let whose = self.whose();
        if dry_run {
            return peer
                .screen
                .answer(format!("would save {whose} separately\n"));
        }
        let commit = self.commit()?;
        peer.screen
            .say(&format!("saved {whose} separately (as {commit})"));
        Ok(())
    }

    /// Commits what changed, without saying anything; returns the new commit.
    pub fn commit(&self) -> Result<String, Failure> {
        let commit = match self.is_merging {
            true => {
                let message = format!("{CONCLUDED} others");
                self.repository.conclude(&self.changed, &message)
            }
            false => self.repository.commit(&self.changed, &self.whose()),
        };
        Ok(commit?)
    }

    /// Whose names changed, by ids: a message contains no names.
    fn whose(&self) -> String {
        const FEW: usize = 5;
        let ids: Vec<&str> = self
            .changed
            .iter()
            .map(|changed| changed.path.trim_end_matches(".toml"))
            .collect();
        let few = ids.iter().take(FEW).copied().collect::<Vec<_>>().join(", ");
        match ids.len().saturating_sub(FEW) {
            0 if ids.is_empty() => "a merge of names".to_owned(),
            0 => format!("names of {few}"),
            more => format!("names of {few} and {}", counted(more, "other")),
        }
    }
}
