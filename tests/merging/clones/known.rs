//! What people know of sessions, and what must hold once their work came together.

use std::collections::{BTreeMap, BTreeSet};

/// Whether a session counts, and how it came that it does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Is {
    Held,
    Void,
    Removed,
}

/// What one person knows of a session; its parent, whom no other session has, identifies it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    pub is: Is,
    pub day: u32,
    pub minutes: u32,
    /// People said different things: from then on all that matters is that it was said.
    pub disputed: bool,
    /// What one of them said this time cannot hold, so that it must be said.
    pub opposed: bool,
}

pub type Month = BTreeMap<char, Known>;

/// What must hold of a session after two people's work came together.
fn joined(base: Option<&Known>, ours: Option<&Known>, theirs: Option<&Known>) -> Option<Known> {
    let (Some(ours), Some(theirs)) = (ours, theirs) else {
        return ours.or(theirs).copied();
    };
    let base = base.unwrap_or(ours);
    let mut opposed = false;
    let day = facet(base.day, ours.day, theirs.day, &mut opposed);
    let minutes = facet(base.minutes, ours.minutes, theirs.minutes, &mut opposed);
    let mut apart = false;
    let is = facet(base.is, ours.is, theirs.is, &mut apart);
    // Void here and removed there: it counts nowhere, and nobody has to be asked.
    opposed |= apart && (ours.is == Is::Held || theirs.is == Is::Held);
    let mut disputed = ours.disputed || theirs.disputed;
    for (one, other) in [(ours, theirs), (theirs, ours)] {
        let decided = one.is != base.is;
        let changed = other.day != base.day || other.minutes != base.minutes;
        // What the other did to a missing file would be lost.
        opposed |= decided && one.is == Is::Removed && changed;
        // Both can be had at once, or somebody is asked.
        disputed |= decided && other.day != base.day;
        disputed |= one.day != base.day && other.minutes != base.minutes;
    }
    opposed &= !(ours.disputed || theirs.disputed);
    disputed |= opposed;
    Some(Known {
        is,
        day,
        minutes,
        disputed,
        opposed,
    })
}

/// What one fact is after both, and whether they said different things of it.
fn facet<T: Copy + PartialEq>(base: T, ours: T, theirs: T, opposed: &mut bool) -> T {
    *opposed |= ours != base && theirs != base && ours != theirs;
    if ours == base { theirs } else { ours }
}

pub fn all_joined(base: &Month, ours: &Month, theirs: &Month) -> Month {
    let keys: BTreeSet<char> = ours.keys().chain(theirs.keys()).copied().collect();
    keys.into_iter()
        .filter_map(|key| {
            Some((
                key,
                joined(base.get(&key), ours.get(&key), theirs.get(&key))?,
            ))
        })
        .collect()
}
