//! The query language of lists: `key:value` terms that must all hold, a comma for "or", `not:` for the opposite.

use crate::record::period::Frame;
use crate::record::read::nearest;
use crate::record::schema::key_called;
use crate::record::{Day, Days, Kind, Period, Program};
use crate::register::fold;

/// A record as queries see it: its keys, each with its values.
pub type Facts = Vec<(&'static str, Vec<String>)>;

/// A term of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Term {
    key: String,
    values: Vec<String>,
    opposite: bool,
}

/// The query of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    terms: Vec<Term>,
}

impl Query {
    /// Parses terms such as `status:waiting`, `need:housing,visitation`, `not:area:85705`, `start:2026-10`; a word
    /// without a colon is looked for in ids and names.
    ///
    /// # Errors
    /// Returns a message and a suggestion if such records do not have a key (with the nearest one), or if a term has no
    /// value.
    pub fn parse(terms: &[String], keys: &[&'static str]) -> Result<Self, (String, String)> {
        let mut parsed = Vec::new();
        for text in terms {
            let (opposite, rest) = match text.strip_prefix("not:") {
                Some(rest) => (true, rest),
                None => (false, text.as_str()),
            };
            let Some((key, values)) = rest.split_once(':') else {
                parsed.push(Term {
                    key: "name".to_owned(),
                    values: vec![rest.to_owned()],
                    opposite,
                });
                continue;
            };
            let known = key_called(key, keys).ok_or_else(|| {
                let help = match nearest(key, keys) {
                    Some(near) => format!("did you mean `{near}:`?"),
                    None => format!("the keys here are {}", keys.join(", ")),
                };
                (format!("this list has no column `{key}`"), help)
            })?;
            let values: Vec<String> = values
                .split(',')
                .map(str::trim)
                .filter(|value| !value.is_empty())
                .map(str::to_owned)
                .collect();
            if values.is_empty() {
                return Err((
                    format!("`{text}` has no value"),
                    format!(
                        "write {known}:VALUE, or {known}:any for any value, or {known}:none for no value"
                    ),
                ));
            }
            parsed.push(Term {
                key: known.to_owned(),
                values,
                opposite,
            });
        }
        Ok(Self { terms: parsed })
    }

    /// The range of days that contains the requested records, by their value under a key.
    #[must_use]
    pub fn days(&self, key: &str, frame: &Frame) -> Days {
        let asked = self
            .terms
            .iter()
            .filter(|term| term.key == key && !term.opposite);
        asked.fold(Days::ALL, |days, term| {
            let values = term.values.iter().map(|value| days_of(value, frame));
            let around = values.reduce(|a, b| Days {
                first: a.first.min(b.first),
                last: a.last.max(b.last),
            });
            around.map_or(days, |around| days.and(around))
        })
    }

    /// Whether it asks for something under a key.
    #[must_use]
    pub fn asks(&self, key: &str) -> bool {
        self.terms.iter().any(|term| term.key == key)
    }

    /// Whether it asks for nothing but what something under a key is.
    #[must_use]
    pub fn asks_only(&self, key: &str) -> bool {
        self.terms
            .iter()
            .all(|term| term.key == key && !term.opposite)
    }

    /// Every requested value, with its key.
    pub(super) fn values(&self) -> impl Iterator<Item = (&str, &str)> {
        self.terms.iter().flat_map(|term| {
            let values = term.values.iter();
            values.map(|value| (term.key.as_str(), value.as_str()))
        })
    }

    /// The query in the program's own words: a synonym becomes the word it means.
    #[must_use]
    pub fn in_words(mut self, kind: Kind, program: &Program) -> Self {
        for term in &mut self.terms {
            if let Some(fact) = program.fact(kind, &term.key) {
                for value in &mut term.values {
                    if let Ok(word) = value.parse() {
                        *value = fact.word_for(&word).to_string();
                    }
                }
            }
            if let Some(list) = kind.schema().field(&term.key).and_then(|field| field.words) {
                for value in &mut term.values {
                    *value = program.word_for(list, value).to_owned();
                }
            }
        }
        self
    }

    /// Whether every term holds for a record.
    #[must_use]
    pub fn holds(&self, facts: &Facts, frame: &Frame) -> bool {
        self.terms.iter().all(|term| {
            let found: &[String] = facts
                .iter()
                .find(|(key, _)| *key == term.key)
                .map_or(&[], |(_, values)| values.as_slice());
            term.values
                .iter()
                .any(|wanted| fits(&term.key, wanted, found, frame))
                != term.opposite
        })
    }
}

/// The days that a value asks for; all of them if only the records can say.
fn days_of(wanted: &str, frame: &Frame) -> Days {
    if let Ok(day) = wanted.parse::<Day>() {
        return Days {
            first: day,
            last: day,
        };
    }
    match Period::parse(wanted, frame) {
        Ok(Period { first, last, .. }) if wanted != "to-date" => Days { first, last },
        _ => Days::ALL,
    }
}

fn fits(key: &str, wanted: &str, found: &[String], frame: &Frame) -> bool {
    match wanted {
        "any" => return !found.is_empty(),
        "none" => return found.is_empty(),
        _ => {}
    }
    if key == "name" {
        let wanted = fold(wanted);
        return found.iter().any(|value| fold(value).contains(&wanted));
    }
    if found
        .iter()
        .any(|value| value == wanted || fold(value) == fold(wanted))
    {
        return true;
    }
    let days = || found.iter().filter_map(|value| value.parse::<Day>().ok());
    days().next().is_some()
        && Period::parse(wanted, frame).is_ok_and(|period| days().any(|day| period.contains(day)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: &[&str] = &["id", "name", "status", "needs", "start", "capacity"];

    fn holds(terms: &[&str]) -> bool {
        let frame = Frame {
            as_of: "2026-11-21".parse().unwrap(),
            fiscal_year_starts: 7,
            first_fact: None,
        };
        let facts: Facts = vec![
            ("name", vec!["p-4f7kq".to_owned(), "José Muñoz".to_owned()]),
            ("status", vec!["waiting".to_owned()]),
            ("needs", vec!["housing".to_owned(), "visitation".to_owned()]),
            ("start", vec!["2026-10-05".to_owned()]),
        ];
        let terms: Vec<String> = terms.iter().map(|term| (*term).to_owned()).collect();
        Query::parse(&terms, KEYS).unwrap().holds(&facts, &frame)
    }

    #[test]
    fn all_terms_must_hold_and_a_comma_means_or() {
        assert!(holds(&["status:waiting", "need:housing"]));
        assert!(holds(&["need:mental-health,visitation"]));
        assert!(!holds(&["status:waiting", "need:mental-health"]));
        assert!(holds(&["not:status:matched"]));
        assert!(!holds(&["not:needs:housing"]));
        assert!(holds(&["jose"]));
        assert!(holds(&["capacity:none", "needs:any"]));
    }

    #[test]
    fn a_day_fits_any_period_that_holds_it() {
        assert!(holds(&["start:2026-10"]));
        assert!(holds(&["start:SFY2027Q2"]));
        assert!(holds(&["start:2026-10-05"]));
        assert!(!holds(&["start:2026-09"]));
    }

    #[test]
    fn an_unknown_key_names_the_nearest() {
        let error = Query::parse(&["statsu:waiting".to_owned()], KEYS).unwrap_err();
        assert_eq!(error.1, "did you mean `status:`?");
    }
}
