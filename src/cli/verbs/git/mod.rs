pub(super) mod apart;
pub(super) mod carry;
pub(super) mod check;
pub(super) mod conflicts;
pub(super) mod files;
pub(super) mod forget_also;
pub(super) mod given;
mod merge_file;
mod names_apart;
mod names_remote;
pub(super) mod setup;
pub(super) mod words;

use clap::{Args, Subcommand};

use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;

/// Let git merge records by content, and check them
///
/// Once a clone is set up, `git merge` and `git pull` merge records fact by fact: changes of only one side are kept,
/// lists and dated entries are combined, and you decide only the facts that were changed in two ways.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer git setup             once in every clone\n  peer git setup --hooks     also check records before each commit\n  \
                        peer git setup --names ../names.git\n  \
                        peer git check --staged    what a hook runs"
)]
pub struct Git {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Setup(setup::Setup),
    Check(check::Check),
    MergeFile(merge_file::MergeFile),
}

impl Git {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        match &self.what {
            What::Setup(verb) => verb.run(peer),
            What::Check(verb) => verb.run(peer),
            What::MergeFile(verb) => verb.run(peer),
        }
    }
}
