//! How long each meeting of a group was, if a title, the tab or a header says its hours.

use std::collections::BTreeMap;

use super::{Sheet, Taken};
use crate::intake::cell::clean;
use crate::intake::hours::lengths;
use crate::record::intake::IntakeKind;

impl Sheet<'_> {
    /// The length of every meeting as a constant that can be deleted, or a question if the sheet says several.
    pub(super) fn hours(&self, kind: IntakeKind, taken: &[Taken], is_of_a_group: bool) -> String {
        let has_length = taken.iter().any(|taken| taken.field == "minutes");
        let is_of_a_group = is_of_a_group && !self.is_mentoring(kind, taken);
        let is_said = has_length || self.has_row_of_lengths();
        if kind != IntakeKind::Attendance || is_said || !is_of_a_group {
            return String::new();
        }
        let said = self.hours_said();
        let told: Vec<&str> = said.values().map(String::as_str).collect();
        let told = told.join(" and ");
        let (value, remark) = match said.first_key_value() {
            None => return String::new(),
            Some((minutes, _)) if said.len() == 1 => (
                minutes.to_string(),
                format!(
                    "{told}{}: delete these 3 lines if meetings differ",
                    self.beside_on_file(*minutes)
                ),
            ),
            Some(_) => (
                "?".to_owned(),
                format!("{told}: how many minutes did they meet? Or delete these 3 lines"),
            ),
        };
        format!("\n[[constant]]\nfield = \"minutes\"\nvalue = \"{value}\" # {remark}\n")
    }

    /// Each length that the rows above the headers, the headers, the sheet and the file say, with where it is said. Of the
    /// text only the hours are shown, as a title may name people.
    fn hours_said(&self) -> BTreeMap<i64, String> {
        let above = self.above.iter().flat_map(|row| {
            let cells = row.cells.iter();
            cells.map(|cell| (format!("in row {}", row.number), clean(cell)))
        });
        let headers = self.headers.iter();
        let headers = headers.map(|name| (format!("in row {}", self.number), name.clone()));
        let tab = self.about.sheet.map(|name| ("in the tab", name.to_owned()));
        let file = ("in the name of the file", self.about.file.to_owned());
        let names = tab.into_iter().chain([file]);
        let names = names.map(|(place, text)| (place.to_owned(), text));
        let mut all = BTreeMap::new();
        for (place, text) in above.chain(headers).chain(names) {
            for (minutes, words) in lengths(&text) {
                all.entry(minutes)
                    .or_insert_with(|| format!("`{words}` {place}"));
            }
        }
        all
    }

    /// What the last meeting on file was long, if that is something else.
    fn beside_on_file(&self, minutes: i64) -> String {
        let group = self.group().map(|(group, _)| group);
        let on_file = group.and_then(|group| self.about.lengths.get(group));
        on_file
            .filter(|known| **known != minutes)
            .map_or_else(String::new, |known| {
                format!(" (taken, though the last meeting on file was {known} minutes)")
            })
    }
}
