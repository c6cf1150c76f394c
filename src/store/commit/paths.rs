//! Paths from the top of a repository, and those from the root of the directory of records.

use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};

use super::Repository;

impl Repository {
    /// The folder of records as a path from the top; `.` at the top itself.
    #[must_use]
    pub fn folder(&self) -> &str {
        match self.prefix.trim_end_matches('/') {
            "" => ".",
            folder => folder,
        }
    }

    /// Converts a path from the top to one from the root of the directory of records; `None` if it is outside that
    /// directory, or if this is the repository of names.
    #[must_use]
    pub fn in_directory<'p>(&self, path: &'p str) -> Option<&'p str> {
        match self.apart {
            Some(_) => None,
            None => path.strip_prefix(&self.prefix),
        }
    }

    /// The same, but in the repository of names it gives the path of the identity.
    #[must_use]
    pub fn from_root<'p>(&self, path: &'p str) -> Option<Cow<'p, str>> {
        match &self.apart {
            Some(apart) => Some(Cow::Owned(format!("{}/{path}", apart.folder))),
            None => self.in_directory(path).map(Cow::Borrowed),
        }
    }

    /// Converts a path from the root of the directory of records to one from the top; `None` if it leads out of the
    /// repository.
    #[must_use]
    pub fn from_top(&self, relative: &str) -> Option<String> {
        if let Some(apart) = &self.apart {
            let inside = relative.strip_prefix(&apart.folder)?.strip_prefix('/')?;
            return Some(inside.to_owned());
        }
        let full = Path::new(&self.top).join(&self.prefix).join(relative);
        let mut parts: Vec<Component<'_>> = Vec::new();
        for part in full.components() {
            match part {
                Component::ParentDir => drop(parts.pop()),
                Component::CurDir => {}
                part => parts.push(part),
            }
        }
        let plain: PathBuf = parts.into_iter().collect();
        let inside = plain.strip_prefix(&self.top).ok()?;
        Some(
            inside
                .to_string_lossy()
                .replace(std::path::MAIN_SEPARATOR, "/"),
        )
    }
}
