//! The only place that touches files: finds the directory, reads all of it, writes some of it, and mints ids.
//!
//! Reading returns [`Records`](crate::record::Records) and the faults of all files at once. Writing uses a [`Writer`],
//! which holds the lock and a journal, so that a change of several files happens completely or not at all. Nothing here
//! knows what a record is for; only `record` is imported.

mod canonical;
mod change;
mod commit;
mod directory;
mod disk;
mod draft;
mod edit;
mod error;
mod forgotten;
mod full_path;
mod gather;
mod git;
mod init;
mod journal;
mod lines;
mod list;
mod locate;
mod lock;
mod merge;
mod mint;
mod own;
mod owner;
mod pack;
mod part;
mod past;
mod paths;
mod raise;
mod read;
mod real;
mod regular;
mod remind;
mod section;
mod settings;
mod sharing;
mod source;
mod spreadsheet;
mod state;
mod steady;
mod step;
mod target;
mod target_folder;
mod undo;
mod utf8;
mod writer;

pub use canonical::{canonical, canonical_fields};
pub use change::Change;
pub use commit::{
    Attributes, Changed, Commits, GitError, Head, Hook, InClone, Met, NamesBranch, Pushed,
    Repository, Unmerged, Upstream, driver_of, driver_settings, merge_lines, text_of_file,
};
pub use directory::Directory;
pub use disk::{import, make_folder, overwrite};
pub use draft::Draft;
pub use edit::Edit;
pub use error::StoreError;
pub use forgotten::united;
pub use full_path::full_path;
pub use gather::Reading;
pub use git::{NamesInGit, Revision, is_committed, names_in_git, revision, uncommitted};
pub use init::{GITATTRIBUTES, GITIGNORE, Ignored, ignore_names, init};
pub use lines::compared;
pub(crate) use list::stem_of;
pub use list::{packed_file, parts_of_month};
pub use locate::{Located, locate, within};
pub use merge::{
    Clash, Joined, Merged, Month, MonthFiles, Moved, Sides, Unmergeable, for_ours, join_month,
    merge, month_of, names, removed_by_name, sessions, without,
};
pub use mint::secret;
pub use pack::{Packing, pack, unpack};
pub use past::{Moment, PastError, head, is_shallow, revisions};
pub use paths::{FORGOTTEN, MARKER, is_of_program};
pub use raise::{Proposed, raised};
pub use read::{Scope, after, check_text, faults_of};
pub use settings::settings;
pub use spreadsheet::{Beside, NamedCells, Spreadsheet, spreadsheet};
pub use step::Disk;
pub use target::Target;
pub use target_folder::TargetFolder;
pub use undo::{LastWrite, Since};
pub use writer::{Ended, Writer, Written};
