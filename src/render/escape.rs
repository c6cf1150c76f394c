//! Other people's text, made safe to show: no character in it may move the cursor, hide text or turn it around.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The text on one line, with characters that a terminal would obey, or that show as nothing, written out as `\u{1b}`.
pub(crate) fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' => out.push(' '),
            '\r' => {}
            c if hidden(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

/// Control characters, marks that change the direction of text, and marks that have no width.
fn hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}

/// The text in plain ASCII: letters without their accents, near equivalents of signs, and `\u{4e2d}` for the rest.
pub(super) fn ascii(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.nfd().filter(|c| !is_combining_mark(*c)) {
        match near(c) {
            Some(near) => out.push_str(near),
            None if c.is_ascii() => out.push(c),
            None => out.extend(c.escape_unicode()),
        }
    }
    out
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
        'Ł' => "L",
        'ł' => "l",
        'Ø' => "O",
        'ø' => "o",
        'Đ' => "D",
        'đ' => "d",
        'ß' => "ss",
        'Æ' => "AE",
        'æ' => "ae",
        'ı' => "i",
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
    }

    #[test]
    fn what_turns_or_hides_text_is_written_out() {
        assert_eq!(line("a\u{202e}b\u{200b}c\u{feff}"), "a\\u{202e}b\\u{200b}c\\u{feff}");
        assert_eq!(line("José – 王"), "José – 王");
    }

    #[test]
    fn plain_ascii_keeps_what_can_be_read() {
        assert_eq!(ascii("José Muñoz – “Łódź” … 3 ≤ 5"), "Jose Munoz - \"Lodz\" ... 3 <= 5");
        assert_eq!(ascii("王"), "\\u{738b}");
    }
}
