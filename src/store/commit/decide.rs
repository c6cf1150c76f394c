//! What a merge left for a person: deciding it, and concluding the merge.

use std::fs;

use super::{Changed, GitError, Repository, StoreError, said};
use crate::store::disk::{folder_of, make_folder};
use crate::store::regular;

impl Repository {
    /// Decides about a file that one side of the merge changed and the other removed, by its path from the top of the
    /// repository: keeps the changed file, or removes it.
    ///
    /// # Errors
    /// Git refuses.
    pub fn decide(&self, path: &str, keep: bool) -> Result<(), StoreError> {
        match keep {
            true => self.with_paths(&["add", "--force"], &[path], "add"),
            false => {
                let file = self.top.join(path);
                let kept = regular::read(&file).and_then(|text| Ok((text, fs::metadata(&file)?)));
                let gone = self.with_paths(&["rm", "--quiet", "--force"], &[path], "rm");
                // Git may remove the file and its folder, and then fail.
                if let (Err(_), Ok((text, meta)), false) = (&gone, kept, file.exists()) {
                    let _ = make_folder(folder_of(&file));
                    let _ = fs::write(&file, text)
                        .and_then(|()| fs::set_permissions(&file, meta.permissions()));
                }
                gone
            }
        }
    }

    /// Who last changed a file on the other side of the current merge, and when.
    ///
    /// # Errors
    /// Git cannot be run.
    pub fn last_of_theirs(&self, path: &str) -> Result<Option<(String, String)>, StoreError> {
        let asked = [
            "--literal-pathspecs",
            "log",
            "--max-count=1",
            "--format=%an%x00%as",
            "HEAD..MERGE_HEAD",
            "--",
            path,
        ];
        let said = self.maybe(&asked)?;
        let said = said.as_deref().and_then(|line| line.split_once('\0'));
        Ok(said.map(|(who, day)| (who.to_owned(), day.to_owned())))
    }

    /// Whether a file, by its path from the top of the repository, is in either commit of the current merge.
    ///
    /// # Errors
    /// Git cannot be run.
    pub fn is_of_merge(&self, path: &str) -> Result<bool, StoreError> {
        let is_in = |commit: &str| {
            self.maybe(&[
                "rev-parse",
                "--verify",
                "--quiet",
                &format!("{commit}:{path}"),
            ])
        };
        Ok(is_in("HEAD")?.is_some() || is_in("MERGE_HEAD")?.is_some())
    }

    /// Concludes the current merge with these files as they are now.
    ///
    /// # Errors
    /// Git, or a hook, refuses.
    pub fn conclude(&self, files: &[Changed], message: &str) -> Result<String, StoreError> {
        self.stage(files)?;
        self.make_commit(|| {
            let output = self.run(&["commit", "--quiet", "-m", message], &[])?;
            if output.status.success() {
                return Ok(());
            }
            Err(match said::of("commit", &output) {
                StoreError::Git(GitError::Failed { why, .. }) => GitError::Unconcluded(why).into(),
                other => other,
            })
        })
    }
}
