//! How often things should happen: `[rhythm]` of `peer.toml`, which `peer due` compares the records with.

use crate::record::schema::record;

record! {
    /// How often what should happen, in days and contacts a month; unwritten values are the usual ones, and 0 asks for
    /// nothing.
    pub struct Rhythm {
        /// Days from the beginning of a match to the first contact.
        pub first_contact_days: Option<u32>,
        /// Contacts a month in the first 90 days of a match.
        pub contacts_first_90_days: Option<u32>,
        /// Contacts a month after that.
        pub contacts_after: Option<u32>,
        /// Days in which somebody asks after a parent who did not come.
        pub no_show_days: Option<u32>,
        /// Days in which a proposal is answered.
        pub answer_days: Option<u32>,
        /// Days in which a parent who asks for a mentor is proposed one.
        pub wait_days: Option<u32>,
        /// Days after a family is reunified on which somebody asks how they are.
        pub follow_up_days: Vec<u32>,
        /// Days before the end of the 12 months after a reunification on which somebody looks how the family fared.
        #[since(2)]
        pub outcome_days: Option<u32>,
        /// Days from one supervision of a mentor who walks with somebody to the next.
        pub supervision_days: Option<u32>,
        /// Days from a removal in which a Child and Family Team meets.
        #[since(2)]
        pub cft_days: Option<u32>,
    }
}

/// How often things should happen in a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beat {
    /// Days from the beginning of a match to the first contact.
    pub first_contact_days: u32,
    /// Contacts a month in the first 90 days of a match.
    pub contacts_first_90_days: u32,
    /// Contacts a month after that.
    pub contacts_after: u32,
    /// Days within which someone checks on a parent who did not come.
    pub no_show_days: u32,
    /// Days within which a proposal is answered.
    pub answer_days: u32,
    /// Days within which a parent who asks for a mentor is proposed one.
    pub wait_days: u32,
    /// Days after a family is reunified on which someone asks how they are, in order.
    pub follow_up_days: Vec<u32>,
    /// Days before the end of the 12 months after a reunification from which someone looks up how the family is doing.
    pub outcome_days: u32,
    /// Days from one supervision of a mentor to the next.
    pub supervision_days: u32,
    /// Days after a removal within which a Child and Family Team meets.
    pub cft_days: u32,
}

impl Beat {
    /// For how many days a match counts as new.
    pub const NEW: i64 = 90;

    /// Contacts a month expected of a match after that many days.
    #[must_use]
    pub const fn monthly(&self, days: i64) -> u32 {
        if days < Self::NEW {
            self.contacts_first_90_days
        } else {
            self.contacts_after
        }
    }

    /// The rhythm, with the defaults for what `[rhythm]` does not say.
    #[must_use]
    pub fn of(given: Option<&Rhythm>) -> Self {
        let pick =
            |field: fn(&Rhythm) -> Option<u32>, usual: u32| given.and_then(field).unwrap_or(usual);
        let mut follow_up_days =
            given.map_or_else(Vec::new, |rhythm| rhythm.follow_up_days.clone());
        if follow_up_days.is_empty() {
            follow_up_days = vec![30, 90, 180, 365];
        }
        // The list may be in any order.
        follow_up_days.sort_unstable();
        follow_up_days.retain(|days| *days > 0);
        Self {
            first_contact_days: pick(|r| r.first_contact_days, 7),
            contacts_first_90_days: pick(|r| r.contacts_first_90_days, 4),
            contacts_after: pick(|r| r.contacts_after, 2),
            no_show_days: pick(|r| r.no_show_days, 2),
            answer_days: pick(|r| r.answer_days, 7),
            wait_days: pick(|r| r.wait_days, 14),
            follow_up_days,
            outcome_days: pick(|r| r.outcome_days, 14),
            supervision_days: pick(|r| r.supervision_days, 30),
            cft_days: pick(|r| r.cft_days, 60),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::record::{Program, read};

    #[test]
    fn what_is_not_written_has_its_usual_value() {
        let beat = |rhythm: &str| {
            read::record::<Program>(&format!("schema = 1\nname = \"T\"\n{rhythm}"))
                .unwrap()
                .beat()
        };
        assert_eq!(
            (beat("").first_contact_days, beat("").follow_up_days),
            (7, vec![30, 90, 180, 365])
        );
        let own = beat("[rhythm]\ncontacts_after = 0\nfollow_up_days = [180, 30]\n");
        assert_eq!(
            (
                own.contacts_after,
                own.contacts_first_90_days,
                own.follow_up_days
            ),
            (0, 4, vec![30, 180])
        );
    }
}
