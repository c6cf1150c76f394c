//! Sheets of who came that no map can read as they are: nights without a day, and days down with the people across.

use super::values::{is_day, is_yes_or_no};
use super::{Problem, Sheet};
use crate::intake::headings::header;
use crate::intake::numbered::{day_of_month, numbers_a_meeting};
use crate::record::intake::IntakeKind;

impl Sheet<'_> {
    /// Why no map is begun for a sheet of who came, and what to do with it.
    pub(super) fn unreadable(&self) -> Option<Problem> {
        let is_other = self
            .about
            .kind
            .is_some_and(|kind| kind != IntakeKind::Attendance);
        if is_other || self.has_days_across() {
            return None;
        }
        let file = self.about.file;
        let marked = |is: &dyn Fn(&str) -> bool| {
            let names = self.headers.iter().enumerate();
            let names = names.filter(|(place, name)| is(name) && is_yes_or_no(&self.cells(*place)));
            names.map(|(_, name)| name.clone()).collect::<Vec<String>>()
        };
        let taken = self.taken(IntakeKind::Participants);
        let is_name = |field: &str| ["name", "given", "family"].contains(&field);
        let nights = marked(&|name| {
            numbers_a_meeting(name) || day_of_month(name).is_some() || self.is_of_two_days(name)
        });
        if let ([first, _, ..], true) = (
            nights.as_slice(),
            taken.iter().all(|one| is_name(&one.field)),
        ) {
            return Some(Problem::new(
                format!(
                    "{file} has marks below `{first}` and {} more headers that are no day",
                    nights.len() - 1
                ),
                "write the day of each meeting above its marks, such as 9/2/2026; two days need a column each",
            ));
        }
        let taken = self.taken(IntakeKind::Attendance);
        let is_taken = |name: &str| {
            let mut taken = taken.iter();
            taken.any(|one| header(&self.headers[one.place]) == header(name))
        };
        let has_name = taken.iter().any(|one| is_name(&one.field));
        let days = taken.iter().find(|one| one.field == "on");
        let days = days.map(|one| self.cells(one.place)).unwrap_or_default();
        let days = days
            .iter()
            .filter(|cell| is_day(cell, self.about.today))
            .count();
        let people = marked(&|name| !is_taken(name) && name.contains(' ') && !name.contains('?'));
        (days > 1 && !has_name && people.len() > 1).then(|| {
            Problem::new(
                format!("{file} has the days down and the people across"),
                "turn it: copy the cells, Paste Special, Transpose into a new sheet, and import that, with the days across",
            )
        })
    }

    /// Whether a header is two days with a sign between them: `9/1 & 9/8`.
    fn is_of_two_days(&self, name: &str) -> bool {
        ["&", "+", " and ", ",", " - ", "-"]
            .into_iter()
            .any(|sign| {
                let parts = name.split_once(sign);
                let is_day = |text: &str| is_day(text.trim(), self.about.today);
                parts.is_some_and(|(one, other)| is_day(one) && is_day(other))
            })
    }
}
