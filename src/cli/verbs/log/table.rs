//! The kinds of session that can be logged, one row each: how `peer log` describes it, and what it asks.

use crate::record::{IdKind, Service};

/// A question about a session, asked if its answer was not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Question {
    /// Which mentors were there.
    Mentors,
    /// The day of a group, who came, and how many children were looked after.
    Attendance,
    /// How many recommendations a committee made.
    Recommendations,
    /// Which kind of team meeting it was.
    Meeting,
    /// Whether the parent's rights were explained.
    Rights,
    /// Whether the parent was heard.
    Voice,
    /// What was decided.
    Decision,
    /// Whether a placement was averted.
    Averted,
    /// Which goals were worked on.
    Goals,
    /// How many people were reached.
    Reached,
    /// How long it was.
    Length,
    /// How long it was; Enter uses the length of the last session of the kind.
    UsualLength,
    /// How people met.
    Mode,
    /// A note.
    Note,
    /// What else there is to say about a group: who gave no name, who led, who was missed, a note.
    More,
}

/// A kind of session in `peer log`. The fields of [`Session`](crate::record::Session) decide which options apply to it.
#[derive(Debug)]
pub(super) struct SessionKind {
    pub service: Service,
    /// The summary of its help.
    pub about: &'static str,
    /// The rest of its help.
    pub more: &'static str,
    pub examples: &'static str,
    /// What it is about: the name of the argument, and its help.
    pub subject: (&'static str, &'static str),
    /// The records that it may be about; empty if the subject is free words.
    pub among: &'static [IdKind],
    /// The question for what it is about.
    pub question: &'static str,
    /// What to say if there is nothing to choose from.
    pub nothing: &'static str,
    /// What is missing if the subject is not given, and a command that gives it.
    pub lacking: (&'static str, &'static str),
    /// The other questions, in order.
    pub asks: &'static [Question],
}

impl SessionKind {
    /// The kind that logs a service.
    pub(super) fn of(service: Service) -> &'static Self {
        let kind = KINDS.iter().find(|kind| kind.service == service);
        kind.unwrap_or(&KINDS[0])
    }

    /// Whether it is about free words.
    pub(super) fn is_free(&self) -> bool {
        self.among.is_empty()
    }
}

const NOBODY_ENROLLED: &str = "no parent is enrolled on that day";
const NO_GROUP: &str = "there is no group on file; `peer add group` makes one";

/// Every kind, in the order of the help.
pub(super) const KINDS: &[SessionKind] = &[
    SessionKind {
        service: Service::SupportGroup,
        about: "Log a support group",
        more: "If you leave something out, `peer` asks; last time's people are already checked.",
        examples: "Examples:\n  peer log group wednesday                    asks who was there\n  \
                   peer log group wednesday --present rosa,luis --childcare 5 90min\n  \
                   peer log group wednesday --present rosa --missed luis\n  \
                   peer log group wednesday --last --on wed    the same people and length\n  \
                   peer log group saturday --status cancelled-by-program",
        subject: (
            "GROUP",
            "The group: its id, the first letters of its id, or the weekday it meets on",
        ),
        among: &[IdKind::Group],
        question: "Which group?",
        nothing: NO_GROUP,
        lacking: ("which group", "peer log group wednesday --present rosa"),
        asks: &[Question::Attendance, Question::UsualLength, Question::More],
    },
    SessionKind {
        service: Service::Mentoring,
        about: "Log a meeting between a mentor and a parent",
        more: "The parent must have had a mentor on that date; the session goes under that match.",
        examples: "Examples:\n  peer log mentoring rosa 45min --topic visitation -m \"Rehearsed the visit plan.\"\n  \
                   peer log mentoring rosa 20min --mode phone --on yesterday\n  peer log mentoring rosa --status no-show",
        subject: ("WHO", "The parent, or the match"),
        among: &[IdKind::Participant, IdKind::Match],
        question: "Who met?",
        nothing: "no match is active on that day",
        lacking: ("who met", "peer log mentoring rosa 45min"),
        asks: &[Question::UsualLength, Question::Mode, Question::Note],
    },
    SessionKind {
        service: Service::TeamMeeting,
        about: "Log a team meeting about a case (TDM or CFT)",
        more: "",
        examples: "Examples:\n  peer log meeting c-2d8 --type cft --rights --voice --decision unsupervised-visits\n  \
                   peer log meeting rosa --type tdm --rights --voice=no --averted --mentor dana 60min",
        subject: ("CASE", "The case, or the parent"),
        among: &[IdKind::Case, IdKind::Participant],
        question: "Whose meeting?",
        nothing: NOBODY_ENROLLED,
        lacking: ("which case or parent", "peer log meeting c-2d8 --type cft"),
        asks: &[
            Question::Meeting,
            Question::Rights,
            Question::Voice,
            Question::Decision,
            Question::Averted,
            Question::UsualLength,
            Question::Note,
        ],
    },
    SessionKind {
        service: Service::Casework,
        about: "Log work on a parent's case plan: goals, referrals, natural supports",
        more: "",
        examples: "Examples:\n  peer log casework rosa --goal housing --referral housing-authority\n  \
                   peer log casework rosa 40min --referral food-bank=connected --supports 1\n\n\
                   Outcomes of a referral: connected, declined, unavailable, pending (the default).\n\
                   Log the outcome when you learn it: it closes the open referral and counts no second one.",
        subject: ("WHO", "The parent"),
        among: &[IdKind::Participant],
        question: "With whom?",
        nothing: NOBODY_ENROLLED,
        lacking: ("which parent", "peer log casework rosa --goal housing"),
        asks: &[Question::Goals, Question::UsualLength, Question::Note],
    },
    SessionKind {
        service: Service::Court,
        about: "Log a day in court with a parent",
        more: "",
        examples: "Examples:\n  peer log court rosa --mentor dana 2h\n  peer log court c-2d8 --present rosa,luis --on tue",
        subject: ("CASE", "The case, or the parent"),
        among: &[IdKind::Case, IdKind::Participant],
        question: "Whose day in court?",
        nothing: NOBODY_ENROLLED,
        lacking: ("which case or parent", "peer log court rosa 2h"),
        asks: &[Question::Length, Question::Note],
    },
    SessionKind {
        service: Service::Committee,
        about: "Log a committee or workgroup",
        more: "",
        examples: "Examples:\n  peer log committee pac 2h --mentor dana --present rosa --recommendations 1\n  \
                   peer log committee pac --anonymous 6 --on 2026-11-02",
        subject: ("GROUP", "The committee"),
        among: &[IdKind::Group],
        question: "Which group?",
        nothing: NO_GROUP,
        lacking: ("which committee", "peer log committee pac --mentor dana"),
        asks: &[
            Question::Mentors,
            Question::Attendance,
            Question::UsualLength,
            Question::Recommendations,
            Question::Note,
        ],
    },
    SessionKind {
        service: Service::Supervision,
        about: "Log supervision of a mentor",
        more: "",
        examples: "Examples:\n  peer log supervision dana 1h\n  peer log supervision m-9x2 45min --on thu",
        subject: ("MENTOR", "The mentor"),
        among: &[IdKind::Mentor],
        question: "Which mentor?",
        nothing: "there is no mentor on file",
        lacking: ("which mentor", "peer log supervision dana 1h"),
        asks: &[Question::UsualLength, Question::Note],
    },
    SessionKind {
        service: Service::Outreach,
        about: "Log outreach: a fair, a visit to another agency",
        more: "",
        examples: "Examples:\n  peer log outreach county-fair 3h --mentor dana --anonymous 40\n  peer log outreach \"Family Court open house\"",
        subject: FREE,
        among: &[],
        question: "What was it?",
        nothing: "",
        lacking: ("what it was", "peer log outreach county-fair --mentor dana"),
        asks: FREE_ASKS,
    },
    SessionKind {
        service: Service::Consultation,
        about: "Log consultation to another program",
        more: "",
        examples: "Examples:\n  peer log consultation pinal-county 90min --mentor dana",
        subject: FREE,
        among: &[],
        question: "What was it?",
        nothing: "",
        lacking: (
            "what it was",
            "peer log consultation pinal-county --mentor dana",
        ),
        asks: FREE_ASKS,
    },
    SessionKind {
        service: Service::OtherDuty,
        about: "Log a mentor's other work: preparation, paperwork, speaking",
        more: "It is reported, but no one counts as served.",
        examples: "Examples:\n  peer log duty paperwork 90min --mentor dana\n  peer log duty court-panel 2h --mentor dana --miles 18 --on tue",
        subject: FREE,
        among: &[],
        question: "What was it?",
        nothing: "",
        lacking: ("what it was", "peer log duty paperwork --mentor dana"),
        asks: &[Question::Mentors, Question::Length, Question::Note],
    },
];

const FREE: (&str, &str) = (
    "SUBJECT",
    "What it was, in a few words; they become part of the file's name, so no names of people",
);

const FREE_ASKS: &[Question] = &[
    Question::Mentors,
    Question::Reached,
    Question::Length,
    Question::Note,
];

#[test]
fn every_service_has_its_row() {
    for service in Service::ALL {
        assert_eq!(SessionKind::of(*service).service, *service);
    }
    assert_eq!(KINDS.len(), Service::ALL.len());
}
