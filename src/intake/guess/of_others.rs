//! Cells that say that a mentor spoke with a worker, or did other work: no contact with the parent.

use std::collections::BTreeSet;

use super::headers::is_note;
use super::values::toml;
use super::{Sheet, Taken};
use crate::intake::headings::header;
use crate::record::Service;
use crate::register::fold;

/// Words for people who are not the parent.
const WORKERS: [&str; 24] = [
    "cw",
    "sw",
    "psw",
    "caseworker",
    "case worker",
    "social worker",
    "dcs worker",
    "cps worker",
    "case manager",
    "attorney",
    "atty",
    "lawyer",
    "public defender",
    "gal",
    "casa",
    "probation officer",
    "po",
    "therapist",
    "counselor",
    "school",
    "teacher",
    "provider",
    "foster parent",
    "landlord",
];

/// Words for work that is no contact.
const OTHER_WORK: [&str; 13] = [
    "paperwork",
    "documentation",
    "data entry",
    "notes entry",
    "staff mtg",
    "staff meeting",
    "training",
    "trainings",
    "drive time",
    "driving",
    "travel time",
    "admin",
    "email to staff",
];

/// What such a column calls the parent.
const PARENT: [&str; 8] = [
    "parent",
    "client",
    "mom",
    "dad",
    "mother",
    "father",
    "family",
    "participant",
];

fn is_parent(cell: &str) -> bool {
    PARENT.contains(&fold(cell).as_str())
}

/// What a cell is asked that says who else was spoken with, or what else was done; `None` for any other.
pub(super) fn with_others(cell: &str) -> Option<&'static str> {
    let padded = format!(" {} ", fold(cell));
    let has = |words: &[&str]| {
        words
            .iter()
            .any(|word| padded.contains(&format!(" {word} ")))
    };
    if has(&OTHER_WORK) {
        return Some(
            "is it no contact with a parent? Then write skip, and enter the time by `peer log duty`; else write mentoring",
        );
    }
    has(&WORKERS).then_some(
        "was the parent there too? Then write mentoring; if not, write skip: its rows served no one",
    )
}

/// What a cell of a column of ways is asked that says that a parent was driven somewhere.
pub(super) fn of_a_ride(cell: &str) -> Option<&'static str> {
    const RIDES: [&str; 8] = [
        "transport",
        "transportation",
        "transported",
        "transporting",
        "ride",
        "rides",
        "gave a ride",
        "drove",
    ];
    let padded = format!(" {} ", fold(cell));
    let is_said = RIDES
        .iter()
        .any(|word| padded.contains(&format!(" {word} ")));
    is_said.then_some(
        "was the parent in the car? Then write mentoring, court if the mentor stayed for the hearing, or casework of \
         somebody without a match; if not, write skip, and enter the way by `peer log duty`",
    )
}

impl Sheet<'_> {
    /// Whether the cells of a column say who somebody is to the family, and name no one: `mom`, `CW`, `attorney`.
    pub(super) fn has_roles(&self, place: usize) -> bool {
        let cells = self.cells(place);
        let is_role = |cell: &&String| is_parent(cell) || with_others(cell).is_some();
        !cells.is_empty() && cells.iter().filter(is_role).count() * 4 >= cells.len() * 3
    }

    /// The column that says with whom the mentor spoke, if some cells name others than the parent.
    pub(super) fn place_of_who(&self, taken: &[Taken]) -> Option<usize> {
        let is_of_who = |place: &usize| {
            let cells = self.cells(*place);
            let others = || cells.iter().filter(|cell| with_others(cell).is_some());
            let parents = cells.iter().filter(|cell| is_parent(cell)).count();
            !taken.iter().any(|one| one.place == *place)
                && !is_note(&header(&self.headers[*place]))
                && others().next().is_some()
                && (others().count() + parents) * 4 >= cells.len() * 3
        };
        (0..self.headers.len()).find(is_of_who)
    }

    /// That column as the one of the kinds of sessions. Beside another one that says them, it says only what was none.
    pub(super) fn kinds_by_who(&self, taken: &[Taken], by_way: Option<&str>) -> Option<String> {
        let place = self.place_of_who(taken)?;
        let cells: BTreeSet<String> = self.cells(place).into_iter().collect();
        let (mentoring, required) = match by_way {
            None => (Service::Mentoring.word(), "required = true\n"),
            Some(_) => ("", ""),
        };
        let line = |cell: &String| match with_others(cell) {
            None if is_parent(cell) => {
                format!("    {},\n", toml(&format!("{cell} -> {mentoring}")))
            }
            asked => {
                let asked = asked
                    .unwrap_or("was the parent there? Then write mentoring; if not, write skip");
                let asked = match by_way {
                    None => asked.to_owned(),
                    Some(_) => asked.replace("write mentoring", "write nothing"),
                };
                format!("    {}, # {asked}\n", toml(&format!("{cell} -> ?")))
            }
        };
        let lines: String = cells.iter().map(line).collect();
        Some(format!(
            "\n[[column]]\nheader = {}\nfield = \"kind\" # some cells name others than the parent\n{required}values = [\n{lines}]\n{}",
            toml(&self.headers[place]),
            by_way.unwrap_or_default()
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ride_is_known_by_its_words() {
        for cell in [
            "Transport",
            "Transportation",
            "Ride to court",
            "drove to UA",
        ] {
            assert!(of_a_ride(cell).is_some(), "{cell}");
        }
        for cell in ["Phone", "HV", "Court", "pride group"] {
            assert_eq!(of_a_ride(cell), None, "{cell}");
        }
    }

    #[test]
    fn a_cell_may_name_a_worker_or_other_work() {
        for cell in [
            "CW",
            "Phone - CW",
            "Email to attorney",
            "GAL",
            "call w/ school",
        ] {
            assert!(
                with_others(cell).is_some_and(|asked| !asked.contains("duty")),
                "{cell}"
            );
        }
        for cell in ["Paperwork", "Staff mtg", "Training", "Drive time"] {
            assert!(
                with_others(cell).is_some_and(|asked| asked.contains("peer log duty")),
                "{cell}"
            );
        }
        for cell in ["Phone", "HV", "Home visit", "parent", "Court", "CFT"] {
            assert_eq!(with_others(cell), None, "{cell}");
        }
    }
}
