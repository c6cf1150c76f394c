//! What people do to one record on two laptops, and the result.

use peer::cli::merged;
use peer::record::Program;
use peer::record::read::record;
use peer::store::{Merged, Sides};

fn merge(path: &str, base: &str, ours: &str, theirs: &str) -> Merged {
    let program: Program = record("schema = 1\nname = \"Test\"\n").unwrap();
    let sides = Sides {
        base: Some(base),
        ours,
        theirs,
    };
    merged(
        path,
        &program,
        &sides,
        crate::common::TODAY.parse().unwrap(),
    )
    .unwrap()
}

/// The text of a merge without a conflict.
fn clean(path: &str, base: &str, ours: &str, theirs: &str) -> String {
    match merge(path, base, ours, theirs) {
        Merged::Clean(text) => text,
        conflict => panic!("{conflict:?}"),
    }
}

/// The text of a merge with a conflict, and the message about it.
fn conflict(path: &str, base: &str, ours: &str, theirs: &str) -> (String, String) {
    match merge(path, base, ours, theirs) {
        Merged::Conflict { text, clashes } => (
            text,
            clashes.iter().map(|clash| format!("{clash}\n")).collect(),
        ),
        Merged::Clean(text) => panic!("no conflict\n{text}"),
    }
}

const PARENT: &str = "participants/p-a.toml";
const CASE: &str = "cases/c-a.toml";
const HEAD: &str = "system = \"cps\"\n\n[child.a]\nborn = 2016-05-01\n";

fn case(events: &[&str]) -> String {
    let events: String = events
        .iter()
        .map(|event| format!("\n[[event]]\n{event}"))
        .collect();
    format!("{HEAD}{events}")
}

const PETITION: &str = "on = 2025-03-02\nkind = \"petition\"\n";
const REMOVED: &str = "on = 2025-03-02\nkind = \"removed\"\nsetting = \"foster-home\"\n";
const HOME: &str = "on = 2026-02-01\nkind = \"reunified\"\n";

#[test]
fn two_events_added_at_the_same_place_are_both_there() {
    let ours = case(&[PETITION, REMOVED]);
    let theirs = case(&[
        PETITION,
        "# from the court's letter\non = 2026-09-01\nkind = \"hearing\"\n",
    ]);
    let text = clean(CASE, &case(&[PETITION]), &ours, &theirs);
    assert_eq!(text.matches("[[event]]").count(), 3, "{text}");
    assert!(
        text.starts_with(&ours) && text.contains("# from the court's letter\n"),
        "{text}"
    );
}

#[test]
fn the_same_event_entered_on_both_stands_once() {
    let with_note = format!("{REMOVED}note = \"\"\"At night.\"\"\"\n");
    let text = clean(
        CASE,
        &case(&[PETITION]),
        &case(&[PETITION, REMOVED]),
        &case(&[PETITION, &with_note]),
    );
    assert_eq!(text, case(&[PETITION, &with_note]));
}

#[test]
fn a_day_that_both_corrected_is_left_to_a_person() {
    let (ours, theirs) = (
        HOME.replace("02-01", "02-02"),
        HOME.replace("02-01", "02-03"),
    );
    let base = case(&[PETITION, REMOVED, HOME]);
    let (text, said) = conflict(
        CASE,
        &base,
        &case(&[PETITION, REMOVED, &ours]),
        &case(&[PETITION, REMOVED, &theirs]),
    );
    let words = "`on` of the event 2026-02-01 reunified: you say `2026-02-02`, the other side says `2026-02-03` (before: `2026-02-01`)\n";
    assert_eq!(said, words);
    assert!(
        text.contains(
            "<<<<<<< ours\non = 2026-02-02\n=======\non = 2026-02-03\n>>>>>>> theirs\nkind"
        ),
        "{text}"
    );
    // A day corrected by one side is merged with a note written by the other.
    let note = format!("{HOME}note = \"With both.\"\n");
    let text = clean(
        CASE,
        &base,
        &case(&[PETITION, REMOVED, &ours]),
        &case(&[PETITION, REMOVED, &note]),
    );
    assert!(
        text.contains("on = 2026-02-02\nkind = \"reunified\"\nnote = \"With both.\"\n"),
        "{text}"
    );
}

#[test]
fn an_event_taken_out_here_and_changed_there_is_left_to_a_person() {
    let relative = REMOVED.replace("foster-home", "relative");
    let (text, said) = conflict(
        CASE,
        &case(&[PETITION, REMOVED]),
        &case(&[PETITION]),
        &case(&[PETITION, &relative]),
    );
    assert!(
        said.starts_with(
            "the event 2025-03-02 removed: you say nothing any more, the other side says"
        ),
        "{said}"
    );
    assert!(
        text.contains("<<<<<<< ours\n=======\n") && text.contains("setting = \"relative\""),
        "{text}"
    );
}

#[test]
fn the_children_of_an_event_are_one_fact() {
    let (both, a, b) = (
        REMOVED.to_owned(),
        format!("{REMOVED}children = [ \"a\", ]\n"),
        format!("{REMOVED}children = [ \"b\", ]\n"),
    );
    let (_, said) = conflict(CASE, &case(&[&both]), &case(&[&a]), &case(&[&b]));
    assert!(
        said.contains(
            "`children` of the event 2025-03-02 removed: you say `a`, the other side says `b`"
        ),
        "{said}"
    );
}

#[test]
fn lists_unite_and_their_comments_stay() {
    let base = "needs = [\n    \"housing\",\n    \"visitation\",\n]\n";
    let ours =
        "needs = [\n    \"housing\", # urgent\n    \"mental-health\",\n    \"visitation\",\n]\n";
    let theirs = "# asked again\nneeds = [\n    \"housing\",\n    \"substance-use\",\n]\n";
    let text = clean(PARENT, base, ours, theirs);
    assert_eq!(
        text,
        "# asked again\nneeds = [\n    \"housing\", # urgent\n    \"mental-health\",\n    \"substance-use\",\n]\n"
    );
}

#[test]
fn a_list_that_one_side_gave_up_is_not_kept_by_halves() {
    let base = "needs = [ \"housing\", ]\n";
    let (_, said) = conflict(
        PARENT,
        base,
        "",
        "needs = [ \"housing\", \"visitation\", ]\n",
    );
    assert_eq!(
        said,
        "`needs`: you say nothing any more, the other side says `housing visitation` (before: `housing`)\n"
    );
}

#[test]
fn changes_that_break_a_rule_only_together_are_left_to_a_person() {
    let base = "area = \"1\"\n";
    let start = |day: &str| format!("area = \"1\"\n\n[[enrollment]]\nstart = {day}\n");
    let (text, said) = conflict(PARENT, base, &start("2026-03-01"), &start("2026-03-03"));
    assert!(
        said.starts_with("the two changes contradict each other: ")
            && said.contains("[overlapping-enrollment]"),
        "{said}"
    );
    assert!(
        text.contains("start = 2026-03-01\n=======\nstart = 2026-03-03\n"),
        "{text}"
    );
    let pairing = "participant = \"p-a\"\nmentor = \"m-a\"\nproposed = 2026-01-01\n";
    let began = pairing.to_owned() + "began = 2026-01-05\n";
    let declined = pairing.to_owned() + "\n[declined]\non = 2026-01-04\nby = \"mentor\"\n";
    let (text, said) = conflict("matches/k-a.toml", pairing, &began, &declined);
    assert!(
        said.contains("[match-begun-declined]") && text.contains("<<<<<<< ours"),
        "{said}\n{text}"
    );
    // Each side's weights sum to 100; the merged ones do not.
    let weights = |experience: u32, system: u32, area: u32| {
        format!(
            "schema = 1\nname = \"Test\"\n\n[matching]\nexperience = {experience}\nsystem = {system}\narea = {area}\n\
             availability = 15\ngender = 10\nload = 10\n"
        )
    };
    let (_, said) = conflict(
        "peer.toml",
        &weights(30, 20, 15),
        &weights(25, 25, 15),
        &weights(25, 20, 20),
    );
    assert!(said.contains("[weights-sum]"), "{said}");
}

#[test]
fn a_packed_month_is_merged_session_by_session() {
    let month = "sessions/2026/2026-03.toml";
    let session = |day: u32, more: &str| {
        format!("[2026-03-0{day}-outreach-fair]\nkind = \"outreach\"\non = 2026-03-0{day}\n{more}")
    };
    let base = session(1, "") + "\n" + &session(5, "");
    let ours = session(1, "anonymous = 4\n") + "\n" + &session(3, "") + "\n" + &session(5, "");
    let theirs = session(1, "minutes = 60\n")
        + "\n"
        + &session(4, "# late\n")
        + "\n"
        + &session(5, "anonymous = 2\n");
    let text = clean(month, &base, &ours, &theirs);
    let whole = session(1, "minutes = 60\nanonymous = 4\n")
        + "\n"
        + &session(3, "")
        + "\n"
        + &session(4, "")
        + "\n# late\n"
        + &session(5, "anonymous = 2\n");
    let facts = |text: &str| {
        text.lines()
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(facts(&text), facts(&whole), "{text}");
    let (text, said) = conflict(month, &base, &session(1, ""), &theirs);
    assert!(
        said.contains("2026-03-05-outreach-fair: the whole session: you say nothing any more"),
        "{said}"
    );
    assert!(text.contains("<<<<<<< ours\n=======\n"), "{text}");
}

#[test]
fn a_note_that_both_wrote_is_shown_and_refused() {
    let (ours, theirs) = (
        "note = \"\"\"\nMonday.\nCalled.\"\"\"\n",
        "note = \"\"\"\nTuesday.\nCalled.\"\"\"\n",
    );
    let (text, said) = conflict(PARENT, "", ours, theirs);
    assert_eq!(
        said,
        "`note`: you say `Monday. Called.`, the other side says `Tuesday. Called.`\n"
    );
    assert!(
        text.contains("<<<<<<< ours\nMonday.\n=======\nTuesday.\n>>>>>>> theirs\n"),
        "{text}"
    );
    assert_eq!(
        record::<peer::record::Participant>(&text).unwrap_err()[0].rule,
        "merge-conflict"
    );
}

#[test]
fn line_ends_of_windows_are_no_change() {
    let base = "area = \"1\"\nnote = \"\"\"\nOne.\nTwo.\"\"\"\n";
    let windows = base.replace('\n', "\r\n");
    let text = clean(
        PARENT,
        base,
        &windows.replace("\"1\"", "\"2\""),
        &base.replace("area", "gender = \"woman\"\narea"),
    );
    assert!(
        text.contains("area = \"2\"")
            && text.contains("gender = \"woman\"")
            && !text.contains("<<<"),
        "{text}"
    );
}
