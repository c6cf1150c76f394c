//! Matches that continue while the mentor is gone, and proposals for someone who has a mentor.

use super::{Context, Rule};
use crate::record::{At, Finding};

pub(super) const RULES: &[Rule] = &[
    Rule::warning(
        "mentor-away",
        "A mentor who left, or is on leave with no end date, has no active match.",
        mentor_away,
    ),
    Rule::warning(
        "proposal-while-matched",
        "A parent who has a mentor has no open proposal.",
        proposal_while_matched,
    ),
];

fn mentor_away(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let register = context.register;
    for (at, mentor) in register.records().mentors.iter().enumerate() {
        let Some(since) = register.away_since(at, context.today) else {
            continue;
        };
        let active = register
            .matches_of_mentor(at)
            .filter(|entry| entry.record.is_active(context.today));
        let active: Vec<String> = active.map(|entry| format!("`{}`", entry.id)).collect();
        let Some(first) = active.first() else {
            continue;
        };
        let (key, why) = match mentor.record.left {
            Some(left) if left == since => (At::key("left"), format!("left on {since}")),
            _ => (
                At::key("leave"),
                format!("has been on leave since {since}, with no end date,"),
            ),
        };
        let still = match active.len() {
            1 => "has 1 active match".to_owned(),
            many => format!("has {many} active matches"),
        };
        let message = format!("`{}` {why} and {still}: {}", mentor.id, active.join(", "));
        findings.push(
            Finding::warning("mentor-away", &mentor.place, key, message).help(format!(
                "end each with `peer unmatch {} --reason …`; if a parent wants another mentor, type `peer add request PARENT`",
                first.trim_matches('`')
            )),
        );
    }
}

fn proposal_while_matched(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for pair in context.pairs() {
        let record = &pair.entry.record;
        if record.began.is_some() || !record.is_open_proposal(context.today) {
            continue;
        }
        let matched = context.register.active_match(pair.person, context.today);
        if let Some(matched) = matched {
            let id = &pair.entry.id;
            let message = format!(
                "`{id}` proposes a mentor for `{}`, who already has one (see the match `{}`)",
                record.participant, matched.id
            );
            findings.push(
                Finding::warning(
                    "proposal-while-matched",
                    &pair.entry.place,
                    At::key("proposed"),
                    message,
                )
                .help(format!(
                    "end the match with `peer unmatch {} --reason …`, or close the proposal with `peer decline {id} --by program`",
                    matched.id
                )),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::messages;

    fn found(rule: &str, mentor: &str, matches: &[&str]) -> Vec<String> {
        let mentor = format!("capacity = 3\n{mentor}");
        let mut files = vec![
            ("participants/p-a.toml".to_owned(), String::new()),
            ("mentors/m-a.toml".to_owned(), mentor),
        ];
        for (at, text) in matches.iter().enumerate() {
            let text = format!("participant = \"p-a\"\nmentor = \"m-a\"\n{text}");
            files.push((format!("matches/k-{at}.toml"), text));
        }
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        messages(rule, &files)
    }

    #[test]
    fn a_mentor_who_is_gone_has_no_active_match() {
        let active = "began = 2026-01-01\n";
        assert_eq!(
            found("mentor-away", "left = 2026-11-01\n", &[active]),
            ["`m-a` left on 2026-11-01 and has 1 active match: `k-0`"]
        );
        let leave = "[[leave]]\nstart = 2026-10-01\n";
        assert_eq!(
            found("mentor-away", leave, &[active]),
            [
                "`m-a` has been on leave since 2026-10-01, with no end date, and has 1 active match: `k-0`"
            ]
        );
        let ended = "began = 2026-01-01\n[ended]\non = 2026-11-01\n";
        assert!(found("mentor-away", "left = 2026-11-01\n", &[ended]).is_empty());
        let until = "[[leave]]\nstart = 2026-10-01\nend = 2026-12-01\n";
        assert!(found("mentor-away", until, &[active]).is_empty());
        let later = "[[leave]]\nstart = 2026-12-01\n";
        assert!(found("mentor-away", later, &[active]).is_empty());
    }

    #[test]
    fn a_proposal_for_somebody_who_is_matched_is_remarked() {
        let rule = "proposal-while-matched";
        let (active, proposed) = ("began = 2026-01-01\n", "proposed = 2026-11-01\n");
        assert_eq!(
            found(rule, "", &[active, proposed]),
            ["`k-1` proposes a mentor for `p-a`, who already has one (see the match `k-0`)"]
        );
        assert!(found(rule, "", &[proposed]).is_empty());
        let declined = "proposed = 2026-11-01\n[declined]\non = 2026-11-02\nby = \"mentor\"\n";
        assert!(found(rule, "", &[active, declined]).is_empty());
    }
}
