//! Other people's text, made safe to show: no character in it can move the cursor, hide text or reverse it.

use std::borrow::Cow;

use crate::record::is_hidden;

/// The text on one line; characters that a terminal would interpret, or that are invisible, are written like `\u{1b}`.
pub(crate) fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' => out.push(' '),
            '\r' => {}
            c if is_hidden(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

/// The same for a text of several lines, which remain lines.
pub(crate) fn lines(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| is_hidden(c) && c != '\n') {
        return Cow::Borrowed(text);
    }
    let safe: Vec<String> = text.split('\n').map(line).collect();
    Cow::Owned(safe.join("\n"))
}

/// The text with similar ASCII characters in place of signs that only a Unicode terminal can draw. Letters belong to
/// people's text and stay unchanged.
pub(super) fn signs(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match near(c) {
            Some(near) => out.push_str(near),
            None => out.push(c),
        }
    }
    Cow::Owned(out)
}

fn near(c: char) -> Option<&'static str> {
    Some(match c {
        '‐' | '‑' | '‒' | '–' | '—' | '−' | '·' => "-",
        '‘' | '’' => "'",
        '“' | '”' | '«' | '»' => "\"",
        '…' => "...",
        '•' => "*",
        '×' => "x",
        '±' => "+-",
        '≤' => "<=",
        '≥' => ">=",
        '→' => "->",
        '\u{a0}' | '\u{2009}' | '\u{202f}' => " ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_written_out() {
        assert_eq!(line("a\u{1b}[31mred\u{7}"), "a\\u{1b}[31mred\\u{7}");
        assert_eq!(line("a\u{9b}2J"), "a\\u{9b}2J");
        assert_eq!(line("one\r\ntwo\tthree"), "one two three");
        assert_eq!(
            lines("one\u{1b}[2J\r\ntwo\u{9b}2J\n"),
            "one\\u{1b}[2J\ntwo\\u{9b}2J\n"
        );
        assert_eq!(lines("one\ntwo\n"), "one\ntwo\n");
    }

    #[test]
    fn what_turns_or_hides_text_is_written_out() {
        assert_eq!(
            line("a\u{202e}b\u{200b}c\u{feff}"),
            "a\\u{202e}b\\u{200b}c\\u{feff}"
        );
        assert_eq!(line("José – 王"), "José – 王");
    }

    #[test]
    fn signs_give_way_and_letters_stay() {
        assert_eq!(
            signs("José Muñoz – “Łódź” … 3 ≤ 5"),
            "José Muñoz - \"Łódź\" ... 3 <= 5"
        );
        assert_eq!(signs("王"), "王");
    }
}
