//! Two versions of a text as one, with git's markers around the lines in which they differ.

use similar::{DiffTag, TextDiff};

/// The lines that git puts around what is in conflict.
const OURS: &str = "<<<<<<< ours";
const MIDDLE: &str = "=======";
const THEIRS: &str = ">>>>>>> theirs";

/// The text that both share, and where they differ both, ours first.
pub(super) fn between(ours: &str, theirs: &str) -> String {
    let diff = TextDiff::from_lines(ours, theirs);
    let lines = |text: &mut String, slices: &[&str]| {
        for line in slices {
            text.push_str(line);
        }
        if !slices.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
    };
    let (old, new): (Vec<&str>, Vec<&str>) = (
        ours.split_inclusive('\n').collect(),
        theirs.split_inclusive('\n').collect(),
    );
    let mut text = String::new();
    for op in diff.ops() {
        let (mine, other) = (&old[op.old_range()], &new[op.new_range()]);
        if op.tag() == DiffTag::Equal {
            text.push_str(&mine.concat());
            continue;
        }
        text.push_str(&format!("{OURS}\n"));
        lines(&mut text, mine);
        text.push_str(&format!("{MIDDLE}\n"));
        lines(&mut text, other);
        text.push_str(&format!("{THEIRS}\n"));
    }
    text
}

/// The text as somebody leaves it who decides every time for one side.
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

#[cfg(test)]
mod tests {
    use super::{between, decided};

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
