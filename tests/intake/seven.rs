//! Seven sheets as people send them (`tests/intake/seven`, whose README explains their content): the guessed maps, with
//! at most one line of each changed, and the records that the sheets become.
//!
//! `SNAPSHOTS=overwrite cargo test --test all -- intake::seven` writes both again; compare them with the README.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::common::Home;

/// The one changed line of a map, if there is one.
const EDITS: [(&str, &str, &str); 1] = [(
    "intake/parents.toml",
    "\"transportation -> ?\"",
    "\"transportation -> \"",
)];

/// Everyone in the order of the sheets.
const PEOPLE: [&str; 10] = [
    "Ofelia Núñez",
    "Ben Tsosie",
    "María José García-López",
    "Amélie Dubois",
    "Pat O'Neil",
    "Linh Tran",
    "José Peña",
    "Lucía Ibáñez",
    "Dana Webb",
    "Nichelle Eason",
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/intake/seven")
}

/// A program with two groups, and a copy of every sheet.
fn home() -> Home {
    let home = Home::new();
    home.ok(&["add", "group", "wednesday"]);
    home.ok(&["add", "group", "saturday"]);
    for entry in std::fs::read_dir(folder()).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".csv") || name.ends_with(".xlsx") {
            home.write(&name, std::fs::read(entry.path()).unwrap());
        }
    }
    home
}

/// Starts a map and answers its questions.
fn begin(home: &Home, file: &str) {
    home.ok(&["import", "--map-for", file]);
    for (map, before, after) in EDITS {
        if home.at(map).exists() {
            let text = home.read(map);
            home.write(map, text.replacen(before, after, 1));
        }
    }
}

/// Imports a sheet and checks the summary of its rows.
fn take(home: &Home, args: &[&str], rows: &str) -> String {
    let args: Vec<&str> = ["import"].iter().chain(args).copied().collect();
    let answer = home.run(&args);
    answer.no_panic(rows);
    assert!(answer.stderr.contains(rows), "{args:?}\n{}", answer.whole());
    answer.stderr
}

/// Imports all sheets in the README's order.
fn take_all(home: &Home) {
    for file in ["parents.xlsx", "referrals.csv", "mentors.xlsx"] {
        begin(home, file);
    }
    take(
        home,
        &["parents.xlsx"],
        "7 rows: 6 new, 0 on file, 0 refused, 1 twice in the sheet\n",
    );
    take(
        home,
        &["referrals.csv"],
        "2 rows: 2 new, 0 on file, 0 refused\n",
    );
    let said = take(
        home,
        &["mentors.xlsx"],
        "2 rows: 2 new, 0 on file, 0 refused\n",
    );
    assert!(
        said.contains("columns that the map does not name: Active?"),
        "{said}"
    );
    let refused = home.run(&["match", "ofelia", "dana", "--on", "2026-08-01"]);
    assert!(
        refused.status != 0 && refused.stderr.contains("recovery"),
        "{}",
        refused.whole()
    );
    home.ok(&["set", "dana", "own_case.recovery_since=2021-01-01"]);
    home.ok(&["match", "ofelia", "dana", "--on", "2026-08-01"]);

    begin(home, "sign-in-grid.xlsx");
    let said = take(
        home,
        &["sign-in-grid.xlsx", "--sheet", "Wednesday"],
        "6 rows: 5 new, 0 on file, 1 refused; 4 sessions new\n",
    );
    assert!(
        said.contains("row 6: this person is nobody by name")
            || said.contains("row 6: `Walk-in` is nobody by name"),
        "{said}"
    );
    assert!(
        said.contains("this is the sheet `Wednesday`; the workbook also has `Saturday`"),
        "{said}"
    );
    take(
        home,
        &["sign-in-grid.xlsx", "--sheet", "Saturday"],
        "2 rows: 2 new, 0 on file, 0 refused; 2 sessions new\n",
    );
    begin(home, "mentoring-log.csv");
    let said = take(
        home,
        &["mentoring-log.csv"],
        "6 rows: 5 new, 0 on file, 0 refused, 1 twice in the sheet; 5 sessions new\n",
    );
    assert!(
        said.contains("row 5 is the same as row 4 in every cell: taken once"),
        "{said}"
    );
    begin(home, "cases.csv");
    take(
        home,
        &["cases.csv"],
        "3 rows: 3 new, 0 on file, 0 refused; 2 cases new\n",
    );
    begin(home, "attendance-long.csv");
    let said = take(
        home,
        &["attendance-long.csv"],
        "5 rows: 4 new, 0 on file, 1 refused; 3 sessions new\n",
    );
    assert!(
        said.contains("row 6: nobody on file has this name"),
        "{said}"
    );
}

/// The ids of a home, each with its replacement: numbered in the order of the sheets.
fn numbered(tree: &BTreeMap<String, Vec<u8>>) -> Vec<(String, String)> {
    let text = |path: &str| String::from_utf8(tree[path].clone()).unwrap();
    let stem = |path: &str| {
        let name = path.rsplit('/').next().unwrap();
        name.trim_end_matches(".toml").to_owned()
    };
    let part = |text: &str, key: &str| {
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix(&format!("{key} = \"")).map(str::to_owned));
        line.unwrap_or_default().trim_end_matches('"').to_owned()
    };
    let mut ids = Vec::new();
    for path in tree.keys() {
        let id = stem(path);
        let number = match path.split('/').next() {
            // A court's number for a case.
            Some("identities") if id.starts_with("c-") => continue,
            Some("identities") if path.contains(".git/") => continue,
            Some("identities") => {
                let text = text(path);
                let name = format!("{} {}", part(&text, "given"), part(&text, "family"));
                PEOPLE.iter().position(|known| *known == name).unwrap() + 1
            }
            Some("cases") if part(&text(path), "system") == "cps" => 1,
            Some("cases") => 2,
            Some("matches") => 1,
            _ => continue,
        };
        ids.push((id.clone(), format!("{}-{number}", &id[..1])));
    }
    ids
}

/// The records of a home as one text, with numbered ids, the items of lists in their order.
fn records(home: &Home) -> String {
    let folders = [
        "identities/",
        "participants/",
        "mentors/",
        "cases/",
        "matches/",
        "sessions/",
    ];
    let tree = home.tree();
    let ids = numbered(&tree);
    let renamed = |text: String| {
        ids.iter()
            .fold(text, |text, (id, number)| text.replace(id, number))
    };
    let records = tree
        .into_iter()
        .filter(|(path, _)| folders.iter().any(|folder| path.starts_with(folder)))
        .filter(|(path, _)| path.ends_with(".toml"));
    let records: BTreeMap<String, String> = records
        .map(|(path, bytes)| (renamed(path), renamed(String::from_utf8(bytes).unwrap())))
        .collect();
    let mut all = String::new();
    for (path, text) in records {
        all += &format!("# {path}\n");
        let mut items: Vec<&str> = Vec::new();
        for line in text.lines() {
            if line.starts_with("    \"") {
                items.push(line);
                continue;
            }
            items.sort_unstable();
            for item in std::mem::take(&mut items).into_iter().chain([line]) {
                all += &format!("{item}\n");
            }
        }
        all += "\n";
    }
    all
}

/// Compares a text with the committed one.
fn is_as_committed(path: &Path, text: &str) {
    if std::env::var("SNAPSHOTS").is_ok_and(|mode| mode == "overwrite") {
        std::fs::write(path, text).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(committed == text, "{}:\n{text}", path.display());
}

#[test]
fn the_maps_and_the_records_are_those_that_are_committed() {
    let home = home();
    take_all(&home);
    let mut maps = 0;
    for (path, bytes) in home.tree() {
        if let Some(name) = path
            .strip_prefix("intake/")
            .filter(|name| name.ends_with(".toml"))
        {
            let text = String::from_utf8(bytes).unwrap();
            is_as_committed(&folder().join("maps").join(name), &text);
            maps += 1;
        }
    }
    // One of the seven files has two sheets.
    assert_eq!(maps, 8);
    is_as_committed(&folder().join("records.txt"), &records(&home));
    let checked = home.run(&["check"]);
    assert_eq!(checked.status, 0, "{}", checked.whole());
}

#[test]
fn the_second_time_nothing_changes() {
    let home = home();
    take_all(&home);
    let before = home.tree();
    for (args, rows) in [
        (
            &["parents.xlsx"][..],
            "7 rows: 0 new, 7 on file, 0 refused\n",
        ),
        (&["referrals.csv"], "2 rows: 0 new, 2 on file, 0 refused\n"),
        (&["mentors.xlsx"], "2 rows: 0 new, 2 on file, 0 refused\n"),
        (
            &["sign-in-grid.xlsx", "--sheet", "wednesday"],
            "6 rows: 0 new, 5 on file, 1 refused\n",
        ),
        (
            &["sign-in-grid.xlsx", "--sheet", "Saturday"],
            "2 rows: 0 new, 2 on file, 0 refused\n",
        ),
        (
            &["mentoring-log.csv"],
            "6 rows: 0 new, 6 on file, 0 refused\n",
        ),
        (&["cases.csv"], "3 rows: 0 new, 3 on file, 0 refused\n"),
        (
            &["attendance-long.csv"],
            "5 rows: 0 new, 4 on file, 1 refused\n",
        ),
    ] {
        let said = take(&home, args, rows);
        assert!(!said.contains("says something else"), "{args:?}\n{said}");
    }
    assert!(home.tree() == before);
}
