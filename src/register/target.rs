//! What a target of a contract can ask for.

use std::collections::BTreeSet;

use super::link::Register;
use crate::record::contract::Target;
use crate::record::read::nearest;
use crate::record::schema::quoted;
use crate::record::{Kind, Point, Service, Survey, System};

/// Words that every key accepts: for the row of all or of the unrecorded, and for people with any value or none.
const ALWAYS: [&str; 4] = ["all", "not-recorded", "any", "none"];

/// A word of a target's `where` that its key does not have.
#[derive(Debug)]
pub struct Strange {
    /// The word.
    pub word: String,
    /// What to write instead.
    pub help: String,
}

impl Register {
    /// The word in a term of `where`, such as `survey:pfs3`, that selects nothing because its key does not have it;
    /// `None` for keys that accept any word.
    #[must_use]
    pub fn strange(&self, target: &Target, term: &str) -> Option<Strange> {
        let (key, words) = term.strip_prefix("not:").unwrap_or(term).split_once(':')?;
        let known = self.words_of(target, key);
        if known.is_empty() {
            return None;
        }
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let is_known = |word: &&str| ALWAYS.contains(word) || known.contains(word);
        let word = words
            .split(',')
            .map(str::trim)
            .find(|word| !is_known(word))?;
        let help = match nearest(word, &known) {
            Some(near) => format!("did you mean `{key}:{near}`?"),
            None => format!("`{key}` can be {}", quoted(&known)),
        };
        Some(Strange {
            word: word.to_owned(),
            help,
        })
    }

    /// The words that a key of a target accepts; empty if it accepts any word.
    fn words_of(&self, target: &Target, key: &str) -> BTreeSet<String> {
        let all = |words: &[&str]| words.iter().map(ToString::to_string).collect();
        let of_surveys = target.measure.parts().0 == "surveys";
        match key {
            "survey" if of_surveys => self.surveys().keys().map(ToString::to_string).collect(),
            "point" if of_surveys => all(Point::WORDS),
            "part" if of_surveys => {
                let terms = target.terms.as_deref().unwrap_or("").split_whitespace();
                let named: Vec<&str> = terms
                    .filter_map(|term| term.strip_prefix("survey:"))
                    .collect();
                let surveys = self.surveys();
                let is_meant = |name: &str| named.is_empty() || named.contains(&name);
                let meant = surveys.iter().filter(|(name, _)| is_meant(name.as_str()));
                meant.flat_map(|(_, survey)| parts(survey)).collect()
            }
            _ if self.program().fact(Kind::Participant, key).is_some() => BTreeSet::new(),
            "service" => all(Service::WORDS),
            "system" => all(System::WORDS),
            "meeting" => all(&self.program().words_for("meetings")),
            _ => BTreeSet::new(),
        }
    }
}

/// The parts of a survey, as its report names them.
fn parts(survey: &Survey) -> BTreeSet<String> {
    let mut parts = BTreeSet::from(["sheets".to_owned()]);
    match survey.is_satisfaction() {
        true => parts.extend(
            survey
                .item
                .iter()
                .map(|item| format!("item-{}", item.number)),
        ),
        false => parts.extend(survey.scale.iter().map(|scale| scale.name.to_string())),
    }
    parts
}
