//! `[[agreement]]` of `peer.toml`: with whom the program agreed that it may ask how families are doing.

use crate::record::day::Day;
use crate::record::schema::record;
use crate::record::word::{Word, words};

words! {
    /// What a question may reveal about a family, besides the number of the question and its days.
    pub enum AskField {
        /// The system of the case.
        System = "system",
        /// The county of the case.
        County = "county",
        /// Given names of the parents.
        Given = "given",
        /// Family names of the parents.
        Family = "family",
        /// Other names that the parents go by.
        Aliases = "aliases",
        /// Birth dates of the parents.
        Born = "born",
        /// Ids of the parents in other systems.
        ExternalIds = "external_ids",
        /// The numbers that others gave the cases.
        Docket = "docket",
        /// The short names of the children, each with the birth date.
        Children = "children",
    }
}

impl AskField {
    /// Whether it reveals who the family is.
    #[must_use]
    pub const fn names_anybody(self) -> bool {
        !matches!(self, Self::System | Self::County)
    }
}

record! {
    /// An agreement with a court or a county.
    pub struct Agreement {
        /// Its name, as `peer outcome ask` has it.
        pub name: Word,
        /// Who is asked.
        pub to: Box<str>,
        /// Where they look: an official source.
        #[words("outcome_sources")]
        pub source: Word,
        /// What a request says about a family.
        pub fields: Vec<AskField>,
        /// The last day it holds.
        #[ahead]
        pub expires: Option<Day>,
        /// The consents that a parent must have given.
        #[words("consents")]
        pub consents: Vec<Word>,
    }
}

impl Agreement {
    /// Whether a question reveals who the families are.
    #[must_use]
    pub fn names_anybody(&self) -> bool {
        self.fields.iter().any(|field| field.names_anybody())
    }
}
