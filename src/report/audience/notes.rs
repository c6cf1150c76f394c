//! Numbers inside sentences, for the public.

use super::plan::WITHHELD;

/// Words after a number that make it a length of time or a share, which counts nobody.
const UNITS: [&str; 14] = [
    "%", "percent", "day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours", "minutes",
    "or",
];

/// A note in which no number counts few people, or says what a table hides.
pub(super) fn masked(note: &str, limit: i64, hidden: &[i64]) -> String {
    let words: Vec<&str> = note.split(' ').collect();
    let mask = |(at, word): (usize, &&str)| {
        let bare = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        let next =
            words.get(at + 1).map_or("", |next| next.trim_matches(|c: char| !c.is_ascii_alphanumeric() && c != '%'));
        let Ok(number) = bare.replace(',', "").parse::<i64>() else {
            return (*word).to_owned();
        };
        if UNITS.contains(&next) || word.contains('%') {
            (*word).to_owned()
        } else if (1..limit).contains(&number) {
            word.replace(bare, &format!("<{limit}"))
        } else if hidden.contains(&number) {
            word.replace(bare, WITHHELD)
        } else {
            (*word).to_owned()
        }
    };
    words.iter().enumerate().map(mask).collect::<Vec<_>>().join(" ")
}

/// What the masks mean.
pub(super) fn legend(limit: i64) -> String {
    format!(
        "`<{limit}` stands for 1 to {}, and `{WITHHELD}` for a number from which one of these could be worked out: so that \
         nobody can be recognised",
        limit - 1
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_people_in_a_sentence_are_masked() {
        assert_eq!(masked("3 participants left out", 11, &[]), "<11 participants left out");
        assert_eq!(masked("0 participants, (10), 11", 11, &[]), "0 participants, (<11), 11");
    }

    #[test]
    fn lengths_and_days_are_not_people() {
        for note in
            ["nobody was followed for all of the 12 months", "as of 2026-11-21", "8 days or more", "95 % of 200"]
        {
            assert_eq!(masked(note, 11, &[12, 21, 95]), note);
        }
    }

    #[test]
    fn what_a_table_hides_no_sentence_says() {
        assert_eq!(masked("return-to-court: 27 not followed yet", 11, &[27]), "return-to-court: * not followed yet");
        assert_eq!(masked("1,250 heads", 11, &[1250]), "* heads");
    }
}
