//! Data that belongs only in identities, found in files about to be added to git: in values, comments and file names.

use std::collections::HashSet;

use super::known_contacts::Contacts;
use super::known_names::Names;
use super::message::anybody;
use crate::record::Severity;
use crate::register::Register;

/// What is new in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct New {
    /// The file, from the root of the directory.
    pub path: String,
    /// Whether the file itself is new, and so its name is too.
    pub is_file: bool,
    /// The new lines, each with its number, from 1.
    pub lines: Vec<(usize, String)>,
}

/// Data of a person in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InFile {
    /// The file.
    pub path: String,
    /// Its line, from 1; `None` for the name of the file.
    pub line: Option<usize>,
    /// What it is, such as `full name`; `None` for a possible name.
    pub what: Option<&'static str>,
    /// The id of the person it belongs to.
    pub of: String,
}

impl New {
    /// What a text has that it did not have before.
    #[must_use]
    pub fn between(path: &str, before: Option<&str>, now: &str) -> Self {
        let known: HashSet<&str> = before.unwrap_or_default().lines().collect();
        let lines = now.lines().enumerate();
        let lines = lines.filter(|(_, line)| !known.contains(line));
        Self {
            path: path.to_owned(),
            is_file: before.is_none(),
            lines: lines.map(|(at, line)| (at + 1, line.to_owned())).collect(),
        }
    }

    /// Consecutive lines as one text, as a name may continue on the next line.
    fn blocks(&self) -> Vec<(usize, String)> {
        let mut blocks: Vec<(usize, String)> = Vec::new();
        let mut last = 0;
        for (at, line) in &self.lines {
            let text = words(line);
            match blocks.last_mut() {
                Some((_, block)) if last + 1 == *at => *block += &format!("\n{text}"),
                _ => blocks.push((*at, text.to_owned())),
            }
            last = *at;
        }
        blocks
    }
}

/// The text of a line without its key: empty if it is only a number or a day.
fn words(line: &str) -> &str {
    let is_key = |key: &str| {
        let key = key.trim();
        !key.is_empty()
            && key
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '"'))
    };
    match line.split_once('=') {
        Some((key, value)) if is_key(key) => {
            let from = value.find(['"', '\'', '#']);
            from.and_then(|from| value.get(from..)).unwrap_or_default()
        }
        _ => line,
    }
}

/// Data in the new parts of files that belongs only in identities, the most certain for each place.
#[must_use]
pub fn private_in_files(register: &Register, files: &[New]) -> Vec<InFile> {
    let (names, contacts) = (Names::of(register), Contacts::of(register));
    let look = |text: &str| -> Option<(Option<&'static str>, String)> {
        let name = names.find(text, &|people| anybody(register, people));
        match (name, contacts.find(text)) {
            (Some(found), _) if found.severity == Severity::Error => {
                Some((Some("full name"), found.of.to_owned()))
            }
            (_, Some(found)) => Some((Some(found.what), found.of.to_owned())),
            (Some(found), None) => Some((None, found.of.to_owned())),
            (None, None) => None,
        }
    };
    let mut all = Vec::new();
    for file in files {
        let mut push = |line: Option<usize>, found: (Option<&'static str>, String)| {
            all.push(InFile {
                path: file.path.clone(),
                line,
                what: found.0,
                of: found.1,
            });
        };
        let name = Some(&file.path).filter(|_| file.is_file);
        if let Some(found) = name.and_then(|path| look(&chosen(register, path)?)) {
            push(None, found);
        }
        let mut sure = false;
        for (at, line) in &file.lines {
            if let Some(found) = look(words(line)) {
                sure |= found.0.is_some();
                push(Some(*at), found);
            }
        }
        for (at, block) in file.blocks().iter().filter(|_| !sure) {
            if let Some(found) = look(block).filter(|(what, _)| what.is_some()) {
                push(Some(*at), found);
            }
        }
    }
    all
}

/// Places in files that may contain part of the name of these people. A first name that is an ordinary word also counts
/// at the start of a sentence if the file is about them.
#[must_use]
pub fn perhaps_of(register: &Register, ids: &[&str], files: &[New]) -> Vec<InFile> {
    let names = Names::of(register);
    let mut all = Vec::new();
    for file in files {
        let lines = file.lines.iter().map(|(_, line)| line.as_str());
        let is_theirs = lines
            .chain([file.path.as_str()])
            .any(|text| ids.iter().any(|id| text.contains(id)));
        let mut look = |line: Option<usize>, text: &str| {
            let found = names.may_say(text, ids, is_theirs);
            all.extend(found.map(|of| InFile {
                path: file.path.clone(),
                line,
                what: None,
                of: of.to_owned(),
            }));
        };
        // An id may stay, and so may a file name that consists of it.
        let is_own = ids.iter().any(|id| file.path.contains(id));
        let path = Some(&file.path).filter(|_| file.is_file && !is_own);
        if let Some(name) = path.and_then(|path| chosen(register, path)) {
            look(None, &name);
        }
        for (at, line) in &file.lines {
            look(Some(*at), words(line));
        }
    }
    all
}

/// The freely chosen part of a file name, as a text with capitals; other file names consist of ids.
fn chosen(register: &Register, path: &str) -> Option<String> {
    let stem = path.rsplit('/').next()?.strip_suffix(".toml")?;
    let stem = match path.starts_with("sessions/") {
        true => {
            let mut sessions = register.records().sessions.iter();
            let session = sessions.find(|entry| &*entry.place.path == path)?;
            Some(session.id.key()).filter(|_| session.record.kind.is_free())?
        }
        false => stem,
    };
    let word = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_uppercase().to_string());
        first.unwrap_or_default() + letters.as_str()
    };
    let words: Vec<String> = stem.split('-').map(word).collect();
    // The first word has a capital anyway, so it would prove nothing.
    Some(format!("called {}", words.join("-")))
}

#[cfg(test)]
mod tests {
    use super::{New, perhaps_of, private_in_files};
    use crate::register::testing::register;

    /// What is found in a new file, in words.
    fn found(path: &str, before: Option<&str>, now: &str) -> Vec<String> {
        let register = register(&[
            ("participants/p-a.toml", ""),
            (
                "identities/p-a.toml",
                "given = \"Rosa\"\nfamily = \"Medina\"\nphone = \"520-555-0142\"\nexternal_ids = [\"dcs:42187\"]\n",
            ),
        ]);
        let files = [New::between(path, before, now)];
        let found = private_in_files(&register, &files).into_iter();
        let said = found.map(|found| {
            let line = found
                .line
                .map_or("name".to_owned(), |line| line.to_string());
            format!("{line} {} {}", found.what.unwrap_or("perhaps"), found.of)
        });
        said.collect()
    }

    #[test]
    fn only_what_is_new_is_looked_at() {
        let before = "# Rosa Medina, from before\narea = \"85705\"\n";
        let now = "# Rosa Medina, from before\narea = \"85713\" # with Rosa Medina\n";
        assert_eq!(found("peer.toml", Some(before), now), ["2 full name p-a"]);
        assert_eq!(found("peer.toml", Some(now), now), [""; 0]);
    }

    #[test]
    fn a_part_of_a_name_is_found_for_who_it_belongs_to() {
        let register = register(&[
            ("participants/p-a.toml", ""),
            ("participants/p-b.toml", ""),
            (
                "identities/p-a.toml",
                "given = \"Patience\"\nfamily = \"Umeh\"\n",
            ),
            (
                "identities/p-b.toml",
                "given = \"Isaiah\"\nfamily = \"Umeh\"\n",
            ),
        ]);
        let lines = |now: &str, id: &str| -> Vec<Option<usize>> {
            let files = [New::between("sessions/x.toml", None, now)];
            let found = perhaps_of(&register, &[id], &files).into_iter();
            found.map(|found| found.line).collect()
        };
        let note = "note = \"Patience wants a lease, Isaiah helped\"\n";
        let theirs = format!("participants = [\"p-a\"]\n{note}");
        assert_eq!(lines(&theirs, "p-a"), [Some(2)]);
        assert_eq!(lines(&theirs, "p-b"), [Some(2)]);
        // In a file about others, the word is more likely an ordinary word.
        assert_eq!(lines(note, "p-a"), []);
        assert_eq!(lines("note = \"with the Umeh family\"\n", "p-a"), [Some(1)]);
        assert_eq!(lines("note = \"a lot of patience\"\n", "p-a"), []);
    }

    #[test]
    fn a_name_goes_over_the_end_of_a_line() {
        let now = "note = \"\"\"\nmet Rosa\nMedina there\n\"\"\"\n";
        let all = ["2 perhaps p-a", "3 perhaps p-a", "1 full name p-a"];
        assert_eq!(found("groups/x.toml", Some(""), now), all);
    }

    #[test]
    fn numbers_and_days_that_are_no_text_are_none_of_anybody() {
        assert_eq!(
            found("groups/x.toml", Some(""), "minutes = 42187\n"),
            [""; 0]
        );
        let sure = ["1 number in another system p-a"];
        assert_eq!(found("groups/x.toml", Some(""), "note = \"42187\"\n"), sure);
    }

    #[test]
    fn a_file_name_that_somebody_chose_is_looked_at() {
        assert_eq!(
            found("groups/rosa-house.toml", None, ""),
            ["name perhaps p-a"]
        );
        assert_eq!(
            found("intake/rosa-medina.toml", None, ""),
            ["name full name p-a"]
        );
        let sure = ["name phone number p-a"];
        assert_eq!(found("groups/call-520-555-0142.toml", None, ""), sure);
        assert_eq!(found("groups/rosa-house.toml", Some(""), ""), [""; 0]);
    }
}
