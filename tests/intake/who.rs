//! Who a row is about: nothing is guessed, and decisions are kept.

use crate::cli::prompts::Desk;
use crate::common::Home;

const MAP: &str = "kind = \"participants\"\nfiles = [ \"new*.csv\", ]\n\n\
    [[column]]\nheader = \"Name\"\nfield = \"name\"\n\n[[column]]\nheader = \"Born\"\nfield = \"born\"\n\n\
    [[column]]\nheader = \"Id\"\nfield = \"external_ids\"\nsystem = \"dcs\"\n";

/// José García is on file, born 1989-04-12.
fn home() -> Home {
    let home = Home::new();
    home.ok(&[
        "add",
        "participant",
        "José García",
        "--id",
        "p-jose",
        "--born",
        "1989-04-12",
    ]);
    home.write("intake/new.toml", MAP);
    home
}

fn import(home: &Home, rows: &str, more: &[&str]) -> String {
    home.write("new.csv", format!("Name,Born,Id\n{rows}"));
    let _ = std::fs::remove_file(home.at("new.rejected.csv"));
    let arguments: Vec<&str> = ["import", "new.csv"].iter().chain(more).copied().collect();
    let answer = home.run(&arguments);
    answer.no_panic(rows);
    answer.stderr
}

#[test]
fn the_same_name_with_the_same_birth_date_or_without_one_is_the_same_person() {
    let home = home();
    let before = home.tree();
    for row in [
        "Jose Garcia,1989-04-12,",
        "\"GARCÍA, José\",4/12/1989,",
        "jose garcia,,",
        "Garcia Jose,1989-04-12,",
    ] {
        let said = import(&home, &format!("{row}\n"), &[]);
        assert!(
            said.contains("1 row: 0 new, 1 on file, 0 refused\n"),
            "{row}: {said}"
        );
    }
    std::fs::remove_file(home.at("new.csv")).unwrap();
    assert!(before == home.tree());
}

#[test]
fn who_only_looks_alike_is_refused_where_nobody_can_be_asked() {
    let home = home();
    for row in [
        "Garcia Jose,,",
        "Jose Gracia,,",
        "Jose Luis Garcia,,",
        "J. Garcia,,",
        "Jose Garcia,1990-01-01,",
    ] {
        let said = import(&home, &format!("{row}\n"), &[]);
        assert!(
            said.contains("1 row: 0 new, 0 on file, 1 refused\n"),
            "{row}: {said}"
        );
        assert!(
            said.contains("may be José García (p-jose), born 1989-04-12, who has"),
            "{row}: {said}"
        );
        let rejected = home.read("new.rejected.csv");
        assert!(
            rejected.contains("p-jose") && !rejected.contains("José García"),
            "{row}: {rejected}"
        );
    }
}

#[test]
fn a_short_form_of_a_given_name_is_asked_about() {
    let home = Home::new();
    for (name, id) in [
        ("Patrick O'Dell", "p-patrick"),
        ("Elizabeth Diaz", "p-elizabeth"),
        ("Guadalupe Ramos", "p-guadalupe"),
    ] {
        home.ok(&["add", "participant", name, "--id", id]);
    }
    home.write("intake/new.toml", MAP);
    for (row, id) in [
        ("Pat O'Dell", "p-patrick"),
        ("Liz Diaz", "p-elizabeth"),
        ("Liz D.", "p-elizabeth"),
        ("\"Ramos, Lupe\"", "p-guadalupe"),
        ("E. Diaz", "p-elizabeth"),
        ("Elizabeth D.", "p-elizabeth"),
    ] {
        let said = import(&home, &format!("{row},,\n"), &[]);
        assert!(
            said.contains("1 row: 0 new, 0 on file, 1 refused\n") && said.contains(id),
            "{row}: {said}"
        );
    }
    for row in ["Pat Diaz", "Liz Ramos", "Eva Diaz"] {
        let said = import(&home, &format!("{row},,\n"), &["-n"]);
        assert!(
            said.contains("1 row: 1 new, 0 on file, 0 refused"),
            "{row}: {said}"
        );
    }
    let said = import(&home, "Patty Nez,,\nPatricia Nez,,\n", &[]);
    assert!(
        said.contains("1 new, 0 on file, 1 refused") && said.contains("row 2"),
        "{said}"
    );
}

#[test]
fn what_was_decided_about_a_name_is_kept() {
    let home = home();
    let said = import(&home, "Jose Gracia,,\n", &["--on-near-match", "same"]);
    assert!(
        said.contains("1 row: 0 new, 1 on file, 0 refused; 1 record added to\n"),
        "{said}"
    );
    assert!(
        home.read("identities/p-jose.toml")
            .contains("aliases = [\n    \"Jose Gracia\",\n]\n")
    );
    let said = import(&home, "Jose Gracia,,\n", &[]);
    assert!(
        said.contains("1 row: 0 new, 1 on file, 0 refused"),
        "{said}"
    );

    let said = import(
        &home,
        "Josue Garcia,1995-05-05,\nJosee Garcia,,\n",
        &["--on-near-match", "new"],
    );
    assert!(
        said.contains("2 rows: 2 new, 0 on file, 0 refused"),
        "{said}"
    );
    let said = import(&home, "Josue Garcia,1995-05-05,\nJosee Garcia,,\n", &[]);
    assert!(
        said.contains("2 rows: 0 new, 2 on file, 0 refused"),
        "{said}"
    );
    assert!(
        home.tree()
            .values()
            .any(|text| String::from_utf8_lossy(text).contains("not_same_as = [\n    \"p-jose\""))
    );
}

#[test]
fn another_birth_date_is_never_taken_for_the_same_person() {
    let home = home();
    let said = import(
        &home,
        "Jose Garcia,1990-01-01,\n",
        &["--on-near-match", "same"],
    );
    assert!(said.contains("1 refused"), "{said}");
    assert!(
        home.read("new.rejected.csv")
            .contains("p-jose has another birth date")
    );
}

#[test]
fn an_id_in_another_system_finds_a_person_again() {
    let home = home();
    let said = import(&home, "Jose Garcia,1989-04-12,0042\n", &[]);
    assert!(said.contains("0 new, 1 on file"), "{said}");
    assert!(home.read("identities/p-jose.toml").contains("\"dcs:0042\""));
    let said = import(
        &home,
        "J. Garcia,,0042\nJosé Garcia Peña,1989-04-12,0042\n",
        &[],
    );
    assert!(
        said.contains("2 rows: 0 new, 2 on file, 0 refused"),
        "{said}"
    );
    let said = import(
        &home,
        "Rosa Medina,,0042\nJose Garcia,1989-04-12,0043\n",
        &[],
    );
    assert!(
        said.contains("2 refused"),
        "one id is one person's, and one person has one id of a system: {said}"
    );
}

#[test]
fn people_twice_in_a_sheet_are_one_person() {
    let home = home();
    let rows = "Rosa Medina,1990-01-01,\n\"Medina, Rosa\",1/1/1990,\nRosa Medina,1990-01-01,7\nRosa Medina,1991-02-02,\n";
    let said = import(&home, rows, &[]);
    assert!(
        said.contains("4 rows: 1 new, 0 on file, 1 refused, 2 twice in the sheet"),
        "{said}"
    );
    assert!(
        said.contains("row 5: Rosa Medina may be the person of row 2, who has the same name and another birth date"),
        "{said}"
    );
    assert_eq!(
        home.tree()
            .keys()
            .filter(|path| path.starts_with("participants/"))
            .count(),
        2
    );
}

#[test]
fn what_a_row_says_otherwise_is_a_command_away() {
    let home = home();
    home.write("intake/new.toml", MAP.to_owned() + "\n[[column]]\nheader = \"Zip\"\nfield = \"area\"\n\n[[column]]\nheader = \"Needs\"\nfield = \"needs\"\n\n[[column]]\nheader = \"Phone\"\nfield = \"phone\"\n");
    home.write(
        "new.csv",
        "Name,Born,Id,Zip,Needs,Phone\nJosé García,,,85713,housing,520-555-0101\n",
    );
    let said = home.ok(&["import", "new.csv"]).stderr;
    let command = said
        .split('`')
        .find(|part| part.starts_with("peer set"))
        .unwrap_or_else(|| panic!("{said}"));
    assert_eq!(
        command,
        "peer set p-jose area=85713 needs+=housing phone=520-555-0101"
    );
    let names_hidden = home.ok(&["import", "new.csv", "--no-names"]).stderr;
    assert!(
        !names_hidden.contains("555-0101")
            && names_hidden.contains("`peer edit p-jose --identity`"),
        "{names_hidden}"
    );
    home.ok(&command.split(' ').skip(1).collect::<Vec<_>>());
    let said = home.ok(&["import", "new.csv"]).stderr;
    assert!(!said.contains("something else"), "{said}");
}

const MENTORS: &str = "kind = \"mentors\"\nfiles = [ \"mentors.csv\", ]\n\n\
    [[column]]\nheader = \"Name\"\nfield = \"name\"\n\n[[column]]\nheader = \"Born\"\nfield = \"born\"\n\n\
    [[column]]\nheader = \"Parent\"\nfield = \"participant\"\n\n[[constant]]\nfield = \"capacity\"\nvalue = \"3\"\n";

#[test]
fn a_mentor_who_came_up_as_a_parent_is_found_or_asked_about() {
    let home = home();
    home.ok(&["add", "participant", "Luis Ortega", "--id", "p-luis"]);
    home.write("intake/mentors.toml", MENTORS);
    home.write(
        "mentors.csv",
        "Name,Born,Parent\nJose Garcia,1989-04-12,\nLuis Ortgea,,\nRosa Medina,,\n",
    );
    let said = home.run(&["import", "mentors.csv"]).stderr;
    assert!(
        said.contains("3 rows: 2 new, 0 on file, 1 refused"),
        "{said}"
    );
    assert!(
        said.contains("row 2 is p-jose, a parent on file: `participant` says so"),
        "{said}"
    );
    assert!(
        said.contains("Luis Ortgea may be Luis Ortega (p-luis)"),
        "{said}"
    );
    assert_eq!(joined(&home), 1);
    home.ok(&["check"]);
    let said = home.run(&["import", "mentors.csv"]).stderr;
    assert!(
        said.contains("3 rows: 0 new, 2 on file, 1 refused"),
        "{said}"
    );
}

/// How many mentors are linked to the parent on file.
fn joined(home: &Home) -> usize {
    let mentors = home
        .tree()
        .into_iter()
        .filter(|(path, _)| path.starts_with("mentors/"));
    mentors
        .filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("participant = \"p-jose\""))
        .count()
}

#[test]
fn a_mentor_with_only_the_name_of_a_parent_is_told_with_the_command_that_joins_them() {
    let home = home();
    home.write("intake/mentors.toml", MENTORS);
    home.write("mentors.csv", "Name,Born,Parent\nJose Garcia,,\n");
    let said = home.ok(&["import", "mentors.csv"]).stderr;
    assert!(
        said.contains(
            "row 2 has the name of the parent p-jose; if it is the same person: `peer set m-"
        ) && said.contains("1 row: 1 new, 0 on file, 0 refused"),
        "{said}"
    );
    assert_eq!(joined(&home), 0, "a name alone is nobody's");
    let command = said
        .split('`')
        .find(|part| part.starts_with("peer set"))
        .unwrap();
    home.ok(&command.split(' ').skip(1).collect::<Vec<_>>());
    assert_eq!(joined(&home), 1);
    home.ok(&["check"]);
}

#[test]
fn a_mentor_whose_row_names_the_parent_is_not_told_about_others() {
    let home = home();
    home.ok(&[
        "add",
        "mentor",
        "Rosa Medina",
        "--id",
        "m-old",
        "--capacity",
        "3",
    ]);
    home.write("intake/mentors.toml", MENTORS);
    home.write(
        "mentors.csv",
        "Name,Born,Parent\nRosa Medina,1990-01-01,p-jose\n",
    );
    let said = home
        .run(&["import", "mentors.csv", "--on-near-match", "new"])
        .stderr;
    assert!(
        said.contains("1 row: 1 new, 0 on file, 0 refused") && !said.contains("peer set m-old"),
        "{said}"
    );
}

#[test]
fn a_parent_with_the_name_of_a_mentor_is_told_with_the_command_that_joins_them() {
    let home = home();
    home.ok(&[
        "add",
        "mentor",
        "Rosa Medina",
        "--id",
        "m-rosa",
        "--capacity",
        "3",
    ]);
    let said = import(&home, "Rosa Medina,,\n", &[]);
    assert!(
        said.contains(
            "row 2 has the name of the mentor m-rosa; if it is the same person: `peer set m-rosa participant=p-"
        ),
        "{said}"
    );
    let command = said
        .split('`')
        .find(|part| part.starts_with("peer set"))
        .unwrap();
    home.ok(&command.split(' ').skip(1).collect::<Vec<_>>());
    home.ok(&["check"]);
}

#[cfg(unix)]
#[test]
fn on_a_terminal_who_only_looks_alike_is_asked_about() {
    let asked = |keys: &str, told: &str| {
        let home = home();
        home.write("new.csv", "Name,Born,Id\nJose Gracia,,\n");
        let mut desk = Desk::new(&home, &["import", "new.csv"]);
        desk.sees("Row 2: who is Jose Gracia?");
        desk.sees("leave this row for later");
        desk.press(keys);
        let shown = desk.rest();
        assert!(shown.contains(told), "{shown}");
        home
    };
    let up = "\u{1b}[A";
    let later = asked("\r", "1 row: 0 new, 0 on file, 1 refused");
    assert!(later.at("new.rejected.csv").exists());
    asked(&format!("{up}\r"), "1 row: 1 new, 0 on file, 0 refused");
    let same = asked(&format!("{up}{up}\r"), "1 row: 0 new, 1 on file, 0 refused");
    assert!(same.read("identities/p-jose.toml").contains("Jose Gracia"));
    let stopped = asked("\u{3}", "nothing was written");
    assert!(!stopped.at("new.rejected.csv").exists());
}

#[cfg(unix)]
#[test]
fn a_question_about_a_refused_row_shows_it_as_the_sheet_has_it() {
    let home = home();
    home.write(
        "new.rejected.csv",
        "row,error,Name,Born,Id\n7,the reason of the last try,Jose Gracia,,42\n",
    );
    let mut desk = Desk::new(&home, &["import", "new.rejected.csv"]);
    desk.sees("Row 7 (42): who is Jose Gracia?");
    desk.press("\r");
    desk.rest();
}

#[test]
fn another_name_in_a_column_for_it_is_added_to_who_is_on_file() {
    let home = home();
    let column = "\n[[column]]\nheader = \"Goes by\"\nfield = \"aliases\"\n";
    home.write("intake/new.toml", format!("{MAP}{column}"));
    home.write(
        "new.csv",
        "Name,Born,Id,Goes by\nJosé García,1989-04-12,,Pepe\n",
    );
    let said = home.ok(&["import", "new.csv"]).stderr;
    assert!(said.contains("0 new, 1 on file, 0 refused"), "{said}");
    let identity = home.read("identities/p-jose.toml");
    assert!(
        identity.contains("aliases = [\n    \"Pepe\",\n]\n"),
        "{identity}"
    );
    let before = home.tree();
    home.ok(&["import", "new.csv"]);
    assert!(before == home.tree());
}
