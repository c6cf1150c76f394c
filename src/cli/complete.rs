//! Completion of verbs, flags, ids and names. It never prompts, never fails aloud, and reads no more than it must.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};
use clap_complete::env::CompleteEnv;

use super::Cli;
use crate::record::{IdKind, Kind, PersonId};
use crate::register::{Register, fold};
use crate::store::{Directory, Scope, revisions as revisions_of};

/// Answers a shell that asks for completions; false when none asks.
pub fn complete(arguments: &[OsString]) -> bool {
    let folder = std::env::current_dir().ok();
    CompleteEnv::with_factory(Cli::described).try_complete(arguments.iter().cloned(), folder.as_deref()).unwrap_or(true)
}

/// Completes the ids and names of some kinds of record.
pub fn records(kinds: &'static [IdKind]) -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        let typed = typed.to_string_lossy().into_owned();
        directory().map(|directory| matching(&directory, kinds, &typed)).unwrap_or_default()
    })
}

/// Completes ids in the last item of a list with commas.
pub fn record_list(kinds: &'static [IdKind]) -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        let typed = typed.to_string_lossy().into_owned();
        let (before, last) = typed.rsplit_once(',').map_or(("", typed.as_str()), |(before, last)| (before, last));
        let all = directory().map(|directory| matching(&directory, kinds, last)).unwrap_or_default();
        let lead = if before.is_empty() { String::new() } else { format!("{before},") };
        all.into_iter().map(|candidate| candidate.add_prefix(lead.clone())).collect()
    })
}

/// Completes words of the program's vocabulary.
pub fn vocabulary(list: &'static str) -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        let typed = typed.to_string_lossy().into_owned();
        let Some(directory) = directory() else { return Vec::new() };
        let words = directory.program().words_for(list);
        words.into_iter().filter(|word| word.starts_with(&typed)).map(CompletionCandidate::new).collect()
    })
}

/// Completes tags, branches and the days of commits.
pub fn revisions() -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        let typed = typed.to_string_lossy();
        let all = directory().map(|directory| revisions_of(directory.root())).unwrap_or_default();
        let fitting = all.into_iter().filter(|(name, _)| name.starts_with(&*typed));
        fitting.map(|(name, what)| CompletionCandidate::new(name).help(Some(what.into()))).collect()
    })
}

/// Completes a fixed set of words.
pub fn words(words: &'static [&'static str]) -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        let typed = typed.to_string_lossy();
        words.iter().filter(|word| word.starts_with(&*typed)).map(CompletionCandidate::new).collect()
    })
}

/// Completes the names of maps of spreadsheets.
pub fn maps() -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        let typed = typed.to_string_lossy();
        let names = directory().map(|directory| directory.stems(Kind::Intake)).unwrap_or_default();
        names.into_iter().filter(|name| name.starts_with(&*typed)).map(CompletionCandidate::new).collect()
    })
}

/// The directory that the words typed so far would work on.
fn directory() -> Option<Directory> {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let named = arguments.iter().enumerate().rev().find_map(|(at, argument)| {
        let text = argument.to_string_lossy();
        match text.as_ref() {
            "-C" | "--directory" => arguments.get(at + 1).map(PathBuf::from),
            other => other.strip_prefix("--directory=").map(PathBuf::from),
        }
    });
    let named = named.or_else(|| std::env::var_os("PEER_DIR").filter(|folder| !folder.is_empty()).map(PathBuf::from));
    match named {
        Some(folder) => Directory::open(&folder).ok(),
        None => Directory::find(Path::new(".")).ok(),
    }
}

/// The records whose id begins with what was typed, or whose name holds it, with names where they can be read.
fn matching(directory: &Directory, kinds: &[IdKind], typed: &str) -> Vec<CompletionCandidate> {
    let people = kinds.iter().any(|kind| matches!(kind, IdKind::Participant | IdKind::Mentor | IdKind::Person));
    let names = if people { Some(Register::new(directory.read(Scope::of(&[Kind::Identity])).records)) } else { None };
    let wanted = fold(typed);
    let mut found = Vec::new();
    for kind in kinds {
        let folder = match kind {
            IdKind::Participant | IdKind::Person => Kind::Participant,
            IdKind::Mentor => Kind::Mentor,
            IdKind::Case => Kind::Case,
            IdKind::Group => Kind::Group,
            IdKind::Match => Kind::Match,
            IdKind::Session => Kind::Session,
        };
        for id in directory.stems(folder) {
            let name = names.as_ref().zip(id.parse::<PersonId>().ok()).and_then(|(names, id)| names.name(&id));
            let by_name = !wanted.is_empty()
                && name.as_deref().is_some_and(|name| fold(name).split(' ').any(|part| part.starts_with(&wanted)));
            if id.starts_with(typed) || by_name {
                found.push(CompletionCandidate::new(id).help(name.map(Into::into)));
            }
        }
    }
    found
}
