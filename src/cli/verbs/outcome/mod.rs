//! `peer outcome`: how families fared after they came home, and up to which day someone looked.

mod answer;
mod ask;
mod checked;
mod question;
mod taken;

use clap::{Args, Subcommand};

use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;

/// Record through which day someone looked how families fared
///
/// A family that no one looked up counts as unknown, not as one that did not return: `peer explain outcomes`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer outcome ask county -o ../ask.csv       a question to send\n  peer outcome answer ../ask.csv              what came back\n  peer outcome checked rosa --through 2026-09-30 --source court-records --reference \"list 4\"\n  \
                        peer outcome checked rosa luis --through yesterday --source parent"
)]
pub struct Outcome {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Answer(answer::Answer),
    Ask(ask::Ask),
    Checked(checked::CheckedOutcome),
}

impl Outcome {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        match &self.what {
            What::Answer(answer) => answer.run(peer),
            What::Ask(ask) => ask.run(peer),
            What::Checked(checked) => checked.run(peer),
        }
    }
}
