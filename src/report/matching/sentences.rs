//! What is in the way, what would help, and what a change would do, in sentences.

use super::{Voice, decimal};
use crate::matching::{Difference, Everyone, Moved, Reasons, Remedy, Rule, Unmatched};
use crate::record::{counted, language};

/// The maximum number of moves that a sentence names.
const NAMED: usize = 3;

/// What a change would do to matches and points: `matches 1 more`, `costs 12.50 points`.
pub(super) fn difference(change: &Difference) -> String {
    let points = |verb: &str| format!("{verb} {} points", decimal(change.points.abs()));
    match (change.matched, change.points) {
        (0, 0) => "changes no total".to_owned(),
        (0, 1..) => points("adds"),
        (0, _) => points("costs"),
        (matched @ 1.., points) => format!("matches {matched} more, {}", signed(points)),
        (matched, points) => format!("matches {} fewer, {}", -matched, signed(points)),
    }
}

fn signed(hundredths: i64) -> String {
    format!(
        "{}{} points",
        if hundredths < 0 { "" } else { "+" },
        decimal(hundredths)
    )
}

/// Who would move where.
pub(super) fn moves(everyone: &Everyone<'_>, moves: &[Moved], voice: Voice) -> String {
    let register = everyone.pool.register;
    let told = moves.iter().take(NAMED).map(|moved| {
        let parent = voice.parent_at(register, moved.parent);
        match moved.to {
            Some(mentor) => format!("{parent} goes to {}", voice.mentor_at(register, mentor)),
            None => format!("{parent} stays without a mentor"),
        }
    });
    let mut told: Vec<String> = told.collect();
    let more = moves.len().saturating_sub(NAMED);
    if more > 0 {
        told.push(format!("{more} more move"));
    }
    told.join(", ")
}

/// The rule that excludes the most mentors for a parent, in a sentence.
pub(super) fn blocked(everyone: &Everyone<'_>, alone: &Unmatched) -> String {
    let Some(rule) = alone.blocked_by else {
        return "there is no mentor".to_owned();
    };
    let one = alone.blocked == 1;
    let who = format!("{} of {}", alone.blocked, counted(alone.mentors, "mentor"));
    let pick = |single: &'static str, several: &'static str| if one { single } else { several };
    let what = match rule {
        Rule::MentorNotEligible => pick("is not eligible", "are not eligible").to_owned(),
        Rule::MentorOverCapacity => pick(
            "has no place left after this run",
            "have no place left after this run",
        )
        .to_owned(),
        Rule::NoSharedLanguage => {
            format!("{} {}", pick("lacks", "lack"), languages(everyone, alone))
        }
        Rule::SamePerson => pick("is the same person", "are the same person").to_owned(),
        Rule::SameCase => pick("is in the same case", "are in the same case").to_owned(),
        Rule::DeclinedBefore => {
            pick("was declined or declined", "were declined or declined").to_owned()
        }
        Rule::MentorAvoided => pick("is to be avoided", "are to be avoided").to_owned(),
    };
    format!("{who} {what}")
}

/// The languages of a parent: `Vietnamese`, `English or Spanish`.
fn languages(everyone: &Everyone<'_>, alone: &Unmatched) -> String {
    let spoken = &everyone.pool.parents[alone.parent].person.record.languages;
    spoken
        .iter()
        .map(|word| language(word.as_str()))
        .collect::<Vec<_>>()
        .join(" or ")
}

/// What would free a mentor for a parent, one sentence each.
pub(super) fn remedies(
    everyone: &Everyone<'_>,
    why: &Reasons<'_>,
    alone: &Unmatched,
    voice: Voice,
) -> Vec<String> {
    let register = everyone.pool.register;
    let told = why.remedies(alone).into_iter().map(|remedy| match remedy {
        Remedy::From { mentor, day } => format!("{} has a place from {day}", voice.mentor_at(register, mentor)),
        Remedy::Place { mentor, difference } => {
            let others: Vec<Moved> =
                difference.moves.iter().filter(|moved| moved.parent != alone.parent).cloned().collect();
            let others = moves(everyone, &others, voice);
            let others = if others.is_empty() { String::new() } else { format!(" ({others})") };
            format!("one more place with {}{others}", voice.mentor_at(register, mentor))
        }
        Remedy::Rule { mentor, rule } => {
            let mentor = voice.mentor_at(register, mentor);
            match rule {
                Rule::NoSharedLanguage => format!("{mentor} has a place, but not the language"),
                Rule::DeclinedBefore => format!("{mentor} has a place, but one of the two declined before"),
                _ => format!("{mentor} has a place, but is not eligible yet: `peer show` says what is missing"),
            }
        }
    });
    let mut told: Vec<String> = told.collect();
    if told.is_empty() || alone.blocked_by == Some(Rule::NoSharedLanguage) {
        let spoken = languages(everyone, alone);
        told.push(match spoken.as_str() {
            "" => "another mentor".to_owned(),
            spoken => format!("another mentor who speaks {spoken}"),
        });
    }
    told
}
