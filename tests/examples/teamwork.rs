//! Work around a case: team meetings, casework and days in court.

use peer::record::session::Referral;
use peer::record::{CaseId, Day, EventKind, Minutes, ParticipantId, Service, Session};

use super::book::{Book, Family, OPENING, day, last, session, word};
use super::dice::workday;
use super::notes;

/// Where parents are referred to.
const RESOURCES: &[&str] = &[
    "childcare",
    "clothing-closet",
    "counseling",
    "domestic-violence-services",
    "employment-office",
    "food-bank",
    "health-clinic",
    "housing-authority",
    "legal-aid",
    "parenting-class",
    "rental-assistance",
    "school-liaison",
    "transport-vouchers",
    "treatment-program",
];

/// The days on which a family's parents are all enrolled, from the first on record to the last.
fn together(book: &Book, family: &Family) -> Option<(Day, Day)> {
    let spans = family.parents.iter().filter_map(|id| {
        let enrollment = book.participants[id].enrollment.last()?;
        Some((
            enrollment.start.max(day(OPENING)),
            enrollment.end.unwrap_or(last()).min(last()),
        ))
    });
    spans
        .reduce(|a, b| (a.0.max(b.0), a.1.min(b.1)))
        .filter(|(from, to)| to.days_since(*from) > 14)
}

/// Days in court with a family: each hearing while it was enrolled, in `percent` of 100.
pub fn court(book: &mut Book, percent: u32) {
    for family in book.families.clone() {
        let (Some(id), Some((from, to))) = (&family.case, together(book, &family)) else {
            continue;
        };
        for event in book.cases[id].event.clone() {
            let in_court = matches!(
                event.kind,
                EventKind::Hearing | EventKind::Dismissed | EventKind::Petition
            );
            if in_court && (from..=to).contains(&event.on) && book.dice.chance(percent) {
                let mut met = session(Service::Court, event.on);
                met.case = Some(id.clone());
                attend(book, &family, &mut met);
                met.minutes = Minutes::new(book.dice.pick(&[60, 90, 120, 180]));
                met.note = book.dice.note(20, notes::COURT);
                book.hold(met);
            }
        }
    }
}

/// Lists a family's parents and the mentors who walk with them.
fn attend(book: &Book, family: &Family, met: &mut Session) {
    met.participants.clone_from(&family.parents);
    let mut mentors: Vec<_> = family
        .parents
        .iter()
        .filter_map(|id| book.mentor_of(id, met.on))
        .collect();
    mentors.retain(|mentor| book.at_work(mentor, met.on));
    mentors.sort();
    mentors.dedup();
    met.mentors = mentors;
}

/// Team meetings of families with an open case, up to `most` each, in `percent` of 100 families.
pub fn meetings(book: &mut Book, percent: u32, most: i64) {
    for family in book.families.clone() {
        let (Some(id), Some((from, to))) = (&family.case, together(book, &family)) else {
            continue;
        };
        if !book.dice.chance(percent) {
            continue;
        }
        for _ in 0..book.dice.between(1, most) {
            let on = book
                .dice
                .workday(from.plus_days(3), to.plus_days(-3))
                .min(to);
            if book.cases[id].is_open(on) {
                let met = team_meeting(book, &family, id, on);
                book.hold(met);
            }
        }
    }
}

/// A team meeting; what it decides fits where the children are that day.
fn team_meeting(book: &mut Book, family: &Family, id: &CaseId, on: Day) -> Session {
    let mut met = session(Service::TeamMeeting, on);
    met.case = Some(id.clone());
    attend(book, family, &mut met);
    let before = |kind| {
        book.cases[id]
            .event
            .iter()
            .any(|event| event.kind == kind && event.on <= on)
    };
    let (removed, home) = (before(EventKind::Removed), before(EventKind::Reunified));
    let dice = &mut book.dice;
    let kind = if dice.chance(if removed { 25 } else { 70 }) {
        "tdm"
    } else {
        "cft"
    };
    met.meeting = Some(word(kind));
    met.minutes = Minutes::new(dice.pick(&[45, 60, 60, 75, 90, 120]));
    met.mode = dice
        .chance(80)
        .then(|| word(dice.weighted(&[("in-person", 70), ("video", 30)])));
    met.rights_explained = (!dice.chance(9)).then(|| dice.chance(86));
    met.parent_voice = (!dice.chance(11)).then(|| dice.chance(78));
    let decisions: &[&str] = match (removed, home) {
        (false, _) => &[
            "safety-plan",
            "safety-plan",
            "in-home-services",
            "voluntary-services",
        ],
        (true, false) => &[
            "supervised-visits",
            "unsupervised-visits",
            "unsupervised-visits",
            "overnight-visits",
            "placement-change",
            "stay-in-placement",
            "case-plan-change",
            "home-visit",
            "no-decision",
        ],
        (true, true) => &[
            "in-home-services",
            "case-plan-change",
            "case-closing",
            "safety-plan",
            "no-decision",
        ],
    };
    met.decision = (!dice.chance(12)).then(|| word(dice.pick(decisions)));
    if !removed {
        met.placement_averted = Some(true);
    }
    met.note = dice.note(14, notes::MEETING);
    met
}

/// Work on case plans, up to `most` times each, with `percent` of 100 parents: goals, referrals, natural supports.
pub fn casework(book: &mut Book, percent: u32, most: i64) {
    for family in book.families.clone() {
        for id in &family.parents {
            if !book.dice.chance(percent) {
                continue;
            }
            let Some(enrollment) = book.participants[id].enrollment.last().cloned() else {
                continue;
            };
            let from = enrollment.start.max(day(OPENING)).plus_days(16);
            let to = enrollment.end.unwrap_or(last()).plus_days(-5);
            for _ in 0..book.dice.between(1, most) {
                if to.days_since(from) > 10 {
                    let on = workday(book.dice.day(from, to.min(from.plus_days(240))));
                    let met = case_work(book, id, on);
                    book.hold(met);
                }
            }
        }
    }
}

fn case_work(book: &mut Book, id: &ParticipantId, on: Day) -> Session {
    let mut met = session(Service::Casework, on);
    met.participants = vec![id.clone()];
    let mut goals: Vec<_> = book.participants[id]
        .goal
        .iter()
        .filter(|goal| goal.set <= on)
        .collect();
    goals.retain(|goal| goal.met.is_none_or(|met| on <= met));
    met.goals = goals
        .iter()
        .map(|goal| goal.domain.clone())
        .take(2)
        .collect();
    let dice = &mut book.dice;
    met.minutes = Minutes::new(dice.pick(&[30, 45, 45, 60, 60, 90]));
    met.mode = Some(word(dice.weighted(&[
        ("in-person", 66),
        ("phone", 26),
        ("video", 8),
    ])));
    met.natural_supports = dice.chance(30).then(|| dice.pick(&[1, 1, 2, 2, 3, 4]));
    let pending = last().days_since(on) < 50;
    let count = dice.weighted(&[(0, 34), (1, 42), (2, 24)]);
    for resource in dice.some(RESOURCES, count) {
        let known = [
            (Some("connected"), 52),
            (Some("unavailable"), 20),
            (Some("declined"), 14),
            (Some("pending"), 10),
            (None, 4),
        ];
        let outcome = if pending {
            Some("pending")
        } else {
            dice.weighted(&known)
        };
        met.referral.push(Referral {
            resource: word(resource),
            outcome: outcome.map(word),
            void: None,
        });
    }
    met.note = dice.note(15, notes::CASEWORK);
    met
}
