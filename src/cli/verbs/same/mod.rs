mod child;
mod decide;
mod spreadsheet;

use std::path::{Path, PathBuf};

use clap::Args;

use self::decide::{Decided, Decision};
use crate::cli::args::{Naming, Output, Ref, Writing, is_stdout};
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::cli::people::{participant, participant_label};
use crate::cli::prompt::{self, Item, Prompt};
use crate::record::{ChildRef, ParticipantId};
use crate::register::Register;
use crate::render::{Format, render};
use crate::report::matching::Voice;
use crate::report::same as sheet;
use crate::same::{Alike, children, pairs};
use crate::store::{Directory, Scope, Target};

/// Find people who were entered twice, and decide who is the same person
///
/// If you give no names, lists possible duplicates, the most likely first, with reasons for and against; with
/// --ask, asks you about each pair. If you give two parents, marks them as the same person; add --not if they are
/// different people, or --later if it is not clear yet. No record is deleted or combined: a decision only
/// adds one line to a record.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer same                              possible duplicates, and why\n  \
                        peer same --ask                        decide pair by pair\n  \
                        peer same p-4f7kq p-77x2a              the same person\n  \
                        peer same --not p-4f7kq p-77x2a        different people: not asked again\n  \
                        peer same --later p-4f7kq p-77x2a      not clear: reports give a range\n  \
                        peer same c-2d8nv/a c-7hq2m/b          the same child, in two cases\n  \
                        peer same --csv-out pairs.csv          fill in `decision`: same, not or later\n  \
                        peer same --csv-in pairs.csv           enters your decisions, all or none\n  \
                        peer undo                              undoes the last decision\n\n\
                        `peer explain same` shows how pairs are found."
)]
pub struct Same {
    /// A parent, or a child of a case such as c-2d8nv/a
    #[arg(value_name = "WHO", requires = "other")]
    who: Option<Ref<ParticipantId>>,
    /// The parent who may be the same person
    #[arg(value_name = "OTHER")]
    other: Option<Ref<ParticipantId>>,
    /// They are two people
    #[arg(long, requires = "other", conflicts_with = "later")]
    not: bool,
    /// It is not clear yet
    #[arg(long, requires = "other")]
    later: bool,
    /// Ask about each pair: same, not, later
    #[arg(long, conflicts_with_all = ["who", "csv_out", "csv_in"])]
    ask: bool,
    /// Write the pairs to FILE, to be decided in a spreadsheet; `-` is the screen
    #[arg(long, value_name = "FILE", conflicts_with_all = ["who", "csv_in"], value_hint = clap::ValueHint::FilePath)]
    csv_out: Option<PathBuf>,
    /// Enter all decisions from FILE; enters none if one is wrong
    #[arg(long, value_name = "FILE", conflicts_with = "who", value_hint = clap::ValueHint::FilePath)]
    csv_in: Option<PathBuf>,
    #[command(flatten)]
    writing: Writing,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    naming: Naming,
}

impl Same {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        match (&self.who, &self.other, &self.csv_in) {
            (Some(who), Some(other), _) => self.two(peer, who, other),
            (_, _, Some(file)) => self.read(peer, file),
            _ if self.ask => self.ask(peer),
            _ => self.list(peer),
        }
    }

    /// Whether it is only a question.
    pub(super) fn reads(&self) -> bool {
        self.who.is_none() && self.csv_in.is_none() && !self.ask
    }

    fn two(
        &self,
        peer: &Peer,
        who: &Ref<ParticipantId>,
        other: &Ref<ParticipantId>,
    ) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let register = peer.register(&directory, Scope::PEOPLE)?;
        let decision = match (self.not, self.later) {
            (true, _) => Decision::Not,
            (_, true) => Decision::Later,
            _ => Decision::Same,
        };
        if let (Some(one), Some(other)) = (child(who), child(other)) {
            let pair = [&one, &other];
            let (change, done) = child::decided(peer, &directory, &register, decision, pair)?;
            return peer.finish(&directory, writer.as_ref(), &register, &change, &done);
        }
        let mut decided = Decided::new(peer, &directory, &register);
        let (who, other) = (record(&register, who)?, record(&register, other)?);
        decided.take(decision, &who, &other)?;
        let (change, done) = decided.finish();
        peer.finish(&directory, writer.as_ref(), &register, &change, &done)
    }

    fn read(&self, peer: &Peer, file: &Path) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let register = peer.register(&directory, Scope::PEOPLE)?;
        let mut decided = Decided::new(peer, &directory, &register);
        spreadsheet::read(file, &mut decided)?;
        let (change, done) = decided.finish();
        if change.is_empty() {
            peer.screen.say("nothing was decided");
            return Ok(Done::Yes);
        }
        peer.finish(&directory, writer.as_ref(), &register, &change, &done)
    }

    fn list(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let register = peer.register(&directory, Scope::PEOPLE)?;
        needs_names(&directory)?;
        let all = pairs(&register);
        if let Some(file) = &self.csv_out {
            let sheet = sheet::decisions(&register, &all, peer.today);
            let text = render(&[sheet], Format::Csv, &peer.screen.look).map_err(Failure::new)?;
            if is_stdout(file) {
                peer.screen.answer(&text)?;
                return Ok(Done::Yes);
            }
            Target::private(file, directory.root())?.write(&text)?;
            peer.screen.say(&format!(
                "wrote {}; fill in `decision`, then `peer same --csv-in {0}`",
                file.display()
            ));
            return Ok(Done::Yes);
        }
        let format = self.output.format()?;
        let voice = Voice {
            names: peer.names(&directory, &self.output, self.naming)?,
            exact: matches!(format, Format::Csv | Format::Json),
        };
        let mut sheets = vec![sheet::pairs(&register, &all, peer.today, voice)];
        let children = children(&register);
        if !children.is_empty() {
            sheets.push(sheet::children(&register, &children, peer.today, voice));
        }
        peer.show(&sheets, &self.output)
    }

    /// Asks about each open pair, and writes the decisions when all are made or someone stops.
    fn ask(&self, peer: &Peer) -> Result<Done, Failure> {
        if !prompt::possible() {
            return Err(Failure::new("there is no terminal to ask on")
                .help("`peer same` lists the pairs; `peer same ID OTHER` decides one"));
        }
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let register = peer.register(&directory, Scope::PEOPLE)?;
        needs_names(&directory)?;
        let mut decided = Decided::new(peer, &directory, &register);
        let waiting = pairs(&register);
        for pair in waiting.iter().filter(|pair| !pair.relatives && !pair.later) {
            if decided.is_settled(&pair.one, &pair.other) {
                continue;
            }
            match asked(peer, &register, pair)? {
                Some(Some(decision)) => decided.take(decision, &pair.one, &pair.other)?,
                Some(None) => {}
                None => break,
            }
        }
        let (change, done) = decided.finish();
        if change.is_empty() {
            peer.screen.say("nothing was decided");
            return Ok(Done::Yes);
        }
        peer.finish(&directory, writer.as_ref(), &register, &change, &done)
    }
}

/// The child of a case, such as `c-2d8nv/a`.
fn child(who: &Ref<ParticipantId>) -> Option<ChildRef> {
    match who {
        Ref::Typed(text) => text.parse().ok(),
        Ref::Known(_) => None,
    }
}

/// The exact record meant, because two records of one person can be separated.
fn record(register: &Register, who: &Ref<ParticipantId>) -> Result<ParticipantId, Failure> {
    match who {
        Ref::Typed(text) => participant(register, text),
        Ref::Known(id) => Ok(id.clone()),
    }
}

/// What someone answers about a pair; empty if it is left open, `None` to stop asking.
fn asked(
    peer: &Peer,
    register: &Register,
    pair: &Alike,
) -> Result<Option<Option<Decision>>, Failure> {
    let mut question = format!(
        "{} and {}: {}",
        participant_label(register, &pair.one),
        participant_label(register, &pair.other),
        pair.reasons.join("; ")
    );
    if !pair.against.is_empty() {
        question.push_str(&format!("; but {}", pair.against.join("; ")));
    }
    let items = [
        Item::named("same: one person"),
        Item::named("not: two people"),
        Item::named("later: not clear yet"),
        Item::named("stop here, and write what was decided"),
    ];
    let answer = Prompt::new(&peer.screen).choose_or_leave(&question, &items, 0)?;
    Ok(match answer {
        Some(0) => Some(Some(Decision::Same)),
        Some(1) => Some(Some(Decision::Not)),
        Some(2) => Some(Some(Decision::Later)),
        Some(_) => None,
        None => Some(None),
    })
}

/// Refuses to look for pairs if there are no names to compare.
fn needs_names(directory: &Directory) -> Result<(), Failure> {
    if directory.has_identities() {
        return Ok(());
    }
    Err(Failure::new(
        "the identities folder is not on this computer, and people are compared by name",
    )
    .help("make it reachable; `peer same ID OTHER` decides without it"))
}
