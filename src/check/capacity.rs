//! How many parents a mentor walks with, compared with the mentor's capacity.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use super::context::{is_forced, taken};
use super::pairs::forced_help;
use super::{Context, Rule};
use crate::record::{At, Day, Finding, Match};
use crate::register::Pairing;

pub(super) const RULES: &[Rule] = &[
    Rule::error(
        "mentor-over-capacity",
        "A mentor has an opening on the day a match is proposed or starts.",
        over_capacity,
    ),
    Rule::warning(
        "mentor-carries-more",
        "No mentor has more parents today than `capacity` allows.",
        carries_more,
    ),
];

/// The maximum number of other matches that a message names.
const NAMED: usize = 6;

/// Places are taken one by one in order of days; the match that exceeds the capacity is at fault. `capacity` has no
/// day: it may have been different for a past match, which is not judged by today's.
fn over_capacity(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (index, mentor) in context.register.records().mentors.iter().enumerate() {
        let capacity = mentor.record.capacity as usize;
        let mut times: Vec<(Day, Day, &Pairing)> = context
            .register
            .matches_of_mentor(index)
            .filter_map(|entry| {
                place_taken(&entry.record).map(|(from, until)| (from, until, entry))
            })
            .collect();
        if times.len() <= capacity {
            continue;
        }
        times.sort_by_key(|(from, _, entry)| (*from, &entry.id));
        let mut ends: BinaryHeap<Reverse<(Day, usize)>> = BinaryHeap::new();
        let mut held: BTreeSet<usize> = BTreeSet::new();
        for (at, (from, until, entry)) in times.iter().enumerate() {
            while let Some(Reverse((_, over))) =
                ends.peek().copied().filter(|Reverse((end, _))| end <= from)
            {
                ends.pop();
                held.remove(&over);
            }
            let is_judged = context.is_present(&entry.record)
                && !is_forced(&entry.record, "mentor-over-capacity");
            if held.len() >= capacity && is_judged {
                let others: Vec<String> = held
                    .iter()
                    .take(NAMED)
                    .map(|at| format!("`{}`", times[*at].2.id))
                    .collect();
                let more = held.len().saturating_sub(NAMED);
                let more = if more > 0 {
                    format!(" and {more} more")
                } else {
                    String::new()
                };
                let message = format!(
                    "`{}` was full on {from}: capacity {capacity}, matches: {}{more}",
                    mentor.id,
                    if others.is_empty() {
                        "none".to_owned()
                    } else {
                        others.join(", ")
                    },
                );
                let key = if entry.record.began == Some(*from) {
                    "began"
                } else {
                    "proposed"
                };
                let found =
                    Finding::error("mentor-over-capacity", &entry.place, At::key(key), message);
                findings.push(found.help(forced_help(
                    entry,
                    "mentor-over-capacity",
                    "end one of the matches, give one to another mentor, or raise `capacity`",
                )));
            }
            held.insert(at);
            ends.push(Reverse((*until, at)));
        }
    }
}

/// Capacity may be lowered while matches are active; this is reported until they end.
fn carries_more(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (at, mentor) in context.register.records().mentors.iter().enumerate() {
        let capacity = mentor.record.capacity as usize;
        let load = context.register.load(at, context.today);
        if load > capacity {
            let message = format!(
                "`{}` is matched with {load} parents, but the capacity is {capacity}: make no new match until enough of these have ended",
                mentor.id
            );
            findings.push(
                Finding::warning(
                    "mentor-carries-more",
                    &mentor.place,
                    At::key("capacity"),
                    message,
                )
                .help("if you lowered `capacity` on purpose, change nothing; if not, raise it, or end a match (`peer show MENTOR` lists them)"),
            );
        }
    }
}

/// The half-open range of days in which a match uses a place: from its proposal, or its beginning, to its end or
/// refusal.
fn place_taken(record: &Match) -> Option<(Day, Day)> {
    let from = taken(record)?;
    let ended = record.ended.as_ref().map(|ended| ended.on);
    let declined = record
        .declined
        .as_ref()
        .map(|declined| declined.on)
        .filter(|_| record.began.is_none());
    let until = ended.into_iter().chain(declined).min().unwrap_or(Day::LAST);
    (from < until).then_some((from, until))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::findings;
    use crate::record::Severity;

    fn found(capacity: u32, matches: &[&str]) -> Vec<(String, Severity)> {
        let mentor = format!("capacity = {capacity}\n");
        let mut files = vec![("mentors/m-a.toml".to_owned(), mentor)];
        for (at, text) in matches.iter().enumerate() {
            files.push((format!("participants/p-{at}.toml"), String::new()));
            let head = format!("participant = \"p-{at}\"\nmentor = \"m-a\"\n");
            files.push((format!("matches/k-{at}.toml"), format!("{head}{text}")));
        }
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        let found = findings("mentor-over-capacity", &files);
        found
            .into_iter()
            .map(|finding| (finding.message, finding.severity))
            .collect()
    }

    #[test]
    fn the_match_that_took_a_place_too_many_is_found() {
        let message = "`m-a` was full on 2026-02-01: capacity 1, matches: `k-1`".to_owned();
        assert_eq!(
            found(1, &["began = 2026-02-01\n", "began = 2026-01-01\n"]),
            [(message, Severity::Error)]
        );
        assert!(found(2, &["began = 2026-02-01\n", "began = 2026-01-01\n"]).is_empty());
    }

    #[test]
    fn an_open_proposal_takes_a_place_until_it_is_declined() {
        let declined = "proposed = 2026-01-01\n[declined]\non = 2026-02-01\nby = \"mentor\"\n";
        assert_eq!(
            found(1, &["proposed = 2026-01-01\n", "began = 2026-02-01\n"]).len(),
            1
        );
        assert!(found(1, &[declined, "began = 2026-02-01\n"]).is_empty());
        assert_eq!(found(1, &[declined, "began = 2026-01-31\n"]).len(), 1);
    }

    #[test]
    fn a_place_is_free_again_on_the_day_a_match_ends() {
        let over = "began = 2026-01-01\n[ended]\non = 2026-02-01\n";
        assert!(found(1, &[over, "began = 2026-02-01\n"]).is_empty());
    }

    #[test]
    fn what_is_over_is_not_judged_and_what_was_forced_is_silent() {
        let over = "began = 2026-01-15\n[ended]\non = 2026-02-01\n";
        assert!(found(1, &["began = 2026-01-01\n", over]).is_empty());
        let forced = "began = 2026-01-15\n[why]\nforced = \"mentor-over-capacity: sisters\"\n";
        assert!(found(1, &["began = 2026-01-01\n", forced]).is_empty());
    }
}
