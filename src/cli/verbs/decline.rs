use clap::Args;

use super::accept::proposal;
use crate::cli::args::{On, ParentOrMatch, Reasons, Ref, Resolve, WordOf, Writing, choice};
use crate::cli::failure::{Done, Failure};
use crate::cli::pairing::decline;
use crate::cli::peer::Peer;
use crate::cli::people;
use crate::record::MentorId;
use crate::record::pairing::DeclinedBy;
use crate::store::{Change, Scope};

/// Record that a proposal was declined, by whom and why
///
/// A pair that the parent or the mentor declined is not proposed again, unless `peer match WHO MENTOR --force` says why.
/// What the program withdraws may come up again.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer decline rosa --by participant --reason wants-someone-nearer\n  peer decline rosa dana --by mentor --reason no-time"
)]
pub struct Decline {
    /// The parent, or the match
    #[arg(value_name = "WHO")]
    who: Ref<ParentOrMatch>,
    /// The mentor, where the parent has several proposals
    #[arg(value_name = "MENTOR")]
    mentor: Option<Ref<MentorId>>,
    /// Who said no: participant, mentor or program
    #[arg(long, value_name = "WHO", value_parser = choice::<DeclinedBy>())]
    by: DeclinedBy,
    /// Why, in the program's words
    #[arg(long, value_name = "WORD")]
    reason: Option<WordOf<Reasons>>,
    #[command(flatten)]
    on: On,
    #[command(flatten)]
    writing: Writing,
}

impl Decline {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let register = peer.register(&directory, Scope::PEOPLE)?;
        let on = self.on.day(peer.today)?;
        let by = self.by;
        let reason = self.reason.resolve(directory.program())?;
        let entry = proposal(
            &register,
            &self.who.resolve(&register)?,
            self.mentor.resolve(&register)?.as_ref(),
            peer.today,
        )?;
        if let Some(proposed) = entry.record.proposed.filter(|proposed| *proposed > on) {
            return Err(Failure::refused(format!(
                "{} was proposed on {proposed}, after {on}",
                entry.id
            )));
        }
        let mut change = Change::default();
        decline(
            peer,
            &directory,
            entry,
            on,
            by,
            reason.as_ref(),
            &mut change,
        )?;
        let done = format!(
            "declined by the {by} on {on}: {}",
            people::match_label(&register, &entry.id)
        );
        peer.finish(&directory, writer.as_ref(), &register, &change, &done)
    }
}
