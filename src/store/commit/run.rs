//! Running git.

use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread;

use super::{GitError, Repository, StoreError};
use crate::store::git::ONLY_OWN;

impl Repository {
    /// Runs git in the repository with a text to read.
    pub(super) fn run(&self, arguments: &[&str], input: &[u8]) -> Result<Output, StoreError> {
        let mut command = Command::new("git");
        if let Some(apart) = &self.apart {
            apart.enter(&mut command);
        }
        go(command, &self.top, arguments, input)
    }
}

/// Runs git in a folder with a text to read.
pub(super) fn run(folder: &Path, arguments: &[&str], input: &[u8]) -> Result<Output, StoreError> {
    go(Command::new("git"), folder, arguments, input)
}

/// Its words are asked for in English: some are looked at.
pub(super) fn go(
    mut command: Command,
    folder: &Path,
    arguments: &[&str],
    input: &[u8],
) -> Result<Output, StoreError> {
    command
        .args(ONLY_OWN)
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .env("LC_ALL", "C")
        .env(SAVING, "1");
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => GitError::NoGit,
        _ => GitError::Failed {
            doing: "start",
            why: error.to_string(),
        },
    };
    let mut child = command.spawn().map_err(failed)?;
    let stdin = child.stdin.take();
    thread::scope(|scope| {
        // Git may answer before it has read all.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input)));
        Ok(child.wait_with_output().map_err(failed)?)
    })
}

/// Told to the hooks of [`Hook`](super::Hook): what is committed was checked already.
pub(super) const SAVING: &str = "PEER_SAVING";

/// What git says, without the line end.
pub(super) fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes)
        .trim_end_matches(['\n', '\r'])
        .to_owned()
}
