//! A column of a sheet of meetings that says of each whether it took place: `Kept?`, `Cancelled`, `No contact`.

use std::collections::BTreeSet;

use super::headers::is_note;
use super::values::{is_mostly_boxes, is_yes_or_no, toml, word_of};
use super::{Sheet, Taken};
use crate::intake::headings::{OUR_COLUMNS, header};
use crate::intake::not_held::{TookPlace, is_called_off, is_of_a_try, took_place};
use crate::intake::words::{is_no, is_nothing, is_yes};
use crate::record::intake::IntakeKind;
use crate::record::{Status, counted};

impl Sheet<'_> {
    /// Takes such a column for the status, if no other is, and its header speaks of the meeting and of nothing else.
    pub(super) fn take_boxes(&self, kind: IntakeKind, taken: &mut Vec<Taken>) {
        let found = self.boxes(kind, taken);
        if let Some((place, _)) = found.into_iter().find(|(_, found)| found.is_sure) {
            taken.push(status(place));
        }
    }

    /// A question about a column whose header may say so, which is taken then.
    pub(super) fn boxes_asked(&self, kind: IntakeKind, taken: &mut Vec<Taken>) -> String {
        let found = self.boxes(kind, taken);
        let asked = |(place, found): &(usize, TookPlace)| {
            let cells: BTreeSet<String> = self.cells(*place).into_iter().collect();
            let is_asked = |cell: &String| match found.is_yes {
                true => is_no(cell),
                false => is_yes(cell),
            };
            if !is_yes_or_no(&self.cells(*place)) || !cells.iter().any(is_asked) {
                return None;
            }
            let line = |cell: &String| match is_asked(cell) {
                true => {
                    let count = self.cells(*place).iter().filter(|one| *one == cell).count();
                    format!(
                        "    {}, # {}; if it says that they did not meet, write {}; if not, nothing\n",
                        toml(&format!("{cell} -> ?")),
                        counted(count, "cell"),
                        Status::WORDS[1..].join(", ")
                    )
                }
                false => format!("    {},\n", toml(&format!("{cell} -> "))),
            };
            let text = format!(
                "\n[[column]]\nheader = {}\nfield = \"status\" # does it say whether they met?\nvalues = [\n{}]\n",
                toml(&self.headers[*place]),
                cells.iter().map(line).collect::<String>()
            );
            Some((*place, text))
        };
        let Some((place, text)) = found.iter().find_map(asked) else {
            return String::new();
        };
        taken.push(status(place));
        text
    }

    /// The columns that are not taken and whose boxes or words may say whether each meeting took place.
    fn boxes(&self, kind: IntakeKind, taken: &[Taken]) -> Vec<(usize, TookPlace)> {
        let is_of_meetings = kind == IntakeKind::Sessions
            || kind == IntakeKind::Attendance && !self.has_days_across();
        if !is_of_meetings || taken.iter().any(|one| one.field == "status") {
            return Vec::new();
        }
        let says = |cell: &String| {
            is_no(cell)
                || is_called_off(cell)
                || is_of_a_try(cell)
                || word_of(kind, "status", cell, self.about.program).is_some()
        };
        let headers = self.headers.iter().enumerate();
        let free = headers.filter(|(place, name)| {
            !taken.iter().any(|one| one.place == *place)
                && !OUR_COLUMNS.contains(&name.as_str())
                && !is_note(&header(name))
        });
        let found = free.filter_map(|(place, name)| Some((place, took_place(name)?)));
        let found = found.filter(|(place, _)| {
            let cells = self.cells(*place);
            let is_filled = cells.iter().any(|cell| !is_nothing(cell));
            is_filled && (is_mostly_boxes(&cells) || cells.iter().any(says))
        });
        found.collect()
    }
}

fn status(place: usize) -> Taken {
    Taken {
        place,
        field: "status".to_owned(),
        why: "says whether it took place",
        ticks: None,
        pair: None,
    }
}
