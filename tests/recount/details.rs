//! Records of a program other than court cases: what is known about a parent, mentors, matches, promises.

use std::fmt::Write as _;

use super::days::{Day, text};
use super::world::{World, list, parent};

/// What is known about a parent.
#[derive(Default)]
pub struct Details {
    pub referred: Option<Day>,
    pub source: Option<&'static str>,
    pub declined: Option<Day>,
    pub gender: Option<&'static str>,
    pub area: Option<&'static str>,
    pub languages: Vec<&'static str>,
    pub needs: Vec<&'static str>,
    /// The fact `race`, of which a parent may have several.
    pub races: Vec<&'static str>,
    /// The fact `income`.
    pub income: Option<&'static str>,
    pub born: Option<Day>,
    pub request: Option<Day>,
    pub withdrawn: Option<Day>,
}

/// A file of a mentor.
#[derive(Default)]
pub struct Mentor {
    pub void: bool,
    pub leave: Option<(Day, Day)>,
    pub left: Option<Day>,
}

/// A match of a parent and a mentor.
#[derive(Default)]
pub struct Match {
    pub parent: usize,
    pub mentor: usize,
    pub began: Option<Day>,
    pub ended: Option<Day>,
    pub declined: Option<Day>,
    pub void: bool,
}

/// The facts that a program asks for, and what it promised.
pub const PROGRAM: &str = r#"
[[fact]]
name = "race"
about = "participant"
many = true
declined = "not-said"
words = [ "black", "latino", "white" ]

[[fact]]
name = "income"
about = "participant"
declined = "not-said"
words = [ "low", "middle" ]

[[fact]]
name = "home"
about = "case"
words = [ "own", "rented" ]

[[fact]]
name = "tribe"
about = "child"
many = true
words = [ "north", "south" ]
"#;

pub fn mentor(at: usize) -> String {
    format!("m-{at:03}")
}

pub fn pair(at: usize) -> String {
    format!("k-{at:03}")
}

/// The files of mentors, matches and names.
pub fn files(world: &World) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for (at, one) in world.mentors.iter().enumerate() {
        files.push((format!("mentors/{}.toml", mentor(at)), one.text()));
    }
    for (at, one) in world.matches.iter().enumerate() {
        files.push((format!("matches/{}.toml", pair(at)), one.text()));
    }
    let named = |at: &usize| world.names && world.nameless != Some(*at);
    for (at, one) in world.parents.iter().enumerate().filter(|one| named(&one.0)) {
        let mut file = format!("given = \"Given{at}\"\nfamily = \"Family{at}\"\n");
        if let Some(born) = one.details.born {
            _ = writeln!(file, "born = {}", text(born));
        }
        files.push((format!("identities/{}.toml", parent(at)), file));
    }
    files
}

impl Details {
    /// The root keys and the entries, except times in the program.
    pub fn write(&self, file: &mut String) {
        let mut put = |key: &str, value: Option<String>| {
            if let Some(value) = value {
                _ = writeln!(file, "{key} = {value}");
            }
        };
        let word = |word: &str| format!("\"{word}\"");
        let words = |words: &[&'static str]| {
            (!words.is_empty()).then(|| list(words, |word| (*word).to_owned()))
        };
        put("referred", self.referred.map(text));
        put("referral_source", self.source.map(word));
        put("area", self.area.map(word));
        put("gender", self.gender.map(word));
        put("languages", words(&self.languages));
        put("needs", words(&self.needs));
        if self.income.is_some() || !self.races.is_empty() {
            *file += "\n[facts]\n";
        }
        let mut put = |key: &str, value: Option<String>| {
            if let Some(value) = value {
                _ = writeln!(file, "{key} = {value}");
            }
        };
        put("income", self.income.map(word));
        put("race", words(&self.races));
        if let Some(on) = self.declined {
            _ = writeln!(
                file,
                "\n[declined]\non = {}\nreason = \"lost-contact\"",
                text(on)
            );
        }
        if let Some(on) = self.request {
            _ = writeln!(file, "\n[[mentor_request]]\non = {}", text(on));
            if let Some(on) = self.withdrawn {
                _ = writeln!(file, "withdrawn = {}", text(on));
            }
        }
    }
}

impl Mentor {
    fn text(&self) -> String {
        let mut file = "joined = 2023-01-05\ncapacity = 4\n".to_owned();
        if self.void {
            file += "void = \"entered twice\"\n";
        }
        if let Some(left) = self.left {
            _ = writeln!(file, "left = {}", text(left));
        }
        if let Some((start, end)) = self.leave {
            let (start, end) = (text(start), text(end));
            _ = writeln!(file, "\n[[leave]]\nstart = {start}\nend = {end}");
        }
        file
    }
}

impl Match {
    fn text(&self) -> String {
        let (parent, mentor) = (parent(self.parent), mentor(self.mentor));
        let mut file = format!("participant = \"{parent}\"\nmentor = \"{mentor}\"\n");
        if let Some(began) = self.began {
            _ = writeln!(file, "began = {}", text(began));
        }
        if let Some(on) = self.declined {
            _ = writeln!(file, "proposed = {}", text(on - 2));
        }
        if self.void {
            file += "void = \"entered twice\"\n";
        }
        if let Some(on) = self.ended {
            _ = writeln!(file, "\n[ended]\non = {}\nreason = \"goals-met\"", text(on));
        }
        if let Some(on) = self.declined {
            _ = writeln!(
                file,
                "\n[declined]\non = {}\nby = \"mentor\"\nreason = \"lost-contact\"",
                text(on)
            );
        }
        file
    }
}
