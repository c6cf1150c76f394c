use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use clap::Args;
/// Reports
#[derive(Debug, Args)]
pub struct Report {
    who: Option<String>,
}
impl Report {
    pub(super) fn run(&self, _peer: &Peer) -> Result<Done, Failure> {
        Ok(Done::Yes)
    }
}
