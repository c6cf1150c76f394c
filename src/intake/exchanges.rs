//! Texts that went to and fro, as `text x3` in a column of ways of contact: one session.

use super::cell::clean;
use super::layout::Layout;
use super::row_list::rows;
use super::{Plan, RowOutcome};
use crate::record::schema::quoted;
use crate::register::fold;

/// Words for texts.
const TEXTS: [&str; 9] = [
    "text", "texts", "txt", "txts", "tx", "sms", "messages", "msgs", "msg",
];

/// Whether a word says how many times: `x2`, `3x`.
pub(super) fn is_times(word: &str) -> bool {
    let number = word.strip_prefix('x').or_else(|| word.strip_suffix('x'));
    number.is_some_and(|number| number.parse::<u8>().is_ok_and(|times| times > 1))
}

/// A cell that counts texts, without the count.
pub(super) fn uncounted(cell: &str) -> Option<String> {
    let words = cell.split_whitespace();
    let (times, others): (Vec<&str>, Vec<&str>) = words.partition(|word| is_times(&fold(word)));
    let text = others.join(" ");
    let folded = fold(&text);
    let is_of_texts = folded
        .split(' ')
        .all(|word| TEXTS.contains(&word) || word == "message");
    (!times.is_empty() && is_of_texts).then_some(text)
}

/// The rows of new sessions that count texts.
#[must_use]
pub fn exchanges_told(layout: &Layout<'_>, plan: &Plan) -> Vec<String> {
    let mut told: Vec<(usize, String)> = Vec::new();
    for row in &layout.rows {
        let mut ways = layout
            .columns
            .iter()
            .filter(|placed| ["mode", "kind"].contains(&&*placed.column.field))
            .filter_map(|placed| row.cells.get(placed.place).map(|cell| clean(cell)));
        let is_new = plan.outcomes.get(&row.number) == Some(&RowOutcome::New);
        let counted = ways.find(|cell| uncounted(cell).is_some());
        told.extend(counted.filter(|_| is_new).map(|cell| (row.number, cell)));
    }
    if told.is_empty() {
        return Vec::new();
    }
    let numbers: Vec<usize> = told.iter().map(|(row, _)| *row).collect();
    let mut cells: Vec<&str> = told.iter().map(|(_, cell)| cell.as_str()).collect();
    cells.sort_unstable();
    cells.dedup();
    vec![format!(
        "{} is taken as one session in {}: how many texts it was is not kept",
        quoted(&cells),
        rows(&numbers)
    )]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_counted_and_calls_are_not() {
        for (cell, text) in [
            ("text x3", "text"),
            ("Text X2", "Text"),
            ("3x texts", "texts"),
            ("text message (x2)", "text message"),
        ] {
            assert_eq!(uncounted(cell).as_deref(), Some(text), "{cell}");
        }
        for cell in ["Phone x2", "text", "x3", "text and call x2", "text x1"] {
            assert_eq!(uncounted(cell), None, "{cell}");
        }
    }
}
