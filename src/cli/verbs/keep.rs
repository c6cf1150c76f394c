use clap::Args;

use crate::cli::args::Writing;
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::moving;
use crate::cli::peer::Peer;
use crate::cli::people::stem;
use crate::record::{IdKind, SessionId};
use crate::store::{Directory, Repository, Scope, Unmerged};

/// Keep what is open after a merge, or after a session was moved
///
/// If one side changed a file and the other removed it, the changed file is kept; then finish the merge with `peer
/// save`. If a session was moved to two days, the one named here counts and the others are void. If someone changed a
/// session under its old day, the change is copied to its new day.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer keep cases/c-2d8nv.toml                   changed here, removed there: keep it\n  \
                        peer keep 2026-10-14-group-wednesday           moved to two days: this one counts\n  \
                        peer keep 2026-10-07-group-wednesday           changed after it was moved: take the change over\n  \
                        peer drop 2026-10-14-group-wednesday           the other way"
)]
pub struct Keep {
    /// The file, or the session
    #[arg(value_name = "FILE", add = complete::records(&[IdKind::Session]))]
    file: String,
    #[command(flatten)]
    writing: Writing,
}

/// Drop what is open after a merge, or after a session was moved
///
/// If one side changed a file and the other removed it, the file is removed; then finish the merge with `peer save`. If
/// a session was moved to two days, the one named here is void. If someone changed a session under its old day, the
/// change does not count.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer drop cases/c-2d8nv.toml                   changed here, removed there: let it go\n  \
                        peer drop 2026-10-14-group-wednesday           moved to two days: this one is void\n  \
                        peer drop 2026-10-07-group-wednesday           changed after it was moved: leave the change out\n  \
                        peer keep 2026-10-14-group-wednesday           the other way"
)]
pub struct Drop {
    /// The file, or the session
    #[arg(value_name = "FILE", add = complete::records(&[IdKind::Session]))]
    file: String,
    #[command(flatten)]
    writing: Writing,
}

impl Keep {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        decide(peer, &self.file, true, &self.writing)
    }
}

impl Drop {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        decide(peer, &self.file, false, &self.writing)
    }
}

fn decide(peer: &Peer, typed: &str, keep: bool, writing: &Writing) -> Result<Done, Failure> {
    let directory = peer.directory()?;
    if let Some((repository, file)) = half(&directory, typed)? {
        let done = match keep {
            true => format!("kept {}", file.path),
            false => format!("dropped {}", file.path),
        };
        if writing.dry_run {
            peer.screen.say(&format!("would have {done}"));
            return Ok(Done::Yes);
        }
        repository.decide(&file.path, keep)?;
        peer.screen.say(&format!(
            "{done}; when everything is decided, `peer save` finishes the merge"
        ));
        return Ok(Done::Yes);
    }
    let id: SessionId = stem(typed).parse().map_err(|_| nothing(typed))?;
    let writer = peer.writer(&directory, writing)?;
    directory.finish_interrupted_write()?;
    // This command decides a conflict in the moved session, so that conflict must not stop anyone from reading the
    // others.
    let register = peer.link(directory.read(Scope::ALL).records);
    let decided = match keep {
        true => moving::keep(&directory, &register, &id)?,
        false => moving::drop(&directory, &register, &id)?,
    };
    let (done, change) = decided.ok_or_else(|| nothing(typed))?;
    peer.finish(&directory, writer.as_ref(), &register, &change, &done)
}

fn nothing(typed: &str) -> Failure {
    Failure::refused(format!("there is nothing to decide about {typed}"))
        .help("`peer check` and `peer save` list what is open")
        .help("for a file that both sides changed, use `peer edit FILE`")
}

/// The file with that name that one side of the merge changed and the other removed.
fn half(directory: &Directory, typed: &str) -> Result<Option<(Repository, Unmerged)>, Failure> {
    let records = Repository::open(directory.root()).ok();
    let names = Repository::of_names(directory).ok().flatten();
    for repository in records.into_iter().chain(names) {
        let named = |file: &Unmerged| {
            let shown = repository.from_root(&file.path);
            file.path == typed
                || shown.is_some_and(|path| {
                    path == typed || directory.shown(&path) == typed || stem(&path) == stem(typed)
                })
        };
        let mut open = repository.unmerged()?.into_iter();
        let file = open.find(|file| named(file) && (file.ours.is_none() || file.theirs.is_none()));
        if let Some(file) = file {
            return Ok(Some((repository, file)));
        }
    }
    Ok(None)
}
