use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::args::Mistyped;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::record::{Datum, Day, Kind, Program, schema::Table};
use crate::store::{Directory, Edit, NamesInGit, Repository, StoreError, init, names_in_git};

/// Make a new directory for a program
///
/// Writes `peer.toml` with the usual rules, which you can change in an editor, and empty folders for the records.
/// Existing files stay; missing lines are added to `.gitignore`.
///
/// Names and addresses are in `identities/`, a small git repository of its own that the records' git ignores. So names
/// can be forgotten, and go only where you send them (`peer git setup --names`). `--identities ../vault` keeps them
/// outside the folder. Every report also runs without names.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer init saguaro --name \"Saguaro Parent Partners\"\n  \
                        peer init . --fiscal-year-starts 10 --facts\n  peer init saguaro --identities ../vault"
)]
pub struct Init {
    /// The folder [default: the current folder]
    #[arg(value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    directory: Option<PathBuf>,
    /// The program's name, as reports print it
    #[arg(long)]
    name: Option<String>,
    /// The month in which the fiscal year begins: 7 or July
    #[arg(long, value_name = "MONTH", default_value_t = 7, value_parser = month)]
    fiscal_year_starts: u32,
    /// The folder for names and addresses; it may lie outside the repository
    #[arg(long, value_name = "PATH", default_value = "identities")]
    identities: String,
    /// Ask for race, disability, income, education, household and role in the family: `peer.toml` gets their words
    #[arg(long)]
    facts: bool,
}

const TEMPLATE: &str = include_str!("init.toml");
/// What funders of many programs ask, in words that a program can change.
const FACTS: &str = include_str!("init_facts.toml");
/// What the facts replace: an example, which ends where the next one begins.
const EXAMPLE: [&str; 2] = [
    "# Other information that you collect",
    "# How reports write a word",
];

impl Init {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let root = self
            .directory
            .clone()
            .or_else(|| peer.named_directory().map(Path::to_owned));
        let root = root.unwrap_or_else(|| PathBuf::from("."));
        peer.allow_target(&root)?;
        let template = if self.facts {
            with_facts()
        } else {
            TEMPLATE.to_owned()
        };
        let mut text = Edit::open("peer.toml", &template, None, Program::SCHEMA)?;
        text.set(
            "name",
            &Datum::Text(self.name.clone().unwrap_or_else(|| title(&root))),
        );
        text.set(
            "fiscal_year_starts",
            &Datum::Integer(i64::from(self.fiscal_year_starts)),
        );
        text.set("identities", &Datum::Text(self.identities.clone()));
        let (directory, written) = init(&root, &text.text()).map_err(|error| match error {
            StoreError::Exists(marker) => Failure::new(format!("{} already exists", marker.display())).help(
                "this folder already has a program; change its rules with `peer edit peer.toml`, or choose another folder",
            ),
            other => other.into(),
        })?;
        peer.warn_unfinished(&written);
        let named = directory.root().display();
        peer.screen.say(&format!(
            "created {named} with peer.toml and the folders for your records"
        ));
        let elsewhere = self
            .directory
            .as_deref()
            .is_some_and(|folder| folder != Path::new("."));
        let go = if elsewhere {
            format!("cd {named}; ")
        } else {
            String::new()
        };
        let is_in_git = Repository::open(directory.root()).is_ok();
        let git = if is_in_git {
            "peer git setup"
        } else {
            "git init"
        };
        peer.screen.say(&format!(
            "next: {go}{git}; peer add participant \"Rosa Medina\" --need housing"
        ));
        if is_in_git {
            peer.screen
                .say("run `peer git setup` so that git merges records by content");
        }
        match Repository::begin_names(&directory) {
            Ok(is_apart) => self.say_where_names_go(peer, &directory, is_apart),
            // The records are made, so this is no error; names are kept back until they have a place.
            Err(error) => peer.screen.note(&format!(
                "names have no place of their own yet: {error}. To make one: {go}peer upgrade --names"
            )),
        }
        Ok(Done::Yes)
    }

    fn say_where_names_go(&self, peer: &Peer, directory: &Directory, is_apart: bool) {
        let folder = &self.identities;
        if is_apart {
            peer.screen.note(&format!(
                "names are saved separately in {folder}/, for now on this computer only; to share them with coworkers: `peer git setup --names PLACE`, where PLACE is a shared folder or server"
            ));
        } else if directory.identities_outside().is_some() {
            peer.screen
                .say(&format!("names go to {folder}, outside the directory"));
        } else if names_in_git(directory.root(), &directory.folder(Kind::Identity))
            == NamesInGit::Kept
        {
            peer.screen.note(&format!(
                "names go to {folder}/, and git already has some of them"
            ));
        } else {
            peer.screen.note(&format!(
                "names go to {folder}/, which git ignores: make your own backup of it. To keep names elsewhere, move the folder and write `identities = \"../vault\"` in peer.toml"
            ));
        }
    }
}

/// The number of a month: `7`, `July`, `jul`.
fn month(text: &str) -> Result<u32, Mistyped> {
    let number = text.trim().parse::<u32>().ok();
    let number = number.filter(|month| (1..=12).contains(month));
    number
        .or_else(|| Day::month_called(text.trim()))
        .ok_or_else(|| {
            Mistyped::new(
                format!("`{text}` is not a month"),
                "write its number or name: 7 or July",
            )
        })
}

/// The template, with facts instead of its example of one.
fn with_facts() -> String {
    let [example, next] = EXAMPLE.map(|line| TEMPLATE.find(line).unwrap_or(TEMPLATE.len()));
    let (before, after) = (&TEMPLATE[..example], &TEMPLATE[next.max(example)..]);
    format!("{before}{FACTS}\n{after}")
}

/// A program's name made from its folder: `golden-gate` becomes `Golden Gate`.
fn title(root: &Path) -> String {
    let full = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
    let stem = full
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let words: Vec<String> = stem
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| {
            let mut letters = word.chars();
            letters
                .next()
                .map(|first| first.to_uppercase().chain(letters).collect())
                .unwrap_or_default()
        })
        .collect();
    if words.is_empty() {
        "Parent Peer Support".to_owned()
    } else {
        words.join(" ")
    }
}
