//! Times in the program, and what happened outside them.

use super::{Context, Rule};
use crate::record::participant::Enrollment;
use crate::record::{At, Day, Finding, ParticipantId, Place};

pub(super) const RULES: &[Rule] = &[
    Rule::warning(
        "overlapping-enrollment",
        "No parent has two enrollments at the same time.",
        overlapping,
    ),
    Rule::warning(
        "session-outside-enrollment",
        "Parents who come to a session are already enrolled by that day.",
        sessions,
    ),
    Rule::warning(
        "match-outside-enrollment",
        "A parent is enrolled for as long as the match lasts.",
        matches,
    ),
];

fn overlapping(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for person in context.register.people() {
        let mut times: Vec<(&Enrollment, &Place, usize)> = Vec::new();
        for entry in person.ids().filter_map(|id| context.participant(id)) {
            for (at, time) in entry.record.enrollment.iter().enumerate() {
                // The same time counts once, in one file or in those of two duplicates.
                let repeated = times
                    .iter()
                    .any(|(known, ..)| known.start == time.start && known.end == time.end);
                if !repeated {
                    times.push((time, &entry.place, at));
                }
            }
        }
        times.sort_by_key(|(time, ..)| (time.start, time.end.unwrap_or(Day::LAST)));
        let mut until = Day::FIRST;
        for (time, place, at) in times {
            if time.start < until {
                findings.push(
                    Finding::warning(
                        "overlapping-enrollment",
                        place,
                        At::entry("enrollment", at, "start"),
                        format!(
                            "`{}` was still enrolled on {}, by an earlier enrollment",
                            person.id, time.start
                        ),
                    )
                    .help(format!(
                        "if this one should not be there, type `peer enroll {0} --void --on {1}`: the earlier one stays; if the parent left and came back, type `peer edit {0}` and correct the `end` of the earlier one",
                        place.id(), time.start
                    )),
                );
            }
            until = until.max(time.end.unwrap_or(Day::LAST));
        }
    }
}

/// A person who was never enrolled is reported once, at the first session.
fn sessions(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let people = context.register.people();
    let mut never: Vec<bool> = vec![false; people.len()];
    for entry in context
        .register
        .records()
        .sessions
        .iter()
        .filter(|entry| entry.record.is_countable())
    {
        let day = entry.record.on;
        for (at, id) in entry.record.participants.iter().enumerate() {
            let Some(index) = context.register.person_index(id) else {
                continue;
            };
            let person = &people[index];
            if person.is_active(day)
                || std::mem::replace(&mut never[index], person.record.enrollment.is_empty())
            {
                continue;
            }
            let message = if person.record.enrollment.is_empty() {
                format!("`{id}` has sessions but was never enrolled")
            } else {
                format!("`{id}` was not enrolled on {day}")
            };
            findings.push(
                Finding::warning(
                    "session-outside-enrollment",
                    &entry.place,
                    At::item("participants", at),
                    message,
                )
                .help(to_enroll(id, &person.record.enrollment, day)),
            );
        }
    }
}

/// How to record that someone was enrolled on a day: a past enrollment comes before others.
fn to_enroll(id: &ParticipantId, known: &[Enrollment], day: Day) -> String {
    let starts = || known.iter().map(|enrollment| enrollment.start);
    let later = starts().filter(|start| *start > day).min();
    match later {
        None => format!(
            "enroll the parent as of that date with `peer enroll {id} --on {day}`, or correct the date of the session"
        ),
        Some(later) if starts().all(|start| start > day) => format!(
            "if the enrollment started earlier, type `peer enroll {id} --on {later} --now-on {day}`: this changes its start from {later} to {day}; if not, correct the date of the session"
        ),
        Some(_) => format!(
            "add an enrollment that covers the date with `peer edit {id}`, or correct the date of the session"
        ),
    }
}

fn matches(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for pair in context.pairs() {
        let record = &pair.entry.record;
        let Some(began) = record.began.filter(|began| *began <= context.today) else {
            continue;
        };
        let ended = record.ended.as_ref().map(|ended| ended.on.plus_days(-1));
        let last = ended.unwrap_or(context.today).min(context.today);
        let times = &context.register.people()[pair.person].record.enrollment;
        if let Some(gap) = first_gap(times, began, last) {
            findings.push(
                Finding::warning(
                    "match-outside-enrollment",
                    &pair.entry.place,
                    At::key("began"),
                    format!(
                        "`{}` was not enrolled on every day of this match; the first day without an enrollment is {gap}",
                        record.participant
                    ),
                )
                .help(match times.iter().map(|time| time.start).min() {
                    Some(first) if gap < first => format!(
                        "if the enrollment started earlier, type `peer enroll {} --on {first} --now-on {gap}`: this changes its start from {first} to {gap}; if not, correct `began`",
                        record.participant
                    ),
                    _ => format!(
                        "if the match ended too, type `peer unmatch {} --on {gap} --reason REASON`; if not, correct the end of the enrollment (`peer edit {}`)",
                        pair.entry.id, record.participant
                    ),
                }),
            );
        }
    }
}

/// The first day from `first` to `last`, inclusive, without an enrollment.
fn first_gap(times: &[Enrollment], first: Day, last: Day) -> Option<Day> {
    let mut times: Vec<(Day, Day)> = times
        .iter()
        .map(|time| (time.start, time.end.unwrap_or(Day::LAST)))
        .collect();
    times.sort_unstable();
    let mut day = first;
    for (start, end) in times {
        if start > day {
            break;
        }
        if end >= day {
            day = end.plus_days(1);
        }
    }
    (day <= last).then_some(day)
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{messages, places};

    const TWO_TIMES: &str = "[[enrollment]]\nstart = 2026-01-01\nend = 2026-03-31\n[[enrollment]]\nstart = 2026-06-01\n";

    #[test]
    fn an_enrollment_that_starts_within_another_is_found() {
        let within = "[[enrollment]]\nstart = 2026-03-30\n[[enrollment]]\nstart = 2026-01-01\nend = 2026-03-31\n";
        let found = places(
            "overlapping-enrollment",
            &[("participants/p-a.toml", within)],
        );
        assert_eq!(found, ["participants/p-a.toml enrollment.0.start"]);
        assert!(
            places(
                "overlapping-enrollment",
                &[("participants/p-a.toml", TWO_TIMES)]
            )
            .is_empty()
        );
    }

    #[test]
    fn an_enrollment_that_both_duplicates_have_is_one() {
        let root = ("participants/p-a.toml", TWO_TIMES);
        let with = |text: &str| {
            let text = format!("same_as = \"p-a\"\n{text}");
            places(
                "overlapping-enrollment",
                &[root, ("participants/p-b.toml", &text)],
            )
        };
        assert!(with(TWO_TIMES).is_empty());
        let found = with("[[enrollment]]\nstart = 2026-02-01\nend = 2026-02-28\n");
        assert_eq!(found, ["participants/p-b.toml enrollment.0.start"]);
    }

    fn session(day: &str) -> (String, String) {
        let text = format!("kind = \"casework\"\non = {day}\nparticipants = [\"p-a\"]\n");
        (format!("sessions/2026/{day}-casework-p-a.toml"), text)
    }

    #[test]
    fn a_session_between_two_enrollments_is_found() {
        let (path, text) = session("2026-04-01");
        let files = [
            ("participants/p-a.toml", TWO_TIMES),
            (path.as_str(), text.as_str()),
        ];
        assert_eq!(
            messages("session-outside-enrollment", &files),
            ["`p-a` was not enrolled on 2026-04-01"]
        );
        let (path, text) = session("2026-03-31");
        let files = [
            ("participants/p-a.toml", TWO_TIMES),
            (path.as_str(), text.as_str()),
        ];
        assert!(messages("session-outside-enrollment", &files).is_empty());
    }

    #[test]
    fn a_parent_who_was_never_enrolled_is_said_once() {
        let (one, other) = (session("2026-04-01"), session("2026-05-01"));
        let files = [
            ("participants/p-a.toml", ""),
            (&*one.0, &*one.1),
            (&*other.0, &*other.1),
        ];
        let found = places("session-outside-enrollment", &files);
        assert_eq!(
            found,
            ["sessions/2026/2026-04-01-casework-p-a.toml participants.0"]
        );
    }

    #[test]
    fn a_match_that_outlasts_the_enrollment_is_found() {
        let found = |dates: &str| {
            let text = format!("participant = \"p-a\"\nmentor = \"m-a\"\n{dates}");
            let files = [
                ("participants/p-a.toml", TWO_TIMES),
                ("mentors/m-a.toml", "capacity = 1\n"),
                ("matches/k-a.toml", text.as_str()),
            ];
            messages("match-outside-enrollment", &files)
        };
        assert!(
            found("began = 2026-02-01\n")[0]
                .ends_with("the first day without an enrollment is 2026-04-01")
        );
        assert!(
            found("began = 2025-12-31\n[ended]\non = 2026-02-01\n")[0]
                .ends_with("the first day without an enrollment is 2025-12-31")
        );
        assert!(
            found("began = 2026-02-01\n[ended]\non = 2026-04-02\n")[0]
                .ends_with("the first day without an enrollment is 2026-04-01")
        );
        assert!(found("began = 2026-02-01\n[ended]\non = 2026-04-01\n").is_empty());
        assert!(found("began = 2026-06-01\n").is_empty());
        assert!(found("proposed = 2026-04-05\n").is_empty());
    }
}
