//! What is read from a curve: a value on a day, and the days by which a quarter, half and three quarters have left.

use super::interval::Interval;

/// How far a computed probability may miss a quantile by rounding alone and still count as having reached it.
///
/// A product such as 7/8 x 6/7 x 5/6 x 4/5 need not come to 0.5 exactly. Rounding grows by about 1e-16 for each day
/// with an event, so 1e-9 is far above it, and far below the 1/n by which a curve of any cohort moves.
const ROUNDING: f64 = 1e-9;

/// The value of a curve on one day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The day asked about, since the anchor.
    pub day: u32,
    /// Subjects observed to that day or longer.
    pub at_risk: usize,
    /// The probability, from 0 to 1.
    pub value: f64,
    /// Its standard error; `None` if the variance does not exist (a Kaplan-Meier curve that has reached 0).
    pub se: Option<f64>,
    /// Its 95 % interval; `None` if the standard error or the logarithms behind it do not exist.
    pub interval: Option<Interval>,
    /// Whether the day is after the end of all observation while some outcomes were still open: then `value` is that of
    /// the last day seen, and a report should say so.
    pub past_follow_up: bool,
}

impl Estimate {
    /// The estimate of the opposite: incidence from survival, and back. The standard error is the same.
    pub fn complement(self) -> Estimate {
        Estimate {
            value: 1.0 - self.value,
            interval: self.interval.map(Interval::complement),
            ..self
        }
    }
}

/// Days by which a quarter, half and three quarters have had the event; `None` if that was not reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Quartiles {
    /// A quarter.
    pub q1: Option<u32>,
    /// Half.
    pub median: Option<u32>,
    /// Three quarters.
    pub q3: Option<u32>,
}

impl Quartiles {
    /// The three answers of a quantile function.
    pub(super) fn from_quantile(quantile: impl Fn(f64) -> Option<u32>) -> Quartiles {
        Quartiles {
            q1: quantile(0.25),
            median: quantile(0.5),
            q3: quantile(0.75),
        }
    }
}

/// The first day on which the incidence, given as rising (day, value) pairs, is `q` or more, rounding aside.
///
/// `None` if it never is, or if `q` is not a quantile (0 or less, more than 1, NaN).
pub(super) fn first_day_reaching(
    q: f64,
    mut curve: impl Iterator<Item = (u32, f64)>,
) -> Option<u32> {
    if !(q > 0.0 && q <= 1.0) {
        return None;
    }
    curve
        .find(|&(_, incidence)| incidence > 0.0 && incidence >= q - ROUNDING)
        .map(|(day, _)| day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_misses_by_rounding_reaches_the_quantile() {
        let half = 0.5_f64.next_down().next_down();
        assert_eq!(
            first_day_reaching(0.5, [(3, 0.25), (7, half)].into_iter()),
            Some(7)
        );
    }

    #[test]
    fn a_value_that_misses_by_one_in_ten_million_does_not() {
        assert_eq!(first_day_reaching(0.5, [(7, 0.5 - 1e-7)].into_iter()), None);
    }

    #[test]
    fn what_is_no_quantile_is_reached_by_nothing() {
        for q in [0.0, -0.5, 1.5, f64::NAN] {
            assert_eq!(
                first_day_reaching(q, [(7, 1.0)].into_iter()),
                None,
                "q = {q}"
            );
        }
    }
}
