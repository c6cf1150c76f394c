//! Months with something odd in them: faults, files that are not text, headings from elsewhere, different line ends.

use std::collections::BTreeMap;
use std::fs;

use peer::cli::merged;
use peer::record::read::record;
use peer::record::{Day, Program};
use peer::store::{MonthFiles, Repository, Sides, join_month};

use super::laptops::{Office, executable};
use super::moved::{MONTH, ONE, OWN, listed, october, packed_by, removed_by};

const OTHER: &str = "sessions/2026/2026-10-14-group-wednesday.toml";
const LATE: &str = "sessions/2026/2026-10-21-group-wednesday.toml";

/// A packed month on both laptops.
fn packed_october() -> Office {
    let office = october();
    packed_by(&office, "ana");
    office.ok("ana", &["sync"]);
    office.ok("ben", &["sync"]);
    office
}

/// Ana's work: a session with a fault, and these removed. Ben has packed the month in the meantime.
fn faulty_october(removed: &[&str]) -> Office {
    let office = october();
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
    let text = office.read(&format!("ana/{LATE}"));
    office.write(&format!("ana/{LATE}"), format!("aera = 1\n{text}").as_str());
    removed
        .iter()
        .for_each(|path| fs::remove_file(office.at(&format!("ana/{path}"))).unwrap());
    office.ok("ana", &["save", "--anyway"]);
    office.ok("ana", &["sync", "--anyway"]);
    packed_by(&office, "ben");
    office
}

#[test]
fn a_month_that_is_no_text_is_merged_by_git_and_not_taken_for_empty() {
    for (spoiler, other) in [("ana", "ben"), ("ben", "ana")] {
        let office = packed_october();
        let month = office.at(&format!("{spoiler}/{MONTH}"));
        fs::write(
            &month,
            [&fs::read(&month).unwrap()[..], b"# caf\xe9\n"].concat(),
        )
        .unwrap();
        office.git(spoiler, &["commit", "--quiet", "--all", "-m", "by hand"]);
        office.ok(
            other,
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
        office.ok(other, &["save"]);
        office.git("ana", &["push", "--quiet"]);
        let told = office.peer("ben", &["sync", "--anyway"]);
        let words = "the sessions of 2026-10 were merged file by file";
        assert!(
            told.stderr.contains(words) && told.stderr.contains("not text"),
            "{}",
            told.whole()
        );
        assert!(
            office.git("ben", &["ls-files"]).contains(MONTH),
            "{}",
            told.whole()
        );
        let month = fs::read(office.at(&format!("ben/{MONTH}"))).unwrap();
        assert!(month.ends_with(b"# caf\xe9\n") && String::from_utf8_lossy(&month).contains(ONE));
        assert!(!told.stderr.contains("was removed"), "{}", told.whole());
    }
}

#[test]
fn a_heading_that_is_no_session_of_the_month_never_becomes_a_file() {
    let program: Program = record("schema = 1\nname = \"Test\"\n").unwrap();
    let today: Day = crate::common::TODAY.parse().unwrap();
    let merge = |path: &str, sides: &Sides<'_>| merged(path, &program, sides, today);
    let office = october();
    let text = office.read(&format!("ana/{OWN}"));
    for heading in [
        "2026-11-02-group-wednesday",
        "2026-10-32-group-wednesday",
        "../../peer",
    ] {
        let month = |minutes: &str| -> MonthFiles {
            let text = text.replace("60", minutes);
            BTreeMap::from([(
                MONTH.to_owned(),
                format!("[{ONE}]\n{text}\n[\"{heading}\"]\n{text}"),
            )])
        };
        let (base, ours) = (month("60"), month("61"));
        let theirs = BTreeMap::from([(OWN.to_owned(), text.clone())]);
        let joined = join_month("sessions/2026/2026-10", [&base, &ours, &theirs], &merge);
        let error = joined.expect_err(heading).to_string();
        assert!(
            error.contains(&format!("`{heading}` is not a session of 2026-10")),
            "{error}"
        );
    }
    packed_by(&office, "ana");
    let month = office.read(&format!("ana/{MONTH}"));
    for heading in ["2026-11-02-group-wednesday", "../../peer"] {
        let text = format!("{month}\n[\"{heading}\"]\n{text}");
        office.write(&format!("ana/{MONTH}"), &text);
        let told = office.peer("ana", &["pack", "--unpack", "--before", "2026-11-01"]);
        assert!(
            told.status != 0 && told.stderr.contains(heading),
            "{}",
            told.whole()
        );
        assert_eq!(office.read(&format!("ana/{MONTH}")), text);
        assert!(!office.at(&format!("ana/{OWN}")).exists());
    }
}

#[test]
fn a_session_that_somebody_decided_to_keep_is_kept() {
    let office = packed_october();
    office.ok("ana", &["pack", "--unpack", "--before", "2026-11-01"]);
    removed_by(&office, "ana");
    office.ok("ana", &["sync"]);
    let month = office.read(&format!("ben/{MONTH}"));
    office.write(
        &format!("ben/{MONTH}"),
        &month.replacen("minutes = 60", "minutes = 60 # as she said", 1),
    );
    office.ok("ben", &["save"]);
    let told = office.peer("ben", &["sync"]);
    assert!(
        told.status == 1
            && told
                .stderr
                .contains("you changed it, and the other side removed it"),
        "{}",
        told.whole()
    );
    office.git("ben", &["add", OWN]);
    office.ok("ben", &["save"]);
    assert!(office.read(&format!("ben/{OWN}")).contains("# as she said"));
    office.ok("ben", &["sync"]);
    office.ok("ana", &["sync"]);
    assert!(listed(&office, "ana").contains("2026-10-07"));
}

#[test]
fn a_removal_that_git_lost_in_a_month_with_a_fault_is_named() {
    let office = faulty_october(&[OWN]);
    office.git("ben", &["pull", "--no-rebase", "--no-edit"]);
    let check = office.peer("ben", &["git", "check", "--merged"]);
    let words = format!("{ONE} was removed there and is back in {MONTH}");
    assert!(
        check.status == 1 && check.stderr.contains(&words),
        "{}",
        check.whole()
    );
    assert!(
        !check.stderr.contains("`peer sync` fixes it"),
        "{}",
        check.whole()
    );
    let text = office.read(&format!("ben/{LATE}"));
    office.write(
        &format!("ben/{LATE}"),
        text.trim_start_matches("aera = 1\n"),
    );
    office.ok("ben", &["save"]);
    let told = office.ok("ben", &["sync"]);
    assert!(
        told.contains(&format!("note: {words}")) && told.contains(&format!("`peer edit {MONTH}`")),
        "{told}"
    );
}

#[test]
#[cfg(unix)]
fn a_message_is_read_without_what_is_told_of_its_signature() {
    let office = Office::at_work();
    office.write(
        "ana/gpg",
        "#!/bin/sh\ncase \"$*\" in\n*--verify*) echo '[GNUPG:] GOODSIG 0 ana'; echo 'gpg: Good signature' >&2 ;;\n\
         *) cat >/dev/null; printf '\\n[GNUPG:] SIG_CREATED \\n' >&2\n\
         printf -- '-----BEGIN PGP SIGNATURE-----\\n\\nsigned\\n-----END PGP SIGNATURE-----\\n' ;;\nesac\n",
    );
    executable(&office, "ana/gpg");
    office.git(
        "ana",
        &[
            "config",
            "gpg.program",
            &office.at("ana/gpg").to_string_lossy(),
        ],
    );
    office.git("ana", &["config", "log.showSignature", "true"]);
    office.git(
        "ana",
        &[
            "commit",
            "--quiet",
            "--allow-empty",
            "-S",
            "-m",
            "signed by hand",
        ],
    );
    assert!(
        office
            .git("ana", &["log", "-1", "--format=%s"])
            .contains("Good signature")
    );
    let repository = Repository::open(&office.at("ana")).unwrap();
    assert_eq!(repository.subject("HEAD").unwrap(), "signed by hand");
}

#[test]
fn other_line_ends_are_no_decision_of_a_person() {
    let office = october();
    removed_by(&office, "ana");
    office.ok("ana", &["sync"]);
    packed_by(&office, "ben");
    office.git("ben", &["pull", "--no-rebase", "--no-edit"]);
    let month = office.read(&format!("ben/{MONTH}"));
    office.write(&format!("ben/{MONTH}"), &month.replace('\n', "\r\n"));
    office.git("ben", &["add", MONTH]);
    let told = office.ok("ben", &["sync"]);
    assert!(
        told.contains(&format!(
            "{ONE} was removed there and packed here: it stays removed"
        )),
        "{told}"
    );
    assert!(!listed(&office, "ben").contains("2026-10-07"));
}

#[test]
fn the_commands_that_are_named_hold_where_the_shell_is() {
    let office = Office::new();
    office.ok("ana", &["init", "aviva", "--name", "Test"]);
    office.ok("ana/aviva", &["git", "setup"]);
    office.ok(
        "ana/aviva",
        &[
            "add",
            "participant",
            "--id",
            "p-rosa",
            "--enroll",
            "2026-01-15",
        ],
    );
    office.ok("ana/aviva", &["save"]);
    office.ok("ana/aviva", &["sync"]);
    office.git(".", &["clone", "--quiet", "hub.git", "cara"]);
    office.git("cara", &["config", "user.name", "cara"]);
    office.git("cara", &["config", "user.email", "cara@example.org"]);
    let path = "participants/p-rosa.toml";
    fs::remove_file(office.at(&format!("ana/aviva/{path}"))).unwrap();
    office.ok("ana/aviva", &["save"]);
    office.ok("ana/aviva", &["sync"]);
    office.ok("cara/aviva", &["set", "p-rosa", "gender=woman"]);
    office.ok("cara/aviva", &["save"]);
    let told = office.peer("cara/aviva", &["sync"]);
    let words = format!("keep it with `peer keep {path}`, or delete it with `peer drop {path}`");
    assert!(
        told.status == 1 && told.stderr.contains(&words),
        "{}",
        told.whole()
    );
    office.git("cara/aviva", &["add", path]);
    office.ok("cara/aviva", &["save"]);
}

#[test]
fn sessions_that_came_back_are_all_named_with_the_way_on() {
    let named = [ONE, "2026-10-14-group-wednesday"]
        .map(|session| format!("{session} was removed there and is back"));
    let office = faulty_october(&[OWN, OTHER]);
    let told = office.peer("ben", &["sync"]);
    assert_eq!(told.status, 1, "{}", told.whole());
    assert!(
        named.iter().all(|words| told.stderr.contains(words)),
        "{}",
        told.whole()
    );
    assert!(
        told.stderr.contains("saved here but not sent yet"),
        "{}",
        told.whole()
    );
    assert!(
        told.stderr.contains("the next `peer sync` sends it"),
        "{}",
        told.whole()
    );
    office.ok("ben", &["sync", "--anyway"]);

    let office = faulty_october(&[OWN, OTHER]);
    office.git("ben", &["fetch", "--quiet"]);
    office.git("ben", &["merge", "--quiet", "--no-commit", "origin/main"]);
    let told = office.peer("ben", &["save"]);
    assert_eq!(told.status, 1, "{}", told.whole());
    assert!(
        named.iter().all(|words| told.stderr.contains(words)),
        "{}",
        told.whole()
    );
    assert!(
        told.stderr.contains("`peer save --anyway`") && !told.stderr.contains("leave it"),
        "{}",
        told.whole()
    );
    office.ok("ben", &["save", "--anyway"]);
}
