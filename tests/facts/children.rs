//! Facts about children: stored in their case, and counted everywhere children are counted.

use peer::cli::merged;
use peer::record::read::record;
use peer::record::{Day, Program};
use peer::store::{Merged, Sides};

use super::refused;
use crate::cli::prompts::{Desk, ENTER};
use crate::common::Home;

const FACTS: &str = "\n[[fact]]\nname = \"race\"\nabout = \"child\"\nmany = true\ndeclined = \"not-said\"\n\
                     words = [ \"black\", \"native\", \"white\", ]\naliases = { indigenous = \"native\" }\n\n\
                     [[fact]]\nname = \"school\"\nabout = \"child\"\n\n\
                     [[fact]]\nname = \"race\"\nabout = \"participant\"\nwords = [ \"black\", \"white\", ]\n";

/// A program that asks about children, with a case of three.
fn program() -> Home {
    let home = Home::new();
    home.write("peer.toml", home.read("peer.toml") + FACTS);
    home.ok(&[
        "add",
        "participant",
        "--id",
        "p-a",
        "--enroll",
        "2026-01-08",
    ]);
    let case =
        "add case --id c-one --system cps --participant p-a --child a=2016-05-01,b=2018-01-02,c";
    home.ok(&case.split(' ').collect::<Vec<_>>());
    home.ok(&["check"]);
    home
}

#[test]
fn a_fact_about_a_child_is_set_shown_listed_and_checked() {
    let home = program();
    let file = "cases/c-one.toml";
    home.ok(&[
        "add",
        "child",
        "c-one",
        "a",
        "--fact",
        "race=white,indigenous",
    ]);
    home.ok(&[
        "set",
        "c-one",
        "child.b.race+=black",
        "child.b.school=desert-view",
    ]);
    home.ok(&[
        "add",
        "child",
        "c-one",
        "d",
        "--born",
        "2020-02-03",
        "--fact",
        "race=not-said",
    ]);
    let text = home.read(file);
    for part in [
        "[child.a]\nborn = 2016-05-01\n\n[child.a.facts]\nrace = [\n    \"native\",\n    \"white\",\n]\n",
        "[child.b.facts]\nrace = [\n    \"black\",\n]\nschool = \"desert-view\"\n",
        "[child.d]\nborn = 2020-02-03\n\n[child.d.facts]\nrace = [\n    \"not-said\",\n]\n",
    ] {
        assert!(text.contains(part), "{text}");
    }
    assert!(home.ok(&["show", "c-one"]).stdout.contains("desert-view"));
    let list = |term: &str| {
        let words = ["list", "cases", term, "--format", "csv"];
        home.ok(&words).stdout
    };
    assert!(list("race:indigenous").contains("c-one"));
    assert!(!list("not:race:black").contains("c-one"));
    home.ok(&["set", "c-one", "child.a.race-=white", "child.b.race="]);
    assert!(
        home.read(file)
            .contains("[child.a.facts]\nrace = [\n    \"native\",\n]\n")
    );
    assert!(!list("race:black").contains("c-one"));
    home.ok(&["check"]);

    for (change, message) in [
        ("race=white", "write child.a.race=WORD"),
        ("child.z.race=white", "this case has no child `z`"),
        ("child.a.rase=white", "did you mean `race`?"),
        ("child.a.race=withe", "did you mean `white`?"),
        ("child.a.school+=west", "`school` is not a list"),
    ] {
        refused(&home, &["set", "c-one", change], message);
    }
    let wrong = home.read(file).replace("\"native\"", "\"nativ\"");
    home.write(file, wrong.replace("school =", "shool ="));
    let found = home.run(&["check"]).stdout;
    for message in [
        "`nativ` is not one of the words of `race`",
        "peer.toml has no fact `shool` for children",
        "did you mean `school`?",
    ] {
        assert!(found.contains(message), "{found}");
    }
}

#[test]
fn children_are_counted_by_what_is_known_of_them() {
    let home = program();
    // One of three children is black and white, one is white, and nothing is known about the third.
    home.ok(&["add", "child", "c-one", "a", "--fact", "race=black,white"]);
    home.ok(&["add", "child", "c-one", "b", "--fact", "race=white"]);
    home.ok(&[
        "event",
        "c-one",
        "removed",
        "--on",
        "2026-07-01",
        "--setting",
        "foster-home",
    ]);
    home.ok(&["add", "group", "wednesday"]);
    let met = "log group wednesday --present p-a --on 2026-10-07";
    home.ok(&met.split(' ').collect::<Vec<_>>());
    let cells = |words: &str| -> Vec<String> {
        let words = format!("report {words} --format csv");
        let text = home.ok(&words.split(' ').collect::<Vec<_>>()).stdout;
        text.lines().map(str::to_owned).collect()
    };
    let people = cells("people 2026-10");
    for row in [
        "children,race,black,0,0,0,1",
        "children,race,native,0,0,0,0",
        "children,race,white,1,1,0,2",
        "children,race,not-said,0,0,0,0",
        "children,race,not-recorded,1,1,0,1",
        "children,race,more-than-one,1,1,0,",
        "parents,race,not-recorded,1,1,0,",
    ] {
        assert!(
            people.iter().any(|line| line.contains(row)),
            "{row}: {people:#?}"
        );
    }
    // Stays are broken down by the race of the child, sessions by that of the parent. Each child was out of home for
    // the 31 days of October; the stays began in July.
    let count = |lines: &[String], word: &str, column: &str| -> Option<String> {
        let heads: Vec<&str> = lines[0].split(',').collect();
        let at = |name: &str| heads.iter().position(|head| *head == name).unwrap();
        let all = |cells: &[&str]| {
            ["system", "service"].iter().all(|key| {
                heads
                    .iter()
                    .position(|head| head == key)
                    .is_none_or(|at| cells[at] == "all")
            })
        };
        lines[1..].iter().find_map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            let is_here = cells.len() == heads.len() && all(&cells) && cells[at("fact")] == word;
            is_here.then(|| cells[at(column)].to_owned())
        })
    };
    let stays = cells("placements 2026-10 --by fact:race");
    for (word, of) in [
        ("all", "93"),
        ("black", "31"),
        ("white", "62"),
        ("native", "0"),
        ("not-recorded", "31"),
    ] {
        assert_eq!(
            count(&stays, word, "care_days").as_deref(),
            Some(of),
            "{word}: {stays:#?}"
        );
    }
    let served = cells("unduplicated 2026-10 --by fact:race");
    assert_eq!(
        count(&served, "not-recorded", "served").as_deref(),
        Some("1")
    );
    assert_eq!(count(&served, "native", "served"), None);
    // A fact that only children have also groups their parents.
    home.ok(&["set", "c-one", "child.a.school=west", "child.c.school=east"]);
    let served = cells("unduplicated 2026-10 --by fact:school");
    for word in ["all", "east", "west"] {
        assert_eq!(
            count(&served, word, "served").as_deref(),
            Some("1"),
            "{word}"
        );
    }
}

#[test]
fn a_spreadsheet_fills_a_fact_about_the_child_of_its_row() {
    let home = program();
    home.write(
        "intake/cases.toml",
        "kind = \"cases\"\n\n[[column]]\nheader = \"Case\"\nfield = \"same_case\"\n\n\
         [[column]]\nheader = \"System\"\nfield = \"system\"\n\n\
         [[column]]\nheader = \"Parent\"\nfield = \"participants\"\n\n\
         [[column]]\nheader = \"Born\"\nfield = \"child.born\"\n\n\
         [[column]]\nheader = \"Race\"\nfield = \"race\"\n",
    );
    home.write(
        "cases.csv",
        "Case,System,Parent,Born,Race\n1,jpd,p-a,2012-03-04,white; black\n1,jpd,p-a,2014-03-04,\n\
         2,jpd,p-a,,white\n",
    );
    let answer = home.run(&[
        "import",
        "cases.csv",
        "--map",
        "cases",
        "--on-near-match",
        "new",
    ]);
    let whole = answer.whole();
    assert!(
        whole.contains("it does not say which child it is about"),
        "{whole}"
    );
    let folder = std::fs::read_dir(home.at("cases")).unwrap();
    let texts = folder.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
    let text = texts
        .filter(|text| text.contains("jpd"))
        .collect::<String>();
    assert!(
        text.contains(
            "[child.a]\nborn = 2012-03-04\n\n[child.a.facts]\nrace = [\n    \"black\",\n    \"white\",\n]\n\n\
             [child.b]\nborn = 2014-03-04\n"
        ),
        "{text}{whole}"
    );
}

#[test]
fn what_two_laptops_say_of_a_child_is_merged() {
    let program: Program = record(&format!("schema = 2\nname = \"T\"\n{FACTS}")).unwrap();
    let today: Day = "2026-11-21".parse().unwrap();
    let base =
        "system = \"cps\"\nparticipants = [\n    \"p-a\",\n]\n\n[child.a]\nborn = 2016-05-01\n";
    let facts = |facts: &str| format!("{base}\n[child.a.facts]\n{facts}");
    let merge = |base: &str, ours: &str, theirs: &str| {
        let base = Some(base);
        let sides = Sides { base, ours, theirs };
        merged("cases/c-a.toml", &program, &sides, today)
    };
    let ours = facts("race = [\n    \"black\",\n]\n");
    let theirs = facts("race = [\n    \"white\",\n]\nschool = \"west\"\n");
    let both = facts("race = [\n    \"black\",\n    \"white\",\n]\nschool = \"west\"\n");
    assert_eq!(
        merge(&ours, &ours, &theirs).unwrap(),
        Merged::Clean(theirs.clone())
    );
    assert_eq!(merge(&ours, &both, &ours).unwrap(), Merged::Clean(both));
    assert_eq!(merge(base, base, &theirs).unwrap(), Merged::Clean(theirs));
}

#[test]
fn each_new_child_is_asked_about_on_a_terminal() {
    let home = program();
    let mut desk = Desk::new(&home, &["add", "child", "c-one", "d"]);
    desk.sees("race of child d");
    desk.press("nat\r");
    desk.press(ENTER);
    desk.sees("school of child d");
    desk.press("west");
    desk.press(ENTER);
    desk.rest();
    let text = home.read("cases/c-one.toml");
    assert!(
        text.contains("[child.d.facts]\nrace = [\n    \"native\",\n]\nschool = \"west\"\n"),
        "{text}"
    );
}
