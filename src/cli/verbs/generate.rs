use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::store::make_folder;

/// Make the man pages, or print the completion script of a shell
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer generate man ~/.local/share/man/man1\n  peer generate completions zsh > ~/.zfunc/_peer"
)]
pub struct Generate {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Write a man page for `peer` and for each verb
    Man {
        /// The folder to write into
        #[arg(value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
        directory: PathBuf,
    },
    /// Print the completion script of a shell: bash, zsh, fish or powershell
    Completions {
        /// The shell
        #[arg(value_parser = ["bash", "zsh", "fish", "powershell"])]
        shell: String,
    },
}

impl Generate {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        match &self.what {
            What::Man { directory } => {
                let mut root = (peer.described)();
                root.build();
                let mut all = Vec::new();
                pages(&root, "peer", &mut all)?;
                // No folder is created if any of the files may not be written.
                for (name, _) in &all {
                    peer.allow_target(&directory.join(name))?;
                }
                make_folder(directory)?;
                for (name, page) in &all {
                    peer.target(&directory.join(name))?.write(page)?;
                }
                let count = all.len();
                peer.screen.say(&format!(
                    "wrote {count} man pages to {}",
                    directory.display()
                ));
            }
            What::Completions { shell } => peer.screen.answer(script(shell))?,
        }
        Ok(Done::Yes)
    }
}

fn script(shell: &str) -> &'static str {
    match shell {
        "bash" => include_str!("../../../completions/peer.bash"),
        "zsh" => include_str!("../../../completions/_peer"),
        "powershell" => include_str!("../../../completions/peer.ps1"),
        _ => include_str!("../../../completions/peer.fish"),
    }
}

/// Renders the page of a command and the pages of its verbs, each with its file name.
fn pages(
    command: &clap::Command,
    name: &str,
    all: &mut Vec<(String, Vec<u8>)>,
) -> Result<(), Failure> {
    let mut page = Vec::new();
    // In a page, the program's name is the whole path of verbs.
    let titled = command
        .clone()
        .name(name.to_owned())
        .bin_name(name.replace('-', " "));
    clap_mangen::Man::new(titled)
        .render(&mut page)
        .map_err(|error| Failure::new(format!("cannot make the man page of {name}: {error}")))?;
    all.push((format!("{name}.1"), page));
    for verb in command.get_subcommands().filter(|verb| !verb.is_hide_set()) {
        pages(verb, &format!("{name}-{}", verb.get_name()), all)?;
    }
    Ok(())
}
