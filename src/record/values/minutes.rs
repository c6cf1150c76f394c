//! Lengths of time: minutes of a session, hours of a training.

use std::fmt;
use std::str::FromStr;

/// A length in minutes, from 0 to 1440.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Minutes(u32);

impl Minutes {
    /// The most minutes one session can last: a day.
    pub const MOST: u32 = 24 * 60;

    /// The number of minutes.
    #[must_use]
    pub const fn count(self) -> u32 {
        self.0
    }

    /// A length of that many minutes, if it is no more than a day.
    #[must_use]
    pub fn new(minutes: u32) -> Option<Self> {
        (minutes <= Self::MOST).then_some(Self(minutes))
    }
}

impl FromStr for Minutes {
    type Err = String;

    /// Reads `45min`, `1h30`, `1h30min` or `2h`. A bare `45m` could be months and is refused.
    fn from_str(text: &str) -> Result<Self, String> {
        let help = "write 45min, 1h30 or 2h";
        let typed = text.trim().to_lowercase();
        let number = |part: &str| {
            let digits = part.bytes().all(|byte| byte.is_ascii_digit());
            let number = part.parse::<u32>().ok().filter(|_| digits);
            number.ok_or_else(|| format!("`{text}` is not a length of time: {help}"))
        };
        let minutes = if let Some((hours, rest)) = typed.split_once('h') {
            let rest = rest.trim();
            let extra = if rest.is_empty() {
                0
            } else {
                number(rest.strip_suffix("min").unwrap_or(rest))?
            };
            if extra > 59 {
                return Err(format!(
                    "`{text}` has more than 59 minutes after the hours: {help}"
                ));
            }
            number(hours)?.saturating_mul(60).saturating_add(extra)
        } else if let Some(minutes) = typed.strip_suffix("min") {
            number(minutes.trim())?
        } else if typed.ends_with('m') {
            return Err(format!("`{text}` could be minutes or months: {help}"));
        } else if typed.parse::<u32>().is_ok() {
            return Err(format!("`{text}` has no unit: {help}"));
        } else {
            return Err(format!("`{text}` is not a length of time: {help}"));
        };
        Self::new(minutes).ok_or_else(|| format!("`{text}` is more than 24 hours: {help}"))
    }
}

impl fmt::Display for Minutes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 60, self.0 % 60) {
            (0, minutes) => write!(f, "{minutes}min"),
            (hours, 0) => write!(f, "{hours}h"),
            (hours, minutes) => write!(f, "{hours}h{minutes:02}"),
        }
    }
}

/// A length in hours, whole or with a fraction, kept in minutes so that sums are exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Hours {
    /// The length in minutes.
    pub minutes: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_a_unit_and_end_within_a_day() {
        let read = |text: &str| Minutes::from_str(text).map(Minutes::count);
        assert_eq!(read("45min"), Ok(45));
        assert_eq!(read("1h30"), Ok(90));
        assert_eq!(read("1h30min"), Ok(90));
        assert_eq!(read("2h"), Ok(120));
        assert_eq!(read("24h"), Ok(1440));
        assert!(read("45m").unwrap_err().contains("minutes or months"));
        assert!(read("24h01").unwrap_err().contains("more than 24 hours"));
        for wrong in [
            "90",
            "h",
            "1h75",
            "-5min",
            "",
            "soon",
            "99999999999h",
            "1h30minmin",
            "+5min",
            "1hmin",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
