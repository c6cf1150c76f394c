//! The verbs, one file each.

mod accept;
mod add;
mod backup;
mod check;
mod decline;
mod due;
mod edit;
mod enroll;
mod event;
mod exit;
mod explain;
mod export;
mod forget;
mod generate;
mod git;
mod goal;
mod help;
mod history;
mod import;
mod init;
mod keep;
mod list;
mod log;
mod moving;
mod outcome;
mod pack;
mod pair;
mod print;
mod referral;
mod report;
mod same;
mod save;
mod set;
mod show;
mod status;
mod sync;
mod undo;
mod unmatch;
mod upgrade;
mod verify;
mod void;
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
    Outcome(outcome::Outcome),
    Match(pair::Pair),
    Accept(accept::Accept),
    Decline(decline::Decline),
    Unmatch(unmatch::Unmatch),
    Goal(goal::Goal),
    Referral(referral::Referral),
    Move(moving::Move),
    Keep(keep::Keep),
    Drop(keep::Drop),
    #[command(visible_aliases = ["remove", "delete"])]
    Void(void::Void),
    Unvoid(void::Unvoid),
    Forget(forget::Forget),
    Same(same::Same),
    Status(status::Status),
    Due(due::Due),
    Log(log::Log),
    Report(report::Report),
    Print(print::Print),
    History(history::History),
    Verify(verify::Verify),
    Export(export::Export),
    Explain(explain::Explain),
    Check(check::Check),
    Import(import::Import),
    Where(whereabouts::Where),
    Pack(pack::Pack),
    Undo(undo::Undo),
    Save(save::Save),
    Sync(sync::Sync),
    Git(git::Git),
    Backup(backup::Backup),
    Restore(backup::Restore),
    Upgrade(upgrade::Upgrade),
    Generate(generate::Generate),
    Help(help::Help),
}

impl Verb {
    /// Whether it only reads the records, and so can read those of a commit.
    fn reads(&self) -> bool {
        match self {
            Self::Match(verb) => verb.reads(),
            Self::Same(verb) => verb.reads(),
            Self::Show(_) | Self::List(_) | Self::Status(_) | Self::Due(_) | Self::Report(_) => {
                true
            }
            Self::History(_) | Self::Verify(_) | Self::Check(_) | Self::Where(_) => true,
            Self::Export(_) => true,
            _ => false,
        }
    }

    /// Whether it shows how to use verbs, even if something else is wrong.
    pub fn is_help(&self) -> bool {
        matches!(self, Self::Help(_))
    }

    /// Refuses to do anything but read if the records of a commit are asked for.
    ///
    /// # Errors
    /// It writes, or does not read records.
    pub fn goes_with(&self, at: Option<&str>) -> Result<(), Failure> {
        match at {
            Some(at) if !self.reads() => Err(Failure::new(format!(
                "--at {at} reads the records as they were then; this command changes records, and the past cannot be changed"
            ))
            .help("leave out --at to work on today's records")
            .help("--at goes with show, list, status, due, match, same, report, export, history, verify, check and where")),
            _ => Ok(()),
        }
    }

    /// Runs it.
    ///
    /// # Errors
    /// See each verb.
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
            Self::Outcome(verb) => verb.run(peer),
            Self::Match(verb) => verb.run(peer),
            Self::Accept(verb) => verb.run(peer),
            Self::Decline(verb) => verb.run(peer),
            Self::Unmatch(verb) => verb.run(peer),
            Self::Goal(verb) => verb.run(peer),
            Self::Referral(verb) => verb.run(peer),
            Self::Move(verb) => verb.run(peer),
            Self::Keep(verb) => verb.run(peer),
            Self::Drop(verb) => verb.run(peer),
            Self::Void(verb) => verb.run(peer),
            Self::Unvoid(verb) => verb.run(peer),
            Self::Forget(verb) => verb.run(peer),
            Self::Same(verb) => verb.run(peer),
            Self::Status(verb) => verb.run(peer),
            Self::Due(verb) => verb.run(peer),
            Self::Log(verb) => verb.run(peer),
            Self::Report(verb) => verb.run(peer),
            Self::Print(verb) => verb.run(peer),
            Self::History(verb) => verb.run(peer),
            Self::Verify(verb) => verb.run(peer),
            Self::Export(verb) => verb.run(peer),
            Self::Explain(verb) => verb.run(peer),
            Self::Check(verb) => verb.run(peer),
            Self::Import(verb) => verb.run(peer),
            Self::Where(verb) => verb.run(peer),
            Self::Pack(verb) => verb.run(peer),
            Self::Undo(verb) => verb.run(peer),
            Self::Save(verb) => verb.run(peer),
            Self::Sync(verb) => verb.run(peer),
            Self::Git(verb) => verb.run(peer),
            Self::Backup(verb) => verb.run(peer),
            Self::Restore(verb) => verb.run(peer),
            Self::Upgrade(verb) => verb.run(peer),
            Self::Generate(verb) => verb.run(peer),
            Self::Help(verb) => verb.run(peer),
        }
    }
}
