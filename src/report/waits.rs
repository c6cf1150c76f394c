//! Who waits for a mentor, and how long, by what parents cannot change: so that a program sees whom it keeps waiting.

use std::collections::BTreeMap;

use super::sheet::{Cell, Column, Sheet};
use crate::record::Day;
use crate::record::word::words;
use crate::register::{Person, Register};

words! {
    /// What waits are told apart by.
    pub enum By {
        /// Everybody.
        All = "all",
        /// Each language a parent speaks; who speaks two is counted in both rows.
        Language = "language",
        /// Where the parent lives.
        Area = "area",
        /// The wish for a mentor's gender.
        GenderWish = "mentor-gender",
    }
}

/// The days waited of one group of parents.
#[derive(Debug, Default)]
struct Group {
    met: Vec<i64>,
    waiting: Vec<i64>,
}

/// Waits from request to match: of the requests that a match met from `first` to `last`, and of those open at the end, by
/// language, area and wish. A wait that is not over is never counted as one that ended early: it stands apart.
#[must_use]
pub fn waits(register: &Register, first: Day, last: Day, as_of: Day) -> Sheet {
    let end = last.min(as_of);
    let mut groups: BTreeMap<(By, String), Group> = BTreeMap::new();
    for (at, person) in register.people().iter().enumerate() {
        let met = met(register, at, first, end);
        let open = register.waiting(at, end).map(|waiting| end.days_since(waiting.since));
        for key in keys(person) {
            let group = groups.entry(key).or_default();
            group.met.extend(&met);
            group.waiting.extend(open);
        }
    }
    let mut sheet = Sheet::new("waits", "Waits for a mentor", &register.program().name, as_of);
    sheet.rules = vec![
        format!("Days from the request to the match that met it, for matches that began from {first} to {end}."),
        format!("Who waits on {end} has not been met yet: the days so far stand in columns of their own."),
    ];
    sheet.columns = vec![
        Column::text("by"),
        Column::text("group"),
        Column::number("met"),
        Column::number("wait_days_median").titled("median days"),
        Column::number("wait_days_max").titled("longest"),
        Column::number("waiting"),
        Column::number("waiting_days_median").titled("median so far"),
        Column::number("waiting_days_max").titled("longest so far"),
    ];
    let some = |group: &Group| !group.met.is_empty() || !group.waiting.is_empty();
    for ((by, name), group) in groups.into_iter().filter(|(_, group)| some(group)) {
        let mut row = vec![Cell::text(by), Cell::Text(name)];
        for mut days in [group.met, group.waiting] {
            days.sort_unstable();
            row.push(Cell::count(days.len()));
            row.push(median(&days).map_or(Cell::Unknown, |median| Cell::Number(median, 1)));
            row.push(days.last().map_or(Cell::Unknown, |longest| Cell::Count(*longest)));
        }
        sheet.rows.push(row);
    }
    sheet.notes.push("a parent who speaks two languages is counted under both".to_owned());
    sheet
}

/// The days of each wait of a person that a match ended in the window.
fn met(register: &Register, person: usize, first: Day, end: Day) -> Vec<i64> {
    let began: Vec<Day> = register.matches_of_person(person).filter_map(|entry| entry.record.began).collect();
    let requests = &register.people()[person].record.mentor_request;
    let ended = requests.iter().filter_map(|request| {
        let match_day = began.iter().copied().filter(|day| *day >= request.on).min()?;
        let stood = request.withdrawn.is_none_or(|withdrawn| withdrawn > match_day);
        (stood && match_day >= first && match_day <= end).then(|| match_day.days_since(request.on))
    });
    ended.collect()
}

/// The groups a person is in.
fn keys(person: &Person) -> Vec<(By, String)> {
    let unknown = || "unknown".to_owned();
    let record = &person.record;
    let mut keys = vec![(By::All, "all".to_owned())];
    keys.extend(record.languages.iter().map(|language| (By::Language, language.to_string())));
    if record.languages.is_empty() {
        keys.push((By::Language, unknown()));
    }
    keys.push((By::Area, record.area.as_deref().map_or_else(unknown, str::to_owned)));
    let wish = record.mentor_gender.as_ref().map_or_else(|| "no-wish".to_owned(), ToString::to_string);
    keys.push((By::GenderWish, wish));
    keys
}

/// The median of days in order; the mean of the middle two of an even number.
fn median(days: &[i64]) -> Option<f64> {
    let half = days.len() / 2;
    let upper = *days.get(half)?;
    let lower = if days.len().is_multiple_of(2) { days[half - 1] } else { upper };
    Some((lower + upper) as f64 / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::testing::{day, register};

    #[test]
    fn waits_that_ended_and_waits_that_last_stand_apart() {
        let enrolled = "[[enrollment]]\nstart = 2026-01-01\n[[mentor_request]]\non = ";
        let parent = |keys: &str, on: &str| format!("{keys}{enrolled}{on}\n");
        let (a, b) =
            (parent("languages = [\"en\", \"es\"]\n", "2026-07-01"), parent("languages = [\"es\"]\n", "2026-08-01"));
        let (c, d) = (parent("area = \"1\"\n", "2026-09-01"), parent("languages = [\"es\"]\n", "2026-01-01"));
        let began = |who: &str, on: &str| format!("participant = \"{who}\"\nmentor = \"m-a\"\nbegan = {on}\n");
        let (k, l, m) = (began("p-a", "2026-07-11"), began("p-b", "2026-08-31"), began("p-d", "2026-02-01"));
        let register = register(&[
            ("participants/p-a.toml", &a),
            ("participants/p-b.toml", &b),
            ("participants/p-c.toml", &c),
            ("participants/p-d.toml", &d),
            ("mentors/m-a.toml", "capacity = 9\n"),
            ("matches/k-a.toml", &k),
            ("matches/k-b.toml", &l),
            ("matches/k-d.toml", &m),
        ]);
        let sheet = waits(&register, day("2026-07-01"), day("2026-09-30"), day("2026-11-21"));
        let row = |by: By, name: &str| {
            let row = sheet.rows.iter().find(|row| row[0] == Cell::text(by) && row[1] == Cell::text(name)).unwrap();
            row[2..].to_vec()
        };
        let none = [Cell::Count(0), Cell::Unknown, Cell::Unknown];
        let days =
            |count: i64, median: f64, most: i64| [Cell::Count(count), Cell::Number(median, 1), Cell::Count(most)];
        assert_eq!(row(By::All, "all"), [days(2, 20.0, 30), days(1, 29.0, 29)].concat(), "February is another quarter");
        assert_eq!(row(By::Language, "en"), [days(1, 10.0, 10), none.clone()].concat());
        assert_eq!(row(By::Language, "es"), [days(2, 20.0, 30), none.clone()].concat());
        assert_eq!(row(By::Area, "1"), [none.to_vec(), days(1, 29.0, 29).to_vec()].concat());
    }
}
