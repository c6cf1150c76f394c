//! A program as the generator makes it and the reader reads it, and its files.

use std::fmt::Write as _;

use super::days::{Day, civil, text};

/// A whole program.
pub struct World {
    pub known_by: Option<Vec<&'static str>>,
    pub silence: bool,
    pub until_age: (i64, i64),
    pub parents: Vec<Parent>,
    pub cases: Vec<Case>,
    pub sessions: Vec<Session>,
}

/// A file of a participant: `same_as` is the number of another.
pub struct Parent {
    pub same_as: Option<usize>,
    pub void: bool,
    pub enrollments: Vec<(Day, Option<(Day, bool)>)>,
}

/// A file of a case.
#[derive(Default)]
pub struct Case {
    pub jpd: bool,
    pub void: bool,
    pub continues: Option<usize>,
    pub parents: Vec<usize>,
    pub children: Vec<Child>,
    pub events: Vec<Event>,
    pub checks: Vec<Check>,
}

/// A child of a case, and which child of which case it also is.
#[derive(Clone)]
pub struct Child {
    pub born: Day,
    pub same_as: Option<(usize, usize)>,
}

/// One event; no children means every child.
#[derive(Clone, Default)]
pub struct Event {
    pub on: Day,
    pub kind: &'static str,
    pub setting: Option<&'static str>,
    pub children: Option<Vec<usize>>,
    pub with: Option<Vec<usize>>,
    pub void: bool,
}

/// Somebody looked.
pub struct Check {
    pub on: Day,
    pub through: Day,
    pub source: &'static str,
    pub void: bool,
}

/// One session.
pub struct Session {
    pub on: Day,
    pub kind: &'static str,
    pub held: bool,
    pub void: bool,
    pub parents: Vec<usize>,
}

const KEYS: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

fn list<T>(items: impl IntoIterator<Item = T>, word: impl Fn(T) -> String) -> String {
    let words: Vec<_> = items
        .into_iter()
        .map(|item| format!("\"{}\"", word(item)))
        .collect();
    format!("[{}]", words.join(", "))
}

fn parent(at: usize) -> String {
    format!("p-{at:03}")
}

fn case(at: usize) -> String {
    format!("c-{at:03}")
}

impl World {
    /// Every file with its text.
    pub fn files(&self) -> Vec<(String, String)> {
        let mut files = vec![("peer.toml".to_owned(), self.program())];
        files.push((
            "groups/pac.toml".to_owned(),
            "kind = \"committee\"\n".to_owned(),
        ));
        for (at, one) in self.parents.iter().enumerate() {
            files.push((format!("participants/{}.toml", parent(at)), one.text()));
        }
        for (at, one) in self.cases.iter().enumerate() {
            files.push((format!("cases/{}.toml", case(at)), one.text()));
        }
        for one in &self.sessions {
            let path = one.path();
            let second = files
                .iter()
                .filter(|(other, _)| other.starts_with(&path))
                .count();
            let more = if second == 0 {
                String::new()
            } else {
                format!("--{}", second + 1)
            };
            files.push((format!("{path}{more}.toml"), one.text()));
        }
        files
    }

    fn program(&self) -> String {
        let mut text = "schema = 2\nname = \"Recount\"\nfiscal_year_starts = 7\nidentities = \"identities\"\n\n[vocabulary]\n\
            outcome_sources = { probation-records = \"official\" }\n\
            reasons = { goals-met = \"completed\", moved-away = \"other\" }\n"
            .to_owned();
        text += "\n[outcomes]\n";
        if let Some(words) = &self.known_by {
            _ = writeln!(
                text,
                "known_by = {}",
                list(words, |word| (*word).to_owned())
            );
        }
        if self.silence {
            text += "silence = \"no-return\"\n";
        }
        let (cps, jpd) = self.until_age;
        _ = writeln!(text, "\n[until_age]\ncps = {cps}\njpd = {jpd}");
        text
    }
}

impl Parent {
    fn text(&self) -> String {
        let mut file = String::new();
        if self.void {
            file += "void = \"entered by mistake\"\n";
        }
        if let Some(other) = self.same_as {
            _ = writeln!(file, "same_as = \"{}\"", parent(other));
        }
        for (start, end) in &self.enrollments {
            _ = writeln!(file, "\n[[enrollment]]\nstart = {}", text(*start));
            if let Some((end, completed)) = end {
                let reason = if *completed {
                    "goals-met"
                } else {
                    "moved-away"
                };
                _ = writeln!(file, "end = {}\nreason = \"{reason}\"", text(*end));
            }
        }
        file
    }
}

impl Case {
    fn text(&self) -> String {
        let system = if self.jpd { "jpd" } else { "cps" };
        let mut file = format!("system = \"{system}\"\ncounty = \"pima\"\n");
        _ = writeln!(
            file,
            "participants = {}",
            list(&self.parents, |at| parent(*at))
        );
        if self.void {
            file += "void = \"another family\"\n";
        }
        if let Some(earlier) = self.continues {
            _ = writeln!(file, "continues = \"{}\"", case(earlier));
        }
        for (key, child) in KEYS.iter().zip(&self.children) {
            _ = writeln!(file, "\n[child.{key}]\nborn = {}", text(child.born));
            if let Some((other, child)) = child.same_as {
                _ = writeln!(file, "same_as = \"{}/{}\"", case(other), KEYS[child]);
            }
        }
        for event in &self.events {
            event.write(&mut file);
        }
        for check in &self.checks {
            let Check {
                on,
                through,
                source,
                void,
            } = check;
            _ = writeln!(
                file,
                "\n[[checked]]\non = {}\nthrough = {}\nsource = \"{source}\"",
                text(*on),
                text(*through)
            );
            if !["parent", "mentor"].contains(source) {
                file += "reference = \"list 4\"\n";
            }
            if *void {
                file += "void = \"the wrong family\"\n";
            }
        }
        file
    }
}

impl Event {
    fn write(&self, file: &mut String) {
        _ = writeln!(
            file,
            "\n[[event]]\non = {}\nkind = \"{}\"",
            text(self.on),
            self.kind
        );
        if let Some(setting) = self.setting {
            _ = writeln!(file, "setting = \"{setting}\"");
        }
        if let Some(children) = &self.children {
            _ = writeln!(
                file,
                "children = {}",
                list(children, |at| KEYS[*at].to_owned())
            );
        }
        if let Some(with) = &self.with {
            _ = writeln!(file, "with = {}", list(with, |at| parent(*at)));
        }
        if self.void {
            *file += "void = \"did not happen\"\n";
        }
    }
}

impl Session {
    fn path(&self) -> String {
        let (year, ..) = civil(self.on);
        let subject = match self.kind {
            "committee" => "pac".to_owned(),
            _ => parent(self.parents[0]),
        };
        format!("sessions/{year}/{}-{}-{subject}", text(self.on), self.kind)
    }

    fn text(&self) -> String {
        let mut file = format!("kind = \"{}\"\non = {}\n", self.kind, text(self.on));
        _ = writeln!(
            file,
            "participants = {}",
            list(&self.parents, |at| parent(*at))
        );
        if self.kind == "committee" {
            file += "group = \"pac\"\n";
        }
        if !self.held {
            file += "status = \"no-show\"\n";
        }
        if self.void {
            file += "void = \"the wrong day\"\n";
        }
        file
    }
}
