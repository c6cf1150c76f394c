//! What may refuse a step that changes the disk.

use std::{fmt, io};

/// Is asked before every step that changes the disk, and may refuse it as a disk does. The program's own refuses none.
pub trait Disk: fmt::Debug {
    /// A step is about to be taken.
    ///
    /// # Errors
    /// The step is not to be taken.
    fn step(&self, what: &str) -> io::Result<()>;
}

#[derive(Debug)]
struct Real;

impl Disk for Real {
    fn step(&self, _: &str) -> io::Result<()> {
        Ok(())
    }
}

/// The disk as it is.
pub(super) const DISK: &dyn Disk = &Real;
