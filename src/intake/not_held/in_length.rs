//! What a cell of a column of lengths says in place of one: that they did not meet.

use super::{NO_SHOW, NOT_CAME, called_off, called_off_by, is_attempt, is_not_there};
use crate::record::Status;
use crate::register::fold;

/// What such a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::intake) enum Unmet {
    /// What became of the contact.
    Status(Status),
    /// They did not meet; only a person can tell who called it off.
    Unclear,
}

/// What a cell says that is a word for not meeting and nothing else: `NS`, `0 - no show`, `n/a - LVM`, `cancelled`.
pub(in crate::intake) fn unmet(text: &str) -> Option<Unmet> {
    const NOTHING: [&str; 8] = ["0 min", "0 mins", "0 hr", "0", "n a", "na", "none", "nil"];
    let folded = fold(text);
    let rest = NOTHING
        .iter()
        .find_map(|words| folded.strip_prefix(words)?.strip_prefix(' '));
    let said = rest.unwrap_or(&folded);
    let words: Vec<&str> = said.split(' ').collect();
    if is_attempt(said) {
        return Some(Unmet::Status(Status::Attempted));
    }
    if let Some(status) = called_off_by(said).filter(|_| words.len() <= 4) {
        return Some(Unmet::Status(status));
    }
    let is = |known: &[&str]| known.contains(&said);
    if is_not_there(said) || is(&NO_SHOW) || is(&NOT_CAME) {
        return Some(Unmet::Status(Status::NoShow));
    }
    called_off()
        .any(|words| *words == said)
        .then_some(Unmet::Unclear)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_in_place_of_a_length_says_what_became_of_the_contact() {
        for (text, wanted) in [
            ("NS", Some(Unmet::Status(Status::NoShow))),
            ("0 - no show", Some(Unmet::Status(Status::NoShow))),
            ("n/a - LVM", Some(Unmet::Status(Status::Attempted))),
            ("no answer", Some(Unmet::Status(Status::Attempted))),
            (
                "cancelled by mom",
                Some(Unmet::Status(Status::CancelledByParticipant)),
            ),
            (
                "I cancelled",
                Some(Unmet::Status(Status::CancelledByProgram)),
            ),
            ("cancelled", Some(Unmet::Unclear)),
            ("cx", Some(Unmet::Unclear)),
            ("r/s", Some(Unmet::Unclear)),
            ("n/a", None),
            ("0", None),
            ("45 min", None),
            ("long", None),
            ("", None),
        ] {
            assert_eq!(unmet(text), wanted, "{text}");
        }
    }
}
