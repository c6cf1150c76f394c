//! The headers of a sheet that are days: what they say beside the day, and the days on which nobody met.

use super::Problem;
use super::cell::clean;
use super::dates::{self, Order};
use super::head_counts::counted_as;
use super::layout::{Layout, says};
use super::marks::{
    day_called_off, is_called_off, is_off, says_cancelled, spell_called_off, without_lateness,
};
use crate::record::Day;
use crate::record::intake::{DateStyle, SheetRow};
use crate::record::schema::quoted;

impl Layout<'_> {
    /// How the days across are written; as in columns, where the map does not say it.
    pub(super) fn styles_across(&self, today: Day) -> Vec<DateStyle> {
        let mut styles = self.map.day_styles().to_vec();
        let is_said = !self.map.dates.is_empty()
            || self
                .map
                .grid
                .as_ref()
                .is_some_and(|grid| !grid.dates.is_empty());
        let order = || Order::of(self.headers.iter().map(String::as_str), today);
        if !is_said && order() != Order::Month {
            styles.push(DateStyle::DayFirst);
        }
        styles
    }

    /// The day that a header of a sheet with days across is, if it is one, and what else it says.
    pub(super) fn day_across<'t>(
        &self,
        place: usize,
        name: &'t str,
        styles: &[DateStyle],
        today: Day,
    ) -> Result<Option<(Day, &'t str)>, Problem> {
        if self.map.grid.is_none() {
            return Ok(None);
        }
        let read = |text: &str| self.read_day(text, styles, today);
        let is_day_too = |day: Day| self.headers.iter().any(|other| read(other) == Ok(day));
        let with_remark = || {
            let is_day = |text: &str| read(text).is_ok();
            let (text, remark) =
                dates::day_and_remark(name, is_day).or_else(|| day_called_off(name, is_day))?;
            let day = read(text).ok().filter(|day| !is_day_too(*day))?;
            let is_of_a_meeting = says_cancelled(remark) || self.has_marks(place);
            (counted_as(remark).is_none() && is_of_a_meeting).then_some((day, remark))
        };
        let found = read(name).map(|day| (day, ""));
        match found.or_else(|why| with_remark().ok_or(why)) {
            Ok((day, _)) if self.has_day(day) => Err(Problem::new(
                format!("two columns are headed by the day {day}"),
                "put the marks of that day into one column",
            )),
            Ok(found) => Ok(Some(found)),
            Err(why)
                if name.contains(|c: char| c.is_ascii_digit()) && self.has_marks(place)
                    || dates::is_day_and_month(name) =>
            {
                let is_of_two = |sign: &str| {
                    let parts = name.split_once(sign);
                    parts.is_some_and(|(one, other)| {
                        read(one.trim()).is_ok() && read(other.trim()).is_ok()
                    })
                };
                let help = match ["&", "+", " and ", ","].into_iter().any(is_of_two) {
                    true => {
                        "give each of the two days a column of its own in the sheet, with its marks"
                    }
                    false => {
                        "correct the header or `dates` of [grid]; a column that is no day belongs in `ignore`"
                    }
                };
                let marks = match self.has_marks(place) {
                    true => ", and there are marks below it",
                    false => "",
                };
                Err(Problem::new(format!("the header {why}{marks}"), help))
            }
            Err(_) => Ok(None),
        }
    }

    /// A day by the year of the map; after December comes January of the next year.
    fn read_day(&self, text: &str, styles: &[DateStyle], today: Day) -> Result<Day, String> {
        let day = dates::day(text, styles, self.map.year, today)?;
        let last = self.days.iter().chain(&self.off).map(|(_, day)| *day).max();
        let goes_on = last
            .filter(|last| *last > day && day.is_new_year_after(*last) || last.year() > day.year());
        let next = goes_on.and_then(|last| u32::try_from(last.year().max(day.year() + 1)).ok());
        let next = next.and_then(|year| dates::day(text, styles, Some(year), today).ok());
        Ok(next
            .filter(|next| last.is_some_and(|last| *next > last))
            .unwrap_or(day))
    }

    fn has_day(&self, day: Day) -> bool {
        let mut known = self.days.iter().chain(&self.off);
        known.any(|(_, other)| *other == day)
    }

    /// Takes a header for a day on which people met, or on which they did not, as it or the cells below say.
    pub(super) fn take_day(&mut self, place: usize, name: &str, (day, remark): (Day, &str)) {
        let cells = self.rows.iter().filter_map(|row| row.cells.get(place));
        let cells: Vec<String> = cells.map(|cell| clean(cell)).collect();
        let is_spelled = spell_called_off(cells.iter().map(String::as_str));
        let mut below = self.totals.iter().filter_map(|row| row.cells.get(place));
        let said_below = cells.iter().find(|cell| self.is_off(cell));
        let is_off_below =
            said_below.is_some() && !cells.iter().any(|cell| self.is_of_somebody(cell));
        let is_off = says_cancelled(remark)
            || is_spelled
            || is_off_below
            || below.any(|cell| says_cancelled(cell));
        if is_off {
            // The letters of a word below are no marks.
            self.off.extend((!is_spelled).then_some((place, day)));
            self.remarks.push(format!(
                "`{name}`: they did not meet on {day}, so no session is made of it"
            ));
            return;
        }
        self.days.push((place, day));
        if let Some(said) = said_below {
            self.remarks.push(format!(
                "`{name}`: `{said}` is below it, and others came on {day}: it is read as somebody who was not there"
            ));
        }
        if !remark.is_empty() {
            self.remarks.push(format!("`{name}` is read as {day}"));
        }
    }

    /// Whether a cell below a day says that the group did not meet, and is none of the marks of the map.
    pub(super) fn is_off(&self, text: &str) -> bool {
        let grid = self.map.grid.as_ref();
        let is_mark =
            grid.is_some_and(|grid| says(&grid.present, text) || says(&grid.no_show, text));
        !is_mark && is_off(text)
    }

    /// Whether a cell below a day is a mark of somebody who came, or counts some.
    fn is_of_somebody(&self, text: &str) -> bool {
        let grid = self.map.grid.as_ref();
        let is_count = || text.parse::<f64>().is_ok_and(|count| count > 0.0);
        is_count() || grid.is_some_and(|grid| says(&grid.present, without_lateness(text)))
    }

    /// Tells of a header that says that a group did not meet and not on which day.
    pub(super) fn tell_called_off(&mut self, name: &str) {
        if self.map.grid.is_some() && is_called_off(name) {
            self.remarks.push(format!(
                "`{name}`: they did not meet, and the header has no day, so nothing is made of it"
            ));
        }
    }

    /// The first day on which nobody met and a row has a mark of somebody who came.
    pub(super) fn mark_on_a_day_off(&self, row: &SheetRow) -> Option<(String, Day)> {
        let grid = self.map.grid.as_ref()?;
        self.off.iter().find_map(|(place, day)| {
            let text = clean(row.cells.get(*place)?);
            says(&grid.present, without_lateness(&text)).then_some((text, *day))
        })
    }

    /// There are days across where there should be some, and days without a year go on.
    pub(super) fn days_make_sense(&self, styles: &[DateStyle]) -> Result<(), Problem> {
        let without_year = styles.contains(&DateStyle::NoYear);
        let mut pairs = self.days.windows(2);
        let is_newest_first = self.days.is_sorted_by(|one, other| one.1 > other.1);
        let without_year = without_year && !is_newest_first;
        if let Some(pair) = pairs.find(|pair| without_year && pair[0].1 > pair[1].1) {
            let message = format!(
                "the days across go back from {} to {}",
                pair[0].1, pair[1].1
            );
            return Err(Problem::new(
                message,
                "write the year into the headers: one `year` cannot be right for all",
            ));
        }
        if self.map.grid.is_some() && self.days.is_empty() && self.remarks.is_empty() {
            let shown: Vec<&str> = self.left_out.iter().take(8).map(String::as_str).collect();
            let message = format!(
                "no header is a day; those that the map does not name are {}",
                quoted(&shown)
            );
            return Err(Problem::new(
                message,
                "correct `dates` of [grid], or take [grid] out where there are no days across",
            ));
        }
        Ok(())
    }

    pub(super) fn has_marks(&self, place: usize) -> bool {
        let grid = self.map.grid.as_ref();
        let is_mark = |text: &str| {
            grid.is_some_and(|grid| {
                says(&grid.present, without_lateness(text)) || says(&grid.no_show, text)
            })
        };
        self.rows.iter().any(|row| {
            row.cells
                .get(place)
                .is_some_and(|cell| is_mark(&clean(cell)))
        })
    }
}
