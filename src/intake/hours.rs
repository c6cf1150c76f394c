//! How long a group meets, by its hours in a title: `6:00-7:30 pm`, `Tues 5:30 – 7`, `(1.5 hrs)`.

use std::collections::BTreeMap;

use super::lengths::{is_clock_time, is_time, minutes_between};
use crate::record::minutes::minutes;

/// The shortest and the longest meeting that hours in a title are thought to be of, in minutes.
const LIKELY: std::ops::RangeInclusive<i64> = 15..=360;

/// Each length that a title says, in minutes, with the words that say so.
pub(super) fn lengths(title: &str) -> BTreeMap<i64, String> {
    /// The most words of a length, as in `1 1/2 hrs`.
    const LONGEST: usize = 3;
    let words = words(title);
    let (mut said, mut at) = (BTreeMap::new(), 0);
    while at < words.len() {
        let texts = (1..=LONGEST.min(words.len() - at)).rev();
        let found = texts.into_iter().find_map(|many| {
            let text = words[at..at + many].join(" ");
            let minutes = span(&text).or_else(|| length(&text))?;
            Some((minutes, text, many))
        });
        at += found.as_ref().map_or(1, |(.., many)| *many);
        if let Some((minutes, text, _)) = found.filter(|(minutes, ..)| LIKELY.contains(minutes)) {
            said.entry(minutes).or_insert(text);
        }
    }
    said
}

/// The words of a title; a span of hours is one, however it is spaced.
fn words(title: &str) -> Vec<String> {
    let title = title
        .to_lowercase()
        .replace(['–', '—', '−'], "-")
        .replace("a.m.", "am")
        .replace("p.m.", "pm");
    let mut all: Vec<String> = Vec::new();
    for word in title.split(|c: char| c.is_whitespace() || ",;()[]|@".contains(c)) {
        let word = match word {
            "to" | "til" | "till" | "until" => "-",
            word => word.trim_end_matches('.'),
        };
        match all.last_mut() {
            Some(last) if goes_on(last, word) => last.push_str(word),
            _ if word.is_empty() => {}
            _ => all.push(word.to_owned()),
        }
    }
    all
}

/// Whether a word goes on with the span of hours before it, as `-`, `pm` and `7:30` do.
fn goes_on(last: &str, word: &str) -> bool {
    let begins = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let is_half = ["am", "pm", "a", "p", "am-", "pm-"].contains(&word);
    let is_open = last.strip_suffix('-').is_some_and(is_time);
    let is_to = word == "-" || word.strip_prefix('-').is_some_and(begins);
    is_open && begins(word)
        || is_to && is_time(last)
        || is_half && begins(last) && last.ends_with(|c: char| c.is_ascii_digit())
}

/// The minutes of a text such as `90 min`, `1.5 hrs` or `2-hour`.
fn length(text: &str) -> Option<i64> {
    let text = text.replace('-', " ");
    let has_unit = text.starts_with(|c: char| c.is_ascii_digit())
        && text.ends_with(|c: char| c.is_ascii_alphabetic());
    minutes(&text).filter(|_| has_unit && !is_clock_time(&text))
}

/// The minutes of `6:00-7:30` and `6-8pm`. Two whole hours alone, as in `9-12`, may be days in a title.
fn span(text: &str) -> Option<i64> {
    let is_of_a_clock = text.contains(':') || text.ends_with(['m', 'a', 'p']);
    minutes_between(text)
        .filter(|_| is_of_a_clock)
        .map(i64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_may_say_how_long() {
        for (title, wanted) in [
            (
                "Circle of Parents - Thursdays 6:00-7:30 - Sign In",
                &[90][..],
            ),
            ("Circle (1.5 hrs)", &[90]),
            ("Circle 6-7:30", &[90]),
            ("Circle 6:00-7:30pm", &[90]),
            ("6:00-7:30 pm  Family Resource Ctr", &[90]),
            ("Wednesday group 5:30 - 7 pm", &[90]),
            ("Tues 5:30 – 7", &[90]),
            ("Tues 5:30 to 7:00 p.m.", &[90]),
            ("6 pm - 8 pm", &[120]),
            ("6-8pm", &[120]),
            ("Sat 10:30am-12pm", &[90]),
            ("18:00-19:30", &[90]),
            ("6p-7:15p", &[75]),
            ("Circle 11:30-1:00", &[90]),
            ("Circle 90 min", &[90]),
            ("Circle - 2-hour group", &[120]),
            ("1 1/2 hrs", &[90]),
            ("6:00-7:30 pm (90 min)", &[90]),
            ("Dinner 5:30-6:00, circle 6:00-7:30", &[30, 90]),
            ("Circle 6-8", &[]),
            ("Circle 9-12", &[]),
            ("Circle noon to 1:30", &[90]),
            ("9:30-14:00", &[270]),
            ("Circle, Thursdays 6 PM", &[]),
            ("Circle 9/3 2026", &[]),
            ("9/1 - 10/20", &[]),
            ("Sept 1-30", &[]),
            ("2025-26", &[]),
            ("John 3:16-18", &[]),
            ("Proverbs 3:5-6", &[]),
            ("555-0110", &[]),
            ("2026-09-01", &[]),
        ] {
            let said: Vec<i64> = lengths(title).into_keys().collect();
            assert_eq!(said, wanted, "{title}");
        }
    }
}
