//! The two example programs under `data-examples/`, made from a seed.
//!
//! `cargo test --test examples` makes both stories again and compares them with the files, byte for byte. After a
//! change of a story, or of the canonical form, write the files again and look at the difference:
//!
//! ```sh
//! PEER_REGENERATE=1 cargo test --test examples
//! git diff --stat data-examples
//! ```
//!
//! The same seed gives the same bytes with the version of `fastrand` that `Cargo.lock` names.
//!
//! Both programs, and everyone in them, are invented; today is 2026-11-21 and the last entry a week old. **Saguaro
//! Parent Partners** (`saguaro.rs`) is a program of support groups and mentoring in the desert: 110 families came home
//! since July 2024, 60 of them long enough ago to say what twelve months brought, and one of the 60 was back in court
//! in that time; another came back after the twelve months, another before they were over, one was lost from sight.
//! **Golden Gate Peer Parents** (`golden_gate.rs`) is a program of a city by the sea, in team meetings and committees
//! as much as in groups, for families with a child welfare case or a child on probation. Most of the youth on probation
//! stay at home; in all of San Francisco about 9 % were placed at the end of 2023, and a program for parents sees more
//! of those.
//!
//! The county of Saguaro looks up the families that consent each quarter (`county.rs`): the program knows 41 of the 46
//! parents whose children came home in the federal year 2025. The court of Golden Gate was asked once.
//!
//! Nobody in these stories breaks a rule of the program: what `peer check` finds here is a fault of the story or of the
//! check.

#![cfg(test)]

mod answers;
mod book;
mod city;
mod county;
mod diary;
mod dice;
mod families;
mod figures;
mod golden_gate;
mod golden_gate_mentors;
mod history;
mod life;
mod look_alikes;
mod mentors;
mod names;
mod notes;
mod oddities;
mod pairing;
mod people;
mod probation;
mod requests;
mod saguaro;
mod saguaro_mentors;
mod teamwork;
mod write;

use book::Book;
use peer::record::{Day, EventKind, System};
use peer::store::{Directory, Scope};

/// The map of the sign-in sheets of Saguaro's Wednesday group.
const SIGN_IN: &str = include_str!("saguaro.sign-in.toml");

/// Compares a program with its directory, or writes the directory again; then reads it back.
fn keep(name: &str, book: &Book, open_since: Option<Day>, intake: &[(&str, &str)]) {
    let mut files = write::files(book, open_since);
    files.extend(
        intake
            .iter()
            .map(|(name, map)| (format!("intake/{name}.toml"), (*map).to_owned())),
    );
    let directory = write::directory(name);
    if std::env::var_os("PEER_REGENERATE").is_some() {
        write::replace(&directory, &files);
    }
    let differences = write::differences(&directory, &files);
    assert!(
        differences.is_empty(),
        "{} files of {name} differ; PEER_REGENERATE=1 writes them anew:\n{}",
        differences.len(),
        differences.join("\n")
    );
    let reading = Directory::open(&directory).unwrap().read(Scope::EVERYTHING);
    assert_eq!(reading.findings, []);
    let sessions: Vec<_> = reading
        .records
        .sessions
        .iter()
        .map(|entry| &entry.id)
        .collect();
    assert_eq!(sessions, book.sessions.keys().collect::<Vec<_>>());
    assert_eq!(reading.records.count(), book.count());
}

#[test]
fn saguaro_is_as_its_story_tells() {
    keep(
        "saguaro",
        &saguaro::tell(),
        Some(book::day("2025-07-01")),
        &[("wednesday-sign-in", SIGN_IN)],
    );
}

#[test]
fn of_sixty_families_a_year_after_coming_home_one_was_back_in_court_in_that_year() {
    let told = figures::families(&saguaro::tell(), book::day("2026-11-21"));
    assert_eq!(
        told,
        figures::Families {
            home: 110,
            mature: 60,
            returned: 1,
            returned_later: 1,
            returned_young: 1,
            lost: 1
        }
    );
}

#[test]
fn golden_gate_is_as_its_story_tells() {
    keep("golden-gate", &golden_gate::tell(), None, &[]);
}

#[test]
fn most_youth_on_probation_in_golden_gate_stay_at_home() {
    let book = golden_gate::tell();
    let on_probation = book
        .cases
        .values()
        .filter(|case| case.system == System::Jpd);
    let (away, at_home): (Vec<_>, Vec<_>) = on_probation.partition(|case| {
        let mut events = case.event.iter();
        events.any(|event| event.kind == EventKind::Removed)
    });
    assert_eq!((at_home.len(), away.len()), (45, 29));
}
