//! Maps: started by a guess, checked like any record, found by the name of a file.

use crate::common::Home;

#[test]
fn a_map_is_begun_once_and_never_written_over() {
    let home = Home::new();
    home.write("parents.csv", "Name,DOB\nRosa Medina,1990-01-01\n");
    home.ok(&["import", "--map-for", "parents.csv"]);
    let first = home.read("intake/parents.toml");
    home.ok(&["check"]);
    let again = home.run(&["import", "--map-for", "parents.csv"]);
    assert_eq!(again.status, 2);
    assert!(
        again
            .stderr
            .contains("intake/parents.toml already exists; nothing was written"),
        "{}",
        again.stderr
    );
    assert_eq!(home.read("intake/parents.toml"), first);
    let shown = home.ok(&["import", "--map-for", "parents.csv", "--map", "other", "-n"]);
    assert!(
        shown.stdout.contains("# would write intake/other.toml"),
        "{}",
        shown.whole()
    );
    assert!(!home.at("intake/other.toml").exists());
}

#[test]
fn a_faulty_map_is_found_by_check_and_keeps_nobody_from_reporting() {
    let home = Home::new();
    home.write(
        "intake/parents.toml",
        "kind = \"participants\"\n\n[[column]]\nheder = \"Name\"\nfield = \"nam\"\n",
    );
    let checked = home.run(&["check", "--format", "short"]);
    assert_eq!(checked.status, 1);
    assert!(
        checked
            .stdout
            .contains("intake/parents.toml:4:1: error: there is no field `heder` here"),
        "{}",
        checked.stdout
    );
    let full = home.run(&["check"]);
    assert!(
        full.stdout.contains("did you mean `header`?"),
        "{}",
        full.stdout
    );
    home.write("parents.csv", "Name\nRosa\n");
    let refused = home.run(&["import", "parents.csv", "--map", "parents"]);
    assert_eq!(refused.status, 2, "{}", refused.whole());
    home.ok(&["report", "unduplicated", "to-date"]);
    home.ok(&["list", "participants"]);

    home.write(
        "intake/parents.toml",
        "kind = \"participants\"\n\n[[column]]\nheader = \"Name\"\nfield = \"nam\"\n",
    );
    let checked = home.run(&["check"]);
    assert!(
        checked.stdout.contains("participants have no field `nam`"),
        "{}",
        checked.stdout
    );
    assert!(
        checked.stdout.contains("did you mean `name`?"),
        "{}",
        checked.stdout
    );
}

#[test]
fn the_map_is_named_or_found_by_the_name_of_the_file() {
    let home = Home::new();
    let none = home.run(&["import", "parents.csv"]);
    assert!(
        none.stderr
            .contains("there is no map in intake/ yet to say which column is which\nhelp: make one with `peer import --map-for parents.csv`"),
        "{}",
        none.stderr
    );
    let map = |files: &str| {
        format!(
            "kind = \"participants\"\nfiles = [ \"{files}\", ]\n\n[[column]]\nheader = \"Name\"\nfield = \"name\"\n"
        )
    };
    home.write("intake/parents.toml", map("parents*.csv"));
    home.write("intake/elders.toml", map("elders*.csv"));
    home.write("parents-3.csv", "Name\nRosa Medina\n");
    home.write("others.csv", "Name\nLuis Ortega\n");
    home.ok(&["import", "parents-3.csv"]);
    let unknown = home.run(&["import", "others.csv"]);
    assert!(
        unknown.stderr.contains(
            "no map is for files with a name like others.csv\nhelp: choose one with --map: elders, parents"
        ),
        "{}",
        unknown.stderr
    );
    let slip = home.run(&["import", "others.csv", "--map", "elder"]);
    assert!(
        slip.stderr
            .contains("there is no map `elder` in intake/\nhelp: did you mean `elders`?"),
        "{}",
        slip.stderr
    );
    home.ok(&["import", "others.csv", "--map", "elders"]);
    home.write("intake/third.toml", map("par*"));
    let two = home.run(&["import", "parents-3.csv"]);
    assert!(
        two.stderr
            .contains("2 maps are for files with a name like parents-3.csv"),
        "{}",
        two.stderr
    );
}

#[test]
fn a_sheet_that_is_not_as_its_map_says_is_refused_whole() {
    let home = Home::new();
    let before = home.tree().len();
    home.write("intake/p.toml", "kind = \"participants\"\n\n[[column]]\nheader = \"Name\"\nfield = \"name\"\n\n[[column]]\nheader = \"DOB\"\nfield = \"born\"\n");
    for (sheet, told) in [
        (
            "Nam,Age\nRosa,1\n",
            "none of the headers of the map is there: `Name`, `DOB`",
        ),
        (
            "Name,D0B\nRosa,1\n",
            "there is no column `DOB` in row 1, where the headers are\nhelp: is it `D0B` now?",
        ),
        ("Name,DOB,Name\nRosa,1,x\n", "two columns are headed `Name`"),
        ("", "none of the headers"),
        (
            "Name,DOB\n\"Rosa,1\nLuis,2\n",
            "a.csv:2:1 cannot be imported: the quotation mark here is never closed",
        ),
        (
            "Name,DOB\nRosa\0,1\n",
            "it is not a text file or a workbook",
        ),
        (
            "PK\u{3}\u{4}xyz",
            "it is not a workbook that `peer` can read",
        ),
    ] {
        home.write("a.csv", sheet);
        let answer = home.run(&["import", "a.csv"]);
        assert_eq!(answer.status, 2, "{sheet:?}\n{}", answer.whole());
        assert!(
            answer.stderr.contains(told) && answer.stderr.contains("help: "),
            "{sheet:?}\n{}",
            answer.stderr
        );
    }
    assert_eq!(home.tree().len(), before + 2);
}

#[test]
fn the_map_of_the_example_takes_in_its_sheet() {
    let home = Home::empty();
    let example = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data-examples/saguaro");
    crate::common::copy(&example, home.path());
    let identities = std::fs::read_dir(home.at("identities")).unwrap().flatten();
    let mut names: Vec<String> = identities
        .filter(|entry| entry.file_name().to_string_lossy().starts_with("p-"))
        .filter_map(|entry| {
            let text = std::fs::read_to_string(entry.path()).unwrap();
            let part = |key: &str| {
                text.lines().find_map(|line| {
                    line.strip_prefix(&format!("{key} = \""))
                        .map(|rest| rest.trim_end_matches('"').to_owned())
                })
            };
            Some(format!("{} {}", part("given")?, part("family")?))
        })
        .collect();
    names.sort();
    names.dedup();
    let rows: String = names
        .iter()
        .take(6)
        .map(|name| format!("{name},x,,ns\n"))
        .collect();
    home.write(
        "wednesday-sign-in.csv",
        format!("Name,9/30/2026,10/7/2026,2026-10-14\n{rows}"),
    );
    let shown = home.run(&["import", "wednesday-sign-in.csv", "-n"]);
    shown.no_panic("the example");
    assert!(shown.stderr.contains("6 rows: "), "{}", shown.whole());
}
