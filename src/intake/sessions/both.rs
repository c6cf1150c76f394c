//! Rows of one match whose cell names two mentors.

use super::SessionImport;
use crate::intake::cell::clean;
use crate::intake::facts::get;
use crate::intake::meeting::Part;
use crate::intake::several::has_several;
use crate::record::intake::SheetRow;
use crate::record::{Datum, Service};

impl SessionImport<'_> {
    /// Refuses a session of one match whose cell names two mentors as one says it: it may have been the one or the other.
    pub(super) fn names_one_mentor(&self, row: &SheetRow, part: &Part) -> Result<(), String> {
        let is_mentoring = get(&part.fields, "kind")
            .is_some_and(|kind| kind.to_string() == Service::Mentoring.word());
        let (Some(Datum::List(mentors)), Some(pairing)) =
            (get(&part.fields, "mentors"), get(&part.fields, "match"))
        else {
            return Ok(());
        };
        let mut columns = self.context.layout.columns.iter();
        let names_several = columns.any(|placed| {
            &*placed.column.field == "mentors"
                && row
                    .cells
                    .get(placed.place)
                    .is_some_and(|cell| has_several(&clean(cell)))
        });
        if !is_mentoring || !names_several || mentors.len() < 2 {
            return Ok(());
        }
        let mentors: Vec<String> = mentors.iter().map(ToString::to_string).collect();
        Err(format!(
            "the row names {}, and {pairing} has one mentor: write the one who was there, or `{}` if both were",
            mentors.join(" and "),
            mentors.join("; ")
        ))
    }
}
