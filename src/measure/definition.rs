//! The definitions of `returns`: those that the program ships, and a program's own.
//!
#![doc = include_str!("definitions/return-to-court.md")]
#![doc = include_str!("definitions/return-after-dismissal.md")]
#![doc = include_str!("definitions/reentry.md")]
#![doc = include_str!("definitions/reoffense.md")]
#![doc = include_str!("definitions/jpd-community.md")]
#![doc = include_str!("definitions/new-report.md")]

use crate::record::Definition;
use crate::record::definition::Unit;
use crate::record::read::{Fault, nearest};
use crate::record::schema::quoted;

/// A definition with the name used to ask for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    /// The stem of its file.
    pub name: String,
    /// What it says.
    pub definition: Definition,
}

/// The texts that the program ships, by name, the usual one first. A program can copy and change them.
pub const SHIPPED: [(&str, &str); 6] = [
    (
        "return-to-court",
        include_str!("definitions/return-to-court.toml"),
    ),
    (
        "return-after-dismissal",
        include_str!("definitions/return-after-dismissal.toml"),
    ),
    ("reentry", include_str!("definitions/reentry.toml")),
    ("reoffense", include_str!("definitions/reoffense.toml")),
    (
        "jpd-community",
        include_str!("definitions/jpd-community.toml"),
    ),
    ("new-report", include_str!("definitions/new-report.toml")),
];

macro_rules! explained {
    ($name:literal) => {
        (
            $name,
            concat!(
                include_str!(concat!("definitions/", $name, ".md")),
                "\n",
                include_str!(concat!("definitions/", $name, ".toml"))
            ),
        )
    };
}

/// What each of them says in words, followed by the definition itself, ready to be copied.
pub const EXPLAINED: [(&str, &str); 6] = [
    explained!("return-to-court"),
    explained!("return-after-dismissal"),
    explained!("reentry"),
    explained!("reoffense"),
    explained!("jpd-community"),
    explained!("new-report"),
];

/// The definition used if none is asked for.
pub const DEFAULT: &str = SHIPPED[0].0;

/// The shipped definitions, the usual one first.
#[must_use]
pub fn shipped() -> Vec<Named> {
    SHIPPED
        .iter()
        .filter_map(|(name, text)| named(name, text).ok())
        .collect()
}

/// A program's own definition, from the stem of its file and its text.
///
/// # Errors
/// Every fault of the text, as for any record; or the name is one that the program ships: figures with the same name
/// must mean the same thing in every program.
pub fn own(name: &str, text: &str) -> Result<Named, Vec<Fault>> {
    Definition::own(name, text).map(|definition| Named {
        name: name.to_owned(),
        definition,
    })
}

fn named(name: &str, text: &str) -> Result<Named, Vec<Fault>> {
    Definition::parse(text).map(|definition| Named {
        name: name.to_owned(),
        definition,
    })
}

/// The definition with that name, among the shipped ones and a program's own.
///
/// # Errors
/// A sentence that names the existing definitions.
pub fn find(name: &str, own: &[Named]) -> Result<Named, String> {
    let all: Vec<Named> = shipped().into_iter().chain(own.iter().cloned()).collect();
    if let Some(found) = all.iter().find(|one| one.name == name) {
        return Ok(found.clone());
    }
    let names: Vec<&str> = all.iter().map(|one| one.name.as_str()).collect();
    let known = quoted(&names);
    Err(match nearest(name, &names) {
        Some(near) => {
            format!("there is no definition `{name}`; did you mean `{near}`? there are {known}")
        }
        None => format!("there is no definition `{name}`; there are {known}"),
    })
}

impl Named {
    /// The unit to count: the requested one, or the usual one.
    ///
    /// # Errors
    /// A sentence, if the definition cannot be counted in that unit.
    pub fn unit(&self, asked: Option<Unit>) -> Result<Unit, String> {
        let units = self.definition.units();
        match asked {
            None => Ok(self.definition.unit),
            Some(unit) if units.contains(&unit) => Ok(unit),
            Some(unit) => {
                let words: Vec<&str> = units.into_iter().map(Unit::word).collect();
                Err(format!(
                    "`{}` is not counted by {unit}; it is counted by {}",
                    self.name,
                    quoted(&words)
                ))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_definitions_are_faultless_and_in_canonical_words() {
        for (name, text) in SHIPPED {
            assert!(
                Definition::parse(text).is_ok(),
                "{name}: {:?}",
                Definition::parse(text)
            );
        }
        assert_eq!(shipped().len(), SHIPPED.len());
        assert_eq!(DEFAULT, "return-to-court");
    }

    #[test]
    fn a_programs_own_definition_stands_beside_the_shipped_ones() {
        let text = SHIPPED[0].1.replace("months = 12", "months = 24");
        let mine = own("return-in-two-years", &text).unwrap();
        assert_eq!(
            find("return-in-two-years", std::slice::from_ref(&mine))
                .unwrap()
                .definition
                .window
                .months,
            24
        );
        assert_eq!(
            find("reentry", &[mine]).unwrap().definition.unit,
            Unit::Child
        );
        assert!(
            find("re-entry", &[])
                .unwrap_err()
                .contains("did you mean `reentry`?")
        );
    }

    #[test]
    fn a_definition_cannot_take_a_shipped_name_or_hide_its_faults() {
        assert_eq!(own("reentry", SHIPPED[2].1).unwrap_err().len(), 1);
        assert!(own("two-years", "title = 1\n").unwrap_err().len() > 1);
    }

    #[test]
    fn a_unit_that_a_definition_does_not_count_is_refused() {
        let reentry = find("reentry", &[]).unwrap();
        assert_eq!(reentry.unit(None), Ok(Unit::Child));
        assert!(
            reentry
                .unit(Some(Unit::Family))
                .unwrap_err()
                .contains("`child`")
        );
    }
}
