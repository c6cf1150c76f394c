//! Words of the program's vocabulary.

use std::marker::PhantomData;
use std::str::FromStr;

use super::mistyped::Mistyped;
use super::resolve::Resolve;
use crate::cli::failure::Failure;
use crate::record::read::nearest;
use crate::record::schema::quoted;
use crate::record::word::to_kebab;
use crate::record::{Program, Word};
use crate::register::fold;

/// A list of the program's vocabulary.
pub trait List: Clone + Send + Sync + 'static {
    /// Its name.
    const NAME: &'static str;
}

macro_rules! lists {
    ($( $(#[doc = $doc:literal])+ $name:ident = $list:literal; )+) => {
        $(
            $(#[doc = $doc])+
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            pub struct $name;

            impl List for $name {
                const NAME: &'static str = $list;
            }
        )+

        #[test]
        fn every_list_is_one_of_the_vocabulary() {
            for list in [$($list),+] {
                assert!(crate::record::Vocabulary::LISTS.contains(&list), "{list}");
            }
        }
    };
}

lists! {
    /// What a consent is for.
    Consents = "consents";
    /// What team meetings decide.
    Decisions = "decisions";
    /// What goals are about.
    Domains = "domains";
    /// Genders of people.
    Genders = "genders";
    /// Languages that people speak.
    Languages = "languages";
    /// Kinds of team meeting.
    Meetings = "meetings";
    /// How people meet.
    Modes = "modes";
    /// Whether someone looked for events, or whom they asked.
    OutcomeSources = "outcome_sources";
    /// What parents need and mentors lived through.
    Needs = "needs";
    /// Why an enrollment or a match ended.
    Reasons = "reasons";
    /// What a referral led to.
    ReferralOutcomes = "referral_outcomes";
    /// Who refers parents.
    ReferralSources = "referral_sources";
    /// Where parents are referred to.
    Resources = "resources";
    /// What mentors do.
    Roles = "roles";
    /// Where children live.
    Settings = "settings";
    /// What sessions are about.
    Topics = "topics";
}

/// A word of a list of the vocabulary, or another way to type one that the program knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordOf<L> {
    /// The word as it was typed.
    pub typed: Word,
    list: PhantomData<L>,
}

impl<L> From<Word> for WordOf<L> {
    fn from(typed: Word) -> Self {
        Self {
            typed,
            list: PhantomData,
        }
    }
}

impl<L> FromStr for WordOf<L> {
    type Err = Mistyped;

    fn from_str(text: &str) -> Result<Self, Mistyped> {
        // `TDM` and `Family Court` are how people write words.
        let word = to_kebab(&fold(text));
        Ok(word
            .parse::<Word>()
            .map_err(|_| format!("`{text}` is not a word: use letters, digits and dashes"))?
            .into())
    }
}

impl<L> std::fmt::Display for WordOf<L> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.typed.fmt(f)
    }
}

impl<L: List> Resolve for WordOf<L> {
    type With = Program;
    type Meaning = Word;

    fn resolve(&self, program: &Program) -> Result<Word, Failure> {
        word(program, L::NAME, &self.typed)
    }
}

/// The word of a list that a typed word means.
///
/// # Errors
/// It is not in the list that ships or in the program's own list.
pub fn word(program: &Program, list: &str, typed: &Word) -> Result<Word, Failure> {
    let meant = program.word_to_enter(list, typed.as_str());
    let known = program.words_for(list);
    if program.ships(list) && !known.contains(&meant) {
        let failure = Failure::new(format!("`{typed}` is not one of {}", quoted(&known)));
        return Err(match nearest(typed.as_str(), &known) {
            Some(near) => failure.help(format!("did you mean `{near}`?")),
            None => failure.help(format!("or {}", program.to_add(list, typed.as_str()))),
        });
    }
    meant.parse().map_err(Failure::new)
}
