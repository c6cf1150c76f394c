use clap::{Args, Subcommand};

use crate::cli::args::{Domains, On, PastDay, Ref, Resolve, WordOf, Writing};
use crate::cli::entries::{Found, Sought, files_of};
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::cli::people;
use crate::record::{Datum, Kind, ParticipantId};
use crate::store::Scope;

/// Record that a goal of the case plan was met
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer goal met rosa housing\n  peer goal met rosa housing --on 2026-11-12\n  \
                        peer undo                                   takes it back\n  \
                        peer add goal rosa housing                  a new goal"
)]
pub struct Goal {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Met(Met),
}

/// Record that a goal was met
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer goal met rosa housing\n  peer goal met rosa housing --on 2026-11-12\n  \
                        peer goal met rosa housing --set 2026-02-01     which one, where several are open"
)]
struct Met {
    /// The parent
    #[arg(value_name = "WHO")]
    who: Ref<ParticipantId>,
    /// What the goal is about
    domain: WordOf<Domains>,
    #[command(flatten)]
    on: On,
    /// The day the goal was set, if several are open
    #[arg(long, value_name = "DAY")]
    set: Option<PastDay>,
    #[command(flatten)]
    writing: Writing,
}

impl Goal {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let What::Met(met) = &self.what;
        met.run(peer)
    }
}

impl Met {
    fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let register = peer.register(&directory, Scope::PEOPLE)?;
        let id = self.who.resolve(&register)?;
        let on = self.on.day(peer.today)?;
        let domain = self.domain.resolve(directory.program())?.to_string();
        let sought = Sought {
            kind: Kind::Participant,
            ids: files_of(&register, &id),
            label: people::participant_label(&register, &id),
            table: "goal",
            says: vec![("domain", domain.clone())],
            day_key: ("set", "--set"),
            day: self.set.resolve(&peer.today)?,
        };
        let label = &sought.label;
        let is_open = |found: &Found| !found.fields.iter().any(|(key, _)| *key == "met");
        let all = sought.all(&register);
        let open: Vec<&Found> = all.iter().filter(|found| is_open(found)).collect();
        let found = match open.as_slice() {
            [] if all.is_empty() => return sought.one(&register).map(|_| Done::No),
            [] => {
                return Err(
                    Failure::refused(format!("{label} has already met the goal {domain}"))
                        .help("correct the day with `peer edit`; nothing was written"),
                );
            }
            [one] => *one,
            _ => {
                let days = open.iter().filter_map(|found| {
                    let set = found.fields.iter().find(|(key, _)| *key == "set");
                    set.map(|(_, day)| day.to_string())
                });
                let days: Vec<String> = days.collect();
                return Err(Failure::new(format!(
                    "{label} has {} open goals: {domain}",
                    open.len()
                ))
                .help(format!("choose one with --set: {}", days.join(", "))));
            }
        };
        let done = format!("{label} met the goal {domain} on {on}");
        let met = [("met", Datum::Day(on))];
        sought.set(
            peer,
            &directory,
            writer.as_ref(),
            &register,
            found,
            &met,
            &done,
        )
    }
}
