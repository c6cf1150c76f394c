//! Rows about a day of which a contact is on file that says something else: a slip, or a second contact.

use super::SessionImport;
use crate::intake::cell::clean;
use crate::intake::facts::get;
use crate::intake::headings::{AGAIN, header};
use crate::intake::words::{is_no, is_nothing};
use crate::record::intake::SheetRow;
use crate::record::schema::quoted;
use crate::record::{Fields, SessionId};

/// What tells one contact of a day from another.
const OF_A_CONTACT: [&str; 4] = ["minutes", "mode", "meeting", "status"];

impl SessionImport<'_> {
    /// Whether a row says that it is a further contact of its day.
    pub(super) fn is_again(&self, row: &SheetRow) -> bool {
        let mut cells = self.context.layout.headers.iter().zip(&row.cells);
        cells.any(|(name, cell)| {
            let cell = clean(cell);
            header(name) == AGAIN && !cell.is_empty() && !is_no(&cell) && !is_nothing(&cell)
        })
    }
}

/// Why a row is refused that says another length, way or status than the session on file; none if it only says more.
pub(super) fn may_be_another(
    session: &SessionId,
    known: &Fields,
    beyond: &Fields,
) -> Option<String> {
    let differs =
        |(key, _): &&(&'static str, _)| OF_A_CONTACT.contains(key) && get(known, key).is_some();
    let other: Vec<_> = beyond.iter().filter(differs).collect();
    if other.is_empty() {
        return None;
    }
    let keys: Vec<&str> = other.iter().map(|(key, _)| *key).collect();
    let set: Vec<String> = other
        .iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    Some(format!(
        "{session} is on file and says something else about {}: if the row is right, `peer set {session} {}`; if it was \
         another contact of that day, write 2 in a column headed `Again`",
        quoted(&keys),
        set.join(" ")
    ))
}
