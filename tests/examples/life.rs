//! A parent's time in the program: referral, enrollment, consents, goals.

use peer::record::participant::{Consent, Enrollment, Goal};
use peer::record::{Day, ParticipantId};

use super::book::{Book, last, word};
use super::dice::{Dice, workday};
use super::notes;

/// Why people leave, with weights.
const REASONS: &[(&str, u32)] = &[
    ("goals-met", 50),
    ("case-closed", 22),
    ("lost-contact", 14),
    ("moved-away", 8),
    ("other-services", 6),
];

/// Why people leave when their children are not home, with weights.
const EARLY_REASONS: &[(&str, u32)] = &[
    ("lost-contact", 50),
    ("declined-services", 22),
    ("moved-away", 16),
    ("incarcerated", 6),
    ("other-services", 6),
];

/// Enrolls a parent from one day, to another if the time is over, and records what goes with it.
pub fn admit(book: &mut Book, id: &ParticipantId, start: Day, end: Option<(Day, &str)>) {
    let source = source(book);
    let dice = &mut book.dice;
    let referred = start.plus_days(-dice.between(0, 24));
    let consents = consents(dice, start, end.map_or(last(), |(on, _)| on));
    let goals = goals(dice, start, end.map_or(last(), |(on, _)| on));
    let record = book.participants.get_mut(id).unwrap();
    if record.referred.is_none() {
        record.referred = Some(referred);
        record.referral_source = source.map(word);
    }
    record.consent.extend(consents);
    record.goal.extend(goals);
    let reason = end.map(|(_, reason)| word(reason));
    record.enrollment.push(Enrollment {
        start,
        end: end.map(|(on, _)| on),
        reason,
        void: None,
    });
}

fn source(book: &mut Book) -> Option<&'static str> {
    let usual = [
        ("court", 26),
        ("case-manager", 24),
        ("attorney", 14),
        ("self", 8),
        ("treatment-program", 9),
    ];
    let rare = [("another-parent", 9), ("hospital", 3), ("school", 3)];
    let all = [usual.as_slice(), rare.as_slice()].concat();
    (!book.dice.chance(4)).then(|| book.dice.weighted(&all))
}

/// The day a parent leaves after `from`, with the reason, if that day has come; if they leave early, the children are
/// not home.
pub fn leaving(
    dice: &mut Dice,
    from: Day,
    days: (i64, i64),
    early: bool,
) -> Option<(Day, &'static str)> {
    let end = workday(from.plus_days(dice.between(days.0, days.1)));
    let reason = dice.weighted(if early { EARLY_REASONS } else { REASONS });
    (end <= last().plus_days(-4)).then_some((end, reason))
}

/// Consents given at the start; some expire, some are renewed, a few are withdrawn.
fn consents(dice: &mut Dice, start: Day, until: Day) -> Vec<Consent> {
    let mut all = Vec::new();
    if dice.chance(96) {
        all.push(Consent {
            kind: word("services"),
            given: start,
            expires: None,
            withdrawn: None,
            void: None,
        });
    }
    if dice.chance(84) {
        let mut given = start.plus_days(dice.between(0, 20)).min(until);
        loop {
            let expires = given.plus_months(12);
            let withdrawn = dice
                .chance(4)
                .then(|| given.plus_days(dice.between(30, 300)))
                .filter(|on| *on <= until);
            all.push(Consent {
                kind: word("outcome-reporting"),
                given,
                expires: Some(expires),
                withdrawn,
                void: None,
            });
            if withdrawn.is_some() || expires >= until || dice.chance(35) {
                break;
            }
            given = expires;
        }
    }
    if dice.chance(40) {
        let given = start.plus_days(dice.between(0, 45)).min(until);
        let expires = Some(given.plus_months(6));
        all.push(Consent {
            kind: word("release-of-information"),
            given,
            expires,
            withdrawn: None,
            void: None,
        });
    }
    all.sort_by_key(|consent| consent.given);
    all
}

/// Goals of the case plan, set in the first weeks; some are met.
fn goals(dice: &mut Dice, start: Day, until: Day) -> Vec<Goal> {
    if dice.chance(46) {
        return Vec::new();
    }
    let mut all: Vec<Goal> = Vec::new();
    let count = dice.between(1, 3);
    for (domain, text) in dice.some(notes::GOALS, count) {
        let set = start.plus_days(dice.between(5, 80)).min(until);
        let met = dice
            .chance(55)
            .then(|| set.plus_days(dice.between(30, 330)))
            .filter(|on| *on <= until);
        if all.iter().all(|goal| goal.domain.as_str() != domain) {
            let text = dice.chance(80).then(|| text.into());
            all.push(Goal {
                set,
                domain: word(domain),
                met,
                text,
                void: None,
            });
        }
    }
    all.sort_by_key(|goal| goal.set);
    all
}

/// Gives a parent a completed time in the program before their current one.
pub fn left_before(book: &mut Book, id: &ParticipantId, start: Day, end: Day, reason: &str) {
    let record = book.participants.get_mut(id).unwrap();
    record.referred = Some(start.plus_days(-9));
    record.enrollment.insert(
        0,
        Enrollment {
            start,
            end: Some(end),
            reason: Some(word(reason)),
            void: None,
        },
    );
}
