//! Merging the texts of one file, held to the rules that a record can be held to by itself.

use crate::check::check;
use crate::record::{Day, Finding, Program, Records, read};
use crate::register::Register;
use crate::store::{Change, Directory, MARKER, Merged, Sides, Unmergeable, after, check_text, merge};

/// Merges the three texts of the file at `path` from the root of the directory of this program. What breaks a rule that
/// neither side broke is a conflict.
///
/// # Errors
/// The file cannot be merged by what it says, and git's merge of lines is left.
pub fn merged(path: &str, program: &Program, sides: &Sides<'_>, today: Day) -> Result<Merged, Unmergeable> {
    merge(path, program.identities(), sides, &|text| alone(path, program, text, today))
}

/// What is wrong with a text as the only file of a directory.
fn alone(path: &str, program: &Program, text: &str, today: Day) -> Vec<Finding> {
    if path == MARKER {
        let program = read::record::<Program>(text).unwrap_or_else(|_| program.clone());
        return check(&Register::new(Records::new(program)), today);
    }
    let directory = Directory::of_texts(program.clone());
    let mut change = Change::default();
    change.create(path, text);
    let records = after(&directory, &Records::new(program.clone()), &change);
    let mut found = check_text(&directory, path, text);
    found.extend(check(&Register::new(records), today));
    found
}
