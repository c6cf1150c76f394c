//! A survey: its items by number, its scales, when it is asked. It never has the wording of a licensed form.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::benchmark::Number;
use super::program::Program;
use super::record::Record;
use crate::record::day::Day;
use crate::record::read::{Fault, Step, record_of, span_of};
use crate::record::schema::{Datum, Node, Prose, Reader, Shape, Value, record};
use crate::record::word::{Word, interned, quoted, words};

words! {
    /// When a survey is answered.
    pub enum Point {
        /// Before, or as the work begins.
        Pre = "pre",
        /// Later, or at the end.
        Post = "post",
        /// Later, about the time before.
        Retrospective = "retrospective",
        /// Once, with nothing to compare it with.
        Once = "once",
    }
}

record! {
    /// A survey, `surveys/….toml`.
    pub struct Survey {
        /// The heading.
        pub title: Box<str>,
        /// Whose survey it is, and where its scoring is described.
        pub source: Box<str>,
        /// The day of the version of it that this is.
        pub dated: Day,
        /// Who may use it, and how.
        pub license: Option<Box<str>>,
        /// When it is answered.
        pub points: Vec<Point>,
        /// The smallest share of a scale's items that must be answered, in percent [default: 75].
        pub least_answered: Option<Percent>,
        /// The smallest change of a scale that counts as a change [default: any].
        pub smallest_change: Option<Number>,
        /// Whether it asks how people like the program: then no mentor enters the answers of their own parents.
        pub satisfaction: Option<bool>,
        /// Anything else.
        pub note: Option<Prose>,
        /// When it is due for each parent.
        pub due: Vec<SurveyDue>,
        /// Its items.
        pub item: Vec<Item>,
        /// Its scales.
        pub scale: Vec<Scale>,
    }
}

record! {
    /// When a survey is due.
    pub struct SurveyDue {
        /// Which one.
        pub point: Point,
        /// How many days after the enrollment begins.
        pub days: Option<u32>,
        /// Whether it is due when the enrollment ends.
        pub at_exit: Option<bool>,
    }
}

record! {
    /// An item: a question or a statement.
    pub struct Item {
        /// Its number on the form.
        pub number: u32,
        /// The lowest answer.
        pub min: u32,
        /// The highest answer.
        pub max: u32,
        /// Whether a low answer is the good one.
        pub reverse: Option<bool>,
        /// Its words, if the form is the program's own.
        pub text: Option<Box<str>>,
    }
}

record! {
    /// Items that are scored together.
    pub struct Scale {
        /// What it is called.
        pub name: Word,
        /// Its items, by number.
        pub items: Vec<u32>,
    }
}

/// A share in percent, 1 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Percent(pub u32);

impl Value for Percent {
    const SHAPE: Shape = Shape::Integer(1, 100);

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let percent = reader.integer(node, 1, 100)?;
        u32::try_from(percent).ok().map(Self)
    }

    fn datum(&self) -> Option<Datum> {
        Some(Datum::Integer(i64::from(self.0)))
    }
}

/// Answers by the numbers of their items.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers(pub BTreeMap<u32, u32>);

impl Value for Answers {
    const SHAPE: Shape = Shape::Open;
    const REQUIRED: bool = false;

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut all = Self::default();
        let mut whole = true;
        for (key, value) in reader.table(node, &Self::SHAPE)?.iter() {
            let item = reader.key_or(
                key,
                "write the number of the item, as printed on the survey",
            );
            match (item, u32::read(value, reader)) {
                (Some(ItemNumber(item)), Some(answer)) => drop(all.0.insert(item, answer)),
                _ => whole = false,
            }
        }
        whole.then_some(all)
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }

    fn datum(&self) -> Option<Datum> {
        let said = |(item, answer): (&u32, &u32)| {
            let key = interned(&item.to_string());
            (key, Datum::Integer(i64::from(*answer)))
        };
        (!self.0.is_empty()).then(|| Datum::Table(self.0.iter().map(said).collect()))
    }
}

/// The number of an item, as a key.
struct ItemNumber(u32);

impl std::str::FromStr for ItemNumber {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = text.parse().ok().filter(|_| !text.starts_with(['0', '+']));
        number
            .map(Self)
            .ok_or_else(|| format!("`{text}` is not the number of an item, such as 1 or 12"))
    }
}

/// The surveys that the program ships, each with its text; no other may have one of these names.
pub const SHIPPED: [(&str, &str); 2] = [
    ("felt-supported", include_str!("survey/felt-supported.toml")),
    ("pfs2", include_str!("survey/pfs2.toml")),
];

/// The surveys that the program ships, by name.
pub fn shipped() -> impl Iterator<Item = (Word, Survey)> {
    SHIPPED.iter().filter_map(|(name, text)| {
        let survey = crate::record::read::record(text).ok()?;
        Some((name.parse().ok()?, survey))
    })
}

/// The default share of the items of a scale that must be answered, in percent.
const LEAST_ANSWERED: usize = 75;

impl Record for Survey {
    fn of_file(stem: &str, text: &str, program: &Program) -> Result<Self, Vec<Fault>> {
        let survey: Self = record_of(text, program.schema)?;
        let mut faults = Vec::new();
        if SHIPPED.iter().any(|(name, _)| *name == stem) {
            faults.push(Fault {
                rule: "file-name",
                span: 0..0,
                message: format!("`{stem}` is the name of a built-in survey"),
                help: "give the file another name; then you can use both".to_owned(),
            });
        }
        survey.check(&mut |path, message, help| {
            faults.push(Fault {
                rule: "bad-value",
                span: span_of(text, path),
                message,
                help: help.to_owned(),
            });
        });
        match faults.is_empty() {
            true => Ok(survey),
            false => Err(faults),
        }
    }
}

/// Reports a fault: its path, message and help.
type Add<'a> = dyn FnMut(&[Step], String, &str) + 'a;

fn key(name: &str) -> Step {
    Step::Key(name.to_owned())
}

impl Survey {
    /// What is wrong with a point at which it is not answered, and what to write.
    #[must_use]
    pub fn wrong_point(&self, name: impl fmt::Display, point: Point) -> (String, String) {
        let all: Vec<&str> = self.points.iter().map(|point| point.word()).collect();
        let one_of = if all.len() == 1 { "" } else { "one of " };
        (
            format!("the survey `{name}` has no `{point}`"),
            format!("write {one_of}{}", quoted(&all)),
        )
    }

    /// What contradicts itself or makes no sense.
    fn check(&self, add: &mut Add<'_>) {
        if self.points.is_empty() {
            let message = "`points` is missing: when the survey is answered".to_owned();
            let help = "write points = [ \"pre\", \"post\", ] or [ \"once\", ]";
            add(&[], message, help);
        }
        if self.item.is_empty() {
            add(
                &[],
                "the survey has no items".to_owned(),
                "write an [[item]]",
            );
        }
        self.check_items(add);
        self.check_scales(add);
        self.check_due(add);
    }

    fn check_items(&self, add: &mut Add<'_>) {
        let mut numbers = BTreeSet::new();
        for (at, item) in self.item.iter().enumerate() {
            let path = |name| [key("item"), Step::Item(at), key(name)];
            if item.number == 0 || !numbers.insert(item.number) {
                let message = format!("`{}` cannot be the number of another item", item.number);
                add(
                    &path("number"),
                    message,
                    "number the items from 1, each once",
                );
            }
            if item.max <= item.min {
                let message = "the highest answer is not above the lowest".to_owned();
                add(
                    &path("max"),
                    message,
                    "write the lowest in `min`, the highest in `max`",
                );
            }
        }
    }

    fn check_scales(&self, add: &mut Add<'_>) {
        for (at, scale) in self.scale.iter().enumerate() {
            let path = |name| [key("scale"), Step::Item(at), key(name)];
            let strange = scale.items.iter().find(|item| self.item(**item).is_none());
            if let Some(item) = strange {
                let message = format!("there is no item {item}");
                add(&path("items"), message, "add it as an [[item]]");
            }
            if scale.items.is_empty() {
                let message = "the scale has no items".to_owned();
                add(&path("items"), message, "write items = [ 1, 2, ]");
            }
            let mut before = self.scale[..at].iter();
            if before.any(|other| other.name == scale.name) {
                let message = format!("another scale is already called `{}`", scale.name);
                add(&path("name"), message, "give each scale its own name");
            }
        }
    }

    fn check_due(&self, add: &mut Add<'_>) {
        for (at, due) in self.due.iter().enumerate() {
            let path = |name| [key("due"), Step::Item(at), key(name)];
            if !self.points.contains(&due.point) {
                let message = format!("the survey has no point `{}`", due.point);
                add(&path("point"), message, "add it to `points`");
            }
            if due.days.is_some() == (due.at_exit == Some(true)) {
                let message = "it is not clear when this is due".to_owned();
                add(&path("days"), message, "write days = 90, or at_exit = true");
            }
        }
    }

    /// Whether it asks how people like the program.
    #[must_use]
    pub fn is_satisfaction(&self) -> bool {
        self.satisfaction.unwrap_or(false)
    }

    /// The item with that number.
    #[must_use]
    pub fn item(&self, number: u32) -> Option<&Item> {
        self.item.iter().find(|item| item.number == number)
    }

    /// The mean of the answers to the items of a scale, with reversed items flipped; `None` if too few are answered.
    #[must_use]
    pub fn score(&self, scale: &Scale, answers: &Answers) -> Option<f64> {
        let items = scale.items.iter().filter_map(|number| self.item(*number));
        let scores: Vec<f64> = items
            .filter_map(|item| Some(item.score(*answers.0.get(&item.number)?)))
            .collect();
        let least = self
            .least_answered
            .map_or(LEAST_ANSWERED, |share| share.0 as usize);
        let is_enough = !scores.is_empty() && scores.len() * 100 >= least * scale.items.len();
        is_enough.then(|| scores.iter().sum::<f64>() / scores.len() as f64)
    }

    /// Whether a change of a scale is for the better, for the worse, or neither.
    #[must_use]
    pub fn direction(&self, change: f64) -> std::cmp::Ordering {
        // Means of a few answers are inexact: a change of 0.5 may be slightly less.
        const HAIR: f64 = 1e-9;
        let least = self.smallest_change.map_or(0.0, |least| least.0) - HAIR;
        if change.abs() < least.max(HAIR) {
            return std::cmp::Ordering::Equal;
        }
        change.total_cmp(&0.0)
    }
}

impl Item {
    /// The score of an answer.
    #[must_use]
    pub fn score(&self, answer: u32) -> f64 {
        match self.reverse {
            Some(true) => f64::from(self.min) + f64::from(self.max) - f64::from(answer),
            _ => f64::from(answer),
        }
    }

    /// Whether an answer is one of the two best.
    #[must_use]
    pub fn is_among_best(&self, answer: u32) -> bool {
        self.score(answer) >= f64::from(self.max) - 1.0
    }

    /// Whether an answer is in range.
    #[must_use]
    pub fn has(&self, answer: u32) -> bool {
        (self.min..=self.max).contains(&answer)
    }
}

#[cfg(test)]
mod tests;
