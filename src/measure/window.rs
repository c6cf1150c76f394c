//! The ranges of days that a report has figures for: the period, and its parts if it is broken down by time.

use crate::record::period::Step;
use crate::record::{Day, Period};

/// A range of days with figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// The days.
    pub period: Period,
    /// Whether it is the whole period, rather than a part.
    pub whole: bool,
    /// Whether it has begun by the as-of day. If not, nothing is known about it, not even zero.
    pub begun: bool,
}

impl Window {
    /// The last day that can be known about: the last of the window, or the as-of day if that is earlier.
    #[must_use]
    pub fn end(&self, as_of: Day) -> Day {
        self.period.last.min(as_of)
    }
}

/// The parts of a period by `step`, in order, then the whole; only the whole if there is at most one part.
#[must_use]
pub fn windows(period: &Period, step: Option<Step>, as_of: Day) -> Vec<Window> {
    let parts = step
        .map(|step| period.parts(step))
        .filter(|parts| parts.len() > 1)
        .unwrap_or_default();
    let window = |period: Period, whole| Window {
        begun: period.first <= as_of,
        period,
        whole,
    };
    let mut all: Vec<Window> = parts.into_iter().map(|part| window(part, false)).collect();
    all.push(window(period.clone(), true));
    all
}

/// The windows that contain a day, by index: its part, if there are parts, and the whole.
pub fn holding(windows: &[Window], on: Day) -> impl Iterator<Item = usize> + use<> {
    let whole = windows.len().checked_sub(1);
    let part = windows.partition_point(|window| !window.whole && window.period.last < on);
    let part = windows
        .get(part)
        .filter(|window| !window.whole && window.period.contains(on))
        .map(|_| part);
    let whole = whole.filter(|whole| windows[*whole].period.contains(on));
    part.into_iter().chain(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Calendar;
    use crate::register::testing::day;

    #[test]
    fn parts_come_before_the_whole_and_say_whether_they_have_begun() {
        let all = windows(
            &Period::year(Calendar::State, 2027),
            Some(Step::Quarter),
            day("2026-11-21"),
        );
        let labels: Vec<_> = all
            .iter()
            .map(|w| (w.period.label.as_str(), w.whole, w.begun))
            .collect();
        let expected = [
            ("SFY2027Q1", false, true),
            ("SFY2027Q2", false, true),
            ("SFY2027Q3", false, false),
            ("SFY2027Q4", false, false),
            ("SFY2027", true, true),
        ];
        assert_eq!(labels, expected);
        assert_eq!(all[1].end(day("2026-11-21")), day("2026-11-21"));
    }

    #[test]
    fn a_day_is_in_its_part_and_in_the_whole() {
        let all = windows(
            &Period::year(Calendar::State, 2027),
            Some(Step::Quarter),
            day("2026-11-21"),
        );
        let of = |on: &str| holding(&all, day(on)).collect::<Vec<_>>();
        assert_eq!(
            (of("2026-07-01"), of("2026-09-30"), of("2027-06-30")),
            (vec![0, 4], vec![0, 4], vec![3, 4])
        );
        assert_eq!((of("2026-06-30"), of("2027-07-01")), (vec![], vec![]));
    }

    #[test]
    fn a_period_of_one_part_is_printed_once() {
        let quarter = Period::quarter(Calendar::State, 2027, 1);
        assert_eq!(
            windows(&quarter, Some(Step::Quarter), day("2026-11-21")).len(),
            1
        );
    }
}
