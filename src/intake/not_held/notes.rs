//! Remarks beside a contact: whether they say that it did not take place, or speak of another day or thing.

use super::{
    ALONE, CALLED_OFF, HOW, NO_SHOW, NOT_CAME, NOT_REACHED, OF_OTHERS, PUT_OFF, SOME_OTHER_DAY,
};
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

/// Words before the one for when a meeting is instead.
const MOVED: [&str; 8] = [
    "moved",
    "moved it",
    "moved up",
    "moved back",
    "pushed",
    "pushed to",
    "pushed back",
    "bumped",
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
const AFTER: [&str; 38] = [
    "x2",
    "x3",
    "x4",
    "2x",
    "3x",
    "twice",
    "again",
    "w",
    "with",
    "for",
    "by",
    "on",
    "to",
    "mom",
    "dad",
    "her",
    "him",
    "me",
    "parent",
    "client",
    "mentor",
    "full",
    "last",
    "minute",
    "today",
    "yet",
    "our",
    "the",
    "this",
    "visit",
    "appt",
    "appointment",
    "meeting",
    "mtg",
    "session",
    "hv",
    "from",
    "until",
];

/// Words of a day or a time of it.
const TIMES: [&str; 58] = [
    "mon",
    "monday",
    "tue",
    "tues",
    "tuesday",
    "wed",
    "weds",
    "wednesday",
    "thu",
    "thur",
    "thurs",
    "thursday",
    "fri",
    "friday",
    "sat",
    "saturday",
    "sun",
    "sunday",
    "jan",
    "january",
    "feb",
    "february",
    "mar",
    "march",
    "apr",
    "april",
    "may",
    "jun",
    "june",
    "jul",
    "july",
    "aug",
    "august",
    "sep",
    "sept",
    "september",
    "oct",
    "october",
    "nov",
    "november",
    "dec",
    "december",
    "tomorrow",
    "tmrw",
    "wk",
    "week",
    "weeks",
    "month",
    "am",
    "pm",
    "noon",
    "morning",
    "afternoon",
    "evening",
    "later",
    "at",
    "another",
    "day",
];

/// What begins the words for how or when a meeting was called off.
const HOW_OFF: [&str; 14] = [
    "when", "due", "as", "bc", "cuz", "since", "before", "after", "at", "once", "upon", "while",
    "til", "until",
];

/// Words for what was called off, of lists.
type Off<'o> = &'o [&'o [&'static str]];

/// What surely was, beside a length too.
const SURE: Off<'static> = &[&CALLED_OFF];

/// The same and what was put off.
const OFF: Off<'static> = &[&CALLED_OFF, &PUT_OFF];

/// Whatever says so without a length.
const ANY: Off<'static> = &[&CALLED_OFF, &PUT_OFF, &SOME_OTHER_DAY];

/// Whether a remark says of its own contact that they did not meet. Beside a length, which says that they did, a part of
/// the remark must say that and nothing else; there a visit that was put off may be what a call was about.
pub(in crate::intake) fn denies(text: &str, has_length: bool) -> bool {
    let folded = fold(text);
    if is_of_another(&folded, has_length) {
        return false;
    }
    if ALONE.contains(&folded.as_str()) {
        return !has_length || folded != "sick";
    }
    match has_length {
        true => begins_by(text, |words| says_alone(words, SURE)),
        false => {
            let mut all = said_parts(text).into_iter().chain([words_of(text)]);
            all.any(|part| after_words(&part, ANY).is_some() || says_moved(&part))
        }
    }
}

/// Whether a remark beside the length of a visit begins by saying that the visit was put off: `resched to 10/9`.
pub(in crate::intake) fn was_moved(text: &str) -> bool {
    let is_said = |words: &[String]| says_moved(words) || says_alone(words, OFF);
    !is_of_another(&fold(text), true) && begins_by(text, is_said)
}

/// Words that say that the day of the row is the new one: `rescheduled from 10/6`.
const MOVED_HERE: [&str; 5] = [
    "rescheduled from",
    "resched from",
    "r s from",
    "moved from",
    "postponed from",
];

/// Whether a remark is about others, or says that they met after all.
fn is_of_another(folded: &str, has_length: bool) -> bool {
    let padded = format!(" {folded} ");
    let has = |words: &&str| padded.contains(&format!(" {words} "));
    OF_OTHERS.iter().any(has)
        || has_length && (AFTER_ALL.iter().any(has) || MOVED_HERE.iter().any(has))
}

/// Whether a remark, or the first thing that it says, is such.
fn begins_by(text: &str, is: impl Fn(&[String]) -> bool) -> bool {
    is(&words_of(text)) || said_parts(text).first().is_some_and(|part| is(part))
}

/// The things that a remark says, without those that change nothing.
fn said_parts(text: &str) -> Vec<Vec<String>> {
    let mut parts = parts(text);
    parts.retain(|part| !part.iter().all(|word| is_before(word)));
    parts
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

/// Whether words say that they did not meet, and nothing else but when, why or on which other day.
fn says_alone(words: &[String], off: Off<'_>) -> bool {
    let Some(mut rest) = after_words(words, off) else {
        return false;
    };
    let said = &words[..words.len() - rest.len()];
    let is_off = |at: usize| {
        let said = said[at..].join(" ");
        off.iter().any(|list| list.contains(&said.as_str()))
    };
    let is_how = |word: &String| HOW_OFF.contains(&word.as_str());
    if (0..said.len()).any(is_off) && rest.first().is_some_and(is_how) {
        return true;
    }
    while !rest.is_empty() {
        let next = after_words(rest, off);
        match next {
            Some(next) => rest = next,
            None if is_after(rest) => rest = &rest[1..],
            None => return false,
        }
    }
    true
}

/// Whether words say that the meeting was moved to another day: `moved to 10/26`, and not `moved to Phoenix`.
fn says_moved(words: &[String]) -> bool {
    let is_who = |word: &&String| WHO.contains(&word.as_str()) || is_before(word);
    let who = words.iter().take_while(is_who).count();
    let words = &words[who..];
    let longest = MOVED.iter().filter_map(|said| begins(words, said)).max();
    let Some(mut rest) = longest.map(|count| &words[count..]) else {
        return false;
    };
    while !rest.is_empty() && is_after(rest) {
        rest = &rest[1..];
    }
    rest.is_empty()
}

/// Whether the first of words behind a status changes nothing in it.
fn is_after(words: &[String]) -> bool {
    let is_time = |word: &String| {
        let digits = word.trim_end_matches(char::is_alphabetic);
        TIMES.contains(&word.as_str()) || is_number(digits)
    };
    let is_next = words[0] == "next" && words.get(1).is_some_and(is_time);
    AFTER.contains(&words[0].as_str()) || is_time(&words[0]) || is_next
}

/// What is left of words that begin by saying that they did not meet.
fn after_words<'w>(words: &'w [String], off: Off<'_>) -> Option<&'w [String]> {
    for at in 0..words.len() {
        let (before, rest) = words.split_at(at);
        let is_who = |word: &String| WHO.contains(&word.as_str());
        if !before.iter().all(|word| is_before(word) || is_who(word)) {
            return None;
        }
        // Someone who left a message was reached.
        let reached = NOT_REACHED.iter().filter(|_| !before.iter().any(is_who));
        let off = off.iter().flat_map(|list| list.iter());
        let all = off.chain(&NO_SHOW).chain(&NOT_CAME).chain(reached);
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
    use super::{denies, was_moved};

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
            "moved to 10/26",
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
            "she cancelled when I got there",
            "cancelled due to illness",
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

    #[test]
    fn beside_the_length_of_a_visit_a_remark_that_begins_so_says_that_it_was_put_off() {
        for text in [
            "rescheduled",
            "resched",
            "rescheduled our visit",
            "rescheduled to 10/9",
            "r/s to next wk",
            "r/s",
            "postponed until Tues 2pm",
            "moved to 10/26",
            "she moved it to Friday",
            "moved",
            "cancelled due to illness",
        ] {
            assert!(was_moved(text), "{text}");
        }
        for text in [
            "moved to Phoenix",
            "moved in with her mom",
            "rescheduled dr appt for her",
            "talked about court, r/s next visit to 11/3",
            "resched next visit",
            "rescheduled, then met at the park",
            "kid sick, short visit",
            "",
        ] {
            assert!(!was_moved(text), "{text}");
        }
    }
}
