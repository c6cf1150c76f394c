//! What a sheet seems to say but does not: each case once caused a silently wrong figure.

use crate::common::{Answer, Home};

/// A program with a first guess of a map for a sheet, which is then imported.
fn guessed(file: &str, sheet: &str) -> (Home, Answer) {
    let home = Home::new();
    home.write(file, sheet);
    home.ok(&["import", "--map-for", file]);
    let answer = home.run(&["import", file]);
    answer.no_panic(sheet);
    (home, answer)
}

/// The texts of a folder, joined in arbitrary order.
fn texts(home: &Home, folder: &str) -> String {
    let tree = home.tree().into_iter();
    let files = tree.filter(|(path, _)| path.starts_with(folder) && path.ends_with(".toml"));
    files
        .map(|(_, bytes)| String::from_utf8(bytes).unwrap())
        .collect()
}

/// The summary of the rows: the last line.
fn summary(answer: &Answer) -> &str {
    let lines = answer.stderr.lines();
    lines
        .filter(|line| line.contains(" refused"))
        .find(|line| line.contains(" new, "))
        .unwrap_or_default()
}

const MIXED: &str =
    "Name,Referred\nRosa Medina,7/6/2026\nLuis Ortega,13/07/2026\nAna Cruz,7/13/2026\n";

#[test]
fn a_day_that_could_be_either_is_refused_in_a_column_with_both_orders() {
    let (home, answer) = guessed("parents.csv", MIXED);
    assert_eq!(summary(&answer), "3 rows: 2 new, 0 on file, 1 refused");
    let people = texts(&home, "participants/");
    assert_eq!(
        people.matches("referred = 2026-07-13").count(),
        2,
        "{people}"
    );
    let rejected = home.read("parents.rejected.csv");
    assert!(
        rejected.contains("Rosa Medina")
            && rejected.contains("`7/6/2026` is 2026-07-06 by `us` and 2026-06-07 by `day-first`: write 2026-07-06 or 2026-06-07"),
        "{rejected}"
    );
    assert!(
        home.read("intake/parents.toml")
            .contains("dates = [ \"us\", \"day-first\", ] # us 2, day-first 2; both orders occur"),
        "{}",
        home.read("intake/parents.toml")
    );
}

#[test]
fn a_map_that_does_not_say_how_days_are_written_lets_no_odd_cell_turn_the_others() {
    let map = "kind = \"participants\"\n\n[[column]]\nheader = \"Name\"\nfield = \"name\"\n\n[[column]]\nheader = \"Referred\"\nfield = \"referred\"\n";
    let home = Home::new();
    home.write("intake/parents.toml", map);
    home.write("parents.csv", MIXED);
    let answer = home.run(&["import", "parents.csv"]);
    assert_eq!(summary(&answer), "3 rows: 2 new, 0 on file, 1 refused");
    // The row alone is as unclear as it was among the others.
    let answer = home.run(&["import", "parents.rejected.csv"]);
    assert_eq!(summary(&answer), "1 row: 0 new, 0 on file, 1 refused");
    let corrected = home
        .read("parents.rejected.csv")
        .replace(",7/6/2026", ",2026-07-06");
    home.write("parents.rejected.csv", corrected);
    home.ok(&["import", "parents.rejected.csv"]);
    assert!(texts(&home, "participants/").contains("referred = 2026-07-06"));

    // One odd cell among days that could be either.
    let home = Home::new();
    home.write("intake/parents.toml", map);
    home.write(
        "parents.csv",
        "Name,Referred\nRosa Medina,7/6/2026\nLuis Ortega,13/07/2026\n",
    );
    let answer = home.run(&["import", "parents.csv"]);
    assert_eq!(summary(&answer), "2 rows: 1 new, 0 on file, 1 refused");

    // The map takes precedence over what the cells show.
    let home = Home::new();
    home.write("intake/parents.toml", format!("{map}dates = [ \"us\", ]\n"));
    home.write("parents.csv", MIXED);
    let answer = home.run(&["import", "parents.csv"]);
    assert_eq!(summary(&answer), "3 rows: 2 new, 0 on file, 1 refused");
    assert!(texts(&home, "participants/").contains("referred = 2026-07-06"));
    assert!(home.read("parents.rejected.csv").contains("Luis Ortega"));
}

#[test]
fn a_column_is_day_first_where_nothing_speaks_against_it() {
    let sheet =
        "Nombre;Apellido;Fecha de remisión\nJosé;Peña;06/07/2026\nLucía;Ibáñez;25/07/2026\n";
    let sheet = sheet.replace("Fecha de remisión", "Referral date");
    let (home, answer) = guessed("referrals.csv", &sheet);
    assert_eq!(summary(&answer), "2 rows: 2 new, 0 on file, 0 refused");
    let people = texts(&home, "participants/");
    assert!(people.contains("referred = 2026-07-06") && people.contains("referred = 2026-07-25"));

    let (home, answer) = guessed(
        "parents.csv",
        "Name,Referred\nRosa Medina,06/07/26\nLuis Ortega,25/07/26\n",
    );
    assert_eq!(summary(&answer), "2 rows: 2 new, 0 on file, 0 refused");
    let people = texts(&home, "participants/");
    assert!(people.contains("referred = 2026-07-06") && people.contains("referred = 2026-07-25"));
}

#[test]
fn days_across_are_never_turned_around() {
    for headers in ["7/6/2026,13/07/2026,7/13/2026", "7/6/2026,13/07/2026"] {
        let home = Home::new();
        home.ok(&["add", "group", "wednesday"]);
        home.ok(&["add", "participant", "Rosa Medina"]);
        home.write(
            "intake/sign-in.toml",
            "kind = \"attendance\"\n\n[[column]]\nheader = \"Name\"\nfield = \"name\"\n\n[[constant]]\nfield = \"group\"\nvalue = \"wednesday\"\n\n[grid]\npresent = [ \"x\", ]\n",
        );
        home.write("sign-in.csv", format!("Name,{headers}\nRosa Medina,x,,\n"));
        let answer = home.run(&["import", "sign-in.csv"]);
        assert_eq!(answer.status, 2, "{}", answer.whole());
        assert!(
            answer.stderr.contains(
                "the header `7/6/2026` is 2026-07-06 by `us` and 2026-06-07 by `day-first`"
            ),
            "{}",
            answer.stderr
        );
    }
}

#[test]
fn the_columns_of_a_name_are_joined() {
    for header in [
        "Name,Last Name",
        "Name,Surname",
        "Nombre,Apellido",
        "First,Name",
        "Parent Name,Parent Last",
        "Parent First Name,Parent Last Name",
        "Client Name,Client's Last Name",
    ] {
        let (home, answer) = guessed(
            "parents.csv",
            &format!("{header},DOB\nRosa Elena,Medina,1990-05-06\n"),
        );
        assert_eq!(
            summary(&answer),
            "1 row: 1 new, 0 on file, 0 refused",
            "{header}: {}",
            answer.whole()
        );
        let identity = texts(&home, "identities/p-");
        assert!(
            identity.contains("given = \"Rosa Elena\"\nfamily = \"Medina\"\n"),
            "{header}: {identity}"
        );
    }
}

#[test]
fn a_number_is_no_name() {
    let (home, answer) = guessed("parents.csv", "Client #,Parent Name\n0000117,Rosa Medina\n");
    assert_eq!(summary(&answer), "1 row: 1 new, 0 on file, 0 refused");
    let identity = texts(&home, "identities/p-");
    assert!(
        identity.contains("given = \"Rosa\"\nfamily = \"Medina\"\n")
            && identity.contains("client-number:0000117"),
        "{identity}"
    );
}

#[test]
fn a_name_that_two_people_have_is_nobodys() {
    let home = Home::new();
    let born = ["--born", "1990-05-06"];
    home.ok(&[
        &["add", "participant", "Ana Cruz", "--id", "p-ana"],
        &born[..],
    ]
    .concat());
    home.ok(&["add", "participant", "Ana Cruz", "--id", "p-anna"]);
    home.write("parents.csv", "Name\nAna Cruz\n");
    home.ok(&["import", "--map-for", "parents.csv"]);
    let before = texts(&home, "");
    let answer = home.run(&["import", "parents.csv"]);
    assert_eq!(summary(&answer), "1 row: 0 new, 0 on file, 1 refused");
    assert!(
        answer.stderr.contains("p-ana") && answer.stderr.contains("p-anna"),
        "{}",
        answer.stderr
    );
    let rejected = home.read("parents.rejected.csv");
    assert!(
        rejected.contains("p-ana, who has the same name; p-anna, who has the same name"),
        "{rejected}"
    );
    assert_eq!(texts(&home, ""), before);
}

#[test]
fn an_id_that_two_people_have_is_nobodys_and_another_birth_date_is_asked_about() {
    let home = Home::new();
    for (id, name) in [("p-rosa", "Rosa Medina"), ("p-luis", "Luis Ortega")] {
        home.ok(&[
            "add",
            "participant",
            name,
            "--id",
            id,
            "--born",
            "1990-05-06",
        ]);
        let path = format!("identities/{id}.toml");
        let text = home.read(&path) + "external_ids = [\n    \"dcs:0042\",\n]\n";
        home.write(&path, text);
    }
    home.write(
        "intake/parents.toml",
        "kind = \"participants\"\n\n[[column]]\nheader = \"Name\"\nfield = \"name\"\n\n[[column]]\nheader = \"DOB\"\nfield = \"born\"\n\n[[column]]\nheader = \"Id\"\nfield = \"external_ids\"\nsystem = \"dcs\"\n",
    );
    home.write(
        "parents.csv",
        "Name,DOB,Id\nDana Webb,,0042\nRosa Medina,,0042\nRosa Medina,1971-01-01,0042\n",
    );
    let answer = home.run(&["import", "parents.csv"]);
    assert_eq!(summary(&answer), "3 rows: 0 new, 1 on file, 2 refused");
    let rejected = home.read("parents.rejected.csv");
    let lines: Vec<&str> = rejected.lines().collect();
    assert!(
        lines[1].contains("p-luis") && lines[1].contains("p-rosa"),
        "{rejected}"
    );
    assert!(
        lines[2].contains("p-rosa, who has that id in another system, and another birth date"),
        "{rejected}"
    );
}

#[test]
fn of_two_matches_on_a_day_the_row_says_which() {
    let home = Home::new();
    home.ok(&[
        "add",
        "participant",
        "Rosa Medina",
        "--id",
        "p-rosa",
        "--enroll",
        "2026-01-15",
    ]);
    for (name, id) in [("Dana Webb", "m-dana"), ("Eva Soto", "m-eva")] {
        home.ok(&[
            "add",
            "mentor",
            name,
            "--id",
            id,
            "--capacity",
            "3",
            "--joined",
            "2025-02-20",
        ]);
        let key = id.replace("m-", "k-");
        home.write(
            &format!("matches/{key}.toml"),
            format!("participant = \"p-rosa\"\nmentor = \"{id}\"\nbegan = 2026-02-01\n"),
        );
    }
    home.write(
        "intake/log.toml",
        "kind = \"sessions\"\n\n[[column]]\nheader = \"Date\"\nfield = \"on\"\n\n[[column]]\nheader = \"Parent\"\nfield = \"participants\"\n\n[[column]]\nheader = \"Mentor\"\nfield = \"mentors\"\n\n[[constant]]\nfield = \"kind\"\nvalue = \"mentoring\"\n",
    );
    home.write(
        "log.csv",
        "Date,Parent,Mentor\n2026-03-03,Rosa Medina,Eva Soto\n2026-03-10,Rosa Medina,\n",
    );
    let answer = home.run(&["import", "log.csv"]);
    assert!(
        summary(&answer).starts_with("2 rows: 1 new, 0 on file, 1 refused"),
        "{}",
        answer.whole()
    );
    assert!(
        home.read("sessions/2026/2026-03-03-mentoring-k-eva.toml")
            .contains("match = \"k-eva\"")
    );
    assert!(
        home.read("log.rejected.csv")
            .contains("p-rosa has 2 active matches on 2026-03-10"),
        "{}",
        home.read("log.rejected.csv")
    );
}

#[test]
fn a_quotation_mark_that_takes_rows_in_is_refused_with_its_line() {
    let home = Home::new();
    let sheet = |note: &str| {
        format!(
            "Name,Needs\nRosa Medina,{note}\nLuis Ortega,housing\nAna Cruz,\"housing\nEva Soto,\n"
        )
    };
    home.write("parents.csv", "Name,Needs\nRosa Medina,housing\n");
    home.ok(&["import", "--map-for", "parents.csv"]);
    home.write("parents.csv", sheet("\"housing"));
    let before = home.tree();
    let answer = home.run(&["import", "parents.csv"]);
    assert_eq!(answer.status, 2, "{}", answer.whole());
    assert!(
        answer
            .stderr
            .contains("parents.csv:2:13 cannot be imported: a quotation mark opens a cell here")
            && answer.stderr.contains("help: close the cell where it ends"),
        "{}",
        answer.stderr
    );
    assert!(home.tree() == before);
    home.write(
        "parents.csv",
        sheet("housing").replace("\"housing", "housing"),
    );
    let answer = home.ok(&["import", "parents.csv"]);
    assert_eq!(summary(&answer), "4 rows: 4 new, 0 on file, 0 refused");
}

#[test]
fn rows_of_totals_are_nobody_and_told_and_people_with_such_names_are_taken() {
    let sheet = "Name,Phone,Referred\nRosa Medina,520-555-0100,7/6/2026\nSum Chen,520-555-0101,7/7/2026\n\
        Count Basie,,\nTotal: 3,,\n,,Grand total 3\nAverage,12.5,\nTOTAL PARENTS 3,,\nSubtotal,3,\nTotales,3,\n";
    let (home, answer) = guessed("parents.csv", sheet);
    assert_eq!(summary(&answer), "3 rows: 3 new, 0 on file, 0 refused");
    assert!(
        answer.stderr.contains(
            "skipped: 6 rows of totals, of months or of what marks mean (rows 5, 6, 7, 8, 9, 10)"
        ),
        "{}",
        answer.stderr
    );
    let people = texts(&home, "identities/p-");
    assert!(
        people.contains("Chen")
            && people.contains("Basie")
            && !people.to_lowercase().contains("total")
    );

    let (_, answer) = guessed("parents.csv", "First Name,Last Name\nSum,Chen\nTotal,1\n");
    assert_eq!(summary(&answer), "1 row: 1 new, 0 on file, 0 refused");
    assert!(
        answer
            .stderr
            .contains("skipped: 1 row of totals, of months or of what marks mean (row 3)"),
        "{}",
        answer.stderr
    );
}
