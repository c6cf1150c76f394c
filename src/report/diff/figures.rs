//! The figures of sheets, each by the words of its row.

use std::collections::BTreeMap;

use crate::measure::ALL;
use crate::report::{Cell, Sheet};

/// Identifies a figure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The place of its report among the requested ones.
    pub sheet: usize,
    /// The words of its row: the days, the service, the group of people.
    pub row: String,
    /// The place of its column.
    pub column: usize,
    /// Its name; a part of it comes after a dot.
    pub figure: String,
}

/// Figures by key.
pub type Figures = BTreeMap<Key, Cell>;

/// The figures of some sheets.
#[must_use]
pub fn figures(sheets: &[Sheet]) -> Figures {
    let mut all = Figures::new();
    for (at, sheet) in sheets.iter().enumerate() {
        for row in &sheet.rows {
            let named = || {
                let cells = sheet.columns.iter().zip(row);
                cells.filter(|(column, _)| column.is_printed)
            };
            let words = named()
                .filter(|(column, _)| column.is_key())
                .filter_map(|(_, cell)| match cell {
                    Cell::Text(text) => Some(text.as_str()),
                    Cell::All => Some(ALL),
                    _ => None,
                });
            let label = words.collect::<Vec<_>>().join(" ");
            for (column, (about, cell)) in named().enumerate() {
                take(
                    &mut all,
                    Key {
                        sheet: at,
                        row: label.clone(),
                        column,
                        figure: about.name.to_owned(),
                    },
                    cell,
                );
            }
        }
    }
    all
}

fn take(all: &mut Figures, key: Key, cell: &Cell) {
    match cell {
        Cell::Count(_) | Cell::Number(..) | Cell::Rate(_) | Cell::Bool(_) => {
            all.insert(key, cell.clone());
        }
        Cell::Parts(parts) => parts.iter().for_each(|(part, cell)| {
            take(
                all,
                Key {
                    figure: format!("{}.{part}", key.figure),
                    ..key.clone()
                },
                cell,
            );
        }),
        // An unknown value counts like a missing one.
        Cell::Unknown
        | Cell::All
        | Cell::Masked(_)
        | Cell::Text(_)
        | Cell::Day(_)
        | Cell::List(_) => {}
    }
}
