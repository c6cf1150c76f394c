//! Numbers inside sentences, for the public.

use crate::record::plural;

/// Printed in place of a number about which nothing may be said.
pub(super) const WITHHELD: &str = "*";

/// Words after a number that make it a duration or a share, which counts nobody.
const UNITS: [&str; 14] = [
    "%", "percent", "day", "days", "week", "weeks", "month", "months", "year", "years", "hour",
    "hours", "minutes", "or",
];

/// A note in which no number counts few people. If the table hides something, no number counts people at all, as the
/// note may say more than the table.
pub(super) fn masked(note: &str, limit: i64, hides: bool) -> String {
    let words: Vec<&str> = note.split(' ').collect();
    let mask_of = |at: usize| {
        let number = bare(words.get(at)?).replace(',', "").parse::<i64>().ok()?;
        let next = words.get(at + 1).map_or("", |next| {
            next.trim_matches(|c: char| !c.is_ascii_alphanumeric() && c != '%')
        });
        if UNITS.contains(&next) || words[at].contains('%') {
            return None;
        }
        let mask = if (1..limit).contains(&number) {
            format!("<{limit}")
        } else if hides && number > 0 {
            WITHHELD.to_owned()
        } else {
            return None;
        };
        Some((number, mask))
    };
    let word = |(at, word): (usize, &&str)| match (mask_of(at), at.checked_sub(1).and_then(mask_of))
    {
        (Some((_, mask)), _) => word.replace(bare(word), &mask),
        (None, Some((1, _))) if !bare(word).is_empty() => {
            word.replacen(bare(word), &plural(bare(word)), 1)
        }
        _ => (*word).to_owned(),
    };
    words
        .iter()
        .enumerate()
        .map(word)
        .collect::<Vec<_>>()
        .join(" ")
}

/// A word without the punctuation around it. After a masked 1 it becomes a plural, as the singular would reveal the 1.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_ascii_alphanumeric())
}

/// What the masks mean.
pub(super) fn legend(limit: i64) -> String {
    format!(
        "`<{limit}` means 1 to {}, and `{WITHHELD}` what so few people are behind, or a number from which that could \
         be worked out: so that nobody can be recognised",
        limit - 1
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_people_in_a_sentence_are_masked() {
        assert_eq!(
            masked("3 participants left out", 11, false),
            "<11 participants left out"
        );
        assert_eq!(
            masked("0 participants, (10), 11", 11, false),
            "0 participants, (<11), 11"
        );
    }

    #[test]
    fn one_is_not_told_by_the_singular() {
        assert_eq!(
            masked("1 participant lost before", 11, false),
            "<11 participants lost before"
        );
        assert_eq!(
            masked("SFY2025: 1 child, 1 match", 11, false),
            "SFY2025: <11 children, <11 matches"
        );
        assert_eq!(
            masked("2 families, 11 events", 11, false),
            "<11 families, 11 events"
        );
    }

    #[test]
    fn lengths_and_days_are_not_people() {
        for note in [
            "nobody was followed for all of the 12 months",
            "as of 2026-11-21",
            "8 days or more",
            "95 % of them",
        ] {
            assert_eq!(masked(note, 11, true), note);
        }
    }

    #[test]
    fn what_a_table_hides_no_sentence_says() {
        assert_eq!(
            masked("return-to-court: 27 not followed yet", 11, true),
            "return-to-court: * not followed yet"
        );
        assert_eq!(masked("1,250 heads", 11, true), "* heads");
    }
}
