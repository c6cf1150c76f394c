use clap::Args;

use crate::check::check_beside;
use crate::cli::args::Writing;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::{Peer, RunRegister};
use crate::record::{Kind, Severity, counted};
use crate::store::{Change, Directory, Ended, Head, LastWrite, Proposed, Repository, Scope, Since};

/// Undo the last change made on this computer
///
/// Every file that the last command changed goes back to how it was, names included; run it again to undo the change
/// before. The last 20 changes are kept where git does not see them: in `.git/peer/`, or in `.peer/` if there is no
/// git. A file that was changed since then stays as it is, and a message names it. You cannot undo an undo. `peer undo`
/// does not undo `peer init`, files written with -o, or what git did.
///
/// The next command finishes a change that was interrupted. If it cannot be finished, `peer undo` cancels it: its files
/// go back to how they were, except files changed by hand since then.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer undo -n              what would be undone\n  peer undo\n  \
                        peer undo --forget        undo nothing; delete what was kept\n  \
                        peer undo --finish        finish an interrupted change, even if a file was changed by hand"
)]
pub struct Undo {
    /// Undo nothing, and delete all changes kept for undo, with the old texts
    #[arg(long, conflicts_with = "dry_run")]
    forget: bool,
    /// Finish an interrupted change even if some of its files were changed by hand since; those stay as they are
    #[arg(long, conflicts_with_all = ["dry_run", "forget"])]
    finish: bool,
    #[command(flatten)]
    writing: Writing,
}

impl Undo {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        if self.forget {
            let count = directory.forget_writes()?;
            peer.screen.say(&format!(
                "forgot {}; the records are as they were",
                counted(count, "write")
            ));
            return Ok(Done::Yes);
        }
        if self.finish {
            return finish(peer, &directory);
        }
        if directory.finish_interrupted_write()?.is_some()
            && let Some(done) = self.give_up(peer, &directory)?
        {
            return Ok(done);
        }
        let writer = peer.writer(&directory, &self.writing)?;
        let Some(mut last) = directory.last_write()? else {
            let failure = Failure::refused("there is no change on this computer to undo")
                .help("`git log` and `git diff` show what was changed before");
            return Err(match directory.writes_of_old() {
                None => failure,
                Some(old) => failure.help(format!(
                    "{} is from version 0.1 and no longer used; to delete it: `peer undo --forget`",
                    old.display()
                )),
            });
        };
        mind_merge(&directory)?;
        // If a write only created files that were then removed by hand, it is undone already: the write before it is
        // next.
        while pass_over(peer, &directory, &mut last)?
            && let Some(writer) = &writer
        {
            peer.warn_unfinished(&writer.undo(&last)?);
            match directory.last_write()? {
                Some(older) => last = older,
                None => return Ok(Done::Yes),
            }
        }
        mind_changes(&directory, &last)?;
        mind_conflict(&directory, &last)?;
        if let Some(commit) = last.saved_in(&directory) {
            peer.screen.note(&format!(
                "it was already saved in {commit}: run `peer save` to save the undo too"
            ));
        }
        let Some(writer) = writer else {
            peer.preview(&directory, &last.inverse())?;
            return Ok(Done::Yes);
        };
        peer.warn_unfinished(&writer.undo(&last)?);
        peer.screen.say(&told(&directory, last.change()));
        let left = directory.writes_kept();
        if left > 0 {
            let more = counted(left, "more change");
            peer.screen.say(&format!(
                "to undo the change before it too, type `peer undo` again; you can undo {more}"
            ));
        }
        mind_faults(peer, &directory, &last.inverse());
        Ok(Done::Yes)
    }

    /// Gives up an interrupted write that cannot be finished.
    fn give_up(&self, peer: &Peer, directory: &Directory) -> Result<Option<Done>, Failure> {
        if self.writing.dry_run {
            let change = directory.write_to_give_up()?;
            return change
                .map(|change| peer.preview(directory, &change))
                .transpose()
                .map(|shown| shown.map(|()| Done::Yes));
        }
        let ended = directory.give_up_write()?;
        Ok(ended.map(|ended| tell_end(peer, directory, "gave up", &ended)))
    }
}

/// Finishes an interrupted write, and leaves alone the files that were changed by hand since.
fn finish(peer: &Peer, directory: &Directory) -> Result<Done, Failure> {
    match directory.finish_write_around_changes()? {
        Some(ended) => Ok(tell_end(peer, directory, "finished", &ended)),
        None => Err(Failure::refused("there is no unfinished write")
            .help("to undo the last change: `peer undo`")),
    }
}

/// Says how an interrupted write ended.
fn tell_end(peer: &Peer, directory: &Directory, how: &str, ended: &Ended) -> Done {
    peer.screen.say(&format!("{how} {}", ended.write));
    for path in &ended.left {
        let path = directory.shown(path);
        peer.screen
            .note(&format!("{path} was changed by hand, and stays as it is"));
    }
    peer.warn_unfinished(&ended.written);
    mind_faults(peer, directory, &ended.change);
    Done::Yes
}

/// Leaves out of a write what was removed by hand since, and says so; returns whether nothing of it is left to undo.
fn pass_over(peer: &Peer, directory: &Directory, last: &mut LastWrite) -> Result<bool, Failure> {
    for path in last.leave_removed(directory)? {
        peer.screen.note(&format!(
            "{} was deleted by hand since, and stays deleted",
            directory.shown(&path)
        ));
    }
    Ok(last.change().is_empty())
}

/// Refuses in the middle of a merge: by then, the same files contain what others changed.
fn mind_merge(directory: &Directory) -> Result<(), Failure> {
    match Repository::open(directory.root()).and_then(|repository| repository.head()) {
        Ok(Head::Merging(_)) => Err(Failure::refused("a merge is under way; nothing was undone")
            .help("finish it first: `peer save` lists what is open, decide each file with `peer edit FILE`, then `peer save` again")
            .help("to cancel the merge: `git merge --abort`")),
        _ => Ok(()),
    }
}

/// Refuses to bring back a conflict that someone has decided since.
fn mind_conflict(directory: &Directory, last: &LastWrite) -> Result<(), Failure> {
    let Some(path) = last.conflicted() else {
        return Ok(());
    };
    let path = directory.shown(path);
    Err(Failure::refused(format!(
        "the last change decided a conflict in {path}, and undoing it would bring the conflict back; nothing was changed"
    ))
    .help(format!(
        "make the change by hand, with `peer edit {path}`"
    ))
    .help(FORGET))
}

/// What to do if a write cannot be undone.
const FORGET: &str = "changes before it cannot be undone either; to forget them all and keep the records as they are: `peer undo --forget`";

/// Refuses if a file is not as the write left it.
fn mind_changes(directory: &Directory, last: &LastWrite) -> Result<(), Failure> {
    let changed = last.changed_since(directory)?;
    if changed.is_empty() {
        return Ok(());
    }
    let said = changed.iter().map(|(path, since)| {
        let how = match since {
            Since::Changed => "was changed",
            Since::Removed => "was removed",
            Since::Made => "was made",
        };
        format!("{} {how} since", directory.shown(path))
    });
    let said: Vec<String> = said.collect();
    let message = format!(
        "the last change cannot be undone: {}; nothing was changed",
        said.join("; ")
    );
    let mut failure = Failure::refused(message);
    if let Some((path, _)) = changed.iter().find(|(_, since)| *since != Since::Removed) {
        failure = failure.help(format!(
            "make the change by hand, with `peer edit {}`; `git diff` shows what was saved",
            directory.shown(path)
        ));
    }
    if let Some((path, _)) = changed.iter().find(|(_, since)| *since == Since::Removed) {
        failure = failure.help(way_back(directory, path));
    }
    Err(failure.help(FORGET))
}

/// What to do about a missing file.
fn way_back(directory: &Directory, path: &str) -> String {
    let shown = directory.shown(path);
    let stem = path
        .rsplit('/')
        .next()
        .unwrap_or(path)
        .trim_end_matches(".toml");
    let packing: Vec<Kind> = Kind::those(Kind::packs).collect();
    let records = directory.read(Scope::of(&packing)).records;
    for kind in packing {
        if let Some(place) = records.place(kind, stem) {
            let (noun, now) = (kind.noun(), directory.shown(&place.path));
            return format!(
                "the {noun} is in {now} now: make the change by hand, with `peer edit {stem}`"
            );
        }
    }
    let Ok(repository) = Repository::open(directory.root()) else {
        return format!("put {shown} back from a backup, then `peer undo` again");
    };
    let top = repository.from_top(path);
    if repository.changes().is_ok_and(|all| {
        all.iter()
            .any(|changed| Some(&changed.path) == top.as_ref())
    }) {
        return format!(
            "to bring the file back from the last commit: `git restore --staged --worktree {shown}`"
        );
    }
    format!("`git log -p -- {shown}` shows what it said and the commit that removed it")
}

/// What was undone, a line for each file.
fn told(directory: &Directory, change: &Change) -> String {
    let files: Vec<String> = change
        .files()
        .map(|(path, before, after)| {
            let how = match (before, after) {
                (None, _) => "removed",
                (_, None) => "brought back",
                _ => "restored",
            };
            format!("{how} {}", directory.shown(path))
        })
        .collect();
    let more = files.len().saturating_sub(SHOWN);
    let mut lines = vec!["undid the last change:".to_owned()];
    lines.extend(
        files
            .into_iter()
            .take(SHOWN)
            .map(|line| format!("  {line}")),
    );
    if more > 0 {
        lines.push(format!("  and {more} more"));
    }
    lines.join("\n")
}

/// How many files are listed one by one.
const SHOWN: usize = 20;

/// Says if the records have faults now: something written by hand may refer to what was undone.
fn mind_faults(peer: &Peer, directory: &Directory, change: &Change) {
    let alone = is_by_itself(change);
    let mut reading = directory.read(if alone { Scope::PEOPLE } else { Scope::ALL });
    if let Some(Proposed { after, .. }) = (alone)
        .then(|| Proposed::read(directory, &reading.records, change).ok())
        .flatten()
    {
        reading.records = after.records;
        reading.findings.extend(after.findings);
    }
    let register = RunRegister::new(peer.link(reading.records));
    let ruled = check_beside(&register, peer.today, &reading.findings);
    let errors = reading
        .findings
        .iter()
        .chain(&ruled)
        .filter(|finding| finding.severity == Severity::Error)
        .count();
    if errors > 0 {
        peer.screen.note(&format!(
            "the records have {} now: see `peer check`",
            counted(errors, "fault")
        ));
    }
}

/// Whether a change is only of sessions and answer sheets that no other record refers to: there can be very many of
/// those, and none of the others has to be read to see what is wrong now.
fn is_by_itself(change: &Change) -> bool {
    let is_by_year = |path: &str| {
        let folder = path.split('/').next().unwrap_or_default();
        folder.parse().is_ok_and(Kind::is_by_year)
    };
    // A session refers to another only if it was moved to another day or is void.
    let leads = |text: &str| text.contains("moved_") || text.contains("void");
    change.files().all(|(path, before, after)| {
        is_by_year(path) && ![before, after].into_iter().flatten().any(leads)
    })
}
