//! A column of statuses that says of some on which day they left: how those days are read, and since when those people
//! were in the program.

use std::collections::BTreeMap;

use super::styles::Styles;
use super::values::{shape, toml};
use super::{Sheet, Taken};
use crate::intake::consents::own_day;
use crate::intake::exits::{day_or_month, exit};
use crate::intake::not_held::is_of_status;
use crate::intake::repeats::is_a_repeat;
use crate::intake::roster::Standing;
use crate::intake::two_things::EXIT;
use crate::intake::words::is_nothing;
use crate::record::intake::IntakeKind;
use crate::record::{Shape, counted};

impl Sheet<'_> {
    /// Whether a column is one of statuses, for what they say of exits.
    fn is_status_of_exits(&self, one: &Taken) -> bool {
        one.pair == Some(EXIT) && is_of_status(&self.headers[one.place])
    }

    /// The cells that tell how the days of a column are written: its own, and for the few in a column of statuses those
    /// of the other days.
    pub(super) fn dated_cells(&self, kind: IntakeKind, one: &Taken, all: &[Taken]) -> Vec<String> {
        let mut cells = self.cells_of(one);
        for cell in &mut cells {
            if let Some(day) = own_day(&one.field, cell, self.about.today) {
                *cell = day.to_owned();
            }
        }
        cells.retain(|cell| !cell.is_empty());
        if self.is_status_of_exits(one) {
            let others = all.iter().filter(|other| {
                other.place != one.place
                    && other.field != "born"
                    && shape(kind, &other.field) == Some(Shape::Day)
            });
            // A day without a year may be of this one.
            if Styles::of(&cells, self.about.today).counts.is_empty() && !cells.is_empty() {
                cells.push(self.about.today.to_string());
            }
            cells.extend(others.flat_map(|other| self.cells_of(other)));
        }
        cells
    }

    /// The questions about days of exits that may be months.
    pub(super) fn months_of_exits(&self, one: &Taken) -> String {
        if !self.is_status_of_exits(one) {
            return String::new();
        }
        let mut asked: BTreeMap<String, (String, usize)> = BTreeMap::new();
        for cell in self.cells_of(one) {
            if let Some(either) = day_or_month(&cell, self.about.today) {
                asked.entry(cell).or_insert((either, 0)).1 += 1;
            }
        }
        let line = |(cell, (either, count)): (String, (String, usize))| {
            let line = toml(&format!("{cell} -> ?"));
            format!(
                "    {line}, # {}; {either}? Write the day, such as 2026-07-26\n",
                counted(count, "cell")
            )
        };
        let lines: String = asked.into_iter().map(line).collect();
        match lines.is_empty() {
            true => lines,
            false => format!("values = [\n{lines}]\n"),
        }
    }

    /// The column of statuses once more, for since when people were in the program: an exit needs it.
    pub(super) fn starts_of_exits(&self, taken: &[Taken]) -> String {
        let of = |field: &str| taken.iter().find(|one| one.field == field);
        let status = taken.iter().find(|one| self.is_status_of_exits(one));
        let (Some(status), None, Some(referred)) = (status, of("enrollment.start"), of("referred"))
        else {
            return String::new();
        };
        let (name, day) = (&self.headers[status.place], &self.headers[referred.place]);
        let values = self.words_of_status(status.place, taken);
        let values: String = values.iter().map(|line| format!("    {line}\n")).collect();
        format!(
            "\n[[column]]\nheader = {}\nfield = \"enrollment.start\" # an exit needs the day of enrollment, and no column is called so\n\
             day_of = \"?\" # were those in the program, and those who left, enrolled on the day in `{day}`? Write that, or delete this column\n\
             values = [\n{values}]\n",
            toml(name),
        )
    }

    /// What each word of a status says of whether somebody is in the program; what is not known is a question.
    pub(super) fn words_of_status(&self, place: usize, taken: &[Taken]) -> Vec<String> {
        let has_ends = taken
            .iter()
            .any(|one| one.field == EXIT.0 && !self.is_status_of_exits(one));
        let name = &self.headers[place];
        let mut words: BTreeMap<String, Option<&str>> = BTreeMap::new();
        for word in self.cells(place) {
            let means = match Standing::of(&word) {
                Some(Standing::InProgram) => Some("yes"),
                // The day of the exit is in a column of its own, or the row is refused.
                Some(Standing::Left) if has_ends => Some("yes"),
                Some(Standing::Left) => continue,
                // Who left on a day was in the program.
                None if exit(&word, self.about.today).is_some() => continue,
                Some(Standing::Waits) => Some(""),
                None if is_nothing(&word) || is_a_repeat(&word, name) => Some(""),
                None => None,
            };
            words.insert(word.to_lowercase(), means);
        }
        let line = |(word, means): (String, Option<&str>)| {
            let line = toml(&format!("{word} -> {}", means.unwrap_or("?")));
            let asked = match means {
                Some(_) => "",
                None => " # write yes if these are in the program, or nothing",
            };
            format!("{line},{asked}")
        };
        words.into_iter().map(line).collect()
    }
}
