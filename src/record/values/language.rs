//! Languages by their names and ISO 639 codes.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::word::to_kebab;

/// A language: the code in records, the three-letter code, and its names, the usual one first.
struct Language {
    code: &'static str,
    long: &'static str,
    names: Vec<&'static str>,
}

/// Living languages of ISO 639, in order of their codes: the two-letter code if there is one, otherwise the
/// three-letter code.
static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| {
    let lines = include_str!("languages.txt").lines();
    let language = |line: &'static str| {
        let (code, rest) = line.split_once(' ')?;
        let (long, names) = rest.split_once(' ')?;
        Some(Language {
            code,
            long,
            names: names.split("; ").collect(),
        })
    };
    lines.filter_map(language).collect()
});

/// Codes by every name of a language, as words; if several languages share a name, the first one wins.
static CODES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let mut codes = HashMap::new();
    for language in LANGUAGES.iter() {
        for called in [language.code, language.long] {
            codes.insert(called.to_owned(), language.code);
        }
    }
    for language in LANGUAGES.iter() {
        for name in &language.names {
            for written in [to_kebab(name), to_kebab(&name.replace('\'', ""))] {
                codes.entry(written).or_insert(language.code);
            }
        }
    }
    codes
});

/// The English name of a language; the word itself if it is the program's own.
#[must_use]
pub fn language(code: &str) -> &str {
    LANGUAGES
        .binary_search_by_key(&code, |known| known.code)
        .map_or(code, |at| LANGUAGES[at].names[0])
}

/// The code of the language that a word names: `spanish`, `spa` and `es` are `es`.
#[must_use]
pub fn language_code(word: &str) -> Option<&'static str> {
    CODES.get(word).copied()
}

/// Whether a text is the three-letter code of a language and no other language's name begins with it: `yue`, but not
/// `cre`, by which people mean Creole.
#[must_use]
pub fn is_plain_code(text: &str) -> bool {
    let is_it = |language: &Language| language.long == text;
    let begins = |language: &Language| {
        let mut words = language
            .names
            .iter()
            .flat_map(|name| name.split([' ', '-']));
        words.any(|word| to_kebab(word).starts_with(text))
    };
    LANGUAGES.iter().any(is_it)
        && !LANGUAGES
            .iter()
            .any(|language| !is_it(language) && begins(language))
}

/// Every code, in order.
pub fn language_codes() -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().map(|language| language.code)
}

/// Every word that names a language, unordered.
pub fn language_words() -> impl Iterator<Item = &'static str> {
    CODES.keys().map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_name_and_another_word_stays() {
        assert!(LANGUAGES.is_sorted_by_key(|known| known.code));
        assert_eq!(
            ["vi", "yue", "trique"].map(language),
            ["Vietnamese", "Cantonese", "trique"]
        );
    }

    #[test]
    fn a_code_that_begins_the_name_of_another_language_is_not_plain() {
        assert!(["yue", "hmn", "cmn", "ase"].into_iter().all(is_plain_code));
        assert!(
            !["cre", "far", "tri", "xxx", "es"]
                .into_iter()
                .any(is_plain_code)
        );
    }

    #[test]
    fn a_language_is_known_by_its_names_and_codes() {
        for (word, code) in [
            ("spanish", "es"),
            ("espanol", "es"),
            ("castilian", "es"),
            ("spa", "es"),
            ("es", "es"),
            ("american-sign-language", "ase"),
            ("o-odham", "ood"),
            ("oodham", "ood"),
            ("haitian-creole", "ht"),
            ("tlh", "tlh"),
        ] {
            let known = language_code(word);
            assert_eq!(known, (code != "tlh").then_some(code), "{word}");
        }
        assert_eq!(language_code("esp"), None);
    }
}
