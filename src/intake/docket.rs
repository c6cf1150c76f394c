//! What a cell for the number of a case says: the number, nothing, or a remark that is none.

use super::words::is_nothing;
use crate::register::fold;

/// What a cell says of a case that has no number yet.
const NOT_YET: [&str; 16] = [
    "tba",
    "not yet",
    "none yet",
    "no number",
    "no number yet",
    "no case",
    "no case yet",
    "not assigned",
    "not assigned yet",
    "not filed",
    "not filed yet",
    "unassigned",
    "to come",
    "waiting",
    "awaiting",
    "no",
];

/// How a cell begins that points to another row.
const POINTERS: [&str; 14] = [
    "same", "see", "ditto", "as", "above", "below", "like", "row", "line", "with", "mismo",
    "igual", "ver", "idem",
];

/// The number of a case that a cell says; `None` for none yet.
///
/// # Errors
/// It is no number, or one that points to another row.
pub(super) fn number(text: &str) -> Result<Option<&str>, String> {
    if is_nothing(text) || NOT_YET.contains(&fold(text).as_str()) {
        return Ok(None);
    }
    is_own(text)?;
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if digits == 0 {
        return Err(format!(
            "`{text}` is no case number: write the number that the court gave, or leave the cell empty"
        ));
    }
    if text.contains('?') {
        return Err(format!(
            "`{text}` is not sure: write the number without `?` once it is, or leave the cell empty"
        ));
    }
    Ok(Some(text))
}

/// Refuses a cell that points to another row or case: `same #12`, `see #3`, `#12`.
///
/// # Errors
/// It does.
pub(super) fn is_own(text: &str) -> Result<(), String> {
    /// A number of so few digits behind `#` is rather that of a row.
    const SHORT: usize = 3;
    let first = fold(text.split_whitespace().next().unwrap_or_default());
    let is_of_a_row = text.trim().strip_prefix('#').is_some_and(|number| {
        let number = number.trim();
        number.len() <= SHORT && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    if is_of_a_row || POINTERS.contains(&first.as_str()) {
        return Err(format!(
            "`{text}` points to another row or case: write the case number itself"
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_is_no_case_number() {
        for text in [
            "JD-2026-00298",
            "26JV0123",
            "#2026-0123",
            "JV 12",
            "118",
            "AS-2026-0041",
            "King:26-7-00012-1",
        ] {
            assert_eq!(number(text), Ok(Some(text)));
        }
        for text in ["TBD", "pending", "n/a", "none yet", "Not assigned", "-"] {
            assert_eq!(number(text), Ok(None), "{text}");
        }
        for (text, why) in [
            ("same #12", "points to another row"),
            ("same as Jamal", "points to another row"),
            ("see #3", "points to another row"),
            ("See JD-2026-00298", "points to another row"),
            ("#12", "points to another row"),
            ("ditto", "points to another row"),
            ("ask Dana", "is no case number"),
            ("JD-2026-00298?", "is not sure"),
        ] {
            let said = number(text).unwrap_err();
            assert!(said.contains(why), "{text}: {said}");
        }
    }
}
