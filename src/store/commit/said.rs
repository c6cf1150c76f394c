//! Git's message when it failed, as an error of the store.

use std::process::Output;

use super::super::error::StoreError;
use super::error::GitError;

/// What git, or a hook, printed about a failure.
pub(super) fn said(output: &Output) -> String {
    let told = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    match told(&output.stderr) {
        said if said.trim().is_empty() => told(&output.stdout),
        said => said,
    }
}

/// The error that a failed command reports.
pub(super) fn of(doing: &'static str, output: &Output) -> StoreError {
    let said = said(output);
    if let Some(at) = said.find("index.lock") {
        let start = said[..at]
            .rfind(['\'', '"', ' '])
            .map_or(0, |quote| quote + 1);
        return GitError::Locked(said[start..at + "index.lock".len()].to_owned()).into();
    }
    let asks_who = [
        "tell me who you are",
        "empty ident",
        "no email was given",
        "auto-detect email",
    ];
    if asks_who.iter().any(|words| said.contains(words)) {
        return GitError::NoAuthor.into();
    }
    if said.contains("must be run in a work tree") {
        return GitError::Bare.into();
    }
    if said.contains("would be overwritten by merge") {
        let files: Vec<&str> = said
            .lines()
            .filter_map(|line| line.strip_prefix('\t'))
            .map(str::trim)
            .collect();
        return GitError::InTheWay(files.join(", ")).into();
    }
    let why = gist(&said);
    GitError::Failed { doing, why }.into()
}

/// The error for a repository that cannot be opened; `None` if there is no repository.
pub(super) fn of_opening(output: &Output) -> Option<StoreError> {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if said.contains("dubious ownership") {
        let way = said
            .lines()
            .map(str::trim)
            .find(|line| line.starts_with("git config"));
        return Some(
            GitError::Foreign(
                way.map_or_else(|| gist(&said), |way| format!("if you trust it: {way}")),
            )
            .into(),
        );
    }
    if said.contains("safe.bareRepository") {
        return Some(GitError::Bare.into());
    }
    (!said.contains("not a git repository")).then(|| of("open the repository", output))
}

/// What git prints whatever the cause.
const NOISE: [&str; 3] = [
    "Could not read from remote repository.",
    "Please make sure you have the correct access rights",
    "and the repository exists.",
];

/// What git printed, as one line without its labels.
pub(super) fn gist(said: &str) -> String {
    let lines: Vec<&str> = said
        .lines()
        .map(|line| {
            line.trim()
                .trim_start_matches("fatal: ")
                .trim_start_matches("error: ")
                .trim_start_matches("remote: ")
        })
        .filter(|line| !line.is_empty() && !line.starts_with("hint:") && !NOISE.contains(line))
        .collect();
    if lines.is_empty() {
        "it did not say why".to_owned()
    } else {
        lines.join("; ")
    }
}
