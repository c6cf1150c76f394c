//! `peer report --all`: every report of a period in one go, or none.

use std::collections::BTreeSet;

use peer::report::explain::REPORTS;

use crate::common::{Home, sample};

/// A program with a record of every kind.
fn program() -> Home {
    let home = Home::empty();
    sample::write(home.path());
    home
}

/// The names in a folder.
fn names(home: &Home, folder: &str) -> BTreeSet<String> {
    let inside = std::fs::read_dir(home.at(folder)).unwrap();
    inside
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn each_file_is_what_the_single_report_writes() {
    let home = program();
    let said = home.ok(&["report", "--all", "out", "SFY2027Q1"]).stderr;
    assert!(
        said.contains(&format!("wrote {} reports into out", REPORTS.len())),
        "{said}"
    );
    let mut expected = BTreeSet::new();
    for name in REPORTS {
        for ending in ["html", "xlsx", "json", "csv"] {
            let file = format!("{name}.{ending}");
            let single = format!("single.{ending}");
            home.ok(&["report", name, "SFY2027Q1", "-o", &single]);
            let (of_all, of_one) = (home.at(&format!("out/{file}")), home.at(&single));
            assert!(
                std::fs::read(of_all).unwrap() == std::fs::read(of_one).unwrap(),
                "{file}"
            );
            expected.insert(file);
        }
    }
    assert_eq!(names(&home, "out"), expected);
}

#[test]
fn a_folder_with_files_is_refused_and_an_empty_one_is_filled() {
    let home = program();
    home.write("full/notes.txt", "mine\n");
    let refused = home.run(&["report", "--all", "full", "SFY2027Q1"]);
    assert_eq!(refused.status, 2, "{}", refused.stderr);
    assert!(
        refused.stderr.contains("it already has files"),
        "{}",
        refused.stderr
    );
    assert!(
        refused.stderr.contains("help: name a new folder"),
        "{}",
        refused.stderr
    );
    assert_eq!(names(&home, "full"), ["notes.txt".to_owned()].into());
    std::fs::create_dir(home.at("empty")).unwrap();
    home.ok(&["report", "--all", "empty", "SFY2027Q1"]);
    assert_eq!(names(&home, "empty").len(), REPORTS.len() * 4);
}

#[test]
fn where_one_report_fails_nothing_is_written() {
    let home = program();
    let rules = home.read("peer.toml").replace("schema = 1", "schema = 2");
    home.write(
        "peer.toml",
        format!(
            "{rules}\n[[contract]]\nname = \"county\"\nfunder = \"Pima County\"\nbegins = 2026-07-01\nends = 2027-06-30\n\
             [[contract.target]]\nmeasure = \"unduplicated.served\"\nvalue = 10\nwhere = \"planet:mars\"\n"
        ),
    );
    let before = home.tree();
    let failed = home.run(&["report", "--all", "out", "SFY2027Q1"]);
    assert_ne!(failed.status, 0, "{}", failed.stderr);
    assert_eq!(home.tree(), before);
    for wrong in ["nowhere/deep", "participants", "peer.toml", ".git"] {
        let failed = home.run(&["report", "--all", wrong, "SFY2027Q1"]);
        assert_ne!(failed.status, 0, "{wrong}: {}", failed.stderr);
        assert_eq!(home.tree(), before, "{wrong}");
    }
    let failed = home.run(&["report", "--all", "out", "someday"]);
    assert!(failed.stderr.contains("someday"), "{}", failed.stderr);
    assert_eq!(home.tree(), before);
}

#[test]
fn what_one_report_alone_is_asked_is_refused() {
    let home = program();
    for option in [
        &["--who"][..],
        &["--by", "quarter"],
        &["-o", "x.html"],
        &["unduplicated"],
    ] {
        let mut arguments = vec!["report", "--all", "out", "SFY2027Q1"];
        arguments.extend(option);
        assert_eq!(home.run(&arguments).status, 2, "{option:?}");
    }
    assert!(!home.at("out").exists());
}

#[test]
fn the_public_gets_every_report() {
    let home = program();
    home.ok(&[
        "report",
        "--all",
        "out",
        "SFY2027Q1",
        "--audience",
        "public",
    ]);
    assert_eq!(names(&home, "out").len(), REPORTS.len() * 4);
}
