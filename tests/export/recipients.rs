//! `peer export --for`: a recipient's own ids and days, derived from a secret that is created once and kept with the
//! names.

use std::collections::{BTreeMap, BTreeSet};

use super::{column, exported, files, program, rows};
use crate::common::Home;

/// The same program with two recipients, whose secrets are fixed.
fn with_recipients() -> Home {
    let home = program();
    let settings = home.read("peer.toml").replace("schema = 1", "schema = 2");
    home.write("peer.toml", settings);
    home.write("identities/r-county.toml", "secret = \"county-4\"\n");
    home.write("identities/r-school.toml", "secret = \"school-4\"\n");
    home
}

/// Every value of the columns of this type, according to the package.
fn of_type(
    files: &BTreeMap<String, String>,
    wanted: &dyn Fn(&serde_json::Value) -> bool,
) -> BTreeSet<String> {
    let package: serde_json::Value = serde_json::from_str(&files["datapackage.json"]).unwrap();
    let mut all = BTreeSet::new();
    for table in package["resources"].as_array().unwrap() {
        for field in table["schema"]["fields"].as_array().unwrap() {
            if wanted(field) {
                let (table, name) = (&table["name"], field["name"].as_str().unwrap());
                all.extend(column(files, table.as_str().unwrap(), name));
            }
        }
    }
    all.remove("");
    all.remove("not-asked");
    all
}

/// Every id: of rows, and of what they refer to.
fn ids(files: &BTreeMap<String, String>) -> BTreeSet<String> {
    let names = [
        "participant",
        "case",
        "child",
        "event",
        "session",
        "match",
        "mentor",
        "group",
        "episode",
        "placement",
        "enrollment",
        "request",
        "goal",
        "referral",
        "checked",
        "id",
        "first_case",
    ];
    // `event` of outcomes is a word.
    let is_id = |field: &serde_json::Value| {
        names.contains(&field["name"].as_str().unwrap()) && field["categories"].is_null()
    };
    of_type(files, &is_id)
}

#[test]
fn two_recipients_share_no_id_and_move_each_family_by_weeks_of_its_own() {
    let home = with_recipients();
    let case = home.read("cases/c-first.toml");
    home.write(
        "cases/c-first.toml",
        format!("{case}\n[[checked]]\non = 2026-10-05\nthrough = 2026-09-30\nsource = \"court-records\"\n"),
    );
    let own = exported(&home, &["--birth-dates"]);
    let asked = |name: &str| exported(&home, &["--birth-dates", "--for", name, "--shift-dates"]);
    let (county, school) = (asked("county"), asked("school"));
    let day_of = |files: &BTreeMap<String, String>, name: &str| {
        let day = column(files, "matches", name).swap_remove(0);
        day.parse::<peer::record::Day>().unwrap()
    };
    let began = |files: &BTreeMap<String, String>| day_of(files, "began");
    for (one, other) in [(&own, &county), (&own, &school), (&county, &school)] {
        assert!(ids(one).len() > 25);
        assert!(
            ids(one).is_disjoint(&ids(other)),
            "{:?}",
            ids(one).intersection(&ids(other))
        );
        let moved = began(one).days_since(began(other));
        assert!(moved != 0 && moved % 7 == 0, "{moved}");
        // The same number of rows, identical except for ids and days.
        for table in [
            "people",
            "events",
            "attendance",
            "sessions",
            "outcomes",
            "facts",
        ] {
            assert_eq!(rows(one, table).len(), rows(other, table).len(), "{table}");
        }
    }
    // The number of days between events in a family stays the same: Rosa asked on 2026-01-15, and the match began on
    // 2026-01-20.
    let gap =
        |files: &BTreeMap<String, String>| began(files).days_since(day_of(files, "requested"));
    assert_eq!((gap(&own), gap(&county), gap(&school)), (5, 5, 5));
    // Days on which many families are looked up would reveal how far each was shifted.
    assert!(!rows(&own, "checked").is_empty() && rows(&county, "checked").is_empty());
    let through = |files: &BTreeMap<String, String>| column(files, "outcomes", "known_through");
    assert!(through(&own).iter().any(|day| !day.is_empty()));
    assert!(through(&county).iter().all(String::is_empty));
    // No id of the records appears anywhere, and neither does the as-of day to which the stay of the match is open.
    for (name, text) in &county {
        for id in [
            "p-rosa1",
            "p-luis1",
            "c-first",
            "m-dana1",
            "k-first",
            "wednesday",
            "2026-10-07",
        ] {
            assert!(!text.contains(id), "{id} in {name}");
        }
    }
}

#[test]
fn every_reference_leads_to_a_row() {
    let home = with_recipients();
    let files = exported(&home, &["--for", "county"]);
    let people: BTreeSet<String> = column(&files, "people", "participant")
        .into_iter()
        .collect();
    let sessions: BTreeSet<String> = column(&files, "sessions", "session").into_iter().collect();
    assert!(
        column(&files, "attendance", "participant")
            .iter()
            .all(|id| people.contains(id))
    );
    assert!(
        column(&files, "attendance", "session")
            .iter()
            .all(|id| sessions.contains(id))
    );
    assert!(
        people
            .iter()
            .all(|id| id.starts_with("p-") && id.len() == 14),
        "{people:?}"
    );
    // Without --shift-dates the days are those of the records.
    assert_eq!(
        column(&files, "people", "first_session")
            .iter()
            .max()
            .unwrap(),
        "2026-10-07"
    );
}

#[test]
fn the_secret_is_made_once_and_only_its_owner_can_read_it() {
    let home = program();
    let first = home.ok(&["export", "one", "--for", "county"]).stderr;
    assert!(first.contains("made a secret for county"), "{first}");
    let secret = home.read("identities/r-county.toml");
    assert_eq!(secret.len(), "secret = \"\"\n".len() + 64, "{secret}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let file = std::fs::metadata(home.at("identities/r-county.toml")).unwrap();
        assert_eq!(file.permissions().mode() & 0o777, 0o600);
    }
    let second = home.ok(&["export", "two", "--for", "county"]).stderr;
    assert!(!second.contains("made a secret"), "{second}");
    assert_eq!(files(&home, "one"), files(&home, "two"));
    // No export contains it, and the rules do not object to it.
    let digits = &secret[10..74];
    assert!(
        files(&home, "one")
            .values()
            .all(|text| !text.contains(digits))
    );
    let checked = home.run(&["check", "--format", "json"]).stdout;
    assert!(!checked.contains("r-county"), "{checked}");
    let other = home.ok(&["export", "three", "--for", "school"]).stderr;
    assert!(other.contains("made a secret for school"), "{other}");
    assert_ne!(
        files(&home, "one")["people.csv"],
        files(&home, "three")["people.csv"]
    );
}

#[test]
fn without_the_names_there_is_no_secret_and_no_export() {
    let home = with_recipients();
    std::fs::remove_dir_all(home.at("identities")).unwrap();
    let refused = home.run(&["export", "out", "--for", "county"]);
    assert_eq!(refused.status, 1, "{}", refused.stderr);
    assert!(
        refused.stderr.contains("not on this computer"),
        "{}",
        refused.stderr
    );
    assert!(!home.at("out").exists());
    let alone = home.run(&["export", "out", "--shift-dates"]);
    assert_eq!(alone.status, 2, "{}", alone.stderr);
}

#[test]
fn a_file_without_a_secret_is_no_recipient() {
    let home = with_recipients();
    home.write("identities/r-county.toml", "note = \"lost\"\n");
    let refused = home.run(&["export", "out", "--for", "county"]);
    assert_ne!(refused.status, 0);
    assert!(
        refused.stderr.contains("holds no secret"),
        "{}",
        refused.stderr
    );
    home.write(
        "identities/r-county.toml",
        "secret = \"00\"\ngiven = \"Rosa\"\n",
    );
    let checked = home.run(&["check"]).stdout;
    assert!(
        checked.contains("a recipient of exports cannot have `given` in the identities folder"),
        "{checked}"
    );
}

#[test]
fn undo_takes_a_new_secret_back_and_leaves_the_tables() {
    let home = program();
    let before = home.tree();
    home.ok(&["export", "out", "--for", "county"]);
    home.ok(&["undo"]);
    std::fs::remove_dir_all(home.at("out")).unwrap();
    assert_eq!(home.tree(), before);
}

#[test]
fn a_program_that_asks_for_consent_gives_a_recipient_those_who_agreed() {
    let home = with_recipients();
    let settings = home
        .read("peer.toml")
        .replace("small_cell = 11", "require_consent = true");
    home.write("peer.toml", settings);
    assert_eq!(rows(&exported(&home, &[]), "people").len(), 2);
    assert_eq!(
        rows(&exported(&home, &["--for", "county"]), "people").len(),
        1
    );
}

#[test]
fn what_several_families_came_to_does_not_tell_how_far_they_were_moved_apart() {
    let home = with_recipients();
    home.write("participants/p-nora1.toml", "referred = 2026-10-01\n");
    home.write(
        "sessions/2026/2026-10-14-group-wednesday.toml",
        "kind = \"support-group\"\non = 2026-10-14\ngroup = \"wednesday\"\nparticipants = [\"p-nora1\", \"p-rosa1\"]\n",
    );
    let own = exported(&home, &[]);
    let shifted = exported(&home, &["--for", "county", "--shift-dates"]);
    // Rosa and Luis share a case and are one family; Nora belongs to another, and one group was for her and Rosa.
    let days = |files: &BTreeMap<String, String>| column(files, "attendance", "on");
    assert!(days(&own).iter().all(|day| !day.is_empty()));
    let told = days(&shifted);
    assert_eq!(told.len(), 8);
    assert_eq!(told.iter().filter(|day| day.is_empty()).count(), 2);
}
