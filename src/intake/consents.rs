//! What a cell of a consent says beside a plain yes or a plain day: that it was signed on a day, that it was given by word
//! of mouth, or that it is not signed yet. Nothing is recorded until somebody signs, and the person is enrolled all the
//! same.

use super::cell::clean;
use super::exits::is_day;
use super::layout::Layout;
use super::two_things::BETWEEN;
use super::words::{is_not_given, is_yes};
use crate::record::Day;
use crate::register::fold;

/// Whether a field is the day of a consent.
pub(super) fn is_consent(field: &str) -> bool {
    field
        .strip_prefix("consent.")
        .is_some_and(|kind| !kind.contains('.'))
}

/// What of a cell of a consent is the day, if it says yes or no and on which day: `9/8/26` of `Y 9/8/26` and of `signed on
/// 9/8/26`, nothing of `refused 9/8/26`.
pub(super) fn own_day<'t>(field: &str, text: &'t str, today: Day) -> Option<&'t str> {
    if !is_consent(field) || is_day(text, today) {
        return None;
    }
    let signs = text.char_indices().filter(|(_, c)| BETWEEN.contains(c));
    let mut parts = signs.flat_map(|(at, _)| {
        let (one, other) = text.split_at(at);
        let (one, other) = (one.trim_matches(BETWEEN), other.trim_matches(BETWEEN));
        [(one, other), (other, one)]
    });
    parts.find_map(|(words, day)| {
        let is_signed = is_signed(field, words).filter(|_| is_day(day, today))?;
        Some(if is_signed { day } else { "" })
    })
}

/// Whether words beside a day say that a consent was signed, or that it was not; `None` for anything else.
fn is_signed(field: &str, words: &str) -> Option<bool> {
    const SIGNED: [&str; 13] = [
        "ok",
        "given",
        "obtained",
        "received",
        "completed",
        "done",
        "consented",
        "agreed",
        "on file",
        "in file",
        "yes signed",
        "signed yes",
        "firmado",
    ];
    let folded = fold(words);
    let said = folded.strip_suffix(" on").unwrap_or(&folded);
    match () {
        // A number alone is a part of a day.
        () if words.contains(|c: char| c.is_ascii_digit()) => None,
        () if is_yes(words) || is_yes(said) || SIGNED.contains(&said) => Some(true),
        () if is_not_given(field, said) => Some(false),
        () => None,
    }
}

/// Whether a cell of a consent says that nobody signed yet.
pub(super) fn is_unsigned(field: &str, text: &str) -> bool {
    is_consent(field) && (is_verbal(text) || is_awaited(text))
}

/// Whether a consent was given by word of mouth: `verbal`, `verbal ok 9/3`.
fn is_verbal(text: &str) -> bool {
    const SAID: [&str; 5] = ["verbal", "verbally", "oral", "orally", "by phone"];
    let padded = format!(" {} ", fold(text));
    SAID.iter()
        .any(|word| padded.contains(&format!(" {word} ")))
}

/// Whether a signature is still to come: `pending`, `not yet`, `mailed 9/3`.
fn is_awaited(text: &str) -> bool {
    const ALONE: [&str; 9] = [
        "not yet",
        "tbd",
        "to sign",
        "needs to sign",
        "needs signature",
        "to be signed",
        "will sign",
        "not signed yet",
        "in process",
    ];
    const FIRST: [&str; 6] = [
        "pending", "waiting", "awaiting", "sent", "mailed", "emailed",
    ];
    let folded = fold(text);
    let first = folded.split(' ').next().unwrap_or_default();
    ALONE.contains(&&*folded) || FIRST.contains(&first)
}

/// The rows whose consent nobody signed, with the command that records one.
pub fn unsigned_consents(layout: &Layout<'_>) -> Vec<String> {
    const VERBAL: &str = "a consent by word of mouth is not recorded";
    const AWAITED: &str = "a consent that is not signed yet is not recorded";
    let columns = layout.columns.iter();
    let columns = columns.filter(|placed| is_consent(&placed.column.field));
    let told = columns.flat_map(|placed| {
        let kind = placed.column.field.trim_start_matches("consent.");
        [VERBAL, AWAITED].into_iter().filter_map(move |what| {
            let rows = layout.rows_where(|row| {
                let cell = row.cells.get(placed.place).map(|cell| clean(cell));
                cell.is_some_and(|cell| match is_verbal(&cell) {
                    true => what == VERBAL,
                    false => what == AWAITED && is_awaited(&cell),
                })
            })?;
            Some(format!(
                "`{}`: {what} ({rows}); once it is signed: `peer add consent WHO {kind} --on DAY`",
                placed.column.header
            ))
        })
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::testing::day;

    #[test]
    fn a_consent_that_nobody_signed_is_known() {
        for text in [
            "verbal",
            "verbal ok 9/3",
            "Verbally 9/21",
            "oral",
            "pending",
            "Pending signature",
            "not yet",
            "mailed 9/3",
        ] {
            assert!(is_unsigned("consent.services", text), "{text}");
        }
        for text in ["9/3", "yes", "signed", "declined"] {
            assert!(!is_unsigned("consent.services", text), "{text}");
        }
        assert!(!is_unsigned("note", "verbal"));
        assert!(!is_unsigned("consent.services.expires", "verbal"));
    }

    #[test]
    fn a_yes_may_have_its_own_day() {
        let today = day("2026-11-21");
        let read = |text| own_day("consent.services", text, today);
        for (text, wanted) in [
            ("Y 9/8/26", "9/8/26"),
            ("signed 9/8/26", "9/8/26"),
            ("Signed on 9/8/26", "9/8/26"),
            ("yes - 9/8/26", "9/8/26"),
            ("Yes (9/8)", "9/8"),
            ("9/8/2026 signed", "9/8/2026"),
            ("✓ 9/8/26", "9/8/26"),
            ("x 2026-09-08", "2026-09-08"),
            ("signed Sept 8, 2026", "Sept 8, 2026"),
            ("on file 9/8/26", "9/8/26"),
            ("refused 9/8/26", ""),
            ("N 9/8/26", ""),
            ("no - 9/8", ""),
            ("declined on 9/8/26", ""),
        ] {
            assert_eq!(read(text), Some(wanted), "{text}");
        }
        for text in [
            "9/8/26",
            "1-9/8",
            "Y",
            "signed",
            "0 9/8/26",
            "verbal 9/8/26",
            "expires 9/8/26",
            "Y 9/8/26, N 10/8/26",
            "Sept 8, 2026",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(own_day("referred", "Y 9/8/26", today), None);
    }
}
