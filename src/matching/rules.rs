//! The hard rules: what forbids a pair regardless of its points. Their words are those of `peer check`.

use super::factors::listed;
use super::pair::Pair;
use super::pool::Pool;
use super::rule::Rule;
use crate::record::{Word, language};

/// A rule that a pair breaks, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The rule.
    pub rule: Rule,
    /// How, in a phrase about the mentor, without a name.
    pub reason: String,
}

impl Pool<'_> {
    /// Whether a pair breaks a rule.
    #[must_use]
    #[inline]
    pub fn breaks(&self, pair: &Pair<'_>, rule: Rule) -> bool {
        let barred = || pair.parent.barred.contains(&(pair.at, rule));
        let breaks = match rule {
            Rule::MentorNotEligible => !pair.mentor.eligible,
            Rule::MentorOverCapacity => pair.load >= pair.mentor.capacity,
            Rule::NoSharedLanguage => {
                let (wanted, spoken) = (&pair.parent.languages, &pair.mentor.languages);
                !wanted.is_empty() && !spoken.is_empty() && !wanted.meets(spoken)
            }
            Rule::SamePerson | Rule::SameCase | Rule::DeclinedBefore | Rule::MentorAvoided => {
                barred()
            }
        };
        breaks && (self.ignored.is_empty() || !self.ignored.contains(&rule))
    }

    /// Whether a pair breaks no rule.
    #[must_use]
    pub fn allows(&self, pair: &Pair<'_>) -> bool {
        Rule::ALL.iter().all(|rule| !self.breaks(pair, *rule))
    }

    /// Whether a pair breaks no rule, except perhaps that the mentor has no free place.
    #[must_use]
    pub fn suits(&self, pair: &Pair<'_>) -> bool {
        !self.breaks(pair, Rule::MentorNotEligible) && self.suits_apart_from_eligibility(pair)
    }

    /// Whether only time separates the two: eligibility, and a place.
    pub(super) fn suits_apart_from_eligibility(&self, pair: &Pair<'_>) -> bool {
        // Most parents are not barred from anyone: for them only the language is checked, which keeps the loop short.
        let lasting =
            |rule: &&Rule| !matches!(rule, Rule::MentorNotEligible | Rule::MentorOverCapacity);
        !self.breaks(pair, Rule::NoSharedLanguage)
            && (pair.parent.barred.is_empty()
                || Rule::ALL
                    .iter()
                    .filter(lasting)
                    .all(|rule| !self.breaks(pair, *rule)))
    }

    /// Whether the two pass the rules that apply alike to all parents with the same languages: the mentor is eligible,
    /// and the two share a language.
    pub(super) fn suits_but_for_bars(&self, pair: &Pair<'_>) -> bool {
        !self.breaks(pair, Rule::MentorNotEligible) && !self.breaks(pair, Rule::NoSharedLanguage)
    }

    /// Every rule that a pair breaks, and how.
    #[must_use]
    pub fn broken(&self, pair: &Pair<'_>) -> Vec<Broken> {
        let broken = Rule::ALL
            .iter()
            .copied()
            .filter(|rule| self.breaks(pair, *rule));
        broken
            .map(|rule| Broken {
                rule,
                reason: self.how(pair, rule),
            })
            .collect()
    }

    /// How a pair breaks a rule.
    fn how(&self, pair: &Pair<'_>, rule: Rule) -> String {
        match rule {
            Rule::MentorNotEligible => self.why_not_eligible(pair.at),
            Rule::MentorOverCapacity => format!(
                "has no free place: {} of {} taken",
                pair.load, pair.mentor.capacity
            ),
            Rule::NoSharedLanguage => {
                let (spoken, wanted) = (
                    &pair.mentor.entry.record.languages,
                    &pair.parent.person.record.languages,
                );
                format!(
                    "speaks {}, and the parent {}",
                    languages(spoken),
                    languages(wanted)
                )
            }
            Rule::SamePerson => "is the same person".to_owned(),
            Rule::SameCase => match self
                .person(pair)
                .and_then(|person| self.register.shared_case(pair.at, person))
            {
                Some(case) => format!("is in the same case, {}", case.id),
                None => "is in the same case".to_owned(),
            },
            Rule::DeclinedBefore => {
                let declined = self
                    .person(pair)
                    .and_then(|person| self.register.declined_before(pair.at, person, self.day));
                match declined.and_then(|entry| Some((entry, entry.record.declined.as_ref()?))) {
                    Some((entry, declined)) => {
                        let reason = declined
                            .reason
                            .as_ref()
                            .map_or_else(String::new, |reason| format!(": {reason}"));
                        format!(
                            "was declined by the {} on {} ({}){reason}",
                            declined.by, declined.on, entry.id
                        )
                    }
                    None => "was declined before".to_owned(),
                }
            }
            Rule::MentorAvoided => "is someone the parent asked to avoid".to_owned(),
        }
    }

    fn why_not_eligible(&self, mentor: usize) -> String {
        let eligibility = self.register.eligibility(mentor, self.day);
        let missing: Vec<String> = eligibility
            .missing
            .iter()
            .map(ToString::to_string)
            .collect();
        match eligibility.from {
            _ if missing.is_empty() => "is left out of this what-if".to_owned(),
            Some(from) => match missing.as_slice() {
                [one] => format!("is not eligible before {from}: {one}"),
                all => format!(
                    "is not eligible before {from}; what was missing on {}: {}",
                    self.day,
                    all.join("; ")
                ),
            },
            None => format!("is not eligible: {}", missing.join("; ")),
        }
    }

    fn person(&self, pair: &Pair<'_>) -> Option<usize> {
        self.register.person_index(&pair.parent.person.id)
    }

    /// Facts that are missing to check rules, in words: a pair without languages passes, but is reported.
    #[must_use]
    pub fn unknown(&self, pair: &Pair<'_>) -> Option<&'static str> {
        match (
            pair.parent.languages.is_empty(),
            pair.mentor.languages.is_empty(),
        ) {
            (true, true) => Some("the languages of both"),
            (true, false) => Some("the parent's languages"),
            (false, true) => Some("the mentor's languages"),
            (false, false) => None,
        }
    }
}

/// Languages by their names: `Arabic, English and Somali`.
pub(super) fn languages(words: &[Word]) -> String {
    listed(words.iter().map(|word| language(word.as_str())))
}

#[cfg(test)]
mod tests;
