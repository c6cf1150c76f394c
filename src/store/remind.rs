//! What this machine was reminded of, so that it is not repeated every day.

use std::collections::BTreeSet;

use super::directory::Directory;
use super::disk::write_file;
use super::regular;
use super::step::DISK;
use crate::record::Day;

/// The file with the day of the last reminder.
const FILE: &str = "reminded";

/// How many days to wait after a reminder.
const QUIET: i64 = 7;

/// The file with the warnings already given about lines that may hold a name, as a number for each.
const MENTIONED: &str = "mentioned";

/// The FNV-1a hash, stored instead of the text.
fn number(text: &str) -> String {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{:016x}", text.bytes().fold(0xcbf2_9ce4_8422_2325, step))
}

impl Directory {
    /// Which of some texts this machine has not mentioned yet.
    #[must_use]
    pub fn not_mentioned(&self, texts: &[String]) -> Vec<bool> {
        let mut all = self.mentioned();
        texts.iter().map(|text| all.insert(number(text))).collect()
    }

    /// Records texts as mentioned, if the disk allows.
    pub fn mention(&self, texts: &[String]) {
        let mut all = self.mentioned();
        let known = all.len();
        all.extend(texts.iter().map(|text| number(text)));
        let file = self.state().and_then(|state| state.at(MENTIONED)).ok();
        if let Some(file) = file.filter(|_| all.len() > known) {
            let lines: String = all.iter().map(|line| format!("{line}\n")).collect();
            let _ = write_file(&file, lines.as_bytes(), DISK);
        }
    }

    /// The numbers of the texts that this machine mentioned.
    fn mentioned(&self) -> BTreeSet<String> {
        let file = self.state().and_then(|state| state.at(MENTIONED)).ok();
        let known = file.and_then(|file| regular::read_to_string(&file).ok());
        let known = known.unwrap_or_default();
        known.lines().map(str::to_owned).collect()
    }

    /// Whether to remind someone today of where names are: once a week. The reminder is recorded, if the disk allows.
    #[must_use]
    pub fn reminds(&self, today: Day) -> bool {
        let Ok(file) = self.state().and_then(|state| state.at(FILE)) else {
            return false;
        };
        let last = regular::read_to_string(&file).ok();
        let last = last.and_then(|text| text.trim().parse::<Day>().ok());
        let is_quiet = last.is_some_and(|last| (0..QUIET).contains(&today.days_since(last)));
        if !is_quiet {
            let _ = write_file(&file, format!("{today}\n").as_bytes(), DISK);
        }
        !is_quiet
    }
}
