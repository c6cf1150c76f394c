//! Whole runs of the program on a failing disk: for every verb that writes, every system call that changes the disk is
//! made to fail, one at a time, in each of the ways in which disks fail.
//!
//! An exit status of 2 means that nothing was written; the exit status of a run on a good disk means that all of it
//! was, or will be by the next command. Runs in full with `PEER_THOROUGH=1`; otherwise only some of the calls of some
//! verbs fail.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use peer::store::Directory;

use super::prepared::PREPARED;
use crate::common::writers::{WRITERS, home};
use crate::common::{Home, is_thorough, tree, verbs};

const ERRORS: [&str; 4] = ["ENOSPC", "EACCES", "EROFS", "EIO"];

/// The system calls that change a disk, including `openat`, which may.
const CALLS: &str = "openat,write,pwrite64,ftruncate,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,\
                     fsync,fdatasync,fchmod,chmod,fchmodat,fchown,fchownat,link,linkat,symlink,symlinkat";

/// The git settings of the person running it.
const SETTINGS: &str =
    "[user]\nname = Ann\nemail = ann@example.org\n[gc]\nauto = 0\n[maintenance]\nauto = false\n";

/// A command in the folder of the program, with only the environment variables that the tests set.
fn command(home: &Path, program: &str) -> Command {
    let own = Path::new(env!("CARGO_BIN_EXE_peer")).parent().unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    let mut command = Command::new(program);
    command
        .current_dir(home.join("program"))
        .env_clear()
        .env("PATH", format!("{}:{path}", own.display()))
        .env("GIT_CONFIG_GLOBAL", home.join("settings"))
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("EDITOR", format!("sh {}", home.join("editor.sh").display()))
        .env("PEER_TODAY", crate::common::TODAY)
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    command
}

/// A folder in which a verb has something to write.
fn ready(script: &str) -> Home {
    let home = home();
    home.write("settings", SETTINGS);
    if script.is_empty() {
        return home;
    }
    let output = command(home.path(), "sh").args(["-c", script]).output();
    let output = output.unwrap();
    assert!(
        output.status.success(),
        "{script}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    home
}

/// A copy of another home.
fn copy(of: &Home) -> Home {
    let home = Home::empty();
    let copied = Command::new("cp")
        .arg("-a")
        .arg(of.at("."))
        .arg(home.path())
        .status();
    assert!(copied.unwrap().success());
    home
}

/// A run under `strace`, which writes its trace to a file outside the program.
fn traced(home: &Home, arguments: &[&str], options: &[&str]) -> i32 {
    let mut command = command(home.path(), "strace");
    command
        .args(["-f", "-qq", "-o"])
        .arg(home.at("trace"))
        .args(options)
        .arg(env!("CARGO_BIN_EXE_peer"))
        .args(arguments)
        .stderr(std::fs::File::create(home.at("told")).unwrap());
    command.status().unwrap().code().unwrap_or(-1)
}

/// The calls of a run that change the disk below a folder, each by its name and its place among the calls with that
/// name, and the exit status.
fn calls(home: &Home, arguments: &[&str]) -> (BTreeSet<(String, usize)>, i32) {
    let options = ["-y", "-e", &format!("trace={CALLS}")];
    let status = traced(home, arguments, &options);
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    let (mut found, mut others) = (BTreeSet::new(), BTreeSet::new());
    for line in home.read("trace").lines() {
        let Some((process, call)) = line.trim_start().split_once(' ') else {
            continue;
        };
        let Some((name, rest)) = call.trim_start().split_once('(') else {
            continue;
        };
        let at = counts
            .entry((process.to_owned(), name.to_owned()))
            .or_default();
        *at += 1;
        match changes(name, rest, home.path()) {
            true => found.insert((name.to_owned(), *at)),
            false => others.insert((name.to_owned(), *at)),
        };
    }
    // The same call of each process fails: calls of processes that do not affect the disk, such as git's output, are
    // left out.
    let has_git = arguments[0] != "git" && home.at("program/.git").exists();
    found.retain(|call| !has_git || !others.contains(call));
    (found, status)
}

/// Whether a call changes a file or folder.
fn changes(name: &str, rest: &str, root: &Path) -> bool {
    match name {
        "openat" => {
            ["O_CREAT", "O_TRUNC"]
                .iter()
                .any(|flag| rest.contains(flag))
                && !rest.contains("/dev/")
        }
        // Writes to a file, not to the screen or another process.
        "write" | "pwrite64" | "ftruncate" => {
            rest.contains(&*root.to_string_lossy()) && !rest.contains("/told>")
        }
        _ => true,
    }
}

/// The visible result of a write: the files, and in git what is saved, open merges, settings and hooks.
fn seen(home: &Home) -> BTreeMap<String, Vec<u8>> {
    let mut files = tree(home.path());
    let is_seen = |name: &str| {
        let of_git = name.contains(".git/") && !name.contains(".git/hooks/");
        let is_config = name.ends_with(".git/config");
        let is_left = [".new", ".sample"].iter().any(|end| name.ends_with(end));
        !["trace", "told"].contains(&name) && !is_left && (!of_git || is_config)
    };
    files.retain(|name, _| is_seen(name));
    // Git tries what this disk can do, and notes what it cannot.
    for (name, text) in &mut files {
        if name.ends_with(".git/config") {
            let known = String::from_utf8_lossy(text).into_owned();
            let is_tried = |line: &&str| line.contains("symlinks =") || line.contains("filemode =");
            let lines = known.split_inclusive('\n').filter(|line| !is_tried(line));
            *text = lines.collect::<String>().into_bytes();
        }
    }
    for repository in ["program", "hub.git"] {
        let asked = [
            &["rev-parse", "--verify", "-q", "HEAD^{tree}"][..],
            &["ls-files", "-u"],
        ];
        for arguments in asked {
            let mut git = command(home.path(), "git");
            git.arg("-C").arg(home.at(repository)).args(arguments);
            let said = git.stdout(Stdio::piped()).output().unwrap().stdout;
            files.insert(format!("{repository} {}", arguments[0]), said);
        }
    }
    files
}

/// The state of a folder after the next writer.
fn finished(home: &Home) -> (BTreeMap<String, Vec<u8>>, bool) {
    let finish = |folder: &str| {
        let directory = Directory::open(&home.at(folder));
        directory.is_ok_and(|directory| directory.writer().is_ok())
    };
    finish("new");
    let is_done = finish("program");
    (seen(home), is_done)
}

/// A verb to try, in a folder prepared for it.
struct Verb {
    home: Home,
    arguments: &'static [&'static str],
    /// Its exit status on a good disk.
    status: i32,
    /// What is seen if nothing is written, and if all of it is.
    nothing: BTreeMap<String, Vec<u8>>,
    all: BTreeMap<String, Vec<u8>>,
    /// Whether it writes the same each time, without new random ids.
    is_same: bool,
    calls: Vec<(String, usize)>,
}

impl Verb {
    fn new(script: &str, arguments: &'static [&'static str]) -> Self {
        let home = ready(script);
        let run = copy(&home);
        let (calls, status) = calls(&run, arguments);
        let told = run.read("told");
        assert!([0, 1].contains(&status), "{arguments:?}\n{told}");
        let nothing = finished(&copy(&home)).0;
        let all = finished(&run).0;
        let again = copy(&home);
        traced(&again, arguments, &["-e", "trace=none"]);
        let is_same = finished(&again).0 == all;
        let ends_a_write = arguments.contains(&"--finish");
        assert!(all != nothing || ends_a_write, "{arguments:?}\n{told}");
        Self {
            home,
            arguments,
            status,
            nothing,
            all,
            is_same,
            calls: calls.into_iter().collect(),
        }
    }

    /// Whether all of it was written.
    fn is_all(&self, now: &BTreeMap<String, Vec<u8>>) -> bool {
        match self.is_same {
            true => *now == self.all,
            false => shape(&self.nothing, now) == shape(&self.nothing, &self.all),
        }
    }
}

/// How many files of each folder differ between two states, not counting files that only one of them has.
fn shape(
    before: &BTreeMap<String, Vec<u8>>,
    after: &BTreeMap<String, Vec<u8>>,
) -> BTreeMap<(String, bool, bool), usize> {
    let mut counts = BTreeMap::new();
    for name in difference(before, after) {
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let there = (before.contains_key(&name), after.contains_key(&name));
        *counts
            .entry((folder.to_owned(), there.0, there.1))
            .or_default() += 1;
    }
    counts
}

/// The differences between two states, by name.
fn difference(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    names
        .into_iter()
        .filter(|name| one.get(*name) != other.get(*name))
        .cloned()
        .collect()
}

/// The outcome of the runs.
#[derive(Debug, Default)]
struct Counts {
    refused: AtomicUsize,
    written: AtomicUsize,
    warned: AtomicUsize,
    wrong: Mutex<Vec<String>>,
}

fn one(verb: &Verb, (name, at): &(String, usize), error: &str, counts: &Counts) {
    let home = copy(&verb.home);
    let inject = format!("inject={name}:error={error}:when={at}");
    let options = ["-e", &format!("trace={name}"), "-e", &inject];
    let status = traced(&home, verb.arguments, &options);
    let told = home.read("told");
    let (mut now, is_finished) = finished(&home);
    // The names of a new program that could get no place of their own get one from this.
    if home.at("new/peer.toml").exists() && !now.contains_key("new/identities/.git/config") {
        home.ok(&["-C", "new", "upgrade", "--names"]);
        now = seen(&home);
    }
    let is_done = status == verb.status;
    let is_right = match status {
        status if status == verb.status => verb.is_all(&now),
        // If git's merge before it, or the other side, failed, the work stays on this side, and this is reported; the
        // other side has nothing.
        2 if verb.arguments == ["sync"] => {
            let theirs = "hub.git rev-parse";
            let is_merging = home.at("program/.git/MERGE_HEAD").exists();
            now.get(theirs) == verb.nothing.get(theirs) && (is_merging || is_clean(&home))
        }
        1 | 2 => now == verb.nothing,
        _ => false,
    };
    if !is_finished || !is_right {
        let wanted = if is_done { &verb.all } else { &verb.nothing };
        let about = format!(
            "{:?} {inject}: status {status} of {}; not as it should be: {:?}\n{told}",
            verb.arguments,
            verb.status,
            difference(&now, wanted)
        );
        counts.wrong.lock().unwrap().push(about);
    }
    let count = match is_done {
        true if told.contains("is not finished") => &counts.warned,
        true => &counts.written,
        false => &counts.refused,
    };
    count.fetch_add(1, Ordering::Relaxed);
}

/// Whether every file is the same as in the last commit.
fn is_clean(home: &Home) -> bool {
    let mut git = command(home.path(), "git");
    git.arg("-C").arg(home.at("program"));
    let said = git.args(["status", "--porcelain"]).stdout(Stdio::piped());
    said.output().unwrap().stdout.is_empty()
}

/// Whether system calls can be made to fail here.
fn can_inject() -> bool {
    let mut command = Command::new("strace");
    command.args(["-qq", "-e", "trace=fsync"]);
    command.args(["-e", "inject=fsync:error=EIO", "true"]);
    let can = command.stderr(Stdio::null()).status();
    can.is_ok_and(|status| status.success())
}

/// Tries each verb with every call, or with one out of this many: the outcome, and what was wrong.
fn tried(about: &str, verbs: &[Verb], one_of: usize) -> (String, Vec<String>) {
    let counts = Counts::default();
    let mut tries = Vec::new();
    for verb in verbs {
        for (at, call) in verb.calls.iter().enumerate() {
            for (which, error) in ERRORS.into_iter().enumerate() {
                if (at + which) % one_of == 0 {
                    tries.push((verb, call, error));
                }
            }
        }
    }
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some((verb, call, error)) =
                    tries.get(next.fetch_add(1, Ordering::Relaxed))
                {
                    one(verb, call, error, &counts);
                }
            });
        }
    });
    let wrong = counts.wrong.into_inner().unwrap();
    let said = format!(
        "{} {about}, {} runs with an injected error: {} refused and nothing written, {} written, {} written and finished \
         by the next command, {} wrong",
        verbs.len(),
        tries.len(),
        counts.refused.into_inner(),
        counts.written.into_inner(),
        counts.warned.into_inner(),
        wrong.len()
    );
    assert!(tries.len() >= 10, "{}", tries.len());
    (said, wrong)
}

/// One out of how many calls is tried.
fn one_of(few: usize) -> usize {
    if is_thorough() { 1 } else { few }
}

#[test]
fn no_verb_that_fails_has_written_and_none_that_succeeds_has_not() {
    if !can_inject() {
        eprintln!("system calls cannot be made to fail here");
        return;
    }
    let is_tried = |number: usize| is_thorough() || [0, 9].contains(&number);
    let chosen = WRITERS.iter().enumerate().filter(|(at, _)| is_tried(*at));
    let verbs: Vec<Verb> = chosen.map(|(_, writer)| Verb::new("", writer)).collect();
    let (said, wrong) = tried("writes", &verbs, one_of(8));
    println!("{said}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_verb_of_git_undo_or_a_file_fails_and_has_written() {
    if !can_inject() {
        eprintln!("system calls cannot be made to fail here");
        return;
    }
    let is_tried = |number: usize| is_thorough() || number < 2;
    let chosen = PREPARED.iter().enumerate().filter(|(at, _)| is_tried(*at));
    let verbs: Vec<Verb> = chosen
        .map(|(_, case)| Verb::new(case.script, case.arguments))
        .collect();
    let (said, wrong) = tried("writes of what was made ready", &verbs, one_of(24));
    println!("{said}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_merge_that_git_cannot_begin_leaves_no_half_of_it() {
    if !can_inject() {
        eprintln!("system calls cannot be made to fail here");
        return;
    }
    let mut prepared = PREPARED.iter();
    let case = prepared.find(|case| case.arguments == ["sync"]).unwrap();
    let ready = ready(case.script);
    let mut refused = 0;
    // A full disk stays full: starting with one rename, all of them fail.
    for at in 1..=6 {
        let home = copy(&ready);
        home.write("program/notes.txt", "my own");
        let calls = "rename,renameat,renameat2";
        let inject = format!("inject={calls}:error=ENOSPC:when={at}+");
        let options = ["-e", &format!("trace={calls}"), "-e", &inject];
        let status = traced(&home, case.arguments, &options);
        refused += usize::from(status == 2);
        let is_merging = home.at("program/.git/MERGE_HEAD").exists();
        std::fs::remove_file(home.at("program/notes.txt")).unwrap();
        assert!(is_merging || is_clean(&home), "{at}: {}", home.read("told"));
    }
    assert!(refused >= 4, "{refused}");
}

/// The subcommands below a verb, each with all its words.
fn leaves(home: &Home, verb: &[String]) -> Vec<Vec<String>> {
    let words: Vec<&str> = verb.iter().map(String::as_str).chain(["--help"]).collect();
    let help = home.ok(&words).stdout;
    let names = verbs(&help);
    if names.is_empty() {
        return vec![verb.to_vec()];
    }
    let below = |name: &str| [verb, &[name.to_owned()]].concat();
    let names = names.into_iter().filter(|name| *name != "help");
    names.flat_map(|name| leaves(home, &below(name))).collect()
}

#[test]
fn every_verb_that_writes_is_tried() {
    let home = Home::new();
    let all = leaves(&home, &[]);
    let tried: Vec<&[&str]> = WRITERS
        .iter()
        .copied()
        .chain(PREPARED.iter().map(|case| case.arguments))
        .collect();
    let mut missing = Vec::new();
    for verb in &all {
        let words: Vec<&str> = verb.iter().map(String::as_str).collect();
        let help = home.ok(&[&words[..], &["--help"]].concat()).stdout;
        let also = help.lines().find(|line| line.starts_with("Also "));
        let has_preview = help.contains("--dry-run")
            || also.is_some_and(|line| line.split([' ', ',', ':']).any(|word| word == "-n"));
        let writes = has_preview || ["init", "edit", "sync"].contains(&words[0]);
        if writes && !tried.iter().any(|tried| tried.starts_with(&words)) {
            missing.push(words.join(" "));
        }
    }
    println!(
        "{} verbs, {} tries of those that write",
        all.len(),
        tried.len()
    );
    assert!(all.len() > 50, "{all:?}");
    assert_eq!(missing, Vec::<String>::new());
}
