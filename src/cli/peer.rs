//! What every verb works with: the directory, today, and the screen.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use super::args::{Output, Writing};
use super::failure::{Done, Failure};
use super::pages::{in_words, of_moment};
use super::screen::Screen;
use super::settings::Own;
use crate::check::check;
use crate::record::{Day, Finding, Kind, PersonId, Place, Records, SchemaVersion, Severity};
use crate::register::Register;
use crate::render::render;
use crate::report::Sheet;
use crate::store::{
    Change, Directory, Edit, Proposed, Reading, Scope, StoreError, Writer, compared, revision,
};

/// A register that lasts until the program ends: to free all its memory piece by piece just before would take as long
/// as a report over some years.
pub type RunRegister = ManuallyDrop<Register>;

/// One run of the program.
#[derive(Debug)]
pub struct Peer {
    directory: Option<PathBuf>,
    /// The directory as of a commit, if asked for.
    past: Option<Directory>,
    /// Today: `PEER_TODAY`, else the day of the commit asked for, else the clock.
    pub today: Day,
    /// The screen.
    pub screen: Screen,
    /// Whether it was said that a write is not finished.
    pub(super) is_warned: Cell<bool>,
    /// Whether it was said that the directory is that of the person's own settings.
    pub(super) is_named: Cell<bool>,
    /// The whole command line, for help and man pages.
    pub described: fn() -> clap::Command,
    /// The person's own settings.
    pub own: Own,
}

impl Peer {
    /// Reads `PEER_TODAY` or the clock, and finds the commit asked for.
    ///
    /// # Errors
    /// `PEER_TODAY` is not a day, or the commit does not exist.
    pub fn new(
        directory: Option<PathBuf>,
        screen: Screen,
        at: Option<&str>,
        described: fn() -> clap::Command,
        own: Own,
    ) -> Result<Self, Failure> {
        let mut peer = Self {
            directory,
            past: None,
            today: Day::LAST,
            screen,
            is_warned: Cell::new(false),
            is_named: Cell::new(false),
            described,
            own,
        };
        if let Some(revision) = at {
            peer.past = Some(peer.directory()?.at_revision(revision)?);
        }
        peer.today = match std::env::var("PEER_TODAY") {
            Ok(text) if !text.is_empty() => text.parse().map_err(|error| {
                Failure::new(format!("PEER_TODAY is wrong: {error}"))
                    .help("set it like PEER_TODAY=2026-11-21, or unset it")
            })?,
            _ => peer
                .past
                .as_ref()
                .and_then(Directory::moment)
                .map_or_else(Day::today, |moment| moment.day),
        };
        Ok(peer)
    }

    /// The folder named with `-C` or `PEER_DIR`, if one was.
    #[must_use]
    pub fn named_directory(&self) -> Option<&Path> {
        self.directory.as_deref()
    }

    /// The program's directory.
    ///
    /// # Errors
    /// There is none.
    pub fn directory(&self) -> Result<Directory, Failure> {
        Ok(match (&self.past, &self.directory) {
            (Some(past), _) => past.clone(),
            (None, Some(named)) => Directory::open(named)?,
            (None, None) => match Directory::find(Path::new(".")) {
                Err(StoreError::NoDirectory(_)) if self.own.settings.directory.is_some() => {
                    self.of_own_settings()?
                }
                found => found?,
            },
        })
    }

    /// The records of the kinds in `scope`, linked.
    ///
    /// # Errors
    /// Any of their files has a fault: none is ignored silently.
    pub fn register(&self, directory: &Directory, scope: Scope) -> Result<RunRegister, Failure> {
        self.register_as_of(directory, scope, None)
    }

    /// The records of the kinds in `scope` without facts dated after a day, linked.
    ///
    /// # Errors
    /// As [`Peer::register`].
    pub fn register_as_of(
        &self,
        directory: &Directory,
        scope: Scope,
        as_of: Option<Day>,
    ) -> Result<RunRegister, Failure> {
        self.linked(directory, as_of, |directory| directory.read(scope))
    }

    /// The same for the records that `read` returns.
    ///
    /// # Errors
    /// As [`Peer::register`].
    pub fn linked(
        &self,
        directory: &Directory,
        as_of: Option<Day>,
        read: impl FnOnce(&Directory) -> Reading,
    ) -> Result<RunRegister, Failure> {
        self.finish_interrupted_write(directory)?;
        let reading = read(directory);
        if !reading.findings.is_empty() {
            return Err(faulty(directory, reading.findings));
        }
        let records = match as_of {
            Some(day) => reading.records.as_of(day),
            None => reading.records,
        };
        let register = RunRegister::new(self.link(records));
        let faults: Vec<Finding> = register
            .findings()
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .cloned()
            .collect();
        if faults.is_empty() {
            Ok(register)
        } else {
            Err(faulty(directory, faults))
        }
    }

    /// Links records, with names only if the screen may show them.
    #[must_use]
    pub fn link(&self, records: Records) -> Register {
        self.shown(Register::new(records))
    }

    fn shown(&self, register: Register) -> Register {
        if self.screen.names {
            register
        } else {
            register.names_hidden()
        }
    }

    /// The records of a register with everything void in them, for a person to look at.
    #[must_use]
    pub fn whole(&self, register: &Register) -> RunRegister {
        RunRegister::new(self.shown(Register::whole(register.records().as_read())))
    }

    /// The right to write, unless nothing will be written.
    ///
    /// # Errors
    /// Another process holds the lock.
    pub fn writer<'d>(
        &self,
        directory: &'d Directory,
        writing: &Writing,
    ) -> Result<Option<Writer<'d>>, Failure> {
        if writing.dry_run {
            Ok(None)
        } else {
            Ok(Some(directory.writer()?))
        }
    }

    /// Opens the file of a record for editing.
    ///
    /// # Errors
    /// It cannot be read, or is not TOML.
    pub fn open(
        &self,
        directory: &Directory,
        path: &str,
        section: Option<&str>,
        kind: Kind,
    ) -> Result<Edit, Failure> {
        let text = directory
            .text(path)?
            .ok_or_else(|| Failure::new(format!("the file {} is gone", directory.shown(path))))?;
        Ok(Edit::open(path, &text, section, kind.schema())?)
    }

    /// Opens the file that a record came from for editing.
    ///
    /// # Errors
    /// As [`Peer::open`].
    pub fn open_place(
        &self,
        directory: &Directory,
        place: &Place,
        kind: Kind,
    ) -> Result<Edit, Failure> {
        self.open(directory, &place.path, place.section.as_deref(), kind)
    }

    /// Makes a change, or shows it if nothing should be written. `done` says what was done. A change that breaks a rule
    /// which `register` did not break is refused; a change that makes something doubtful is noted.
    ///
    /// # Errors
    /// The change breaks a rule, or cannot be made; nothing was written then.
    pub fn finish(
        &self,
        directory: &Directory,
        writer: Option<&Writer<'_>>,
        register: &Register,
        change: &Change,
        done: &str,
    ) -> Result<Done, Failure> {
        let Proposed { raised, after } = Proposed::read(directory, register.records(), change)?;
        let change = raised.as_ref().unwrap_or(change);
        if !after.findings.is_empty() {
            return Err(StoreError::Faulty(after.findings).into());
        }
        hold_to_forgotten(directory, register, change)?;
        self.hold_to_rules(register, after.records)?;
        match writer {
            Some(writer) => {
                self.mind_first_name(directory, change);
                self.commit(writer, change)?;
                self.screen.say(done);
                self.tell_raised(raised.is_some());
            }
            None => self.preview(directory, change)?,
        }
        Ok(Done::Yes)
    }

    /// Says if the version of the format was raised.
    pub fn tell_raised(&self, is_raised: bool) {
        if is_raised {
            let SchemaVersion(latest) = SchemaVersion::LATEST;
            self.screen.note(&format!(
                "peer.toml now says `schema = {latest}`: everyone who shares these records needs a `peer` that can read it"
            ));
        }
    }

    /// What is wrong or doubtful in the records as they would be `after` a change, and was not before.
    #[must_use]
    pub fn findings_of(&self, register: &Register, after: Records) -> Vec<Finding> {
        self.findings_between(register, &Register::new(after))
    }

    fn findings_between(&self, register: &Register, after: &Register) -> Vec<Finding> {
        let found = check(after, self.today);
        let known = if found.is_empty() {
            Vec::new()
        } else {
            check(register, self.today)
        };
        let known: BTreeSet<_> = known
            .iter()
            .map(|old| (old.rule, &old.place, &old.message))
            .collect();
        let is_new =
            |finding: &Finding| !known.contains(&(finding.rule, &finding.place, &finding.message));
        found.into_iter().filter(is_new).collect()
    }

    /// Refuses a change that breaks a rule, and notes what the change makes doubtful.
    fn hold_to_rules(&self, register: &Register, after: Records) -> Result<(), Failure> {
        let after = self.link(after);
        let new = self.findings_between(register, &after);
        let (errors, warnings): (Vec<_>, Vec<_>) = new
            .into_iter()
            .partition(|finding| finding.severity == Severity::Error);
        let Some(first) = errors.first() else {
            for warning in warnings {
                let help = warning
                    .help
                    .map_or_else(String::new, |help| format!("; {help}"));
                let message = named(&after, &warning.message);
                self.screen
                    .note(&format!("{message} [{}]{help}", warning.rule));
            }
            return Ok(());
        };
        let mut failure = Failure::refused(format!(
            "{} [{}]; nothing was written",
            first.message, first.rule
        ));
        for other in errors.iter().skip(1) {
            failure = failure.help(format!("also: {} [{}]", other.message, other.rule));
        }
        for help in errors.iter().filter_map(|finding| finding.help.clone()) {
            failure = failure.help(help);
        }
        Err(failure)
    }

    /// Shows what a change would do, without making it.
    ///
    /// # Errors
    /// The answer cannot be written.
    pub fn preview(&self, directory: &Directory, change: &Change) -> Result<(), Failure> {
        let mut text = String::new();
        for (path, before, after) in change.files() {
            let shown = directory.shown(path);
            if !self.screen.names && directory.is_identity(path) {
                text.push_str(&format!(
                    "# would write {shown}, which is not shown as it holds names\n"
                ));
                continue;
            }
            match (before, after) {
                (None, Some(after)) => text.push_str(&format!("# would write {shown}\n{after}")),
                (Some(_), None) => text.push_str(&format!("# would remove {shown}\n")),
                (Some(before), Some(after)) => {
                    text.push_str(&format!("# would change {shown}\n"));
                    for (sign, line) in compared(before, after) {
                        if sign == ' ' {
                            continue;
                        }
                        text.push_str(&format!("{sign}{line}"));
                        if !line.ends_with('\n') {
                            text.push('\n');
                        }
                    }
                }
                (None, None) => {}
            }
        }
        self.screen.answer(&text)
    }

    /// Prints sheets in the format asked for, to stdout or a file.
    ///
    /// # Errors
    /// The format does not fit, or the file cannot be written.
    pub fn show(&self, sheets: &[Sheet], output: &Output) -> Result<Done, Failure> {
        let format = output.format()?;
        let mut look = self.screen.look;
        if output.file().is_some() {
            look.colour = false;
            look.width = None;
            look.unicode = true;
        }
        let words = self
            .directory()
            .map(|directory| directory.program().words.clone());
        let sheets = &*in_words(sheets, &words.unwrap_or_default());
        let answer = match self.past.as_ref().and_then(Directory::moment) {
            Some(moment) => render(&of_moment(sheets, moment), format, &look),
            None => render(sheets, format, &look),
        };
        self.answer(answer.map_err(Failure::new)?, output)?;
        Ok(Done::Yes)
    }

    /// The same program on the records of a commit, on another day.
    ///
    /// # Errors
    /// The commit does not exist.
    pub fn at(&self, revision: &str, today: Day) -> Result<Self, Failure> {
        let past = Some(self.directory()?.at_revision(revision)?);
        Ok(Self {
            directory: self.directory.clone(),
            past,
            today,
            screen: self.screen.clone(),
            is_warned: self.is_warned.clone(),
            is_named: self.is_named.clone(),
            described: self.described,
            own: self.own.clone(),
        })
    }

    /// Where the figures of a sheet come from: the state of the directory in git.
    #[must_use]
    pub fn sources(&self, directory: &Directory) -> Vec<String> {
        let mut sources = Vec::new();
        if let Some(moment) = directory.moment() {
            sources.push(format!("commit {} of {}", moment.short(), moment.day));
        } else if let Some(revision) = revision(directory.root(), &directory.folder(Kind::Identity))
        {
            let state = if revision.dirty {
                ", with changes that are not saved, so no one can verify this"
            } else {
                ""
            };
            sources.push(format!("commit {}{state}", revision.commit));
        }
        sources
    }

    /// Says where a change writes the first name outside of the directory: `peer.toml` may come from a stranger.
    pub fn mind_first_name(&self, directory: &Directory, change: &Change) {
        if let Some(folder) = directory.identities_outside()
            && change.files().any(|(path, ..)| directory.is_identity(path))
            && directory.stems(Kind::Identity).is_empty()
        {
            self.screen.note(&format!(
                "names go to {}, outside of this directory, as peer.toml says",
                folder.display()
            ));
        }
    }
}

/// Refuses to write a forgotten name: every `peer sync` would remove it again.
fn hold_to_forgotten(
    directory: &Directory,
    register: &Register,
    change: &Change,
) -> Result<(), Failure> {
    let paths = register.records().forgotten.iter();
    let mut paths = paths.map(|id| (id, directory.path_of(Kind::Identity, id)));
    let is_written = |path: &str| {
        let mut files = change.files();
        files.any(|(written, _, now)| written == path && now.is_some())
    };
    match paths.find(|(_, path)| is_written(path)) {
        None => Ok(()),
        Some((id, _)) => Err(Failure::refused(format!(
            "the name of {id} was forgotten; nothing was written"
        ))
        .help("if the person comes back, add them as a new person: `peer add participant`")),
    }
}

/// Faulty files, today's or those of the commit asked for.
pub(super) fn faulty(directory: &Directory, findings: Vec<Finding>) -> Failure {
    match directory.moment() {
        Some(moment) => Failure::faulty_then(findings, moment),
        None => Failure::faulty(findings),
    }
}

/// A message with names before the ids of people, if names may be shown.
fn named(register: &Register, message: &str) -> String {
    let parts = message.split('`').enumerate().map(|(at, part)| {
        let id = part.parse::<PersonId>().ok().filter(|_| at % 2 == 1);
        match id.and_then(|id| register.name(&id)) {
            Some(name) => format!("{name} ({part})"),
            None if at % 2 == 1 => format!("`{part}`"),
            None => part.to_owned(),
        }
    });
    parts.collect()
}
