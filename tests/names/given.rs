//! Everything shared is checked: reasons, ids and names of groups, not just messages.

use super::world::{begun, two};
use crate::common::is_thorough;
use crate::merging::laptops::{Office, executable};

#[test]
fn a_reason_is_held_to_what_a_message_is_held_to() {
    let office = two();
    office.ok("ana", &["log", "casework", "p-luis", "--on", "2026-11-20"]);
    let void = |reason: &str, more: &[&str]| {
        let asked = [
            "void",
            "2026-11-20-casework-p-luis",
            "--reason",
            reason,
            "-n",
        ];
        office.peer("ana", &[&asked[..], more].concat())
    };
    for reason in ["Rosa told me", "Rosa Medina told me", "call 520-555-0199"] {
        let refused = void(reason, &[]);
        assert_eq!(refused.status, 1, "{}", refused.whole());
        assert!(!refused.stderr.contains("Rosa"), "{}", refused.stderr);
        let message = office.peer("ana", &["save", "-m", reason]);
        assert_eq!(message.status, 1, "{}", message.whole());
    }
    // Something that may be a place is the user's choice; something that can only be private is not.
    assert_eq!(void("held at Santa Rosa", &["--anyway"]).status, 0);
    assert_eq!(void("Rosa Medina told me", &["--anyway"]).status, 1);
    assert_eq!(void("entered twice", &[]).status, 0);
}

#[test]
fn a_full_name_in_an_id_is_saved_by_nobody() {
    let office = two();
    office.write("ana/groups/rosa-medina.toml", "kind = \"support-group\"\n");
    let refused = office.peer("ana", &["save"]);
    assert_eq!(refused.status, 1, "{}", refused.whole());
    assert!(
        refused.whole().contains("[name-in-id]"),
        "{}",
        refused.whole()
    );
    assert!(
        refused
            .whole()
            .contains("rename the file so that it has no name in it"),
        "{}",
        refused.whole()
    );
    office.ok("ana", &["git", "setup", "--hooks"]);
    office.git("ana", &["add", "-A"]);
    let (went, said) = office.try_git("ana", &["commit", "-m", "by hand"]);
    assert!(!went, "{said}");
}

#[test]
fn a_save_that_did_not_save_does_not_use_up_the_warning() {
    let office = nameless_ids();
    let note = "note = \"We met Grace there\"\n\n[[enrollment]]\nstart = 2026-01-15\n";
    office.write("ana/participants/p-two.toml", note);
    let warned = |told: &str| told.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = "this may be a name: participants/p-two.toml, line 1 (`p-two`)";
    let way = "write an id or another word there: `peer edit participants/p-two.toml`";
    for message in ["for Rosa Medina", "call 520-555-0142"] {
        let refused = office.peer("ana", &["save", "-m", message]);
        assert_eq!(refused.status, 1, "{}", refused.whole());
        assert!(
            warned(&refused.whole()).contains(line),
            "{}",
            refused.whole()
        );
    }
    let saved = warned(&office.ok("ana", &["save"]));
    assert!(saved.contains(line) && saved.contains(way), "{saved}");
    assert!(!saved.contains("rename the file"), "{saved}");
    let more = note.replace("2026-01-15", "2026-01-16");
    office.write("ana/participants/p-two.toml", &more);
    let again = warned(&office.ok("ana", &["save"]));
    assert!(!again.contains("may be a name"), "{again}");
}

/// What is shared, whether it is the user's choice, and what it is called: as a text, and as a file name.
const GIVEN: [(&str, &str, Option<&str>); 7] = [
    ("Grace", "grace-house", None),
    ("Santa Rosa", "santa-rosa", None),
    ("Rosa Medina", "rosa-medina", Some("full name")),
    ("520 555 0142", "call-520-555-0142", Some("phone number")),
    (
        "rosa@example.org",
        "rosa-example-org",
        Some("e-mail address"),
    ),
    ("12 Agave Lane", "12-agave", Some("street address")),
    ("00421 87", "00421-87", Some("number in another system")),
];

/// Where it is put: the file, and its content afterward.
fn placed(place: &str, text: &str, slug: &str) -> (String, String) {
    let at = |path: &str, text: String| (path.to_owned(), text);
    match place {
        "note" => at(
            "participants/p-one.toml",
            format!("note = \"We met {text} there\"\n\n[[enrollment]]\nstart = 2026-01-15\n"),
        ),
        "comment in a record" => at(
            "participants/p-one.toml",
            format!("# we met {text} there\n[[enrollment]]\nstart = 2026-01-15\n"),
        ),
        "comment in peer.toml" => at(
            "peer.toml",
            format!("schema = 2\nname = \"Test\" # as {text} wanted\n"),
        ),
        "value in peer.toml" => at(
            "peer.toml",
            format!("schema = 2\nname = \"Peers of {text}\"\n"),
        ),
        "id" => at(&format!("participants/p-{slug}.toml"), String::new()),
        "slug" => at(
            &format!("intake/{slug}.toml"),
            "kind = \"participants\"\nfiles = [ \"x.csv\", ]\n\n[[column]]\nheader = \"First\"\nfield = \"given\"\n".to_owned(),
        ),
        "group" => at(
            &format!("groups/{slug}.toml"),
            "kind = \"support-group\"\n".to_owned(),
        ),
        _ => panic!("{place}"),
    }
}

const PLACES: [&str; 7] = [
    "note",
    "comment in a record",
    "comment in peer.toml",
    "value in peer.toml",
    "id",
    "slug",
    "group",
];

/// A program on a laptop with a remote, and the names of two people whose ids reveal nothing.
fn nameless_ids() -> Office {
    let office = begun();
    let add = |name: &str, id: &str| {
        office.ok(
            "ana",
            &[
                "add",
                "participant",
                name,
                "--id",
                id,
                "--enroll",
                "2026-01-15",
            ],
        );
    };
    add("Rosa Medina", "p-one");
    add("Grace Ortega", "p-two");
    let said = [
        "phone=520-555-0142",
        "email=rosa@example.org",
        "street=12 Agave Lane",
        "external_ids=dcs:00421-87",
    ];
    office.ok("ana", &[&["set", "p-one"][..], &said].concat());
    office.ok("ana", &["save"]);
    office.git("ana", &["push", "--quiet", "-u", "origin", "main"]);
    office.ok("ana", &["git", "setup", "--hooks"]);
    office.ok("ana", &["save"]);
    office.ok("ana", &["sync"]);
    office
}

/// The same again, with its hooks.
fn anew(office: &Office) -> Office {
    let again = office.again_for(&["ana"]);
    executable(&again, "ana/.git/hooks/pre-commit");
    again
}

/// Everything shared, at each place, by each way out: a possible name is reported once and may go out, everything else
/// goes nowhere.
#[test]
fn what_is_given_is_looked_at_wherever_it_is_and_however_it_goes() {
    let template = nameless_ids();
    for (at, (text, slug, sure)) in GIVEN.into_iter().enumerate() {
        for (where_at, place) in PLACES.into_iter().enumerate() {
            // Checking a quarter of them covers each kind and each place.
            if !is_thorough() && (at + where_at) % 4 != 0 {
                continue;
            }
            let office = anew(&template);
            let (path, now) = placed(place, text, slug);
            let file = format!("ana/{path}");
            office.write(&file, &now);
            let case = format!("{text} as {place}");
            match sure {
                None => warns_once(&office, &case),
                Some(what) => goes_nowhere(&office, &case, what),
            }
        }
    }
}

const PERHAPS: &str = "note: this may be a name: ";

/// The hook reports it, and nothing reports it again.
fn warns_once(office: &Office, case: &str) {
    let again = anew(office);
    let told = again.ok("ana", &["save"]);
    assert_eq!(told.matches(PERHAPS).count(), 1, "{case}: {told}");
    let told = again.ok("ana", &["sync"]);
    assert!(!told.contains(PERHAPS), "{case}: {told}");

    let again = anew(office);
    again.git("ana", &["add", "-A"]);
    let said = again.git("ana", &["commit", "-q", "-m", "by hand"]);
    assert_eq!(said.matches(PERHAPS).count(), 1, "{case}: {said}");
    let told = again.ok("ana", &["sync"]);
    assert!(!told.contains(PERHAPS), "{case}: {told}");

    // Without the hook it is reported when it is shared with others.
    office.git("ana", &["add", "-A"]);
    office.git("ana", &["commit", "-q", "--no-verify", "-m", "by hand"]);
    let told = office.ok("ana", &["sync"]);
    assert_eq!(told.matches(PERHAPS).count(), 1, "{case}: {told}");
    let told = office.ok("ana", &["sync"]);
    assert!(!told.contains(PERHAPS), "{case}: {told}");
}

/// There is no way out, not even `--anyway`, and nothing repeats it.
fn goes_nowhere(office: &Office, case: &str, what: &str) {
    let head = office.git("ana", &["rev-parse", "HEAD"]);
    for anyway in [&[][..], &["--anyway"]] {
        let refused = office.peer("ana", &[&["save"][..], anyway].concat());
        let told = refused.whole();
        assert_eq!(refused.status, 1, "{case}: {told}");
        assert!(told.contains("help: "), "{case}: {told}");
        assert!(
            told.contains(what) || told.contains("name-in-id"),
            "{case}: {what}: {told}"
        );
    }
    assert_eq!(office.git("ana", &["rev-parse", "HEAD"]), head, "{case}");
    office.git("ana", &["add", "-A"]);
    let (went, said) = office.try_git("ana", &["commit", "-q", "-m", "by hand"]);
    assert!(!went, "{case}: {said}");
    assert!(
        said.contains(what) && said.contains("help: "),
        "{case}: {said}"
    );
    office.git("ana", &["commit", "-q", "--no-verify", "-m", "by hand"]);
    // It would be shared even if a later commit removes it.
    office.git("ana", &["revert", "--no-edit", "HEAD"]);
    let refused = office.peer("ana", &["sync", "--anyway"]);
    let told = refused.whole();
    assert_eq!(refused.status, 1, "{case}: {told}");
    assert!(
        told.contains(what) && told.contains("`git reset origin/main`"),
        "{case}: {told}"
    );
    assert_eq!(
        office.git("hub.git", &["rev-parse", "main"]),
        head,
        "{case}"
    );
    // The way out.
    office.git("ana", &["reset", "--quiet", "origin/main"]);
    office.git("ana", &["checkout", "--quiet", "."]);
    office.git("ana", &["clean", "-q", "-fd"]);
    let told = office.ok("ana", &["sync"]);
    assert!(told.contains("nothing new"), "{case}: {told}");
}
