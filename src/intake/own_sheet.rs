//! The sheet to sign in on that `peer print` makes: it is known by its heads, and taken in without a map on file.

use super::cell::clean;
use crate::record::intake::{Intake, SheetRow};
use crate::record::{Day, GroupId, read};

/// What heads the hidden column of ids, before and after the group.
const HEAD: (&str, &str) = ("Id (group ", ")");

/// The map of a sheet that `peer print` made; `None` where it is another sheet.
#[must_use]
pub fn own_sheet(rows: &[SheetRow]) -> Option<Intake> {
    let heads = rows.iter().take(10).find_map(|row| {
        let cells: Vec<String> = row.cells.iter().map(|cell| clean(cell)).collect();
        let group = cells.iter().find_map(|cell| {
            let group = cell.strip_prefix(HEAD.0)?.strip_suffix(HEAD.1)?;
            group.parse::<GroupId>().ok()
        })?;
        let days = cells.iter().filter(|cell| cell.parse::<Day>().is_ok());
        (days.count() == 1).then_some(group)
    })?;
    let map = format!(
        "kind = \"attendance\"\nnew_people = true\n\
         [[column]]\nheader = \"{}{heads}{}\"\nfield = \"participants\"\n\
         [[column]]\nheader = \"Name\"\nfield = \"name\"\n\
         [[column]]\nheader = \"Children in childcare\"\nfield = \"children_in_childcare\"\n\
         [[constant]]\nfield = \"group\"\nvalue = \"{heads}\"\n\
         [grid]\npresent = [\"x\", \"✓\", \"✔\", \"1\", \"p\", \"y\", \"yes\", \"present\", \"here\", \"si\", \"true\"]\n\
         no_show = [\"ns\"]\nabsent = [\"-\", \"0\", \"a\", \"n\", \"no\", \"absent\", \"excused\", \"false\"]\n\
         anonymous = [\"Visitors\"]\nled_by = [\"Led by\"]\ndates = [\"iso\"]\n",
        HEAD.0, HEAD.1
    );
    read::record(&map).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(heads: &[&str]) -> Vec<SheetRow> {
        let row = |number, cells: &[&str]| SheetRow {
            number,
            cells: cells.iter().map(|cell| (*cell).into()).collect(),
        };
        vec![
            row(1, &["", "Sign-in: wednesday, 2026-11-25"]),
            row(3, heads),
        ]
    }

    #[test]
    fn a_sheet_of_our_own_is_known_by_its_heads() {
        let ours = [
            "Id (group wednesday)",
            "Name",
            "2026-11-25",
            "Children in childcare",
            "Signature",
        ];
        let map = own_sheet(&rows(&ours)).unwrap();
        assert_eq!(map.constant("group"), Some("wednesday"));
        assert_eq!(map.new_people, Some(true));
        assert!(own_sheet(&rows(&["Id", "Name", "2026-11-25"])).is_none());
        assert!(own_sheet(&rows(&["Id (group wednesday)", "Name"])).is_none());
        assert!(own_sheet(&rows(&["Id (group Wednesday \"x\")", "2026-11-25"])).is_none());
    }
}
