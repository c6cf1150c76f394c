//! Headers of columns that say of each meeting whether it took place: `Kept?`, `Completed`, `Cancelled?`, `No contact`.

use super::{CALLED_OFF, NO_SHOW, NOT_CAME, NOT_REACHED, OF_OTHERS, PRESENCE, PUT_OFF};
use crate::record::Status;
use crate::register::fold;

/// What a box under such a header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::intake) struct TookPlace {
    /// Whether a yes says that they met; if not, it says that they did not.
    pub is_yes: bool,
    /// What became of those that did not take place; `None` if only a person can tell, such as who cancelled.
    pub otherwise: Option<Status>,
    /// Whether the header speaks of the meeting and of nothing else; `Goals met` may not.
    pub is_sure: bool,
}

/// Words for a meeting that took place.
const MET: [&str; 11] = [
    "kept",
    "completed",
    "complete",
    "met",
    "seen",
    "saw",
    "done",
    "happened",
    "occurred",
    "took place",
    "held",
];

/// Words for somebody who was reached.
const REACHED: [&str; 8] = [
    "contact made",
    "made contact",
    "contact successful",
    "successful contact",
    "contacted",
    "reached",
    "successful",
    "answered",
];

/// Words for a meeting that did not take place, beside those of remarks.
const NOT_MET: [&str; 14] = [
    "missed",
    "not seen",
    "not met",
    "not held",
    "not kept",
    "not done",
    "not completed",
    "not complete",
    "incomplete",
    "did not happen",
    "did not occur",
    "did not take place",
    "not there",
    "not present",
];

/// Words for somebody who was not reached, beside those of remarks.
const NOT_CONTACTED: [&str; 6] = [
    "not reached",
    "not contacted",
    "no contact made",
    "unable to contact",
    "unsuccessful",
    "contact not made",
];

/// Words in headers for what was called off, beside those of remarks.
const OFF: [&str; 3] = ["cancellation", "cancellations", "moved to"];

/// Words of headers that say nothing as such, though remarks do.
const NO_HEADERS: [&str; 3] = ["rs", "r s", "no vino"];

/// Words beside them that change nothing.
const BESIDE: [&str; 53] = [
    "visit",
    "visits",
    "session",
    "contact",
    "appt",
    "appts",
    "appointment",
    "meeting",
    "mtg",
    "hv",
    "home",
    "client",
    "parent",
    "parents",
    "mom",
    "dad",
    "family",
    "pp",
    "mentor",
    "participant",
    "she",
    "he",
    "they",
    "was",
    "were",
    "did",
    "has",
    "been",
    "is",
    "it",
    "the",
    "we",
    "with",
    "by",
    "y",
    "n",
    "yes",
    "no",
    "or",
    "if",
    "why",
    "who",
    "reason",
    "for",
    "date",
    "new",
    "to",
    "today",
    "actually",
    "call",
    "left",
    "up",
    "x",
];

/// What is not a meeting: a column about it is left to a person.
const THINGS: [&str; 36] = [
    "goal",
    "goals",
    "need",
    "needs",
    "paperwork",
    "form",
    "forms",
    "note",
    "notes",
    "log",
    "entry",
    "report",
    "survey",
    "training",
    "roi",
    "consent",
    "release",
    "homework",
    "assessment",
    "plan",
    "task",
    "tasks",
    "referral",
    "referrals",
    "kid",
    "kids",
    "child",
    "children",
    "baby",
    "cw",
    "caseworker",
    "miles",
    "mileage",
    "supervisor",
    "billing",
    "invoice",
];

/// Whether a column is headed as one of marks of who came: `Present`, `Attended?`, `Who was here`.
pub(in crate::intake) fn is_of_presence(header: &str) -> bool {
    !is_of_absence(header) && fold(header).split(' ').any(|word| PRESENCE.contains(&word))
}

/// Whether a column is headed as one of marks of who did not come: `No show?`, `Cancelled`.
pub(in crate::intake) fn is_of_absence(header: &str) -> bool {
    took_place(header).is_some_and(|found| !found.is_yes)
}

/// What a header says of whether each meeting took place; `None` of anything else.
pub(in crate::intake) fn took_place(header: &str) -> Option<TookPlace> {
    let folded = fold(header);
    let mut rest = format!(" {folded} ");
    let has = |text: &str, words: &[&str]| {
        let mut all = words.iter();
        all.any(|words| text.contains(&format!(" {words} ")))
    };
    if has(&rest, &OF_OTHERS) || has(&rest, &THINGS) {
        return None;
    }
    let mut take = |lists: &[&[&'static str]]| {
        let all = lists.iter().flat_map(|list| list.iter());
        let all = all.filter(|words| !NO_HEADERS.contains(words));
        let mut found: Vec<&str> = all.copied().filter(|words| has(&rest, &[words])).collect();
        found.sort_by_key(|words| std::cmp::Reverse(words.len()));
        for words in &found {
            rest = rest.replace(&format!(" {words} "), "  ");
        }
        !found.is_empty()
    };
    let no_contact = take(&[&NOT_CONTACTED, &NOT_REACHED]);
    let no_show = take(&[&NO_SHOW, &NOT_CAME, &NOT_MET]);
    let off = take(&[&CALLED_OFF, &PUT_OFF, &OFF]);
    let reached = take(&[&REACHED]);
    let met = take(&[&MET, &PRESENCE]);
    let is_yes = !(no_contact || no_show || off);
    let otherwise = match (off, no_show, no_contact) {
        (false, true, false) => Some(Status::NoShow),
        (false, false, true) => Some(Status::Attempted),
        (false, false, false) if reached => Some(Status::Attempted),
        (false, false, false) => Some(Status::NoShow),
        _ => None,
    };
    let is_sure = rest.split_whitespace().all(|word| BESIDE.contains(&word));
    (no_contact || no_show || off || reached || met).then_some(TookPlace {
        is_yes,
        otherwise,
        is_sure,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_says_whether_a_yes_is_a_meeting() {
        let no_show = Some(Status::NoShow);
        let attempted = Some(Status::Attempted);
        for (header, is_yes, otherwise) in [
            ("Kept?", true, no_show),
            ("Kept", true, no_show),
            ("Visit completed (Y/N)", true, no_show),
            ("Met?", true, no_show),
            ("Met with parent", true, no_show),
            ("Seen", true, no_show),
            ("Client showed", true, no_show),
            ("Did it happen? / took place", true, no_show),
            ("Contact made", true, attempted),
            ("Reached?", true, attempted),
            ("No show?", false, no_show),
            ("Missed visit", false, no_show),
            ("Not seen", false, no_show),
            ("No contact", false, attempted),
            ("Left VM", false, attempted),
            ("Cancelled?", false, None),
            ("Visit cancelled by", false, None),
            ("Rescheduled?", false, None),
            ("Cancelled / no show", false, None),
        ] {
            let found = took_place(header).map(|found| (found.is_yes, found.otherwise));
            assert_eq!(found, Some((is_yes, otherwise)), "{header}");
        }
    }

    #[test]
    fn a_header_that_may_be_about_something_else_is_not_sure() {
        for header in [
            "Kept?",
            "Client showed up",
            "Cancelled by",
            "No contact",
            "Reason cancelled",
            "Was the appt kept",
        ] {
            assert!(
                took_place(header).is_some_and(|one| one.is_sure),
                "{header}"
            );
        }
        for header in [
            "Met in person",
            "Safety check completed",
            "Bus pass answered",
        ] {
            assert!(
                took_place(header).is_some_and(|one| !one.is_sure),
                "{header}"
            );
        }
        for header in [
            "Goals met",
            "Paperwork completed",
            "No-contact order",
            "Kids seen",
            "Notes",
            "Type",
            "Contact",
            "RS",
            "Mentor",
        ] {
            assert_eq!(took_place(header), None, "{header}");
        }
    }
}
