//! What several verbs do to a match: begin it, end it, decline it.

use super::failure::Failure;
use super::peer::Peer;
use crate::record::pairing::DeclinedBy;
use crate::record::{Datum, Day, Kind, Word};
use crate::register::Pairing;
use crate::store::{Change, Directory};

/// Ends a match on a day.
///
/// # Errors
/// The file cannot be edited, or the match began later.
pub fn end(
    peer: &Peer,
    directory: &Directory,
    entry: &Pairing,
    on: Day,
    reason: &Word,
    change: &mut Change,
) -> Result<(), Failure> {
    let mut edit = peer.open_place(directory, &entry.place, Kind::Match)?;
    edit.set_inner("ended", "on", &Datum::Day(on));
    edit.set_inner("ended", "reason", &Datum::Text(reason.to_string()));
    change.replace(edit.path(), edit.original(), edit.text());
    Ok(())
}

/// Records who said no to a proposal.
///
/// # Errors
/// The file cannot be edited.
pub fn decline(
    peer: &Peer,
    directory: &Directory,
    entry: &Pairing,
    on: Day,
    by: DeclinedBy,
    reason: Option<&Word>,
    change: &mut Change,
) -> Result<(), Failure> {
    let mut edit = peer.open_place(directory, &entry.place, Kind::Match)?;
    edit.set_inner("declined", "on", &Datum::Day(on));
    edit.set_inner("declined", "by", &Datum::Text(by.to_string()));
    if let Some(reason) = reason {
        edit.set_inner("declined", "reason", &Datum::Text(reason.to_string()));
    }
    change.replace(edit.path(), edit.original(), edit.text());
    Ok(())
}

/// Begins a match that was proposed.
///
/// # Errors
/// The file cannot be edited.
pub fn begin(peer: &Peer, directory: &Directory, entry: &Pairing, on: Day, change: &mut Change) -> Result<(), Failure> {
    let mut edit = peer.open_place(directory, &entry.place, Kind::Match)?;
    edit.set("began", &Datum::Day(on));
    change.replace(edit.path(), edit.original(), edit.text());
    Ok(())
}
