use clap::Args;

use super::git::check::{counted, errors};
use super::git::files::Files;
use crate::cli::failure::{Done, Failure};
use crate::cli::joining::{Back, Months, came_back, taken_out};
use crate::cli::merging::merged;
use crate::cli::peer::Peer;
use crate::record::Kind;
use crate::store::{
    Directory, GitError, Head, Merged, Met, Pushed, Repository, Sides, Unmerged, Upstream, Writer, driver_of,
};

/// Take in what others saved, and give them what you saved
///
/// Fetches, merges, checks and pushes. Records are merged by what they say; history is only added to: nothing is ever
/// rebased or forced. A fact that was changed two ways is told in plain words and left to you.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  peer sync\n  peer sync --anyway     also push when records have errors")]
pub struct Sync {
    /// Push although records have errors after the merge
    #[arg(long)]
    anyway: bool,
}

/// What to do when one entry was two.
const TWO: &str = "if there were two, mend the first and log the second with --again";

/// How often others may be quicker before it is given up.
const ROUNDS: usize = 5;

impl Sync {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let repository = Repository::open(directory.root())?;
        let branch = match repository.head()? {
            Head::Branch(branch) => branch,
            Head::Merging(_) => return Err(GitError::Merging.into()),
        };
        let upstream = repository.upstream(&branch)?;
        repository.has_author()?;
        let writer = directory.writer()?;
        let files = Files::of(&repository, &directory)?;
        if !files.own.is_empty() {
            return Err(Failure::refused(format!("{} not saved yet", are(files.own.len())))
                .help("save first with `peer save`, then `peer sync`"));
        }
        let mut taken = 0;
        for _ in 0..ROUNDS {
            repository.fetch(&upstream)?;
            taken += take_in(peer, &directory, &repository, &upstream)?;
            take_out(peer, &directory, &repository, &writer)?;
            let (given, there) = repository.apart()?;
            if given > 0 || (there.is_none() && repository.has_commit()?) {
                self.hold_to_rules(peer, &directory, &upstream)?;
                if repository.push(&upstream)? == Pushed::Overtaken {
                    continue;
                }
            } else if taken > 0 {
                self.hold_to_rules(peer, &directory, &upstream)?;
            }
            peer.screen.say(&told(&upstream, taken, given));
            remind(peer, &directory, &repository);
            return Ok(Done::Yes);
        }
        Err(Failure::new(format!(
            "others were quicker {ROUNDS} times; what you saved is merged here and not given yet"
        ))
        .help("try `peer sync` again in a moment"))
    }

    /// Keeps errors from others until somebody says so.
    fn hold_to_rules(&self, peer: &Peer, directory: &Directory, upstream: &Upstream) -> Result<(), Failure> {
        let errors = errors(peer, directory)?;
        if errors.is_empty() {
            return Ok(());
        }
        let message = format!("the records have {}", counted(errors.len(), "error"));
        if self.anyway {
            peer.screen.note(&message);
            return Ok(());
        }
        Err(Failure {
            findings: errors,
            ..Failure::refused(format!("{message}; nothing was given to {}", upstream.name()))
        }
        .help("what others saved is taken in; mend the records, then `peer save` and `peer sync`")
        .help("to let others see them as they are: `peer sync --anyway`"))
    }
}

/// Merges what is new there; how many commits that was.
fn take_in(peer: &Peer, directory: &Directory, repository: &Repository, upstream: &Upstream) -> Result<usize, Failure> {
    let (_, there) = repository.apart()?;
    let Some(count) = there.filter(|count| *count > 0) else { return Ok(0) };
    let program = std::env::current_exe()
        .ok()
        .and_then(|path| shlex::try_quote(&path.to_string_lossy()).ok().map(|word| word.replace('%', "%%")))
        .unwrap_or_else(|| "peer".to_owned());
    let message = format!("merge the records of {}", upstream.name());
    let twice = repository.added_by_both()?;
    let parted = repository.parted()?;
    let months = parted.as_ref().map(|commits| Months::of(peer, directory, repository, commits)).transpose()?;
    let months = months.filter(|months| !months.is_empty());
    let mut met = repository.merge(&driver_of(&program), &message, months.is_none())?;
    if let Some(months) = months {
        months.lay(peer, repository)?;
        met = if repository.unmerged()?.is_empty() { Met::Together } else { Met::Apart };
        if met == Met::Together {
            repository.conclude(&[], &message)?;
            months.hold_back(directory)?;
        }
    }
    if met == Met::Apart {
        return Err(left_to_you(peer, directory, repository)?);
    }
    for path in twice.iter().filter_map(|path| repository.in_directory(path)) {
        peer.screen.note(&entered_twice(path));
    }
    Ok(count)
}

/// Takes out what came back in a merge that was made without `peer`, before anybody else is given it.
fn take_out(peer: &Peer, directory: &Directory, repository: &Repository, writer: &Writer<'_>) -> Result<(), Failure> {
    let back = came_back(peer, directory, repository, "@{upstream}..HEAD")?;
    let change = taken_out(directory, &back)?;
    if change.is_empty() {
        return Ok(());
    }
    writer.commit(&change)?;
    for Back { session, is_ours, .. } in &back {
        let side = if *is_ours { "here" } else { "there" };
        peer.screen.say(&format!("{session} was removed {side} and came back with a merge: it is taken out again"));
    }
    let message = format!("take out {} that came back with a merge", counted(back.len(), "session"));
    repository.commit(&Files::of(repository, directory)?.own, &message)?;
    Ok(())
}

/// What to mind about a file that both sides added.
fn entered_twice(path: &str) -> String {
    match path.strip_prefix("sessions/").and_then(|path| path.rsplit('/').next()) {
        Some(session) => {
            format!("{} was entered on both sides and is one session now; {TWO}", session.trim_end_matches(".toml"))
        }
        None => format!("{path} was added on both sides and is one file now; look whether both meant the same"),
    }
}

/// What the merge left to a person: which record, which fact, and what to do next.
fn left_to_you(peer: &Peer, directory: &Directory, repository: &Repository) -> Result<Failure, Failure> {
    let unmerged = repository.unmerged()?;
    let mut failure = Failure::refused(format!("{} changed two ways; a person must decide", were(unmerged.len())));
    for file in &unmerged {
        peer.screen.say(&format!("conflict in {}", file.path));
        for line in explained(peer, directory, repository, file) {
            peer.screen.say(&format!("  {line}"));
        }
    }
    if let Some(file) = unmerged.iter().find(|file| file.ours.is_some() && file.theirs.is_some()) {
        let path = repository.in_directory(&file.path).map_or_else(|| file.path.clone(), |path| directory.shown(path));
        failure = failure
            .help(format!("`peer edit {path}`: keep the right lines and take the markers out; so with each file"));
    }
    Ok(failure.help("then `peer save` and `peer sync`; or give the merge up with `git merge --abort`"))
}

/// What is open in a file, in plain words.
fn explained(peer: &Peer, directory: &Directory, repository: &Repository, file: &Unmerged) -> Vec<String> {
    let Some(relative) = repository.in_directory(&file.path) else {
        return vec!["this is no record: decide it as git says, then `git add` it".to_owned()];
    };
    let (Some(ours), Some(theirs)) = (&file.ours, &file.theirs) else {
        return one_is_gone(directory, relative, file);
    };
    let sides = Sides { base: file.base.as_deref(), ours, theirs };
    let mut lines = Vec::new();
    if file.base.is_none() && relative.starts_with("sessions/") {
        lines.push(format!("both sides entered this session; {TWO}"));
    }
    match merged(relative, directory.program(), &sides, peer.today) {
        Ok(Merged::Conflict { clashes, .. }) => {
            let is_identity = relative.starts_with(&format!("{}/", directory.folder(Kind::Identity)));
            lines.extend(clashes.iter().map(|clash| if is_identity { clash.quietly() } else { clash.to_string() }));
        }
        Ok(Merged::Clean(_)) => lines
            .push("only its lines are in conflict, not what they say; `peer git setup` lets git see that".to_owned()),
        Err(error) => lines.push(format!("merged by its lines: {error}")),
    }
    lines
}

fn one_is_gone(directory: &Directory, relative: &str, file: &Unmerged) -> Vec<String> {
    let (changed, gone) = if file.ours.is_some() { ("here", "there") } else { ("there", "here") };
    let mut lines = vec![format!("it was changed {changed} and removed {gone}")];
    let stem = relative.rsplit('/').next().and_then(|name| name.strip_suffix(".toml")).unwrap_or_default();
    let month = relative.strip_suffix(&format!("{stem}.toml")).zip(stem.get(..7));
    let packed = month.map(|(folder, month)| format!("{folder}{month}.toml"));
    let is_packed =
        |path: &String| directory.text(path).ok().flatten().is_some_and(|text| text.contains(&format!("[{stem}]")));
    if let Some(packed) = packed.filter(|path| relative.starts_with("sessions/") && is_packed(path)) {
        lines.push(format!(
            "it is packed in {packed} now: make the change there with `peer edit {packed}`, then `git rm {}`",
            file.path
        ));
    } else if let Some(session) = unpacked(directory, relative) {
        lines.push(format!(
            "the month is unpacked now, into files such as {session}: make the change there with `peer edit {session}`, \
             then `git rm {}`",
            file.path
        ));
    } else {
        lines.push(format!("keep it with `git add {0}`, or let it go with `git rm {0}`", file.path));
    }
    lines
}

/// A session of a packed month that has a file of its own.
fn unpacked(directory: &Directory, month: &str) -> Option<String> {
    let stem = month.strip_prefix("sessions/")?.rsplit('/').next()?.strip_suffix(".toml")?;
    if stem.len() != "2026-10".len() {
        return None;
    }
    let sessions = directory.stems(Kind::Session);
    let session =
        sessions.iter().find(|session| session.strip_prefix(stem).is_some_and(|rest| rest.starts_with('-')))?;
    Some(directory.path_of(Kind::Session, session))
}

/// Says when this clone cannot merge without this command.
fn remind(peer: &Peer, directory: &Directory, repository: &Repository) {
    let is_named = repository.attributes(directory).is_ok_and(|attributes| attributes.missing.is_empty());
    if !is_named || repository.driver().is_ok_and(|driver| driver.is_none()) {
        peer.screen
            .note("git merges records by their lines in this clone; `peer git setup` lets it merge by what they say");
    }
}

fn told(upstream: &Upstream, taken: usize, given: usize) -> String {
    let name = upstream.name();
    match (taken, given) {
        (0, 0) => format!("in step with {name}: nothing was new"),
        (taken, 0) => format!("in step with {name}: took in {}", counted(taken, "commit")),
        (0, given) => format!("in step with {name}: gave {}", counted(given, "commit")),
        (taken, given) => {
            format!("in step with {name}: took in {}, gave {}", counted(taken, "commit"), counted(given, "commit"))
        }
    }
}

fn are(files: usize) -> String {
    format!("{} {}", counted(files, "file"), if files == 1 { "is" } else { "are" })
}

fn were(files: usize) -> String {
    format!("{} {}", counted(files, "file"), if files == 1 { "was" } else { "were" })
}
