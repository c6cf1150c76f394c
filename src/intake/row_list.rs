//! Rows by their numbers, for a sentence.

/// The most rows that a sentence names.
const SHOWN: usize = 12;

/// `row 3`, or `rows 3, 8`, without those beyond a dozen.
pub(super) fn rows(numbers: &[usize]) -> String {
    let shown = numbers.iter().take(SHOWN).map(ToString::to_string);
    let shown: Vec<String> = shown.collect();
    let more = if numbers.len() > SHOWN { ", …" } else { "" };
    let noun = if numbers.len() == 1 { "row" } else { "rows" };
    format!("{noun} {}{more}", shown.join(", "))
}
