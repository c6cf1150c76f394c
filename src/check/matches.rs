//! Matches that contradict themselves or each other.

use std::collections::HashMap;

use super::{Context, Rule};
use crate::record::{At, Day, Finding, MatchId, MentorId};

pub(super) const RULES: &[Rule] = &[
    Rule::error(
        "match-without-day",
        "Every match has the date it was proposed or started.",
        without_day,
    ),
    Rule::error(
        "match-unbegun-ended",
        "Only a match that began can end.",
        unbegun_ended,
    ),
    Rule::error(
        "match-begun-declined",
        "A proposal is declined or becomes a match, never both.",
        begun_declined,
    ),
    Rule::error(
        "match-overlap",
        "A mentor and a parent have only one match with each other at a time.",
        overlap,
    ),
    Rule::warning(
        "two-mentors-at-once",
        "A parent has only one mentor at a time.",
        two_mentors,
    ),
];

fn without_day(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for entry in &context.register.records().matches {
        if entry.record.proposed.is_none() && entry.record.began.is_none() {
            findings.push(
                Finding::error(
                    "match-without-day",
                    &entry.place,
                    At::File,
                    "this match has no date",
                )
                .help("add `proposed = DATE`, or `began = DATE` once it has begun"),
            );
        }
    }
}

fn unbegun_ended(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for entry in &context.register.records().matches {
        if entry.record.ended.is_some() && entry.record.began.is_none() {
            let message = "this match ended but never began";
            findings.push(
                Finding::error(
                    "match-unbegun-ended",
                    &entry.place,
                    At::inner("ended", "on"),
                    message,
                )
                .help(
                    "add `began = DATE`; for a proposal that was turned down, write `[declined]` instead",
                ),
            );
        }
    }
}

fn begun_declined(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for entry in &context.register.records().matches {
        if entry.record.declined.is_some() && entry.record.began.is_some() {
            let message = "this match began and was also declined";
            findings.push(
                Finding::error(
                    "match-begun-declined",
                    &entry.place,
                    At::inner("declined", "on"),
                    message,
                )
                .help("if it never began, delete `began`; if it began and is over, write `[ended]` in place of `[declined]`, and delete `by`; if it is still going on, delete `[declined]` and the lines under it"),
            );
        }
    }
}

fn overlap(context: &Context<'_>, findings: &mut Vec<Finding>) {
    follow(context, |time, earlier, of_pair| {
        if of_pair {
            findings.push(
                Finding::error(
                    "match-overlap",
                    &time.entry.place,
                    At::key("began"),
                    format!(
                        "these two were already matched on {} (see the match `{earlier}`)",
                        time.began
                    ),
                )
                .help("end the earlier match before this one begins, or keep only one of the two files"),
            );
        }
    });
}

fn two_mentors(context: &Context<'_>, findings: &mut Vec<Finding>) {
    follow(context, |time, earlier, of_pair| {
        if !of_pair {
            findings.push(
                Finding::warning(
                    "two-mentors-at-once",
                    &time.entry.place,
                    At::key("began"),
                    format!(
                        "the parent already had another mentor on {} (see the match `{earlier}`)",
                        time.began
                    ),
                )
                .help("if the earlier match is over, enter its end with `peer unmatch`; if the parent needs both mentors, change nothing"),
            );
        }
    });
}

/// A match that began, until it ended.
struct Time<'r> {
    entry: &'r crate::register::Pairing,
    began: Day,
    until: Day,
}

/// Shows every match that begins during another of the same person, with that one, and whether it also has the same
/// mentor; if there are several, one of the same pair comes first.
fn follow<'r>(context: &Context<'r>, mut show: impl FnMut(&Time<'r>, &'r MatchId, bool)) {
    for person in 0..context.register.people().len() {
        let mut times: Vec<Time<'r>> = context
            .register
            .matches_of_person(person)
            .filter_map(|entry| {
                let began = entry.record.began?;
                let until = entry
                    .record
                    .ended
                    .as_ref()
                    .map_or(Day::LAST, |ended| ended.on);
                (began < until).then_some(Time {
                    entry,
                    began,
                    until,
                })
            })
            .collect();
        times.sort_by_key(|time| (time.began, &time.entry.id));
        let mut latest: HashMap<&MentorId, (Day, &MatchId)> = HashMap::new();
        let mut any: Option<(Day, &MatchId)> = None;
        for time in &times {
            let mentor = &time.entry.record.mentor;
            let of_pair = latest.get(mentor).filter(|(until, _)| *until > time.began);
            if let Some((_, earlier)) = of_pair {
                show(time, earlier, true);
            } else if let Some((_, earlier)) = any.filter(|(until, _)| *until > time.began) {
                show(time, earlier, false);
            }
            let own = (time.until, &time.entry.id);
            let longest = latest.entry(mentor).or_insert(own);
            *longest = (*longest).max(own);
            any = any.max(Some(own));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{messages, places};

    fn found(rule: &str, matches: &[(&str, &str)]) -> Vec<String> {
        let texts: Vec<(String, String)> = matches
            .iter()
            .enumerate()
            .map(|(at, (mentor, text))| {
                let text = format!("participant = \"p-a\"\nmentor = \"{mentor}\"\n{text}");
                (format!("matches/k-{at}.toml"), text)
            })
            .collect();
        let mut files = vec![
            ("participants/p-a.toml", ""),
            ("mentors/m-a.toml", "capacity = 9\n"),
            ("mentors/m-b.toml", "capacity = 9\n"),
        ];
        files.extend(
            texts
                .iter()
                .map(|(path, text)| (path.as_str(), text.as_str())),
        );
        places(rule, &files)
    }

    #[test]
    fn a_match_has_a_day() {
        assert_eq!(
            found("match-without-day", &[("m-a", "")]),
            ["matches/k-0.toml"]
        );
        assert!(
            found(
                "match-without-day",
                &[
                    ("m-a", "proposed = 2026-01-01\n"),
                    ("m-a", "began = 2026-01-01\n")
                ]
            )
            .is_empty()
        );
    }

    #[test]
    fn what_never_began_cannot_end() {
        let ended = "[ended]\non = 2026-02-01\n";
        assert_eq!(
            found(
                "match-unbegun-ended",
                &[("m-a", &format!("proposed = 2026-01-01\n{ended}"))]
            ),
            ["matches/k-0.toml ended.on"]
        );
        assert!(
            found(
                "match-unbegun-ended",
                &[("m-a", &format!("began = 2026-01-01\n{ended}"))]
            )
            .is_empty()
        );
    }

    #[test]
    fn what_was_declined_did_not_begin() {
        let declined = "[declined]\non = 2026-02-01\nby = \"mentor\"\n";
        assert_eq!(
            found(
                "match-begun-declined",
                &[("m-a", &format!("began = 2026-01-01\n{declined}"))]
            ),
            ["matches/k-0.toml declined.on"]
        );
        assert!(
            found(
                "match-begun-declined",
                &[("m-a", &format!("proposed = 2026-01-01\n{declined}"))]
            )
            .is_empty()
        );
    }

    const SPRING: &str = "began = 2026-01-01\n[ended]\non = 2026-04-01\n";

    #[test]
    fn a_pair_is_matched_once_at_a_time() {
        let within = ("m-a", "began = 2026-03-31\n");
        assert_eq!(
            found("match-overlap", &[("m-a", SPRING), within]),
            ["matches/k-1.toml began"]
        );
        assert!(
            found("two-mentors-at-once", &[("m-a", SPRING), within]).is_empty(),
            "that is said once"
        );
        assert!(
            found(
                "match-overlap",
                &[("m-a", SPRING), ("m-a", "began = 2026-04-01\n")]
            )
            .is_empty()
        );
        assert!(
            found(
                "match-overlap",
                &[("m-a", SPRING), ("m-b", "began = 2026-03-31\n")]
            )
            .is_empty()
        );
    }

    #[test]
    fn two_mentors_at_once_are_doubtful_also_through_a_duplicate() {
        let found = messages(
            "two-mentors-at-once",
            &[
                ("participants/p-a.toml", ""),
                ("participants/p-b.toml", "same_as = \"p-a\"\n"),
                ("mentors/m-a.toml", "capacity = 9\n"),
                ("mentors/m-b.toml", "capacity = 9\n"),
                (
                    "matches/k-a.toml",
                    "participant = \"p-a\"\nmentor = \"m-a\"\nbegan = 2026-01-01\n",
                ),
                (
                    "matches/k-b.toml",
                    "participant = \"p-b\"\nmentor = \"m-b\"\nbegan = 2026-02-01\n",
                ),
            ],
        );
        assert_eq!(
            found,
            ["the parent already had another mentor on 2026-02-01 (see the match `k-a`)"]
        );
    }

    #[test]
    fn one_mentor_after_the_other_is_fine() {
        assert!(
            found(
                "two-mentors-at-once",
                &[("m-a", SPRING), ("m-b", "began = 2026-04-01\n")]
            )
            .is_empty()
        );
    }
}
