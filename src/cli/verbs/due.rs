use clap::Args;

use crate::cli::args::{AsOf, Naming, Output, Ref, Resolve};
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::measure::due::{USUAL, due};
use crate::record::{MentorId, counted};
use crate::render::Format;
use crate::report::due as sheet;
use crate::report::matching::Voice;
use crate::same::open;
use crate::store::Scope;

/// Show what should happen next and by when, most urgent first
///
/// Lists parents to meet for the first time, parents who missed a session, matches with no recent contact, parents on
/// the waiting list, proposed matches, follow-ups after reunification, hearings, consents and trainings that expire,
/// supervision and surveys. To change how often each is due, change the numbers under `[rhythm]` in `peer.toml`, with
/// `peer edit peer.toml`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer due\n  peer due --for dana --within 30d\n  peer due --within 2w --format markdown -o monday.md\n  peer due -o monday.xlsx\n  peer due --no-names"
)]
pub struct Due {
    /// Show only what is due for this mentor
    #[arg(long = "for", value_name = "MENTOR")]
    mentor: Option<Ref<MentorId>>,
    /// How far to look ahead, such as 30d or 2w [default: 14d]; 0d shows only what is due now
    #[arg(long, value_name = "TIME", value_parser = days)]
    within: Option<u32>,
    #[command(flatten)]
    as_of: AsOf,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    naming: Naming,
}

impl Due {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let as_of = self.as_of.day(peer.today)?;
        let register = peer.register_as_of(&directory, Scope::ALL, as_of)?;
        let today = as_of.unwrap_or(peer.today);
        let mut all = due(&register, today, self.within);
        if let Some(mentor) = self.mentor.resolve(&register)? {
            all.retain(|due| due.mentor.as_ref() == Some(&mentor));
        }
        let format = self.output.format()?;
        peer.mind_identities(&directory, &self.output, self.naming)?;
        let voice = Voice {
            names: peer.names(&directory, &self.output, self.naming)?,
            exact: matches!(format, Format::Csv | Format::Json | Format::Xlsx),
        };
        let mut sheet = sheet::due(&register, &all, today, self.within.unwrap_or(USUAL), voice);
        let everybody = self.mentor.is_none().then_some(&register);
        let unenrolled = everybody.and_then(|register| sheet::unenrolled(register, today));
        sheet.notes.extend(unenrolled);
        let undecided = if self.mentor.is_none() {
            open(&register).len()
        } else {
            0
        };
        if undecided > 0 {
            sheet.notes.push(format!(
                "{} of records may be the same person; `peer same` lists them",
                counted(undecided, "pair")
            ));
        }
        peer.show(&[sheet], &self.output)
    }
}

/// A number of days: `14d`, `2w`, `14`.
fn days(text: &str) -> Result<u32, String> {
    let typed = text.trim().to_lowercase();
    let (number, unit) = match typed.strip_suffix('w') {
        Some(weeks) => (weeks, 7),
        None => (typed.strip_suffix('d').unwrap_or(&typed), 1),
    };
    let count = number
        .parse::<u32>()
        .ok()
        .and_then(|count| count.checked_mul(unit));
    count
        .filter(|days| *days <= 3_660)
        .ok_or_else(|| format!("`{text}` is not a number of days or weeks: write 14d or 2w"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_ahead_is_days_or_weeks() {
        assert_eq!(
            ["14d", "2w", "0", "7"].map(days),
            [Ok(14), Ok(14), Ok(0), Ok(7)]
        );
        for wrong in ["", "d", "1m", "-3d", "99999w", "4000d"] {
            assert!(days(wrong).is_err(), "{wrong}");
        }
    }
}
