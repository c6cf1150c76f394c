//! The answers to a form: how many people belong in each of its boxes, with no one in two.

use super::super::by::{By, Grouping, NOT_RECORDED, words_of};
use super::super::children::Children;
use super::super::window::windows;
use super::blocks::{Blocks, SEVERAL};
use super::units::{Days, One, Served, Unit};
use crate::record::form::{Asks, Form, FormAnswer, FormQuestion, Whom};
use crate::record::own::FactName;
use crate::record::{About, Day, Period};
use crate::register::Register;

/// The answer of people who were not asked, because the program has no such question.
const NOT_ASKED: &str = "not-asked";

/// The answers to a form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers {
    /// In the order of the form.
    pub rows: Vec<Answered>,
    /// Parents whose identity cannot be read here, so that no ages are counted.
    pub without_identity: usize,
    /// People in no answer of the form, for each question, by the words on file about them.
    pub left_over: Vec<(String, usize)>,
    /// Ids among the served without a participant file; each counts as a person.
    pub without_record: usize,
}

/// A box of a form, filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The question.
    pub question: String,
    /// The answer, if the question has several.
    pub answer: Option<String>,
    /// How many; `None` if the days have not begun, or it cannot be known here.
    pub count: Option<usize>,
}

/// The texts of the forms that the program ships, by name. A program can copy and change them.
const SHIPPED: [(&str, &str); 1] = [("voca", include_str!("../forms/voca.toml"))];

/// The form with that name that the program ships.
#[must_use]
pub fn shipped(name: &str) -> Option<Form> {
    let (_, text) = SHIPPED.iter().find(|(known, _)| *known == name)?;
    crate::record::read::record(text).ok()
}

/// Fills in a form for a period.
#[must_use]
pub fn answers(register: &Register, form: &Form, period: &Period, as_of: Day) -> Answers {
    let children = Children::new(register);
    let days = Days::new(register, period.last, &form.services);
    let mut answers = Answers {
        without_record: days.without_record(),
        ..Answers::default()
    };
    let Some(window) = windows(period, None, as_of).pop() else {
        return answers;
    };
    let served = |new_only| Served::new(&children, &days, &window, as_of, new_only);
    let filler = Filler {
        register,
        children: &children,
        blocks: Blocks::new(register, &children),
        unit: match form.whom() {
            Whom::Parents => Unit::Parents,
            Whom::Children => Unit::Children,
            Whom::Families => Unit::Families,
        },
        all: served(false),
        asked: served(form.is_of_new()),
        first: period.first,
    };
    for question in &form.question {
        match (question.by.as_deref(), question.figure) {
            (Some(by), _) => filler.fill(question, by, &mut answers),
            (None, Some(figure)) => {
                let count = filler.figure(figure, form, period, as_of);
                answers.add(question, None, Some(count));
            }
            (None, None) => {}
        }
    }
    if !window.begun {
        answers.rows.iter_mut().for_each(|row| row.count = None);
    }
    answers
}

impl Answers {
    fn add(&mut self, question: &FormQuestion, answer: Option<&str>, count: Option<usize>) {
        self.rows.push(Answered {
            question: question.label.to_string(),
            answer: answer.map(str::to_owned),
            count,
        });
    }
}

/// Everyone who is counted in a form, and what is known about them.
struct Filler<'a, 'r> {
    register: &'r Register,
    children: &'a Children<'r>,
    blocks: Blocks<'a, 'r>,
    unit: Unit,
    /// Everyone who was served.
    all: Served<'a, 'r>,
    /// Those that questions are about.
    asked: Served<'a, 'r>,
    first: Day,
}

/// What is known about someone for a question.
enum Known {
    /// A word: one of theirs, or one of ours.
    Word(String),
    /// An age in completed years.
    Age(i32),
}

impl Filler<'_, '_> {
    /// A number over everyone.
    fn figure(&self, figure: Asks, form: &Form, period: &Period, as_of: Day) -> usize {
        let all = self.all.of(self.unit);
        let new = all.iter().filter(|one| one.is_new).count();
        match figure {
            Asks::Served => all.len(),
            Asks::New => new,
            Asks::Continuing => all.len() - new,
            Asks::Anonymous => {
                let sessions = self.register.records().sessions.iter();
                let sessions = sessions.map(|entry| &entry.record).filter(|one| {
                    let is_of = form.services.is_empty() || form.services.contains(&one.kind);
                    is_of && one.is_countable() && period.contains(one.on) && one.on <= as_of
                });
                let heads = sessions.filter_map(|one| one.anonymous).sum::<u32>();
                usize::try_from(heads).unwrap_or(usize::MAX)
            }
        }
    }

    /// Puts everyone in question into one answer.
    fn fill(&self, question: &FormQuestion, by: &str, answers: &mut Answers) {
        let people = self.asked.of(self.unit);
        let is_hidden = by == "age" && self.unit == Unit::Parents;
        let without = self.blocks.without_identity(&self.asked);
        if is_hidden && without > 0 {
            answers.without_identity = without;
            for answer in &question.answer {
                answers.add(question, Some(&answer.label), None);
            }
            return;
        }
        let mut counts = vec![0; question.answer.len()];
        let mut left_over = 0;
        for known in self.known(by, people) {
            match place(question, &known) {
                Some(at) => counts[at] += 1,
                None => left_over += 1,
            }
        }
        for (answer, count) in question.answer.iter().zip(counts) {
            answers.add(question, Some(&answer.label), Some(count));
        }
        if left_over > 0 {
            answers
                .left_over
                .push((question.label.to_string(), left_over));
        }
    }

    /// What is known about each.
    fn known(&self, by: &str, people: &[One]) -> Vec<Known> {
        if by == "age" {
            let born = |one: &One| match self.unit {
                Unit::Children => self.children.all[one.at].born,
                _ => self.blocks.born(one.at).flatten(),
            };
            let on = |one: &One| match self.unit {
                Unit::Children => self.first,
                _ => one.first,
            };
            let age = |one: &One| match born(one) {
                // Someone born during the days is in the first year of life.
                Some(born) => Known::Age(born.age_on(on(one)).max(0)),
                None => Known::Word(NOT_RECORDED.to_owned()),
            };
            return people.iter().map(age).collect();
        }
        let Some(grouping) = self.grouping(by, people) else {
            let not_asked = |_: &One| Known::Word(NOT_ASKED.to_owned());
            return people.iter().map(not_asked).collect();
        };
        let is_by_place = self.unit == Unit::Parents;
        let word = |(place, one): (usize, &One)| {
            let of = grouping.of(if is_by_place { one.at } else { place });
            let mut words = of.map(|at| grouping.values[at].clone());
            match (words.next(), words.next()) {
                (Some(word), None) => Known::Word(word),
                (None, _) => Known::Word(NOT_RECORDED.to_owned()),
                (Some(_), Some(_)) => Known::Word(SEVERAL.to_owned()),
            }
        };
        people.iter().enumerate().map(word).collect()
    }

    /// The groups of all people on file, or of these children or families; `None` for a fact that the program does not
    /// ask.
    fn grouping(&self, by: &str, people: &[One]) -> Option<Grouping> {
        let about = match self.unit {
            Unit::Parents => About::Participant,
            Unit::Children => About::Child,
            Unit::Families => About::Case,
        };
        let Some(name) = by.strip_prefix("fact:") else {
            return Grouping::new(self.register, by.parse::<By>().ok()?, about);
        };
        let FactName(name) = name.parse().ok()?;
        let fact = self.register.program().fact_of(about, name)?;
        let said = |one: &One| match self.unit {
            Unit::Children => words_of(&self.children.all[one.at].facts, name),
            _ => {
                let parents = one.parents.iter();
                let cases = parents.flat_map(|parent| self.register.cases_of_person(*parent));
                cases
                    .flat_map(|case| words_of(&case.record.facts, name))
                    .collect()
            }
        };
        match self.unit {
            Unit::Parents => Grouping::new(self.register, By::Fact(name), about),
            _ => {
                let said = people.iter().map(said).collect();
                Some(Grouping::of_words(name, Some(fact), said))
            }
        }
    }
}

/// The answer that someone belongs in: the first that says so, otherwise the one for all others.
fn place(question: &FormQuestion, known: &Known) -> Option<usize> {
    let is_of = |answer: &FormAnswer| match known {
        Known::Word(word) => answer.words.iter().any(|own| own.as_str() == word),
        Known::Age(age) => {
            let (from, to) = (answer.from, answer.to);
            let has = from.is_some() || to.is_some();
            let age = u32::try_from(*age).unwrap_or(0);
            has && from.is_none_or(|from| from <= age) && to.is_none_or(|to| age <= to)
        }
    };
    let others = |answer: &FormAnswer| answer.others == Some(true);
    let found = question.answer.iter().position(is_of);
    found.or_else(|| question.answer.iter().position(others))
}

#[cfg(test)]
mod tests;
