//! `peer git setup --names`: a repository for names alone, and the remote that carries it to other laptops.

use std::path::Path;

use super::apart::Apart;
use super::carry::{Carried, carry};
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::record::Kind;
use crate::store::{Directory, MARKER, NamesInGit, Repository, make_folder, names_in_git};

/// Gives the names a repository of their own and a remote, and goes round with it once.
pub(super) fn set(
    peer: &Peer,
    directory: &Directory,
    records: &Repository,
    typed: &str,
) -> Result<(), Failure> {
    let address = checked(directory, records, typed)?;
    records.has_author()?;
    let writer = directory.writer()?;
    make_folder(&directory.at(&directory.folder(Kind::Identity)))?;
    let names = Repository::make_names(directory)?;
    let before = names.names_remote()?;
    names.set_names_remote(&address)?;
    let is_fit = fit(&names, &address);
    if is_fit.is_err() {
        names.set_back(before.as_deref())?;
    }
    is_fit?;
    let Some(apart) = Apart::of(directory, records)? else {
        return Ok(());
    };
    apart.all_decided(peer, directory)?;
    apart.save(peer, false)?;
    let Some(apart) = Apart::of(directory, records)? else {
        return Ok(());
    };
    let mut forgotten = directory.forgotten()?;
    forgotten.extend(records.forgotten_in("@{upstream}")?);
    if let Carried::Away(why) = carry(peer, directory, &writer, &apart, &forgotten)? {
        return Err(Failure::new(why).help("the remote is set: `peer sync` tries it again"));
    }
    peer.screen.say(&format!(
        "names go to {address} and come from it with each `peer sync`"
    ));
    Ok(())
}

/// The address as git finds it from the folder of names, where it may be one for names.
pub(super) fn checked(
    directory: &Directory,
    records: &Repository,
    typed: &str,
) -> Result<String, Failure> {
    if typed.trim().is_empty() || typed.starts_with('-') {
        return Err(Failure::new(format!("`{typed}` is no address of a remote")));
    }
    let path = Path::new(typed);
    let address = match path.canonicalize() {
        Ok(full) => full.display().to_string(),
        // A host or a helper of git.
        Err(_) if typed.contains(':') => typed.to_owned(),
        Err(_) => {
            return Err(Failure::new(format!("nothing is at {typed}")).help(format!(
                "make it with `git init --bare {typed}`, where only those who may read names can"
            )));
        }
    };
    let same = |other: &String| {
        let full = Path::new(other).canonicalize();
        *other == address || full.is_ok_and(|full| full.display().to_string() == address)
    };
    if records.addresses()?.iter().any(same) {
        return Err(
            Failure::refused(format!("{typed} is the remote of the records"))
                .help("names need one of their own, which fewer people can read"),
        );
    }
    let folder = directory.folder(Kind::Identity);
    if names_in_git(directory.root(), &folder) == NamesInGit::Kept {
        return Err(Failure::refused("git keeps names with the records here")
            .help("`peer upgrade --names` moves them into a repository of their own"));
    }
    Ok(address)
}

/// Refuses a remote that does not answer, or that holds records.
fn fit(names: &Repository, address: &str) -> Result<(), Failure> {
    let Some(there) = names.fetch_names()? else {
        return Ok(());
    };
    if names.has_file(&there.there(), MARKER)? {
        return Err(Failure::refused(format!("{address} holds records"))
            .help("names need a remote of their own, which fewer people can read"));
    }
    Ok(())
}

/// Says what would be done.
pub(super) fn preview(peer: &Peer, address: &str) -> Result<Done, Failure> {
    peer.screen.answer(format!(
        "would keep names in a repository of their own, with {address} as its remote\n"
    ))?;
    Ok(Done::Yes)
}
