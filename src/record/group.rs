//! A support group or a committee that meets again and again.

use super::day::Day;
use super::schema::{Prose, record};
use super::word::words;

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
    pub struct Group {
        /// What it is.
        pub kind: GroupKind,
        /// Which families it is for.
        pub stage: Option<Stage>,
        /// When it meets, such as `wed 18:00`.
        pub meets: Option<Box<str>>,
        /// Whether children are looked after meanwhile.
        pub childcare: Option<bool>,
        /// Anything else.
        pub note: Option<Prose>,
    }
}

impl Group {
    /// The weekdays on which it meets each week, as `mon` to `sun`, and the time. What is not said in weekdays and a time,
    /// such as the second Tuesday of a month, is no plan for every week.
    #[must_use]
    pub fn planned(&self) -> (Vec<&'static str>, Option<&str>) {
        let (mut days, mut time) = (Vec::new(), None);
        let words = self.meets.as_deref().unwrap_or("").split([' ', ',']);
        for word in words.filter(|word| !word.is_empty() && *word != "and") {
            match Day::weekday_of(word) {
                Some(day) => days.push(day),
                None if word.starts_with(|c: char| c.is_ascii_digit()) && word.contains(':') => time = Some(word),
                None => return (Vec::new(), None),
            }
        }
        (days, time)
    }
}
