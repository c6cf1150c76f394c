use clap::Args;

use super::git::setup::Steps;
use crate::cli::args::Writing;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::record::{Datum, Program, SchemaVersion, schema::Table};
use crate::store::{Directory, Edit, MARKER, Repository};

/// Bring a directory that an older `peer` made up to date
///
/// Sets the version in `peer.toml`, adds the lines that `.gitignore` and `.gitattributes` lack, and renews the settings
/// and hooks that `peer` made in this clone. Records stay as they are, and so does what you wrote yourself. An older
/// `peer` no longer opens the directory then: upgrade it on every computer first.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer upgrade --dry-run     shows what would change\n  peer upgrade"
)]
pub struct Upgrade {
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
        if !steps.any() {
            peer.screen.say("this directory is up to date");
        }
        steps.finish(&directory, repository.as_ref())?;
        Ok(Done::Yes)
    }
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
