//! `peer.toml`: the program, its rules, its weights and its words.

use std::sync::LazyLock;

use super::agreement::Agreement;
use super::benchmark::Benchmark;
use super::classes::Class;
use super::contract::Contract;
use super::court::OwnOutcome;
use super::own::{About, OwnFact, OwnWords};
use super::rhythm::{Beat, Rhythm};
use super::system::System;
use super::units::Units;
use super::vocabulary::Vocabulary;
use crate::record::kind::Kind;
use crate::record::schema::{Datum, Node, Reader, Shape, Value, record};
use crate::record::word::{Word, words};

pub use super::contract::Month;
pub use crate::record::values::version::SchemaVersion;

record! {
    /// The program, `peer.toml`.
    pub struct Program {
        /// The version of the format: 2, or 1 as version 0.1 wrote it.
        pub schema: SchemaVersion,
        /// The program's name, as reports print it.
        pub name: Box<str>,
        /// The month in which the fiscal year begins, 1 to 12.
        pub fiscal_year_starts: Option<Month>,
        /// The folder of `identities`, which may lie outside the repository.
        pub identities: Option<Box<str>>,
        /// Whom readers of the outcome report may ask, as a line.
        #[since(2)]
        pub contact: Option<Box<str>>,
        /// What a mentor must bring.
        pub mentor_eligibility: Option<MentorEligibility>,
        /// Points of a match.
        pub matching: Option<Matching>,
        /// How often what should happen.
        pub rhythm: Option<Rhythm>,
        /// What public reports hide.
        pub privacy: Option<Privacy>,
        /// When it is known that a family did not return.
        #[since(2)]
        pub outcomes: Option<Outcomes>,
        /// The age to which the court can follow a child.
        #[since(2)]
        pub until_age: Option<UntilAge>,
        /// Units of time in which sessions are counted beside hours.
        #[since(2)]
        pub units: Option<Units>,
        /// The words that records may use.
        pub vocabulary: Option<Vocabulary>,
        /// The program's own words on pages, such as `mentor = "Peer Parent"`.
        #[since(2)]
        pub words: OwnWords,
        /// Figures of others to compare with.
        pub benchmark: Vec<Benchmark>,
        /// What was promised to funders.
        #[since(2)]
        pub contract: Vec<Contract>,

        /// With whom it agreed to ask how families fared.
        #[since(2)]
        pub agreement: Vec<Agreement>,
        /// What the program asks that no key of a record holds.
        #[since(2)]
        pub fact: Vec<OwnFact>,
    }
}

impl Value for SchemaVersion {
    const SHAPE: Shape = Shape::Integer(1, Self::LATEST.0 as i64);

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        match reader.integer(node, 1, i64::MAX)? {
            1 => Some(Self(1)),
            2 => Some(Self(2)),
            later => {
                let message = format!(
                    "these records have schema {later}, but this `peer` reads only schema {} and earlier",
                    Self::LATEST.0
                );
                let help = "install the newer `peer` that wrote them";
                reader.fault(Self::LATER, node.span(), message, help.to_owned());
                None
            }
        }
    }

    fn datum(&self) -> Option<Datum> {
        Some(Datum::Integer(i64::from(self.0)))
    }
}

record! {
    /// What a mentor must bring on the day a match begins.
    pub struct MentorEligibility {
        /// Full months since the mentor's own case was closed.
        pub months_since_case_closed: Option<u32>,
        /// Allowed ends of the mentor's own case.
        pub own_case_outcomes: Vec<OwnOutcome>,
        /// Trainings that must be done and not expired.
        pub required_training: Vec<Word>,
        /// Months of recovery, asked only of mentors who list `substance-use`.
        pub recovery_months: Option<u32>,
    }
}

record! {
    /// The weight of each factor of a match, in points; the six sum to 100.
    pub struct Matching {
        /// Needs that the mentor has experience of.
        pub experience: Option<u32>,
        /// The court system.
        pub system: Option<u32>,
        /// The area.
        pub area: Option<u32>,
        /// Shared times.
        pub availability: Option<u32>,
        /// The wish for a gender.
        pub gender: Option<u32>,
        /// How few parents the mentor carries.
        pub load: Option<u32>,
        /// Points added for each month a parent has waited.
        pub wait_per_month: Option<u32>,
    }
}

/// The smallest count that public reports show, 2 to 1000: with less they would hide nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SmallCell(pub u32);

impl Value for SmallCell {
    const SHAPE: Shape = Shape::Integer(2, 1_000);

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        reader.integer(node, 2, 1_000).map(|cell| Self(cell as u32))
    }

    fn datum(&self) -> Option<Datum> {
        Some(Datum::Integer(i64::from(self.0)))
    }
}

record! {
    /// What public reports hide.
    pub struct Privacy {
        /// Counts from 1 to one less than this are masked: 2 to 1000.
        pub small_cell: Option<SmallCell>,
        /// Whether funder and public outcomes leave out people without a current consent.
        pub require_consent: Option<bool>,
        /// What may leave the program: `rows` of people under ids, or reports alone.
        #[since(2)]
        pub exports: Option<Exports>,
    }
}

words! {
    /// What may leave the program.
    pub enum Exports {
        /// Rows of people, under ids.
        Rows = "rows",
        /// Reports alone: `peer export` refuses.
        Aggregate = "aggregate",
    }
}

words! {
    /// How it is known for how long nothing happened.
    pub enum KnownBy {
        /// Someone looked in the records of a court or a county.
        Official = "official",
        /// Something happened in a case.
        Event = "event",
        /// Someone met the family, or asked someone who knows it.
        Contact = "contact",
    }
}

words! {
    /// What it means if no one knows how a family is doing.
    pub enum Silence {
        /// It is not known whether it returned.
        Unknown = "unknown",
        /// It counts as one that did not return.
        NoReturn = "no-return",
    }
}

record! {
    /// When it is known that a family did not return.
    pub struct Outcomes {
        /// By what it is known; empty, by any of them.
        pub known_by: Vec<KnownBy>,
        /// What it means if no one knows how a family is doing.
        pub silence: Option<Silence>,
    }
}

record! {
    /// The age to which the court can follow a child, by the system of the case; in completed years.
    pub struct UntilAge {
        /// Child welfare; 18 if it is not written.
        pub cps: Option<Age>,
        /// Juvenile probation; 21 if it is not written.
        pub jpd: Option<Age>,
    }
}

/// An age at which young people leave the system, in completed years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Age(pub u32);

impl Value for Age {
    const SHAPE: Shape = Shape::Integer(16, 26);

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        reader.integer(node, 16, 26).map(|age| Self(age as u32))
    }

    fn datum(&self) -> Option<Datum> {
        Some(Datum::Integer(i64::from(self.0)))
    }
}

/// The weights of a match, in points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weights {
    /// Needs that the mentor has experience of.
    pub experience: u32,
    /// The court system.
    pub system: u32,
    /// The area.
    pub area: u32,
    /// Shared times.
    pub availability: u32,
    /// The wish for a gender.
    pub gender: u32,
    /// How few parents the mentor carries.
    pub load: u32,
    /// Points for each month of waiting.
    pub wait_per_month: u32,
}

impl Weights {
    /// The sum of the six weights of fit; 100 when they are right.
    #[must_use]
    pub fn sum(&self) -> u64 {
        [
            self.experience,
            self.system,
            self.area,
            self.availability,
            self.gender,
            self.load,
        ]
        .into_iter()
        .map(u64::from)
        .sum()
    }
}

impl Program {
    /// The month in which the fiscal year begins; July if the file does not say.
    #[must_use]
    pub fn fiscal_year_starts(&self) -> u32 {
        self.fiscal_year_starts.map_or(7, |month| month.0)
    }

    /// The folder of identities as written in the file.
    #[must_use]
    pub fn identities(&self) -> &str {
        self.identities.as_deref().unwrap_or("identities")
    }

    /// The weights of a match, with the defaults if the file does not say.
    #[must_use]
    pub fn weights(&self) -> Weights {
        let given = self.matching.as_ref();
        let pick = |field: fn(&Matching) -> Option<u32>, usual: u32| {
            given.and_then(field).unwrap_or(usual)
        };
        Weights {
            experience: pick(|m| m.experience, 30),
            system: pick(|m| m.system, 20),
            area: pick(|m| m.area, 15),
            availability: pick(|m| m.availability, 15),
            gender: pick(|m| m.gender, 10),
            load: pick(|m| m.load, 10),
            wait_per_month: pick(|m| m.wait_per_month, 5),
        }
    }

    /// The rhythm, with the defaults if the file does not say.
    #[must_use]
    pub fn beat(&self) -> Beat {
        Beat::of(self.rhythm.as_ref())
    }

    /// Full months that must pass between the closing of a mentor's own case and a match; 12 if the file does not say.
    #[must_use]
    pub fn months_since_case_closed(&self) -> u32 {
        self.mentor_eligibility
            .as_ref()
            .and_then(|rules| rules.months_since_case_closed)
            .unwrap_or(12)
    }

    /// The allowed ends of a mentor's own case; only `reunified` if the file does not say.
    #[must_use]
    pub fn own_case_outcomes(&self) -> &[OwnOutcome] {
        let given = self
            .mentor_eligibility
            .as_ref()
            .map_or(&[] as &[_], |rules| &rules.own_case_outcomes);
        if given.is_empty() {
            &[OwnOutcome::Reunified]
        } else {
            given
        }
    }

    /// The trainings that a mentor must have done; none if the file does not say.
    #[must_use]
    pub fn required_training(&self) -> &[Word] {
        self.mentor_eligibility
            .as_ref()
            .map_or(&[], |rules| &rules.required_training)
    }

    /// Full months of recovery asked of mentors who list `substance-use`; 24 if the file does not say.
    #[must_use]
    pub fn recovery_months(&self) -> u32 {
        self.mentor_eligibility
            .as_ref()
            .and_then(|rules| rules.recovery_months)
            .unwrap_or(24)
    }

    /// Public reports mask counts from 1 to one less than this; 11 if the file does not say.
    #[must_use]
    pub fn small_cell(&self) -> u32 {
        self.privacy
            .as_ref()
            .and_then(|privacy| privacy.small_cell)
            .map_or(11, |cell| cell.0)
    }

    /// Whether this kind of evidence counts toward how long a family is known about.
    #[must_use]
    pub fn is_known_by(&self, by: KnownBy) -> bool {
        let given = self.outcomes.as_ref().map(|outcomes| &outcomes.known_by);
        given.is_none_or(|given| given.is_empty() || given.contains(&by))
    }

    /// Whether a family that no one knows about counts as one that did not return.
    #[must_use]
    pub fn counts_silence(&self) -> bool {
        let given = self.outcomes.as_ref().and_then(|outcomes| outcomes.silence);
        given == Some(Silence::NoReturn)
    }

    /// The age, in completed years, until which a court of that system can follow a child.
    #[must_use]
    pub fn until_age(&self, system: System) -> i32 {
        let given = self.until_age.as_ref();
        let (age, usual) = match system {
            System::Cps => (given.and_then(|given| given.cps), 18),
            System::Jpd => (given.and_then(|given| given.jpd), 21),
        };
        age.map_or(usual, |age| age.0 as i32)
    }

    /// Whether funder and public outcomes leave out people without a current consent.
    #[must_use]
    pub fn requires_consent(&self) -> bool {
        self.privacy
            .as_ref()
            .and_then(|privacy| privacy.require_consent)
            .unwrap_or(false)
    }

    /// Whether rows about people may leave the program, and not only reports.
    #[must_use]
    pub fn exports_rows(&self) -> bool {
        let given = self.privacy.as_ref().and_then(|privacy| privacy.exports);
        given != Some(Exports::Aggregate)
    }

    /// The class of a word, by which figures count it.
    #[must_use]
    pub fn class<C: Class>(&self, word: &Word) -> C {
        self.words_of_lists().class(word)
    }

    /// The words that a field of records may hold; empty if any word may be used.
    #[must_use]
    pub fn words_for(&self, list: &str) -> Vec<&str> {
        self.words_of_lists().words(list)
    }

    /// How a person adds a word to a list.
    #[must_use]
    pub fn to_add(&self, list: &str, word: &str) -> String {
        self.words_of_lists().to_add(list, word)
    }

    /// The word of a list meant by what was typed: itself, or the word that it is an alias of.
    #[must_use]
    pub fn word_for<'w>(&'w self, list: &str, typed: &'w str) -> &'w str {
        self.words_of_lists().meant(list, typed)
    }

    /// The usual words of a list, whether or not others are used too.
    #[must_use]
    pub fn usual_for(&self, list: &str) -> Vec<&'static str> {
        self.words_of_lists().usual(list)
    }

    /// Whether a list has built-in words, so that the only other ones are those that the program lists.
    #[must_use]
    pub fn ships(&self, list: &str) -> bool {
        self.words_of_lists().ships(list)
    }

    /// The vocabulary, or the default one.
    fn words_of_lists(&self) -> &Vocabulary {
        static NONE: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::default);
        self.vocabulary.as_ref().unwrap_or(&NONE)
    }

    /// The facts that the program asks about participants, mentors, cases or children.
    pub fn facts_of(&self, about: About) -> impl Iterator<Item = &OwnFact> {
        self.fact.iter().filter(move |fact| fact.about == about)
    }

    /// The fact with that name that the program asks about them.
    #[must_use]
    pub fn fact_of(&self, about: About, name: &str) -> Option<&OwnFact> {
        self.facts_of(about).find(|fact| fact.name.0 == name)
    }

    /// The facts in files of a kind of record; for cases this includes what is asked about their children.
    pub fn facts_about(&self, kind: Kind) -> impl Iterator<Item = &OwnFact> {
        self.fact
            .iter()
            .filter(move |fact| fact.about.kind() == kind)
    }

    /// The names of those facts.
    pub fn fact_names(&self, kind: Kind) -> impl Iterator<Item = &'static str> {
        self.facts_about(kind).map(|fact| fact.name.0)
    }

    /// The fact with that name in files of a kind of record.
    #[must_use]
    pub fn fact(&self, kind: Kind, name: &str) -> Option<&OwnFact> {
        self.facts_about(kind).find(|fact| fact.name.0 == name)
    }
}
