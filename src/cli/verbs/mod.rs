//! The verbs, one file each.

mod accept;
mod add;
mod check;
mod decline;
mod due;
mod edit;
mod enroll;
mod event;
mod exit;
mod explain;
mod generate;
mod git;
mod init;
mod list;
mod log;
mod pack;
mod pair;
mod report;
mod save;
mod set;
mod show;
mod sync;
mod unmatch;
mod whereabouts;

use clap::Subcommand;

use super::failure::{Done, Failure};
use super::peer::Peer;

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Verb {
    Init(init::Init),
    Add(add::Add),
    Show(show::Show),
    List(list::List),
    Set(set::Set),
    Edit(edit::Edit),
    Enroll(enroll::Enroll),
    Exit(exit::Exit),
    Event(event::Event),
    Match(pair::Pair),
    Accept(accept::Accept),
    Decline(decline::Decline),
    Unmatch(unmatch::Unmatch),
    Due(due::Due),
    Log(log::Log),
    Report(report::Report),
    Explain(explain::Explain),
    Check(check::Check),
    Where(whereabouts::Where),
    Pack(pack::Pack),
    Save(save::Save),
    Sync(sync::Sync),
    Git(git::Git),
    Generate(generate::Generate),
}

impl Verb {
    /// Does it.
    ///
    /// # Errors
    /// What each verb says.
    pub fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        match self {
            Self::Init(verb) => verb.run(peer),
            Self::Add(verb) => verb.run(peer),
            Self::Show(verb) => verb.run(peer),
            Self::List(verb) => verb.run(peer),
            Self::Set(verb) => verb.run(peer),
            Self::Edit(verb) => verb.run(peer),
            Self::Enroll(verb) => verb.run(peer),
            Self::Exit(verb) => verb.run(peer),
            Self::Event(verb) => verb.run(peer),
            Self::Match(verb) => verb.run(peer),
            Self::Accept(verb) => verb.run(peer),
            Self::Decline(verb) => verb.run(peer),
            Self::Unmatch(verb) => verb.run(peer),
            Self::Due(verb) => verb.run(peer),
            Self::Log(verb) => verb.run(peer),
            Self::Report(verb) => verb.run(peer),
            Self::Explain(verb) => verb.run(peer),
            Self::Check(verb) => verb.run(peer),
            Self::Where(verb) => verb.run(peer),
            Self::Pack(verb) => verb.run(peer),
            Self::Save(verb) => verb.run(peer),
            Self::Sync(verb) => verb.run(peer),
            Self::Git(verb) => verb.run(peer),
            Self::Generate(verb) => verb.run(peer),
        }
    }
}
