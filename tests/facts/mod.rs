//! Facts that a program asks for, words with classes, and its own words on pages: from `peer.toml` to a breakdown.

mod asked;
mod children;
mod offered;

use peer::cli::merged;
use peer::record::read::record;
use peer::record::{Day, Program};
use peer::store::{Merged, Sides};

use crate::cli::prompts::{Desk, ENTER, ESCAPE};
use crate::common::{Answer, Home};

const FACTS: &str = "\n[[fact]]\nname = \"race\"\nabout = \"participant\"\nmany = true\ndeclined = \"not-said\"\n\
                     words = [ \"black\", \"native\", \"white\", ]\n\n\
                     [[fact]]\nname = \"household\"\nabout = \"participant\"\nwords = [ \"single\", \"couple\", ]\n\n\
                     [[fact]]\nname = \"veteran\"\nabout = \"mentor\"\nwords = [ \"yes\", \"no\", ]\n";

/// A program that asks for some facts, and has its own word for a setting.
fn program() -> Home {
    let home = Home::new();
    let settings =
        "[vocabulary.settings]\nhall = { class = \"detention\", aliases = [ \"the-hall\", ] }\n";
    let text = home.read("peer.toml");
    let text = text.replacen("[vocabulary.settings]\n", settings, 1);
    home.write("peer.toml", text + FACTS);
    home.ok(&["check"]);
    home
}

/// The program with one group session of everyone whose id is given.
fn met(home: &Home, present: &str) {
    home.ok(&["add", "group", "wednesday"]);
    home.ok(&[
        "log",
        "group",
        "wednesday",
        "--present",
        present,
        "--on",
        "2026-10-07",
    ]);
}

fn add(home: &Home, id: &str, facts: &[&str]) {
    let mut words = vec!["add", "participant", "--id", id, "--enroll", "2026-08-01"];
    facts.iter().for_each(|fact| words.extend(["--fact", fact]));
    home.ok(&words);
}

fn refused(home: &Home, words: &[&str], message: &str) {
    let answer = home.run(words);
    assert_ne!(answer.status, 0, "{}", answer.whole());
    assert!(answer.stderr.contains(message), "{}", answer.whole());
}

#[test]
fn a_fact_is_added_set_shown_listed_and_asked_for() {
    let home = program();
    add(&home, "p-rosa1", &["race=white", "household=single"]);
    add(&home, "p-luis1", &["race=black,native"]);
    let file = "participants/p-rosa1.toml";
    home.ok(&["set", "p-rosa1", "race+=native", "household=couple"]);
    assert!(
        home.read(file).ends_with(
            "[facts]\nhousehold = \"couple\"\nrace = [\n    \"native\",\n    \"white\",\n]\n\n[[enrollment]]\nstart = 2026-08-01\n"
        ),
        "{}",
        home.read(file)
    );
    home.ok(&["set", "p-rosa1", "race-=white"]);
    assert!(home.read(file).contains("race = [\n    \"native\",\n]\n"));
    home.ok(&["set", "p-rosa1", "facts.race=", "race+=black,white"]);
    home.ok(&["set", "p-rosa1", "race-=White", "race-=Black"]);
    home.ok(&["set", "p-rosa1", "race+=Black", "race+=White, Native"]);
    let all = "race = [\n    \"black\",\n    \"native\",\n    \"white\",\n]\n";
    assert!(home.read(file).contains(all), "{}", home.read(file));
    home.ok(&["set", "p-rosa1", "race-=Native"]);
    assert!(home.ok(&["show", "p-rosa1"]).stdout.contains("couple"));
    let list = |query: &str| {
        home.ok(&["list", "participants", query, "--format", "csv"])
            .stdout
    };
    let found = list("race:native");
    assert!(found.lines().next().unwrap().ends_with("race,household"));
    assert!(
        found.contains("p-luis1") && !found.contains("p-rosa1"),
        "{found}"
    );
    assert!(list("household:none").contains("p-luis1"));
    home.ok(&["add", "mentor", "--id", "m-dana1", "--fact", "veteran=no"]);
    assert!(home.ok(&["check"]).stderr.is_empty() || home.ok(&["check"]).status == 0);

    refused(
        &home,
        &["set", "p-rosa1", "race+=withe"],
        "did you mean `white`?",
    );
    refused(
        &home,
        &["set", "p-rosa1", "rase=white"],
        "did you mean `race`?",
    );
    refused(
        &home,
        &["set", "p-rosa1", "household+=single"],
        "`household` is not a list",
    );
    refused(
        &home,
        &["set", "p-rosa1", "household=single,couple"],
        "`household` takes only one word",
    );
    refused(
        &home,
        &["set", "m-dana1", "facts.race=white"],
        "peer.toml has no fact `race` for mentors",
    );
    refused(
        &home,
        &["add", "participant", "--fact", "race"],
        "write NAME=WORD",
    );
}

#[test]
fn a_report_is_broken_down_by_a_fact() {
    let home = program();
    add(&home, "p-a", &["race=black,white"]);
    add(&home, "p-b", &["race=white,not-said"]);
    add(&home, "p-c", &["race=not-said"]);
    add(&home, "p-d", &[]);
    met(&home, "p-a,p-b,p-c,p-d");
    let csv = |words: &[&str]| {
        let all = [
            &["report", "unduplicated", "SFY2027", "--format", "csv"],
            words,
        ]
        .concat();
        home.ok(&all).stdout
    };
    let served = |by: &str| -> Vec<(String, String)> {
        let text = csv(&["--by", by]);
        let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
        let heads = lines.next().unwrap();
        let at = |name: &str| heads.iter().position(|head| *head == name).unwrap();
        let (service, fact, count) = (at("service"), at("fact"), at("served"));
        lines
            .filter(|cells| cells.len() > count && cells[service] == "all")
            .map(|cells| (cells[fact].to_owned(), cells[count].to_owned()))
            .collect()
    };
    let pairs = |all: &[(&str, &str)]| -> Vec<(String, String)> {
        all.iter()
            .map(|(word, count)| ((*word).to_owned(), (*count).to_owned()))
            .collect()
    };
    // p-a is in two rows; next to `white`, `not-said` does not count for p-b; no one is native.
    assert_eq!(
        served("fact:race"),
        pairs(&[
            ("all", "4"),
            ("black", "1"),
            ("native", "0"),
            ("white", "2"),
            ("not-said", "1"),
            ("not-recorded", "1"),
        ])
    );
    // One record is the same person as another: lists are combined.
    home.ok(&["set", "p-d", "same_as=p-c", "race=native"]);
    assert_eq!(
        served("fact:race"),
        pairs(&[
            ("all", "3"),
            ("black", "1"),
            ("native", "1"),
            ("white", "2"),
            ("not-said", "0"),
            ("not-recorded", "0"),
        ])
    );
    let asked = |by: &str| {
        home.run(&["report", "unduplicated", "SFY2027", "--by", by])
            .whole()
    };
    assert!(
        asked("fact:rase").contains("did you mean `race`?"),
        "{}",
        asked("fact:rase")
    );
    assert!(asked("fact:veteran").contains("its facts are `race`, `household`"));
    assert!(
        asked("fact:race").contains("race"),
        "the heading is the fact's name"
    );
    let html = home.ok(&[
        "report",
        "unduplicated",
        "SFY2027",
        "--by",
        "fact:race",
        "--format",
        "html",
    ]);
    assert!(html.stdout.contains("not-said"));
    let public = home.ok(&[
        "report",
        "unduplicated",
        "SFY2027",
        "--by",
        "fact:race",
        "--audience",
        "public",
        "--format",
        "csv",
    ]);
    let shown: Vec<&str> = public
        .stdout
        .lines()
        .filter(|line| line.contains(",white,"))
        .collect();
    assert!(
        !shown.is_empty() && shown.iter().all(|line| !line.contains(",2,")),
        "{}",
        public.stdout
    );
}

#[test]
fn a_spreadsheet_fills_a_fact() {
    let home = program();
    home.write(
        "intake/parents.toml",
        "kind = \"participants\"\n\n[[column]]\nheader = \"Name\"\nfield = \"name\"\n\n\
         [[column]]\nheader = \"Race\"\nfield = \"race\"\nvalues = [ \"W -> white\", ]\n\n\
         [[column]]\nheader = \"Home\"\nfield = \"facts.household\"\n",
    );
    home.ok(&["check"]);
    home.write(
        "parents.csv",
        "Name,Race,Home\nRosa Medina,\"White; native\",single\nAna Ruiz,W,\nLuis Ortega,whit,couple\n",
    );
    let answer = home.run(&["import", "parents.csv", "--map", "parents"]);
    assert!(
        answer
            .whole()
            .contains("`whit` is not a word that can stand here: did you mean `white`?"),
        "{}",
        answer.whole()
    );
    let listed = home.ok(&["list", "participants", "race:white", "--format", "json"]);
    assert!(
        listed.stdout.contains("\"household\": \"single\""),
        "{}",
        listed.stdout
    );
    let wrong = "kind = \"participants\"\n\n[[column]]\nheader = \"Race\"\nfield = \"rase\"\n";
    home.write("intake/parents.toml", wrong);
    let faulty = home.run(&["check"]);
    assert!(
        faulty.stdout.contains("did you mean `race`?"),
        "{}",
        faulty.whole()
    );
    home.write(
        "intake/parents.toml",
        "kind = \"participants\"\n\n[[column]]\nheader = \"Name\"\nfield = \"name\"\n",
    );
    home.write("new.csv", "Name,Race,Household\nAna Ruiz,Black,Single\n");
    home.ok(&["import", "--map-for", "new.csv", "--map", "guessed"]);
    let guessed = home.read("intake/guessed.toml");
    assert!(
        guessed.contains("field = \"race\"") && guessed.contains("field = \"household\""),
        "{guessed}"
    );
}

#[test]
fn facts_of_two_laptops_merge_by_what_they_say() {
    let program: Program = record(&format!("schema = 2\nname = \"T\"\n{FACTS}")).unwrap();
    let today: Day = "2026-11-21".parse().unwrap();
    let base = "area = \"1\"\n\n[facts]\nhousehold = \"single\" # asked in May\nrace = [\n    \"black\",\n]\n";
    let merge = |ours: &str, theirs: &str| {
        let sides = Sides {
            base: Some(base),
            ours,
            theirs,
        };
        merged("participants/p-a.toml", &program, &sides, today)
    };
    let both = merge(
        &base.replace("\"black\",", "\"black\",\n    \"native\","),
        &base
            .replace("\"black\",", "\"black\",\n    \"white\",")
            .replace("single", "couple"),
    )
    .unwrap();
    assert_eq!(
        both,
        Merged::Clean(
            "area = \"1\"\n\n[facts]\nhousehold = \"couple\" # asked in May\nrace = [\n    \"black\",\n    \"native\",\n    \"white\",\n]\n"
                .to_owned()
        )
    );
    let opposed = merge(
        &base.replace("single", "couple"),
        &base.replace("household = \"single\" # asked in May\n", ""),
    );
    assert!(
        matches!(&opposed, Ok(Merged::Conflict { clashes, .. }) if clashes.len() == 1),
        "{opposed:?}"
    );
}

#[test]
fn words_with_classes_are_typed_by_their_aliases_and_counted_by_their_class() {
    let home = program();
    add(&home, "p-rosa1", &[]);
    home.ok(&[
        "add",
        "case",
        "--id",
        "c-one",
        "--system",
        "jpd",
        "--participant",
        "p-rosa1",
        "--child",
        "a=2012-01-01",
    ]);
    let event = |kind: &str, on: &str, setting: &str| {
        home.ok(&["event", "c-one", kind, "--on", on, "--setting", setting])
    };
    event("removed", "2026-07-01", "the-hall");
    event("placed", "2026-07-11", "short-term");
    let text = home.read("cases/c-one.toml");
    assert!(
        text.contains("\"hall\"") && text.contains("\"strtp\"") && !text.contains("short-term")
    );
    refused(
        &home,
        &[
            "event",
            "c-one",
            "placed",
            "--on",
            "2026-08-01",
            "--setting",
            "strt",
        ],
        "did you mean `strtp`?",
    );
    // Ten days in the hall, then 20 elsewhere to the end of July: the class counts, not the word.
    let figures = home
        .ok(&["report", "placements", "2026-07", "--format", "json"])
        .stdout;
    assert!(figures.contains("\"detention_days\": 10"), "{figures}");
    home.write(
        "cases/c-one.toml",
        text.replace("\"strtp\"", "\"short-term\""),
    );
    let found = home.run(&["check"]).stdout;
    assert!(
        found.contains("`short-term` is not on the program\'s list of `settings`")
            && found.contains("did you mean `strtp`?"),
        "{found}"
    );
}

#[test]
fn the_first_newer_key_that_is_typed_raises_the_schema_and_by_hand_it_is_an_error() {
    let home = Home::new();
    let text = home.read("peer.toml").replace("schema = 2", "schema = 1");
    // Classes of words were also added with the second schema.
    let (old, _) = text.split_once("# People type and see").unwrap();
    let old = old.to_owned();
    home.write("peer.toml", &old);
    home.ok(&["check"]);
    home.write("add.sh", format!("cat >> \"$1\" <<'END'\n{FACTS}END\n"));
    let mut command = home.command(&["edit", "peer.toml"]);
    command.env("EDITOR", format!("sh {}", home.at("add.sh").display()));
    let answer = Answer::of(command.output().unwrap(), home.path());
    assert_eq!(answer.status, 0, "{}", answer.whole());
    assert!(
        answer.stderr.contains("peer.toml now says `schema = 2`"),
        "{}",
        answer.whole()
    );
    assert!(home.read("peer.toml").starts_with("schema = 2\n"));
    home.ok(&["check"]);
    home.write("peer.toml", old + FACTS);
    let faulty = home.run(&["check"]);
    assert_eq!(faulty.status, 1);
    assert!(
        faulty
            .stdout
            .contains("`fact` needs schema 2; peer.toml says `schema = 1`"),
        "{}",
        faulty.whole()
    );
    home.ok(&["upgrade"]);
    home.ok(&["check"]);
}

#[test]
fn pages_say_the_words_of_the_program_and_csv_its_keys() {
    let home = Home::new();
    let text = home.read("peer.toml") + "\n[words]\nmentor = \"Peer Parent\"\n";
    home.write("peer.toml", text);
    let page = |format: &str| {
        home.ok(&["report", "mentors", "2026-10", "--format", format])
            .stdout
    };
    assert!(page("text").contains("Peer Parent"), "{}", page("text"));
    assert!(page("html").contains("Peer Parent"));
    assert!(page("markdown").contains("Peer Parent"));
    assert!(page("csv").starts_with("period,") && !page("csv").contains("Peer Parent"));
    assert!(!page("json").contains("Peer Parent"));
}

#[test]
fn a_new_parent_is_asked_for_each_fact_on_a_terminal() {
    let home = program();
    let words = ["add", "participant", "Rosa Medina", "--id", "p-rosa"];
    let mut desk = Desk::new(&home, &words);
    desk.sees("race");
    desk.press("nat\r");
    desk.press(ENTER);
    desk.sees("household");
    desk.press("couple");
    desk.press(ENTER);
    desk.rest();
    let text = home.read("participants/p-rosa.toml");
    assert!(
        text.ends_with("[facts]\nrace = [\n    \"native\",\n]\nhousehold = \"couple\"\n")
            || text.ends_with("[facts]\nhousehold = \"couple\"\nrace = [\n    \"native\",\n]\n"),
        "{text}"
    );
    // Given values are not asked for, and unanswered ones are not recorded.
    let words = [
        "add",
        "participant",
        "Luis Ortega",
        "--id",
        "p-luis",
        "--fact",
        "race=white",
    ];
    let mut desk = Desk::new(&home, &words);
    desk.sees("household");
    desk.press(ENTER);
    desk.rest();
    assert!(
        home.read("participants/p-luis.toml")
            .ends_with("[facts]\nrace = [\n    \"white\",\n]\n")
    );
    let mut desk = Desk::new(&home, &["add", "participant", "Ana Rey", "--id", "p-ana"]);
    desk.sees("race");
    desk.press(ESCAPE);
    desk.rest();
    assert!(!home.at("participants/p-ana.toml").exists());
}
