//! The contents of many files in a commit, from a single git call.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Stdio};
use std::thread;

use crate::store::git::command;
use crate::store::regular::{MOST, too_large};

/// How many bytes are read from git at a time.
const BUFFER: usize = 256 * 1024;

/// A git call that returns one content after another, in the order requested.
pub struct Blobs {
    running: io::Result<(Child, BufReader<ChildStdout>)>,
}

impl Blobs {
    /// Requests contents by object name. [`Blobs::next`] reports those that are missing.
    pub fn open(root: &Path, ids: Vec<String>) -> Self {
        Self {
            running: start(root, ids),
        }
    }

    /// Reads the next content into the start of the buffer and returns its length.
    pub fn next(&mut self, buffer: &mut Vec<u8>) -> io::Result<usize> {
        let (_, from) = self
            .running
            .as_mut()
            .map_err(|error| io::Error::new(error.kind(), error.to_string()))?;
        let mut heading = String::new();
        from.read_line(&mut heading)?;
        let length = heading
            .trim_end()
            .rsplit_once(' ')
            .and_then(|(_, size)| size.parse::<usize>().ok());
        let length = length.ok_or_else(|| {
            io::Error::other(format!("git does not have it: {}", heading.trim_end()))
        })?;
        if length as u64 > MOST {
            io::copy(&mut from.take(length as u64 + 1), &mut io::sink())?;
            return Err(too_large(MOST));
        }
        // A line break follows the content.
        if buffer.len() <= length {
            buffer.resize(length + 1, 0);
        }
        from.read_exact(&mut buffer[..=length])?;
        Ok(length)
    }
}

impl Drop for Blobs {
    fn drop(&mut self) {
        if let Ok((child, _)) = &mut self.running {
            // It has returned everything, or no one is waiting for the rest.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn start(root: &Path, ids: Vec<String>) -> io::Result<(Child, BufReader<ChildStdout>)> {
    let mut child = command(root)
        .args(["cat-file", "--batch", "--buffer"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let (Some(mut to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(io::Error::other("git cannot be talked to"));
    };
    // Written from a separate thread, because git may answer before it has read everything. If git ends early, the
    // remaining requests are lost, and the reader gets an error.
    thread::spawn(move || drop(to.write_all((ids.join("\n") + "\n").as_bytes())));
    Ok((child, BufReader::with_capacity(BUFFER, from)))
}
