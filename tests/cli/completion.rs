//! What a shell is told when somebody presses Tab, and the pages of the manual.

use crate::common::{Answer, Home, sample, verbs};

/// What the bash shim asks for the word at the end of a line.
fn completed(home: &Home, words: &[&str]) -> Vec<String> {
    let mut command = home.command(&[]);
    command.args(["--"]).args(words);
    command
        .env("COMPLETE", "bash")
        .env("_CLAP_IFS", "\n")
        .env("_CLAP_COMPLETE_INDEX", (words.len() - 1).to_string());
    command
        .env("_CLAP_COMPLETE_COMP_TYPE", "9")
        .env("_CLAP_COMPLETE_SPACE", "true");
    let answer = Answer::of(command.output().unwrap(), home.path());
    assert_eq!(
        (answer.status, answer.stderr.as_str()),
        (0, ""),
        "{}",
        answer.whole()
    );
    answer
        .stdout
        .lines()
        .map(|line| line.split('\t').next().unwrap().to_owned())
        .collect()
}

fn filled() -> Home {
    let home = Home::empty();
    sample::write(home.path());
    home
}

#[test]
fn ids_complete_by_their_beginning_and_people_by_their_names() {
    let home = filled();
    assert_eq!(completed(&home, &["peer", "show", "p-r"]), ["p-rosa1"]);
    assert_eq!(completed(&home, &["peer", "show", "med"]), ["p-rosa1"]);
    assert_eq!(
        completed(&home, &["peer", "log", "group", "wed"]),
        ["wednesday"]
    );
    assert_eq!(
        completed(&home, &["peer", "log", "supervision", ""])
            .iter()
            .filter(|word| word.starts_with("m-"))
            .count(),
        2
    );
    assert_eq!(
        completed(
            &home,
            &[
                "peer",
                "log",
                "group",
                "wednesday",
                "--present",
                "p-luis1,p-ro"
            ]
        ),
        ["p-luis1,p-rosa1"]
    );
    assert!(
        completed(&home, &["peer", "event", "c-first", "reun"]).contains(&"reunified".to_owned())
    );
    assert!(
        completed(&home, &["peer", "add", "participant", "--need", "hou"])
            .contains(&"housing".to_owned())
    );
    assert!(completed(&home, &["peer", "che"]).contains(&"check".to_owned()));
}

#[test]
fn names_are_told_only_where_they_can_be_read() {
    let home = filled();
    let said = |home: &Home| {
        let mut command = home.command(&[]);
        command
            .args(["--", "peer", "show", "p-r"])
            .env("COMPLETE", "zsh")
            .env("_CLAP_IFS", "\n")
            .env("_CLAP_COMPLETE_INDEX", "2");
        Answer::of(command.output().unwrap(), home.path()).whole()
    };
    assert!(said(&home).contains("Rosa Medina"), "{}", said(&home));
    std::fs::remove_dir_all(home.at("identities")).unwrap();
    assert!(said(&home).contains("p-rosa1") && !said(&home).contains("Medina"));
}

#[test]
fn no_names_are_told_where_none_are_to_be_shown() {
    let home = filled();
    let said = |words: &[&str], variable: Option<(&str, &str)>| {
        let mut command = home.command(&[]);
        command
            .args(["--"])
            .args(words)
            .env("COMPLETE", "zsh")
            .env("_CLAP_IFS", "\n")
            .envs(variable);
        command.env("_CLAP_COMPLETE_INDEX", (words.len() - 1).to_string());
        Answer::of(command.output().unwrap(), home.path()).whole()
    };
    let show = ["peer", "show", "p-r"];
    assert!(said(&show, Some(("PEER_NO_NAMES", "0"))).contains("Rosa Medina"));
    for text in [
        said(&show, Some(("PEER_NO_NAMES", "1"))),
        said(&["peer", "--no-names", "show", "p-r"], None),
        said(&["peer", "--no-names", "show", "medi"], None),
        said(&["peer", "--no-names", "show", ""], None),
    ] {
        assert!(
            text.contains("p-rosa1") && !text.contains("Medina"),
            "{text}"
        );
    }
}

#[test]
fn people_complete_by_any_words_of_their_names() {
    let home = filled();
    home.write(
        "identities/p-luis1.toml",
        "given = \"Ana-Lucía\"\nfamily = \"O\'Brien\"\n",
    );
    for typed in ["obri", "O'Br", "luc", "ana lu", "ana-lucia", "brien"] {
        let found = completed(&home, &["peer", "show", typed]);
        assert_eq!(
            found,
            if typed == "brien" {
                vec![]
            } else {
                vec!["p-luis1"]
            },
            "{typed}"
        );
    }
}

#[test]
fn a_faulty_file_or_no_directory_is_met_in_silence() {
    let home = filled();
    home.write("participants/p-bad.toml", "x = \n");
    home.write("identities/p-bad.toml", b"\xff");
    assert_eq!(completed(&home, &["peer", "show", "p-b"]), ["p-bad"]);
    let empty = Home::empty();
    assert!(completed(&empty, &["peer", "show", "p-"]).is_empty());
    assert!(completed(&empty, &["peer", "-C", "nowhere", "show", "p-"]).is_empty());
}

#[test]
fn the_shims_ask_the_program_itself() {
    let home = Home::empty();
    for (shell, asks) in [
        ("bash", "COMPLETE=bash"),
        ("zsh", "COMPLETE=zsh"),
        ("fish", "COMPLETE=fish"),
    ] {
        let shim = home.ok(&["generate", "completions", shell]).stdout;
        assert!(shim.contains(asks) && !shim.contains("target/"), "{shim}");
    }
}

#[test]
fn every_verb_has_a_page_in_the_manual_with_examples() {
    let home = Home::empty();
    home.ok(&["generate", "man", "pages"]);
    let pages = home.tree();
    let help = home.ok(&["--help"]).stdout;
    let verbs = verbs(&help);
    assert!(verbs.len() > 15, "{verbs:?}");
    for verb in verbs {
        let page = pages
            .get(&format!("pages/peer-{verb}.1"))
            .unwrap_or_else(|| panic!("no page of `{verb}`"));
        let text = String::from_utf8_lossy(page);
        assert!(text.contains(".TH") && text.contains("SYNOPSIS"), "{verb}");
        let long = home.ok(&[verb, "--help"]).stdout;
        assert!(
            long.contains("Examples:") && long.contains(&format!("peer {verb}")),
            "`peer {verb} --help` shows no example\n{long}"
        );
    }
    assert!(pages.contains_key("pages/peer.1") && pages.contains_key("pages/peer-log-mentoring.1"));
}

#[test]
fn facts_of_the_program_complete_wherever_they_are_typed() {
    let home = filled();
    let fact =
        "\n[[fact]]\nname = \"race\"\nabout = \"participant\"\nwords = [ \"black\", \"white\", ]\n";
    let program = home.read("peer.toml").replace("schema = 1", "schema = 2");
    home.write("peer.toml", program + fact);
    for words in [
        &["peer", "set", "p-rosa1", "race=w"][..],
        &["peer", "add", "participant", "--fact", "race=w"],
    ] {
        assert_eq!(completed(&home, words), ["race=white"]);
    }
    assert_eq!(
        completed(&home, &["peer", "report", "unduplicated", "--by", "fact"]),
        ["fact:race"]
    );
}

#[test]
fn a_record_whose_person_counts_under_another_id_is_not_offered() {
    let home = filled();
    let offered = completed(&home, &["peer", "show", "p-"]);
    assert!(offered.contains(&"p-luis1".to_owned()), "{offered:?}");
    assert!(!offered.contains(&"p-twice".to_owned()), "{offered:?}");
    assert_eq!(
        completed(&home, &["peer", "show", "p-twice"]),
        ["p-twice"],
        "a whole id is one that somebody means"
    );
}
