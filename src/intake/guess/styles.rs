//! How the days of a column are written.

use std::collections::BTreeMap;

use super::values::toml;
use crate::intake::dates::{Order, by_style};
use crate::record::Day;
use crate::record::intake::DateStyle;

/// How the days of a column are written: each style with the cells that only it or it first reads, and the cells that are
/// no day by any.
pub(super) struct Styles {
    pub counts: Vec<(DateStyle, usize)>,
    pub unread: Vec<String>,
}

impl Styles {
    pub fn of(cells: &[String], today: Day) -> Self {
        let order = Order::of(cells.iter().map(String::as_str), today);
        let tried = order.allows();
        let mut counts: BTreeMap<DateStyle, usize> = BTreeMap::new();
        let mut unread = Vec::new();
        for cell in cells {
            let by: Vec<DateStyle> = tried
                .iter()
                .copied()
                .filter(|style| by_style(cell, *style, None, today).is_some())
                .collect();
            if by.is_empty() {
                unread.push(cell.clone());
            }
            for style in by {
                *counts.entry(style).or_default() += 1;
            }
        }
        Self {
            counts: counts.into_iter().collect(),
            unread,
        }
    }

    /// Takes days without a year for days, where a column has no others.
    pub fn without_year(&mut self, today: Day) {
        if self.counts.is_empty() {
            let unread = std::mem::take(&mut self.unread);
            let reads =
                |cell: &String| by_style(cell, DateStyle::NoYear, Some(2000), today).is_some();
            let (days, others): (Vec<String>, Vec<String>) = unread.into_iter().partition(reads);
            if !days.is_empty() {
                self.counts.push((DateStyle::NoYear, days.len()));
            }
            self.unread = others;
        }
    }

    /// Takes days without a year for days beside others, once their year is known.
    pub fn with_year(&mut self, year: i32, today: Day) {
        let year = u32::try_from(year).ok();
        let unread = std::mem::take(&mut self.unread);
        let reads = |cell: &String| by_style(cell, DateStyle::NoYear, year, today).is_some();
        let (days, others): (Vec<String>, Vec<String>) = unread.into_iter().partition(reads);
        if !days.is_empty() {
            self.counts.push((DateStyle::NoYear, days.len()));
        }
        self.unread = others;
    }

    /// Whether some cells are days without a year, beside others that have one.
    pub fn lacks_years(&self, today: Day) -> bool {
        let reads = |cell: &String| by_style(cell, DateStyle::NoYear, Some(2000), today).is_some();
        !self.counts.is_empty() && self.unread.iter().any(reads)
    }

    /// The styles, as a map has them.
    pub fn words(&self) -> String {
        let mut styles: Vec<DateStyle> = self.counts.iter().map(|(style, _)| *style).collect();
        if styles.is_empty() {
            styles.extend([DateStyle::Iso, DateStyle::Us]);
        }
        let words: Vec<String> = styles.iter().map(|style| toml(style.word())).collect();
        words.join(", ")
    }

    /// What the cells show, for a remark.
    pub fn told(&self) -> String {
        let has =
            |orders: [DateStyle; 2]| self.counts.iter().any(|(style, _)| orders.contains(style));
        let month = has([DateStyle::Us, DateStyle::UsShort]);
        let day = has([DateStyle::DayFirst, DateStyle::DayFirstShort]);
        let counts: Vec<String> = self
            .counts
            .iter()
            .map(|(style, count)| format!("{style} {count}"))
            .collect();
        let order = match (month, day) {
            (true, true) => {
                "; both orders occur: a row with a day that could be either is refused; if one is right, keep that one"
            }
            (false, true) => "; the first number goes beyond 12",
            _ => "",
        };
        if counts.is_empty() {
            "no day yet".to_owned()
        } else {
            format!("{}{order}", counts.join(", "))
        }
    }
}
