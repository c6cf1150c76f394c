use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;

use crate::cli::args::AsOf;
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::figures::Reads;
use crate::cli::peer::{Peer, RunRegister};
use crate::cli::progress::Progress;
use crate::export::{About, Asked, Keys, export, keep};
use crate::record::period::Frame;
use crate::record::{Day, Kind, Period, counted};
use crate::register::Register;
use crate::report::Audience;

/// Write the rows behind the figures as tables for an evaluator
///
/// DIR becomes a folder of csv files, with datapackage.json for programs and dictionary.html for people. It never holds a
/// name, a note, a contact or a number from outside. `peer explain export` says what is in it.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer export ../for-us                               under the ids of the records\n  \
                        peer export ../fy26 --period SFY2026 --consented    one year, people who agreed"
)]
pub struct Export {
    /// The folder to make, outside of the program's directory
    #[arg(value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    folder: PathBuf,
    /// Only what happened in these days, and people it happened to
    #[arg(long, value_name = "PERIOD", add = complete::periods())]
    period: Option<String>,
    /// Only people with a live consent to outcome reporting
    #[arg(long)]
    consented: bool,
    /// Birth dates, not only months
    #[arg(long)]
    birth_dates: bool,
    #[command(flatten)]
    as_of: AsOf,
}

impl Export {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        if !directory.program().exports_rows() {
            return Err(Failure::refused(
                "peer.toml says that no rows leave the program: [privacy] exports = \"aggregate\"",
            )
            .help("give reports instead, such as `peer report --all DIR --audience funder`"));
        }
        let target = peer.target_folder(&self.folder)?;
        let as_of = self.as_of.day(peer.today)?.unwrap_or(peer.today);
        let kinds: Vec<Kind> = Kind::those(Kind::is_asked).collect();
        let reads = Reads {
            kinds: &kinds,
            as_of: Some(as_of),
            audience: Audience::Funder,
        };
        let counted_from = peer.figures(&directory, reads)?;
        let errors = counted_from.errors(&directory, reads);
        let (register, period) = self.kept(peer, counted_from.register, as_of)?;
        let asked = Asked {
            register: &register,
            as_of,
            period: period.as_ref(),
            keys: Keys::own(),
            birth_dates: self.birth_dates,
        };
        let about = About {
            recipient: None,
            consented: self.consented,
        };
        let progress = Progress::new(&peer.screen, "exporting");
        let tables = export(
            &asked,
            &about,
            &mut |done, all| progress.at(done, all),
            &mut |name: &str, bytes: &[u8]| target.write(name, bytes),
        )?;
        drop(progress);
        target.finish()?;
        let rows: usize = tables.iter().map(|table| table.rows).sum();
        let rows = counted(rows, "row");
        let (what, all) = (self.folder.display(), counted(tables.len(), "table"));
        peer.screen.say(&format!(
            "wrote {all} with {rows} into {what}: open dictionary.html"
        ));
        for error in &errors {
            let found = counted(error.count, "error");
            peer.screen.note(&format!(
                "{found} of `{}` in these records: see `peer check`",
                error.rule
            ));
        }
        Ok(Done::Yes)
    }
}

impl Export {
    /// The records of whom it is asked about, and the days.
    fn kept(
        &self,
        peer: &Peer,
        register: RunRegister,
        as_of: Day,
    ) -> Result<(RunRegister, Option<Period>), Failure> {
        let period = match &self.period {
            Some(text) => Some(period_of(text, &register, as_of)?),
            None => None,
        };
        if period.is_none() && !self.consented {
            return Ok((register, period));
        }
        let mut kept: BTreeSet<usize> = match &period {
            Some(period) => keep::of_period(&register, period),
            None => (0..register.people().len()).collect(),
        };
        if self.consented {
            let (agreed, all) = (keep::consenting(&register, as_of), kept.len());
            kept.retain(|person| agreed.contains(person));
            let without = counted(all - kept.len(), "parent");
            peer.screen.note(&format!(
                "{without} without a live consent to outcome reporting left out"
            ));
        }
        let records = keep::keep(RunRegister::into_inner(register), &kept);
        Ok((RunRegister::new(peer.link(records)), period))
    }
}

/// The period that was asked for.
fn period_of(text: &str, register: &Register, as_of: Day) -> Result<Period, Failure> {
    let frame = Frame {
        as_of,
        fiscal_year_starts: register.program().fiscal_year_starts(),
        first_fact: register.records().first_fact(),
    };
    Period::parse(text, &frame).map_err(Failure::new)
}
