//! 95 % intervals, for proportions and for points on a curve, and the names of the methods used.

use statrs::distribution::{Beta, ContinuousCDF};

/// The 97.5th percentile of the standard normal distribution: half the width of a 95 % interval in standard errors.
const Z_95: f64 = 1.959_963_984_540_054;

/// The probability left outside a 95 % interval on each side.
const TAIL: f64 = 0.025;

/// Below this many people the normal approximation behind Wilson's interval is not trusted.
const FEWEST_FOR_WILSON: usize = 30;

/// How an interval was computed. A report names it next to the figures, because methods differ visibly in small
/// programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// Wilson's score interval for a proportion (Wilson 1927).
    Wilson,
    /// The exact interval for a proportion (Clopper and Pearson 1934): never narrower than stated, often wider.
    ClopperPearson,
    /// An interval symmetric for ln(-ln S), so that it stays between 0 and 1 (Kalbfleisch and Prentice 1980).
    LogLog,
}

impl Method {
    /// The word for JSON and CSV; part of the contract, so it never changes.
    pub fn name(self) -> &'static str {
        match self {
            Method::Wilson => "wilson",
            Method::ClopperPearson => "clopper-pearson",
            Method::LogLog => "log-log",
        }
    }
}

/// A 95 % interval of a probability: `0 <= low <= high <= 1`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower end, a fraction.
    pub low: f64,
    /// The upper end, a fraction.
    pub high: f64,
    /// How it was computed.
    pub method: Method,
}

impl Interval {
    /// The interval of the opposite: of having had the event if this one is of not having had it, and vice versa.
    pub fn complement(self) -> Interval {
        Interval {
            low: 1.0 - self.high,
            high: 1.0 - self.low,
            method: self.method,
        }
    }
}

/// The interval printed next to `x` of `n`: Clopper-Pearson if `x` is 0 or `n` is under 30, otherwise Wilson.
///
/// `None` if there is no proportion: `n` is 0, or `x` is more than `n`.
pub fn proportion_interval(x: usize, n: usize) -> Option<Interval> {
    if x == 0 || n < FEWEST_FOR_WILSON {
        clopper_pearson(x, n)
    } else {
        wilson(x, n)
    }
}

/// Wilson's score interval, without continuity correction, for `x` of `n`.
///
/// `None` if `n` is 0 or `x` is more than `n`.
pub fn wilson(x: usize, n: usize) -> Option<Interval> {
    if n == 0 || x > n {
        return None;
    }
    let size = n as f64;
    let share = x as f64 / size;
    let z2 = Z_95 * Z_95;
    let centre = share + z2 / (2.0 * size);
    let half = Z_95 * (share * (1.0 - share) / size + z2 / (4.0 * size * size)).sqrt();
    let scale = 1.0 + z2 / size;
    Some(Interval {
        low: if x == 0 { 0.0 } else { (centre - half) / scale },
        high: if x == n { 1.0 } else { (centre + half) / scale },
        method: Method::Wilson,
    })
}

/// The exact interval for `x` of `n`: the shares for which seeing `x` or more, and `x` or fewer, has probability 2.5 %.
///
/// These are quantiles of beta distributions; at `x = 0` and `x = n` they have a closed form, 1 - 0.025^(1/n) from the
/// far end. `None` if `n` is 0 or `x` is more than `n`.
pub fn clopper_pearson(x: usize, n: usize) -> Option<Interval> {
    if n == 0 || x > n {
        return None;
    }
    let (hits, misses) = (x as f64, (n - x) as f64);
    let farthest = -(TAIL.ln() / n as f64).exp_m1();
    let low = match (x, n - x) {
        (0, _) => 0.0,
        (_, 0) => 1.0 - farthest,
        _ => beta_quantile(hits, misses + 1.0, TAIL)?,
    };
    let high = match (x, n - x) {
        (_, 0) => 1.0,
        (0, _) => farthest,
        _ => beta_quantile(hits + 1.0, misses, 1.0 - TAIL)?,
    };
    Some(Interval {
        low,
        high,
        method: Method::ClopperPearson,
    })
}

/// The interval of a survival `s` with Greenwood-like standard error `se`, symmetric for ln(-ln s).
///
/// `None` at 0 and at 1, where ln(-ln s) does not exist.
pub(super) fn log_log(s: f64, se: f64) -> Option<Interval> {
    if !(s > 0.0 && s < 1.0 && se >= 0.0) {
        return None;
    }
    let reach = (Z_95 * se / (s * s.ln().abs())).exp();
    Some(Interval {
        low: s.powf(reach),
        high: s.powf(1.0 / reach),
        method: Method::LogLog,
    })
}

pub(super) fn beta_quantile(a: f64, b: f64, p: f64) -> Option<f64> {
    Beta::new(a, b).ok()?.try_inverse_cdf(p).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_ends(interval: Option<Interval>, low: f64, high: f64, tolerance: f64) {
        let interval = interval.expect("an interval");
        assert!(
            (interval.low - low).abs() <= tolerance,
            "{interval:?}, not {low}"
        );
        assert!(
            (interval.high - high).abs() <= tolerance,
            "{interval:?}, not {high}"
        );
    }

    #[test]
    fn wilson_gives_the_published_ends() {
        assert_ends(wilson(0, 200), 0.0, 0.01884533, 5e-9);
        assert_ends(wilson(1, 200), 0.00088317, 0.02777370, 5e-9);
        assert_ends(wilson(1, 60), 0.00294816, 0.08855130, 5e-9);
        assert_ends(wilson(81, 263), 0.25528852, 0.36620958, 5e-9);
    }

    #[test]
    fn clopper_pearson_gives_the_published_ends() {
        assert_ends(clopper_pearson(0, 200), 0.0, 0.01827534, 5e-9);
        assert_ends(clopper_pearson(1, 200), 0.00012658, 0.02754190, 5e-9);
        assert_ends(clopper_pearson(1, 60), 0.00042187, 0.08939905, 5e-9);
        assert_ends(clopper_pearson(81, 263), 0.25273675, 0.36762192, 5e-9);
    }

    #[test]
    fn contra_costa_parent_partners_and_comparison_have_the_published_intervals() {
        assert_ends(wilson(139, 236), 0.52527, 0.64984, 5e-6);
        assert_ends(wilson(14, 55), 0.15812, 0.38302, 5e-6);
    }

    #[test]
    fn four_of_eleven_has_the_interval_of_the_worked_example() {
        assert_ends(proportion_interval(4, 11), 0.1093, 0.6921, 5e-5);
        assert_ends(wilson(4, 11), 0.1517, 0.6462, 5e-5);
    }

    #[test]
    fn nobody_and_fewer_than_thirty_are_exact_and_the_rest_is_wilson() {
        let method = |x, n| proportion_interval(x, n).map(|i| i.method.name());
        assert_eq!(method(0, 0), None);
        assert_eq!(method(0, 200), Some("clopper-pearson"));
        assert_eq!(method(29, 29), Some("clopper-pearson"));
        assert_eq!(method(1, 29), Some("clopper-pearson"));
        assert_eq!(method(1, 30), Some("wilson"));
        assert_eq!(method(30, 30), Some("wilson"));
    }

    #[test]
    fn more_events_than_people_have_no_interval() {
        assert_eq!(wilson(3, 2), None);
        assert_eq!(clopper_pearson(3, 2), None);
        assert_eq!(proportion_interval(31, 30), None);
    }

    #[test]
    fn the_exact_interval_of_all_mirrors_the_one_of_none() {
        for n in [1, 2, 29, 200, 100_000] {
            let none = clopper_pearson(0, n).expect("an interval");
            assert_eq!(clopper_pearson(n, n), Some(none.complement()), "n = {n}");
        }
    }

    #[test]
    fn one_person_gives_the_interval_that_can_be_checked_by_hand() {
        assert_ends(clopper_pearson(0, 1), 0.0, 0.975, 1e-15);
        assert_ends(clopper_pearson(1, 1), 0.025, 1.0, 1e-15);
    }

    #[test]
    fn exact_ends_leave_two_and_a_half_percent_outside_even_in_large_cohorts() {
        for (x, n) in [
            (1, 29),
            (14, 28),
            (1, 100_000),
            (50_000, 100_000),
            (99_999, 100_000),
        ] {
            let interval = clopper_pearson(x, n).expect("an interval");
            let (hits, misses) = (x as f64, (n - x) as f64);
            let below = Beta::new(hits, misses + 1.0)
                .expect("a beta")
                .cdf(interval.low);
            let above = Beta::new(hits + 1.0, misses)
                .expect("a beta")
                .sf(interval.high);
            assert!((below - TAIL).abs() < 1e-8, "{x}/{n}: {below}");
            assert!((above - TAIL).abs() < 1e-8, "{x}/{n}: {above}");
        }
    }

    #[test]
    fn log_log_has_no_interval_at_the_ends() {
        assert_eq!(log_log(0.0, 0.1), None);
        assert_eq!(log_log(1.0, 0.1), None);
        assert_eq!(log_log(f64::NAN, 0.1), None);
        assert_eq!(log_log(0.5, f64::NAN), None);
    }
}
