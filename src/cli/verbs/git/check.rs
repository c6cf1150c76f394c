use std::collections::BTreeSet;

use clap::Args;

use super::files::Files;
use super::given;
use crate::check::check_beside;
use crate::cli::failure::{Done, Failure};
use crate::cli::joining::{Back, Months, NO_PART, faults_of};
use crate::cli::located::show;
use crate::cli::peer::{Peer, RunRegister};
use crate::record::{Finding, Severity, counted};
use crate::register::Register;
use crate::render::findings;
use crate::store::{Change, Directory, Repository, Scope, is_of_program};

/// Check the records that changed, as hooks do
///
/// The status is 1 if a record that changed has an error.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer git check             what is not committed yet\n  peer git check --staged    what is up for the next commit\n  \
                        peer git check --merged    what the last merge brought"
)]
pub(super) struct Check {
    /// The records that are up for the next commit
    #[arg(long, conflicts_with = "merged")]
    staged: bool,
    /// The records that the last merge brought
    #[arg(long)]
    merged: bool,
}

impl Check {
    /// Whether what is about to be committed contains nothing that belongs only in identities; says what does.
    fn is_nobodys(
        &self,
        peer: &Peer,
        directory: &Directory,
        repository: &Repository,
        paths: &[String],
    ) -> Result<bool, Failure> {
        if self.merged {
            return Ok(true);
        }
        let before = match repository.has_commit()? {
            true => repository.committed(paths)?,
            false => vec![None; paths.len()],
        };
        let staged = match self.staged {
            true => repository.staged(paths)?,
            false => Vec::new(),
        };
        let mut change = Change::default();
        for (at, (path, before)) in paths.iter().zip(before).enumerate() {
            let inside = repository.in_directory(path);
            let Some(inside) = inside.filter(|path| is_of_program(path)) else {
                continue;
            };
            let now = match self.staged {
                true => staged.get(at).cloned().flatten(),
                false => directory.text(inside).unwrap_or_default(),
            };
            match (before, now) {
                (Some(before), Some(now)) => change.replace(inside, before, now),
                (None, Some(now)) => change.create(inside, now),
                (_, None) => {}
            }
        }
        let files = given::new_in(directory, &change);
        let (found, said) = given::sure_in(peer, directory, &files, true);
        directory.mention(&said);
        for found in &found {
            peer.screen.say(&given::told(directory, found));
            peer.screen
                .say(&format!("help: {}", given::way_out(directory, found)));
        }
        Ok(found.is_empty())
    }

    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let repository = Repository::open(directory.root())?;
        if self.staged {
            Files::of(&repository, &directory)?.without_staged_names(&directory)?;
        }
        let paths = match (self.staged, self.merged) {
            (true, _) => repository.differing(None)?,
            (_, true) => repository.differing(Some(["ORIG_HEAD", "HEAD"]))?,
            _ => repository
                .changes()?
                .into_iter()
                .map(|changed| changed.path)
                .collect(),
        };
        let is_as_meant = self.is_as_meant(peer, &directory, &repository)?
            & self.is_nobodys(peer, &directory, &repository, &paths)?;
        let changed: BTreeSet<&str> = paths
            .iter()
            .filter_map(|path| repository.in_directory(path))
            .collect();
        let (here, elsewhere): (Vec<Finding>, Vec<Finding>) = errors(peer, &directory)?
            .into_iter()
            .partition(|finding| changed.contains(&*finding.place.path));
        if !elsewhere.is_empty() {
            peer.screen.note(&format!(
                "{} in other files: `peer check` lists them",
                counted(elsewhere.len(), "error")
            ));
        }
        if here.is_empty() {
            return Ok(if is_as_meant { Done::Yes } else { Done::No });
        }
        peer.screen.answer_styled(findings::text(
            &show(peer, &directory, &here),
            &peer.screen.look,
        ))?;
        peer.screen.say(&format!(
            "{} in the records that changed",
            counted(here.len(), "error")
        ));
        Ok(Done::No)
    }

    /// Whether the last merge, or the current one, has no session that one side removed; says which ones it has.
    fn is_as_meant(
        &self,
        peer: &Peer,
        directory: &Directory,
        repository: &Repository,
    ) -> Result<bool, Failure> {
        let faults = match (self.merged, repository.merging()?) {
            (true, _) => faults_of(peer, directory, repository, "HEAD^!")?,
            (false, Some(commits)) => {
                let back = Months::of(peer, directory, repository, &commits)?.back(directory)?;
                let mut lines: Vec<String> = back.iter().map(Back::told).collect();
                if !lines.is_empty() {
                    lines.push(format!(
                        "{NO_PART}: `peer save` finishes the merge without it"
                    ));
                }
                lines
            }
            (false, None) => Vec::new(),
        };
        faults.iter().for_each(|line| peer.screen.say(line));
        Ok(faults.is_empty())
    }
}

/// Every error of every file.
pub(in crate::cli::verbs) fn errors(
    peer: &Peer,
    directory: &Directory,
) -> Result<Vec<Finding>, Failure> {
    peer.finish_interrupted_write(directory)?;
    let reading = directory.read(Scope::ALL);
    let mut all = reading.findings;
    let register = RunRegister::new(Register::new(reading.records));
    all.extend(check_beside(&register, peer.today, &all));
    all.retain(|finding| finding.severity == Severity::Error);
    Ok(all)
}
