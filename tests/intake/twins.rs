//! Children of one case: twins are two children, a child in two rows is one, and none is lost.

use crate::common::{Answer, Home};

const HEADERS: &str = "Docket,Parent,System,Child DOB,Removed,Setting,Reunified,Hearing";

/// Ofelia Nunez and Ben Tsosie, and a map without a column for the letter of a child.
fn home() -> Home {
    let home = Home::new();
    for (name, id) in [("Ofelia Nunez", "p-ofelia"), ("Ben Tsosie", "p-ben")] {
        home.ok(&[
            "add",
            "participant",
            name,
            "--id",
            id,
            "--enroll",
            "2024-01-15",
        ]);
    }
    let fields = [
        ("Docket", "same_case"),
        ("Parent", "participants"),
        ("System", "system"),
        ("Child DOB", "child.born"),
        ("Removed", "event.removed"),
        ("Setting", "event.removed.setting"),
        ("Reunified", "event.reunified"),
        ("Hearing", "event.hearing"),
    ];
    let columns: String = fields
        .iter()
        .map(|(header, field)| {
            format!("\n[[column]]\nheader = \"{header}\"\nfield = \"{field}\"\n")
        })
        .collect();
    home.write("intake/cases.toml", format!("kind = \"cases\"\n{columns}"));
    home
}

/// Imports a sheet twice: the second time changes nothing.
fn import(home: &Home, headers: &str, rows: &[&str]) -> Answer {
    home.write("cases.csv", format!("{headers}\n{}\n", rows.join("\n")));
    let first = home.run(&["import", "cases.csv"]);
    first.no_panic("cases");
    let before = home.tree();
    let again = home.run(&["import", "cases.csv"]);
    assert!(again.stderr.contains(" 0 new, "), "{}", again.whole());
    assert!(home.tree() == before, "{}", again.whole());
    first
}

fn case(home: &Home) -> String {
    let tree = home.tree().into_iter();
    let mut cases = tree.filter(|(path, _)| path.starts_with("cases/"));
    let (_, bytes) = cases.next().unwrap_or_default();
    String::from_utf8(bytes).unwrap()
}

fn children(home: &Home) -> usize {
    case(home).matches("[child.").count()
}

const TWINS: [&str; 2] = [
    "JD-1,Ofelia Nunez,CPS,5/5/2018,6/1/2024,foster home,2/1/2025,",
    "JD-1,Ofelia Nunez,CPS,5/5/2018,6/1/2024,relative,3/1/2025,",
];

#[test]
fn twins_who_go_home_on_different_days_are_two_children() {
    let home = home();
    let answer = import(&home, HEADERS, &TWINS);
    assert!(
        answer
            .stderr
            .contains("2 rows: 2 new, 0 on file, 0 refused; 1 case new"),
        "{}",
        answer.whole()
    );
    let text = case(&home);
    assert!(
        text.contains("[child.a]\nborn = 2018-05-05\n\n[child.b]\nborn = 2018-05-05\n"),
        "{text}"
    );
    for event in [
        "on = 2024-06-01\nkind = \"removed\"\nsetting = \"foster-home\"\nchildren = [\n    \"a\",\n]\n",
        "on = 2024-06-01\nkind = \"removed\"\nsetting = \"relative\"\nchildren = [\n    \"b\",\n]\n",
        "on = 2025-02-01\nkind = \"reunified\"\nchildren = [\n    \"a\",\n]\n",
        "on = 2025-03-01\nkind = \"reunified\"\nchildren = [\n    \"b\",\n]\n",
    ] {
        assert!(text.contains(event), "{event}\n{text}");
    }
    home.ok(&["check"]);
}

#[test]
fn one_twin_at_home_and_one_not_are_two_children() {
    let home = home();
    let away = "JD-1,Ofelia Nunez,CPS,5/5/2018,6/1/2024,foster home,,";
    import(&home, HEADERS, &[TWINS[0], away]);
    assert_eq!(children(&home), 2);
}

#[test]
fn a_first_name_or_a_sex_that_differs_tells_twins_apart() {
    for mark in ["First Name", "Child's name", "Sex", "Age"] {
        let home = home();
        let rows = [format!("{},x1", TWINS[0]), format!("{},y1", TWINS[0])];
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let answer = import(&home, &format!("{HEADERS},{mark}"), &rows);
        assert_eq!(children(&home), 2, "{mark}: {}", answer.whole());
    }
}

#[test]
fn a_row_for_each_parent_or_each_hearing_is_one_child() {
    let other_parent = TWINS[0].replace("Ofelia Nunez", "Ben Tsosie");
    let home1 = home();
    import(&home1, HEADERS, &[TWINS[0], &other_parent]);
    assert_eq!(children(&home1), 1);
    assert!(case(&home1).contains("    \"p-ben\",\n    \"p-ofelia\",\n"));

    let home2 = home();
    let rows = [
        format!("{}7/1/2024", TWINS[0]),
        format!("{}8/1/2024", TWINS[0]),
    ];
    import(&home2, HEADERS, &[&rows[0], &rows[1]]);
    assert_eq!(children(&home2), 1);
    assert_eq!(case(&home2).matches("kind = \"hearing\"").count(), 2);

    // Twins, with a row for each parent of each.
    let home3 = home();
    let others = TWINS.map(|row| row.replace("Ofelia Nunez", "Ben Tsosie"));
    import(
        &home3,
        HEADERS,
        &[TWINS[0], TWINS[1], &others[0], &others[1]],
    );
    assert_eq!(children(&home3), 2);
}

#[test]
fn rows_that_do_not_tell_are_refused_with_what_would() {
    let removed = "JD-1,Ofelia Nunez,CPS,5/5/2018,6/1/2024,foster home,,";
    let home_again = "JD-1,Ofelia Nunez,CPS,5/5/2018,,,2/1/2025,";
    let nameless = "JD-1,Ofelia Nunez,CPS,,6/1/2024,foster home,,";
    for (rows, why) in [
        (
            [TWINS[0], TWINS[0]],
            "it says the same as row 2: for twins give each child a letter in a column `Child`, else delete this row",
        ),
        (
            [removed, home_again],
            "it may be about the child of row 2 or about a twin: give each child a letter in a column `Child`",
        ),
        (
            [TWINS[0], nameless],
            "it does not say which child it is about, as other rows of this case do",
        ),
    ] {
        let home = home();
        let answer = import(&home, HEADERS, &rows);
        assert!(
            answer
                .stderr
                .contains("2 rows: 0 new, 0 on file, 2 refused"),
            "{}",
            answer.whole()
        );
        let rejected = home.read("cases.rejected.csv");
        assert!(rejected.contains(why), "{rejected}");
        assert!(
            rejected.contains("row 3 of the same case is refused: both are taken together"),
            "{rejected}"
        );
    }
}

#[test]
fn a_letter_says_which_child_a_row_is_about() {
    let home = home();
    let map = home.read("intake/cases.toml");
    let letter = "\n[[column]]\nheader = \"Child\"\nfield = \"child\"\n";
    home.write("intake/cases.toml", map + letter);
    let headers = format!("{HEADERS},Child");
    let (one, two) = (format!("{},a", TWINS[0]), format!("{},b", TWINS[0]));
    import(&home, &headers, &[&one, &two]);
    assert_eq!(children(&home), 2);

    let home = {
        let again = self::home();
        let map = again.read("intake/cases.toml");
        again.write("intake/cases.toml", map + letter);
        again
    };
    let other = format!("{},a", TWINS[0].replace("5/5/2018", "6/6/2019"));
    let answer = import(&home, &headers, &[&one, &other]);
    assert!(
        answer
            .stderr
            .contains("2 rows: 0 new, 0 on file, 2 refused"),
        "{}",
        answer.whole()
    );
    assert!(
        home.read("cases.rejected.csv")
            .contains("another `born` than row 2 says of the child `a`")
    );
}

#[test]
fn a_child_or_an_event_that_a_case_on_file_lacks_is_told() {
    let home = home();
    import(&home, HEADERS, &[TWINS[0]]);
    let before = home.tree();
    home.write(
        "cases.csv",
        format!("{HEADERS}\n{}\n{}\n", TWINS[0], TWINS[1]),
    );
    let answer = home.ok(&["import", "cases.csv"]);
    assert!(
        answer
            .stderr
            .contains("2 rows: 0 new, 2 on file, 0 refused"),
        "{}",
        answer.stderr
    );
    assert!(
        answer.stderr.contains("on file does not: reunified on 2025-03-01, 1 child born 2018-05-05; it was left as it is"),
        "{}",
        answer.stderr
    );
    home.write("cases.csv", before.get("cases.csv").unwrap());
    assert!(home.tree() == before);
}

#[test]
fn a_guessed_map_takes_letters_and_leaves_names_out() {
    let sheet = "Docket,Parent,System,Child,Child DOB,Removed,Setting,Reunified\n\
        JD-1,Ofelia Nunez,CPS,a,5/5/2018,6/1/2024,foster home,2/1/2025\n\
        JD-1,Ofelia Nunez,CPS,b,5/5/2018,6/1/2024,foster home,2/1/2025\n";
    for (sheet, named) in [
        (sheet.to_owned(), true),
        (sheet.replace(",a,", ",Mia,").replace(",b,", ",Leo,"), false),
    ] {
        let home = home();
        std::fs::remove_file(home.at("intake/cases.toml")).unwrap();
        home.write("cases.csv", &sheet);
        home.ok(&["import", "--map-for", "cases.csv"]);
        assert_eq!(
            home.read("intake/cases.toml")
                .contains("field = \"child\" #"),
            named
        );
        let answer = home.ok(&["import", "cases.csv"]);
        assert!(answer.stderr.contains("1 case new"), "{}", answer.stderr);
        assert_eq!(children(&home), 2);
        assert!(!case(&home).contains("Mia"));
    }
}
