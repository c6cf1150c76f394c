//! What a map is called, and which files it is for.

use crate::record::Day;
use crate::record::word::to_kebab;

/// The most letters of the name that a map is given.
const LONGEST: usize = 60;

/// A short name for the map of a file: its words and numbers, as `p3` of `p3.csv`.
#[must_use]
pub fn name_for(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let word = to_kebab(&crate::register::fold(stem));
    // It is to be typed, and to be the name of a file.
    let short = word.get(..LONGEST).unwrap_or(&word).trim_end_matches('-');
    if short.is_empty() {
        "sheet".to_owned()
    } else {
        short.to_owned()
    }
}

/// The fewest letters that a pattern keeps: with less, files of strangers would fit.
const FEWEST: usize = 5;

/// The name of a file with `*` for what goes on from file to file: a year, a month, a number that stands apart. A name
/// without any of those may go on behind its end; a short one, and one that ends in a digit, is for this file alone.
pub(super) fn pattern(file: &str) -> String {
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, "csv"));
    let mut pattern = String::new();
    for part in parts(stem) {
        let is_sign = |c: char| !c.is_alphanumeric() && c != '*';
        if !goes_on(part) {
            pattern.push_str(part);
        } else if !pattern.trim_end_matches(is_sign).ends_with('*') {
            pattern.push('*');
        } else {
            // `10-07` and `oct-nov` are one.
            pattern.truncate(pattern.trim_end_matches(is_sign).len());
        }
    }
    let letters = pattern.chars().filter(|c| c.is_alphabetic()).count();
    if letters < FEWEST || !pattern.contains('*') && stem.ends_with(|c: char| c.is_ascii_digit()) {
        return format!("{stem}.{ending}");
    }
    if !pattern.contains('*') {
        pattern.push('*');
    }
    format!("{pattern}.{ending}")
}

/// The words and numbers of a text, and the signs between them.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut begin = 0;
    let mut was = None;
    for (at, c) in text.char_indices() {
        let is_word = c.is_alphanumeric();
        if was.is_some_and(|was| was != is_word) {
            parts.push(&text[begin..at]);
            begin = at;
        }
        was = Some(is_word);
    }
    parts.push(&text[begin..]);
    parts
}

/// Whether a word is of one file of several: a number, a month, a quarter, a fiscal year.
fn goes_on(word: &str) -> bool {
    let word = word.to_lowercase();
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = &word[letters.len()..];
    match letters {
        "" | "q" | "fy" | "cy" | "sfy" => is_number(number),
        _ => Day::month_called(letters).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_is_called_as_its_file() {
        for (file, name) in [
            ("p3.csv", "p3"),
            ("signin2.csv", "signin2"),
            ("Parents 2026.xlsx", "parents-2026"),
            ("mentor contacts oct-nov.txt", "mentor-contacts-oct-nov"),
            ("....csv", "sheet"),
        ] {
            assert_eq!(name_for(file), name, "{file}");
        }
    }

    #[test]
    fn a_map_is_for_files_that_go_on_and_for_no_strangers() {
        for (file, wanted) in [
            ("p3.csv", "p3.csv"),
            ("signin2.csv", "signin2.csv"),
            ("closed2.csv", "closed2.csv"),
            ("closed.csv", "closed*.csv"),
            ("ages.csv", "ages.csv"),
            ("parents 2026.xlsx", "parents *.xlsx"),
            ("Tuesday group Oct.xlsx", "Tuesday group *.xlsx"),
            ("mentor contacts oct-nov.txt", "mentor contacts *.txt"),
            ("sign-in 10-07-2026.csv", "sign-in *.csv"),
            ("FY26 intake list.csv", "* intake list.csv"),
            ("2026.csv", "2026.csv"),
            ("log 3.csv", "log 3.csv"),
        ] {
            assert_eq!(pattern(file), wanted, "{file}");
        }
    }
}
