use clap::Args;

use crate::cli::args::{AnyDay, Naming, Output, Resolve};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::cli::people::{ANY, find, kind_of};
use crate::record::facts::RecordChange;
use crate::record::{Day, IdKind, Kind, ParticipantId};
use crate::register::{Named, Register};
use crate::report::history::history;
use crate::store::{Directory, MARKER, Scope, is_shallow};

/// Show what happened to a record: who saved which fact, and when
///
/// Versions are compared by content, not line by line: packing a session into a month, or only formatting a file
/// differently, is not a change. For a person, the history includes all files found to be the same person. For a record
/// that is gone, write its whole id; for the rules and weights of the program, write `peer.toml`. `decided` means that
/// two people entered different facts and a merge chose one; `decided: kept` or `decided: removed` means that only one
/// of them removed it.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer history rosa\n  peer history c-2d8 --since 2026-07-01\n  \
                        peer history 2026-10-07-group-wednesday --format json\n  peer history peer.toml                      who changed the rules, and when\n  \
                        peer history definitions/our-returns.toml\n  peer --at 2026-10-12 history rosa"
)]
pub struct History {
    /// The record: an id, the beginning of one, a name, or a file
    #[arg(value_name = "WHO", add = complete::those(|kind| !kind.is_names()))]
    who: String,
    /// Only what was saved on this day or later, and what is not saved yet
    #[arg(long, value_name = "DAY")]
    since: Option<AnyDay>,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    naming: Naming,
}

/// What a shallow clone cannot show.
const SHALLOW: &str = "this clone has only the latest commits: earlier changes are not shown, and older facts look as if they were entered in the first of these commits; to get the rest: `git fetch --unshallow`";

impl History {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let first = self.since.resolve(&peer.today)?;
        peer.finish_interrupted_write(&directory)?;
        // A fault in today's files must not hide what happened before it.
        let session = self.who.starts_with(|first: char| first.is_ascii_digit());
        let all: Vec<Kind> = Kind::those(|kind| session || !kind.is_by_year()).collect();
        let reading = directory.read(Scope::of(&all));
        let register = peer.whole(&peer.link(reading.records));
        let (kind, ids) = self.records(&directory, &register)?;
        let mut turns = directory.history(kind, &ids)?;
        if turns.is_empty() {
            let file = kind.map(|kind| directory.path_of(kind, &ids[0]));
            if file.is_some_and(|file| matches!(directory.text(&file), Ok(None))) {
                return Err(Failure::new(format!(
                    "there is no {}, now or in any commit",
                    self.who
                ))
                .help("`peer list` shows what is on file"));
            }
            let failure = Failure::new(format!("{} is not in git", ids.join(", ")))
                .help("save it with `peer save`; its history starts there");
            return Err(match is_shallow(directory.root()) {
                true => failure.help(SHALLOW),
                false => failure,
            });
        }
        if let Some(day) = first {
            turns.retain(|turn| since(turn, day));
        }
        let names = peer.names(&directory, &self.output, self.naming)?;
        let mut sheet = history(&register, &ids, &turns, names, peer.today);
        if is_shallow(directory.root()) {
            sheet.notes.push(SHALLOW.to_owned());
        }
        peer.mind_identities(&directory, &self.output, self.naming)?;
        peer.show(&[sheet], &self.output)
    }

    /// The records meant, all of one kind: for a person, all files. `None` means `peer.toml`.
    fn records(&self, directory: &Directory, register: &Register) -> Result<Meant, Failure> {
        if self.who.contains('/') || self.who.ends_with(".toml") {
            return of_file(directory, register, &self.who);
        }
        let records = register.records();
        let own = Kind::those(Kind::is_own).find(|kind| records.place(*kind, &self.who).is_some());
        let of_own = |kind| (Some(kind), vec![self.who.clone()]);
        let failure = match find(register, &self.who, ANY) {
            // An exact id on file comes before one that starts with the typed text.
            Ok(found) => {
                let shortened = found.id != self.who && found.id.starts_with(&self.who);
                let other = shortened
                    .then(|| own.map(of_own).or_else(|| gone(directory, &self.who)))
                    .flatten();
                return Ok(other.unwrap_or_else(|| whole(register, found)));
            }
            Err(failure) => failure,
        };
        match own {
            Some(kind) => Ok(of_own(kind)),
            None if self.who == "program" => Ok((None, vec![MARKER.to_owned()])),
            None => gone(directory, &self.who)
                .ok_or_else(|| failure.help("no commit has that id or name either")),
        }
    }
}

/// Records of a kind, or `peer.toml`.
type Meant = (Option<Kind>, Vec<String>);

/// A found record: for a person, all files.
fn whole(register: &Register, found: Named) -> Meant {
    let kind = kind_of(&found);
    let person = (found.kind == IdKind::Participant)
        .then(|| found.id.parse::<ParticipantId>().ok())
        .flatten();
    let ids = match person.as_ref().and_then(|id| register.person(id)) {
        Some(person) => person.ids().map(ToString::to_string).collect(),
        None => vec![found.id],
    };
    (Some(kind), ids)
}

/// The record of a file, whether or not the file still exists.
fn of_file(directory: &Directory, register: &Register, path: &str) -> Result<Meant, Failure> {
    let name = path.rsplit('/').next().unwrap_or(path);
    if name == MARKER {
        return Ok((None, vec![MARKER.to_owned()]));
    }
    let unknown = || {
        Failure::new(format!("{path} is not the file of a record")).help(
            "name one such as participants/p-4f7kq.toml, or peer.toml for the rules of the program",
        )
    };
    let stem = name.strip_suffix(".toml").ok_or_else(unknown)?;
    let folders: Vec<&str> = path.split('/').rev().skip(1).collect();
    let kind = folders
        .iter()
        .take(2)
        .find_map(|folder| folder.parse::<Kind>().ok())
        .ok_or_else(unknown)?;
    if kind.is_names() || directory.is_identity(path) {
        return Err(
            Failure::new("the history of names and addresses is not shown").help(format!(
                "`peer history {stem}` shows the history of that person's record"
            )),
        );
    }
    if kind.packs() && !kind.is_id(stem) {
        return Err(Failure::new(format!("{path} is a packed month with many sessions"))
            .help("name one of its sessions, such as 2026-10-07-group-wednesday; `peer list sessions` lists them"));
    }
    let found = register
        .find(stem, ANY)
        .ok()
        .filter(|found| found.id == stem && kind_of(found) == kind);
    Ok(found.map_or_else(
        || (Some(kind), vec![stem.to_owned()]),
        |found| whole(register, found),
    ))
}

/// The record of an id that is no longer on file, if git knows it.
fn gone(directory: &Directory, id: &str) -> Option<Meant> {
    let ids = [id.to_owned()];
    // Who a person is, is shown with the record of the id.
    for kind in Kind::those(|kind| !kind.is_names() && kind.is_id(id)) {
        // Outside a repository there is nothing to find; that is reported later.
        if directory
            .history(Some(kind), &ids)
            .is_ok_and(|turns| !turns.is_empty())
        {
            return Some((Some(kind), ids.to_vec()));
        }
    }
    None
}

fn since(turn: &RecordChange, day: Day) -> bool {
    turn.commit.as_ref().is_none_or(|commit| commit.day >= day)
}
