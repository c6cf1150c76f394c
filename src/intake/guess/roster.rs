//! What a map says of the columns of a roster that no field keeps: the status of each parent, and the mentor.

use std::collections::BTreeMap;

use super::left_out::remark;
use super::values::toml;
use super::{Sheet, Taken};
use crate::intake::cell::clean;
use crate::intake::not_held::is_of_status;
use crate::intake::repeats::is_a_repeat;
use crate::intake::roster::{Standing, is_of_mentors, of_mentors, of_status};
use crate::intake::words::is_nothing;
use crate::record::intake::IntakeKind;

impl Sheet<'_> {
    /// The remarks about those of the columns that are not taken.
    pub(super) fn roster(
        &self,
        kind: IntakeKind,
        left: &[(usize, &str)],
        taken: &[Taken],
    ) -> String {
        if kind != IntakeKind::Participants {
            return String::new();
        }
        let mut text = String::new();
        for (place, name) in left {
            if is_of_status(name) {
                text += &self.of_status(*place, name, taken);
            } else if is_of_mentors(name) {
                let told = of_mentors(name, &self.cells(*place));
                text += &told.map_or_else(String::new, |told| remark(&(told + ".")));
            }
        }
        text
    }

    /// What the words of a column of statuses say, and the column that would take the day of another for it.
    fn of_status(&self, place: usize, name: &str, taken: &[Taken]) -> String {
        let day_of = |field: &str| taken.iter().find(|one| one.field == field);
        let cell = |row: &crate::record::intake::SheetRow, place: usize| {
            let cell = row.cells.get(place).map(|cell| clean(cell));
            cell.unwrap_or_default()
        };
        let start = day_of("enrollment.start");
        let standings: Vec<(usize, Standing)> = self
            .below
            .iter()
            .filter(|row| start.is_none_or(|start| cell(row, start.place).is_empty()))
            .filter_map(|row| Some((row.number, Standing::of(&cell(row, place))?)))
            .collect();
        let mut text = String::new();
        for told in of_status(name, &standings) {
            text += &remark(&(told + "."));
        }
        let is_active = |(_, standing): &(usize, Standing)| *standing == Standing::InProgram;
        if let (None, Some(referred)) = (start, day_of("referred"))
            && standings.iter().any(is_active)
        {
            text += &remark(&format!(
                "If those were enrolled on the day in `{}`, add this column:",
                self.headers[referred.place]
            ));
            let mut words: BTreeMap<String, Option<&str>> = BTreeMap::new();
            for word in self.cells(place) {
                let means = match Standing::of(&word) {
                    Some(Standing::InProgram) => Some("yes"),
                    // The day of the exit is in a column of its own, or the row is refused.
                    Some(Standing::Left) if day_of("enrollment.end").is_some() => Some("yes"),
                    Some(Standing::Left) => continue,
                    Some(Standing::Waits) => Some(""),
                    None if is_nothing(&word) || is_a_repeat(&word, name) => Some(""),
                    None => None,
                };
                words.insert(word.to_lowercase(), means);
            }
            let values = words.into_iter().map(|(word, means)| {
                let line = toml(&format!("{word} -> {}", means.unwrap_or("?")));
                let asked = if means.is_none() {
                    " # write yes if these are in the program, or nothing"
                } else {
                    ""
                };
                format!("#     {line},{asked}\n")
            });
            text += &format!(
                "# [[column]]\n# header = {}\n# field = \"enrollment.start\"\n# day_of = {}\n# values = [\n{}# ]\n",
                toml(name),
                toml(&self.headers[referred.place]),
                values.collect::<String>()
            );
        }
        text
    }
}
