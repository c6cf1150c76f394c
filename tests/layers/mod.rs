//! The layers of CONTRIBUTING.md: every import points down, and only some places touch the outside world.

mod circles;
mod source;

use std::fmt::Write as _;

use source::{Source, sources};

/// Each layer with the layers it may import.
const LAYERS: &[(&str, &[&str])] = &[
    ("record", &[]),
    ("store", &["record"]),
    ("register", &["record"]),
    ("same", &["record", "register"]),
    ("check", &["record", "register", "same"]),
    ("measure", &["record", "register"]),
    ("matching", &["record", "register"]),
    ("intake", &["record", "register", "same"]),
    (
        "report",
        &["record", "register", "same", "check", "measure", "matching"],
    ),
    ("export", &["record", "register", "measure", "report"]),
    ("render", &["record", "report"]),
    (
        "cli",
        &[
            "record", "store", "register", "same", "check", "measure", "matching", "intake",
            "report", "render", "export",
        ],
    ),
];

/// What `render` may know about records: what is wrong with them.
const FINDINGS: &[&str] = &["Severity", "Finding", "finding", "At", "Place", "is_hidden"];

/// Things that touch the outside world, with the places where they may be, as path prefixes under `src`.
const WINDOWS: &[(&str, &[&str])] = &[
    ("std::fs", &["store/"]),
    ("fs::", &["store/"]),
    ("File::", &["store/"]),
    ("std::env", &["cli/"]),
    ("env::var", &["cli/"]),
    ("println!", &[]),
    ("eprintln!", &[]),
    ("print!(", &[]),
    ("dbg!", &[]),
    ("io::stdin", &["cli/screen.rs"]),
    ("crossterm", &["cli/prompt/ticking.rs"]),
    ("inquire", &["cli/prompt/mod.rs"]),
    ("io::stdout", &["cli/screen.rs"]),
    ("io::stderr", &["cli/prompt/ticking.rs", "cli/screen.rs"]),
    ("process::exit", &[]),
    (
        "Command::new(",
        &[
            "store/git.rs",
            "store/commit.rs",
            "cli/verbs/edit.rs",
            "cli/screen.rs",
            "cli/help.rs",
        ],
    ),
    ("chrono::Local", &["record/values/day.rs"]),
    ("Local::now", &["record/values/day.rs"]),
    ("SystemTime", &[]),
    ("Instant", &["store/lock.rs"]),
    ("Day::today", &["cli/"]),
];

/// The maximum number of lines in a file; a file of tests may have twice as many.
const LINES: usize = 500;

/// The maximum number of lines in a function; one in tests may have twice as many, for its tables.
const FUNCTION: usize = 70;

/// The folders of `record`, from the bottom up.
const FOLDERS: [&str; 4] = ["values", "text", "schema", "kinds"];

/// Files that still define what their own children take, and take from those in turn; the list may only become shorter.
const PARENTS: &[&str] = &["report/masking/mod.rs"];

#[test]
fn every_import_points_down() {
    let mut wrong = String::new();
    for source in sources() {
        let Some((layer, below)) = LAYERS.iter().find(|(layer, _)| *layer == source.layer()) else {
            continue;
        };
        for import in source.imports() {
            if import.layer == *layer {
                continue;
            }
            if !below.contains(&import.layer.as_str()) {
                let allowed = if below.is_empty() {
                    "nothing".to_owned()
                } else {
                    below.join(", ")
                };
                let at = source.at(import.line);
                let _ = writeln!(
                    wrong,
                    "{at}: `{layer}` imports `{}`; it may import {allowed}",
                    import.layer
                );
            }
            if *layer == "render"
                && !source.only_in_tests
                && import.layer == "record"
                && !FINDINGS.contains(&import.item.as_str())
            {
                let at = source.at(import.line);
                let _ = writeln!(
                    wrong,
                    "{at}: of `record`, `render` may know only findings and what cannot be seen, not `{}`",
                    import.item
                );
            }
        }
    }
    assert!(wrong.is_empty(), "imports that point up:\n{wrong}");
}

#[test]
fn no_files_of_a_layer_go_in_a_circle() {
    let sources = sources();
    let mut arrows = circles::arrows(&sources);
    arrows.retain(|(from, to), _| !(PARENTS.contains(from) && to.starts_with(&folder_of(from))));
    let mut wrong = String::new();
    for circle in circles::circles(&arrows) {
        let _ = writeln!(wrong, "{circle:?}");
        for ((from, to), names) in &arrows {
            if circle.contains(from) && circle.contains(to) {
                let _ = writeln!(wrong, "    {from} takes from {to}: {names:?}");
            }
        }
    }
    assert!(wrong.is_empty(), "files that go in a circle:\n{wrong}");
}

/// The folder of a file's children: `check/` of `check/mod.rs`, `measure/returns/` of `measure/returns.rs`.
fn folder_of(path: &str) -> String {
    format!("{}/", path.trim_end_matches(".rs").trim_end_matches("/mod"))
}

#[test]
fn each_folder_of_record_knows_only_those_before_it() {
    let sources = sources();
    let folder = |path: &str| {
        let inside = path.strip_prefix("record/")?;
        FOLDERS
            .iter()
            .position(|folder| inside.starts_with(&format!("{folder}/")))
    };
    let wrong: Vec<String> = circles::arrows(&sources)
        .iter()
        .filter(|((from, to), _)| folder(from) < folder(to))
        .map(|((from, to), names)| format!("{from} takes from {to}: {names:?}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_layer_of_the_source_is_known_here() {
    let known: Vec<&str> = LAYERS
        .iter()
        .map(|(layer, _)| *layer)
        .chain(["lib", "main"])
        .collect();
    let strangers: Vec<String> = sources()
        .iter()
        .filter(|source| !known.contains(&source.layer()))
        .map(|source| {
            format!(
                "{}: `{}` is no layer of CONTRIBUTING.md",
                source.at(1),
                source.layer()
            )
        })
        .collect();
    assert!(strangers.is_empty(), "{}", strangers.join("\n"));
}

#[test]
fn files_the_clock_the_environment_and_the_terminal_stay_in_their_layers() {
    let mut wrong = String::new();
    for source in sources().iter().filter(|source| !source.only_in_tests) {
        for (number, line) in source.code() {
            for (what, places) in WINDOWS {
                let allowed = places.iter().any(|place| source.path.starts_with(place));
                if !allowed && source::mentions(line, what) {
                    let rooms = if places.is_empty() {
                        "nowhere".to_owned()
                    } else {
                        places.join(", ")
                    };
                    let _ = writeln!(
                        wrong,
                        "{}: `{what}` may stand only in: {rooms}",
                        source.at(number)
                    );
                }
            }
        }
    }
    assert!(wrong.is_empty(), "windows where none should be:\n{wrong}");
}

#[test]
fn no_file_is_too_long_to_read() {
    let long: Vec<String> = sources()
        .iter()
        .map(|source| (source, source.text.lines().count()))
        .map(|(source, lines)| {
            let most = if source.only_in_tests {
                2 * LINES
            } else {
                LINES
            };
            (source, lines, most)
        })
        .filter(|(_, lines, most)| lines > most)
        .map(|(source, lines, most)| format!("{}: {lines} lines, more than {most}", source.at(1)))
        .collect();
    assert!(long.is_empty(), "files to split:\n{}", long.join("\n"));
}

#[test]
fn no_function_is_too_long_to_read() {
    let mut long = Vec::new();
    for source in sources() {
        let tests = source.code().last().map_or(0, |(line, _)| line);
        for (name, line, lines) in source.functions() {
            let is_test = source.only_in_tests || line > tests;
            let most = if is_test { 2 * FUNCTION } else { FUNCTION };
            if lines > most {
                long.push(format!("{}: `{name}` has {lines} lines", source.at(line)));
            }
        }
    }
    assert!(long.is_empty(), "functions to split:\n{}", long.join("\n"));
}

#[test]
fn the_length_of_a_function_is_that_of_its_body_to_the_brace() {
    let text = "trait T {\n    fn told(\n        &self,\n    );\n}\npub(crate) fn f() {\n    g(\"fn \");\n}\nfn one() {}\n";
    let found = Source::of("a.rs", text).functions();
    assert_eq!(found, [("f".to_owned(), 6, 3)]);
}

#[test]
fn every_layer_says_what_may_not_live_in_it() {
    let silent: Vec<String> = sources()
        .iter()
        .filter(|source| source.path.matches('/').count() == 1 && source.path.ends_with("/mod.rs"))
        .filter(|source| {
            source
                .text
                .lines()
                .take_while(|line| line.starts_with("//!"))
                .count()
                < 2
        })
        .map(|source| {
            format!(
                "{}: opens without a paragraph about the layer",
                source.at(1)
            )
        })
        .collect();
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

#[test]
fn the_reader_of_imports_sees_through_braces_and_supers() {
    let source = Source::of(
        "report/sub/one.rs",
        "use crate::{record::{Day, Id}, store::Scope};\nfn f() { super::super::super::cli::main() }\n\
                             mod tests {\n    use super::super::super::helper;\n}\n// crate::render in words\n",
    );
    let found: Vec<(usize, String, String)> = source
        .imports()
        .into_iter()
        .map(|import| (import.line, import.layer, import.item))
        .collect();
    let expected = [
        (1, "record", "Day"),
        (1, "record", "Id"),
        (1, "store", "Scope"),
        (2, "cli", "main"),
    ];
    let expected: Vec<(usize, String, String)> = expected
        .iter()
        .map(|(line, layer, item)| (*line, (*layer).to_owned(), (*item).to_owned()))
        .collect();
    assert_eq!(found, expected);
}
