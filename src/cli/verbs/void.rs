use std::collections::BTreeMap;

use clap::Args;

use crate::cli::args::Writing;
use crate::cli::complete;
use crate::cli::entries::reason;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::cli::people::{self, ANY, find, kind_of, label, place};
use crate::record::participant::Enrollment;
use crate::record::schema::{Leaf, Void as Reason};
use crate::record::{Datum, Held, IdKind, Kind, ParticipantId, Place, counted};
use crate::register::{Named, Pairing, Register};
use crate::store::{Change, Directory, Edit, Scope, is_committed};

/// Mark a wrong record as void, so that it is not counted
///
/// The record stays on file with your reason, but no report counts it. A record that was never saved with `peer save`,
/// and that no other record uses, is deleted instead. `peer undo` undoes either.
///
/// If you void a parent, the parent's open enrollment is voided too, and the parent no longer counts as served. Sessions
/// with that parent still count as sessions. If the parent or mentor has an active match, end it (`peer unmatch`) or
/// void it first. For a single wrong event, training or enrollment: `peer explain corrections`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer void 2026-10-07-group-wednesday --reason \"entered twice\"\n  \
                        peer void k-4m9 --reason \"wrong parent\"\n  peer void p-77x2a --reason \"a test\"\n  \
                        peer unvoid k-4m9                       restores it; `peer undo` works too\n  \
                        peer list sessions --void"
)]
pub struct Void {
    /// The record
    #[arg(value_name = "ID", add = complete::records(ANY))]
    who: String,
    /// Why it was wrong; no names
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Accept the reason even if it may include a name, such as `Santa Rosa`
    #[arg(long)]
    anyway: bool,
    #[command(flatten)]
    writing: Writing,
}

impl Void {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let register = peer.register(&directory, Scope::ALL)?;
        let reason = reason(&register, &self.reason, self.anyway)?;
        let whole = peer.whole(&register);
        let found = found(&register, &whole, &self.who)?;
        refuse_live(peer, &register, &found, &[])?;
        let naming = naming(&whole, &found);
        let label = label(&found);
        let (change, done) = match removal(peer, &directory, &whole, &found, naming.is_empty())? {
            Some(change) => (
                change,
                format!("removed {label}: no commit holds it; `peer undo` brings it back"),
            ),
            None => {
                let mut change = Change::default();
                let mut edit = open(peer, &directory, &whole, &found)?;
                edit.set("void", &Datum::Text(reason.clone()));
                void_enrollments(&whole, &found, &reason, &mut edit);
                change.replace(edit.path(), edit.original(), edit.text());
                (
                    change,
                    format!("{label} is void and does not count: {reason}"),
                )
            }
        };
        if let Some(named) = told(&naming) {
            peer.screen.note(&named);
        }
        peer.finish(&directory, writer.as_ref(), &register, &change, &done)
    }
}

/// Restore a voided record, so that it is counted again
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer unvoid 2026-10-07-group-wednesday\n  peer unvoid k-4m9 -n\n  peer list sessions --void        what is void"
)]
pub struct Unvoid {
    /// The record
    #[arg(value_name = "ID", add = complete::voided())]
    who: String,
    #[command(flatten)]
    writing: Writing,
}

/// Whether the session `to` is on file and was moved from `from`, or was moved on to another day.
fn came(whole: &Register, to: &str, from: &str) -> bool {
    let entry = to.parse().ok().and_then(|to| whole.session(&to));
    entry.is_some_and(|entry| {
        let session = &entry.record;
        let came_from = session.moved_from.as_ref();
        session.moved_to.is_some() || came_from.is_some_and(|id| id.as_str() == from)
    })
}

impl Unvoid {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let register = peer.register(&directory, Scope::ALL)?;
        let whole = peer.whole(&register);
        let found = find(&whole, &self.who, ANY)?;
        let held = register.records().left_out(kind_of(&found), &found.id);
        let Some((held, reason)) = held.and_then(|held| Some((held, held.void()?))) else {
            return Err(
                Failure::refused(format!("the record of {} has not been voided", label(&found))).help(
                    "there is nothing to restore; to see voided records, add --void to a list, such as `peer list sessions --void`",
                ),
            );
        };
        let moved = held
            .fields()
            .into_iter()
            .find(|(key, _)| *key == "moved_to")
            .map(|(_, to)| to.to_string());
        if let Some(to) = moved.as_ref().filter(|to| came(&whole, to, &found.id)) {
            return Err(Failure::refused(format!(
                "{} was moved to {to}, which counts instead",
                found.id
            ))
            .help(format!(
                "to move it back: `peer move {to} --on {}`",
                found.id.get(..10).unwrap_or("DAY")
            )));
        }
        let mut edit = open(peer, &directory, &whole, &found)?;
        edit.unset("void");
        if moved.is_some() {
            edit.unset("moved_to");
        }
        // What became void with the record counts again together with it.
        for (at, time) in enrollments(&whole, &found).iter().enumerate() {
            let void = time.void.as_ref();
            if void.is_some_and(|Reason(void)| **void == *reason) {
                edit.unset_entry("enrollment", at, "void");
            }
        }
        let mut change = Change::default();
        change.replace(edit.path(), edit.original(), edit.text());
        let done = format!("{} counts again", label(&found));
        peer.finish(&directory, writer.as_ref(), &register, &change, &done)
    }
}

/// Makes a parent or mentor void, as part of a larger change.
pub(super) fn make_void(
    peer: &Peer,
    directory: &Directory,
    register: &Register,
    (id, also): (&str, &[&str]),
    reason: &str,
    change: &mut Change,
) -> Result<(), Failure> {
    let whole = peer.whole(register);
    let found = find(&whole, id, ANY)?;
    refuse_live(peer, register, &found, also)?;
    let mut edit = open(peer, directory, &whole, &found)?;
    edit.set("void", &Datum::Text(reason.to_owned()));
    void_enrollments(&whole, &found, reason, &mut edit);
    change.replace(edit.path(), edit.original(), edit.text());
    Ok(())
}

/// The record meant, even a match of someone void; a record that is itself void is refused.
fn found(register: &Register, whole: &Register, typed: &str) -> Result<Named, Failure> {
    find(register, typed, ANY).or_else(|failure| {
        let found = find(whole, typed, ANY).map_err(|_| failure)?;
        let held = register.records().left_out(kind_of(&found), &found.id);
        match held.and_then(Held::void) {
            None => Ok(found),
            // Someone enrolled the parent while the record was void.
            Some(_) if has_open(whole, &found) => Ok(found),
            Some(reason) => {
                Err(
                    Failure::refused(format!("{} is already void: {reason}", found.id)).help(
                        format!("to make it count again: `peer unvoid {}`", found.id),
                    ),
                )
            }
        }
    })
}

fn open(
    peer: &Peer,
    directory: &Directory,
    register: &Register,
    found: &Named,
) -> Result<Edit, Failure> {
    peer.open_place(directory, &place(register, found), kind_of(found))
}

/// Whether a void parent has an open enrollment.
fn has_open(whole: &Register, found: &Named) -> bool {
    let open = |time: &Enrollment| time.end.is_none() && time.void.is_none();
    enrollments(whole, found).iter().any(open)
}

/// Refuses while something open refers to the record, except for what becomes void with it.
fn refuse_live(
    peer: &Peer,
    register: &Register,
    found: &Named,
    also: &[&str],
) -> Result<(), Failure> {
    let records = register.records();
    let is_live = |entry: &&Pairing| {
        entry.record.is_active(peer.today) || entry.record.is_open_proposal(peer.today)
    };
    let of_them = |entry: &&Pairing| {
        entry.record.participant.as_str() == found.id || entry.record.mentor.as_str() == found.id
    };
    let matches = records.matches.iter().filter(of_them).filter(is_live);
    let same = records.participants.iter().filter(|entry| {
        !also.contains(&entry.id.as_str())
            && entry.record.same_as.as_ref().map(ParticipantId::as_str) == Some(&found.id)
    });
    let in_case = |case: &str| found.kind == IdKind::Case && case == found.id;
    let children = records.cases.iter().filter(|entry| {
        let mut children = entry.record.child.values();
        children.any(|child| {
            let same = child.same_as.as_ref();
            same.is_some_and(|same| in_case(same.case.as_str()))
        })
    });
    let mut help: Vec<String> = matches
        .map(|entry| {
            format!(
                "{} has not ended: if it was wrong too, `peer void {} --reason …`; if it ends, `peer unmatch {} --reason …`",
                people::match_label(register, &entry.id),
                entry.id,
                entry.id
            )
        })
        .collect();
    help.extend(same.map(|entry| {
        format!(
            "{} is marked as the same person: to change that, `peer set {} same_as=`",
            entry.id, entry.id
        )
    }));
    help.extend(children.map(|entry| {
        format!(
            "a child of {} is marked as the same child: delete `same_as` with `peer edit {}`",
            entry.id, entry.id
        )
    }));
    if help.is_empty() {
        return Ok(());
    }
    let mut failure = Failure::refused(format!(
        "something still points to {}; nothing was written",
        label(found)
    ));
    failure.help = help;
    Err(failure)
}

/// How many records of each kind refer to a record.
fn naming(register: &Register, found: &Named) -> BTreeMap<Kind, usize> {
    let mut places: Vec<Place> = Vec::new();
    let own = place(register, found);
    register.records().visit(&mut |place, _, leaf| {
        let names = matches!(leaf, Leaf::Id(_, id) if id == found.id);
        if names && *place != own && places.last() != Some(place) {
            places.push(place.clone());
        }
    });
    let mut naming = BTreeMap::new();
    for place in places {
        let kind = Kind::ALL.iter().copied().find(|kind| place.is_of(*kind));
        *naming.entry(kind.unwrap_or(Kind::Session)).or_default() += 1;
    }
    naming
}

/// The records that refer to one, in words.
fn told(naming: &BTreeMap<Kind, usize>) -> Option<String> {
    let all: Vec<String> = naming
        .iter()
        .map(|(kind, count)| counted(*count, kind.noun()))
        .collect();
    let said = match naming.values().sum() {
        0 => return None,
        1 => "uses it, and stays as it is",
        _ => "use it, and stay as they are",
    };
    Some(format!("{} {said}", all.join(" and ")))
}

/// The change that simply deletes a record: one with a file of its own that is in no commit and that nothing refers to.
fn removal(
    peer: &Peer,
    directory: &Directory,
    register: &Register,
    found: &Named,
    is_unnamed: bool,
) -> Result<Option<Change>, Failure> {
    let place = place(register, found);
    let is_single = place.section.is_none();
    if !is_unnamed || !is_single || is_committed(directory.root(), &place.path) != Some(false) {
        return Ok(None);
    }
    let mut change = Change::default();
    let text = open(peer, directory, register, found)?
        .original()
        .to_owned();
    change.remove(place.path.to_string(), text);
    if kind_of(found).has_identity() {
        let path = directory.path_of(Kind::Identity, &found.id);
        if let Some(text) = directory.text(&path)? {
            change.remove(path, text);
        }
    }
    Ok(Some(change))
}

/// Makes the open enrollments of a parent void together with the record.
fn void_enrollments(whole: &Register, found: &Named, reason: &str, edit: &mut Edit) {
    for (at, time) in enrollments(whole, found).iter().enumerate() {
        if time.end.is_none() && time.void.is_none() {
            edit.set_entry("enrollment", at, "void", &Datum::Text(reason.to_owned()));
        }
    }
}

/// The enrollments of a parent in the order of the file, including void ones; empty for any other record.
fn enrollments<'w>(whole: &'w Register, found: &Named) -> &'w [Enrollment] {
    let participants = &whole.records().participants;
    let entry = participants
        .iter()
        .find(|entry| entry.id.as_str() == found.id && found.kind == IdKind::Participant);
    entry.map_or(&[], |entry| &entry.record.enrollment)
}
