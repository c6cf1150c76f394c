//! Refused rows come back, and everything else is imported; dry runs and files that are in the way.

use crate::common::Home;

const MAP: &str = "kind = \"participants\"\nfiles = [ \"new*.csv\", ]\n\n\
    [[column]]\nheader = \"Name\"\nfield = \"name\"\n\n[[column]]\nheader = \"Born\"\nfield = \"born\"\n\n\
    [[column]]\nheader = \"Needs\"\nfield = \"needs\"\n\n[[column]]\nheader = \"Phone\"\nfield = \"phone\"\n";

const SHEET: &str = "Name,Born,Needs,Phone,Other\nRosa Medina,1990-01-01,Housing,520-555-0100,a\n\
    Luis Ortega,soon,Housing,+1 520 555 0101,=b\n\"Webb, Dana\",1991-01-01,a pony,520-555-0102,c\nAna Cruz,2031-01-01,,,d\n";

fn home() -> Home {
    let home = Home::new();
    home.write("intake/new.toml", MAP);
    home.write("new.csv", SHEET);
    home
}

#[test]
fn refused_rows_come_back_and_can_be_taken_in_corrected() {
    let home = home();
    let answer = home.run(&["import", "new.csv"]);
    assert_eq!(answer.status, 1, "{}", answer.whole());
    assert!(
        answer
            .stderr
            .contains("4 rows: 1 new, 0 on file, 3 refused\n"),
        "{}",
        answer.stderr
    );
    assert!(
        answer
            .stderr
            .contains("refused rows are in new.rejected.csv"),
        "{}",
        answer.stderr
    );
    let rejected = home.read("new.rejected.csv");
    let lines: Vec<&str> = rejected.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines[0], "row,error,Name,Born,Needs,Phone,Other");
    assert!(
        lines[1].starts_with(
            "3,\"Born: `soon` is no day by `iso`, `us`, `named`, `serial`: write a day such as 2026-10-07, or, if it says that there is none, add `soon -> ` to `values` of this column in the map\",Luis Ortega,soon,"
        ),
        "{}",
        lines[1]
    );
    assert!(lines[1].ends_with(",'+1 520 555 0101,'=b"), "{}", lines[1]);
    assert!(
        lines[2].starts_with("4,")
            && lines[2].contains("`a-pony` is not on the program\'s list of `needs`"),
        "{}",
        lines[2]
    );
    assert!(
        lines[3].starts_with("5,") && lines[3].contains("2031-01-01"),
        "{}",
        lines[3]
    );

    home.write(
        "new.rejected.csv",
        rejected
            .replace(",soon,", ",1/5/1992,")
            .replace(",a pony,", ",Visitation,")
            .replace("2031", "1993"),
    );
    let again = home.ok(&["import", "new.rejected.csv"]);
    assert!(
        again
            .stderr
            .contains("3 rows: 3 new, 0 on file, 0 refused\n"),
        "{}",
        again.stderr
    );
    assert!(
        home.tree()
            .values()
            .any(|text| String::from_utf8_lossy(text).contains("phone = \"+1 520 555 0101\""))
    );
}

#[cfg(unix)]
#[test]
fn refused_rows_are_their_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let home = home();
    home.run(&["import", "new.csv", "--rejects", "later.csv"]);
    assert_eq!(
        home.at("later.csv")
            .metadata()
            .unwrap()
            .permissions()
            .mode()
            & 0o777,
        0o600
    );
    assert!(!home.at("new.rejected.csv").exists());
}

#[test]
fn a_file_in_the_way_of_refused_rows_is_never_written_over() {
    let home = home();
    home.write("new.rejected.csv", "mine\n");
    let before = home.tree();
    let answer = home.run(&["import", "new.csv"]);
    assert_eq!(answer.status, 2, "{}", answer.whole());
    assert!(
        answer
            .stderr
            .contains("new.rejected.csv already exists; nothing was written"),
        "{}",
        answer.stderr
    );
    assert!(home.tree() == before);
}

#[test]
fn a_dry_run_shows_what_would_be_made_and_writes_nothing() {
    let home = home();
    let before = home.tree();
    let answer = home.run(&["import", "new.csv", "-n"]);
    assert_eq!(answer.status, 1, "{}", answer.whole());
    assert!(
        answer.stdout.contains("# would write identities/p-"),
        "{}",
        answer.stdout
    );
    assert!(
        answer
            .stdout
            .contains("given = \"Rosa\"\nfamily = \"Medina\"\nborn = 1990-01-01\n"),
        "{}",
        answer.stdout
    );
    assert!(
        answer.stdout.contains("needs = [\n    \"housing\",\n]\n"),
        "{}",
        answer.stdout
    );
    assert!(home.tree() == before);
}

#[test]
fn names_are_kept_only_where_identities_are_at_hand() {
    let home = home();
    let program = home.read("peer.toml").replace(
        "identities = \"identities\"",
        "identities = \"../elsewhere\"",
    );
    assert!(program.contains("elsewhere"));
    home.write("peer.toml", program);
    let answer = home.run(&["import", "new.csv"]);
    assert_eq!(answer.status, 2, "{}", answer.whole());
    assert!(
        answer.stderr.contains("the identities folder"),
        "{}",
        answer.stderr
    );
}

#[test]
fn a_sheet_among_the_records_is_warned_about_and_one_beside_them_is_not() {
    let home = Home::empty();
    home.ok(&["init", "program", "--name", "Test"]);
    for name in ["new.csv", "program/new.csv"] {
        home.write(name, "Name,Born\nRosa Medina,1990-01-01\n");
    }
    home.ok(&["-C", "program", "import", "--map-for", "new.csv"]);
    let warned = |file: &str| {
        home.ok(&["-C", "program", "import", file])
            .stderr
            .contains("is among the records")
    };
    assert!(!warned("program/../new.csv"));
    assert!(warned("program/new.csv"));
}

#[test]
fn cells_are_not_shown_where_no_names_are_to_be_shown() {
    let home = home();
    home.write(
        "new.csv",
        "Name,Born,Needs,Phone\nRosa Medina,Dana Webb,Housing,\n",
    );
    let said = home.run(&["import", "new.csv", "--no-names"]);
    assert!(
        said.stderr.contains("row 2: Born: `…` is no day"),
        "{}",
        said.whole()
    );
    assert!(!said.whole().contains("Webb"), "{}", said.whole());
}
