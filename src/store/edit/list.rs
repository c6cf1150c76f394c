//! Lists as people format them: an item is added and removed with its line, and every comment stays.

use toml_edit::{Array, Decor, Value};

use super::plain;
use crate::record::Datum;
use crate::store::canonical;

/// The text between two list items, split at the end of the first item's line: its comment, and the rest.
fn line_end(between: &str) -> (String, String) {
    let at = between.find('\n').unwrap_or(0);
    (between[..at].to_owned(), between[at..].to_owned())
}

/// The text before the item at `at`, or before the closing bracket.
fn gap(array: &Array, at: usize) -> String {
    match array.get(at) {
        Some(item) => canonical::raw(item.decor().prefix()).to_owned(),
        None => array.trailing().as_str().unwrap_or("").to_owned(),
    }
}

fn set_gap(array: &mut Array, at: usize, between: String) {
    match array.get_mut(at) {
        Some(item) => item.decor_mut().set_prefix(between),
        None => array.set_trailing(between),
    }
}

/// Adds a comma after the last item of a list, so that what comes after it is between items.
fn end_with_comma(array: &mut Array) {
    if let Some(last) = array.len().checked_sub(1).and_then(|at| array.get_mut(at))
        && !canonical::raw(last.decor().suffix()).is_empty()
    {
        let suffix = canonical::raw(last.decor().suffix()).to_owned();
        last.decor_mut().set_suffix("");
        let trailing = array.trailing().as_str().unwrap_or("").to_owned();
        array.set_trailing(suffix + &trailing);
    }
    array.set_trailing_comma(true);
}

/// Adds an item to a list in its sorted place, unless it is there.
pub(super) fn include(array: &mut Array, item: &Datum) {
    let text = item.to_string();
    if array.iter().any(|value| plain(value) == text) {
        return;
    }
    let after = array.iter().position(|value| plain(value) > text);
    let at = after.unwrap_or(array.len());
    insert(array, at, canonical::value(item));
}

/// Inserts an item in a list in the format of its neighbors: one per line, or all on one line.
pub(super) fn insert(array: &mut Array, at: usize, mut value: Value) {
    if array.is_empty() {
        let inside = array
            .trailing()
            .as_str()
            .unwrap_or("")
            .trim_end()
            .to_owned();
        array.push_formatted(value);
        canonical::lay_out(array);
        if !inside.is_empty() {
            set_gap(array, 0, format!("{inside}\n    "));
        }
        return;
    }
    let by_line = (0..array.len()).any(|at| gap(array, at).contains('\n'));
    if at == array.len() {
        end_with_comma(array);
    }
    let (comment, rest) = line_end(&gap(array, at));
    if by_line {
        let model = gap(array, at.min(array.len() - 1));
        let indent = model.rsplit('\n').next().unwrap_or("    ");
        *value.decor_mut() = Decor::new(format!("{comment}\n{indent}"), "");
        set_gap(array, at, rest);
    } else {
        let (first, later) = if at == 0 {
            (gap(array, 0), " ".to_owned())
        } else {
            (" ".to_owned(), gap(array, at))
        };
        *value.decor_mut() = Decor::new(first, "");
        set_gap(array, at, later);
    }
    array.insert_formatted(at, value);
}

/// Removes an item from a list, with its line if it has its own; comments on other lines stay.
pub(super) fn remove(array: &mut Array, at: usize) {
    end_with_comma(array);
    let before = gap(array, at);
    let after = gap(array, at + 1);
    array.remove(at);
    let joined = match (before.contains('\n'), after.contains('\n')) {
        (true, true) => {
            let (comment, own) = line_end(&before);
            let above = own
                .rfind('\n')
                .filter(|_| own.contains('#'))
                .map_or("", |end| &own[..end]);
            format!("{comment}{above}{}", line_end(&after).1)
        }
        (false, true) => after,
        (_, false) => before,
    };
    set_gap(array, at, joined);
}
