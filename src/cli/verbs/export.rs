use std::collections::BTreeSet;
use std::convert::Infallible;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::args::{AsOf, Writing, choice};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::figures::Reads;
use crate::cli::peer::{Peer, RunRegister};
use crate::cli::progress::Progress;
use crate::export::{About, Asked, Keys, Reader, Written, export, keep, sql};
use crate::record::period::Frame;
use crate::record::read::record;
use crate::record::schema::Table;
use crate::record::{Day, Days, Identity, IdentityId, Kind, Period, Records, Word, counted};
use crate::register::Register;
use crate::report::{Audience, Errors, Span};
use crate::store::{Change, Directory, Scope, canonical_fields, secret};

/// Write the rows behind the figures as tables for an evaluator
///
/// DIR becomes a folder of csv files, with datapackage.json for programs and dictionary.html for people. It never has a
/// name, a note, a contact or a number from another system. `peer explain export` lists what is in it, `peer explain
/// scale` shows how larger systems read it.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer export ../for-us                               under the ids of the records\n  \
                        peer export ../fy26 --period SFY2026 --consented    one year, people who agreed\n  \
                        peer export ../out --for county --shift-dates       ids and days of its own\n  \
                        peer export --sql ../sql --period SFY2026           the reports as SQL\n  \
                        peer export --reader r > read.R                     lines that load the tables"
)]
pub struct Export {
    /// The folder to make, outside of the program's directory
    #[arg(value_name = "DIR", value_hint = clap::ValueHint::DirPath, required_unless_present = "reader")]
    folder: Option<PathBuf>,
    /// Make new ids for this recipient, from a secret that is kept with the names
    #[arg(long = "for", value_name = "NAME")]
    recipient: Option<Word>,
    /// Shift the days of each family by up to a year, by the same secret
    #[arg(long, requires = "recipient")]
    shift_dates: bool,
    /// Only what happened in these days, and people it happened to
    #[arg(long, value_name = "PERIOD", add = complete::periods())]
    period: Option<String>,
    /// Only people with a current consent to outcome reporting
    #[arg(long)]
    consented: bool,
    /// Full birth dates instead of only the month
    #[arg(long)]
    birth_dates: bool,
    /// Write the reports as SQL for DuckDB and Spark instead
    #[arg(long, conflicts_with_all = ["recipient", "consented", "birth_dates", "reader"])]
    sql: bool,
    /// Print the lines that load the tables: r, python or stata
    #[arg(long, value_name = "WHICH", value_parser = choice::<Reader>(), hide_possible_values = true,
          conflicts_with_all = ["folder", "recipient", "period", "consented", "birth_dates"])]
    reader: Option<Reader>,
    #[command(flatten)]
    as_of: AsOf,
}

impl Export {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        if let Some(reader) = self.reader {
            peer.screen.answer(reader.lines())?;
            return Ok(Done::Yes);
        }
        let Some(folder) = &self.folder else {
            return Err(Failure::new(
                "name a folder for the tables, as in `peer export ../out`",
            ));
        };
        if self.sql {
            return self.write_sql(peer, folder);
        }
        let directory = peer.directory()?;
        if !directory.program().exports_rows() {
            return Err(Failure::refused(
                "peer.toml allows no export of rows: [privacy] exports = \"aggregate\"",
            )
            .help("give reports instead, such as `peer report --all DIR --audience funder`"));
        }
        self.write_tables(peer, &directory, folder)
    }

    fn write_tables(
        &self,
        peer: &Peer,
        directory: &Directory,
        folder: &Path,
    ) -> Result<Done, Failure> {
        let target = peer.target_folder(folder)?;
        let as_of = self.as_of.day(peer.today)?.unwrap_or(peer.today);
        let kinds: Vec<Kind> = Kind::those(Kind::is_asked).collect();
        let reads = Reads {
            kinds: &kinds,
            as_of: Some(as_of),
            audience: Audience::Funder,
            span: Span::All,
            days: Days::ALL,
        };
        let counted_from = peer.figures(directory, reads)?;
        let errors = counted_from.errors(directory, reads);
        let consented =
            self.consented || self.recipient.is_some() && directory.program().requires_consent();
        let (register, period) = self.kept(peer, counted_from.register, as_of, consented)?;
        let asked = Asked {
            register: &register,
            as_of,
            period: period.as_ref(),
            keys: self.keys(peer, directory)?,
            birth_dates: self.birth_dates,
        };
        let about = About {
            recipient: self.recipient.as_ref().map(Word::as_str),
            consented,
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
        tell(peer, folder, &tables, &errors);
        Ok(Done::Yes)
    }

    /// The records of the people asked about, and the period.
    fn kept(
        &self,
        peer: &Peer,
        register: RunRegister,
        as_of: Day,
        consented: bool,
    ) -> Result<(RunRegister, Option<Period>), Failure> {
        let period = match &self.period {
            Some(text) => Some(period_of(text, &register, as_of)?),
            None => None,
        };
        if period.is_none() && !consented {
            return Ok((register, period));
        }
        let mut kept: BTreeSet<usize> = match &period {
            Some(period) => keep::of_period(&register, period),
            None => (0..register.people().len()).collect(),
        };
        if consented {
            let (agreed, all) = (keep::consenting(&register, as_of), kept.len());
            kept.retain(|person| agreed.contains(person));
            let without = counted(all - kept.len(), "parent");
            peer.screen.note(&format!(
                "{without} without a current consent to outcome reporting left out"
            ));
        }
        let records = keep::keep(RunRegister::into_inner(register), &kept);
        Ok((RunRegister::new(peer.link(records)), period))
    }

    /// How ids and days are written: unchanged, or changed by the recipient's secret, which is created the first time.
    fn keys(&self, peer: &Peer, directory: &Directory) -> Result<Keys, Failure> {
        let Some(recipient) = &self.recipient else {
            return Ok(Keys::own());
        };
        // The names are today's, even if older records are exported.
        let directory = Directory::open(directory.root())?;
        if !directory.has_identities() {
            return Err(Failure::refused(
                "--for needs a secret that is kept with the names, and the names are not on this computer",
            )
            .help("export on a computer that has the names; `peer explain names` shows how to share them"));
        }
        let id = IdentityId::recipient(recipient);
        let path = directory.path_of(Kind::Identity, id.as_str());
        let known = directory.text(&path)?;
        let secret = match known {
            Some(text) => {
                let known = record::<Identity>(&text)
                    .ok()
                    .and_then(|known| known.secret);
                known.ok_or_else(|| {
                    let message = format!("{} holds no secret", directory.shown(&path));
                    Failure::new(message).help("bring the file back from a backup; if you delete it, a new secret is made and all ids change")
                })?
            }
            None => made(peer, &directory, &path, recipient)?,
        };
        Ok(Keys::of(secret.as_bytes(), self.shift_dates))
    }

    /// Writes the reports as SQL, with what each engine needs to know about the tables.
    fn write_sql(&self, peer: &Peer, folder: &Path) -> Result<Done, Failure> {
        let as_of = self.as_of.day(peer.today)?.unwrap_or(peer.today);
        let directory = peer.directory()?;
        let records = peer.register(&directory, Scope::ALL)?;
        let period = self.period.as_deref().unwrap_or("last-quarter");
        let period = period_of(period, &records, as_of)?;
        let register = Register::new(Records::new(directory.program().clone()));
        let asked = Asked {
            register: &register,
            as_of,
            period: None,
            keys: Keys::own(),
            birth_dates: true,
        };
        let Ok(tables) = empty(&asked);
        let target = peer.target_folder(folder)?;
        let files = sql::files(&tables, &period, as_of);
        for (name, text) in &files {
            target.write(name, text)?;
        }
        target.finish()?;
        let (all, what) = (counted(files.len(), "file"), folder.display());
        peer.screen.say(&format!(
            "wrote {all} of SQL for {}, as of {as_of}, into {what}: `peer explain scale` says how to run them",
            period.label
        ));
        Ok(Done::Yes)
    }
}

/// A new secret, kept with the names.
fn made(
    peer: &Peer,
    directory: &Directory,
    path: &str,
    recipient: &Word,
) -> Result<Box<str>, Failure> {
    let secret: Box<str> = secret()?.into();
    let writer = peer.writer(directory, &Writing::default())?;
    let register = peer.register(directory, Scope::ALL)?;
    let record = Identity {
        secret: Some(secret.clone()),
        ..Identity::default()
    };
    let mut change = Change::default();
    change.create(path, canonical_fields(&record.fields()));
    let done = format!(
        "made a secret for {recipient}, kept with the names: do not delete it, as later exports need it"
    );
    peer.finish(directory, writer.as_ref(), &register, &change, &done)?;
    Ok(secret)
}

/// The tables without rows.
fn empty(asked: &Asked<'_>) -> Result<Vec<Written>, Infallible> {
    let about = About {
        recipient: None,
        consented: false,
    };
    export(asked, &about, &mut |_, _| (), &mut |_: &str, _: &[u8]| {
        Ok(())
    })
}

/// Says what was written, and what is wrong with the records used.
fn tell(peer: &Peer, folder: &Path, tables: &[Written], errors: &[Errors]) {
    let rows: usize = tables.iter().map(|table| table.rows).sum();
    let rows = counted(rows, "row");
    let (what, all) = (folder.display(), counted(tables.len(), "table"));
    peer.screen.say(&format!(
        "wrote {all} with {rows} into {what}: open dictionary.html"
    ));
    for error in errors {
        let found = counted(error.count, "error");
        peer.screen.note(&format!(
            "{found} of `{}` in these records: see `peer check`",
            error.rule
        ));
    }
}

/// The period asked for.
fn period_of(text: &str, register: &Register, as_of: Day) -> Result<Period, Failure> {
    let frame = Frame {
        as_of,
        fiscal_year_starts: register.program().fiscal_year_starts(),
        first_fact: register.records().first_fact(),
    };
    Period::parse(text, &frame).map_err(Failure::new)
}
