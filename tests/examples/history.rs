//! What happens in a case, in a possible order.

use peer::record::{Case, ChildKey, Day, Event, EventKind};

use super::book::{blank, day, last};
use super::dice::{Dice, workday};

/// The names of children in a case file.
const KEYS: [&str; 5] = ["a", "b", "c", "d", "e"];

/// How long children are out of the home, in days, with weights.
const STAYS: &[((i64, i64), u32)] = &[
    ((60, 119), 6),
    ((120, 199), 14),
    ((200, 299), 26),
    ((300, 399), 26),
    ((400, 519), 18),
    ((520, 700), 10),
];

/// A case with children of these birth dates and no event yet.
pub fn case(system: &str, county: &str, children: &[Day]) -> Case {
    let mut case: Case = blank(&format!("system = \"{system}\"\ncounty = \"{county}\"\n"));
    for (key, born) in KEYS.iter().zip(children) {
        case.child
            .insert(key.parse().unwrap(), blank(&format!("born = {born}\n")));
    }
    case
}

/// An event for every child.
pub fn event(on: Day, kind: EventKind) -> Event {
    blank(&format!("on = {on}\nkind = \"{kind}\"\n"))
}

/// An event that says where children live from that day on.
pub fn moved(on: Day, kind: EventKind, setting: &str) -> Event {
    Event {
        setting: Some(setting.parse().unwrap()),
        ..event(on, kind)
    }
}

/// An event for some children only.
pub fn only(children: &[&str], event: Event) -> Event {
    Event {
        children: children
            .iter()
            .map(|key| key.parse::<ChildKey>().unwrap())
            .collect(),
        ..event
    }
}

/// Sorts events by day, keeping the order within a day.
pub fn in_order(case: &mut Case) {
    case.event.sort_by_key(|event| event.on);
}

/// How many days children stay out of the home.
pub fn stay(dice: &mut Dice) -> i64 {
    let (low, high) = dice.weighted(STAYS);
    dice.between(low, high)
}

/// Birth dates of one to four children, all under 18 for years after `removed`, the eldest first.
pub fn children(dice: &mut Dice, removed: Day) -> Vec<Day> {
    let count = dice.weighted(&[(1, 46), (2, 33), (3, 15), (4, 6)]);
    let mut eldest_years = dice.weighted(&[
        (0, 18),
        (1, 16),
        (3, 18),
        (5, 16),
        (7, 14),
        (9, 10),
        (11, 6),
    ]);
    let mut all = Vec::new();
    for _ in 0..count {
        let born = removed
            .plus_months(-12 * eldest_years)
            .plus_days(-dice.between(64, 360));
        if all
            .last()
            .is_some_and(|elder: &Day| born.days_since(*elder) < 330)
        {
            break;
        }
        all.push(born);
        eldest_years -= dice.pick(&[1, 2, 3]);
        if eldest_years < 0 {
            break;
        }
    }
    all
}

/// A child welfare case begins: the children are removed, a petition follows within days.
pub fn child_welfare_begins(dice: &mut Dice, removed: Day) -> Vec<Event> {
    let first = dice.weighted(&[
        ("relative", 38),
        ("foster-home", 36),
        ("shelter", 15),
        ("group-home", 8),
        ("other", 3),
    ]);
    let mut events = Vec::new();
    if dice.chance(16) {
        events.push(event(
            workday(removed.plus_days(-dice.between(12, 60))),
            EventKind::Opened,
        ));
    }
    events.push(moved(removed, EventKind::Removed, first));
    let petition = workday(removed.plus_days(dice.between(0, 3)));
    events.push(event(petition, EventKind::Petition));
    if dice.chance(40) {
        events.push(event(
            workday(petition.plus_days(dice.between(5, 8))),
            EventKind::Hearing,
        ));
    }
    events
}

/// Changes of setting strictly between two days, and the review hearings of that time.
pub fn meanwhile(dice: &mut Dice, from: Day, to: Day) -> Vec<Event> {
    let mut events = Vec::new();
    let mut on = from.plus_days(dice.between(14, 90));
    let settings = [
        "relative",
        "relative",
        "foster-home",
        "foster-home",
        "group-home",
    ];
    while on < to.plus_days(-20) && dice.chance(42) {
        events.push(moved(on, EventKind::Placed, dice.pick(&settings)));
        on = on.plus_days(dice.between(40, 170));
    }
    let mut review = workday(from.plus_days(dice.between(150, 190)));
    while review < to.plus_days(-6) {
        if dice.chance(60) {
            events.push(event(review, EventKind::Hearing));
        }
        review = workday(review.plus_days(dice.between(160, 190)));
    }
    events
}

/// The children come home, often through a trial visit.
pub fn homecoming(dice: &mut Dice, removed: Day, home: Day) -> Vec<Event> {
    let mut events = Vec::new();
    let visit = home.plus_days(-dice.between(18, 85));
    let tried = visit > removed.plus_days(30) && dice.chance(46);
    events.extend(meanwhile(dice, removed, if tried { visit } else { home }));
    if tried {
        events.push(event(visit, EventKind::HomeVisit));
    }
    events.push(event(home, EventKind::Reunified));
    events
}

/// Court supervision ends some months after `home`, if that day has come.
pub fn dismissal(dice: &mut Dice, home: Day) -> Option<Event> {
    let on = workday(home.plus_days(dice.between(70, 240)));
    (on <= last().plus_days(-1)).then(|| event(on, EventKind::Dismissed))
}

/// Birth dates of one or two teenagers, the one on probation first; the first comes of age only after `until`.
pub fn teenagers(dice: &mut Dice, petition: Day, until: Day) -> Vec<Day> {
    let latest = petition.plus_months(-12 * 13);
    let earliest = until
        .plus_months(-12 * 18)
        .plus_days(20)
        .max(petition.plus_months(-12 * 17));
    let first = dice.day(earliest.min(latest), latest);
    let mut all = vec![first];
    if dice.chance(30) {
        all.push(first.plus_months(12 * 3).plus_days(dice.between(0, 900)));
    }
    all
}

/// No case began before this day.
pub fn earliest() -> Day {
    day("2022-01-10")
}
