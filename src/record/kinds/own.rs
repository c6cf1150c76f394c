//! What a program asks that no key of a record holds, and its own words for pages.

use std::collections::BTreeMap;

use crate::record::kind::Kind;
use crate::record::schema::{Datum, Node, Reader, Shape, Value, quoted, record};
use crate::record::word::{Word, interned, is_kebab, nearest, to_kebab, words};

words! {
    /// Whom or what a fact is about.
    pub enum About {
        /// A parent.
        Participant = "participant",
        /// A Peer Parent.
        Mentor = "mentor",
        /// A court case.
        Case = "case",
        /// A child of a case.
        Child = "child",
    }
}

impl About {
    /// The kind of record that has such facts.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Participant => Kind::Participant,
            Self::Mentor => Kind::Mentor,
            Self::Case | Self::Child => Kind::Case,
        }
    }

    /// The word for several of them.
    #[must_use]
    pub const fn plural(self) -> &'static str {
        match self {
            Self::Child => "children",
            _ => self.kind().word(),
        }
    }
}

record! {
    /// A fact that the program asks for: a key of its own with words.
    pub struct OwnFact {
        /// The key, such as `race`.
        pub name: FactName,
        /// Whose record holds it.
        pub about: About,
        /// Whether a record may hold several of its words.
        pub many: Option<bool>,
        /// The word for somebody who was asked and did not say.
        pub declined: Option<Word>,
        /// The allowed words [default: any].
        pub words: Vec<Word>,
        /// Other ways to type a word, each with the word: `hispanic = "latino"`.
        pub aliases: Aliases,
    }
}

impl OwnFact {
    /// Whether a record may hold several of its words.
    #[must_use]
    pub fn is_many(&self) -> bool {
        self.many.unwrap_or(false)
    }

    /// Every allowed word, in the order of peer.toml, the one for no answer last; empty if any word is allowed.
    #[must_use]
    pub fn allowed(&self) -> Vec<&str> {
        if self.words.is_empty() {
            return Vec::new();
        }
        let mut all: Vec<&str> = self.words.iter().map(Word::as_str).collect();
        let declined = self.declined.iter().map(Word::as_str);
        declined.for_each(|word| {
            if !all.contains(&word) {
                all.push(word);
            }
        });
        all
    }

    /// The word meant by what was typed: itself, or the word that it is an alias of.
    #[must_use]
    pub fn word_for<'w>(&'w self, typed: &'w Word) -> &'w Word {
        self.aliases.0.get(typed).unwrap_or(typed)
    }

    /// What holds it in a record: a word, or a list of words.
    #[must_use]
    pub fn shape(&self) -> Shape {
        if self.is_many() {
            Shape::List(&Shape::Word)
        } else {
            Shape::Word
        }
    }
}

/// Other ways to type words, each with the word.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Aliases(BTreeMap<Word, Word>);

impl Aliases {
    /// Each with its word, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&Word, &Word)> {
        self.0.iter()
    }
}

impl Value for Aliases {
    const SHAPE: Shape = Shape::Open;
    const REQUIRED: bool = false;

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut all = Self::default();
        let mut whole = true;
        for (key, value) in reader.table(node, &Self::SHAPE)?.iter() {
            match (reader.key::<Word>(key), Word::read(value, reader)) {
                (Some(alias), Some(word)) => drop(all.0.insert(alias, word)),
                _ => whole = false,
            }
        }
        whole.then_some(all)
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }

    fn datum(&self) -> Option<Datum> {
        let said = |(alias, word): (&Word, &Word)| Some((interned(alias.as_str()), word.datum()?));
        let fields: Vec<_> = self.iter().filter_map(said).collect();
        (!fields.is_empty()).then_some(Datum::Table(fields))
    }
}

/// The name of a fact, a key in `snake_case`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FactName(pub &'static str);

impl std::str::FromStr for FactName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if is_kebab(&text.replace('_', "-")) && !text.contains('-') {
            Ok(Self(interned(text)))
        } else {
            let key = to_kebab(text).replace('-', "_");
            Err(match key.is_empty() {
                true => {
                    format!("`{text}` is not a key: use lower-case letters, digits and single `_`")
                }
                false => format!("`{text}` is not a key: write `{key}`"),
            })
        }
    }
}

impl std::fmt::Display for FactName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.0)
    }
}

impl Value for FactName {
    const SHAPE: Shape = Shape::Text;

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        reader.parsed(node, &Self::SHAPE)
    }

    fn datum(&self) -> Option<Datum> {
        Some(Datum::Text(self.0.to_owned()))
    }
}

/// What a record says about one fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// One word.
    One(Word),
    /// A list of words.
    Many(Vec<Word>),
}

impl Answer {
    /// Its words.
    #[must_use]
    pub fn words(&self) -> &[Word] {
        match self {
            Self::One(word) => std::slice::from_ref(word),
            Self::Many(words) => words,
        }
    }

    fn datum(&self) -> Option<Datum> {
        match self {
            Self::One(word) => word.datum(),
            Self::Many(words) => words.datum(),
        }
    }
}

/// The facts of a record, by their names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OwnFacts(BTreeMap<&'static str, Answer>);

impl OwnFacts {
    /// Every fact, in order of names.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Answer)> {
        self.0.iter().map(|(name, answer)| (*name, answer))
    }

    /// The words of a fact; empty if it is not recorded.
    #[must_use]
    pub fn words(&self, name: &str) -> &[Word] {
        self.0.get(name).map_or(&[], Answer::words)
    }

    /// Sets a fact.
    pub fn set(&mut self, name: FactName, answer: Answer) {
        self.0.insert(name.0, answer);
    }
}

impl Value for OwnFacts {
    const SHAPE: Shape = Shape::Open;
    const REQUIRED: bool = false;

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut all = Self::default();
        let mut whole = true;
        for (key, value) in reader.table(node, &Self::SHAPE)?.iter() {
            let answer = if value.is_list() {
                Vec::<Word>::read(value, reader).map(Answer::Many)
            } else {
                Word::read(value, reader).map(Answer::One)
            };
            match (reader.key::<FactName>(key), answer) {
                (Some(name), Some(answer)) => all.set(name, answer),
                _ => whole = false,
            }
        }
        whole.then_some(all)
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }

    fn datum(&self) -> Option<Datum> {
        let fields: Vec<_> = self
            .iter()
            .filter_map(|(name, answer)| Some((name, answer.datum()?)))
            .collect();
        (!fields.is_empty()).then_some(Datum::Table(fields))
    }

    fn unite(&mut self, other: &Self) {
        for (name, answer) in &other.0 {
            match self.0.get_mut(name) {
                None => drop(self.0.insert(name, answer.clone())),
                Some(Answer::Many(mine)) => {
                    for word in answer.words() {
                        if !mine.contains(word) {
                            mine.push(word.clone());
                        }
                    }
                }
                Some(Answer::One(_)) => {}
            }
        }
    }
}

/// A program's own words for what pages call by other names: `mentor = "Peer Parent"`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OwnWords(BTreeMap<&'static str, Box<str>>);

/// What a program may have its own word for.
const CALLED: &[&str] = &[
    "case",
    "cft",
    "committee",
    "cps",
    "group",
    "jpd",
    "match",
    "mentor",
    "parent",
    "participant",
    "session",
    "tdm",
];

impl OwnWords {
    /// These words, each with the program's own word for it.
    #[must_use]
    pub fn of(words: &[(&'static str, &str)]) -> Self {
        Self(
            words
                .iter()
                .map(|(word, own)| (*word, (*own).into()))
                .collect(),
        )
    }

    /// Each word with the program's own word for it.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(word, own)| (*word, &**own))
    }

    /// Whether the program uses only the usual words.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Value for OwnWords {
    const SHAPE: Shape = Shape::Open;
    const REQUIRED: bool = false;

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let mut all = Self::default();
        let mut whole = true;
        for (key, value) in reader.table(node, &Self::SHAPE)?.iter() {
            let known = CALLED.iter().find(|word| **word == reader.name(key));
            if known.is_none() {
                let help = match nearest(reader.name(key), CALLED) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("the words are {}", quoted(CALLED)),
                };
                let message = format!("pages have no word `{}` to change", reader.name(key));
                reader.fault("unknown-key", key.span(), message, help);
            }
            match (known, Box::<str>::read(value, reader)) {
                (Some(known), Some(own)) => drop(all.0.insert(known, own)),
                _ => whole = false,
            }
        }
        whole.then_some(all)
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }

    fn datum(&self) -> Option<Datum> {
        let said = |(word, own)| (word, Datum::Text(String::from(own)));
        (!self.is_empty()).then(|| Datum::Table(self.iter().map(said).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::read::{record, record_of};
    use crate::record::schema::Table;
    use crate::record::{Participant, Program, SchemaVersion};

    #[test]
    fn facts_are_read_and_written_as_they_are() {
        let text = "[facts]\nhousehold = \"single\"\nrace = [ \"black\", \"white\", ]\n";
        let read: Participant = record(text).unwrap();
        let words: Vec<&str> = read.facts.words("race").iter().map(Word::as_str).collect();
        assert_eq!(words, ["black", "white"]);
        assert_eq!(
            read.fields(),
            [(
                "facts",
                Datum::Table(vec![
                    ("household", Datum::Text("single".to_owned())),
                    (
                        "race",
                        Datum::List(
                            ["black", "white"]
                                .map(|w| Datum::Text(w.to_owned()))
                                .to_vec()
                        )
                    ),
                ])
            )]
        );
        let faults = record_of::<Participant>(text, SchemaVersion(1)).unwrap_err();
        assert_eq!(faults[0].rule, "newer-key");
        assert_eq!(faults[0].span, 1..6);
    }

    #[test]
    fn lists_of_duplicates_are_united_and_single_words_are_those_of_the_first() {
        let read = |text: &str| record::<Participant>(text).unwrap().facts;
        let mut one = read("[facts]\nrace = [ \"white\", ]\nhousehold = \"single\"\n");
        one.unite(&read(
            "[facts]\nrace = [ \"black\", \"white\", ]\nhousehold = \"couple\"\nveteran = \"no\"\n",
        ));
        let words = |name: &str| -> Vec<String> {
            one.words(name).iter().map(ToString::to_string).collect()
        };
        assert_eq!(words("race"), ["white", "black"]);
        assert_eq!(words("household"), ["single"]);
        assert_eq!(words("veteran"), ["no"]);
    }

    #[test]
    fn a_word_of_pages_that_is_not_there_names_the_nearest() {
        let text = "schema = 2\nname = \"T\"\n[words]\nmentors = \"Peer Parents\"\n";
        let faults = record::<Program>(text).unwrap_err();
        assert_eq!(faults[0].help, "did you mean `mentor`?");
    }
}
