use clap::Args;

use crate::cli::args::{AnyDay, Resolve, Writing};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::moving::{moved, told};
use crate::cli::peer::Peer;
use crate::cli::people::{find, parsed};
use crate::record::{IdKind, SessionId};
use crate::store::Scope;

/// Move a session to the day it was on
///
/// The session is written under its new day, and the old one is void, in one change. If you move it back, it counts
/// under the old day again. If someone else changed the old one in the meantime, `peer check` shows it.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer move 2026-10-07-group-wednesday --on 2026-10-14\n  \
                        peer move 2026-10-14-group-wednesday --on 2026-10-07   moves it back; so does `peer undo`\n  \
                        peer set 2026-10-07-group-wednesday on=2026-10-14      the same"
)]
pub struct Move {
    /// The session
    #[arg(value_name = "SESSION", add = complete::records(&[IdKind::Session]))]
    session: String,
    /// The day it was on
    #[arg(long, value_name = "DAY")]
    on: AnyDay,
    /// It was another session of this kind on that day
    #[arg(long)]
    again: bool,
    #[command(flatten)]
    writing: Writing,
}

impl Move {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let register = peer.register(&directory, Scope::ALL)?;
        let to = self.on.resolve(&peer.today)?;
        let id: SessionId = parsed(find(&register, &self.session, &[IdKind::Session])?)?;
        let entry = register
            .session(&id)
            .ok_or_else(|| Failure::new(format!("there is no session {id}")))?;
        if entry.record.on == to {
            return Err(
                Failure::refused(format!("{id} is already on {to}")).help("nothing was written")
            );
        }
        let text = directory.session_text(&id)?.unwrap_or_default();
        let (new, change) = moved(&directory, &register, entry, &text, to, self.again)?;
        let done = told(peer, &id, &new);
        peer.finish(&directory, writer.as_ref(), &register, &change, &done)
    }
}
