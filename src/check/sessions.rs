//! The name of a session's file compared with its content.

use super::{Context, Rule};
use crate::record::{At, Entry, Finding, Service, Session, SessionId};

pub(super) const RULES: &[Rule] = &[Rule::error(
    "session-file-name",
    "A session's file is named after its date, its kind, and its group, match, case or person, so no session is entered twice.",
    file_name,
)];

/// Outreach, consultation and other duty may be about whatever their name says.
fn file_name(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for entry in &context.register.records().sessions {
        let session = &entry.record;
        let named = entry
            .id
            .key()
            .strip_prefix(session.kind.log_word())
            .and_then(|rest| rest.strip_prefix('-'));
        if entry.id.day() != Some(session.on) {
            let message = format!(
                "the day in the name `{}` differs from {}",
                entry.id, session.on
            );
            findings.push(mismatch(entry, "on", message));
        } else if named.is_none() {
            let message = format!(
                "the name `{}` is not that of a session of kind `{}`",
                entry.id, session.kind
            );
            findings.push(mismatch(entry, "kind", message));
        } else if !is_about(session, named.unwrap_or("")) {
            let message = format!(
                "the name `{}` differs from what the session is about",
                entry.id
            );
            findings.push(mismatch(entry, subject_key(session), message));
        }
    }
}

/// Whether a session is about what its name says. If several people are in it, each of them may be in its name; another
/// rule finds what is missing.
fn is_about(session: &Session, named: &str) -> bool {
    if let Some(subject) = session.subject() {
        return subject == named;
    }
    match session.kind {
        Service::Casework | Service::TeamMeeting | Service::Court => {
            session.participants.is_empty()
                || session.participants.iter().any(|id| id.as_str() == named)
        }
        Service::Supervision => {
            session.mentors.is_empty() || session.mentors.iter().any(|id| id.as_str() == named)
        }
        _ => true,
    }
}

fn subject_key(session: &Session) -> &'static str {
    match session.kind {
        Service::SupportGroup | Service::Committee => "group",
        Service::Mentoring => "match",
        Service::TeamMeeting | Service::Court if session.case.is_some() => "case",
        Service::Supervision => "mentors",
        _ => "participants",
    }
}

fn mismatch(entry: &Entry<SessionId, Session>, key: &'static str, message: String) -> Finding {
    let right = entry.record.natural_key();
    let help = match (right, entry.place.section.is_some()) {
        (Some(right), true) => format!("change the heading to `[{right}]`, or correct `{key}`"),
        (Some(right), false) => {
            format!(
                "rename the file to sessions/{:04}/{right}.toml, or correct `{key}`",
                entry.record.on.year()
            )
        }
        (None, _) => {
            let (on, word) = (entry.record.on, entry.record.kind.log_word());
            format!("name it {on}-{word}- and what it was about, or correct `{key}`")
        }
    };
    Finding::error("session-file-name", &entry.place, At::key(key), message).help(help)
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{findings, places};

    const RULE: &str = "session-file-name";

    fn found(name: &str, text: &str) -> Vec<String> {
        let path = format!("sessions/2026/{name}.toml");
        places(RULE, &[(&path, text)])
            .into_iter()
            .map(|place| place.replace(&format!("{path} "), ""))
            .collect()
    }

    #[test]
    fn a_name_says_the_day_the_word_and_the_subject() {
        let group = "kind = \"support-group\"\non = 2026-10-07\ngroup = \"wednesday\"\n";
        assert!(found("2026-10-07-group-wednesday", group).is_empty());
        assert!(found("2026-10-07-group-wednesday--2", group).is_empty());
        assert_eq!(found("2026-10-08-group-wednesday", group), ["on"]);
        assert_eq!(found("2026-10-07-committee-wednesday", group), ["kind"]);
        assert_eq!(found("2026-10-07-group-thursday", group), ["group"]);
    }

    #[test]
    fn outreach_is_named_freely_after_its_word() {
        let outreach = "kind = \"outreach\"\non = 2026-10-07\n";
        assert!(found("2026-10-07-outreach-county-fair", outreach).is_empty());
        assert_eq!(found("2026-10-07-fair-county", outreach), ["kind"]);
    }

    #[test]
    fn with_several_people_each_may_name_the_session() {
        let casework = "kind = \"casework\"\non = 2026-10-07\nparticipants = [\"p-a\", \"p-b\"]\n";
        assert!(found("2026-10-07-casework-p-b", casework).is_empty());
        assert_eq!(found("2026-10-07-casework-p-c", casework), ["participants"]);
        let court = "kind = \"court\"\non = 2026-10-07\ncase = \"c-a\"\nparticipants = [\"p-a\"]\n";
        assert_eq!(found("2026-10-07-court-p-a", court), ["case"]);
    }

    #[test]
    fn help_gives_the_right_name() {
        let text = "kind = \"mentoring\"\non = 2026-10-07\nmatch = \"k-a\"\n";
        let found = findings(
            RULE,
            &[("sessions/2026/2026-10-07-mentoring-k-b.toml", text)],
        );
        assert_eq!(
            found[0].help.as_deref(),
            Some(
                "rename the file to sessions/2026/2026-10-07-mentoring-k-a.toml, or correct `match`"
            )
        );
    }
}
