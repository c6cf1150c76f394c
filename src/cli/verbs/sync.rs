use clap::Args;

use super::git::apart::{ALONE, Apart};
use super::git::carry::{self, Carried, carry, forget_in_folder};
use super::git::check::errors;
use super::git::conflicts::{TWO, explain, first_steps};
use super::git::files::Files;
use super::git::forget_also::forget_also;
use super::git::given;
use crate::check::{InMessage, private_in_message};
use crate::cli::failure::{Done, Failure};
use crate::cli::joining::{CONCLUDED, Months, driver, mended};
use crate::cli::nameless;
use crate::cli::peer::{Peer, RunRegister};
use crate::record::counted;
use crate::register::Register;
use crate::store::{
    Directory, GitError, Head, Met, Pushed, Repository, Scope, StoreError, Upstream,
};

/// Get your coworkers' changes, and send them yours
///
/// Gets your coworkers' changes, combines them with yours, checks them all, and sends yours. Nobody's work is
/// overwritten. If two people changed the same thing differently, you see both and decide.
///
/// Names are shared through their own place, if you set one up (`peer explain names`). If your program keeps names in
/// git with the records, the first sync of a laptop needs --with-names; after that, `peer sync` sends both.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer sync\n  peer sync --anyway         send your changes even if records have errors\n  \
                        peer sync --with-names     share names with the records"
)]
pub struct Sync {
    /// Send your changes even if the combined records have errors, or if the text that you gave with `peer save -m` seems to include a name
    #[arg(long)]
    anyway: bool,
    /// Send and get names with the records: everyone with access sees them, and they can never be removed
    #[arg(long)]
    with_names: bool,
}

/// Refuses if something is not saved yet: others would not get it.
fn all_saved(files: &Files, names: Option<&Apart>) -> Result<(), Failure> {
    let open = files.own.len() + names.map_or(0, |names| names.changed.len());
    match open {
        0 => Ok(()),
        _ => Err(Failure::refused(format!("{} not saved yet", are(open)))
            .help("run `peer save` first, then `peer sync`")),
    }
}

/// Says how many people have no name on this computer.
fn tell_nameless(peer: &Peer, directory: &Directory) {
    let people = Register::new(directory.read(Scope::PEOPLE).records);
    if let Some(told) = nameless::told(&RunRegister::new(people)) {
        peer.screen.note(&told);
    }
}

/// How often others may be faster before it gives up.
const ROUNDS: usize = 5;

impl Sync {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let repository = Repository::open(directory.root())?;
        let branch = match repository.head()? {
            Head::Branch(branch) => branch,
            Head::Merging(_) => return Err(StoreError::from(GitError::Merging).into()),
        };
        let upstream = repository
            .upstream(&branch)
            .map_err(|error| mind_first_push(error, &directory, &repository))?;
        repository.has_author()?;
        let writer = directory.writer()?;
        let files = Files::of(&repository, &directory)?;
        let names = Apart::of(&directory, &repository)?;
        all_saved(&files, names.as_ref())?;
        files.without_staged_names(&directory)?;
        repository.fetch(&upstream)?;
        let mut forgotten = directory.forgotten()?;
        forgotten.extend(repository.forgotten_in("@{upstream}")?);
        match names {
            Some(names) => {
                let carried = carry(peer, &directory, &writer, &names, &forgotten)?;
                told_of_names(peer, &directory, &carried);
            }
            None => forget_in_folder(peer, &directory, &writer, &forgotten)?,
        }
        let mut taken = 0;
        let begun = repository.tip()?;
        let before = repository.identities_of("HEAD");
        for _ in 0..ROUNDS {
            repository.fetch(&upstream)?;
            self.hold_names_off(&directory, &repository, &upstream)?;
            taken += take_in(peer, &directory, &repository, &upstream)?;
            mention_moved_names(peer, before.as_deref(), &repository, &upstream);
            if repository.apart()?.1.is_some() {
                mend(peer, &directory, &repository, begun.as_deref())?;
                mention_packed_again(peer, &directory, &repository, begun.as_deref())?;
            }
            forget_also(peer, &directory, &repository, &writer)?;
            let (given, there) = repository.apart()?;
            if given > 0 || (there.is_none() && repository.has_commit()?) {
                self.hold_to_rules(peer, &directory, &upstream)?;
                self.hold_to_privacy(peer, &directory, &repository)?;
                let name = there.map(|_| upstream.name());
                given::hold_commits(peer, &directory, &repository, name.as_deref())?;
                self.hold_names_back(&directory, &repository, &upstream, there.is_some())?;
                if repository.push(&upstream)? == Pushed::Overtaken {
                    continue;
                }
            } else if taken > 0 {
                self.hold_to_rules(peer, &directory, &upstream)?;
            }
            peer.screen.say(&told(&upstream, taken, given));
            tell_nameless(peer, &directory);
            remind(peer, &directory, &repository);
            return Ok(Done::Yes);
        }
        Err(Failure::new(format!(
            "others saved first {ROUNDS} times; your changes are merged here, but not sent yet"
        ))
        .help("try `peer sync` again in a moment"))
    }

    /// Does not send errors to others until someone says so.
    fn hold_to_rules(
        &self,
        peer: &Peer,
        directory: &Directory,
        upstream: &Upstream,
    ) -> Result<(), Failure> {
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
            ..Failure::refused(format!(
                "{message}; nothing was sent to {}",
                upstream.name()
            ))
        }
        .help("you have received what others saved; fix the records, then `peer save` and `peer sync`")
        .help("to let others see them as they are: `peer sync --anyway`"))
    }

    /// Refuses to send what belongs only in identities, if the message of a commit made by hand contains it.
    fn hold_to_privacy(
        &self,
        peer: &Peer,
        directory: &Directory,
        repository: &Repository,
    ) -> Result<(), Failure> {
        let register = RunRegister::new(Register::new(directory.read(Scope::PEOPLE).records));
        for (commit, text) in repository.messages_to_give()? {
            let Some(InMessage::Sure(what, of)) = private_in_message(&register, &text, &[]) else {
                continue;
            };
            let message = format!("the message of commit {commit} contains the {what} of `{of}`");
            if !self.anyway {
                return Err(Failure::refused(format!("{message}; nothing was sent"))
                    .help("once others have it, you cannot get it back; to change the message of the last commit: `git commit --amend`; of an earlier one: `git rebase -i`")
                    .help("to send it anyway: `peer sync --anyway`"));
            }
            peer.screen.note(&message);
        }
        Ok(())
    }

    /// Does not send names to others who have none in git; even names that a later commit removes would be sent.
    fn hold_names_back(
        &self,
        directory: &Directory,
        repository: &Repository,
        upstream: &Upstream,
        is_there: bool,
    ) -> Result<(), Failure> {
        let names = repository.names_to_give(directory)?;
        if names.is_empty() || self.with_names {
            return Ok(());
        }
        let there = upstream.name();
        let way = if is_there {
            format!("`git reset {there}`")
        } else {
            "`git update-ref -d HEAD` and `git read-tree --empty`".to_owned()
        };
        Err(Failure::refused(format!(
            "the commits here have {} with names, but {there} has none; nothing was sent",
            counted(names.len(), "file")
        ))
        .help(format!(
            "to leave them out: {way}, then `peer save`; your files stay, and the changes are saved again without names"
        ))
        .help(format!(
            "once others have them, you cannot get them back; to keep names in git for everyone who reads {there}: `peer sync --with-names`"
        )))
    }

    /// Receives no names if git keeps none, and never over names here: git would overwrite them.
    fn hold_names_off(
        &self,
        directory: &Directory,
        repository: &Repository,
        upstream: &Upstream,
    ) -> Result<(), Failure> {
        let there = upstream.name();
        let names = repository.names_to_take(directory)?;
        if !names.is_empty() && !self.with_names {
            let folder = names
                .first()
                .and_then(|name| Some(name.rsplit_once('/')?.0))
                .unwrap_or(".");
            return Err(Failure::refused(format!(
                "{there} has {} with names, but git has none here; nothing was received or sent",
                counted(names.len(), "file")
            ))
            .help(format!(
                "ask the person who saved them to remove them from {there}, and do not save yours; to see the commits: `git log {there} -- :/{folder}`"
            ))
            .help("if the program keeps names in git on purpose: `peer sync --with-names`"));
        }
        let lost = repository.names_in_the_way(directory)?;
        match lost.first() {
            None => hold_ignored(repository, &there),
            Some(first) => Err(Failure::refused(format!(
                "{} with names here would be replaced by those of {there}: {}; nothing was received",
                counted(lost.len(), "file"),
                lost.join(", ")
            ))
            .help(format!(
                "move yours out of the folder first, such as {first}, then `peer sync` again, and compare the two"
            ))),
        }
    }
}

/// Receives nothing that git would write over files that it ignores: no one could get them back.
fn hold_ignored(repository: &Repository, there: &str) -> Result<(), Failure> {
    let lost = repository.ignored_in_the_way()?;
    let Some(first) = lost.first() else {
        return Ok(());
    };
    Err(Failure::refused(format!(
        "{} that git ignores here would be replaced by those of {there}: {}; nothing was received",
        counted(lost.len(), "file"),
        lost.join(", ")
    ))
    .help(format!(
        "`git check-ignore -v {}` shows the line that hides it; delete that line, then `peer save` and `peer sync`, or move the file elsewhere",
        repository.in_directory(first).unwrap_or(first)
    )))
}

/// Says what a push by hand would give away, if there was no push yet.
fn mind_first_push(error: StoreError, directory: &Directory, repository: &Repository) -> Failure {
    let failure = Failure::from(error);
    match repository.keeps_names(directory, "HEAD") {
        Ok(true) => failure.help(
            "the commits here contain names: a push sends them to everyone who reads the remote, forever",
        ),
        _ => failure,
    }
}

/// Merges what is new there; returns how many commits that was.
fn take_in(
    peer: &Peer,
    directory: &Directory,
    repository: &Repository,
    upstream: &Upstream,
) -> Result<usize, Failure> {
    let (_, there) = repository.apart()?;
    let Some(count) = there.filter(|count| *count > 0) else {
        return Ok(0);
    };
    let message = format!("{CONCLUDED} {}", upstream.name());
    let twice = repository.added_by_both()?;
    let parted = repository.parted()?;
    let months = parted
        .as_ref()
        .map(|commits| Months::of(peer, directory, repository, commits))
        .transpose()?;
    let months = months.filter(|months| !months.is_empty());
    let mut met = repository.merge(&driver(), &message, months.is_none())?;
    if let Some(months) = months {
        months.lay(peer, repository)?;
        met = if repository.unmerged()?.is_empty() {
            Met::Together
        } else {
            Met::Apart
        };
        if met == Met::Together {
            repository.conclude(&[], &message)?;
            months.hold_back(
                directory,
                "the merge is saved here but not sent yet: the next `peer sync` sends it",
            )?;
        }
    }
    if met == Met::Apart {
        let open = repository.unmerged()?;
        explain(peer, directory, repository, &open);
        let was = if open.len() == 1 { "was" } else { "were" };
        let message = format!(
            "{} {was} changed in two ways; you must decide",
            counted(open.len(), "file")
        );
        let failure = first_steps(Failure::refused(message), directory, repository, &open);
        return Err(failure
            .help("then `peer save` and `peer sync`; to cancel the merge: `git merge --abort`"));
    }
    for path in twice
        .iter()
        .filter_map(|path| repository.in_directory(path))
    {
        peer.screen.note(&entered_twice(path));
    }
    Ok(count)
}

/// Says where names are written from now on, if the others changed that.
fn mention_moved_names(
    peer: &Peer,
    before: Option<&str>,
    repository: &Repository,
    upstream: &Upstream,
) {
    let now = repository.identities_of("HEAD");
    if let (Some(before), Some(now)) = (before, now)
        && before != now
    {
        peer.screen.note(&format!(
            "peer.toml of {} now keeps names in `{now}`; the names in `{before}` stay there but are not read: ask whether that is intended before you enter names",
            upstream.name()
        ));
    }
}

/// Fixes the months of merges made without `peer`: those that came in since `begun`, made by a server or by a clone
/// without setup, and those made here, before anyone else gets them.
fn mend(
    peer: &Peer,
    directory: &Directory,
    repository: &Repository,
    begun: Option<&str>,
) -> Result<(), Failure> {
    let came_in = begun.map(|begun| format!("{begun}..@{{upstream}}"));
    for range in came_in.as_deref().into_iter().chain(["@{upstream}..HEAD"]) {
        if mended(peer, directory, repository, range)? {
            let own = Files::of(repository, directory)?.own;
            repository.commit(&own, "merge packed months by their sessions")?;
        }
    }
    Ok(())
}

/// Names sessions that were removed, there or here, but are still in a month that was packed before that was known, as
/// after a rebase.
fn mention_packed_again(
    peer: &Peer,
    directory: &Directory,
    repository: &Repository,
    begun: Option<&str>,
) -> Result<(), Failure> {
    let mention = |before: &str, by: &str| -> Result<(), Failure> {
        for (session, month) in repository.packed_again(before)? {
            let path = directory.shown(&month);
            peer.screen.note(&format!(
                "{session} was removed in what {by} saved, but {path} has it: if no one entered it again, delete it with `peer edit {path}`"
            ));
        }
        Ok(())
    };
    mention("@{upstream}", "others")?;
    begun.map_or(Ok(()), |begun| mention(begun, "you"))
}

/// What to watch for with a file that both sides added.
fn entered_twice(path: &str) -> String {
    match path
        .strip_prefix("sessions/")
        .and_then(|path| path.rsplit('/').next())
    {
        Some(session) => {
            format!(
                "{} was entered on both sides and is one session now; {TWO}",
                session.trim_end_matches(".toml")
            )
        }
        None => format!(
            "{path} was added on both sides and is now one file; check that both meant the same"
        ),
    }
}

/// Says if this clone cannot merge without this command.
fn remind(peer: &Peer, directory: &Directory, repository: &Repository) {
    let is_named = repository
        .attributes(directory)
        .is_ok_and(|attributes| attributes.missing.is_empty() && attributes.others.is_empty());
    if !is_named || repository.driver().is_ok_and(|driver| driver.is_none()) {
        peer.screen
            .note("git combines records line by line on this laptop; run `peer git setup`, so that it combines them fact by fact");
    }
}

/// Says what happened to the names.
fn told_of_names(peer: &Peer, directory: &Directory, carried: &Carried) {
    if *carried == Carried::Alone && directory.reminds(peer.today) {
        peer.screen.note(ALONE);
    }
    if let Carried::Away(why) = carried {
        peer.screen.note(&format!(
            "the records were synced, but the names were not: {why}"
        ));
    }
    if let Some(line) = carry::told(carried) {
        peer.screen.say(&line);
    }
}

fn told(upstream: &Upstream, taken: usize, given: usize) -> String {
    let name = upstream.name();
    match (taken, given) {
        (0, 0) => format!("up to date with {name}: nothing new"),
        (taken, 0) => format!("synced with {name}: received {}", counted(taken, "commit")),
        (0, given) => format!("synced with {name}: sent {}", counted(given, "commit")),
        (taken, given) => {
            format!(
                "synced with {name}: received {}, sent {}",
                counted(taken, "commit"),
                counted(given, "commit")
            )
        }
    }
}

fn are(files: usize) -> String {
    format!(
        "{} {}",
        counted(files, "file"),
        if files == 1 { "is" } else { "are" }
    )
}
