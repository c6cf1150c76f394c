//! Golden Gate's families for whom the rules of the courts matter: youth on probation who stay at home, as most do, one
//! who waits in the hall, one who comes back at 19; extended care; a case that another county began.

use peer::record::{Case, Event, EventKind};

use super::book::{Book, Family, day};
use super::dice::{Dice, workday};
use super::families::{file, settle};
use super::history::{self, event, moved};
use super::{diary, life, people, probation, teamwork};

/// They have their own dice: what they do leaves everyone else's story unchanged.
const SEED: u64 = 77;

/// Puts them all in the book, with the work done with them.
pub fn families(book: &mut Book) {
    let dice = std::mem::replace(&mut book.dice, Dice::new(SEED));
    let others = std::mem::take(&mut book.families);
    for place in 0..40_i64 {
        let petition = workday(day("2024-07-08").plus_days(place * 21 + book.dice.between(0, 9)));
        probation::at_home(book, petition, place % 9 == 4);
    }
    waited_in_the_hall(book);
    back_at_nineteen(book);
    extended_care(book);
    transferred(book);
    teamwork::casework(book, 82, 4);
    teamwork::court(book, 30);
    diary::welcome_all(book);
    let parents: Vec<_> = book
        .families
        .iter()
        .flat_map(|one| one.parents.clone())
        .collect();
    people::remarks(book, parents.iter());
    let own = std::mem::replace(&mut book.families, others);
    book.families.extend(own);
    book.dice = dice;
}

/// A family with one child, whose parent comes from this day on.
fn enrolled(book: &mut Book, case: Case, home: Option<&str>, from: &str) -> Family {
    let family = settle(book, case, home.map(day), 1);
    life::admit(book, &family.parents[0], day(from), None);
    family
}

fn case_of(system: &str, born: &str, events: Vec<Event>) -> Case {
    let mut case = history::case(system, "san-francisco", &[day(born)]);
    case.event = events;
    case
}

/// The court ordered a placement on February 2; there was a bed on March 4.
fn waited_in_the_hall(book: &mut Book) {
    let events = vec![
        event(day("2026-01-12"), EventKind::Petition),
        moved(day("2026-01-12"), EventKind::Removed, "detention"),
        event(day("2026-02-02"), EventKind::PlacementOrdered),
        moved(
            day("2026-03-04"),
            EventKind::Placed,
            "residential-treatment",
        ),
        event(day("2026-09-02"), EventKind::Reunified),
    ];
    let case = case_of("jpd", "2010-05-11", events);
    enrolled(book, case, Some("2026-09-02"), "2026-01-20");
}

/// Home at 18, detained again at 19: probation follows youth to 21.
fn back_at_nineteen(book: &mut Book) {
    let events = vec![
        event(day("2024-08-12"), EventKind::Petition),
        moved(day("2024-08-12"), EventKind::Removed, "detention"),
        moved(day("2024-08-30"), EventKind::Placed, "ranch-camp"),
        event(day("2025-08-20"), EventKind::Reunified),
        event(day("2026-01-14"), EventKind::Violation),
        moved(day("2026-01-14"), EventKind::Removed, "detention"),
        moved(day("2026-02-03"), EventKind::Placed, "group-home"),
    ];
    let case = case_of("jpd", "2006-10-03", events);
    enrolled(book, case, Some("2025-08-20"), "2024-09-09");
}

/// A girl who chose to stay in care after her 18th birthday.
fn extended_care(book: &mut Book) {
    let events = vec![
        moved(day("2024-05-06"), EventKind::Removed, "relative"),
        event(day("2024-05-08"), EventKind::Petition),
        moved(day("2024-09-16"), EventKind::Placed, "group-home"),
        event(day("2025-11-17"), EventKind::ExtendedCare),
        event(day("2026-05-18"), EventKind::Hearing),
    ];
    let case = case_of("cps", "2007-11-19", events);
    enrolled(book, case, None, "2024-07-15");
}

/// A family that moved to the city while its case was open: another county's court handed it over.
fn transferred(book: &mut Book) {
    let mut first = history::case("cps", "alameda", &[day("2018-03-27")]);
    first.event = vec![
        moved(day("2024-09-09"), EventKind::Removed, "foster-home"),
        event(day("2024-09-11"), EventKind::Petition),
        event(day("2025-02-14"), EventKind::Dismissed),
    ];
    let family = enrolled(book, first, Some("2025-06-18"), "2025-02-24");
    let earlier = family.case.unwrap();
    let mut second = history::case("cps", "san-francisco", &[day("2018-03-27")]);
    second.continues = Some(earlier.clone());
    second.participants = family.parents;
    second.event = vec![
        event(day("2025-02-20"), EventKind::Petition),
        moved(day("2025-02-20"), EventKind::Placed, "relative"),
        event(day("2025-06-18"), EventKind::Reunified),
        event(day("2025-12-03"), EventKind::Dismissed),
    ];
    let child = format!("{earlier}/a");
    second
        .child
        .values_mut()
        .for_each(|one| one.same_as = child.parse().ok());
    file(book, second);
}
