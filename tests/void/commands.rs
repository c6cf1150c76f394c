//! `peer void`, `peer unvoid` and `peer move`, as a coordinator types them.

use crate::common::{Answer, Home};

/// A program in the home folder itself: a group with two meetings, two parents, a mentor, and a match of Rosa's.
pub fn program() -> Home {
    let home = Home::new();
    let people = [
        (
            "participants/p-rosa.toml",
            "referred = 2026-01-08\n\n[[enrollment]]\nstart = 2026-01-15\n",
        ),
        (
            "participants/p-luis.toml",
            "[[enrollment]]\nstart = 2026-01-15\n",
        ),
        (
            "identities/p-rosa.toml",
            "given = \"Rosa\"\nfamily = \"Medina\"\n",
        ),
        ("mentors/m-dana.toml", "joined = 2025-01-01\ncapacity = 2\n"),
        (
            "groups/wed.toml",
            "kind = \"support-group\"\nmeets = \"wed 18:00\"\n",
        ),
        (
            "matches/k-1.toml",
            "participant = \"p-rosa\"\nmentor = \"m-dana\"\nbegan = 2026-02-01\n\n[why]\nforced = \"mentor-not-eligible: decided so\"\n",
        ),
        (
            "sessions/2026/2026-10-07-group-wed.toml",
            "kind = \"support-group\"\non = 2026-10-07\ngroup = \"wed\"\nminutes = 90 # as planned\nparticipants = [ \"p-luis\", \"p-rosa\", ]\n",
        ),
        (
            "sessions/2026/2026-10-14-group-wed.toml",
            "kind = \"support-group\"\non = 2026-10-14\ngroup = \"wed\"\nparticipants = [ \"p-luis\", ]\n",
        ),
    ];
    for (path, text) in people {
        home.write(path, text);
    }
    home
}

/// How often people came in 2026, according to the report of services.
pub fn attendances(home: &Home) -> i64 {
    let answer = home.ok(&["list", "sessions", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&answer.stdout).unwrap();
    json["attendances"]
        .as_i64()
        .unwrap_or_else(|| panic!("{json}"))
}

fn refused(answer: &Answer, says: &str) {
    assert_eq!(answer.status, 1, "{}", answer.whole());
    assert!(answer.stderr.contains(says), "{}", answer.whole());
}

#[test]
fn a_void_session_counts_nowhere_and_is_still_told() {
    let home = program();
    assert_eq!(attendances(&home), 3);
    let id = "2026-10-07-group-wed";
    let before = home.tree();
    let said = home.ok(&["void", id, "--reason", "entered twice"]).stderr;
    assert!(
        said.contains("is void and does not count: entered twice"),
        "{said}"
    );
    let text = home.read("sessions/2026/2026-10-07-group-wed.toml");
    assert!(text.contains("void = \"entered twice\"\n"), "{text}");
    assert!(text.contains("minutes = 90 # as planned\n"), "{text}");
    assert!(home.read("peer.toml").contains("schema = 2"));
    assert_eq!(attendances(&home), 1);
    home.ok(&["check"]);
    let shown = home.ok(&["show", id]).stdout;
    assert!(shown.contains("entered twice"), "{shown}");
    let listed = home.ok(&["list", "sessions", "--void"]).stdout;
    assert!(
        listed.contains(id) && listed.contains("entered twice"),
        "{listed}"
    );
    let of = |days: &str| home.ok(&["list", "sessions", days, "--void"]).stdout;
    assert!(of("on:2026-10").contains(id));
    assert!(!of("on:2026-09").contains(id));
    let other = home.run(&["list", "sessions", "kind:court", "--void"]);
    assert_eq!(other.status, 2);
    let only = "of void records, only the days can be asked for";
    assert!(other.stderr.contains(only), "{}", other.whole());
    refused(
        &home.run(&["void", id, "--reason", "again"]),
        "is already void",
    );
    refused(
        &home.run(&["set", id, "minutes=60"]),
        "is void: entered twice",
    );

    home.ok(&["unvoid", id]);
    assert_eq!(
        home.read("sessions/2026/2026-10-07-group-wed.toml"),
        text.replace("void = \"entered twice\"\n", "")
    );
    assert_eq!(attendances(&home), 3);
    home.ok(&["undo"]);
    home.ok(&["undo"]);
    assert_eq!(home.tree(), before);
}

#[test]
fn what_still_lasts_keeps_a_record_from_becoming_void() {
    let home = program();
    let live = home.run(&["void", "rosa", "--reason", "a test"]);
    refused(&live, "something still points to Rosa Medina (p-rosa)");
    assert!(
        live.stderr.contains("peer void k-1 --reason"),
        "{}",
        live.stderr
    );
    refused(
        &home.run(&["void", "m-dana", "--reason", "a test"]),
        "still points to m-dana",
    );
    home.ok(&["void", "k-1", "--reason", "wrong parent"]);
    let said = home.ok(&["void", "rosa", "--reason", "a test"]).stderr;
    assert!(
        said.contains("1 session uses it, and stays as it is"),
        "{said}"
    );
    // The open enrollment becomes void with the parent, and counts again with the parent.
    let text = home.read("participants/p-rosa.toml");
    assert_eq!(text.matches("void = \"a test\"").count(), 2, "{text}");
    home.ok(&["check"]);
    assert_eq!(
        attendances(&home),
        2,
        "Luis twice; the session itself counts"
    );
    refused(
        &home.run(&["log", "casework", "p-rosa"]),
        "`p-rosa` is void: a test",
    );
    home.ok(&["unvoid", "p-rosa"]);
    assert!(!home.read("participants/p-rosa.toml").contains("void"));
    assert_eq!(attendances(&home), 3);
}

#[test]
fn a_record_that_others_say_is_the_same_is_not_void() {
    let home = program();
    home.write("participants/p-again.toml", "same_as = \"p-luis\"\n");
    let answer = home.run(&["void", "p-luis", "--reason", "a test"]);
    refused(&answer, "still points to p-luis");
    assert!(
        answer.stderr.contains("peer set p-again same_as="),
        "{}",
        answer.stderr
    );
}

#[test]
fn a_reason_names_nobody() {
    let home = program();
    let before = home.tree();
    let answer = home.run(&["void", "k-1", "--reason", "Rosa"]);
    refused(&answer, "the reason contains the name of a person on file");
    refused(
        &home.run(&["void", "k-1", "--reason", "Rosa Medina was with another"]),
        "the reason contains the name of a person on file",
    );
    assert_eq!(home.tree(), before);
}

#[test]
fn a_dry_run_of_void_shows_and_writes_nothing() {
    let home = program();
    let before = home.tree();
    let shown = home
        .ok(&["void", "k-1", "--reason", "wrong parent", "-n"])
        .stdout;
    assert!(shown.contains("+void = \"wrong parent\""), "{shown}");
    assert_eq!(home.tree(), before);
}

#[test]
fn a_session_is_moved_to_its_day_and_back() {
    let home = program();
    let (old, new) = ("2026-10-07-group-wed", "2026-10-08-group-wed");
    let before = home.read(&format!("sessions/2026/{old}.toml"));
    let said = home.ok(&["move", old, "--on", "2026-10-08"]).stderr;
    assert!(
        said.contains("moved 2026-10-07-group-wed to 2026-10-08, Thursday"),
        "{said}"
    );
    let moved = home.read(&format!("sessions/2026/{new}.toml"));
    assert!(
        moved.contains("on = 2026-10-08\n") && moved.contains("# as planned"),
        "{moved}"
    );
    let void = home.read(&format!("sessions/2026/{old}.toml"));
    assert!(
        void.contains("moved_to = \"2026-10-08-group-wed\"\n") && void.contains("void = "),
        "{void}"
    );
    assert_eq!(attendances(&home), 3);
    home.ok(&["check"]);
    refused(
        &home.run(&["unvoid", old]),
        "was moved to 2026-10-08-group-wed",
    );

    // Another one logged later on the old day takes the plain name.
    home.ok(&[
        "log",
        "group",
        "wed",
        "--present",
        "p-luis",
        "--on",
        "2026-10-07",
    ]);
    assert_eq!(attendances(&home), 4);
    home.ok(&["check"]);
    let aside = home.read(&format!("sessions/2026/{old}--2.toml"));
    assert_eq!(aside, void);
    assert!(
        !home
            .read(&format!("sessions/2026/{old}.toml"))
            .contains("void")
    );
    home.ok(&["undo"]);

    home.ok(&["move", new, "--on", "2026-10-07"]);
    assert_eq!(attendances(&home), 3);
    home.ok(&["check"]);
    let back = home.read(&format!("sessions/2026/{old}.toml"));
    let kept: Vec<&str> = back
        .lines()
        .filter(|line| !line.starts_with("moved_"))
        .collect();
    assert_eq!(kept, before.lines().collect::<Vec<_>>());
    assert!(
        home.read(&format!("sessions/2026/{new}.toml"))
            .contains("moved_to = \"2026-10-07-group-wed\"")
    );
}

#[test]
fn set_on_moves_a_session_with_what_else_is_set() {
    let home = program();
    let old = "2026-10-07-group-wed";
    home.ok(&["set", old, "on=2026-10-08", "minutes=60"]);
    let moved = home.read("sessions/2026/2026-10-08-group-wed.toml");
    assert!(moved.contains("minutes = 60 # as planned\n"), "{moved}");
    assert!(
        home.read(&format!("sessions/2026/{old}.toml"))
            .contains("minutes = 90")
    );
    home.ok(&["check"]);
    home.ok(&["undo"]);
    let answer = home.run(&["move", old, "--on", "2026-10-14"]);
    refused(&answer, "2026-10-14-group-wed is already logged");
}

#[test]
fn a_session_of_a_packed_month_is_void_and_moved_as_any() {
    let home = program();
    home.ok(&["pack", "--before", "2026-11-01"]);
    let (old, month) = ("2026-10-07-group-wed", "sessions/2026/2026-10.toml");
    home.ok(&["void", old, "--reason", "entered twice"]);
    assert!(home.read(month).contains("void = \"entered twice\""));
    assert_eq!(attendances(&home), 1);
    home.ok(&["unvoid", old]);
    home.ok(&["move", old, "--on", "2026-10-08"]);
    assert_eq!(attendances(&home), 3);
    home.ok(&["check"]);
    home.ok(&[
        "log",
        "group",
        "wed",
        "--present",
        "p-luis",
        "--on",
        "2026-10-07",
    ]);
    home.ok(&["pack", "--before", "2026-11-01"]);
    home.ok(&["check"]);
    assert_eq!(attendances(&home), 4);
    home.ok(&["pack", "--before", "2026-11-01", "--unpack"]);
    assert!(
        home.read("sessions/2026/2026-10-07-group-wed--2.toml")
            .contains("moved_to")
    );
    home.ok(&["check"]);
}
