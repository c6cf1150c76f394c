//! Dated entries that were wrong, and facts that came later: each corrected by one command, and reverted by `peer
//! undo`.

use super::commands::program;
use crate::common::{Answer, Home};

/// The program with a case of Rosa's, two goals, trainings and referrals.
pub(super) fn desk() -> Home {
    let home = program();
    home.write(
        "cases/c-1.toml",
        "system = \"cps\"\nparticipants = [ \"p-rosa\", ]\n\n[child.a]\nborn = 2016-05-01\n\n\
         [[event]]\non = 2025-03-01\nkind = \"petition\"\n\n\
         [[event]]\non = 2025-03-02\nkind = \"removed\"\nsetting = \"foster-home\" # by phone\n\n\
         [[event]]\non = 2025-06-02\nkind = \"removed\"\nsetting = \"shelter\"\n",
    );
    let rosa = home.read("participants/p-rosa.toml");
    home.write(
        "participants/p-rosa.toml",
        rosa + "\n[[goal]]\nset = 2026-02-01\ndomain = \"housing\"\ntext = \"Own lease\"\n\n\
                [[consent]]\nkind = \"services\"\ngiven = 2026-01-15\n\n\
                [[mentor_request]]\non = 2026-01-20\n",
    );
    home.write(
        "mentors/m-dana.toml",
        "joined = 2025-01-01\ncapacity = 2\n\n\
         [[training]]\nname = \"peer-mentor-core\"\non = 2025-02-20\n\n\
         [[training]]\nname = \"peer-mentor-core\"\non = 2026-02-20\n\n[[leave]]\nstart = 2026-12-01\n",
    );
    home.write(
        "sessions/2026/2026-10-05-casework-p-rosa.toml",
        "kind = \"casework\"\non = 2026-10-05\nparticipants = [ \"p-rosa\", ]\n\n\
         [[referral]]\nresource = \"food-bank\"\noutcome = \"connected\"\n\n\
         [[referral]]\nresource = \"housing-authority\"\n",
    );
    home
}

/// Checks that a command changes one file by these lines, and that `peer undo` reverts it.
fn corrects(home: &Home, arguments: &[&str], path: &str, gone: &[&str], come: &[&str]) -> Answer {
    let before = home.tree();
    let was = home.read(path);
    let answer = home.ok(arguments);
    let now = home.read(path);
    let lines = |one: &str, other: &str| -> Vec<String> {
        let mut left: Vec<&str> = other.lines().collect();
        let mut only = Vec::new();
        for line in one.lines() {
            match left.iter().position(|known| *known == line) {
                Some(at) => drop(left.remove(at)),
                None => only.push(line.to_owned()),
            }
        }
        only
    };
    assert_eq!(lines(&was, &now), gone, "{arguments:?}\n{now}");
    assert_eq!(lines(&now, &was), come, "{arguments:?}\n{now}");
    home.ok(&["undo"]);
    assert_eq!(home.tree(), before, "{arguments:?}");
    answer
}

fn refused(answer: &Answer, status: i32, says: &[&str]) {
    assert_eq!(answer.status, status, "{}", answer.whole());
    for said in says {
        assert!(answer.stderr.contains(said), "{said}\n{}", answer.whole());
    }
}

const CASE: &str = "cases/c-1.toml";
const ROSA: &str = "participants/p-rosa.toml";
const DANA: &str = "mentors/m-dana.toml";
const VOID: &str = "void = \"entered by mistake\"";

#[test]
fn a_wrong_event_is_void_or_gets_its_right_day_and_children() {
    let home = desk();
    let removed = ["event", "c-1", "--void", "removed", "--on", "2025-06-02"];
    corrects(&home, &removed, CASE, &[], &[VOID]);
    let why = [
        "event",
        "rosa",
        "petition",
        "--void",
        "--reason",
        "wrong case",
    ];
    corrects(&home, &why, CASE, &[], &["void = \"wrong case\""]);
    let day = [
        "event",
        "c-1",
        "removed",
        "--on",
        "2025-03-02",
        "--now-on",
        "2025-03-03",
    ];
    corrects(
        &home,
        &day,
        CASE,
        &["on = 2025-03-02"],
        &["on = 2025-03-03"],
    );
    let child = [
        "event",
        "c-1",
        "removed",
        "--on",
        "2025-06-02",
        "--now-child",
        "a",
    ];
    corrects(
        &home,
        &child,
        CASE,
        &[],
        &["children = [", "    \"a\",", "]"],
    );
    // Which of the two?
    let either = home.run(&["event", "c-1", "--void", "removed"]);
    refused(
        &either,
        2,
        &[
            "c-1 has 2 of them: event removed",
            "choose one with --on: 2025-03-02, 2025-06-02",
        ],
    );
    let other = home.run(&["event", "c-1", "--void", "removed", "--on", "2025-03-04"]);
    refused(
        &other,
        1,
        &[
            "c-1 has no event removed of 2025-03-04",
            "there is one on 2025-03-02, 2025-06-02",
        ],
    );

    // The entry after a void one is found at its own place in the file.
    home.ok(&["event", "c-1", "--void", "removed", "--on", "2025-03-02"]);
    home.ok(&["event", "c-1", "removed", "--now-on", "2025-06-03"]);
    let text = home.read(CASE);
    assert!(
        text.contains("on = 2025-06-03\nkind = \"removed\"\nsetting = \"shelter\""),
        "{text}"
    );
    assert!(
        text.contains("setting = \"foster-home\" # by phone\nvoid = "),
        "{text}"
    );
    let shown = home.ok(&["show", "c-1"]).stdout;
    assert!(
        shown.contains("Void") && shown.contains("entered by mistake"),
        "{shown}"
    );
    let listed = home
        .ok(&["list", "cases", "--void", "--format", "csv"])
        .stdout;
    assert!(
        listed.contains("c-1,event,2025-03-02,removed,entered by mistake,"),
        "{listed}"
    );
}

#[test]
fn entries_of_people_are_void_by_the_command_that_adds_them() {
    let home = desk();
    let of_rosa: [&[&str]; 4] = [
        &["add", "consent", "rosa", "services", "--void"],
        &["add", "request", "rosa", "--void", "--on", "2026-01-20"],
        &["add", "goal", "rosa", "housing", "--void"],
        &["enroll", "rosa", "--void", "--on", "2026-01-15"],
    ];
    for arguments in of_rosa {
        corrects(&home, arguments, ROSA, &[], &[VOID]);
    }
    let leave = ["add", "leave", "m-dana", "--void", "--from", "2026-12-01"];
    corrects(&home, &leave, DANA, &[], &[VOID]);
    let training = [
        "add",
        "training",
        "m-dana",
        "peer-mentor-core",
        "--void",
        "--on",
        "2026-02-20",
    ];
    corrects(&home, &training, DANA, &[], &[VOID]);
    let either = home.run(&["add", "training", "m-dana", "peer-mentor-core", "--void"]);
    refused(
        &either,
        2,
        &["choose one with --on: 2025-02-20, 2026-02-20"],
    );
    let none = home.run(&["add", "training", "m-dana", "mandatory-reporting", "--void"]);
    refused(&none, 1, &["m-dana has no training mandatory-reporting"]);
}

#[test]
fn a_goal_is_met() {
    let home = desk();
    let met = ["goal", "met", "rosa", "housing", "--on", "2026-11-12"];
    let said = corrects(&home, &met, ROSA, &[], &["met = 2026-11-12"]).stderr;
    assert!(
        said.contains("Rosa Medina (p-rosa) met the goal housing on 2026-11-12"),
        "{said}"
    );
    home.ok(&met);
    refused(&home.run(&met), 1, &["has already met the goal"]);
    home.ok(&["add", "goal", "rosa", "housing", "--on", "2026-11-13"]);
    corrects(
        &home,
        &["goal", "met", "rosa", "housing"],
        ROSA,
        &[],
        &["met = 2026-11-21"],
    );
    home.ok(&["add", "goal", "rosa", "housing", "--on", "2026-11-14"]);
    let several = home.run(&["goal", "met", "rosa", "housing"]);
    refused(
        &several,
        2,
        &[
            "has 2 open goals: housing",
            "choose one with --set: 2026-11-13, 2026-11-14",
        ],
    );
    refused(
        &home.run(&["goal", "met", "rosa", "visitation"]),
        1,
        &["has no goal visitation"],
    );
}

#[test]
fn a_referral_gets_its_outcome_where_it_was_made() {
    let home = desk();
    let session = "sessions/2026/2026-10-05-casework-p-rosa.toml";
    let connected = ["referral", "rosa", "housing-authority", "connected"];
    corrects(
        &home,
        &connected,
        session,
        &[],
        &["outcome = \"connected\""],
    );
    home.ok(&connected);
    let text = home.read(session);
    assert!(
        text.ends_with("resource = \"housing-authority\"\noutcome = \"connected\"\n"),
        "{text}"
    );
    refused(&home.run(&connected), 1, &["no referral of", "is open"]);
    refused(
        &home.run(&["referral", "rosa", "legal-aid", "connected"]),
        1,
        &["has no referral to legal-aid"],
    );
    refused(
        &home.run(&["referral", "rosa", "housing-authority", "connceted"]),
        2,
        &["did you mean `connected`?"],
    );
}

#[test]
fn a_child_is_added_to_a_case() {
    let home = desk();
    let child = ["add", "child", "rosa", "b", "--born", "2019-06-30"];
    corrects(
        &home,
        &child,
        CASE,
        &[],
        &["[child.b]", "born = 2019-06-30", ""],
    );
    let born = ["add", "child", "c-1", "a", "--born", "2016-05-02"];
    corrects(
        &home,
        &born,
        CASE,
        &["born = 2016-05-01"],
        &["born = 2016-05-02"],
    );
    refused(
        &home.run(&["add", "child", "c-1", "a"]),
        1,
        &["c-1 already has a child `a`"],
    );
    let unknown = home.run(&["event", "c-1", "reunified", "--child", "b"]);
    refused(&unknown, 2, &["c-1 has no child `b`"]);
}
