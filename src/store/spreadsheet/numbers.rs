//! Numbers as their format shows them: otherwise a number that is not an amount, such as an id or a zip code, loses its
//! zeros.

/// From here on, a spreadsheet has rounded a whole number, because it keeps 15 digits.
const ROUNDED: f64 = 1e15;

/// The longest format that is parsed, in bytes.
const LONGEST: usize = 60;

/// The text of a formula without a stored value: the file was not made by a spreadsheet program.
pub(super) const NO_VALUE: &str = "=?";

/// A format that shows a fixed number of digits, such as `00000` or `000-00-0000`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NumberShape(Vec<Sign>);

/// A character of a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Digit,
    Other(char),
}

impl NumberShape {
    /// The shape of a format; `None` for a format of amounts, days or texts.
    pub fn of(format: &str) -> Option<Self> {
        if format.len() > LONGEST {
            return None;
        }
        let mut signs = Vec::new();
        let (mut quoted, mut escaped) = (false, false);
        for sign in format.chars() {
            match sign {
                _ if escaped => {
                    signs.push(Sign::Other(sign));
                    escaped = false;
                }
                '"' => quoted = !quoted,
                _ if quoted => signs.push(Sign::Other(sign)),
                '\\' => escaped = true,
                ';' => break,
                '0' => signs.push(Sign::Digit),
                '-' | ' ' | '(' | ')' => signs.push(Sign::Other(sign)),
                _ => return None,
            }
        }
        let digits = signs.iter().filter(|sign| **sign == Sign::Digit).count();
        (digits > 1).then_some(Self(signs))
    }

    /// A whole number in this shape; extra digits go before the first.
    fn show(&self, number: f64) -> String {
        let room = self.0.iter().filter(|sign| **sign == Sign::Digit).count();
        let digits = format!("{number:0room$}");
        let more = digits.len() - room;
        let mut left = digits.chars();
        let mut text = String::new();
        let mut is_first = true;
        for sign in &self.0 {
            match sign {
                Sign::Other(sign) => text.push(*sign),
                Sign::Digit if is_first => {
                    text.extend(left.by_ref().take(more + 1));
                    is_first = false;
                }
                Sign::Digit => text.extend(left.next()),
            }
        }
        text
    }
}

/// A number as a person reads it. A rounded number is written so that no one takes it for an id.
pub(super) fn shown(number: f64, shape: Option<&NumberShape>) -> String {
    if number.abs() >= ROUNDED {
        return format!("{number:E}").replace('E', "E+");
    }
    match shape {
        Some(shape) if number >= 0.0 && number.fract() == 0.0 => shape.show(number),
        _ => number.to_string(),
    }
}

/// A fraction of a day as hours and minutes, to the nearest minute; hours may exceed 24.
pub(super) fn clock(days: f64) -> String {
    let minutes = (days * 24.0 * 60.0).round();
    if !(0.0..1e9).contains(&minutes) {
        return days.to_string();
    }
    format!("{}:{:02}", (minutes / 60.0).floor(), minutes % 60.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by(format: &str, number: f64) -> String {
        shown(number, NumberShape::of(format).as_ref())
    }

    #[test]
    fn a_format_of_zeros_keeps_them() {
        for (format, number, text) in [
            ("00000", 1002.0, "01002"),
            ("0000000", 117.0, "0000117"),
            ("000-00-0000", 12_345_678.0, "012-34-5678"),
            ("\\(000\\)\\ 000\\-0000", 5_205_550_120.0, "(520) 555-0120"),
            ("\"ID-\"0000", 42.0, "ID-0042"),
            ("00000", 123_456.0, "123456"),
            ("00000;-00000", 7.0, "00007"),
            ("00000", 0.0, "00000"),
        ] {
            assert_eq!(by(format, number), text, "{format}");
        }
    }

    #[test]
    fn an_amount_stays_a_number() {
        for (format, number, text) in [
            ("General", 1002.0, "1002"),
            ("0", 1002.0, "1002"),
            ("0.00", 1.5, "1.5"),
            ("#,##0", 1002.0, "1002"),
            ("00000", 1.5, "1.5"),
            ("00000", -5.0, "-5"),
            ("@", 12.0, "12"),
        ] {
            assert_eq!(by(format, number), text, "{format}");
        }
    }

    #[test]
    fn a_number_of_more_than_15_digits_is_no_id() {
        assert_eq!(by("0", 999_999_999_999_999.0), "999999999999999");
        assert_eq!(by("0", 1_234_567_890_123_450.0), "1.23456789012345E+15");
    }

    #[test]
    fn a_part_of_a_day_is_hours_and_minutes() {
        for (days, text) in [
            (0.052_083_333, "1:15"),
            (0.770_833_333, "18:30"),
            (1.0625, "25:30"),
            (0.0, "0:00"),
        ] {
            assert_eq!(clock(days), text);
        }
    }
}
