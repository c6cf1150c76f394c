//! Who looks like the person of a row by more than the name: one scoring for `import` and for `peer same`.

use std::collections::BTreeMap;

use super::{People, Who};
use crate::same::Like;

/// How certain it is at least that two are one person, for import to ask.
const ASKED: f64 = 0.5;

impl People {
    /// Those who look like the person of a row by birth date, phone or street, beside the name, each with why.
    pub(super) fn much_alike(&self, who: &Who<'_>) -> BTreeMap<usize, &'static str> {
        let told = &who.told;
        if told.born.is_empty() && told.phone.is_empty() && told.street.is_empty() {
            return BTreeMap::new();
        }
        let alike = self.crowd.borrow_mut().like(told);
        let alike = alike.into_iter().filter(|like| like.certainty >= ASKED);
        alike.map(|like| (like.at, why(&like))).collect()
    }
}

fn why(like: &Like) -> &'static str {
    match (like.same_birth_date(), like.same_phone()) {
        (true, true) => "has the same birth date and phone",
        (true, false) => "has the same birth date and much else in common",
        (false, true) => "has the same phone and much else in common",
        (false, false) => "has much in common with this person",
    }
}
