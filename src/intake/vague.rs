//! Days that are given only roughly, such as `Sept 2026` or `~9/1`: a row is taken without one, if nothing depends on it.

use crate::record::Day;
use crate::record::intake::{Column, IntakeKind};
use crate::register::fold;

/// What stands before a day or a month that is a guess.
const ROUGHLY: [&str; 18] = [
    "mid",
    "early",
    "late",
    "approx",
    "approximately",
    "about",
    "around",
    "circa",
    "ca",
    "est",
    "end",
    "beginning",
    "start",
    "sometime",
    "abt",
    "maybe",
    "before",
    "after",
];

/// Times of a year.
const SEASONS: [&str; 5] = ["spring", "summer", "fall", "autumn", "winter"];

/// Whether a text tells a day only roughly.
pub(super) fn is_vague(text: &str) -> bool {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let is_month = |word: &&str| Day::month_called(word).is_some();
    let is_year = |word: &&str| {
        word.len() == 4
            && word
                .parse::<u32>()
                .is_ok_and(|year| (1990..2100).contains(&year))
    };
    let is_month_number = |word: &&str| {
        word.parse::<u32>()
            .is_ok_and(|month| (1..=12).contains(&month))
    };
    let has_day = words.iter().any(is_month) || text.contains(|c: char| c.is_ascii_digit());
    let (Some(first), last) = (words.first(), words.last()) else {
        return false;
    };
    match words.len() {
        1 if is_month(first) => true,
        2 if last.is_some_and(is_year) => {
            is_month(first)
                || SEASONS.contains(first)
                || ROUGHLY.contains(first)
                || is_month_number(first)
        }
        _ => {
            has_day && (text.trim().starts_with('~') || words.len() > 1 && ROUGHLY.contains(first))
        }
    }
}

/// Whether nothing else of a row depends on a day, so that the row is taken without it.
pub(super) fn may_lack(kind: IntakeKind, field: &str) -> bool {
    let is_entry = |begin: &str| {
        field
            .strip_prefix(begin)
            .is_some_and(|name| !name.contains('.'))
    };
    let goal = kind.goal(field).and_then(|goal| goal.field());
    let is_required = goal.is_some_and(|field| field.required);
    ["referred", "joined"].contains(&field) && !is_required
        || is_entry("consent.")
        || is_entry("training.")
}

/// Whether a row is taken without the day that a cell tells only roughly.
pub(super) fn is_left_empty(kind: IntakeKind, column: &Column, text: &str) -> bool {
    column.required != Some(true) && may_lack(kind, &column.field) && is_vague(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_without_its_number_is_vague() {
        for text in [
            "Sept 2026",
            "September",
            "9/2026",
            "Fall 2026",
            "mid Aug",
            "mid-August 2026",
            "approx 9/1",
            "approx. 9/1/26",
            "~9/1",
            "early 2026",
            "around Oct 7",
        ] {
            assert!(is_vague(text), "{text}");
        }
        for text in [
            "9/1",
            "9/1/2026",
            "2026-09-01",
            "Sept 1",
            "Sept 1, 2026",
            "Oct 7 2026",
            "yes",
            "soon",
            "late",
            "pending",
            "2026",
            "46302",
            "13/2026",
            "",
        ] {
            assert!(!is_vague(text), "{text}");
        }
    }
}
