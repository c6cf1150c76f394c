use std::path::PathBuf;

use clap::Args;
use sha2::{Digest, Sha256};

use crate::cli::args::{PastDay, Resolve, Writing};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::identity::lacks_identities;
use crate::cli::peer::Peer;
use crate::measure::asking::{Asking, asking};
use crate::record::classes::OutcomeSource;
use crate::record::schema::{Table, quoted};
use crate::record::{Agreement, Day, Kind, Question, Word, counted};
use crate::register::Register;
use crate::render::{Format, Look, render};
use crate::report::question::question;
use crate::store::{Change, Directory, Scope, Target, canonical_fields};

/// Write a question to a court or county: how did these families fare?
///
/// It asks about families that came home, if they agreed to it and you do not know whether they returned. What was
/// asked is kept in `outcomes`, without names; the file is for the court or county and may have names.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer outcome ask county -o ../ask.csv\n  peer outcome ask county --through 2026-09-30 -o ../ask.xlsx\n  \
                        peer explain outcomes                       agreements, and a letter to send with it"
)]
pub struct Ask {
    /// The agreement: the `name` of an `[[agreement]]` of peer.toml
    #[arg(value_name = "AGREEMENT", add = complete::agreements())]
    agreement: Word,
    /// The file to send, .csv or .xlsx, outside of the program's folder
    #[arg(short = 'o', long = "output", value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    output: PathBuf,
    /// The last day to ask about [default: the last day of last month]
    #[arg(long, value_name = "DAY")]
    through: Option<PastDay>,
    #[command(flatten)]
    writing: Writing,
}

impl Ask {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let register = peer.register(&directory, Scope::ALL)?;
        let agreement = self.agreement(peer.today, &register)?;
        let format = self.format()?;
        let target = self.target(&directory, agreement)?;
        let through = self.through.resolve(&peer.today)?;
        let through = through.unwrap_or_else(|| end_of_last_month(peer.today));
        let asking = asking(&register, peer.today, through, agreement);
        let left_out = left_out(&asking, agreement);
        if asking.asked.is_empty() {
            let failure = Failure::refused("there is no family to ask about; nothing was written");
            return Err(failure.help(
                left_out.unwrap_or_else(|| format!("how every family fared is known through {through}")),
            ).help("a family that still comes to sessions counts as known; to change that, see `known_by` in `peer explain outcomes`"));
        }
        let record = Question {
            on: peer.today,
            agreement: agreement.name.clone(),
            source: agreement.source.clone(),
            through,
            fields: agreement.fields.clone(),
            void: None,
            note: None,
            asked: asking.asked,
        };
        let text = canonical_fields(&record.fields());
        let id = id(&record, &text)?;
        let sheet = question(&register, &id, &record, &agreement.to, peer.today);
        let before = target.now();
        if writer.is_some() {
            let file = render(&[sheet], format, &PLAIN).map_err(Failure::new)?;
            target.write(file)?;
        }
        let path = directory.path_of(Kind::Question, id.as_str());
        let mut change = Change::default();
        if directory.text(&path)?.is_none() {
            change.create(path, text);
        }
        let done = format!(
            "made the request {id} to {}: what happened through {through}, for {}",
            agreement.to,
            counted(record.asked.len(), "family")
        );
        let written = peer.finish(&directory, writer.as_ref(), &register, &change, &done);
        if written.is_err() && writer.is_some() {
            target.give_back(before.as_deref());
        }
        written?;
        if let Some(left_out) = left_out {
            peer.screen.note(&left_out);
        }
        if writer.is_some() {
            let file = self.output.display();
            peer.screen.say(&format!(
                "wrote {file}: send it, and when it comes back, type `peer outcome answer FILE`"
            ));
        }
        Ok(Done::Yes)
    }

    /// The format that the name of the file asks for.
    fn format(&self) -> Result<Format, Failure> {
        match Format::of_file(&self.output) {
            Some(format @ (Format::Csv | Format::Xlsx)) => Ok(format),
            _ => Err(Failure::new("the question must be a .csv or .xlsx file")
                .help("for example -o ../ask.csv")),
        }
    }

    /// The agreement, if it is still in force and asks for the consents that it must.
    fn agreement<'r>(&self, today: Day, register: &'r Register) -> Result<&'r Agreement, Failure> {
        let (program, name) = (register.program(), self.agreement.as_str());
        let Some(agreement) = program.agreement(name) else {
            let names: Vec<&str> = program
                .agreement
                .iter()
                .map(|one| one.name.as_str())
                .collect();
            let failure = Failure::new(format!("peer.toml has no agreement `{name}`"));
            return Err(if names.is_empty() {
                failure.help("`peer explain outcomes` has one that you can copy")
            } else {
                failure.help(format!("it is one of {}", quoted(&names)))
            });
        };
        if let Some(expires) = agreement.expires.filter(|expires| *expires < today) {
            return Err(
                Failure::refused(format!("the agreement `{name}` ended on {expires}"))
                    .help("renew it, then correct `expires` in peer.toml"),
            );
        }
        let missing = agreement.missing(program);
        if !missing.is_empty() {
            let missing: Vec<&str> = missing.iter().map(|kind| kind.word()).collect();
            return Err(Failure::refused(format!(
                "the agreement `{name}` does not ask for the consent {}",
                quoted(&missing)
            ))
            .help("add it to `consents` in peer.toml"));
        }
        if program.class::<OutcomeSource>(&agreement.source) != OutcomeSource::Official {
            return Err(Failure::refused(format!(
                "`{}` is not an official source",
                agreement.source
            ))
            .help(
                "correct `source` of the agreement in peer.toml: court-records or county-match",
            ));
        }
        Ok(agreement)
    }

    /// The file to write, which must not be among the records.
    ///
    /// # Errors
    /// It is among them, or would contain names that are not here.
    fn target(&self, directory: &Directory, agreement: &Agreement) -> Result<Target, Failure> {
        if agreement.names_anybody()
            && let Some(folder) = lacks_identities(directory)
        {
            return Err(
                Failure::new(format!("the identities folder {folder} is not here"))
                    .help("make it reachable: the question needs the names of the families"),
            );
        }
        let target = Target::private(&self.output, directory.root())?;
        if target.is_file() {
            Ok(target)
        } else {
            Err(Failure::new(
                "a question may contain names, so it must go to a file",
            ))
        }
    }
}

/// A sheet without colors.
const PLAIN: Look = Look {
    width: None,
    unicode: true,
    colour: false,
};

/// How many parents are left out because they have no consent, and which consent.
fn left_out(asking: &Asking, agreement: &Agreement) -> Option<String> {
    let consents: Vec<&str> = agreement.consents.iter().map(Word::as_str).collect();
    let why = match consents.len() {
        1 => "they have no current consent to",
        _ => "at least one of these consents is missing or has ended:",
    };
    (asking.without_consent > 0).then(|| {
        format!(
            "{} left out: {why} {}",
            counted(asking.without_consent, "parent"),
            quoted(&consents)
        )
    })
}

/// The day before the first of this month.
fn end_of_last_month(today: Day) -> Day {
    let first = Day::new(today.year(), today.month(), 1);
    first.map_or(today, |first| first.plus_days(-1))
}

/// The name of a question: its day and agreement, and letters computed from what it asks. So two laptops that ask
/// different questions on one day have separate files, and the same question has the same name.
fn id(question: &Question, text: &str) -> Result<Word, Failure> {
    const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let digest = Sha256::digest(text.as_bytes());
    let letters = digest.iter().take(5);
    let letters: String = letters
        .map(|byte| char::from(LETTERS[usize::from(byte % 32)]))
        .collect();
    let id = format!("{}-{}-{letters}", question.on, question.agreement);
    id.parse().map_err(Failure::new)
}
