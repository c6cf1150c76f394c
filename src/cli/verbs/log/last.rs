//! The previous session, which `--last` repeats on another day.

use super::Loggable;
use crate::cli::failure::Failure;
use crate::cli::people;
use crate::record::word::to_kebab;
use crate::record::{Entry, IdKind, PersonId, Service, Session, SessionId};
use crate::register::Register;

/// The last session that was held: of a kind, and about a subject, where they are named.
pub fn previous<'r>(
    register: &'r Register,
    kind: Option<Service>,
    subject: Option<&str>,
) -> Result<&'r Entry<SessionId, Session>, Failure> {
    let wanted = kind
        .zip(subject)
        .map(|(kind, typed)| subject_of(register, kind, typed))
        .transpose()?;
    let fits = |entry: &&Entry<SessionId, Session>| {
        let session = &entry.record;
        session.was_held()
            && kind.is_none_or(|kind| session.kind == kind)
            && wanted
                .as_deref()
                .is_none_or(|id| is_about(register, entry, id))
    };
    register
        .records()
        .sessions
        .iter()
        .filter(fits)
        .max_by(|a, b| (a.record.on, &a.id).cmp(&(b.record.on, &b.id)))
        .ok_or_else(|| {
            let what = kind.map_or_else(String::new, |kind| format!(" {}", kind.log_word()));
            let about = wanted.map_or_else(String::new, |id| format!(" of {id}"));
            Failure::new(format!("there is no{what} session{about} to repeat"))
                .help("say everything, without --last")
        })
}

/// The id, or the words of a file name, that a subject stands for.
fn subject_of(register: &Register, kind: Service, typed: &str) -> Result<String, Failure> {
    let among: &[IdKind] = match kind {
        Service::SupportGroup | Service::Committee => {
            return Ok(people::group(register, typed)?.to_string());
        }
        Service::Outreach | Service::Consultation => return Ok(to_kebab(typed)),
        Service::Mentoring => &[IdKind::Participant, IdKind::Match],
        Service::TeamMeeting | Service::Court => &[IdKind::Case, IdKind::Participant],
        Service::Casework => &[IdKind::Participant],
        Service::Supervision => &[IdKind::Mentor],
    };
    let id = people::find(register, typed, among)?.id;
    Ok(id.parse().map_or(id, |id| register.root(&id).to_string()))
}

/// Whether a session is about an id: its subject, or somebody who was there.
fn is_about(register: &Register, entry: &Entry<SessionId, Session>, id: &str) -> bool {
    subject(entry).is_some_and(|subject| subject == id)
        || entry
            .record
            .participants
            .iter()
            .any(|participant| register.root(participant).as_str() == id)
}

/// What a session was about, as `peer log` takes it.
fn subject(entry: &Entry<SessionId, Session>) -> Option<&str> {
    entry
        .record
        .subject()
        .or_else(|| entry.id.key().split_once('-').map(|(_, subject)| subject))
}

/// Takes from a session what was not said: subject, people, length, how they met.
pub fn repeat(log: &mut dyn Loggable, entry: &Entry<SessionId, Session>) {
    let session = &entry.record;
    log.subject()
        .get_or_insert(subject(entry).unwrap_or_default().to_owned());
    let frame = log.frame();
    if frame.present.is_empty() {
        frame.present = session
            .participants
            .iter()
            .map(ToString::to_string)
            .collect();
    }
    if frame.mentors.is_empty() {
        frame.mentors = session.mentors.iter().map(ToString::to_string).collect();
    }
    frame.length = frame
        .length
        .take()
        .or_else(|| session.minutes.map(|minutes| minutes.to_string()));
    frame.mode = frame
        .mode
        .take()
        .or_else(|| session.mode.as_ref().map(ToString::to_string));
    log.like(session);
}

/// Takes from a session who led it, where nobody was named.
pub fn led_like(led_by: &mut Vec<String>, session: &Session) {
    if led_by.is_empty() {
        *led_by = session.led_by.iter().map(PersonId::to_string).collect();
    }
}
