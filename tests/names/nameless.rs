//! No one is added twice because a name is missing.

use super::world::{add, join, two};
use crate::merging::laptops::Office;

/// A laptop with the records of two parents and without their names.
fn unnamed() -> Office {
    let office = two();
    office.clone("cem");
    office.git("cem", &["config", "user.name", "cem"]);
    office
}

#[test]
fn who_may_be_somebody_without_a_name_here_is_said_wherever_it_matters() {
    let office = unnamed();
    let told = "2 people have no name on this computer (p-luis, enrolled 2026-01-15; p-rosa, enrolled 2026-01-15)";
    let refused = office.peer("cem", &["show", "Nora Diaz"]);
    assert_eq!(refused.status, 2);
    let perhaps = format!("help: {told}; it may be one of them\n");
    assert!(refused.stderr.contains(&perhaps), "{}", refused.stderr);
    // A mistyped id is not a name.
    let refused = office.peer("cem", &["show", "p-xyz12"]);
    assert!(!refused.stderr.contains("no name"), "{}", refused.stderr);
    let said = office.ok(
        "cem",
        &["add", "participant", "Nora Diaz", "--id", "p-nora"],
    );
    assert!(
        said.contains(&format!("note: {told}; it may be one of them\n")),
        "{said}"
    );
    let said = office.ok("cem", &["enroll", "nora"]);
    assert!(said.contains(&format!("note: {told}; it may be")), "{said}");
    office.ok("cem", &["add", "group", "wednesday"]);
    let asked = [
        "log",
        "group",
        "wednesday",
        "--new",
        "Olga Ruiz",
        "--on",
        "2026-11-18",
        "60min",
    ];
    let said = office.ok("cem", &asked);
    assert!(said.contains(&format!("note: {told}; it may be")), "{said}");
    let status = office.ok("cem", &["status"]);
    assert!(status.contains("people without a name here  2"), "{status}");
    let place = office.ok("cem", &["where"]);
    assert!(place.contains("without name  2"), "{place}");
    office.ok("cem", &["save"]);
    let synced = office.ok("cem", &["sync"]);
    assert!(synced.contains(&format!("note: {told}\n")), "{synced}");
}

#[test]
fn once_the_names_are_here_nothing_is_said() {
    let office = two();
    let said = office.ok(
        "ben",
        &["add", "participant", "Nora Diaz", "--id", "p-nora"],
    );
    assert!(!said.contains("no name"), "{said}");
    let refused = office.peer("ben", &["show", "Olga"]);
    assert!(!refused.stderr.contains("no name"), "{}", refused.stderr);
    assert!(office.ok("ben", &["where"]).contains("without name  0"));
    assert!(!office.ok("ben", &["status"]).contains("without a name"));
}

#[test]
fn who_was_forgotten_is_nobody_that_a_name_is_looked_for() {
    let office = two();
    office.ok("ana", &["forget", "p-rosa", "--reason", "asked", "--yes"]);
    let said = office.ok(
        "ana",
        &["add", "participant", "Nora Diaz", "--id", "p-nora"],
    );
    assert!(!said.contains("no name"), "{said}");
    join(&office, "cem");
    add(&office, "cem", "Olga Ruiz", "p-olga");
}
