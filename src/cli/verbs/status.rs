use clap::Args;

use super::git::apart;
use crate::check::check_beside;
use crate::cli::args::{Naming, Output};
use crate::cli::failure::{Done, Failure};
use crate::cli::joining::mention_back;
use crate::cli::peer::{Peer, RunRegister};
use crate::measure::due::due;
use crate::record::{Kind, Severity};
use crate::render::Format;
use crate::report::matching::Voice;
use crate::report::status::{AHEAD, Files, status};
use crate::same::open as open_pairs;
use crate::store::{Directory, Scope, uncommitted};

/// Show the program on one screen, as of today
///
/// How many parents, mentors and matches are active, who waits, whether this week's groups are logged, what is most
/// urgent, errors in the files, and what is not saved yet. Names are shown only on a terminal, or with --names.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer status\n  peer status --format json\n  peer status -o monday.md\n  \
                        peer --at 2026-10-12 status       as it was on that day"
)]
pub struct Status {
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    naming: Naming,
}

impl Status {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        peer.finish_interrupted_write(&directory)?;
        let reading = directory.read(Scope::ALL);
        let unread = !reading.findings.is_empty();
        let mut findings = reading.findings;
        let register = RunRegister::new(peer.link(reading.records));
        findings.extend(check_beside(&register, peer.today, &findings));
        let errors = findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .count();
        let files = Files {
            errors,
            warnings: findings.len() - errors,
            undecided: if unread {
                0
            } else {
                open_pairs(&register).len()
            },
            uncommitted: open(&directory),
            names: apart::state(&directory),
            last_write: last_write(&directory),
        };
        mention_back(peer, &directory)?;
        let known = (!unread).then_some(&*register);
        let all = known.map_or_else(Vec::new, |register| due(register, peer.today, Some(AHEAD)));
        let format = self.output.format()?;
        peer.mind_identities(&directory, &self.output, self.naming)?;
        let voice = Voice {
            names: peer.names(&directory, &self.output, self.naming)?,
            exact: matches!(format, Format::Csv | Format::Json),
        };
        let program = &register.program().name;
        peer.show(
            &status(program, known, &all, &files, peer.today, voice),
            &self.output,
        )
    }
}

/// The largest write, in bytes, that is looked at: a status is quick even after months were packed.
const LOOKED_AT: u64 = 1024 * 1024;

/// How many files are not committed; `None` for a commit.
fn open(directory: &Directory) -> Option<usize> {
    let now = directory.moment().is_none().then_some(directory)?;
    uncommitted(now.root(), &now.folder(Kind::Identity))
}

/// The files of the last write, if it can be undone.
fn last_write(directory: &Directory) -> Vec<String> {
    if directory.moment().is_some() {
        return Vec::new();
    }
    if directory.last_write_size() > LOOKED_AT {
        return vec!["many files".to_owned()];
    }
    let last = directory.last_write().ok().flatten();
    let last = last.filter(|last| {
        last.changed_since(directory)
            .is_ok_and(|changed| changed.is_empty())
    });
    last.map_or_else(Vec::new, |last| {
        last.change()
            .files()
            .map(|(path, ..)| path.to_owned())
            .collect()
    })
}
