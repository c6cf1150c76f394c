//! Half a year of every verb with 200 people, none of whose names may be in any object of the records' repository.

use std::collections::BTreeSet;
use std::fs;

use super::world::{begun, objects, round};
use crate::common::writers::WRITERS;
use crate::merging::laptops::Office;

/// The verbs that never write a file of the program, or one elsewhere that could be committed to git.
const READERS: [&str; 12] = [
    "show", "list", "status", "due", "report", "explain", "check", "where", "history", "verify",
    "help", "generate",
];

/// The verbs used at the start of this program.
const BEFORE: [&str; 5] = ["init", "git", "save", "sync", "import"];

/// What is run in addition to the writers of `tests/common`.
const BESIDE: [&str; 7] = [
    "outcome ask",
    "outcome answer",
    "print card",
    "print month",
    "print sign-in",
    "print survey",
    "import",
];

/// A verb, with its subcommands.
fn key(line: &[&str]) -> String {
    match line[0] {
        "add" | "log" | "outcome" | "print" => line[..2].join(" "),
        verb => verb.to_owned(),
    }
}

/// Every verb that writes: those in the help, and their subcommands named in the writers of `tests/common`.
fn all_that_write(office: &Office) -> BTreeSet<String> {
    let help = office.ok("ana", &["--help"]);
    let verbs = help.lines().filter_map(|line| {
        let (verb, _) = line.strip_prefix("  ")?.split_once(' ')?;
        let is_verb = verb.chars().all(|c| c.is_ascii_lowercase()) && !verb.is_empty();
        is_verb.then(|| verb.to_owned())
    });
    let mut all: BTreeSet<String> = verbs.collect();
    assert!(all.len() > 40, "{all:?}");
    all.retain(|verb| !READERS.contains(&&**verb) && !BEFORE.contains(&&**verb));
    // These are named with their subcommands.
    for verb in ["add", "log", "outcome", "print"] {
        assert!(all.remove(verb), "{verb}");
    }
    all.extend(WRITERS.iter().map(|line| key(line)));
    all.extend(BESIDE.map(str::to_owned));
    all
}

const PEOPLE: usize = 200;

/// What a county may be asked.
const AGREEMENT: &str = "\n[[agreement]]\nname = \"county\"\nto = \"the county\"\nsource = \"county-match\"\n\
    fields = [ \"born\", \"children\", \"family\", ]\n\
    consents = [ \"outcome-reporting\", \"release-of-information\", ]\n";

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
    // Far apart, so that no one is taken for another.
    let mut number = number * 1_299_709 % 11_881_376;
    for _ in 0..5 {
        text.push(char::from(b'a' + u8::try_from(number % 26).unwrap()));
        number /= 26;
    }
    text
}

/// Runs a verb, which may refuse; returns whether it did not. Its output may contain names, what it commits may not.
fn does(office: &Office, day: &str, arguments: &[&str]) -> bool {
    let mut command = office.command("ana", arguments);
    let editor = format!("sh {}", office.at("editor.sh").display());
    command.env("PEER_TODAY", day).env("EDITOR", editor);
    let output = command.output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(!told.contains("panicked"), "{arguments:?}: {told}");
    if !output.status.success() {
        eprintln!("{arguments:?}: {told}");
    }
    output.status.success()
}

/// Runs several, and records which succeeded.
fn run(office: &Office, day: &str, lines: &[Vec<&str>], done: &mut BTreeSet<String>) {
    for line in lines {
        if does(office, day, line) {
            done.insert(key(line));
        }
    }
}

/// One month of work.
fn one_month(office: &Office, month: usize, first: usize, done: &mut BTreeSet<String>) {
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
    run(office, &last, &lines, done);
}

/// Actions done once: for people, and for the work of mentors.
fn once(office: &Office, done: &mut BTreeSet<String>) {
    let day = "2026-05-28";
    let case = "--system cps --participant p-c150 --id c-can --child a=2016-05-01";
    let said = |text: &'static str| text.split(' ').collect::<Vec<_>>();
    office.write(
        "ana/sessions/2026/2026-05-06-casework-p-c151.toml",
        "kind = \"casework\"\non = 2026-05-06\nparticipants = [ \"p-c151\", ]\n\n\
         [[referral]]\nresource = \"housing-authority\"\n",
    );
    let lines = [
        [said("add case"), said(case)].concat(),
        said("event c-can petition --on 2025-01-10"),
        said("event c-can removed --on 2025-01-10"),
        said("event c-can reunified --on 2026-02-01"),
        said("enroll p-c150 --on 2025-01-01"),
        said("enroll p-c151 --on 2026-05-01"),
        said("enroll p-c152 --on 2026-05-01"),
        said("enroll p-c153 --on 2026-05-01"),
        said("log casework p-c150 --on 2025-02-01"),
        said("add child c-can z --born 2020-01-01"),
        said("add consent p-c150 outcome-reporting --on 2025-01-01"),
        said("add consent p-c150 release-of-information --on 2025-01-01"),
        said("add training m-c000 peer-mentor-core --on 2026-05-02"),
        said("add leave m-c001 --from 2026-05-20"),
        said("add request p-c151"),
        said("add request p-c152"),
        said("add request p-c153"),
        said("match p-c151 m-c000 --propose --on 2026-05-02"),
        said("accept p-c151 --on 2026-05-03"),
        said("match p-c152 m-c000 --propose --on 2026-05-02"),
        said("decline p-c152 --by mentor --on 2026-05-03"),
        said("match --apply"),
    ];
    run(office, day, &lines, done);
    ask(office, day, done);
    let lines = [
        said("outcome checked p-c150 --through 2026-05-20 --source parent"),
        said("log mentoring p-c151 45min --on 2026-05-20"),
        said("log meeting c-can --present p-c150 --type cft --on 2026-05-20"),
        said("log committee pac --mentor m-c000 --on 2026-05-20"),
        said("log supervision m-c000 --on 2026-05-20"),
        said("log outreach fair --on 2026-05-20"),
        said("log consultation pinal --on 2026-05-20"),
        said("log duty paperwork 90min --mentor m-c000 --on 2026-05-20"),
        said("log survey p-c151 felt-supported --answers 545 --on 2026-05-20"),
        said("referral p-c151 housing-authority connected"),
        said("move 2026-05-20-outreach-fair --on 2026-05-21"),
        said("edit p-c151"),
        said("edit p-c151 --identity"),
        said("edit peer.toml"),
        said("upgrade"),
        said("same p-c154 p-c155"),
        said("print sign-in wednesday --on 2026-05-27 -o ../sign.html"),
        said("print month m-c000 2026-05 -o ../month.html"),
        said("print survey felt-supported -o ../survey.html"),
        said("export ../out --for county"),
    ];
    run(office, day, &lines, done);
}

/// Asks a county about the one family that consented, and imports the answer.
fn ask(office: &Office, day: &str, done: &mut BTreeSet<String>) {
    let ask = vec!["outcome", "ask", "county", "-o", "../ask.csv"];
    run(office, day, &[ask], done);
    let mut asked = fs::read_dir(office.at("ana/outcomes")).unwrap();
    let asked = asked.next().unwrap().unwrap().file_name();
    let asked = asked.into_string().unwrap();
    let id = asked.trim_end_matches(".toml");
    let answer = format!("number,through,event,event_on,child\n{id}-1,2026-04-30,,,\n");
    office.write("answer.csv", &answer);
    let answer = vec!["outcome", "answer", "../answer.csv"];
    run(office, day, &[answer], done);
}

/// Something that one side removed and the other changed is kept or dropped, and everything is backed up and restored.
fn together(office: &Office, done: &mut BTreeSet<String>) {
    let day = "2026-10-28";
    for group in ["friday", "saturday"] {
        office.ok("ana", &["add", "group", group]);
    }
    round(office, "ana");
    office.clone("ben");
    office.git(
        "ben",
        &["rm", "-q", "groups/friday.toml", "groups/saturday.toml"],
    );
    office.git("ben", &["commit", "-q", "-m", "no longer held"]);
    office.git("ben", &["push", "-q"]);
    for group in ["friday", "saturday"] {
        office.ok("ana", &["set", group, "note=moved to the library"]);
    }
    office.ok("ana", &["save"]);
    assert_eq!(office.peer("ana", &["sync"]).status, 1);
    let lines = [
        vec!["keep", "groups/friday.toml"],
        vec!["drop", "groups/saturday.toml"],
    ];
    run(office, day, &lines, done);
    round(office, "ana");
    let lines = [
        vec!["backup", "../all.bundle"],
        vec!["restore", "../all.bundle", "../again"],
    ];
    run(office, day, &lines, done);
}

#[test]
fn two_hundred_people_are_in_no_object_of_the_records() {
    let office = begun();
    office.write("editor.sh", "echo '# typed' >> \"$1\"\n");
    let rules = office.read("ana/peer.toml");
    office.write("ana/peer.toml", &format!("{rules}{AGREEMENT}"));
    let mut done =
        BTreeSet::from(["add group", "add mentor", "add participant"].map(str::to_owned));
    office.ok("ana", &["add", "group", "wednesday"]);
    office.ok("ana", &["add", "group", "pac", "--kind", "committee"]);
    office.ok(
        "ana",
        &[
            "add",
            "mentor",
            "Qzmentorb Xwmentorf",
            "--id",
            "m-c001",
            "--joined",
            "2025-02-20",
        ],
    );
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
            // Some come from a spreadsheet.
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
        assert!(does(&office, "2026-04-01", &said));
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
        one_month(&office, month, (month - 5) * 10, &mut done);
        if month == 5 {
            once(&office, &mut done);
        }
        office.git("ana", &["add", "-A"]);
        round(&office, "ana");
    }
    together(&office, &mut done);
    let missing: Vec<String> = all_that_write(&office).difference(&done).cloned().collect();
    assert!(
        missing.is_empty(),
        "no day of the half year has a working {missing:?}"
    );
    for folder in ["ana", "hub.git", "again"] {
        let all = objects(&office, folder);
        assert!(all.contains("p-c001") && all.contains("goals-met"));
        for at in 0..PEOPLE {
            for name in canary(at) {
                assert!(!all.contains(&name), "{folder}: {name}");
            }
        }
        for name in ["Qzmentora", "Xwmentore", "Qzmentorb", "Xwmentorf"] {
            assert!(!all.contains(name), "{folder}: {name}");
        }
    }
}
