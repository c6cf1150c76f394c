use clap::Args;

use crate::cli::args::{AnyDay, Resolve, Writing};
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::record::{Kind, counted};
use crate::store::{Scope, pack, parts_of_month, unpack};

/// Put the sessions and answers of closed months into one file a month
///
/// Git then has one file instead of hundreds. All commands read packed months like single files; a session entered late
/// gets a file beside the month. All facts and comments stay, and so do changes that others make to these sessions before
/// you sync. With --unpack, packed months become single files again.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer pack --before 2025-07-01\n  peer pack --before 2025-07-01 --dry-run\n  peer pack --unpack --before 2024-08-01"
)]
pub struct Pack {
    /// Pack the months that end before this day
    #[arg(long, value_name = "DAY")]
    before: AnyDay,
    /// Take packed months apart instead
    #[arg(long)]
    unpack: bool,
    #[command(flatten)]
    writing: Writing,
}

impl Pack {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let before = self.before.resolve(&peer.today)?;
        if before > peer.today {
            return Err(Failure::new(format!(
                "{before} is after today: only months that are over can be packed"
            )));
        }
        let writer = peer.writer(&directory, &self.writing)?;
        peer.finish_interrupted_write(&directory)?;
        let reading = directory.read(Scope::ALL);
        if !reading.findings.is_empty() {
            return Err(Failure::faulty(reading.findings));
        }
        let packing = if self.unpack {
            unpack(&directory, before)?
        } else {
            pack(&directory, before)?
        };
        let verb = if self.unpack { "unpacked" } else { "packed" };
        if packing.change.is_empty() {
            peer.screen
                .say(&format!("nothing to be {verb} before {before}"));
            return Ok(Done::Yes);
        }
        if self.writing.dry_run {
            for (month, count) in &packing.months {
                let (kind, month) = parts_of_month(month);
                peer.screen.answer(format!(
                    "would have {verb} {month}: {}\n",
                    counted(count, kind.noun())
                ))?;
            }
            return Ok(Done::Yes);
        }
        if let Some(writer) = writer {
            peer.commit(&writer, &packing.change)?;
        }
        let kinds = Kind::those(Kind::packs).filter_map(|kind| {
            let months = packing.months.iter();
            let of: Vec<usize> = months
                .filter(|(month, _)| parts_of_month(month).0 == kind)
                .map(|(_, count)| *count)
                .collect();
            let (records, months) = (of.iter().sum::<usize>(), of.len());
            let said = format!(
                "{} of {}",
                counted(records, kind.noun()),
                counted(months, "month")
            );
            (months > 0).then_some(said)
        });
        let kinds: Vec<String> = kinds.collect();
        peer.screen.say(&format!("{verb} {}", kinds.join(", ")));
        Ok(Done::Yes)
    }
}
