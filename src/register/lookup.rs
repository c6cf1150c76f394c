//! Finding a record by what someone types: an id, the beginning of one, or a name.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::link::Register;
use crate::record::{IdKind, Kind, PersonId};

/// A record with the name it can be found by, if it has one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// The id.
    pub id: String,
    /// The kind of record.
    pub kind: IdKind,
    /// The name of a person, if it is known and may be shown.
    pub name: Option<String>,
}

/// The one record meant.
pub type Found = Named;

/// Why there is no single match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// Nothing matches; these are close.
    Unknown(Vec<Named>),
    /// Several match.
    Ambiguous(Vec<Named>),
}

/// A text without case, accents or punctuation, so that `José` and `JOSE` are equal however they are encoded.
#[must_use]
pub fn fold(text: &str) -> String {
    let plain: String = text
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'ł' => 'l',
            'ø' => 'o',
            'đ' | 'ð' => 'd',
            'ı' => 'i',
            'æ' => 'a',
            'ß' => 's',
            c if c.is_alphanumeric() => c,
            '\'' | '’' | 'ʻ' | '‘' | '`' => '\u{0}',
            _ => ' ',
        })
        .filter(|c| *c != '\u{0}')
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many close matches are listed.
const NEAR: usize = 6;

impl Register {
    /// All records of the kinds in `among`, with names. Duplicates by `same_as` are listed under the id that counts;
    /// people whose record could not be read are listed too, so that no one else is mistaken for them.
    #[must_use]
    pub fn named(&self, among: &[IdKind]) -> Vec<Named> {
        let records = self.records();
        let wants = |kind: IdKind| {
            let is_person = Kind::from(kind).is_people();
            among.contains(&kind) || (is_person && among.contains(&IdKind::Person))
        };
        let mut all = Vec::new();
        for kind in Kind::those(|kind| !kind.is_names()) {
            let Some(id_kind) = kind.id_kind().filter(|id_kind| wants(*id_kind)) else {
                continue;
            };
            let named = |(id, _): (&str, _)| match id.parse::<PersonId>() {
                Ok(person) if kind.is_people() => self.named_person(&person),
                _ => Named {
                    id: id.to_owned(),
                    kind: id_kind,
                    name: None,
                },
            };
            all.extend(records.ids(kind).into_iter().map(named));
            if kind.is_people() {
                let unread = records.unread.iter().map(|id| self.named_person(id));
                all.extend(unread.filter(|named| named.kind == id_kind));
            }
        }
        all
    }

    fn named_person(&self, id: &PersonId) -> Named {
        let kind = match id {
            PersonId::Participant(_) => IdKind::Participant,
            PersonId::Mentor(_) => IdKind::Mentor,
        };
        Named {
            id: id.as_str().to_owned(),
            kind,
            name: self.name(id),
        }
    }

    /// The record of the kinds in `among` that `typed` means: an id, otherwise the beginning of a single id, otherwise
    /// a name, whole or in part. Ids come before names, whole names before words in them, and those before beginnings
    /// of words.
    ///
    /// # Errors
    /// Returns the close records if none or several match.
    pub fn find(&self, typed: &str, among: &[IdKind]) -> Result<Found, Lookup> {
        let all = self.named(among);
        if let Some(exact) = all.iter().find(|named| named.id == typed) {
            return Ok(exact.clone());
        }
        let wanted = fold(typed);
        let by_prefix = |named: &&Named| !typed.is_empty() && named.id.starts_with(typed);
        let is_called =
            |named: &Named| !wanted.is_empty() && self.names_of(named).contains(&wanted);
        let is_bare = !wanted.contains(' ') && all.iter().any(is_called) && {
            let whole = |named: &Named| named.name.as_ref().map(|name| fold(name));
            all.iter()
                .all(|named| whole(named).as_ref() != Some(&wanted))
        };
        // An alias of one word also belongs to others who have it as their given name.
        let has_given = |named: &Named| {
            let names = self.names_of(named);
            let mut names = names.iter();
            is_bare && names.any(|name| name.split(' ').next() == Some(wanted.as_str()))
        };
        let by_name = |named: &&Named| is_called(named) || has_given(named);
        let words: Vec<&str> = wanted.split(' ').filter(|word| !word.is_empty()).collect();
        let by_part = |named: &&Named| {
            !words.is_empty()
                && self.names_of(named).iter().any(|name| {
                    words
                        .iter()
                        .all(|word| name.split(' ').any(|part| part.starts_with(word)))
                })
        };
        let by_word = |named: &&Named| {
            !words.is_empty()
                && self.names_of(named).iter().any(|name| {
                    let parts: Vec<&str> = name.split(' ').collect();
                    words.iter().all(|word| parts.contains(word))
                })
        };
        let tests: [&dyn Fn(&&Named) -> bool; 4] = [&by_prefix, &by_name, &by_word, &by_part];
        for test in tests {
            let fitting: Vec<Named> = all.iter().filter(test).cloned().collect();
            match self.one_person(&fitting) {
                Some(one) => return Ok(one),
                None if fitting.is_empty() => {}
                None => return Err(Lookup::Ambiguous(fitting)),
            }
        }
        Err(Lookup::Unknown(self.near(typed, &wanted, all)))
    }

    /// The one record that all of these lead to, if they are files of one person.
    fn one_person(&self, fitting: &[Named]) -> Option<Named> {
        let (first, rest) = fitting.split_first()?;
        if rest.is_empty() {
            return Some(first.clone());
        }
        let root = |named: &Named| named.id.parse().ok().map(|id| self.root(&id).to_string());
        let shared = root(first)?;
        rest.iter()
            .all(|named| root(named).as_ref() == Some(&shared))
            .then(|| {
                fitting
                    .iter()
                    .find(|named| named.id == shared)
                    .unwrap_or(first)
                    .clone()
            })
    }

    /// The folded names of a record; a mentor who was a participant has the same ones.
    fn names_of(&self, named: &Named) -> Vec<String> {
        let person = Kind::from(named.kind).is_people();
        let id = named.id.parse::<PersonId>().ok().filter(|_| person);
        id.and_then(|id| {
            self.identity(&id)
                .map(|identity| identity.names_to_find().map(|name| fold(&name)).collect())
        })
        .unwrap_or_default()
    }

    fn near(&self, typed: &str, wanted: &str, all: Vec<Named>) -> Vec<Named> {
        let mut near: Vec<(usize, Named)> = all
            .into_iter()
            .filter_map(|named| {
                let to_id = strsim::osa_distance(typed, &named.id);
                let to_names = self.names_of(&named).into_iter().flat_map(|name| {
                    let parts: Vec<usize> = name
                        .split(' ')
                        .map(|part| strsim::osa_distance(wanted, part))
                        .collect();
                    parts
                        .into_iter()
                        .chain([strsim::osa_distance(wanted, &name)])
                        .min()
                });
                let distance = to_names.chain([to_id]).min()?;
                (distance <= 1 + typed.chars().count() / 4).then_some((distance, named))
            })
            .collect();
        near.sort();
        near.into_iter()
            .take(NEAR)
            .map(|(_, named)| named)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_ignores_case_accents_and_spelling() {
        assert_eq!(fold("José"), "jose");
        assert_eq!(fold("Jose\u{301}"), "jose");
        assert_eq!(fold("Łukasz  O’Brien-Nuñez"), "lukasz obrien nunez");
        assert_eq!(fold("Nguyễn Thị Đào"), "nguyen thi dao");
    }
}
