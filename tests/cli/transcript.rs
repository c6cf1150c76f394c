//! Transcripts: commands as a person types them, each with the program's output and its exit status.
//!
//! A line `$ peer …` is a command, `$ write FILE TEXT` writes a text to a file (`\n` is a line end), `$ cd DIR` changes
//! the folder; a line `#: …` is a remark. Names are shown as on a terminal. Lines after a command that begin with `! `
//! are stderr, the others stdout, and `[1]` is the exit status, left out if 0. `SNAPSHOTS=overwrite cargo test --test
//! all -- cli::` writes the current output; read the difference before you keep it.

use std::path::Path;

use snapbox::{Assert, Data};

use crate::common::{Answer, Home, on_a_terminal};

/// Like [`holds_page`], for a transcript given by its name.
pub fn holds(name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cli/transcripts")
        .join(name);
    holds_page(&path);
}

/// Runs every command of a transcript in a new folder, and compares the answers with those in the transcript.
pub fn holds_page(path: &Path) {
    let name = path.display();
    let script = std::fs::read_to_string(path).unwrap();
    let home = Home::empty();
    let mut folder = String::new();
    let mut said = String::new();
    let mut in_words = true;
    for line in script.lines() {
        let Some(command) = line.strip_prefix("$ ") else {
            // Remarks and the blank lines around them are kept.
            in_words |= line.starts_with("#: ");
            if in_words {
                said.push_str(&format!("{line}\n"));
            }
            continue;
        };
        in_words = false;
        said.push_str(&format!("{line}\n"));
        let words = shlex::split(command).unwrap_or_else(|| panic!("{name}: {line}"));
        match words
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .as_slice()
        {
            ["peer", arguments @ ..] => said.push_str(&answer(&home, &folder, arguments)),
            ["write", file, text] => {
                home.write(&format!("{folder}{file}"), text.replace("\\n", "\n"))
            }
            ["remove", file] => std::fs::remove_file(home.at(&format!("{folder}{file}"))).unwrap(),
            ["cd", to] => folder = format!("{to}/"),
            _ => panic!("{name}: {line}"),
        }
    }
    Assert::new()
        .action_env("SNAPSHOTS")
        .eq(Data::text(said).raw(), Data::read_from(path, None).raw());
}

fn answer(home: &Home, folder: &str, arguments: &[&str]) -> String {
    let mut command = home.command(&on_a_terminal(arguments));
    command.current_dir(home.at(folder));
    let Answer {
        status,
        stdout,
        stderr,
    } = Answer::of(command.output().unwrap(), home.path());
    let (stdout, stderr) = (redacted(&stdout), redacted(&stderr));
    let errors: String = stderr
        .lines()
        .map(|line| format!("! {line}").trim_end().to_owned() + "\n")
        .collect();
    let status = if status == 0 {
        String::new()
    } else {
        format!("[{status}]\n")
    };
    // Trailing blanks would not survive editors.
    let out: String = stdout
        .lines()
        .map(|line| line.trim_end().to_owned() + "\n")
        .collect();
    format!("{out}{errors}{status}\n")
}

/// The text with randomly drawn ids of matches replaced by `k-drawn`, which has the same length.
fn redacted(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("k-") {
        let (before, found) = rest.split_at(at);
        let letters = found.as_bytes()[2..]
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric())
            .count();
        let begins = !before.ends_with(|c: char| c.is_alphanumeric());
        out.push_str(before);
        out.push_str(if begins && letters == 5 {
            "k-drawn"
        } else {
            &found[..2 + letters]
        });
        rest = &found[2 + letters..];
    }
    out + rest
}
