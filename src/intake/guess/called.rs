//! What the columns of sheets are called, in English and in Spanish, that fill no field of a record alone. The names of
//! the others are with the fields.

/// Fields with what their columns are called. A field counts for the kinds that have it, the first one that fits.
pub(super) const CALLED: &[(&str, &[&str])] = &[
    (
        "child",
        &["child", "child letter", "child number", "childs letter"],
    ),
    (
        "name",
        &[
            "last name first name",
            "last first",
            "name last first",
            "name",
            "full name",
            "participant",
            "participant name",
            "parent",
            "parent name",
            "client",
            "client name",
            "nombre",
            "attendee",
            "member",
            "mentor",
            "mentor name",
            "peer parent",
            "print name",
            "nombre completo",
            "first and last name",
        ],
    ),
    (
        "consent.services",
        &[
            "consent",
            "consent date",
            "consent signed",
            "service consent",
            "consent to services",
        ],
    ),
    (
        "consent.outcome-reporting",
        &[
            "outcome consent",
            "data consent",
            "consent to report",
            "outcome reporting consent",
        ],
    ),
    (
        "same_case",
        &[
            "case",
            "case number",
            "case no",
            "case id",
            "docket",
            "docket number",
            "family id",
        ],
    ),
    (
        "event.petition",
        &[
            "petition",
            "petition date",
            "petition filed",
            "date filed",
            "filed",
        ],
    ),
    (
        "event.removed",
        &[
            "removed",
            "removal",
            "removal date",
            "date removed",
            "date of removal",
        ],
    ),
    (
        "event.removed.setting",
        &["placement", "setting", "placement type", "first placement"],
    ),
    (
        "event.reunified",
        &[
            "reunified",
            "reunification",
            "reunification date",
            "date reunified",
            "returned home",
            "home date",
        ],
    ),
    (
        "event.dismissed",
        &[
            "dismissed",
            "dismissal",
            "dismissal date",
            "case dismissed",
            "date dismissed",
            "jurisdiction ended",
        ],
    ),
    (
        "subject",
        &["event", "event name", "title", "subject", "organization"],
    ),
];
