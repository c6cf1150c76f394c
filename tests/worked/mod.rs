//! The worked examples that can be checked on paper, through the command line, to all decimal places.

mod known;
mod public;
mod returns;
mod small;
mod unduplicated;

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Writes the files of a program, each given by its path from the root.
fn program(files: &[(String, String)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let marker = (
        "peer.toml".to_owned(),
        "schema = 2\nname = \"Worked example\"\n".to_owned(),
    );
    for (path, text) in files.iter().chain([&marker]) {
        let full = folder.path().join(path);
        std::fs::create_dir_all(full.parent().unwrap()).unwrap();
        std::fs::write(full, text).unwrap();
    }
    folder
}

/// Asks the program for json.
fn ask(root: &Path, today: &str, arguments: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_peer"))
        .env_clear()
        .env("PEER_TODAY", today)
        .arg("-C")
        .arg(root)
        .args(arguments)
        .args(["--format", "json"])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The row of an answer with these values.
fn row<'v>(answer: &'v Value, wanted: &[(&str, &str)]) -> &'v Value {
    let rows = answer["rows"].as_array().unwrap();
    let fits = |row: &&Value| wanted.iter().all(|(field, value)| row[*field] == *value);
    let found: Vec<&Value> = rows.iter().filter(fits).collect();
    assert_eq!(found.len(), 1, "{wanted:?} in {answer:#}");
    found[0]
}
