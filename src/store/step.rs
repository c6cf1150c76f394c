//! What may refuse a step that changes the disk.

use std::{fmt, io};

/// Called before every step that changes the disk, and may fail as a disk does. The program's own never fails.
pub trait Disk: fmt::Debug {
    /// A step is about to happen.
    ///
    /// # Errors
    /// The step must not happen.
    fn step(&self, what: &str) -> io::Result<()>;
}

#[derive(Debug)]
struct Real;

impl Disk for Real {
    fn step(&self, _: &str) -> io::Result<()> {
        Ok(())
    }
}

/// The real disk.
pub(super) const DISK: &dyn Disk = &Real;
