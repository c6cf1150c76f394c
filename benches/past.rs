//! How long it takes to ask a program about the past: 20,000 sessions that came in over 500 commits, every tenth a
//! merge.
//!
//! `cargo bench --bench past` makes the repository in a temporary folder and prints wall time and processor time (user
//! and system, git included) of whole commands, the minimum of several runs: a report from the files, the same report
//! from commits, the history of a record, and what moved in a report.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "what cannot go on should stop, and say why"
)]

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use peer::record::Day;

const COMMITS: usize = 500;
const SESSIONS: usize = 20_000;
const PEOPLE: usize = 500;
const GROUPS: usize = 40;
/// A command that takes longer than this is not run again; wall-clock seconds.
const LONG: f64 = 5.0;
const FIRST: &str = "2024-11-01";

/// Numbers that look random but are the same on every run.
fn spread(at: usize, salt: usize, below: usize) -> usize {
    (at.wrapping_mul(2_654_435_761)
        .wrapping_add(salt.wrapping_mul(40_503))
        >> 7)
        % below
}

/// A session on the day of its commit: the path and the text.
fn session(at: usize, on: Day) -> (String, String) {
    let people = (0..4).map(|seat| spread(at, seat, PEOPLE));
    let mut people: Vec<String> = people.map(|at| format!("    \"p-{at:05}\",\n")).collect();
    people.sort();
    people.dedup();
    let group = at % GROUPS;
    let text = format!(
        "kind = \"support-group\"\non = {on}\ngroup = \"g{group}\"\nminutes = 90\nparticipants = [\n{}]\nanonymous = {}\n",
        people.concat(),
        at % 4
    );
    (
        format!("sessions/{}/{on}-group-g{group}.toml", on.year()),
        text,
    )
}

/// A commit in the format of `git fast-import`, on its own branch if the next commit is to merge it.
fn commit(stream: &mut String, at: usize, parents: &[usize], files: &[(String, String)]) {
    let when = 1_730_500_000 + 86_400 * (at as u64 * 730 / COMMITS as u64);
    writeln!(
        stream,
        "commit refs/heads/main\nmark :{}\ncommitter A <a@example.org> {when} +0000\ndata 1\nx",
        at + 1
    )
    .unwrap();
    for (place, parent) in parents.iter().enumerate() {
        writeln!(
            stream,
            "{} :{}",
            if place == 0 { "from" } else { "merge" },
            parent + 1
        )
        .unwrap();
    }
    for (path, text) in files {
        writeln!(
            stream,
            "M 100644 inline {path}\ndata {}\n{text}",
            text.len()
        )
        .unwrap();
    }
}

/// Makes the repository.
fn make(root: &Path) {
    fs::create_dir_all(root).unwrap();
    git(root, &["init", "-q", "-b", "main"]);
    let mut stream = String::new();
    let mut files = vec![(
        "peer.toml".to_owned(),
        "schema = 1\nname = \"Benchmark\"\n".to_owned(),
    )];
    for at in 0..PEOPLE {
        let text = "referred = 2024-10-01\n\n[[enrollment]]\nstart = 2024-10-02\n";
        files.push((format!("participants/p-{at:05}.toml"), text.to_owned()));
    }
    for at in 0..GROUPS {
        let text = "kind = \"support-group\"\n";
        files.push((format!("groups/g{at}.toml"), text.to_owned()));
    }
    commit(&mut stream, 0, &[], &files);
    // A session of each group.
    let a_commit = SESSIONS / COMMITS;
    let mut tip = 0;
    let first: Day = FIRST.parse().unwrap();
    for at in 1..=COMMITS {
        let on = first.plus_days((at * 730 / COMMITS) as i64);
        let mut files: Vec<_> = (0..a_commit)
            .map(|one| session(at * a_commit + one, on))
            .collect();
        let parent = spread(at, 9, PEOPLE);
        let text = format!(
            "referred = 2024-10-01\narea = \"{at}\"\n\n[[enrollment]]\nstart = 2024-10-02\n"
        );
        files.push((format!("participants/p-{parent:05}.toml"), text));
        // In every ten commits, one branches off before the last one, and the next merges both.
        match at % 10 {
            8 => {
                commit(&mut stream, at, &[tip], &files);
                continue;
            }
            9 => commit(
                &mut stream,
                at,
                &[tip, at - 1],
                &[merged(at, a_commit, first), files].concat(),
            ),
            _ => commit(&mut stream, at, &[tip], &files),
        }
        tip = at;
    }
    let mut import = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(["fast-import", "--quiet"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    import
        .stdin
        .take()
        .unwrap()
        .write_all(stream.as_bytes())
        .unwrap();
    assert!(import.wait().unwrap().success());
    git(root, &["reset", "-q", "--hard", "main"]);
}

/// The sessions of the previous commit, which a merge includes.
fn merged(at: usize, a_commit: usize, first: Day) -> Vec<(String, String)> {
    let on = first.plus_days(((at - 1) * 730 / COMMITS) as i64);
    (0..a_commit)
        .map(|one| session((at - 1) * a_commit + one, on))
        .collect()
}

fn git(root: &Path, arguments: &[&str]) {
    assert!(
        Command::new("git")
            .arg("-C")
            .arg(root)
            .args(arguments)
            .status()
            .unwrap()
            .success()
    );
}

/// Processor time of this process so far, in seconds, as the system counts it; 0 if the system does not say.
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
    (ticks(13) + ticks(14)) / 100.0
}

/// Runs the program several times; the minimum wall time, in seconds.
fn time(root: &Path, arguments: &[&str]) -> f64 {
    let mut best = (f64::MAX, f64::MAX);
    for _ in 0..3 {
        let (start, busy) = (Instant::now(), processor());
        let mut peer = Command::new(env!("CARGO_BIN_EXE_peer"));
        peer.arg("-C")
            .arg(root)
            .args(arguments)
            .env("PEER_TODAY", "2026-11-21")
            .stdout(Stdio::null());
        assert!(peer.status().unwrap().success(), "{arguments:?}");
        best = (
            best.0.min(start.elapsed().as_secs_f64()),
            best.1.min(processor() - busy),
        );
        if best.0 > LONG {
            break;
        }
    }
    println!(
        "{:<68} wall {:6.3} s   processor {:5.2} s",
        arguments.join(" "),
        best.0,
        best.1
    );
    best.0
}

fn main() {
    let root = std::env::temp_dir().join(format!("peer-past-{}", std::process::id()));
    make(&root);
    let report = ["report", "unduplicated", "CY2025"];
    let files = time(&root, &report);
    for at in ["HEAD", "HEAD~100", "2025-11-01"] {
        let past = time(&root, &[&report[..], &["--at", at]].concat());
        println!("    {:.2} times the report from the files", past / files);
    }
    time(&root, &["history", "p-00007"]);
    time(&root, &["history", "peer.toml"]);
    time(
        &root,
        &[
            "report",
            "diff",
            "unduplicated",
            "CY2025",
            "--from",
            "HEAD~1",
        ],
    );
    time(
        &root,
        &[
            "report",
            "diff",
            "unduplicated",
            "CY2025",
            "--from",
            "HEAD~100",
        ],
    );
    time(
        &root,
        &[
            "report",
            "diff",
            "unduplicated",
            "CY2025",
            "--from",
            "2025-06-01",
        ],
    );
    fs::remove_dir_all(&root).unwrap();
}
