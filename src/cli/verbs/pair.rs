use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use clap::Args;
/// Find the right mentor
#[derive(Debug, Args)]
pub struct Pair {
    who: Option<String>,
}
impl Pair {
    pub(super) fn run(&self, _peer: &Peer) -> Result<Done, Failure> {
        Ok(Done::Yes)
    }
}
