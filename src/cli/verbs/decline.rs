use clap::Args;

use super::accept::proposal;
use crate::cli::args::{On, ParentOrMatch, Reasons, Ref, Resolve, WordOf, Writing, choice};
use crate::cli::failure::{Done, Failure};
use crate::cli::pairing::decline;
use crate::cli::peer::Peer;
use crate::cli::people;
use crate::record::pairing::DeclinedBy;
use crate::record::{Datum, Day, Kind, MentorId, Word};
use crate::register::{Person, Register};
use crate::store::{Change, Directory, Scope};

/// Record that a proposal, or the services, were declined
///
/// With --by, someone declined a proposal. Without it, a parent who was referred does not want services; `peer report
/// engagement` counts that. A pair that the parent or the mentor declined is not proposed again, unless you match them
/// with `peer match WHO MENTOR --force`. A proposal that the program declined can be proposed again.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer decline rosa --by participant --reason wants-someone-nearer\n  peer decline rosa dana --by mentor --reason no-time\n  \
                        peer decline rosa --reason declined-services --on 2026-11-14     Rosa wants no services"
)]
pub struct Decline {
    /// The parent, or the match
    #[arg(value_name = "WHO")]
    who: Ref<ParentOrMatch>,
    /// The mentor, if the parent has several proposals
    #[arg(value_name = "MENTOR")]
    mentor: Option<Ref<MentorId>>,
    /// Who declined the proposal: participant, mentor or program; without it, the parent wants no services
    #[arg(long, value_name = "WHO", value_parser = choice::<DeclinedBy>())]
    by: Option<DeclinedBy>,
    /// Why, such as moved-away: a word of the list `reasons` in peer.toml; without a list, any word
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
        let reason = self.reason.resolve(directory.program())?;
        let who = self.who.resolve(&register)?;
        let mentor = self.mentor.resolve(&register)?;
        let Some(by) = self.by else {
            let parent = refusing(&register, &who, mentor.as_ref(), on)?;
            let change = refuse(peer, &directory, parent, on, reason.as_ref())?;
            let label = people::participant_label(&register, &parent.id);
            let done = format!("{label} said no to services on {on}");
            return peer.finish(&directory, writer.as_ref(), &register, &change, &done);
        };
        let entry = proposal(&register, &who, mentor.as_ref(), peer.today)?;
        if let Some(proposed) = entry.record.proposed.filter(|proposed| *proposed > on) {
            return Err(Failure::refused(format!(
                "{} was proposed on {proposed}, which is after {on}",
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

/// The parent who declines services on a day: someone who is not in the program, and has no proposal that could be
/// meant.
fn refusing<'r>(
    register: &'r Register,
    who: &ParentOrMatch,
    mentor: Option<&MentorId>,
    on: Day,
) -> Result<&'r Person, Failure> {
    let by = "say who declined the proposal: --by participant, --by mentor or --by program";
    let person = match who {
        ParentOrMatch::Parent(id) if mentor.is_none() => register.person_index(id),
        _ => None,
    };
    let Some(at) = person else {
        return Err(Failure::new(by));
    };
    let person = &register.people()[at];
    let label = people::participant_label(register, &person.id);
    if let Some(open) = register.open_proposal(at, on) {
        return Err(
            Failure::refused(format!("{label} has an open proposal, {}", open.id)).help(by),
        );
    }
    if person.is_active(on) {
        return Err(Failure::refused(format!("{label} is enrolled on {on}"))
            .help("to end the enrollment: `peer exit`, with a reason"));
    }
    if let Some(declined) = &person.record.declined {
        let said = format!("{label} said no to services on {} already", declined.on);
        return Err(
            Failure::refused(said).help(format!("to correct it: `peer edit {}`", person.id))
        );
    }
    Ok(person)
}

/// Writes that a parent declined services.
fn refuse(
    peer: &Peer,
    directory: &Directory,
    parent: &Person,
    on: Day,
    reason: Option<&Word>,
) -> Result<Change, Failure> {
    let mut edit = peer.open_place(directory, &parent.place, Kind::Participant)?;
    edit.set_inner("declined", "on", &Datum::Day(on));
    if let Some(reason) = reason {
        edit.set_inner("declined", "reason", &Datum::Text(reason.to_string()));
    }
    let mut change = Change::default();
    change.replace(edit.path(), edit.original(), edit.text());
    Ok(change)
}
