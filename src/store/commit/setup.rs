//! What a clone needs to merge records by their content: attributes, which git copies, and the driver and hooks, which
//! it does not.

use std::path::PathBuf;

use super::{Repository, StoreError};
use crate::record::Kind;
use crate::store::directory::Directory;
use crate::store::paths::MARKER;
use crate::store::regular;

/// The name of the merge driver.
const NAME: &str = "peer";

/// How a clone merges. Git before 2.50 honors the first setting only with the merge strategy that the second names.
pub(super) const SETTINGS: [(&str, &str); 3] = [
    ("merge.renames", "false"),
    ("pull.twohead", "recursive"),
    ("pull.rebase", "false"),
];

/// The command of the merge driver. If `program` is missing or cannot merge, it falls back to git's own line merge, so
/// neither side is ever lost.
#[must_use]
pub fn driver_of(program: &str) -> String {
    format!(
        "{program} git merge-file %O %A %B %P; s=$?; test $s -le 1 && exit $s; \
         git merge-file -L ours -L before -L theirs %A %O %B"
    )
}

/// The git settings that define the driver.
#[must_use]
pub fn driver_settings() -> [(String, String); 2] {
    [
        ("name", "records of peer, by what they say".to_owned()),
        ("driver", driver_of(NAME)),
    ]
    .map(|(key, value)| (format!("merge.{NAME}.{key}"), value))
}

/// What the attributes of the repository say about merging records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attributes {
    /// Lines that are missing from `.gitattributes`.
    pub missing: Vec<String>,
    /// Files that a person wants merged differently, each with how.
    pub others: Vec<(String, String)>,
    /// Whether any file uses the driver.
    pub names_driver: bool,
}

/// How a hook made by `peer` begins.
const MADE: &str = "# Made by `peer git setup --hooks`";

/// The state of a hook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hook {
    /// It is there already.
    Present(PathBuf),
    /// It does not exist yet.
    Missing(PathBuf, String),
    /// An older `peer` made it.
    Old(PathBuf, String),
    /// A person's own hook is there: these lines belong in it.
    Theirs(PathBuf, String),
    /// The hooks folder is outside the repository, where other repositories use it too.
    Elsewhere(PathBuf, String),
}

impl Repository {
    /// A git setting.
    ///
    /// # Errors
    /// Git fails.
    pub fn config(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.maybe(&["config", "--get", key])
    }

    /// The merge driver of this clone.
    ///
    /// # Errors
    /// Git fails.
    pub fn driver(&self) -> Result<Option<String>, StoreError> {
        self.config(&format!("merge.{NAME}.driver"))
    }

    /// The git settings that merging records needs and this clone lacks: a record is identified by its file name, so no
    /// file may be treated as renamed; and the two sides are merged rather than rebased, which loses what one of them
    /// removed.
    ///
    /// # Errors
    /// Git fails.
    pub fn missing_settings(&self) -> Result<Vec<(&'static str, &'static str)>, StoreError> {
        let mut missing = Vec::new();
        for (key, value) in SETTINGS {
            if self.maybe(&["config", "--local", "--get", key])?.is_none() {
                missing.push((key, value));
            }
        }
        Ok(missing)
    }

    /// What the attributes say about the record files.
    ///
    /// # Errors
    /// Git fails.
    pub fn attributes(&self, directory: &Directory) -> Result<Attributes, StoreError> {
        let patterns: Vec<(String, String)> = patterns(directory)
            .into_iter()
            .filter_map(|(pattern, sample)| Some((pattern, self.from_top(&sample)?)))
            .collect();
        let asked = ["check-attr", "-z", "merge", "--"]
            .into_iter()
            .chain(patterns.iter().map(|(_, path)| path.as_str()));
        let told = self.said("look for attributes", &asked.collect::<Vec<_>>())?;
        let mut found = Attributes::default();
        // For each path: its name, the name of the attribute, and its value.
        for ((pattern, _), way) in patterns.iter().zip(told.split('\0').skip(2).step_by(3)) {
            match way {
                "unspecified" => found.missing.push(format!("{pattern} merge={NAME}")),
                NAME => found.names_driver = true,
                other => found.others.push((pattern.clone(), other.to_owned())),
            }
        }
        if found.missing.len() == patterns.len() {
            found.missing = vec![format!("*.toml merge={NAME}")];
        }
        Ok(found)
    }

    /// The hooks that check records: before a commit, and after a merge.
    ///
    /// # Errors
    /// Git fails.
    pub fn hooks(&self) -> Result<Vec<Hook>, StoreError> {
        let folder = self
            .top
            .join(self.said("find the hooks", &["rev-parse", "--git-path", "hooks"])?);
        let common = self
            .top
            .join(self.said("find the repository", &["rev-parse", "--git-common-dir"])?);
        let is_own = folder.starts_with(&self.top) || folder.starts_with(&common);
        let one = |name: &str, what: &str, flag: &str| {
            let path = folder.join(name);
            let call = format!("peer -C {} git check {flag}", quoted(self.folder()));
            let text = format!(
                "#!/bin/sh\n{MADE}: {what}.\n[ -z \"${}\" ] || exit 0\n\
                 command -v peer >/dev/null 2>&1 || exit 0\nexec {call}\n",
                super::SAVING
            );
            match regular::read_to_string(&path) {
                Ok(there) if there.contains(&call) => Hook::Present(path),
                Ok(there) if there.contains(MADE) => Hook::Old(path, text),
                Ok(_) => Hook::Theirs(path, call),
                Err(_) if path.exists() => Hook::Theirs(path, call),
                Err(_) if !is_own => Hook::Elsewhere(path, call),
                Err(_) => Hook::Missing(path, text),
            }
        };
        Ok(vec![
            one(
                "pre-commit",
                "the records that are committed are checked first",
                "--staged",
            ),
            one(
                "post-merge",
                "the records that a merge brought are checked",
                "--merged",
            ),
        ])
    }
}

/// A text as one shell word.
fn quoted(text: &str) -> String {
    shlex::try_quote(text).map_or_else(|_| text.to_owned(), |word| word.into_owned())
}

/// The patterns of the record files, each with a path that it matches.
fn patterns(directory: &Directory) -> Vec<(String, String)> {
    let of_kind = |kind: &Kind| {
        let folder = directory.folder(*kind);
        match kind.is_by_year() {
            true => (
                format!("/{folder}/**/*.toml"),
                format!("{folder}/2026/x.toml"),
            ),
            false => (format!("/{folder}/*.toml"), format!("{folder}/x.toml")),
        }
    };
    let inside =
        |(pattern, _): &(String, String)| !pattern.contains("/../") && !pattern.starts_with("//");
    let marker = (format!("/{MARKER}"), MARKER.to_owned());
    std::iter::once(marker)
        .chain(Kind::ALL.iter().map(of_kind).filter(inside))
        .collect()
}
