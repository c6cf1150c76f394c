use std::path::Path;
use std::process::Command;

use clap::Args;

use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::identity::lacks_identities;
use crate::cli::located::show;
use crate::cli::peer::Peer;
use crate::cli::people::{ANY, find, kind_of, place, stem};
use crate::cli::prompt::{self, Prompt};
use crate::record::{Kind, SessionId};
use crate::render::{Look, findings};
use crate::store::{Change, Directory, Draft, Scope, StoreError, faults_of, raised, within};

/// Open a record in your editor
///
/// `peer` checks what you save; if it has an error, the editor opens again and shows it. Nothing you type is lost: a
/// text with an error stays in a draft file, and a message says where. The editor is $VISUAL or $EDITOR, or nano, vi or
/// notepad if neither is set.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer edit rosa\n  peer edit c-2d8\n  peer edit participants/p-4f7kq.toml    a file with a fault\n  \
                        peer edit peer.toml                    the program's rules\n  peer edit rosa --identity              name and address"
)]
pub struct Edit {
    /// The record: an id, a name, or a file of the directory
    #[arg(value_name = "WHO", add = complete::records(ANY))]
    who: String,
    /// Open the person's file in the identities folder instead
    #[arg(long)]
    identity: bool,
}

impl Edit {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        peer.finish_interrupted_write(&directory)?;
        directory.allow_writing()?;
        let path = self.path(peer, &directory)?;
        let editor = editor(peer.own.settings.editor.as_deref())?;
        let original = directory.text(&path)?;
        let draft = Draft::new(&directory, &path, original.as_deref().unwrap_or(""))?;
        let shown = directory.shown(&path);
        loop {
            open(&editor, &draft)?;
            let typed = draft.text().map_err(|error| kept(error.into(), &draft))?;
            if Some(&typed) == original.as_ref() || (original.is_none() && typed.trim().is_empty())
            {
                draft.discard();
                peer.screen.say(&format!("{shown} was not changed"));
                return Ok(Done::Yes);
            }
            let mut change = Change::default();
            match &original {
                Some(original) => change.replace(path.clone(), original.clone(), typed.clone()),
                None => change.create(path.clone(), typed.clone()),
            }
            // A text with a fault may not even be TOML; its faults are reported below.
            let raised = raised(&directory, &change).unwrap_or_default();
            let change = raised.as_ref().unwrap_or(&change);
            let faults = faults_of(&directory, change);
            if faults.is_empty() {
                let writer = directory.writer()?;
                peer.mind_first_name(&directory, change);
                peer.commit(&writer, change)
                    .map_err(|failure| kept(failure, &draft))?;
                draft.discard();
                peer.screen.say(&format!("changed {shown}"));
                peer.tell_raised(raised.is_some());
                return Ok(Done::Yes);
            }
            let mut all = show(peer, &directory, &faults);
            for (one, fault) in all.iter_mut().zip(&faults) {
                if let crate::record::At::Span(span) = &fault.at {
                    let located = within(&typed, span.clone(), peer.screen.names);
                    (one.line, one.column, one.excerpt) =
                        (located.line, located.column, located.excerpt);
                }
            }
            if !again(
                peer,
                &findings::text(
                    &all,
                    &Look {
                        colour: false,
                        ..peer.screen.look
                    },
                ),
            ) {
                let failure = Failure {
                    shown: all,
                    ..Failure::new(format!("{shown} was not changed"))
                };
                return Err(kept(failure, &draft));
            }
        }
    }

    /// The file meant, as a path from the root of the directory.
    fn path(&self, peer: &Peer, directory: &Directory) -> Result<String, Failure> {
        let typed = self.who.trim_start_matches("./");
        let relative = Path::new(typed)
            .strip_prefix(directory.root())
            .map_or(typed.to_owned(), |path| path.display().to_string());
        let beside = directory.inside(Path::new(typed));
        for candidate in [typed.to_owned(), relative].into_iter().chain(beside) {
            if candidate.ends_with(".toml") && directory.has_file(&candidate) {
                if directory.is_own(&candidate) {
                    return Ok(candidate);
                }
                return Err(StoreError::NotOwn(directory.shown(&candidate)).into());
            }
        }
        let typed = stem(typed);
        // Faulty files must not stop anyone from fixing one: the readable ones are enough to find a record.
        let session = typed.parse::<SessionId>().is_ok();
        let reading = directory.read(if session { Scope::ALL } else { Scope::PEOPLE });
        let register = peer.whole(&peer.link(reading.records));
        for kind in Kind::those(|kind| !kind.is_own() && !kind.is_names()) {
            let path = directory.path_of(kind, typed);
            if session == kind.is_by_year() && directory.has_file(&path) {
                return self.of_person(directory, kind, typed, path);
            }
        }
        let found = find(&register, typed, ANY)?;
        let place = place(&register, &found);
        self.of_person(
            directory,
            kind_of(&found),
            &found.id,
            place.path.to_string(),
        )
    }

    fn of_person(
        &self,
        directory: &Directory,
        kind: Kind,
        id: &str,
        path: String,
    ) -> Result<String, Failure> {
        match (self.identity, kind) {
            (false, _) => Ok(path),
            (true, kind) if kind.has_identity() => match lacks_identities(directory) {
                Some(folder) => Err(Failure::new(format!(
                    "the identities folder {folder} is not here"
                ))
                .help("make it reachable, then try again")),
                None => Ok(directory.path_of(Kind::Identity, id)),
            },
            (true, _) => Err(Failure::new(format!("{id} has no file in identities"))
                .help("only participants, mentors and cases have one")),
        }
    }
}

/// The editors to try if none is chosen, in this order.
const USUAL: [&str; 3] = if cfg!(windows) {
    ["notepad", "nano", "vi"]
} else {
    ["nano", "vi", "notepad"]
};

/// Whether a program is in one of the folders of PATH.
fn is_installed(name: &str) -> bool {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).any(|folder| {
        let file = folder.join(name);
        file.is_file() || file.with_extension("exe").is_file()
    })
}

/// The words of the editor's command: from the person's own settings, else from the environment, else an installed one.
fn editor(own: Option<&str>) -> Result<Vec<String>, Failure> {
    let set = || {
        ["VISUAL", "EDITOR"]
            .into_iter()
            .find_map(|name| std::env::var(name).ok().filter(|v| !v.trim().is_empty()))
    };
    // Without a terminal, a terminal editor would wait forever.
    let usual = || {
        let mut usual = USUAL.into_iter().filter(|_| prompt::possible());
        usual.find(|name| is_installed(name)).map(str::to_owned)
    };
    let chosen = own.map(str::to_owned).or_else(set).or_else(usual);
    let Some(command) = chosen else {
        return Err(
            Failure::new("no editor is chosen").help("set EDITOR, for example: export EDITOR=nano")
        );
    };
    match shlex::split(&command) {
        Some(words) if !words.is_empty() => Ok(words),
        _ => Err(Failure::new(format!(
            "the editor `{command}` cannot be read as a command"
        ))
        .help("set EDITOR to a command such as nano")),
    }
}

fn open(editor: &[String], draft: &Draft) -> Result<(), Failure> {
    let Some((program, arguments)) = editor.split_first() else {
        return Ok(());
    };
    let status = Command::new(program)
        .args(arguments)
        .arg(draft.path())
        .status()
        .map_err(|error| {
            draft.discard();
            Failure::new(format!("cannot start the editor `{program}`: {error}"))
                .help("set EDITOR to a command that is installed")
        })?;
    if status.success() {
        return Ok(());
    }
    Err(kept(
        Failure::new(format!(
            "the editor `{program}` ended with an error; nothing was changed"
        )),
        draft,
    ))
}

fn kept(failure: Failure, draft: &Draft) -> Failure {
    failure.help(format!(
        "what you typed is kept in {}",
        draft.path().display()
    ))
}

/// Shows the faults and asks whether to open the editor again; never asks if no one can answer.
fn again(peer: &Peer, faults: &str) -> bool {
    if !prompt::possible() {
        return false;
    }
    peer.screen.say(faults);
    Prompt::new(&peer.screen)
        .agrees("Edit it again?")
        .unwrap_or(false)
}
