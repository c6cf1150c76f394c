//! Two versions of a text as one, with git's conflict markers around the lines that differ.

use crate::store::lines::compared;

/// The lines that git puts around a conflict.
const OURS: &str = "<<<<<<< ours";
const MIDDLE: &str = "=======";
const THEIRS: &str = ">>>>>>> theirs";

/// The common lines, and both versions of those that differ, ours first.
pub(super) fn between(ours: &str, theirs: &str) -> String {
    let mut text = String::new();
    let (mut mine, mut other) = (String::new(), String::new());
    for (sign, line) in compared(ours, theirs) {
        match sign {
            '-' => mine.push_str(&line),
            '+' => other.push_str(&line),
            _ => {
                marked(&mut text, &mut mine, &mut other);
                text.push_str(&line);
            }
        }
    }
    marked(&mut text, &mut mine, &mut other);
    text
}

/// Adds the differing lines with markers, and empties both.
fn marked(text: &mut String, mine: &mut String, other: &mut String) {
    if mine.is_empty() && other.is_empty() {
        return;
    }
    for (marker, lines) in [(OURS, mine), (MIDDLE, other)] {
        text.push_str(&format!("{marker}\n{lines}"));
        if !text.ends_with('\n') {
            text.push('\n');
        }
        lines.clear();
    }
    text.push_str(&format!("{THEIRS}\n"));
}

/// The text with one side chosen in every conflict.
pub(super) fn decided(text: &str, for_ours: bool) -> String {
    let (mut decided, mut in_ours) = (String::new(), None);
    for line in text.split_inclusive('\n') {
        match (line.trim_end(), in_ours) {
            (OURS, None) => in_ours = Some(true),
            (MIDDLE, Some(true)) => in_ours = Some(false),
            (THEIRS, Some(false)) => in_ours = None,
            _ if in_ours.is_none_or(|ours| ours == for_ours) => decided.push_str(line),
            _ => {}
        }
    }
    decided
}

/// The text with our lines in every conflict, regardless of who wrote the markers.
#[must_use]
pub fn for_ours(text: &str) -> String {
    let (mut decided, mut ours) = (String::new(), None);
    for line in text.split_inclusive('\n') {
        let begins = |marker: &str| line.starts_with(marker);
        match ours {
            None if begins("<<<<<<< ") => ours = Some(true),
            Some(true) if begins("|||||||") || begins("=======") => ours = Some(false),
            Some(_) if begins(">>>>>>> ") => ours = None,
            _ if ours != Some(false) => decided.push_str(line),
            _ => {}
        }
    }
    decided
}

#[cfg(test)]
mod tests {
    use super::{between, decided, for_ours};

    #[test]
    fn our_lines_are_taken_whoever_put_the_markers() {
        let text = "a = 1\n<<<<<<< HEAD\nb = 2\n||||||| 1a2b\nb = 0\n=======\nb = 9\n>>>>>>> other\nc = 3\n";
        assert_eq!(for_ours(text), "a = 1\nb = 2\nc = 3\n");
        assert_eq!(for_ours(&between("a = 1\n", "a = 2\n")), "a = 1\n");
    }

    #[test]
    fn only_the_lines_that_differ_stand_between_markers() {
        let text = between("a = 1\nb = 2\nc = 3", "a = 1\nb = 9\nc = 3");
        assert_eq!(
            text,
            "a = 1\n<<<<<<< ours\nb = 2\n=======\nb = 9\n>>>>>>> theirs\nc = 3"
        );
        assert_eq!(
            (decided(&text, true), decided(&text, false)),
            ("a = 1\nb = 2\nc = 3".into(), "a = 1\nb = 9\nc = 3".into())
        );
        assert_eq!(
            between("a = 1", ""),
            "<<<<<<< ours\na = 1\n=======\n>>>>>>> theirs\n"
        );
        assert_eq!(
            between("a = 1\r\nb = 2\r\n", "a = 1\r\nb = 3\r\n")
                .matches('\n')
                .count(),
            6
        );
    }
}
