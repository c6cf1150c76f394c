//! The words of a program, list by list, and what may be typed for each.

use super::classed::{Classed, Words};
use super::classes::{
    Class, ConsentKind, ExitReason, Hearing, Meeting, Mode, OutcomeSource, ReferralOutcome, Role,
    Setting, usual,
};
use crate::record::schema::record;
use crate::record::word::Word;
use crate::record::{language_code, language_codes};

/// Declares the lists of the vocabulary.
macro_rules! vocabulary {
    ($( $(#[doc = $doc:literal])+ $(#[since($since:literal)])? pub $list:ident: $type:ty, )*) => {
        record! {
            /// The words that records may use. An empty or missing list allows any word, or the built-in ones.
            pub struct Vocabulary {
                $( $(#[doc = $doc])+ $(#[since($since)])? pub $list: $type, )*
            }
        }

        impl Default for Vocabulary {
            fn default() -> Self {
                Self { $( $list: Default::default(), )* }
            }
        }

        impl Vocabulary {
            /// The names of the lists.
            pub const LISTS: &'static [&'static str] = &[$(stringify!($list)),*];

            /// The list with that name.
            #[must_use]
            pub fn list(&self, name: &str) -> Option<&dyn Words> {
                $( if name == stringify!($list) {
                    return Some(&self.$list);
                } )*
                None
            }
        }
    };
}

vocabulary! {
    /// Needs of participants and experience of mentors.
    pub needs: Vec<Word>,
    /// Domains of goals.
    pub domains: Vec<Word>,
    /// Topics of sessions.
    pub topics: Vec<Word>,
    /// Decisions of team meetings.
    pub decisions: Vec<Word>,
    /// Reasons why an enrollment or a match ended: completed, or other.
    pub reasons: Classed<ExitReason>,
    /// Who refers parents.
    pub referral_sources: Vec<Word>,
    /// Where parents are referred to.
    pub resources: Vec<Word>,
    /// Where children live while out of the home.
    #[since(2)]
    pub settings: Classed<Setting>,
    /// Kinds of team meeting.
    #[since(2)]
    pub meetings: Classed<Meeting>,
    /// Kinds of petition.
    #[since(2)]
    pub petitions: Vec<Word>,
    /// Kinds of hearing.
    #[since(2)]
    pub hearings: Classed<Hearing>,
    /// How people meet.
    #[since(2)]
    pub modes: Classed<Mode>,
    /// What a consent is for.
    #[since(2)]
    pub consents: Classed<ConsentKind>,
    /// What mentors do in the program.
    #[since(2)]
    pub roles: Classed<Role>,
    /// What comes of a referral.
    #[since(2)]
    pub referral_outcomes: Classed<ReferralOutcome>,
    /// Who said how a family fared after the program.
    #[since(2)]
    pub outcome_sources: Classed<OutcomeSource>,
    /// Genders of people, and those that parents wish a mentor to have.
    #[since(2)]
    pub genders: Vec<Word>,
    /// Languages that people speak; without a list the codes of ISO 639.
    #[since(2)]
    pub languages: Vec<Word>,
}

/// The needs of a program that lists none.
pub const DEFAULT_NEEDS: [&str; 8] = [
    "community-violence",
    "court-process",
    "domestic-violence",
    "financial-stress",
    "housing",
    "mental-health",
    "substance-use",
    "visitation",
];

impl Vocabulary {
    /// The class of a word, by which figures count it.
    #[must_use]
    pub fn class<C: Class>(&self, word: &Word) -> C {
        let listed = self.list(C::LIST);
        listed
            .and_then(|list| list.class_of(word.as_str()))
            .and_then(|class| class.parse().ok())
            .unwrap_or_else(|| usual(word.as_str()))
    }

    /// The words that a field of records may hold; empty if any word may be used.
    #[must_use]
    pub fn words(&self, list: &str) -> Vec<&str> {
        let Some(own) = self.list(list) else {
            return Vec::new();
        };
        let listed = own.listed();
        if listed.is_empty() && list == "needs" {
            return DEFAULT_NEEDS.to_vec();
        }
        let mut words: Vec<&str> = own.shipped();
        for (word, _) in listed {
            if !words.contains(&word) {
                words.push(word);
            }
        }
        words
    }

    /// How a person adds a word to a list.
    #[must_use]
    pub fn to_add(&self, list: &str, word: &str) -> String {
        let is_own = self.list(list).is_some_and(|own| !own.listed().is_empty());
        if is_own {
            format!(
                "type `peer edit peer.toml`, and under `[vocabulary]`, type `\"{word}\",` right after `{list} = [`"
            )
        } else if list == "needs" {
            let all: Vec<String> = DEFAULT_NEEDS
                .into_iter()
                .chain([word])
                .map(|word| format!("\"{word}\", "))
                .collect();
            format!(
                "type `peer edit peer.toml`, and paste this line under `[vocabulary]` (the words you have now, plus `{word}`): `{list} = [ {}]`",
                all.concat()
            )
        } else {
            format!(
                "write `{list} = [ \"{word}\", ]` under `[vocabulary]` in peer.toml (`peer edit peer.toml`): the words that come with `peer` stay"
            )
        }
    }

    /// The word of a list meant by what was typed: itself, or the word that it is an alias of.
    #[must_use]
    pub fn meant<'w>(&'w self, list: &str, typed: &'w str) -> &'w str {
        let listed = self.list(list).map_or_else(Vec::new, Words::listed);
        let has_alias = |aliases: &[Word]| aliases.iter().any(|alias| alias.as_str() == typed);
        let meant = listed.iter().find(|(_, aliases)| has_alias(aliases));
        if self.words(list).contains(&typed) {
            return typed;
        }
        let usual = || language_code(typed).filter(|_| list == "languages");
        meant.map_or_else(|| usual().unwrap_or(typed), |(word, _)| word)
    }

    /// The word that is entered for a typed one: as [`Vocabulary::meant`], and `woman` for `female` if that is the word of
    /// the list.
    #[must_use]
    pub fn entered<'w>(&'w self, list: &str, typed: &'w str) -> &'w str {
        let meant = self.meant(list, typed);
        let mut known = self.words(list);
        if known.is_empty() {
            known = self.usual(list);
        }
        if list != "genders" || known.contains(&meant) {
            return meant;
        }
        let same = SAME_GENDER.iter().find(|same| same.contains(&meant));
        let mut same = same.into_iter().flat_map(|same| same.iter());
        let own = same.find_map(|word| known.iter().find(|known| *known == word));
        own.copied().unwrap_or(meant)
    }

    /// The usual words of a list, whether or not others are used too.
    #[must_use]
    pub fn usual(&self, list: &str) -> Vec<&'static str> {
        match list {
            "genders" => vec!["man", "nonbinary", "woman"],
            "languages" => language_codes().collect(),
            "needs" => DEFAULT_NEEDS.to_vec(),
            _ => self.list(list).map_or_else(Vec::new, Words::usual),
        }
    }

    /// Whether a list has built-in words, so that the only other ones are those that the program lists.
    #[must_use]
    pub fn ships(&self, list: &str) -> bool {
        self.list(list)
            .is_some_and(|list| !list.shipped().is_empty())
    }
}

/// Different words for one gender.
pub const SAME_GENDER: [&[&str]; 2] = [
    &["woman", "female", "f", "women"],
    &["man", "male", "m", "men"],
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::read::record;
    use crate::record::schema::{Shape, Table};
    use crate::record::{Kind, Program};

    fn program(vocabulary: &str) -> Program {
        record(&format!("schema = 2\nname = \"T\"\n{vocabulary}")).unwrap()
    }

    fn word(text: &str) -> Word {
        text.parse().unwrap()
    }

    #[test]
    fn another_word_for_a_gender_is_entered_as_that_of_the_program() {
        let own = |listed: &str| program(&format!("[vocabulary]\ngenders = [ {listed} ]\n"));
        for (program, typed, entered) in [
            (program(""), "female", "woman"),
            (program(""), "male", "man"),
            (program(""), "woman", "woman"),
            (program(""), "trans-woman", "trans-woman"),
            (own("\"woman\", \"man\""), "men", "man"),
            (own("\"female\", \"male\""), "woman", "female"),
            (own("\"female\", \"woman\""), "female", "female"),
            (own("\"nonbinary\""), "female", "female"),
        ] {
            assert_eq!(program.word_to_enter("genders", typed), entered, "{typed}");
        }
        assert_eq!(program("").word_to_enter("needs", "female"), "female");
    }

    #[test]
    fn a_word_has_the_class_that_the_program_gives_it() {
        let own = program(
            "[vocabulary.settings]\nstrtp = { class = \"group\", aliases = [ \"short-term\", ] }\njuvenile-hall = \"detention\"\n\
             foster-home = { aliases = [ \"ffh\", ] }\n",
        );
        let class = |text: &str| own.class::<Setting>(&word(text));
        assert_eq!(class("strtp"), Setting::Group);
        assert_eq!(class("juvenile-hall"), Setting::Detention);
        assert_eq!(class("foster-home"), Setting::Foster);
        assert_eq!(class("ranch-camp"), Setting::Group);
        assert_eq!(class("elsewhere"), Setting::Other);
        assert_eq!(own.word_for("settings", "short-term"), "strtp");
        assert_eq!(own.word_for("settings", "ffh"), "foster-home");
        assert_eq!(own.word_for("settings", "relative"), "relative");
        let words = own.words_for("settings");
        assert!(words.contains(&"strtp") && words.contains(&"detention"));
        assert!(!words.contains(&"short-term"));
    }

    #[test]
    fn a_plain_list_of_reasons_is_read_as_it_was() {
        let old = program("[vocabulary]\nreasons = [ \"goals-met\", \"moved-away\", ]\n");
        assert_eq!(old.words_for("reasons"), ["goals-met", "moved-away"]);
        assert_eq!(
            old.class::<ExitReason>(&word("goals-met")),
            ExitReason::Completed
        );
        assert_eq!(
            old.class::<ExitReason>(&word("moved-away")),
            ExitReason::Other
        );
        let none = program("");
        assert!(none.words_for("reasons").is_empty() && none.words_for("roles").is_empty());
        assert_eq!(
            none.words_for("modes"),
            ["in-person", "phone", "video", "text"]
        );
        let new = program("[vocabulary]\nreasons = { moved-away = \"completed\" }\n");
        assert_eq!(new.words_for("reasons"), ["moved-away"]);
        assert_eq!(
            new.class::<ExitReason>(&word("moved-away")),
            ExitReason::Completed
        );
    }

    #[test]
    fn what_is_read_is_written_again() {
        for text in [
            "[vocabulary]\nreasons = [ \"a\", \"b\", ]\n",
            "[vocabulary.settings]\nstrtp = { class = \"group\", aliases = [ \"short-term\", ] }\nhall = \"detention\"\n",
        ] {
            let read = program(text).vocabulary.unwrap();
            let fields = read.fields();
            assert_eq!(fields.len(), 1, "{fields:?}");
        }
    }

    #[test]
    fn an_unknown_class_names_the_nearest() {
        let text = "schema = 2\nname = \"T\"\n[vocabulary.settings]\nstrtp = \"gruop\"\n";
        let faults = record::<Program>(text).unwrap_err();
        assert_eq!(faults[0].message, "`gruop` is not a class of words here");
        assert!(faults[0].help.starts_with("did you mean `group`?"));
    }

    #[test]
    fn words_with_classes_need_the_second_schema() {
        let faults = |vocabulary: &str| -> Vec<_> {
            let text = format!("name = \"T\"\nschema = 1\n{vocabulary}");
            let faults = record::<Program>(&text).err();
            faults.into_iter().flatten().map(|f| f.rule).collect()
        };
        assert_eq!(
            faults("[vocabulary.modes]\nletter = \"text\"\n"),
            ["newer-key"]
        );
        assert_eq!(
            faults("[vocabulary]\nreasons = { a = \"completed\" }\n"),
            ["newer-key"]
        );
        assert!(faults("[vocabulary]\nreasons = [ \"a\", ]\n").is_empty());
    }

    #[test]
    fn every_mark_of_a_field_names_a_list() {
        fn walk(schema: &crate::record::Schema) {
            for field in schema.fields {
                if let Some(list) = field.words {
                    assert!(Vocabulary::LISTS.contains(&list), "{}", field.name);
                }
                match field.shape {
                    Shape::Table(inner) | Shape::Tables(inner) | Shape::Map(inner) => walk(inner),
                    _ => {}
                }
            }
        }
        for kind in Kind::ALL {
            walk(kind.schema());
        }
    }
}
