//! Recurring sessions: mentoring, support groups, supervision, and the first welcome.

use std::collections::BTreeMap;

use peer::record::group::Stage;
use peer::record::participant::Enrollment;
use peer::record::{
    Day, GroupId, Match, MatchId, MentorId, Minutes, ParticipantId, PersonId, Service, Session,
    Status,
};

use super::book::{Book, OPENING, day, last, prose, session, word, words};
use super::dice::{Dice, workday};
use super::notes;

/// What mentors and parents talk about, with weights.
const TOPICS: &[(&str, u32)] = &[
    ("visitation", 20),
    ("court-process", 16),
    ("housing", 15),
    ("recovery", 13),
    ("parenting", 13),
    ("self-care", 10),
    ("case-plan", 12),
    ("first-weeks-home", 7),
    ("money", 8),
    ("school", 6),
];

/// How often a parent comes to a group, in percent.
pub type Zeal = BTreeMap<ParticipantId, u32>;

/// Everything mentors and their parents did, between the first day of a match and its last; `gap` days apart.
pub fn mentoring(book: &mut Book, gap: (i64, i64)) {
    for (id, record) in book.matches.clone() {
        let Some(began) = record.began else { continue };
        let end = record
            .ended
            .as_ref()
            .map_or(last().plus_days(1), |ended| ended.on);
        let mut on = began.plus_days(book.dice.between(2, 10));
        while on < end && on <= last() {
            if on >= day(OPENING) && book.at_work(&record.mentor, on) {
                let met = meeting(book, &id, &record, on);
                book.hold(met);
            }
            on = on.plus_days(book.dice.between(gap.0, gap.1));
        }
    }
}

/// One meeting of a match, held or not.
fn meeting(book: &mut Book, id: &MatchId, record: &Match, on: Day) -> Session {
    let mut met = session(Service::Mentoring, on);
    met.match_id = Some(id.clone());
    met.participants = vec![record.participant.clone()];
    met.mentors = vec![record.mentor.clone()];
    let dice = &mut book.dice;
    met.status = dice.weighted(&[
        (None, 84),
        (Some(Status::NoShow), 8),
        (Some(Status::CancelledByParticipant), 6),
        (Some(Status::CancelledByProgram), 2),
    ]);
    match met.status {
        None => {
            let mode =
                dice.weighted(&[("in-person", 58), ("phone", 26), ("video", 9), ("text", 7)]);
            let length = if mode == "text" {
                dice.pick(&[10, 15, 20])
            } else {
                dice.pick(&[30, 45, 45, 60, 60, 75, 90])
            };
            met.mode = Some(word(mode));
            met.minutes = Minutes::new(length);
            met.topics = topics(dice);
            met.note = dice.note(8, notes::MENTORING);
        }
        Some(Status::NoShow) => met.note = dice.note(18, notes::MISSED),
        Some(_) => met.note = dice.note(22, notes::CALLED_OFF),
    }
    met
}

/// One or two topics, or none.
fn topics(dice: &mut Dice) -> Vec<peer::record::Word> {
    let mut all = Vec::new();
    for _ in 0..dice.between(0, 2) {
        let topic = word(dice.weighted(TOPICS));
        if !all.contains(&topic) {
            all.push(topic);
        }
    }
    all
}

/// A group in the story.
pub struct Circle {
    pub id: &'static str,
    /// Its first meeting on record.
    pub first: &'static str,
    /// Days from one meeting to the next.
    pub every: i64,
    pub minutes: &'static [u32],
    /// Days on which it did not meet, and why.
    pub off: &'static [(&'static str, &'static str)],
    /// How often a stranger sits in, in percent.
    pub strangers: u32,
    /// Whether only fathers come.
    pub fathers: bool,
}

/// Every time a group met: who came, who led, how many children were looked after.
pub fn group(book: &mut Book, circle: &Circle, zeal: &Zeal) {
    let id: GroupId = circle.id.parse().unwrap();
    let record = book.groups[&id].clone();
    let mut came: BTreeMap<ParticipantId, u32> = BTreeMap::new();
    let mut on = day(circle.first);
    while on <= last() {
        let mut met = session(Service::SupportGroup, on);
        met.group = Some(id.clone());
        if let Some((_, why)) = circle.off.iter().find(|(off, _)| day(off) == on) {
            met.status = Some(Status::CancelledByProgram);
            met.note = prose(why);
        } else {
            met.participants = attendance(book, circle, record.stage, on, zeal);
            met.led_by = leaders(book, on, &met.participants, &came);
            met.minutes = Minutes::new(book.dice.pick(circle.minutes));
            met.anonymous = book
                .dice
                .chance(circle.strangers)
                .then(|| book.dice.pick(&[1, 1, 1, 2, 2, 3]));
            if record.childcare == Some(true) {
                let parents = i64::try_from(met.participants.len()).unwrap();
                met.children_in_childcare =
                    u32::try_from(book.dice.between(parents / 3, parents)).ok();
            }
            met.note = book.dice.note(11, notes::GROUP);
            met.participants
                .iter()
                .for_each(|person| *came.entry(person.clone()).or_default() += 1);
        }
        if met.status.is_some() || !met.participants.is_empty() {
            book.hold(met);
        }
        on = on.plus_days(circle.every);
    }
}

/// The parents who come on a day, among those the group is for.
fn attendance(
    book: &mut Book,
    circle: &Circle,
    stage: Option<Stage>,
    on: Day,
    zeal: &Zeal,
) -> Vec<ParticipantId> {
    let mut present = Vec::new();
    for (id, often) in zeal {
        let is_home = book
            .family(id)
            .and_then(|family| family.home)
            .is_some_and(|home| home <= on);
        let fits = match stage {
            Some(Stage::PreReunification) => !is_home,
            Some(Stage::PostReunification) => is_home,
            _ => true,
        };
        let is_father = book.participants[id]
            .gender
            .as_ref()
            .is_some_and(|gender| gender.as_str() == "man");
        if fits
            && (!circle.fathers || is_father)
            && book.is_enrolled(id, on)
            && book.dice.chance(*often)
        {
            present.push(id.clone());
        }
    }
    present
}

/// Who leads: someone who has come often, or a mentor who facilitates, or both.
fn leaders(
    book: &mut Book,
    on: Day,
    present: &[ParticipantId],
    came: &BTreeMap<ParticipantId, u32>,
) -> Vec<PersonId> {
    let regulars: Vec<_> = present
        .iter()
        .filter(|id| came.get(*id).is_some_and(|times| *times > 5))
        .cloned()
        .collect();
    let facilitators: Vec<MentorId> = facilitators(book, on);
    let mut leaders = Vec::new();
    if !regulars.is_empty() && (facilitators.is_empty() || book.dice.chance(68)) {
        leaders.push(PersonId::Participant(book.dice.pick(&regulars)));
    }
    if !facilitators.is_empty() && (leaders.is_empty() || book.dice.chance(30)) {
        leaders.push(PersonId::Mentor(book.dice.pick(&facilitators)));
    }
    leaders
}

/// The mentors at work who facilitate.
fn facilitators(book: &Book, on: Day) -> Vec<MentorId> {
    let role = word("facilitator");
    book.mentors
        .iter()
        .filter(|(id, m)| m.roles.contains(&role) && book.at_work(id, on))
        .map(|(id, _)| id.clone())
        .collect()
}

/// How often each parent comes to groups; some never do.
pub fn zeal(book: &mut Book) -> Zeal {
    let ids: Vec<ParticipantId> = book.participants.keys().cloned().collect();
    let often = [(0, 24), (5, 16), (10, 20), (20, 18), (35, 13), (60, 9)];
    ids.into_iter()
        .map(|id| (id, book.dice.weighted(&often)))
        .collect()
}

/// Supervision of every mentor at work, once a month, except in `percent` of months.
pub fn supervision(book: &mut Book, percent: u32) {
    let mut month = day(OPENING);
    while month <= last() {
        for id in book.mentors.keys().cloned().collect::<Vec<_>>() {
            let on = workday(month.plus_days(book.dice.between(2, 24)));
            if book.dice.chance(percent) && on <= last() && book.at_work(&id, on) {
                let mut met = session(Service::Supervision, on);
                met.mentors = vec![id];
                met.minutes = Minutes::new(book.dice.pick(&[30, 45, 60]));
                met.note = book.dice.note(7, notes::SUPERVISION);
                book.hold(met);
            }
        }
        month = month.plus_months(1);
    }
}

/// Welcomes every parent of a family who was enrolled since the records begin.
pub fn welcome_all(book: &mut Book) {
    for id in book
        .families
        .iter()
        .flat_map(|family| &family.parents)
        .cloned()
        .collect::<Vec<_>>()
    {
        let current = |enrollment: &Enrollment| enrollment.end.is_none_or(|end| end > day(OPENING));
        if book.participants[&id]
            .enrollment
            .last()
            .is_some_and(current)
        {
            welcome(book, &id);
        }
    }
}

/// Makes sure that a parent was served in the first weeks of an enrollment: at a group, or otherwise in a talk.
fn welcome(book: &mut Book, id: &ParticipantId) {
    let enrollment = book.participants[id].enrollment.last().unwrap().clone();
    let from = enrollment.start.max(day(OPENING));
    let until = from
        .plus_days(40)
        .min(enrollment.end.unwrap_or(last()))
        .min(last());
    if book.first_served(id).is_some_and(|on| on <= until) {
        return;
    }
    let is_home = book
        .family(id)
        .and_then(|family| family.home)
        .is_some_and(|home| home <= until);
    let is_father = book.participants[id].gender == Some(word("man"));
    let open = |s: &Session| {
        s.kind == Service::SupportGroup && s.was_held() && (from..=until).contains(&s.on)
    };
    let suits = |s: &Session| {
        let stage = s.group.as_ref().and_then(|group| book.groups[group].stage);
        let for_all = s
            .group
            .as_ref()
            .is_some_and(|group| group.as_str() != "fathers");
        (for_all || is_father)
            && (stage == Some(Stage::Both) || (stage == Some(Stage::PostReunification)) == is_home)
    };
    let times: Vec<_> = book
        .sessions
        .iter()
        .filter(|(_, s)| open(s) && suits(s))
        .map(|(key, _)| key.clone())
        .collect();
    if book.dice.chance(62) && !times.is_empty() {
        let time = book.dice.pick(&times);
        let met = book.sessions.get_mut(&time).unwrap();
        if !met.participants.contains(id) {
            met.participants.push(id.clone());
            return;
        }
    }
    let on = workday(
        from.plus_days(book.dice.between(1, 14))
            .min(until.plus_days(-2)),
    );
    let mut met = session(Service::Casework, on);
    met.participants = vec![id.clone()];
    met.minutes = Minutes::new(book.dice.pick(&[40, 60, 60, 75, 90]));
    met.mode = Some(word("in-person"));
    met.topics = words(&["intake"]);
    met.note = book.dice.note(20, notes::INTAKE);
    book.hold(met);
}
