//! Packing and unpacking: the same sessions before, in the month, and after; comments travel along.

use std::collections::BTreeSet;

use peer::record::{Entry, Session, SessionId};
use peer::store::{Directory, Scope, pack, unpack};
use proptest::prelude::*;

use crate::common::{Home, sample, tree};

/// A session's file as a person may have typed it, except for its date line.
fn session() -> BoxedStrategy<String> {
    let remark = || {
        prop_oneof![3 => Just(""), 1 => Just("# a remark\n"), 1 => Just("\n  # two\n# lines\n")]
            .boxed()
    };
    let behind = || prop_oneof![3 => Just(""), 1 => Just(" # behind")].boxed();
    let lists = prop_oneof![
        Just("participants = [ \"p-rosa1\", ]"),
        Just("participants = [\n    \"p-luis1\", # late\n    \"p-rosa1\",\n]"),
        Just("participants=['p-rosa1']"),
    ];
    let note = prop_oneof![
        3 => Just(""),
        1 => Just("note = \"\"\"\n[2026-08-01-group-not-a-heading]\n# no remark\"\"\"\n"),
        1 => Just("note = '''one'''\n"),
    ];
    let referral = prop_oneof![
        2 => Just(""),
        1 => Just("referral = [ { resource = \"food-bank\" } ]\n"),
        1 => Just("\n[[referral]] # first\nresource = \"food-bank\"\n# between\n[[referral]]\nresource = \"clinic\"\noutcome = \"connected\"\n"),
    ];
    let is_table = |text: &str| text.starts_with('\n');
    (
        remark(),
        behind(),
        lists,
        note,
        referral,
        remark(),
        any::<bool>(),
        prop::bool::weighted(0.2),
        prop::bool::weighted(0.1),
    )
        .prop_map(move |(above, behind, lists, note, referral, below, newline, windows, mark)| {
            let (keys, tables) = if is_table(referral) { ("", referral) } else { (referral, "") };
            let mut text =
                format!("{above}kind = \"casework\"{behind}\non = DATE\n{lists}{behind}\n{keys}{note}{tables}{below}");
            if !newline {
                text.truncate(text.trim_end_matches('\n').len());
            }
            let text = if windows { text.replace('\n', "\r\n") } else { text };
            if mark { format!("\u{feff}{text}") } else { text }
        })
        .boxed()
}

/// The sessions on file, without their places; a line break in prose is the same for all line ends.
fn sessions(home: &Home) -> Vec<(SessionId, Session)> {
    let reading = Directory::open(home.path()).unwrap().read(Scope::ALL);
    assert!(
        reading.findings.is_empty(),
        "{:#?}\n{}",
        reading.findings,
        shown(home)
    );
    let bare = |entry: Entry<SessionId, Session>| {
        let mut record = entry.record;
        if let Some(note) = &mut record.note {
            note.0 = note.0.replace("\r\n", "\n").into();
        }
        (entry.id, record)
    };
    reading.records.sessions.into_iter().map(bare).collect()
}

fn shown(home: &Home) -> String {
    let files = tree(&home.at("sessions"));
    files
        .iter()
        .map(|(name, bytes)| format!("=== {name}\n{}\n", String::from_utf8_lossy(bytes)))
        .collect()
}

/// Every remark under `sessions`, sorted: the text after a `#` outside prose.
fn remarks(home: &Home) -> Vec<String> {
    let text = shown(home).replace("# no remark", "");
    let mut all: Vec<String> = text
        .lines()
        .filter_map(|line| {
            line.split_once('#')
                .map(|(_, remark)| remark.trim().to_owned())
        })
        .collect();
    all.sort();
    all
}

fn turned(home: &Home, back: bool) -> usize {
    let directory = Directory::open(home.path()).unwrap();
    let before = "2026-10-01".parse().unwrap();
    let packing = if back {
        unpack(&directory, before)
    } else {
        pack(&directory, before)
    }
    .unwrap();
    let written = directory
        .writer()
        .unwrap()
        .commit(&packing.change)
        .unwrap_or_else(|error| panic!("{error:?}\n{}", shown(home)));
    assert!(written.unfinished.is_none());
    packing.months.len()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_packed_month_says_the_same_and_comes_apart_the_same(
        texts in prop::collection::vec((session(), 1_u32..4, 7_u32..9), 1..6), late in session(),
    ) {
        let home = Home::empty();
        home.write("peer.toml", "schema = 1\nname = \"x\"\n");
        for (at, (text, day, month)) in texts.iter().enumerate() {
            let date = format!("2026-{month:02}-{day:02}");
            home.write(&format!("sessions/2026/{date}-casework-p-rosa{at}.toml"), text.replace("DATE", &date));
        }
        let (before, said) = (sessions(&home), remarks(&home));
        let months: BTreeSet<u32> = texts.iter().map(|(_, _, month)| *month).collect();
        prop_assert_eq!(turned(&home, false), months.len());
        prop_assert_eq!(tree(&home.at("sessions")).len(), months.len());
        prop_assert_eq!(&sessions(&home), &before, "{}", shown(&home));
        prop_assert_eq!(&remarks(&home), &said, "{}", shown(&home));
        // Packing again changes nothing; a session entered late stays next to its month until the next time.
        let packed = tree(&home.at("sessions"));
        prop_assert_eq!(turned(&home, false), 0);
        prop_assert_eq!(&tree(&home.at("sessions")), &packed);
        let month = months.first().unwrap();
        let date = format!("2026-{month:02}-02");
        home.write(&format!("sessions/2026/{date}-casework-p-late.toml"), late.replace("DATE", &date));
        let (with, said) = (sessions(&home), remarks(&home));
        prop_assert_eq!(with.len(), before.len() + 1);
        prop_assert_eq!(turned(&home, false), 1);
        prop_assert_eq!(&sessions(&home), &with, "{}", shown(&home));
        prop_assert_eq!(turned(&home, true), months.len());
        prop_assert_eq!(tree(&home.at("sessions")).len(), with.len());
        prop_assert_eq!(&sessions(&home), &with, "{}", shown(&home));
        prop_assert_eq!(&remarks(&home), &said, "{}", shown(&home));
    }
}

#[test]
fn canonical_files_come_back_byte_for_byte() {
    let home = Home::empty();
    sample::write(home.path());
    home.ok(&[
        "log",
        "casework",
        "rosa",
        "40min",
        "--referral",
        "food-bank=connected",
        "--on",
        "2026-08-03",
        "-m",
        "Two\nlines.",
    ]);
    home.ok(&[
        "log",
        "outreach",
        "county-fair",
        "--on",
        "2026-08-05",
        "--anonymous",
        "3",
    ]);
    home.ok(&[
        "log",
        "outreach",
        "county-fair",
        "--on",
        "2026-08-05",
        "--again",
    ]);
    let before = home.tree();
    home.ok(&["pack", "--before", "2026-09-01"]);
    assert!(home.at("sessions/2026/2026-08.toml").is_file());
    assert_ne!(home.tree(), before);
    home.ok(&["pack", "--unpack", "--before", "2026-09-01"]);
    assert_eq!(home.tree(), before);
}

#[test]
fn a_month_written_with_braces_or_dots_loses_nothing() {
    let home = Home::empty();
    home.write("peer.toml", "schema = 1\nname = \"x\"\n");
    home.write(
        "sessions/2026/2026-08.toml",
        "2026-08-01-outreach-fair = { kind = \"outreach\", on = 2026-08-01 }\n2026-08-02-outreach-fair.kind = \"outreach\"\n\
         2026-08-02-outreach-fair.on = 2026-08-02\n# the end of August\n",
    );
    let before = sessions(&home);
    assert_eq!(before.len(), 2);
    home.write(
        "sessions/2026/2026-08-03-outreach-fair.toml",
        "kind = \"outreach\"\non = 2026-08-03\n",
    );
    assert_eq!(turned(&home, false), 1);
    assert_eq!(sessions(&home).len(), 3);
    assert_eq!(turned(&home, true), 1);
    assert_eq!(sessions(&home)[..2], before);
    assert!(shown(&home).contains("# the end of August"));
}

#[test]
fn the_same_session_in_a_month_and_beside_it_is_an_error() {
    let home = Home::empty();
    sample::write(home.path());
    home.write(
        "sessions/2026/2026-09-02-group-wednesday.toml",
        "kind = \"support-group\"\non = 2026-09-02\ngroup = \"wednesday\"\nanonymous = 1\n",
    );
    let checked = home.run(&["check", "--format", "short"]);
    assert_eq!(checked.status, 1);
    assert!(
        checked.stdout.contains("[duplicate-session]"),
        "{}",
        checked.whole()
    );
    let packed = home.run(&["pack", "--before", "2026-10-01"]);
    assert_eq!(packed.status, 2, "{}", packed.whole());
    let again = home.run(&[
        "log",
        "group",
        "wednesday",
        "--on",
        "2026-09-02",
        "--anonymous",
        "3",
    ]);
    assert_eq!(again.status, 1, "{}", again.whole());
}

#[test]
fn a_session_logged_late_stands_beside_its_packed_month_and_never_twice() {
    let home = Home::empty();
    sample::write(home.path());
    home.ok(&[
        "log",
        "group",
        "wednesday",
        "--on",
        "2026-09-16",
        "--anonymous",
        "3",
    ]);
    assert!(
        home.at("sessions/2026/2026-09-16-group-wednesday.toml")
            .is_file()
    );
    let again = home.run(&[
        "log",
        "group",
        "wednesday",
        "--on",
        "2026-09-02",
        "--anonymous",
        "3",
    ]);
    assert_eq!(
        (again.status, again.stderr.contains("is already logged")),
        (1, true),
        "{}",
        again.whole()
    );
    home.ok(&[
        "log",
        "group",
        "wednesday",
        "--on",
        "2026-09-02",
        "--anonymous",
        "3",
        "--again",
    ]);
    assert!(
        home.at("sessions/2026/2026-09-02-group-wednesday--2.toml")
            .is_file()
    );
}

#[test]
fn a_session_in_a_packed_month_is_changed_in_its_place() {
    let home = Home::empty();
    sample::write(home.path());
    let path = "sessions/2026/2026-09.toml";
    let before = home.read(path);
    home.ok(&["set", "2026-09-03-casework-p-rosa1", "minutes=20"]);
    assert_eq!(
        home.read(path),
        before.replace(
            "participants = [ \"p-rosa1\", ]\ngoals",
            "minutes = 20\nparticipants = [ \"p-rosa1\", ]\ngoals"
        )
    );
    home.ok(&["set", "2026-09-03-casework-p-rosa1", "minutes="]);
    assert_eq!(home.read(path), before);
    let wrong = home.run(&["set", "2026-09-03-casework-p-rosa1", "minutes=2000"]);
    assert_eq!((wrong.status, home.read(path)), (2, before));
}
