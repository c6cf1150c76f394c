//! From what a person types to a commit: a commit, a tag, a branch, or a day.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::Path;

use super::super::error::StoreError;
use super::error::PastError;
use super::moment::Moment;
use crate::record::Day;
use crate::store::git::{command, without_filters};

impl Moment {
    /// The commit that a revision of the repository at `root` names. A day means the last commit on or before that day,
    /// on the first-parent history of the checked-out branch; a tag of that name takes precedence.
    pub(super) fn find(root: &Path, revision: &str) -> Result<Self, StoreError> {
        match revision.parse::<Day>() {
            Ok(day) if !is_known(root, &format!("refs/tags/{revision}"))? => {
                Self::by_day(root, day)
            }
            _ if revision.starts_with('-') || !is_known(root, revision)? => {
                Err(PastError::Unknown(revision.to_owned()).into())
            }
            _ => Self::of(root, revision),
        }
    }

    fn of(root: &Path, revision: &str) -> Result<Self, StoreError> {
        let line = asked(
            root,
            &[
                "log",
                "-1",
                "--no-show-signature",
                FORMAT,
                OWN_DAY,
                revision,
                "--",
            ],
        )?;
        parse(line.trim()).ok_or_else(|| PastError::Unknown(revision.to_owned()).into())
    }

    fn by_day(root: &Path, day: Day) -> Result<Self, StoreError> {
        if !is_known(root, "HEAD")? {
            return Err(PastError::Before(day, None).into());
        }
        let lines = asked(
            root,
            &[
                "log",
                "--first-parent",
                "--no-show-signature",
                FORMAT,
                OWN_DAY,
                "HEAD",
                "--",
            ],
        )?;
        let moments = || lines.lines().filter_map(parse);
        let found = moments().find(|moment| moment.day <= day);
        found.ok_or_else(|| {
            PastError::Before(day, moments().next_back().map(|first| first.day)).into()
        })
    }
}

const FORMAT: &str = "--format=%H %cd";
const OWN_DAY: &str = "--date=format:%Y-%m-%d";

fn parse(line: &str) -> Option<Moment> {
    let (commit, day) = line.split_once(' ')?;
    Some(Moment {
        commit: commit.to_owned(),
        day: day.parse().ok()?,
    })
}

/// Whether a revision names a commit.
pub fn is_known(root: &Path, revision: &str) -> Result<bool, StoreError> {
    let commit = format!("{revision}^{{commit}}");
    match asked(root, &["rev-parse", "--verify", "--quiet", &commit]) {
        Ok(_) => Ok(true),
        Err(StoreError::Past(PastError::Git(_))) => Ok(false),
        Err(error) => Err(error),
    }
}

/// What can be asked for: tags, branches and days with commits, newest first, each with what it is.
#[must_use]
pub fn revisions(root: &Path) -> Vec<(String, &'static str)> {
    let listed = |folder: &str| {
        let format = "--format=%(refname:short)";
        asked(
            root,
            &["for-each-ref", "--sort=-creatordate", format, folder],
        )
        .unwrap_or_default()
    };
    let days = asked(
        root,
        &[
            "log",
            "--first-parent",
            "-200",
            "--no-show-signature",
            FORMAT,
            OWN_DAY,
        ],
    );
    let mut all: Vec<(String, &'static str)> = Vec::new();
    all.extend(
        listed("refs/tags")
            .lines()
            .map(|name| (name.to_owned(), "tag")),
    );
    all.extend(
        listed("refs/heads")
            .lines()
            .map(|name| (name.to_owned(), "branch")),
    );
    let mut days: Vec<Day> = days
        .unwrap_or_default()
        .lines()
        .filter_map(parse)
        .map(|moment| moment.day)
        .collect();
    days.dedup();
    all.extend(
        days.into_iter()
            .map(|day| (day.to_string(), "last commit of the day")),
    );
    all
}

/// The folder of the records in the repository: empty, or ending in a slash.
pub fn prefix(root: &Path) -> Result<String, StoreError> {
    let prefix =
        asked(root, &["rev-parse", "--show-prefix"]).map_err(|error| of_folder(error, root))?;
    Ok(prefix.trim_end_matches('\n').to_owned())
}

/// The files of the records, by their paths from the root, that differ from the checked-out commit.
pub fn differing(root: &Path) -> Result<BTreeSet<String>, StoreError> {
    let prefix = prefix(root)?;
    let status = [
        "--no-optional-locks",
        "status",
        "--porcelain",
        "-z",
        "--untracked-files=all",
        "--no-renames",
        "--",
        ".",
    ];
    let listed = asked(root, &status)?;
    let paths = listed
        .split('\0')
        .filter_map(|line| line.get(3..)?.strip_prefix(&prefix));
    Ok(paths.map(str::to_owned).collect())
}

/// The full name of the checked-out commit; `None` if there is no commit, or no git.
#[must_use]
pub fn head(root: &Path) -> Option<String> {
    asked(root, &["rev-parse", "--verify", "--quiet", "HEAD"])
        .ok()
        .map(|commit| commit.trim().to_owned())
}

/// Whether the repository is a shallow clone.
#[must_use]
pub fn is_shallow(root: &Path) -> bool {
    asked(root, &["rev-parse", "--is-shallow-repository"])
        .is_ok_and(|answer| answer.trim() == "true")
}

/// Git's output.
///
/// # Errors
/// Git is not installed, or it fails.
pub fn asked(root: &Path, arguments: &[&str]) -> Result<String, StoreError> {
    let failed = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => PastError::NoGit,
        _ => PastError::Git(error.to_string()),
    };
    let mut call = command(root);
    without_filters(&mut call, command(root), arguments).map_err(failed)?;
    let output = call.args(arguments).output().map_err(failed)?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().next().unwrap_or("git does not say why");
    Err(PastError::Git(said.trim_start_matches("fatal: ").to_owned()).into())
}

/// The error for a folder, recognizing that it is not in a repository.
pub(super) fn of_folder(error: StoreError, root: &Path) -> StoreError {
    match error {
        StoreError::Past(PastError::Git(said)) if said.contains("not a git repository") => {
            PastError::NoRepository(root.to_owned()).into()
        }
        other => other,
    }
}
