//! Lengths of time in a column: hours or minutes, as the header and the other cells show. A time of day is no length.

mod clock;

use super::not_held::unmet;
use crate::record::minutes::minutes;
use crate::register::fold;
pub(super) use clock::is_time;
use clock::{Beside, Span, span};

/// What a column is headed that has lengths of time or times of day.
pub(super) const TIMES: [&str; 22] = [
    "time",
    "times",
    "amount of time",
    "tiempo",
    "hora",
    "hour",
    "start end",
    "start and end",
    "start end time",
    "start time end time",
    "start stop",
    "from to",
    "time in out",
    "time in time out",
    "time started time ended",
    "time start time end",
    "start time stop time",
    "begin time end time",
    "begin end",
    "in out",
    "start end times",
    "time of contact",
];

/// Longer contacts are so rare that a bare number may well be minutes in a column of hours, or a time of day.
const LONG_DAY: f64 = 12.0;

/// What the cells of a column of lengths show together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Lengths {
    /// Some name hours, as `1 hr` and `1:15` do: a bare `1` there may be one as well.
    in_hours: bool,
    /// Some name a unit, or are less than an hour on a clock: `45 min`, `1 hr`, `0:45`.
    has_units: bool,
    /// Some are whole numbers that can only be minutes.
    has_minutes: bool,
    /// Some are times of day: `6:00 PM`, `18:30`.
    has_clock_times: bool,
    /// Some are lengths on a clock: `1:15`.
    has_clock_lengths: bool,
}

impl Lengths {
    /// What the cells of a column show.
    pub fn of<'c>(cells: impl IntoIterator<Item = &'c str>) -> Self {
        let mut found = Self::default();
        for cell in cells {
            let cell = roughly(cell);
            let number = cell.trim().parse::<f64>().ok();
            let is_length = length_with_unit(cell).is_some();
            found.in_hours |= is_in_hours(cell);
            found.has_units |=
                number.is_none() && is_length && clock_hour(cell).is_none_or(|hour| hour == 0);
            found.has_minutes |= number.is_some_and(|number| number > LONG_DAY);
            found.has_clock_times |= is_clock_time(cell) && !is_span(cell);
            found.has_clock_lengths |= is_length && clock_hour(cell).is_some();
        }
        found
    }

    /// The minutes of a cell that says a length, as a text.
    ///
    /// # Errors
    /// It is no length, or nobody can tell of what unit it is; the sentence says what to write.
    pub fn read(self, header: &str, text: &str) -> Result<String, String> {
        let plain = roughly(text);
        let beside = Beside {
            is_of_minutes: says_minutes(header),
            has_minutes: self.has_minutes,
            has_clock_lengths: self.has_clock_lengths,
        };
        match span(plain, beside) {
            Some(Span::Minutes(minutes)) => return Ok(minutes.to_string()),
            Some(Span::Unclear) => return Err(a_range(plain)),
            None => {}
        }
        if let Some(why) = self.no_length(header, plain) {
            return Err(why);
        }
        if let Ok(number) = plain.replacen(',', ".", 1).parse::<f64>() {
            return self.bare(header, plain, number);
        }
        if let Some(minutes) = length_with_unit(plain) {
            return Ok(minutes.to_string());
        }
        Err(no_unit(plain))
    }

    /// Whether a cell such as `1:15` below `Time` is a length, as other cells of the column show.
    pub fn reads_clock(self, text: &str) -> bool {
        clock_hour(text).is_some() && self.no_length(TIMES[0], text.trim()).is_none()
    }

    /// The minutes of a number without a unit.
    fn bare(self, header: &str, plain: &str, number: f64) -> Result<String, String> {
        let either = || {
            format!(
                "`{plain}` may be hours or minutes: write `{plain} hr` or `{plain} min`, or `Hours` or `Minutes` as the header"
            )
        };
        let is_whole = number.fract() == 0.0;
        if number <= 0.0 || says_minutes(header) {
            return Ok(plain.to_owned());
        }
        if is_of_hours(header) {
            if number > LONG_DAY || self.has_minutes && is_whole && number >= 5.0 {
                return Err(format!(
                    "`{plain}` in a column of hours may be hours or minutes: write `{plain} hr` or `{plain} min`"
                ));
            }
            return Ok(of_hours(number).to_string());
        }
        let is_round = is_whole && number % 5.0 == 0.0;
        match number {
            // Nobody counts parts of a minute.
            number if !is_whole && self.has_units && number <= LONG_DAY => {
                Ok(of_hours(number).to_string())
            }
            _ if !is_whole => Err(either()),
            number if number < 5.0 => Err(either()),
            number if self.in_hours && number <= LONG_DAY && !is_round => Err(either()),
            _ => Ok(plain.to_owned()),
        }
    }

    /// Why a cell is rather a time of day.
    fn no_length(self, header: &str, plain: &str) -> Option<String> {
        /// From here on, `5:00` below `Time` is hardly a length.
        const LATE: u8 = 5;
        if is_clock_time(plain) {
            return Some(format!(
                "`{plain}` is a time of day and no length: write how long it was, such as 75 min, or take this column out of the map"
            ));
        }
        let hour = clock_hour(plain).filter(|hour| *hour > 0)?;
        let is_of_times = TIMES.contains(&fold(header).as_str());
        let is_unclear = self.has_clock_times || is_of_times && (!self.has_units || hour >= LATE);
        is_unclear.then(|| {
            let minutes = plain.split_once(':').map_or("", |(_, minutes)| minutes);
            let length = match minutes {
                "00" => format!("{hour} hr"),
                _ => format!("{hour} hr {minutes} min"),
            };
            format!(
                "`{plain}` may be a time of day or a length: write `{length}` if it is a length, or take this column out of the map"
            )
        })
    }
}

/// A length without the word or the sign that it is a guess: `~20`, `about 15 min`.
pub(super) fn roughly(text: &str) -> &str {
    let plain = text.trim();
    let bare = [
        "~", "about ", "abt ", "approx. ", "approx ", "around ", "ca. ",
    ]
    .iter()
    .find_map(|word| {
        let begin = plain.get(..word.len())?;
        begin
            .eq_ignore_ascii_case(word)
            .then(|| plain[word.len()..].trim_start())
    });
    bare.filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(plain)
}

/// The hour of a text such as `9:00`.
fn clock_hour(text: &str) -> Option<u8> {
    let (hour, minutes) = text.trim().split_once(':')?;
    let is_minutes = minutes.len() == 2 && minutes.parse::<u8>().is_ok_and(|minutes| minutes < 60);
    hour.parse().ok().filter(|_| is_minutes)
}

/// Whether a text can only be a time of day: `6:00 PM`, `9am`, `18:30`, `6-7:30 pm`.
pub(super) fn is_clock_time(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let plain = text.replace('.', "");
    let is_of_a_half = ["am", "pm"].into_iter().any(|half| {
        let before = plain.strip_suffix(half).map(str::trim_end);
        before.is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()))
    });
    is_of_a_half
        || plain == "noon"
        || clock_hour(&text).is_some_and(|hour| (13..24).contains(&hour))
}

/// Whether a header says minutes.
fn says_minutes(header: &str) -> bool {
    fold(header).split(' ').any(|word| word.starts_with("min"))
}

/// Whether a column is headed as one of hours: `Hours`, `Service hrs`, `Time (hours)`.
pub(super) fn is_of_hours(header: &str) -> bool {
    let folded = fold(header);
    let mut words = folded.split(' ');
    words.any(|word| ["hours", "hrs", "hour", "hr", "horas"].contains(&word))
        && !says_minutes(header)
}

/// The whole minutes of a number of hours: 1.5 is 90.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "callers have checked that it is at most half a day"
)]
fn of_hours(hours: f64) -> u32 {
    (hours * 60.0).round() as u32
}

/// The minutes of a text that is more than a number. A fraction alone is of an hour: `½`, `1 1/2`.
fn length_with_unit(text: &str) -> Option<i64> {
    let is_fraction = text.contains(['/', '½', '¼', '¾']) && !text.contains(char::is_alphabetic);
    if is_fraction {
        return minutes(&format!("{text} hr"));
    }
    // `:30` is half an hour.
    let of_an_hour = text.strip_prefix(':').filter(|rest| rest.len() == 2);
    // `45m` is no month in a column of lengths.
    let of_minutes = text.strip_suffix(['m', 'M']).map(str::trim_end);
    let of_minutes = of_minutes.filter(|number| number.parse::<u32>().is_ok());
    match (of_an_hour, of_minutes) {
        (Some(_), _) => minutes(&format!("0{text}")),
        (_, Some(number)) => minutes(&format!("{number} min")),
        _ => minutes(text),
    }
}

/// Whether a text is a length of time that names hours: `1 hr`, `1:15`, `1½`.
fn is_in_hours(text: &str) -> bool {
    let names_hours = text.contains([':', '/', '½', '¼', '¾']) || text.to_lowercase().contains('h');
    names_hours && length_with_unit(text).is_some()
}

/// Whether a cell can be a length, whatever the other cells say.
pub(super) fn can_be_length(text: &str) -> bool {
    let text = roughly(text);
    let number = text.replacen(',', ".", 1).parse::<f64>();
    number.is_ok_and(|hours| (0.0..=24.0).contains(&hours))
        || length_with_unit(text).is_some()
        || is_span(text)
}

/// Whether a text is a length as two times of day.
pub(super) fn is_span(text: &str) -> bool {
    minutes_between(roughly(text)).is_some()
}

/// The minutes of a length as two times of day; of two whole hours alone, as in `6-8`, nobody knows whether they are on
/// the clock.
pub(super) fn minutes_between(text: &str) -> Option<u32> {
    match span(text, Beside::default()) {
        Some(Span::Minutes(minutes)) => Some(minutes),
        _ => None,
    }
}

/// Why a text is no length of time.
fn no_unit(plain: &str) -> String {
    if unmet(plain).is_some() {
        format!(
            "`{plain}` says that they did not meet: put it in a column headed `Status`, as no-show, attempted, \
             cancelled-by-participant or cancelled-by-program, and leave the length empty; or say it once for all rows, as \
             `{plain} -> cancelled-by-participant` under `values` of this column in the map"
        )
    } else if is_range(plain) {
        a_range(plain)
    } else {
        format!("`{plain}` is not a length of time: write 75 min, 1h15, 1:15 or 1.5 hours")
    }
}

/// Why a range of lengths is refused, and two times of which nobody can tell what is between them.
fn a_range(plain: &str) -> String {
    format!(
        "`{plain}` is a range: write the one length that it was, such as 75 min, or when it began and ended, such as \
         10:00 am-11:15 am"
    )
}

/// Whether a text is a range of lengths: `75-90 min`, `1 to 2 hrs`.
pub(super) fn is_range(text: &str) -> bool {
    let text = text.replace(" to ", "-").replace('–', "-");
    text.split_once('-').is_some_and(|(from, to)| {
        from.trim().parse::<f64>().is_ok() && minutes(to.trim()).is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(header: &str, text: &str, beside: &[&str]) -> Result<String, String> {
        let cells = beside.iter().copied().chain([text]);
        Lengths::of(cells).read(header, text)
    }

    #[test]
    fn a_length_of_time_is_read_as_people_write_it() {
        for (text, wanted) in [
            ("90", Some(90)),
            ("90.0", Some(90)),
            ("1 hr", Some(60)),
            ("1hr", Some(60)),
            ("1:15", Some(75)),
            ("0:45", Some(45)),
            ("1:15:00", Some(75)),
            ("20 min", Some(20)),
            ("20 mins.", Some(20)),
            ("1.5 hours", Some(90)),
            ("1.5h", Some(90)),
            ("1h30", Some(90)),
            ("1 hr 30 min", Some(90)),
            ("1 hour, 15 minutes", Some(75)),
            ("1.5", None),
            ("1:75", None),
            ("18:30", None),
            ("45m", None),
            ("long", None),
            ("1:15 PM", None),
            ("", None),
            ("30 15", None),
        ] {
            assert_eq!(minutes(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_number_is_hours_or_minutes_as_the_header_and_the_column_say() {
        let hours: &[&str] = &["1 hr", "45 min"];
        let none: &[&str] = &["30", "45"];
        for (header, text, beside, wanted) in [
            ("Hours", "1.5", none, Some("90")),
            ("Service hrs", "2", none, Some("120")),
            ("Time (hours)", "0.25", none, Some("15")),
            ("Horas", "1,5", none, Some("90")),
            ("Hours", "1.33", none, Some("80")),
            ("Hours", "1:15", none, Some("75")),
            ("Hrs", "12", &[][..], Some("720")),
            ("Hrs", "10", none, None),
            ("Hrs", "20", none, None),
            ("Hrs", "45", none, None),
            ("Minutes", "2", none, Some("2")),
            ("# min", "2", hours, Some("2")),
            ("Hours or minutes", "2", none, Some("2")),
            ("Duration", "1", hours, None),
            ("Duration", "4", hours, None),
            ("Duration", "5", hours, Some("5")),
            ("Duration", "8", hours, None),
            ("Duration", "10", hours, Some("10")),
            ("Duration", "12", hours, None),
            ("Duration", "15", hours, Some("15")),
            ("Duration", "45m", hours, Some("45")),
            ("Length", "90 M", none, Some("90")),
            ("Duration", "45", hours, Some("45")),
            ("Duration", "1.25", hours, Some("75")),
            ("Duration", "3.5", hours, Some("210")),
            ("Duration", ".5", hours, Some("30")),
            ("Duration", "12.5", hours, None),
            ("Duration", "1.5", none, None),
            ("Duration", "2", none, None),
            ("Duration", "8", none, Some("8")),
            ("Duration", "0", hours, Some("0")),
            ("Duration", "75'", hours, Some("75")),
            ("Duration", "½", none, Some("30")),
            ("Duration", "1½", none, Some("90")),
            ("Duration", "1 1/2", none, Some("90")),
            ("Duration", "1/2 hr", none, Some("30")),
            ("Duration", "1 1/2 hrs", none, Some("90")),
            ("Duration", "an hour and a half", none, Some("90")),
            ("Duration", "half hour", none, Some("30")),
            ("Duration", "1 hour 15", none, Some("75")),
            ("Duration", ":30", none, Some("30")),
            ("Duration", ":75", none, None),
            ("Duration", "10/7", none, None),
            ("Duration", "1-2pm", hours, Some("60")),
            ("Length", "10:00-11:30", none, Some("90")),
            ("Time", "9-12", none, Some("180")),
            ("Hours", "9-12", &[][..], Some("180")),
            ("Minutes", "9-12", none, None),
            ("Length", "10-12", none, None),
            ("Length", "10-15 min", none, None),
            ("Length", "30-45", none, None),
            ("Duration", "60-90", none, None),
            ("Duration", "~20", none, Some("20")),
            ("Duration", "about 15 min", none, Some("15")),
            ("Duration", "Approx. 1 hr", none, Some("60")),
            ("Duration", "~", none, None),
            ("Duration", "20+", none, None),
        ] {
            let said = read(header, text, beside);
            assert_eq!(said.as_deref().ok(), wanted, "{header} {text}: {said:?}");
        }
    }

    #[test]
    fn a_time_of_day_is_no_length() {
        for (header, text, beside, wanted) in [
            ("Time", "9:00", &[][..], None),
            ("Time", "10:30", &["6:00 PM"][..], None),
            ("Duration", "1:30", &["9am"][..], None),
            ("Duration", "1:30", &["18:30"][..], None),
            ("Time", "1:15", &["2:00"][..], None),
            ("Time", "1:15", &["0:45"][..], Some("75")),
            ("Time", "1:15", &["45 min"][..], Some("75")),
            ("Time", "9:00", &["45 min"][..], None),
            ("Time", "0:45", &[][..], Some("45")),
            ("Duration", "1:30", &[][..], Some("90")),
            ("Duration", "6:00 PM", &[][..], None),
            ("Time", "1 hr", &["6:00 PM"][..], Some("60")),
        ] {
            let said = read(header, text, beside);
            assert_eq!(said.as_deref().ok(), wanted, "{header} {text}: {said:?}");
        }
        let why = read("Time", "9:30", &[]).unwrap_err();
        assert!(
            why.contains("write `9 hr 30 min` if it is a length"),
            "{why}"
        );
    }

    #[test]
    fn a_length_that_says_they_did_not_meet_is_no_held_contact() {
        for text in [
            "n/s",
            "NS",
            "No show",
            "cx'd",
            "Cancelled",
            "R/S",
            "LVM",
            "did not come",
        ] {
            let why = read("How long", text, &[]).unwrap_err();
            assert!(why.contains("headed `Status`"), "{text}: {why}");
        }
        for text in [
            "75-90 min",
            "60-90",
            "1 to 2 hrs",
            "75 – 90",
            "1-2",
            "10-15 min",
            "30-45",
            "1:30-1:00",
            "3 pm-2 pm",
        ] {
            let why = read("How long", text, &[]).unwrap_err();
            assert!(why.contains("is a range"), "{text}: {why}");
        }
        let why = read("How long", "a while", &[]).unwrap_err();
        assert!(why.contains("write 75 min"), "{why}");
    }
}
