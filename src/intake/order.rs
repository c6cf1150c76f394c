//! Rows about the nights of a grid, put where they are read.

use super::dates::{self, Order};
use super::nights::move_below;
use super::numbered::join_numbered;
use crate::record::Day;
use crate::record::intake::{DateStyle, SheetRow};

/// Makes the days beside numbered weeks the headers, and moves what is said of each night above the days below them.
pub fn put_in_order(rows: &mut Vec<SheetRow>, today: Day) {
    join_numbered(rows, today);
    let mut styles = Order::Both.allows();
    styles.push(DateStyle::NoYear);
    move_below(rows, |text| {
        let mut styles = styles.iter();
        styles.any(|style| dates::by_style(text, *style, Some(2000), today).is_some())
    });
}
