use std::collections::BTreeSet;

use clap::Args;

use super::git::apart::Apart;
use super::git::carry::{Carried, carry};
use super::git::given;
use super::void;
use crate::check::{New, check, perhaps_of, private_in_files};
use crate::cli::args::{Ref, Resolve, Writing};
use crate::cli::complete;
use crate::cli::entries::reason;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::cli::prompt::{self, Prompt};
use crate::record::{IdKind, Kind, ParticipantId, PersonId};
use crate::register::Register;
use crate::store::{
    Change, Directory, MARKER, NamesInGit, Repository, Scope, Writer, names_in_git,
};

/// Forget a person's name, forever
///
/// Deletes names, aliases, phones, addresses and numbers in other systems, here and on every laptop at its next `peer
/// sync`. What was done with the person stays under the id and counts as before. The repository of names starts over
/// without its history, and nothing done so far on this computer can be undone anymore. There is no way back.
///
/// `peer forget` cannot reach backups, exports, printed pages, the history of records that once contained the name, a
/// deleted branch until its host cleans up, and a laptop until it has synced.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer forget p-4f7kq --reason \"asked to be forgotten\" -n    what would be forgotten\n  \
                        peer forget rosa --reason \"asked to be forgotten\"\n  \
                        peer forget p-77x2a --reason \"was never a parent\" --void --yes"
)]
pub struct Forget {
    /// The parent or mentor
    #[arg(value_name = "WHO", add = complete::records(&[IdKind::Participant, IdKind::Mentor]))]
    who: Ref<PersonId>,
    /// Why, without names; it stays in the records
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Also void the record, so that it no longer counts
    #[arg(long)]
    void: bool,
    /// Do not ask
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    writing: Writing,
}

impl Forget {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let register = peer.register(&directory, Scope::ALL)?;
        let whole = peer.whole(&register);
        let who = self.who.resolve(&whole)?;
        let reason = reason(&whole, &self.reason, false)?;
        let ids = files_of(&whole, &who);
        let records = Repository::open(directory.root()).ok();
        let names = match &records {
            Some(records) => Apart::of(&directory, records)?,
            None => None,
        };
        if names.as_ref().is_some_and(|names| names.is_merging) {
            return Err(
                Failure::refused("a merge of names is under way; nothing was forgotten")
                    .help("`peer save` shows what is open and finishes the merge"),
            );
        }
        let change = self.change(peer, &directory, &register, &ids, &reason)?;
        hold_to_texts(peer, &directory, &whole, &ids)?;
        let files = texts(&directory, &whole, &ids)?;
        hold_to_files(&directory, &whole, &ids, &files)?;
        mention_perhaps(peer, &directory, &whole, &ids, &files);
        let shown: Vec<&str> = ids.iter().map(PersonId::as_str).collect();
        let shown = shown.join(", ");
        let Some(writer) = writer else {
            peer.screen
                .answer(format!("would forget who {shown} is:\n"))?;
            let files = change.files().map(|(path, _, now)| {
                let how = if now.is_some() { "write" } else { "remove" };
                format!("  {how} {}\n", directory.shown(path))
            });
            peer.screen.answer(files.collect::<String>())?;
            return Ok(Done::Yes);
        };
        if !self.agreed(peer, &shown)? {
            return Err(Failure::refused("nothing was forgotten"));
        }
        peer.warn_unfinished(&writer.commit_for_good(&change)?);
        writer.forget_traces()?;
        peer.screen.say(&format!(
            "forgot who {shown} is; what was done stays under the id"
        ));
        follow(peer, &directory, &writer, records.as_ref())?;
        Ok(Done::Yes)
    }

    /// What is deleted, recorded and made void.
    fn change(
        &self,
        peer: &Peer,
        directory: &Directory,
        register: &Register,
        ids: &[PersonId],
        reason: &str,
    ) -> Result<Change, Failure> {
        let mut change = Change::default();
        let all: Vec<&str> = ids.iter().map(PersonId::as_str).collect();
        for id in ids {
            let path = directory.path_of(Kind::Identity, id.as_str());
            if let Some(text) = directory.text(&path)? {
                change.remove(path, text);
            }
            if self.void {
                void::make_void(
                    peer,
                    directory,
                    register,
                    (id.as_str(), &all),
                    reason,
                    &mut change,
                )?;
            }
        }
        let quoted = reason.replace('\\', "\\\\").replace('"', "\\\"");
        let why = format!("{{ on = {}, reason = \"{quoted}\" }}", peer.today);
        let lines: Vec<(String, String)> = ids
            .iter()
            .map(|id| (id.as_str().to_owned(), why.clone()))
            .collect();
        let (path, before, now) = directory.with_forgotten(&lines)?;
        match before {
            None => change.create(path, now),
            Some(before) => change.replace(path, before, now),
        }
        Ok(change)
    }

    fn agreed(&self, peer: &Peer, shown: &str) -> Result<bool, Failure> {
        if self.yes {
            return Ok(true);
        }
        if !prompt::possible() {
            return Err(
                Failure::new("this cannot be undone, and there is no terminal to ask on").help(
                    "add --yes to forget without being asked, or -n to see what would be forgotten",
                ),
            );
        }
        Prompt::new(&peer.screen).agrees_to(&format!(
            "Forget who {shown} is, on every laptop? It cannot be undone."
        ))
    }
}

/// All files of a person: all those of the same parent, and the mentor's if they became one.
fn files_of(register: &Register, who: &PersonId) -> Vec<PersonId> {
    let mentors = &register.records().mentors;
    let parent = match who {
        PersonId::Participant(id) => Some(id.clone()),
        PersonId::Mentor(id) => register
            .mentor(id)
            .and_then(|entry| entry.record.participant.clone()),
    };
    let person = parent.as_ref().and_then(|id| register.person(id));
    let mut ids: Vec<PersonId> = match (person, parent) {
        (Some(person), _) => person.ids().cloned().map(PersonId::Participant).collect(),
        (None, parent) => parent.into_iter().map(PersonId::Participant).collect(),
    };
    let is_theirs = |id: &ParticipantId| ids.iter().any(|own| own.as_str() == id.as_str());
    let also: Vec<PersonId> = mentors
        .iter()
        .filter(|entry| entry.record.participant.as_ref().is_some_and(is_theirs))
        .map(|entry| PersonId::Mentor(entry.id.clone()))
        .collect();
    ids.extend(also);
    if !ids.contains(who) {
        ids.push(who.clone());
    }
    ids
}

/// Refuses while a text in the records says who the person is: once the name is forgotten, no one finds it there.
fn hold_to_texts(
    peer: &Peer,
    directory: &Directory,
    register: &Register,
    ids: &[PersonId],
) -> Result<(), Failure> {
    let mut found = check(register, peer.today);
    found.retain(|finding| {
        let is_of = |id: &PersonId| finding.message.contains(&format!("of `{}`", id.as_str()));
        NAMING.contains(&finding.rule) && ids.iter().any(is_of)
    });
    let Some(first) = found.first() else {
        return Ok(());
    };
    let path = directory.shown(&first.place.path);
    Err(Failure {
        findings: found,
        ..Failure::refused("the records say who this is; nothing was forgotten")
    }
    .help(format!(
        "delete it with `peer edit {path}`, and the same in each file, then forget: without the name, no one could find it there"
    )))
}

/// Every file of the records that can say who a person is, and the comments in the identities of others.
fn texts(
    directory: &Directory,
    register: &Register,
    ids: &[PersonId],
) -> Result<Vec<New>, Failure> {
    let sessions = register.records().sessions.iter();
    let mut paths: BTreeSet<String> = sessions.map(|entry| entry.place.path.to_string()).collect();
    paths.insert(MARKER.to_owned());
    for kind in Kind::ALL.iter().copied() {
        let stems = directory.stems(kind);
        paths.extend(stems.iter().map(|stem| directory.path_of(kind, stem)));
    }
    let own: Vec<String> = ids
        .iter()
        .map(|id| directory.path_of(Kind::Identity, id.as_str()))
        .collect();
    let mut files = Vec::new();
    for path in paths.iter().filter(|path| !own.contains(path)) {
        let text = directory.text(path)?.unwrap_or_default();
        let mut file = New::between(path, None, &text);
        if directory.is_identity(path) {
            // The values are another person's own name or address; a comment may be about anyone.
            file.is_file = false;
            for (_, line) in &mut file.lines {
                *line = line.find('#').map_or("", |at| &line[at..]).to_owned();
            }
        }
        files.push(file);
    }
    Ok(files)
}

/// Lists where a first or last name of the person may be: a name that is also a word is only pointed out, but once the
/// name is forgotten, no one finds it there.
fn mention_perhaps(
    peer: &Peer,
    directory: &Directory,
    register: &Register,
    ids: &[PersonId],
    files: &[New],
) {
    let ids: Vec<&str> = ids.iter().map(PersonId::as_str).collect();
    let found = perhaps_of(register, &ids, files);
    if found.is_empty() {
        return;
    }
    let places = found
        .iter()
        .map(|found| format!("\n  {}", given::place(directory, found)));
    peer.screen.note(&format!(
        "a first or last name of this person may be in these places. Look at each now and delete it with `peer edit`: \
         without the name, no one can find it there{}",
        places.collect::<String>()
    ));
}

/// Refuses while a comment, a file name or anything else that no rule reads says who the person is.
fn hold_to_files(
    directory: &Directory,
    register: &Register,
    ids: &[PersonId],
    files: &[New],
) -> Result<(), Failure> {
    let mut found = private_in_files(register, files);
    found.retain(|found| found.what.is_some() && ids.iter().any(|id| id.as_str() == found.of));
    let Some(first) = found.first() else {
        return Ok(());
    };
    let told = given::told(directory, first);
    let way = match first.line {
        Some(_) => format!(
            "delete it with `peer edit {}`, then forget: without the name, no one could find it there",
            directory.shown(&first.path)
        ),
        None => given::way_out(directory, first),
    };
    Err(Failure::refused(format!("{told}; nothing was forgotten")).help(way))
}

/// The rules that find a name where there should not be one.
const NAMING: [&str; 3] = ["name-in-note", "contact-in-note", "name-in-id"];

/// Also forgets in the repository of names and its remote; says what could not be reached.
fn follow(
    peer: &Peer,
    directory: &Directory,
    writer: &Writer<'_>,
    records: Option<&Repository>,
) -> Result<(), Failure> {
    let names = match records {
        Some(records) => Apart::of(directory, records)?,
        None => None,
    };
    if let Some(names) = names.filter(Apart::is_open) {
        names.commit()?;
    }
    let names = match records {
        Some(records) => Apart::of(directory, records)?,
        None => None,
    };
    let kept = names_in_git(directory.root(), &directory.folder(Kind::Identity));
    if let Some(names) = names {
        match carry(peer, directory, writer, &names, &directory.forgotten()?)? {
            Carried::InStep(..) => peer
                .screen
                .say("the names remote starts over without the name"),
            Carried::Alone => {}
            Carried::Away(why) => peer.screen.note(&format!(
                "{why}: it has the name until `peer sync` reaches it"
            )),
        }
    }
    if records.is_some() {
        peer.screen
            .say("after `peer save` and `peer sync`, each other laptop forgets at its next sync");
    }
    if kept == NamesInGit::Kept {
        peer.screen
            .note("names are in git with the records here: the history keeps them, in every copy");
    }
    peer.screen.note(
        "the name stays in: backups, exports and printed pages; the history of records that once contained it; a deleted branch on a host or a stick until `git gc --prune=now` is run there; a laptop until it has synced",
    );
    Ok(())
}
