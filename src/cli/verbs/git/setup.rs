use clap::Args;

use super::names_remote;
use crate::cli::args::Writing;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::record::Kind;
use crate::store::{
    Attributes, Change, Directory, Hook, Ignored, InClone, NamesInGit, Repository, driver_of,
    driver_settings, ignore_names, names_in_git,
};

/// Set up this clone to merge records by content
///
/// Adds lines to `.gitattributes` and `.gitignore`, which everyone gets with the records, so that git does not save
/// names unless it already has some. Also adds a merge driver to the settings of this clone, which git does not copy:
/// run it once in every clone. Nothing that you wrote yourself is changed.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer git setup\n  peer git setup --hooks     also check records before each commit and after each merge\n  \
                        peer git setup --names ../names.git     names go there and come from there, apart from the records\n  \
                        peer git setup --dry-run"
)]
pub(super) struct Setup {
    /// Also add hooks that check the records of a commit or a merge
    #[arg(long)]
    hooks: bool,
    /// Where the repository of names goes: a private host, or a bare repository on a shared drive or a stick
    #[arg(long, value_name = "PLACE", value_hint = clap::ValueHint::AnyPath)]
    names: Option<String>,
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
                add_hook(hook, &mut steps);
            }
        }
        if let Some(names) = &self.names {
            names_remote::checked(&directory, &repository, names)?;
        }
        let any = steps.any();
        let has_others = steps.has_others;
        steps.finish(&directory, Some(&repository))?;
        if let Some(names) = &self.names {
            if self.writing.dry_run {
                return names_remote::preview(peer, names);
            }
            names_remote::set(peer, &directory, &repository, names)?;
        }
        if has_others {
            peer.screen
                .say("this clone is not set up: git merges some records line by line, which can lose data");
            return Ok(Done::No);
        }
        if !any {
            peer.screen
                .say("this clone is set up: records are merged by content");
        } else if !self.writing.dry_run {
            peer.screen.say(match self.names {
                Some(_) => "these settings are only for this laptop: on every other laptop, type `peer git setup --names` and the folder of the names",
                None => "these settings are only for this laptop: on every other laptop, type `peer git setup`",
            });
        }
        Ok(Done::Yes)
    }
}

/// What to do: either all of it or nothing.
pub(in crate::cli) struct Steps<'p> {
    peer: &'p Peer,
    dry_run: bool,
    /// The words for each step, done and not yet done.
    told: Vec<(String, String)>,
    /// What happens to files of the directory.
    pub change: Change,
    /// What is set in this clone.
    given: InClone,
    /// Whether git merges some records in another way, which is kept.
    has_others: bool,
}

impl<'p> Steps<'p> {
    pub fn new(peer: &'p Peer, writing: &Writing) -> Self {
        Self {
            peer,
            dry_run: writing.dry_run,
            told: Vec::new(),
            change: Change::default(),
            given: InClone::default(),
            has_others: false,
        }
    }

    /// Whether there is anything to do.
    pub fn any(&self) -> bool {
        !self.told.is_empty()
    }

    /// Makes git merge records by their contents, and ignore names.
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

    /// Whether the records' repository ignores the folder of identities.
    fn passes_over(&self, directory: &Directory, folder: &str) -> Result<bool, Failure> {
        Ok(match Repository::open(directory.root()) {
            Ok(records) => records.passes_over(folder)?,
            Err(_) => true,
        })
    }

    /// Renews the hooks that an older `peer` made, and leaves a clone without hooks unchanged.
    pub fn renew_hooks(&mut self, repository: &Repository) -> Result<(), Failure> {
        for hook in repository.hooks()? {
            if matches!(hook, Hook::Old(..)) {
                add_hook(hook, self);
            }
        }
        Ok(())
    }

    /// Adds a step, in words for when it is done and for a dry run.
    pub fn tell(&mut self, done: String, would: String) {
        self.told.push((done, would));
    }

    /// Does all steps, or says what they would do. The records come last: after an earlier error they are not written,
    /// and an error in writing them leaves the clone unchanged.
    pub fn finish(
        self,
        directory: &Directory,
        repository: Option<&Repository>,
    ) -> Result<(), Failure> {
        let screen = &self.peer.screen;
        if self.dry_run {
            let would = self
                .told
                .iter()
                .map(|(_, would)| format!("would {would}\n"));
            return screen.answer(would.collect::<String>());
        }
        if self.told.is_empty() {
            return Ok(());
        }
        let writer = directory.writer()?;
        let write = || self.peer.commit(&writer, &self.change);
        match repository {
            Some(repository) => repository.give(&self.given, write)?,
            None => write()?,
        }
        for (done, _) in &self.told {
            screen.say(done);
        }
        Ok(())
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
            "{pattern} has another merge setting in git's attributes (merge: {way}), which stays; change it to `merge=peer` to merge records by content"
        ));
    }
    if attributes.missing.is_empty() {
        return Ok(());
    }
    let lines = attributes.missing.join("\n") + "\n";
    let shown = attributes.missing.join(", ");
    steps.tell(
        format!("set up {ATTRIBUTES}, so that git uses `peer` to combine records ({shown})"),
        format!("set up {ATTRIBUTES}, so that git uses `peer` to combine records ({shown})"),
    );
    match directory.text(ATTRIBUTES)? {
        Some(text) => {
            let gap = if text.is_empty() || text.ends_with('\n') {
                ""
            } else {
                "\n"
            };
            let after = format!("{text}{gap}{lines}");
            steps.change.replace(ATTRIBUTES, text, after);
        }
        None => steps.change.create(ATTRIBUTES, lines),
    }
    Ok(())
}

/// Makes git ignore names that it would otherwise commit with everything else.
fn names(directory: &Directory, steps: &mut Steps<'_>) -> Result<(), Failure> {
    let folder = directory.folder(Kind::Identity);
    let is_seen = match names_in_git(directory.root(), &folder) {
        NamesInGit::Exposed => true,
        // A repository inside another one, which would see it as a part of itself.
        NamesInGit::Apart => {
            directory.identities_outside().is_none() && !steps.passes_over(directory, &folder)?
        }
        NamesInGit::Ignored | NamesInGit::Kept => false,
    };
    if !is_seen {
        return Ok(());
    }
    match ignore_names(directory, &mut steps.change)? {
        Ignored::By(line) => {
            let what = format!("to .gitignore: {line}, so that git never takes names");
            steps.tell(format!("added {what}"), format!("add {what}"));
        }
        Ignored::Elsewhere => steps.peer.screen.note(&format!(
            "git would save the names in {}: add that folder to the .gitignore of its repository",
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
                "merge.peer.driver is already set to `{there}` and was not changed; to change it: git config --unset merge.peer.driver"
            ));
            Ok(())
        }
        _ => {
            let what = "git on this laptop combine records with `peer` (merge.peer.driver)";
            steps.tell(
                what.replacen("combine", "now combines", 1),
                format!("make {what}"),
            );
            steps.given.settings.extend(driver_settings());
            Ok(())
        }
    }
}

/// How git merges in this clone; settings that someone made here are kept.
fn settings(repository: &Repository, steps: &mut Steps<'_>) -> Result<(), Failure> {
    let missing = repository.missing_settings()?;
    if missing.is_empty() {
        return Ok(());
    }
    let list: Vec<String> = missing
        .iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    let step = format!(
        "git's settings on this laptop so that git does not mix up two records ({})",
        list.join(" ")
    );
    steps.tell(format!("changed {step}"), format!("change {step}"));
    let owned = |(key, value): (&str, &str)| (key.to_owned(), value.to_owned());
    steps.given.settings.extend(missing.into_iter().map(owned));
    Ok(())
}

fn add_hook(hook: Hook, steps: &mut Steps<'_>) {
    let screen = &steps.peer.screen;
    match &hook {
        Hook::Present(_) => {}
        Hook::Missing(path, _) => {
            let shown = path.display();
            let (done, would) = (
                format!("made the hook {shown}"),
                format!("make the hook {shown}"),
            );
            steps.tell(done, would);
            steps.given.hooks.push(hook);
        }
        Hook::Old(path, _) => {
            let shown = path.display();
            let (done, would) = (
                format!("updated the hook {shown}"),
                format!("update the hook {shown}"),
            );
            steps.tell(done, would);
            steps.given.hooks.push(hook);
        }
        Hook::Theirs(path, call) => screen.note(&format!(
            "{} is your own hook and was not changed; add this line to it: {call}",
            path.display()
        )),
        Hook::Elsewhere(path, call) => screen.note(&format!(
            "hooks are in a folder that other repositories use too; add this line to {} yourself: {call}",
            path.display()
        )),
    }
}
