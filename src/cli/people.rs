//! From what a person types to the record it means, and from a record to what a person reads.

use super::failure::Failure;
use super::nameless;
use crate::record::{
    CaseId, Day, GroupId, IdKind, Kind, MatchId, MentorId, ParticipantId, PersonId, Place,
};
use crate::register::{Lookup, Named, Register};

/// Any record that can be shown, set or edited.
pub const ANY: &[IdKind] = IdKind::RECORDS;

/// The record meant, of the kinds in `among`. The path of its file, as messages show it, also works.
///
/// # Errors
/// No record fits, or several do: the close ones are listed, and the status is 2.
pub fn find(register: &Register, typed: &str, among: &[IdKind]) -> Result<Named, Failure> {
    let typed = stem(typed);
    let nouns: Vec<&str> = among.iter().map(|kind| kind.noun()).collect();
    let noun = if among.len() == ANY.len() {
        "record".to_owned()
    } else {
        nouns.join(" or ")
    };
    register.find(typed, among).map_err(|lookup| match lookup {
        Lookup::Unknown(near) => {
            if let Some(failure) = void(register, typed, among) {
                return failure;
            }
            let mut failure = Failure::new(format!("there is no {noun} called `{typed}`"));
            let asks_people = among.iter().any(|kind| Kind::from(*kind).is_people());
            let perhaps = nameless::perhaps(register);
            if let Some(perhaps) = perhaps.filter(|_| asks_people && is_like_a_name(typed)) {
                failure = failure.help(perhaps);
            }
            if let Ok(other) = register.find(typed, ANY) {
                let (label, noun) = (label(&other), other.kind.noun());
                return failure.help(format!("{label} is a {noun}"));
            }
            if !near.is_empty() {
                return failure.help(format!("did you mean {}?", list(&near)));
            }
            let of_day = typed.starts_with(|first: char| first.is_ascii_digit());
            let by_day = |id: &&IdKind| of_day && Kind::from(**id).is_by_year();
            let kind = match among {
                [one] => *one,
                several => *several.iter().find(by_day).unwrap_or(&IdKind::Participant),
            };
            let kind = Kind::from(kind);
            let them = if kind.is_people() { "who" } else { "what" };
            let new = match kind {
                Kind::Session | Kind::Answer => "log".to_owned(),
                Kind::Match => "match".to_owned(),
                kind => format!("add {}", kind.noun()),
            };
            failure.help(format!(
                "`peer list {kind}` shows {them} is on file; `peer {new}` adds a new one"
            ))
        }
        Lookup::Ambiguous(fitting) => {
            Failure::new(format!("`{typed}` matches {} records", fitting.len()))
                .help(format!("choose one: {}", list(&fitting)))
        }
    })
}

/// Whether a text may be a name, rather than a mistyped id.
fn is_like_a_name(typed: &str) -> bool {
    let has_prefix = typed.chars().nth(1) == Some('-');
    !has_prefix && !typed.contains(|sign: char| sign.is_ascii_digit())
}

/// The failure for an id whose record is void, if it is.
fn void(register: &Register, typed: &str, among: &[IdKind]) -> Option<Failure> {
    let held = among
        .iter()
        .find_map(|kind| register.records().left_out((*kind).into(), typed))?;
    let reason = held.void()?;
    Some(
        Failure::refused(format!("`{typed}` is void: {reason}")).help(format!(
            "`peer show {typed}` shows it; if it was right: `peer unvoid {typed}`"
        )),
    )
}

/// What was typed; for a file, the id in its name.
#[must_use]
pub fn stem(typed: &str) -> &str {
    typed
        .strip_suffix(".toml")
        .map_or(typed, |path| path.rsplit('/').next().unwrap_or(path))
}

fn list(all: &[Named]) -> String {
    let shown: Vec<String> = all.iter().take(8).map(label).collect();
    let more = all.len().saturating_sub(shown.len());
    shown.join(", ")
        + &(if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        })
}

/// A record as people read it: the name, if known, and the id.
#[must_use]
pub fn label(named: &Named) -> String {
    match &named.name {
        Some(name) => format!("{name} ({})", named.id),
        None => named.id.clone(),
    }
}

/// The participant that the typed text means.
///
/// # Errors
/// As [`find`].
pub fn participant(register: &Register, typed: &str) -> Result<ParticipantId, Failure> {
    parsed(find(register, typed, &[IdKind::Participant])?)
}

/// The id that counts for the typed participant: facts are written to the record that counts.
///
/// # Errors
/// As [`find`].
pub fn person(register: &Register, typed: &str) -> Result<ParticipantId, Failure> {
    participant(register, typed).map(|id| register.root(&id).clone())
}

/// The mentor that the typed text means.
///
/// # Errors
/// As [`find`].
pub fn mentor(register: &Register, typed: &str) -> Result<MentorId, Failure> {
    parsed(find(register, typed, &[IdKind::Mentor])?)
}

/// The participant or mentor that the typed text means.
///
/// # Errors
/// As [`find`].
pub fn anybody(register: &Register, typed: &str) -> Result<PersonId, Failure> {
    parsed(find(
        register,
        typed,
        &[IdKind::Participant, IdKind::Mentor],
    )?)
}

/// A case: its id, or a parent who has one.
///
/// # Errors
/// As [`find`]; or the parent has no case, or several.
pub fn case(register: &Register, typed: &str) -> Result<CaseId, Failure> {
    let found = find(register, typed, &[IdKind::Case, IdKind::Participant])?;
    if found.kind == IdKind::Case {
        return parsed(found);
    }
    let id: ParticipantId = parsed(found)?;
    let cases: Vec<&CaseId> = register
        .person_index(&id)
        .map(|person| {
            register
                .cases_of_person(person)
                .map(|entry| &entry.id)
                .collect()
        })
        .unwrap_or_default();
    match cases.as_slice() {
        [one] => Ok((*one).clone()),
        [] => {
            Err(Failure::new(format!("{id} has no case on file"))
                .help("add one with `peer add case`"))
        }
        several => {
            let ids: Vec<&str> = several.iter().map(|id| id.as_str()).collect();
            Err(Failure::new(format!("{id} is in {} cases", several.len()))
                .help(format!("choose one: {}", ids.join(", "))))
        }
    }
}

/// A group: its id, the start of it, or the weekday if it is the only one that meets then.
///
/// # Errors
/// As [`find`].
pub fn group(register: &Register, typed: &str) -> Result<GroupId, Failure> {
    let unknown = match find(register, typed, &[IdKind::Group]) {
        Ok(found) => return parsed(found),
        Err(failure) => failure,
    };
    let Some(weekday) = Day::weekday_of(typed) else {
        return Err(unknown);
    };
    let meeting: Vec<&GroupId> = register
        .records()
        .groups
        .iter()
        .filter(|entry| entry.record.planned().0.contains(&weekday))
        .map(|entry| &entry.id)
        .collect();
    match meeting.as_slice() {
        [] => Err(unknown),
        [one] => Ok((*one).clone()),
        several => {
            let ids: Vec<&str> = several.iter().map(|id| id.as_str()).collect();
            Err(
                Failure::new(format!("{} groups meet on that weekday", several.len()))
                    .help(format!("choose one: {}", ids.join(", "))),
            )
        }
    }
}

/// The id of a found record, in its own type.
///
/// # Errors
/// Never in practice: records on file have valid ids.
pub fn parsed<T: std::str::FromStr<Err = String>>(found: Named) -> Result<T, Failure> {
    found.id.parse().map_err(Failure::new)
}

/// A participant as people read it.
#[must_use]
pub fn participant_label(register: &Register, id: &ParticipantId) -> String {
    person_label(register, &PersonId::Participant(id.clone()))
}

/// A mentor as people read it.
#[must_use]
pub fn mentor_label(register: &Register, id: &MentorId) -> String {
    person_label(register, &PersonId::Mentor(id.clone()))
}

/// A participant or mentor as people read it.
#[must_use]
pub fn person_label(register: &Register, id: &PersonId) -> String {
    match register.name(id) {
        Some(name) => format!("{name} ({id})"),
        None => id.to_string(),
    }
}

/// A match as people read it.
#[must_use]
pub fn match_label(register: &Register, id: &MatchId) -> String {
    register.match_entry(id).map_or_else(
        || id.to_string(),
        |entry| {
            format!(
                "{id}: {} with {}",
                participant_label(register, &entry.record.participant),
                mentor_label(register, &entry.record.mentor)
            )
        },
    )
}

/// The folder kind of a found record.
#[must_use]
pub fn kind_of(found: &Named) -> Kind {
    found.kind.into()
}

/// The file of a found record.
#[must_use]
pub fn place(register: &Register, found: &Named) -> Place {
    let records = register.records();
    let id = found.id.as_str();
    let place = records.place(kind_of(found), id).cloned();
    // For a person whose record could not be read, only the file is known.
    let unread = || {
        records
            .unread
            .iter()
            .find(|person| person.as_str() == id)
            .map(crate::record::PersonId::place)
    };
    place.or_else(unread).unwrap_or_else(|| Place::file(id))
}
