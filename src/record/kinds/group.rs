//! A support group or a committee that meets regularly.

use super::record::Record;
use crate::record::day::Day;
use crate::record::schema::{Prose, Void, record};
use crate::record::word::words;

words! {
    /// What a group is.
    pub enum GroupKind {
        /// Parents who support each other.
        SupportGroup = "support-group",
        /// A committee or workgroup.
        Committee = "committee",
    }
}

words! {
    /// Which families a support group is for.
    pub enum Stage {
        /// Before the children are home.
        PreReunification = "pre-reunification",
        /// After.
        PostReunification = "post-reunification",
        /// Either.
        Both = "both",
    }
}

record! {
    /// A group, `groups/….toml`.
    #[derive(Default)]
    pub struct Group {
        /// What it is.
        pub kind: GroupKind,
        /// Which families it is for.
        pub stage: Option<Stage>,
        /// When it meets, such as `wed 18:00`.
        pub meets: Option<Box<str>>,
        /// Whether children are looked after meanwhile.
        pub childcare: Option<bool>,
        /// Why the record was wrong: it is kept, and counts nowhere.
        #[since(2)]
        #[own]
        #[by_hand]
        pub void: Option<Void>,
        /// Anything else.
        pub note: Option<Prose>,
    }
}

impl Record for Group {}

/// Which of a month's weekdays.
const ORDINALS: [&str; 11] = [
    "1st", "2nd", "3rd", "4th", "5th", "first", "second", "third", "fourth", "fifth", "last",
];

/// Whether a word is a time of day such as `9:30`, or a range of times such as `18:00-19:30`.
fn is_time(word: &str) -> bool {
    let below = |text: &str, limit: u8| text.parse::<u8>().is_ok_and(|number| number < limit);
    let is_one = |word: &str| {
        word.split_once(':')
            .is_some_and(|(hour, minute)| below(hour, 24) && minute.len() == 2 && below(minute, 60))
    };
    word.split_once(['-', '\u{2013}'])
        .map_or_else(|| is_one(word), |(from, to)| is_one(from) && is_one(to))
}

impl Group {
    /// The weekdays on which it meets each week, as `mon` to `sun`, and the time. Anything other than weekdays and a
    /// time, such as the second Tuesday of a month, is not a weekly plan.
    #[must_use]
    pub fn planned(&self) -> (Vec<&'static str>, Option<&str>) {
        let (mut days, mut time) = (Vec::new(), None);
        let words = self.meets.as_deref().unwrap_or("").split([' ', ',']);
        for word in words.filter(|word| !word.is_empty() && *word != "and") {
            match Day::weekday_of(word) {
                Some(day) => days.push(day),
                None if is_time(word) => time = Some(word),
                None => return (Vec::new(), None),
            }
        }
        (days, time)
    }

    /// Whether `meets` is a plan such as `wed 18:00`, `mon and thu 9:30` or, if not every week, `2nd tue 9:00`:
    /// weekdays, and a time of day if there is one.
    #[must_use]
    pub fn has_plan(&self) -> bool {
        let words = || {
            self.meets
                .as_deref()
                .unwrap_or("")
                .split([' ', ','])
                .filter(|word| !word.is_empty())
        };
        let is_known = |word: &str| {
            word == "and" || ORDINALS.contains(&word.to_lowercase().as_str()) || is_time(word)
        };
        let mut days = words().filter(|word| !is_known(word)).peekable();
        days.peek().is_some() && days.all(|word| Day::weekday_of(word).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::read;

    fn group(meets: &str) -> Group {
        read::record(&format!("kind = \"support-group\"\nmeets = \"{meets}\"\n")).unwrap()
    }

    #[test]
    fn what_is_planned_for_every_week_is_a_plan() {
        for (meets, time) in [
            ("wed 18:00", "18:00"),
            ("wed 18:00-19:30", "18:00-19:30"),
            ("wed 9:30\u{2013}11:00", "9:30\u{2013}11:00"),
        ] {
            assert_eq!(group(meets).planned(), (vec!["wed"], Some(time)), "{meets}");
            assert!(group(meets).has_plan(), "{meets}");
        }
        for meets in [
            "wed 18:00-25:30",
            "wed 18:00ish",
            "wed 18:00-",
            "wed -19:30",
        ] {
            assert_eq!(group(meets).planned(), (Vec::new(), None), "{meets}");
            assert!(!group(meets).has_plan(), "{meets}");
        }
    }
}
