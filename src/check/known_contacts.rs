//! People's contact data and their numbers in other systems, and finding these in a text.

use std::collections::HashMap;

use super::text::tokens;
use crate::register::{Register, fold};

/// The number of digits of a phone number with its area code, and without.
const WHOLE: usize = 10;
const LOCAL: usize = 7;

/// The digit before a whole number if it has a country code.
const COUNTRY: char = '1';

/// The minimum length of a one-word number in another system to search for.
const SHORTEST: usize = 5;

/// Words that end the name of a street and are often left out or written differently.
const STREETS: [&str; 17] = [
    "ave",
    "avenue",
    "blvd",
    "boulevard",
    "cir",
    "circle",
    "court",
    "ct",
    "dr",
    "drive",
    "lane",
    "ln",
    "rd",
    "road",
    "st",
    "street",
    "way",
];

/// Data of a person found in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Contact<'c> {
    /// The id of the person it belongs to.
    pub of: &'c str,
    /// What it is, such as `phone number`.
    pub what: &'static str,
}

/// Data on file other than names, by how it begins in a text.
#[derive(Default)]
pub(super) struct Contacts<'r> {
    phones: HashMap<String, Contact<'r>>,
    /// By their first word: the other words, and the contact.
    words: HashMap<String, Vec<(Vec<String>, Contact<'r>)>>,
}

impl<'r> Contacts<'r> {
    pub fn of(register: &'r Register) -> Self {
        let mut contacts = Self::default();
        for entry in &register.records().identities {
            let (id, identity) = (entry.id.as_str(), &entry.record);
            contacts.phone(id, identity.phone.as_deref().unwrap_or_default());
            contacts.text(
                id,
                "e-mail address",
                identity.email.as_deref().unwrap_or_default(),
            );
            contacts.street(id, identity.street.as_deref().unwrap_or_default());
            for number in &identity.external_ids {
                let number = number
                    .split_once(':')
                    .map_or(&**number, |(_, number)| number);
                contacts.number(id, "number in another system", number);
            }
            for number in &identity.docket {
                let number = number
                    .rsplit_once(':')
                    .map_or(&**number, |(_, number)| number);
                contacts.number(id, "docket number", number);
            }
        }
        contacts
    }

    /// A number that is too long to be anything else.
    fn number(&mut self, id: &'r str, what: &'static str, number: &str) {
        if number.len() >= SHORTEST && number.contains(|c: char| c.is_ascii_digit()) {
            self.text(id, what, number);
        }
    }

    /// Each number in the recorded text, without extensions.
    fn phone(&mut self, id: &'r str, phones: &str) {
        for phone in phones.split(|c: char| c.is_alphabetic() || matches!(c, '/' | ',' | ';')) {
            let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
            for length in [WHOLE, LOCAL] {
                if let Some(last) = digits
                    .len()
                    .checked_sub(length)
                    .and_then(|from| digits.get(from..))
                {
                    self.phones.entry(last.to_owned()).or_insert(Contact {
                        of: id,
                        what: "phone number",
                    });
                }
            }
        }
    }

    /// The number and the name of a street, without parts that are often left out: the word for street and the
    /// apartment.
    fn street(&mut self, id: &'r str, street: &str) {
        let folded = fold(street);
        let words: Vec<&str> = folded.split(' ').collect();
        let is_street = |at: &usize| {
            words
                .get(*at)
                .is_some_and(|word| STREETS.binary_search(word).is_ok())
        };
        let end = (2..words.len()).find(is_street).unwrap_or(words.len());
        let name = words[..end].join(" ");
        if end > 1 && name.contains(|c: char| c.is_ascii_digit()) {
            self.text(id, "street address", &name);
        }
    }

    fn text(&mut self, of: &'r str, what: &'static str, text: &str) {
        let folded = fold(text);
        let mut words = folded.split(' ').map(str::to_owned);
        if let Some(first) = words.next().filter(|first| !first.is_empty()) {
            self.words
                .entry(first)
                .or_default()
                .push((words.collect(), Contact { of, what }));
        }
    }

    /// The first of these in a text, a phone number before others.
    pub fn find(&self, text: &str) -> Option<&Contact<'r>> {
        self.find_phone(text).or_else(|| self.find_words(text))
    }

    fn find_words(&self, text: &str) -> Option<&Contact<'r>> {
        let mut rest = tokens(text);
        while let Some(token) = rest.next() {
            let candidates = self.words.get(&*token.folded()).into_iter().flatten();
            for (words, found) in candidates {
                let mut following = rest.clone();
                if words.iter().all(|word| {
                    following
                        .next()
                        .is_some_and(|token| *word == *token.folded())
                }) {
                    return Some(found);
                }
            }
        }
        None
    }

    /// Phone numbers are found in any format: `520-555-0142`, `(520) 555 0142`, `5550142`.
    fn find_phone(&self, text: &str) -> Option<&Contact<'r>> {
        let mut rest = text;
        while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
            rest = &rest[at..];
            if let Some(found) = self.phone_at(rest) {
                return Some(found);
            }
            rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        }
        None
    }

    /// The phone number that a text begins with: groups of digits close to each other.
    fn phone_at(&self, mut text: &str) -> Option<&Contact<'r>> {
        let mut digits = String::new();
        while digits.len() < WHOLE {
            let after = text.trim_start_matches(|c: char| c.is_ascii_digit());
            let group = &text[..text.len() - after.len()];
            if group.is_empty() {
                return None;
            }
            digits += group;
            let national = digits
                .strip_prefix(COUNTRY)
                .filter(|rest| rest.len() == WHOLE)
                .unwrap_or(&digits);
            if let Some(found) = self.phones.get(national) {
                return Some(found);
            }
            text = after.trim_start_matches([' ', '-', '.', '(', ')', '/', '\u{a0}', '‑']);
        }
        None
    }
}

/// What a text seems to contain, on file or not: a phone number or an e-mail address.
pub(super) fn shape(text: &str) -> Option<&'static str> {
    let is_mail = |word: &str| {
        word.split_once('@')
            .is_some_and(|(who, at)| !who.is_empty() && at.trim_end_matches('.').contains('.'))
    };
    if text.split_whitespace().any(is_mail) {
        return Some("an e-mail address");
    }
    let mut groups: Vec<(usize, &str)> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (gap, digits) = rest.split_at(at);
        rest = digits.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_near = gap.chars().count() < 3
            && gap
                .chars()
                .all(|c| matches!(c, ' ' | '-' | '.' | '(' | ')' | '/'));
        if !is_near {
            groups.clear();
        }
        groups.push((digits.len() - rest.len(), gap));
        let is_phone = match groups[..] {
            [.., (3, _), (3, _), (4, _)] | [.., (WHOLE, _)] => true,
            [.., (3, _), (4, gap)] => matches!(gap, "-" | "."),
            _ => false,
        };
        if is_phone {
            return Some("a phone number");
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Contact, Contacts, STREETS, shape};
    use crate::register::testing::register;

    const IDENTITY: &str = r#"
given = "Rosa"
phone = "(520) 555-0142 x12, home 520-555-0177"
email = "rosa.medina@example.org"
street = "12 N Elm St Apt 4"
external_ids = ["dcs:0042187", "jail:JD-2021-7", "short:12"]
"#;

    fn found(text: &str) -> Option<&'static str> {
        let register = register(&[
            ("participants/p-a.toml", ""),
            ("identities/p-a.toml", IDENTITY),
        ]);
        let contacts = Contacts::of(&register);
        let found = contacts.find(text);
        assert!(found.is_none_or(|found| found.of == "p-a"));
        found.map(|Contact { what, .. }| *what)
    }

    #[test]
    fn a_phone_number_is_found_however_it_is_set() {
        for text in [
            "call 520-555-0142",
            "(520) 555-0142.",
            "5205550142",
            "+1 520.555.0142",
            "+15205550142",
            "15205550142",
            "555-0177",
            "555 0142 after 6",
            "on 2026-10-05 555-0142",
        ] {
            assert_eq!(found(text), Some("phone number"), "{text}");
        }
        for text in [
            "520-555-0143",
            "5205550142999",
            "555-01423",
            "2026-10-05",
            "20 555",
            "555 and 0142",
            "",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn addresses_and_numbers_are_found_as_whole_words() {
        assert_eq!(
            found("write to Rosa.Medina@example.org, please"),
            Some("e-mail address")
        );
        assert_eq!(
            found("moved to 12 N. Elm Street #4"),
            Some("street address")
        );
        assert_eq!(found("moved to 12 N Elm"), Some("street address"));
        assert_eq!(found("DCS 0042187"), Some("number in another system"));
        assert_eq!(found("case jd-2021-7"), Some("number in another system"));
        for text in [
            "example.org",
            "rosa.medina2@example.org",
            "112 N Elm St",
            "elm street",
            "00421879",
            "12",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn what_looks_like_a_phone_number_or_an_address_is_told() {
        for text in [
            "520-555-9999",
            "(520) 555 9999",
            "5205559999",
            "call 555-9999",
            "on 2026-10-05 555.9999",
        ] {
            assert_eq!(shape(text), Some("a phone number"), "{text}");
        }
        assert_eq!(shape("ask ana@example.org."), Some("an e-mail address"));
        for text in [
            "2026-10-05",
            "log 120 2026",
            "3f2c9aa 12",
            "k-4m9tz ended",
            "@ 5.",
            "1,200 hours 2026-10-05 90min",
        ] {
            assert_eq!(shape(text), None, "{text}");
        }
    }

    #[test]
    fn words_for_streets_are_in_order() {
        assert!(STREETS.is_sorted());
    }
}
