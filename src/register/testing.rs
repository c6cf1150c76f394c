//! Registers for tests, built from the texts of files.

use super::Register;
use crate::record::schema::Table;
use crate::record::{Day, Entry, Place, Records, read};

/// The register of a directory with these files, each given by its path from the root, such as `participants/p-a.toml`,
/// and its text. Without `peer.toml` the program is called `Test`.
///
/// # Panics
/// Panics if a text is faulty, or a path is not that of a record; the message says how.
pub fn register(files: &[(&str, &str)]) -> Register {
    let program = files
        .iter()
        .find(|(path, _)| *path == "peer.toml")
        .map_or("schema = 1\nname = \"Test\"\n", |(_, t)| t);
    let mut records = Records::new(parsed("peer.toml", program));
    for (path, text) in files.iter().filter(|(path, _)| *path != "peer.toml") {
        match path.split('/').next() {
            Some("participants") => add(path, text, &mut records.participants),
            Some("mentors") => add(path, text, &mut records.mentors),
            Some("identities") => add(path, text, &mut records.identities),
            Some("cases") => add(path, text, &mut records.cases),
            Some("groups") => add(path, text, &mut records.groups),
            Some("matches") => add(path, text, &mut records.matches),
            Some("answers") => add(path, text, &mut records.answers),
            Some("surveys") => add(path, text, &mut records.surveys),
            Some("outcomes") => add(path, text, &mut records.outcomes),
            Some("sessions") => add(path, text, &mut records.sessions),
            _ => panic!("{path} is not the path of a record"),
        }
    }
    Register::new(records)
}

/// A day, written like `2026-11-14`.
///
/// # Panics
/// Panics if the calendar has no such day.
pub fn day(text: &str) -> Day {
    text.parse().unwrap_or_else(|message| panic!("{message}"))
}

fn add<I: std::str::FromStr<Err = String> + Ord, T: Table>(
    path: &str,
    text: &str,
    into: &mut Vec<Entry<I, T>>,
) {
    let stem = path
        .rsplit('/')
        .next()
        .and_then(|name| name.strip_suffix(".toml"));
    let stem = stem.unwrap_or_else(|| panic!("{path} does not end in .toml"));
    let id = stem
        .parse()
        .unwrap_or_else(|message| panic!("{path}: {message}"));
    into.push(Entry {
        id,
        place: Place::file(path),
        record: parsed(path, text),
    });
    into.sort_by(|a, b| a.id.cmp(&b.id));
}

fn parsed<T: Table>(path: &str, text: &str) -> T {
    read::record(text).unwrap_or_else(|faults| panic!("{path}: {faults:#?}"))
}
