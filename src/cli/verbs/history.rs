use clap::Args;

use crate::cli::args::{Output, any_day};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::cli::people::{ANY, find, kind_of};
use crate::record::facts::Turn;
use crate::record::{CaseId, Day, IdKind, Kind, MatchId, MentorId, ParticipantId, SessionId};
use crate::register::Register;
use crate::report::history::history;
use crate::store::Scope;

/// Tell what happened to a record: who committed which fact, and when
///
/// Versions are compared by what they mean, not by their lines: a session that moved into a packed month or back did not
/// change, and neither did a file that was only written differently. Of a person, the files found to be the same person
/// are told too. A record that is not there any more is told by its whole id.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  peer history rosa\n  peer history c-2d8 --since 2026-07-01\n  \
                        peer history 2026-10-07-group-wednesday --format json\n  peer --at 2026-10-12 history rosa")]
pub struct History {
    /// The record: an id, the beginning of one, or a name
    #[arg(value_name = "WHO", add = complete::records(&ANY))]
    who: String,
    /// Only what was committed on this day or later, and what is not committed yet
    #[arg(long, value_name = "DAY")]
    since: Option<String>,
    #[command(flatten)]
    output: Output,
}

impl History {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let first = self.since.as_deref().map(|text| any_day(text, peer.today)).transpose()?;
        directory.settle()?;
        // A fault of today must not hide what happened before it.
        let session = self.who.starts_with(|first: char| first.is_ascii_digit());
        let reading = directory.read(if session { Scope::ALL } else { Scope::PEOPLE });
        let register = peer.link(reading.records);
        let (kind, ids) = self.records(&register)?;
        let mut turns = directory.history(Some(kind), &ids)?;
        if turns.is_empty() {
            return Err(Failure::new(format!("git knows nothing of {}", ids.join(", ")))
                .help("commit it; what happens from then on is told here"));
        }
        if let Some(day) = first {
            turns.retain(|turn| since(turn, day));
        }
        let title = format!("What happened to {}", ids.join(", "));
        let sheet = history(&register.program().name, &title, &turns, ids.len() > 1, peer.today);
        peer.show(&[sheet], &self.output)
    }

    /// The records that are meant, all of one kind: of a person every file.
    fn records(&self, register: &Register) -> Result<(Kind, Vec<String>), Failure> {
        let found = match find(register, &self.who, &ANY) {
            Ok(found) => found,
            Err(failure) => {
                let kind = kind_of_id(&self.who).filter(|_| register.find(&self.who, &ANY).is_err());
                return kind.map(|kind| (kind, vec![self.who.clone()])).ok_or(failure);
            }
        };
        let kind = kind_of(&found);
        let person = (found.kind == IdKind::Participant).then(|| found.id.parse::<ParticipantId>().ok()).flatten();
        let ids = match person.as_ref().and_then(|id| register.person(id)) {
            Some(person) => person.ids().map(ToString::to_string).collect(),
            None => vec![found.id],
        };
        Ok((kind, ids))
    }
}

/// The kind of record that an id which is not on file any more would be of.
fn kind_of_id(text: &str) -> Option<Kind> {
    let fits: [(Kind, bool); 5] = [
        (Kind::Participant, text.parse::<ParticipantId>().is_ok()),
        (Kind::Mentor, text.parse::<MentorId>().is_ok()),
        (Kind::Case, text.parse::<CaseId>().is_ok()),
        (Kind::Match, text.parse::<MatchId>().is_ok()),
        (Kind::Session, text.parse::<SessionId>().is_ok()),
    ];
    fits.into_iter().find(|(_, fits)| *fits).map(|(kind, _)| kind)
}

fn since(turn: &Turn, day: Day) -> bool {
    turn.commit.as_ref().is_none_or(|commit| commit.day >= day)
}
