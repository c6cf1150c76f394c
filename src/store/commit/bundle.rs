//! A repository as a single file, and back.

use std::fs;
use std::path::Path;

use super::anew::NamesBranch;
use super::{Repository, StoreError, run, said};
use crate::store::directory::Directory;

impl Repository {
    /// Every branch and tag with its history, as a single file.
    ///
    /// # Errors
    /// There is nothing to back up, or git fails.
    pub fn bundled(&self) -> Result<Vec<u8>, StoreError> {
        let asked = [
            "bundle",
            "create",
            "--quiet",
            "-",
            "--branches",
            "--tags",
            "HEAD",
        ];
        let output = self.run(&asked, &[])?;
        match output.status.success() {
            true => Ok(output.stdout),
            false => Err(said::of("make the backup", &output)),
        }
    }

    /// Makes a new folder with the records of a bundle.
    ///
    /// # Errors
    /// It is not a bundle, or the folder cannot be made; then nothing is left behind.
    pub fn unbundle(bundle: &Path, folder: &Path) -> Result<(), StoreError> {
        let there = folder.exists();
        let is_empty = fs::read_dir(folder).is_ok_and(|mut inside| inside.next().is_none());
        if there && !is_empty {
            return Err(StoreError::Exists(folder.to_owned()));
        }
        let (from, to) = (bundle.display().to_string(), folder.display().to_string());
        let output = run(Path::new("."), &["clone", "--quiet", "--", &from, &to], &[])?;
        if !output.status.success() {
            if !there {
                let _ = fs::remove_dir_all(folder);
            }
            return Err(said::of("open the backup", &output));
        }
        // The bundle is not a remote to sync with.
        run(folder, &["remote", "remove", "origin"], &[])?;
        Ok(())
    }

    /// Makes the repository of names from a bundle, for a directory without names.
    ///
    /// # Errors
    /// It is not a bundle, or git fails.
    pub fn names_of_bundle(directory: &Directory, bundle: &Path) -> Result<(), StoreError> {
        let names = Self::make_names(directory)?;
        let from = bundle.display().to_string();
        let to = "+refs/heads/*:refs/restored/*";
        names.said("open the backup of names", &["fetch", "--quiet", &from, to])?;
        let listed = names.said(
            "list the branches",
            &["for-each-ref", "--format=%(refname)", "refs/restored/"],
        )?;
        let branches = listed
            .lines()
            .filter_map(|line| line.strip_prefix("refs/restored/"));
        let last = branches.map(NamesBranch::named).max();
        if let Some(last) = last {
            names.go_to(&last, &format!("refs/restored/{}", last.name))?;
        }
        for name in listed.lines() {
            names.said("tidy up", &["update-ref", "-d", name])?;
        }
        Ok(())
    }
}
