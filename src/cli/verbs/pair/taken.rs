//! Why a parent and a mentor cannot be matched.

use crate::cli::failure::Failure;
use crate::cli::pairing::is_open;
use crate::cli::people;
use crate::record::{Day, MentorId};
use crate::register::Register;

/// Why a parent and a mentor cannot be matched on a day, if the records have a match or proposal that prevents it.
pub(super) fn taken(
    register: &Register,
    parent: usize,
    mentor: &MentorId,
    on: Day,
    propose: bool,
) -> Option<Failure> {
    let label = |id| people::match_label(register, id);
    let active = register
        .matches_of_person(parent)
        .find(|entry| entry.record.is_active(on));
    if let Some(entry) = active.filter(|entry| entry.record.mentor == *mentor) {
        return Some(Failure::refused(format!(
            "they are already matched: {}",
            label(&entry.id)
        )));
    }
    if let Some(failure) = begun_later(register, parent, mentor, on) {
        return Some(failure);
    }
    let open = register
        .matches_of_person(parent)
        .find(|entry| is_open(entry, on));
    let entry = open.filter(|entry| propose || entry.record.mentor != *mentor)?;
    let refused = Failure::refused(format!("a proposal is open: {}", label(&entry.id)));
    Some(refused.help(format!(
        "to begin it: `peer accept {0}`; to withdraw it: `peer decline {0} --by program`",
        entry.id
    )))
}

/// Why a parent and a mentor cannot be matched on a day before an existing match of the two: it would begin twice.
fn begun_later(register: &Register, parent: usize, mentor: &MentorId, on: Day) -> Option<Failure> {
    let of_both = register
        .matches_of_person(parent)
        .filter(|entry| entry.record.mentor == *mentor);
    let (began, id) = of_both
        .filter_map(|entry| Some((entry.record.began?, &entry.id)))
        .filter(|(began, _)| *began > on)
        .min()?;
    let label = people::match_label(register, id);
    Some(
        Failure::refused(format!("they are matched from {began}: {label}"))
            .help(format!("if that day is wrong: `peer set {id} began={on}`")),
    )
}
