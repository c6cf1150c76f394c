//! Kaplan-Meier: how many are still without the event after this many days, if not everyone was followed to the end.

use super::estimate::{Estimate, Quartiles, first_day_reaching};
use super::interval::{Interval, clopper_pearson, log_log};
use super::observation::{DayCount, Observation, look_up, tally};

/// The curve on one day on which observation ended for someone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SurvivalStep {
    /// Who was seen on this day; competing events are treated as censorings here.
    pub count: DayCount,
    /// The probability of having had no event to the end of this day.
    pub survival: f64,
    /// Greenwood's standard error of `survival`; `None` if all at risk had the event.
    pub se: Option<f64>,
    /// The 95 % interval of `survival`.
    pub interval: Option<Interval>,
}

/// The Kaplan-Meier estimate of a cohort (Kaplan and Meier 1958), with Greenwood's variance and log-log intervals.
///
/// S(t) is the product of (n - d) / n over event days up to t, and its variance is S(t)^2 times the sum of
/// d / (n (n - d)). While there has been no event, the interval is the exact one for 0 of the number at risk.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct KaplanMeier {
    steps: Vec<SurvivalStep>,
}

impl KaplanMeier {
    /// The curve of these subjects, whose order does not matter.
    pub fn new(subjects: &[Observation]) -> Self {
        let mut survival = 1.0;
        let mut greenwood = Some(0.0);
        let steps = tally(subjects)
            .into_iter()
            .map(|count| {
                let at_risk = count.at_risk as f64;
                let left = (count.at_risk - count.events) as f64;
                survival *= left / at_risk;
                greenwood = greenwood
                    .filter(|_| left > 0.0)
                    .map(|sum| sum + count.events as f64 / (at_risk * left));
                step(count, survival, greenwood)
            })
            .collect();
        KaplanMeier { steps }
    }

    /// The steps in order of days, for a table or a chart: S is 1 before the first and constant between them.
    pub fn steps(&self) -> &[SurvivalStep] {
        &self.steps
    }

    /// The probability of having had no event by the end of `day`; `None` for an empty cohort.
    pub fn at(&self, day: u32) -> Option<Estimate> {
        let (last, at_risk) = look_up(&self.steps, |step| step.count, day);
        let survival = last.map_or(1.0, |step| step.survival);
        self.steps.first().map(|_| Estimate {
            day,
            at_risk,
            value: survival,
            se: last.map_or(Some(0.0), |step| step.se),
            interval: if survival < 1.0 {
                last.and_then(|step| step.interval)
            } else {
                without_events(at_risk)
            },
            past_follow_up: at_risk == 0 && survival > 0.0,
        })
    }

    /// The probability of having had the event by the end of `day`, 1 - S; `None` for an empty cohort.
    pub fn incidence_at(&self, day: u32) -> Option<Estimate> {
        self.at(day).map(Estimate::complement)
    }

    /// The first day by which a share `q` (above 0, to 1) has had the event: the smallest t with S(t) <= 1 - q.
    ///
    /// `None` if that was not reached.
    pub fn quantile(&self, q: f64) -> Option<u32> {
        first_day_reaching(
            q,
            self.steps
                .iter()
                .map(|step| (step.count.day, 1.0 - step.survival)),
        )
    }

    /// The days by which a quarter, half and three quarters have had the event.
    pub fn quartiles(&self) -> Quartiles {
        Quartiles::from_quantile(|q| self.quantile(q))
    }
}

fn step(count: DayCount, survival: f64, greenwood: Option<f64>) -> SurvivalStep {
    let se = greenwood.map(|sum| survival * f64::sqrt(sum));
    SurvivalStep {
        count,
        survival,
        se,
        interval: if survival < 1.0 {
            se.and_then(|se| log_log(survival, se))
        } else {
            without_events(count.at_risk)
        },
    }
}

/// The interval of a survival of 1, which shows how little a few people without an event prove.
fn without_events(at_risk: usize) -> Option<Interval> {
    clopper_pearson(0, at_risk).map(Interval::complement)
}

#[cfg(test)]
mod tests {
    use super::super::interval::Method;
    use super::super::observation::Outcome::{self, Censored, Competing, Event};
    use super::*;

    fn subjects(outcome: Outcome, days: &[u32]) -> Vec<Observation> {
        days.iter()
            .map(|&days| Observation::new(days, outcome))
            .collect()
    }

    fn curve(events: &[u32], censored: &[u32]) -> KaplanMeier {
        KaplanMeier::new(&[subjects(Event, events), subjects(Censored, censored)].concat())
    }

    fn assert_near(value: f64, published: f64, tolerance: f64) {
        assert!(
            (value - published).abs() <= tolerance,
            "{value}, not {published}"
        );
    }

    #[test]
    fn leukaemia_maintained_arm_gives_the_published_curve() {
        let aml = curve(&[9, 13, 18, 23, 31, 34, 48], &[13, 28, 45, 161]);
        let at_31 = aml.at(31).expect("an estimate");
        let interval = at_31.interval.expect("an interval");
        assert_near(at_31.value, 0.49090909, 5e-9);
        assert_near(at_31.se.expect("a standard error"), 0.16419327, 5e-9);
        assert_near(interval.low, 0.167331, 5e-7);
        assert_near(interval.high, 0.753400, 5e-7);
        assert_eq!(interval.method, Method::LogLog);
        assert_eq!(aml.quantile(0.5), Some(31));
    }

    #[test]
    fn ovarian_trial_gives_the_published_curve() {
        let ovarian = curve(
            &[59, 115, 156, 268, 329, 353, 365, 431, 464, 475, 563, 638],
            &[
                377, 421, 448, 477, 744, 769, 770, 803, 855, 1040, 1106, 1129, 1206, 1227,
            ],
        );
        let at_365 = ovarian.at(365).expect("an estimate");
        let interval = at_365.interval.expect("an interval");
        assert_near(at_365.value, 0.7307692308, 5e-11);
        assert_near(at_365.se.expect("a standard error"), 0.0869892925, 5e-11);
        assert_near(interval.low, 0.5168857, 5e-8);
        assert_near(interval.high, 0.8615026, 5e-8);
        assert_eq!(ovarian.quantile(0.5), Some(638));
        assert_eq!(ovarian.quantile(0.75), None);
    }

    #[test]
    fn days_out_of_home_have_the_worked_quartiles() {
        let stays = curve(&[30, 95, 180, 210, 365, 400, 610], &[100, 250, 500]);
        let expected = Quartiles {
            q1: Some(180),
            median: Some(365),
            q3: Some(610),
        };
        assert_eq!(stays.quartiles(), expected);
    }

    #[test]
    fn quantiles_are_reached_on_their_own_day_however_the_fractions_round() {
        for size in (4..=400).step_by(4) {
            let days: Vec<u32> = (1..=size).collect();
            let expected = Quartiles {
                q1: Some(size / 4),
                median: Some(size / 2),
                q3: Some(size / 4 * 3),
            };
            assert_eq!(curve(&days, &[]).quartiles(), expected, "{size} subjects");
        }
    }

    #[test]
    fn a_quantile_that_was_not_reached_is_none() {
        assert_eq!(
            curve(&[10], &[20, 20]).quartiles(),
            Quartiles {
                q1: Some(10),
                ..Quartiles::default()
            }
        );
        assert_eq!(curve(&[], &[20]).quartiles(), Quartiles::default());
    }

    #[test]
    fn an_event_comes_before_a_censoring_on_the_same_day() {
        assert_near(
            curve(&[5], &[5]).at(5).expect("an estimate").value,
            0.5,
            0.0,
        );
    }

    #[test]
    fn a_competing_event_counts_as_a_censoring() {
        let competing = [subjects(Event, &[2, 9]), subjects(Competing, &[5, 9])].concat();
        let kaplan_meier = KaplanMeier::new(&competing);
        let censored = curve(&[2, 9], &[5, 9]);
        assert_eq!(kaplan_meier.at(9), censored.at(9));
        assert_eq!(kaplan_meier.steps()[1].count.competing, 1);
    }

    #[test]
    fn without_events_the_interval_is_exact_for_those_at_risk_at_the_horizon() {
        let estimate = curve(&[], &[100, 200, 365, 365])
            .incidence_at(365)
            .expect("an estimate");
        assert_eq!(estimate.at_risk, 2);
        assert_near(estimate.value, 0.0, 0.0);
        let interval = estimate.interval.expect("an interval");
        assert_eq!(
            (interval.low, interval.method),
            (0.0, Method::ClopperPearson)
        );
        assert_near(interval.high, 1.0 - 0.025_f64.sqrt(), 1e-15);
    }

    #[test]
    fn when_everyone_had_the_event_there_is_no_standard_error() {
        let ended = curve(&[10, 20], &[]).at(365).expect("an estimate");
        assert_eq!((ended.value, ended.se, ended.interval), (0.0, None, None));
        assert!(!ended.past_follow_up);
    }

    #[test]
    fn past_the_last_day_seen_the_last_value_stands_and_says_so() {
        let short = curve(&[10], &[100]);
        assert!(!short.at(100).expect("an estimate").past_follow_up);
        let past = short.at(101).expect("an estimate");
        assert!(past.past_follow_up);
        assert_near(past.value, 0.5, 0.0);
        assert_eq!(
            curve(&[], &[100]).at(365).expect("an estimate").interval,
            None
        );
    }

    #[test]
    fn nobody_has_no_curve() {
        let nobody = KaplanMeier::new(&[]);
        assert_eq!(nobody.at(365), None);
        assert_eq!(nobody.incidence_at(365), None);
        assert_eq!(nobody.quantile(0.5), None);
        assert!(nobody.steps().is_empty());
    }
}
