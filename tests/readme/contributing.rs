//! The guide for engineers names files, functions and commands that exist.

use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The texts between backticks, outside blocks.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

fn guide() -> String {
    fs::read_to_string(Path::new(ROOT).join("CONTRIBUTING.md")).unwrap()
}

/// All code of the program.
fn code(folder: &Path) -> String {
    let entries = fs::read_dir(folder).unwrap();
    let paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    let text = |path: &PathBuf| match path.extension() {
        _ if path.is_dir() => code(path),
        Some(extension) if extension == "rs" => fs::read_to_string(path).unwrap(),
        _ => String::new(),
    };
    paths.iter().map(text).collect()
}

fn is_defined(name: &str, code: &str) -> bool {
    let kinds = ["fn", "struct", "enum", "trait", "const", "type", "mod"];
    let is_whole = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    kinds
        .iter()
        .any(|kind| code.split(&format!("{kind} {name}")).skip(1).any(is_whole))
}

#[test]
fn every_path_of_the_guide_is_there() {
    let guide = guide();
    let tops = ["src/", "tests/", "data-examples", ".ci/"];
    let paths: Vec<&str> = quoted(&guide)
        .into_iter()
        .filter(|word| tops.iter().any(|top| word.starts_with(top)) && !word.contains("NAME"))
        .map(|word| word.split(' ').next().unwrap())
        .collect();
    assert!(paths.len() > 60, "{}", paths.len());
    let missing: Vec<&str> = paths
        .into_iter()
        .filter(|path| !Path::new(ROOT).join(path).exists())
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_type_and_method_of_the_guide_is_there() {
    let guide = guide();
    let code: String = ["src", "tests"]
        .map(|top| code(&Path::new(ROOT).join(top)))
        .concat();
    let is_name = |word: &&str| {
        word.starts_with(|c: char| c.is_ascii_uppercase())
            && word.contains(|c: char| c.is_ascii_lowercase())
            && word
                .chars()
                .all(|c| c.is_alphanumeric() || c == ':' || c == '_')
    };
    let missing: Vec<&str> = quoted(&guide)
        .into_iter()
        .filter(is_name)
        .filter(|name| !name.split("::").all(|part| is_defined(part, &code)))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_test_command_and_switch_of_the_guide_is_there() {
    let guide = guide();
    let read = |path: &str| fs::read_to_string(Path::new(ROOT).join(path)).unwrap();
    let (themes, manifest) = (read("tests/main.rs"), read("Cargo.toml"));
    let [tests, sources] = ["tests", "src"].map(|folder| code(&Path::new(ROOT).join(folder)));
    for word in quoted(&guide) {
        if let Some(theme) = word.strip_suffix("::") {
            let theme = theme.split(' ').next_back().unwrap();
            let is_layer =
                word.contains("--lib") && Path::new(ROOT).join("src").join(theme).exists();
            assert!(
                is_layer || themes.contains(&format!("mod {theme};")),
                "{word}"
            );
        }
        if let Some((_, target)) = word.split_once("--test ") {
            let target = target.split(' ').next().unwrap();
            assert!(manifest.contains(&format!("name = \"{target}\"")), "{word}");
        }
        if let Some((switch, _)) = word.split_once('=')
            && switch.chars().all(|c| c.is_ascii_uppercase() || c == '_')
        {
            let switch = format!("\"{switch}\"");
            assert!(
                tests.contains(&switch) || sources.contains(&switch),
                "{word}"
            );
        }
    }
}

/// Files with the names mentioned with them: `path`, `name`: or `name` in `path`, however the words are wrapped.
fn names_in_files(guide: &str) -> Vec<(String, String)> {
    let guide = guide.split_whitespace().collect::<Vec<_>>().join(" ");
    let around = |between: &str| {
        let parts: Vec<&str> = guide.split(between).collect();
        let words = |pair: &[&str]| {
            let before = pair[0].rsplit('`').next().unwrap().to_owned();
            (before, pair[1].split('`').next().unwrap().to_owned())
        };
        parts.windows(2).map(words).collect::<Vec<_>>()
    };
    let turned = around("` in `")
        .into_iter()
        .map(|(name, path)| (path, name));
    let is_name = |name: &str| {
        name.chars()
            .all(|c| c.is_alphanumeric() || ":_".contains(c))
    };
    let all = around("`, `").into_iter().chain(turned);
    all.filter(|(path, name)| path.starts_with("src/") && path.ends_with(".rs") && is_name(name))
        .filter(|(path, _)| !path.contains("NAME"))
        .collect()
}

#[test]
fn a_file_defines_what_is_named_with_it() {
    let all = names_in_files(&guide());
    assert!(all.len() > 15, "{all:?}");
    let wrong = all.iter().filter(|(path, name)| {
        let code = fs::read_to_string(Path::new(ROOT).join(path)).unwrap();
        let is_method = |(of, method): (&str, &str)| {
            let is_of = |after| code.contains(&format!("impl {of}{after}"));
            (is_of(" ") || is_of("<")) && is_defined(method, &code)
        };
        !name
            .split_once("::")
            .map_or_else(|| is_defined(name, &code), is_method)
    });
    let wrong: Vec<_> = wrong.collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}
