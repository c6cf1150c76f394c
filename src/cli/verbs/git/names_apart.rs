//! Checks that a remote of names is not also a remote of records.

use std::path::Path;

use crate::cli::failure::Failure;
use crate::store::{MARKER, Repository, full_path};

/// Refuses an address for names that is also one of the records, however it is written.
///
/// # Errors
/// It is the same, or git fails.
pub(super) fn hold_remotes_apart(
    records: &Repository,
    root: &Path,
    address: &str,
) -> Result<(), Failure> {
    let of_names = place(address, root);
    let mut others = records.addresses()?.into_iter();
    match others.find(|other| place(other, root) == of_names) {
        None => Ok(()),
        Some(_) => Err(
            Failure::refused(format!("{address} is also the remote of the records, so no names go there"))
                .help("names need one of their own, which fewer people can read: `peer git setup --names PLACE`"),
        ),
    }
}

/// Refuses a remote with branches of programs, none of them this one's.
///
/// # Errors
/// The remote contains the names of another program.
pub(super) fn hold_programs_apart(
    own: &[String],
    there: &[String],
    address: &str,
) -> Result<(), Failure> {
    let (false, Some(other)) = (own.is_empty(), there.first()) else {
        return Ok(());
    };
    if there.iter().any(|program| own.contains(program)) {
        return Ok(());
    }
    Err(Failure::refused(format!(
        "{address} has the names of another program; no names were received or sent"
    ))
    .help("names need a remote of their own, such as one made with `git init --bare`: `peer git setup --names PLACE`")
    .help(format!(
        "if they belong to this program, and its records were put into git again: `git push {address} :{other}`, then try again"
    )))
}

/// Where an address points, in a form that does not depend on how it is written: a full path, without `file://` and a
/// final `/`.
pub(super) fn place(address: &str, root: &Path) -> String {
    let plain = address.strip_prefix("file://").unwrap_or(address);
    let plain = plain.trim_end_matches('/');
    let full = [plain.to_owned(), format!("{plain}.git")].into_iter();
    let mut full = full.filter_map(|path| full_path(root.join(path)).ok());
    full.next().map_or_else(
        || plain.trim_end_matches(".git").to_lowercase(),
        |full| full.display().to_string(),
    )
}

/// Refuses a remote with a branch of records.
///
/// # Errors
/// It has one, or git fails.
pub(super) fn hold_names_alone(names: &Repository, address: &str) -> Result<(), Failure> {
    for branch in names.branches_there()? {
        if names.has_file(&branch.there(), MARKER)? {
            return Err(Failure::refused(format!("{address} has records, so no names go there"))
                .help("names need a remote of their own, which fewer people can read: `peer git setup --names PLACE`"));
        }
    }
    Ok(())
}
