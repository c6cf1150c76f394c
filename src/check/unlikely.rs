//! Sessions, events and groups that may be right, but are more often a typo.

use super::{Context, Rule};
use crate::record::case::EventKind;
use crate::record::{At, Event, Finding, Service, Status, System};

pub(super) const RULES: &[Rule] = &[
    Rule::warning(
        "unlikely-length",
        "A session lasts no more than 10 hours.",
        lengths,
    ),
    Rule::warning(
        "cancelled-with-people",
        "A group that was canceled lists no one as present.",
        cancelled,
    ),
    Rule::warning(
        "attempted-meeting",
        "The status `attempted` is only for a contact, such as a call or a visit, not for a group, a day in court or a team meeting.",
        attempted,
    ),
    Rule::warning(
        "event-twice",
        "No event is entered twice in one case.",
        event_twice,
    ),
    Rule::warning(
        "event-of-other-system",
        "New offenses and violations of probation are only in juvenile probation cases.",
        event_of_other_system,
    ),
    Rule::warning(
        "unplanned-meeting",
        "The meeting time of a group is written as weekdays and a time, such as `wed 18:00`.",
        unplanned,
    ),
];

/// The longest plausible session, in minutes.
const LONG: u32 = 600;

fn lengths(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for entry in &context.register.records().sessions {
        if let Some(minutes) = entry
            .record
            .minutes
            .filter(|minutes| minutes.count() > LONG)
        {
            let message = format!("this session lasted {minutes}");
            findings.push(
                Finding::warning("unlikely-length", &entry.place, At::key("minutes"), message)
                    .help("correct `minutes`: 90 is an hour and a half"),
            );
        }
    }
}

fn cancelled(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for entry in &context.register.records().sessions {
        let session = &entry.record;
        let is_group = matches!(session.kind, Service::SupportGroup | Service::Committee);
        let people = [
            ("participants", !session.participants.is_empty()),
            ("anonymous", session.anonymous.unwrap_or(0) > 0),
            (
                "children_in_childcare",
                session.children_in_childcare.unwrap_or(0) > 0,
            ),
        ];
        let Some((key, _)) = people.into_iter().find(|(_, is)| *is) else {
            continue;
        };
        if is_group && !session.was_held() {
            let message = "this group was canceled, but people are listed as present";
            findings.push(
                Finding::warning("cancelled-with-people", &entry.place, At::key(key), message)
                    .help(
                        "if the group met, delete `status`; if not, delete the people listed here, or change nothing: they are not counted as attending",
                    ),
            );
        }
    }
}

fn attempted(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for entry in &context.register.records().sessions {
        let session = &entry.record;
        let is_meeting = matches!(
            session.kind,
            Service::SupportGroup | Service::Committee | Service::Court | Service::TeamMeeting
        );
        if is_meeting && session.status == Some(Status::Attempted) {
            let message = format!(
                "a `{}` session cannot be `attempted`: that word is for a call or a visit that reached no one",
                session.kind
            );
            findings.push(
                Finding::warning("attempted-meeting", &entry.place, At::key("status"), message)
                    .help(format!(
                        "if it was canceled, type `peer set {id} status=cancelled-by-program`; if no one came, `peer set {id} status=no-show`; if it took place, `peer set {id} status=`",
                        id = entry.id
                    )),
            );
        }
    }
}

fn event_twice(context: &Context<'_>, findings: &mut Vec<Finding>) {
    // Events that can only follow others are checked by the order of events.
    const OF_ORDER: [EventKind; 9] = [
        EventKind::Petition,
        EventKind::Removed,
        EventKind::Reunified,
        EventKind::Guardianship,
        EventKind::Adopted,
        EventKind::AgedOut,
        EventKind::Died,
        EventKind::Dismissed,
        EventKind::Closed,
    ];
    for entry in &context.register.records().cases {
        let events = &entry.record.event;
        for (at, event) in events
            .iter()
            .enumerate()
            .filter(|(_, event)| !OF_ORDER.contains(&event.kind))
        {
            let is_same = |other: &Event| {
                (other.on, other.kind) == (event.on, event.kind)
                    && (&other.setting, &other.event_type) == (&event.setting, &event.event_type)
            };
            if events[..at]
                .iter()
                .any(|other| is_same(other) && other.children == event.children)
            {
                let message = format!("`{}` on {} is entered twice", event.kind, event.on);
                findings.push(
                    Finding::warning(
                        "event-twice",
                        &entry.place,
                        At::entry("event", at, "kind"),
                        message,
                    )
                    .help("delete one of the two; if each was about different children, list the children in each, such as `children = [ \"a\", ]`"),
                );
            }
        }
    }
}

fn event_of_other_system(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for entry in context
        .register
        .records()
        .cases
        .iter()
        .filter(|entry| entry.record.system != System::Jpd)
    {
        for (at, event) in entry.record.event.iter().enumerate() {
            if matches!(event.kind, EventKind::NewOffense | EventKind::Violation) {
                let message = format!(
                    "a `{}` case cannot have the event `{}`",
                    entry.record.system, event.kind
                );
                findings.push(
                    Finding::warning(
                        "event-of-other-system",
                        &entry.place,
                        At::entry("event", at, "kind"),
                        message,
                    )
                    .help("enter it in the juvenile probation case, or correct `system`"),
                );
            }
        }
    }
}

fn unplanned(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for entry in &context.register.records().groups {
        if let Some(meets) = entry
            .record
            .meets
            .as_deref()
            .filter(|_| !entry.record.has_plan())
        {
            let message = format!("`{meets}` has no weekday and time that `peer` can read");
            findings.push(
                Finding::warning("unplanned-meeting", &entry.place, At::key("meets"), message)
                    .help("write it as `wed 18:00`, `wed 18:00-19:30`, `mon, thu 9:30` or `2nd tue 9:00`; put anything else in `note`"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{case, messages, places};

    /// Where a rule points in a session of a group.
    fn session(rule: &str, text: &str) -> Vec<String> {
        let path = "sessions/2026/2026-10-07-group-wednesday.toml";
        let text =
            format!("kind = \"support-group\"\non = 2026-10-07\ngroup = \"wednesday\"\n{text}");
        let places = places(
            rule,
            &[
                ("groups/wednesday.toml", "kind = \"support-group\"\n"),
                (path, &text),
            ],
        );
        places
            .into_iter()
            .map(|place| place.replace(&format!("{path} "), ""))
            .collect()
    }

    #[test]
    fn hardly_any_session_is_longer_than_ten_hours() {
        assert_eq!(session("unlikely-length", "minutes = 900\n"), ["minutes"]);
        assert!(session("unlikely-length", "minutes = 600\n").is_empty());
    }

    #[test]
    fn nobody_is_at_a_cancelled_group() {
        let cancelled = |text: &str| {
            session(
                "cancelled-with-people",
                &format!("status = \"cancelled-by-program\"\n{text}"),
            )
        };
        assert_eq!(cancelled("participants = [\"p-a\"]\n"), ["participants"]);
        assert_eq!(cancelled("anonymous = 2\n"), ["anonymous"]);
        assert!(cancelled("").is_empty() && cancelled("anonymous = 0\n").is_empty());
        assert!(session("cancelled-with-people", "participants = [\"p-a\"]\n").is_empty());
    }

    #[test]
    fn only_a_contact_is_attempted() {
        assert_eq!(
            session("attempted-meeting", "status = \"attempted\"\n"),
            ["status"]
        );
        assert!(session("attempted-meeting", "status = \"no-show\"\n").is_empty());
        let contact = "kind = \"casework\"\non = 2026-10-07\nparticipants = [\"p-a\"]\nstatus = \"attempted\"\n";
        let path = "sessions/2026/2026-10-07-casework-p-a.toml";
        let files = [("participants/p-a.toml", ""), (path, contact)];
        assert!(places("attempted-meeting", &files).is_empty());
    }

    #[test]
    fn an_event_is_told_once() {
        let found = |events: &[&str]| {
            places(
                "event-twice",
                &[
                    ("participants/p-a.toml", ""),
                    ("cases/c-a.toml", &case(events)),
                ],
            )
        };
        assert_eq!(
            found(&["2026-03-01 hearing", "2026-03-01 hearing"]),
            ["cases/c-a.toml event.1.kind"]
        );
        assert!(
            found(&[
                "2026-03-01 hearing a",
                "2026-03-01 hearing b",
                "2026-03-02 hearing a"
            ])
            .is_empty()
        );
        assert!(
            found(&["2026-03-01 removed", "2026-03-01 removed"]).is_empty(),
            "that is said by another rule"
        );
    }

    #[test]
    fn an_offense_is_no_event_of_child_welfare() {
        let text = case(&["2026-03-01 violation"]);
        let rule = "event-of-other-system";
        assert_eq!(
            places(rule, &[("cases/c-a.toml", &text)]),
            ["cases/c-a.toml event.0.kind"]
        );
        assert!(places(rule, &[("cases/c-a.toml", &text.replace("cps", "jpd"))]).is_empty());
    }

    #[test]
    fn a_group_meets_on_weekdays_at_a_time() {
        let found = |meets: &str| {
            let text = format!("kind = \"support-group\"\nmeets = \"{meets}\"\n");
            messages("unplanned-meeting", &[("groups/a.toml", &text)])
        };
        for plain in [
            "wed 18:00",
            "Wednesday 18:00",
            "wed 18:00-19:30",
            "wed 9:30\u{2013}11:00",
            "mon, thu 9:30",
            "mon and thu 9:30",
            "sat",
            "2nd tue 09:00",
            "first and third mon 9:30",
        ] {
            assert!(found(plain).is_empty(), "{plain}");
        }
        for free in [
            "every other week",
            "wed 25:00",
            "wed 18",
            "18:00",
            "wed 6pm",
            "second 18:00",
        ] {
            assert_eq!(
                found(free),
                [format!(
                    "`{free}` has no weekday and time that `peer` can read"
                )],
                "{free}"
            );
        }
    }
}
