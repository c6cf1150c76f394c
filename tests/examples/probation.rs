//! Families with a child on juvenile probation.

use peer::record::{Day, Event, EventKind};

use super::book::{Book, Family, OPENING, last};
use super::dice::{Dice, workday};
use super::families::settle;
use super::history::{self, event, moved, only};
use super::life;

/// Where the court sends a youth after detention.
const PLACES: &[(&str, u32)] = &[
    ("group-home", 30),
    ("ranch-camp", 30),
    ("residential-treatment", 18),
    ("relative", 22),
];

/// What happens after a youth comes home, that many days later.
#[derive(Clone, Copy)]
pub enum Then {
    /// Nothing that a court would hear about; supervision ends.
    Well,
    /// A new offense.
    Offense(i64),
    /// A violation of probation.
    Violation(i64),
    /// Detained again.
    Detained(i64),
    /// The family is gone.
    Lost(i64),
}

/// A youth on probation who never leaves home.
pub fn at_home(book: &mut Book, petition: Day, violation: bool) -> Family {
    let dice = &mut book.dice;
    let children = history::teenagers(dice, petition, petition.plus_days(400));
    let mut events = vec![event(petition, EventKind::Petition)];
    if violation {
        events.push(only(
            &["a"],
            event(petition.plus_days(75), EventKind::Violation),
        ));
    }
    let dismissed = workday(petition.plus_days(dice.between(150, 330)));
    if dismissed < last() {
        events.push(event(dismissed, EventKind::Dismissed));
    }
    enroll(book, &children, events, petition, None, 1)
}

/// A youth who is detained, placed, and comes home on a day after `out` days.
pub fn came_home(book: &mut Book, home: Day, out: i64, parents: usize, then: Then) -> Family {
    let removed = home.plus_days(-out).max(history::earliest());
    let dice = &mut book.dice;
    let grows_up = dice.chance(14) && matches!(then, Then::Well);
    let until = if grows_up {
        home.plus_days(150)
    } else {
        home.plus_days(640)
    };
    let children = history::teenagers(dice, removed, until);
    let mut events = vec![event(workday(removed), EventKind::Petition)];
    events[0].on = events[0].on.min(home.plus_days(-1));
    events.extend(hearings(dice, removed, home.plus_days(60).min(last())));
    let mut away = away(dice, removed, home);
    away.push(event(home, EventKind::Reunified));
    away.extend(afterwards(home, then));
    events.extend(for_the_first(&children, away));
    if let Then::Well | Then::Offense(_) = then {
        events.extend(history::dismissal(dice, home));
    }
    events.retain(|event| event.on <= last());
    enroll(book, &children, events, removed, Some(home), parents)
}

/// A youth who is still away.
pub fn away_now(book: &mut Book, removed: Day) -> Family {
    let dice = &mut book.dice;
    let children = history::teenagers(dice, removed, last().plus_days(60));
    let mut events = vec![event(workday(removed), EventKind::Petition)];
    events.extend(hearings(dice, removed, last()));
    let away = away(dice, removed, last().plus_days(-4));
    events.extend(for_the_first(&children, away));
    enroll(book, &children, events, removed, None, 1)
}

/// A youth who comes of age in a group home.
pub fn grew_up_away(book: &mut Book, removed: Day, born: Day) -> Family {
    let came_of_age = born.birthday(18);
    let mut events = vec![event(workday(removed), EventKind::Petition)];
    events.push(moved(removed, EventKind::Removed, "detention"));
    events.push(moved(
        removed.plus_days(19),
        EventKind::Placed,
        "group-home",
    ));
    events.push(event(came_of_age, EventKind::AgedOut));
    events.push(event(came_of_age, EventKind::Dismissed));
    enroll(book, &[born], events, removed, None, 1)
}

/// From detention to a placement, perhaps through a violation back to detention, until shortly before `until`.
fn away(dice: &mut Dice, removed: Day, until: Day) -> Vec<Event> {
    let mut events = vec![moved(removed, EventKind::Removed, "detention")];
    let mut on = removed.plus_days(dice.between(9, 34));
    if on >= until.plus_days(-6) {
        return events;
    }
    events.push(moved(on, EventKind::Placed, dice.weighted(PLACES)));
    loop {
        on = on.plus_days(dice.between(50, 170));
        if on >= until.plus_days(-70) || dice.chance(45) {
            break;
        }
        if dice.chance(60) {
            events.push(event(on, EventKind::Violation));
            events.push(moved(on, EventKind::Placed, "detention"));
            on = on.plus_days(dice.between(6, 24));
        }
        events.push(moved(on, EventKind::Placed, dice.weighted(PLACES)));
    }
    let visit = until.plus_days(-dice.between(14, 40));
    if visit > on && until < last().plus_days(-4) && dice.chance(50) {
        events.push(event(visit, EventKind::HomeVisit));
    }
    events
}

/// The hearings between two days: one within weeks, then a review every few months.
fn hearings(dice: &mut Dice, petition: Day, until: Day) -> Vec<Event> {
    let mut events = Vec::new();
    let mut on = workday(petition.plus_days(dice.between(16, 28)));
    while on < until.plus_days(-3) {
        events.push(event(on, EventKind::Hearing));
        on = workday(on.plus_days(dice.between(85, 130)));
    }
    events
}

/// What happened after the day the youth came home.
fn afterwards(home: Day, then: Then) -> Vec<Event> {
    let later = |days: i64| home.plus_days(days);
    match then {
        Then::Well => Vec::new(),
        Then::Offense(days) => vec![event(later(days), EventKind::NewOffense)],
        Then::Violation(days) => vec![event(later(days), EventKind::Violation)],
        Then::Detained(days) => {
            vec![
                event(later(days), EventKind::Violation),
                moved(later(days), EventKind::Removed, "detention"),
            ]
        }
        Then::Lost(days) => vec![event(later(days), EventKind::Lost)],
    }
}

/// Narrows events to the youth on probation if there is a sibling.
fn for_the_first(children: &[Day], events: Vec<Event>) -> Vec<Event> {
    let has_siblings = children.len() > 1;
    events
        .into_iter()
        .map(|event| {
            if has_siblings {
                only(&["a"], event)
            } else {
                event
            }
        })
        .collect()
}

fn enroll(
    book: &mut Book,
    children: &[Day],
    events: Vec<Event>,
    begins: Day,
    home: Option<Day>,
    parents: usize,
) -> Family {
    let mut case = history::case("jpd", book.town.county, children);
    case.event = events;
    let lost = case
        .event
        .iter()
        .find(|event| event.kind == EventKind::Lost)
        .map(|event| event.on);
    let over = case
        .event
        .iter()
        .rev()
        .find(|event| event.kind == EventKind::Dismissed)
        .map(|event| event.on);
    let family = settle(book, case, home, parents);
    for id in &family.parents {
        let dice = &mut book.dice;
        let from = begins
            .plus_days(4)
            .max(super::book::day(OPENING).plus_days(-60));
        let latest = home
            .map_or(from.plus_days(70), |home| home.plus_days(-3))
            .min(from.plus_days(150))
            .max(from);
        let start = dice.workday(from, latest).min(last().plus_days(-9));
        let after = home
            .unwrap_or(start)
            .max(start)
            .max(super::book::day(OPENING));
        let end = match (lost, over) {
            (Some(on), _) => Some((on, "lost-contact")),
            (None, Some(on)) if home.is_none() => {
                Some((workday(on.max(after).plus_days(30)), "case-closed"))
            }
            (None, _) if home.is_some() => life::leaving(dice, after, (80, 380), false),
            _ => None,
        };
        life::admit(book, id, start, end.filter(|(on, _)| *on <= last()));
    }
    family
}
