//! Names: never in a file or an export, for another program only with `--names`, and nowhere with `--no-names`.

use std::fs;

use super::workbook;
use crate::common::{Answer, Home, sample};

/// Texts that only identities contain here, in lower case. Commands refer to people by their beginnings.
const SENTINELS: [&str; 9] = [
    "quetzalina",
    "xanthippe",
    "zebulon",
    "featherstone",
    "ignatius",
    "wolfsbane",
    "520-555-0199",
    "marzipan",
    "1971-02-03",
];

/// The sample, with names that appear nowhere else.
fn filled() -> Home {
    let home = Home::empty();
    sample::write(home.path());
    fs::remove_dir_all(home.at("identities")).unwrap();
    home.write(
        "identities/p-rosa1.toml",
        "given = \"Quetzalina\"\nfamily = \"Xanthippe\"\naliases = [ \"Marzipan\", ]\nborn = 1971-02-03\nphone = \"520-555-0199\"\n",
    );
    home.write(
        "identities/p-luis1.toml",
        "given = \"Zebulon\"\nfamily = \"Featherstone\"\n",
    );
    home.write(
        "identities/m-dana1.toml",
        "given = \"Ignatius\"\nfamily = \"Wolfsbane\"\n",
    );
    home
}

fn held(text: &str) -> Vec<&'static str> {
    let lower = text.to_lowercase();
    SENTINELS
        .into_iter()
        .filter(|name| lower.contains(name))
        .collect()
}

/// Every verb that names people, with the beginning of a name if it takes one.
const VERBS: &[&str] = &[
    "list participants",
    "list participants quetzali",
    "list mentors",
    "list mentors --ready",
    "list matches",
    "list cases",
    "list sessions",
    "show quetzali",
    "show ignati",
    "show c-first",
    "show k-first",
    "show 2026-10-07-group-wednesday",
    "show quetzalnia",
    "show marzipan1",
    "show featherstoan",
    "match",
    "match quetzali",
    "match zebul",
    "match quetzali ignati",
    "match zebul ignati -n",
    "match zebul ignati --propose --force trial",
    "match --what-if capacity:ignati=1",
    "accept zebul",
    "decline quetzali --by mentor",
    "unmatch quetzali --reason goals-met -n",
    "unmatch quetzali --reason goals-met",
    "due --within 400d",
    "due --for ignati",
    "enroll quetzali",
    "exit quetzali --reason goals-met -n",
    "exit quetzali --reason goals-met",
    "exit zebul --reason goals-met --on 2026-01-01",
    "event quetzali hearing",
    "add request quetzali",
    "add goal quetzali housing -n",
    "add consent zebul services",
    "add training ignati mandatory-reporting",
    "add leave ignati --from 2026-11-01",
    "add case --system cps --participant quetzali",
    "add mentor --participant quetzali -n",
    "add participant Quetzalina_Xanthippe",
    "add participant Quetzalina_Xanthippe --phone 520-555-0199 -n",
    "add mentor Ignatius_Wolfsbane",
    "set quetzali area=1",
    "set quetzali area=1 given=Zebulon -n",
    "set quetzali born=1971-02-03",
    "log group wednesday --present quetzali,zebul 90min",
    "log group wednesday --present q",
    "log mentoring quetzali 45min",
    "log mentoring zebul 45min",
    "log meeting c-first --type cft",
    "log court zebul",
    "log casework quetzali",
    "log casework quetzali --on 2020-01-01",
    "log committee pac --mentor ignati",
    "log supervision ignati",
    "log outreach quetzalina",
    "edit quetzali --identity",
    "log group wednesday --present zebul --new Quetzalina_Xanthippe",
    "log group wednesday --present zebul --new Quetzalina_Xanthippe -n",
    "status",
    "history quetzali",
    "undo",
    "report waits to-date",
    "report returns to-date --who",
    "report mentors to-date",
    "report quarter to-date",
    "check",
    "check --format short",
    "check --format json",
    "where",
];

fn words(line: &str) -> Vec<String> {
    line.split(' ').map(|word| word.replace('_', " ")).collect()
}

fn run(home: &Home, line: &str, flag: bool) -> Answer {
    let words = words(line);
    let mut arguments: Vec<&str> = words.iter().map(String::as_str).collect();
    arguments.extend(flag.then_some("--no-names"));
    let mut command = home.command(&arguments);
    command.env("EDITOR", "sed -i s/given/gvien/");
    if !flag {
        command.env("PEER_NO_NAMES", "1");
    }
    let answer = Answer::of(command.output().unwrap(), home.path());
    answer.no_panic(line);
    answer
}

/// Adds faults to files about people, some in ways that a message would quote.
fn faults(home: &Home) {
    home.write(
        "participants/p-fault.toml",
        "note = \"Quetzalina came\"\nnote = \"Xanthippe\"\n",
    );
    home.write(
        "identities/p-fault.toml",
        "Quetzalina = \"Xanthippe\"\nborn = \"Zebulon\"\ngiven = Featherstone\n",
    );
    home.write(
        "identities/m-other.toml",
        "born = \"Zebulon\"\nMarzipan = 1\nphone = 1971-02-03\n",
    );
    home.write(
        "sessions/2026/2026-10-08-casework-p-rosa1.toml",
        "kind = \"Wolfsbane\"\non = \"Zebulon\"\n",
    );
}

#[test]
fn nothing_prints_a_name_where_none_are_to_be_shown() {
    for line in VERBS {
        for flag in [true, false] {
            let home = filled();
            let answer = run(&home, line, flag);
            let whole = answer.whole();
            // A complete name that someone typed for another kind of record does not come from us.
            let typed = line.to_lowercase();
            let held: Vec<_> = held(&whole)
                .into_iter()
                .filter(|name| {
                    !typed.contains(name) || typed.contains("add ") || typed.contains("--new")
                })
                .collect();
            assert!(held.is_empty(), "peer {line}: {held:?}\n{whole}");
        }
    }
}

#[test]
fn people_are_found_by_their_names_all_the_same() {
    let home = filled();
    assert!(run(&home, "show quetzali", true).stdout.contains("p-rosa1"));
    assert!(
        run(&home, "list participants xanthippe", true)
            .stdout
            .contains("p-rosa1")
    );
    assert!(
        run(&home, "list matches ignatius", true)
            .stdout
            .contains("k-first")
    );
    assert_eq!(
        run(&home, "log mentoring marzipan 45min", true).stderr,
        "logged 2026-11-21-mentoring-k-first: p-rosa1, 45min\n"
    );
    let namesake = run(&home, "add participant Quetzalina_Xanthippe", true).stderr;
    assert!(
        namesake.contains("p-rosa1 is already on file"),
        "{namesake}"
    );
    let shown = filled().ok(&["show", "quetzali", "--names"]).whole();
    assert!(
        held(&shown).contains(&"xanthippe"),
        "without the flag names are shown\n{shown}"
    );
}

#[test]
fn faults_in_files_about_people_are_told_by_their_places_alone() {
    let home = filled();
    faults(&home);
    for line in [
        "check",
        "check --format short",
        "check --format json",
        "list participants",
        "edit p-fault --identity",
    ] {
        let answer = run(&home, line, true);
        assert!(
            held(&answer.whole()).is_empty() && answer.status != 0,
            "{line}\n{}",
            answer.whole()
        );
        assert!(
            answer.whole().contains("identities/p-fault.toml"),
            "{line}\n{}",
            answer.whole()
        );
    }
}

#[test]
fn words_in_which_names_may_stand_are_not_shown() {
    let home = filled();
    home.write("participants/p-words.toml", "note = \"\"\"\nCame with Quetza.\nWell.\n\"\"\"\n[[goal]]\nset = 2026-02-01\ndomain = \"housing\"\ntext = \"With Quetza\"\n");
    for format in ["text", "json"] {
        let line = format!("show p-words --format {format}");
        let shown = home.ok(&["show", "p-words", "--format", format]).stdout;
        let hidden = run(&home, &line, true).stdout;
        assert_eq!(shown.matches("Quetza").count(), 2, "{shown}");
        assert!(
            !hidden.contains("Quetza") && !hidden.contains("Well"),
            "{hidden}"
        );
        assert!(
            hidden.contains("2 lines, not shown with --no-names"),
            "{hidden}"
        );
        assert!(
            hidden.contains("1 line, not shown with --no-names"),
            "{hidden}"
        );
    }
}

#[test]
fn an_empty_or_false_variable_hides_nothing() {
    let home = filled();
    for (value, shows) in [
        ("", true),
        ("0", true),
        ("false", true),
        ("1", false),
        ("yes", false),
    ] {
        let mut command = home.command(&["list", "participants", "--names"]);
        let answer = Answer::of(
            command.env("PEER_NO_NAMES", value).output().unwrap(),
            home.path(),
        );
        assert_eq!(
            held(&answer.stdout).contains(&"quetzalina"),
            shows,
            "PEER_NO_NAMES={value}"
        );
        assert_eq!(answer.status, if shows { 0 } else { 2 });
    }
}

#[test]
fn where_no_terminal_shows_an_answer_names_are_left_out_unless_they_are_asked_for() {
    let home = filled();
    let mut git = std::process::Command::new("git");
    git.args(["init", "-q"]).current_dir(home.path());
    assert!(git.status().unwrap().success());
    for line in [
        "list participants",
        "list mentors --ready",
        "list cases",
        "list matches",
        "list sessions",
        "history k-first",
        "show quetzali",
        "show ignati",
        "match",
        "match zebul",
        "due --within 400d",
        "status",
    ] {
        let words = words(line);
        let mut arguments: Vec<&str> = words.iter().map(String::as_str).collect();
        let piped = home.run(&arguments);
        assert!(held(&piped.stdout).is_empty(), "{line}\n{}", piped.whole());
        arguments.push("--names");
        let named = home.run(&arguments);
        assert!(
            !held(&named.stdout).is_empty() && named.status == piped.status,
            "{line}\n{}",
            named.whole()
        );
        for more in [&["--format", "csv"][..], &["-o", "x.txt"], &["--no-names"]] {
            let refused = home.run(&[&arguments[..], more].concat());
            assert_eq!(refused.status, 2, "{line} {more:?}\n{}", refused.whole());
            assert!(
                refused.stdout.is_empty() && !home.at("x.txt").exists(),
                "{line} {more:?}\n{}",
                refused.whole()
            );
        }
    }
}

#[test]
fn no_file_and_no_export_ever_holds_a_name() {
    let home = filled();
    let answers = [
        "list participants",
        "list participants quetzali",
        "list mentors --ready",
        "list matches",
        "list sessions",
        "show quetzali",
        "show ignati",
        "show c-first",
        "show k-first",
        "match",
        "match zebul",
        "due --within 400d",
        "report quarter to-date",
        "report returns to-date --who",
        "report mentors to-date",
    ];
    for line in answers {
        for ending in ["txt", "csv", "json", "md", "html", "xlsx"] {
            let file = format!("out/answer.{ending}");
            fs::create_dir_all(home.at("out")).unwrap();
            let words = words(line);
            let mut arguments: Vec<&str> = words.iter().map(String::as_str).collect();
            arguments.extend(["-o", &file]);
            let answer = home.run(&arguments);
            assert!(home.at(&file).is_file(), "{line}\n{}", answer.whole());
            let text = if ending == "xlsx" {
                workbook::text(&home.at(&file))
            } else {
                home.read(&file)
            };
            assert!(
                held(&text).is_empty() && text.len() > 20,
                "{line} in {ending}: {:?}",
                held(&text)
            );
            fs::remove_file(home.at(&file)).unwrap();
        }
        for format in ["csv", "json", "markdown", "html"] {
            let words = words(line);
            let mut arguments: Vec<&str> = words.iter().map(String::as_str).collect();
            arguments.extend(["--format", format]);
            let answer = home.run(&arguments);
            assert!(
                held(&answer.stdout).is_empty(),
                "{line} as {format}: {:?}",
                held(&answer.stdout)
            );
        }
    }
    home.run(&["match", "--csv-out", "decisions.csv"]);
    assert!(held(&home.read("decisions.csv")).is_empty());
}
