//! The sections of a packed month: converting a session's own file to its table in the month, and back.

use std::collections::BTreeMap;

use toml_edit::{DocumentMut, Item, Table};

use super::canonical::raw;
use super::error::StoreError;

/// Parses a text as a document.
pub(super) fn parse(path: &str, text: &str) -> Result<DocumentMut, StoreError> {
    text.trim_start_matches('\u{feff}')
        .parse::<DocumentMut>()
        .map_err(|error| StoreError::Uneditable {
            path: path.to_owned(),
            why: error.message().to_owned(),
        })
}

/// The table of a session in a packed month, in any notation: with a heading, inline, or with dotted keys.
pub(super) fn own_table(path: &str, id: &str, item: Item) -> Result<Table, StoreError> {
    let why = || StoreError::Uneditable {
        path: path.to_owned(),
        why: format!("`{id}` is not a table"),
    };
    let mut table = item.into_table().map_err(|_| why())?;
    table.set_dotted(false);
    Ok(table)
}

/// The table that a single file becomes. A comment at the end of the file is kept above the table's heading.
pub(super) fn section(path: &str, text: &str) -> Result<Table, StoreError> {
    let document = parse(path, text)?;
    let trailing = document
        .trailing()
        .as_str()
        .unwrap_or("")
        .trim_end()
        .to_owned();
    let mut table = document.into_table();
    table.set_implicit(false);
    table.set_position(None);
    let above = if trailing.is_empty() {
        String::new()
    } else {
        format!("{}\n", trailing.trim_start_matches('\n'))
    };
    table.decor_mut().set_prefix(above);
    forget_positions(&mut table);
    Ok(table)
}

/// Makes sub-tables follow their table instead of keeping their position in the file.
fn forget_positions(table: &mut Table) {
    for (_, item) in table.iter_mut() {
        match item {
            Item::Table(inner) => {
                inner.set_position(None);
                forget_positions(inner);
            }
            Item::ArrayOfTables(entries) => entries.iter_mut().for_each(|entry| {
                entry.set_position(None);
                forget_positions(entry);
            }),
            _ => {}
        }
    }
}

/// The text of a packed month with these sections, and with `rest` below the last.
pub(super) fn month_text(sections: BTreeMap<String, Table>, rest: &str) -> String {
    let mut document = DocumentMut::new();
    for (at, (id, mut table)) in sections.into_iter().enumerate() {
        let above = raw(table.decor().prefix())
            .trim_start_matches('\n')
            .to_owned();
        table
            .decor_mut()
            .set_prefix(if at == 0 { above } else { format!("\n{above}") });
        table.set_position(None);
        forget_positions(&mut table);
        document.insert(&id, Item::Table(table));
    }
    document.set_trailing(rest);
    document.to_string()
}

/// The text of the single file that a table becomes; the comments above and after its heading go to the end.
pub(super) fn single(mut table: Table, below: &str) -> String {
    let above = raw(table.decor().prefix())
        .trim_start_matches('\n')
        .to_owned();
    let behind = match raw(table.decor().suffix()).trim() {
        "" => String::new(),
        comment => format!("{comment}\n"),
    };
    table.decor_mut().set_prefix("");
    table.decor_mut().set_suffix("");
    forget_positions(&mut table);
    let mut document = DocumentMut::from(table);
    document.set_trailing(above + &behind + below);
    document.to_string()
}
