//! A box for each way or kind of contact: `F2F`, `Phone` and `Court`, each with an x in the rows that are of it.

use std::collections::BTreeMap;

use super::contacts::box_says;
use super::values::{Ticked, is_yes_or_no};
use super::{Sheet, Taken};
use crate::intake::headings::header;
use crate::record::Service;
use crate::record::intake::IntakeKind;

/// A field and its word that a box says.
pub(super) type Way = (&'static str, String);

impl Sheet<'_> {
    /// The columns of such boxes, each with what a tick in it says, if there are several. If some say the kind, the ways of
    /// the others are of mentoring.
    pub(super) fn boxes_of_ways(&self, kind: IntakeKind) -> BTreeMap<usize, Vec<Way>> {
        let mut found: BTreeMap<usize, Vec<Way>> = BTreeMap::new();
        if kind != IntakeKind::Sessions {
            return found;
        }
        for (place, name) in self.headers.iter().enumerate() {
            let says = || box_says(kind, name, self.about.program);
            let cells = self.cells(place);
            // A way that no row had yet has its box too.
            if (cells.is_empty() || is_yes_or_no(&cells))
                && !self.headers[..place]
                    .iter()
                    .any(|other| header(other) == header(name))
                && let Some(ways) = says()
            {
                found.insert(place, ways);
            }
        }
        let ticked = found.keys().filter(|place| !self.cells(**place).is_empty());
        if ticked.count() < 2 {
            return BTreeMap::new();
        }
        let says_kind = |ways: &Vec<Way>| ways.iter().any(|(field, _)| *field == "kind");
        if found.values().any(says_kind) {
            for ways in found.values_mut().filter(|ways| !says_kind(ways)) {
                ways.push(("kind", Service::Mentoring.word().to_owned()));
            }
        }
        found
    }

    /// A column of such boxes as that of a field.
    pub(super) fn box_of_a_way(&self, place: usize, (field, word): &Way) -> Taken {
        Taken {
            place,
            field: (*field).to_owned(),
            why: "a box for each word of it",
            ticks: Some(Ticked {
                word: word.clone(),
                is_asked: false,
            }),
            pair: None,
        }
    }
}
