//! What a shell gets when someone presses Tab, and the manual pages.

use crate::common::{Answer, Home, sample, verbs};

/// What the bash shim requests for the word at the end of a line.
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
        ("powershell", "COMPLETE = 'powershell'"),
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

#[test]
fn who_left_and_what_is_void_is_not_offered_and_unvoid_offers_only_that() {
    let home = filled();
    let mentors = |home: &Home| {
        let offered = completed(home, &["peer", "log", "supervision", ""]);
        let mentors = offered.into_iter().filter(|word| word.starts_with("m-"));
        mentors.collect::<Vec<_>>()
    };
    let before = mentors(&home);
    let gone = before[0].clone();
    let path = format!("mentors/{gone}.toml");
    let text = home.read(&path);
    home.write(&path, format!("left = 2026-09-30\n{text}"));
    assert_eq!(mentors(&home), before[1..]);
    assert_eq!(completed(&home, &["peer", "show", &gone]), [gone.as_str()]);

    assert!(completed(&home, &["peer", "unvoid", "c-"]).is_empty());
    let program = home.read("peer.toml").replace("schema = 1", "schema = 2");
    home.write("peer.toml", program);
    let case = home.read("cases/c-first.toml");
    home.write("cases/c-first.toml", format!("void = \"a test\"\n{case}"));
    assert_eq!(completed(&home, &["peer", "unvoid", "c-"]), ["c-first"]);
    let offered = completed(&home, &["peer", "show", "c-f"]);
    assert!(offered.is_empty(), "{offered:?}");
}

#[test]
fn queries_complete_by_key_and_by_value() {
    let home = filled();
    let list = |word: &str| completed(&home, &["peer", "list", "participants", word]);
    assert_eq!(list("stat"), ["status:"]);
    assert_eq!(list("status:wai"), ["status:waiting"]);
    assert_eq!(list("not:status:ex"), ["not:status:exited"]);
    assert_eq!(list("status:waiting,ex"), ["status:waiting,exited"]);
    assert!(list("need:").contains(&"need:housing".to_owned()));
    assert!(list("").contains(&"not:".to_owned()));
    let sessions = completed(&home, &["peer", "list", "sessions", "kind:ment"]);
    assert_eq!(sessions, ["kind:mentoring"]);
}

#[test]
fn periods_complete_by_word_and_by_what_has_begun() {
    let home = filled();
    // Today is 2026-11-21.
    let period = |word: &str| completed(&home, &["peer", "report", "services", word]);
    assert_eq!(period("last-"), ["last-quarter", "last-month", "last-fy"]);
    assert_eq!(
        period("CY2026"),
        ["CY2026", "CY2026Q1", "CY2026Q2", "CY2026Q3", "CY2026Q4"]
    );
    assert_eq!(period("SFY2027Q"), ["SFY2027Q1", "SFY2027Q2"]);
    assert_eq!(period("2026-1"), ["2026-11", "2026-10"]);
    let month = completed(&home, &["peer", "print", "month", "m-dana1", "2026-0"]);
    assert_eq!(month.len(), 9, "{month:?}");
}

#[test]
fn days_and_definitions_complete() {
    let home = filled();
    let on = completed(&home, &["peer", "log", "group", "wednesday", "--on", "y"]);
    assert_eq!(on, ["yesterday"]);
    home.write("definitions/our-returns.toml", "");
    let own = completed(&home, &["peer", "report", "returns", "--definition", "our"]);
    assert_eq!(own, ["our-returns"]);
}

#[test]
fn nothing_is_offered_that_a_shell_would_run() {
    let home = filled();
    home.write("participants/p-$(touch x).toml", "");
    home.write("cases/c-`id`.toml", "");
    for word in ["p-", "c-"] {
        let offered = completed(&home, &["peer", "show", word]);
        assert!(!offered.is_empty());
        assert!(!offered.concat().contains(['$', '`']), "{offered:?}");
    }
}

#[cfg(unix)]
#[test]
fn bash_completes_words_that_it_cuts_at_colons_and_equals_signs() {
    let home = filled();
    let replies = |words: &str| {
        let folder = std::path::Path::new(env!("CARGO_BIN_EXE_peer"))
            .parent()
            .unwrap();
        let script = format!(
            "PATH={}:$PATH; source <(peer generate completions bash); COMP_WORDS=({words}); \
             COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); COMP_TYPE=9; _peer; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            folder.display()
        );
        let mut command = std::process::Command::new("bash");
        command.args(["-c", &script]).current_dir(home.path());
        command.env("PEER_TODAY", "2026-11-21");
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    assert_eq!(replies("peer list participants status : wai"), "waiting\n");
    assert_eq!(
        replies("peer list participants not : status : ex"),
        "exited\n"
    );
    assert_eq!(replies("peer set p-rosa1 gender = wom"), "woman\n");
    assert_eq!(replies("peer show med"), "p-rosa1\n");
    assert_eq!(replies("peer che"), "check\n");
}
