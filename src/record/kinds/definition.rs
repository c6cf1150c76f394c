//! A definition of an outcome as data: what starts the clock, what counts as a return, for how long, and for whom.
//!
//! The program ships some, and a directory may have its own under `definitions/`; both are read like any record.

use super::anchor::AnchorKind;
use super::case::{Event, EventKind};
use super::own::About;
use super::program::Program;
use super::record::Record;
use super::system::System;
use crate::record::read::{self, Fault, Step, span_of};
use crate::record::schema::{Prose, record};
use crate::record::word::{Word, words};

words! {
    /// What an outcome is counted in.
    pub enum Unit {
        /// A person who was served.
        Participant = "participant",
        /// A case.
        Family = "family",
        /// A child.
        Child = "child",
    }
}

impl Unit {
    /// What facts about it are about.
    #[must_use]
    pub const fn about(self) -> About {
        match self {
            Self::Participant => About::Participant,
            Self::Family => About::Case,
            Self::Child => About::Child,
        }
    }
}

record! {
    /// A definition of an outcome, `definitions/….toml`.
    pub struct Definition {
        /// The heading.
        pub title: Box<str>,
        /// What is asked, in a plain sentence.
        pub sentence: Box<str>,
        /// What is counted, unless asked otherwise.
        pub unit: Unit,
        /// What else can be counted by the same definition.
        pub other_units: Vec<Unit>,
        /// Where the definition comes from.
        pub source: Vec<Box<str>>,
        /// Anything else.
        pub note: Option<Prose>,
        /// What starts the clock.
        pub anchor: Anchor,
        /// What counts as a return.
        pub event: ReturnEvent,
        /// For how long it counts.
        pub window: Length,
        /// What ends the follow-up of a unit before that.
        pub exclusions: Exclusions,
    }
}

record! {
    /// What starts the clock: the first such event of a unit in the days asked about.
    pub struct Anchor {
        /// Kinds of event; also `enrolled`, `completed` and `first-session`, which are of a person and not of a case.
        pub kinds: Vec<AnchorKind>,
        /// Only petitions and hearings of these types; other kinds of event have none and are not asked.
        #[since(2)]
        pub types: Vec<Word>,
        /// Only offenses and violations that the court found to be true, or not to be.
        #[since(2)]
        pub sustained: Option<bool>,
        /// Only in cases of this system.
        pub system: Option<System>,
        /// Only if the same case has an earlier event of one of these kinds, for one of the same children.
        pub earlier: Vec<EventKind>,
        /// Only for children whose stay out of the home it ends, of so many days or more.
        pub stay_days: Option<u32>,
        /// Only for children under this age in completed years.
        pub under_age: Option<u32>,
    }
}

record! {
    /// What counts as a return: the first such event after the anchor.
    pub struct ReturnEvent {
        /// Kinds of event.
        pub kinds: Vec<EventKind>,
        /// Only petitions and hearings of these types; other kinds of event have none and are not asked.
        #[since(2)]
        pub types: Vec<Word>,
        /// Only offenses and violations that the court found to be true, or not to be.
        #[since(2)]
        pub sustained: Option<bool>,
    }
}

/// Whether an event has one of these types and was sustained or not, as far as its kind has these keys.
fn is_such(event: &Event, types: &[Word], sustained: Option<bool>) -> bool {
    let has_type = types.is_empty()
        || !event.kind.has("type")
        || event
            .event_type
            .as_ref()
            .is_some_and(|of| types.contains(of));
    let is_found =
        sustained.is_none() || !event.kind.has("sustained") || event.sustained == sustained;
    has_type && is_found
}

impl ReturnEvent {
    /// Whether an event counts as a return.
    #[must_use]
    pub fn counts(&self, event: &Event) -> bool {
        self.kinds.contains(&event.kind) && is_such(event, &self.types, self.sustained)
    }
}

impl Anchor {
    /// Whether an event of a case starts the clock, in a case that can.
    #[must_use]
    pub fn starts(&self, event: &Event) -> bool {
        let kinds = self.event_kinds();
        kinds.contains(&event.kind) && is_such(event, &self.types, self.sustained)
    }

    /// The kinds of event of a case that start the clock.
    #[must_use]
    pub fn event_kinds(&self) -> Vec<EventKind> {
        self.kinds.iter().filter_map(|kind| kind.event()).collect()
    }
}

record! {
    /// How long after the anchor a return counts.
    pub struct Length {
        /// Calendar months; the same day of the month, 29 February clamped to 28.
        pub months: u32,
    }
}

record! {
    /// What ends the follow-up of a unit before its window does, when the last of its children has it.
    pub struct Exclusions {
        /// Kinds of event after which a return is impossible; with `aged-out`, so is the birthday of `[until_age]`.
        pub competing: Vec<EventKind>,
        /// Kinds of event that say why nothing more is known.
        pub lost: Vec<EventKind>,
    }
}

/// The names of the definitions that the program ships, which no other may use: a figure's name must mean one thing.
pub const SHIPPED: [&str; 6] = [
    "return-to-court",
    "return-after-dismissal",
    "reentry",
    "reoffense",
    "jpd-community",
    "new-report",
];

/// The longest window, in months.
const LONGEST: u32 = 120;

impl Record for Definition {
    fn of_file(stem: &str, text: &str, _program: &Program) -> Result<Self, Vec<Fault>> {
        Self::own(stem, text)
    }
}

impl Definition {
    /// Reads a definition, with every fault found in the text.
    ///
    /// # Errors
    /// The faults of any record, and those of a definition that cannot count anything.
    pub fn parse(text: &str) -> Result<Self, Vec<Fault>> {
        let definition: Self = read::record(text)?;
        let mut faults = definition.faults(text);
        faults.sort_by_key(|fault| fault.span.start);
        if faults.is_empty() {
            Ok(definition)
        } else {
            Err(faults)
        }
    }

    /// What contradicts itself or makes no sense.
    fn faults(&self, text: &str) -> Vec<Fault> {
        let fault = |path: &[&str], message: &str, help: &str| {
            let steps: Vec<Step> = path
                .iter()
                .map(|name| Step::Key((*name).to_owned()))
                .collect();
            Fault {
                rule: "bad-value",
                span: span_of(text, &steps),
                message: message.to_owned(),
                help: help.to_owned(),
            }
        };
        let mut faults = Vec::new();
        if self.anchor.kinds.is_empty() {
            faults.push(fault(
                &["anchor", "kinds"],
                "nothing starts the clock",
                "name an event, as [ \"reunified\", ]",
            ));
        }
        if self.event.kinds.is_empty() {
            faults.push(fault(
                &["event", "kinds"],
                "nothing counts as a return",
                "name an event, as [ \"petition\", ]",
            ));
        }
        if !(1..=LONGEST).contains(&self.window.months) {
            faults.push(fault(
                &["window", "months"],
                "this is not a length for the window",
                "write 1 to 120 months",
            ));
        }
        let under_age = self.anchor.under_age;
        if under_age.is_some_and(|age| !(1..=21).contains(&age)) {
            faults.push(fault(
                &["anchor", "under_age"],
                "this is not an age of children",
                "write 1 to 21 years",
            ));
        }
        if let Some(kind) = self.lost_and_competing() {
            let message = format!(
                "`{kind}` cannot be in both lists: one makes a return impossible, the other leaves it unknown"
            );
            let help = "keep it in one of the two lists";
            faults.push(fault(&["exclusions", "lost"], &message, help));
        }
        let of_person = self.anchor.kinds.iter().find(|kind| kind.event().is_none());
        if let Some(kind) = of_person
            && self.units() != [Unit::Participant]
        {
            let message = format!("`{kind}` is a day of a parent, not of a family or child");
            let help = "count it only by participant, or name an event of a case";
            faults.push(fault(&["anchor", "kinds"], &message, help));
        }
        faults
    }

    /// A kind of event that is in both lists of exclusions.
    fn lost_and_competing(&self) -> Option<&EventKind> {
        let competing = &self.exclusions.competing;
        let mut lost = self.exclusions.lost.iter();
        lost.find(|reason| competing.contains(reason))
    }

    /// Reads a program's own definition from the stem of its file and its text.
    ///
    /// # Errors
    /// As [`Definition::parse`], or the name is one that the program ships.
    pub fn own(name: &str, text: &str) -> Result<Self, Vec<Fault>> {
        let read = Self::parse(text);
        if !SHIPPED.contains(&name) {
            return read;
        }
        let mut faults = vec![Fault {
            rule: "file-name",
            span: 0..0,
            message: format!("`{name}` is the name of a built-in definition"),
            help: "give the file another name; then you can use both".to_owned(),
        }];
        faults.extend(read.err().into_iter().flatten());
        Err(faults)
    }

    /// The units it can count, the usual one first.
    #[must_use]
    pub fn units(&self) -> Vec<Unit> {
        let others = self
            .other_units
            .iter()
            .copied()
            .filter(|unit| *unit != self.unit);
        std::iter::once(self.unit).chain(others).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "title = \"T\"\nsentence = \"S?\"\nunit = \"child\"\n\
        [anchor]\nkinds = [\"reunified\"]\n[event]\nkinds = [\"removed\"]\n[window]\nmonths = 6\n\
        [exclusions]\ncompeting = [\"died\"]\nlost = [\"lost\"]\n";

    fn faults(text: &str) -> Vec<String> {
        Definition::parse(text)
            .unwrap_err()
            .into_iter()
            .map(|fault| fault.message)
            .collect()
    }

    #[test]
    fn a_definition_is_read_as_any_record() {
        let definition = Definition::parse(TEXT).unwrap();
        assert_eq!(definition.units(), [Unit::Child]);
        assert_eq!(definition.window.months, 6);
        assert!(
            faults(&TEXT.replace("months", "month"))
                .contains(&"there is no field `month` here".to_owned())
        );
    }

    #[test]
    fn a_definition_that_can_count_nothing_is_refused_where_it_says_so() {
        let text = TEXT
            .replace("[\"reunified\"]", "[]")
            .replace("6", "0")
            .replace("[\"lost\"]", "[\"died\"]");
        assert_eq!(faults(&text).len(), 3);
        let first = Definition::parse(&text).unwrap_err().remove(0);
        assert_eq!(&text[first.span], "[]");
    }
}
