//! Rows of a grid that add up the marks of all others, however they are called: `# present`, `Adults`.

use super::cell::clean;
use super::head_counts::{Counted, counted_as, guests, without_brackets};
use super::headings::header;
use super::layout::{Layout, says};
use super::marks::{without_lateness, word_and_name};
use super::nights::head_of;
use crate::record::intake::{Grid, SheetRow, Translation};
use crate::register::fold;

/// Words of which a row is headed that counts who was there.
const PRESENT: [&str; 7] = [
    "present",
    "attended",
    "attending",
    "attendance",
    "attendees",
    "here",
    "there",
];
const BESIDE: [&str; 12] = [
    "number",
    "of",
    "in",
    "the",
    "room",
    "who",
    "adults",
    "parents",
    "people",
    "participants",
    "all",
    "signed",
];

/// Words for some of those who came.
const OF_SOME: [&str; 18] = [
    "other",
    "others",
    "friend",
    "friends",
    "relative",
    "relatives",
    "partner",
    "partners",
    "couple",
    "couples",
    "more",
    "additional",
    "extra",
    "misc",
    "outside",
    "observing",
    "woman",
    "man",
];

/// Words of a row of totals that is of people.
const TOTALS: [&str; 9] = [
    "total",
    "totals",
    "totales",
    "headcount",
    "headcounts",
    "head",
    "hdcount",
    "count",
    "grand",
];

/// Whether a row has of each day how many came in all: it says so, or it counts people, `Adults`, beside others that are
/// marked. One that the map lists is none, unless it has as many as there are marks.
pub(super) fn is_sum<'r>(
    row: &SheetRow,
    rows: impl Iterator<Item = &'r SheetRow>,
    places: &[usize],
    is_listed: bool,
    is_present: impl Fn(&str) -> bool,
) -> bool {
    let (Some(head), Some(counts)) = (head_of(row), counts(row, places)) else {
        return false;
    };
    if says_who_was_there(&head) {
        return true;
    }
    if counted_as(&head) != Some(Counted::Guests) || guests(&head).is_some() {
        return false;
    }
    let others: Vec<&SheetRow> = rows
        .filter(|other| other.number != row.number)
        .filter(|other| head_of(other).is_none_or(|head| counted_as(&head).is_none()))
        .collect();
    let marks = |place: usize| marks(&others, place, &is_present);
    let is_of_some = header(&head).split(' ').any(|word| OF_SOME.contains(&word));
    if !is_listed && !is_of_some {
        return places.iter().any(|place| marks(*place) > 0);
    }
    counts.iter().any(|(_, count)| *count > 0)
        && counts.iter().all(|(place, count)| marks(*place) == *count)
}

/// Whether a row is headed as one that counts who was there.
fn says_who_was_there(head: &str) -> bool {
    let head = header(head);
    let words = || head.split(' ');
    words().any(|word| PRESENT.contains(&word))
        && words().all(|word| PRESENT.contains(&word) || BESIDE.contains(&word))
}

/// What a row counts at each place, if it says numbers and nothing else.
fn counts(row: &SheetRow, places: &[usize]) -> Option<Vec<(usize, i64)>> {
    let cells = places
        .iter()
        .filter_map(|place| Some((*place, cell(row, *place)?)));
    let counts: Option<Vec<(usize, i64)>> = cells
        .map(|(place, cell)| Some((place, cell.parse().ok()?)))
        .collect();
    counts.filter(|counts| !counts.is_empty())
}

/// How many of the rows have a mark of somebody who came.
fn marks(rows: &[&SheetRow], place: usize, is_present: impl Fn(&str) -> bool) -> i64 {
    let cells = rows.iter().filter_map(|row| cell(row, place));
    let came = cells.filter(|cell| is_present(&without_lateness(cell).to_lowercase()));
    i64::try_from(came.count()).unwrap_or(i64::MAX)
}

fn cell(row: &SheetRow, place: usize) -> Option<String> {
    let cell = row.cells.get(place).map(|cell| clean(cell));
    cell.filter(|cell| !cell.is_empty())
}

/// Whether a row that is left out counts people who came, and not children, hours or anything else.
fn is_of_people(head: &str) -> bool {
    let is_known =
        |word: &str| PRESENT.contains(&word) || BESIDE.contains(&word) || TOTALS.contains(&word);
    header(head).split(' ').all(is_known) || counted_as(head) == Some(Counted::Guests)
}

impl Layout<'_> {
    /// Takes the rows that add up the marks of a grid for totals, and tells of counts that are not those of the marks.
    pub(super) fn leave_out_sums(&mut self) {
        let Some(grid) = &self.map.grid else {
            return;
        };
        let places: Vec<usize> = self.days.iter().map(|(place, _)| *place).collect();
        let is_present = |mark: &str| is_present(grid, mark);
        let is_listed = |row: &SheetRow| {
            let mut listed = grid.anonymous.iter().chain(&grid.children);
            let head = head_of(row).unwrap_or_default();
            let names = [header(&head), header(without_brackets(&head))];
            listed.any(|known| names.contains(&header(known)))
        };
        let all = self.rows.clone();
        let (sums, rows): (Vec<&SheetRow>, Vec<&SheetRow>) =
            std::mem::take(&mut self.rows).into_iter().partition(|row| {
                is_sum(
                    row,
                    all.iter().copied(),
                    &places,
                    is_listed(row),
                    is_present,
                )
            });
        self.rows = rows;
        self.totals.extend(sums);
        self.totals.sort_by_key(|row| row.number);
        let told = self
            .totals
            .iter()
            .filter_map(|row| self.other_count(row, grid));
        let told: Vec<String> = told.collect();
        self.remarks.extend(told);
    }

    /// What is said of a row that counts who came, if its counts are not those of the other rows.
    fn other_count(&self, row: &SheetRow, grid: &Grid) -> Option<String> {
        let places: Vec<usize> = self.days.iter().map(|(place, _)| *place).collect();
        let head = head_of(row).filter(|head| is_of_people(head))?;
        let leads = |head: &str| {
            let words = word_and_name(head).into_iter();
            let mut words = words.map(|(word, _)| fold(word));
            words.any(|word| grid.led_by.iter().any(|known| fold(known) == word))
        };
        let is_person = |row: &&&SheetRow| {
            head_of(row).is_none_or(|head| counted_as(&head).is_none() && !leads(&head))
        };
        let people: Vec<&SheetRow> = self.rows.iter().filter(is_person).copied().collect();
        let added = |place: usize, of: Counted| -> i64 {
            let rows = self.rows.iter();
            let rows =
                rows.filter(|row| head_of(row).is_some_and(|head| counted_as(&head) == Some(of)));
            let cells = rows.filter_map(|row| cell(row, place));
            cells.map(|cell| cell.parse().unwrap_or(1)).sum()
        };
        let differs = counts(row, &places)?
            .into_iter()
            .filter_map(|(place, count)| {
                let named = marks(&people, place, |mark| is_present(grid, mark));
                let all = named + added(place, Counted::Guests);
                let known = [named, all, all + added(place, Counted::Children)];
                let (_, day) = self.days.iter().find(|(at, _)| *at == place)?;
                (!known.contains(&count)).then(|| format!("{count} and not {all} on {day}"))
            });
        let differs: Vec<String> = differs.collect();
        (!differs.is_empty()).then(|| {
            format!(
                "row {} (`{head}`) counts others than the rows of people say: {}. It was left out; if somebody came who gave no \
                 name, add a row `Guests` with how many",
                row.number,
                differs.join(", ")
            )
        })
    }
}

/// Whether the map takes a mark for that of somebody who came.
fn is_present(grid: &Grid, mark: &str) -> bool {
    let means = |value: &&Translation| value.from.to_lowercase() == mark.to_lowercase();
    let mut values = grid.values.iter();
    says(&grid.present, mark)
        || values
            .find(means)
            .is_some_and(|value| &*value.to == "present")
}
