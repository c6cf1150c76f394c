use std::path::{Path, PathBuf};

use clap::Args;

use super::git::apart::Apart;
use super::git::files::Files;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::record::{Kind, counted};
use crate::store::{Directory, NamesInGit, Repository, Target, make_folder, names_in_git};

/// Write the records and the names into two files
///
/// FILE has the records with their whole history, and no names; the names go into a second file beside it, which ends
/// in `.names.bundle` and which only you can read. `peer restore` makes a program from them again. Run `peer save`
/// first: changes that are not saved are not in the backup.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer backup ../2026-11-21.bundle       and ../2026-11-21.names.bundle\n  \
                        peer explain leaving                   how a program takes its data elsewhere"
)]
pub struct Backup {
    /// The file for the records, outside of the program's directory
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    file: PathBuf,
}

/// Make a program from the files that `peer backup` wrote
///
/// DIR must be new or empty. Names come back if their file is beside FILE. Then set the remotes again: `git remote add
/// origin URL`, `peer git setup --names PLACE`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  peer restore ../2026-11-21.bundle saguaro")]
pub struct Restore {
    /// The file of the records
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    file: PathBuf,
    /// The folder to make
    #[arg(value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    directory: PathBuf,
}

/// The ending of the file of names, in place of the ending of the other file.
const NAMES: &str = "names.bundle";

impl Backup {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let repository = Repository::open(directory.root())?;
        peer.finish_interrupted_write(&directory)?;
        if !repository.has_commit()? {
            return Err(Failure::refused("nothing is saved yet")
                .help("run `peer save` first, then `peer backup`"));
        }
        let names = Apart::of(&directory, &repository)?;
        let open = Files::of(&repository, &directory)?.own.len()
            + names.as_ref().map_or(0, |names| names.changed.len());
        if open > 0 {
            return Err(Failure::refused(format!(
                "{} not saved, so the backup would not have them",
                counted(open, "change")
            ))
            .help("run `peer save` first, then `peer backup`"));
        }
        let root = directory.root();
        let beside = names_file(&self.file);
        if let Some(there) = [&self.file, &beside].into_iter().find(|file| file.exists()) {
            return Err(
                Failure::refused(format!("{} already exists", there.display()))
                    .help("name another file, or remove that one first"),
            );
        }
        let target = Target::private(&self.file, root)?;
        let beside_target = Target::private(&beside, root)?;
        let before = target.now();
        target.write(repository.bundled()?)?;
        if let Some(names) = names {
            let written = match names.repository.has_commit()? {
                true => names
                    .repository
                    .bundled()
                    .and_then(|bytes| beside_target.write(bytes)),
                false => Ok(()),
            };
            if written.is_err() {
                target.give_back(before.as_deref());
            }
            written?;
            peer.screen.say(&format!(
                "wrote {} and {}, which has the names: keep the two apart",
                self.file.display(),
                beside.display()
            ));
            return Ok(Done::Yes);
        }
        peer.screen.say(&format!("wrote {}", self.file.display()));
        say_where_names_are(peer, &directory);
        Ok(Done::Yes)
    }
}

/// Says where names are that have no backup file of their own.
fn say_where_names_are(peer: &Peer, directory: &Directory) {
    let folder = directory.folder(Kind::Identity);
    match names_in_git(directory.root(), &folder) {
        NamesInGit::Kept => peer
            .screen
            .note("git keeps names with the records, so this file holds them"),
        _ if directory.has_identities() => peer.screen.note(&format!(
            "names lie in a plain folder and are in no backup: copy {} yourself, or `peer upgrade --names`",
            directory.shown(&folder)
        )),
        _ => peer.screen.note("names are not on this computer, and not in the backup"),
    }
}

impl Restore {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let folder = &self.directory;
        peer.allow_target(folder)?;
        if !self.file.is_file() {
            return Err(Failure::new(format!(
                "there is no file {}",
                self.file.display()
            )));
        }
        if self.file.to_string_lossy().ends_with(NAMES) {
            return Err(
                Failure::new(format!("{} has only the names", self.file.display())).help(
                    "name the file of the records, which is in the same folder: the names come with it",
                ),
            );
        }
        Repository::unbundle(&self.file, folder)?;
        peer.screen
            .say(&format!("made {} with the records", folder.display()));
        let directory = Directory::open(folder)?;
        let beside = names_file(&self.file);
        let names = directory.at(&directory.folder(Kind::Identity));
        match beside.is_file() {
            false => peer.screen.note(&format!(
                "{} is not here: people are shown by id",
                beside.display()
            )),
            true if !directory.stems(Kind::Identity).is_empty() || names.join(".git").exists() => {
                peer.screen.note(&format!(
                    "names are already in {}, and stay as they are",
                    directory.shown(&directory.folder(Kind::Identity))
                ));
            }
            true => {
                make_folder(&names)?;
                Repository::names_of_bundle(&directory, &full(&beside))?;
                peer.screen.say("the names are back");
            }
        }
        peer.screen.say(&format!(
            "next: cd {}; peer git setup; git remote add origin URL; git fetch; git branch -u origin/BRANCH; peer git setup --names PLACE",
            folder.display()
        ));
        Ok(Done::Yes)
    }
}

/// The file of names next to the file of records.
fn names_file(file: &Path) -> PathBuf {
    file.with_extension(NAMES)
}

fn full(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
