//! A program's own words on pages: what people read says `Peer Parents` if the usual word is `mentors`. Keys of csv and
//! json, and words between backticks, which people type, stay unchanged.

use std::borrow::Cow;

use crate::report::{Cell, Chart, Layout, OwnWords, Sheet, plural};

/// The sheets in the words of their programs.
pub(super) fn worded(sheets: &[Sheet]) -> Cow<'_, [Sheet]> {
    if sheets.iter().all(|sheet| sheet.words.is_empty()) {
        return Cow::Borrowed(sheets);
    }
    Cow::Owned(sheets.iter().map(reworded).collect())
}

fn reworded(sheet: &Sheet) -> Sheet {
    let words = Wording::new(&sheet.words);
    let mut sheet = sheet.clone();
    words.change(&mut sheet.title);
    let sentences = sheet.rules.iter_mut().chain(&mut sheet.notes);
    let sentences = sentences.chain(&mut sheet.answer).chain(&mut sheet.advice);
    sentences.for_each(|text| words.change(text));
    for column in &mut sheet.columns {
        words.change(&mut column.title);
    }
    for (column, cell) in &mut sheet.totals {
        words.change(&mut column.title);
        words.cell(cell);
    }
    let is_ours = sheet.layout == Layout::Cards;
    for cell in sheet.rows.iter_mut().flatten() {
        match cell {
            Cell::Text(text) if is_ours => words.change(text),
            cell => words.cell(cell),
        }
    }
    sheet.charts.iter_mut().for_each(|chart| words.chart(chart));
    sheet
}

/// Words and what replaces them.
struct Wording(Vec<(String, String)>);

/// Whether a letter belongs to a word.
fn is_inside(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.' | '/')
}

/// Adapts an article at the end of a text to the next word: `an ally`, `a mentor`.
fn lead(text: &mut String, next: &str) {
    let Some(before) = text.strip_suffix(' ') else {
        return;
    };
    let article = before.rsplit(|c: char| !is_inside(c)).next().unwrap_or("");
    let is_vowel = next.starts_with(|c: char| "aeiou".contains(c.to_ascii_lowercase()));
    let right = match (article, is_vowel) {
        ("a", true) => "an ",
        ("A", true) => "An ",
        ("an", false) => "a ",
        ("An", false) => "A ",
        _ => return,
    };
    text.truncate(before.len() - article.len());
    text.push_str(right);
}

impl Wording {
    fn new(words: &OwnWords) -> Self {
        let both = |(word, own): (&'static str, &str)| {
            [
                (word.to_owned(), own.to_owned()),
                (plural(word), plural(own)),
            ]
        };
        Self(words.iter().flat_map(both).collect())
    }

    /// The replacement of a word, capitalized if the word is, unless it is an initialism.
    fn own(&self, word: &str) -> Option<String> {
        let is_word = |(known, _): &&(String, String)| known.eq_ignore_ascii_case(word);
        let (_, own) = self.0.iter().find(is_word)?;
        let mut letters = own.chars();
        let first = letters.next()?;
        let is_capital = |at| word.chars().nth(at).is_some_and(char::is_uppercase);
        Some(match is_capital(0) && !is_capital(1) {
            true => first.to_uppercase().chain(letters).collect(),
            false => own.clone(),
        })
    }

    /// Replaces the words in a sentence, except between backticks.
    fn change(&self, text: &mut String) {
        let mut changed = String::with_capacity(text.len());
        for (at, part) in text.split('`').enumerate() {
            if at > 0 {
                changed.push('`');
            }
            if at % 2 == 1 {
                changed.push_str(part);
            } else {
                self.plain(part, &mut changed);
            }
        }
        *text = changed;
    }

    fn plain(&self, text: &str, changed: &mut String) {
        for piece in text.split_inclusive(|c: char| !is_inside(c)) {
            let word = piece.trim_end_matches(|c: char| !is_inside(c));
            let bare = word.trim_end_matches('.');
            match self.own(bare) {
                Some(own) => {
                    lead(changed, &own);
                    changed.push_str(&own);
                    changed.push_str(&piece[bare.len()..]);
                }
                None => changed.push_str(piece),
            }
        }
    }

    /// Replaces the word in a cell that contains nothing else, such as the system of a case. What people wrote stays.
    fn cell(&self, cell: &mut Cell) {
        match cell {
            Cell::Text(text) => {
                if let Some(own) = self.own(text) {
                    *text = own;
                }
            }
            Cell::List(items) => {
                for item in items {
                    if let Some(own) = self.own(item) {
                        *item = own;
                    }
                }
            }
            _ => {}
        }
    }

    fn chart(&self, chart: &mut Chart) {
        let (heading, summary) = match chart {
            Chart::Bars(bars) => {
                for bar in &mut bars.bars {
                    self.change(&mut bar.label);
                }
                bars.parts.iter_mut().for_each(|part| self.change(part));
                (&mut bars.heading, &mut bars.summary)
            }
            Chart::Curve(curve) => (&mut curve.heading, &mut curve.summary),
            Chart::Spans(spans) => {
                for span in &mut spans.spans {
                    self.change(&mut span.label);
                }
                (&mut spans.heading, &mut spans.summary)
            }
        };
        self.change(heading);
        self.change(summary);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::{Format, Look, render};
    use crate::report::Column;

    fn sheet() -> Sheet {
        let mut sheet = Sheet::new("mentors", "Mentors", "T", "2026-11-21".parse().unwrap());
        sheet.words = OwnWords::of(&[("mentor", "Peer Parent"), ("cps", "DCS"), ("match", "pair")]);
        sheet.columns = ["mentor", "system", "note"].map(Column::text).to_vec();
        sheet.rows = vec![vec![
            Cell::text("m-9x2dh"),
            Cell::text("cps"),
            Cell::text("a mentor said so"),
        ]];
        sheet.notes = vec!["mentors in matches; see `mentor`, not mentoring.".to_owned()];
        sheet
    }

    fn rendered(format: Format) -> String {
        String::from_utf8(render(&[sheet()], format, &Look::default()).unwrap()).unwrap()
    }

    #[test]
    fn pages_say_the_words_of_the_program_and_leave_what_people_wrote() {
        for format in [Format::Text, Format::Html, Format::Markdown] {
            let page = rendered(format);
            for said in [
                "Peer Parents",
                "DCS",
                "pairs",
                "a mentor said so",
                "mentoring.",
            ] {
                assert!(page.contains(said), "{said} in {page}");
            }
            assert!(!page.contains("cps"), "{page}");
        }
    }

    #[test]
    fn a_word_keeps_its_capital_has_its_plural_and_its_article() {
        let own = OwnWords::of(&[("mentor", "ally"), ("area", "ZIP code"), ("cft", "meeting")]);
        let words = Wording::new(&own);
        for (ours, theirs) in [
            ("Mentors", "Allies"),
            ("parents with a mentor", "parents with an ally"),
            (
                "A mentor (a mentor) of an area",
                "An ally (an ally) of a ZIP code",
            ),
            ("2 mentors; see `a mentor`", "2 allies; see `a mentor`"),
            ("p-a mentor", "p-a ally"),
            ("held CFT", "held meeting"),
        ] {
            let mut text = ours.to_owned();
            words.change(&mut text);
            assert_eq!(text, theirs);
        }
    }

    #[test]
    fn keys_and_values_for_programs_stay() {
        assert_eq!(
            rendered(Format::Csv).lines().take(2).collect::<Vec<_>>(),
            ["mentor,system,note", "m-9x2dh,cps,a mentor said so"]
        );
        let json = rendered(Format::Json);
        assert!(json.contains("\"mentor\"") && json.contains("\"cps\"") && !json.contains("DCS"));
    }
}
