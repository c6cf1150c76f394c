//! Sessions under other names: moved to another day, and void ones that make room.

use super::failure::Failure;
use super::peer::{Peer, RunRegister};
use crate::record::read::record;
use crate::record::schema::Table;
use crate::record::{Datum, Day, Entry, Kind, Session, SessionId};
use crate::register::Register;
use crate::store::{Change, Directory, Edit, for_ours, is_committed};

/// The text and the record of a session on file, even if it is void.
fn on_file(
    directory: &Directory,
    id: &SessionId,
) -> Result<Option<(String, Option<Session>)>, Failure> {
    let text = directory.session_text(id)?;
    Ok(text.map(|text| {
        let session = record::<Session>(&text).ok();
        (text, session)
    }))
}

/// Whether a session with that name is on file and counts, or cannot be read.
///
/// # Errors
/// Its file cannot be read.
pub fn is_taken(directory: &Directory, id: &SessionId) -> Result<bool, Failure> {
    let found = on_file(directory, id)?;
    Ok(found.is_some_and(|(_, session)| session.is_none_or(|session| !session.is_void())))
}

/// The first numbered name that no session has yet, not even a void one.
///
/// # Errors
/// A file cannot be read, or there are a thousand.
pub fn numbered(directory: &Directory, key: &SessionId) -> Result<SessionId, Failure> {
    let (word, subject) = key.key().split_once('-').unwrap_or((key.key(), ""));
    let day = key.day().unwrap_or(Day::FIRST);
    for ordinal in 2..1000 {
        let id = SessionId::new(day, word, subject, ordinal);
        if directory.session_text(&id)?.is_none() {
            return Ok(id);
        }
    }
    Err(Failure::new(format!(
        "there are already a thousand sessions called {key}"
    )))
}

/// Writes a session under a name. A void session with that name gets a numbered name instead.
///
/// # Errors
/// A file cannot be read.
pub fn put(
    directory: &Directory,
    id: &SessionId,
    text: String,
    change: &mut Change,
) -> Result<(), Failure> {
    let known = on_file(directory, id)?;
    let is_void = |session: &Session| session.is_void();
    if let Some((void, session)) =
        known.filter(|(_, session)| session.as_ref().is_some_and(is_void))
    {
        let aside = numbered(directory, id)?;
        directory.put_session(&aside, Some(void), change)?;
        // The session it was moved to and the one it was moved from keep pointing to it.
        let (to, from) = session.map_or((None, None), |void| (void.moved_to, void.moved_from));
        for (other, key) in [(to, "moved_from"), (from, "moved_to")] {
            let Some(other) = other else { continue };
            let Some((text, Some(said))) = on_file(directory, &other)? else {
                continue;
            };
            let names = [("moved_from", said.moved_from), ("moved_to", said.moved_to)];
            if names.contains(&(key, Some(id.clone()))) {
                let mut edit = open(&other, &text)?;
                edit.set(key, &Datum::Text(aside.to_string()));
                directory.put_session(&other, Some(edit.text()), change)?;
            }
        }
    }
    directory.put_session(id, Some(text), change)?;
    Ok(())
}

fn open(id: &SessionId, text: &str) -> Result<Edit, Failure> {
    Ok(Edit::open(id.as_str(), text, None, Kind::Session.schema())?)
}

/// A session moved to another day or subject: written there under its new name, and void under the old one. If it is
/// moved back to a day that it was moved from before, the void one there counts again. `text` is the session as a file
/// of its own.
///
/// # Errors
/// A session of the new name exists already, or a file cannot be read.
pub fn moved(
    directory: &Directory,
    register: &RunRegister,
    entry: &Entry<SessionId, Session>,
    text: &str,
    to: Day,
    again: bool,
) -> Result<(SessionId, Change), Failure> {
    let old = &entry.id;
    let key = name_on(old, text, to);
    let mut change = Change::default();
    let back = came_from(register, old, &key);
    let id = match &back {
        Some(id) => id.clone(),
        None if !is_taken(directory, &key)? => key,
        None if again => numbered(directory, &key)?,
        None => {
            return Err(Failure::refused(format!("{key} is already logged"))
                .help(format!(
                    "if they are one session: `peer void {old} --reason \"entered twice\"`"
                ))
                .help("if there was a second one that day, add --again"));
        }
    };
    let mut new = open(&id, text)?;
    new.set("on", &Datum::Day(to));
    new.set("moved_from", &Datum::Text(old.to_string()));
    new.set("moved_check", &Datum::Text(entry.record.digest()));
    let path = directory.path_of(Kind::Session, old.as_str());
    let is_new =
        entry.place.section.is_none() && is_committed(directory.root(), &path) == Some(false);
    if back.is_some() && is_new {
        // No one else knows of the day in between: it is as if it never was.
        let before = on_file(directory, &id)?.and_then(|(_, session)| session);
        let (from, check) = before.map_or((None, None), |before| {
            (before.moved_from, before.moved_check)
        });
        match (from, check) {
            (Some(from), Some(check)) => {
                new.set("moved_from", &Datum::Text(from.to_string()));
                new.set("moved_check", &Datum::Text(check.to_string()));
            }
            _ => {
                new.unset("moved_from");
                new.unset("moved_check");
            }
        }
        directory.put_session(old, None, &mut change)?;
    } else {
        let mut void = open(old, &directory.session_text(old)?.unwrap_or_default())?;
        let why = match entry.record.on == to {
            true => "it was about someone or something else".to_owned(),
            false => format!("moved to {to}"),
        };
        void.set("void", &Datum::Text(why));
        void.set("moved_to", &Datum::Text(id.to_string()));
        if back.is_some() {
            void.unset("moved_from");
            void.unset("moved_check");
        }
        directory.put_session(old, Some(void.text()), &mut change)?;
    }
    match back {
        Some(back) => directory.put_session(&back, Some(new.text()), &mut change)?,
        None => put(directory, &id, new.text(), &mut change)?,
    }
    Ok((id, change))
}

/// A session that an edit moves to another day, or renames because its subject changed, under its new name. `None` if
/// its name stays.
///
/// # Errors
/// As [`moved`].
pub fn renamed(
    directory: &Directory,
    register: &RunRegister,
    id: &SessionId,
    edit: &Edit,
    day: Option<Day>,
) -> Result<Option<(SessionId, Change)>, Failure> {
    let entry = register
        .session(id)
        .ok_or_else(|| Failure::new(format!("there is no session {id}")))?;
    let mut alone = Change::default();
    alone.replace(edit.path(), edit.original(), edit.text());
    let text = directory.session_text_after(id, &alone)?;
    let was = entry.record.natural_key();
    let now = record::<Session>(&text).ok();
    let now = now.and_then(|session| session.natural_key());
    let is_renamed = was.is_some() && now.is_some() && was != now;
    let to = day.unwrap_or(entry.record.on);
    if to == entry.record.on && !is_renamed {
        return Ok(None);
    }
    moved(directory, register, entry, &text, to, false).map(Some)
}

/// The name that a session has on a day, by the subject in its text.
fn name_on(old: &SessionId, text: &str, to: Day) -> SessionId {
    let (word, subject) = old.key().split_once('-').unwrap_or((old.key(), ""));
    let natural = record::<Session>(text).ok().and_then(|mut session| {
        session.on = to;
        session.natural_key()
    });
    natural.unwrap_or_else(|| SessionId::new(to, word, subject, 1))
}

/// The void session with that name that was moved to this one.
fn came_from(register: &RunRegister, id: &SessionId, key: &SessionId) -> Option<SessionId> {
    use crate::record::Held;
    register.records().void.iter().find_map(|held| match held {
        Held::Session(from, Some(entry)) => {
            let session = &entry.record;
            let is_named = from.day() == key.day() && from.key() == key.key();
            (is_named && session.moved_to.as_ref() == Some(id)).then(|| from.clone())
        }
        _ => None,
    })
}

/// What is said about a move.
#[must_use]
pub fn told(peer: &Peer, old: &SessionId, new: &SessionId) -> String {
    let day = new.day().unwrap_or(peer.today);
    if old.day() == new.day() {
        return format!("changed {old}: it is now {new}");
    }
    format!("moved {old} to {day}, {}: now {new}", day.weekday_name())
}

/// What a decision about a moved session changes, and what to say about it; `None` if there is nothing to decide.
type Decided = Option<(String, Change)>;

/// Copies a change of a moved session to the day it is on now; or keeps this one if it was moved to several days.
///
/// # Errors
/// A file cannot be read.
pub fn keep(
    directory: &Directory,
    register: &Register,
    id: &SessionId,
) -> Result<Decided, Failure> {
    let Some((text, Some(session))) = on_file(directory, id)? else {
        return Ok(None);
    };
    let mut change = Change::default();
    if let Some(next) = session.moved_to.as_ref().filter(|_| session.is_void()) {
        let Some((to, now)) = last(directory, next)? else {
            return Ok(None);
        };
        let digest = Datum::Text(session.digest());
        let mut edit = open(&to, &text)?;
        ["void", "moved_to"].iter().for_each(|key| edit.unset(key));
        edit.set("on", &Datum::Day(now.on));
        let from = now.moved_from.as_ref().unwrap_or(id);
        edit.set("moved_from", &Datum::Text(from.to_string()));
        let check = now.moved_check.map(|check| Datum::Text(check.to_string()));
        let check = check
            .filter(|_| *next != to)
            .unwrap_or_else(|| digest.clone());
        edit.set("moved_check", &check);
        directory.put_session(&to, Some(edit.text()), &mut change)?;
        if *next != to
            && let Some((text, _)) = on_file(directory, next)?
        {
            let mut edit = open(next, &text)?;
            edit.set("moved_check", &digest);
            directory.put_session(next, Some(edit.text()), &mut change)?;
        }
        return Ok(Some((
            format!("{to} now has the change made in {id}"),
            change,
        )));
    }
    let Some(from) = session.moved_from.as_ref().filter(|_| !session.is_void()) else {
        return Ok(None);
    };
    for other in moved_from(register, from).filter(|other| *other != id) {
        void_here(directory, other, &mut change)?;
    }
    point(directory, from, id, session.on, &mut change)?;
    Ok(Some((
        format!("{id} counts, and no other day it was moved to"),
        change,
    )))
}

/// The session that one was moved to in the end.
fn last(directory: &Directory, to: &SessionId) -> Result<Option<(SessionId, Session)>, Failure> {
    let mut seen = vec![to.clone()];
    loop {
        let Some(at) = seen.last() else {
            return Ok(None);
        };
        let Some((_, Some(session))) = on_file(directory, at)? else {
            return Ok(None);
        };
        match session.moved_to.clone().filter(|_| session.is_void()) {
            Some(further) if !seen.contains(&further) => seen.push(further),
            _ => return Ok(Some((at.clone(), session))),
        }
    }
}

/// Drops a change of a moved session; or makes this one void if it was moved to several days.
///
/// # Errors
/// A file cannot be read.
pub fn drop(
    directory: &Directory,
    register: &Register,
    id: &SessionId,
) -> Result<Decided, Failure> {
    let Some((_, Some(session))) = on_file(directory, id)? else {
        return Ok(None);
    };
    let mut change = Change::default();
    if let Some(to) = session.moved_to.as_ref().filter(|_| session.is_void()) {
        let Some((text, Some(_))) = on_file(directory, to)? else {
            return Ok(None);
        };
        let mut edit = open(to, &text)?;
        edit.set("moved_check", &Datum::Text(session.digest()));
        directory.put_session(to, Some(edit.text()), &mut change)?;
        return Ok(Some((
            format!("{to} stays as it is; the change made in {id} does not count"),
            change,
        )));
    }
    let Some(from) = session.moved_from.as_ref().filter(|_| !session.is_void()) else {
        return Ok(None);
    };
    void_here(directory, id, &mut change)?;
    let mut others = moved_from(register, from).filter(|other| *other != id);
    if let (Some(other), None) = (others.next(), others.next())
        && let Some(day) = other.day()
    {
        point(directory, from, other, day, &mut change)?;
    }
    Ok(Some((format!("{id} is void and does not count"), change)))
}

/// The sessions that count and were moved from this one.
fn moved_from<'r>(
    register: &'r Register,
    from: &'r SessionId,
) -> impl Iterator<Item = &'r SessionId> {
    let sessions = register.records().sessions.iter();
    sessions
        .filter(move |entry| entry.record.moved_from.as_ref() == Some(from))
        .map(|entry| &entry.id)
}

fn void_here(directory: &Directory, id: &SessionId, change: &mut Change) -> Result<(), Failure> {
    let mut edit = open(id, &directory.session_text(id)?.unwrap_or_default())?;
    let why = "moved to another day too".to_owned();
    edit.set("void", &Datum::Text(why));
    directory.put_session(id, Some(edit.text()), change)?;
    Ok(())
}

/// Makes a moved session say where it was moved to, whatever a merge left of that.
fn point(
    directory: &Directory,
    from: &SessionId,
    to: &SessionId,
    day: Day,
    change: &mut Change,
) -> Result<(), Failure> {
    let Some(text) = directory.session_text(from)? else {
        return Ok(());
    };
    let mut edit = open(from, &for_ours(&text))?;
    edit.set("void", &Datum::Text(format!("moved to {day}")));
    edit.set("moved_to", &Datum::Text(to.to_string()));
    directory.put_session(from, Some(edit.text()), change)?;
    Ok(())
}
