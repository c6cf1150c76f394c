//! How long it takes to read a program and to count the people it served.
//!
//! `cargo bench --bench reading` makes programs in a temporary folder and prints processor time (user and system, all
//! threads) and wall time, the least of several runs:
//!
//! - small: 200 participants and 5,000 sessions;
//! - large: 2,000 participants and 200,000 sessions, one file each, beside reading the same files and doing nothing;
//! - packed: the same sessions, a file a month.
//!
//! `cargo bench --bench reading -- DIR` makes the same programs in DIR and leaves them there, for timing the program from
//! outside.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "what cannot go on should stop, and say why"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use peer::check::errors_beside;
use peer::measure::unduplicated::{Options, unduplicated};
use peer::record::{Day, Period, period};
use peer::register::Register;
use peer::store::{Directory, Scope};

const LAST: &str = "2026-11-21";

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn participant(at: usize) -> String {
    format!("p-{at:05}")
}

/// Numbers that look random and are the same on every run.
fn spread(at: usize, salt: usize, below: usize) -> usize {
    (at.wrapping_mul(2_654_435_761)
        .wrapping_add(salt.wrapping_mul(40_503))
        >> 7)
        % below
}

/// The text of one session; every third is a group of eight, the others are of one parent.
fn session(at: usize, people: usize, days: usize) -> (String, String) {
    let on = day(LAST).plus_days(-(spread(at, 1, days) as i64));
    let who = participant(spread(at, 2, people));
    if at.is_multiple_of(3) {
        let mut present: Vec<String> = (0..8)
            .map(|seat| participant(spread(at, 10 + seat, people)))
            .collect();
        present.sort();
        present.dedup();
        let listed: String = present
            .iter()
            .map(|id| format!("    \"{id}\",\n"))
            .collect();
        let text = format!(
            "kind = \"support-group\"\non = {on}\ngroup = \"wednesday\"\nminutes = 90\nparticipants = [\n{listed}]\nanonymous = \
             {}\nchildren_in_childcare = 4\n",
            at % 4
        );
        return (format!("{on}-group-wednesday--{}", at + 2), text);
    }
    let text = format!(
        "kind = \"casework\"\non = {on}\nminutes = 45\nmode = \"in-person\"\nparticipants = [\n    \"{who}\",\n]\ngoals = \
         [\n    \"housing\",\n]\nnote = \"\"\"Went through the list together; the landlord will call back.\"\"\"\n\n[[referral]]\n\
         resource = \"housing-authority\"\noutcome = \"pending\"\n"
    );
    (format!("{on}-casework-{who}--{}", at + 2), text)
}

/// Makes a program with so many participants and sessions over so many days; packed, a file holds a month.
fn make(root: &Path, people: usize, sessions: usize, days: usize, packed: bool) {
    fs::create_dir_all(root.join("participants")).unwrap();
    fs::create_dir_all(root.join("groups")).unwrap();
    fs::write(
        root.join("groups/wednesday.toml"),
        "kind = \"support-group\"\n",
    )
    .unwrap();
    fs::write(root.join("peer.toml"), "schema = 1\nname = \"Benchmark\"\n").unwrap();
    for at in 0..people {
        let text = "referred = 2023-01-01\nlanguages = [\n    \"en\",\n]\n\n[[enrollment]]\nstart = 2023-01-02\n";
        fs::write(
            root.join(format!("participants/{}.toml", participant(at))),
            text,
        )
        .unwrap();
    }
    let mut all: Vec<(String, String)> =
        (0..sessions).map(|at| session(at, people, days)).collect();
    all.sort();
    let mut month = (String::new(), String::new());
    for (id, text) in all {
        let year = root.join("sessions").join(&id[..4]);
        if packed {
            if month.0 != id[..7] {
                flush(root, &month);
                month = (id[..7].to_owned(), String::new());
            }
            let inner = text.replace("[[referral]]", &format!("[[{id}.referral]]"));
            month.1.push_str(&format!("[{id}]\n{inner}\n"));
        } else {
            fs::create_dir_all(&year).unwrap();
            fs::write(year.join(format!("{id}.toml")), text).unwrap();
        }
    }
    if packed {
        flush(root, &month);
    }
}

fn flush(root: &Path, (name, text): &(String, String)) {
    if !name.is_empty() {
        let year = root.join("sessions").join(&name[..4]);
        fs::create_dir_all(&year).unwrap();
        fs::write(year.join(format!("{name}.toml")), text).unwrap();
    }
}

/// Processor time of this process so far, in seconds, as the system counts it; 0 where it does not tell.
fn processor() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap_or("")
        .split_whitespace()
        .collect();
    let ticks = |at: usize| {
        fields
            .get(at)
            .and_then(|field| field.parse::<f64>().ok())
            .unwrap_or(0.0)
    };
    (ticks(11) + ticks(12)) / 100.0
}

fn time(label: &str, runs: usize, mut work: impl FnMut() -> usize) {
    let mut best = (f64::MAX, f64::MAX);
    let mut result = 0;
    for _ in 0..runs {
        let (start, busy) = (Instant::now(), processor());
        result = work();
        best = (
            best.0.min(processor() - busy),
            best.1.min(start.elapsed().as_secs_f64()),
        );
    }
    println!(
        "{label:<44} processor {:6.2} s   wall {:6.3} s   ({result})",
        best.0, best.1
    );
}

/// Counts the people served, with or without looking for errors in the records first.
fn report(root: &Path, checked: bool) -> usize {
    let directory = Directory::open(root).unwrap();
    let reading = directory.read(Scope::ALL);
    assert!(
        reading.findings.is_empty(),
        "{:?}",
        reading.findings.first()
    );
    let as_of = day(LAST);
    let mut records = reading.records;
    if checked {
        let all = Register::new(records);
        let errors = errors_beside(&all, as_of, &[]);
        assert!(errors.is_empty(), "{:?}", errors.first());
        records = all.into_records();
    }
    let register = Register::new(records.as_of(as_of));
    let frame = period::Frame {
        as_of,
        fiscal_year_starts: 7,
        first_fact: register.records().first_fact(),
    };
    let period = Period::parse("this-fy", &frame).unwrap();
    let result = unduplicated(&register, &period, as_of, Options::default());
    let served = result.rows.len();
    // The program ends after a report without giving the memory back piece by piece.
    std::mem::forget(register);
    served
}

/// Reads every session file with as many threads as the program takes, and does nothing with it.
fn only_read(root: &Path) -> usize {
    let mut files: Vec<PathBuf> = Vec::new();
    for year in fs::read_dir(root.join("sessions")).unwrap().flatten() {
        files.extend(
            fs::read_dir(year.path())
                .unwrap()
                .flatten()
                .map(|entry| entry.path()),
        );
    }
    files.sort();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let bytes = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let start = next.fetch_add(512, Ordering::Relaxed);
                    let some = &files[start.min(files.len())..(start + 512).min(files.len())];
                    if some.is_empty() {
                        break;
                    }
                    for file in some {
                        bytes.fetch_add(fs::read(file).unwrap().len(), Ordering::Relaxed);
                    }
                }
            });
        }
    });
    bytes.into_inner()
}

fn main() {
    let named = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-'))
        .map(PathBuf::from);
    let kept = named.is_some();
    let root = named
        .unwrap_or_else(|| std::env::temp_dir().join(format!("peer-bench-{}", std::process::id())));
    let (small, large, packed) = (root.join("small"), root.join("large"), root.join("packed"));
    make(&small, 200, 5_000, 730, false);
    make(&large, 2_000, 200_000, 1_400, false);
    make(&packed, 2_000, 200_000, 1_400, true);
    for (name, root) in [("small", &small), ("large", &large), ("packed", &packed)] {
        time(&format!("{name}: only reading the files"), 3, || {
            only_read(root)
        });
        time(&format!("{name}: report without its errors"), 5, || {
            report(root, false)
        });
        time(&format!("{name}: report"), 5, || report(root, true));
    }
    if !kept {
        fs::remove_dir_all(&root).unwrap();
    }
}
