//! What is known about a person, prepared for comparison.

use crate::register::fold;

/// What is on file about who a person is. An empty text is unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Described {
    /// Given names.
    pub given: String,
    /// Family names.
    pub family: String,
    /// Other whole names that the person goes by.
    pub aliases: Vec<String>,
    /// The birth date, `YYYY-MM-DD`.
    pub born: String,
    /// Woman or man, in any words.
    pub sex: String,
    /// The phone number.
    pub phone: String,
    /// Street and number.
    pub street: String,
    /// Numbers from other systems, each with its system before a colon.
    pub ids: Vec<String>,
}

/// One name that a person goes by, in words without case and accents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Name {
    pub given: Vec<Box<str>>,
    pub family: Vec<Box<str>>,
}

/// A person prepared for comparison.
#[derive(Debug, Clone, Default)]
pub(super) struct Face {
    /// The name, then the aliases.
    pub names: Vec<Name>,
    /// The eight digits of the birth date, or as many as are known.
    pub born: Box<str>,
    pub sex: Option<char>,
    /// The last ten digits.
    pub phone: Box<str>,
    pub street: Box<str>,
    pub ids: Vec<Box<str>>,
}

impl Face {
    pub fn of(told: &Described) -> Self {
        let main = Name {
            given: words(&told.given),
            family: words(&told.family),
        };
        let names = std::iter::once(main)
            .chain(told.aliases.iter().map(|alias| split(alias)))
            .filter(|name| !name.given.is_empty() || !name.family.is_empty());
        Self {
            names: names.collect(),
            born: told
                .born
                .chars()
                .filter(|c| *c != '-')
                .collect::<String>()
                .into(),
            sex: fold(&told.sex).chars().next(),
            phone: digits(&told.phone),
            street: fold(&told.street).into(),
            ids: told.ids.iter().map(|id| fold_id(id)).collect(),
        }
    }
}

/// Words entered in place of an unknown name.
const NO_NAMES: [&str; 36] = [
    "a",
    "adult",
    "anonymous",
    "aunt",
    "baby",
    "boy",
    "brother",
    "child",
    "dad",
    "daughter",
    "father",
    "female",
    "girl",
    "guest",
    "infant",
    "kid",
    "lady",
    "male",
    "man",
    "minor",
    "mom",
    "mother",
    "mr",
    "mrs",
    "ms",
    "newborn",
    "none",
    "occupant",
    "person",
    "resident",
    "respondent",
    "sister",
    "son",
    "uncle",
    "unknown",
    "woman",
];

fn fold_id(id: &str) -> Box<str> {
    id.trim().to_lowercase().into()
}

/// The words of a name, without the Spanish words that join them.
fn words(text: &str) -> Vec<Box<str>> {
    let all = fold(text);
    let kept: Vec<Box<str>> = all
        .split(' ')
        .filter(|word| {
            !word.is_empty() && !["de", "la", "las", "los", "del", "y", "jr", "sr"].contains(word)
        })
        .map(Into::into)
        .collect();
    if kept.iter().all(|word| NO_NAMES.contains(&&**word)) && !kept.is_empty() {
        Vec::new()
    } else if kept.is_empty() {
        all.split_whitespace().map(Into::into).collect()
    } else {
        kept
    }
}

/// An alias of one word is a given name; in one with several, the last is the family name.
fn split(alias: &str) -> Name {
    if let Some((family, given)) = alias.split_once(',') {
        return Name {
            given: words(given),
            family: words(family),
        };
    }
    let mut given = words(alias);
    let family = if given.len() > 1 {
        given.split_off(given.len() - 1)
    } else {
        Vec::new()
    };
    Name { given, family }
}

fn digits(phone: &str) -> Box<str> {
    let all: String = phone.chars().filter(char::is_ascii_digit).collect();
    all[all.len().saturating_sub(10)..].into()
}
