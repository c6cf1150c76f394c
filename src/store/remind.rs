//! What this machine was reminded of, so that it is not said every day.

use super::directory::Directory;
use super::disk::write_file;
use super::regular;
use super::step::DISK;
use crate::record::Day;

/// Holds the day of the last reminder.
const FILE: &str = "reminded";

/// How many days it is quiet after one.
const QUIET: i64 = 7;

impl Directory {
    /// Whether to remind somebody today of where names are: once a week. That it was done is remembered, where the disk
    /// lets it be.
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
