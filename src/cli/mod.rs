//! The command line: one file per verb, which parses its arguments, calls the layers below and shows their results.
//!
//! Today, the environment and the terminal are read here once and passed on. All output is written through [`Screen`].

mod args;
mod complete;
mod days;
mod entries;
mod failure;
mod figures;
mod filled;
mod flags;
mod help;
mod identity;
mod joined;
mod joining;
mod located;
mod made;
mod merging;
mod moving;
mod nameless;
mod naming;
mod output;
mod own;
mod pages;
mod pairing;
mod peer;
mod people;
mod progress;
mod prompt;
mod screen;
mod settings;
mod unfinished;
mod usage;
mod usual;
mod verbs;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::FalseyValueParser;
use clap::{ArgAction, CommandFactory, FromArgMatches, Parser};

pub use failure::{Done, Failure};
pub use merging::merged;
pub use peer::Peer;
pub use screen::{ColourChoice, Screen};

/// Records, matching and outcome reports for parent-peer-support programs.
///
/// `peer` keeps a program's records as a directory of small TOML files: parents, the mentors who walk beside them,
/// court cases, matches and sessions. It checks them, matches parents with mentors, and answers what courts, counties
/// and funders ask.
#[derive(Debug, Parser)]
#[command(
    name = "peer",
    version,
    disable_help_subcommand = true,
    subcommand_required = true,
    arg_required_else_help = true,
    max_term_width = 100,
    after_help = "Begin with `peer init DIR`. Each verb has its own help with examples: `peer help log`.\n\
                  WHO is an id, the beginning of one, or a name; DAY is 2026-11-14, 11/14/2026, today,\n\
                  yesterday or a weekday. `peer help options` has the options that many verbs share."
)]
pub struct Cli {
    /// Work in the program's directory DIR
    ///
    /// Without it: PEER_DIR, else the nearest folder, here or above, that holds `peer.toml`.
    #[arg(short = 'C', long = "directory", value_name = "DIR", global = true, env = "PEER_DIR", hide_env_values = true, hide_short_help = true,
          value_hint = clap::ValueHint::DirPath, value_parser = clap::builder::OsStringValueParser::new())]
    root: Option<OsString>,

    /// Read the records as they were at REV: a commit, a tag, or the last commit of a day such as 2026-10-12
    ///
    /// Works with `show`, `list`, `status`, `due`, `match`, `report`, `history`, `verify`, `check`, `where`. Your files
    /// are not touched. Today is then the day of that commit (unless PEER_TODAY is set), so a report has the same
    /// figures as on that day; for another day use --as-of. Names that are not in git are today's.
    #[arg(long, value_name = "REV", global = true, hide_short_help = true, add = complete::revisions())]
    at: Option<String>,
    /// When to use color [default: your own settings, or auto]
    #[arg(
        long = "color",
        value_name = "WHEN",
        global = true,
        hide_short_help = true
    )]
    colour: Option<ColourChoice>,

    /// Show no names on the screen, for a screenshot or a shared screen
    ///
    /// You can still type names on the command line. The same as PEER_NO_NAMES=1. Files and answers to other programs
    /// have no names anyway, unless you use --names.
    #[arg(long, global = true, env = "PEER_NO_NAMES", hide_env_values = true, value_parser = FalseyValueParser::new(),
          action = ArgAction::SetTrue, hide_short_help = true)]
    no_names: bool,

    #[command(subcommand)]
    verb: verbs::Verb,
}

/// The whole command line, with its help.
fn command() -> clap::Command {
    help::dressed(flags::with_keys(Cli::command()))
}

/// Runs the program on the arguments and environment of this process.
#[must_use]
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    if complete::complete(&arguments, command) {
        return ExitCode::SUCCESS;
    }
    let arguments = joined::joined(arguments, command);
    let parsed = command().try_get_matches_from(arguments);
    let parsed =
        parsed.and_then(|matches| Cli::from_arg_matches(&matches).map(|cli| (cli, matches)));
    let (cli, matches) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => return screen::usage(&error, command),
    };
    let (own, unread) = match settings::Own::read() {
        Ok(own) => (own, None),
        Err(failure) => (settings::Own::default(), Some(failure)),
    };
    let screen = Screen::new(
        cli.colour.unwrap_or(own.color()),
        !cli.no_names && !own.hides_names(),
    );
    let screen = screen.for_person(&own.settings);
    if let Some(failure) = unread.filter(|_| !cli.verb.is_help()) {
        return screen.close(Err(failure));
    }
    // An empty PEER_DIR counts as unset.
    let folder = cli
        .root
        .filter(|folder| !folder.is_empty())
        .map(PathBuf::from);
    let done = cli.verb.goes_with(cli.at.as_deref());
    let done = done
        .and_then(|()| Peer::new(folder, screen.clone(), cli.at.as_deref(), command, own))
        .and_then(|peer| {
            days::understood(&matches, peer.today)
                .iter()
                .for_each(|line| peer.screen.say(line));
            let done = cli.verb.run(&peer);
            done.map_err(|failure| failure.located(&peer))
        });
    screen.close(done)
}
