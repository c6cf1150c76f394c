//! The cost of a change, measured as whole commands: it should grow with the change, and not with the directory.
//!
//! `cargo bench --bench change` makes its own directories in a temporary folder and prints a row for each command:
//! processor time (user and system, git included) and peak memory of the largest process, the cost in git of doing the
//! same (or of only reading the same files), the ratio to that in the same run, and the target. With `PEER_THOROUGH=1`
//! it also measures what takes minutes to prepare: one change next to 200,000 files. Linux only.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "what cannot go on should stop, and say why"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use peer::record::Day;

const LAST: &str = "2026-11-21";
const GROUP: &str = "kind = \"support-group\"\n";

/// The cost of a command.
#[derive(Clone, Copy)]
struct Cost {
    /// Processor time of everything it ran, in seconds.
    processor: f64,
    /// Wall-clock time, in seconds.
    clock: f64,
    /// The peak memory of the command itself, in MB.
    memory: f64,
}

/// Numbers that look random but are the same on every run.
fn spread(at: usize, salt: usize, below: usize) -> usize {
    (at.wrapping_mul(2_654_435_761)
        .wrapping_add(salt.wrapping_mul(40_503))
        >> 7)
        % below
}

/// The id and the text of a session on a day.
fn session(at: usize, on: Day, people: usize) -> (String, String) {
    let who = format!("p-{:05}", spread(at, 2, people));
    let text = format!(
        "kind = \"casework\"\non = {on}\nminutes = 45\nmode = \"in-person\"\nparticipants = [\n    \"{who}\",\n]\n\
         goals = [\n    \"housing\",\n]\nnote = \"\"\"Went through the list together.\"\"\"\n"
    );
    (format!("{on}-casework-{who}--{}", at + 2), text)
}

/// A program without sessions, under git.
fn program(root: &Path, people: usize) {
    for folder in ["participants", "groups"] {
        fs::create_dir_all(root.join(folder)).unwrap();
    }
    fs::write(root.join("groups/wednesday.toml"), GROUP).unwrap();
    fs::write(root.join("peer.toml"), "schema = 2\nname = \"Benchmark\"\n").unwrap();
    for at in 0..people {
        let text = "referred = 2023-01-01\n\n[[enrollment]]\nstart = 2023-01-02\n";
        fs::write(root.join(format!("participants/p-{at:05}.toml")), text).unwrap();
    }
    git(root, &["init", "-q", "-b", "main"]);
    for (key, value) in [
        ("user.name", "Ada"),
        ("user.email", "ada@example.org"),
        ("gc.auto", "0"),
    ] {
        git(root, &["config", key, value]);
    }
    commit(root);
}

fn commit(root: &Path) {
    git(root, &["add", "-A"]);
    git(root, &["commit", "-q", "-m", "records"]);
}

/// Writes sessions of the last three years in single files.
fn sessions(root: &Path, from: usize, count: usize, people: usize) {
    let last: Day = LAST.parse().unwrap();
    for at in from..from + count {
        let on = last.plus_days(-(spread(at, 1, 1_000) as i64));
        let (id, text) = session(at, on, people);
        let year = root.join("sessions").join(&id[..4]);
        fs::create_dir_all(&year).unwrap();
        fs::write(year.join(format!("{id}.toml")), text).unwrap();
    }
}

/// The text of a packed month of these sessions.
fn month(numbers: impl Iterator<Item = usize>) -> String {
    let mut all: Vec<(String, String)> = numbers
        .map(|at| {
            let on: Day = format!("2026-10-{:02}", 1 + spread(at, 3, 31))
                .parse()
                .unwrap();
            session(at, on, 500)
        })
        .collect();
    all.sort();
    packed(&all)
}

/// The text of a packed month.
fn packed(sessions: &[(String, String)]) -> String {
    sessions
        .iter()
        .fold(String::new(), |mut text, (id, session)| {
            writeln!(text, "[{id}]\n{session}").unwrap();
            text
        })
}

fn git(root: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.arg("-C").arg(root).args(arguments);
    assert!(command.status().unwrap().success(), "{arguments:?}");
}

/// Processor time of the processes that this one has run so far, in seconds.
fn processor() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let fields = stat.rsplit(')').next().unwrap().split_whitespace();
    let ticks = fields
        .skip(13)
        .take(2)
        .map(|field| field.parse::<f64>().unwrap());
    ticks.sum::<f64>() / 100.0
}

/// Runs a command, which must succeed, and returns its cost.
fn cost(command: &mut Command) -> Cost {
    let (start, busy) = (Instant::now(), processor());
    command
        .env("PEER_TODAY", LAST)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut memory = 0.0_f64;
    let done = loop {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let peak = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let peak = peak.and_then(|peak| peak.trim().strip_suffix(" kB")?.parse::<f64>().ok());
        memory = memory.max(peak.unwrap_or(0.0) / 1024.0);
        if let Some(done) = child.try_wait().unwrap() {
            break done;
        }
        thread::sleep(Duration::from_millis(2));
    };
    assert!(done.success(), "{command:?}");
    Cost {
        processor: processor() - busy,
        clock: start.elapsed().as_secs_f64(),
        memory,
    }
}

fn peer(root: &Path, arguments: &[&str]) -> Cost {
    let mut command = Command::new(env!("CARGO_BIN_EXE_peer"));
    cost(command.arg("-C").arg(root).args(arguments))
}

/// Prints a row: what was done, its cost, the cost of another way to do it, and the target.
fn row(what: &str, took: Cost, other: Option<(&str, Cost)>, target: &str) {
    let beside = other.map_or_else(String::new, |(other, cost)| {
        format!(
            "{:7.3} s of {other}, {:.2} times that",
            cost.processor,
            took.processor / cost.processor
        )
    });
    println!(
        "{what:<52} {:7.3} s  {:7.3} s by the clock  {:5.0} MB  {beside:<32}  target {target}",
        took.processor, took.clock, took.memory
    );
}

/// Merges a packed month to which both sides added sessions; compared with git's line merge.
fn merge(folder: &Path) {
    let root = folder.join("merge");
    program(&root, 500);
    let year = root.join("sessions/2026");
    fs::create_dir_all(&year).unwrap();
    let path = year.join("2026-10.toml");
    let put = |numbers: &mut dyn Iterator<Item = usize>| {
        fs::write(&path, month(numbers)).unwrap();
        commit(&root);
    };
    put(&mut (0..3_396));
    git(&root, &["switch", "-q", "-c", "other"]);
    put(&mut (0..3_696));
    git(&root, &["switch", "-q", "main"]);
    put(&mut (0..3_396).chain(3_696..3_996));
    let texts: Vec<PathBuf> = [("ours", "main"), ("base", "main~1"), ("theirs", "other")]
        .iter()
        .map(|(name, commit)| {
            let text = Command::new("git")
                .arg("-C")
                .arg(&root)
                .args(["show", &format!("{commit}:sessions/2026/2026-10.toml")])
                .output()
                .unwrap();
            let file = folder.join(name);
            fs::write(&file, text.stdout).unwrap();
            file
        })
        .collect();
    let mut lines = Command::new("git");
    lines.args(["merge-file", "-p", "--union"]).args(&texts);
    let lines = cost(&mut lines);
    peer(&root, &["git", "setup"]);
    git(&root, &["add", "-A"]);
    git(&root, &["commit", "-q", "--allow-empty", "-m", "setup"]);
    let mut merge = Command::new("git");
    let path = std::env::var("PATH").unwrap_or_default();
    let own = Path::new(env!("CARGO_BIN_EXE_peer")).parent().unwrap();
    merge.env("PATH", format!("{}:{path}", own.display()));
    let took = cost(
        merge
            .arg("-C")
            .arg(&root)
            .args(["merge", "-q", "--no-edit", "other"]),
    );
    row(
        "merge of 3,396 packed sessions, 300 added each",
        took,
        Some(("git", lines)),
        "0.5 s",
    );
}

/// Saves 20,000 new sessions; compared with git add and commit of the same.
fn save(folder: &Path) {
    let (root, plain) = (folder.join("save"), folder.join("save-by-git"));
    for root in [&root, &plain] {
        program(root, 500);
        sessions(root, 0, 20_000, 500);
    }
    let mut by_git = Command::new("sh");
    by_git
        .arg("-c")
        .arg("git add -A && git commit -q -m records");
    let by_git = cost(by_git.current_dir(&plain));
    let took = peer(&root, &["save", "-m", "records"]);
    row(
        "save of 20,000 new sessions",
        took,
        Some(("git", by_git)),
        "1.5 times git",
    );
    let pack = peer(&root, &["pack", "--before", "2026-11-01"]);
    row("pack of the same", pack, None, "none");
}

/// Unpacks 20,000 sessions. They were never in files of their own: for some minutes after very many files have been
/// removed, ext4 examines each of them whenever a file is created next to them.
fn unpack(folder: &Path) {
    let root = folder.join("unpack");
    program(&root, 500);
    let last: Day = LAST.parse().unwrap();
    let all = (0..20_000).map(|at| {
        let on = last.plus_days(-(spread(at, 1, 1_000) as i64));
        session(at, on, 500)
    });
    let mut all: Vec<(String, String)> = all.collect();
    all.sort();
    for month in all.chunk_by(|(a, _), (b, _)| a[..7] == b[..7]) {
        let name = &month[0].0[..7];
        let year = root.join("sessions").join(&name[..4]);
        fs::create_dir_all(&year).unwrap();
        fs::write(year.join(format!("{name}.toml")), packed(month)).unwrap();
    }
    let took = peer(&root, &["pack", "--unpack", "--before", "2026-11-01"]);
    row("unpack of 20,000 sessions", took, None, "3 s");
}

/// Completes a name that 50 of 5,000 people have.
fn completion(folder: &Path) {
    let root = folder.join("completion");
    program(&root, 5_000);
    fs::create_dir_all(root.join("identities")).unwrap();
    for at in 0..5_000 {
        let text = format!("given = \"Maria{}\"\nfamily = \"Number {at}\"\n", at % 100);
        fs::write(root.join(format!("identities/p-{at:05}.toml")), text).unwrap();
    }
    let mut read = Command::new("sh");
    read.args(["-c", "cat identities/*.toml"])
        .current_dir(&root);
    let mut complete = Command::new(env!("CARGO_BIN_EXE_peer"));
    complete.args(["--", "peer", "show", "maria77"]);
    complete
        .env("COMPLETE", "bash")
        .env("_CLAP_COMPLETE_INDEX", "2");
    complete.current_dir(&root);
    let (read, took) = (several(&mut read), several(&mut complete));
    let what = "completion of a name, 5,000 people";
    row(what, took, Some(("reading", read)), "0.015 s");
}

/// The cost of a short command: the mean of 20 runs, as processor time is counted in hundredths of a second.
fn several(command: &mut Command) -> Cost {
    let costs: Vec<Cost> = (0..20).map(|_| cost(command)).collect();
    let mean = |of: fn(&Cost) -> f64| costs.iter().map(of).sum::<f64>() / costs.len() as f64;
    Cost {
        processor: mean(|cost| cost.processor),
        clock: mean(|cost| cost.clock),
        memory: mean(|cost| cost.memory),
    }
}

/// What moved since 100 commits ago, in a period that all of it belongs to.
fn difference(folder: &Path) {
    let root = folder.join("difference");
    program(&root, 500);
    sessions(&root, 0, 16_000, 500);
    commit(&root);
    for at in 0..100 {
        sessions(&root, 16_000 + 40 * at, 40, 500);
        commit(&root);
    }
    for period in ["CY2026", "to-date"] {
        let asked = [
            "report",
            "diff",
            "unduplicated",
            period,
            "--from",
            "HEAD~100",
        ];
        let what = format!("{} of 20,000", asked.join(" "));
        row(&what, peer(&root, &asked), None, "2 s");
    }
}

/// One change next to very many files.
fn beside(folder: &Path, files: usize) {
    let root = folder.join(format!("beside-{files}"));
    program(&root, 2_000);
    sessions(&root, 0, files, 2_000);
    commit(&root);
    let log = ["log", "casework", "p-00007", "--on", "2026-11-20", "30min"];
    let took = peer(&root, &log);
    row(&format!("log beside {files} files"), took, None, "0.1 s");
    let took = peer(&root, &["undo"]);
    row(&format!("undo beside {files} files"), took, None, "0.1 s");
}

fn main() {
    let folder = std::env::temp_dir().join(format!("peer-change-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    merge(&folder);
    save(&folder);
    unpack(&folder);
    completion(&folder);
    difference(&folder);
    beside(&folder, 5_000);
    if std::env::var_os("PEER_THOROUGH").is_some() {
        beside(&folder, 200_000);
    }
    fs::remove_dir_all(&folder).unwrap();
}
