//! Whole programs drawn at random, as files, to be measured like real ones.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::register::Register;
use crate::register::testing::{day, register};

/// What the program asks in addition to the usual facts.
const PROGRAM: &str = "schema = 2\nname = \"T\"\n[[fact]]\nname = \"race\"\nabout = \"participant\"\nmany = true\n\
     words = [\"asian\", \"black\", \"white\"]\n[[fact]]\nname = \"role\"\nabout = \"participant\"\n\
     words = [\"father\", \"mother\"]\n[[fact]]\nname = \"school\"\nabout = \"child\"\nwords = [\"no\", \"yes\"]\n";

/// A random program with this many families: its records as files.
pub(super) fn program(seed: u64, families: usize) -> Register {
    let mut dice = fastrand::Rng::with_seed(seed);
    let mut files: Vec<(String, String)> = Vec::new();
    for mentor in 0..dice.usize(2..20) {
        files.push((
            format!("mentors/m-{mentor}.toml"),
            format!("capacity = {}\n", dice.u8(1..5)),
        ));
    }
    let mentors = files.len();
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for family in 0..families {
        files.push((format!("participants/p-{family}.toml"), parent(&mut dice)));
        files.push((
            format!("identities/p-{family}.toml"),
            format!("given = \"A\"\nborn = {}\n", some_day(&mut dice, 1965, 42)),
        ));
        files.push((format!("cases/c-{family}.toml"), case(&mut dice, family)));
        if dice.u8(..3) > 0 {
            files.push((
                format!("matches/k-{family}.toml"),
                pair(&mut dice, family, mentors),
            ));
        }
        for _ in 0..dice.usize(1..4) {
            groups
                .entry(some_day(&mut dice, 2025, 2))
                .or_default()
                .push(family);
        }
    }
    files.push(("peer.toml".to_owned(), PROGRAM.to_owned()));
    for (day, mut people) in groups {
        people.sort_unstable();
        people.dedup();
        files.push(session(&mut dice, &day, &people, mentors));
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    register(&files)
}

/// A session with these people: of a group, or with one of them.
fn session(
    dice: &mut fastrand::Rng,
    day: &str,
    people: &[usize],
    mentors: usize,
) -> (String, String) {
    let kind = [
        "support-group",
        "support-group",
        "casework",
        "team-meeting",
        "court",
    ][dice.usize(0..5)];
    let (word, mut text) = match kind {
        "support-group" => ("group-wed", "group = \"wed\"\n".to_owned()),
        "casework" => ("casework-p-0", String::new()),
        "team-meeting" => ("meeting-c-0", "case = \"c-0\"\n".to_owned()),
        _ => ("court-c-0", "case = \"c-0\"\n".to_owned()),
    };
    let held = dice.u8(..6) > 0;
    if !held {
        let status = ["no-show", "cancelled-by-program"][dice.usize(0..2)];
        let _ = writeln!(text, "status = \"{status}\"");
    }
    if dice.u8(..5) > 0 {
        let _ = writeln!(text, "minutes = {}", 30 * dice.u8(1..5));
    }
    if held && kind == "team-meeting" {
        let meeting = ["cft", "cft", "tdm"][dice.usize(0..3)];
        let _ = writeln!(text, "meeting = \"{meeting}\"");
        if dice.bool() {
            let decision = ["kept-home", "kept-home", "safety-plan"][dice.usize(0..3)];
            let _ = writeln!(text, "decision = \"{decision}\"");
        }
        for key in ["rights_explained", "parent_voice", "placement_averted"] {
            if dice.u8(..4) > 0 {
                let _ = writeln!(text, "{key} = {}", dice.u8(..4) > 0);
            }
        }
    }
    if dice.bool() {
        let _ = writeln!(text, "mentors = [\"m-{}\"]", dice.usize(0..mentors));
    }
    let people: Vec<String> = people.iter().map(|at| format!("\"p-{at}\"")).collect();
    let _ = writeln!(text, "participants = [{}]", people.join(", "));
    if held && kind == "casework" {
        for _ in 0..dice.u8(0..3) {
            let outcome = ["connected", "connected", "declined"][dice.usize(0..3)];
            let _ = write!(
                text,
                "[[referral]]\nresource = \"housing\"\noutcome = \"{outcome}\"\n"
            );
        }
    }
    (
        format!("sessions/{}/{day}-{word}.toml", &day[..4]),
        format!("kind = \"{kind}\"\non = {day}\n{text}"),
    )
}

fn some_day(dice: &mut fastrand::Rng, first: u16, years: u16) -> String {
    format!(
        "{}-{:02}-{:02}",
        dice.u16(first..first + years),
        dice.u8(1..11),
        dice.u8(1..28)
    )
}

fn parent(dice: &mut fastrand::Rng) -> String {
    let area = ["85701", "85701", "85701", "85705", "85713"][dice.usize(0..5)];
    let gender = ["woman", "woman", "woman", "man"][dice.usize(0..4)];
    let languages = ["\"en\"", "\"en\"", "\"es\"", "\"en\", \"es\""][dice.usize(0..4)];
    format!(
        "area = \"{area}\"\ngender = \"{gender}\"\nlanguages = [{languages}]\n{}[[enrollment]]\nstart = {}\n{}\
         [[mentor_request]]\non = {}\n{}",
        referral(dice),
        some_day(dice, 2025, 1),
        [
            "",
            "end = 2025-12-15\nreason = \"moved\"\n",
            "end = 2025-12-20\nreason = \"goals-met\"\n"
        ][dice.usize(0..3)],
        some_day(dice, 2025, 1),
        facts(dice),
    )
}

/// Who referred a parent and when, and what the parent needs.
fn referral(dice: &mut fastrand::Rng) -> String {
    let source = ["court", "court", "self"][dice.usize(0..3)];
    let needs = [
        "\"housing\"",
        "\"housing\"",
        "\"housing\", \"mental-health\"",
        "",
    ][dice.usize(0..4)];
    let on = some_day(dice, 2025, 1);
    let said_no = match dice.u8(..6) {
        0 => format!("[declined]\non = {on}\nreason = \"moved\"\n"),
        _ => String::new(),
    };
    format!("referred = {on}\nreferral_source = \"{source}\"\nneeds = [{needs}]\n{said_no}")
}

/// What a parent answered to the program's own questions.
fn facts(dice: &mut fastrand::Rng) -> String {
    let race = [
        "\"white\"",
        "\"white\"",
        "\"black\"",
        "\"asian\"",
        "\"black\", \"white\"",
    ][dice.usize(0..5)];
    let role = ["mother", "mother", "mother", "father"][dice.usize(0..4)];
    format!("[facts]\nrace = [{race}]\nrole = \"{role}\"\n")
}

fn case(dice: &mut fastrand::Rng, family: usize) -> String {
    let system = ["cps", "cps", "cps", "jpd"][dice.usize(0..4)];
    let removed = day(&some_day(dice, 2024, 2));
    // Some families have two parents in the program, and some two children.
    let other = match dice.u8(..8) {
        0 if family > 0 => format!(", \"p-{}\"", family - 1),
        _ => String::new(),
    };
    let mut text = format!("system = \"{system}\"\nparticipants = [\"p-{family}\"{other}]\n");
    for key in ["a", "b"].iter().take(dice.usize(1..3)) {
        let _ = write!(
            text,
            "[child.{key}]\nborn = {}\n[child.{key}.facts]\nschool = \"{}\"\n",
            some_day(dice, 2008, 14),
            ["no", "yes", "yes"][dice.usize(0..3)]
        );
    }
    let setting = if system == "jpd" && dice.bool() {
        "detention"
    } else {
        "relative"
    };
    let mut event = |on, kind: &str, more: &str| {
        let _ = write!(text, "[[event]]\non = {on}\nkind = \"{kind}\"\n{more}");
    };
    event(removed, "removed", &format!("setting = \"{setting}\"\n"));
    if dice.bool() {
        event(
            removed.plus_days(dice.i64(5..30)),
            "placed",
            "setting = \"relative\"\n",
        );
    }
    for _ in 0..dice.u8(0..3) {
        let on = day(&some_day(dice, 2025, 1));
        let present = match dice.u8(..4) {
            0 => String::new(),
            1 => "present = []\n".to_owned(),
            _ => format!("present = [\"p-{family}\"]\n"),
        };
        event(on, "hearing", &present);
    }
    let home = removed.plus_days(dice.i64(40..400));
    if dice.u8(..5) > 0 {
        event(home, "reunified", "");
        if dice.u8(..5) == 0 {
            event(home.plus_days(dice.i64(20..300)), "petition", "");
        } else if dice.u8(..8) == 0 {
            let again = home.plus_days(dice.i64(20..60));
            event(again, "removed", "setting = \"relative\"\n");
        }
    }
    text
}

fn pair(dice: &mut fastrand::Rng, family: usize, mentors: usize) -> String {
    let began = day(&some_day(dice, 2025, 2));
    let mut text = format!(
        "participant = \"p-{family}\"\nmentor = \"m-{}\"\nbegan = {began}\n",
        dice.usize(0..mentors)
    );
    if dice.bool() {
        let reason = ["goals-met", "goals-met", "moved"][dice.usize(0..3)];
        let _ = write!(
            text,
            "[ended]\non = {}\nreason = \"{reason}\"\n",
            began.plus_days(dice.i64(20..200))
        );
    }
    text
}
