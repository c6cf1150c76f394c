//! Aalen-Johansen: how many have had the event after this many days, if something else can make it impossible.

use super::estimate::{Estimate, Quartiles, first_day_reaching};
use super::interval::{Interval, clopper_pearson, log_log};
use super::observation::{DayCount, Observation, look_up, tally};

/// The curve on one day on which observation ended for someone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IncidenceStep {
    /// Who was seen on this day.
    pub count: DayCount,
    /// The probability of having had the event by the end of this day.
    pub incidence: f64,
    /// The probability of having had the competing event by the end of this day.
    pub competing_incidence: f64,
    /// The probability of having had neither by the end of this day.
    pub event_free: f64,
    /// The standard error of `incidence`.
    pub se: f64,
    /// The 95 % interval of `incidence`; `None` if it is 1.
    pub interval: Option<Interval>,
}

/// The Aalen-Johansen estimate of a cohort (Aalen and Johansen 1978), with the delta-method variance and an interval
/// symmetric for ln(-ln(1 - I)).
///
/// The incidence I grows on each event day by S(t-) d / n, where S is the probability of having had neither event, so
/// that those who can no longer have the event are not counted as if they still might. While there has been no event,
/// the interval is the exact one for 0 of the number at risk.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AalenJohansen {
    steps: Vec<IncidenceStep>,
}

impl AalenJohansen {
    /// The curve of these subjects, whose order does not matter.
    pub fn new(subjects: &[Observation]) -> Self {
        let mut jumps: Vec<Jump> = Vec::new();
        let mut now = Probabilities::default();
        let mut se = 0.0;
        let steps = tally(subjects)
            .into_iter()
            .map(|count| {
                let jump = now.jump(count);
                if count.events + count.competing > 0 {
                    jumps.push(jump);
                }
                if count.events > 0 {
                    se = variance(now.incidence, &jumps).max(0.0).sqrt();
                }
                step(count, now, se)
            })
            .collect();
        AalenJohansen { steps }
    }

    /// The steps in order of days, for a table or a chart: I is 0 before the first and constant between them.
    pub fn steps(&self) -> &[IncidenceStep] {
        &self.steps
    }

    /// The probability of having had the event by the end of `day`; `None` for an empty cohort.
    pub fn at(&self, day: u32) -> Option<Estimate> {
        let (last, at_risk) = look_up(&self.steps, |step| step.count, day);
        let incidence = last.map_or(0.0, |step| step.incidence);
        self.steps.first().map(|_| Estimate {
            day,
            at_risk,
            value: incidence,
            se: Some(last.map_or(0.0, |step| step.se)),
            interval: if incidence > 0.0 {
                last.and_then(|step| step.interval)
            } else {
                clopper_pearson(0, at_risk)
            },
            past_follow_up: at_risk == 0 && last.is_some_and(|step| step.event_free > 0.0),
        })
    }

    /// The first day by which a share `q` (above 0, to 1) has had the event: the smallest t with I(t) >= q.
    ///
    /// `None` if that was not reached, for example because most can no longer have the event.
    pub fn quantile(&self, q: f64) -> Option<u32> {
        first_day_reaching(
            q,
            self.steps
                .iter()
                .map(|step| (step.count.day, step.incidence)),
        )
    }

    /// The days by which a quarter, half and three quarters have had the event.
    pub fn quartiles(&self) -> Quartiles {
        Quartiles::from_quantile(|q| self.quantile(q))
    }
}

/// The state of a subject after a day: had the event, had the competing one, or neither. They sum to 1.
#[derive(Debug, Clone, Copy)]
struct Probabilities {
    incidence: f64,
    competing: f64,
    event_free: f64,
}

impl Default for Probabilities {
    fn default() -> Self {
        Probabilities {
            incidence: 0.0,
            competing: 0.0,
            event_free: 1.0,
        }
    }
}

impl Probabilities {
    /// Moves on by one day, and returns what the variance needs to know about it.
    fn jump(&mut self, count: DayCount) -> Jump {
        let at_risk = count.at_risk as f64;
        let left = (count.at_risk - count.events - count.competing) as f64;
        let before = self.event_free;
        self.incidence = (self.incidence + before * count.events as f64 / at_risk).min(1.0);
        self.competing = (self.competing + before * count.competing as f64 / at_risk).min(1.0);
        self.event_free = before * left / at_risk;
        Jump {
            at_risk,
            events: count.events as f64,
            all: (count.events + count.competing) as f64,
            event_free_before: before,
            incidence: self.incidence,
        }
    }
}

/// A day with an event of either kind, as used for the variance.
#[derive(Debug, Clone, Copy)]
struct Jump {
    at_risk: f64,
    events: f64,
    all: f64,
    event_free_before: f64,
    incidence: f64,
}

/// The delta-method variance of the incidence reached after `jumps` (Marubini and Valsecchi 1995; Choudhury 2002).
///
/// The sum over event days of \[I(t) - I(t_i)]^2 d / (n (n - d)), S(t_i-)^2 d_j (n - d_j) / n^3 and -2 \[I(t) - I(t_i)]
/// S(t_i-) d_j / n^2. The first term is left out on a day when all at risk had an event: no one was left for the
/// incidence to grow. Without competing events this is Greenwood's variance.
fn variance(incidence: f64, jumps: &[Jump]) -> f64 {
    jumps
        .iter()
        .map(|jump| {
            let n = jump.at_risk;
            let later = incidence - jump.incidence;
            let growth = if jump.all < n {
                later * later * jump.all / (n * (n - jump.all))
            } else {
                0.0
            };
            let before = jump.event_free_before;
            let own = before * before * jump.events * (n - jump.events) / (n * n * n);
            let shared = 2.0 * later * before * jump.events / (n * n);
            growth + own - shared
        })
        .sum()
}

fn step(count: DayCount, now: Probabilities, se: f64) -> IncidenceStep {
    let still_without = now.event_free + now.competing;
    IncidenceStep {
        count,
        incidence: now.incidence,
        competing_incidence: now.competing,
        event_free: now.event_free,
        se,
        interval: if now.incidence > 0.0 {
            log_log(still_without, se).map(Interval::complement)
        } else {
            clopper_pearson(0, count.at_risk)
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::interval::Method;
    use super::super::observation::Outcome::{self, Censored, Competing, Event};
    use super::*;

    fn curve(subjects: &[(u32, Outcome)]) -> AalenJohansen {
        let subjects: Vec<_> = subjects
            .iter()
            .map(|&(days, outcome)| Observation::new(days, outcome))
            .collect();
        AalenJohansen::new(&subjects)
    }

    #[test]
    fn those_who_had_the_competing_event_stay_in_the_denominator() {
        let estimate = curve(&[(10, Competing), (20, Event)])
            .at(20)
            .expect("an estimate");
        assert_eq!(estimate.value, 0.5);
        let se = estimate.se.expect("a standard error");
        assert!((se - f64::sqrt(0.125)).abs() < 1e-15, "{se}");
    }

    #[test]
    fn both_kinds_on_one_day_share_those_at_risk() {
        let curve = curve(&[(10, Event), (10, Competing), (10, Censored), (30, Censored)]);
        let step = curve.steps()[0];
        assert_eq!(step.count.at_risk, 4);
        assert_eq!(
            (step.incidence, step.competing_incidence, step.event_free),
            (0.25, 0.25, 0.5)
        );
    }

    #[test]
    fn quantiles_count_everyone_not_only_those_who_had_the_event() {
        let curve = curve(&[(10, Event), (20, Competing), (30, Event), (40, Competing)]);
        let expected = Quartiles {
            q1: Some(10),
            median: Some(30),
            q3: None,
        };
        assert_eq!(curve.quartiles(), expected);
    }

    #[test]
    fn quantiles_are_reached_on_their_own_day_however_the_fractions_round() {
        for half in 1..=150 {
            let subjects: Vec<_> = (1..=half)
                .flat_map(|day| [(day, Event), (day, Competing)])
                .collect();
            assert_eq!(curve(&subjects).quantile(0.5), Some(half), "{half} of each");
        }
    }

    #[test]
    fn without_events_the_interval_is_exact_for_those_at_risk_at_the_horizon() {
        let curve = curve(&[(100, Competing), (200, Censored), (365, Censored)]);
        let estimate = curve.at(365).expect("an estimate");
        let interval = estimate.interval.expect("an interval");
        assert_eq!(
            (estimate.value, estimate.se, estimate.at_risk),
            (0.0, Some(0.0), 1)
        );
        assert_eq!(
            (interval.low, interval.method),
            (0.0, Method::ClopperPearson)
        );
        assert!((interval.high - 0.975).abs() < 1e-15);
    }

    #[test]
    fn an_incidence_of_one_has_no_interval() {
        let estimate = curve(&[(10, Event), (20, Event), (30, Event)])
            .at(365)
            .expect("an estimate");
        assert!((estimate.value - 1.0).abs() < 1e-15);
        assert_eq!(estimate.interval, None);
        assert!(!estimate.past_follow_up);
    }

    #[test]
    fn past_the_last_day_seen_the_value_is_final_only_when_nobody_was_left() {
        let open = curve(&[(10, Event), (100, Censored)]);
        assert!(open.at(365).expect("an estimate").past_follow_up);
        let ended = curve(&[(10, Event), (100, Competing)]);
        assert!(!ended.at(365).expect("an estimate").past_follow_up);
    }

    #[test]
    fn nobody_has_no_curve() {
        let nobody = AalenJohansen::new(&[]);
        assert_eq!(nobody.at(365), None);
        assert_eq!(nobody.quartiles(), Quartiles::default());
        assert!(nobody.steps().is_empty());
    }
}
