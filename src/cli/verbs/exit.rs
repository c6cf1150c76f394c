use clap::Args;

use crate::cli::args::{On, Writing, parsed};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::pairing::{decline, end};
use crate::cli::peer::Peer;
use crate::cli::people;
use crate::record::pairing::DeclinedBy;
use crate::record::{Datum, IdKind, Kind, Place, Word};
use crate::register::Person;
use crate::store::{Change, Scope};

/// End a parent's enrollment
///
/// Open matches end on the same day with the same reason, and open proposals are taken back.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer exit rosa --reason goals-met\n  peer exit p-4f7 --on 2026-11-14 --reason moved-away"
)]
pub struct Exit {
    /// The parent
    #[arg(value_name = "WHO", add = complete::records(&[IdKind::Participant]))]
    who: String,
    /// Why, in the program's words
    #[arg(long, value_name = "WORD", add = complete::vocabulary("reasons"))]
    reason: String,
    #[command(flatten)]
    on: On,
    #[command(flatten)]
    writing: Writing,
}

impl Exit {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let register = peer.register(&directory, Scope::PEOPLE)?;
        let on = self.on.day(peer.today)?;
        let reason: Word = parsed(&self.reason)?;
        let id = people::person(&register, &self.who)?;
        let label = people::participant_label(&register, &id);
        let at = register.person_index(&id).unwrap_or_default();
        let person = &register.people()[at];
        let Some((place, index)) = open_enrollment(&register, person, on) else {
            return Err(
                Failure::refused(format!("{label} is not enrolled on {on}")).help(format!(
                    "`peer show {id}` tells when; `peer enroll {id}` begins an enrollment"
                )),
            );
        };
        let mut edit = peer.open_place(&directory, &place, Kind::Participant)?;
        edit.set_entry("enrollment", index, "end", &Datum::Day(on));
        edit.set_entry(
            "enrollment",
            index,
            "reason",
            &Datum::Text(reason.to_string()),
        );
        let mut change = Change::default();
        change.replace(edit.path(), edit.original(), edit.text());
        let mut also = String::new();
        for entry in register.matches_of_person(at) {
            let still_open = entry.record.ended.is_none() && entry.record.declined.is_none();
            if still_open && entry.record.began.is_some_and(|began| began <= on) {
                end(peer, &directory, entry, on, &reason, &mut change)?;
                also.push_str(&format!(
                    "; ended {}",
                    people::match_label(&register, &entry.id)
                ));
            } else if still_open && entry.record.began.is_none() {
                decline(
                    peer,
                    &directory,
                    entry,
                    on,
                    DeclinedBy::Program,
                    Some(&reason),
                    &mut change,
                )?;
                also.push_str(&format!(
                    "; took back the proposal {}",
                    people::match_label(&register, &entry.id)
                ));
            }
        }
        let done = format!("{label} left on {on}: {reason}{also}");
        peer.finish(&directory, writer.as_ref(), &register, &change, &done)
    }
}

/// The enrollment that holds on a day, by its file and its place there; a person may have several files.
fn open_enrollment(
    register: &crate::register::Register,
    person: &Person,
    on: crate::record::Day,
) -> Option<(Place, usize)> {
    let files = register
        .records()
        .participants
        .iter()
        .filter(|entry| person.ids().any(|id| *id == entry.id));
    files
        .flat_map(|entry| {
            entry
                .record
                .enrollment
                .iter()
                .enumerate()
                .map(|(at, enrollment)| (&entry.place, at, enrollment))
        })
        .filter(|(_, _, enrollment)| {
            enrollment.start <= on && enrollment.end.is_none_or(|end| on <= end)
        })
        .max_by_key(|(_, _, enrollment)| enrollment.start)
        .map(|(place, at, _)| (place.clone(), at))
}
