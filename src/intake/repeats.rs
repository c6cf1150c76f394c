//! Rows that say themselves that they repeat another: `DUPLICATE?`, `same as row 4`, `see Maria`.

use super::cell::clean;
use super::layout::Layout;
use super::not_held::{begins, is_of_status};
use crate::record::intake::SheetRow;
use crate::register::fold;

/// What such a cell begins with.
const REPEATS: [&str; 12] = [
    "duplicate",
    "possible duplicate",
    "poss duplicate",
    "dup",
    "poss dup",
    "dupe",
    "duplicado",
    "duplicada",
    "same as row",
    "same as line",
    "same as above",
    "same person",
];

/// What a status begins with that says so; in a note it may mean anything.
const REPEATS_IN_A_STATUS: [&str; 3] = ["same as", "see", "repeat"];

/// Why a row of nobody known is refused: it says that it repeats another.
pub(super) fn repeats(layout: &Layout<'_>, row: &SheetRow) -> Option<String> {
    let cells = row.cells.iter().zip(&layout.headers);
    let mut cells = cells.map(|(cell, header)| (clean(cell), header));
    let (cell, header) = cells.find(|(cell, header)| is_a_repeat(cell, header))?;
    Some(format!(
        "`{header}` says `{cell}`, and no person on file and no earlier row looks like this one: delete the row, or, if it is \
         somebody new, empty that cell"
    ))
}

/// Whether a cell says that its row repeats another.
pub(super) fn is_a_repeat(cell: &str, header: &str) -> bool {
    let folded = fold(cell);
    let says = |all: &[&str]| all.iter().any(|words| begins(&folded, words));
    says(&REPEATS) || is_of_status(header) && says(&REPEATS_IN_A_STATUS)
}

#[cfg(test)]
mod tests {
    use super::is_a_repeat;

    #[test]
    fn a_cell_says_that_its_row_repeats_another() {
        for cell in ["DUPLICATE?", "dup", "Dup.", "same as row 4", "see Maria"] {
            assert!(is_a_repeat(cell, "Status"), "{cell}");
        }
        assert!(is_a_repeat("same as above?", "Comments"));
        for (cell, header) in [
            ("see case plan", "Comments"),
            ("same address as mom", "Comments"),
            ("Duperre", "Name"),
            ("Active", "Status"),
        ] {
            assert!(!is_a_repeat(cell, header), "{cell}");
        }
    }
}
