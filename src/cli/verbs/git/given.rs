//! Checks what is added to git: what belongs only in identities is refused, and what may be a name is reported once.

use crate::check::{InFile, New, private_in_files};
use crate::cli::failure::Failure;
use crate::cli::peer::{Peer, RunRegister};
use crate::record::Kind;
use crate::register::Register;
use crate::store::{Change, Directory, Repository, Scope};

/// The largest number of places that a note names.
const FEW: usize = 3;

/// What a change adds to files that git shares with others; identities are not among them.
pub(in crate::cli::verbs) fn new_in(directory: &Directory, change: &Change) -> Vec<New> {
    let identities = format!("{}/", directory.folder(Kind::Identity));
    let files = change
        .files()
        .filter(|(path, ..)| !path.starts_with(&identities));
    files
        .filter_map(|(path, before, now)| Some(New::between(path, before, now?)))
        .collect()
}

/// Everything new in these files that belongs only in identities; reports what may be a name, once for each line: the
/// lines reported now come with it, to be recorded as mentioned (`Directory::mention`).
pub(in crate::cli::verbs) fn sure_in(
    peer: &Peer,
    directory: &Directory,
    files: &[New],
    is_saying: bool,
) -> (Vec<InFile>, Vec<String>) {
    let register = RunRegister::new(Register::new(directory.read(Scope::ALL).records));
    let found = private_in_files(&register, files);
    let (sure, perhaps): (Vec<InFile>, Vec<InFile>) =
        found.into_iter().partition(|found| found.what.is_some());
    let said = match sure.is_empty() && is_saying {
        true => mention(peer, directory, files, &perhaps),
        false => Vec::new(),
    };
    (sure, said)
}

/// Refuses the first thing that belongs only in identities.
pub(in crate::cli::verbs) fn refuse(
    directory: &Directory,
    found: &[InFile],
    not: &str,
) -> Result<(), Failure> {
    let Some(first) = found.first() else {
        return Ok(());
    };
    Err(
        Failure::refused(format!("{}; {not}", told(directory, first)))
            .help(way_out(directory, first)),
    )
}

/// What was found, without its text.
pub(in crate::cli::verbs) fn told(directory: &Directory, found: &InFile) -> String {
    let what = found.what.unwrap_or("name");
    format!(
        "the {what} of `{}` is in {}",
        found.of,
        place(directory, found)
    )
}

/// What to do about it.
pub(in crate::cli::verbs) fn way_out(directory: &Directory, found: &InFile) -> String {
    let path = directory.shown(&found.path);
    match found.line {
        Some(_) => format!("delete it with `peer edit {path}`: it belongs only in identities"),
        None => "rename the file so that it has no name in it; `peer check` then lists the records that still have the old id: change it there"
            .to_owned(),
    }
}

pub(in crate::cli::verbs) fn place(directory: &Directory, found: &InFile) -> String {
    let path = directory.shown(&found.path);
    match found.line {
        Some(line) => format!("{path}, line {line}"),
        None => format!("the file name {path}"),
    }
}

/// Says what may be a name, if it was not said before; returns what to record as mentioned.
fn mention(peer: &Peer, directory: &Directory, files: &[New], perhaps: &[InFile]) -> Vec<String> {
    let text = |found: &InFile| {
        let file = files.iter().find(|file| file.path == found.path);
        let mut lines = file.iter().flat_map(|file| &file.lines);
        let line = lines.find(|(at, _)| Some(*at) == found.line);
        line.map_or("", |(_, line)| line).trim().to_owned()
    };
    let key = |found: &InFile| format!("{}\n{}", found.path, text(found));
    let keys: Vec<String> = perhaps.iter().map(key).collect();
    let fresh = directory.not_mentioned(&keys);
    let perhaps = perhaps.iter().zip(fresh).filter(|(_, is_fresh)| *is_fresh);
    let perhaps: Vec<&InFile> = perhaps.map(|(found, _)| found).collect();
    let places = perhaps
        .iter()
        .map(|found| format!("{} (`{}`)", place(directory, found), found.of));
    let mut places: Vec<String> = places.collect();
    let Some(first) = perhaps.first() else {
        return keys;
    };
    let more = places.len().saturating_sub(FEW);
    places.truncate(FEW);
    places.extend((more > 0).then(|| format!("and {more} more")));
    let way = match first.line {
        Some(_) => format!(
            "write an id or another word there: `peer edit {}`",
            directory.shown(&first.path)
        ),
        None => "rename the file, such as to p-7k2mq.toml, and its file in identities/; then write the new id in each record that `peer check` lists".to_owned(),
    };
    peer.screen.note(&format!(
        "this may be a name: {}. Everyone who receives this save can read it. To keep it out of later saves, {way}",
        places.join("; ")
    ));
    keys
}

/// Refuses commits that would give others what belongs only in identities.
pub(in crate::cli::verbs) fn hold_commits(
    peer: &Peer,
    directory: &Directory,
    repository: &Repository,
    upstream: Option<&str>,
) -> Result<(), Failure> {
    let identities = format!("{}/", directory.folder(Kind::Identity));
    let (mut files, mut commits) = (Vec::new(), Vec::new());
    for added in repository.lines_to_give()? {
        let Some(path) = repository.in_directory(&added.path) else {
            continue;
        };
        if path.starts_with(&identities) || !crate::store::is_of_program(path) {
            continue;
        }
        commits.push(added.commit);
        files.push(New {
            path: path.to_owned(),
            is_file: added.is_file,
            lines: added.lines,
        });
    }
    let (found, said) = sure_in(peer, directory, &files, true);
    directory.mention(&said);
    let Some(first) = found.first() else {
        return Ok(());
    };
    let holds = |file: &New| {
        file.path == first.path
            && (first.line.is_none() || file.lines.iter().any(|(at, _)| Some(*at) == first.line))
    };
    let at = files.iter().position(holds).unwrap_or(0);
    let commit = commits.get(at).map_or("", |commit| commit);
    let back = match upstream {
        Some(there) => format!("`git reset {there}`"),
        None => "`git update-ref -d HEAD` and `git read-tree --empty`".to_owned(),
    };
    Err(Failure::refused(format!(
        "{}, in commit {commit}; nothing was sent",
        told(directory, first)
    ))
    .help(way_out(directory, first))
    .help(format!(
        "to remove it from the commit: {back}, then `peer save` again; your files stay as they are"
    )))
}
