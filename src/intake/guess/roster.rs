//! What a map says of the columns of a roster that no field keeps: the status of each parent, and the mentor.

use super::left_out::remark;
use super::values::toml;
use super::{Sheet, Taken};
use crate::intake::cell::clean;
use crate::intake::not_held::is_of_status;
use crate::intake::roster::{Standing, is_of_mentors, of_mentors, of_status};
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
            .filter_map(|row| {
                let standing = Standing::of(&cell(row, place))?;
                // Who is enrolled on a day may still wait for a mentor.
                let is_open = standing == Standing::Waits
                    || start.is_none_or(|start| cell(row, start.place).is_empty());
                is_open.then_some((row.number, standing))
            })
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
            let values = self.words_of_status(place, taken);
            let values = values.iter().map(|line| format!("#     {line}\n"));
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
