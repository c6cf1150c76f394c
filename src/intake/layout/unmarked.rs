//! Nights of a grid on which no one is marked.

use super::{Layout, says};
use crate::intake::cell::clean;
use crate::intake::nights::{head_of, is_of_lengths, is_of_topics};
use crate::record::Day;
use crate::record::intake::SheetRow;
use crate::register::fold;

impl Layout<'_> {
    /// What is said of the nights up to today on which no row has a mark of somebody who came or was expected.
    pub(super) fn unmarked(&self, today: Day) -> Option<String> {
        let grid = self.map.grid.as_ref()?;
        let is_mark = |row: &&SheetRow, place: usize| {
            let cell = row.cells.get(place).map(|cell| clean(cell));
            let is_none = |cell: &String| cell == "0" || says(&grid.absent, cell);
            cell.is_some_and(|cell| !cell.is_empty() && !is_none(&cell))
        };
        let people: Vec<&SheetRow> = self
            .rows
            .iter()
            .copied()
            .filter(|row| !self.is_of_nights(row))
            .collect();
        let days = self.days.iter().filter(|(_, day)| *day <= today);
        let days = days.filter(|(place, _)| !people.iter().any(|row| is_mark(row, *place)));
        let days: Vec<String> = days.map(|(_, day)| day.to_string()).collect();
        let (last, others) = days.split_last()?;
        if self.has_refused_rows() || people.is_empty() {
            return None;
        }
        let (all, session) = match others {
            [] => (last.clone(), "no session is made of it"),
            others => (
                format!("{} and {last}", others.join(", ")),
                "no sessions are made of them",
            ),
        };
        Some(format!(
            "no one is marked on {all}, so {session}: if they met, write who came and import again"
        ))
    }

    /// Whether a row says who led, how long the nights were or what they were about.
    fn is_of_nights(&self, row: &SheetRow) -> bool {
        let grid = self.map.grid.as_ref();
        let mut leaders = grid.into_iter().flat_map(|grid| &grid.led_by);
        let head = head_of(row).unwrap_or_default();
        let begins = |word: &str| {
            let rest = fold(&head);
            let rest = rest.strip_prefix(word).map(str::to_owned);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        is_of_lengths(&head) || is_of_topics(&head) || leaders.any(|word| begins(&fold(word)))
    }
}
