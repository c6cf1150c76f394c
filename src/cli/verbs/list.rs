use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::cli::args::{AsOf, Naming, Output};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::{Peer, RunRegister};
use crate::record::period::Frame;
use crate::record::{Days, Kind, Records};
use crate::report::eligibility::not_ready;
use crate::report::list::{keys, list};
use crate::report::matching::Voice;
use crate::report::query::Query;
use crate::report::show::void;
use crate::report::values::{depends_on_records, known};
use crate::store::{Directory, Scope};

/// List records, all of them or those that match a query
///
/// A query is one or more KEY:VALUE terms; a record must match all of them. A comma means "or"; not:KEY:VALUE means the
/// opposite; KEY:any and KEY:none ask whether there is a value. A day matches a period that includes it: 2026-10, CY2026, FY2027. A word without
/// a key is searched in ids and names.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer list participants status:waiting need:housing\n  peer list participants not:language:en --format csv\n  \
                        peer list mentors status:ready language:es\n  peer list sessions kind:mentoring on:2026-10\n  \
                        peer list cases system:jpd status:open --as-of 2026-06-30\n  peer list matches status:proposed -o matches.xlsx\n\n\
                        status: participants referred, waiting, matched, active, exited; mentors ready,\nfull, on-leave, \
                        not-eligible, left; cases open, closed,\nnot-opened, no-events; matches proposed, active, ended, declined."
)]
pub struct List {
    /// Which records
    #[arg(value_name = "KIND", value_parser = kinds())]
    kind: String,
    /// What to ask for, such as status:waiting
    #[arg(value_name = "KEY:VALUE", add = complete::queries())]
    query: Vec<String>,
    /// Only mentors who can take a parent today; notes show what the others still need
    #[arg(long)]
    ready: bool,
    /// Only void records, with the reasons; with on:2026-11, those of these days
    #[arg(long, conflicts_with_all = ["ready", "keys"])]
    void: bool,
    #[command(flatten)]
    as_of: AsOf,
    /// Only list the keys that a query can use
    #[arg(long, add = complete::words(&[]))]
    keys: bool,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    naming: Naming,
}

/// The listed kinds.
fn kinds() -> PossibleValuesParser {
    Kind::those(Kind::is_listed).map(Kind::word).into()
}

impl List {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let kind: Kind = self.kind.parse().map_err(Failure::new)?;
        let directory = peer.directory();
        let program = directory.as_ref().ok().map(Directory::program);
        let keys = keys(kind, program);
        if self.keys {
            peer.screen.answer(&(keys.join("\n") + "\n"))?;
            return Ok(Done::Yes);
        }
        let mut terms = self.query.clone();
        if self.ready {
            if kind != Kind::Mentor {
                return Err(Failure::new("--ready is only for mentors")
                    .help("write `peer list mentors --ready`"));
            }
            terms.push("status:ready".to_owned());
        }
        let query = Query::parse(&terms, &keys)
            .map_err(|(message, help)| Failure::new(message).help(help))?;
        if self.void && !query.asks_only("on") {
            return Err(
                Failure::new("of void records, only the days can be asked for")
                    .help(format!("write `peer list {kind} on:2026-11 --void`")),
            );
        }
        let directory = directory?;
        let query = query.in_words(kind, directory.program());
        let as_of = self.as_of.day(peer.today)?;
        let mut frame = Frame {
            as_of: as_of.unwrap_or(peer.today),
            fiscal_year_starts: directory.program().fiscal_year_starts(),
            first_fact: None,
        };
        let names = peer.names(&directory, &self.output, self.naming)?;
        let register = match kind.is_by_year() {
            true => self.dated(peer, &directory, (kind, &query, &frame), names)?,
            false => peer.register_as_of(&directory, Scope::PEOPLE, as_of)?,
        };
        frame.first_fact = register.records().first_fact();
        known(&register, kind, &query, &frame)
            .map_err(|(message, help)| Failure::new(message).help(help))?;
        if self.void {
            let days = query.days("on", &frame);
            return peer.show(&[void(&register, kind, frame.as_of, days)], &self.output);
        }
        let mut sheet = list(&register, kind, &query, &frame, names);
        if self.ready {
            sheet.notes.extend(not_ready(
                &register,
                frame.as_of,
                Voice {
                    names,
                    exact: false,
                },
            ));
        }
        if !matches!(kind, Kind::Group | Kind::Question) {
            peer.mind_identities(&directory, &self.output, self.naming)?;
        }
        peer.show(&[sheet], &self.output)
    }

    /// The records of a list; of kinds stored by year, only those of the days asked for; and who people are, if that is
    /// shown or asked for.
    fn dated(
        &self,
        peer: &Peer,
        directory: &Directory,
        (kind, query, frame): (Kind, &Query, &Frame),
        names: bool,
    ) -> Result<RunRegister, Failure> {
        let others: Vec<Kind> = Kind::those(|one| one.is_by_year() && one != kind).collect();
        let mut unneeded = Scope::of(&others);
        if !names && !query.asks("name") {
            unneeded = unneeded.with(Scope::of(&[Kind::Identity]));
        }
        let as_of = self.as_of.day(peer.today)?;
        let of_all = self.void || depends_on_records(directory.program(), kind, query);
        let asked = query.days("on", frame);
        let days = |records: &Records, _: Kind| match as_of {
            _ if of_all => Days::ALL,
            Some(day) if records.has_later(day) => Days::ALL,
            _ => asked,
        };
        let scope = Scope::ALL.without(unneeded);
        peer.linked(directory, as_of, |directory| {
            directory.read_part(scope, &days)
        })
    }
}
