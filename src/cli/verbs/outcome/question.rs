//! The question that an argument means.

use std::path::Path;

use crate::cli::failure::Failure;
use crate::intake::answer::question_of;
use crate::record::{Entry, Question, Word};
use crate::register::Register;
use crate::store::spreadsheet;

/// The question with that id, whose id starts with it, or whose file it is: its own file or its sheet.
///
/// # Errors
/// There is none, or several start with it.
pub(super) fn question<'r>(
    register: &'r Register,
    typed: &str,
) -> Result<&'r Entry<Word, Question>, Failure> {
    let all = &register.records().outcomes;
    let path = Path::new(typed);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let mut named = all.iter();
    if let Some(entry) = named.find(|entry| [typed, &*stem].contains(&entry.id.as_str())) {
        return Ok(entry);
    }
    if path.is_file() {
        let sheet = spreadsheet(path, None)?;
        return question_of(&sheet.rows, register).ok_or_else(|| {
            Failure::new(format!("{typed} is not the sheet of a question on file"))
                .help("choose a question: `peer list outcomes` lists them")
        });
    }
    let begins: Vec<_> = all
        .iter()
        .filter(|entry| entry.id.as_str().starts_with(typed))
        .collect();
    match begins.as_slice() {
        [one] => Ok(one),
        [] => Err(Failure::new(format!("there is no question `{typed}`"))
            .help("`peer list outcomes` lists them; `peer outcome ask` makes one")),
        several => {
            let ids: Vec<&str> = several.iter().map(|entry| entry.id.as_str()).collect();
            Err(
                Failure::new(format!("several questions start with `{typed}`"))
                    .help(format!("it is one of {}", ids.join(", "))),
            )
        }
    }
}
