use clap::Args;

use crate::cli::args::{On, Reasons, Ref, Resolve, WordOf, Writing};
use crate::cli::failure::{Done, Failure};
use crate::cli::pairing::{decline, end};
use crate::cli::peer::Peer;
use crate::cli::people;
use crate::record::pairing::DeclinedBy;
use crate::record::{Datum, Day, Kind, ParticipantId, Place, Word};
use crate::register::{Person, Register};
use crate::store::{Change, Scope};

/// End a parent's enrollment
///
/// Active matches end on the same day with the same reason, and open proposals are withdrawn. If duplicates of the
/// parent (`same_as`) are enrolled too, those enrollments also end.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer exit rosa --reason goals-met\n  peer exit p-4f7 --on 2026-11-14 --reason moved-away"
)]
pub struct Exit {
    /// The parent
    #[arg(value_name = "WHO")]
    who: Ref<ParticipantId>,
    /// Why, such as moved-away: a word of the list `reasons` in peer.toml; without a list, any word
    #[arg(long, value_name = "WORD")]
    reason: WordOf<Reasons>,
    #[command(flatten)]
    on: On,
    #[command(flatten)]
    writing: Writing,
}

impl Exit {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        // A match that would end before one of its sessions is refused now, not when the records are saved.
        let register = peer.register(&directory, Scope::ALL)?;
        let on = self.on.day(peer.today)?;
        let reason = self.reason.resolve(directory.program())?;
        let id = self.who.resolve(&register)?;
        let label = people::participant_label(&register, &id);
        let at = register.person_index(&id).unwrap_or_default();
        let person = &register.people()[at];
        let open = open_enrollments(&register, person, on);
        if open.is_empty() {
            return Err(
                Failure::refused(format!("{label} is not enrolled on {on}")).help(format!(
                    "`peer show {id}` shows the enrollments; to enroll: `peer enroll {id}`"
                )),
            );
        }
        let mut change = Change::default();
        for (place, entries) in open {
            let mut edit = peer.open_place(&directory, place, Kind::Participant)?;
            for index in entries {
                edit.set_entry("enrollment", index, "end", &Datum::Day(on));
                let reason = Datum::Text(reason.to_string());
                edit.set_entry("enrollment", index, "reason", &reason);
            }
            change.replace(edit.path(), edit.original(), edit.text());
        }
        let mut also = changed(person, on, &reason);
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
                    "; withdrew the proposal {}",
                    people::match_label(&register, &entry.id)
                ));
            }
        }
        let later = person.record.enrollment.iter().map(|time| time.start);
        if let Some(start) = later.filter(|start| *start > on).min() {
            also.push_str(&format!("; enrolled again from {start}"));
        }
        let done = format!("{label} left on {on} ({reason}){also}");
        peer.finish(&directory, writer.as_ref(), &register, &change, &done)
    }
}

/// How the enrollments that now end ended before, if that was another day or for another reason.
fn changed(person: &Person, on: Day, reason: &Word) -> String {
    let live = person.record.enrollment.iter();
    let before = live.filter(|time| time.is_live(on)).filter_map(|time| {
        let end = time.end?;
        let is_other = end != on || time.reason.as_ref() != Some(reason);
        is_other.then(|| match &time.reason {
            Some(reason) => format!("{end}, {reason}"),
            None => end.to_string(),
        })
    });
    let before: Vec<String> = before.collect();
    match before.is_empty() {
        true => String::new(),
        false => format!("; changed: was {}", before.join(" and ")),
    }
}

/// The enrollments open on a day, by file and place there: a person may have several files, and all of them close.
fn open_enrollments<'r>(
    register: &'r Register,
    person: &Person,
    on: Day,
) -> Vec<(&'r Place, Vec<usize>)> {
    let files = register.records().participants.iter();
    files
        .filter(|entry| person.ids().any(|id| *id == entry.id))
        .map(|entry| {
            let times = entry.record.enrollment.iter().enumerate();
            let open = times.filter(|(_, time)| time.is_live(on));
            let in_file = |at| {
                register
                    .records()
                    .index_in_file(&entry.place, "enrollment", at)
            };
            (&entry.place, open.map(|(at, _)| in_file(at)).collect())
        })
        .filter(|(_, open): &(_, Vec<usize>)| !open.is_empty())
        .collect()
}
