//! The figures that a story promises, counted by hand: without the program's own measures, so that either can be wrong
//! alone.

use peer::record::{Day, EventKind};

use super::book::{Book, OPENING, day};

/// What happened to the families that came home since the records begin.
#[derive(Debug, PartialEq, Eq, Default)]
pub struct Families {
    /// Families that came home.
    pub home: usize,
    /// Of these, families whose twelve months are complete.
    pub mature: usize,
    /// Mature families who were back in court in those months.
    pub returned: usize,
    /// Mature families who were back in court only afterward.
    pub returned_later: usize,
    /// Families back in court whose twelve months are not over.
    pub returned_young: usize,
    /// Mature families lost to follow-up in those months.
    pub lost: usize,
}

/// Counts them as of a day.
pub fn families(book: &Book, today: Day) -> Families {
    let mut count = Families::default();
    for family in &book.families {
        let Some(home) = family.home.filter(|home| *home >= day(OPENING)) else {
            continue;
        };
        let of_theirs = book
            .cases
            .values()
            .filter(|case| case.participants.contains(&family.parents[0]));
        let events: Vec<_> = of_theirs
            .flat_map(|case| &case.event)
            .filter(|event| event.on > home)
            .collect();
        let is_return = |kind| matches!(kind, EventKind::Petition | EventKind::Removed);
        let back = events
            .iter()
            .filter(|event| is_return(event.kind))
            .map(|event| event.on)
            .min();
        let lost = events.iter().any(|event| event.kind == EventKind::Lost);
        let year = home.plus_months(12);
        let is_mature = year <= today;
        count.home += 1;
        count.mature += usize::from(is_mature);
        count.returned += usize::from(is_mature && back.is_some_and(|on| on <= year));
        count.returned_later += usize::from(is_mature && back.is_some_and(|on| on > year));
        count.returned_young += usize::from(!is_mature && back.is_some());
        count.lost += usize::from(is_mature && lost);
    }
    count
}
