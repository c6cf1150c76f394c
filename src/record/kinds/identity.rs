//! Who a person is. Nothing of it may reach a report, an export, a file name, a log, or an error about another file.

use super::record::Record;
use crate::record::day::Day;
use crate::record::schema::{Prose, record};

record! {
    /// Who a participant or mentor is, `identities/p-….toml` or `identities/m-….toml`.
    pub struct Identity {
        /// Given names.
        pub given: Option<Box<str>>,
        /// Family names.
        pub family: Option<Box<str>>,
        /// Other names the person goes by.
        pub aliases: Vec<Box<str>>,
        /// The birth date.
        pub born: Option<Day>,
        /// The phone number.
        pub phone: Option<Box<str>>,
        /// The e-mail address.
        pub email: Option<Box<str>>,
        /// Street and number.
        pub street: Option<Box<str>>,
        /// Town.
        pub city: Option<Box<str>>,
        /// Zip code.
        pub zip: Option<Box<str>>,
        /// Ids in other systems, each with the system before a colon, as `dcs:0042187`.
        pub external_ids: Vec<Box<str>>,
        /// Anything else.
        pub note: Option<Prose>,
    }
}

impl Record for Identity {}

impl Identity {
    /// The name people use, given names first; `None` when neither is on file.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        match (self.given.as_deref(), self.family.as_deref()) {
            (Some(given), Some(family)) => Some(format!("{given} {family}")),
            (Some(one), None) | (None, Some(one)) => Some(one.to_owned()),
            (None, None) => None,
        }
    }

    /// Every name the person goes by, the main one first.
    pub fn names(&self) -> impl Iterator<Item = String> + '_ {
        self.name()
            .into_iter()
            .chain(self.aliases.iter().map(ToString::to_string))
    }
}
