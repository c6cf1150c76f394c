//! The fixed classes of words: people write and see their own word, figures count its class.

use crate::record::word::words;

/// A fixed class of words, such as group care among settings.
pub trait Class: Copy + Eq + std::str::FromStr + 'static {
    /// The list of the vocabulary that its words are in.
    const LIST: &'static str;
    /// The words of every class, in order.
    const CLASSES: &'static [&'static str];
    /// The class of a word without one.
    const OTHER: Self;
    /// Words that have a class in every program.
    const KNOWN: &'static [(&'static str, Self)];
    /// Whether those words may always be used; if not, they may be used if no words are listed, like any other.
    const SHIPS: bool;
    /// The first version of the format that has the list.
    const SINCE: u8;

    /// The word of the class.
    fn class(self) -> &'static str;
}

/// Declares the classes of a list of the vocabulary, each with the words that have it in every program.
macro_rules! classes {
    (
        $(#[$meta:meta])* pub enum $name:ident of $list:ident, since $since:literal, ships $ships:literal {
            $( $(#[doc = $doc:literal])+ $variant:ident = $class:literal [$($known:literal)*], )+
        }
    ) => {
        words! {
            $(#[$meta])*
            pub enum $name { $( $(#[doc = $doc])+ $variant = $class, )+ }
        }

        impl Class for $name {
            const LIST: &'static str = stringify!($list);
            const CLASSES: &'static [&'static str] = Self::WORDS;
            const OTHER: Self = Self::ALL[Self::ALL.len() - 1];
            const KNOWN: &'static [(&'static str, Self)] = &[$($(($known, Self::$variant),)*)+];
            const SHIPS: bool = $ships;
            const SINCE: u8 = $since;

            fn class(self) -> &'static str {
                self.word()
            }
        }
    };
}

classes! {
    /// Where a child lives while out of the home.
    pub enum Setting of settings, since 2, ships true {
        /// With relatives.
        Relative = "relative" ["relative"],
        /// With a foster family.
        Foster = "foster" ["foster-home"],
        /// In group care.
        Group = "group" ["group-home" "ranch-camp" "residential-treatment" "shelter"],
        /// In detention.
        Detention = "detention" ["detention"],
        /// Elsewhere.
        Other = "other" ["other"],
    }
}

classes! {
    /// What a team meeting was.
    pub enum Meeting of meetings, since 2, ships true {
        /// Child and Family Team.
        Cft = "cft" ["cft"],
        /// Team Decision Making.
        Tdm = "tdm" ["tdm"],
        /// Another meeting.
        Other = "other" [],
    }
}

classes! {
    /// What a hearing was for.
    pub enum Hearing of hearings, since 2, ships false {
        /// The first one, on whether the child stays out of the home.
        Preliminary = "preliminary" ["preliminary"],
        /// Whether what was alleged is true.
        Adjudication = "adjudication" ["adjudication"],
        /// The plan and the services.
        Disposition = "disposition" ["disposition"],
        /// How it goes.
        Review = "review" ["review"],
        /// Where the child will live for good.
        Permanency = "permanency" ["permanency"],
        /// Another hearing.
        Other = "other" [],
    }
}

classes! {
    /// How people met.
    pub enum Mode of modes, since 2, ships true {
        /// In one place.
        InPerson = "in-person" ["in-person"],
        /// By phone.
        Phone = "phone" ["phone"],
        /// By video.
        Video = "video" ["video"],
        /// By text messages.
        Text = "text" ["text"],
        /// Another way.
        Other = "other" [],
    }
}

classes! {
    /// What a consent is for.
    pub enum ConsentKind of consents, since 2, ships true {
        /// To be served.
        Services = "services" ["services"],
        /// To be counted in outcome reports.
        OutcomeReporting = "outcome-reporting" ["outcome-reporting"],
        /// To have information released to others.
        ReleaseOfInformation = "release-of-information" ["release-of-information"],
        /// Something else.
        Other = "other" [],
    }
}

classes! {
    /// What a mentor does in the program.
    pub enum Role of roles, since 2, ships false {
        /// Leads groups.
        Facilitator = "facilitator" ["facilitator"],
        /// Walks with parents.
        Mentor = "mentor" ["mentor"],
        /// Something else.
        Other = "other" [],
    }
}

classes! {
    /// The outcome of a referral.
    pub enum ReferralOutcome of referral_outcomes, since 2, ships true {
        /// The parent is served there.
        Connected = "connected" ["connected"],
        /// The parent did not want it.
        Declined = "declined" ["declined"],
        /// There was no place.
        Unavailable = "unavailable" ["unavailable"],
        /// Not known yet.
        Pending = "pending" ["pending"],
        /// Something else.
        Other = "other" [],
    }
}

classes! {
    /// Who said how a family fared after the program.
    pub enum OutcomeSource of outcome_sources, since 2, ships true {
        /// Records of the court or the county.
        Official = "official" ["county-match" "court-records"],
        /// Someone who knows the family.
        Contact = "contact" ["mentor" "parent"],
    }
}

classes! {
    /// Why an enrollment or a match ended.
    pub enum ExitReason of reasons, since 1, ships false {
        /// The parent did what the program is for.
        Completed = "completed" ["completed" "goals-met" "graduated"],
        /// Anything else.
        Other = "other" [],
    }
}

/// The class that a word has in every program.
#[must_use]
pub fn usual<C: Class>(word: &str) -> C {
    let known = C::KNOWN.iter().find(|(known, _)| *known == word);
    known.map_or(C::OTHER, |(_, class)| *class)
}
