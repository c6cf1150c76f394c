//! Folders that several people share, and one command under `sudo`.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::modes::modes;
use crate::common::{Answer, Home, TODAY};

/// Two people, and the group they share.
const ANN: u32 = 65_531;
const BEN: u32 = 65_532;
const TEAM: u32 = 65_533;

/// A folder that everyone may enter, with the program in it.
struct Place {
    home: Home,
    program: PathBuf,
}

impl Place {
    /// `None` if this user cannot become others.
    fn new() -> Option<Self> {
        let home = Home::empty();
        let is_root = fs::metadata(home.path()).unwrap().uid() == 0;
        let has = |program| Command::new(program).arg("--version").output().is_ok();
        if !is_root || !has("setpriv") {
            eprintln!("nobody else can be played here");
            return None;
        }
        fs::set_permissions(home.path(), Permissions::from_mode(0o755)).unwrap();
        let program = home.at("peer");
        // Copied by another process: a file that this one still has open for writing cannot be run.
        let copied = Command::new("cp")
            .arg(env!("CARGO_BIN_EXE_peer"))
            .arg(&program)
            .status();
        assert!(copied.unwrap().success());
        fs::set_permissions(&program, Permissions::from_mode(0o755)).unwrap();
        Some(Self { home, program })
    }

    fn folder(&self, owner: u32, group: u32, mode: u32) -> PathBuf {
        let folder = self.home.at("shared");
        fs::create_dir(&folder).unwrap();
        chown(&folder, Some(owner), Some(group)).unwrap();
        fs::set_permissions(&folder, Permissions::from_mode(mode)).unwrap();
        folder
    }

    /// Runs the program in the folder as one of them, whose own group is a different one.
    fn run(&self, who: u32, arguments: &[&str]) -> Answer {
        let mut command = Command::new("setpriv");
        command
            .args([format!("--reuid={who}"), format!("--regid={who}")])
            .arg(format!("--groups={TEAM}"))
            .arg(&self.program);
        self.end(command, arguments)
    }

    fn end(&self, mut command: Command, arguments: &[&str]) -> Answer {
        command
            .args(arguments)
            .current_dir(self.home.at("shared"))
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("PEER_TODAY", TODAY);
        Answer::of(command.output().unwrap(), self.home.path())
    }

    fn ok(&self, who: u32, arguments: &[&str]) -> Answer {
        let answer = self.run(who, arguments);
        assert_eq!(answer.status, 0, "{who} {arguments:?}\n{}", answer.whole());
        answer
    }
}

/// What each of two people does in a shared folder, one after the other.
fn work_together(place: &Place) {
    place.ok(ANN, &["init", "--name", "Ours"]);
    place.ok(
        ANN,
        &[
            "add",
            "participant",
            "Rosa Medina",
            "--id",
            "p-rosa",
            "--need",
            "housing",
        ],
    );
    place.ok(BEN, &["set", "p-rosa", "area=85705", "phone=520-555-0101"]);
    place.ok(BEN, &["add", "group", "wednesday"]);
    place.ok(ANN, &["log", "group", "wednesday", "--present", "p-rosa"]);
    place.ok(BEN, &["undo"]);
    place.ok(ANN, &["undo"]);
    place.ok(ANN, &["add", "group", "wednesday"]);
    place.ok(BEN, &["log", "group", "wednesday", "--present", "p-rosa"]);
    place.ok(ANN, &["list", "participants"]);
}

#[test]
fn two_people_work_in_a_folder_that_their_group_shares() {
    let Some(place) = Place::new() else { return };
    let folder = place.folder(ANN, TEAM, 0o2770);
    work_together(&place);
    let all = modes(&folder);
    assert!(all.len() > 12, "{all:?}");
    for (path, is_folder, mode) in all {
        let wanted = if is_folder { 0o770 } else { 0o660 };
        assert_eq!(mode, wanted, "{mode:o} {}", path.display());
        assert_eq!(
            fs::metadata(&path).unwrap().gid(),
            TEAM,
            "{}",
            path.display()
        );
    }
    let kept = fs::metadata(folder.join("participants")).unwrap();
    assert_eq!(
        kept.mode() & 0o2000,
        0o2000,
        "a new folder hands the group on"
    );
}

#[test]
fn a_folder_that_does_not_hand_its_group_on_is_shared_too() {
    let Some(place) = Place::new() else { return };
    let folder = place.folder(ANN, TEAM, 0o770);
    work_together(&place);
    for (path, ..) in modes(&folder) {
        assert_eq!(
            fs::metadata(&path).unwrap().gid(),
            TEAM,
            "{}",
            path.display()
        );
    }
}

#[test]
fn what_a_group_may_only_read_stays_so() {
    let Some(place) = Place::new() else { return };
    let folder = place.folder(ANN, TEAM, 0o2750);
    place.ok(ANN, &["init", "--name", "Mine"]);
    place.ok(ANN, &["add", "participant", "--id", "p-rosa"]);
    for (path, is_folder, mode) in modes(&folder) {
        let wanted = if is_folder { 0o700 } else { 0o600 };
        assert_eq!(mode, wanted, "{mode:o} {}", path.display());
    }
    let refused = place.run(BEN, &["set", "p-rosa", "area=1"]);
    assert_eq!(refused.status, 2, "{}", refused.whole());
}

/// Everything below that does not belong to this user.
fn not_of(folder: &Path, owner: u32) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = modes(folder).into_iter().map(|(path, ..)| path).collect();
    all.retain(|path| fs::symlink_metadata(path).unwrap().uid() != owner);
    all
}

#[test]
fn one_command_under_sudo_locks_nobody_out() {
    let Some(place) = Place::new() else { return };
    let folder = place.folder(ANN, ANN, 0o700);
    let as_root = |arguments: &[&str]| {
        let answer = place.end(Command::new(&place.program), arguments);
        assert_eq!(answer.status, 0, "{arguments:?}\n{}", answer.whole());
        assert_eq!(not_of(&folder, ANN), Vec::<PathBuf>::new(), "{arguments:?}");
    };
    // The very first command, a change of an existing file, a new file in a new folder, undo, and an answer.
    as_root(&["init", "--name", "Hers"]);
    place.ok(ANN, &["add", "participant", "--id", "p-rosa"]);
    as_root(&["set", "p-rosa", "area=1"]);
    as_root(&["log", "outreach", "fair"]);
    as_root(&["undo"]);
    as_root(&["log", "outreach", "fair"]);
    as_root(&["list", "participants", "-o", "list.csv"]);
    place.ok(ANN, &["set", "p-rosa", "area=2"]);
    place.ok(ANN, &["undo"]);
    place.ok(ANN, &["undo"]);
    place.ok(ANN, &["list", "participants", "-o", "list.csv"]);
}
