//! What a funder's form asks: which people count, and which questions, in which order and words.
//!
//! The program ships one, and a directory may have its own under `forms/`; both are read like any record.

use super::benchmark::FIGURES;
use super::own::About;
use super::program::Program;
use super::record::Record;
use super::session::Service;
use crate::record::day::Day;
use crate::record::read::{Fault, Step, nearest, record_of, span_of};
use crate::record::schema::{Prose, quoted, record};
use crate::record::word::{Word, words};

words! {
    /// Who is counted.
    pub enum Whom {
        /// Parents who were served.
        Parents = "parents",
        /// Their children.
        Children = "children",
        /// Their families.
        Families = "families",
    }
}

words! {
    /// A number that a form asks for.
    pub enum Asks {
        /// Everyone who was served.
        Served = "served",
        /// Those not served before in the year.
        New = "new",
        /// The others.
        Continuing = "continuing",
        /// Heads without a name.
        Anonymous = "anonymous",
    }
}

record! {
    /// A form, `forms/….toml`.
    pub struct Form {
        /// The heading.
        pub title: Box<str>,
        /// Who asks for it, and in which document.
        pub source: Box<str>,
        /// The day of the version of it that this is.
        pub dated: Day,
        /// Who is counted [default: parents].
        pub whom: Option<Whom>,
        /// The services that make a person count [default: all services to participants].
        pub services: Vec<Service>,
        /// Whether questions about people are asked of those alone who are new in the year.
        pub new_only: Option<bool>,
        /// Anything else.
        pub note: Option<Prose>,
        /// What it asks, in order.
        pub question: Vec<FormQuestion>,
    }
}

record! {
    /// A question of a form: a number, or people by what is known of them.
    pub struct FormQuestion {
        /// How the form calls it.
        pub label: Box<str>,
        /// The number it asks for.
        pub figure: Option<Asks>,
        /// What people are grouped by: `age`, `gender`, `fact:race`.
        pub by: Option<Box<str>>,
        /// Its answers, in order.
        pub answer: Vec<FormAnswer>,
    }
}

record! {
    /// An answer that a form has a box for.
    pub struct FormAnswer {
        /// How the form calls it.
        pub label: Box<str>,
        /// The words of the program that belong in it.
        pub words: Vec<Word>,
        /// The first age of a question by age.
        pub from: Option<u32>,
        /// The last age; empty if there is no limit.
        pub to: Option<u32>,
        /// Whether all belong in it who belong in no other.
        pub others: Option<bool>,
    }
}

/// The forms that the program ships; no other may have one of these names.
pub const SHIPPED: [&str; 1] = ["voca"];

/// What people can be grouped by, besides facts.
const KNOWN: [&str; 5] = ["age", "gender", "area", "language", "need"];

/// The same for children and families.
const KNOWN_OF_OTHERS: [&str; 1] = ["age"];

/// Answers of our own: several words, no answer, or not asked because the program has no such question.
const OURS: [&str; 3] = ["more-than-one", "not-recorded", "not-asked"];

/// Names of pages built from other reports.
const PAGES: [&str; 2] = ["quarter", "contract"];

impl Record for Form {
    fn of_file(stem: &str, text: &str, program: &Program) -> Result<Self, Vec<Fault>> {
        let form: Self = record_of(text, program.schema)?;
        let mut faults = Faults {
            text,
            found: Vec::new(),
        };
        let is_report = PAGES.contains(&stem)
            || FIGURES
                .iter()
                .any(|one| one.split('.').next() == Some(stem));
        if SHIPPED.contains(&stem) || is_report {
            faults.found.push(Fault {
                rule: "file-name",
                span: 0..0,
                message: format!("`{stem}` is the name of a built-in report or form"),
                help: "give the file another name; then you can use both".to_owned(),
            });
        }
        for (at, service) in form.services.iter().enumerate() {
            if !service.serves() {
                let path = [key("services"), Step::Item(at)];
                let message = format!("`{service}` is not a service to participants");
                faults.add(&path, &message, "list only services to participants");
            }
        }
        if form.question.is_empty() {
            faults.add(&[], "the form has no questions", "write a [[question]]");
        }
        for (at, question) in form.question.iter().enumerate() {
            form.check(at, question, program, &mut faults);
        }
        match faults.found.is_empty() {
            true => Ok(form),
            false => Err(faults.found),
        }
    }
}

/// The faults found in a form so far.
struct Faults<'a> {
    text: &'a str,
    found: Vec<Fault>,
}

impl Faults<'_> {
    fn add(&mut self, path: &[Step], message: &str, help: &str) {
        self.found.push(Fault {
            rule: "bad-value",
            span: span_of(self.text, path),
            message: message.to_owned(),
            help: help.to_owned(),
        });
    }
}

fn key(name: &str) -> Step {
    Step::Key(name.to_owned())
}

impl Form {
    /// Who is counted.
    #[must_use]
    pub fn whom(&self) -> Whom {
        self.whom.unwrap_or(Whom::Parents)
    }

    /// Whether questions about people are asked only about those new in the year.
    #[must_use]
    pub fn is_of_new(&self) -> bool {
        self.new_only.unwrap_or(false)
    }

    /// What contradicts itself or makes no sense in a question.
    fn check(
        &self,
        at: usize,
        question: &FormQuestion,
        program: &Program,
        faults: &mut Faults<'_>,
    ) {
        let here = || vec![key("question"), Step::Item(at)];
        let Some(by) = question.by.as_deref() else {
            if question.figure.is_none() {
                let help = "write figure = \"served\", or by = \"gender\" and its answers";
                faults.add(&here(), "the question has neither `figure` nor `by`", help);
            }
            return;
        };
        let mut path = here();
        path.push(key("by"));
        if question.figure.is_some() {
            let help = "write two questions";
            faults.add(
                &path,
                "a question asks either for a number or for people by a fact, not both",
                help,
            );
        }
        let allowed = match self.words_of(by, program) {
            Ok(words) => words,
            Err((message, help)) => {
                faults.add(&path, &message, &help);
                Vec::new()
            }
        };
        for (place, answer) in question.answer.iter().enumerate() {
            let mut path = here();
            path.extend([key("answer"), Step::Item(place)]);
            answer.check(by == "age", &allowed, path, faults);
        }
        if question.answer.is_empty() {
            let help = "write a [[question.answer]] for each box of the form";
            faults.add(&here(), "the question has no answers", help);
        }
    }

    /// The words that people can be grouped by; empty if any are allowed.
    fn words_of<'p>(
        &self,
        by: &str,
        program: &'p Program,
    ) -> Result<Vec<&'p str>, (String, String)> {
        let (about, known): (About, &[&str]) = match self.whom() {
            Whom::Parents => (About::Participant, &KNOWN),
            Whom::Children => (About::Child, &KNOWN_OF_OTHERS),
            Whom::Families => (About::Case, &[]),
        };
        let fact = by.strip_prefix("fact:");
        let asked = fact.and_then(|name| program.fact_of(about, name));
        if known.contains(&by) || asked.is_some() {
            return Ok(asked.map(|fact| fact.allowed()).unwrap_or_default());
        }
        let facts = program.facts_of(about);
        let facts: Vec<String> = facts.map(|fact| format!("fact:{}", fact.name)).collect();
        let facts = facts.iter().map(String::as_str);
        let all: Vec<&str> = known.iter().copied().chain(facts).collect();
        let help = match nearest(by, &all) {
            Some(near) => format!("did you mean `{near}`?"),
            None if all.is_empty() => "`peer explain facts` shows how to ask something".to_owned(),
            None => format!(
                "it is one of {}; `peer explain facts` adds some",
                quoted(&all)
            ),
        };
        Err((format!("{} cannot be counted by `{by}`", self.whom()), help))
    }
}

impl FormAnswer {
    /// What makes no sense in an answer.
    fn check(&self, is_age: bool, allowed: &[&str], path: Vec<Step>, faults: &mut Faults<'_>) {
        let at = |name: &str| [&path[..], &[key(name)]].concat();
        let has_age = self.from.is_some() || self.to.is_some();
        if has_age && !is_age {
            let name = if self.from.is_some() { "from" } else { "to" };
            let help = "write by = \"age\" above, or words = [ … ]";
            faults.add(
                &at(name),
                "`from` and `to` are only for questions by age",
                help,
            );
        }
        if self.to.is_some_and(|to| to < self.from.unwrap_or(0)) {
            let help = "write the first of its years in `from`, the last in `to`";
            faults.add(&at("to"), "the answer ends before it begins", help);
        }
        if !has_age && self.words.is_empty() && self.others != Some(true) {
            let help = "write words = [ … ], from = 18 and to = 24, or others = true";
            faults.add(&path, "this answer includes no one", help);
        }
        let known = |word: &Word| {
            let word = word.as_str();
            OURS.contains(&word) || (!is_age && (allowed.is_empty() || allowed.contains(&word)))
        };
        for word in self.words.iter().filter(|word| !known(word)) {
            let all = [allowed, &OURS].concat();
            let help = match nearest(word.as_str(), &all) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("it is one of {}", quoted(&all)),
            };
            faults.add(&at("words"), &format!("there is no answer `{word}`"), &help);
        }
    }
}

#[cfg(test)]
mod tests;
