//! A small program for matching: three waiting parents and three mentors, all different.

use crate::common::Home;

/// The tables of an eligible mentor.
const READY: &str = "[own_case]\nclosed = 2023-05-10\noutcome = \"reunified\"\n";
/// A parent's tables: enrolled, and waiting since this day.
const WAITS: &str = "[[enrollment]]\nstart = 2026-07-01\n[[mentor_request]]\non = ";

pub const PROGRAM: &str = "schema = 1\nname = \"Test Program\"\n";

/// The files, in arbitrary order.
pub fn files() -> Vec<(String, String)> {
    let parent = |id: &str, keys: &str, since: &str| {
        (
            format!("participants/p-{id}.toml"),
            format!("{keys}\n{WAITS}{since}\n"),
        )
    };
    let mentor = |id: &str, keys: &str| {
        (
            format!("mentors/m-{id}.toml"),
            format!("joined = 2024-01-01\n{keys}\n{READY}"),
        )
    };
    let name = |id: &str, given: &str, family: &str| {
        (
            format!("identities/{id}.toml"),
            format!("given = \"{given}\"\nfamily = \"{family}\"\n"),
        )
    };
    vec![
        ("peer.toml".into(), PROGRAM.into()),
        mentor(
            "dana1",
            "capacity = 1\narea = \"85705\"\nlanguages = [\"en\", \"es\"]\nexperience = [\"housing\"]",
        ),
        mentor(
            "noor1",
            "capacity = 2\narea = \"85713\"\nlanguages = [\"en\"]",
        ),
        mentor("iris1", "capacity = 2\nlanguages = [\"vi\"]").with("left = 2026-03-01"),
        parent(
            "rosa1",
            "area = \"85705\"\nlanguages = [\"es\"]\nneeds = [\"housing\", \"visitation\"]",
            "2026-10-01",
        ),
        parent(
            "luis1",
            "area = \"85705\"\nlanguages = [\"en\"]\nneeds = [\"housing\"]",
            "2026-08-15",
        ),
        parent("lan11", "languages = [\"vi\"]", "2026-09-01"),
        name("p-rosa1", "Rosa", "Medina"),
        name("p-luis1", "Luis", "Ortega"),
        name("p-lan11", "Lan", "Tran"),
        name("m-dana1", "Dana", "Webb"),
        name("m-noor1", "Noor", "Haugen"),
    ]
}

trait With {
    fn with(self, key: &str) -> Self;
}

impl With for (String, String) {
    fn with(self, key: &str) -> Self {
        (self.0, format!("{key}\n{}", self.1))
    }
}

/// A directory with those files.
pub fn home() -> Home {
    written(files())
}

/// A directory with some files, written in their order.
pub fn written(files: Vec<(String, String)>) -> Home {
    let home = Home::empty();
    for (path, text) in files {
        home.write(&path, text);
    }
    home
}
