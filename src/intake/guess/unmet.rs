//! Cells of a column of lengths that say no length: nothing, or that they did not meet.

use std::collections::BTreeMap;

use super::values::toml;
use crate::intake::not_held::{Unmet, unmet};
use crate::intake::words::is_nothing;
use crate::record::{Status, counted};

/// What such cells mean, as lines of `values`: a status, nothing, or a question.
pub(super) fn no_lengths(cells: &[String]) -> String {
    let mut said: BTreeMap<String, (&String, usize)> = BTreeMap::new();
    for cell in cells {
        said.entry(cell.to_lowercase()).or_insert((cell, 0)).1 += 1;
    }
    let line = |(cell, count): &(&String, usize)| {
        let (means, how) = match unmet(cell) {
            Some(Unmet::Status(status)) => (status.word(), "they did not meet".to_owned()),
            Some(Unmet::Unclear) => {
                let words = Status::WORDS[1..].join(", ");
                ("?", format!("they did not meet: write {words}"))
            }
            None if is_nothing(cell) => ("", "nothing".to_owned()),
            None => return String::new(),
        };
        let line = toml(&format!("{cell} -> {means}"));
        format!("    {line}, # {}; {how}\n", counted(*count, "cell"))
    };
    let lines: String = said.values().map(line).collect();
    match lines.is_empty() {
        true => String::new(),
        false => format!("values = [\n{lines}]\n"),
    }
}
