//! Mentors: who they are, when they may walk with a parent, and how many they take.

use peer::record::mentor::{Leave, OwnCase, OwnOutcome, Training};
use peer::record::{Day, Hours, Mentor, MentorId, ParticipantId, System};

use super::book::{Book, blank, day, last, word, words};
use super::names::Background;
use super::people;

/// A mentor in the story; a program's mentors are a table of these.
pub struct Plan {
    pub background: &'static Background,
    pub gender: &'static str,
    pub born: &'static str,
    pub joined: &'static str,
    pub capacity: u32,
    pub area: &'static str,
    pub systems: &'static [System],
    pub languages: &'static [&'static str],
    pub experience: &'static [&'static str],
    pub availability: &'static [&'static str],
    pub roles: &'static [&'static str],
    /// The end of the mentor's own case, its outcome, and the first day of recovery.
    pub closed: &'static str,
    pub outcome: OwnOutcome,
    pub recovery: Option<&'static str>,
    /// Times away; an empty last day is not known yet.
    pub leave: &'static [(&'static str, &'static str)],
    pub left: Option<&'static str>,
    /// The day after which no training was renewed.
    pub lapsed: Option<&'static str>,
}

/// A plan that a table completes.
pub const PLAN: Plan = Plan {
    background: &super::names::WHITE,
    gender: "woman",
    born: "1986-05-05",
    joined: "2024-03-04",
    capacity: 3,
    area: "",
    systems: &[System::Cps],
    languages: &["en"],
    experience: &[],
    availability: &[],
    roles: &["mentor"],
    closed: "2022-06-30",
    outcome: OwnOutcome::Reunified,
    recovery: None,
    leave: &[],
    left: None,
    lapsed: None,
};

/// Records a mentor; one who came up through the program has a record as a participant, whose identity is shared.
pub fn engage(book: &mut Book, plan: &Plan, participant: Option<&ParticipantId>) -> MentorId {
    let id: MentorId = book.dice.id('m').parse().unwrap();
    let person = match participant {
        Some(parent) => book.identities[&parent.as_str().parse().unwrap()].clone(),
        None => people::identity(book, plan.background, plan.gender, day(plan.born)),
    };
    book.identities.insert(id.as_str().parse().unwrap(), person);
    let joined = day(plan.joined);
    let mut record: Mentor = blank(&format!("capacity = {}\n", plan.capacity));
    record.participant = participant.cloned();
    record.joined = Some(joined);
    record.left = plan.left.map(day);
    record.area = (!plan.area.is_empty()).then(|| plan.area.into());
    record.gender = Some(word(plan.gender));
    record.systems = plan.systems.to_vec();
    record.languages = words(plan.languages);
    record.experience = words(plan.experience);
    record.availability = words(plan.availability);
    record.roles = words(plan.roles);
    record.own_case = Some(OwnCase {
        closed: Some(day(plan.closed)),
        outcome: Some(plan.outcome),
        recovery_since: plan.recovery.map(day),
    });
    record.training = trainings(book, joined, plan);
    let leave = |(start, end): &(&str, &str)| Leave {
        start: day(start),
        end: end.parse().ok(),
        void: None,
    };
    record.leave = plan.leave.iter().map(leave).collect();
    book.mentors.insert(id.clone(), record);
    id
}

/// The two required trainings, renewed in time unless they lapsed, and a few others.
fn trainings(book: &mut Book, joined: Day, plan: &Plan) -> Vec<Training> {
    let until = plan.lapsed.or(plan.left).map_or(last(), day);
    let mut all = Vec::new();
    let mut add = |name: &str, on: Day, hours: u32, months: i32| {
        let expires = (months > 0).then(|| on.plus_months(months));
        all.push(Training {
            name: word(name),
            on,
            hours: Some(Hours {
                minutes: hours * 60,
            }),
            expires,
            void: None,
        });
    };
    for (name, first, again, months) in [
        ("peer-mentor-core", 24, 6, 24),
        ("mandatory-reporting", 2, 2, 12),
    ] {
        let mut on = joined.plus_days(book.dice.between(0, 10));
        add(name, on, first, months);
        loop {
            on = on.plus_months(months).plus_days(-book.dice.between(3, 30));
            if on > until.plus_days(-1) {
                break;
            }
            add(name, on, again, months);
        }
    }
    for (name, hours) in [
        ("motivational-interviewing", 7),
        ("safe-at-home-visits", 3),
        ("secondary-trauma", 4),
    ] {
        let on = joined.plus_days(book.dice.between(60, 500));
        if book.dice.chance(35) && on <= until {
            add(name, on, hours, 0);
        }
    }
    all.sort_by_key(|training| training.on);
    all
}

/// Whether a mentor may begin with a parent on a day, by the rules of `peer.toml`.
pub fn is_eligible(book: &Book, id: &MentorId, on: Day) -> bool {
    let rules = book.program.mentor_eligibility.as_ref().unwrap();
    let mentor = &book.mentors[id];
    let own = mentor.own_case.as_ref().unwrap();
    let months = |count: Option<u32>| i32::try_from(count.unwrap_or(0)).unwrap();
    let long_enough = own
        .closed
        .is_some_and(|closed| closed.plus_months(months(rules.months_since_case_closed)) <= on);
    let allowed = own
        .outcome
        .is_some_and(|outcome| rules.own_case_outcomes.contains(&outcome));
    let trained = rules.required_training.iter().all(|name| {
        let counts = |t: &Training| {
            t.name == *name && t.on <= on && t.expires.is_none_or(|expires| on <= expires)
        };
        mentor.training.iter().any(counts)
    });
    let recovered = !mentor.experience.contains(&word("substance-use"))
        || own
            .recovery_since
            .is_some_and(|since| since.plus_months(months(rules.recovery_months)) <= on);
    long_enough && allowed && trained && recovered && book.at_work(id, on)
}
