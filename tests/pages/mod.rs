//! Two pages to be read as a whole: `mistakes.txt`, the program's answers to common mistakes, and `rules.md`, every
//! rule of `peer check` with an example and its finding.
//!
//! `SNAPSHOTS=overwrite cargo test --test all -- pages::` writes the current output; read the difference.

#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use snapbox::{Assert, Data};

use crate::cli::transcript;
use crate::common::Home;

fn page(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/pages")
        .join(name)
}

#[test]
fn common_mistakes_and_their_answers() {
    let path = page("mistakes.txt");
    transcript::holds_page(&path);
    let text = fs::read_to_string(&path).unwrap();
    let refused = text.lines().filter(|line| matches!(*line, "[1]" | "[2]"));
    assert!(
        refused.count() >= 60,
        "{} is a page of mistakes",
        path.display()
    );
}

#[test]
fn every_rule_with_an_example() {
    let path = page("rules.md");
    let text = fs::read_to_string(&path).unwrap();
    let sections: Vec<&str> = text.split("\n## ").collect();
    let [top, program, examples @ ..] = sections.as_slice() else {
        panic!("a program and examples")
    };
    let list = Home::new().ok(&["check", "--rules"]).stdout;
    let mut missing: BTreeSet<&str> = rules(&list).collect();
    let mut said = format!("{top}\n## {program}");
    for example in examples {
        let name = example.lines().next().unwrap();
        assert!(
            missing.remove(name),
            "{name} is not a rule, or is here twice"
        );
        said += &format!(
            "\n## {name}\n\n{}\n",
            answered(name, &list, program, example)
        );
    }
    assert!(missing.is_empty(), "no example of {missing:?}");
    Assert::new()
        .action_env("SNAPSHOTS")
        .eq(Data::text(said).raw(), Data::read_from(&path, None).raw());
}

/// The names in a list of rules.
fn rules(list: &str) -> impl Iterator<Item = &str> {
    list.lines()
        .filter(|line| !line.starts_with(' '))
        .filter_map(|line| line.split(' ').next())
}

/// The summary of one rule in the list, on one line.
fn summary(name: &str, list: &str) -> String {
    let own = |line: &&str| line.split(' ').next() == Some(name);
    let mut lines = list.lines().skip_while(|line| !own(line));
    let first = lines.next().unwrap()[name.len()..].trim();
    let rest = lines
        .take_while(|line| line.starts_with(' '))
        .map(str::trim);
    [first]
        .into_iter()
        .chain(rest)
        .collect::<Vec<_>>()
        .join(" ")
}

/// A section with what the rule finds in its example.
fn answered(name: &str, list: &str, program: &str, example: &str) -> String {
    let home = Home::empty();
    let blocks = blocks(example);
    for (title, text) in self::blocks(program).into_iter().chain(blocks.clone()) {
        match title.split_once(' ') {
            Some(("toml", file)) => home.write(file, text.replace("\\u200B", "\u{200b}")),
            _ => run(&home, &text),
        }
    }
    let checked = home.run(&["check"]);
    checked.no_panic(name);
    let mark = format!("[{name}]");
    let findings: Vec<&str> = checked
        .stdout
        .split("\n\n")
        .filter(|finding| finding.lines().next().unwrap().contains(&mark))
        .map(str::trim_end)
        .collect();
    assert!(!findings.is_empty(), "{name}: {}", checked.whole());
    let given = blocks
        .iter()
        .map(|(title, text)| format!("```{title}\n{text}```\n\n"));
    let given: String = given.collect();
    format!(
        "{}\n\n{given}```text\n{}\n```",
        summary(name, list),
        findings.join("\n\n")
    )
}

/// The blocks of a section with the text next to their opening marks, without the answer.
fn blocks(section: &str) -> Vec<(String, String)> {
    let fenced = section.split("```").skip(1).step_by(2);
    fenced
        .filter_map(|block| block.split_once('\n'))
        .filter(|(title, _)| *title != "text")
        .map(|(title, text)| (title.to_owned(), text.to_owned()))
        .collect()
}

/// Runs shell lines in the program, with `peer` available.
fn run(home: &Home, lines: &str) {
    let peer = Path::new(env!("CARGO_BIN_EXE_peer"));
    let path = std::env::var("PATH").unwrap_or_default();
    let mut command = Command::new("sh");
    command
        .args(["-ec", lines])
        .current_dir(home.path())
        .env_clear();
    command
        .env(
            "PATH",
            format!("{}:{path}", peer.parent().unwrap().display()),
        )
        .env("PEER_TODAY", crate::common::TODAY)
        .env("LANG", "C.UTF-8");
    let output = command.output().unwrap();
    assert!(output.status.success(), "{lines}\n{output:?}");
}
