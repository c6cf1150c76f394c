//! How parents and mentors found each other: requests answered one after the other, by the rules of the program.

use std::collections::BTreeSet;

use peer::record::pairing::{Declined, DeclinedBy, Ended, Why};
use peer::record::participant::MentorRequest;
use peer::record::{Day, Match, MatchId, MentorId, ParticipantId, Word};

use super::book::{Book, blank, last, word};
use super::dice::workday;
use super::mentors::is_eligible;
use super::notes;

/// A number of days beyond all records.
const NEVER: i64 = 4000;

/// Records a request for a mentor.
pub fn ask(book: &mut Book, id: &ParticipantId, on: Day) {
    book.participants
        .get_mut(id)
        .unwrap()
        .mentor_request
        .push(MentorRequest {
            on,
            withdrawn: None,
            void: None,
        });
}

/// Answers the request of a parent: perhaps after a declined proposal, with a match, with an open proposal, or not at
/// all if no mentor is free in time.
pub fn answer(book: &mut Book, id: &ParticipantId, asked: Day) {
    let mut proposed = workday(asked.plus_days(book.dice.between(4, 38)));
    let mut tries = 0;
    while proposed.plus_days(6) <= last()
        && book.is_enrolled(id, proposed.plus_days(45).min(last()))
        && tries < 6
    {
        tries += 1;
        let began = workday(proposed.plus_days(book.dice.between(1, 6)));
        match best(book, id, proposed, began) {
            Some(mentor) if book.dice.chance(11) => {
                decline(book, id, &mentor, proposed);
                proposed = workday(proposed.plus_days(book.dice.between(8, 20)));
            }
            Some(mentor) => return begin(book, id, &mentor, proposed, began),
            None => proposed = workday(proposed.plus_days(book.dice.between(10, 21))),
        }
    }
}

/// Proposes the best mentor for a day; no one has answered yet.
pub fn propose(book: &mut Book, id: &ParticipantId, proposed: Day) {
    let mentor = best(book, id, proposed, proposed).unwrap();
    let record = proposal(book, id, &mentor, proposed);
    write(book, record);
}

/// The mentor with the highest score among those allowed by every rule on both days.
fn best(book: &Book, id: &ParticipantId, proposed: Day, began: Day) -> Option<MentorId> {
    let allowed = book.mentors.keys().filter(|mentor| {
        [proposed, began]
            .iter()
            .all(|on| is_eligible(book, mentor, *on))
            && peak(book, mentor, proposed) < book.mentors[*mentor].capacity
            && is_suitable(book, id, mentor)
            && last_day(book, mentor, began).is_none_or(|day| day > began.plus_days(50))
    });
    allowed
        .max_by_key(|mentor| {
            (
                score(book, id, mentor, proposed),
                mentor.as_str().to_owned(),
            )
        })
        .cloned()
}

/// Whether nothing forbids a match of two people on any day.
fn is_suitable(book: &Book, id: &ParticipantId, mentor: &MentorId) -> bool {
    let parent = &book.participants[id];
    let other = &book.mentors[mentor];
    let speaks = parent.languages.is_empty()
        || parent
            .languages
            .iter()
            .any(|word| other.languages.contains(word));
    let apart = other.participant.as_ref().is_none_or(|own| {
        let together = |case: &peer::record::Case| {
            case.participants.contains(own) && case.participants.contains(id)
        };
        own != id && !book.cases.values().any(together)
    });
    let declined = |m: &Match| m.participant == *id && m.mentor == *mentor;
    speaks
        && apart
        && !parent.avoid_mentors.contains(mentor)
        && !book.matches.values().any(declined)
}

/// The first day after `from` on which a mentor leaves, or goes away for a long time.
fn last_day(book: &Book, mentor: &MentorId, from: Day) -> Option<Day> {
    let record = &book.mentors[mentor];
    let long = record
        .leave
        .iter()
        .filter(|l| l.end.is_none_or(|end| end.days_since(l.start) > 40))
        .map(|l| l.start);
    long.chain(record.left).filter(|day| *day > from).min()
}

/// The maximum number of a mentor's places taken on any day from `from` on.
fn peak(book: &Book, mentor: &MentorId, from: Day) -> u32 {
    let taken: Vec<(Day, Day)> = book
        .matches
        .values()
        .filter(|m| m.mentor == *mentor)
        .map(span)
        .collect();
    let days = taken
        .iter()
        .map(|(start, _)| *start)
        .chain([from])
        .filter(|on| *on >= from);
    let count = |on: Day| {
        taken
            .iter()
            .filter(|(start, end)| *start <= on && on < *end)
            .count()
    };
    u32::try_from(days.map(count).max().unwrap_or(0)).unwrap()
}

/// The days from which to which a match or a proposal takes a place.
fn span(record: &Match) -> (Day, Day) {
    let start = record.proposed.or(record.began).unwrap();
    let end = record
        .ended
        .as_ref()
        .map(|ended| ended.on)
        .or(record.declined.as_ref().map(|declined| declined.on));
    (start, end.unwrap_or(last().plus_days(NEVER)))
}

/// Points for fit, in hundredths, with the program's weights.
fn score(book: &Book, id: &ParticipantId, mentor: &MentorId, on: Day) -> i64 {
    let weights = book.program.weights();
    let (parent, other) = (&book.participants[id], &book.mentors[mentor]);
    let full = |weight: u32| i64::from(weight) * 100;
    let part = |weight: u32, share: Option<(usize, usize)>| match share {
        Some((some, all)) => full(weight) * some as i64 / all as i64,
        None => full(weight) / 2,
    };
    let shared =
        |mine: &[Word], theirs: &[Word]| mine.iter().filter(|word| theirs.contains(word)).count();
    let needs = (!parent.needs.is_empty())
        .then(|| (shared(&parent.needs, &other.experience), parent.needs.len()));
    let slots = (!parent.availability.is_empty() && !other.availability.is_empty()).then(|| {
        (
            shared(&parent.availability, &other.availability),
            parent.availability.len(),
        )
    });
    let area = parent
        .area
        .as_ref()
        .zip(other.area.as_ref())
        .map(|(a, b)| (usize::from(a == b), 1));
    let gender = match (&parent.mentor_gender, &other.gender) {
        (None, _) => Some((1, 1)),
        (Some(wish), Some(is)) => Some((usize::from(wish == is), 1)),
        (Some(_), None) => None,
    };
    let open = book
        .cases
        .values()
        .filter(|case| case.participants.contains(id) && case.is_open(on));
    let systems: Vec<bool> = open
        .map(|case| other.systems.contains(&case.system))
        .collect();
    let system =
        (!systems.is_empty()).then(|| (usize::from(systems.iter().all(|known| *known)), 1));
    let carried = book
        .matches
        .values()
        .filter(|m| m.mentor == *mentor && (span(m).0..span(m).1).contains(&on))
        .count();
    let capacity = other.capacity as usize;
    let load = Some((capacity.saturating_sub(carried), capacity));
    part(weights.experience, needs)
        + part(weights.system, system)
        + part(weights.area, area)
        + part(weights.availability, slots)
        + part(weights.gender, gender)
        + part(weights.load, load)
}

/// A proposal with its reasons.
fn proposal(book: &Book, id: &ParticipantId, mentor: &MentorId, proposed: Day) -> Match {
    let experience = &book.mentors[mentor].experience;
    let shared = book.participants[id]
        .needs
        .iter()
        .filter(|need| experience.contains(need))
        .cloned()
        .collect();
    let mut record: Match = blank(&format!("participant = \"{id}\"\nmentor = \"{mentor}\"\n"));
    record.proposed = Some(proposed);
    record.why = Some(Why {
        score: Some(score(book, id, mentor, proposed)),
        forced: None,
        experience: shared,
    });
    record
}

fn write(book: &mut Book, record: Match) -> MatchId {
    let id: MatchId = book.dice.id('k').parse().unwrap();
    book.matches.insert(id.clone(), record);
    id
}

/// A proposal that one side turned down.
fn decline(book: &mut Book, id: &ParticipantId, mentor: &MentorId, proposed: Day) {
    let mut record = proposal(book, id, mentor, proposed);
    let on = proposed.plus_days(book.dice.between(1, 6)).min(last());
    let (by, reason) = book.dice.weighted(&[
        ((DeclinedBy::Participant, "schedule"), 4),
        ((DeclinedBy::Participant, "distance"), 3),
        ((DeclinedBy::Mentor, "too-close-to-home"), 3),
        ((DeclinedBy::Mentor, "schedule"), 2),
        ((DeclinedBy::Program, "better-fit-elsewhere"), 2),
    ]);
    record.declined = Some(Declined {
        on,
        by,
        reason: Some(word(reason)),
    });
    write(book, record);
}

/// A match from its first day to its last: when the work is done, the parent leaves or the mentor leaves.
fn begin(book: &mut Book, id: &ParticipantId, mentor: &MentorId, proposed: Day, began: Day) {
    let mut record = proposal(book, id, mentor, proposed);
    record.began = Some(began);
    let months = book.dice.weighted(&[
        ((50, 100), 12),
        ((100, 200), 26),
        ((200, 330), 36),
        ((330, 500), 26),
    ]);
    let done = workday(began.plus_days(book.dice.between(months.0, months.1)));
    let done_reason = book.dice.weighted(&[
        ("goals-met", 56),
        ("case-closed", 18),
        ("lost-contact", 12),
        ("not-a-fit", 9),
    ]);
    let mut end = (done, done_reason.to_owned());
    let current = book.participants[id]
        .enrollment
        .iter()
        .find(|e| e.is_live(began))
        .unwrap();
    let leaves = current.end.map(|on| {
        (
            on,
            current
                .reason
                .as_ref()
                .map_or("other", Word::as_str)
                .to_owned(),
        )
    });
    let away = last_day(book, mentor, began).map(|on| {
        let left = book.mentors[mentor].left == Some(on);
        (
            on,
            if left {
                "mentor-left"
            } else {
                "mentor-on-leave"
            }
            .to_owned(),
        )
    });
    for sooner in leaves.into_iter().chain(away) {
        if sooner.0 < end.0 {
            end = sooner;
        }
    }
    let is_over = end.0 <= last();
    let again =
        is_over && ["not-a-fit", "mentor-left", "mentor-on-leave"].contains(&end.1.as_str());
    if is_over {
        record.ended = Some(Ended {
            on: end.0,
            reason: Some(word(&end.1)),
        });
    }
    record.note = book.dice.note(
        11,
        if is_over {
            notes::ENDED_MATCH
        } else {
            notes::MATCH
        },
    );
    write(book, record);
    let asks = end.0.plus_days(book.dice.between(0, 9));
    if again && asks <= last() && book.is_enrolled(id, asks.plus_days(60).min(last())) {
        if end.1 == "not-a-fit" && book.dice.chance(50) {
            book.participants
                .get_mut(id)
                .unwrap()
                .avoid_mentors
                .push(mentor.clone());
        }
        ask(book, id, asks);
        answer(book, id, asks);
    }
}

/// The parents waiting for a mentor on the last day, by the rule that a later match meets a request.
pub fn waiting(book: &Book, on: Day) -> BTreeSet<ParticipantId> {
    let waits = |id: &&ParticipantId| {
        let record = &book.participants[*id];
        let begun = |since: Day| {
            book.matches.values().any(|m| {
                m.participant == **id && m.began.is_some_and(|day| since <= day && day <= on)
            })
        };
        let open = record
            .mentor_request
            .iter()
            .any(|r| r.on <= on && r.withdrawn.is_none() && !begun(r.on));
        open && book.is_enrolled(id, on) && book.mentor_of(id, on).is_none()
    };
    book.participants.keys().filter(waits).cloned().collect()
}
