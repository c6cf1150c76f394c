use clap::Args;

use crate::cli::args::Writing;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::record::Kind;
use crate::store::{
    Attributes, Change, Directory, Hook, Ignored, NamesInGit, Repository, driver_of, ignore_names,
    names_in_git,
};

/// Teach this clone to merge records by what they say
///
/// Adds lines to `.gitattributes`, which everybody gets with the records, and to `.gitignore`, so that git takes no names
/// where it keeps none yet, and a merge driver to the settings of this
/// clone, which git does not copy: run it once in every clone. `git pull` then merges, and takes no record for another
/// one that looks alike. Nothing that you wrote yourself is changed.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer git setup\n  peer git setup --hooks     also check records before each commit and after each merge\n  \
                        peer git setup --dry-run"
)]
pub(super) struct Setup {
    /// Also add hooks that check the records of a commit or a merge
    #[arg(long)]
    hooks: bool,
    #[command(flatten)]
    writing: Writing,
}

/// The file that says how git treats which files.
const ATTRIBUTES: &str = ".gitattributes";

impl Setup {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let repository = Repository::open(directory.root())?;
        let mut steps = Steps::new(peer, &self.writing);
        steps.set_up(&directory, &repository)?;
        if self.hooks {
            for hook in repository.hooks()? {
                add_hook(&hook, &mut steps)?;
            }
        }
        if steps.has_others {
            peer.screen
                .say("this clone is not set up: git merges some records in another way, which can lose what they say");
            return Ok(Done::No);
        }
        if !steps.any {
            peer.screen
                .say("this clone is set up: records are merged by what they say");
        } else if !self.writing.dry_run {
            peer.screen.say(
                "git does not copy this to other clones: run `peer git setup` in each of them",
            );
        }
        Ok(Done::Yes)
    }
}

/// What is done, said as it is done.
pub(in crate::cli) struct Steps<'p> {
    pub peer: &'p Peer,
    dry_run: bool,
    /// Whether there was anything to do.
    pub any: bool,
    /// Whether git merges some records in another way, which stays.
    pub has_others: bool,
}

impl<'p> Steps<'p> {
    pub fn new(peer: &'p Peer, writing: &Writing) -> Self {
        Self {
            peer,
            dry_run: writing.dry_run,
            any: false,
            has_others: false,
        }
    }

    /// Has git merge records by what they say, and pass over names.
    pub fn set_up(
        &mut self,
        directory: &Directory,
        repository: &Repository,
    ) -> Result<(), Failure> {
        attributes(directory, &repository.attributes(directory)?, self)?;
        names(directory, self)?;
        driver(repository, self)?;
        settings(repository, self)
    }

    /// Renews the hooks that an older `peer` made, and leaves a clone without hooks as it is.
    pub fn renew_hooks(&mut self, repository: &Repository) -> Result<(), Failure> {
        for hook in repository.hooks()? {
            if matches!(hook, Hook::Old(..)) {
                add_hook(&hook, self)?;
            }
        }
        Ok(())
    }

    /// Says a step, as done or as one that would be; whether it is to be done.
    pub fn take(&mut self, done: &str, would: &str) -> Result<bool, Failure> {
        self.any = true;
        if self.dry_run {
            self.peer.screen.answer(format!("would {would}\n"))?;
        } else {
            self.peer.screen.say(done);
        }
        Ok(!self.dry_run)
    }
}

fn attributes(
    directory: &Directory,
    attributes: &Attributes,
    steps: &mut Steps<'_>,
) -> Result<(), Failure> {
    for (pattern, way) in &attributes.others {
        steps.has_others = true;
        steps.peer.screen.note(&format!(
            "{pattern} is merged in another way, as an attribute of git says (merge: {way}), which stays; `merge=peer` in its \
             place has it merged by what it says"
        ));
    }
    if attributes.missing.is_empty() {
        return Ok(());
    }
    let lines = attributes.missing.join("\n") + "\n";
    let shown = attributes.missing.join(", ");
    if !steps.take(
        &format!("added to {ATTRIBUTES}: {shown}"),
        &format!("add to {ATTRIBUTES}: {shown}"),
    )? {
        return Ok(());
    }
    let mut change = Change::default();
    match directory.text(ATTRIBUTES)? {
        Some(text) => {
            let gap = if text.is_empty() || text.ends_with('\n') {
                ""
            } else {
                "\n"
            };
            change.replace(ATTRIBUTES, text.clone(), format!("{text}{gap}{lines}"));
        }
        None => change.create(ATTRIBUTES, lines),
    }
    steps.peer.commit(&directory.writer()?, &change)
}

/// Has git pass over names that it would take with everything else.
fn names(directory: &Directory, steps: &mut Steps<'_>) -> Result<(), Failure> {
    if names_in_git(directory.root(), &directory.folder(Kind::Identity)) != NamesInGit::Exposed {
        return Ok(());
    }
    let mut change = Change::default();
    match ignore_names(directory, &mut change)? {
        Ignored::By(line) => {
            let what = format!("to .gitignore: {line}, so that git never takes names");
            if steps.take(&format!("added {what}"), &format!("add {what}"))? {
                steps.peer.commit(&directory.writer()?, &change)?;
            }
        }
        Ignored::Elsewhere => steps.peer.screen.note(&format!(
            "git would take the names in {}: add that folder to the .gitignore of its repository",
            directory.shown(&directory.folder(Kind::Identity))
        )),
        Ignored::Kept => {}
    }
    Ok(())
}

fn driver(repository: &Repository, steps: &mut Steps<'_>) -> Result<(), Failure> {
    let ours = driver_of("peer");
    match repository.driver()? {
        Some(there) if there == ours => Ok(()),
        Some(there) if !there.contains("peer git merge-file") => {
            steps.has_others = true;
            steps.peer.screen.note(&format!(
                "merge.peer.driver is set to `{there}`, which stays; to change it: git config --unset merge.peer.driver"
            ));
            Ok(())
        }
        _ => {
            if steps.take(
                "set merge.peer.driver in this clone",
                "set merge.peer.driver in this clone",
            )? {
                repository.set_driver(&ours)?;
            }
            Ok(())
        }
    }
}

/// How git merges in this clone; what somebody set here stays.
fn settings(repository: &Repository, steps: &mut Steps<'_>) -> Result<(), Failure> {
    let missing = repository.missing_settings()?;
    if missing.is_empty() {
        return Ok(());
    }
    let list: Vec<String> = missing
        .iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    let what = format!(
        "set {} in this clone: each file is merged under its own name",
        list.join(" ")
    );
    if steps.take(&what, &what)? {
        repository.set(&missing)?;
    }
    Ok(())
}

fn add_hook(hook: &Hook, steps: &mut Steps<'_>) -> Result<(), Failure> {
    match hook {
        Hook::Present(_) => Ok(()),
        Hook::Missing(path, _) => {
            let shown = path.display();
            if steps.take(
                &format!("made the hook {shown}"),
                &format!("make the hook {shown}"),
            )? {
                hook.write()?;
            }
            Ok(())
        }
        Hook::Old(path, _) => {
            let shown = path.display();
            if steps.take(
                &format!("renewed the hook {shown}"),
                &format!("renew the hook {shown}"),
            )? {
                hook.write()?;
            }
            Ok(())
        }
        Hook::Theirs(path, call) => {
            steps.peer.screen.note(&format!(
                "{} is yours and stays; add this line to it: {call}",
                path.display()
            ));
            Ok(())
        }
        Hook::Elsewhere(path, call) => {
            steps.peer.screen.note(&format!(
                "hooks lie outside of this repository and serve others too; add this line to {} yourself: {call}",
                path.display()
            ));
            Ok(())
        }
    }
}
