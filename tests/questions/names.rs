//! The files created to contain names: readable only by their owner, and outside the records.

use std::fs::{Permissions, metadata, set_permissions};
use std::os::unix::fs::PermissionsExt;

use super::{answer, ask, ok, program, run};
use crate::common::Home;

/// Two parents with one name, and a sheet with a row that cannot be imported.
fn namesakes() -> Home {
    let home = program();
    home.write("records/participants/p-rose.toml", "");
    home.write(
        "records/identities/p-rose.toml",
        "given = \"Rosa\"\nfamily = \"Medina\"\nborn = 1989-04-12\n",
    );
    home.write(
        "records/identities/p-rosa.toml",
        "given = \"Rosa\"\nfamily = \"Medina\"\nborn = 1989-04-12\n",
    );
    home.write(
        "records/intake/parents.toml",
        "kind = \"participants\"\nfiles = [ \"parents.csv\", ]\n\n[[column]]\nheader = \"Name\"\nfield = \"given\"\n\n\
         [[column]]\nheader = \"Needs\"\nfield = \"needs\"\n",
    );
    home
}

fn mode(home: &Home, file: &str) -> u32 {
    metadata(home.at(file)).unwrap().permissions().mode() & 0o777
}

/// A file that everyone can read.
fn open(home: &Home, file: &str) {
    home.write(file, "");
    set_permissions(home.at(file), Permissions::from_mode(0o644)).unwrap();
}

#[test]
fn a_question_and_the_pairs_of_same_are_private_and_outside_of_the_records() {
    let home = namesakes();
    home.write("records/letters/to-the-county.md", "");
    for command in [
        &["outcome", "ask", "county", "-o"][..],
        &["same", "--csv-out"],
    ] {
        for inside in ["records/names.csv", "records/letters/names.csv"] {
            let refused = run(&home, &[command, &[inside]].concat());
            assert_eq!(refused.status, 2, "{command:?}: {}", refused.whole());
            assert!(
                refused.stderr.contains("it would have names"),
                "{}",
                refused.whole()
            );
            assert!(!home.at(inside).exists());
        }
        open(&home, "names.csv");
        ok(&home, &[command, &["names.csv"]].concat());
        assert_eq!(mode(&home, "names.csv"), 0o600, "{command:?}");
    }
}

#[test]
fn rejected_rows_are_private() {
    let home = namesakes();
    home.write("parents.csv", "Name,Needs\nOmar Reyes,nonsense-word\n");
    let import = run(&home, &["import", "parents.csv"]);
    assert_eq!(import.status, 1, "{}", import.whole());
    assert!(home.read("parents.rejected.csv").contains("Omar Reyes"));
    assert_eq!(mode(&home, "parents.rejected.csv"), 0o600);
    let id = ask(&home);
    assert_eq!(answer(&home, &id, "ID-9,2026-10-31,,,\n").status, 1);
    assert_eq!(mode(&home, "ask.rejected.csv"), 0o600);
}

#[test]
fn explain_names_lists_them_all() {
    let home = program();
    let text = ok(&home, &["explain", "names"]).stdout;
    for file in [
        "peer outcome ask AGREEMENT -o FILE",
        "peer same --csv-out FILE",
        "peer import SHEET",
        "peer outcome answer SHEET",
    ] {
        assert!(text.contains(file), "{file}: {text}");
    }
}
