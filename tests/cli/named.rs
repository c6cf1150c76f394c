//! Anyone named after a flag of `peer log` is in the session, or the command is refused.

use crate::common::{Home, sample};

/// The sample, in which Rosa has two mentors on 2026-11-02 and Dana and Other are in supervision.
fn home() -> Home {
    let home = Home::empty();
    sample::write(home.path());
    home
}

fn session(home: &Home, id: &str) -> String {
    home.read(&format!("sessions/2026/{id}.toml"))
}

#[test]
fn another_parent_and_another_mentor_are_kept() {
    let home = home();
    home.ok(&[
        "log",
        "casework",
        "p-rosa1",
        "30min",
        "--present",
        "p-luis1",
        "--on",
        "2026-11-02",
    ]);
    let text = session(&home, "2026-11-02-casework-p-rosa1");
    assert!(
        text.contains("p-rosa1") && text.contains("p-luis1"),
        "{text}"
    );
    home.ok(&[
        "log",
        "supervision",
        "m-dana1",
        "1h",
        "--mentor",
        "m-other",
        "--on",
        "2026-11-02",
    ]);
    let text = session(&home, "2026-11-02-supervision-m-dana1");
    assert!(
        text.contains("m-dana1") && text.contains("m-other"),
        "{text}"
    );
}

#[test]
fn a_meeting_is_with_the_mentor_of_the_match() {
    let home = home();
    let asked = [
        "log",
        "mentoring",
        "p-rosa1",
        "45min",
        "--on",
        "2026-11-02",
        "--mentor",
        "m-other",
    ];
    let refused = home.run(&asked);
    assert_eq!(refused.status, 1, "{}", refused.whole());
    assert!(
        refused.stderr.contains("was matched with") && refused.stderr.contains("peer log casework"),
        "{}",
        refused.whole()
    );
    let second = "participant = \"p-rosa1\"\nmentor = \"m-other\"\nbegan = 2026-10-20\n";
    home.write("matches/k-second.toml", second);
    let refused = home.run(&asked[..6]);
    assert_eq!(refused.status, 1, "{}", refused.whole());
    assert!(
        refused
            .stderr
            .contains("had 2 active matches on 2026-11-02")
            && refused.stderr.contains("k-first, k-second"),
        "{}",
        refused.whole()
    );
    let logged = home.run(&asked);
    assert_eq!(logged.status, 0, "{}", logged.whole());
    let text = session(&home, "2026-11-02-mentoring-k-second");
    assert!(
        text.contains("m-other") && !text.contains("m-dana1"),
        "{text}"
    );
}

/// The last meeting had Luis and Rosa, and Dana led it.
#[test]
fn the_last_meeting_again_leaves_out_who_is_missed_and_says_who_led() {
    let home = home();
    let again = home.ok(&[
        "log",
        "group",
        "wednesday",
        "--last",
        "--on",
        "2026-10-14",
        "--missed",
        "luis",
    ]);
    let copied = "copied from 2026-10-07-group-wednesday, with its 1 leader\n";
    assert!(again.stderr.contains(copied), "{}", again.whole());
    let session = home.read("sessions/2026/2026-10-14-group-wednesday.toml");
    assert!(
        session.contains("participants = [\n    \"p-rosa1\",\n]\n")
            && session.contains("missed = [\n    \"p-luis1\",\n]\n"),
        "{session}"
    );
}
