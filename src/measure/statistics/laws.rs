//! Laws that hold for every cohort, tried on random ones.

use proptest::collection::vec;
use proptest::prelude::*;

use super::Outcome::{self, Censored, Competing, Event};
use super::{
    AalenJohansen, Interval, KaplanMeier, Observation, clopper_pearson, proportion_interval, wilson,
};

/// Rounding error that a few hundred multiplications may leave.
const ROUNDING: f64 = 1e-12;

fn observation(outcomes: &'static [Outcome]) -> impl Strategy<Value = Observation> {
    let days = prop_oneof![0..=12_u32, 0..=400_u32];
    (days, prop::sample::select(outcomes))
        .prop_map(|(days, outcome)| Observation::new(days, outcome))
}

fn cohort(outcomes: &'static [Outcome]) -> impl Strategy<Value = Vec<Observation>> {
    prop_oneof![
        vec(observation(outcomes), 0..4),
        vec(observation(outcomes), 0..120)
    ]
}

fn any_cohort() -> impl Strategy<Value = Vec<Observation>> {
    prop_oneof![
        4 => cohort(&[Event, Competing, Censored]),
        1 => cohort(&[Event]),
        1 => cohort(&[Competing]),
        1 => cohort(&[Censored]),
    ]
}

fn is_fraction(value: f64) -> bool {
    (0.0..=1.0).contains(&value)
}

fn holds(interval: Interval, value: f64) -> bool {
    is_fraction(interval.low)
        && is_fraction(interval.high)
        && interval.low <= value + ROUNDING
        && value <= interval.high + ROUNDING
}

/// Every bit of a curve, so that -0 and 0, or two different last digits, do not pass as equal.
fn bits(subjects: &[Observation]) -> String {
    let (kaplan_meier, aalen_johansen) = (KaplanMeier::new(subjects), AalenJohansen::new(subjects));
    let mut numbers = Vec::new();
    for step in kaplan_meier.steps() {
        numbers.extend([Some(step.survival), step.se]);
        numbers.extend([step.interval.map(|i| i.low), step.interval.map(|i| i.high)]);
    }
    for step in aalen_johansen.steps() {
        numbers.extend([
            Some(step.incidence),
            Some(step.competing_incidence),
            Some(step.se),
        ]);
        numbers.extend([step.interval.map(|i| i.low), step.interval.map(|i| i.high)]);
    }
    let numbers: Vec<_> = numbers
        .into_iter()
        .map(|number| number.map(f64::to_bits))
        .collect();
    format!(
        "{numbers:?} {:?} {:?}",
        kaplan_meier.quartiles(),
        aalen_johansen.quartiles()
    )
}

proptest! {
    #[test]
    fn a_proportion_lies_in_its_intervals((n, x) in (1..3000_usize).prop_flat_map(|n| (Just(n), 0..=n))) {
        let share = x as f64 / n as f64;
        for interval in [wilson(x, n), clopper_pearson(x, n), proportion_interval(x, n)] {
            let interval = interval.expect("an interval");
            prop_assert!(holds(interval, share), "{interval:?} of {x}/{n}");
            prop_assert!(interval.low < interval.high);
        }
    }

    #[test]
    fn one_event_more_moves_both_ends_up((n, x) in (1..3000_usize).prop_flat_map(|n| (Just(n), 0..n))) {
        for method in [wilson, clopper_pearson] {
            let (less, more) = (method(x, n).expect("less"), method(x + 1, n).expect("more"));
            prop_assert!(less.low < more.low && less.high < more.high, "{less:?} {more:?}");
        }
    }

    #[test]
    fn survival_falls_and_is_a_fraction_within_its_interval(subjects in any_cohort()) {
        let mut before = 1.0;
        for step in KaplanMeier::new(&subjects).steps() {
            prop_assert!(is_fraction(step.survival) && step.survival <= before, "{step:?}");
            prop_assert!(step.se.is_none_or(is_fraction), "{step:?}");
            prop_assert!(step.interval.is_none_or(|i| holds(i, step.survival)), "{step:?}");
            prop_assert_eq!(step.se.is_none(), step.survival == 0.0);
            prop_assert_eq!(step.interval.is_none(), step.survival == 0.0);
            before = step.survival;
        }
    }

    #[test]
    fn incidence_rises_and_is_a_fraction_within_its_interval(subjects in any_cohort()) {
        let mut before = 0.0;
        for step in AalenJohansen::new(&subjects).steps() {
            prop_assert!(is_fraction(step.incidence) && step.incidence >= before, "{step:?}");
            prop_assert!(is_fraction(step.se), "{step:?}");
            prop_assert!(step.interval.is_none_or(|i| holds(i, step.incidence)), "{step:?}");
            let ended = step.event_free == 0.0 && step.competing_incidence == 0.0;
            prop_assert_eq!(step.interval.is_none(), ended, "{:?}", step);
            let whole = step.incidence + step.competing_incidence + step.event_free;
            prop_assert!((whole - 1.0).abs() < ROUNDING, "{step:?}");
            before = step.incidence;
        }
    }

    #[test]
    fn estimates_exist_for_everyone_but_nobody(subjects in any_cohort(), day in 0..500_u32) {
        let kaplan_meier = KaplanMeier::new(&subjects);
        let estimates = [
            kaplan_meier.at(day),
            kaplan_meier.incidence_at(day),
            AalenJohansen::new(&subjects).at(day),
        ];
        let at_risk = subjects.iter().filter(|subject| subject.days >= day).count();
        for estimate in estimates {
            prop_assert_eq!(estimate.is_none(), subjects.is_empty());
            let Some(estimate) = estimate else { continue };
            prop_assert_eq!(estimate.at_risk, at_risk);
            prop_assert!(is_fraction(estimate.value), "{estimate:?}");
            prop_assert!(estimate.se.is_none_or(is_fraction), "{estimate:?}");
            prop_assert!(estimate.interval.is_none_or(|i| holds(i, estimate.value)), "{estimate:?}");
        }
    }

    #[test]
    fn aalen_johansen_never_exceeds_kaplan_meier_incidence(subjects in any_cohort()) {
        let (kaplan_meier, aalen_johansen) = (KaplanMeier::new(&subjects), AalenJohansen::new(&subjects));
        for (km, aj) in kaplan_meier.steps().iter().zip(aalen_johansen.steps()) {
            prop_assert!(aj.incidence <= 1.0 - km.survival + ROUNDING, "{aj:?} {km:?}");
        }
    }

    #[test]
    fn without_competing_events_both_curves_and_both_errors_agree(subjects in cohort(&[Event, Censored])) {
        let (kaplan_meier, aalen_johansen) = (KaplanMeier::new(&subjects), AalenJohansen::new(&subjects));
        for (km, aj) in kaplan_meier.steps().iter().zip(aalen_johansen.steps()) {
            prop_assert!((aj.incidence - (1.0 - km.survival)).abs() < ROUNDING, "{aj:?} {km:?}");
            prop_assert!(km.se.is_none_or(|se| (se - aj.se).abs() < 1e-9), "{aj:?} {km:?}");
        }
        prop_assert_eq!(kaplan_meier.quartiles(), aalen_johansen.quartiles());
    }

    #[test]
    fn kaplan_meier_without_censoring_is_the_proportion(subjects in cohort(&[Event]), horizon in 0..400_u32) {
        let n = subjects.len() as f64;
        let share = subjects.iter().filter(|subject| subject.days <= horizon).count() as f64 / n;
        if let Some(estimate) = KaplanMeier::new(&subjects).incidence_at(horizon) {
            prop_assert!((estimate.value - share).abs() < ROUNDING, "{estimate:?}, not {share}");
            let binomial = (share * (1.0 - share) / n).sqrt();
            prop_assert!(estimate.se.is_none_or(|se| (se - binomial).abs() < ROUNDING), "{estimate:?}");
        }
    }

    #[test]
    fn aalen_johansen_without_censoring_is_the_proportion(
        subjects in cohort(&[Event, Competing]),
        horizon in 0..400_u32,
    ) {
        let n = subjects.len() as f64;
        let counted = |subject: &&Observation| subject.days <= horizon && subject.outcome == Event;
        let share = subjects.iter().filter(counted).count() as f64 / n;
        if let Some(estimate) = AalenJohansen::new(&subjects).at(horizon) {
            prop_assert!((estimate.value - share).abs() < ROUNDING, "{estimate:?}, not {share}");
            let variance = estimate.se.expect("a standard error").powi(2);
            prop_assert!((variance - share * (1.0 - share) / n).abs() < ROUNDING, "{estimate:?}");
        }
    }

    #[test]
    fn the_order_of_subjects_changes_no_bit(
        (given, shuffled) in any_cohort().prop_flat_map(|subjects| (Just(subjects.clone()), Just(subjects).prop_shuffle())),
    ) {
        prop_assert_eq!(bits(&given), bits(&shuffled));
    }

    #[test]
    fn a_quantile_is_the_first_day_on_which_the_share_is_reached(subjects in any_cohort(), q in 0.001..1.0_f64) {
        let kaplan_meier = KaplanMeier::new(&subjects);
        let survival = |day| kaplan_meier.at(day).map_or(1.0, |estimate| estimate.value);
        match kaplan_meier.quantile(q) {
            Some(day) => {
                prop_assert!(survival(day) <= 1.0 - q + 1e-8);
                prop_assert!(day == 0 || survival(day - 1) > 1.0 - q);
            }
            None => prop_assert!(survival(u32::MAX) > 1.0 - q),
        }
    }
}
