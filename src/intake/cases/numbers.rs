//! The numbers that a court gave cases, as a sheet and the file write them.

use std::collections::{BTreeMap, BTreeSet};

use crate::record::{Case, CaseId, Entry};
use crate::register::{Register, fold};

/// The cases on file by the numbers that a court gave them, with and without whose the number is.
pub(super) type Numbers<'r> = BTreeMap<String, Vec<&'r Entry<CaseId, Case>>>;

/// The cases on file by their numbers.
pub(super) fn numbers(register: &Register) -> Numbers<'_> {
    let mut all = Numbers::new();
    for entry in &register.records().cases {
        for number in register.docket(&entry.id) {
            for said in BTreeSet::from([fold(number), fold(plain(number))]) {
                all.entry(said).or_default().push(entry);
            }
        }
    }
    all
}

/// A number without whose it is.
fn plain(number: &str) -> &str {
    number.rsplit_once(':').map_or(number, |(_, number)| number)
}

/// Whether a number on file, with or without whose it is before a colon, is that of a sheet.
pub(super) fn is_number(known: &str, said: &str) -> bool {
    fold(plain(known)) == fold(said) || fold(known) == fold(said)
}
