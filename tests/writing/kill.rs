//! Writers that die: at every step of a change, and at any moment of a run.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use peer::store::{Change, Directory, Disk, StoreError};

use crate::common::{Home, tree};

/// Turns this test binary into the child that dies: the directory, and the step.
const CHILD: &str = "PEER_TEST_CHILD";

/// Ends the process, as a power cut would, before a step is taken.
#[derive(Debug)]
struct DiesAt(Cell<usize>);

impl Disk for DiesAt {
    fn step(&self, _: &str) -> std::io::Result<()> {
        let left = self.0.get();
        if left == 0 {
            std::process::abort();
        }
        self.0.set(left - 1);
        Ok(())
    }
}

/// Stops the process before a file is renamed; the journal exists at that point.
#[derive(Debug)]
struct StopsAt(Cell<usize>);

impl Disk for StopsAt {
    fn step(&self, what: &str) -> std::io::Result<()> {
        if what == "rename it" && Path::new(".peer/journal").exists() {
            let left = self.0.get();
            if left == 0 {
                let own = std::process::id().to_string();
                Command::new("kill").args(["-STOP", &own]).status()?;
                // Another thread may receive the signal a moment later.
                std::thread::sleep(Duration::from_millis(200));
            }
            self.0.set(left.wrapping_sub(1));
        }
        Ok(())
    }
}

/// A program whose writer died after renaming this many files.
pub(super) fn died_at_rename(renamed: usize) -> Home {
    let mut writer = Writer::stopped_at(renamed);
    writer.process.kill().unwrap();
    writer.process.wait().unwrap();
    writer.home
}

/// A writer that was stopped after renaming some of its files.
pub(super) struct Writer {
    pub home: Home,
    pub process: Child,
}

impl Writer {
    pub fn stopped_at(renamed: usize) -> Self {
        let home = fresh();
        let process = child(&format!("stop at rename {renamed}"), &home.at("program"))
            .spawn()
            .unwrap();
        let state = || {
            let stat = std::fs::read_to_string(format!("/proc/{}/stat", process.id())).unwrap();
            stat.rsplit(") ").next().unwrap().chars().next()
        };
        while state() != Some('T') {
            std::thread::sleep(Duration::from_millis(5));
        }
        Self { home, process }
    }
}

fn dies_at(step: &str) -> DiesAt {
    DiesAt(Cell::new(step.parse().unwrap()))
}

/// A change of six files: three new, one of them in an external identities folder and one in a new folder, two changed,
/// one removed.
pub(super) fn change() -> Change {
    let mut change = Change::default();
    change.create("participants/p-new.toml", "area = \"1\"\n");
    change.create("../vault/p-new.toml", "given = \"New\"\n");
    change.create(
        "sessions/2025/2025-01-02-outreach-fair.toml",
        "kind = \"outreach\"\non = 2025-01-02\n",
    );
    change.replace(
        "participants/p-old.toml",
        "area = \"1\"\n",
        "area = \"2\"\n",
    );
    change.replace(
        "groups/wednesday.toml",
        "kind = \"support-group\"\n",
        "kind = \"committee\"\n",
    );
    change.remove(
        "sessions/2026/2026-08-01-outreach-fair.toml",
        "kind = \"outreach\"\non = 2026-08-01\n",
    );
    change
}

/// Makes a change and finishes it.
pub(super) fn made(directory: &Directory, change: &Change) {
    let written = directory.writer().unwrap().commit(change).unwrap();
    assert!(written.unfinished.is_none());
}

pub(super) fn fresh() -> Home {
    let home = Home::empty();
    home.write(
        "program/peer.toml",
        "schema = 1\nname = \"x\"\nidentities = \"../vault\"\n",
    );
    home.write("program/participants/p-old.toml", "area = \"1\"\n");
    home.write(
        "program/groups/wednesday.toml",
        "kind = \"support-group\"\n",
    );
    home.write(
        "program/sessions/2026/2026-08-01-outreach-fair.toml",
        "kind = \"outreach\"\non = 2026-08-01\n",
    );
    home.write("vault/p-old.toml", "given = \"Old\"\n");
    home
}

pub(super) fn whole(root: &Path) -> BTreeMap<String, Vec<u8>> {
    tree(root)
}

/// Half-written files, including those in `.peer`.
pub(super) fn rests(root: &Path) -> Vec<String> {
    let output = Command::new("find")
        .arg(root)
        .args(["-name", "*.new"])
        .output()
        .unwrap();
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect()
}

/// Runs this test binary as a child that does one thing and may die doing it.
pub(super) fn child(task: &str, root: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args([
            "--exact",
            "writing::kill::child_of_these_tests",
            "--nocapture",
        ])
        .env(CHILD, task)
        .current_dir(root);
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .stdin(Stdio::null());
    command
}

#[test]
fn child_of_these_tests() {
    let Ok(task) = std::env::var(CHILD) else {
        return;
    };
    let directory = Directory::open(Path::new(".")).unwrap();
    let on = |disk| directory.writer_on(disk, Duration::from_secs(1)).unwrap();
    if task.parse::<usize>().is_ok() {
        let written = on(&dies_at(&task)).commit(&change()).unwrap();
        assert!(written.unfinished.is_none());
    } else if let Some(step) = task.strip_prefix("undo ") {
        let last = directory.last_write().unwrap().unwrap();
        let written = on(&dies_at(step)).undo(&last).unwrap();
        assert!(written.unfinished.is_none());
    } else if let Some(name) = task.strip_prefix("stop at rename ") {
        let written = on(&StopsAt(Cell::new(name.parse().unwrap()))).commit(&change());
        assert!(written.unwrap().unfinished.is_none());
    } else {
        let _writer = directory.writer().unwrap();
        std::fs::write("held", "").unwrap();
        std::thread::sleep(Duration::from_secs(600));
    }
}

#[test]
fn a_writer_that_dies_at_any_step_leaves_all_of_its_change_or_nothing() {
    let before = whole(fresh().path());
    let home = fresh();
    made(&Directory::open(&home.at("program")).unwrap(), &change());
    let after = whole(home.path());
    let (mut nothing, mut all, mut finished) = (0, 0, 0);
    for step in 0..100 {
        let home = fresh();
        let program = home.at("program");
        let status = child(&step.to_string(), &program).status().unwrap();
        // No reader takes half-written leftovers for a record, even before they are repaired.
        let rests_now = rests(home.path());
        assert!(
            rests_now
                .iter()
                .all(|path| path.rsplit('/').next().unwrap().starts_with('.')),
            "{rests_now:?}"
        );
        let next = if step % 2 == 0 {
            ["-C", "program", "where"]
        } else {
            ["-C", "program", "check"]
        };
        home.ok(&next);
        let now = whole(home.path());
        let visible: BTreeMap<_, _> = now
            .iter()
            .filter(|(name, _)| !name.ends_with(".new"))
            .collect();
        let is =
            |other: &BTreeMap<String, Vec<u8>>| visible == other.iter().collect::<BTreeMap<_, _>>();
        assert!(
            is(&before) || is(&after),
            "step {step}: neither all nor nothing: {:?}",
            visible.keys()
        );
        if is(&after) {
            all += 1;
            assert_eq!(rests(home.path()), Vec::<String>::new(), "step {step}");
        } else {
            nothing += 1;
        }
        assert!(!program.join(".peer/journal").exists(), "step {step}");
        // The next writer leaves nothing half-written behind, and builds on what is there.
        home.ok(&["-C", "program", "add", "participant", "--id", "p-next"]);
        assert_eq!(rests(home.path()), Vec::<String>::new(), "step {step}");
        if status.success() {
            finished = step;
            break;
        }
    }
    assert!(
        nothing >= 3 && all > 10 && finished > 10,
        "{nothing} {all} {finished}: the steps are not all there"
    );
}

#[test]
fn taking_back_that_dies_at_any_step_takes_back_all_or_nothing_and_can_be_asked_for_again() {
    let before = whole(fresh().path());
    let (mut nothing, mut all) = (0, 0);
    for step in 0..100 {
        let home = fresh();
        made(&Directory::open(&home.at("program")).unwrap(), &change());
        let after = whole(home.path());
        let status = child(&format!("undo {step}"), &home.at("program"))
            .status()
            .unwrap();
        home.ok(&["-C", "program", "where"]);
        let visible = |home: &Home| -> BTreeMap<String, Vec<u8>> {
            whole(home.path())
                .into_iter()
                .filter(|(name, _)| !name.ends_with(".new"))
                .collect()
        };
        let now = visible(&home);
        assert!(
            now == before || now == after,
            "step {step}: neither all nor nothing: {:?}",
            now.keys()
        );
        let again = home.run(&["-C", "program", "undo"]);
        assert_eq!(
            again.status,
            i32::from(now == before),
            "step {step}\n{}",
            again.whole()
        );
        assert!(visible(&home) == before, "step {step}");
        *(if now == before {
            &mut all
        } else {
            &mut nothing
        }) += 1;
        if status.success() {
            break;
        }
    }
    assert!(
        nothing >= 3 && all > 10,
        "{nothing} {all}: the steps are not all there"
    );
}

#[test]
fn a_file_that_somebody_changed_stops_the_recovery_and_is_named() {
    let home = died_at_rename(0);
    assert!(home.at("program/.peer/journal").exists());
    let by_hand = "area = \"by hand\"\n";
    home.write("program/participants/p-old.toml", by_hand);
    let refused = home.run(&["-C", "program", "set", "p-old", "area=3"]);
    assert_eq!(refused.status, 2);
    let told = "error: the change to program/groups/wednesday.toml and 5 more files is not finished: \
                program/participants/p-old.toml was changed by hand since then\n\
                help: to finish the rest and leave those files as they are: `peer undo --finish`; to cancel that change and go back to how it was before: `peer undo`\n";
    assert_eq!(refused.stderr, told);
    // Readers see what the person typed, and the rest of the write.
    let listed = home.ok(&["-C", "program", "list", "participants", "--format", "csv"]);
    assert!(listed.stdout.contains("by hand"), "{}", listed.whole());
    assert!(listed.stdout.contains("p-new"), "{}", listed.whole());
    assert!(
        listed.stderr.starts_with(
            "note: the change to program/groups/wednesday.toml and 5 more files is not finished: "
        ),
        "{}",
        listed.whole()
    );
    assert_eq!(home.read("program/participants/p-old.toml"), by_hand);
}

#[test]
fn packing_that_is_killed_at_any_moment_loses_no_session() {
    let home = Home::empty();
    home.write("peer.toml", "schema = 1\nname = \"x\"\n");
    for day in 1..=31 {
        for n in 0..4 {
            let path = format!("sessions/2026/2026-08-{day:02}-outreach-fair-{n}.toml");
            home.write(
                &path,
                format!("kind = \"outreach\"\non = 2026-08-{day:02}\n"),
            );
        }
    }
    let mut halves = 0;
    for round in 0..24_u64 {
        let back: &[&str] = if round % 2 == 0 { &[] } else { &["--unpack"] };
        let arguments = [&["pack", "--before", "2026-09-01"], back].concat();
        let mut running = home
            .command(&arguments)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(2 + round * 3));
        running.kill().unwrap();
        running.wait().unwrap();
        let kept = std::fs::read_dir(home.at(".peer/undo"));
        let is_begun = |name: std::ffi::OsString| name.to_string_lossy().contains("pending");
        halves += u32::from(
            kept.is_ok_and(|kept| kept.flatten().any(|record| is_begun(record.file_name()))),
        );
        let found = home.ok(&["where", "--format", "json"]);
        assert!(
            found.stdout.contains("\"sessions\": 124"),
            "round {round}\n{}",
            found.whole()
        );
        home.ok(&["check"]);
        home.ok(&arguments);
    }
    assert!(
        halves > 0 || cfg!(not(unix)),
        "no run was killed while it wrote"
    );
}

#[test]
fn a_lock_that_is_held_too_long_is_told_and_one_that_is_let_go_is_waited_for() {
    let home = fresh();
    let program = home.at("program");
    let mut holder = child("hold", &program).spawn().unwrap();
    while !program.join("held").exists() {
        std::thread::sleep(Duration::from_millis(5));
    }
    let directory = Directory::open(&program).unwrap();
    match directory.writer_within(Duration::from_millis(100)) {
        Err(error @ StoreError::Locked(Some(pid))) => {
            assert_eq!(pid, holder.id());
            let told = format!("another `peer` command is writing in this folder (process {pid})");
            assert_eq!(error.to_string(), told);
            assert!(error.help().is_some_and(|help| help.contains("try again")));
        }
        other => panic!("{other:?}"),
    }
    // Readers do not wait for a writer that has not started to write.
    home.ok(&["-C", "program", "list", "participants"]);
    home.ok(&["-C", "program", "set", "p-old", "area=9", "--dry-run"]);
    let waiting = home
        .command(&["-C", "program", "set", "p-old", "area=9"])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(300));
    holder.kill().unwrap();
    holder.wait().unwrap();
    let output = waiting.wait_with_output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(
        home.read("program/participants/p-old.toml"),
        "area = \"9\"\n"
    );
}

#[test]
fn a_file_that_changed_since_it_was_read_is_not_written_over() {
    let home = fresh();
    let directory = Directory::open(&home.at("program")).unwrap();
    let writer = directory.writer().unwrap();
    home.write(
        "program/groups/wednesday.toml",
        "kind = \"support-group\"\nmeets = \"wed\"\n",
    );
    let before = home.tree();
    let error = writer.commit(&change()).unwrap_err();
    assert!(matches!(error, StoreError::Changed(_)), "{error:?}");
    assert!(
        error
            .to_string()
            .contains("wednesday.toml in the meantime; nothing was written")
    );
    assert_eq!(home.tree(), before);
    let mut new = Change::default();
    new.create("participants/p-old.toml", "area = \"3\"\n");
    assert!(matches!(writer.commit(&new), Err(StoreError::Exists(_))));
    let mut faulty = Change::default();
    faulty.create("participants/p-good.toml", "area = \"3\"\n");
    faulty.create("participants/p-wrong.toml", "aera = \"3\"\n");
    assert!(matches!(writer.commit(&faulty), Err(StoreError::Faulty(_))));
    assert_eq!(home.tree(), before);
}
