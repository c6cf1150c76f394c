//! Another name inside a name: `Kathleen "Katie" Boyle`, `O'Brien, Kathleen (Katie)`.

use super::common::FAMILY_NAMES;
use crate::intake::companions::ADULTS;
use crate::intake::head_counts::counted_as;
use crate::intake::words::{is_no, is_nobody, is_nothing, is_yes};
use crate::record::language_code;
use crate::register::{fold, nicknames};

/// Words for a child by another person, as in `Luz's daughter`.
pub(super) const YOUNG: [&str; 8] = [
    "niece", "nephew", "son", "daughter", "kid", "kids", "baby", "child",
];

/// Words about a person that are written behind a name, in capitals or without one.
pub(super) const REMARKS: [&str; 16] = [
    "new",
    "call",
    "text",
    "contact",
    "closed",
    "inactive",
    "active",
    "moved",
    "deceased",
    "duplicate",
    "waitlist",
    "pending",
    "hold",
    "dropped",
    "graduated",
    "declined",
];

/// What opens and what closes another name.
const SIGNS: [(char, char); 4] = [('"', '"'), ('“', '”'), ('(', ')'), ('[', ']')];

/// Words in brackets that are written as a name and are none.
const OTHERS: [&str; 20] = [
    "spanish", "english", "zoom", "late", "text", "phone", "call", "video", "virtual", "online",
    "left", "no", "not", "see", "tribal", "minor", "enrolled", "open", "current", "exited",
];

/// A name without the other name in it, and that one; `None` if it has none, or more than one.
pub(in crate::intake) fn nickname(text: &str) -> Option<(String, String)> {
    let signs = SIGNS.into_iter();
    let signs = signs.filter_map(|(open, close)| Some((text.find(open)?, open, close)));
    let (_, open, close) = signs.min()?;
    let (before, rest) = text.split_once(open)?;
    let (inside, after) = rest.split_once(close)?;
    let inside = inside.trim().trim_matches(['"', '“', '”']).trim();
    let words = ["goes by ", "aka ", "a.k.a. ", "called "].into_iter();
    let inside = words
        .filter_map(|word| inside.strip_prefix(word))
        .next()
        .unwrap_or(inside)
        .trim();
    let has_signs = |part: &str| part.contains(['"', '“', '”', '(', ')', '[', ']']);
    if has_signs(before) || has_signs(inside) || has_signs(after) || !is_name(inside, open) {
        return None;
    }
    let rest = format!("{} {}", before.trim(), after.trim());
    let rest = rest.trim().replace(" ,", ",");
    rest.contains(char::is_alphabetic)
        .then(|| (rest, inside.to_owned()))
}

/// Whether a text may be another name: one word in quotes or in brackets, written as a name is.
fn is_name(text: &str, open: char) -> bool {
    let folded = fold(text);
    let is_word = text
        .chars()
        .all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-'));
    let is_written_so = text.starts_with(char::is_uppercase);
    let is_remark = || {
        REMARKS.contains(&&*folded)
            || FAMILY_NAMES.contains(&&*folded)
            || OTHERS.contains(&&*folded)
            || ADULTS.contains(&&*folded)
            || YOUNG.contains(&&*folded)
            || counted_as(text).is_some()
            || is_nobody(text)
            || is_nothing(text)
            || is_yes(text)
            || is_no(text)
            || language_code(&folded).is_some()
    };
    let is_known = !nicknames(&folded).is_empty();
    is_word && (is_known || is_written_so && (open == '"' || open == '“' || !is_remark()))
}

#[cfg(test)]
mod tests {
    use super::nickname;

    #[test]
    fn another_name_is_taken_out_of_a_name() {
        for (text, name, other) in [
            ("Kathleen \"Katie\" Boyle", "Kathleen Boyle", "Katie"),
            ("Guadalupe “Lupe” Reyes", "Guadalupe Reyes", "Lupe"),
            ("O'Brien, Kathleen (Katie)", "O'Brien, Kathleen", "Katie"),
            ("Smith, Jenny (Jennifer)", "Smith, Jenny", "Jennifer"),
            ("Kathleen (Katie) O'Brien", "Kathleen O'Brien", "Katie"),
            ("Garcia, Elena (Nena)", "Garcia, Elena", "Nena"),
            ("Jack (\"JJ\") Smith", "Jack Smith", "JJ"),
            ("Boyle (Katie), Kathleen", "Boyle, Kathleen", "Katie"),
            ("O'Neill, Brandy (goes by Bree)", "O'Neill, Brandy", "Bree"),
            ("Tam Vo (aka Tammy)", "Tam Vo", "Tammy"),
        ] {
            let wanted = Some((name.to_owned(), other.to_owned()));
            assert_eq!(nickname(text), wanted, "{text}");
        }
        for text in [
            "Kathleen Boyle",
            "Ashley B. (2 kids)",
            "Ashley B. (Kids)",
            "Jessica (new)",
            "Jessica (New)",
            "Dana Webb (Staff)",
            "Dana Webb (Spanish)",
            "Dana Webb (Mom)",
            "Dana Webb (Active)",
            "Amaya (see Perez)",
            "Dana (Day) Webb (Dee)",
            "(Katie)",
            "Mary (Lopez) Smith",
            "Dana Webb (",
        ] {
            assert_eq!(nickname(text), None, "{text}");
        }
    }
}
