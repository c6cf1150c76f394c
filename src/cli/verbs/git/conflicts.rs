//! What a merge left to a person, in plain words, with the first step for each type of conflict.

use super::files::Files;
use crate::cli::failure::Failure;
use crate::cli::joining::has_markers;
use crate::cli::merging::merged;
use crate::cli::peer::Peer;
use crate::record::{Day, Kind};
use crate::store::{
    Changed, Directory, Merged, Repository, Sides, Unmerged, month_of, packed_file, parts_of_month,
    stem_of,
};

/// What to do if one entry was two.
pub(in crate::cli::verbs) const TWO: &str =
    "if there were two, fix the first and log the second with --again";

/// Says what is open: which record and which fact.
pub(in crate::cli::verbs) fn explain(
    peer: &Peer,
    directory: &Directory,
    repository: &Repository,
    open: &[Unmerged],
) {
    for file in open {
        peer.screen.say(&format!("conflict in {}", file.path));
        for line in explained(peer, directory, repository, file) {
            peer.screen.say(&format!("  {line}"));
        }
    }
}

/// Adds a command for the first file of each type to the failure.
pub(in crate::cli::verbs) fn first_steps(
    mut failure: Failure,
    directory: &Directory,
    repository: &Repository,
    open: &[Unmerged],
) -> Failure {
    let shown = |file: &Unmerged| {
        repository
            .from_root(&file.path)
            .map(|path| directory.shown(&path))
    };
    let has_both = |file: &&Unmerged| file.ours.is_some() && file.theirs.is_some();
    if let Some(path) = open.iter().filter(has_both).find_map(shown) {
        failure = failure.help(format!(
            "`peer edit {path}`: keep the right lines and delete the markers; do the same in each file"
        ));
    }
    if let Some(path) = open.iter().filter(|file| !has_both(file)).find_map(shown) {
        failure = failure.help(format!(
            "keep the file with `peer keep {path}`, or delete it with `peer drop {path}`; do the same with each file"
        ));
    }
    if let Some(file) = open.iter().find(|file| shown(file).is_none()) {
        failure = failure.help(format!(
            "resolve {0} with git, then `git add {0}`",
            file.path
        ));
    }
    failure
}

/// Refuses a merge while something is still open.
pub(in crate::cli::verbs) fn all_decided(
    peer: &Peer,
    directory: &Directory,
    repository: &Repository,
    files: &Files,
) -> Result<(), Failure> {
    let mut open = repository.unmerged()?;
    open.retain(|file| is_open(directory, repository, file));
    explain(peer, directory, repository, &open);
    let unmerged = |list: &[Changed]| -> Vec<String> {
        list.iter()
            .filter(|changed| changed.is_unmerged())
            .map(|changed| changed.path.clone())
            .collect()
    };
    let foreign = unmerged(&files.foreign);
    if let Some(first) = foreign.first() {
        return Err(Failure::refused(format!(
            "the merge left you some files that are not records: {}",
            foreign.join(", ")
        ))
        .help(format!(
            "resolve them, then `git add {first}` and so on, then `peer save`"
        )));
    }
    // A merge commit includes everything that is staged, so nothing else may be staged.
    for changed in files.foreign.iter().filter(|changed| changed.is_staged()) {
        if !repository.is_of_merge(&changed.path)? {
            return Err(Failure::refused(format!(
                "{} is staged for a commit and is not part of the merge",
                changed.path
            ))
            .help(format!(
                "unstage it with `git restore --staged {}`, then `peer save`",
                changed.path
            )));
        }
    }
    let halves: Vec<&Changed> = files
        .own
        .iter()
        .filter(|changed| changed.is_unmerged() && !changed.has_both())
        .collect();
    if let Some(first) = halves.first() {
        let message = format!(
            "{} was changed on one side and removed on the other",
            first.path
        );
        return Err(
            first_steps(Failure::refused(message), directory, repository, &open)
                .help("then `peer save`"),
        );
    }
    Ok(())
}

/// Whether a person still has to decide about a file that the merge left.
fn is_open(directory: &Directory, repository: &Repository, file: &Unmerged) -> bool {
    let is_half = file.ours.is_none() || file.theirs.is_none();
    let text = repository
        .from_root(&file.path)
        .map(|path| directory.text(&path));
    is_half || text.is_none_or(|text| text.ok().flatten().is_some_and(|text| has_markers(&text)))
}

/// What is open in a file, in plain words.
fn explained(
    peer: &Peer,
    directory: &Directory,
    repository: &Repository,
    file: &Unmerged,
) -> Vec<String> {
    let Some(relative) = repository.from_root(&file.path) else {
        return vec!["this is not a record: resolve it with git, then `git add` it".to_owned()];
    };
    let relative = &*relative;
    let (Some(ours), Some(theirs)) = (&file.ours, &file.theirs) else {
        return one_is_gone(directory, repository, relative, file);
    };
    let sides = Sides {
        base: file.base.as_deref(),
        ours,
        theirs,
    };
    let mut lines = Vec::new();
    if file.base.is_none() && relative.starts_with("sessions/") {
        lines.push(format!("both sides entered this session; {TWO}"));
    }
    match merged(relative, directory.program(), &sides, peer.today) {
        Ok(Merged::Conflict { clashes, .. }) => {
            let is_identity =
                relative.starts_with(&format!("{}/", directory.folder(Kind::Identity)));
            lines.extend(clashes.iter().map(|clash| {
                if is_identity {
                    clash.quietly()
                } else {
                    clash.told("you say", &format!("{} says", who(repository, file)))
                }
            }));
        }
        Ok(Merged::Clean(_)) => lines.push(
            "only the lines conflict, not what they mean; `peer git setup` lets git see that"
                .to_owned(),
        ),
        Err(error) => lines.push(format!("merged by its lines: {error}")),
    }
    lines
}

/// Who changed a file on the other side, and when, as `Ben on October 12`.
fn who(repository: &Repository, file: &Unmerged) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let Ok(Some((name, day))) = repository.last_of_theirs(&file.path) else {
        return "the other side".to_owned();
    };
    let month_and_day = day.parse::<Day>().ok().and_then(|day| {
        let month = MONTHS.get(usize::try_from(day.month()).ok()?.checked_sub(1)?)?;
        Some(format!("{month} {}", day.day()))
    });
    format!("{name} on {}", month_and_day.unwrap_or(day))
}

fn one_is_gone(
    directory: &Directory,
    repository: &Repository,
    relative: &str,
    file: &Unmerged,
) -> Vec<String> {
    let who = who(repository, file);
    let shown = directory.shown(relative);
    let mut lines = vec![match file.ours.is_some() {
        true => format!("you changed it, and {who} removed it"),
        false => format!("you removed it, and {who} changed it"),
    }];
    let stem = stem_of(relative).unwrap_or_default();
    let is_packed = |path: &String| {
        directory
            .text(path)
            .ok()
            .flatten()
            .is_some_and(|text| text.contains(&format!("[{stem}]")))
    };
    if let Some(packed) = month_of(relative).map(packed_file).filter(is_packed) {
        let packed = directory.shown(&packed);
        lines.push(format!(
            "it is packed in {packed} now: make the change there with `peer edit {packed}`, then `peer drop {shown}`"
        ));
    } else if let Some(session) = unpacked(directory, relative) {
        lines.push(format!(
            "the month is unpacked now, into files such as {session}: make the change there with `peer edit {session}`, \
             then `peer drop {shown}`"
        ));
    } else {
        lines.push(format!(
            "keep it with `peer keep {shown}`, or delete it with `peer drop {shown}`"
        ));
    }
    lines
}

/// A session of a packed month that has a file of its own.
fn unpacked(directory: &Directory, month: &str) -> Option<String> {
    let whole = month_of(month).filter(|whole| packed_file(whole) == month)?;
    let (kind, stem) = parts_of_month(whole);
    let records = directory.stems(kind);
    let record = records.iter().find(|record| {
        record
            .strip_prefix(stem)
            .is_some_and(|rest| rest.starts_with('-'))
    })?;
    Some(directory.shown(&directory.path_of(kind, record)))
}
