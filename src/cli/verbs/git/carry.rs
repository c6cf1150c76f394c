//! Syncing the repository of names: it is received and sent before the records are.

use std::collections::BTreeSet;

use super::apart::Apart;
use super::conflicts::{explain, first_steps};
use super::names_apart::{hold_names_alone, hold_programs_apart, hold_remotes_apart};
use crate::cli::failure::Failure;
use crate::cli::joining::{CONCLUDED, driver};
use crate::cli::peer::Peer;
use crate::record::{Kind, counted};
use crate::store::{
    Change, Directory, FORGOTTEN, GitError, Met, NamesBranch, Pushed, Repository, StoreError,
    Writer,
};

/// How often others may be faster before it gives up.
const ROUNDS: usize = 5;

/// The result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli::verbs) enum Carried {
    /// The names have no remote.
    Alone,
    /// The remote did not answer.
    Away(String),
    /// This many commits were received and sent.
    InStep(usize, usize),
}

/// One sync of a repository of names.
struct Round<'r> {
    peer: &'r Peer,
    directory: &'r Directory,
    names: &'r Repository,
    /// The branch checked out here.
    branch: NamesBranch,
    /// The ids whose names were forgotten.
    forgotten: BTreeSet<String>,
    /// Whether a past was left behind that no one should be able to find again.
    has_begun_anew: bool,
}

/// Receives the names that others saved, sends them those from here, and forgets on both sides everyone who is
/// forgotten.
pub(in crate::cli::verbs) fn carry(
    peer: &Peer,
    directory: &Directory,
    writer: &Writer<'_>,
    apart: &Apart,
    forgotten: &BTreeSet<String>,
) -> Result<Carried, Failure> {
    if apart.is_merging {
        return Err(StoreError::from(GitError::Merging).into());
    }
    let mut round = Round {
        peer,
        directory,
        names: &apart.repository,
        branch: apart.branch.clone(),
        forgotten: forgotten.clone(),
        has_begun_anew: false,
    };
    // What a person decided in a merge stays decided, even if someone is forgotten now.
    round.names.settle()?;
    round.begin_anew(0)?;
    let carried = round.go();
    if round.has_begun_anew || apart.repository.has_to_forget(&round.forgotten)? {
        apart.repository.purge(&round.forgotten)?;
        writer.forget_traces()?;
    }
    carried
}

impl Round<'_> {
    fn go(&mut self) -> Result<Carried, Failure> {
        let Some(remote) = self.names.names_remote()? else {
            return Ok(Carried::Alone);
        };
        let root = self.directory.root();
        let records = Repository::open(root)?;
        hold_remotes_apart(&records, root, &remote)?;
        let programs = records.programs()?;
        let mut taken = 0;
        for _ in 0..ROUNDS {
            let there = match self.names.fetch_names() {
                Err(StoreError::Git(GitError::Unreachable { why, .. })) => {
                    return Ok(Carried::Away(format!("cannot reach {remote}: {why}")));
                }
                fetched => fetched?,
            };
            hold_names_alone(self.names, &remote)?;
            let known = self.names.programs_there()?;
            let is_own = hold_programs_apart(&programs, &known, &remote);
            if is_own.is_err() {
                self.names.let_go()?;
            }
            is_own?;
            match &there {
                Some(there) => taken += self.take_in(there)?,
                None => self.names.begin_remote()?,
            }
            if let (Some(program), true) = (programs.last(), known.is_empty()) {
                self.names.sign_remote(program)?;
            }
            self.begin_anew(there.map_or(0, |there| there.number))?;
            let Some(head) = self.names.tip()? else {
                return Ok(Carried::InStep(taken, 0));
            };
            let known = self.names.commit_of(&self.branch.there())?;
            let given = match known.as_deref() {
                Some(known) => self.names.count(&head, Some(known))?,
                None => self.names.count(&head, self.names.synced()?.as_deref())?,
            };
            if known.as_deref() != Some(&head)
                && self.names.push_names(&self.branch)? == Pushed::Overtaken
            {
                continue;
            }
            self.names.set_synced(&head)?;
            self.names.follow(&self.branch, &self.branch)?;
            self.replace_there()?;
            return Ok(Carried::InStep(taken, given));
        }
        Err(Failure::new(format!(
            "others saved first {ROUNDS} times; your names are merged here, but not sent yet"
        ))
        .help("try `peer sync` again in a moment"))
    }

    /// Merges the names of the remote; returns how many commits that was.
    fn take_in(&mut self, there: &NamesBranch) -> Result<usize, Failure> {
        let names = self.names;
        let tip = there.there();
        self.forgotten.extend(names.forgotten_by(&tip)?);
        let holds_forgotten = names.ever_held(&tip, &self.forgotten)?;
        let target = match holds_forgotten {
            true => there.number + 1,
            false => there.number,
        };
        let theirs = match holds_forgotten {
            true => names.without(&tip, &self.forgotten)?,
            false => names.commit_of(&tip)?.unwrap_or_default(),
        };
        let Some(head) = names.tip()? else {
            self.go_to(target, there, &theirs)?;
            self.has_begun_anew |= holds_forgotten;
            return Ok(names.count("HEAD", None)?);
        };
        if names.are_related(&head, &tip)? {
            // It may have been started over elsewhere with the same last state.
            if there.number > self.branch.number {
                self.go_to(there.number, there, &head)?;
            }
            let taken = names.count(&tip, Some(&head))?;
            if taken > 0 {
                names.follow(&self.branch, there)?;
                names.meet(&tip)?;
                let message = format!("{CONCLUDED} others");
                let met = names.merge(&driver(), &message, true)?;
                self.hold_apart(met)?;
            }
            return Ok(taken);
        }
        self.join_apart(&head, there, target, &theirs)?;
        Ok(1)
    }

    /// Puts what was saved here on top of a branch with another past; nothing of this branch's past is kept.
    fn join_apart(
        &mut self,
        head: &str,
        there: &NamesBranch,
        target: u32,
        theirs: &str,
    ) -> Result<(), Failure> {
        let names = self.names;
        self.has_begun_anew = true;
        let ours = names.without(head, &self.forgotten)?;
        let base = names.synced()?;
        let base = base
            .map(|base| names.without(&base, &self.forgotten))
            .transpose()?;
        if let Some(base) = &base {
            names.set_synced(base)?;
        }
        let is_behind = match &base {
            Some(base) => names.hold_the_same(base, &ours)?,
            None => false,
        };
        if is_behind {
            return self.go_to(target, there, theirs);
        }
        self.go_to(target, there, &ours)?;
        names.meet(theirs)?;
        let message = format!("{CONCLUDED} others");
        let met = names.merge_apart(&driver(), base.as_deref(), theirs, &message)?;
        self.hold_apart(met)
    }

    fn go_to(&mut self, target: u32, there: &NamesBranch, commit: &str) -> Result<(), Failure> {
        self.branch = match target.max(self.branch.number) {
            number if number == there.number => there.clone(),
            number => NamesBranch::numbered(number),
        };
        Ok(self.names.go_to(&self.branch, commit)?)
    }

    /// Starts a branch without a past if this one ever contained someone who is forgotten now.
    fn begin_anew(&mut self, there: u32) -> Result<(), Failure> {
        let names = self.names;
        let held = names.ever_held("HEAD", &self.forgotten)?;
        if let Some(synced) = names.synced()?
            && (held || names.ever_held(&synced, &self.forgotten)?)
        {
            names.set_synced(&names.without(&synced, &self.forgotten)?)?;
            self.has_begun_anew = true;
        }
        let (true, Some(head)) = (held, names.tip()?) else {
            return Ok(());
        };
        let commit = names.without(&head, &self.forgotten)?;
        self.branch = NamesBranch::numbered(self.branch.number.max(there) + 1);
        names.go_to(&self.branch, &commit)?;
        self.has_begun_anew = true;
        Ok(())
    }

    /// Leaves what was changed two ways to a person.
    fn hold_apart(&self, met: Met) -> Result<(), Failure> {
        if met == Met::Together {
            return Ok(());
        }
        let open = self.names.unmerged()?;
        explain(self.peer, self.directory, self.names, &open);
        let was = if open.len() == 1 { "was" } else { "were" };
        let message = format!(
            "{} with names {was} changed in two ways; you must decide",
            counted(open.len(), "file")
        );
        let failure = first_steps(Failure::refused(message), self.directory, self.names, &open);
        Err(failure.help("then `peer save` and `peer sync`"))
    }

    /// Deletes the branches that this one replaces from the remote.
    fn replace_there(&self) -> Result<(), Failure> {
        for other in self.names.replaced_by(&self.branch, &self.forgotten)? {
            if !self.names.drop_there(&other)? {
                self.peer.screen.note(&format!(
                    "the names remote does not let `peer` delete its branch `{0}`, which may contain forgotten names: ask its owner to delete `{0}`",
                    other.name
                ));
            }
        }
        Ok(())
    }
}

/// Describes the result.
pub(in crate::cli::verbs) fn told(carried: &Carried) -> Option<String> {
    match carried {
        Carried::Alone | Carried::Away(_) => None,
        Carried::InStep(0, 0) => Some("names: up to date, nothing new".to_owned()),
        Carried::InStep(taken, 0) => Some(format!("names: received {}", counted(*taken, "commit"))),
        Carried::InStep(0, given) => Some(format!("names: sent {}", counted(*given, "commit"))),
        Carried::InStep(taken, given) => Some(format!(
            "names: received {}, sent {}",
            counted(*taken, "commit"),
            counted(*given, "commit")
        )),
    }
}

/// Removes the names of forgotten people from a folder of names that is not a repository of its own.
pub(in crate::cli::verbs) fn forget_in_folder(
    peer: &Peer,
    directory: &Directory,
    writer: &Writer<'_>,
    forgotten: &BTreeSet<String>,
) -> Result<(), Failure> {
    let mut change = Change::default();
    for id in forgotten {
        let path = directory.path_of(Kind::Identity, id);
        if let Some(text) = directory.text(&path)? {
            change.remove(path, text);
        }
    }
    if change.is_empty() {
        return Ok(());
    }
    let count = counted(change.files().count(), "name");
    // The list came with the records, which may point to a folder that is not theirs.
    if let Some(folder) = directory.identities_outside() {
        peer.screen.note(&format!(
            "{FORGOTTEN} lists {count} whose names are still in {}: forget each with `peer forget ID --reason …`",
            folder.display()
        ));
        return Ok(());
    }
    peer.warn_unfinished(&writer.commit_for_good(&change)?);
    writer.forget_traces()?;
    peer.screen
        .say(&format!("forgot {count} listed in {FORGOTTEN}"));
    Ok(())
}
