//! Merging the texts of one file, checked by the rules that apply to a single record.

use std::path::Path;

use crate::check::check;
use crate::record::{Day, Finding, Kind, Program, Records, read};
use crate::register::Register;
use crate::store::{
    Change, Directory, FORGOTTEN, MARKER, Merged, Sides, Unmergeable, after, check_text, merge,
    united,
};

/// Merges the three texts of the file at `path` from the root of this program's directory. A broken rule that neither
/// side broke is a conflict.
///
/// # Errors
/// The file cannot be merged by its contents; git's merge of lines is left to do.
pub fn merged(
    path: &str,
    program: &Program,
    sides: &Sides<'_>,
    today: Day,
) -> Result<Merged, Unmergeable> {
    if path == FORGOTTEN {
        return Ok(Merged::Clean(united(sides.ours, sides.theirs)));
    }
    merge(path, program.identities(), sides, &|text| {
        alone(path, program, text, today)
    })
}

/// What is wrong with a text as the only file of a directory.
fn alone(path: &str, program: &Program, text: &str, today: Day) -> Vec<Finding> {
    if path == MARKER {
        let program = read::record::<Program>(text).unwrap_or_else(|_| program.clone());
        return check(&Register::new(Records::new(program)), today);
    }
    let directory = Directory::of_texts(program.clone());
    let mut change = Change::default();
    change.create(path, text);
    let records = after(&directory, &Records::new(program.clone()), &change);
    let mut found = check_text(&directory, path, text);
    found.extend(check(&Register::new(records), today));
    found
}

/// A file's place in a program's directory, from its path in a repository.
pub struct RepoPath {
    /// Its path from the root of that directory.
    pub path: String,
    /// The program.
    pub program: Program,
}

impl RepoPath {
    /// Finds the directory of a path from the top of a repository, which is also the working folder: the nearest folder
    /// above it with a `peer.toml`; without one, the name of the path's folder decides.
    pub fn of(path: &str) -> Option<Self> {
        let folders = Path::new(path).ancestors().skip(1);
        for folder in folders {
            let here = if folder.as_os_str().is_empty() {
                Path::new(".")
            } else {
                folder
            };
            if let Ok(directory) = Directory::open(here)
                && let Ok(inside) = Path::new(path).strip_prefix(folder)
            {
                return Some(Self {
                    path: inside.display().to_string(),
                    program: directory.program().clone(),
                });
            }
        }
        let program = read::record::<Program>("schema = 2\nname = \"-\"\n").ok()?;
        // A repository of names contains nothing else.
        if path
            .strip_suffix(".toml")
            .is_some_and(|stem| Kind::Identity.is_id(stem))
        {
            let path = format!("{}/{path}", program.identities());
            return Some(Self { path, program });
        }
        let of_kind = |kind: &Kind| {
            let folder = format!("{}/", kind.folder());
            if path.starts_with(&folder) {
                Some(0)
            } else {
                path.rfind(&format!("/{folder}")).map(|at| at + 1)
            }
        };
        let at = Kind::ALL.iter().find_map(of_kind).unwrap_or(0);
        Some(Self {
            path: path.get(at..)?.to_owned(),
            program,
        })
    }

    /// Whether it is an identity.
    pub fn is_identity(&self) -> bool {
        Path::new(&self.path).parent() == Some(Path::new(self.program.identities()))
    }
}
