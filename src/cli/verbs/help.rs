use clap::Args;

use crate::cli::failure::{Done, Failure};
use crate::cli::help;
use crate::cli::peer::Peer;
use crate::cli::usage::no_verb;

/// Read how a verb is used, or the options that many verbs share
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer help                the verbs, by what people do\n  peer help log\n  peer help log group\n  \
                  peer help options        --as-of, --dry-run, --output and others"
)]
pub struct Help {
    /// The verb, or `options`
    #[arg(value_name = "VERB")]
    words: Vec<String>,
}

impl Help {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let page = match self.words.as_slice() {
            [word] if word == "options" => Some(help::options((peer.described)())),
            words => help::of((peer.described)(), words),
        };
        let page = page
            .ok_or_else(|| no_verb(self.words.iter().map(String::as_str), &(peer.described)()))?;
        let text = if peer.screen.look.colour {
            page.ansi().to_string()
        } else {
            page.to_string()
        };
        peer.screen.answer_styled(text)?;
        Ok(Done::Yes)
    }
}
