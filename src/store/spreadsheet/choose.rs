//! Which of several sheets is read.

use super::wrong::Wrong;
use crate::record::schema::quoted;

/// The sheet to read: the one of that name, else the first one that is not hidden.
pub(super) fn choose<'n>(
    sheets: &[(&'n str, bool)],
    wanted: Option<&str>,
) -> Result<&'n str, Wrong> {
    let found = match wanted {
        None => sheets
            .iter()
            .find(|(_, hidden)| !hidden)
            .or_else(|| sheets.first()),
        Some(wanted) => sheets
            .iter()
            .find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted.trim())),
    };
    found.map(|(name, _)| *name).ok_or_else(|| {
        let why = wanted.map_or_else(
            || "it has no sheet".to_owned(),
            |wanted| format!("it has no sheet `{wanted}`"),
        );
        let names: Vec<&str> = sheets.iter().map(|(name, _)| *name).collect();
        Wrong::new(
            why,
            format!(
                "its sheets are {}; `sheet` of the map names one",
                quoted(&names)
            ),
        )
    })
}
