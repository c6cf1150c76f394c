//! A length that is written as two times of day: `10:00-11:30`, `9-12`, `2:00 to 3:15 pm`.

/// What a cell of two times says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::intake) enum Span {
    /// The minutes from one to the other.
    Minutes(u32),
    /// It may be a range of lengths as well, or the end is not soon after the start.
    Unclear,
}

/// What the header and the other cells of a column say about its bare numbers.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Beside {
    /// The header says minutes.
    pub is_of_minutes: bool,
    /// Some cells are bare minutes, so that `10-12` may be a range of them.
    pub has_minutes: bool,
    /// Some cells are lengths such as `1:15`, so that `1:00-1:30` may be a range of them.
    pub has_clock_lengths: bool,
}

const HOUR: u32 = 60;
const HALF_DAY: u32 = 12 * HOUR;

/// The most that two times without am or pm span: from `1:30` to `1:00` is rather a slip.
const LONGEST: u32 = 10 * HOUR;

/// From this hour on, two bare numbers are no range of hours.
const NO_LENGTH: u32 = 8;

/// A time of day.
#[derive(Debug, Clone, Copy)]
struct Time {
    /// Minutes after midnight, or after noon if nothing says which half of the day it is.
    at: u32,
    hour: u32,
    is_bare: bool,
    /// Whether am, pm, noon or an hour after twelve says which half of the day it is.
    is_sure: bool,
}

/// What two times of day in a cell say; `None` if it has no two times.
pub(super) fn span(text: &str, beside: Beside) -> Option<Span> {
    let text = text.trim().to_lowercase().replace(['–', '—'], "-");
    let (from, to) = ["-", " to ", " until ", " till ", " til "]
        .iter()
        .find_map(|sign| text.split_once(sign))?;
    let (from, to) = (time(from)?, time(to)?);
    let is_plain = !from.is_sure && !to.is_sure;
    let grows = from.at < to.at;
    let is_range = is_plain && grows && may_be_lengths(from, to, beside);
    Some(match length(from, to) {
        Some(minutes) if !is_range => Span::Minutes(minutes),
        _ => Span::Unclear,
    })
}

/// Whether two growing numbers without am or pm may be lengths.
fn may_be_lengths(from: Time, to: Time, beside: Beside) -> bool {
    if from.is_bare && to.is_bare {
        let is_round = from.hour.is_multiple_of(5) || to.hour.is_multiple_of(5);
        return from.hour < NO_LENGTH || beside.is_of_minutes || beside.has_minutes && is_round;
    }
    from.hour == 0 || beside.has_clock_lengths && from.hour < NO_LENGTH
}

/// The minutes between two times; `None` if the second is not after the first, or too long after it.
fn length(from: Time, to: Time) -> Option<u32> {
    let is_of_a_day = from.is_sure && to.is_sure || from.hour > 12 || to.hour > 12;
    let (round, longest) = match is_of_a_day {
        true => (2 * HALF_DAY, HALF_DAY),
        false => (HALF_DAY, LONGEST),
    };
    let minutes = (to.at + round - from.at % round) % round;
    (minutes > 0 && minutes <= longest).then_some(minutes)
}

/// Whether a text is a time of day, as in the half of a span.
pub(in crate::intake) fn is_time(text: &str) -> bool {
    time(text).is_some()
}

/// The time of day that a text is: `10`, `10:30`, `2 pm`, `13:00`, `noon`.
fn time(text: &str) -> Option<Time> {
    let plain = text.trim().replace('.', "");
    if plain == "noon" {
        return time("12:00 pm");
    }
    let halves = [("am", 0), ("pm", HALF_DAY), ("a", 0), ("p", HALF_DAY)];
    let half = halves.iter().find_map(|(half, at)| {
        let before = plain.strip_suffix(half)?.trim_end();
        Some((before, *at))
    });
    let number = half.map_or(plain.as_str(), |(before, _)| before);
    let (hour, minute) = number.split_once(':').unwrap_or((number, "00"));
    let is_number = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !is_number(hour, 2) || !is_number(minute, 2) || minute.len() != 2 {
        return None;
    }
    let (hour, minute) = (hour.parse::<u32>().ok()?, minute.parse::<u32>().ok()?);
    let is_bare = !number.contains(':');
    let most = if half.is_some() || is_bare { 12 } else { 23 };
    if hour > most || minute >= HOUR || hour == 0 && half.is_some() {
        return None;
    }
    let of_the_half = half.map_or(hour, |_| hour % 12) * HOUR + minute;
    Some(Time {
        at: of_the_half + half.map_or(0, |(_, at)| at),
        hour,
        is_bare,
        is_sure: half.is_some(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(text: &str, beside: Beside) -> Option<u32> {
        match span(text, beside) {
            Some(Span::Minutes(minutes)) => Some(minutes),
            _ => None,
        }
    }

    #[test]
    fn two_times_of_day_are_the_minutes_between_them() {
        for (text, wanted) in [
            ("10:00-11:30", 90),
            ("10-11:30", 90),
            ("9-12", 180),
            ("11-1", 120),
            ("10am-11:30am", 90),
            ("10 a.m. – 11:30 a.m.", 90),
            ("2:00 to 3:15 pm", 75),
            ("11:30-1:00", 90),
            ("11:30 am-1", 90),
            ("11-1pm", 120),
            ("1-2pm", 60),
            ("12:15-1 pm", 45),
            ("noon to 1:30", 90),
            ("noon - 1:30 pm", 90),
            ("10a-11:15a", 75),
            ("13:00-14:30", 90),
            ("9:30-14:00", 270),
            ("12:30-14:00", 90),
            ("8am-8pm", 720),
            ("9 pm - 12:30 am", 210),
            ("1:00-1:30", 30),
            ("8:30 until 10", 90),
        ] {
            assert_eq!(minutes(text, Beside::default()), Some(wanted), "{text}");
        }
    }

    #[test]
    fn what_may_be_a_range_of_lengths_or_a_slip_is_unclear() {
        for text in [
            "5-10",
            "1-2",
            "2-4",
            "0:45-1:00",
            "10:00-10:00",
            "1:30-1:00",
            "3 pm-2 pm",
            "9:00-21:30",
        ] {
            assert_eq!(span(text, Beside::default()), Some(Span::Unclear), "{text}");
        }
        let in_minutes = Beside {
            has_minutes: true,
            ..Beside::default()
        };
        assert_eq!(minutes("9-12", in_minutes), Some(180));
        assert_eq!(span("10-12", in_minutes), Some(Span::Unclear));
        let headed = Beside {
            is_of_minutes: true,
            ..Beside::default()
        };
        assert_eq!(span("9-12", headed), Some(Span::Unclear));
        assert_eq!(minutes("10:00-11:30", headed), Some(90));
        let on_a_clock = Beside {
            has_clock_lengths: true,
            ..Beside::default()
        };
        assert_eq!(span("1:00-1:30", on_a_clock), Some(Span::Unclear));
        assert_eq!(minutes("10:00-11:30", on_a_clock), Some(90));
    }

    #[test]
    fn what_has_no_two_times_is_no_span() {
        for text in [
            "10-15 min",
            "30-45",
            "75-90 min",
            "60-90",
            "1-2 hrs",
            "9/1-9/2",
            "10:30",
            "2 pm",
            "10:75-11",
            "x-2",
            "-",
            "",
            "8-10-26",
            "4-13",
        ] {
            assert_eq!(span(text, Beside::default()), None, "{text}");
        }
    }
}
