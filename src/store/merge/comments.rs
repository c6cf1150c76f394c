//! Comments: those that either side wrote and the merged text lacks are put where they belong.

use std::collections::HashSet;

use toml_parser::Source;
use toml_parser::lexer::TokenKind;

/// A comment in a text.
struct Comment<'t> {
    /// With its `#`.
    text: &'t str,
    /// The text before it on its line.
    behind: &'t str,
    /// The next line with content, if the comment is on its own line.
    above: &'t str,
}

/// The text with every comment that `sides` have but neither `base` nor `present` does; `keeps` says whether a text
/// still says what it should.
pub(super) fn carried(
    text: &str,
    base: &str,
    sides: &[&str],
    present: &[&str],
    keeps: &dyn Fn(&str) -> bool,
) -> String {
    let there = comments(base)
        .into_iter()
        .chain(present.iter().flat_map(|one| comments(one)));
    let mut known: HashSet<&str> = there.map(|comment| comment.text).collect();
    let all = sides.iter().flat_map(|side| comments(side));
    let new: Vec<Comment<'_>> = all.filter(|comment| known.insert(comment.text)).collect();
    // A comment inserted in the middle of a value stays there: if the text is right with all comments, it is right with
    // each.
    let placed = (new.iter()).fold(text.to_owned(), |text, comment| with(&text, comment));
    if new.is_empty() || keeps(&placed) {
        return placed;
    }
    new.iter().fold(text.to_owned(), |text, comment| {
        let placed = Some(with(&text, comment)).filter(|text| keeps(text));
        placed.unwrap_or_else(|| at_end(&text, comment.text))
    })
}

/// Whether a text has a comment that `base` lacks.
pub(super) fn has_new(text: &str, base: &str) -> bool {
    let known: HashSet<&str> = comments(base)
        .into_iter()
        .map(|comment| comment.text)
        .collect();
    comments(text)
        .iter()
        .any(|comment| !known.contains(comment.text))
}

/// The comments of a text, in order.
fn comments(text: &str) -> Vec<Comment<'_>> {
    let mut all = Vec::new();
    for token in Source::new(text).lex() {
        if token.kind() != TokenKind::Comment {
            continue;
        }
        let (start, end) = (token.span().start(), token.span().end());
        let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let mut below = text[end..]
            .lines()
            .skip(1)
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        all.push(Comment {
            text: text[start..end].trim_end(),
            behind: text[line..start].trim(),
            above: below.next().unwrap_or(""),
        });
    }
    all
}

/// The text with a comment after the line that it followed, or above the line that it preceded, or at the end.
fn with(text: &str, comment: &Comment<'_>) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let end = line_end(text);
    let place = |wanted: &str| match bare(wanted) {
        "" => None,
        wanted => lines.iter().position(|line| bare(line) == wanted),
    };
    if let Some(at) = place(comment.behind).filter(|at| lines[*at].trim() == comment.behind) {
        let line = lines[at].trim_end();
        let same_line = format!("{line} {}{}", comment.text, &lines[at][line.len()..]);
        lines[at] = &same_line;
        return lines.concat();
    }
    let anchor = if comment.behind.is_empty() {
        comment.above
    } else {
        comment.behind
    };
    match place(anchor) {
        Some(at) => {
            let own_line = format!("{}{end}", comment.text);
            lines.insert(at, &own_line);
            lines.concat()
        }
        None => at_end(text, comment.text),
    }
}

fn at_end(text: &str, comment: &str) -> String {
    let end = line_end(text);
    let gap = if text.is_empty() || text.ends_with('\n') {
        ""
    } else {
        end
    };
    format!("{text}{gap}{comment}{end}")
}

fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// The content of a line, without the comment after it.
fn bare(line: &str) -> &str {
    line.split(" #").next().unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::carried;

    #[test]
    fn a_comment_of_either_side_finds_its_place() {
        let merged = "area = \"1\"\nneeds = [\n    \"housing\",\n]\n\n[[event]]\non = 2026-01-01\n";
        let side = "# moved\narea = \"1\" # in May\nneeds = [\n    \"housing\", # urgent\n]\n# lost\nzip = 1\n";
        let text = carried(merged, "", &[side], &[merged], &|_| true);
        assert_eq!(
            text,
            "# moved\narea = \"1\" # in May\nneeds = [\n    \"housing\", # urgent\n]\n\n[[event]]\non = 2026-01-01\n# lost\n"
        );
        assert_eq!(carried(&text, "", &[side], &[&text], &|_| true), text);
        assert_eq!(
            carried("a = 1\n", "", &["# above\na = 1\n"], &[], &|_| false),
            "a = 1\n# above\n"
        );
        assert_eq!(
            carried("a = 1", "# gone\n", &["# gone\n"], &["a = 1"], &|_| true),
            "a = 1"
        );
    }
}
