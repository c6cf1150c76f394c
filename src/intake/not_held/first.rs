//! What a remark about a contact without a length says first of all: `NO SHOW - not home, waited 15 min`.

use super::notes::{AFTER_ALL, BETWEEN, WHO, denies};
use super::{CANCELLED, NO_SHOW, called_off_by, is_attempt};
use crate::record::Status;
use crate::register::fold;

/// What became of the contact, if a remark begins with that and nothing behind it speaks against it.
pub(in crate::intake) fn first_of_all(text: &str) -> Option<Status> {
    let parts = parts(text);
    let first = parts.first()?;
    let behind = parts.get(1..).unwrap_or_default().join(" ");
    let has = |words: &[&str]| behind.split(' ').any(|word| words.contains(&word));
    let padded = format!(" {behind} ");
    if !denies(text, false)
        || AFTER_ALL
            .iter()
            .any(|words| padded.contains(&format!(" {words} ")))
    {
        return None;
    }
    if let Some(status) = status(first) {
        let is_called_off = matches!(
            status,
            Status::CancelledByParticipant | Status::CancelledByProgram
        );
        return (is_called_off || !has(&CANCELLED)).then_some(status);
    }
    // `CANCELLED - by parent`
    let both = format!("{first} {}", parts.get(1)?);
    CANCELLED
        .contains(&first.as_str())
        .then(|| called_off(&both))?
}

/// What words say that say nothing more.
fn status(words: &str) -> Option<Status> {
    let (who, rest) = words.split_once(' ').unwrap_or_default();
    let without_who = if WHO.contains(&who) { rest } else { words };
    if [words, without_who]
        .iter()
        .any(|words| NO_SHOW.contains(words))
    {
        return Some(Status::NoShow);
    }
    match is_attempt(words) {
        true => Some(Status::Attempted),
        false => called_off(words),
    }
}

/// Who called the contact off, if words say that alone: `she cancelled`, `cancelled by the parent`.
fn called_off(words: &str) -> Option<Status> {
    let words = words.replace(" the ", " ");
    let is_alone = CANCELLED.iter().any(|word| {
        let by = format!("{word} by ");
        let behind = format!(" {word}");
        words.strip_prefix(&by).is_some() || words.strip_suffix(&behind).is_some()
    });
    let count = words.split(' ').count();
    called_off_by(&words).filter(|_| is_alone && count <= 4)
}

/// The things that a remark says, folded.
fn parts(text: &str) -> Vec<String> {
    let mut text = text.to_lowercase();
    for sign in BETWEEN.iter().chain(&[")", "- "]) {
        text = text.replace(sign, "\0");
    }
    let parts = text.split('\0').map(fold);
    parts.filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::first_of_all;
    use crate::record::Status;

    #[test]
    fn a_remark_may_begin_with_what_became_of_its_contact() {
        for (text, status) in [
            ("NO SHOW - not home, waited 15 min", Status::NoShow),
            ("No show. Will call tomorrow", Status::NoShow),
            ("no-show", Status::NoShow),
            ("she did not show", Status::NoShow),
            ("CANCELLED by parent", Status::CancelledByParticipant),
            (
                "cancelled by the parent, r/s 8/20",
                Status::CancelledByParticipant,
            ),
            ("CANCELLED - by mom", Status::CancelledByParticipant),
            ("cancelled (mom cancelled)", Status::CancelledByParticipant),
            ("she cancelled", Status::CancelledByParticipant),
            ("she cancelled, kid sick", Status::CancelledByParticipant),
            ("I had to cancel", Status::CancelledByProgram),
            ("cancelled by staff", Status::CancelledByProgram),
            ("no answer, LVM", Status::Attempted),
            ("LVM", Status::Attempted),
            ("left voicemail - will try again", Status::Attempted),
        ] {
            assert_eq!(first_of_all(text), Some(status), "{text}");
        }
    }

    #[test]
    fn what_is_not_clear_is_left_to_people() {
        for text in [
            "CANCELLED",
            "cancelled - kid sick",
            "she cancelled Thurs visit, kid sick",
            "she cancelled the visit with the kids",
            "no show at court last week",
            "no answer, then she called back",
            "no answer first, talked later",
            "no show, she cancelled by text",
            "waited 15 min, no show",
            "left message for the attorney",
            "talked about her no-show",
            "sick",
            "mom sick",
            "couldn't meet",
            "not home; left card on door",
            "missed appt",
            "r/s to Friday",
            "",
        ] {
            assert_eq!(first_of_all(text), None, "{text}");
        }
    }
}
