//! Sheets of cases as people keep them: no event is assigned to a child unless the sheet says so, and no case is taken
//! for another.

use super::messy::{home, import, records};

const CASES: &str = "Case No.;Parent;Child;Child DOB;Petition;Removed;Dismissed;Closed?;County\n";

#[test]
fn what_ended_for_one_child_did_not_end_for_the_other() {
    let home = home();
    let sheet = format!(
        "{CASES}1;Luis Ortega;a;2016-05-01;2025-03-01;2025-03-02;2025-09-01;Yes;Pima\n\
         1;Luis Ortega;b;2019-07-09;2025-03-01;2025-03-02;;No;Pima\n"
    );
    let said = import(&home, "closed.csv", &sheet, &[]);
    assert!(
        said.stderr
            .contains("row 2 says `dismissed` on 2025-09-01 of the child `a` alone"),
        "{}",
        said.whole()
    );
    let case = &records(&home, "cases/")[0];
    for event in [
        "on = 2025-03-01\nkind = \"petition\"\n\n",
        "on = 2025-03-02\nkind = \"removed\"\n\n",
        "on = 2025-09-01\nkind = \"dismissed\"\nchildren = [\n    \"a\",\n]\n",
    ] {
        assert!(case.contains(event), "{case}");
    }
    home.ok(&["check"]);
}

#[test]
fn a_no_against_a_day_is_refused() {
    let rows = "1;Luis Ortega;a;2016-05-01;2025-03-01;2025-03-02;2025-09-01;No;Pima\n";
    let said = import(&home(), "closed.csv", &format!("{CASES}{rows}"), &[]);
    assert!(
        said.stderr.contains(
            "row 2: Closed?: `No`, where `Dismissed` says 2025-09-01: correct one of them"
        ),
        "{}",
        said.whole()
    );
    // A row of the other parent, without a child, contradicts what the first says about the case.
    let home = home();
    let map = "kind = \"cases\"\n\n[[constant]]\nfield = \"system\"\nvalue = \"cps\"\n\n"
        .to_owned()
        + &[
            ("Case", "same_case", ""),
            ("Parent", "participants", ""),
            ("Ended", "event.dismissed", ""),
            ("Closed?", "event.dismissed", "day_of = \"Ended\"\n"),
        ]
        .map(|(header, field, more)| {
            format!("[[column]]\nheader = \"{header}\"\nfield = \"{field}\"\n{more}\n")
        })
        .concat();
    home.write("intake/it.toml", map);
    let sheet = "Case,Parent,Ended,Closed?\n1,Luis Ortega,2025-09-01,Yes\n1,Rosa Medina,,No\n";
    let said = import(&home, "it.csv", sheet, &[]);
    assert!(
        said.stderr
            .contains("row 3 says no to `dismissed`, and row 2 of the same case gives its day"),
        "{}",
        said.whole()
    );
    assert!(records(&home, "cases/").is_empty());
}

#[test]
fn a_row_without_the_number_of_its_case_is_no_case_of_its_own() {
    let home = home();
    let sheet = format!(
        "{CASES}1;Luis Ortega;a;2016-05-01;2025-03-01;2025-03-02;;;Pima\n\
         ;Luis Ortega;b;2019-07-09;2025-03-01;2025-03-02;;;Pima\n"
    );
    let said = import(&home, "closed.csv", &sheet, &[]);
    assert!(
        said.stderr.contains(
            "row 3: it has no number of the case, as row 2 of the same parent has: fill it in"
        ),
        "{}",
        said.whole()
    );
    assert_eq!(records(&home, "cases/").len(), 1);
}

const DOCKETS: &str = "Docket;Parent;Child DOB;Petition;Removed;County\n";

#[test]
fn a_second_case_of_a_parent_is_asked_about_and_never_on_file() {
    let home = home();
    let first = format!("{DOCKETS}JD1;Rosa Medina;2016-05-01;2025-03-04;2025-03-02;Pima\n");
    import(&home, "first.csv", &first, &[]);
    let second = format!("{DOCKETS}JD9;Rosa Medina;2020-01-01;2025-09-01;2025-03-02;Gila\n");
    let said = import(&home, "second.csv", &second, &[]);
    for why in [
        "or another case: the county is gila, on file pima, it has another docket number, \
         none of its children is there, its petition is of another day",
        "if it is another, `--on-near-match new`",
        "1 row: 0 new, 0 on file, 1 refused",
    ] {
        assert!(said.stderr.contains(why), "{}", said.whole());
    }
    home.ok(&["import", "second.csv", "--on-near-match", "new"]);
    let cases = records(&home, "cases/");
    assert_eq!(cases.len(), 2);
    let gila = cases.iter().find(|case| case.contains("gila")).unwrap();
    assert!(gila.contains("[child.a]\nborn = 2020-01-01\n"), "{gila}");
    // Each is found again, by its number.
    for file in ["first.csv", "second.csv"] {
        let again = home.ok(&["import", file]).stderr;
        assert!(
            again.contains("1 row: 0 new, 1 on file, 0 refused"),
            "{again}"
        );
    }
}

#[test]
fn each_thing_that_differs_alone_makes_a_case_another() {
    for (row, why) in [
        (
            "JD9;Rosa Medina;2016-05-01;2025-03-04;2025-03-02;Pima",
            "it has another docket number",
        ),
        (
            ";Rosa Medina;2016-05-01;2025-03-04;2025-03-02;Gila",
            "the county is gila",
        ),
        (
            ";Rosa Medina;2020-01-01;2025-03-04;2025-03-02;Pima",
            "none of its children is there",
        ),
        (
            ";Rosa Medina;2016-05-01;2025-09-01;2025-03-02;Pima",
            "its petition is of another day",
        ),
    ] {
        let home = home();
        let first = "JD1;Rosa Medina;2016-05-01;2025-03-04;2025-03-02;Pima\n";
        import(&home, "dockets.csv", &format!("{DOCKETS}{first}"), &[]);
        let said = import(&home, "dockets.csv", &format!("{DOCKETS}{row}\n"), &[]);
        assert!(said.stderr.contains(why), "{row}\n{}", said.whole());
        assert_eq!(records(&home, "cases/").len(), 1, "{row}");
    }
}

#[test]
fn a_docket_number_is_kept_with_the_names_and_finds_the_case() {
    let home = home();
    let id = "c-rosa";
    home.ok(&[
        "add",
        "case",
        "--participant",
        "rosa",
        "--system",
        "cps",
        "--id",
        id,
        "--docket",
        "county:JD 1",
    ]);
    // The same number means this case, whatever else the row says; its events are reported.
    let sheet = format!("{DOCKETS}JD-1;Rosa Medina;2016-05-01;2025-03-04;;Pima\n");
    let said = import(&home, "dockets.csv", &sheet, &[]);
    assert!(
        said.stderr.contains("1 row: 0 new, 1 on file, 0 refused")
            && said
                .stderr
                .contains("says what c-rosa on file does not: petition on 2025-03-04"),
        "{}",
        said.whole()
    );
    for (path, text) in home.tree() {
        let text = String::from_utf8_lossy(&text).into_owned();
        let has_it = text.contains("JD-1") || text.contains("JD 1");
        let apart = path.starts_with("identities/") || path.ends_with(".csv");
        assert!(apart || !has_it, "{path}");
    }
}

#[test]
fn what_a_case_on_file_says_otherwise_is_told() {
    let home = home();
    home.write(
        "cases/c-rosa.toml",
        "system = \"cps\"\nparticipants = [ \"p-rosa\", ]\n\n[[event]]\non = 2025-03-01\nkind = \"petition\"\n\n\
         [[event]]\non = 2025-09-01\nkind = \"dismissed\"\n",
    );
    home.write("identities/c-rosa.toml", "docket = [ \"JD-1\", ]\n");
    let sheet = format!("{CASES}JD-1;Luis Ortega;;;2025-03-01;;;No;\n");
    let said = import(&home, "closed.csv", &sheet, &[]);
    let told = "says what c-rosa on file does not: no `dismissed`, where the file has 2025-09-01, the parent p-luis";
    assert!(said.stderr.contains(told), "{}", said.whole());
    assert_eq!(records(&home, "cases/").len(), 1);
}
