use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use clap::Args;

use super::git::apart::{ALONE, Apart};
use super::git::check::errors;
use super::git::conflicts::all_decided;
use super::git::files::Files;
use super::git::given;
use super::git::words;
use crate::check::{InMessage, private_in_message};
use crate::cli::args::Writing;
use crate::cli::failure::{Done, Failure};
use crate::cli::joining::{CONCLUDED, Months};
use crate::cli::peer::{Peer, RunRegister};
use crate::record::{Finding, Kind, counted};
use crate::register::Register;
use crate::store::{Change, Changed, Directory, Head, NamesInGit, Repository, Scope, names_in_git};

/// Save your changes in git
///
/// Checks all records first, then saves your records and rules, with a short description of what changed. Other files
/// in the folder are not saved. Names are saved separately (`peer explain names`). If a note or other text has a full
/// name, a phone number, an address or another agency's case number, `peer save` stops. If a word in a note could be a
/// name, `peer save` warns you once, and saves.
///
/// If a sync asked you to choose between two versions, choose first (`peer edit`); `peer save` then finishes the sync.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer save\n  peer save -m \"Records of the October retreat\"\n  peer save -n              what would be saved, and how it is described"
)]
pub struct Save {
    /// What changed, in your own words, without names of people
    #[arg(short = 'm', long, value_name = "TEXT")]
    message: Option<String>,
    /// Save even if records have errors, or if your description seems to include a name
    #[arg(long)]
    anyway: bool,
    /// Save names in git too, together with the records: no one can ever remove them from git
    #[arg(long)]
    with_names: bool,
    #[command(flatten)]
    writing: Writing,
}

impl Save {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let repository = Repository::open(directory.root())?;
        let head = repository.head()?;
        let _writer = peer.writer(&directory, &self.writing)?;
        let mut files = self.files(&repository, &directory)?;
        files.without_staged_names(&directory)?;
        let names = Apart::of(&directory, &repository)?;
        if let Some(names) = &names {
            names.all_decided(peer, &directory)?;
        }
        let names = names.filter(Apart::is_open);
        let is_merging = matches!(head, Head::Merging(_));
        if is_merging {
            if settled(
                peer,
                &directory,
                &repository,
                self.anyway,
                self.writing.dry_run,
            )? {
                if self.writing.dry_run {
                    peer.screen
                        .answer("would first merge the packed months by content\n")?;
                    return Ok(Done::Yes);
                }
                files = self.files(&repository, &directory)?;
            }
            all_decided(peer, &directory, &repository, &files)?;
        }
        let has_records = is_merging || !files.own.is_empty();
        if !has_records && names.is_none() {
            mention(peer, &directory, &repository, &files, self.writing.dry_run)?;
            peer.screen.say(match files.ignored.is_empty() {
                true => "nothing to save: nothing changed since the last commit",
                false => "nothing to save but what git ignores",
            });
            return Ok(Done::Yes);
        }
        hold_to_rules(peer, &directory, self.anyway)?;
        repository.has_author()?;
        let change = change_of(&repository, &directory, &files.own)?;
        let typed = self
            .message
            .as_deref()
            .map(str::trim)
            .filter(|text| !text.is_empty());
        let how = (self.anyway, self.writing.dry_run);
        let said = hold_to_privacy(peer, &directory, &change, typed, how)?;
        if let Some(names) = &names {
            names.save(peer, self.writing.dry_run)?;
        }
        if !has_records {
            if !self.writing.dry_run {
                let _ = mention(peer, &directory, &repository, &files, false);
            }
            return Ok(Done::Yes);
        }
        let message = message(&directory, &change, typed, is_merging);
        if self.writing.dry_run {
            return preview(peer, &files.own, &message);
        }
        commit(peer, &directory, &repository, &files, &message, is_merging)?;
        directory.mention(&said);
        Ok(Done::Yes)
    }

    /// The changed files; those with names are among the program's own if they are to be saved.
    fn files(&self, repository: &Repository, directory: &Directory) -> Result<Files, Failure> {
        let mut files = Files::of(repository, directory)?;
        if self.with_names {
            let folder = directory.folder(Kind::Identity);
            let is_ignored = names_in_git(directory.root(), &directory.folder(Kind::Identity))
                == NamesInGit::Ignored;
            if files.private.is_empty() && is_ignored {
                return Err(Failure::refused(format!(
                    "git ignores {}: it cannot be saved",
                    directory.shown(&folder)
                ))
                .help(format!(
                    "delete the line for `{folder}` from .gitignore first; names stay in git forever"
                )));
            }
            files.own.append(&mut files.private);
        }
        Ok(files)
    }
}

/// Commits the records, and says so.
fn commit(
    peer: &Peer,
    directory: &Directory,
    repository: &Repository,
    files: &Files,
    message: &str,
    is_merging: bool,
) -> Result<Done, Failure> {
    let commit = if is_merging {
        repository.conclude(&files.own, message)?
    } else {
        repository.commit(&files.own, message)?
    };
    // It is saved, even if nothing can be said about other files.
    let _ = mention(peer, directory, repository, files, false);
    peer.screen.say(&format!(
        "saved as {commit}: {}",
        message.lines().next().unwrap_or_default()
    ));
    // What a person decided in a merge is listed in full: a session may have disappeared along with the markers.
    message
        .lines()
        .skip(2)
        .filter(|_| is_merging)
        .for_each(|line| peer.screen.say(line));
    Ok(Done::Yes)
}

/// Shows what would be saved, and the message.
fn preview(peer: &Peer, own: &[Changed], message: &str) -> Result<Done, Failure> {
    let paths = own.iter().map(|changed| format!("  {}\n", changed.path));
    peer.screen.answer(format!(
        "would save {}:\n{}as: {}\n",
        counted(own.len(), "file"),
        paths.collect::<String>(),
        message.trim_end()
    ))?;
    Ok(Done::Yes)
}

/// What the commit is about, and what changed, in the words of the records.
fn message(
    directory: &Directory,
    change: &Change,
    typed: Option<&str>,
    is_merging: bool,
) -> String {
    let phrases = words::phrases(directory, change);
    let body = words::body(&phrases);
    let first = match (typed, is_merging) {
        (Some(text), _) => text.to_owned(),
        (None, true) => format!("{CONCLUDED} others"),
        (None, false) => return words::message(&phrases),
    };
    if body.is_empty() {
        first
    } else {
        format!("{first}\n\n{body}")
    }
}

/// Merges the months that one side packed or unpacked as `peer sync` does; returns whether there were any.
fn settled(
    peer: &Peer,
    directory: &Directory,
    repository: &Repository,
    anyway: bool,
    dry_run: bool,
) -> Result<bool, Failure> {
    let Some(commits) = repository.merging()? else {
        return Ok(false);
    };
    let months = Months::of(peer, directory, repository, &commits)?;
    if !anyway {
        months.hold_back(directory, "to keep it: `peer save --anyway`")?;
    }
    months.write_resolved(peer, directory, repository, dry_run)
}

/// Refuses records with errors; a conflict that git left is always refused.
fn hold_to_rules(peer: &Peer, directory: &Directory, anyway: bool) -> Result<(), Failure> {
    let errors = errors(peer, directory)?;
    let open: Vec<Finding> = errors
        .iter()
        .filter(|finding| finding.rule == "merge-conflict")
        .cloned()
        .collect();
    if let Some(first) = open.first() {
        let path = directory.shown(&first.place.path);
        let message = format!(
            "{} still to decide; nothing was saved",
            counted(open.len(), "conflict")
        );
        return Err(Failure {
            findings: open,
            ..Failure::refused(message)
        }
        .help(format!(
            "keep the right lines with `peer edit {path}`, delete the markers, then `peer save`"
        )));
    }
    if errors.is_empty() {
        return Ok(());
    }
    let message = format!("the records have {}", counted(errors.len(), "error"));
    if anyway {
        peer.screen.note(&format!("{message}; saved anyway"));
        return Ok(());
    }
    Err(Failure {
        findings: errors,
        ..Failure::refused(format!("{message}; nothing was saved"))
    }
    .help("fix them with `peer edit FILE`, or save anyway with --anyway"))
}

/// Refuses what belongs only in identities: in new lines of files, and in a typed message. Returns the warnings given,
/// to be recorded once the change is saved.
fn hold_to_privacy(
    peer: &Peer,
    directory: &Directory,
    change: &Change,
    message: Option<&str>,
    (anyway, dry_run): (bool, bool),
) -> Result<Vec<String>, Failure> {
    let files = given::new_in(directory, change);
    let (found, said) = given::sure_in(peer, directory, &files, !dry_run);
    given::refuse(directory, &found, "nothing was saved")?;
    let Some(text) = message else {
        return Ok(said);
    };
    if !directory.has_identities() {
        peer.screen
            .note("identities are not on this computer, so `peer` cannot check whether the message contains a name");
    }
    let paths: Vec<&str> = change.files().map(|(path, ..)| path).collect();
    let register = RunRegister::new(Register::new(directory.read(Scope::ALL).records));
    let (what, is_sure) = match private_in_message(&register, text, &paths) {
        Some(InMessage::Sure(what, of)) => (format!("the {what} of `{of}`"), true),
        Some(InMessage::Likely(of)) => (format!("what may be a name of `{of}`"), false),
        Some(InMessage::Shaped(what)) => (format!("what looks like {what}"), false),
        None => return Ok(said),
    };
    if anyway && !is_sure {
        peer.screen
            .note(&format!("the message contains {what}; saved anyway"));
        return Ok(said);
    }
    let way = if is_sure {
        ""
    } else {
        "; if it is not a name, save with --anyway"
    };
    Err(
        Failure::refused(format!("the message contains {what}; nothing was saved")).help(format!(
            "leave it out or write an id: the history keeps it forever{way}"
        )),
    )
}

/// The change that would be saved, as texts by their paths from the root of the directory.
fn change_of(
    repository: &Repository,
    directory: &Directory,
    own: &[Changed],
) -> Result<Change, Failure> {
    // Git takes long to look for what no commit has, so it is asked only for what it knows. A file that someone removed
    // from git and kept is both removed and unknown.
    let known = own
        .iter()
        .filter(|changed| !changed.is_untracked() && !changed.is_new());
    let known: Vec<String> = known.map(|changed| changed.path.clone()).collect();
    let before = if repository.has_commit()? && !known.is_empty() {
        repository.committed(&known)?
    } else {
        vec![None; known.len()]
    };
    let mut before: HashMap<String, Option<String>> = known.into_iter().zip(before).collect();
    let paths: BTreeSet<&str> = own.iter().map(|changed| changed.path.as_str()).collect();
    let files: Vec<(&str, Cow<'_, str>)> = paths
        .into_iter()
        .filter_map(|path| Some((path, repository.from_root(path)?)))
        .collect();
    // A file that is not text has no words.
    let now = directory.texts(files.iter().map(|(_, relative)| &**relative));
    let mut change = Change::default();
    for ((path, relative), now) in files.into_iter().zip(now) {
        match (before.remove(path).flatten(), now) {
            (Some(before), Some(now)) => change.replace(relative, before, now),
            (Some(before), None) => change.remove(relative, before),
            (None, Some(now)) => change.create(relative, now),
            (None, None) => {}
        }
    }
    Ok(change)
}

/// Says what was left out.
fn mention(
    peer: &Peer,
    directory: &Directory,
    repository: &Repository,
    files: &Files,
    dry_run: bool,
) -> Result<(), Failure> {
    let staged = files
        .foreign
        .iter()
        .filter(|changed| changed.is_staged())
        .count();
    if staged > 0 {
        let other = if staged == 1 {
            "other file"
        } else {
            "other files"
        };
        peer.screen.note(&format!(
            "{staged} {other} staged for a commit: left as you had it"
        ));
    }
    if let Some(first) = files.ignored.first() {
        let path = repository.in_directory(first).unwrap_or(first);
        peer.screen.note(&format!(
            "git ignores {} of the program, such as {path}, so `peer save` cannot save them; `git check-ignore -v {path}` shows the line to delete",
            counted(files.ignored.len(), "file")
        ));
    }
    let private = files.private.len();
    if dry_run {
        return Ok(());
    }
    if let Some(names) = Repository::of_names(directory)? {
        if names.names_remote()?.is_none() && directory.reminds(peer.today) {
            peer.screen.note(ALONE);
        }
    } else if private > 0 && directory.reminds(peer.today) {
        let stay = if private == 1 { "stays" } else { "stay" };
        let way = if repository.keeps_names(directory, "HEAD")? {
            "`peer save --with-names` saves new ones too"
        } else {
            "`peer git setup` makes git ignore them; make your own backup"
        };
        peer.screen.note(&format!(
            "{} with names {stay} out of git: {way}",
            counted(private, "file")
        ));
    }
    Ok(())
}
