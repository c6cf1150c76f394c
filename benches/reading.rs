//! The cost of reading a program and answering a question, as whole processes: `cargo bench --bench reading`.
//!
//! Each row shows the processor seconds of a run (user and system, all threads, the minimum of several runs), their
//! ratio to only reading the same files, the wall-clock seconds, and peak memory. With DuckDB for Python (`PEER_PYTHON`
//! names the interpreter, default `python3`), DuckDB counts the same people from a csv file in the same run. A row ends
//! with its target, if it has one. Linux only.
//!
//! Programs are made in a temporary folder. `cargo bench --bench reading -- DIR` makes them in DIR and leaves them
//! there; an existing one is used unchanged. `PEER_THOROUGH=1` adds the program with 2,000,000 sessions. `PEER_BEFORE`
//! names another `peer`, whose figures are printed below.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "what cannot go on should stop, and say why"
)]

#[path = "reading/duckdb.rs"]
mod duckdb;
#[path = "reading/programs.rs"]
mod programs;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use programs::{LAST, Program};

const PROGRAMS: [Program; 3] = [
    Program {
        name: "small",
        people: 400,
        sessions: 5_000,
        days: 730,
        is_packed: false,
    },
    Program {
        name: "single",
        people: 9_400,
        sessions: 200_000,
        days: 1_400,
        is_packed: false,
    },
    Program {
        name: "packed",
        people: 9_400,
        sessions: 200_000,
        days: 1_400,
        is_packed: true,
    },
];

const LARGEST: Program = Program {
    name: "largest",
    people: 20_000,
    sessions: 2_000_000,
    days: 1_400,
    is_packed: true,
};

const UNDUPLICATED: &[&str] = &["report", "unduplicated", "CY2026"];

/// A question for a program: its words, and how often to ask it.
type Question = (&'static [&'static str], usize);

fn questions(program: &Program) -> Vec<Question> {
    let some: [Question; 3] = [
        (&["report", "services", "CY2026Q3"], 5),
        (&["list", "sessions", "on:2026-07-01..2026-09-30"], 5),
        (&["list", "sessions", "on:2026-07-08"], 5),
    ];
    match (program.is_packed, program.name) {
        (false, "small") => vec![(UNDUPLICATED, 20)],
        (false, _) => vec![(UNDUPLICATED, 5)],
        (true, "largest") => {
            let mut all = vec![(UNDUPLICATED, 2)];
            all.extend(some.map(|(words, _)| (words, 2)));
            all.push((&["export"], 1));
            all
        }
        (true, _) => {
            let mut all = vec![(UNDUPLICATED, 5)];
            all.extend(some);
            all
        }
    }
}

/// The cost of one run.
#[derive(Debug, Clone, Copy)]
pub struct Taken {
    /// Processor time, in seconds.
    busy: f64,
    /// Wall-clock time, in seconds.
    clock: f64,
    /// Peak memory, in MB.
    peak: f64,
}

impl Taken {
    const MOST: Self = Self {
        busy: f64::MAX,
        clock: f64::MAX,
        peak: f64::MAX,
    };

    fn least(self, other: Self) -> Self {
        Self {
            busy: self.busy.min(other.busy),
            clock: self.clock.min(other.clock),
            peak: self.peak.min(other.peak),
        }
    }
}

/// Processor seconds of the child processes that have ended.
fn children() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split(' ').collect();
    let ticks = |at: usize| fields[at].parse::<f64>().unwrap();
    (ticks(14) + ticks(15)) / 100.0
}

/// Runs a command this many times, and returns the cost of one run.
pub fn run(mut command: impl FnMut() -> Command, runs: usize) -> Taken {
    let mut least = Taken::MOST;
    // Processor time is counted in hundredths of a second: short runs are timed several at a time.
    let (rounds, each) = if runs > 10 { (4, runs / 4) } else { (runs, 1) };
    for _ in 0..rounds {
        let (start, busy) = (Instant::now(), children());
        let peaks = (0..each).map(|_| peak_of(&mut command()));
        let peak = peaks.fold(0.0, f64::max);
        least = least.least(Taken {
            busy: (children() - busy) / each as f64,
            clock: start.elapsed().as_secs_f64() / each as f64,
            peak,
        });
    }
    least
}

/// Runs a command to its end, and returns its peak memory in MB.
fn peak_of(command: &mut Command) -> f64 {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0.0;
    loop {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.trim().split(' ').next()?.parse::<f64>().ok());
        peak = kilobytes.map_or(peak, |now| now / 1024.0);
        match child.try_wait().unwrap() {
            None => std::thread::sleep(Duration::from_millis(2)),
            Some(ended) if ended.success() => return peak,
            Some(ended) => {
                let output = child.wait_with_output().unwrap();
                panic!(
                    "{command:?} {ended}: {}",
                    String::from_utf8_lossy(&output.stderr)
                );
            }
        }
    }
}

/// Reads every file of the sessions and people, and does nothing with them.
fn only_read(root: &Path) {
    let mut buffer = vec![0; 1 << 26];
    for folder in ["sessions", "participants", "groups"] {
        let mut folders = vec![root.join(folder)];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap().flatten() {
                if entry.file_type().unwrap().is_dir() {
                    folders.push(entry.path());
                    continue;
                }
                let mut file = fs::File::open(entry.path()).unwrap();
                while std::io::Read::read(&mut file, &mut buffer).unwrap() > 0 {}
            }
        }
    }
}

fn peer(binary: &str, root: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(binary);
    command.env("PEER_TODAY", LAST).arg("-C").arg(root);
    match words {
        ["export"] => {
            let target = root.with_extension("exported");
            let _ = fs::remove_dir_all(&target);
            command.arg("export").arg(target);
        }
        words => drop(command.args(words).args(["--format", "json"])),
    }
    command
}

/// The target of a row.
fn target(program: &Program, words: &[&str]) -> &'static str {
    match (program.name, words) {
        ("small", _) => "1.5 x reading",
        ("single", _) => "1.8 x reading",
        ("packed", ["report", "unduplicated", ..]) => "1.3 x DuckDB, 100 MB",
        ("packed", _) => "a tenth of all",
        ("largest", ["report", ..]) => "8 s, 700 MB",
        ("largest", ["list", ..]) => "1 s, 300 MB",
        ("largest", ["export"]) => "20 s, 1000 MB",
        _ => "none",
    }
}

fn print(what: &str, taken: Taken, reading: Taken, target: &str) {
    println!(
        "  {what:<46}{:>8.3} s{:>8.2} x reading{:>9.3} s by the clock{:>8.0} MB  {target}",
        taken.busy,
        taken.busy / reading.busy,
        taken.clock,
        taken.peak
    );
}

fn measure(program: &Program, root: &Path) {
    println!(
        "{}: {} sessions{}, {} parents",
        program.name,
        program.sessions,
        if program.is_packed {
            " packed by month"
        } else {
            " in single files"
        },
        program.people
    );
    // This program itself, which then only reads.
    let itself = std::env::current_exe().unwrap();
    let only_read = || {
        let mut command = Command::new(&itself);
        command.arg("--only-read").arg(root);
        command
    };
    let before = std::env::var("PEER_BEFORE").ok();
    for (words, runs) in questions(program) {
        let reading = run(only_read, runs);
        if words == UNDUPLICATED {
            print("only reading", reading, reading, "");
        }
        let taken = run(|| peer(env!("CARGO_BIN_EXE_peer"), root, words), runs);
        let what = words.join(" ");
        print(&what, taken, reading, target(program, words));
        if let Some(before) = &before {
            let was = run(|| peer(before, root, words), runs);
            print("  before", was, reading, "");
            println!("  {:<46}{:>8.2} x before", "", taken.busy / was.busy);
        }
        if words == UNDUPLICATED {
            duckdb::beside(root, taken, runs.min(5));
        }
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let first = arguments.next();
    if first.as_deref() == Some("--only-read") {
        return only_read(Path::new(&arguments.next().unwrap()));
    }
    let named = first
        .filter(|argument| !argument.starts_with('-'))
        .map(PathBuf::from);
    let made = std::env::temp_dir().join(format!("peer-bench-{}", std::process::id()));
    let root = named.as_ref().unwrap_or(&made);
    let mut programs = PROGRAMS.to_vec();
    programs.extend(std::env::var_os("PEER_THOROUGH").map(|_| LARGEST));
    for program in programs {
        let folder = root.join(program.name);
        program.make(&folder);
        measure(&program, &folder);
    }
    if named.is_none() {
        fs::remove_dir_all(root).unwrap();
    }
}
