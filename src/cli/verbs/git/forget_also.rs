//! A person forgotten on one laptop, and found on another to be the same as someone else, is forgotten under both ids.

use super::apart::Apart;
use super::carry::{carry, forget_in_folder};
use super::files::Files;
use crate::cli::failure::Failure;
use crate::cli::peer::Peer;
use crate::register::Register;
use crate::store::{Change, Directory, Repository, Scope, Writer};

/// Forgets those who are the same person as someone who was forgotten, and commits the list.
pub(in crate::cli::verbs) fn forget_also(
    peer: &Peer,
    directory: &Directory,
    repository: &Repository,
    writer: &Writer<'_>,
) -> Result<(), Failure> {
    let register = Register::new(directory.read(Scope::PEOPLE).records);
    let also = register.also_forgotten();
    if also.is_empty() {
        return Ok(());
    }
    let line = |id: &str, other: &str| {
        let why = format!(
            "{{ on = {}, reason = \"the same person as {other}\" }}",
            peer.today
        );
        (id.to_owned(), why)
    };
    let lines: Vec<(String, String)> = also
        .iter()
        .map(|(id, other)| line(id.as_str(), other))
        .collect();
    let (path, before, now) = directory.with_forgotten(&lines)?;
    let mut change = Change::default();
    match before {
        None => change.create(path, now),
        Some(before) => change.replace(path, before, now),
    }
    peer.warn_unfinished(&writer.commit_for_good(&change)?);
    let forgotten = directory.forgotten()?;
    match Apart::of(directory, repository)? {
        Some(names) => drop(carry(peer, directory, writer, &names, &forgotten)?),
        None => forget_in_folder(peer, directory, writer, &forgotten)?,
    }
    let ids: Vec<&str> = also.iter().map(|(id, _)| id.as_str()).collect();
    let ids = ids.join(", ");
    let own = Files::of(repository, directory)?.own;
    repository.commit(
        &own,
        &format!("forget {ids}, the same as one who was forgotten"),
    )?;
    peer.screen.note(&format!(
        "forgot who {ids} is too: the same person as one whose name was forgotten"
    ));
    Ok(())
}
