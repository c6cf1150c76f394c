//! Two people with a laptop each, and a month of work on the same records.

use std::path::PathBuf;
use std::process::Command;

use crate::common::{Answer, Home};

/// A remote in the same folder as two clones of it.
pub struct Office {
    home: Home,
}

impl Office {
    /// A remote without a commit, and the clone of `ana`.
    pub fn new() -> Self {
        let office = Self {
            home: Home::empty(),
        };
        office.git(
            ".",
            &[
                "init",
                "--quiet",
                "--bare",
                "--initial-branch=main",
                "hub.git",
            ],
        );
        office.clone("ana");
        office
    }

    /// A saved program, and clones of it for `ana` and `ben`, both set up.
    pub fn at_work() -> Self {
        let office = Self::new();
        office.ok("ana", &["init", ".", "--name", "Test"]);
        office.ok("ana", &["git", "setup"]);
        for person in ["Rosa Medina", "Luis Ortega"] {
            let id = format!("p-{}", person[..4].to_lowercase());
            office.ok(
                "ana",
                &[
                    "add",
                    "participant",
                    person,
                    "--id",
                    &id,
                    "--enroll",
                    "2026-01-15",
                    "--language",
                    "en",
                ],
            );
        }
        office.ok(
            "ana",
            &[
                "add",
                "mentor",
                "Dana Webb",
                "--id",
                "m-dana",
                "--capacity",
                "1",
                "--joined",
                "2025-02-20",
                "--closed",
                "2023-05-10",
                "--outcome",
                "reunified",
                "--language",
                "en",
                "--training",
                "mandatory-reporting=2025-02-20,peer-mentor-core=2025-02-20",
            ],
        );
        office.ok("ana", &["add", "group", "wednesday"]);
        office.ok(
            "ana",
            &[
                "add",
                "case",
                "--id",
                "c-first",
                "--system",
                "cps",
                "--participant",
                "p-rosa",
                "--child",
                "a=2016-05-01",
            ],
        );
        office.ok(
            "ana",
            &["event", "c-first", "petition", "--on", "2026-02-01"],
        );
        office.ok("ana", &["save"]);
        office.git("ana", &["push", "--quiet", "-u", "origin", "main"]);
        office.clone("ben");
        office.ok("ben", &["git", "setup"]);
        office
    }

    /// The same folders again, in a new place.
    pub fn again(&self) -> Self {
        self.again_for(&["ana", "ben"])
    }

    /// The same if not all of them exist.
    pub fn again_for(&self, people: &[&str]) -> Self {
        let home = Home::empty();
        crate::common::copy(self.home.path(), home.path());
        let again = Self { home };
        for who in people {
            let hub = again.at("hub.git").display().to_string();
            again.git(who, &["remote", "set-url", "origin", &hub]);
        }
        again
    }

    pub fn clone(&self, who: &str) {
        self.git(".", &["clone", "--quiet", "hub.git", who]);
        self.git(who, &["config", "user.name", who]);
        self.git(
            who,
            &["config", "user.email", &format!("{who}@example.org")],
        );
    }

    pub fn at(&self, path: &str) -> PathBuf {
        self.home.at(path)
    }

    pub fn read(&self, path: &str) -> String {
        self.home.read(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        self.home.write(path, text);
    }

    fn prepared(&self, command: &mut Command, folder: &str) {
        let built = PathBuf::from(env!("CARGO_BIN_EXE_peer"));
        let path = format!(
            "{}:{}",
            built.parent().unwrap().display(),
            std::env::var("PATH").unwrap()
        );
        command
            .current_dir(self.at(folder))
            .env("PATH", path)
            .env("GIT_CONFIG_GLOBAL", "/dev/null");
        command
            .env("GIT_CONFIG_NOSYSTEM", "1")
            // Nothing here is large enough to need it.
            .env("GIT_CONFIG_COUNT", "1")
            .env("GIT_CONFIG_KEY_0", "maintenance.auto")
            .env("GIT_CONFIG_VALUE_0", "false")
            .env("HOME", self.at("."));
    }

    /// `peer` in a person's clone, ready to run.
    pub fn command(&self, who: &str, arguments: &[&str]) -> Command {
        let mut command = self.home.command(arguments);
        self.prepared(&mut command, who);
        command
    }

    pub fn peer(&self, who: &str, arguments: &[&str]) -> Answer {
        Answer::of(
            self.command(who, arguments).output().unwrap(),
            self.home.path(),
        )
    }

    pub fn ok(&self, who: &str, arguments: &[&str]) -> String {
        let answer = self.peer(who, arguments);
        assert_eq!(
            answer.status,
            0,
            "{who}: peer {}\n{}",
            arguments.join(" "),
            answer.whole()
        );
        format!("{}{}", answer.stdout, answer.stderr)
    }

    /// Runs git in a folder; returns whether it succeeded, and its output.
    pub fn try_git(&self, folder: &str, arguments: &[&str]) -> (bool, String) {
        let mut command = Command::new("git");
        command
            .args(arguments)
            .env("PEER_TODAY", crate::common::TODAY);
        self.prepared(&mut command, folder);
        let output = command.output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        (
            output.status.success(),
            String::from_utf8_lossy(&said).into_owned(),
        )
    }

    pub fn git(&self, folder: &str, arguments: &[&str]) -> String {
        let (well, said) = self.try_git(folder, arguments);
        assert!(well, "git {}\n{said}", arguments.join(" "));
        said
    }
}

const SESSION: &str = "sessions/2026/2026-11-18-group-wednesday.toml";

#[test]
fn two_laptops_keep_one_truth_for_a_month() {
    let office = Office::at_work();

    // The same group, logged on both: one session with everyone who came, and both are notified.
    office.ok(
        "ana",
        &[
            "log",
            "group",
            "wednesday",
            "--present",
            "p-rosa",
            "90min",
            "--on",
            "2026-11-18",
        ],
    );
    office.ok("ana", &["save"]);
    office.ok("ana", &["sync"]);
    office.ok(
        "ben",
        &[
            "log",
            "group",
            "wednesday",
            "--present",
            "p-luis",
            "--childcare",
            "2",
            "--on",
            "2026-11-18",
        ],
    );
    office.ok("ben", &["save"]);
    let told = office.ok("ben", &["sync"]);
    assert!(
        told.contains(
            "2026-11-18-group-wednesday was entered on both sides and is one session now"
        ),
        "{told}"
    );
    let session = office.read(&format!("ben/{SESSION}"));
    for fact in [
        "p-luis",
        "p-rosa",
        "minutes = 90",
        "children_in_childcare = 2",
    ] {
        assert!(session.contains(fact), "{session}");
    }
    office.ok("ana", &["sync"]);
    assert_eq!(office.read(&format!("ana/{SESSION}")), session);

    // A case that both edited: what each added is there; what both changed is left to ben, in plain words.
    office.ok(
        "ana",
        &["event", "c-first", "hearing", "--on", "2026-11-10"],
    );
    office.ok("ana", &["set", "c-first", "county=pima"]);
    office.ok("ana", &["save"]);
    office.ok("ana", &["sync"]);
    office.ok(
        "ben",
        &[
            "event",
            "c-first",
            "removed",
            "--on",
            "2026-02-02",
            "--setting",
            "foster-home",
        ],
    );
    office.ok("ben", &["set", "c-first", "county=pinal"]);
    office.ok("ben", &["save"]);
    let refused = office.peer("ben", &["sync"]);
    assert_eq!(refused.status, 1, "{}", refused.whole());
    let words = "conflict in cases/c-first.toml\n  `county`: you say `pinal`, ana on ";
    assert!(refused.stderr.starts_with(words), "{}", refused.whole());
    assert!(
        refused.stderr.contains(" says `pima`\n"),
        "{}",
        refused.whole()
    );
    assert!(
        refused.stderr.contains("`peer edit cases/c-first.toml`"),
        "{}",
        refused.whole()
    );
    let open = office.read("ben/cases/c-first.toml");
    let marked = "<<<<<<< ours\ncounty = \"pinal\"\n=======\ncounty = \"pima\"\n>>>>>>> theirs\n";
    assert!(
        open.contains(marked) && open.contains("hearing") && open.contains("removed"),
        "{open}"
    );
    let check = office.peer("ben", &["check"]);
    assert!(
        check.status == 1 && check.stdout.contains("merge-conflict"),
        "{}",
        check.whole()
    );
    for early in [&["save"][..], &["save", "--anyway"]] {
        let refused = office.peer("ben", early);
        assert!(
            refused.status == 1 && refused.stderr.contains("1 conflict still to decide"),
            "{}",
            refused.whole()
        );
    }
    assert!(
        office
            .peer("ben", &["sync"])
            .stderr
            .contains("a merge is not finished yet")
    );
    office.write(
        "ben/cases/c-first.toml",
        &open.replace(marked, "county = \"pima\"\n"),
    );
    assert!(
        office
            .ok("ben", &["save"])
            .contains("merge the records of others")
    );
    office.ok("ben", &["sync"]);
    office.ok("ana", &["sync"]);

    // The last place of a mentor, assigned twice: both matches are there, and `check` names them before anyone else
    // sees them.
    office.ok("ana", &["match", "p-rosa", "m-dana", "--on", "2026-11-02"]);
    office.ok("ana", &["save"]);
    office.ok("ana", &["sync"]);
    office.ok("ben", &["match", "p-luis", "m-dana", "--on", "2026-11-03"]);
    office.ok("ben", &["save"]);
    let full = office.peer("ben", &["sync"]);
    assert_eq!(full.status, 1, "{}", full.whole());
    assert!(
        full.stderr.contains("mentor-over-capacity") && full.stderr.contains("nothing was sent"),
        "{}",
        full.whole()
    );
    assert!(
        office
            .peer("ben", &["check"])
            .stdout
            .contains("mentor-over-capacity")
    );
    assert!(
        office
            .peer("ben", &["save"])
            .stderr
            .contains("nothing to save")
    );
    office.ok("ben", &["set", "m-dana", "capacity=2"]);
    office.ok("ben", &["save"]);
    office.ok("ben", &["sync"]);
    office.ok("ana", &["sync"]);

    // A month is over and packed on one side; the other enters a session late, and corrects one that is now packed.
    for day in ["2026-10-07", "2026-10-14"] {
        office.ok(
            "ana",
            &[
                "log",
                "group",
                "wednesday",
                "--present",
                "p-rosa",
                "--on",
                day,
            ],
        );
    }
    office.ok("ana", &["save"]);
    office.ok("ana", &["sync"]);
    office.ok("ben", &["sync"]);
    office.ok("ana", &["pack", "--before", "2026-11-01"]);
    assert!(office.ok("ana", &["save"]).contains(": pack 2026-10"));
    office.ok("ana", &["sync"]);
    office.ok(
        "ben",
        &[
            "log",
            "group",
            "wednesday",
            "--present",
            "p-luis",
            "--on",
            "2026-10-21",
        ],
    );
    office.ok("ben", &["save"]);
    office.ok("ben", &["sync"]);
    office.ok("ana", &["sync"]);
    let listed = office.ok("ana", &["list", "sessions", "--format", "csv"]);
    for day in ["2026-10-07", "2026-10-14", "2026-10-21"] {
        assert!(listed.contains(day), "{listed}");
    }
    // Both pack it again, each with another late session next to it.
    for (who, day) in [("ana", "2026-10-27"), ("ben", "2026-10-28")] {
        office.ok(
            who,
            &[
                "log",
                "group",
                "wednesday",
                "--present",
                "p-luis",
                "--on",
                day,
            ],
        );
        office.ok(who, &["pack", "--before", "2026-11-01"]);
        office.ok(who, &["save"]);
    }
    office.ok("ana", &["sync"]);
    office.ok("ben", &["sync"]);
    office.ok("ana", &["sync"]);
    let month = office.read("ana/sessions/2026/2026-10.toml");
    assert_eq!(month.matches("\n[2026-10").count() + 1, 5, "{month}");

    // Both have the same records, without faults.
    for who in ["ana", "ben"] {
        office.ok(who, &["check"]);
    }
    assert_eq!(
        office.git("ana", &["rev-parse", "HEAD"]),
        office.git("ben", &["rev-parse", "HEAD"])
    );
    let log = office.git("ana", &["log", "--format=%B"]);
    assert!(
        !log.contains("Rosa") && !log.contains("Luis") && log.contains("log 1 session"),
        "{log}"
    );
    assert!(!office.at("ben/identities").join("p-rosa.toml").exists());
}

#[test]
fn who_is_slower_merges_and_pushes_again() {
    let office = Office::at_work();
    office.ok("ana", &["set", "p-rosa", "area=85705"]);
    office.ok("ana", &["save"]);
    office.ok("ben", &["set", "p-luis", "area=85713"]);
    office.ok("ben", &["save"]);
    // Ana pushes while ben is about to push.
    let hook = "#!/bin/sh\n[ -e ../once ] && exit 0\ntouch ../once\nunset GIT_DIR\ncd ../ana && git push --quiet origin main\n";
    office.write("ben/.git/hooks/pre-push", hook);
    executable(&office, "ben/.git/hooks/pre-push");
    let told = office.ok("ben", &["sync"]);
    assert!(office.at("once").exists());
    assert!(told.contains("received 1 commit, sent 2 commits"), "{told}");
    // If someone is always quicker, sync eventually gives up.
    let always = "#!/bin/sh\nunset GIT_DIR\ncd ../ana && git pull --quiet --no-rebase origin main; git commit --quiet --allow-empty -m x && git push --quiet origin main\n";
    office.write("ben/.git/hooks/pre-push", always);
    office.ok("ben", &["set", "p-luis", "area=85714"]);
    office.ok("ben", &["save"]);
    let told = office.peer("ben", &["sync"]);
    assert!(
        told.status == 2 && told.stderr.contains("others saved first 5 times"),
        "{}",
        told.whole()
    );
}

pub fn executable(office: &Office, path: &str) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(office.at(path), std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    #[cfg(not(unix))]
    let _ = (office, path);
}
