//! Spreadsheets from someone malicious, given to `peer import --map-for` and `peer import`: within 1.5 GB of memory and
//! 20 seconds of processor time each ends with an answer, and nothing is written but maps, records and refused rows.

mod documents;
mod make;
mod texts;
mod workbooks;

use std::collections::BTreeMap;
use std::fmt::Display;
use std::process::Command;

use crate::common::{Answer, Home, everything, is_thorough};

/// A file, and what it must not cause.
struct Try {
    class: &'static str,
    name: String,
    file: String,
    bytes: Box<dyn Fn() -> Vec<u8>>,
    /// Too slow for every run.
    is_heavy: bool,
    /// What no answer may contain, nor any record.
    never: Option<&'static str>,
    /// Some of its rows are refused.
    is_refused: bool,
}

impl Try {
    fn new(
        class: &'static str,
        name: impl Display,
        file: &str,
        bytes: impl Fn() -> Vec<u8> + 'static,
    ) -> Self {
        Self {
            class,
            name: name.to_string(),
            file: file.to_owned(),
            bytes: Box::new(bytes),
            is_heavy: false,
            never: None,
            is_refused: false,
        }
    }

    fn heavy(mut self) -> Self {
        self.is_heavy = true;
        self
    }

    fn never_says(mut self, words: &'static str) -> Self {
        self.never = Some(words);
        self
    }

    fn refused(mut self) -> Self {
        self.is_refused = true;
        self
    }

    /// What went wrong.
    fn faults(&self) -> Vec<String> {
        let home = Home::empty();
        home.ok(&["init", "program", "--name", "Test Program"]);
        home.write("outside/precious", "precious");
        let sheet = format!("sheets/{}", self.file);
        home.write(&sheet, (self.bytes)());
        let before = everything(home.path());
        let mut faults = Vec::new();
        let guessed = limited(&home, &["import", "--map-for", &format!("../{sheet}")]);
        faults.extend(self.fault_of(&guessed));
        if guessed.status == 0 {
            let taken = limited(&home, &["import", &format!("../{sheet}")]);
            faults.extend(self.fault_of(&taken));
            if self.is_refused && taken.status != 1 {
                faults.push(format!("no row was refused: {}", taken.whole()));
            }
        } else if self.is_refused {
            faults.push(guessed.whole());
        }
        let stem = self
            .file
            .rsplit_once('.')
            .map_or(&*self.file, |(stem, _)| stem);
        // When a file of refused rows is imported, rows refused again go to the file for the next try.
        let stem = match stem.strip_suffix(".rejected") {
            Some(of) => format!("{of}-try2"),
            None => stem.to_owned(),
        };
        let rejected = home.at(&format!("sheets/{stem}.rejected.csv"));
        for (path, text) in everything(home.path()) {
            if before.get(&path) == Some(&text) {
                continue;
            }
            let inside = path.strip_prefix(home.at("program"));
            let is_record = inside.is_ok_and(|path| {
                let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
                matches!(&parts[..], [folder] if folder == "intake")
                    || matches!(&parts[..], [folder, file]
                    if ["participants", "identities", "intake"].contains(&&**folder)
                        && !file.starts_with('.')
                        && file.ends_with(".toml"))
            });
            if path == rejected {
                faults.extend(runs(&text));
            } else if !is_record {
                faults.push(format!("{} was written", path.display()));
            }
            if self
                .never
                .is_some_and(|words| is_record && text.contains(words))
            {
                faults.push(format!("{} says it", path.display()));
            }
        }
        faults
    }

    fn fault_of(&self, answer: &Answer) -> Option<String> {
        let said: String = answer.whole().chars().take(600).collect();
        let is_ended = (0..=2).contains(&answer.status) && !answer.stderr.contains("panicked");
        let is_helped = answer.status != 2 || answer.stderr.contains("help: ");
        let is_short = answer.stderr.len() < 20_000;
        let is_silent = self
            .never
            .is_none_or(|words| !answer.whole().contains(words));
        (!(is_ended && is_helped && is_short && is_silent)).then_some(said)
    }
}

/// The program, limited to the memory and processor time that a try may use.
fn limited(home: &Home, arguments: &[&str]) -> Answer {
    let peer = home.command(&[]);
    let mut command = Command::new("sh");
    command
        .args(["-c", "ulimit -v 1500000; ulimit -t 20; exec \"$@\"", "sh"])
        .arg(peer.get_program())
        .args(arguments)
        .current_dir(home.at("program"))
        .env_clear()
        .envs(
            peer.get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .stdin(std::process::Stdio::null());
    Answer::of(command.output().unwrap(), home.path())
}

/// Cells of refused rows that a spreadsheet would run.
fn runs(text: &str) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut found = Vec::new();
    for row in reader.records().flatten() {
        for cell in &row {
            let begins = cell.trim_start_matches(|letter: char| {
                letter.is_whitespace() || letter.is_control() || "\u{feff}\u{200b}".contains(letter)
            });
            if begins.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
                found.push(format!("a refused row has {cell:?}"));
            }
        }
    }
    found
}

/// Runs the tries, prints how many there were, and fails with every fault.
fn run(tries: Vec<Try>) {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut faults = Vec::new();
    for each in tries {
        let count = counts.entry(each.class).or_default();
        if each.is_heavy && !is_thorough() {
            count.1 += 1;
            continue;
        }
        count.0 += 1;
        for fault in each.faults() {
            faults.push(format!("{}: {}: {fault}", each.class, each.name));
        }
    }
    for (class, (tried, left)) in counts {
        eprintln!("{class}: {tried} tried, {left} left for PEER_THOROUGH=1");
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn cells_at_the_far_corners() {
    run(workbooks::corners());
}

#[test]
fn workbooks_that_are_small_and_grow() {
    run(workbooks::bombs());
}

#[test]
fn xml_that_lies() {
    run(workbooks::xml());
}

#[test]
fn archives_that_lie() {
    run(workbooks::archives());
}

#[test]
fn open_documents_that_repeat_and_nest() {
    run(documents::open_documents());
}

#[test]
fn texts_without_end() {
    run(texts::large());
}

#[test]
fn texts_that_are_no_rows() {
    run(texts::quotes());
}

#[test]
fn formulas_in_refused_rows() {
    run(texts::formulas());
}

#[test]
fn names_of_files_that_are_no_names() {
    run(texts::names());
}
