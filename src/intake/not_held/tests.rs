//! Remarks about meetings that did not take place.

use super::{called_off_by, denies, is_attempt, is_of_a_try};
use crate::record::Status;

#[test]
fn a_try_that_reached_no_one_is_told_from_a_no_show_and_from_a_meeting() {
    for text in [
        "LM",
        "VM",
        "LVM",
        "left vm",
        "Left VM w/ mom",
        "no ans",
        "TC no ans",
        "No answer",
        "mailbox full",
        "VM full",
        "wrong number",
        "knocked, no answer",
        "LMTCB",
        "no reply",
        "LM x2, no answer",
        "called, straight to voicemail",
        "text not returned",
        "TC (att)",
        "attempted",
    ] {
        assert!(is_attempt(text), "{text}");
    }
    for text in [
        "",
        "TC",
        "text",
        "NS",
        "no-showed",
        "stood me up",
        "CANC",
        "r/s",
        "LM, she called back",
        "no answer first, then talked",
        "left message with grandma that we meet Friday",
        "VM - cancelled",
    ] {
        assert!(!is_attempt(text), "{text}");
    }
}

/// What coordinators write of meetings that did not take place, as a way of contact and as a note.
#[test]
fn words_about_tries_are_known_as_a_way_and_as_a_note() {
    for text in [
        "CANC",
        "Canc'd",
        "Cx",
        "cx by mom",
        "cxl'd",
        "CANCELLED - had to work. r/s 8/20",
        "rescheduled",
        "r/s to next wk",
        "postponed",
        "N/S",
        "NS",
        "no-showed",
        "she no showed again",
        "never showed",
        "stood me up",
        "she forgot",
        "waited 30 min, nobody came",
        "No ans",
        "TC no ans",
        "no answer",
        "no response",
        "no reply",
        "didn't pick up",
        "knocked, no answer",
        "not home",
        "no one home",
        "could not reach",
        "unable to reach",
        "wrong number",
        "phone disconnected",
        "mailbox full",
        "VM full",
        "Left VM w/ mom",
        "left a vm",
        "LVM",
        "LMTCB",
        "called, straight to voicemail",
        "tried calling x2",
        "text not returned",
        "attempted",
        "TC (att)",
        "bailed last minute",
        "kid sick, will try Fri",
    ] {
        assert!(is_of_a_try(text), "{text}");
        assert!(denies(text, false), "{text}, as a note");
    }
    for text in [
        "F2F - canc",
        "meeting called off",
        "LM x2, no answer again, sent a letter",
    ] {
        assert!(is_of_a_try(text) && denies(text, false), "{text}");
    }
}

#[test]
fn remarks_about_something_else_are_no_tries() {
    for text in [
        "talked about visits",
        "forgot her papers, went back for them",
        "home visit, showed me the room",
        "she showed the certificate",
        "discussed the show at school",
    ] {
        assert!(!denies(text, false), "{text}");
    }
    for text in [
        "court was rescheduled to 10/5",
        "no answer first, then talked",
        "helped her call the office about the visit, no answer there",
        "went over the plan; left a message for the caseworker together",
    ] {
        assert!(!denies(text, true), "{text}");
    }
}

#[test]
fn remarks_about_meetings_that_did_not_happen_are_known_without_a_length() {
    for text in [
        "missed appt",
        "she missed our appt",
        "she wasn't there",
        "not at home",
        "phone off",
        "phone dead",
        "# disconnected",
        "no contact",
        "not avail",
        "ncns",
        "DNA",
        "called 3x",
        "left card on door",
        "PP sick",
        "in jail, couldn't meet",
        "blocked my number",
        "hung up on me",
        "forgot",
        "phone - LVM",
    ] {
        assert!(is_of_a_try(text) && denies(text, false), "{text}");
    }
    assert!(denies("# disconnected, closing", true));
    assert!(is_attempt("phone - LVM") && is_attempt("# disconnected") && !is_attempt("phone"));
}

#[test]
fn remarks_about_others_than_the_parent_are_no_tries() {
    for text in [
        "left vm for CW together",
        "rescheduled dr appt for her",
        "dad no-showed for visit",
        "cancelled her lease",
        "baby not home yet",
        "kids not home yet, hearing 12/1",
        "DCS cancelled her visit, she was upset",
        "went over the no-contact order",
        "DNA test came back",
        "she forgot her papers",
    ] {
        assert!(!denies(text, true), "{text}");
    }
}

#[test]
fn who_called_a_meeting_off_is_known_by_the_words_beside_it() {
    for (text, wanted) in [
        ("HV - canceled by me", Some(Status::CancelledByProgram)),
        ("I canceled", Some(Status::CancelledByProgram)),
        ("mentor cancelled", Some(Status::CancelledByProgram)),
        ("canceled by mom", Some(Status::CancelledByParticipant)),
        ("she cancelled", Some(Status::CancelledByParticipant)),
        ("cancelled", None),
        ("she cancelled, I cancelled too", None),
        ("canceled, by mommy", None),
    ] {
        assert_eq!(called_off_by(text), wanted, "{text}");
    }
}
