//! Mentoring sessions compared with their match.

use super::{Context, Rule};
use crate::record::{At, Entry, Finding, ParticipantId, Session, SessionId};
use crate::register::Pairing;

pub(super) const RULES: &[Rule] = &[
    Rule::error(
        "session-outside-match",
        "A mentoring session is between the start and end dates of its match.",
        outside_match,
    ),
    Rule::error(
        "session-match-people",
        "A mentoring session lists the parent and the mentor of its match.",
        match_people,
    ),
];

/// A match is no longer active on the day it ends, but a closing conversation on that day is common.
fn outside_match(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (entry, pairing) in sessions(context) {
        let (on, record) = (entry.record.on, &pairing.record);
        let message = match (record.began, &record.ended) {
            (None, _) => format!("the match `{}` has not started", pairing.id),
            (Some(began), _) if on < began => {
                format!(
                    "this session is on {on}, but the match `{}` did not start until {began}",
                    pairing.id
                )
            }
            (_, Some(ended)) if on > ended.on => {
                format!(
                    "this session is on {on}, but the match `{}` ended on {}",
                    pairing.id, ended.on
                )
            }
            _ => continue,
        };
        findings.push(
            Finding::error(
                "session-outside-match",
                &entry.place,
                At::key("on"),
                message,
            )
            .help(format!(
                "correct the date here, or `began` or `ended` in {}",
                pairing.place.path
            )),
        );
    }
}

/// Others may be there as well, such as the second parent, but not instead.
fn match_people(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (entry, pairing) in sessions(context) {
        let (session, wanted) = (&entry.record, &pairing.record);
        let parents = &session.participants;
        let is_wanted = |id: &ParticipantId| {
            *id == wanted.participant || context.register.same_person(id, &wanted.participant)
        };
        if !parents.is_empty() && !parents.iter().any(is_wanted) {
            findings.push(other(
                entry,
                "participants",
                pairing,
                wanted.participant.as_str(),
            ));
        }
        if !session.mentors.is_empty() && !session.mentors.contains(&wanted.mentor) {
            findings.push(other(entry, "mentors", pairing, wanted.mentor.as_str()));
        }
    }
}

fn other(
    entry: &Entry<SessionId, Session>,
    key: &'static str,
    pairing: &Pairing,
    wanted: &str,
) -> Finding {
    let message = format!(
        "`{wanted}`, who is in `{}`, is not listed under `{key}`",
        pairing.id
    );
    Finding::error(
        "session-match-people",
        &entry.place,
        At::item(key, 0),
        message,
    )
    .help(format!(
        "if this was a session of `{wanted}`, write `{wanted}` in `{key}`; if not, write the id of the right match in `match`"
    ))
}

/// The sessions that name a match on file, with the match.
fn sessions<'r>(
    context: &Context<'r>,
) -> impl Iterator<Item = (&'r Entry<SessionId, Session>, &'r Pairing)> {
    let sessions = context.register.records().sessions.iter();
    sessions
        .zip(&context.match_of_session)
        .filter_map(|(entry, pairing)| pairing.map(|pairing| (entry, pairing)))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::messages;

    fn found(rule: &str, match_days: &str, on: &str, people: &str) -> Vec<String> {
        let pairing = format!("participant = \"p-a\"\nmentor = \"m-a\"\n{match_days}");
        let session = format!("kind = \"mentoring\"\non = {on}\nmatch = \"k-a\"\n{people}");
        let path = format!("sessions/2026/{on}-mentoring-k-a.toml");
        let files = [
            ("participants/p-a.toml", ""),
            ("participants/p-b.toml", ""),
            ("participants/p-c.toml", "same_as = \"p-a\"\n"),
            ("matches/k-a.toml", pairing.as_str()),
            (path.as_str(), session.as_str()),
        ];
        messages(rule, &files)
    }

    const SPRING: &str = "began = 2026-02-01\n[ended]\non = 2026-05-01\n";

    #[test]
    fn a_session_lies_within_its_match_the_last_day_included() {
        let outside = |days, on| found("session-outside-match", days, on, "");
        assert_eq!(
            outside(SPRING, "2026-01-31"),
            ["this session is on 2026-01-31, but the match `k-a` did not start until 2026-02-01"]
        );
        assert_eq!(
            outside(SPRING, "2026-05-02"),
            ["this session is on 2026-05-02, but the match `k-a` ended on 2026-05-01"]
        );
        assert_eq!(
            outside("proposed = 2026-01-01\n", "2026-05-02"),
            ["the match `k-a` has not started"]
        );
        assert!(outside(SPRING, "2026-02-01").is_empty());
        assert!(outside(SPRING, "2026-05-01").is_empty());
    }

    #[test]
    fn the_two_of_the_match_meet() {
        let people = |text| found("session-match-people", SPRING, "2026-03-01", text);
        assert_eq!(
            people("participants = [\"p-b\"]\n"),
            ["`p-a`, who is in `k-a`, is not listed under `participants`"]
        );
        assert_eq!(
            people("mentors = [\"m-b\"]\n"),
            ["`m-a`, who is in `k-a`, is not listed under `mentors`"]
        );
        for fine in [
            "participants = [\"p-a\", \"p-b\"]\n",
            "participants = [\"p-c\"]\nmentors = [\"m-a\"]\n",
            "",
        ] {
            assert!(people(fine).is_empty(), "{fine}");
        }
    }
}
