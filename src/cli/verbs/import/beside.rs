//! What a sheet shows besides the texts of its cells, for the screen.

use std::collections::BTreeMap;

use super::summary::row_numbers;
use crate::cli::peer::Peer;
use crate::intake::Layout;
use crate::record::counted;
use crate::store::{Beside, NamedCells, Spreadsheet};

/// Says which cells have comments, and which rows are struck out or hidden: where they are, not what they contain.
pub(super) fn tell(peer: &Peer, read: &Spreadsheet) {
    let Beside {
        comments,
        struck_cells,
        struck,
        hidden,
    } = &read.beside;
    let note = |text: String| peer.screen.note(&text);
    if comments.count > 0 {
        note(format!(
            "{} {} comments, which are not imported: {}: read them, and write what matters into a column",
            counted(comments.count, "cell"),
            if comments.count == 1 { "has" } else { "have" },
            names(comments)
        ));
    }
    let are = |count: usize| if count == 1 { "is" } else { "are" };
    if !struck.is_empty() {
        note(format!(
            "{} {} struck out: {}",
            counted(struck.len(), "row"),
            are(struck.len()),
            row_numbers(struck)
        ));
    }
    if struck_cells.count > 0 {
        note(format!(
            "{} {} struck out in rows that are not: {}: they are read as the others",
            counted(struck_cells.count, "cell"),
            are(struck_cells.count),
            names(struck_cells)
        ));
    }
    let is_filled = |number: &&usize| {
        let found = read.rows.binary_search_by_key(*number, |row| row.number);
        found.is_ok()
    };
    let hidden: Vec<usize> = hidden.iter().filter(is_filled).copied().collect();
    if !hidden.is_empty() {
        note(format!(
            "{} {} hidden in the sheet and {} read as the others: {}",
            counted(hidden.len(), "row"),
            are(hidden.len()),
            are(hidden.len()),
            row_numbers(&hidden)
        ));
    }
}

fn names(cells: &NamedCells) -> String {
    let more = if cells.count > cells.first.len() {
        ", …"
    } else {
        ""
    };
    format!("{}{more}", cells.first.join(", "))
}

/// Rows that are refused because they are struck out, with the reason.
pub(super) fn struck_out(layout: &Layout<'_>, read: &Spreadsheet) -> BTreeMap<usize, String> {
    let rows = layout.rows.iter().map(|row| row.number);
    let struck = rows.filter(|row| read.beside.struck.binary_search(row).is_ok());
    struck
        .map(|row| {
            let why = "it is struck out in the sheet: delete the row; if it counts, keep it in the file of refused rows and import that file";
            (row, why.to_owned())
        })
        .collect()
}
