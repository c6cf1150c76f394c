//! Remarks beside a contact: whether they say that it did not take place, or speak of another day or thing.

use super::{ALONE, CALLED_OFF, HOW, NOT_CAME, NOT_REACHED, OF_OTHERS};
use crate::register::fold;

/// What is said of a try after which they met all the same.
pub(super) const AFTER_ALL: [&str; 7] = [
    "then",
    "talked",
    "spoke",
    "reached",
    "met",
    "called back",
    "later",
];

/// Words of a new appointment: people agree on one when they meet, too.
const OF_ANOTHER_DAY: [&str; 10] = [
    "postponed",
    "r s",
    "rs",
    "resched",
    "rescheduled",
    "reschedule",
    "kid sick",
    "will try",
    "try again",
    "canc r s",
];

/// Signs and words between two things that a remark says.
pub(super) const BETWEEN: [&str; 13] = [
    ", ",
    "; ",
    ". ",
    ": ",
    " - ",
    " – ",
    " — ",
    " (",
    "\n",
    " so ",
    " and ",
    " but ",
    " because ",
];

/// Words before the one for what happened that change nothing.
const BEFORE: [&str; 22] = [
    "waited", "min", "mins", "meeting", "visit", "appt", "hv", "home", "office", "number", "door",
    "knock", "straight", "to", "had", "again", "still", "we", "i", "was", "number", "x2",
];

/// Who may not have come, or called off.
pub(super) const WHO: [&str; 12] = [
    "she", "he", "they", "mom", "dad", "parent", "client", "pp", "mentor", "family", "mother",
    "father",
];

/// Words after it that change nothing.
const AFTER: [&str; 26] = [
    "x2", "x3", "x4", "2x", "3x", "twice", "again", "w", "with", "for", "by", "on", "to", "mom",
    "dad", "her", "him", "me", "parent", "client", "mentor", "full", "last", "minute", "today",
    "yet",
];

/// Whether a remark says of its own contact that they did not meet. Beside a length, which says that they did, a part of
/// the remark must say that and nothing else.
pub(in crate::intake) fn denies(text: &str, has_length: bool) -> bool {
    let folded = fold(text);
    let padded = format!(" {folded} ");
    let has = |words: &&str| padded.contains(&format!(" {words} "));
    if OF_OTHERS.iter().any(has) || has_length && AFTER_ALL.iter().any(has) {
        return false;
    }
    if ALONE.contains(&folded.as_str()) {
        return !has_length || folded != "sick";
    }
    let mut parts = parts(text)
        .into_iter()
        .filter(|part| !part.iter().all(|word| is_before(word)));
    match has_length {
        true => says_alone(&words_of(text)) || parts.next().is_some_and(|part| says_alone(&part)),
        false => {
            let mut all = parts.chain([words_of(text)]);
            all.any(|part| after_words(&part, true).is_some())
        }
    }
}

fn words_of(text: &str) -> Vec<String> {
    let folded = fold(text);
    folded.split_whitespace().map(str::to_owned).collect()
}

/// The things that a remark says, each as its words.
fn parts(text: &str) -> Vec<Vec<String>> {
    let mut text = text.to_lowercase();
    for sign in BETWEEN {
        text = text.replace(sign, "\0");
    }
    let parts = text.split('\0').map(words_of);
    parts.filter(|words| !words.is_empty()).collect()
}

/// Whether words say that they did not meet, and nothing else.
fn says_alone(words: &[String]) -> bool {
    let Some(mut rest) = after_words(words, false) else {
        return false;
    };
    while !rest.is_empty() {
        let next = after_words(rest, false);
        let is_filler = AFTER.contains(&rest[0].as_str()) || is_number(&rest[0]);
        match next {
            Some(next) => rest = next,
            None if is_filler => rest = &rest[1..],
            None => return false,
        }
    }
    true
}

/// What is left of words that begin by saying that they did not meet.
fn after_words(words: &[String], is_any: bool) -> Option<&[String]> {
    for at in 0..words.len() {
        let (before, rest) = words.split_at(at);
        let is_who = |word: &String| WHO.contains(&word.as_str());
        if !before.iter().all(|word| is_before(word) || is_who(word)) {
            return None;
        }
        // Someone who left a message was reached.
        let reached = NOT_REACHED.iter().filter(|_| !before.iter().any(is_who));
        let all = CALLED_OFF.iter().chain(&NOT_CAME).chain(reached);
        let all = all.filter(|said| is_any || !OF_ANOTHER_DAY.contains(*said));
        let longest = all.filter_map(|said| begins(rest, said)).max();
        if let Some(count) = longest {
            return Some(&rest[count..]);
        }
    }
    None
}

/// How many words begin a remark, if it begins with those.
fn begins(words: &[String], said: &str) -> Option<usize> {
    let count = said.split(' ').count();
    let begin = words.get(..count)?;
    begin.join(" ").eq(said).then_some(count)
}

fn is_before(word: &str) -> bool {
    BEFORE.contains(&word) || HOW.contains(&word) || is_number(word)
}

fn is_number(word: &str) -> bool {
    word.parse::<u32>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::denies;

    #[test]
    fn a_remark_that_begins_with_a_status_says_so_of_a_contact_without_a_length() {
        for text in [
            "no show",
            "NS",
            "cancelled - sick",
            "sick - cancelled",
            "LVM",
            "rescheduled",
            "r/s to Friday",
            "no show at court last week",
            "in jail, couldn't meet",
            "she had to work, resched",
            "meeting called off",
            "LM x2, no answer again, sent a letter",
            "door knock, no answer",
            "number not in service",
            "she wasn't there",
            "kid sick so cancelled",
        ] {
            assert!(denies(text, false), "{text}");
        }
        for text in [
            "talked 20 min about her no-show at visit last wk",
            "visit with kids cancelled by foster parent",
            "she left message earlier, returned call",
            "helped her leave a message for attorney",
            "worried she missed UA",
            "",
        ] {
            assert!(!denies(text, false), "{text}");
        }
    }

    #[test]
    fn beside_a_length_only_a_status_alone_says_so() {
        for text in [
            "no show",
            "No show, waited 15 min",
            "she no showed again",
            "N/S",
            "LVM",
            "Left VM w/ mom",
            "VM full",
            "LM x2, no answer again, sent a letter",
            "TC no ans",
            "knocked, no answer",
            "called, straight to voicemail",
            "waited 30 min, nobody came",
            "# disconnected, closing",
            "CANCELLED - had to work. r/s 8/20",
            "cx by mom",
            "she cancelled",
            "cancelled (sick)",
            "bailed last minute",
            "not home - left card on door",
        ] {
            assert!(denies(text, true), "{text}");
        }
        for text in [
            "rescheduled",
            "rescheduled our visit",
            "r/s to next wk",
            "no show at court last week",
            "she cancelled the visit w/ kids",
            "no answer first, then talked",
            "cancelled her ride with the agency",
            "left vm for the caseworker with her",
            "sick",
            "kid sick, short visit",
            "she left a message for the attorney",
        ] {
            assert!(!denies(text, true), "{text}");
        }
    }
}
