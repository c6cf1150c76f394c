//! A support group or a committee that meets again and again.

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
