use clap::Args;

use crate::cli::args::{AsOf, Naming, Output, Ref, Resolve};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::{Peer, RunRegister};
use crate::cli::people::{kind_of, parsed};
use crate::record::{Day, IdKind, Kind};
use crate::register::{Named, Register};
use crate::report::sheet::Sheet;
use crate::report::show;
use crate::store::Scope;

/// Show one record and everything that belongs to it
///
/// Names, phone and address are shown only on a terminal, or with --names, and never written to a file. With
/// --no-names, notes and other free text are hidden too, as they may contain names.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer show rosa\n  peer show m-9x2\n  peer show c-2d8 --as-of 2026-03-31\n  \
                        peer show 2026-10-07-group-wednesday\n  peer show our-returns                     a definition of your own\n  peer show rosa --format json"
)]
pub struct Show {
    /// The record: an id, the beginning of one, or a name
    #[arg(value_name = "WHO", add = complete::those(Kind::is_shown))]
    who: Ref<Named>,
    #[command(flatten)]
    as_of: AsOf,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    naming: Naming,
}

impl Show {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let as_of = self.as_of.day(peer.today)?;
        let register = peer.register_as_of(&directory, Scope::ALL, as_of)?;
        let day = as_of.unwrap_or(peer.today);
        let names = peer.names(&directory, &self.output, self.naming)?;
        let sheets = match self.own(&register) {
            Some((kind, id)) => show::record(&register, kind, id, day),
            None => self.sheets(peer, register, day, names)?,
        };
        peer.mind_identities(&directory, &self.output, self.naming)?;
        peer.show(&sheets, &self.output)
    }

    /// A record of a kind of the program's own, such as a definition: its id does not show its kind, so it is named in
    /// full.
    fn own(&self, register: &Register) -> Option<(Kind, &str)> {
        let Ref::Typed(id) = &self.who else {
            return None;
        };
        let mut own = Kind::those(|kind| kind.is_own() && kind.is_shown());
        let kind = own.find(|kind| register.records().place(*kind, id).is_some())?;
        Some((kind, id))
    }

    /// What is known about the record, for a kind whose ids show the kind.
    fn sheets(
        &self,
        peer: &Peer,
        register: RunRegister,
        day: Day,
        names: bool,
    ) -> Result<Vec<Sheet>, Failure> {
        let (found, whole) = match self.who.resolve(&register) {
            Ok(found) => (found, None),
            // A void record is shown with everything that is void.
            Err(failure) => {
                let whole = peer.whole(&register);
                let found = self.who.resolve(&whole).map_err(|_| failure)?;
                (found, Some(whole))
            }
        };
        let id = found.id.clone();
        let void = show::void_entries(&register, kind_of(&found), &id, day);
        let register = whole.unwrap_or(register);
        let mut sheets = match found.kind {
            IdKind::Participant => show::participant(&register, &parsed(found)?, day, names),
            IdKind::Mentor => show::mentor(&register, &parsed(found)?, day, names),
            IdKind::Case => show::case(&register, &parsed(found)?, day, names),
            IdKind::Group => show::group(&register, &parsed(found)?, day),
            IdKind::Match => show::pairing(&register, &parsed(found)?, day, names),
            IdKind::Session => show::session(&register, &parsed(found)?, day, names),
            _ => show::record(&register, kind_of(&found), &found.id, day),
        };
        sheets.extend(void);
        Ok(sheets)
    }
}
