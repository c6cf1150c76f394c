//! What people know about sessions, and what must be true once their work is combined.

use std::collections::{BTreeMap, BTreeSet};

/// Whether a session counts, and if not, why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Is {
    Held,
    Void,
    Removed,
}

/// What one person knows about a session; it is identified by its parent, who is in no other session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    pub is: Is,
    pub day: u32,
    pub minutes: u32,
    /// People said different things: from then on it only matters that this was reported.
    pub disputed: bool,
    /// One side's statement this time cannot be kept, so this must be reported.
    pub opposed: bool,
}

pub type Month = BTreeMap<char, Known>;

/// What must be true of a session after two people's work is combined.
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
    // Void here and removed there: it counts nowhere, and no one has to be asked.
    opposed |= apart && (ours.is == Is::Held || theirs.is == Is::Held);
    let mut disputed = ours.disputed || theirs.disputed;
    for (one, other) in [(ours, theirs), (theirs, ours)] {
        let decided = one.is != base.is;
        let changed = other.day != base.day || other.minutes != base.minutes;
        // The other side's change to a missing file would be lost.
        opposed |= decided && one.is == Is::Removed && changed;
        // Both are kept at once, or someone is asked.
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

/// The value of one fact after combining both, and whether they disagree about it.
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
