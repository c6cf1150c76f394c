//! People added twice: found, reported, decided, undone, and counted.

mod children;
mod laptops;

use serde_json::Value;

use crate::common::{Home, copy};

/// A program with Xiomara twice, with a typo, and Rosa, who is only herself; all three served.
fn program() -> Home {
    let home = Home::new();
    for (id, given, family, born) in [
        ("p-1", "Xiomara", "Portillo", "1990-02-03"),
        ("p-2", "Xiomara", "Portilo", "1990-02-03"),
        ("p-3", "Rosa", "Medina", "1985-11-30"),
    ] {
        home.write(
            &format!("participants/{id}.toml"),
            "[[enrollment]]\nstart = 2026-01-15\n",
        );
        home.write(
            &format!("identities/{id}.toml"),
            format!("given = \"{given}\"\nfamily = \"{family}\"\nborn = {born}\n"),
        );
    }
    home.write("groups/wed.toml", "kind = \"support-group\"\n");
    home.write(
        "sessions/2026/2026-10-14-group-wed.toml",
        "kind = \"support-group\"\non = 2026-10-14\ngroup = \"wed\"\nparticipants = [\"p-1\", \"p-2\", \"p-3\"]\n",
    );
    home
}

/// The row of the whole period and all services.
fn served(home: &Home) -> Value {
    let answer = home.ok(&["report", "unduplicated", "SFY2027", "--format", "json"]);
    let json: Value = serde_json::from_str(&answer.stdout).unwrap();
    json["rows"][0].clone()
}

fn counts(home: &Home) -> [u64; 3] {
    let row = served(home);
    ["served", "undecided", "served_low"].map(|name| row[name].as_u64().unwrap())
}

#[test]
fn the_pair_is_listed_with_reasons_and_names_only_where_they_are_asked_for() {
    let home = program();
    let plain = home.ok(&["same"]).stdout;
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        plain.contains("same first name; last names nearly the same; same birth date"),
        "{plain}"
    );
    assert!(plain.contains("p-1") && !plain.contains("Xiomara") && !plain.contains("p-3"));
    assert!(
        home.ok(&["same", "--names"])
            .stdout
            .contains("Xiomara Portilo (p-2)")
    );
    home.ok(&["same", "--not", "p-1", "p-2"]);
    let none = home.ok(&["same"]).stdout;
    assert!(
        none.contains("no two parents look like the same person"),
        "{none}"
    );
}

#[test]
fn each_decision_is_one_line_counts_and_is_undone() {
    let home = program();
    let before = home.tree();
    assert_eq!(counts(&home), [3, 0, 3]);
    for (flags, line, counted) in [
        (
            &["same", "p-2", "p-1"][..],
            "same_as = \"p-1\"\n",
            [2, 0, 2],
        ),
        (&["same", "--not", "p-1", "p-2"], "not_same_as", [3, 0, 3]),
        (&["same", "--later", "p-1", "p-2"], "maybe_same", [3, 1, 2]),
    ] {
        home.ok(flags);
        let text = home.read("participants/p-2.toml");
        assert!(
            text.contains(line) && text.contains("p-1"),
            "{flags:?}\n{text}"
        );
        assert_eq!(counts(&home), counted, "{flags:?}");
        home.ok(&["undo"]);
        let mut after = home.tree();
        after.insert("peer.toml".to_owned(), before["peer.toml"].clone());
        assert_eq!(after, before, "{flags:?}");
    }
    home.ok(&["same", "--later", "p-1", "p-2"]);
    let page = home.ok(&["report", "unduplicated", "SFY2027"]).stdout;
    assert!(page.contains("between 2 and 3 people: 1 pair"), "{page}");
    let with_names = served(&home);
    std::fs::remove_dir_all(home.at("identities")).unwrap();
    assert_eq!(served(&home), with_names, "names change no count");
}

#[test]
fn a_later_decision_takes_the_earlier_one_out() {
    let home = program();
    let says = |line: &str| home.read("participants/p-2.toml").contains(line);
    home.ok(&["same", "--later", "p-1", "p-2"]);
    home.ok(&["same", "p-1", "p-2"]);
    assert!(says("same_as = \"p-1\"") && !says("maybe_same"));
    home.ok(&["same", "--not", "p-1", "p-2"]);
    assert!(says("not_same_as") && !says("\nsame_as = "));
    home.ok(&["same", "p-1", "p-2"]);
    assert!(!says("not_same_as"));
    home.ok(&["check"]);
    let twice = home.run(&["same", "p-1", "p-2"]);
    assert_eq!(twice.status, 1);
    assert!(
        twice.stderr.contains("are already one person"),
        "{}",
        twice.stderr
    );
    let alone = home.run(&["same", "p-1", "p-1"]);
    assert_eq!(alone.status, 2);
    assert!(
        alone.stderr.contains("you named the same record twice"),
        "{}",
        alone.stderr
    );
}

#[test]
fn it_is_said_where_somebody_is_entered_and_where_somebody_looks() {
    let home = program();
    let arguments = [
        "add",
        "participant",
        "Roza Medina",
        "--id",
        "p-4",
        "--born",
        "1985-11-30",
    ];
    let told = home.ok(&arguments).stderr;
    assert!(
        told.contains("p-3) may be the same person: first names nearly the same; same last name; same birth date"),
        "{told}"
    );
    assert!(told.contains("`peer same p-3 p-4`"), "{told}");
    let told = home.ok(&["enroll", "p-4"]).stderr;
    assert!(told.contains("may be the same person"), "{told}");
    let checked = home.ok(&["check", "--format", "short"]).stdout;
    assert!(
        checked.contains("participants/p-2.toml") && checked.contains("[maybe-same]"),
        "{checked}"
    );
    assert!(!checked.contains("Xiomara"));
    assert!(
        home.ok(&["due"])
            .stdout
            .contains("2 pairs of records may be the same person")
    );
    assert!(home.ok(&["status"]).stdout.contains("`peer same` lists"));
    home.ok(&["same", "--not", "p-1", "p-2"]);
    home.ok(&["same", "p-3", "p-4"]);
    assert!(
        !home
            .ok(&["check", "--format", "short"])
            .stdout
            .contains("maybe-same")
    );
    assert!(!home.ok(&["due"]).stdout.contains("may be the same person"));
}

#[test]
fn people_of_one_record_with_two_birth_dates_are_warned_about() {
    let home = program();
    let told = home.ok(&["same", "p-1", "p-3"]).stderr;
    assert!(
        told.contains("different birth dates") && told.contains("same-as-differs"),
        "{told}"
    );
}

#[test]
fn a_spreadsheet_decides_all_or_nothing() {
    let home = program();
    // The pairs may contain names, and are written outside the program.
    let desk = Home::empty();
    let pairs = desk.at("pairs.csv").display().to_string();
    home.ok(&["same", "--csv-out", &pairs]);
    let text = desk.read("pairs.csv");
    let mut lines = text.lines();
    assert_eq!(
        lines.next().unwrap().trim_start_matches('\u{feff}'),
        "id,other,certainty,reasons,against,decision"
    );
    assert!(lines.next().unwrap().starts_with("p-1,p-2,"), "{text}");
    home.write(
        "wrong.csv",
        "id,other,decision\np-1,p-2,same\np-1,p-9,not\np-1,p-3,perhaps\n",
    );
    let before = home.tree();
    let wrong = home.run(&["same", "--csv-in", "wrong.csv"]);
    assert_eq!(wrong.status, 2);
    assert!(
        wrong.stderr.contains("line 3:") && wrong.stderr.contains("line 4:"),
        "{}",
        wrong.stderr
    );
    assert_eq!(home.tree(), before);
    home.write(
        "right.csv",
        "id;other;decision\np-1;p-2;same\np-2;p-3;not\np-1;p-3;\n",
    );
    home.ok(&["same", "--csv-in", "right.csv"]);
    assert_eq!(counts(&home), [2, 0, 2]);
    home.ok(&["check"]);
}

#[test]
fn the_examples_have_parents_who_are_on_file_twice_and_others_who_only_look_so() {
    for (example, twice, alone) in [
        (
            "saguaro",
            vec![
                ["p-03hk5", "p-y913k"],
                ["p-0vqcw", "p-4r374"],
                ["p-1b4yg", "p-fmbcv"],
            ],
            ["p-0nw1f", "p-q5bxw"],
        ),
        (
            "golden-gate",
            vec![["p-03tf0", "p-c3ngr"], ["p-2e9t2", "p-r1vps"]],
            ["p-065mp", "p-1z52p"],
        ),
    ] {
        let home = Home::empty();
        let from = std::path::Path::new("data-examples").join(example);
        copy(&from, home.path());
        let answer = home.ok(&["same", "--format", "json"]);
        let json: Value = serde_json::from_str(&answer.stdout).unwrap();
        let rows = json["rows"].as_array().unwrap();
        let of = |state: &str| -> Vec<[&str; 2]> {
            let rows = rows.iter().filter(|row| row["state"] == state);
            rows.map(|row| ["id", "other"].map(|key| row[key].as_str().unwrap()))
                .collect()
        };
        assert_eq!(of("open"), twice, "{example}");
        assert!(of("relatives").contains(&alone), "{example}");
    }
}
