//! Addresses that say that a person has no home: none of them is a street.

use super::cell::clean;
use super::layout::Layout;
use crate::register::fold;

/// Whether an address says that there is none, as `couch surfing` does. One with a number is a place.
pub(super) fn is_no_street(text: &str) -> bool {
    const BEGIN: [&str; 22] = [
        "homeless",
        "houseless",
        "unhoused",
        "unsheltered",
        "couch surfing",
        "couch surf",
        "couch surfs",
        "couchsurfing",
        "couch hopping",
        "no address",
        "no fixed address",
        "no permanent address",
        "no home",
        "transient",
        "living in car",
        "lives in car",
        "in car",
        "staying with",
        "stays with",
        "staying in",
        "on the street",
        "on the streets",
    ];
    const ALONE: [&str; 9] = [
        "shelter",
        "in shelter",
        "in a shelter",
        "at shelter",
        "family shelter",
        "car",
        "tent",
        "streets",
        "sin hogar",
    ];
    let folded = fold(text);
    let begins = |words: &&str| {
        let rest = folded.strip_prefix(*words);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    !text.contains(|c: char| c.is_ascii_digit())
        && (ALONE.contains(&&*folded) || BEGIN.iter().any(begins))
}

impl Layout<'_> {
    /// The rows whose address says that a person has no home.
    pub(super) fn without_a_street(&self) -> Option<String> {
        let mut columns = self.columns.iter();
        let street = columns.find(|placed| &*placed.column.field == "street")?;
        let rows = self.rows_where(|row| {
            let cell = row.cells.get(street.place);
            cell.is_some_and(|cell| is_no_street(&clean(cell)))
        })?;
        Some(format!(
            "`{}` says in {rows} that there is no home, as `homeless` does: it is no street and is left out; a need such as \
             `housing` can say it: `peer set PARENT needs+=housing`",
            street.column.header
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::is_no_street;

    #[test]
    fn who_has_no_home_has_no_street() {
        for text in [
            "homeless",
            "Homeless (Tucson)",
            "couch surfing",
            "couch-surfing w/ sister",
            "shelter",
            "Unhoused",
            "no address right now",
            "staying with mom",
        ] {
            assert!(is_no_street(text), "{text}");
        }
        for text in [
            "12 W Ajo Way",
            "Shelter Rd",
            "homeless shelter, 12 W Ajo Way",
            "Carver Ln",
            "Transit Center",
        ] {
            assert!(!is_no_street(text), "{text}");
        }
    }
}
