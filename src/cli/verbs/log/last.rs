//! The previous session, which `--last` repeats on another day.

use super::subject::Subject;
use super::table::SessionKind;
use crate::cli::failure::Failure;
use crate::record::word::to_kebab;
use crate::record::{Entry, Session, SessionId};
use crate::register::Register;

/// The last session that took place: of a kind and about a subject, if they are named.
pub(super) fn previous<'r>(
    register: &'r Register,
    kind: Option<&SessionKind>,
    subject: Option<&Subject>,
) -> Result<&'r Entry<SessionId, Session>, Failure> {
    let wanted = kind.zip(subject).map(|(kind, subject)| {
        let subject = subject.resolve(kind, register)?;
        Ok::<String, Failure>(match subject {
            Subject::Typed(words) => to_kebab(&words),
            known => known.to_string(),
        })
    });
    let wanted = wanted.transpose()?;
    let fits = |entry: &&Entry<SessionId, Session>| {
        let session = &entry.record;
        session.was_held()
            && kind.is_none_or(|kind| session.kind == kind.service)
            && wanted
                .as_deref()
                .is_none_or(|id| is_about(register, entry, id))
    };
    let sessions = register.records().sessions.iter().filter(fits);
    let last = sessions.max_by(|a, b| (a.record.on, &a.id).cmp(&(b.record.on, &b.id)));
    last.ok_or_else(|| {
        let what = kind.map_or_else(String::new, |kind| format!(" {}", kind.service.log_word()));
        let about = wanted.map_or_else(String::new, |id| format!(" of {id}"));
        Failure::new(format!("there is no{what} session{about} to repeat"))
            .help("leave out --last, and give all options")
    })
}

/// Whether a session is about an id: its subject, or someone who was there.
fn is_about(register: &Register, entry: &Entry<SessionId, Session>, id: &str) -> bool {
    let mut there = entry.record.participants.iter();
    Subject::of(entry).to_string() == id
        || there.any(|participant| register.root(participant).as_str() == id)
}
