//! Free text split into words, for comparison with names.

use std::borrow::Cow;

use crate::register::fold;

/// A word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'t> {
    /// The word, without a possessive `'s`.
    pub text: &'t str,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Whether it begins a sentence or a line, so that its capital proves nothing.
    pub leads: bool,
    /// Whether it follows the word before it without a break: with a space, a comma, a hyphen or a line break in
    /// between.
    pub follows: bool,
}

impl<'t> Token<'t> {
    /// The word as names are compared, without case, accents or apostrophes.
    pub fn folded(&self) -> Cow<'t, str> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        if self.text.bytes().all(plain) {
            Cow::Borrowed(self.text)
        } else if self.text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            Cow::Owned(self.text.to_ascii_lowercase())
        } else {
            Cow::Owned(fold(self.text))
        }
    }
}

/// The words of a text, in order.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> + Clone {
    let mut rest = text;
    let mut first = true;
    std::iter::from_fn(move || {
        let (gap, word) = rest.split_at(position(rest, char::is_alphanumeric)?);
        let (word, after) = word.split_at(position(word, |c| !is_of_word(c)).unwrap_or(word.len()));
        rest = after;
        let leads =
            first || gap != " " && gap.contains(['.', '!', '?', ':', '\n', '"', '“', '*', '•']);
        let follows = !first && (gap == " " || is_breath(gap));
        first = false;
        let capital = word.starts_with(char::is_uppercase);
        Some(Token {
            text: singular(word),
            capital,
            leads,
            follows,
        })
    })
}

/// The position of the first matching character; most text is ASCII and needs no decoding.
fn position(text: &str, is_wanted: impl Fn(char) -> bool) -> Option<usize> {
    for (at, byte) in text.bytes().enumerate() {
        if !byte.is_ascii() {
            return text.get(at..)?.find(is_wanted).map(|further| at + further);
        }
        if is_wanted(char::from(byte)) {
            return Some(at);
        }
    }
    None
}

/// Whether the text between two words does not separate them.
fn is_breath(gap: &str) -> bool {
    gap.chars()
        .all(|c| c.is_whitespace() || matches!(c, ',' | '-' | '\'' | '’' | '‑'))
        && gap.matches('\n').count() < 2
}

/// Letters, digits, combining accents, and apostrophes.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\'' | '’') || ('\u{300}'..='\u{36f}').contains(&c)
}

/// A word without a possessive ending or a closing quotation mark.
fn singular(word: &str) -> &str {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return word;
    }
    let word = word.trim_end_matches(['\'', '’']);
    ["'s", "’s", "'S", "’S"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        tokens(text)
            .map(|token| token.folded().into_owned())
            .collect()
    }

    #[test]
    fn words_are_compared_without_case_accents_or_possessives() {
        assert_eq!(
            folded("José O’Brien-Nuñez's 'plan', (2026)"),
            ["jose", "obrien", "nunez", "plan", "2026"]
        );
        assert_eq!(folded("Jose\u{301}’s parents'"), ["jose", "parents"]);
        assert!(folded(" … ").is_empty());
    }

    #[test]
    fn a_sentence_parts_words_and_a_line_does_not() {
        let shown: Vec<(bool, bool)> = tokens("Met Rosa\nMedina, then left. Will\n\nCall")
            .map(|token| (token.follows, token.leads))
            .collect();
        assert_eq!(
            shown,
            [
                (false, true),
                (true, false),
                (true, true),
                (true, false),
                (true, false),
                (false, true),
                (false, true)
            ]
        );
    }
}
