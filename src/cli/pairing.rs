//! What several verbs do to a match: make it, begin it, end it, decline it.

use super::failure::Failure;
use super::peer::Peer;
use crate::matching::{Broken, Candidate, Pool, Rule};
use crate::record::pairing::{DeclinedBy, Why};
use crate::record::read::record;
use crate::record::{Datum, Day, IdKind, Kind, Match, MatchId, Mentor, MentorId, Word};
use crate::register::{Named, Pairing, Register, remedies};
use crate::store::{Change, Directory, canonical};

/// Ends a match on a day.
///
/// # Errors
/// The file cannot be edited, or the match began later.
pub fn end(
    peer: &Peer,
    directory: &Directory,
    entry: &Pairing,
    on: Day,
    reason: &Word,
    change: &mut Change,
) -> Result<(), Failure> {
    let mut edit = peer.open_place(directory, &entry.place, Kind::Match)?;
    edit.set_inner("ended", "on", &Datum::Day(on));
    edit.set_inner("ended", "reason", &Datum::Text(reason.to_string()));
    change.replace(edit.path(), edit.original(), edit.text());
    Ok(())
}

/// Records who said no to a proposal.
///
/// # Errors
/// The file cannot be edited.
pub fn decline(
    peer: &Peer,
    directory: &Directory,
    entry: &Pairing,
    on: Day,
    by: DeclinedBy,
    reason: Option<&Word>,
    change: &mut Change,
) -> Result<(), Failure> {
    let mut edit = peer.open_place(directory, &entry.place, Kind::Match)?;
    edit.set_inner("declined", "on", &Datum::Day(on));
    edit.set_inner("declined", "by", &Datum::Text(by.to_string()));
    if let Some(reason) = reason {
        edit.set_inner("declined", "reason", &Datum::Text(reason.to_string()));
    }
    change.replace(edit.path(), edit.original(), edit.text());
    Ok(())
}

/// Begins a proposed match, and records the rules that were overruled for it.
///
/// # Errors
/// The file cannot be edited.
pub fn begin(
    peer: &Peer,
    directory: &Directory,
    entry: &Pairing,
    on: Day,
    forced: Option<&str>,
    change: &mut Change,
) -> Result<(), Failure> {
    let mut edit = peer.open_place(directory, &entry.place, Kind::Match)?;
    edit.set("began", &Datum::Day(on));
    if let Some(forced) = forced {
        edit.set_inner("why", "forced", &Datum::Text(forced.to_owned()));
    }
    change.replace(edit.path(), edit.original(), edit.text());
    Ok(())
}

/// If a change lowers the capacity of a mentor below the number of current matches, records in those that they continue
/// knowingly.
///
/// # Errors
/// A file cannot be edited.
pub fn lowered(
    peer: &Peer,
    directory: &Directory,
    register: &Register,
    found: &Named,
    change: &mut Change,
) -> Result<(), Failure> {
    let id: Option<MentorId> = found.id.parse().ok();
    let Some(at) = id.and_then(|id| register.mentor_index(&id)) else {
        return Ok(());
    };
    let was = &register.records().mentors[at];
    let text = change.text_of(&was.place.path);
    match text.and_then(|text| record::<Mentor>(text).ok()) {
        Some(now) if now.capacity < was.record.capacity => {
            let capacity = now.capacity as usize;
            overrule_capacity(peer, directory, register, at, capacity, change)
        }
        _ => Ok(()),
    }
}

/// Records in the matches beyond a lowered capacity that they continue knowingly.
fn overrule_capacity(
    peer: &Peer,
    directory: &Directory,
    register: &Register,
    mentor: usize,
    capacity: usize,
    change: &mut Change,
) -> Result<(), Failure> {
    const RULE: &str = "mentor-over-capacity";
    let mut held: Vec<&Pairing> = register
        .matches_of_mentor(mentor)
        .filter(|entry| {
            entry.record.is_active(peer.today) || entry.record.is_open_proposal(peer.today)
        })
        .collect();
    held.sort_by_key(|entry| {
        let taken = entry.record.proposed.into_iter().chain(entry.record.began);
        (taken.min(), &entry.id)
    });
    for entry in held.into_iter().skip(capacity) {
        let why = entry.record.why.as_ref();
        let forced = match why.and_then(|why| why.forced.as_deref()) {
            Some(forced) if forced.contains(RULE) => continue,
            Some(forced) => format!("{RULE}, {forced}"),
            None => format!("{RULE}: capacity lowered to {capacity} on {}", peer.today),
        };
        let mut edit = peer.open_place(directory, &entry.place, Kind::Match)?;
        edit.set_inner("why", "forced", &Datum::Text(forced));
        change.replace(edit.path(), edit.original(), edit.text());
    }
    Ok(())
}

/// Whether a match is a proposal that can be answered on a day. It is not if it was answered since, even on a later
/// day.
#[must_use]
pub fn is_open(entry: &Pairing, on: Day) -> bool {
    let record = &entry.record;
    let answered = record.began.is_some() || record.declined.is_some() || record.ended.is_some();
    record.is_open_proposal(on) && !answered
}

/// A match to be made.
#[derive(Debug, Clone, Copy)]
pub struct Made<'a> {
    /// The parent, by place in the register.
    pub parent: usize,
    /// The mentor, by place in the records.
    pub mentor: usize,
    /// The day it begins, or is proposed.
    pub on: Day,
    /// Whether it is only proposed.
    pub propose: bool,
    /// Why rules that it breaks are overruled.
    pub force: Option<&'a str>,
}

/// Makes a match, or begins the open proposal of the same two people, and returns its id.
///
/// # Errors
/// No id can be drawn, or the proposal's file cannot be edited.
pub fn make(
    peer: &Peer,
    directory: &Directory,
    pool: &Pool<'_>,
    found: &Candidate,
    made: &Made<'_>,
    change: &mut Change,
) -> Result<MatchId, Failure> {
    let mentor = pool.register.records().mentors[made.mentor].id.clone();
    let forced = made.force.and_then(|reason| forced(&found.broken, reason));
    let open = pool.register.matches_of_person(made.parent);
    let open = open
        .into_iter()
        .find(|entry| is_open(entry, made.on) && entry.record.mentor == mentor);
    if let Some(entry) = open.filter(|_| !made.propose) {
        begin(peer, directory, entry, made.on, forced.as_deref(), change)?;
        return Ok(entry.id.clone());
    }
    let pair = pool.pair(made.parent, made.mentor);
    let record = Match {
        participant: pair.parent.person.id.clone(),
        mentor,
        proposed: made.propose.then_some(made.on),
        began: (!made.propose).then_some(made.on),
        note: None,
        ended: None,
        declined: None,
        why: Some(Why {
            score: Some(found.score.fit()),
            forced: forced.map(Into::into),
            experience: pair.shared_experience().into_iter().cloned().collect(),
        }),
        void: None,
    };
    let id: MatchId = loop {
        let id = directory.mint(IdKind::Match)?;
        let path = directory.path_of(Kind::Match, &id);
        // One change may make several, none of which is on disk yet.
        if change.files().all(|(other, ..)| other != path) {
            break id.parse().map_err(Failure::new)?;
        }
    };
    change.create(
        directory.path_of(Kind::Match, id.as_str()),
        canonical(&record),
    );
    Ok(id)
}

/// The rules that were overruled, and why, as `[why]` records it; empty if there are none.
#[must_use]
pub fn forced(broken: &[Broken], reason: &str) -> Option<String> {
    let rules: Vec<&str> = broken.iter().map(|broken| broken.rule.word()).collect();
    (!rules.is_empty()).then(|| format!("{}: {reason}", rules.join(", ")))
}

/// Refuses a match that rules forbid, with each rule by its name, and what to type if only facts about the mentor are
/// missing.
#[must_use]
pub fn refusal(pool: &Pool<'_>, mentor: usize, label: &str, broken: &[Broken]) -> Failure {
    let mut reasons = broken
        .iter()
        .map(|broken| format!("the mentor {} [{}]", broken.reason, broken.rule));
    let mut failure = Failure::refused(format!(
        "cannot match {label} on {}: {}",
        pool.day,
        reasons.next().unwrap_or_default()
    ));
    for also in reasons {
        failure = failure.help(format!("also: {also}"));
    }
    if broken
        .iter()
        .any(|broken| broken.rule == Rule::MentorNotEligible)
    {
        let missing = pool.register.eligibility(mentor, pool.day).missing;
        let id = &pool.register.records().mentors[mentor].id;
        for remedy in remedies(&missing, id) {
            failure = failure.help(remedy);
        }
    }
    failure.help("nothing was written; to make the match anyway, add --force and your reason")
}

/// The reason given to `--force`, without spaces around it.
///
/// # Errors
/// It is empty.
pub fn reason_given(force: Option<&str>) -> Result<Option<&str>, Failure> {
    match force.map(str::trim) {
        Some("") => {
            Err(Failure::new("--force needs a reason").help("write why you make the match anyway"))
        }
        force => Ok(force),
    }
}
