//! The year of days that are written without one in a column in which others have it.

use std::collections::BTreeSet;

use super::styles::Styles;
use super::values::shape;
use super::{Sheet, Taken};
use crate::intake::dates::{Order, by_style};
use crate::record::Shape;
use crate::record::intake::IntakeKind;

impl Sheet<'_> {
    /// The years that days without one may be of, if a column has such days beside others: those of the others and of a title.
    pub(super) fn years_beside(&self, field: &str, cells: &[String]) -> Vec<i32> {
        let today = self.about.today;
        if field == "born" || !Styles::of(cells, today).lacks_years(today) {
            return Vec::new();
        }
        let order = Order::of(cells.iter().map(String::as_str), today).allows();
        let year = |cell: &String| {
            let mut styles = order.iter();
            let day = styles.find_map(|style| by_style(cell, *style, None, today))?;
            Some(day.year())
        };
        let years: BTreeSet<i32> = cells.iter().filter_map(year).collect();
        years
            .into_iter()
            .chain(self.year_titled())
            .collect::<BTreeSet<i32>>()
            .into_iter()
            .collect()
    }

    /// The year of the map, if some days of a column lack it and all others are of one.
    pub(super) fn year_of_others(&self, kind: IntakeKind, taken: &[Taken]) -> Option<String> {
        let is_of_days = |one: &&Taken| shape(kind, &one.field) == Some(Shape::Day);
        let years = taken.iter().filter(is_of_days);
        let years =
            years.map(|one| self.years_beside(&one.field, &self.dated_cells(kind, one, taken)));
        let years: BTreeSet<Vec<i32>> = years.filter(|years| !years.is_empty()).collect();
        let mut years = years.iter();
        match (years.next().map(Vec::as_slice), years.next()) {
            (Some([year]), None) => Some(format!(
                "year = {year} # of days that are written without one; the others of the column are of it\n"
            )),
            _ => None,
        }
    }
}
