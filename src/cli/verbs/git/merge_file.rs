use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::failure::{Done, Failure};
use crate::cli::merging::{RepoPath, merged};
use crate::cli::peer::Peer;
use crate::store::{
    GitError, Merged, Repository, Sides, StoreError, merge_lines, overwrite, text_of_file,
};

/// Merge three versions of a record, as git's merge driver
///
/// Git calls this itself once `peer git setup` was run. The result is written to OURS. A fact that was changed two ways
/// is there twice, between git's markers, and the status is 1. A file with a fault is merged by its lines, as git does.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer git merge-file before.toml ours.toml theirs.toml cases/c-2d8nv.toml\n  \
                        git config merge.peer.driver \"peer git merge-file %O %A %B %P\""
)]
pub(super) struct MergeFile {
    /// The file before both changed it; empty if both added it
    #[arg(value_hint = clap::ValueHint::FilePath)]
    before: PathBuf,
    /// Our version, which becomes the merged one
    #[arg(value_hint = clap::ValueHint::FilePath)]
    ours: PathBuf,
    /// Their version
    #[arg(value_hint = clap::ValueHint::FilePath)]
    theirs: PathBuf,
    /// What the file is called in the repository
    #[arg(value_name = "PATH")]
    path: String,
}

impl MergeFile {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let texts = [&self.before, &self.ours, &self.theirs].map(|path| text_of_file(path));
        let ([Ok(before), Ok(ours), Ok(theirs)], Some(lying)) = (texts, RepoPath::of(&self.path))
        else {
            return self.by_lines(peer, "one of its versions is not text");
        };
        let sides = Sides {
            base: Some(&before),
            ours: &ours,
            theirs: &theirs,
        };
        match merged(&lying.path, &lying.program, &sides, peer.today) {
            Ok(Merged::Clean(text)) => {
                overwrite(&self.ours, &text)?;
                Ok(Done::Yes)
            }
            Ok(Merged::Conflict { text, clashes }) => {
                overwrite(&self.ours, &text)?;
                peer.screen.say(&format!("conflict in {}", self.path));
                // In a rebase, git treats the commits of the other side as ours.
                let is_rebase = Repository::open(Path::new("."))
                    .and_then(|repository| repository.head())
                    .is_err_and(|error| {
                        matches!(error, StoreError::Git(GitError::Underway("rebase")))
                    });
                let (ours, theirs) = match is_rebase {
                    true => ("the other side says", "you say"),
                    false => ("you say", "the other side says"),
                };
                for clash in clashes {
                    let told = if lying.is_identity() {
                        clash.quietly()
                    } else {
                        clash.told(ours, theirs)
                    };
                    peer.screen.say(&format!("  {told}"));
                }
                Ok(Done::No)
            }
            Err(error) => self.by_lines(peer, &error.to_string()),
        }
    }

    fn by_lines(&self, peer: &Peer, why: &str) -> Result<Done, Failure> {
        let clean = merge_lines(&self.ours, &self.before, &self.theirs)?;
        peer.screen
            .note(&format!("{} was merged by its lines: {why}", self.path));
        Ok(if clean { Done::Yes } else { Done::No })
    }
}
