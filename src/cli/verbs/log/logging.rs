//! A session that is about to be written.

use crate::cli::peer::RunRegister;
use crate::record::{Day, ParticipantId, Session};
use crate::store::{Change, Directory, Writer};

/// A session being logged: the directory, the records, and what is known about it so far.
pub(super) struct Logging<'d> {
    pub directory: &'d Directory,
    pub register: RunRegister,
    pub day: Day,
    pub session: Session,
    /// Parents who came for the first time and are put on file with the session, each with the given name.
    pub newcomers: Vec<(ParticipantId, String)>,
    /// Whether they are enrolled too.
    pub enrolls: bool,
    /// What is written besides the session.
    pub change: Change,
    pub writer: Option<Writer<'d>>,
}
