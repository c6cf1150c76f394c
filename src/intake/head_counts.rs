//! Rows that are head counts and name nobody: what they have in place of a name.

use super::companions::companions;
use super::words::{is_nobody, is_of_children};
use crate::register::fold;

/// Whom a row counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    /// People who came for themselves and gave no name.
    Guests,
    /// Children.
    Children,
    /// People who came to work: they are not served.
    Workers,
}

/// Words for people who come, in the singular.
const GUESTS: [&str; 47] = [
    "guest",
    "visitor",
    "walkin",
    "walk",
    "drop",
    "dropin",
    "newcomer",
    "timer",
    "person",
    "people",
    "parent",
    "adult",
    "mom",
    "mother",
    "dad",
    "father",
    "caregiver",
    "grandparent",
    "grandmother",
    "relative",
    "family",
    "familie",
    "friend",
    "participant",
    "client",
    "member",
    "attendee",
    "other",
    "somebody",
    "somebodie",
    "woman",
    "women",
    "man",
    "men",
    "partner",
    "couple",
    "stranger",
    "resident",
    "anonymous",
    "anon",
    "unnamed",
    "visitante",
    "persona",
    "padre",
    "madre",
    "invitado",
    "nuevo",
];

/// Words for people who come to work, in the singular.
const WORKERS: [&str; 22] = [
    "staff",
    "volunteer",
    "facilitator",
    "leader",
    "mentor",
    "intern",
    "student",
    "worker",
    "manager",
    "speaker",
    "presenter",
    "helper",
    "sitter",
    "babysitter",
    "provider",
    "interpreter",
    "translator",
    "advocate",
    "coordinator",
    "trainee",
    "employee",
    "voluntario",
];

/// Words for children, in the singular.
const CHILDREN: [&str; 12] = [
    "kid",
    "child",
    "children",
    "childcare",
    "baby",
    "babie",
    "toddler",
    "infant",
    "teen",
    "youth",
    "nino",
    "nina",
];

/// Words that go with those, and are of nobody by themselves.
const BESIDE: [&str; 56] = [
    "new",
    "first",
    "1st",
    "time",
    "in",
    "ins",
    "of",
    "the",
    "number",
    "no",
    "name",
    "names",
    "without",
    "with",
    "more",
    "additional",
    "extra",
    "misc",
    "unknown",
    "returning",
    "returned",
    "support",
    "care",
    "foster",
    "bio",
    "kin",
    "kinship",
    "case",
    "social",
    "group",
    "peer",
    "team",
    "night",
    "program",
    "agency",
    "community",
    "male",
    "female",
    "total",
    "all",
    "and",
    "or",
    "who",
    "gave",
    "not",
    "given",
    "from",
    "other",
    "old",
    "regular",
    "observing",
    "outside",
    "un",
    "de",
    "y",
    "sin",
];

/// Whom a row counts that begins with this text; `None` for a name.
pub(super) fn counted_as(text: &str) -> Option<Counted> {
    // `New mom w/ baby` is a row of the mom.
    let text = text.to_lowercase();
    let mut beside = [" w/", " with "].into_iter();
    let text = beside
        .find_map(|with| Some(text.split_once(with)?.0))
        .unwrap_or(&text);
    if is_of_children(text) {
        return Some(Counted::Children);
    }
    let folded = fold(text);
    let mut found = None;
    for word in folded.split(' ').filter(|word| !word.is_empty()) {
        let one = word.strip_suffix('s').unwrap_or(word);
        let is = |known: &[&str]| known.contains(&word) || known.contains(&one);
        // The work is said by any word, `New volunteers`; children by any word but that of a worker.
        found = match found {
            _ if is(&WORKERS) => Some(Counted::Workers),
            Some(Counted::Workers) if is(&CHILDREN) || is(&GUESTS) => found,
            _ if is(&CHILDREN) => Some(Counted::Children),
            Some(Counted::Children) if is(&GUESTS) => found,
            _ if is(&GUESTS) => Some(Counted::Guests),
            _ if BESIDE.contains(&word) || number(word).is_some() => found,
            _ => return is_nobody(text).then_some(Counted::Guests),
        };
    }
    found.or_else(|| is_nobody(text).then_some(Counted::Guests))
}

/// How many people without a name a mark in a row is of that begins with this text; `None` of a name, and of what may count
/// all who came, such as `Parents`. What is in brackets may name whom they came with: `visitor (Ana's sister)`.
pub(super) fn guests(text: &str) -> Option<i64> {
    const SURE: [&str; 30] = [
        "guest",
        "guests",
        "visitor",
        "visitors",
        "walkin",
        "walkins",
        "walk",
        "drop",
        "dropin",
        "dropins",
        "newcomer",
        "newcomers",
        "new",
        "timer",
        "timers",
        "unknown",
        "anonymous",
        "anon",
        "unnamed",
        "stranger",
        "strangers",
        "visitante",
        "visitantes",
        "invitado",
        "invitados",
        "invitada",
        "nuevo",
        "nueva",
        "nuevos",
        "somebody",
    ];
    let plain = without_brackets(text);
    if let Some(many) = companions(plain) {
        return Some(many);
    }
    let folded = fold(plain);
    let words = || folded.split(' ').filter(|word| !word.is_empty());
    let lacks_name = words().any(|word| ["no", "without", "sin"].contains(&word))
        && words().all(|word| BESIDE.contains(&word) || word == "nombre")
        && words().any(|word| ["name", "names", "nombre"].contains(&word));
    let is_sure = words().any(|word| SURE.contains(&word)) || is_nobody(plain);
    let is_of_guests = counted_as(plain) == Some(Counted::Guests);
    let is_new = ["new", "nuevo", "nueva"].contains(&folded.as_str());
    if plain.is_empty() || !(lacks_name || is_new || is_sure && is_of_guests) {
        return None;
    }
    // A bare number is a count before the word, and may be of this guest behind it: `2 visitors`, `Guest 2`.
    let first = words().next().and_then(number);
    let whole = fold(text);
    let times = whole.split(' ').filter(|word| word.contains('x'));
    Some(
        first
            .or_else(|| times.filter_map(number).next())
            .unwrap_or(1),
    )
}

/// The number of people that a word is: `2`, `x2`, `2x`.
fn number(word: &str) -> Option<i64> {
    let plain = word.strip_prefix('x').or_else(|| word.strip_suffix('x'));
    let many = plain.unwrap_or(word).parse::<i64>().ok();
    many.filter(|many| (1..100).contains(many))
}

/// How a row begins, without what is in brackets.
pub(super) fn without_brackets(text: &str) -> &str {
    text.split(['(', '[']).next().unwrap_or(text).trim()
}

/// A name without the children who came along: `Ana Rey` of `Ana Rey (2 kids)`, `Ana Rey + baby` and `Ana Rey w/ kids`.
pub(super) fn without_children(text: &str) -> Option<&str> {
    let places = ["(", "+", "&", " w/", " with ", " and "].into_iter();
    let at = places.filter_map(|sign| text.find(sign)).min()?;
    let (name, beside) = text.split_at(at);
    let folded = fold(beside);
    let mut words = folded.split(' ').filter(|word| !word.is_empty());
    let one = |word: &str| word.strip_suffix('s').unwrap_or(word).to_owned();
    let is_child = |word: &str| CHILDREN.contains(&word) || CHILDREN.contains(&&*one(word));
    let mut goes_with = words.clone();
    let is_beside = |word: &str| {
        ["w", "with", "and", "her", "his", "the", "in", "a"].contains(&word)
            || word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_of_children =
        words.any(is_child) && goes_with.all(|word| is_child(word) || is_beside(word));
    (is_of_children && !name.trim().is_empty()).then(|| name.trim())
}

/// Whether brackets after a name say that this is somebody new, as in `Tasha (new)`.
pub(super) fn is_newcomer(name: &str) -> bool {
    let inside = name
        .split_once('(')
        .and_then(|(_, rest)| rest.trim_end().strip_suffix(')'));
    let folded = inside.map(fold).unwrap_or_default();
    let is_known = |word: &str| GUESTS.contains(&word) || BESIDE.contains(&word);
    !folded.is_empty() && folded.split(' ').all(is_known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_count_people_are_no_names() {
        for text in [
            "Guests",
            "Walk-ins",
            "Walk in",
            "New people",
            "Newcomers",
            "newcomer",
            "Visitors",
            "First timers",
            "1st timers",
            "First-time parents",
            "2 new parents",
            "Other adults",
            "Drop-ins",
            "New walk-ins",
            "Moms",
            "Foster parents",
            "New families",
            "No name",
            "Anonymous",
            "n/a",
            "People with no name",
            "Visitantes",
            "Others",
            "new mom w/ baby",
            "2 new moms",
            "New dad with kids",
            "visitor",
        ] {
            assert_eq!(counted_as(text), Some(Counted::Guests), "{text}");
        }
        for text in [
            "Staff",
            "Volunteers",
            "New volunteers",
            "Case managers",
            "Peer mentors",
            "Parent volunteers",
        ] {
            assert_eq!(counted_as(text), Some(Counted::Workers), "{text}");
        }
        for text in [
            "Kids",
            "Children in childcare",
            "Babies",
            "Foster kids",
            "Toddlers",
            "Teens",
        ] {
            assert_eq!(counted_as(text), Some(Counted::Children), "{text}");
        }
    }

    #[test]
    fn a_mark_of_a_guest_is_of_one_person_or_of_as_many_as_the_row_says() {
        for (text, many) in [
            ("New person", 1),
            ("new mom", 1),
            ("Guest", 1),
            ("Visitor", 1),
            ("visitor (Ana's sister)", 1),
            ("2 visitors", 2),
            ("guest x2", 2),
            ("Guests (x3)", 3),
            ("2x visitor", 2),
            ("Guest 2", 1),
            ("Walk-in", 1),
            ("Unknown", 1),
            ("??", 1),
            ("no name given", 1),
            ("Newcomers", 1),
            ("new mom w/ baby", 1),
            ("first timer", 1),
            ("New!", 1),
        ] {
            assert_eq!(guests(text), Some(many), "{text}");
        }
        for text in [
            "Jasmine",
            "Jasmine (new)",
            "Rosa?",
            "Parents",
            "Adults",
            "Kids",
            "Staff",
            "New volunteers",
            "Guest: Maria",
            "(new)",
            "Jasmine x2",
            "",
            "12",
        ] {
            assert_eq!(guests(text), None, "{text}");
        }
    }

    #[test]
    fn children_beside_a_name_are_taken_off() {
        for text in [
            "Ana Rey (2 kids)",
            "Ana Rey + 2 kids",
            "Ana Rey + baby",
            "Ana Rey w/ kids",
            "Ana Rey & 3 children",
            "Ana Rey with her baby",
        ] {
            assert_eq!(without_children(text), Some("Ana Rey"), "{text}");
        }
        for text in [
            "Ana Rey",
            "Ana & Luis",
            "Ana Rey (Baby Ruiz)",
            "(2 kids)",
            "Ana + Luis + baby",
        ] {
            assert_eq!(without_children(text), None, "{text}");
        }
    }

    #[test]
    fn brackets_tell_who_is_new() {
        for name in ["Tasha (new)", "Tasha B. (1st time)", "Tasha (guest)"] {
            assert!(is_newcomer(name), "{name}");
        }
        for name in [
            "Tasha",
            "Tasha (Brown)",
            "Tasha (new",
            "Tasha ()",
            "(staff) Tasha",
        ] {
            assert!(!is_newcomer(name), "{name}");
        }
    }

    #[test]
    fn names_are_names_even_with_a_word_for_people_in_them() {
        for text in [
            "Ana Guest",
            "Newcomer Reyes",
            "Rosa Kidd",
            "Carlos",
            "Walker",
            "Luis Parent",
            "Unknown Soldier",
            "Mateo New",
            "王",
            "First",
        ] {
            assert_eq!(counted_as(text), None, "{text}");
        }
    }
}
