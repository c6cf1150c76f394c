//! The words of the hard rules, which are those of `peer check`.

use crate::record::word::words;

words! {
    /// What forbids a pair.
    pub enum Rule {
        /// The mentor lacks something on that day.
        MentorNotEligible = "mentor-not-eligible",
        /// The mentor has no place free.
        MentorOverCapacity = "mentor-over-capacity",
        /// The two share no language.
        NoSharedLanguage = "no-shared-language",
        /// The two are one person.
        SamePerson = "same-person",
        /// The mentor is, as a parent, in a case of the parent.
        SameCase = "same-case",
        /// One of the two declined the other.
        DeclinedBefore = "declined-before",
        /// The parent asked to avoid the mentor.
        MentorAvoided = "mentor-avoided",
    }
}

impl Rule {
    /// Whether the rule is about single pairs of people, so that most parents never break it.
    pub(super) const fn is_between_two(self) -> bool {
        matches!(
            self,
            Self::SamePerson | Self::SameCase | Self::DeclinedBefore | Self::MentorAvoided
        )
    }
}
