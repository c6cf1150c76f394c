//! Words wrapped to the width of a terminal.

use std::borrow::Cow;

use comfy_table::Table;
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

use super::{Look, escape};

/// The number of spaces between two columns of a table.
pub(super) const GAP: usize = 2;
/// Words longer than this may be broken to make a table fit.
pub(super) const LONGEST_WORD: usize = 24;
/// The maximum width of prose, as longer lines are hard to read.
const WIDEST: usize = 100;

/// Words on as many lines as they need; lines after the first begin under the end of `lead`.
pub(super) fn prose(words: &str, lead: &str, look: &Look) -> String {
    let indent = width(lead);
    let mut lead = lead.to_owned();
    let mut out = String::new();
    for line in wrap(words, limit(look).saturating_sub(indent)) {
        out += format!("{lead}{line}").trim_end();
        out.push('\n');
        lead = " ".repeat(indent);
    }
    out
}

/// Several facts on as many lines as they need, with `mark` after each but the last; a fact that fits on one line is
/// not split.
pub(super) fn unbroken(facts: &[String], mark: &str, look: &Look) -> String {
    let bound = |(at, fact): (usize, &String)| {
        let marked = if at + 1 < facts.len() {
            format!("{fact}{mark}")
        } else {
            fact.clone()
        };
        if width(&marked) <= limit(look) {
            marked.replace(' ', "\u{a0}")
        } else {
            marked
        }
    };
    let bound: Vec<String> = facts.iter().enumerate().map(bound).collect();
    prose(&bound.join(" "), "", look).replace('\u{a0}', " ")
}

/// A message under the end of its label; a command between backticks is not split if it fits on one line, so that it
/// can be copied.
pub(super) fn message(words: &str, label: &str, look: &Look) -> String {
    let room = limit(look).saturating_sub(width(label) + 2);
    let bind = |(at, part): (usize, &str)| {
        if at % 2 == 1 && width(part) <= room {
            part.replace(' ', "\u{a0}")
        } else {
            part.to_owned()
        }
    };
    let bound: Vec<String> = words.split('`').enumerate().map(bind).collect();
    prose(&bound.join("`"), label, look).replace('\u{a0}', " ")
}

/// Names and values, one pair per line, with the values aligned. Long names are wrapped if they leave too little space
/// for the values, and a value with a word too long to fit next to them gets its own lines: an id is never cut.
pub(super) fn facts(facts: &[(String, String)], look: &Look) -> String {
    let most = |all: &dyn Fn(&(String, String)) -> usize| facts.iter().map(all).max().unwrap_or(0);
    let word = most(&|(_, value)| longest_word(value)).min(LONGEST_WORD);
    let room = limit(look)
        .saturating_sub(GAP + word)
        .max(most(&|(name, _)| longest_word(name)));
    let names = most(&|(name, _)| width(name)).min(room);
    let mut text = String::new();
    for (name, value) in facts {
        let longest = longest_word(value);
        let name = wrap(name, names);
        if names + GAP + longest > limit(look) {
            text.extend(name.iter().map(|line| format!("{line}\n")));
            let lead = " ".repeat(GAP.min(limit(look).saturating_sub(longest)));
            text += &prose(value, &lead, look);
            continue;
        }
        let value = wrap(value, limit(look).saturating_sub(names + GAP));
        for at in 0..name.len().max(value.len()) {
            let of = |lines: &[String]| lines.get(at).cloned().unwrap_or_default();
            let (name, value) = (of(&name), of(&value));
            let gap = " ".repeat(names + GAP - width(&name).min(names));
            text += format!("{name}{gap}{value}").trim_end();
            text.push('\n');
        }
    }
    text
}

/// A text of paragraphs and items, wrapped if the screen is narrower than they are. TOML is left unchanged.
pub(super) fn reflow(text: &str, look: &Look) -> String {
    if limit(look) >= WIDEST {
        return text.to_owned();
    }
    let is_key = |key: &str| key.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let is_toml = |line: &str| {
        line.starts_with(['[', ']'])
            || line.starts_with("    ")
            || line.split_once(" = ").is_some_and(|(key, _)| is_key(key))
    };
    let block = |block: &str| {
        if block.lines().any(is_toml) {
            return block.to_owned();
        }
        let mut items: Vec<(&str, String)> = Vec::new();
        for line in block.lines() {
            match (line.strip_prefix("- "), items.last_mut()) {
                (Some(item), _) => items.push(("- ", item.to_owned())),
                (None, Some((_, item))) => *item += &format!(" {line}"),
                (None, None) => items.push(("", line.to_owned())),
            }
        }
        let set: String = items
            .iter()
            .map(|(lead, item)| prose(item, lead, look))
            .collect();
        set.trim_end().to_owned()
    };
    let blocks: Vec<String> = text.trim_end().split("\n\n").map(block).collect();
    blocks.join("\n\n") + "\n"
}

fn limit(look: &Look) -> usize {
    look.width.unwrap_or(WIDEST).min(WIDEST)
}

/// Words on lines of at most this many columns, at least one line; a longer word gets its own line.
fn wrap(words: &str, limit: usize) -> Vec<String> {
    let options = Options::new(limit)
        .break_words(false)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit);
    let line = escape::line(words);
    let words: Vec<&str> = line.split(' ').filter(|word| !word.is_empty()).collect();
    let text = words.join(" ");
    let lines = textwrap::wrap(&text, options);
    lines.into_iter().map(Cow::into_owned).collect()
}

/// The number of terminal columns that a text takes.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    let mut table = Table::new();
    table.force_no_tty().add_row([text]);
    table
        .column_max_content_widths()
        .first()
        .map_or(0, |width| usize::from(*width))
}

pub(super) fn longest_word(text: &str) -> usize {
    text.split(' ').map(width).max().unwrap_or(0)
}

/// The width of the longest part of a text that a table never breaks: an id, or a word that is not too long.
pub(super) fn longest_part(text: &str) -> usize {
    let is_id = |word: &str| {
        word.contains('-')
            && word
                .bytes()
                .all(|byte| byte == b'-' || byte.is_ascii_alphanumeric())
    };
    let part = |word| {
        if is_id(word) {
            width(word)
        } else {
            width(word).min(LONGEST_WORD)
        }
    };
    text.split(' ').map(part).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(width: usize) -> Look {
        Look {
            width: Some(width),
            unicode: true,
            colour: false,
        }
    }

    #[test]
    fn a_fact_that_fits_on_a_line_is_not_broken() {
        let frame = [
            "Saguaro Parent Partners",
            "as of 2026-11-21",
            "for internal use",
        ]
        .map(str::to_owned);
        assert_eq!(
            unbroken(&frame, " ·", &look(40)),
            "Saguaro Parent Partners ·\nas of 2026-11-21 · for internal use\n"
        );
        assert_eq!(
            unbroken(&frame, " ·", &look(10)),
            "Saguaro\nParent\nPartners ·\nas of\n2026-11-21\n· for\ninternal\nuse\n"
        );
    }

    #[test]
    fn a_command_in_a_message_stays_whole() {
        assert_eq!(
            message(
                "nobody fits; `peer add participant` makes a new record",
                "help: ",
                &look(40)
            ),
            "help: nobody fits;\n      `peer add participant` makes a new\n      record\n"
        );
    }

    #[test]
    fn long_names_give_way_to_values() {
        let pairs = [
            ("rate, of the mature whose outcome is known", "13.0%"),
            ("definition", "return-to-court"),
        ];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(
            facts(&pairs, &look(40)),
            "rate, of the mature      13.0%\nwhose outcome is known\ndefinition               return-to-court\n"
        );
        assert!(
            facts(&pairs, &look(80))
                .starts_with("rate, of the mature whose outcome is known  13.0%\n")
        );
    }

    #[test]
    fn an_id_is_never_cut() {
        let id = "2026-02-17-mentoring-k-yd9ex--2";
        let pairs = [("anonymous", "-"), ("id", id)]
            .map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(
            facts(&pairs, &look(44)),
            format!("anonymous  -\nid         {id}\n")
        );
        assert_eq!(
            facts(&pairs, &look(40)),
            format!("anonymous  -\nid\n  {id}\n")
        );
        assert_eq!(
            facts(&pairs, &look(30)),
            format!("anonymous  -\nid\n{id}\n")
        );
        assert_eq!(
            (
                longest_part(id),
                longest_part("Donaudampfschifffahrtsgesellschaft")
            ),
            (31, LONGEST_WORD)
        );
    }

    #[test]
    fn paragraphs_and_items_are_set_again_and_toml_is_not() {
        let text = "One two three four\nfive six.\n\n- a first item\n  that goes on\n- a second\n\nlong = \"as it was written\"\n";
        assert_eq!(
            reflow(text, &look(12)),
            "One two\nthree four\nfive six.\n\n- a first\n  item that\n  goes on\n- a second\n\nlong = \"as it was written\"\n"
        );
        assert_eq!(reflow(text, &look(100)), text);
    }
}
