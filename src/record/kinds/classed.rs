//! The words that a program lists, each with its class and other ways to type it.

use super::classes::{Class, usual};
use crate::record::schema::{Datum, Node, Reader, Shape, Table, Value, quoted, record};
use crate::record::word::{Word, interned, nearest};

/// A word that a program lists.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Listed<C> {
    word: Word,
    class: C,
    aliases: Vec<Word>,
}

record! {
    /// A word with more than its class.
    pub struct WordEntry {
        /// The class; without it that of the word in every program, or other.
        pub class: Option<Word>,
        /// Other ways to type it.
        pub aliases: Vec<Word>,
    }
}

/// Words with their classes: `strtp = "group"`, `strtp = { class = "group", aliases = [ "short-term", ] }`, or a plain
/// list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Classed<C> {
    words: Vec<Listed<C>>,
    is_list: bool,
}

impl<C> Default for Classed<C> {
    fn default() -> Self {
        Self {
            words: Vec::new(),
            is_list: false,
        }
    }
}

fn class_of<C: Class>(node: &Node<'_>, reader: &mut Reader) -> Option<C> {
    let text = reader.text(node, &Shape::Choice(C::CLASSES))?;
    let class = text.parse().ok();
    if class.is_none() {
        let all = quoted(C::CLASSES);
        let help = match nearest(text, C::CLASSES) {
            Some(near) => format!("did you mean `{near}`? the classes are {all}"),
            None => format!("the classes are {all}"),
        };
        reader.bad_value(node, format!("`{text}` is not a class of words here"), help);
    }
    class
}

impl<C: Class> Value for Classed<C> {
    const SHAPE: Shape = Shape::Open;
    const REQUIRED: bool = false;

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        if node.is_list() {
            let words = Vec::<Word>::read(node, reader)?.into_iter();
            let listed = |word: Word| Listed {
                class: usual(word.as_str()),
                word,
                aliases: Vec::new(),
            };
            return Some(Self {
                words: words.map(listed).collect(),
                is_list: true,
            });
        }
        if C::SINCE < 2 {
            reader.since_at(node.span(), "a class of a word", 2);
        }
        let mut words = Vec::new();
        let table = reader.table(node, &Self::SHAPE)?;
        for (key, value) in table.iter() {
            let word = reader.key::<Word>(key)?;
            let (class, aliases) = if value.entries().next().is_some() {
                let entry = WordEntry::read_table(value, reader)?;
                let said = value.entries().find(|(key, _)| key.name == "class");
                let class = match said {
                    Some((_, node)) => class_of(node, reader)?,
                    None => usual(word.as_str()),
                };
                (class, entry.aliases)
            } else {
                (class_of(value, reader)?, Vec::new())
            };
            words.push(Listed {
                word,
                class,
                aliases,
            });
        }
        Some(Self {
            words,
            is_list: false,
        })
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }

    fn datum(&self) -> Option<Datum> {
        if self.words.is_empty() {
            return None;
        }
        if self.is_list {
            let words: Vec<&Word> = self.words.iter().map(|listed| &listed.word).collect();
            return words.into_iter().cloned().collect::<Vec<_>>().datum();
        }
        let value = |listed: &Listed<C>| {
            let class = Datum::Text(listed.class.class().to_owned());
            match listed.aliases.datum() {
                Some(aliases) => Datum::Table(vec![("class", class), ("aliases", aliases)]),
                None => class,
            }
        };
        let fields = self
            .words
            .iter()
            .map(|listed| (interned(listed.word.as_str()), value(listed)))
            .collect();
        Some(Datum::Table(fields))
    }
}

/// A list of the vocabulary, with or without classes.
pub trait Words {
    /// The words that the program lists, each with other ways to type it.
    fn listed(&self) -> Vec<(&str, &[Word])>;

    /// The word of the class of a listed word, if words have classes.
    fn class_of(&self, _word: &str) -> Option<&'static str> {
        None
    }

    /// The words that have a class in every program.
    fn usual(&self) -> Vec<&'static str> {
        Vec::new()
    }

    /// The words that may be used in addition to them.
    fn shipped(&self) -> Vec<&'static str> {
        Vec::new()
    }
}

impl Words for Vec<Word> {
    fn listed(&self) -> Vec<(&str, &[Word])> {
        self.iter().map(|word| (word.as_str(), &[][..])).collect()
    }
}

impl<C: Class> Words for Classed<C> {
    fn listed(&self) -> Vec<(&str, &[Word])> {
        self.words
            .iter()
            .map(|listed| (listed.word.as_str(), &listed.aliases[..]))
            .collect()
    }

    fn class_of(&self, word: &str) -> Option<&'static str> {
        let listed = self
            .words
            .iter()
            .find(|listed| listed.word.as_str() == word);
        listed.map(|listed| listed.class.class())
    }

    fn usual(&self) -> Vec<&'static str> {
        C::KNOWN.iter().map(|(word, _)| *word).collect()
    }

    fn shipped(&self) -> Vec<&'static str> {
        if C::SHIPS { self.usual() } else { Vec::new() }
    }
}
