//! Sheets kept by people who have no program in mind: they become no wrong records, and nothing is silently lost.

use crate::common::{Answer, Home};

/// Luis Ortega and Rosa Medina, and a group.
pub(super) fn home() -> Home {
    let home = Home::new();
    home.ok(&["add", "group", "tuesday"]);
    for (name, id) in [("Luis Ortega", "p-luis"), ("Rosa Medina", "p-rosa")] {
        home.ok(&["add", "participant", name, "--id", id]);
    }
    home
}

/// Imports a sheet by a guessed map with these replacements; a second time nothing changes.
pub(super) fn import(home: &Home, file: &str, sheet: &str, edits: &[(&str, &str)]) -> Answer {
    home.write(file, sheet);
    let name = file.split('.').next().unwrap();
    let map = format!("intake/{name}.toml");
    if !home.at(&map).exists() {
        home.ok(&["import", "--map-for", file]);
        let mut text = home.read(&map);
        for (before, after) in edits {
            assert!(text.contains(before), "{before}\n{text}");
            text = text.replace(before, after);
        }
        home.write(&map, text);
    }
    let first = home.run(&["import", file]);
    first.no_panic(file);
    let before = home.tree();
    let again = home.run(&["import", file]);
    assert!(again.stderr.contains(" 0 new, "), "{}", again.whole());
    assert!(home.tree() == before, "{}", again.whole());
    first
}

/// The texts of the records in a folder, in the order of their names.
pub(super) fn records(home: &Home, folder: &str) -> Vec<String> {
    let tree = home.tree().into_iter();
    let texts = tree.filter(|(path, _)| path.starts_with(folder) && path.ends_with(".toml"));
    texts
        .map(|(_, text)| String::from_utf8(text).unwrap())
        .collect()
}

const ANSWERS: [(&str, &str); 2] = [
    (
        "field = \"group\"\nvalue = \"?\"",
        "field = \"group\"\nvalue = \"tuesday\"",
    ),
    ("new_people = false", "new_people = true"),
];

/// The map by itself names the only group on file.
const NEW_PEOPLE: [(&str, &str); 1] = [ANSWERS[1]];

#[test]
fn rows_that_count_heads_make_no_people() {
    let home = home();
    let sheet = "Name,10/6/2026,10/13/2026\n\"Zed, Al\",x,x\nNew people,1,1\nGuests,1,\nWalk-ins,1,\n\
        First timers,,2\nVolunteers,1,\n";
    let said = import(&home, "new.csv", sheet, &NEW_PEOPLE);
    assert!(
        said.stderr
            .contains("6 rows: 5 new, 0 on file, 1 refused; 2 sessions new"),
        "{}",
        said.whole()
    );
    assert!(
        said.stderr
            .contains("row 7: `Volunteers` is nobody by name"),
        "{}",
        said.whole()
    );
    // 1 new person, 1 guest and 1 walk-in on October 6; 1 new person and 2 first timers on October 13.
    let sessions = records(&home, "sessions/");
    assert!(sessions[0].contains("anonymous = 3\n"), "{}", sessions[0]);
    assert!(sessions[1].contains("anonymous = 3\n"), "{}", sessions[1]);
    // Luis, Rosa, and Al Zed.
    assert_eq!(records(&home, "participants/").len(), 3);
}

#[test]
fn a_word_that_counts_people_is_refused_with_the_way_to_count_them() {
    let home = home();
    let sheet = "Name,10/6/2026\nLuis Ortega,x\nStaff,x\nNewcomers,x\nParents,x\n";
    let said = import(&home, "new.csv", sheet, &NEW_PEOPLE);
    assert!(
        said.stderr.contains("4 rows: 2 new, 0 on file, 2 refused"),
        "{}",
        said.whole()
    );
    for why in [
        "row 4 names nobody: their marks are counted under `anonymous`, 1 in all",
        "row 5: `Parents` is nobody by name: if the row counts people who gave no name, add it to `anonymous` of [grid]",
    ] {
        assert!(said.stderr.contains(why), "{}", said.whole());
    }
    assert_eq!(records(&home, "participants/").len(), 2);
}

#[test]
fn children_of_a_day_of_which_nobody_is_known_wait_for_the_parents() {
    let home = home();
    let sheet = "Name,10/6/2026,10/13/2026\n\"Zed, Al\",x,x\nKids,2,1\n";
    let said = import(&home, "kids.csv", sheet, &[]);
    assert_eq!(said.status, 1, "{}", said.whole());
    for why in [
        "row 2: nobody on file has this name",
        "row 3: nobody is taken who came on 2026-10-06, so its children are not counted",
        "2 rows: 0 new, 0 on file, 2 refused",
    ] {
        assert!(said.stderr.contains(why), "{}", said.whole());
    }
    home.ok(&["add", "participant", "Al Zed"]);
    home.ok(&["import", "kids.csv"]);
    let sessions = records(&home, "sessions/");
    assert!(
        sessions[0].contains("children_in_childcare = 2\n"),
        "{}",
        sessions[0]
    );
    assert!(
        sessions[1].contains("children_in_childcare = 1\n"),
        "{}",
        sessions[1]
    );
}

#[test]
fn two_people_in_a_cell_and_remarks_are_refused_with_what_to_do() {
    let home = home();
    let sheet = "Name,Phone\n\"Perez, Ana & Juan\",\nAna Perez and Juan Perez,\nMary (Lopez) Smith,\n\
        \"Doe, Jane - DECEASED\",\ntest,\nTom Ruiz 2,\n\"O'Brien-Nuñez, Siobhán\",520-555-0114 (mom's)\n";
    let said = import(&home, "people.csv", sheet, &[]);
    for why in [
        "row 2: the name may be of two people (`&`): give each person a row",
        "row 3: the name may be of two people (`and`)",
        "row 4: the name has brackets: take them out",
        "row 5: the name has a remark or a sign that no name has (`-`)",
        "row 6: the name is none",
        "row 7: the name has digits",
        "7 rows: 1 new, 0 on file, 6 refused",
    ] {
        assert!(said.stderr.contains(why), "{why}\n{}", said.whole());
    }
    let identities = records(&home, "identities/p-").concat();
    assert!(
        identities.contains("given = \"Siobhán\"\nfamily = \"O'Brien-Nuñez\"\n"),
        "{identities}"
    );
    // Two people are not the same person because they look alike, wherever they are named.
    home.ok(&["add", "mentor", "Dana Webb", "--capacity", "3"]);
    home.write(
        "log.csv",
        "Date,Parent,Mentor\n10/7/2026,Luis & Rosa Ortega,Dana Webb\n",
    );
    home.ok(&["import", "--map-for", "log.csv"]);
    let said = home.run(&["import", "log.csv", "--on-near-match", "same"]);
    assert!(
        said.stderr.contains("may be of two people (`&`)"),
        "{}",
        said.whole()
    );
}

#[test]
fn a_log_of_enrollments_and_exits_is_taken_whole() {
    let home = home();
    let sheet = "Name,Phone,Enrolled,Exit date,Exit reason\n\
        \"Lopez, Ana\",520-555-0301,1/5/2026,,\n\
        \"Lopez, Ana\",520-555-0302,3/5/2026,,\n\
        \"Lopez, Ana\",520-555-0301,1/5/2026,6/1/2026,graduated\n\
        \"Lopez, Ana\",520-555-0301,9/5/2026,,\n\
        \"Ruiz, Bo\",520-555-0304,3/5/2026,,\n\
        \"Ruiz, Bo\",520-555-0304,4/5/2026,,\n\
        \"Ruiz, Bo\",520-555-0304,3/5/2026,,\n\
        \"Ruiz, Bo\",520-555-0304,3/5/2026,3/1/2026,moved-away\n";
    let said = import(&home, "log.csv", sheet, &[]);
    for why in [
        "row 3: it says something else than row 2 of the same person about `phone`: correct one of the two rows",
        "row 7: row 6 is of the same person: it says enrolled on 2026-04-05, and an earlier row on 2026-03-05 without an exit before that day",
        "row 9: row 6 is of the same person: the exit on 2026-03-01 is before the enrollment on 2026-03-05",
        "taken once: row 8 as row 6",
        "8 rows: 4 new, 0 on file, 3 refused, 1 twice in the sheet",
    ] {
        assert!(said.stderr.contains(why), "{why}\n{}", said.whole());
    }
    let all = records(&home, "participants/").concat();
    for wanted in [
        "[[enrollment]]\nstart = 2026-01-05\nend = 2026-06-01\nreason = \"graduated\"\n\n[[enrollment]]\nstart = 2026-09-05\n",
        "[[enrollment]]\nstart = 2026-03-05\n",
    ] {
        assert!(all.contains(wanted), "{all}");
    }
    home.ok(&["check"]);
}

#[test]
fn an_exit_of_somebody_on_file_is_a_command_away() {
    let home = home();
    home.ok(&["enroll", "luis", "--on", "2026-01-05"]);
    let sheet = "Name,Enrolled,Exit date,Exit reason\nLuis Ortega,1/5/2026,6/1/2026,moved-away\nLuis Ortega,9/5/2026,,\n";
    let said = import(&home, "log.csv", sheet, &[]);
    assert!(
        said.stderr.contains(
            "to use the new value: `peer exit p-luis --on 2026-06-01 --reason moved-away`"
        ),
        "{}",
        said.whole()
    );
    home.ok(&[
        "exit",
        "p-luis",
        "--on",
        "2026-06-01",
        "--reason",
        "moved-away",
    ]);
    let said = home.ok(&["import", "log.csv"]).stderr;
    assert!(
        said.contains("to use the new value: `peer enroll p-luis --on 2026-09-05`"),
        "{said}"
    );
    home.ok(&["enroll", "p-luis", "--on", "2026-09-05"]);
    let said = home.ok(&["import", "log.csv"]).stderr;
    assert!(!said.contains("something else"), "{said}");
}

#[test]
fn a_small_number_beside_hours_is_not_a_minute() {
    let home = home();
    home.ok(&[
        "add",
        "mentor",
        "Dana Webb",
        "--id",
        "m-dana",
        "--capacity",
        "3",
    ]);
    home.ok(&[
        "match",
        "luis",
        "dana",
        "--on",
        "2026-09-01",
        "--force",
        "a test",
    ]);
    let sheet = "Date,Parent,Mentor,Duration\nSept 1 2026,Luis Ortega,Dana Webb,1 1/2 hr\n\
        9/2/2026,Luis Ortega,Dana Webb,half hour\n9/3/2026,Luis Ortega,Dana Webb,75'\n\
        9/4/2026,Luis Ortega,Dana Webb,1h 15m\n9/5/2026,Luis Ortega,Dana Webb,1\n\
        9/6/2026,Luis Ortega,Dana Webb,45\n9/7/2026,Luis Ortega,Dana Webb,60-90\n";
    let said = import(&home, "log.csv", sheet, &[]);
    for why in [
        "row 6: Duration: `1` may be hours or minutes: write `1 hr` or `1 min`",
        "row 8: Duration: `60-90` is a range: write the one length that it was, such as 75 min",
        "7 rows: 5 new, 0 on file, 2 refused; 5 sessions new",
    ] {
        assert!(said.stderr.contains(why), "{why}\n{}", said.whole());
    }
    let minutes: Vec<String> = records(&home, "sessions/")
        .iter()
        .filter_map(|text| {
            text.lines()
                .find(|line| line.starts_with("minutes"))
                .map(str::to_owned)
        })
        .collect();
    assert_eq!(
        minutes,
        [
            "minutes = 90",
            "minutes = 30",
            "minutes = 75",
            "minutes = 75",
            "minutes = 45"
        ]
    );
}

#[test]
fn the_screen_says_all_that_is_wrong_with_a_row() {
    let home = home();
    home.ok(&["add", "mentor", "Dana Webb", "--capacity", "3"]);
    let sheet = "Date,Parent,Mentor\n10/7/2026,Luis,Dana W.\n";
    let said = import(&home, "log.csv", sheet, &[]).stderr;
    assert!(said.contains("Luis may be Luis Ortega (p-luis)"), "{said}");
    assert!(
        said.contains("Mentor: `Dana W.`: this may be somebody known"),
        "{said}"
    );
    let people = "Name,Phone,Email\nAna Cruz,1,ana@example.org\nBo Ruiz,,lee@\nTom Ruiz,n/a,none\n";
    let said = import(&home, "people.csv", people, &[]).stderr;
    assert!(
        said.contains("row 2: Phone: `1` is no phone number"),
        "{said}"
    );
    assert!(
        said.contains("row 3: Email: `lee@` is no e-mail address"),
        "{said}"
    );
    let tom = records(&home, "identities/").concat();
    assert!(
        tom.contains("given = \"Tom\"\nfamily = \"Ruiz\"\n") && !tom.contains("none"),
        "{tom}"
    );
}
