//! Files that people name for answers: never the program's own or git's, and everything else as in other tools.

use std::fs::{self, Permissions};
use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
use std::process::Command;

use crate::common::{Answer, Home, everything, sample, unchanged};

const LIST: [&str; 4] = ["list", "participants", "--format", "csv"];

/// A program `one` in git, with names in `vault`, and another program, `two`.
fn homes() -> Home {
    let home = Home::empty();
    sample::write(&home.at("one"));
    sample::write(&home.at("two"));
    fs::rename(home.at("one/identities"), home.at("vault")).unwrap();
    let rules = home.read("one/peer.toml");
    home.write(
        "one/peer.toml",
        rules.replace("\"identities\"", "\"../vault\""),
    );
    home.write("one/notes/.gitignore", "*.tmp\n");
    home.write("one/.gitattributes", "*.toml text eol=lf\n");
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.args(arguments).current_dir(home.path());
        assert!(command.output().unwrap().status.success());
    };
    git(&["init", "-q", "one"]);
    git(&["init", "-q", "--bare", "hub"]);
    home
}

/// `peer list … -o FILE` in the program `one`.
fn listed(home: &Home, file: &str) -> Answer {
    let arguments = [&LIST[..], &["-o", file]].concat();
    let mut command = home.command(&arguments);
    Answer::of(
        command.current_dir(home.at("one")).output().unwrap(),
        home.path(),
    )
}

fn csv(home: &Home) -> String {
    home.ok(&[&["-C", "one"], &LIST[..]].concat()).stdout
}

fn refuses(home: &Home, file: &str) {
    let before = everything(home.path());
    let answer = listed(home, file);
    assert_eq!(answer.status, 2, "{file}\n{}", answer.whole());
    let lines: Vec<&str> = answer.stderr.lines().collect();
    assert!(
        matches!(lines[..], [error, help] if error.starts_with("error: cannot write ")
            && help == "help: choose a file outside the folders of records"),
        "{file}\n{}",
        answer.whole()
    );
    unchanged(home.path(), &before, file);
}

#[test]
fn no_answer_goes_over_what_the_program_reads() {
    let home = homes();
    home.write("one/forgotten.toml", "");
    for file in [
        "peer.toml",
        "./peer.toml",
        "PEER.TOML",
        "notes/../peer.toml",
        "notes/peer.toml",
        "../peer.toml",
        "../two/peer.toml",
        "forgotten.toml",
        ".gitignore",
        ".gitattributes",
        ".gitmodules",
        "notes/.gitignore",
        "participants/p-rosa1.toml",
        "participants/new.csv",
        "Participants/new.csv",
        "notes/../participants/new.csv",
        "participants/deeper/new.csv",
        "mentors/m-dana1.toml",
        "cases/list.csv",
        "groups/.hidden.csv",
        "matches/list.csv",
        "sessions/2026/list.csv",
        "sessions/2026/2026-10-07-group-wednesday.toml",
        "definitions",
        "definitions/list.csv",
        "intake/list.csv",
        "outcomes/list.csv",
        "surveys/list.csv",
        "answers/2026/list.csv",
        "forms/voca.toml",
        "identities",
        "identities/list.csv",
        "../vault/p-rosa1.toml",
        "../vault/list.csv",
        "../vault/deeper/list.csv",
        "../two/participants/list.csv",
        "../two/identities/p-luis1.toml",
    ] {
        refuses(&home, file);
    }
    let full = home.at("one/cases/list.csv").display().to_string();
    refuses(&home, &full);
}

#[test]
fn no_answer_goes_over_what_git_or_peer_keeps_for_itself() {
    let home = homes();
    home.write("one/.peer/undo/1.json", "{}");
    for file in [
        ".git",
        ".git/config",
        ".git/hooks/pre-commit",
        ".GIT/config",
        "notes/../.git/config",
        "../hub/config",
        "../hub/hooks/post-receive",
        "../two/.git/config",
        ".peer/journal",
        ".peer/list.csv",
        ".peer/undo/1.json",
        "../vault/.peer/undo/1.json",
    ] {
        refuses(&home, file);
    }
    assert_eq!(home.read("one/.peer/undo/1.json"), "{}");
}

#[test]
fn a_link_is_followed_to_what_it_leads_to() {
    let home = homes();
    let link = |to: &str, from: &str| symlink(to, home.at("one").join(from)).unwrap();
    link("peer.toml", "rules.csv");
    link("rules.csv", "again.csv");
    link("participants/p-nobody.toml", "dangling.csv");
    link("../vault", "elsewhere");
    link(".git", "depot");
    for file in [
        "rules.csv",
        "again.csv",
        "dangling.csv",
        "elsewhere/list.csv",
        "depot/config",
    ] {
        refuses(&home, file);
        assert!(
            fs::read_link(home.at("one").join(file.split('/').next().unwrap())).is_ok(),
            "{file}"
        );
    }
    // Anything else is replaced where it is, and the links stay.
    let csv = csv(&home);
    home.write("out/old.csv", "old");
    link("../out/old.csv", "old.csv");
    link("../out/new.csv", "new.csv");
    for name in ["old.csv", "new.csv"] {
        assert_eq!(listed(&home, name).status, 0);
        assert!(home.at("one").join(name).is_symlink());
        assert_eq!(home.read(&format!("out/{name}")), csv);
    }
    link("round.csv", "round.csv");
    let round = listed(&home, "round.csv");
    assert_eq!(round.status, 2, "{}", round.whole());
    assert!(
        round
            .stderr
            .starts_with("error: cannot write round.csv: its links go in a circle"),
        "{}",
        round.whole()
    );
}

#[test]
fn a_hard_link_of_a_record_leaves_the_record_alone() {
    let home = homes();
    let record = home.read("one/participants/p-rosa1.toml");
    fs::hard_link(
        home.at("one/participants/p-rosa1.toml"),
        home.at("rosa.csv"),
    )
    .unwrap();
    assert_eq!(listed(&home, "../rosa.csv").status, 0);
    assert_eq!(home.read("one/participants/p-rosa1.toml"), record);
    assert_eq!(home.read("rosa.csv"), csv(&home));
}

#[test]
fn a_dash_is_the_screen() {
    let home = homes();
    let plain = home.ok(&["-C", "one", "list", "participants"]);
    let dash = home.ok(&["-C", "one", "list", "participants", "-o", "-"]);
    assert_eq!(dash.whole(), plain.whole());
    assert_eq!(listed(&home, "-").stdout, csv(&home));
    let proposals = home.ok(&["-C", "one", "match", "--csv-out", "-"]);
    assert!(
        proposals.stdout.contains("decision") && proposals.stderr.is_empty(),
        "{}",
        proposals.whole()
    );
    assert!(!home.at("-").exists() && !home.at("one/-").exists());
    let workbook = home.run(&["-C", "one", "list", "mentors", "--format", "xlsx"]);
    assert_eq!(workbook.status, 2, "{}", workbook.whole());
}

#[test]
fn a_device_is_written_into() {
    let home = homes();
    let run = |program: &str, arguments: &[&str]| {
        let mut command = Command::new(program);
        let status = command.args(arguments).current_dir(home.path()).status();
        status.is_ok_and(|status| status.success())
    };
    // Only a user who can create a test device risks the machine's own.
    let is_made = run("mknod", &["null", "c", "1", "3"]);
    let own = home.at("null");
    let is_open = fs::OpenOptions::new().write(true).open(&own).is_ok();
    let null = if is_made && is_open {
        own
    } else {
        "/dev/null".into()
    };
    let answer = listed(&home, &null.display().to_string());
    assert_eq!(answer.status, 0, "{}", answer.whole());
    assert!(
        fs::symlink_metadata(&null)
            .unwrap()
            .file_type()
            .is_char_device()
    );
}

/// No one reads from it: opening it would wait forever.
#[test]
fn a_pipe_with_a_name_is_refused_at_once() {
    let home = homes();
    let pipe = home.at("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let answer = listed(&home, "../pipe");
    let told = "error: cannot write ../pipe: it is a pipe, not a file\n\
                help: name a file, or leave out -o and use `|`\n";
    assert_eq!((answer.status, answer.stderr.as_str()), (2, told));
    let kind = fs::symlink_metadata(&pipe).unwrap().file_type();
    assert!(kind.is_fifo());
}

#[test]
fn an_open_file_is_added_to_by_its_number() {
    let home = homes();
    let csv = csv(&home);
    let peer = env!("CARGO_BIN_EXE_peer");
    let line = format!(
        "echo first > log; '{peer}' -C one {} -o /dev/fd/1 >> log 2> said",
        LIST.join(" ")
    );
    let mut command = Command::new("sh");
    command.args(["-c", &line]).current_dir(home.path());
    let status = command.env("PEER_TODAY", crate::common::TODAY).status();
    assert!(status.unwrap().success(), "{}", home.read("said"));
    assert_eq!(home.read("log"), format!("first\n{csv}"));
}

#[test]
fn a_file_that_cannot_be_written_is_named_and_nothing_is_left_behind() {
    let home = homes();
    fs::create_dir(home.at("out")).unwrap();
    home.write("out/.list.csv.new", "mine");
    let said = |file: &str, words: &str| {
        let before = everything(home.path());
        let answer = listed(&home, file);
        assert_eq!(answer.status, 2, "{file}\n{}", answer.whole());
        assert!(answer.stderr.contains(words), "{file}\n{}", answer.whole());
        assert!(
            answer.stderr.contains("\nhelp: "),
            "{file}\n{}",
            answer.whole()
        );
        unchanged(home.path(), &before, file);
    };
    said("../out", "cannot write ../out: it is a folder");
    said("../out/", "cannot write ../out/: it is a folder");
    said("../out/new/", "cannot write ../out/new/: it is a folder");
    said("../out/..", "cannot write ../out/..: ");
    said(
        "../out/no/list.csv",
        "cannot write ../out/no/list.csv: there is no folder HOME/out/no",
    );
    // A user's hidden file is not a leftover, and the longest possible names work.
    let long = format!("../out/{}.csv", "x".repeat(251));
    for file in ["../out/list.csv", &long] {
        let answer = listed(&home, file);
        assert_eq!(answer.status, 0, "{}", answer.whole());
    }
    assert_eq!(home.read("out/.list.csv.new"), "mine");
    fs::set_permissions(home.at("out/list.csv"), Permissions::from_mode(0o640)).unwrap();
    assert_eq!(listed(&home, "../out/list.csv").status, 0);
    let mode = fs::metadata(home.at("out/list.csv")).unwrap().permissions();
    assert_eq!(mode.mode() & 0o777, 0o640);
    fs::set_permissions(home.at("out/list.csv"), Permissions::from_mode(0o440)).unwrap();
    let is_root =
        fs::metadata("/proc/self").is_ok_and(|me| std::os::unix::fs::MetadataExt::uid(&me) == 0);
    if !is_root {
        said("../out/list.csv", "Permission denied");
    }
}

#[test]
fn every_verb_that_writes_a_named_file_asks_first() {
    let home = homes();
    home.write(
        "one/intake/new.toml",
        "kind = \"participants\"\n\n[[column]]\nheader = \"Name\"\nfield = \"name\"\n\n\
         [[column]]\nheader = \"Born\"\nfield = \"born\"\n",
    );
    home.write("new.csv", "Name,Born\nAna Cruz,1990-01-01\nBea Diaz,soon\n");
    home.write("two/cases/extra.csv", "Name,Born\nBea Diaz,soon\n");
    let before = everything(home.path());
    for line in [
        "list mentors -o",
        "show p-rosa1 -o",
        "status -o",
        "due -o",
        "where -o",
        "history p-rosa1 -o",
        "report services -o",
        "report quarter CY2026Q3 -o",
        "match -o",
        "match --apply -o",
        "match p-rosa1 -o",
        "match --csv-out",
        "import ../new.csv --rejects",
    ] {
        let arguments: Vec<&str> = line.split(' ').chain(["participants/x.csv"]).collect();
        let mut command = home.command(&arguments);
        let output = command.current_dir(home.at("one")).output().unwrap();
        let answer = Answer::of(output, home.path());
        if line.starts_with("history") && !answer.stderr.contains("participants/x.csv") {
            continue;
        }
        assert_eq!(answer.status, 2, "{line}\n{}", answer.whole());
        let words = "error: cannot write participants/x.csv: `participants` is only for records";
        assert!(answer.stderr.contains(words), "{line}\n{}", answer.whole());
        unchanged(home.path(), &before, line);
    }
    for folder in ["one/.git/man", "one/participants", "one/forms/man"] {
        let answer = home.run(&["generate", "man", folder]);
        assert_eq!(answer.status, 2, "{}", answer.whole());
    }
    // Outside a program the vault is unknown; but `-C` says whose it is.
    let answer = home.run(&["-C", "one", "generate", "man", "vault/man"]);
    assert_eq!(answer.status, 2, "{}", answer.whole());
    // Refused rows are written next to their sheet, which may be among the records.
    let answer = home.run(&["-C", "one", "import", "two/cases/extra.csv"]);
    assert_eq!(answer.status, 2, "{}", answer.whole());
    assert!(answer.stderr.contains("--rejects"), "{}", answer.whole());
    unchanged(home.path(), &before, "at the end");
    let answer = home.run(&["-C", "one", "import", "new.csv", "--rejects", "-"]);
    assert_eq!(answer.status, 1, "{}", answer.whole());
    assert!(
        answer.stdout.contains("Bea Diaz,soon") && !home.at("-").exists(),
        "{}",
        answer.whole()
    );
}
