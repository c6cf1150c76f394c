//! Spreadsheets as programs have them, imported by maps: what happens to every row, and that nothing is imported twice.

mod beside;
mod blocks;
mod cells;
mod contact_logs;
mod desk;
mod desk_cells;
mod desk_people;
mod figures;
mod grid_counts;
mod grids;
mod in_notes;
mod kinds;
mod leaving;
mod limits;
mod maps;
mod marks;
mod messy;
mod messy_cases;
mod messy_maps;
mod office_grids;
mod one_person;
mod random;
mod refused;
mod roster;
mod rows;
mod seven;
mod sheets;
mod sixth;
mod tenth;
mod their_case;
mod tired;
mod took_place;
mod tries;
mod twins;
mod unnamed;
mod values;
mod ways_of_contact;
mod who;

use std::collections::BTreeMap;

use crate::common::Home;

/// A program with a group, and these files.
fn home(files: &[(&str, &[u8])]) -> Home {
    let home = Home::new();
    home.ok(&["add", "group", "wednesday"]);
    files
        .iter()
        .for_each(|(name, bytes)| home.write(name, bytes));
    home
}

/// How many records each folder has.
fn records(home: &Home) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for path in home.tree().keys().filter(|path| path.ends_with(".toml")) {
        let folder = path.split_once('/').map_or("", |(folder, _)| folder);
        *counts.entry(folder.to_owned()).or_default() += 1;
    }
    counts
}

/// Two sheets with the usual dirt become records in three commands, and nothing changes when they are imported again.
fn three_commands(home: &Home, people: &str, marks: &str) {
    home.ok(&["import", "--map-for", people, marks]);
    let first = home.run(&["import", people]);
    assert_eq!(first.status, 1, "{}", first.whole());
    let told = "204 rows: 190 new, 0 on file, 4 refused, 10 twice in the sheet\n";
    assert!(first.stderr.contains(told), "{}", first.whole());
    let second = home.run(&["import", marks, "--on-near-match", "same"]);
    assert_eq!(second.status, 0, "{}", second.whole());
    assert!(
        second.stderr.contains(
            "40 rows: 40 new, 0 on file, 0 refused; 12 sessions new, 2 records added to\n"
        ),
        "{}",
        second.whole()
    );
    let counts = records(home);
    assert_eq!(
        (
            counts["participants"],
            counts["identities"],
            counts["sessions"]
        ),
        (190, 190, 12)
    );
    let checked = home.run(&["check", "--format", "short"]);
    assert_eq!(checked.status, 0, "{}", checked.whole());

    let before = home.tree();
    let again = home.run(&["import", people]);
    assert!(
        again
            .stderr
            .contains("204 rows: 0 new, 200 on file, 4 refused\n"),
        "{}",
        again.whole()
    );
    let again = home.ok(&["import", marks]);
    assert!(
        again
            .stderr
            .contains("40 rows: 0 new, 40 on file, 0 refused\n"),
        "{}",
        again.whole()
    );
    let changed: Vec<_> = home
        .tree()
        .into_iter()
        .filter(|(path, bytes)| before.get(path) != Some(bytes))
        .collect();
    assert!(
        changed.is_empty() && before.len() == home.tree().len(),
        "{:?}",
        changed.first()
    );

    let (marked, missed) = (sheets::marked(), sheets::missed());
    for ((day, names), missed) in sheets::days().iter().zip(&marked).zip(&missed) {
        let session = home.read(&format!("sessions/2026/{day}-group-wednesday.toml"));
        let (there, not_there) = session.split_once("missed = ").unwrap_or((&session, ""));
        let count = |text: &str| text.matches("\"p-").count();
        assert_eq!(
            (count(there), count(not_there)),
            (names.len(), missed.len()),
            "{day}"
        );
    }
}

#[test]
fn text_with_the_usual_dirt_becomes_records_in_three_commands_and_none_the_second_time() {
    let people = sheets::people_as_old_text();
    let marks = sheets::marks_as_text();
    let home = home(&[
        ("parents 2026.csv", &people),
        ("wednesday sign-in.csv", marks.as_bytes()),
    ]);
    three_commands(&home, "parents 2026.csv", "wednesday sign-in.csv");
}

#[test]
fn workbooks_with_the_usual_dirt_become_records_in_three_commands_and_none_the_second_time() {
    let home = home(&[
        ("parents 2026.xlsx", &sheets::people_as_workbook()),
        ("wednesday sign-in.xlsx", &sheets::marks_as_workbook()),
    ]);
    three_commands(&home, "parents 2026.xlsx", "wednesday sign-in.xlsx");
}

#[test]
fn nobody_is_named_outside_identities() {
    let home = home(&[("parents.csv", &sheets::people_as_old_text())]);
    home.ok(&["import", "--map-for", "parents.csv"]);
    home.run(&["import", "parents.csv"]);
    for (path, bytes) in home.tree() {
        let apart = path.starts_with("identities/") || path.ends_with(".csv");
        let text = String::from_utf8(bytes).unwrap_or_default();
        let named = sheets::people()
            .into_iter()
            .find(|person| text.contains(&person.family));
        assert!(apart || named.is_none(), "{path} names somebody");
    }
}
