//! A month that is packed or unpacked on one laptop while its sessions are changed on the other: every combination,
//! with real git.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use peer::record::Kind;
use peer::store::{Directory, Scope};

use super::laptops::Office;

const MONTH: &str = "sessions/2026/2026-10.toml";
const ONE: &str = "2026-10-07-group-wednesday";
const LATE: &str = "2026-10-21-group-wednesday";

/// What one side does to the existing session, or next to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Act {
    Nothing,
    Edited,
    Removed,
    AddedLate,
}

/// What one side does to the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Layout {
    AsItWas,
    Packed,
    Unpacked,
}

/// What one side does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Side {
    act: Act,
    layout: Layout,
}

/// How the month is stored before both begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Start {
    Alone,
    Packed,
    /// Packed, with a session next to it.
    Beside,
}

/// How the two sides are merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Sync,
    /// By git alone, followed by `peer save` and `peer sync`.
    Pull,
}

type Files = BTreeMap<String, String>;

/// The files of the month in a person's clone.
fn files(office: &Office, who: &str) -> Files {
    let folder = office.at(&format!("{who}/sessions/2026"));
    let Ok(all) = fs::read_dir(folder) else {
        return Files::new();
    };
    let names = all.map(|entry| {
        format!(
            "sessions/2026/{}",
            entry.unwrap().file_name().to_string_lossy()
        )
    });
    names
        .map(|path| (path.clone(), office.read(&format!("{who}/{path}"))))
        .collect()
}

fn put(office: &Office, who: &str, wanted: &Files) {
    for path in files(office, who)
        .keys()
        .filter(|path| !wanted.contains_key(*path))
    {
        fs::remove_file(office.at(&format!("{who}/{path}"))).unwrap();
    }
    wanted
        .iter()
        .for_each(|(path, text)| office.write(&format!("{who}/{path}"), text));
}

/// The facts of each session in a person's clone, as words.
fn said(office: &Office, who: &str) -> BTreeMap<String, String> {
    let reading = Directory::open(&office.at(who))
        .unwrap()
        .read(Scope::of(&[Kind::Session]));
    assert!(reading.findings.is_empty(), "{:?}", reading.findings);
    let told = |minutes: Option<u32>, anonymous: Option<u32>| format!("{minutes:?} {anonymous:?}");
    let sessions = reading.records.sessions.into_iter();
    sessions
        .map(|entry| {
            let minutes = entry.record.minutes.map(peer::record::Minutes::count);
            (entry.id.to_string(), told(minutes, entry.record.anonymous))
        })
        .collect()
}

/// The sessions of the month when both begin.
fn start(office: &Office, start: Start) {
    let days: &[&str] = match start {
        Start::Alone | Start::Packed => &["2026-10-07", "2026-10-14"],
        Start::Beside => &["2026-10-14"],
    };
    for day in days {
        office.ok(
            "ana",
            &[
                "log",
                "group",
                "wednesday",
                "--present",
                "p-rosa",
                "60min",
                "--on",
                day,
            ],
        );
    }
    if start != Start::Alone {
        office.ok("ana", &["pack", "--before", "2026-11-01"]);
    }
    if start == Start::Beside {
        office.ok(
            "ana",
            &[
                "log",
                "group",
                "wednesday",
                "--present",
                "p-rosa",
                "60min",
                "--on",
                "2026-10-07",
            ],
        );
    }
}

/// Performs a side's action in ana's clone; `minutes` and `anonymous` are the facts that it writes.
fn act(office: &Office, side: Side, minutes: u32, anonymous: u32) {
    match side.act {
        Act::Nothing => {}
        Act::Edited => drop(office.ok("ana", &["set", ONE, &format!("minutes={minutes}")])),
        Act::Removed => {
            let own = office.at(&format!("ana/sessions/2026/{ONE}.toml"));
            if own.exists() {
                fs::remove_file(own).unwrap();
            } else {
                let text = office.read(&format!("ana/{MONTH}"));
                let next = text.find("[2026-10-14").unwrap();
                office.write(&format!("ana/{MONTH}"), &text[next..]);
            }
        }
        Act::AddedLate => {
            // Each side knows something different about it.
            let known = if minutes == 61 {
                format!("minutes={minutes}")
            } else {
                format!("anonymous={anonymous}")
            };
            office.ok(
                "ana",
                &[
                    "log",
                    "group",
                    "wednesday",
                    "--present",
                    "p-rosa",
                    "--on",
                    "2026-10-21",
                ],
            );
            office.ok("ana", &["set", LATE, &known]);
        }
    }
    match side.layout {
        Layout::AsItWas => {}
        Layout::Packed => drop(office.ok("ana", &["pack", "--before", "2026-11-01"])),
        Layout::Unpacked => drop(office.ok("ana", &["pack", "--unpack", "--before", "2026-11-01"])),
    }
}

/// The minutes of the session after the merge, if no one has to decide: `Err` if someone has to.
fn expected(ours: Act, theirs: Act) -> Result<Option<u32>, ()> {
    match (ours, theirs) {
        (Act::Edited, Act::Edited) | (Act::Removed, Act::Edited) | (Act::Edited, Act::Removed) => {
            Err(())
        }
        (Act::Removed, _) | (_, Act::Removed) => Ok(None),
        (Act::Edited, _) => Ok(Some(61)),
        (_, Act::Edited) => Ok(Some(90)),
        _ => Ok(Some(60)),
    }
}

/// The starting point of every cell with one start.
struct Prepared {
    /// Whether the session is in the packed month at that point.
    is_packed: bool,
    base: String,
    ours: BTreeMap<Side, Files>,
    theirs: BTreeMap<Side, Files>,
}

fn sides(start: Start) -> Vec<Side> {
    let layouts: &[Layout] = match start {
        Start::Alone => &[Layout::AsItWas, Layout::Packed],
        Start::Packed => &[Layout::AsItWas, Layout::Unpacked],
        Start::Beside => &[Layout::AsItWas, Layout::Packed, Layout::Unpacked],
    };
    let acts = [Act::Nothing, Act::Edited, Act::Removed, Act::AddedLate];
    acts.iter()
        .flat_map(|act| {
            layouts.iter().map(|layout| Side {
                act: *act,
                layout: *layout,
            })
        })
        .collect()
}

fn prepare(office: &Office, from: Start) -> Prepared {
    start(office, from);
    office.ok("ana", &["save"]);
    office.ok("ana", &["sync"]);
    office.ok("ben", &["sync"]);
    let base = files(office, "ana");
    let mut all = [BTreeMap::new(), BTreeMap::new()];
    for (made, (minutes, anonymous)) in all.iter_mut().zip([(61, 0), (90, 3)]) {
        for side in sides(from) {
            put(office, "ana", &base);
            act(office, side, minutes, anonymous);
            made.insert(side, files(office, "ana"));
        }
    }
    put(office, "ana", &base);
    let [ours, theirs] = all;
    Prepared {
        is_packed: from == Start::Packed,
        base: office.git("ana", &["rev-parse", "HEAD"]).trim().to_owned(),
        ours,
        theirs,
    }
}

/// One cell: ben did `ours`, ana did `theirs`, and ben merges them.
fn cell(office: &Office, prepared: &Prepared, ours: Side, theirs: Side, way: Way) {
    let about = format!("{way:?}: ours {ours:?}, theirs {theirs:?}");
    for who in ["ana", "ben"] {
        office.git(who, &["reset", "--quiet", "--hard", &prepared.base]);
        office.git(who, &["clean", "--quiet", "-fd", "sessions"]);
    }
    put(office, "ana", &prepared.theirs[&theirs]);
    put(office, "ben", &prepared.ours[&ours]);
    for who in ["ana", "ben"] {
        office.git(who, &["add", "--all", "sessions"]);
        office.git(who, &["commit", "--quiet", "--allow-empty", "-m", who]);
    }
    office.git("ana", &["push", "--quiet", "--force", "origin", "main"]);
    let meant = expected(ours.act, theirs.act);
    let mut words = String::new();
    let mut asked = true;
    if way == Way::Pull {
        let (well, told) = office.try_git("ben", &["pull", "--no-rebase", "--no-edit"]);
        words += &told;
        asked = !well;
        if asked {
            words += &merge_by_hand(office, &about, meant.is_err());
        }
    }
    let told = office.peer("ben", &["sync"]);
    words += &told.whole();
    if told.status != 0 {
        assert!(meant.is_err() && way == Way::Sync, "{about}\n{words}");
        decide(office, &about, &told.stderr);
        let save = office.peer("ben", &["save"]);
        assert_eq!(save.status, 0, "{about}\n{words}\n{}", save.whole());
        let again = office.peer("ben", &["sync"]);
        assert_eq!(again.status, 0, "{about}\n{words}\n{}", again.whole());
    } else {
        assert!(
            meant.is_ok() || way == Way::Pull,
            "a conflict was due: {about}\n{words}"
        );
    }
    let now = said(office, "ben");
    let here = now.get(ONE).cloned();
    // Anyone deciding by hand chooses ours; if git did not ask, what was written stays and is reported.
    let written = [(ours, 61), (theirs, 90)]
        .into_iter()
        .find(|(side, _)| side.act == Act::Edited);
    let decided = if asked {
        (ours.act == Act::Edited).then_some(61)
    } else {
        written.map(|(_, minutes)| minutes)
    };
    if meant.is_err() && !asked {
        assert!(
            words.contains(&format!("note: {ONE} was removed")),
            "{about}\n{words}"
        );
    }
    let meant = meant.unwrap_or(decided);
    assert_eq!(
        here,
        meant.map(|minutes| format!("Some({minutes}) None")),
        "{about}\n{words}\n{now:?}"
    );
    let late = match (ours.act == Act::AddedLate, theirs.act == Act::AddedLate) {
        (true, true) => Some("Some(61) Some(3)"),
        (true, false) => Some("Some(61) None"),
        (false, true) => Some("None Some(3)"),
        (false, false) => None,
    };
    assert_eq!(
        now.get(LATE).map(String::as_str),
        late,
        "{about}\n{words}\n{now:?}"
    );
    assert_eq!(
        now.get("2026-10-14-group-wednesday").map(String::as_str),
        Some("Some(60) None"),
        "{about}"
    );
    assert_eq!(
        office.git("ben", &["status", "--porcelain"]),
        "",
        "{about}\n{words}"
    );
    office.git("ana", &["pull", "--quiet", "--ff-only"]);
    assert_eq!(said(office, "ana"), now, "{about}");
    // If one side removed or edited a session and the other moved it, the result is never silent.
    let moves = if prepared.is_packed {
        Layout::Unpacked
    } else {
        Layout::Packed
    };
    let is_crossed = |one: Side, other: Side| {
        one.layout == moves
            && one.act != Act::Removed
            && one.act != Act::Edited
            && other.act == Act::Removed
    };
    if way == Way::Sync && (is_crossed(ours, theirs) || is_crossed(theirs, ours)) {
        assert!(words.contains(ONE), "{about}\n{words}");
    }
}

/// Follows the given help, like someone who knows nothing about git.
fn decide(office: &Office, about: &str, told: &str) {
    assert!(
        told.contains("conflict in sessions/2026/2026-10"),
        "{about}\n{told}"
    );
    let mut any = false;
    for (path, text) in files(office, "ben") {
        if text.contains("<<<<<<< ours") {
            assert!(
                told.contains(&format!("`peer edit {path}`")),
                "{about}\n{told}"
            );
            let (mut kept, mut side) = (String::new(), None);
            for line in text.split_inclusive('\n') {
                match line.trim_end() {
                    "<<<<<<< ours" => side = Some(true),
                    "=======" if side.is_some() => side = Some(false),
                    ">>>>>>> theirs" => side = None,
                    _ if side != Some(false) => kept += line,
                    _ => {}
                }
            }
            office.write(&format!("ben/{path}"), &kept);
            any = true;
        }
    }
    let one = format!("sessions/2026/{ONE}.toml");
    let state = office.git("ben", &["status", "--porcelain"]);
    let verb = if state.contains(&format!("UD {one}")) {
        "keep"
    } else if state.contains(&format!("DU {one}")) {
        "drop"
    } else {
        assert!(any, "{about}: nothing to decide\n{told}\n{state}");
        return;
    };
    assert!(
        told.contains(&format!("`peer {verb} {one}`")),
        "{about}\n{told}"
    );
    office.ok("ben", &[verb, &one]);
}

/// Completes with `peer save` what `git pull` left open.
fn merge_by_hand(office: &Office, about: &str, is_opposed: bool) -> String {
    let save = office.peer("ben", &["save"]);
    if save.status == 0 {
        assert!(!is_opposed, "{about}\n{}", save.whole());
        return save.whole();
    }
    assert!(is_opposed, "{about}\n{}", save.whole());
    decide(office, about, &save.stderr);
    let again = office.peer("ben", &["save"]);
    assert_eq!(
        again.status,
        0,
        "{about}\n{}\n{}",
        save.whole(),
        again.whole()
    );
    save.whole() + &again.whole()
}

fn every_cell(from: Start) {
    let next = AtomicUsize::new(0);
    let failed = Mutex::new(Vec::new());
    let mut cells = Vec::new();
    for way in [Way::Sync, Way::Pull] {
        for ours in sides(from) {
            cells.extend(sides(from).into_iter().map(|theirs| (ours, theirs, way)));
        }
    }
    if !crate::common::is_thorough() {
        // A step that shares no factor with the number of sides reaches each of them.
        cells = cells.into_iter().step_by(13).collect();
    }
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let office = Office::at_work();
                let prepared = prepare(&office, from);
                while let Some((ours, theirs, way)) =
                    cells.get(next.fetch_add(1, Ordering::Relaxed))
                {
                    let run = || cell(&office, &prepared, *ours, *theirs, *way);
                    if let Err(cause) = std::panic::catch_unwind(std::panic::AssertUnwindSafe(run))
                    {
                        let why = cause.downcast_ref::<String>().cloned().unwrap_or_default();
                        failed
                            .lock()
                            .unwrap()
                            .push(format!("{ours:?} {theirs:?} {way:?}\n{why}"));
                        let _ = office.try_git("ben", &["merge", "--abort"]);
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().unwrap();
    assert!(
        failed.is_empty(),
        "{} of {} cells\n{}",
        failed.len(),
        cells.len(),
        failed.join("\n\n")
    );
}

#[test]
fn a_month_of_single_sessions_is_packed_on_one_side_or_both() {
    every_cell(Start::Alone);
}

#[test]
fn a_packed_month_is_taken_apart_on_one_side_or_both() {
    every_cell(Start::Packed);
}

#[test]
fn a_packed_month_with_a_session_beside_it_is_packed_again_or_taken_apart() {
    every_cell(Start::Beside);
}
