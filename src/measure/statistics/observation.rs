//! What is known about one subject, and the table of days that every curve is computed from.

use std::collections::BTreeMap;

/// How the observation of a subject ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// The event that the measure asks about.
    Event,
    /// Something that makes the event impossible, such as a child who turned 18.
    Competing,
    /// Neither, for as long as observed: lost, still open, or followed to the end of the window.
    Censored,
}

/// One subject: how many days after the anchor observation ended, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Observation {
    /// Whole days since the subject's anchor.
    pub days: u32,
    /// What ended it.
    pub outcome: Outcome,
}

impl Observation {
    /// A subject seen for `days` days until `outcome`.
    pub fn new(days: u32, outcome: Outcome) -> Self {
        Observation { days, outcome }
    }

    /// The same subject at no more than `horizon` days, with its outcome kept.
    ///
    /// In a 12-month window the horizon is 365: an event on the anniversary, 366 days later because of a leap day,
    /// still counts, and no one is alone at risk on day 366. Whether an event falls in the window at all is a question
    /// of calendar months, which the caller has already answered.
    pub fn capped(self, horizon: u32) -> Self {
        Observation {
            days: self.days.min(horizon),
            ..self
        }
    }
}

/// What happened on one day on which observation ended for at least one subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayCount {
    /// Days since the anchor.
    pub day: u32,
    /// Subjects observed to this day or longer; those who leave on it are counted, so events come before censorings.
    pub at_risk: usize,
    /// Events on this day.
    pub events: usize,
    /// Competing events on this day.
    pub competing: usize,
    /// Censorings on this day.
    pub censored: usize,
}

/// Counts per day, in order of days, whatever the order of `subjects`.
pub(super) fn tally(subjects: &[Observation]) -> Vec<DayCount> {
    let mut by_day: BTreeMap<u32, [usize; 3]> = BTreeMap::new();
    for subject in subjects {
        let [events, competing, censored] = by_day.entry(subject.days).or_default();
        *match subject.outcome {
            Outcome::Event => events,
            Outcome::Competing => competing,
            Outcome::Censored => censored,
        } += 1;
    }
    let mut at_risk = subjects.len();
    by_day
        .into_iter()
        .map(|(day, [events, competing, censored])| {
            let count = DayCount {
                day,
                at_risk,
                events,
                competing,
                censored,
            };
            at_risk -= events + competing + censored;
            count
        })
        .collect()
}

/// The last of `steps` on or before `day`, and how many subjects were observed to `day` or longer.
pub(super) fn look_up<Step>(
    steps: &[Step],
    count: impl Fn(&Step) -> DayCount,
    day: u32,
) -> (Option<&Step>, usize) {
    let (passed, ahead) = steps.split_at(steps.partition_point(|step| count(step).day <= day));
    let last = passed.last();
    let at_risk = last
        .filter(|step| count(step).day == day)
        .or(ahead.first())
        .map_or(0, |step| count(step).at_risk);
    (last, at_risk)
}

#[cfg(test)]
mod tests {
    use super::Outcome::{Censored, Competing, Event};
    use super::*;

    #[test]
    fn those_who_leave_on_a_day_are_at_risk_on_it() {
        let subjects = [
            (9, Censored),
            (5, Event),
            (9, Event),
            (5, Competing),
            (12, Censored),
        ];
        let counts = tally(&subjects.map(|(days, outcome)| Observation::new(days, outcome)));
        let rows: Vec<_> = counts
            .iter()
            .map(|c| (c.day, c.at_risk, c.events, c.competing, c.censored))
            .collect();
        assert_eq!(rows, [(5, 5, 1, 1, 0), (9, 3, 1, 0, 1), (12, 1, 0, 0, 1)]);
    }

    #[test]
    fn those_at_risk_between_two_days_are_those_seen_on_the_next() {
        let counts = tally(&[10, 40, 50, 90].map(|days| Observation::new(days, Censored)));
        let at_risk = |day| look_up(&counts, |count| *count, day).1;
        let days = [0, 10, 11, 40, 45, 50, 51, 90, 91];
        assert_eq!(days.map(at_risk), [4, 4, 3, 3, 2, 2, 1, 1, 0]);
    }

    #[test]
    fn a_day_stands_where_the_last_step_before_it_left_off() {
        let counts = tally(&[10, 40].map(|days| Observation::new(days, Event)));
        let last = |day| {
            look_up(&counts, |count| *count, day)
                .0
                .map(|count| count.day)
        };
        assert_eq!(
            [9, 10, 39, 40, 99].map(last),
            [None, Some(10), Some(10), Some(40), Some(40)]
        );
    }

    #[test]
    fn a_cap_shortens_the_time_and_keeps_the_outcome() {
        assert_eq!(
            Observation::new(366, Event).capped(365),
            Observation::new(365, Event)
        );
        assert_eq!(
            Observation::new(364, Censored).capped(365),
            Observation::new(364, Censored)
        );
    }
}
