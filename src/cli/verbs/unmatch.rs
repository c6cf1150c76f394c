use clap::Args;

use super::accept::chosen;
use crate::cli::args::{On, ParentOrMatch, Reasons, Ref, Resolve, WordOf, Writing};
use crate::cli::failure::{Done, Failure};
use crate::cli::pairing::end;
use crate::cli::peer::Peer;
use crate::cli::people;
use crate::record::MentorId;
use crate::register::Pairing;
use crate::store::{Change, Scope};

/// End a match
///
/// The match no longer counts on the day it ends. If the parent wants another mentor: `peer add request WHO`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer unmatch rosa --reason goals-met\n  peer unmatch k-4m9 --reason moved-away --on mon"
)]
pub struct Unmatch {
    /// The parent, or the match
    #[arg(value_name = "WHO")]
    who: Ref<ParentOrMatch>,
    /// The mentor, if the parent has several
    #[arg(value_name = "MENTOR")]
    mentor: Option<Ref<MentorId>>,
    /// Why, such as moved-away: a word of the list `reasons` in peer.toml; without a list, any word
    #[arg(long, value_name = "WORD")]
    reason: WordOf<Reasons>,
    #[command(flatten)]
    on: On,
    #[command(flatten)]
    writing: Writing,
}

impl Unmatch {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        // A match that would end before one of its sessions is refused now, not when the records are saved.
        let register = peer.register(&directory, Scope::ALL)?;
        let on = self.on.day(peer.today)?;
        let reason = self.reason.resolve(directory.program())?;
        let active = |entry: &&Pairing| entry.record.is_active(on) && entry.record.ended.is_none();
        let entry = chosen(
            &register,
            &self.who.resolve(&register)?,
            self.mentor.resolve(&register)?.as_ref(),
            &active,
            "active match",
        )?;
        let mut change = Change::default();
        end(peer, &directory, entry, on, &reason, &mut change)?;
        let done = format!(
            "ended on {on}: the match {}",
            people::match_label(&register, &entry.id)
        );
        peer.finish(&directory, writer.as_ref(), &register, &change, &done)
    }
}
