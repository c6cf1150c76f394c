use clap::Args;

use super::git::setup::Steps;
use crate::cli::args::Writing;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::record::{Datum, Kind, Program, SchemaVersion, schema::Table};
use crate::store::{
    Change, Directory, Edit, MARKER, NamesInGit, Repository, ignore_names, names_in_git,
};

/// Bring a directory that an older `peer` made up to date
///
/// Sets the version in `peer.toml`, adds missing lines to `.gitignore` and `.gitattributes`, and updates the settings
/// and hooks that `peer` made in this clone. Your records and your own changes stay as they are. An older `peer` cannot
/// open the folder afterward: first install the new `peer` on every computer.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer upgrade --dry-run     shows what would change\n  peer upgrade\n  peer upgrade --names       names get a repository of their own"
)]
pub struct Upgrade {
    /// Also move names into their own git repository, which can be shared and can forget a name
    #[arg(long)]
    names: bool,
    #[command(flatten)]
    writing: Writing,
}

impl Upgrade {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let mut steps = Steps::new(peer, &self.writing);
        let repository = Repository::open(directory.root()).ok();
        if let Some(repository) = &repository {
            steps.set_up(&directory, repository)?;
            steps.renew_hooks(repository)?;
        }
        version(&directory, &mut steps)?;
        let lie = names_in_git(directory.root(), &directory.folder(Kind::Identity));
        let is_apart = Repository::of_names(&directory)?.is_some();
        let moves = self.names && !is_apart && directory.has_identities();
        if !steps.any() && !moves {
            peer.screen.say("this directory is up to date");
        }
        steps.finish(&directory, repository.as_ref())?;
        if moves {
            move_names(peer, &directory, lie, self.writing.dry_run)?;
        } else if !is_apart && directory.has_identities() {
            peer.screen.say(&format!(
                "names are {}: `peer upgrade --names` gives them their own git repository, which can be shared and can forget a name",
                match lie {
                    NamesInGit::Kept => "in git with the records",
                    _ => "in a plain folder",
                }
            ));
        }
        Ok(Done::Yes)
    }
}

/// Moves names into a repository of their own; what the records' repository has of them is removed in the next commit.
fn move_names(
    peer: &Peer,
    directory: &Directory,
    lie: NamesInGit,
    dry_run: bool,
) -> Result<(), Failure> {
    let folder = directory.folder(Kind::Identity);
    if dry_run {
        return peer
            .screen
            .answer(format!("would make {folder} a git repository of its own\n"));
    }
    let writer = directory.writer()?;
    if lie == NamesInGit::Kept {
        let message = "names move into their own repository";
        Repository::open(directory.root())?.untrack(&folder, message)?;
    }
    let mut change = Change::default();
    if lie != NamesInGit::Apart {
        ignore_names(directory, &mut change)?;
    }
    peer.commit(&writer, &change)?;
    Repository::make_names(directory)?;
    peer.screen.say(&format!(
        "{folder} is now its own git repository; `peer save` saves names in it"
    ));
    if lie == NamesInGit::Kept {
        peer.screen.note(
            "the history of the records still has the names that were saved there, and nothing removes them from other people's copies",
        );
    }
    Ok(())
}

/// Sets the version of the format in `peer.toml`.
fn version(directory: &Directory, steps: &mut Steps<'_>) -> Result<(), Failure> {
    let SchemaVersion(now) = directory.program().schema;
    let SchemaVersion(latest) = SchemaVersion::LATEST;
    if now == latest {
        return Ok(());
    }
    let step = format!("schema = {latest} in {MARKER} (it was {now})");
    steps.tell(format!("set {step}"), format!("set {step}"));
    let text = directory.text(MARKER)?.unwrap_or_default();
    let mut edit = Edit::open(MARKER, &text, None, Program::SCHEMA)?;
    edit.set("schema", &Datum::Integer(i64::from(latest)));
    steps.change.replace(MARKER, text, edit.text());
    Ok(())
}
