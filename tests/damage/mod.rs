//! Damaged files: whatever happens to a file, the program says where it is wrong, and skips nothing.

pub mod harm;
mod quick;
mod typed;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use crate::common::{Home, TODAY, cases, sample};
use harm::{Dice, HARMS, harmed};
use peer::record::period::Frame;
use peer::record::{Day, Kind, Severity};
use peer::register::Register;
use peer::render::findings::{self, Shown};
use peer::render::{Format, Look, render};
use peer::report::query::Query;
use peer::report::{list, show};
use peer::store::{Directory, Scope, locate};

/// How many files are damaged in all.
const TIMES: u64 = 3000;

fn today() -> Day {
    TODAY.parse().unwrap()
}

/// A damaged file of the sample, with what was done to it.
struct Harmed {
    name: String,
    path: &'static str,
    bytes: Vec<u8>,
}

fn times() -> usize {
    usize::try_from(cases(TIMES)).unwrap()
}

fn all() -> impl Iterator<Item = Harmed> {
    (0..times()).map(|at| {
        let (path, text) = sample::FILES[at % sample::FILES.len()];
        let harm = HARMS[(at / sample::FILES.len()) % HARMS.len()];
        let bytes = harmed(harm, text, &mut Dice::new(at as u64));
        Harmed {
            name: format!("{path} after {harm:?}, number {at}"),
            path,
            bytes,
        }
    })
}

/// The findings of `peer check` for the directory, without a process.
fn check(root: &Path) -> (Vec<Shown>, Register) {
    let directory = Directory::open(root).unwrap();
    let reading = directory.read(Scope::ALL);
    let mut all = reading.findings;
    let register = Register::new(reading.records);
    all.extend(peer::check::check(&register, today()));
    let shown = all
        .iter()
        .zip(locate(&directory, &all, usize::MAX).into_iter().flatten())
        .map(|(finding, located)| Shown {
            path: finding.place.path.to_string(),
            line: located.line,
            column: located.column,
            excerpt: located.excerpt,
            severity: finding.severity,
            rule: finding.rule,
            message: finding.message.clone(),
            help: finding.help.clone(),
            count: 1,
        })
        .collect();
    (shown, register)
}

/// Every list and every page about a record.
fn read_all(register: &Register) {
    let frame = Frame {
        as_of: today(),
        fiscal_year_starts: 7,
        first_fact: register.records().first_fact(),
    };
    let look = Look {
        width: Some(100),
        unicode: true,
        colour: false,
    };
    let mut sheets = Vec::new();
    for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Identity) {
        sheets.push(list::list(register, *kind, &Query::default(), &frame, true));
    }
    let records = register.records();
    for entry in &records.participants {
        sheets.extend(show::participant(register, &entry.id, today(), true));
    }
    for entry in &records.mentors {
        sheets.extend(show::mentor(register, &entry.id, today(), true));
    }
    for entry in &records.cases {
        sheets.extend(show::case(register, &entry.id, today(), true));
    }
    for entry in &records.groups {
        sheets.extend(show::group(register, &entry.id, today()));
    }
    for entry in &records.matches {
        sheets.extend(show::pairing(register, &entry.id, today(), true));
    }
    for entry in &records.sessions {
        sheets.extend(show::session(register, &entry.id, today(), true));
    }
    for format in Format::ALL {
        assert!(!render(&sheets, format, &look).unwrap().is_empty());
    }
}

#[test]
fn the_sample_itself_has_no_error() {
    let home = Home::empty();
    sample::write(home.path());
    let (shown, register) = check(home.path());
    let errors: Vec<_> = shown
        .iter()
        .filter(|shown| shown.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert!(register.findings().is_empty(), "{:#?}", register.findings());
    read_all(&register);
}

#[test]
fn every_damage_is_told_with_its_place_and_none_is_a_panic() {
    let home = Home::empty();
    sample::write(home.path());
    let look = Look {
        width: Some(80),
        unicode: true,
        colour: true,
    };
    let (mut faulty, mut whole) = (0, 0);
    for harmed in all() {
        std::fs::write(home.at(harmed.path), &harmed.bytes).unwrap();
        let done = catch_unwind(AssertUnwindSafe(|| {
            let (shown, register) = check(home.path());
            let text = findings::text(&shown, &look);
            assert_eq!(text.is_empty(), shown.is_empty());
            let _ = findings::short(&shown, &look);
            let _ = findings::json(&shown);
            // As in the program, nothing more is read while a file has an error.
            if shown
                .iter()
                .all(|fault| fault.severity == Severity::Warning)
            {
                read_all(&register);
            }
            shown
        }));
        let shown = done.unwrap_or_else(|_| {
            panic!(
                "{}: a panic on {:?}",
                harmed.name,
                String::from_utf8_lossy(&harmed.bytes)
            )
        });
        for fault in &shown {
            let text = std::fs::read(home.at(&fault.path)).unwrap_or_default();
            let lines = text.iter().filter(|byte| **byte == b'\n').count() + 1;
            let named =
                !fault.path.is_empty() && (1..=lines).contains(&fault.line) && fault.column >= 1;
            assert!(
                named && !fault.message.is_empty(),
                "{}: {fault:?}",
                harmed.name
            );
        }
        // Anything no TOML parser can read must be an error of this very file, whatever the others say.
        let is_toml = std::str::from_utf8(&harmed.bytes)
            .is_ok_and(|text| text.parse::<toml::Table>().is_ok());
        let told = shown
            .iter()
            .any(|fault| fault.path == harmed.path && fault.severity == Severity::Error);
        assert!(
            is_toml || told,
            "{}: nothing is told: {shown:?}",
            harmed.name
        );
        if told {
            faulty += 1
        } else {
            whole += 1
        }
        let original = sample::FILES
            .iter()
            .find(|(path, _)| *path == harmed.path)
            .unwrap()
            .1;
        std::fs::write(home.at(harmed.path), original).unwrap();
    }
    assert!(
        faulty > times() / 2 && whole > times() / 50,
        "{faulty} faulty and {whole} whole: the damages are of one kind only"
    );
}

#[test]
fn the_program_itself_refuses_damaged_files_and_names_them() {
    let home = Home::empty();
    sample::write(home.path());
    let readers: [&[&str]; 8] = [
        &["list", "sessions", "--format", "csv"],
        &["show", "p-rosa1"],
        &["report", "unduplicated", "CY2026"],
        &["match", "p-luis1"],
        &["where"],
        &["list", "participants"],
        &["set", "p-rosa1", "area=1", "-n"],
        &["show", "c-first", "--format", "json"],
    ];
    for (at, harmed) in all().step_by(times() / 50).enumerate() {
        std::fs::write(home.at(harmed.path), &harmed.bytes).unwrap();
        let checked = home.run(&["check", "--format", "short"]);
        checked.no_panic(&harmed.name);
        assert!(
            checked.status == 0 || checked.status == 1,
            "{}\n{}",
            harmed.name,
            checked.whole()
        );
        for line in checked
            .stdout
            .lines()
            .filter(|line| line.contains(": error: "))
        {
            let place: Vec<&str> = line.split(':').take(3).collect();
            let numbers = place[1..]
                .iter()
                .all(|number| number.parse::<usize>().is_ok_and(|number| number > 0));
            assert!(
                home.at(place[0]).exists() && numbers,
                "{}\n{line}",
                harmed.name
            );
        }
        let reader = readers[at % readers.len()];
        let read = home.run(reader);
        read.no_panic(&harmed.name);
        let is_of = |folders: &[&str]| folders.iter().any(|folder| harmed.path.starts_with(folder));
        let reads_it = match reader[0] {
            "show" => true,
            "report" => is_of(&["participants/", "sessions/", "peer.toml"]),
            // The file names no one.
            "list" if is_of(&["identities/"]) => !reader.contains(&"sessions"),
            _ => !is_of(&["sessions/"]) || reader.contains(&"sessions"),
        };
        let unreadable = checked.stdout.lines().any(|line| {
            line.starts_with(harmed.path)
                && ["syntax", "unknown-key", "bad-value", "wrong-type"]
                    .iter()
                    .any(|rule| line.ends_with(&format!("[{rule}]")))
        });
        if reader[0] == "where" {
            assert_eq!(read.status, 0, "{}\n{}", harmed.name, read.whole());
        } else if unreadable && reads_it {
            assert!(
                read.status == 2 && read.stderr.contains(harmed.path),
                "{}\n{}",
                harmed.name,
                read.whole()
            );
            assert_eq!(read.stdout, "", "{}", harmed.name);
        } else if unreadable && reader[0] == "report" && !is_of(&["identities/"]) {
            assert!(
                read.status == 0
                    && read
                        .stderr
                        .contains("1 file that this report does not count"),
                "{}\n{}",
                harmed.name,
                read.whole()
            );
        }
        let original = sample::FILES
            .iter()
            .find(|(path, _)| *path == harmed.path)
            .unwrap()
            .1;
        std::fs::write(home.at(harmed.path), original).unwrap();
    }
}
