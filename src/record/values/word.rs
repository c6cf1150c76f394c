//! Lower-case words, and fixed sets of them.

use std::fmt;
use std::str::FromStr;

use super::interned::Interned;

/// A lower-case word in `kebab-case`, such as `goals-met` or `wed-evening`; languages and slugs are words too.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word(Interned);

impl Word {
    /// The word.
    #[inline]
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// Whether a text consists of lower-case letters, digits and single dashes between them.
#[must_use]
pub fn is_kebab(text: &str) -> bool {
    let mut after_dash = true;
    for byte in text.bytes() {
        let dash = byte == b'-';
        if dash && after_dash || !(dash || byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
            return false;
        }
        after_dash = dash;
    }
    !after_dash
}

/// The maximum number of characters, words and digits of a row heading in a report.
const HEADING: (usize, usize, usize) = (40, 6, 5);

/// Whether a text may head a row of a report that strangers read: a zip code, or a short name of a place, a language, a
/// reason. It has at most six words and five digits and does not start with a number followed by words, so it is not a
/// phone number, a street address, an e-mail address or a sentence.
#[must_use]
pub fn is_heading(text: &str) -> bool {
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((zip, more)) = text.split_once('-')
        && (zip.len(), more.len()) == (5, 4)
        && is_number(zip)
        && is_number(more)
    {
        return true;
    }
    let plain = |c: char| c.is_alphanumeric() || " -'’.&/".contains(c);
    let (characters, most, digits) = HEADING;
    let words = || text.split([' ', '-', '/']).filter(|word| !word.is_empty());
    text.chars().all(plain)
        && text.chars().count() <= characters
        && (1..=most).contains(&words().count())
        && text.chars().filter(|c| c.is_numeric()).count() <= digits
        && words().filter(|word| is_number(word)).count() <= 1
        && (words().count() == 1 || !words().next().is_some_and(is_number))
}

/// A name that a program chose, such as that of a fact, as a static key: there are few, and they last as long as the
/// process.
#[must_use]
pub fn interned(name: &str) -> &'static str {
    Interned::new(name).as_str()
}

/// A text turned into a word as well as possible: `Housing Authority` becomes `housing-authority`.
#[must_use]
pub fn to_kebab(text: &str) -> String {
    let lower = text.trim().to_lowercase();
    let parts: Vec<&str> = lower
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    parts.join("-")
}

impl FromStr for Word {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if is_kebab(text) {
            return Ok(Self(Interned::new(text)));
        }
        let near = to_kebab(text);
        Err(if near.is_empty() {
            format!("`{text}` is not a word: use lower-case letters, digits and dashes")
        } else if text.contains(',') {
            format!("`{text}` is more than one word: give one here, and the others one by one")
        } else {
            format!("`{text}` is not a lower-case word; write `{near}`")
        })
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0.as_str())
    }
}

impl AsRef<str> for Word {
    fn as_ref(&self) -> &str {
        self.0.as_str()
    }
}

/// Words joined for a sentence, each in back-ticks; the two systems with what their letters mean.
#[must_use]
pub fn quoted(words: &[&str]) -> String {
    if words == ["cps", "jpd"] {
        return "`cps` (for child welfare) or `jpd` (for juvenile probation)".to_owned();
    }
    words
        .iter()
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The one of `words` that is nearest to what was typed, if it is near enough to be a typo.
#[must_use]
pub fn nearest<'w>(typed: &str, words: &[&'w str]) -> Option<&'w str> {
    words
        .iter()
        .map(|word| (strsim::osa_distance(typed, word), *word))
        .filter(|(distance, word)| *distance <= 1 + word.len().min(typed.len()) / 4)
        .min()
        .map(|(_, word)| word)
}

/// A fixed set of words, declared with `words!`.
pub trait Choice: Copy + PartialEq + 'static {
    /// Every value, in the order of its declaration.
    const ALL: &'static [Self];
    /// The word of every value, in the same order.
    const WORDS: &'static [&'static str];
    /// The first version of the format that has each value, in the same order.
    const SINCE: &'static [u8];
    /// What people call a value, each with its word.
    const ALSO: &'static [(&'static str, &'static str)];
}

/// The word of a set meant by what was typed in lower case: by what people call it, otherwise the nearest one.
#[must_use]
pub fn meant<T: Choice>(typed: &str) -> Option<&'static str> {
    let also = T::ALSO.iter().find(|(also, _)| to_kebab(also) == typed);
    also.map(|(_, word)| *word)
        .or_else(|| nearest(typed, T::WORDS))
}

/// The value of a mark if there is one, otherwise the default.
macro_rules! one_of {
    ($said:expr, $unsaid:expr) => {
        $said
    };
    ($unsaid:expr) => {
        $unsaid
    };
}

/// Declares a fixed set of words as an enum. After the comment of a value, `#[since(2)]` gives the first format version
/// that has it, and `#[also("came home")]` what else people call it, to answer someone who types that.
macro_rules! words {
    ($(#[$meta:meta])* pub enum $name:ident {
        $( $(#[doc = $doc:literal])+ $(#[since($since:literal)])? $(#[also($($also:literal),+)])? $variant:ident = $word:expr, )+
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $( $(#[doc = $doc])+ $variant, )+
        }

        impl $name {
            /// Every value, in the order of its declaration.
            pub const ALL: &'static [Self] = &[ $( Self::$variant, )+ ];
            /// The word of every value, in the same order.
            pub const WORDS: &'static [&'static str] = &[ $( $word, )+ ];

            /// The word as used in files and on the command line.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $( Self::$variant => $word, )+ }
            }
        }

        impl Default for $name {
            /// The first value, for a record that is filled in later.
            fn default() -> Self {
                Self::ALL[0]
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.word())
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                Self::ALL.iter().copied().find(|value| value.word() == text).ok_or_else(|| {
                    format!("`{text}` is not one of {}", $crate::record::word::quoted(Self::WORDS))
                })
            }
        }

        impl $crate::record::word::Choice for $name {
            const ALL: &'static [Self] = Self::ALL;
            const WORDS: &'static [&'static str] = Self::WORDS;
            const SINCE: &'static [u8] = &[ $( $crate::record::word::one_of!($($since,)? 1), )+ ];
            const ALSO: &'static [(&'static str, &'static str)] = &[ $( $( $( ($also, $word), )+ )? )+ ];
        }
    };
}

pub(crate) use {one_of, words};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_a_zip_code_or_a_few_words() {
        for right in [
            "85705",
            "85705-1234",
            "5",
            "menlo-park",
            "Bernal Heights",
            "St. Mary's",
            "Peñasco",
            "District 9",
            "4th Avenue",
            "Pico-Union / Westlake",
            "South of Market",
            "es-419",
            "non-binary",
        ] {
            assert!(is_heading(right), "{right}");
        }
        for wrong in [
            "",
            " ",
            "Rosa Verdugo 520-555-0142",
            "rosa-verdugo-520-555-0142",
            "520-555-0142",
            "5205550142",
            "555-0142",
            "12 Elm St",
            "rosa@example.org",
            "Rosa Medina, born 1989",
            "1989-04-12",
            "She lives with her aunt near the old mill",
            "tucson-and-the-rest-of-the-county",
            "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysilio",
        ] {
            assert!(!is_heading(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_word_is_lower_case_and_says_how_to_become_one() {
        assert!(Word::from_str("goals-met").is_ok());
        assert_eq!(
            Word::from_str("Goals Met").unwrap_err(),
            "`Goals Met` is not a lower-case word; write `goals-met`"
        );
        let two = Word::from_str("core,safety").unwrap_err();
        assert!(two.contains("is more than one word"), "{two}");
        for wrong in ["", "-a", "a-", "a--b", "Ä"] {
            assert!(Word::from_str(wrong).is_err(), "{wrong}");
        }
    }
}
