//! What completion works with: the directory, whether names may be shown, and what starts with the typed text.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::Command;
use clap::builder::{FalseyValueParser, TypedValueParser};
use clap_complete::engine::CompletionCandidate;

use crate::cli::settings::Own;
use crate::store::Directory;

/// The items that start with the typed text.
pub(super) fn begun(all: impl Iterator<Item = String>, typed: &str) -> Vec<CompletionCandidate> {
    all.filter(|one| one.starts_with(typed))
        .map(CompletionCandidate::new)
        .collect()
}

/// The directory that the words typed so far would work in.
pub(super) fn directory() -> Option<Directory> {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let named = arguments
        .iter()
        .enumerate()
        .rev()
        .find_map(|(at, argument)| {
            let text = argument.to_string_lossy();
            match text.as_ref() {
                "-C" | "--directory" => arguments.get(at + 1).map(PathBuf::from),
                other => other.strip_prefix("--directory=").map(PathBuf::from),
            }
        });
    let named = named.or_else(|| {
        std::env::var_os("PEER_DIR")
            .filter(|folder| !folder.is_empty())
            .map(PathBuf::from)
    });
    match named {
        Some(folder) => Directory::open(&folder).ok(),
        None => Directory::find(Path::new(".")).ok().or_else(|| {
            let own = Own::read().ok()?.directory()?;
            Directory::open(&own).ok()
        }),
    }
}

/// Whether names may appear next to ids: neither the words typed so far nor the environment forbids it.
pub(super) fn shows_names() -> bool {
    let asked = std::env::args_os().any(|argument| argument == "--no-names");
    let set = std::env::var_os("PEER_NO_NAMES").is_some_and(|value| {
        FalseyValueParser::new()
            .parse_ref(&Command::default(), None, &value)
            .unwrap_or(true)
    });
    // If the settings cannot be read, they may hide names.
    !asked && !set && Own::read().is_ok_and(|own| !own.hides_names())
}
