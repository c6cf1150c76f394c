//! Families, each with a case whose end the story decides, and parents who come to the program for a time.

use peer::record::{Case, CaseId, Day, EventKind, ParticipantId};

use super::book::{Book, Family, OPENING, day, last};
use super::dice::{Dice, workday};
use super::history::{self, event, moved};
use super::{life, people};

/// What happens to a family after its children come home.
#[derive(Clone, Copy)]
pub enum After {
    /// Nothing that a court would hear about.
    Well,
    /// Back before the court, that many days later.
    Returned(i64),
    /// No one knows where they are, that many days later.
    Lost(i64),
    /// The only child comes of age that many days later.
    Grown(i64),
}

/// Adds a case to the book.
pub fn file(book: &mut Book, mut case: Case) -> CaseId {
    history::in_order(&mut case);
    let id: CaseId = book.dice.id('c').parse().unwrap();
    book.cases.insert(id.clone(), case);
    id
}

/// Adds a family to the book: its case with this many parents.
pub fn settle(book: &mut Book, mut case: Case, home: Option<Day>, parents: usize) -> Family {
    let born: Vec<Day> = case.child.values().filter_map(|child| child.born).collect();
    let parents: Vec<ParticipantId> = (0..parents).map(|_| people::parent(book, &born)).collect();
    case.participants.clone_from(&parents);
    let family = Family {
        case: Some(file(book, case)),
        parents,
        home,
    };
    book.families.push(family.clone());
    family
}

/// A child welfare family whose children came home on a day.
pub fn came_home(book: &mut Book, home: Day, parents: usize, after: After) -> Family {
    let out = history::stay(&mut book.dice);
    came_home_after(book, home, out, parents, after)
}

/// The same, with the number of days the children were out of the home.
pub fn came_home_after(
    book: &mut Book,
    home: Day,
    out: i64,
    parents: usize,
    after: After,
) -> Family {
    let removed = home.plus_days(-out).max(history::earliest());
    let county = book.town.county;
    let children = match after {
        After::Grown(days) => vec![home.plus_days(days).plus_months(-12 * 18)],
        _ => history::children(&mut book.dice, removed),
    };
    let mut case = history::case("cps", county, &children);
    let dice = &mut book.dice;
    case.event = history::child_welfare_begins(dice, removed);
    if out < 8 {
        case.event.retain(|event| event.on < home);
        case.event.push(event(home, EventKind::Reunified));
    } else {
        case.event.extend(history::homecoming(dice, removed, home));
    }
    case.event.extend(aftermath(dice, home, after));
    let family = settle(book, case, Some(home), parents);
    for id in &family.parents {
        let (start, end) = time_around(&mut book.dice, removed, home, after);
        life::admit(book, id, start, end);
    }
    family
}

/// What the court did after the children came home.
fn aftermath(dice: &mut Dice, home: Day, after: After) -> Vec<peer::record::Event> {
    match after {
        After::Well => history::dismissal(dice, home).into_iter().collect(),
        After::Returned(days) => {
            let back = workday(home.plus_days(days));
            let closed = if days > 180 {
                dice.between(90, 140)
            } else {
                days / 2
            };
            let mut events = vec![event(workday(home.plus_days(closed)), EventKind::Dismissed)];
            events.push(event(back, EventKind::Petition));
            events.push(moved(back, EventKind::Removed, "relative"));
            events
        }
        After::Lost(days) => vec![event(home.plus_days(days), EventKind::Lost)],
        After::Grown(days) => vec![event(workday(home.plus_days(days)), EventKind::Dismissed)],
    }
}

/// When a parent is enrolled: mostly from before the children come home, sometimes only from afterward.
fn time_around(
    dice: &mut Dice,
    removed: Day,
    home: Day,
    after: After,
) -> (Day, Option<(Day, &'static str)>) {
    let late = home.plus_days(100) < last() && home >= day(OPENING) && dice.chance(17);
    let start = match after {
        After::Well if late => dice.workday(home.plus_days(5), home.plus_days(80)),
        _ => {
            let first = removed
                .plus_days(8)
                .max(home.plus_days(-420))
                .min(home.plus_days(-2));
            dice.workday(first, home.plus_days(-15).max(first))
                .min(home)
        }
    };
    let from = start.max(home).max(day(OPENING));
    let end = match after {
        After::Well | After::Grown(_) => life::leaving(dice, from, (75, 420), false),
        After::Returned(_) => None,
        After::Lost(days) => Some((home.plus_days(days), "lost-contact")),
    };
    (start, end)
}

/// A family whose children are still out of the home, or were when the parents left.
pub fn still_apart(
    book: &mut Book,
    removed: Day,
    parents: usize,
    leaves: Option<(i64, i64)>,
) -> Family {
    let county = book.town.county;
    let children = history::children(&mut book.dice, removed);
    let mut case = history::case("cps", county, &children);
    case.event = history::child_welfare_begins(&mut book.dice, removed);
    let seen = leaves.map_or(last(), |(_, most)| removed.plus_days(most).min(last()));
    case.event
        .extend(history::meanwhile(&mut book.dice, removed, seen));
    let family = settle(book, case, None, parents);
    for id in &family.parents {
        let earliest = removed.plus_days(6).max(day(OPENING).plus_days(-60));
        let start = book
            .dice
            .workday(earliest, earliest.plus_days(80).min(last().plus_days(-12)));
        let from = start.max(day(OPENING));
        let end = leaves.and_then(|days| life::leaving(&mut book.dice, from, days, true));
        life::admit(book, id, start, end);
    }
    family
}

/// A family whose case ends in another way than a return home, on a day.
pub fn ended(book: &mut Book, removed: Day, kind: EventKind, on: Day) -> Family {
    let county = book.town.county;
    let children = history::children(&mut book.dice, removed);
    let mut case = history::case("cps", county, &children);
    case.event = history::child_welfare_begins(&mut book.dice, removed);
    case.event
        .extend(history::meanwhile(&mut book.dice, removed, on));
    case.event.push(event(on, kind));
    case.event.push(event(on, EventKind::Dismissed));
    let family = settle(book, case, None, 1);
    let start = book.dice.workday(
        removed.plus_days(20).max(day(OPENING).plus_days(-90)),
        on.plus_days(-60),
    );
    let end = workday(on.plus_days(book.dice.between(20, 120)));
    let end = (end < last()).then_some((end, "case-closed"));
    life::admit(book, &family.parents[0], start, end);
    family
}

/// A family that a court supervises at home; the children are never removed.
pub fn stayed_together(book: &mut Book, petition: Day) -> Family {
    let county = book.town.county;
    let children = history::children(&mut book.dice, petition);
    let mut case = history::case("cps", county, &children);
    case.event.push(event(petition, EventKind::Petition));
    let dismissed = workday(petition.plus_days(book.dice.between(130, 280)));
    if dismissed < last() {
        case.event.push(event(dismissed, EventKind::Dismissed));
    }
    at_home(book, case, petition, dismissed)
}

/// A voluntary case: the agency helps, no court is asked.
pub fn voluntary(book: &mut Book, opened: Day) -> Family {
    let county = book.town.county;
    let children = history::children(&mut book.dice, opened);
    let mut case = history::case("cps", county, &children);
    case.event.push(event(opened, EventKind::Opened));
    let closed = workday(opened.plus_days(book.dice.between(80, 190)));
    if closed < last() {
        case.event.push(event(closed, EventKind::Closed));
    }
    at_home(book, case, opened, closed)
}

fn at_home(book: &mut Book, case: Case, begins: Day, ends: Day) -> Family {
    let family = settle(book, case, None, 1);
    let start = book
        .dice
        .workday(begins.plus_days(3), begins.plus_days(30))
        .min(last().plus_days(-8));
    let end = workday(ends.plus_days(book.dice.between(10, 60)));
    let end = (end < last()).then_some((end, "case-closed"));
    life::admit(book, &family.parents[0], start, end);
    family
}

/// A parent who came without any case.
pub fn without_case(book: &mut Book, start: Day) -> Family {
    let id = people::parent(book, &[]);
    let end = life::leaving(&mut book.dice, start, (60, 200), false);
    life::admit(book, &id, start, end);
    book.participants.get_mut(&id).unwrap().referral_source = Some(super::book::word("self"));
    let family = Family {
        case: None,
        parents: vec![id],
        home: None,
    };
    book.families.push(family.clone());
    family
}

/// A parent who was enrolled and never came.
pub fn never_came(book: &mut Book, removed: Day) -> ParticipantId {
    let county = book.town.county;
    let children = history::children(&mut book.dice, removed);
    let mut case = history::case("cps", county, &children);
    case.event = history::child_welfare_begins(&mut book.dice, removed);
    let family = settle(book, case, None, 1);
    book.families.pop();
    let start = workday(removed.plus_days(book.dice.between(10, 60))).min(last().plus_days(-10));
    let end = life::leaving(&mut book.dice, start, (30, 75), true);
    life::admit(book, &family.parents[0], start, end);
    family.parents[0].clone()
}

/// A mentor's own time as a participant, years ago: the children came home and the case was closed.
pub fn own_past(book: &mut Book, plan: &super::mentors::Plan) -> ParticipantId {
    let closed = day(plan.closed);
    let home = workday(closed.plus_days(-book.dice.between(90, 170)));
    let removed = home
        .plus_days(-book.dice.between(150, 320))
        .max(history::earliest());
    let county = book.town.county;
    let children = history::children(&mut book.dice, removed);
    let mut case = history::case("cps", county, &children);
    case.event = history::child_welfare_begins(&mut book.dice, removed);
    case.event
        .extend(history::homecoming(&mut book.dice, removed, home));
    case.event.push(event(closed, EventKind::Dismissed));
    let id = people::person(book, plan.background, plan.gender, &children);
    case.participants = vec![id.clone()];
    let filed = file(book, case);
    book.families.push(Family {
        case: Some(filed),
        parents: vec![id.clone()],
        home: Some(home),
    });
    let start = workday(removed.plus_days(40));
    life::admit(
        book,
        &id,
        start,
        Some((workday(closed.plus_days(30)), "goals-met")),
    );
    let record = book.participants.get_mut(&id).unwrap();
    record.gender = Some(super::book::word(plan.gender));
    record.languages = super::book::words(plan.languages);
    record.area = Some(plan.area.into());
    record.mentor_gender = None;
    id
}
