//! Worked example W15 of the definitions: fifteen families, return to court within 12 months, as of 2026-11-21.

use super::Outcome::{self, Censored, Competing, Event};
use super::{AalenJohansen, Estimate, KaplanMeier, Method, Observation, completeness};

/// Days in the window.
const HORIZON: u32 = 365;

/// Each family: days from anchor to the end of observation by the calendar, what ended it, and the days that would have
/// been possible without a loss.
const FAMILIES: [(u32, Outcome, u32); 15] = [
    // R01 2025-01-15, returned 2025-06-01
    (137, Event, 137),
    // R02 2025-11-21, mature on the as-of day
    (365, Censored, 365),
    // R03 2025-11-22, too early to tell
    (364, Censored, 364),
    // R04 2024-02-29, returned on its last day, 2025-02-28
    (365, Event, 365),
    // R05 2024-02-29, returned a day too late: 2025-02-28 is the last day seen
    (365, Censored, 365),
    // R06 2025-03-10, returned on its last day
    (365, Event, 365),
    // R07 2025-03-10, returned a day too late
    (365, Censored, 365),
    // R08 2025-05-01, died 2025-09-01
    (123, Competing, 123),
    // R09 2025-07-01, aged out 2025-12-01
    (153, Competing, 153),
    // R10 2026-08-01, returned 2026-09-15 before it was mature
    (45, Event, 45),
    // R11 2026-08-01, too early to tell
    (112, Censored, 112),
    // R12 2023-06-01, returned on its last day, 2024-06-01, after a leap day
    (366, Event, 366),
    // R13 2025-04-01, lost 2025-10-01
    (183, Censored, 365),
    // R14 2024-10-01, seen to 2025-10-01
    (365, Censored, 365),
    // R15 2024-11-15, seen to 2025-11-15
    (365, Censored, 365),
];

fn subjects() -> Vec<Observation> {
    FAMILIES
        .iter()
        .map(|&(days, outcome, _)| Observation::new(days, outcome).capped(HORIZON))
        .collect()
}

fn assert_published(estimate: Option<Estimate>, value: f64, se: f64, low: f64, high: f64) {
    let estimate = estimate.expect("an estimate");
    let interval = estimate.interval.expect("an interval");
    let computed = [
        estimate.value,
        estimate.se.expect("a standard error"),
        interval.low,
        interval.high,
    ];
    for (computed, published) in computed.into_iter().zip([value, se, low, high]) {
        assert!(
            (computed - published).abs() <= 1e-7,
            "{computed}, not {published}"
        );
    }
    assert_eq!(interval.method, Method::LogLog);
    assert_eq!(estimate.at_risk, 8);
}

#[test]
fn kaplan_meier_incidence_of_the_fifteen_families_is_as_published() {
    let estimate = KaplanMeier::new(&subjects()).incidence_at(HORIZON);
    assert_published(estimate, 0.4652778, 0.1580262, 0.2197684, 0.7938472);
}

#[test]
fn aalen_johansen_incidence_of_the_fifteen_families_is_as_published() {
    let estimate = AalenJohansen::new(&subjects()).at(HORIZON);
    assert_published(estimate, 0.4076923, 0.1422276, 0.1920262, 0.7237348);
}

#[test]
fn completeness_of_the_fifteen_families_is_as_published() {
    let days =
        FAMILIES.map(|(observed, _, possible)| (observed.min(HORIZON), possible.min(HORIZON)));
    assert_eq!(days.iter().map(|(observed, _)| observed).sum::<u32>(), 4037);
    assert_eq!(days.iter().map(|(_, possible)| possible).sum::<u32>(), 4219);
    assert_eq!(completeness(days), Some(4037.0 / 4219.0));
}
