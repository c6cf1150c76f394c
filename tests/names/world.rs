//! Two laptops with a remote for the records and one for names.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::merging::laptops::Office;

/// A program that `ana` works on, with a remote for the records and next to it an empty one for names.
pub fn begun() -> Office {
    let office = Office::new();
    office.ok("ana", &["init", ".", "--name", "Test"]);
    office.ok("ana", &["git", "setup"]);
    office.git(
        ".",
        &[
            "init",
            "--quiet",
            "--bare",
            "--initial-branch=main",
            "names.git",
        ],
    );
    office
}

/// The same with two parents, and the laptop of `ben`, which has the records and the names.
pub fn two() -> Office {
    let office = begun();
    add(&office, "ana", "Rosa Medina", "p-rosa");
    add(&office, "ana", "Luis Ortega", "p-luis");
    office.ok("ana", &["save"]);
    office.git("ana", &["push", "--quiet", "-u", "origin", "main"]);
    office.ok("ana", &["git", "setup", "--names", "../names.git"]);
    join(&office, "ben");
    office
}

/// A clone of the records, with the names.
pub fn join(office: &Office, who: &str) {
    office.clone(who);
    office.ok(who, &["git", "setup", "--names", "../names.git"]);
}

pub fn add(office: &Office, who: &str, name: &str, id: &str) {
    let asked = [
        "add",
        "participant",
        name,
        "--id",
        id,
        "--enroll",
        "2026-01-15",
    ];
    office.ok(who, &asked);
}

/// Saves and syncs.
pub fn round(office: &Office, who: &str) -> String {
    let saved = office.ok(who, &["save"]);
    saved + &office.ok(who, &["sync"])
}

/// Every object of a repository, one after the other.
pub fn objects(office: &Office, folder: &str) -> String {
    let asked = ["cat-file", "--batch-all-objects", "--batch", "--unordered"];
    office.git(folder, &asked)
}

/// Every object that a ref of a repository reaches, one after the other.
pub fn reached(office: &Office, folder: &str) -> String {
    let all = "alias.all=!git rev-list --objects --all | cut -d' ' -f1 | git cat-file --batch";
    office.git(folder, &["-c", all, "all"])
}

/// The names that a laptop shows.
pub fn shown(office: &Office, who: &str) -> String {
    office.ok(who, &["list", "participants", "--names"])
}

/// Where a text is found on a laptop or in a remote: in any object of its repositories, or in any other file.
pub fn found(office: &Office, folder: &str, text: &str) -> Vec<String> {
    found_any(office, folder, &BTreeSet::from([text.to_owned()]))
}

/// The same for any of several texts.
pub fn found_any(office: &Office, folder: &str, texts: &BTreeSet<String>) -> Vec<String> {
    let mut places = Vec::new();
    let mut look = |place: &str, all: &str| {
        let found = texts.iter().filter(|text| all.contains(text.as_str()));
        places.extend(found.map(|text| format!("{text} in {place}")));
    };
    for repository in [folder.to_owned(), format!("{folder}/identities")] {
        let git = office.at(&repository);
        if git.join(".git").exists() || git.join("HEAD").exists() {
            look(
                &format!("an object of {repository}"),
                &objects(office, &repository),
            );
        }
    }
    for (name, bytes) in all_files(&office.at(folder)) {
        look(&name, &String::from_utf8_lossy(&bytes));
    }
    places
}

/// Every file under a folder, including those that `peer` and git keep for themselves.
fn all_files(root: &Path) -> Vec<(String, Vec<u8>)> {
    let (mut files, mut folders) = (Vec::new(), vec![root.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push((path.display().to_string(), fs::read(&path).unwrap()));
            }
        }
    }
    files
}

/// The two laptops of `two` again, in a new place.
pub fn again(office: &Office) -> Office {
    let again = office.again();
    let names = again.at("names.git").display().to_string();
    for who in ["ana", "ben"] {
        let folder = format!("{who}/identities");
        again.git(&folder, &["remote", "set-url", "origin", &names]);
    }
    again
}
