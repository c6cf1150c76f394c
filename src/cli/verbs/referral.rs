use clap::Args;

use crate::cli::args::{PastDay, Ref, ReferralOutcomes, Resolve, Resources, WordOf, Writing};
use crate::cli::entries::{Found, Sought};
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::cli::people;
use crate::record::classes::ReferralOutcome;
use crate::record::{Datum, Entry, Kind, ParticipantId, Session, SessionId};
use crate::store::Scope;

/// Record the outcome of a referral
///
/// The outcome goes to the parent's open referral to that resource.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer referral rosa housing-authority connected\n  \
                        peer referral rosa housing-authority declined --on 2026-10-05     which one, where several are open\n  \
                        peer undo                                                         takes it back"
)]
pub struct Referral {
    /// The parent
    #[arg(value_name = "WHO")]
    who: Ref<ParticipantId>,
    /// Where to
    #[arg(value_name = "RESOURCE")]
    resource: WordOf<Resources>,
    /// What came of it: connected, declined, unavailable or pending
    #[arg(value_name = "OUTCOME")]
    outcome: WordOf<ReferralOutcomes>,
    /// The day of the session that made the referral, if several are open
    #[arg(long, value_name = "DAY")]
    on: Option<PastDay>,
    #[command(flatten)]
    writing: Writing,
}

impl Referral {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let register = peer.register(&directory, Scope::ALL)?;
        let program = directory.program();
        let id = self.who.resolve(&register)?;
        let person = register.person_index(&id);
        let label = people::participant_label(&register, &id);
        let resource = self.resource.resolve(program)?.to_string();
        let outcome = self.outcome.resolve(program)?;
        let on = self.on.resolve(&peer.today)?;
        let of_person = |entry: &&Entry<SessionId, Session>| {
            let there = &entry.record.participants;
            there.iter().any(|id| register.person_index(id) == person)
                && on.is_none_or(|on| entry.record.on == on)
        };
        let is_open = |found: &Found| {
            let said = found.fields.iter().find(|(key, _)| *key == "outcome");
            said.and_then(|(_, said)| said.to_string().parse().ok())
                .is_none_or(|said| {
                    program.class::<ReferralOutcome>(&said) == ReferralOutcome::Pending
                })
        };
        let sessions = register.records().sessions.iter().filter(of_person);
        let sought = |entry: &Entry<SessionId, Session>| Sought {
            kind: Kind::Session,
            ids: vec![entry.id.to_string()],
            label: label.clone(),
            table: "referral",
            says: vec![("resource", resource.clone())],
            day_key: ("on", "--on"),
            day: None,
        };
        let all: Vec<(Sought<'_>, Found, &SessionId)> = sessions
            .flat_map(|entry| {
                let found = sought(entry).all(&register).into_iter();
                found.map(|found| (sought(entry), found, &entry.id))
            })
            .collect();
        let open: Vec<_> = all.iter().filter(|(_, found, _)| is_open(found)).collect();
        let [(sought, found, session)] = open.as_slice() else {
            return Err(self.unclear(
                &label,
                &resource,
                all.len(),
                &open.iter().map(|(.., id)| *id).collect::<Vec<_>>(),
            ));
        };
        let day = session.day().unwrap_or(peer.today);
        let done = format!("{label}: the referral of {day} to {resource} is {outcome}");
        let said = [("outcome", Datum::Text(outcome.to_string()))];
        sought.set(
            peer,
            &directory,
            writer.as_ref(),
            &register,
            found,
            &said,
            &done,
        )
    }

    /// Says that it is unclear which open referral was meant.
    fn unclear(&self, label: &str, resource: &str, all: usize, open: &[&SessionId]) -> Failure {
        let days = || {
            let days = open.iter().filter_map(|id| id.day());
            days.map(|day| day.to_string())
                .collect::<Vec<_>>()
                .join(", ")
        };
        match (open.len(), all) {
            (0, 0) => Failure::refused(format!("{label} has no referral to {resource}"))
                .help("`peer log casework WHO --referral RESOURCE` makes one; nothing was written"),
            (0, _) => Failure::refused(format!("no referral of {label} to {resource} is open"))
                .help("correct an outcome with `peer edit SESSION`; nothing was written"),
            (many, _) => Failure::new(format!(
                "{many} referrals of {label} to {resource} are open"
            ))
            .help(format!("choose one with --on: {}", days())),
        }
    }
}
