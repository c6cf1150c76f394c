//! `peer git setup --names`: a repository only for names, and the remote that shares it with other laptops.

use std::path::Path;

use super::apart::Apart;
use super::carry::{Carried, carry};
use super::names_apart::{hold_names_alone, hold_programs_apart, hold_remotes_apart, place};
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::record::Kind;
use crate::store::{Directory, NamesInGit, Repository, full_path, make_folder, names_in_git};

/// Gives the names a repository of their own and a remote, and syncs it once.
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
        "each `peer sync` sends names to {address} and receives them from there"
    ));
    Ok(())
}

/// The address as git resolves it from the folder of names, if it may be one for names.
pub(super) fn checked(
    directory: &Directory,
    records: &Repository,
    typed: &str,
) -> Result<String, Failure> {
    if typed.trim().is_empty() || typed.starts_with('-') {
        return Err(Failure::new(format!(
            "`{typed}` is not the address of a remote"
        )));
    }
    let path = Path::new(typed);
    let address = match full_path(path) {
        Ok(full) => full.display().to_string(),
        // A host, or a remote helper of git.
        Err(_) if typed.contains(':') => typed.to_owned(),
        Err(_) => {
            return Err(Failure::new(format!("nothing is at {typed}")).help(format!(
                "make it with `git init --bare {typed}`, in a place that only people who may read names can reach"
            )));
        }
    };
    hold_remotes_apart(records, directory.root(), &address)?;
    let folder = directory.folder(Kind::Identity);
    let place = |address: &str| place(address, directory.root());
    let is_here = |folder: &Path| place(&address) == place(&folder.display().to_string());
    if is_here(&directory.at(&folder)) || is_here(directory.root()) {
        return Err(
            Failure::refused(format!("{typed} is the names folder itself, not a remote"))
                .help("name a repository elsewhere, made with `git init --bare`"),
        );
    }
    if names_in_git(directory.root(), &folder) == NamesInGit::Kept {
        return Err(Failure::refused("git keeps names with the records here")
            .help("`peer upgrade --names` moves them into a repository of their own"));
    }
    hold_programs_apart(
        &records.programs()?,
        &records.programs_at(&address)?,
        &address,
    )?;
    Ok(address)
}

/// Refuses a remote that does not answer, or that contains something other than names.
fn fit(names: &Repository, address: &str) -> Result<(), Failure> {
    names.fetch_names()?;
    hold_names_alone(names, address)
}

/// Says what would be done.
pub(super) fn preview(peer: &Peer, address: &str) -> Result<Done, Failure> {
    peer.screen.answer(format!(
        "would keep names in a repository of their own, with {address} as its remote\n"
    ))?;
    Ok(Done::Yes)
}
