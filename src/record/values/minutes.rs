//! Durations: minutes of a session, hours of a training.

use std::fmt;
use std::str::FromStr;

/// A duration in minutes, from 0 to 1440.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Minutes(u32);

impl Minutes {
    /// The maximum minutes of one session: a day.
    pub const MOST: u32 = 24 * 60;

    /// The number of minutes.
    #[must_use]
    pub const fn count(self) -> u32 {
        self.0
    }

    /// A duration of that many minutes, if it is at most a day.
    #[must_use]
    pub fn new(minutes: u32) -> Option<Self> {
        (minutes <= Self::MOST).then_some(Self(minutes))
    }
}

impl FromStr for Minutes {
    type Err = String;

    /// Reads `45min`, `90 min`, `1h30`, `1:30`, `1.5h` or `2h`. A bare `45m` could be months and is rejected.
    fn from_str(text: &str) -> Result<Self, String> {
        let help = "write 45min, 1h30 or 2h";
        let typed = text.trim().to_lowercase();
        let is_number = |text: &str| text.parse::<u32>().is_ok();
        if is_number(&typed) {
            return Err(format!("`{text}` has no unit: {help}"));
        }
        if typed.strip_suffix('m').is_some_and(is_number) {
            return Err(format!("`{text}` could be minutes or months: {help}"));
        }
        let minutes =
            minutes(&typed).ok_or_else(|| format!("`{text}` is not a length of time: {help}"))?;
        let whole = u32::try_from(minutes).ok().and_then(Self::new);
        whole.ok_or_else(|| format!("`{text}` is more than 24 hours: {help}"))
    }
}

/// Halves and quarters in digits: `1 1/2 hr`, `½ hour`, `half an hour`.
fn in_figures(text: &str) -> String {
    let mut text = text.to_owned();
    if ["hour and a half", "hr and a half"].contains(&text.as_str()) {
        text.insert_str(0, "1 ");
    }
    for (words, figures) in [
        ("and a half hours", "1/2 hours"),
        ("half an hour", "30 min"),
        ("half hour", "30 min"),
        ("half-hour", "30 min"),
        ("one hour and a half", "90 min"),
        ("an hour and a half", "90 min"),
        ("1 hour and a half", "90 min"),
        ("1 hr and a half", "90 min"),
        ("one hour", "1 hour"),
        ("an hour", "1 hour"),
        ("two hours", "2 hours"),
        ("one 1/2", "1 1/2"),
        ("two 1/2", "2 1/2"),
        ("½", " 1/2"),
        ("¼", " 1/4"),
        ("¾", " 3/4"),
    ] {
        text = text.replace(words, figures);
    }
    for (words, fraction) in [("1/2", ".5"), ("1/4", ".25"), ("3/4", ".75")] {
        text = text.replace(&format!(" {words}"), fraction);
        if let Some(rest) = text.strip_prefix(words) {
            text = format!("0{fraction}{rest}");
        }
    }
    if let Some(minutes) = text.strip_suffix(['\'', '′', '’']) {
        text = format!("{minutes} min");
    }
    match text.strip_prefix('.') {
        Some(rest) => format!("0.{rest}"),
        None => text,
    }
}

/// The minutes that people write: `90`, `1 hr`, `1:15`, `1.5 hours`, `1 h 30 min`, `1h 15m`, `1 1/2 hr`.
#[must_use]
pub fn minutes(text: &str) -> Option<i64> {
    let text = in_figures(&text.trim().to_lowercase());
    if let Some((hours, minutes)) = text.split_once(':') {
        let minutes = minutes.strip_suffix(":00").unwrap_or(minutes);
        let (hours, minutes) = (hours.parse::<u8>().ok()?, minutes.parse::<u8>().ok()?);
        // A larger number of hours is a time of day.
        return (minutes < 60 && hours <= 12).then(|| i64::from(hours) * 60 + i64::from(minutes));
    }
    let mut total = 0.0;
    let mut rest = text.as_str();
    let mut was_hours = false;
    let mut is_first = true;
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(rest.len());
        let number: f64 = rest[..end].parse().ok()?;
        rest = rest[end..].trim_start();
        let end = rest
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(rest.len());
        let unit = &rest[..end];
        rest = rest[end..].trim_start_matches(['.', ',', ' ']);
        let of_hour = match unit {
            "h" | "hr" | "hrs" | "hour" | "hours" | "hora" | "horas" => 60.0,
            "min" | "mins" | "minute" | "minutes" | "minutos" => 1.0,
            // On its own, it could be months.
            "m" if was_hours => 1.0,
            "" if is_first && rest.is_empty() || was_hours => 1.0,
            _ => return None,
        };
        if was_hours && number >= 60.0 {
            return None;
        }
        was_hours = of_hour > 1.0;
        is_first = false;
        total += number * of_hour;
    }
    #[allow(clippy::cast_possible_truncation, reason = "it is whole and small")]
    (!is_first && total.fract() == 0.0 && total < 1e6).then_some(total as i64)
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

/// A duration in hours, whole or with a fraction, stored in minutes so that sums are exact.
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
        for ninety in [
            "90 min",
            "1.5h",
            "1.5 hours",
            "1:30",
            "1 hr 30",
            "1h 30m",
            "1 1/2 hr",
            "1½ hours",
            "90 Minutes",
            "an hour and a half",
            "one hour and a half",
            "1 hr and a half",
            "hr and a half",
            "1 and a half hours",
            "one and a half hours",
            "one hour 30 min",
        ] {
            assert_eq!(read(ninety), Ok(90), "{ninety}");
        }
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
            "1.51h",
            "1h90min",
            "1h30minmin",
            "+5min",
            "1hmin",
            "75-90 min",
            "half an hour or an hour",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
