//! Texts in git: those of the last commit, and the three versions of a file that a merge left for a person.

use super::{Repository, StoreError, said};

/// A file that a merge left for a person, with its text on each side that has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmerged {
    /// From the top of the repository.
    pub path: String,
    /// Before both sides changed it.
    pub base: Option<String>,
    /// Ours.
    pub ours: Option<String>,
    /// Theirs.
    pub theirs: Option<String>,
}

impl Repository {
    /// The texts of files in the last commit; `None` if it has no such file, or if the file is not text.
    ///
    /// # Errors
    /// Git fails.
    pub fn committed(&self, paths: &[String]) -> Result<Vec<Option<String>>, StoreError> {
        self.texts(paths.iter().map(|path| format!("HEAD:{path}")).collect())
    }

    /// The staged texts of files, by their paths from the top.
    ///
    /// # Errors
    /// Git fails.
    pub fn staged(&self, paths: &[String]) -> Result<Vec<Option<String>>, StoreError> {
        self.texts(paths.iter().map(|path| format!(":{path}")).collect())
    }

    /// The files that a merge left for a person, in order of paths.
    ///
    /// # Errors
    /// Git fails.
    pub fn unmerged(&self) -> Result<Vec<Unmerged>, StoreError> {
        let listed = self.said("list the conflicts", &["ls-files", "--unmerged", "-z"])?;
        let stages: Vec<(&str, &str, &str)> = listed
            .split('\0')
            .filter_map(|line| {
                let (state, path) = line.split_once('\t')?;
                let mut words = state.split(' ').skip(1);
                Some((path, words.next()?, words.next()?))
            })
            .collect();
        let texts = self.texts(
            stages
                .iter()
                .map(|(_, object, _)| (*object).to_owned())
                .collect(),
        )?;
        let mut all: Vec<Unmerged> = Vec::new();
        for ((path, _, stage), text) in stages.into_iter().zip(texts) {
            if all.last().is_none_or(|last| last.path != path) {
                all.push(Unmerged {
                    path: path.to_owned(),
                    base: None,
                    ours: None,
                    theirs: None,
                });
            }
            let Some(file) = all.last_mut() else { continue };
            match stage {
                "1" => file.base = text,
                "2" => file.ours = text,
                _ => file.theirs = text,
            }
        }
        Ok(all)
    }

    /// The texts of objects, read in a single call.
    pub(in crate::store) fn texts(
        &self,
        names: Vec<String>,
    ) -> Result<Vec<Option<String>>, StoreError> {
        let contents = self.contents(names)?.into_iter();
        Ok(contents
            .map(|bytes| String::from_utf8(bytes?).ok())
            .collect())
    }

    /// The contents of objects, read in a single call; `None` if there is no such object.
    pub(super) fn contents(&self, names: Vec<String>) -> Result<Vec<Option<Vec<u8>>>, StoreError> {
        if names.is_empty() {
            return Ok(Vec::new());
        }
        let (odd, asked): (Vec<_>, Vec<_>) = names.iter().partition(|name| name.contains('\n'));
        let list: String = asked.iter().map(|name| format!("{name}\n")).collect();
        let output = self.run(&["cat-file", "--batch"], list.as_bytes())?;
        if !output.status.success() {
            return Err(said::of("read what was committed", &output));
        }
        let mut rest = output.stdout.as_slice();
        let mut found = asked
            .iter()
            .map(|_| next(&mut rest))
            .collect::<Vec<_>>()
            .into_iter();
        Ok(names
            .iter()
            .map(|name| {
                if odd.contains(&name) {
                    None
                } else {
                    found.next().flatten()
                }
            })
            .collect())
    }
}

/// The next object of a batch: a line with its size, its bytes, and a line break; or a line that says it is missing.
fn next(rest: &mut &[u8]) -> Option<Vec<u8>> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let head = String::from_utf8_lossy(&rest[..end]).into_owned();
    *rest = &rest[end + 1..];
    let mut words = head.rsplit(' ');
    let size = words.next()?.parse::<usize>().ok()?;
    let is_file = words.next() == Some("blob");
    let bytes = rest.get(..size)?;
    *rest = rest.get(size + 1..).unwrap_or_default();
    is_file.then(|| bytes.to_vec())
}
