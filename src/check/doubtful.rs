//! Facts that may be, but are more often a slip of the finger: each would quietly change a figure.

use super::{Context, Rule};
use crate::record::case::EventKind;
use crate::record::{At, Day, Event, Finding, MentorId, PersonId, Service, System};

pub(super) const RULES: &[Rule] = &[
    Rule::warning(
        "before-referral",
        "A parent is enrolled, and asks for a mentor, on the day of referral or later.",
        before_referral,
    ),
    Rule::warning(
        "outside-mentor-times",
        "A mentor walks with parents and is at sessions from the day of joining to the day of leaving.",
        outside_mentor_times,
    ),
    Rule::warning(
        "unlikely-birth",
        "Parents are 12 to 100 years old when they come, and children below 21.",
        births,
    ),
    Rule::warning(
        "unlikely-length",
        "A session lasts no more than 10 hours.",
        lengths,
    ),
    Rule::warning(
        "cancelled-with-people",
        "Nobody was at a group that was cancelled.",
        cancelled,
    ),
    Rule::warning(
        "event-twice",
        "No event of a case is told twice in one file.",
        event_twice,
    ),
    Rule::warning(
        "event-of-other-system",
        "New offenses and violations of probation stand in cases of juvenile probation.",
        event_of_other_system,
    ),
    Rule::warning(
        "unplanned-meeting",
        "A group says when it meets by weekdays and a time, as `wed 18:00`.",
        unplanned,
    ),
];

/// The longest session that is not doubtful, in minutes.
const LONG: u32 = 600;

/// The age up to which a child can be before a juvenile court, in years.
const GROWN: i32 = 21;

fn before_referral(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for person in context.register.people() {
        let Some(referred) = person.record.referred else {
            continue;
        };
        for entry in person.ids().filter_map(|id| context.participant(id)) {
            let starts = entry.record.enrollment.iter().enumerate();
            let starts = starts.map(|(at, time)| {
                (
                    time.start,
                    "is enrolled",
                    At::entry("enrollment", at, "start"),
                )
            });
            let requests = entry.record.mentor_request.iter().enumerate();
            let requests = requests.map(|(at, asked)| {
                (
                    asked.on,
                    "asks for a mentor",
                    At::entry("mentor_request", at, "on"),
                )
            });
            for (day, what, at) in starts.chain(requests).filter(|(day, ..)| *day < referred) {
                let message = format!(
                    "`{}` {what} on {day}, before the referral on {referred}",
                    person.id
                );
                findings.push(
                    Finding::warning("before-referral", &entry.place, at, message).help(
                        "correct one of the two days; `referred` is the day of the first referral",
                    ),
                );
            }
        }
    }
}

fn outside_mentor_times(context: &Context<'_>, findings: &mut Vec<Finding>) {
    const RULE: &str = "outside-mentor-times";
    for pair in context.pairs() {
        let (record, mentor) = (
            &pair.entry.record,
            &context.register.records().mentors[pair.mentor],
        );
        let Some(left) = mentor.record.left.filter(|_| record.began.is_some()) else {
            continue;
        };
        if record.ended.as_ref().is_none_or(|ended| ended.on > left) {
            let message = format!("the match lasts although `{}` left on {left}", mentor.id);
            findings.push(
                Finding::warning(RULE, &pair.entry.place, At::key("mentor"), message)
                    .help("end the match with `peer unmatch`, or correct `left` of the mentor"),
            );
        }
    }
    for entry in &context.register.records().sessions {
        for (at, id) in entry.record.mentors.iter().enumerate() {
            if let Some(message) = outside(context, id, entry.record.on) {
                findings.push(
                    Finding::warning(RULE, &entry.place, At::item("mentors", at), message)
                        .help("correct the day here, or `joined` or `left` of the mentor"),
                );
            }
        }
    }
}

/// How a day lies outside the times of a mentor, in a sentence.
fn outside(context: &Context<'_>, id: &MentorId, day: Day) -> Option<String> {
    let mentor = &context.register.mentor(id)?.record;
    if let Some(joined) = mentor.joined.filter(|joined| day < *joined) {
        return Some(format!("`{id}` joined on {joined}, after {day}"));
    }
    mentor
        .left
        .filter(|left| day > *left)
        .map(|left| format!("`{id}` left on {left}, before {day}"))
}

fn births(context: &Context<'_>, findings: &mut Vec<Finding>) {
    const RULE: &str = "unlikely-birth";
    for entry in &context.register.records().identities {
        let first = match &entry.id {
            PersonId::Participant(id) => context.participant(id).and_then(|entry| {
                entry
                    .record
                    .enrollment
                    .iter()
                    .map(|time| time.start)
                    .chain(entry.record.referred)
                    .min()
            }),
            PersonId::Mentor(id) => context
                .register
                .mentor(id)
                .and_then(|entry| entry.record.joined),
        };
        let age = entry
            .record
            .born
            .zip(first)
            .map(|(born, first)| born.age_on(first));
        if age.is_some_and(|age| (0..12).contains(&age) || age > 100) {
            let message = format!("`{}` has a birth date that a parent seldom has", entry.id);
            findings.push(
                Finding::warning(RULE, &entry.place, At::key("born"), message)
                    .help("correct the year")
                    .quietly(),
            );
        }
    }
    for child in &context.children {
        let Some(born) = child.born else { continue };
        let grown = |event: &Event| event.kind != EventKind::Died && born.age_on(event.on) >= GROWN;
        let Some(told) = child.events.iter().find(|told| grown(&told.event)) else {
            continue;
        };
        let Some(case) = context.register.case(&told.case) else {
            continue;
        };
        let message = format!(
            "`{}` of {} comes {} years after the birth of the child",
            told.event.kind,
            child.id,
            born.age_on(told.event.on)
        );
        findings.push(
            Finding::warning(
                RULE,
                &case.place,
                At::entry("event", told.index, "on"),
                message,
            )
            .help("correct the day of birth or of the event"),
        );
    }
}

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
            let message = "this group did not take place, and somebody was there";
            findings.push(
                Finding::warning("cancelled-with-people", &entry.place, At::key(key), message)
                    .help(
                        "take `status` out if it was held: who was there is not counted otherwise",
                    ),
            );
        }
    }
}

fn event_twice(context: &Context<'_>, findings: &mut Vec<Finding>) {
    // What can only follow something else is found by the order of events.
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
                (other.on, other.kind, &other.setting) == (event.on, event.kind, &event.setting)
            };
            if events[..at]
                .iter()
                .any(|other| is_same(other) && other.children == event.children)
            {
                let message = format!("`{}` on {} is told twice", event.kind, event.on);
                findings.push(
                    Finding::warning(
                        "event-twice",
                        &entry.place,
                        At::entry("event", at, "kind"),
                        message,
                    )
                    .help("take one of the two out, or name the children of each"),
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
                let message = format!("`{}` in a case of `{}`", event.kind, entry.record.system);
                findings.push(
                    Finding::warning(
                        "event-of-other-system",
                        &entry.place,
                        At::entry("event", at, "kind"),
                        message,
                    )
                    .help("write it in the case of juvenile probation, or correct `system`"),
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
            let message = format!("`{meets}` does not say weekdays and a time");
            findings.push(
                Finding::warning("unplanned-meeting", &entry.place, At::key("meets"), message)
                    .help("write it as `wed 18:00`, `wed 18:00-19:30`, `mon, thu 9:30` or `2nd tue 9:00`; anything else goes to `note`"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{case, findings, messages, places};

    #[test]
    fn nobody_is_enrolled_or_asks_before_the_referral() {
        let times = "[[enrollment]]\nstart = 2026-01-07\n[[mentor_request]]\non = 2026-01-08\n";
        let found = |referred: &str| {
            let text = format!("referred = {referred}\n{times}");
            messages("before-referral", &[("participants/p-a.toml", &text)])
        };
        assert_eq!(
            found("2026-01-09"),
            [
                "`p-a` is enrolled on 2026-01-07, before the referral on 2026-01-09",
                "`p-a` asks for a mentor on 2026-01-08, before the referral on 2026-01-09",
            ]
        );
        assert_eq!(found("2026-01-08").len(), 1);
        assert!(found("2026-01-07").is_empty());
        let other = format!("same_as = \"p-a\"\n{times}");
        let files = [
            ("participants/p-a.toml", "referred = 2026-01-08\n"),
            ("participants/p-b.toml", &*other),
        ];
        assert_eq!(
            places("before-referral", &files),
            ["participants/p-b.toml enrollment.0.start"]
        );
    }

    #[test]
    fn a_mentor_who_left_walks_with_nobody() {
        let found = |mentor: &str, ended: &str| {
            let text =
                format!("participant = \"p-a\"\nmentor = \"m-a\"\nbegan = 2026-02-01\n{ended}");
            let files = [
                ("participants/p-a.toml", ""),
                ("mentors/m-a.toml", mentor),
                ("matches/k-a.toml", &*text),
            ];
            places("outside-mentor-times", &files)
        };
        let left = "capacity = 1\nleft = 2026-05-01\n";
        assert_eq!(found(left, ""), ["matches/k-a.toml mentor"]);
        assert_eq!(
            found(left, "[ended]\non = 2026-05-02\n"),
            ["matches/k-a.toml mentor"]
        );
        assert!(found(left, "[ended]\non = 2026-05-01\n").is_empty());
        assert!(found("capacity = 1\n", "").is_empty());
    }

    #[test]
    fn a_mentor_is_at_sessions_between_joining_and_leaving() {
        let found = |on: &str| {
            let path = format!("sessions/2026/{on}-outreach-fair.toml");
            let text = format!("kind = \"outreach\"\non = {on}\nmentors = [\"m-a\"]\n");
            let mentor = (
                "mentors/m-a.toml",
                "capacity = 1\njoined = 2026-02-01\nleft = 2026-05-01\n",
            );
            messages("outside-mentor-times", &[mentor, (&path, &text)])
        };
        assert_eq!(
            found("2026-01-31"),
            ["`m-a` joined on 2026-02-01, after 2026-01-31"]
        );
        assert_eq!(
            found("2026-05-02"),
            ["`m-a` left on 2026-05-01, before 2026-05-02"]
        );
        assert!(found("2026-02-01").is_empty() && found("2026-05-01").is_empty());
    }

    #[test]
    fn birth_dates_are_those_of_parents_and_of_children() {
        let parent = |born: &str| {
            let text = format!("born = {born}\n");
            let files = [
                ("participants/p-a.toml", "referred = 2026-01-01\n"),
                ("identities/p-a.toml", &*text),
            ];
            findings("unlikely-birth", &files)
        };
        for born in ["2016-04-12", "1889-04-12"] {
            assert!(parent(born).len() == 1 && parent(born)[0].quiet, "{born}");
        }
        assert!(parent("1989-04-12").is_empty());
        let child = |event: &str| {
            messages(
                "unlikely-birth",
                &[
                    ("participants/p-a.toml", ""),
                    ("cases/c-a.toml", &case(&[event])),
                ],
            )
        };
        let old = case(&["2026-05-01 removed"]).replace("2016-05-01", "2005-05-01");
        let files = [("participants/p-a.toml", ""), ("cases/c-a.toml", &*old)];
        assert_eq!(
            messages("unlikely-birth", &files),
            ["`removed` of c-a/a comes 21 years after the birth of the child"]
        );
        assert!(child("2026-05-01 removed").is_empty());
    }

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
                [format!("`{free}` does not say weekdays and a time")],
                "{free}"
            );
        }
    }
}
