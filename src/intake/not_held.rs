//! Words for what did not take place: who did not come, a try to reach somebody, a row that was struck out.

mod boxes;
mod first;
mod in_length;
mod notes;

use crate::record::Status;
use crate::register::fold;
pub(super) use boxes::{TookPlace, is_of_absence, is_of_presence, took_place};
pub(super) use first::first_of_all;
pub(super) use in_length::{Unmet, unmet};
pub(super) use notes::{denies, was_moved};

/// Words in the header of a column of marks that says who came.
const PRESENCE: [&str; 12] = [
    "present", "presence", "presente", "here", "there", "attended", "came", "come", "showed",
    "show", "asistio", "vino",
];

/// What a cell says of somebody who did not come.
const DID_NOT_COME: [&str; 9] = [
    "no show",
    "noshow",
    "no showed",
    "did not come",
    "didnt come",
    "did not show",
    "did not attend",
    "absent",
    "no vino",
];

/// What is said of a meeting that was called off; of others it is said too, as of a court day.
const CALLED_OFF: [&str; 16] = [
    "cancelled",
    "canceled",
    "cancels",
    "cancel",
    "canc",
    "cancd",
    "cx",
    "cxd",
    "cxl",
    "cxld",
    "called off",
    "bailed",
    "cancelo",
    "cancelado",
    "cancelada",
    "no vino",
];

/// What is said of one that was put off; people agree on another day when they talk, too.
const PUT_OFF: [&str; 6] = [
    "postponed",
    "r s",
    "rs",
    "resched",
    "rescheduled",
    "reschedule",
];

/// What is said of either, and beside a length of something else.
const SOME_OTHER_DAY: [&str; 3] = ["kid sick", "will try", "try again"];

/// All that is said of a meeting that did not take place as it was meant to.
fn called_off() -> impl Iterator<Item = &'static &'static str> {
    CALLED_OFF.iter().chain(&PUT_OFF).chain(&SOME_OTHER_DAY)
}

/// Plain words that say that the parent did not come.
const NO_SHOW: [&str; 17] = [
    "no show",
    "no shows",
    "noshow",
    "no showed",
    "ns",
    "n s",
    "ncns",
    "did not come",
    "didnt come",
    "did not show",
    "didnt show",
    "did not attend",
    "didnt attend",
    "never showed",
    "stood me up",
    "no vino",
    "no asistio",
];

/// What else is said of somebody who did not come: `not home` may be of a try, and `missed appt` of anyone.
const NOT_CAME: [&str; 33] = [
    "did not make it",
    "didnt make it",
    "never came",
    "she forgot",
    "he forgot",
    "they forgot",
    "not home",
    "no one home",
    "nobody home",
    "no one came",
    "nobody came",
    "missed appt",
    "missed appointment",
    "missed our appt",
    "missed our appointment",
    "missed her appt",
    "missed his appt",
    "missed mtg",
    "missed our mtg",
    "missed our meeting",
    "was not there",
    "wasnt there",
    "not at home",
    "could not meet",
    "couldnt meet",
    "did not meet",
    "didnt meet",
    "pp sick",
    "mom sick",
    "client sick",
    "called 2x",
    "called 3x",
    "left card on door",
];

/// What is said of somebody whom the mentor tried to reach, and did not.
const NOT_REACHED: [&str; 50] = [
    "did not answer",
    "didnt answer",
    "did not pick up",
    "didnt pick up",
    "no answer",
    "no ans",
    "no response",
    "no reply",
    "not returned",
    "could not reach",
    "couldnt reach",
    "cant reach",
    "unable to reach",
    "left message",
    "left messages",
    "left a message",
    "left msg",
    "left mess",
    "left vm",
    "left a vm",
    "left voicemail",
    "left a voicemail",
    "lm",
    "lvm",
    "lmtcb",
    "lmom",
    "vm",
    "voicemail",
    "voice mail",
    "mailbox full",
    "wrong number",
    "phone disconnected",
    "number disconnected",
    "not in service",
    "tried calling",
    "tried to call",
    "tried to reach",
    "tried texting",
    "attempted",
    "tc att",
    "call att",
    "no contesto",
    "phone off",
    "phone is off",
    "phone dead",
    "disconnected",
    "no contact",
    "not avail",
    "blocked my number",
    "hung up on me",
];

fn not_met() -> impl Iterator<Item = &'static &'static str> {
    NO_SHOW.iter().chain(&NOT_CAME).chain(&NOT_REACHED)
}

/// What a remark about a try begins with.
const HOW: [&str; 11] = [
    "called", "call", "calls", "tc", "phone", "phoned", "texted", "text", "knocked", "visited",
    "went",
];

/// What is said of others than the parent, or of what both did: none of it tells that they did not meet.
const OF_OTHERS: [&str; 17] = [
    "together",
    "no showed for visit",
    "no show for visit",
    "no show at visit",
    "kids not home",
    "kid not home",
    "baby not home",
    "children not home",
    "dr appt for her",
    "cancelled her lease",
    "canceled her lease",
    "cancelled cable",
    "dcs cancelled",
    "cps cancelled",
    "cw did not show",
    "no contact order",
    "forgot her papers",
];

/// What says that they did not meet, if a remark says nothing else.
const ALONE: [&str; 4] = ["forgot", "dna", "sick", "missed"];

/// What begins a cell of a row that was struck out.
const VOID: [&str; 9] = [
    "void",
    "voided",
    "duplicate of",
    "dup of",
    "duplicate row",
    "do not use",
    "do not count",
    "entered in error",
    "entered twice",
];

/// Whether a cell says that its row is not to count.
pub(super) fn is_void(text: &str) -> bool {
    let folded = fold(text);
    VOID.iter().any(|words| begins(&folded, words))
}

/// What begins a cell about somebody whose referral came to nothing.
const WITHDRAWN: [&str; 6] = [
    "withdrawn",
    "withdrew",
    "referred in error",
    "refd in error",
    "referral withdrawn",
    "not enrolled",
];

/// Whether a cell begins with words for a referral that came to nothing.
pub(super) fn is_withdrawn(text: &str) -> bool {
    let folded = fold(text);
    WITHDRAWN.iter().any(|words| begins(&folded, words))
}

/// What a status says, with no other word, of somebody who is in the program no more.
const LEFT: [&str; 6] = [
    "exit",
    "completed",
    "dropped",
    "declined",
    "left",
    "left program",
];

/// Words that say so whatever comes after them, such as `closed 10/15/26 - moved to Phoenix`.
const LEFT_FOR_SURE: [&str; 8] = [
    "closed",
    "inactive",
    "exited",
    "discharged",
    "graduated",
    "dropped out",
    "no longer active",
    "terminated",
];

/// Whether a status says that somebody is in the program no more.
pub(super) fn has_left(text: &str) -> bool {
    let folded = fold(text);
    LEFT.contains(&folded.as_str()) || LEFT_FOR_SURE.iter().any(|words| begins(&folded, words))
}

/// Whether a column is headed as one of what ended for people in the program, as `End / why`.
pub(super) fn is_of_exits(header: &str) -> bool {
    const EXITS: [&str; 12] = [
        "end",
        "ended",
        "exit",
        "exited",
        "closed",
        "closure",
        "discharge",
        "discharged",
        "leaving",
        "termination",
        "terminated",
        "salida",
    ];
    const OF_OTHERS: [&str; 10] = [
        "roi",
        "release",
        "consent",
        "case",
        "court",
        "school",
        "lease",
        "job",
        "expires",
        "insurance",
    ];
    let folded = fold(header);
    let has = |known: &[&str]| folded.split(' ').any(|word| known.contains(&word));
    has(&EXITS) && !has(&OF_OTHERS)
}

/// Whether a column is headed as one of why something ended.
pub(super) fn is_of_reasons(header: &str) -> bool {
    let folded = fold(header);
    let mut words = folded.split(' ');
    words.any(|word| ["reason", "why", "razon", "motivo"].contains(&word))
}

/// Whether a cell of such a column says that nothing ended.
pub(super) fn is_open(text: &str) -> bool {
    let folded = fold(text);
    let mut known = ["active", "open", "o", "ongoing", "current", "still active"].into_iter();
    known.any(|word| word == folded)
}

/// Whether a heading says that the people below it have left the program: `Closed cases`.
pub(super) fn heads_those_who_left(label: &str) -> bool {
    let folded = fold(label);
    folded.split(' ').any(has_left)
}

/// Whether a column is headed as that of the status of people.
pub(super) fn is_of_status(header: &str) -> bool {
    let folded = fold(header);
    let has = |wanted: &[&str]| folded.split(' ').any(|word| wanted.contains(&word));
    has(&["status", "estado", "active"]) || has(&["open"]) && has(&["closed", "close"])
}

/// Whether a text begins with words.
pub(super) fn begins(folded: &str, words: &str) -> bool {
    let rest = folded.strip_prefix(words);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Whether a word says that a meeting was called off, and nothing else: `cx`, `resched`.
pub(super) fn is_called_off(text: &str) -> bool {
    let folded = fold(text);
    called_off().any(|words| **words == *folded) && !is_not_there(text)
}

/// Whether a way of contact says that they did not meet: `HV - no show`.
pub(super) fn is_of_a_try(text: &str) -> bool {
    let folded = fold(text);
    let padded = format!(" {folded} ");
    let has = |words: &str| padded.contains(&format!(" {words} "));
    !OF_OTHERS.iter().any(|words| has(words))
        && (ALONE.contains(&folded.as_str())
            || called_off().chain(not_met()).any(|words| has(words)))
}

/// By whom a meeting is called off, and who calls it off: the program, or those it is for.
const OURS: [&str; 7] = [
    "me",
    "us",
    "mentor",
    "staff",
    "program",
    "pp",
    "peer parent",
];
const THEIRS: [&str; 9] = [
    "parent",
    "client",
    "mom",
    "dad",
    "her",
    "him",
    "participant",
    "family",
    "them",
];
const WE: [&str; 9] = [
    "i",
    "we",
    "mentor",
    "staff",
    "program",
    "i had to",
    "we had to",
    "pp",
    "peer parent",
];
const THEY: [&str; 9] = [
    "she",
    "he",
    "they",
    "parent",
    "client",
    "mom",
    "dad",
    "participant",
    "family",
];
/// Words for calling off.
const CANCELLED: [&str; 8] = [
    "cancelled",
    "canceled",
    "cancel",
    "canc",
    "cancd",
    "cx",
    "cxd",
    "cxld",
];

/// Who called a meeting off, as a mentor or a coordinator writes it; `None` if the remark does not say.
pub(super) fn called_off_by(text: &str) -> Option<Status> {
    let padded = format!(" {} ", fold(text));
    let is_said = |who: &[&str], before: bool| {
        let mut all = who
            .iter()
            .flat_map(|who| CANCELLED.map(|word| (*who, word)));
        all.any(|(who, word)| match before {
            true => padded.contains(&format!(" {who} {word} ")),
            false => padded.contains(&format!(" {word} by {who} ")),
        })
    };
    match (
        is_said(&OURS, false) || is_said(&WE, true),
        is_said(&THEIRS, false) || is_said(&THEY, true),
    ) {
        (true, false) => Some(Status::CancelledByProgram),
        (false, true) => Some(Status::CancelledByParticipant),
        _ => None,
    }
}

/// Words of a remark about a try that change nothing in it.
const FILLERS: [&str; 16] = [
    "x2", "x3", "x4", "2x", "3x", "twice", "again", "and", "w", "with", "for", "mom", "dad",
    "straight", "to", "full",
];

/// Whether a cell says that the mentor tried to reach somebody and reached no one, and nothing else.
pub(super) fn is_attempt(text: &str) -> bool {
    let folded = fold(text);
    let (mut rest, mut is_said) = (folded.as_str(), false);
    while !rest.is_empty() {
        let longest = |words: &[&'static str]| {
            let begun = words.iter().filter(|words| begins(rest, words));
            begun.map(|words| words.len()).max()
        };
        let Some(length) = longest(&NOT_REACHED)
            .inspect(|_| is_said = true)
            .or_else(|| longest(&HOW))
            .or_else(|| longest(&FILLERS))
        else {
            return false;
        };
        rest = rest[length..].trim_start();
    }
    is_said
}

/// Whether a cell says that somebody did not come, and nothing else.
pub(super) fn is_not_there(text: &str) -> bool {
    DID_NOT_COME.contains(&fold(text).as_str())
}

#[cfg(test)]
mod tests;
