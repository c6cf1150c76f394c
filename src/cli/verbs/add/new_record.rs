//! A new record with its id.

use std::fmt::Display;
use std::str::FromStr;

use crate::cli::args::parsed;
use crate::cli::failure::Failure;
use crate::record::IdKind;
use crate::record::schema::Table;
use crate::store::{Change, Directory, canonical};

/// Puts a new record into `change`, under the id of type `I` that was chosen or a new one.
pub(super) fn create<I: FromStr<Err = String> + Display>(
    directory: &Directory,
    kind: IdKind,
    chosen: Option<&str>,
    record: &impl Table,
    change: &mut Change,
) -> Result<String, Failure> {
    let id = match chosen {
        Some(id) => parsed::<I>(id)?.to_string(),
        None => directory.mint(kind)?,
    };
    change.create(directory.path_of(kind.into(), &id), canonical(record));
    Ok(id)
}
