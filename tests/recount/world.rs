//! A program as the generator makes it and the reader reads it, and its files.

use std::fmt::Write as _;

use super::contract;
use super::days::{Day, civil, text};
use super::details::{self, Details, Match, Mentor};

/// A whole program.
#[derive(Default)]
pub struct World {
    pub known_by: Option<Vec<&'static str>>,
    pub silence: bool,
    pub until_age: (i64, i64),
    pub parents: Vec<Parent>,
    pub cases: Vec<Case>,
    pub sessions: Vec<Session>,
    pub mentors: Vec<Mentor>,
    pub matches: Vec<Match>,
    /// Whether this computer has the names, and the parent whose names are missing, if any.
    pub names: bool,
    pub nameless: Option<usize>,
    /// Within how many days a Child and Family Team must meet, if the program says so.
    pub cft_days: Option<i64>,
}

/// A file of a participant: `same_as` is the number of another.
#[derive(Default)]
pub struct Parent {
    pub same_as: Option<usize>,
    pub void: bool,
    pub enrollments: Vec<Enrollment>,
    pub details: Details,
}

/// A time in the program.
#[derive(Clone, Default)]
pub struct Enrollment {
    pub start: Day,
    pub end: Option<Day>,
    pub reason: Option<&'static str>,
    pub void: bool,
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
    /// The fact `home` of the case.
    pub home: Option<&'static str>,
}

/// A child of a case, and which child of which case it also is.
#[derive(Clone, Default)]
pub struct Child {
    pub born: Day,
    pub same_as: Option<(usize, usize)>,
    /// The fact `tribe`, of which a child may have several.
    pub tribes: Vec<&'static str>,
}

/// One event; no children means every child.
#[derive(Clone, Default)]
pub struct Event {
    pub on: Day,
    pub kind: &'static str,
    pub setting: Option<&'static str>,
    pub children: Option<Vec<usize>>,
    pub with: Option<Vec<usize>>,
    /// The parents at a hearing, if recorded.
    pub present: Option<Vec<usize>>,
    pub void: bool,
}

/// A look-up.
pub struct Check {
    pub on: Day,
    pub through: Day,
    pub source: &'static str,
    pub void: bool,
}

/// One session. One that was not held is a no-show, unless `cancelled` says otherwise.
#[derive(Default)]
pub struct Session {
    pub on: Day,
    pub kind: &'static str,
    pub held: bool,
    pub cancelled: Option<&'static str>,
    pub void: bool,
    pub parents: Vec<usize>,
    pub mentors: Vec<usize>,
    pub minutes: Option<i64>,
    pub case: Option<usize>,
    pub of_match: Option<usize>,
    pub meeting: Option<&'static str>,
    pub rights: Option<bool>,
    pub voice: Option<bool>,
    pub averted: Option<bool>,
    pub decision: Option<&'static str>,
    pub childcare: Option<i64>,
}

const KEYS: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

pub fn list<T>(items: impl IntoIterator<Item = T>, word: impl Fn(T) -> String) -> String {
    let words: Vec<_> = items
        .into_iter()
        .map(|item| format!("\"{}\"", word(item)))
        .collect();
    format!("[{}]", words.join(", "))
}

pub fn parent(at: usize) -> String {
    format!("p-{at:03}")
}

pub fn case(at: usize) -> String {
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
        files.push((
            "groups/wednesday.toml".to_owned(),
            "kind = \"support-group\"\n".to_owned(),
        ));
        files.extend(details::files(self));
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
            reasons = { goals-met = \"completed\", lost-contact = \"other\", moved-away = \"other\" }\n\
            settings = { strtp = \"group\" }\n\
            needs = [ \"housing\", \"mental-health\", \"visitation\" ]\n\
            decisions = [ \"home-visit\", \"no-decision\", \"safety-plan\" ]\n\
            referral_sources = [ \"attorney\", \"court\", \"self\" ]\n"
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
        if let Some(days) = self.cft_days {
            _ = writeln!(text, "\n[rhythm]\ncft_days = {days}");
        }
        text + details::PROGRAM + &contract::text()
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
        self.details.write(&mut file);
        for one in &self.enrollments {
            _ = writeln!(file, "\n[[enrollment]]\nstart = {}", text(one.start));
            if let Some(end) = one.end {
                _ = writeln!(file, "end = {}", text(end));
            }
            if let Some(reason) = one.reason {
                _ = writeln!(file, "reason = \"{reason}\"");
            }
            if one.void {
                file += "void = \"never came\"\n";
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
        if let Some(home) = self.home {
            _ = writeln!(file, "\n[facts]\nhome = \"{home}\"");
        }
        for (key, child) in KEYS.iter().zip(&self.children) {
            _ = writeln!(file, "\n[child.{key}]\nborn = {}", text(child.born));
            if let Some((other, child)) = child.same_as {
                _ = writeln!(file, "same_as = \"{}/{}\"", case(other), KEYS[child]);
            }
            if !child.tribes.is_empty() {
                let words = list(&child.tribes, |word| (*word).to_owned());
                _ = writeln!(file, "\n[child.{key}.facts]\ntribe = {words}");
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
        if let Some(present) = &self.present {
            _ = writeln!(file, "present = {}", list(present, |at| parent(*at)));
        }
        if self.void {
            *file += "void = \"did not happen\"\n";
        }
    }
}

impl Session {
    fn path(&self) -> String {
        let (year, ..) = civil(self.on);
        let of_case = self.case.filter(|_| self.kind != "casework").map(case);
        let subject = match self.kind {
            "committee" => "pac".to_owned(),
            "support-group" => "wednesday".to_owned(),
            "mentoring" => details::pair(self.of_match.unwrap()),
            _ => of_case.unwrap_or_else(|| parent(self.parents[0])),
        };
        let word = match self.kind {
            "support-group" => "group",
            "team-meeting" => "meeting",
            kind => kind,
        };
        format!("sessions/{year}/{}-{word}-{subject}", text(self.on))
    }

    fn text(&self) -> String {
        let mut file = format!("kind = \"{}\"\non = {}\n", self.kind, text(self.on));
        let mut put = |key: &str, value: Option<String>| {
            if let Some(value) = value {
                _ = writeln!(file, "{key} = {value}");
            }
        };
        let word = |word: &str| format!("\"{word}\"");
        put("participants", Some(list(&self.parents, |at| parent(*at))));
        let mentors =
            |all: &[usize]| (!all.is_empty()).then(|| list(all, |at| details::mentor(*at)));
        put("mentors", mentors(&self.mentors));
        match self.kind {
            "committee" => put("group", Some(word("pac"))),
            "support-group" => put("group", Some(word("wednesday"))),
            _ => {}
        }
        put("match", self.of_match.map(|at| word(&details::pair(at))));
        put("case", self.case.map(|at| word(&case(at))));
        put("meeting", self.meeting.map(word));
        put("minutes", self.minutes.map(|minutes| minutes.to_string()));
        put("rights_explained", self.rights.map(|says| says.to_string()));
        put("parent_voice", self.voice.map(|says| says.to_string()));
        put(
            "placement_averted",
            self.averted.map(|says| says.to_string()),
        );
        put("decision", self.decision.map(word));
        put(
            "children_in_childcare",
            self.childcare.map(|count| count.to_string()),
        );
        let status = self.cancelled.unwrap_or("no-show");
        put("status", (!self.held).then(|| word(status)));
        put("void", self.void.then(|| word("the wrong day")));
        file
    }
}
