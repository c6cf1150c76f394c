//! `peer log`: what happened on a day.

mod frame;
mod kinds;

use clap::{Args, Subcommand};

use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;

/// Log what happened: a group, a meeting with a mentor, a day in court
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  peer log group wednesday --present rosa,luis --childcare 5 90min\n  \
                        peer log mentoring rosa 45min --topic visitation -m \"Rehearsed the visit plan.\"\n  \
                        peer log meeting c-2d8 --type cft --rights --voice --decision unsupervised-visits\n  \
                        peer log casework rosa --goal housing --referral housing-authority\n  \
                        peer log court rosa --mentor dana\n  peer log committee pac 2h --mentor dana --recommendations 1\n  \
                        peer log supervision dana 1h\n  peer log outreach county-fair 3h --mentor dana\n\n\
                        Lengths are 45min, 1h30 or 2h. Days are 2026-11-14, today, yesterday, or a weekday (the last one).")]
pub struct Log {
    #[command(subcommand)]
    kind: Kind,
}

#[derive(Debug, Subcommand)]
enum Kind {
    Group(kinds::Group),
    Mentoring(kinds::Mentoring),
    Meeting(kinds::Meeting),
    Casework(kinds::Casework),
    Court(kinds::Court),
    Committee(kinds::Committee),
    Supervision(kinds::Supervision),
    Outreach(kinds::Outreach),
    Consultation(kinds::Consultation),
}

impl Log {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        match &self.kind {
            Kind::Group(log) => log.run(peer),
            Kind::Mentoring(log) => log.run(peer),
            Kind::Meeting(log) => log.run(peer),
            Kind::Casework(log) => log.run(peer),
            Kind::Court(log) => log.run(peer),
            Kind::Committee(log) => log.run(peer),
            Kind::Supervision(log) => log.run(peer),
            Kind::Outreach(log) => log.run(peer),
            Kind::Consultation(log) => log.run(peer),
        }
    }
}
