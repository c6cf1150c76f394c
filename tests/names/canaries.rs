//! Half a year of every verb with 200 people, none of whose names may be in any object of the records' repository.

use super::world::{begun, objects, round};
use crate::merging::laptops::Office;

const PEOPLE: usize = 200;

/// A name, a phone, an address and a number that nothing else has.
fn canary(at: usize) -> [String; 5] {
    [
        format!("Qz{}iva", letters(at)),
        format!("Xw{}orne", letters(at)),
        format!("520-555-{at:04}"),
        format!("vx{at:03}@example.org"),
        format!("dcs:99{at:05}"),
    ]
}

/// A number in letters, as names have no digits.
fn letters(number: usize) -> String {
    let mut text = String::new();
    // Far apart, so that nobody is taken for another.
    let mut number = number * 1_299_709 % 11_881_376;
    for _ in 0..5 {
        text.push(char::from(b'a' + u8::try_from(number % 26).unwrap()));
        number /= 26;
    }
    text
}

/// Runs a verb, which may refuse; whether it did not. What it says may hold names, what it gives git may not.
fn does(office: &Office, day: &str, arguments: &[&str]) -> bool {
    let mut command = office.command("ana", arguments);
    let output = command.env("PEER_TODAY", day).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(!told.contains("panicked"), "{arguments:?}: {told}");
    if !output.status.success() {
        eprintln!("{arguments:?}: {told}");
    }
    output.status.success()
}

/// One month of work; how many verbs did what they were asked.
fn one_month(office: &Office, month: usize, first: usize) -> usize {
    let day = |day: usize| format!("2026-{month:02}-{day:02}");
    let id = |at: usize| format!("p-c{at:03}");
    let (one, two, three) = (id(first), id(first + 1), id(first + 2));
    let [given, ..] = canary(first + 1);
    let (early, late, last) = (day(5), day(18), day(27));
    let group = [
        "log",
        "group",
        "wednesday",
        "--present",
        &one,
        "--present",
        &given,
    ];
    let lines: Vec<Vec<&str>> = vec![
        vec!["enroll", &one, "--on", &early],
        [&group[..], &["--on", &late, "90min"]].concat(),
        vec!["log", "casework", &two, "--on", &late, "-m", "Rehearsed."],
        vec!["log", "court", &three, "--on", &late],
        vec!["event", &one, "hearing", "--on", &late],
        vec!["add", "goal", &two, "housing"],
        vec!["goal", "met", &two, "housing"],
        vec!["add", "consent", &one, "services"],
        vec!["add", "request", &three],
        vec!["match", &one, "m-c000", "--on", &late],
        vec!["unmatch", &one, "--reason", "goals-met", "--on", &last],
        vec!["exit", &one, "--reason", "goals-met", "--on", &last],
        vec!["void", &three, "--reason", "entered twice"],
        vec!["unvoid", &three],
        vec!["set", &two, "area=85705"],
        vec!["same", "--not", &one, &two],
        vec!["undo"],
        vec!["pack", "--before", &early],
        vec!["print", "card", &one, "-o", "../card.html"],
        vec!["report", "people", "CY2026", "-o", "../people.csv"],
        vec!["import", "../sheet.csv"],
        vec!["forget", &three, "--reason", "asked", "--yes"],
        vec!["check"],
    ];
    lines
        .iter()
        .filter(|line| does(office, &last, line))
        .count()
}

#[test]
fn two_hundred_people_are_in_no_object_of_the_records() {
    let office = begun();
    office.ok("ana", &["add", "group", "wednesday"]);
    let mentor = "Qzmentora Xwmentore";
    let asked = "--id m-c000 --capacity 99 --joined 2025-02-20 --language en --experience housing --system cps --closed \
                 2023-05-10 --outcome reunified --training mandatory-reporting=2025-02-20,peer-mentor-core=2025-02-20";
    let asked: Vec<&str> = ["add", "mentor", mentor]
        .into_iter()
        .chain(asked.split(' '))
        .collect();
    office.ok("ana", &asked);
    let header = "First name,Last name,Needs\n";
    for at in 0..PEOPLE {
        let [given, family, phone, email, number] = canary(at);
        let id = format!("p-c{at:03}");
        if at % 20 == 19 {
            // Some come by a spreadsheet.
            office.write("sheet.csv", &format!("{header}{given},{family},housing\n"));
            does(
                &office,
                "2026-04-01",
                &["import", "--map-for", "../sheet.csv"],
            );
            does(&office, "2026-04-01", &["import", "../sheet.csv"]);
            continue;
        }
        let name = format!("{given} {family}");
        let contact = format!("phone={phone}");
        let said = [
            "add",
            "participant",
            &name,
            "--id",
            &id,
            "--email",
            &email,
            "--phone",
            &phone,
            "--need",
            "housing",
            "--language",
            "en",
        ];
        office.ok("ana", &said);
        if at % 10 == 0 {
            let number = format!("external_ids={number}");
            does(&office, "2026-04-01", &["set", &id, &contact, &number]);
            does(
                &office,
                "2026-04-01",
                &["add", "case", "--system", "cps", "--participant", &id],
            );
        }
    }
    office.ok("ana", &["save"]);
    office.git("ana", &["push", "--quiet", "-u", "origin", "main"]);
    office.ok("ana", &["git", "setup", "--names", "../names.git"]);
    for month in 5..=10 {
        let done = one_month(&office, month, (month - 5) * 10);
        assert!(
            done >= 20,
            "only {done} verbs of month {month} did anything"
        );
        office.git("ana", &["add", "-A"]);
        round(&office, "ana");
    }
    for folder in ["ana", "hub.git"] {
        let all = objects(&office, folder);
        assert!(all.contains("p-c001") && all.contains("goals-met"));
        for at in 0..PEOPLE {
            for name in canary(at) {
                assert!(!all.contains(&name), "{folder}: {name}");
            }
        }
        assert!(!all.contains("Qzmentora") && !all.contains("Xwmentore"));
    }
}
