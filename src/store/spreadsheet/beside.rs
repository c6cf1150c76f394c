//! What a workbook shows besides the texts of its cells: comments, hidden rows, struck-out text.
//!
//! A comment may say something important, such as a number that must not be called, but it is not the text of a cell
//! and becomes part of no record. So only its place is returned, never what it says.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::opendocument::{attribute, next, xml};
use super::package::Package;
use super::rows::{Beside, NAMED, NamedCells, name};
use super::wrong::Wrong;

/// The length of the longest cell name, `XFD1048576`.
const LONGEST: usize = 10;

/// What is struck out in a sheet, cell by cell.
#[derive(Debug, Default)]
pub(super) struct Struck(BTreeMap<u64, (usize, NamedCells)>);

impl Struck {
    /// Adds a filled cell; row and column are counted from 0.
    pub fn look(&mut self, row: u64, column: u64, is_struck: bool) {
        let (filled, struck) = self.0.entry(row).or_default();
        *filled += 1;
        if is_struck {
            struck.add(name(row, column));
        }
    }

    /// Adds the result to `beside`.
    pub fn tell(self, beside: &mut Beside) {
        for (row, (filled, struck)) in self.0 {
            if struck.count == filled {
                beside.struck.push(number(row));
                continue;
            }
            beside.struck_cells.count += struck.count;
            let left = NAMED - beside.struck_cells.first.len();
            let first = struck.first.into_iter().take(left);
            beside.struck_cells.first.extend(first);
        }
    }
}

fn number(row: u64) -> usize {
    usize::try_from(row).unwrap_or(usize::MAX).saturating_add(1)
}

/// Finds the comments and the hidden rows of an Excel sheet. Anything the workbook stores in an unusual way is not
/// found, but its cells are still read.
pub(super) fn of_excel(package: &mut Package<'_>, sheet: &str) -> Beside {
    let mut beside = Beside::default();
    let Some(path) = path_of(package, sheet) else {
        return beside;
    };
    let hidden = each(package, &path, "row", |tag| {
        let is_hidden = attribute(tag, "hidden").is_some_and(|said| said == "1" || said == "true");
        let row = attribute(tag, "r").filter(|_| is_hidden);
        row.and_then(|row| row.parse().ok())
    });
    beside.hidden = hidden;
    for part in related(package, &path, "/comments") {
        let cells = each(package, &part, "comment", |tag| {
            attribute(tag, "ref").filter(|cell| is_cell(cell))
        });
        for cell in cells {
            beside.comments.add(cell);
        }
    }
    beside
}

/// Whether a text is the name of a cell, so that nothing else is shown in its place.
fn is_cell(text: &str) -> bool {
    text.len() <= LONGEST && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The part of the sheet with that name.
fn path_of(package: &mut Package<'_>, sheet: &str) -> Option<String> {
    let book = "xl/workbook.xml";
    let ids = each(package, book, "sheet", |tag| {
        let is_it = attribute(tag, "name").as_deref() == Some(sheet);
        attribute(tag, "r:id").filter(|_| is_it)
    });
    let wanted = ids.into_iter().next()?;
    let paths = each(package, &relations_of(book), "Relationship", |tag| {
        let is_it = attribute(tag, "Id").as_deref() == Some(wanted.as_str());
        attribute(tag, "Target").filter(|_| is_it)
    });
    paths.first().map(|path| beside_part(book, path))
}

/// The parts of a given type that a part refers to.
fn related(package: &mut Package<'_>, part: &str, sort: &str) -> Vec<String> {
    let found = each(package, &relations_of(part), "Relationship", |tag| {
        let is_of_it = attribute(tag, "Type").is_some_and(|known| known.ends_with(sort));
        attribute(tag, "Target").filter(|_| is_of_it)
    });
    let paths = found.iter().map(|path| beside_part(part, path));
    paths.collect()
}

/// The part that lists what a part refers to.
fn relations_of(part: &str) -> String {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    format!("{folder}/_rels/{file}.rels")
}

/// A path as given by a part, converted to one from the top of the archive.
fn beside_part(part: &str, path: &str) -> String {
    if let Some(whole) = path.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut folders: Vec<&str> = part.split('/').collect();
    folders.pop();
    for step in path.split('/') {
        match step {
            ".." => drop(folders.pop()),
            "." => {}
            step => folders.push(step),
        }
    }
    folders.join("/")
}

/// What `take` returns for each tag with a given name in a part, up to the first point that is not XML.
fn each<T>(
    package: &mut Package<'_>,
    part: &str,
    wanted: &str,
    mut take: impl FnMut(&BytesStart<'_>) -> Option<T>,
) -> Vec<T> {
    let mut all = Vec::new();
    let mut read = || -> Result<(), Wrong> {
        let mut reader = xml(package.part(part)?);
        let mut buffer = Vec::new();
        while let Some(event) = next(&mut reader, &mut buffer)? {
            if let Event::Start(tag) = event
                && tag.local_name().as_ref() == wanted
            {
                all.extend(take(&tag));
            }
        }
        Ok(())
    };
    // Damage here does not affect the cells.
    let _ = read();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_read_from_the_part_that_names_it() {
        for (part, path, wanted) in [
            (
                "xl/workbook.xml",
                "worksheets/sheet1.xml",
                "xl/worksheets/sheet1.xml",
            ),
            (
                "xl/workbook.xml",
                "/xl/worksheets/s.xml",
                "xl/worksheets/s.xml",
            ),
            (
                "xl/worksheets/sheet1.xml",
                "../comments1.xml",
                "xl/comments1.xml",
            ),
            ("xl/worksheets/sheet1.xml", "../../../../a.xml", "a.xml"),
        ] {
            assert_eq!(beside_part(part, path), wanted);
        }
        assert_eq!(
            relations_of("xl/workbook.xml"),
            "xl/_rels/workbook.xml.rels"
        );
    }

    #[test]
    fn a_row_is_struck_out_if_all_of_it_is() {
        let mut struck = Struck::default();
        for (row, column, is_struck) in [(0, 0, true), (0, 1, false), (6, 0, true), (6, 2, true)] {
            struck.look(row, column, is_struck);
        }
        let mut beside = Beside::default();
        struck.tell(&mut beside);
        assert_eq!(beside.struck, [7]);
        assert_eq!(
            (beside.struck_cells.count, beside.struck_cells.first),
            (1, vec!["A1".to_owned()])
        );
    }
}
