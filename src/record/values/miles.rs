//! How far someone drove.

use std::fmt;
use std::str::FromStr;

/// A distance in miles, stored in tenths so that sums are exact; from 0 to 2,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Miles(u32);

impl Miles {
    /// The maximum tenths of a mile of one session: no one drives farther in a day.
    const MOST: f64 = 20_000.0;

    /// The distance in tenths of a mile.
    #[must_use]
    pub const fn tenths(self) -> u32 {
        self.0
    }

    /// A distance, rounded to a tenth; `None` if it is below 0 or more than anyone drives in a day.
    #[must_use]
    pub fn new(miles: f64) -> Option<Self> {
        let tenths = (miles * 10.0).round();
        (0.0..=Self::MOST)
            .contains(&tenths)
            .then_some(Self(tenths as u32))
    }
}

impl FromStr for Miles {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let typed = text.trim().trim_end_matches("mi").trim_end();
        let miles = typed.parse::<f64>().ok();
        miles
            .and_then(Self::new)
            .ok_or_else(|| format!("`{text}` is not a number of miles: write 12 or 12.4"))
    }
}

impl fmt::Display for Miles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 10, self.0 % 10) {
            (miles, 0) => write!(f, "{miles}"),
            (miles, tenths) => write!(f, "{miles}.{tenths}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn miles_are_whole_or_tenths() {
        let read = |text: &str| text.parse::<Miles>().map(Miles::tenths);
        assert_eq!(
            (read("12"), read("12.4"), read("0")),
            (Ok(120), Ok(124), Ok(0))
        );
        assert_eq!(read("12.44 mi"), Ok(124));
        assert_eq!(read("12.4").unwrap(), Miles::new(12.4).unwrap().tenths());
        for wrong in ["", "far", "-1", "2001", "nan", "inf"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        assert_eq!(Miles::new(12.4).unwrap().to_string(), "12.4");
        assert_eq!(Miles::new(12.0).unwrap().to_string(), "12");
    }
}
