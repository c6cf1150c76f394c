//! All that a row says of who it is about, to be compared with others.

use super::{Facts, get};
use crate::same::Described;

impl Facts {
    /// What the row says of the person.
    pub fn described(&self) -> Described {
        let (given, family) = self.names();
        let said = |key| get(&self.identity, key).map(ToString::to_string);
        let said = |key| said(key).unwrap_or_default();
        Described {
            given: given.unwrap_or_default(),
            family: family.unwrap_or_default(),
            aliases: self.listed("aliases"),
            born: said("born"),
            sex: self.text("gender").unwrap_or_default(),
            phone: said("phone"),
            street: said("street"),
            ids: self.listed("external_ids"),
        }
    }
}
