//! From a book to files, and from existing files to what is wrong with them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use peer::record::Day;
use peer::store::{Directory, GITATTRIBUTES, GITIGNORE, canonical, pack};

use super::book::Book;

/// The files of a program, by their path in its directory.
pub type Files = BTreeMap<String, String>;

/// Every file of a program; months that ended before a day are packed.
pub fn files(book: &Book, open_since: Option<Day>) -> Files {
    let mut files = Files::new();
    files.insert(".gitattributes".to_owned(), GITATTRIBUTES.to_owned());
    files.insert(".gitignore".to_owned(), GITIGNORE.to_owned());
    files.insert("peer.toml".to_owned(), book.peer_toml.to_owned());
    let mut add = |folder: &str, id: &dyn std::fmt::Display, text: String| {
        files.insert(format!("{folder}/{id}.toml"), text);
    };
    book.participants
        .iter()
        .for_each(|(id, record)| add("participants", id, canonical(record)));
    book.identities
        .iter()
        .for_each(|(id, record)| add("identities", id, canonical(record)));
    book.mentors
        .iter()
        .for_each(|(id, record)| add("mentors", id, canonical(record)));
    book.cases
        .iter()
        .for_each(|(id, record)| add("cases", id, canonical(record)));
    book.groups
        .iter()
        .for_each(|(id, record)| add("groups", id, canonical(record)));
    book.matches
        .iter()
        .for_each(|(id, record)| add("matches", id, canonical(record)));
    book.outcomes
        .iter()
        .for_each(|(id, record)| add("outcomes", id, canonical(record)));
    for (id, record) in &book.sessions {
        add(
            &format!("sessions/{:04}", record.on.year()),
            id,
            canonical(record),
        );
    }
    for (id, record) in &book.answers {
        let folder = format!("answers/{:04}", record.on.year());
        add(&folder, id, canonical(record));
    }
    if let Some(day) = open_since {
        pack_before(&mut files, day);
    }
    files
}

/// Packs what `peer pack --before` would; that works on a directory, so the sessions are temporarily written to one.
fn pack_before(files: &mut Files, day: Day) {
    let folder = tempfile::tempdir().unwrap();
    let is_needed = |path: &&String| path.starts_with("sessions/") || *path == "peer.toml";
    let some: Files = files
        .iter()
        .filter(|(path, _)| is_needed(path))
        .map(|(p, t)| (p.clone(), t.clone()))
        .collect();
    put(folder.path(), &some);
    let packing = pack(&Directory::open(folder.path()).unwrap(), day).unwrap();
    for (path, _, after) in packing.change.files() {
        match after {
            Some(text) => files.insert(path.to_owned(), text.to_owned()),
            None => files.remove(path),
        };
    }
}

/// Where a program's directory is.
pub fn directory(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("data-examples")
        .join(name)
}

/// Makes a directory contain exactly these files.
pub fn replace(directory: &Path, files: &Files) {
    if directory.exists() {
        fs::remove_dir_all(directory).unwrap();
    }
    put(directory, files);
}

fn put(directory: &Path, files: &Files) {
    for (path, text) in files {
        let path = directory.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// How the files of a directory differ from these: missing, different, or additional.
pub fn differences(directory: &Path, files: &Files) -> Vec<String> {
    let mut there = BTreeSet::new();
    walk(directory, directory, &mut there);
    let mut all: Vec<String> = there
        .difference(&files.keys().cloned().collect())
        .map(|p| format!("{p}: extra"))
        .collect();
    for (path, text) in files {
        match fs::read_to_string(directory.join(path)) {
            Ok(found) if found == *text => {}
            Ok(_) => all.push(format!("{path}: different")),
            Err(_) => all.push(format!("{path}: missing")),
        }
    }
    all
}

/// The paths of all files under a folder, except those that `peer` itself keeps in `.peer/`.
fn walk(root: &Path, folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        let name = path
            .strip_prefix(root)
            .unwrap()
            .to_str()
            .unwrap()
            .replace('\\', "/");
        if path.is_dir() && name != ".peer" {
            walk(root, &path, found);
        } else if path.is_file() {
            found.insert(name);
        }
    }
}
