//! What a session is about and who was there, against its kind.

use super::{Context, Rule};
use crate::record::{At, Finding, GroupKind, Service, Session};

pub(super) const RULES: &[Rule] = &[
    Rule::error(
        "wrong-kind",
        "A session has only the fields of its kind: a support group has no `match`. Its group is of the same kind: a support group session cannot name a committee.",
        wrong_kind,
    ),
    Rule::error(
        "subject-missing",
        "A session says which group, match, case or person it was for.",
        subject_missing,
    ),
    Rule::error(
        "session-nobody-present",
        "A session that took place lists someone as present.",
        nobody_present,
    ),
    Rule::error(
        "there-and-missed",
        "No one is listed both as present and as absent at a session.",
        there_and_missed,
    ),
];

fn wrong_kind(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for entry in &context.register.records().sessions {
        let session = &entry.record;
        if let Some(key) = session.foreign_key() {
            let message = format!("a session of kind `{}` cannot have `{key}`", session.kind);
            findings.push(
                Finding::error("wrong-kind", &entry.place, At::key(key), message)
                    .help("delete the key, or correct `kind`"),
            );
        }
        let wanted = match session.kind {
            Service::SupportGroup => GroupKind::SupportGroup,
            Service::Committee => GroupKind::Committee,
            _ => continue,
        };
        let group = session
            .group
            .as_ref()
            .and_then(|id| context.register.group(id));
        if let Some(group) = group.filter(|group| group.record.kind != wanted) {
            let message = format!(
                "`{}` is a {}, but this session is for a {wanted}",
                group.id, group.record.kind
            );
            findings.push(
                Finding::error("wrong-kind", &entry.place, At::key("group"), message).help(
                    format!(
                        "correct `group` or `kind` here, or `kind` in {}",
                        group.place.path
                    ),
                ),
            );
        }
    }
}

/// What a session lacks that it must be about, as a key and how to write it.
fn missing(session: &Session) -> Option<&'static str> {
    let nobody = session.participants.is_empty();
    match session.kind {
        Service::SupportGroup | Service::Committee => {
            session.group.is_none().then_some("`group = \"…\"`")
        }
        Service::Mentoring => session.match_id.is_none().then_some("`match = \"k-…\"`"),
        Service::TeamMeeting | Service::Court => {
            (nobody && session.case.is_none()).then_some("`case = \"c-…\"`, or `participants`")
        }
        Service::Casework => nobody.then_some("`participants = [ \"p-…\", ]`"),
        Service::Supervision => session
            .mentors
            .is_empty()
            .then_some("`mentors = [ \"m-…\", ]`"),
        Service::Outreach | Service::Consultation | Service::OtherDuty => None,
    }
}

fn subject_missing(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for entry in &context.register.records().sessions {
        if let Some(lacks) = missing(&entry.record) {
            let message = format!(
                "this session of kind `{}` does not say which group, match, case or person it was for",
                entry.record.kind
            );
            findings.push(
                Finding::error("subject-missing", &entry.place, At::key("kind"), message)
                    .help(format!("add {lacks}")),
            );
        }
    }
}

fn nobody_present(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for entry in &context.register.records().sessions {
        let session = &entry.record;
        let uncounted = session.anonymous.unwrap_or(0) == 0;
        let nobody = session.participants.is_empty() && uncounted;
        let empty = match session.kind {
            Service::Committee => nobody && session.mentors.is_empty() && session.led_by.is_empty(),
            Service::OtherDuty => session.mentors.is_empty(),
            kind => kind.serves() && nobody,
        };
        if empty && session.was_held() && missing(session).is_none() {
            let help = match session.kind {
                Service::OtherDuty => "list the mentor whose work it was under `mentors`",
                kind if kind.has("anonymous") => {
                    "list the people who came under `participants`, count people without a name under `anonymous`, or correct `status`"
                }
                _ => {
                    "list the people who came under `participants`, or write `status = \"no-show\"`"
                }
            };
            let message = "this session took place, but no one is listed as present";
            findings.push(
                Finding::error(
                    "session-nobody-present",
                    &entry.place,
                    At::key("kind"),
                    message,
                )
                .help(help),
            );
        }
    }
}

fn there_and_missed(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for entry in &context.register.records().sessions {
        for (at, id) in entry.record.missed.iter().enumerate() {
            let is_there = |other| context.register.same_person(other, id);
            if entry.record.participants.iter().any(is_there) {
                let message = format!("`{id}` is listed both as present and as absent");
                findings.push(
                    Finding::error(
                        "there-and-missed",
                        &entry.place,
                        At::item("missed", at),
                        message,
                    )
                    .help("leave the parent out of --present or out of --missed (in the file: `participants` or `missed`)"),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::places;

    const GROUPS: [(&str, &str); 2] = [
        ("groups/wednesday.toml", "kind = \"support-group\"\n"),
        ("groups/pac.toml", "kind = \"committee\"\n"),
    ];

    /// Where a rule points in a session of that kind.
    fn found(rule: &str, kind: &str, text: &str) -> Vec<String> {
        let text = format!("kind = \"{kind}\"\non = 2026-10-07\n{text}");
        let path = "sessions/2026/2026-10-07-x-y.toml";
        let places = places(rule, &[GROUPS[0], GROUPS[1], (path, &text)]);
        places
            .into_iter()
            .map(|place| place.replace(&format!("{path} "), ""))
            .collect()
    }

    #[test]
    fn a_session_has_the_keys_of_its_kind() {
        assert_eq!(
            found("wrong-kind", "casework", "rights_explained = true\n"),
            ["rights_explained"]
        );
        assert_eq!(
            found(
                "wrong-kind",
                "mentoring",
                "[[referral]]\nresource = \"x\"\n"
            ),
            ["referral"]
        );
        assert!(found("wrong-kind", "team-meeting", "rights_explained = true\n").is_empty());
    }

    #[test]
    fn a_support_group_is_no_committee() {
        assert_eq!(
            found("wrong-kind", "support-group", "group = \"pac\"\n"),
            ["group"]
        );
        assert_eq!(
            found("wrong-kind", "committee", "group = \"wednesday\"\n"),
            ["group"]
        );
        assert!(found("wrong-kind", "committee", "group = \"pac\"\n").is_empty());
    }

    #[test]
    fn a_session_is_about_something() {
        for kind in [
            "support-group",
            "committee",
            "mentoring",
            "team-meeting",
            "court",
            "casework",
            "supervision",
        ] {
            assert_eq!(found("subject-missing", kind, ""), ["kind"], "{kind}");
        }
        assert!(found("subject-missing", "outreach", "").is_empty());
        assert!(found("subject-missing", "court", "participants = [\"p-a\"]\n").is_empty());
        assert!(found("subject-missing", "team-meeting", "case = \"c-a\"\n").is_empty());
        assert!(found("subject-missing", "supervision", "mentors = [\"m-a\"]\n").is_empty());
    }

    #[test]
    fn nobody_is_there_and_did_not_come() {
        let wednesday = "group = \"wednesday\"\nparticipants = [\"p-a\"]\n";
        let missed = |id: &str| {
            found(
                "there-and-missed",
                "support-group",
                &format!("{wednesday}missed = [\"{id}\"]\n"),
            )
        };
        assert_eq!(missed("p-a"), ["missed.0"]);
        assert!(missed("p-b").is_empty());
        assert_eq!(
            found("wrong-kind", "mentoring", "missed = [\"p-a\"]\n"),
            ["missed"]
        );
    }

    #[test]
    fn a_session_that_was_held_had_somebody_there() {
        let rule = "session-nobody-present";
        let wednesday = "group = \"wednesday\"\n";
        assert_eq!(found(rule, "support-group", wednesday), ["kind"]);
        assert_eq!(
            found(
                rule,
                "support-group",
                &format!("{wednesday}led_by = [\"p-a\"]\nanonymous = 0\n")
            ),
            ["kind"]
        );
        assert_eq!(found(rule, "committee", "group = \"pac\"\n"), ["kind"]);
        assert_eq!(found(rule, "court", "case = \"c-a\"\n"), ["kind"]);
        for text in [
            "anonymous = 2\n",
            "participants = [\"p-a\"]\n",
            "status = \"cancelled-by-program\"\n",
        ] {
            assert!(
                found(rule, "support-group", &format!("{wednesday}{text}")).is_empty(),
                "{text}"
            );
        }
        assert!(found(rule, "committee", "group = \"pac\"\nmentors = [\"m-a\"]\n").is_empty());
        assert!(found(rule, "outreach", "").is_empty());
        assert!(
            found(rule, "casework", "").is_empty(),
            "that lacks its subject, which is said once"
        );
    }
}
