//! Sheets with a person in each row: a column of marks says who came, and others whom they brought.

use crate::common::Home;

/// A program with a group and five parents.
fn home() -> Home {
    let home = Home::new();
    home.ok(&["add", "group", "wednesday"]);
    for (name, id) in [
        ("Ana Cruz", "p-ana"),
        ("Luis Ortega", "p-luis"),
        ("Bo Ruiz", "p-bo"),
        ("Rosa Medina", "p-rosa"),
        ("Tom Begay", "p-tom"),
    ] {
        home.ok(&["add", "participant", name, "--id", id]);
    }
    home
}

/// Imports a sheet by the map guessed for it.
fn import(home: &Home, file: &str, sheet: &str) -> String {
    home.write(file, sheet);
    home.ok(&["import", "--map-for", file]);
    let answer = home.run(&["import", file]);
    assert_eq!(answer.status, 0, "{}", answer.whole());
    answer.stderr
}

fn session(home: &Home, day: &str) -> String {
    home.read(&format!("sessions/2026/{day}-group-wednesday.toml"))
}

/// The people under a key.
fn people(session: &str, key: &str) -> Vec<String> {
    let start = format!("\n{key} = [");
    let list = session.split_once(&start).map_or("", |(_, rest)| rest);
    let list = list.split(']').next().unwrap_or_default();
    let ids = list.split('"').filter(|part| part.starts_with("p-"));
    ids.map(str::to_owned).collect()
}

/// The sheet of one day: Ana, Luis and Tom have a mark, Bo has none, Rosa has a no.
fn of_one_day(header: &str) -> String {
    format!(
        "Wednesday group 11/18/2026,,\nName,{header},Kids\nAna Cruz,x,2\nLuis Ortega,x,2\nBo Ruiz,,1\n\
         Rosa Medina,no,3\nTom Begay,yes,1\n"
    )
}

#[test]
fn whoever_has_no_mark_in_a_column_of_who_came_did_not_come() {
    for header in [
        "Present",
        "Present?",
        "Here",
        "Here?",
        "Attended",
        "Came",
        "Showed",
        "Was there?",
    ] {
        let home = home();
        let said = import(&home, "wed.csv", &of_one_day(header));
        assert!(
            said.contains("5 rows: 4 new, 0 on file, 0 refused, 1 without a mark; 1 session new"),
            "{header}: {said}"
        );
        let session = session(&home, "2026-11-18");
        assert_eq!(
            people(&session, "participants"),
            ["p-ana", "p-luis", "p-tom"],
            "{header}"
        );
        assert_eq!(people(&session, "missed"), ["p-rosa"], "{header}");
        let note = "row 5 has no mark of who came, so those it counts are not counted";
        assert!(said.contains(note), "{said}");
        // Ana's 2, Luis's 2 and Tom's 1; neither Bo's 1 nor Rosa's 3.
        assert!(session.contains("children_in_childcare = 5\n"), "{session}");
    }
}

#[test]
fn under_no_show_an_empty_cell_says_that_they_came() {
    let home = home();
    let sheet =
        "Wednesday group 11/18/2026,\nName,No show?\nAna Cruz,\nLuis Ortega,x\nBo Ruiz,no\n";
    import(&home, "wed.csv", sheet);
    let session = session(&home, "2026-11-18");
    assert_eq!(people(&session, "participants"), ["p-ana", "p-bo"]);
    assert_eq!(people(&session, "missed"), ["p-luis"]);
}

#[test]
fn where_nobody_has_a_mark_nobody_came() {
    let home = home();
    let sheet = "Wednesday group 11/18/2026,\nName,Present\nAna Cruz,\nLuis Ortega,\n";
    let said = import(&home, "wed.csv", sheet);
    assert!(
        said.contains("2 rows: 0 new, 0 on file, 0 refused, 2 without a mark\n"),
        "{said}"
    );
    assert!(!home.at("sessions/2026").exists());
}

#[test]
fn a_mark_that_is_no_longer_there_is_told() {
    let home = home();
    let sheet = of_one_day("Present");
    import(&home, "wed.csv", &sheet);
    home.write("wed.csv", sheet.replace("Tom Begay,yes", "Tom Begay,"));
    let again = home.ok(&["import", "wed.csv"]).stderr;
    assert!(
        again.contains("has no mark for 2026-11-18-group-wednesday, which says that p-tom came")
            && again.contains("`peer set 2026-11-18-group-wednesday participants-=p-tom`"),
        "{again}"
    );
}

#[test]
fn what_the_rows_of_a_session_count_adds_up() {
    let home = home();
    let sheet = "Date,Parent name,Kids in care,Guests,Status\n\
        10/7/2026,Ana Cruz,2,1,held\n10/7/2026,Luis Ortega,2,1,held\n10/7/2026,Bo Ruiz,,,no show\n\
        10/14/2026,Ana Cruz,2,,held\n10/14/2026,Bo Ruiz,,,held\n10/14/2026,Tom Begay,0,2,held\n\
        10/14/2026,Luis Ortega,1,,held\n\
        10/21/2026,Luis Ortega,3,,held\n10/21/2026,Rosa Medina,3,4,no show\n10/21/2026,Tom Begay,3,,held\n";
    import(&home, "Wed sign-in.csv", sheet);
    // 2 + 2; 2 + 0 + 1; 3 + 3 without the 3 of Rosa, who did not come. Guests 1 + 1; 2; none.
    for (day, children, guests) in [
        ("2026-10-07", 4, Some(2)),
        ("2026-10-14", 3, Some(2)),
        ("2026-10-21", 6, None),
    ] {
        let session = session(&home, day);
        assert!(
            session.contains(&format!("children_in_childcare = {children}\n")),
            "{session}"
        );
        match guests {
            Some(guests) => assert!(
                session.contains(&format!("anonymous = {guests}\n")),
                "{session}"
            ),
            None => assert!(!session.contains("anonymous"), "{session}"),
        }
    }
    let again = home.ok(&["import", "Wed sign-in.csv"]).stderr;
    assert!(
        again.contains("10 rows: 0 new, 10 on file, 0 refused\n")
            && !again.contains("on file does not"),
        "{again}"
    );
}

#[test]
fn a_person_who_signed_twice_brought_their_children_once() {
    let home = home();
    home.write(
        "in.csv",
        "Date,Name,Kids\n10/7/2026,Ana Cruz,2\n10/7/2026,Luis Ortega,1\n10/7/2026,Ana Cruz,2\n10/7/2026,Luis Ortega,3\n",
    );
    home.ok(&["import", "--map-for", "in.csv", "--kind", "attendance"]);
    let said = home.run(&["import", "in.csv"]);
    assert!(
        said.status == 1
            && said
                .stderr
                .contains("row 5: it says another `children_in_childcare` than row 3, 1,"),
        "{}",
        said.whole()
    );
    let session = session(&home, "2026-10-07");
    assert!(session.contains("children_in_childcare = 3\n"), "{session}");
}

#[test]
fn a_row_that_is_corrected_later_adds_its_children_to_those_on_file() {
    let home = home();
    let sheet = "Date,Parent name,Kids in care\n10/7/2026,Ana Cruz,2\n10/7/2026,Nobody Known,3\n";
    home.write("Wed sign-in.csv", sheet);
    home.ok(&["import", "--map-for", "Wed sign-in.csv"]);
    assert_eq!(home.run(&["import", "Wed sign-in.csv"]).status, 1);
    assert!(session(&home, "2026-10-07").contains("children_in_childcare = 2\n"));
    home.ok(&["add", "participant", "Nobody Known", "--id", "p-known"]);
    // Ana's 2 are on file, and with the 3 of the later row they are 5.
    let later = home.ok(&["import", "Wed sign-in.rejected.csv"]).stderr;
    assert!(
        later.contains(
            "to use the new value: `peer set 2026-10-07-group-wednesday children_in_childcare=5`"
        ),
        "{later}"
    );
}

#[test]
fn every_session_on_file_without_a_count_gets_its_command() {
    let home = home();
    let days: Vec<String> = (1..=15).map(|day| format!("2026-10-{day:02}")).collect();
    let marks = "x,".repeat(days.len());
    let head = format!("Name,{}\nAna Cruz,{marks}\n", days.join(","));
    home.write("Wed sign-in grid.csv", &head);
    home.ok(&["import", "--map-for", "Wed sign-in grid.csv"]);
    home.ok(&["import", "Wed sign-in grid.csv"]);
    // The row of the children is there the second time: 1 on the first day, 2 on the second, and so on.
    let map = home.read("intake/wed-sign-in-grid.toml");
    home.write(
        "intake/wed-sign-in-grid.toml",
        map.replace("[grid]\n", "[grid]\nchildren = [ \"Kids\", ]\n"),
    );
    let counts: Vec<String> = (1..=days.len()).map(|count| count.to_string()).collect();
    home.write(
        "Wed sign-in grid.csv",
        format!("{head}Kids,{}\n", counts.join(",")),
    );
    let said = home.ok(&["import", "Wed sign-in grid.csv"]).stderr;
    for (day, count) in days.iter().zip(&counts) {
        let command = format!(
            "to use the new value: `peer set {day}-group-wednesday children_in_childcare={count}`"
        );
        assert!(said.contains(&command), "{command}\n{said}");
    }
    assert!(!said.contains("something else"), "{said}");
    // In a list with a person in each row, each session has its own row.
    let rows: String = days
        .iter()
        .zip(&counts)
        .map(|(day, count)| format!("{day},Ana Cruz,{count}\n"))
        .collect();
    home.write(
        "Wed list.csv",
        format!("Date,Parent name,Kids in care\n{rows}"),
    );
    home.ok(&[
        "import",
        "--map-for",
        "Wed list.csv",
        "--kind",
        "attendance",
    ]);
    let said = home.ok(&["import", "Wed list.csv"]).stderr;
    for (day, count) in days.iter().zip(&counts) {
        let command = format!(
            "to use the new value: `peer set {day}-group-wednesday children_in_childcare={count}`"
        );
        assert!(said.contains(&command), "{command}\n{said}");
    }
}

#[test]
fn a_row_of_children_counts_all_of_its_session() {
    // 4 on October 28, when Tom's row says nothing; no one who came on November 4 is imported, so its 2 wait.
    let home = home();
    let sheet = "Date,Parent name,Kids in care\n10/28/2026,Tom Begay,\n10/28/2026,Kids,4\n11/4/2026,Kids,2\n";
    home.write("Wed sign-in.csv", sheet);
    home.ok(&["import", "--map-for", "Wed sign-in.csv"]);
    let said = home.run(&["import", "Wed sign-in.csv"]);
    assert!(
        said.status == 1
            && said
                .stderr
                .contains("row 4: nobody is taken who came on 2026-11-04"),
        "{}",
        said.whole()
    );
    let session = session(&home, "2026-10-28");
    assert!(
        session.contains("children_in_childcare = 4\n")
            && people(&session, "participants") == ["p-tom"],
        "{session}"
    );
}

#[test]
fn a_row_that_says_no_show_in_a_note_is_of_somebody_who_did_not_come() {
    // 3 for Luis and 3 for Tom; neither Rosa's 3 nor Bo's 1. `friend of Bo` is a note like any other.
    let home = home();
    let sheet = "Date,Parent name,Kids in care,Notes\n10/21/2026,Luis Ortega,3,friend of Bo\n\
        10/21/2026,Rosa Medina,3,no show\n10/21/2026,Tom Begay,3,\n10/21/2026,Bo Ruiz,1,Did not come.\n";
    let said = import(&home, "Wed sign-in.csv", sheet);
    for row in [3, 5] {
        let note = format!("row {row} says under `Notes` that they did not come: taken so");
        assert!(said.contains(&note), "{said}");
    }
    let session = session(&home, "2026-10-21");
    assert_eq!(people(&session, "participants"), ["p-luis", "p-tom"]);
    assert_eq!(people(&session, "missed"), ["p-bo", "p-rosa"]);
    assert!(session.contains("children_in_childcare = 6\n"), "{session}");
}
