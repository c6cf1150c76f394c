use clap::Args;

use crate::cli::args::{Naming, Output, as_of_day};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::cli::people::{ANY, find, kind_of, parsed};
use crate::record::IdKind;
use crate::report::show;
use crate::store::Scope;

/// Show one record, with what follows from it
///
/// Names, phone and address are shown on a terminal only, or with --names, never written to a file. With --no-names neither they nor notes
/// and other words of your own are shown: names may stand in them.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer show rosa\n  peer show m-9x2\n  peer show c-2d8 --as-of 2026-03-31\n  \
                        peer show 2026-10-07-group-wednesday\n  peer show rosa --format json"
)]
pub struct Show {
    /// The record: an id, the beginning of one, or a name
    #[arg(value_name = "WHO", add = complete::records(&ANY))]
    who: String,
    /// As of this day: facts dated later do not exist
    #[arg(long, value_name = "DAY")]
    as_of: Option<String>,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    naming: Naming,
}

impl Show {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let as_of = self
            .as_of
            .as_deref()
            .map(|text| as_of_day(text, peer.today))
            .transpose()?;
        let (register, _) = peer.register_as_of(&directory, Scope::ALL, as_of)?;
        let day = as_of.unwrap_or(peer.today);
        let names = peer.names(&directory, &self.output, self.naming)?;
        let found = find(&register, &self.who, &ANY)?;
        let sheets = match found.kind {
            IdKind::Participant => show::participant(&register, &parsed(found)?, day, names),
            IdKind::Mentor => show::mentor(&register, &parsed(found)?, day, names),
            IdKind::Case => show::case(&register, &parsed(found)?, day, names),
            IdKind::Group => show::group(&register, &parsed(found)?, day),
            IdKind::Match => show::pairing(&register, &parsed(found)?, day, names),
            IdKind::Session => show::session(&register, &parsed(found)?, day, names),
            _ => show::record(&register, kind_of(&found), &found.id, day),
        };
        peer.mind_identities(&directory, &self.output, self.naming)?;
        peer.show(&sheets, &self.output)
    }
}
