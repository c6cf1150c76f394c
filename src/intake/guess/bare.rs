//! Names in a column that no header calls so.

use crate::intake::cell::clean;
use crate::intake::head_counts::counted_as;
use crate::intake::titles::after_leader;
use crate::intake::words::is_nothing;
use crate::register::fold;

/// Whether most cells look like whole names: two words or more, without digits and what is in parentheses. Rows of
/// leaders, counts and totals are not looked at.
fn are_names(cells: &[String]) -> bool {
    let said = cells.iter().map(|cell| clean(cell));
    let said: Vec<String> = said
        .filter(|cell| {
            !is_nothing(cell)
                && counted_as(cell).is_none()
                && after_leader(cell).is_none()
                && !fold(cell).starts_with("total")
        })
        .collect();
    let is_name = |cell: &&String| {
        let cell = cell.split('(').next().unwrap_or_default();
        let words = cell.split_whitespace().count();
        (2..=5).contains(&words)
            && !cell.contains(|c: char| c.is_ascii_digit() || [':', '@', '/', '?'].contains(&c))
    };
    !said.is_empty() && said.iter().filter(is_name).count() * 2 > said.len()
}

/// The place of names that have no header: the first column, or the second one beside numbers of rows.
pub(super) fn place_of_names(
    is_bare: impl Fn(usize) -> bool,
    cells: impl Fn(usize) -> Vec<String>,
) -> Option<usize> {
    let is_number = |cell: &String| cell.trim_end_matches('.').parse::<u32>().is_ok();
    let has_names = |place: usize| is_bare(place) && are_names(&cells(place));
    if has_names(0) {
        return Some(0);
    }
    (cells(0).iter().all(is_number) && has_names(1)).then_some(1)
}
