//! Pipes, color, and where the directory is found.

use std::fs;
use std::io::Read;
use std::process::Stdio;

use crate::common::{Answer, Home, sample};

const ESCAPE: char = '\u{1b}';

fn filled() -> Home {
    let home = Home::empty();
    sample::write(home.path());
    home
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let home = filled();
    for n in 0..4000 {
        home.write(&format!("participants/p-many{n}.toml"), "area = \"1\"\n");
    }
    let mut command = home.command(&["list", "participants", "--format", "csv"]);
    let mut running = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = running.stdout.take().unwrap();
    let mut first = [0; 10];
    out.read_exact(&mut first).unwrap();
    drop(out);
    let answer = Answer::of(running.wait_with_output().unwrap(), home.path());
    assert_eq!((answer.status, answer.stderr.as_str()), (0, ""));
}

#[test]
fn colour_is_asked_for_or_left_out() {
    let home = filled();
    home.write("participants/p-bad.toml", "aera = 1\n");
    let has_colour = |arguments: &[&str], variable: Option<(&str, &str)>| {
        let mut command = home.command(arguments);
        command.envs(variable);
        Answer::of(command.output().unwrap(), home.path())
            .whole()
            .contains(ESCAPE)
    };
    assert!(!has_colour(&["check"], None), "a pipe gets none");
    assert!(has_colour(&["check", "--color", "always"], None));
    assert!(
        has_colour(&["check", "--color", "always"], Some(("NO_COLOR", "1"))),
        "what is asked for goes first"
    );
    assert!(!has_colour(&["check", "--color", "never"], None));
    assert!(!has_colour(
        &["list", "participants", "--color", "auto"],
        Some(("NO_COLOR", "1"))
    ));
    assert!(
        has_colour(&["list", "participants", "--color", "always"], None),
        "errors have colour too"
    );
    let wrong = home.run(&["check", "--color", "sometimes"]);
    assert_eq!(wrong.status, 2);
}

#[test]
fn what_a_terminal_would_obey_is_not_passed_on() {
    let home = filled();
    home.write(
        "identities/p-luis1.toml",
        "given = \"Lu\\u001b[31mis\"\nfamily = \"Or\\rtega\\u202e\"\n",
    );
    let shown =
        home.run(&["list", "participants"]).whole() + &home.run(&["show", "p-luis1"]).whole();
    assert!(!shown.contains([ESCAPE, '\r', '\u{202e}']), "{shown}");
}

#[test]
fn the_directory_is_named_or_found_above() {
    let home = Home::empty();
    for name in ["one", "two"] {
        home.ok(&["init", name]);
    }
    home.ok(&["-C", "one", "add", "participant", "--id", "p-one"]);
    let listed = |arguments: &[&str], within: &str, variable: Option<&str>| {
        let mut command = home.command(arguments);
        command
            .current_dir(home.at(within))
            .envs(variable.map(|value| ("PEER_DIR", value)));
        let answer = Answer::of(command.output().unwrap(), home.path());
        assert_eq!(answer.status, 0, "{}", answer.whole());
        answer.stdout.contains("p-one")
    };
    let list = ["list", "participants", "--format", "csv"];
    assert!(
        listed(&list, "one/sessions", None),
        "the nearest folder above"
    );
    assert!(!listed(&list, "two", None));
    assert!(
        listed(&list, "two", Some("../one")),
        "PEER_DIR before the folder"
    );
    assert!(
        !listed(
            &["-C", "two", "list", "participants", "--format", "csv"],
            ".",
            Some("one")
        ),
        "-C before PEER_DIR"
    );
    let list_after = ["list", "participants", "--format", "csv", "-C", "one"];
    assert!(
        listed(&list_after, ".", None),
        "-C may stand behind the verb"
    );
    assert!(!listed(&list, "two", Some("")), "an empty PEER_DIR is none");
}

#[test]
fn a_new_directory_is_made_where_it_is_said_whatever_else_is_named() {
    let home = Home::empty();
    home.ok(&["init", "one"]);
    let mut command = home.command(&["init", "two"]);
    let made = Answer::of(
        command.env("PEER_DIR", "one").output().unwrap(),
        home.path(),
    );
    assert_eq!(
        (made.status, home.at("two/peer.toml").is_file()),
        (0, true),
        "{}",
        made.whole()
    );
    home.ok(&["-C", "three", "init"]);
    assert!(home.at("three/peer.toml").is_file());
    home.ok(&["-C", "one", "generate", "man", "pages"]);
    assert!(home.at("pages/peer.1").is_file());
}

#[test]
fn today_is_fixed_by_the_environment_or_refused() {
    let home = filled();
    let mut command = home.command(&["where"]);
    let answer = Answer::of(
        command.env("PEER_TODAY", "21/11/2026").output().unwrap(),
        home.path(),
    );
    assert_eq!(answer.status, 2);
    let told = "error: PEER_TODAY is wrong: `21/11/2026` is not a date: write it as 2026-11-14\nhelp: set it like PEER_TODAY=2026-11-21, or unset it\n";
    assert_eq!(answer.stderr, told);
}

#[test]
fn an_answer_goes_to_a_file_whose_ending_says_how() {
    let home = filled();
    for (name, begins) in [
        ("a.csv", "id,"),
        ("a.json", "{"),
        ("a.md", "#"),
        ("a.html", "<!"),
        ("a.txt", "Participants"),
    ] {
        let answer = home.ok(&["list", "participants", "-o", name]);
        assert_eq!(
            (answer.stdout.as_str(), answer.stderr.as_str()),
            ("", format!("wrote {name}\n").as_str())
        );
        assert!(
            home.read(name)
                .to_lowercase()
                .starts_with(&begins.to_lowercase()),
            "{}",
            home.read(name)
        );
        assert!(!home.read(name).contains("Medina"), "{name} holds a name");
    }
    let nowhere = home.run(&["list", "participants", "-o", "no/such/folder/a.csv"]);
    assert_eq!(nowhere.status, 2);
    assert!(
        nowhere.stderr.contains("no/such/folder"),
        "{}",
        nowhere.whole()
    );
    fs::create_dir(home.at("folder.csv")).unwrap();
    let folder = home.run(&["list", "participants", "-o", "folder.csv"]);
    assert_eq!(folder.status, 2, "{}", folder.whole());
}

#[test]
fn a_list_of_sessions_says_how_much_was_done() {
    let home = filled();
    let text = home.ok(&["list", "sessions"]).stdout;
    for (name, figure) in [
        ("held", "6"),
        ("hours", "3.2"),
        ("attendances", "6"),
        ("different participants", "2"),
    ] {
        assert!(
            text.lines()
                .any(|line| line == format!("{name:<24}{figure}")),
            "{name}\n{text}"
        );
    }
    assert!(
        text.contains("note: 3 sessions have no length and are not in the hours"),
        "{text}"
    );
    let json: serde_json::Value =
        serde_json::from_str(&home.ok(&["list", "sessions", "--format", "json"]).stdout).unwrap();
    assert_eq!(
        (&json["attendances"], &json["hours"], &json["held"]),
        (&6.into(), &3.25.into(), &6.into())
    );
    for format in ["markdown", "html"] {
        let text = home
            .ok(&["list", "sessions", "kind:mentoring", "--format", format])
            .stdout;
        assert!(
            text.contains("attendances") && text.contains("0.8"),
            "{format}\n{text}"
        );
    }
}
