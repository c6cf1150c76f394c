//! `peer add`: new records, and new dated entries of people.

mod case;
mod child;
mod entry;
mod group;
mod mentor;
mod new_record;
mod participant;

use clap::{Args, Subcommand};

use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;

/// Add a parent, mentor, case or group, or a detail such as a training or a goal
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer add participant \"Rosa Medina\" --need housing --language es --enroll\n  \
                        peer add mentor \"Dana Webb\" --capacity 4 --closed 2023-05-10 --outcome reunified\n  \
                        peer add case --system cps --participant rosa --child a=2016-05-01\n  \
                        peer add group wednesday --meets \"wed 18:00\" --childcare\n  \
                        peer add training dana peer-mentor-core --on 2026-02-20 --hours 24"
)]
pub struct Add {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    #[command(alias = "parent")]
    Participant(Box<participant::AddParticipant>),
    Mentor(Box<mentor::AddMentor>),
    Case(case::AddCase),
    Child(child::AddChild),
    Group(group::AddGroup),
    Request(entry::AddRequest),
    Goal(entry::AddGoal),
    Consent(entry::AddConsent),
    Training(entry::AddTraining),
    Leave(entry::AddLeave),
}

impl Add {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        match &self.what {
            What::Participant(add) => add.run(peer),
            What::Mentor(add) => add.run(peer),
            What::Case(add) => add.run(peer),
            What::Child(add) => add.run(peer),
            What::Group(add) => add.run(peer),
            What::Request(add) => add.run(peer),
            What::Goal(add) => add.run(peer),
            What::Consent(add) => add.run(peer),
            What::Training(add) => add.run(peer),
            What::Leave(add) => add.run(peer),
        }
    }
}
