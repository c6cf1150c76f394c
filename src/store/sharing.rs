//! Who may use a new file or folder: only its owner, or also the group of a shared folder.
//!
//! A folder is shared if its group may write in it. What is made in it gets its group and that group's permissions, as
//! with git's `core.sharedRepository`. Under `sudo`, a new file belongs to the owner of its folder, so that no one is
//! locked out of their own records.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::step::Disk;

/// The owner, group and mode of a new file or folder.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sharing {
    #[cfg(unix)]
    owner: u32,
    #[cfg(unix)]
    group: Option<u32>,
    #[cfg(unix)]
    mode: u32,
}

#[cfg(unix)]
impl Sharing {
    /// For a file in a folder.
    pub fn file_in(folder: &Path) -> Option<Self> {
        Self::made_in(folder, 0o600)
    }

    /// For a folder in another folder.
    pub fn folder_in(folder: &Path) -> Option<Self> {
        Self::made_in(folder, 0o700)
    }

    fn made_in(folder: &Path, own: u32) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        let meta = fs::metadata(folder).ok()?;
        let is_shared = meta.mode() & 0o020 != 0;
        Some(Self {
            owner: meta.uid(),
            group: is_shared.then_some(meta.gid()),
            mode: if is_shared {
                own | (meta.mode() & (own >> 3))
            } else {
                own
            },
        })
    }

    /// For a file that replaces another: the same.
    pub fn of(meta: &fs::Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self {
            owner: meta.uid(),
            group: Some(meta.gid()),
            mode: meta.mode() & 0o777,
        }
    }

    /// The same with another mode, if one is given.
    pub fn with_mode(self, mode: Option<u32>) -> Self {
        Self {
            mode: mode.unwrap_or(self.mode),
            ..self
        }
    }

    /// Applies it to a folder that this process made, but not to the target of a link that has taken its place.
    pub fn give_folder(self, folder: &Path, disk: &dyn Disk) -> io::Result<()> {
        use std::os::unix::fs::MetadataExt;
        let made = File::open(folder)?;
        let (open, named) = (made.metadata()?, fs::symlink_metadata(folder)?);
        if (open.dev(), open.ino()) != (named.dev(), named.ino()) {
            return Err(io::Error::other("something else took its place"));
        }
        self.give(&made, disk)
    }

    /// Applies it to a file or folder that this process made. Only root may give a file to someone else, and a user may
    /// only give it to their own groups; if that is refused, the group gets no more rights than everyone has.
    pub fn give(self, file: &File, disk: &dyn Disk) -> io::Result<()> {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
        let now = file.metadata()?;
        let owner = (now.uid() == 0 && self.owner != 0).then_some(self.owner);
        let group = self.group.filter(|group| *group != now.gid());
        let mut mode = self.mode;
        if owner.is_some() || group.is_some() {
            disk.step("give it its owner")?;
            match fchown(file, owner, group) {
                Err(error) if is_not_ours(&error) && group.is_some() => {
                    mode = mode & !0o070 | ((mode & 0o007) << 3);
                }
                Err(error) if !is_not_ours(&error) => return Err(error),
                _ => {}
            }
        }
        // A folder keeps the setgid bit.
        let mode = mode | (now.mode() & 0o2000);
        if now.mode() & 0o7777 == mode {
            return Ok(());
        }
        disk.step("give it its mode")?;
        match file.set_permissions(fs::Permissions::from_mode(mode)) {
            Err(error) if is_not_ours(&error) => Ok(()),
            given => given,
        }
    }
}

#[cfg(not(unix))]
impl Sharing {
    /// For a file in a folder.
    pub fn file_in(_: &Path) -> Option<Self> {
        None
    }

    /// For a folder in another folder.
    pub fn folder_in(_: &Path) -> Option<Self> {
        None
    }

    /// For a file that replaces another.
    pub fn of(_: &fs::Metadata) -> Self {
        Self {}
    }

    /// The same with another mode, if one is given.
    pub fn with_mode(self, _: Option<u32>) -> Self {
        self
    }

    /// Applies it to a folder that this process made.
    pub fn give_folder(self, _: &Path, _: &dyn Disk) -> io::Result<()> {
        Ok(())
    }

    /// Applies it to a file or folder that this process made.
    pub fn give(self, _: &File, _: &dyn Disk) -> io::Result<()> {
        Ok(())
    }
}

/// Whether this user, or anyone on this kind of disk, cannot change owners and modes.
#[cfg(unix)]
fn is_not_ours(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::PermissionDenied | io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput
    )
}
