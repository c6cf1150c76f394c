//! Columns of statistics that several reports have.

use super::cell::Cell;
use super::column::{Basis, Bound, Column, Columns, Role};
use crate::measure::statistics::{Interval, Quartiles};

/// The 95 % interval of a rate, and its method; the method is a detail if there are many columns.
pub(super) fn interval<'a, F: 'a>(
    columns: Columns<'a, F>,
    from: Basis,
    detail: bool,
    of: fn(&F) -> Option<Interval>,
) -> Columns<'a, F> {
    let method = Column::words("ci_method")
        .with(Role::Derived(from))
        .titled("margin of error (95 %) by")
        .detail_if(detail);
    columns
        .with(method, move |row| of(row).map(|one| one.method.name()))
        .with(end("ci_low", from, Bound::Low), move |row| {
            of(row).map(|one| Cell::Rate(one.low))
        })
        .with(end("ci_high", from, Bound::High), move |row| {
            of(row).map(|one| Cell::Rate(one.high))
        })
}

/// An end of an interval.
pub(super) fn end(name: &'static str, from: Basis, bound: Bound) -> Column {
    let title = match bound {
        Bound::Low => "low",
        Bound::High => "high",
    };
    Column::derived(name, from).titled(title).bound(bound)
}

/// The days by which half, a quarter and three quarters had got through.
pub(super) fn quartiles<'a>(from: Basis) -> Columns<'a, Quartiles> {
    Columns::new()
        .with(Column::derived("median_days", from), |of: &Quartiles| {
            of.median
        })
        .with(
            Column::derived("q1_days", from).titled("a quarter by"),
            |of| of.q1,
        )
        .with(
            Column::derived("q3_days", from).titled("three quarters by"),
            |of| of.q3,
        )
}
