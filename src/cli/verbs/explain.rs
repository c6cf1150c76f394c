use clap::Args;

use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::record::read::nearest;
use crate::render::{pairs, reflow};
use crate::report::explain;

/// Read what a report counts and how mentors are proposed, with sources
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer explain            lists what can be explained\n  peer explain returns\n  peer explain reentry\n  peer explain matching"
)]
pub struct Explain {
    /// The report or definition, or `matching`
    #[arg(value_name = "NAME", add = complete::words(explain::NAMES))]
    name: Option<String>,
}

impl Explain {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let Some(name) = &self.name else {
            let all: Vec<(String, String)> = explain::NAMES
                .iter()
                .map(|name| explain::line(name))
                .collect();
            peer.screen.answer_styled(pairs(&all, &peer.screen.look))?;
            return Ok(Done::Yes);
        };
        let Some(text) = explain::explain(name) else {
            let failure = Failure::new(format!("there is no help page `{name}`"));
            return Err(match nearest(name, explain::NAMES) {
                Some(near) => failure.help(format!("did you mean `{near}`?")),
                None => failure.help(format!("it is one of {}", explain::NAMES.join(", "))),
            });
        };
        peer.screen.answer_styled(reflow(text, &peer.screen.look))?;
        Ok(Done::Yes)
    }
}
