//! What a session is about and who was there, compared with its kind.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Rule};
use crate::record::{At, CaseId, Finding, GroupKind, Service, Session};

pub(super) const RULES: &[Rule] = &[
    Rule::error(
        "wrong-kind",
        "Each kind of session has its own fields. A support group session names a support group in `group`, a committee session names a committee.",
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
    Rule::warning(
        "not-in-case",
        "The parents at a team meeting or a day in court are parents in its case.",
        not_in_case,
    ),
];

fn wrong_kind(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for entry in &context.register.records().sessions {
        let session = &entry.record;
        if let Some(key) = session.foreign_key() {
            let message = format!("a session of kind `{}` cannot have `{key}`", session.kind);
            findings.push(
                Finding::error("wrong-kind", &entry.place, At::key(key), message)
                    .help(format!("delete the line `{key} = …`, or correct `kind`")),
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

/// What a session must be about and lacks, as a key and how to write it.
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

/// A case that was moved to another court goes on under another id, with the parents of both.
fn not_in_case(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let register = context.register;
    let mut parents: BTreeMap<CaseId, BTreeSet<usize>> = BTreeMap::new();
    for entry in &register.records().cases {
        let own = register.people_of_case(&entry.record);
        let root = register.case_root(&entry.id);
        parents.entry(root).or_default().extend(own);
    }
    for entry in &register.records().sessions {
        let session = &entry.record;
        let is_of_a_case = matches!(session.kind, Service::TeamMeeting | Service::Court);
        let Some(case) = session.case.as_ref().filter(|_| is_of_a_case) else {
            continue;
        };
        let Some(own) = parents
            .get(&register.case_root(case))
            .filter(|own| !own.is_empty())
        else {
            continue;
        };
        for (at, id) in session.participants.iter().enumerate() {
            if register
                .person_index(id)
                .is_none_or(|person| own.contains(&person))
            {
                continue;
            }
            let message = format!("`{id}` is present, but is no parent of `{case}`");
            let session = &entry.id;
            let help = format!(
                "if the wrong parent was entered: `peer set {session} participants-={id} participants+=WHO`; if the wrong case was entered: `peer void {session} --reason \"wrong case\"`, and log it again; if this parent is in fact a parent of this case: `peer set {case} participants+={id}`"
            );
            let at = At::item("participants", at);
            findings.push(Finding::warning("not-in-case", &entry.place, at, message).help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{messages, places};

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

    /// Ana and Ben are parents of the case, Ben in the file of the court before; Ana2 is Ana, and Cleo somebody else.
    #[test]
    fn who_comes_to_a_meeting_of_a_case_is_a_parent_of_it() {
        let found = |kind: &str, case: &str, people: &str| {
            let text =
                format!("kind = \"{kind}\"\non = 2026-10-07\n{case}participants = [{people}]\n");
            messages(
                "not-in-case",
                &[
                    ("participants/p-ana.toml", ""),
                    ("participants/p-ana2.toml", "same_as = \"p-ana\"\n"),
                    ("participants/p-ben.toml", ""),
                    ("participants/p-cleo.toml", ""),
                    (
                        "cases/c-old.toml",
                        "system = \"cps\"\nparticipants = [\"p-ben\"]\n",
                    ),
                    (
                        "cases/c-new.toml",
                        "system = \"cps\"\nparticipants = [\"p-ana\"]\ncontinues = \"c-old\"\n",
                    ),
                    ("cases/c-nobody.toml", "system = \"cps\"\n"),
                    ("sessions/2026/2026-10-07-x-c-new.toml", &text),
                ],
            )
        };
        let case = "case = \"c-new\"\n";
        assert_eq!(
            found("team-meeting", case, "\"p-ana\", \"p-cleo\""),
            ["`p-cleo` is present, but is no parent of `c-new`"]
        );
        assert_eq!(found("court", case, "\"p-cleo\"").len(), 1);
        for (kind, case, people) in [
            ("team-meeting", case, "\"p-ana2\", \"p-ben\""),
            ("court", "case = \"c-old\"\n", "\"p-ana\""),
            ("court", "case = \"c-nobody\"\n", "\"p-cleo\""),
            ("court", "", "\"p-cleo\""),
        ] {
            assert!(
                found(kind, case, people).is_empty(),
                "{kind} {case} {people}"
            );
        }
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
