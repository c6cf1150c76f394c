//! Days of people that may be right, but are more often a typo: each would silently change a figure.

use super::{Context, Rule};
use crate::record::case::EventKind;
use crate::record::{At, Day, Event, Finding, MentorId, PersonId, counted};

pub(super) const RULES: &[Rule] = &[
    Rule::warning(
        "before-referral",
        "The dates of enrollment and of a request for a mentor are not before the referral date.",
        before_referral,
    ),
    Rule::warning(
        "outside-mentor-times",
        "A mentor has matches and sessions only between the dates they joined and left.",
        outside_mentor_times,
    ),
    Rule::warning(
        "unlikely-birth",
        "Parents are 12 to 100 years old when they enter the program, and children are 21 or younger.",
        births,
    ),
];

/// The age at which no one is before a juvenile court anymore, in years: the last ones leave at 21.
const GROWN: i32 = 22;

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
                    Finding::warning("before-referral", &entry.place, at, message).help(format!(
                        "if the referral date is wrong: `peer set {} referred={day}`; if not, correct the other date",
                        person.id
                    )),
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
            let (id, mentor) = (&pair.entry.id, &mentor.id);
            let (message, way) = match record.ended.as_ref().map(|ended| ended.on) {
                None => (
                    format!("this match has not ended, but `{mentor}` left the program on {left}"),
                    format!("end it with `peer unmatch {id} --on {left} --reason mentor-left`"),
                ),
                Some(on) => (
                    format!(
                        "this match ended on {on}, {} after `{mentor}` left the program on {left}",
                        counted(on.days_since(left), "day")
                    ),
                    format!("correct the day with `peer set {id} ended.on={left}`"),
                ),
            };
            findings.push(
                Finding::warning(RULE, &pair.entry.place, At::key("mentor"), message)
                    .help(format!("{way}, or correct `left` of the mentor")),
            );
        }
    }
    for entry in &context.register.records().sessions {
        for (at, id) in entry.record.mentors.iter().enumerate() {
            if let Some(message) = outside(context, id, entry.record.on) {
                findings.push(
                    Finding::warning(RULE, &entry.place, At::item("mentors", at), message)
                        .help("correct the date here, or the date the mentor joined or left"),
                );
            }
        }
    }
}

/// Why a day is outside a mentor's time in the program, in a sentence.
fn outside(context: &Context<'_>, id: &MentorId, day: Day) -> Option<String> {
    let mentor = &context.register.mentor(id)?.record;
    if let Some(joined) = mentor.joined.filter(|joined| day < *joined) {
        return Some(format!(
            "this is on {day}, but `{id}` did not join until {joined}"
        ));
    }
    mentor
        .left
        .filter(|left| day > *left)
        .map(|left| format!("this is on {day}, but `{id}` left the program on {left}"))
}

fn births(context: &Context<'_>, findings: &mut Vec<Finding>) {
    const RULE: &str = "unlikely-birth";
    for entry in &context.register.records().identities {
        let Some(person) = entry.id.person() else {
            continue;
        };
        let first = match person {
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
            let message = format!("the birth date of `{}` is unlikely for a parent", entry.id);
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
            "`{}` of {} is {} years after the child was born",
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
            .help("correct the birth date or the date of the event"),
        );
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
        let told = |ended: &str| {
            let text =
                format!("participant = \"p-a\"\nmentor = \"m-a\"\nbegan = 2026-02-01\n{ended}");
            let files = [
                ("participants/p-a.toml", ""),
                ("mentors/m-a.toml", left),
                ("matches/k-a.toml", &*text),
            ];
            messages("outside-mentor-times", &files)
        };
        assert_eq!(
            told("[ended]\non = 2026-05-02\n"),
            ["this match ended on 2026-05-02, 1 day after `m-a` left the program on 2026-05-01"]
        );
        assert_eq!(
            told(""),
            ["this match has not ended, but `m-a` left the program on 2026-05-01"]
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
            ["this is on 2026-01-31, but `m-a` did not join until 2026-02-01"]
        );
        assert_eq!(
            found("2026-05-02"),
            ["this is on 2026-05-02, but `m-a` left the program on 2026-05-01"]
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
        let old = case(&["2026-05-01 removed"]).replace("2016-05-01", "2004-05-01");
        let files = [("participants/p-a.toml", ""), ("cases/c-a.toml", &*old)];
        assert_eq!(
            messages("unlikely-birth", &files),
            ["`removed` of c-a/a is 22 years after the child was born"]
        );
        assert!(child("2026-05-01 removed").is_empty());
    }
}
