//! Words for what did not take place: who did not come, a try to reach somebody, a row that was struck out.

use crate::register::fold;

/// Words in the header of a column of marks that says who came.
const PRESENCE: [&str; 12] = [
    "present", "presence", "presente", "here", "there", "attended", "came", "come", "showed",
    "show", "asistio", "vino",
];

/// Whether a column is headed as one of marks of who came: `Present`, `Attended?`, `Who was here`.
pub(super) fn is_of_presence(header: &str) -> bool {
    !is_of_absence(header) && fold(header).split(' ').any(|word| PRESENCE.contains(&word))
}

/// Whether a column is headed as one of marks of who did not come: `No show?`, `Missed`.
pub(super) fn is_of_absence(header: &str) -> bool {
    let header = fold(header);
    ["no show", "noshow", "missed"]
        .iter()
        .any(|words| header.contains(words))
}

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

/// What a length says where people did not meet.
const NOT_HELD: [&str; 13] = [
    "ns",
    "n s",
    "cx",
    "cxd",
    "cxl",
    "cancel",
    "canceled",
    "cancelled",
    "r s",
    "resched",
    "rescheduled",
    "lvm",
    "no answer",
];

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

/// What is said of a try to reach somebody, or of a meeting that was called off.
const TRIES: [&str; 29] = [
    "no show",
    "noshow",
    "no showed",
    "did not come",
    "did not show",
    "did not answer",
    "did not pick up",
    "didnt come",
    "didnt show",
    "didnt answer",
    "didnt pick up",
    "no answer",
    "no response",
    "left message",
    "left a message",
    "left vm",
    "left voicemail",
    "lm",
    "lvm",
    "vm",
    "voicemail",
    "cancelled",
    "canceled",
    "cancels",
    "cancel",
    "r s",
    "ns",
    "rescheduled",
    "no vino",
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

/// What a status says of somebody who is in the program no more.
const LEFT: [&str; 14] = [
    "closed",
    "inactive",
    "exited",
    "exit",
    "discharged",
    "graduated",
    "completed",
    "dropped",
    "dropped out",
    "declined",
    "left",
    "left program",
    "no longer active",
    "terminated",
];

/// Whether a status says that somebody is in the program no more.
pub(super) fn has_left(text: &str) -> bool {
    LEFT.contains(&fold(text).as_str())
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

/// Whether a cell of such a column says that nothing ended.
pub(super) fn is_open(text: &str) -> bool {
    ["active", "open", "ongoing", "current", "still active"].contains(&fold(text).as_str())
}

/// Whether what heads rows says that those below it are in the program no more: `Closed cases`.
pub(super) fn heads_those_who_left(label: &str) -> bool {
    let folded = fold(label);
    folded.split(' ').any(has_left)
}

/// Whether a column is headed as that of the status of people.
pub(super) fn is_of_status(header: &str) -> bool {
    let folded = fold(header);
    let mut words = folded.split(' ');
    words.any(|word| ["status", "estado", "active"].contains(&word))
}

/// Whether a text begins with words.
fn begins(folded: &str, words: &str) -> bool {
    let rest = folded.strip_prefix(words);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Words for the same that a remark begins with, also one that is beside a length.
const BEGINS: [&str; 10] = [
    "ns",
    "n s",
    "no show",
    "noshow",
    "r s",
    "rescheduled",
    "resched",
    "cancelled",
    "canceled",
    "cx",
];

/// Whether a remark says before all else that they did not meet, whatever was waited.
pub(super) fn is_not_held(text: &str) -> bool {
    let folded = fold(text);
    let alone = [
        "lm",
        "lvm",
        "vm",
        "left message",
        "left a message",
        "left voicemail",
    ];
    BEGINS.iter().any(|words| begins(&folded, words)) || alone.contains(&folded.as_str())
}

/// Whether a remark is about a try to reach somebody, or a meeting that was called off.
pub(super) fn is_of_a_try(text: &str) -> bool {
    let padded = format!(" {} ", fold(text));
    TRIES
        .iter()
        .any(|words| padded.contains(&format!(" {words} ")))
}

/// Whether what a sheet has in place of a length says that they did not meet.
pub(super) fn is_not_met(text: &str) -> bool {
    is_not_there(text) || NOT_HELD.contains(&fold(text).as_str())
}

/// Whether a cell says that somebody did not come, and nothing else.
pub(super) fn is_not_there(text: &str) -> bool {
    DID_NOT_COME.contains(&fold(text).as_str())
}
