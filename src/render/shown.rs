//! Values in words, as text, markdown and html show them.

use crate::report::{ALL, Cell, Layout, Sheet};

use super::escape;

/// A value for people to read: `-` if unknown, never 0.
pub(super) fn value(cell: &Cell) -> String {
    match cell {
        Cell::Unknown => "-".to_owned(),
        Cell::All => ALL.to_owned(),
        Cell::Masked(shown) | Cell::Text(shown) => escape::line(shown),
        Cell::Count(count) => count.to_string(),
        Cell::Number(number, decimals) => number_of(*number, *decimals),
        Cell::Rate(rate) => percent(*rate),
        Cell::Bool(true) => "yes".to_owned(),
        Cell::Bool(false) => "no".to_owned(),
        Cell::Day(day) => day.to_string(),
        Cell::List(words) => escape::line(&words.join(", ")),
        Cell::Parts(parts) => parts_of(parts),
    }
}

/// `{k, n}` reads `3 of 5`; other parts read `goals-met 3, moved 1`.
fn parts_of(parts: &[(String, Cell)]) -> String {
    if let [(k, part), (n, whole)] = parts
        && k == "k"
        && n == "n"
    {
        return format!("{} of {}", value(part), value(whole));
    }
    let each: Vec<String> = parts
        .iter()
        .map(|(name, cell)| format!("{} {}", escape::line(name), value(cell)))
        .collect();
    if each.is_empty() {
        "-".to_owned()
    } else {
        each.join(", ")
    }
}

fn number_of(number: f64, decimals: usize) -> String {
    if !number.is_finite() {
        return "-".to_owned();
    }
    let text = format!("{number:.decimals$}");
    match text.strip_prefix('-') {
        Some(rest) if rest.bytes().all(|byte| matches!(byte, b'0' | b'.')) => rest.to_owned(),
        _ => text,
    }
}

/// A number in words with commas between thousands: `12,480`.
pub(super) fn grouped(digits: &str) -> String {
    let (sign, rest) = digits
        .strip_prefix('-')
        .map_or(("", digits), |rest| ("-", rest));
    let (whole, fraction) = rest
        .split_once('.')
        .map_or((rest, None), |(whole, fraction)| (whole, Some(fraction)));
    if !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits.to_owned();
    }
    let mut out = sign.to_owned();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    fraction.map_or(out.clone(), |fraction| format!("{out}.{fraction}"))
}

/// A fraction as a percentage with one decimal; a fraction that is not quite 0 or 1 never looks like it.
fn percent(rate: f64) -> String {
    if !rate.is_finite() {
        return "-".to_owned();
    }
    let percent = rate * 100.0;
    if percent > 0.0 && percent < 0.05 {
        "<0.1%".to_owned()
    } else if (99.95..100.0).contains(&percent) {
        ">99.9%".to_owned()
    } else {
        format!("{}%", number_of(percent, 1))
    }
}

/// The requested days and the as-of day: `SFY2027Q1: 2026-07-01 to 2026-09-30`, `as of 2026-11-21`.
pub(super) fn frame(sheet: &Sheet) -> Vec<String> {
    let mut facts = Vec::new();
    if let (Some(period), Layout::Cards) = (&sheet.period, sheet.layout) {
        facts.push(period.in_words());
    } else if let Some(period) = &sheet.period {
        let days = format!("{} to {}", period.first, period.last);
        let label = escape::line(&period.label);
        let spelled = label == format!("{}..{}", period.first, period.last);
        facts.push(if spelled {
            days
        } else {
            format!("{label}: {days}")
        });
    }
    facts.push(format!("as of {}", sheet.as_of));
    if let Some(origin) = &sheet.origin {
        facts.push(format!("from commit {} of {}", origin.commit, origin.day));
    }
    if let Some(audience) = sheet.audience {
        facts.push(format!("for {}", audience_words(audience)));
    }
    facts
}

/// Who a report is for, in words.
fn audience_words(audience: crate::report::Audience) -> &'static str {
    use crate::report::Audience;
    match audience {
        Audience::Internal => "internal use",
        Audience::Funder => "a funder: no names, no ids",
        Audience::Public => "the public: no names, no ids, small counts masked",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_is_a_dash_and_never_zero() {
        assert_eq!(value(&Cell::Unknown), "-");
        assert_eq!(value(&Cell::Number(f64::NAN, 1)), "-");
        assert_eq!(value(&Cell::Count(0)), "0");
    }

    #[test]
    fn a_rate_that_is_not_none_does_not_look_like_none() {
        let shown =
            [0.0, 0.0004, 0.005, 4.0 / 11.0, 0.9996, 1.0].map(|rate| value(&Cell::Rate(rate)));
        assert_eq!(
            shown,
            ["0.0%", "<0.1%", "0.5%", "36.4%", ">99.9%", "100.0%"]
        );
    }

    #[test]
    fn a_number_that_rounds_to_nothing_has_no_sign() {
        assert_eq!(value(&Cell::Number(-0.001, 2)), "0.00");
        assert_eq!(value(&Cell::Number(-0.006, 2)), "-0.01");
    }

    #[test]
    fn thousands_stand_apart() {
        let shown = ["0", "999", "1000", "-12480", "1234567.25", "-"].map(grouped);
        assert_eq!(shown, ["0", "999", "1,000", "-12,480", "1,234,567.25", "-"]);
    }

    #[test]
    fn parts_are_read_aloud() {
        let parts = |names: [&str; 2]| {
            Cell::Parts(vec![
                (names[0].to_owned(), Cell::Count(3)),
                (names[1].to_owned(), Cell::Count(5)),
            ])
        };
        assert_eq!(value(&parts(["k", "n"])), "3 of 5");
        assert_eq!(
            value(&parts(["goals-met", "moved"])),
            "goals-met 3, moved 5"
        );
    }
}
