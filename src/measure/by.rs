//! What a report can be broken down by.

use std::collections::{BTreeSet, HashMap};

use super::children::Children;
use crate::record::own::FactName;
use crate::record::period::Step;
use crate::record::schema::quoted;
use crate::record::word::interned;
use crate::record::{About, OwnFact, OwnFacts, Program, Word};
use crate::register::{Person, Register};

/// Declares the breakdowns that every program has.
macro_rules! breakdowns {
    ($( $(#[doc = $doc:literal])+ $variant:ident = $word:literal, )+) => {
        /// A breakdown of a report, as `--by` names it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum By {
            $( $(#[doc = $doc])+ $variant, )+
            /// A fact that the program asks for, by its name.
            Fact(&'static str),
        }

        impl By {
            /// Those that every program has.
            pub const ALL: &'static [Self] = &[ $( Self::$variant, )+ ];
            /// Those by time.
            pub const TIME: &'static [Self] = &[Self::Quarter, Self::Month, Self::Year];
            /// Those by time, and by what people did and what is known of them.
            pub const TIME_AND_PEOPLE: &'static [Self] = &[
                Self::Quarter,
                Self::Month,
                Self::Year,
                Self::Service,
                Self::System,
                Self::Area,
                Self::Language,
                Self::Gender,
            ];
            /// The words of those that every program has.
            pub const WORDS: &'static [&'static str] = &[ $( $word, )+ ];

            /// The word on the command line.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $( Self::$variant => $word, )+
                    Self::Fact(name) => interned(&format!("{FACT}{name}")),
                }
            }
        }
    };
}

/// How a fact is named on the command line: `fact:race`.
const FACT: &str = "fact:";

breakdowns! {
    /// Quarters of the calendar that the period was named in.
    Quarter = "quarter",
    /// Months.
    Month = "month",
    /// Years of that calendar.
    Year = "year",
    /// The service that people had.
    Service = "service",
    /// The court system of people's cases.
    System = "system",
    /// Where people live.
    Area = "area",
    /// The languages people speak.
    Language = "language",
    /// People's gender, in the program's words.
    Gender = "gender",
    /// The gender that people wish for in a mentor.
    MentorGender = "mentor-gender",
    /// What people need.
    Need = "need",
}

impl std::fmt::Display for By {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.word())
    }
}

impl std::str::FromStr for By {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(name) = text.strip_prefix(FACT) {
            return name.parse().map(|FactName(name)| Self::Fact(name));
        }
        let known = Self::ALL.iter().copied().find(|by| by.word() == text);
        known.ok_or_else(|| {
            format!(
                "`{text}` is not one of {}, or `fact:NAME`",
                quoted(Self::WORDS)
            )
        })
    }
}

/// How the row of all people is written.
pub const ALL: &str = "all";

/// What is shown if a record lacks the value that a report is broken down by.
pub const NOT_RECORDED: &str = "not-recorded";

/// The group of people with no wish about the gender of a mentor.
const NO_WISH: &str = "no-wish";

impl By {
    /// The unit of the calendar, for a breakdown by time.
    #[must_use]
    pub const fn step(self) -> Option<Step> {
        match self {
            Self::Quarter => Some(Step::Quarter),
            Self::Month => Some(Step::Month),
            Self::Year => Some(Step::Year),
            Self::Service
            | Self::System
            | Self::Area
            | Self::Language
            | Self::Gender
            | Self::MentorGender
            | Self::Need
            | Self::Fact(_) => None,
        }
    }

    /// Whether one person may be in several of its groups.
    #[must_use]
    pub fn overlaps(self, program: &Program) -> bool {
        match self {
            Self::Area | Self::Gender | Self::MentorGender => false,
            Self::Fact(name) => {
                let fact = program.fact.iter().find(|fact| fact.name.0 == name);
                fact.is_none_or(|fact| fact.is_many() || fact.about != About::Participant)
            }
            _ => true,
        }
    }

    /// The name of the column that says which group a row is about.
    #[must_use]
    pub fn column(self) -> &'static str {
        match self {
            Self::MentorGender => "mentor_gender",
            Self::Fact(_) => "fact",
            by => by.word(),
        }
    }
}

/// The groups that people fall into. A person may be in several, such as someone who speaks two languages, so groups
/// need not sum to the whole. Someone with no value on file is [`NOT_RECORDED`], or has no wish.
#[derive(Debug, Clone)]
pub struct Grouping {
    /// What people are grouped by.
    pub by: By,
    /// The name of each group, in order, those without a value last.
    pub values: Vec<String>,
    of_person: Vec<Vec<usize>>,
    /// The groups of children, if they are grouped by what is asked about the children themselves.
    of_child: Option<Vec<Vec<usize>>>,
}

impl Grouping {
    /// The groups of all people on file; `None` for a breakdown that does not group people. If several facts have the
    /// same name, the one about `unit` counts.
    #[must_use]
    pub fn new(register: &Register, by: By, unit: About) -> Option<Self> {
        let of: fn(&Register, usize, &Person) -> BTreeSet<String> = match by {
            By::Fact(name) => return Some(Self::of_fact(register, name, unit)),
            By::Area => |_, _, person| person.record.area.iter().map(ToString::to_string).collect(),
            By::Gender => |_, _, person| {
                person
                    .record
                    .gender
                    .iter()
                    .map(ToString::to_string)
                    .collect()
            },
            By::MentorGender => |_, _, person| {
                person
                    .record
                    .mentor_gender
                    .iter()
                    .map(ToString::to_string)
                    .collect()
            },
            By::Language => |_, _, person| {
                person
                    .record
                    .languages
                    .iter()
                    .map(ToString::to_string)
                    .collect()
            },
            By::Need => |_, _, person| {
                let needs = person.record.needs.iter();
                needs.map(ToString::to_string).collect()
            },
            By::System => |register, at, _| {
                register
                    .cases_of_person(at)
                    .map(|case| case.record.system.word().to_owned())
                    .collect()
            },
            By::Quarter | By::Month | By::Year | By::Service => return None,
        };
        let of_people: Vec<BTreeSet<String>> = register
            .people()
            .iter()
            .enumerate()
            .map(|(at, person)| of(register, at, person))
            .collect();
        let unsaid = if by == By::MentorGender {
            NO_WISH
        } else {
            NOT_RECORDED
        };
        Some(Self::of_names(by, Vec::new(), of_people, unsaid))
    }

    /// The groups of people by a fact that the program asks for, in the order of its words, including empty groups.
    /// Someone who said something is not in the group of those who declined. What is asked about cases or children also
    /// groups their parents.
    fn of_fact(register: &Register, name: &'static str, unit: About) -> Self {
        let about = [unit, About::Participant, About::Case, About::Child];
        let of = |about| register.program().facts_of(about);
        let mut asked = about.into_iter().flat_map(of);
        let declared = asked.find(|fact| fact.name.0 == name);
        let about = declared.map_or(About::Participant, |fact| fact.about);
        if about == About::Child {
            return Self::of_children_and_parents(register, name, declared);
        }
        let said = |(at, person): (usize, &Person)| -> BTreeSet<Word> {
            if about == About::Case {
                let cases = register.cases_of_person(at);
                let words = cases.flat_map(|case| case.record.facts.words(name));
                words.cloned().collect()
            } else {
                words_of(&person.record.facts, name)
            }
        };
        let of_people = register.people().iter().enumerate().map(said).collect();
        Self::of_words(name, declared, of_people)
    }

    fn of_children_and_parents(
        register: &Register,
        name: &'static str,
        declared: Option<&OwnFact>,
    ) -> Self {
        let children = Children::new(register);
        let mut said = vec![BTreeSet::new(); register.people().len()];
        for (at, child) in children.all.iter().enumerate() {
            for person in children.people_of(at) {
                said[person].extend(child.facts.words(name).iter().cloned());
            }
        }
        let people = said.len();
        said.extend(
            children
                .all
                .iter()
                .map(|child| words_of(&child.facts, name)),
        );
        let mut all = Self::of_words(name, declared, said);
        all.of_child = Some(all.of_person.split_off(people));
        all
    }

    /// The groups by a fact of people who gave these words.
    pub(super) fn of_words(
        name: &'static str,
        declared: Option<&OwnFact>,
        said: Vec<BTreeSet<Word>>,
    ) -> Self {
        let known = declared.map_or_else(Vec::new, OwnFact::allowed);
        let declined = declared.and_then(|fact| fact.declined.as_ref());
        let words = |mut words: BTreeSet<Word>| -> BTreeSet<String> {
            if let Some(declined) = declined.filter(|_| words.len() > 1) {
                words.remove(declined);
            }
            words.iter().map(ToString::to_string).collect()
        };
        let values = known.into_iter().map(str::to_owned).collect();
        let said = said.into_iter().map(words).collect();
        Self::of_names(By::Fact(name), values, said, NOT_RECORDED)
    }

    /// The groups of the `values`, then of other words that people said, then of those who said nothing. A name that is
    /// also one of our own words is put in quotes, so that each row is distinct.
    fn of_names(
        by: By,
        values: Vec<String>,
        of_people: Vec<BTreeSet<String>>,
        unsaid: &str,
    ) -> Self {
        let own = |name: String| match name.as_str() {
            ALL => format!("\"{name}\""),
            word if word == unsaid => format!("\"{name}\""),
            _ => name,
        };
        let mut values: Vec<String> = values.into_iter().map(own).collect();
        let named = |names: BTreeSet<String>| names.into_iter().map(own).collect();
        let of_people: Vec<BTreeSet<String>> = of_people.into_iter().map(named).collect();
        let names: BTreeSet<&String> = of_people.iter().flatten().collect();
        let others = names.into_iter().filter(|name| !values.contains(name));
        let others: Vec<String> = others.cloned().collect();
        values.extend(others);
        let none = values.len();
        let places: HashMap<&String, usize> = values.iter().zip(0..).collect();
        let place = |name: &String| places.get(name).copied().unwrap_or(none);
        let of_person = of_people
            .iter()
            .map(|names| {
                if names.is_empty() {
                    vec![none]
                } else {
                    names.iter().map(place).collect()
                }
            })
            .collect();
        values.push(unsaid.to_owned());
        Self {
            by,
            values,
            of_person,
            of_child: None,
        }
    }

    /// The groups of children with these parents, by place among [`Children`]: their own, if they are grouped by what
    /// is asked about children, otherwise those of their parents.
    #[must_use]
    pub fn of_children(
        &self,
        children: impl IntoIterator<Item = usize>,
        parents: &BTreeSet<usize>,
    ) -> BTreeSet<usize> {
        let Some(own) = &self.of_child else {
            return parents.iter().flat_map(|at| self.of(*at)).collect();
        };
        let groups = children.into_iter().filter_map(|at| own.get(at));
        let groups: BTreeSet<usize> = groups.flatten().copied().collect();
        if groups.is_empty() {
            return BTreeSet::from([self.values.len() - 1]);
        }
        groups
    }

    /// The groups of a person, by place in [`Register::people`]; the last one for someone without a record.
    pub fn of(&self, person: usize) -> impl Iterator<Item = usize> {
        let known = self.of_person.get(person).map(Vec::as_slice);
        let last = self.values.len() - 1;
        known
            .unwrap_or(&[])
            .iter()
            .copied()
            .chain(known.is_none().then_some(last))
    }
}

/// What a record says about a fact.
pub(super) fn words_of(facts: &OwnFacts, name: &str) -> BTreeSet<Word> {
    facts.words(name).iter().cloned().collect()
}
