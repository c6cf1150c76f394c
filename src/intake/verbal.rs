//! Consents by word of mouth: nothing is recorded until somebody signs, and the person is enrolled all the same.

use super::cell::clean;
use super::layout::Layout;
use crate::register::fold;

/// Whether a cell of a consent says that it was given by word of mouth: `verbal`, `verbal ok 9/3`.
pub(super) fn is_verbal(field: &str, text: &str) -> bool {
    const SAID: [&str; 5] = ["verbal", "verbally", "oral", "orally", "by phone"];
    let is_consent = field
        .strip_prefix("consent.")
        .is_some_and(|kind| !kind.contains('.'));
    let padded = format!(" {} ", fold(text));
    is_consent
        && SAID
            .iter()
            .any(|word| padded.contains(&format!(" {word} ")))
}

/// The rows with such consents, with the command that records one.
pub fn verbal_consents(layout: &Layout<'_>) -> Vec<String> {
    let columns = layout.columns.iter();
    let told = columns.filter_map(|placed| {
        let kind = placed.column.field.strip_prefix("consent.")?;
        let rows = layout.rows_where(|row| {
            let cell = row.cells.get(placed.place).map(|cell| clean(cell));
            cell.is_some_and(|cell| is_verbal(&placed.column.field, &cell))
        })?;
        Some(format!(
            "`{}`: a consent by word of mouth is not recorded ({rows}); once it is signed: `peer add consent WHO {kind} --on DAY`",
            placed.column.header
        ))
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::is_verbal;

    #[test]
    fn a_consent_by_word_of_mouth_is_known() {
        for text in ["verbal", "verbal ok 9/3", "Verbally 9/21", "oral"] {
            assert!(is_verbal("consent.services", text), "{text}");
        }
        assert!(!is_verbal("consent.services", "9/3") && !is_verbal("consent.services", "yes"));
        assert!(!is_verbal("note", "verbal") && !is_verbal("consent.services.expires", "verbal"));
    }
}
