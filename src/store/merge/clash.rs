//! Conflicting changes, in plain words.

use std::fmt;

use crate::record::{Datum, Finding};

/// The most characters of a value that are shown.
const LONGEST: usize = 60;

/// Something that the two sides disagree on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// The session of a packed month, if it is in one.
    pub section: Option<String>,
    /// The fact, such as `` `area` ``.
    pub fact: String,
    values: Option<[Option<String>; 3]>,
}

impl Clash {
    /// A fact with its values: before, ours and theirs.
    pub(super) fn new(section: &str, fact: String, values: [Option<&Datum>; 3]) -> Self {
        let values = values.map(|value| value.map(shown));
        Self {
            section: Some(section.to_owned()).filter(|section| !section.is_empty()),
            fact,
            values: Some(values),
        }
    }

    /// A rule that each side satisfies but both together break.
    pub(super) fn of_rule(finding: &Finding) -> Self {
        let fact = format!(
            "the two changes contradict each other: {} [{}]",
            finding.message, finding.rule
        );
        Self {
            section: finding.place.section.as_ref().map(ToString::to_string),
            fact,
            values: None,
        }
    }

    /// The conflict without its values, which may identify a person.
    #[must_use]
    pub fn quietly(&self) -> String {
        let lead = self
            .section
            .as_ref()
            .map_or_else(String::new, |section| format!("{section}: "));
        match self.values {
            Some(_) => format!("{lead}{} was changed in two ways", self.fact),
            None => format!("{lead}{}", self.fact),
        }
    }
}

impl Clash {
    /// The conflict in words: who says what. `ours` and `theirs` introduce the two sides, such as `you say`.
    #[must_use]
    pub fn told(&self, ours: &str, theirs: &str) -> String {
        let section = self.section.as_ref();
        let lead = section.map_or_else(String::new, |section| format!("{section}: "));
        let fact = &self.fact;
        let Some([before, our_value, their_value]) = &self.values else {
            return lead + fact;
        };
        let side = |whose: &str, value: &Option<String>| match (value, before) {
            (Some(value), _) => format!("{whose} `{value}`"),
            (None, Some(_)) => format!("{whose} nothing any more"),
            (None, None) => format!("{whose} nothing"),
        };
        let before = match before {
            Some(before) => format!(" (before: `{before}`)"),
            None => String::new(),
        };
        let (ours, theirs) = (side(ours, our_value), side(theirs, their_value));
        format!("{lead}{fact}: {ours}, {theirs}{before}")
    }
}

impl fmt::Display for Clash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told("you say", "the other side says"))
    }
}

fn shown(value: &Datum) -> String {
    let text = value.to_string();
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = line.chars().take(LONGEST).collect();
    if short.len() < line.len() {
        format!("{short}…")
    } else {
        line
    }
}
