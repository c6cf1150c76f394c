//! Rows that are head counts and name nobody: what they have in place of a name.

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
            _ if BESIDE.contains(&word) || word.bytes().all(|byte| byte.is_ascii_digit()) => found,
            _ => return is_nobody(text).then_some(Counted::Guests),
        };
    }
    found.or_else(|| is_nobody(text).then_some(Counted::Guests))
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
