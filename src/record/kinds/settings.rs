//! A person's own settings, which belong to no program: how `peer` looks to one person on one computer.

use crate::record::schema::record;
use crate::record::word::words;

words! {
    /// When to use color.
    pub enum ColorWhen {
        /// On a terminal, unless NO_COLOR is set.
        Auto = "auto",
        /// Always.
        Always = "always",
        /// Never.
        Never = "never",
    }
}

words! {
    /// How a terminal shows days. All of them have the same length, so that columns stay aligned.
    pub enum DayStyle {
        /// As files have them, 2026-10-07.
        Iso = "iso",
        /// As in the United States, 10/07/2026.
        Us = "us",
    }
}

record! {
    /// A person's own settings, `config.toml`. None of them changes a figure.
    #[derive(Default)]
    pub struct Settings {
        /// The directory to use if none is given and none is found.
        pub directory: Option<Box<str>>,
        /// When to use color.
        pub color: Option<ColorWhen>,
        /// Whether names may be shown; they can only be hidden here.
        pub names: Option<bool>,
        /// The command of the editor.
        pub editor: Option<Box<str>>,
        /// The command that shows long answers.
        pub pager: Option<Box<str>>,
        /// How days are shown.
        pub days: Option<DayStyle>,
    }
}

impl DayStyle {
    /// A text with its days in this style. Anything that only contains a day is unchanged: a session name, a path, a
    /// range that can be typed.
    #[must_use]
    pub fn shown(self, text: &str) -> String {
        if self == Self::Iso {
            return text.to_owned();
        }
        let mut shown = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
            let (before, from) = rest.split_at(at);
            shown.push_str(before);
            let end = from.find(|c: char| !is_of_word(c)).unwrap_or(from.len());
            let (word, after) = from.split_at(end);
            let is_apart = !before.ends_with(|c: char| is_of_word(c));
            // A period ends a sentence; two are a range.
            let (word, stop) = match word.strip_suffix('.') {
                Some(bare) => (bare, "."),
                None => (word, ""),
            };
            match day(word).filter(|_| is_apart) {
                Some((year, month, day)) => shown.push_str(&format!("{month}/{day}/{year}")),
                None => shown.push_str(word),
            }
            shown.push_str(stop);
            rest = after;
        }
        shown + rest
    }
}

/// Whether a character joins a day to its neighbors.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '.' | '\\')
}

/// The parts of a word that is a day in file format.
fn day(word: &str) -> Option<(&str, &str, &str)> {
    let mut parts = word.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let is_number = |part: &str, length: usize| {
        part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_day = is_number(year, 4) && is_number(month, 2) && is_number(day, 2);
    is_day.then_some((year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_shown_as_people_say_them_and_nothing_else_is_touched() {
        let us = |text: &str| DayStyle::Us.shown(text);
        assert_eq!(us("since 2026-10-07, until"), "since 10/07/2026, until");
        assert_eq!(us("│2026-10-07│"), "│10/07/2026│");
        assert_eq!(us("It ended on 2026-10-07."), "It ended on 10/07/2026.");
        for kept in [
            "2026-10-07-group-wednesday",
            "2026-07-01..2026-09-30",
            "sessions/2026/2026-10-07-group-wednesday.toml",
            "peer.toml:3:12",
            "520-555-0142",
            "x2026-10-07",
            "2026-10-07T10",
            "",
        ] {
            assert_eq!(us(kept), kept);
        }
        assert_eq!(DayStyle::Iso.shown("2026-10-07"), "2026-10-07");
    }
}
