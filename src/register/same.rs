//! Records of one person: `same_as` followed to the record that counts, and the content of all of them combined.
//! Parents and children are combined the same way.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use crate::record::schema::Table;

/// One person, from one or more records.
pub(super) struct United<I, T> {
    /// The id that counts.
    pub id: I,
    /// Every id, in order of the records.
    pub ids: Vec<I>,
    /// What all records say together: lists combined, single values from the record that counts, then from the others
    /// in order.
    pub record: T,
}

/// The records of each person combined, in order of the ids that count.
pub(super) fn united<'r, I: Ord, T: Table + Default + 'r>(
    records: impl Iterator<Item = (I, &'r T)>,
    root: impl Fn(&I) -> I,
) -> Vec<United<I, T>> {
    let mut all: BTreeMap<I, Vec<(I, &T)>> = BTreeMap::new();
    for (id, record) in records {
        all.entry(root(&id)).or_default().push((id, record));
    }
    let unite = |(id, records): (I, Vec<(I, &T)>)| {
        let mut record = T::default();
        let (own, others): (Vec<_>, Vec<_>) = records.iter().partition(|(one, _)| *one == id);
        for (_, said) in own.into_iter().chain(others) {
            record.unite_fields(said);
        }
        let ids = records.into_iter().map(|(id, _)| id).collect();
        United { id, ids, record }
    };
    all.into_iter().map(unite).collect()
}

/// What is wrong with a `same_as` that leads back to a record on the way; `None` if it leads to a main record.
pub fn circle<I: PartialEq + Clone + Display>(
    id: &I,
    next: impl Fn(&I) -> Option<I>,
) -> Option<String> {
    let mut seen = vec![id.clone()];
    let mut steps = Vec::new();
    loop {
        let at = seen.last()?;
        let further = next(at)?;
        steps.push(format!("{at} names {further}"));
        if seen.contains(&further) {
            return Some(format!(
                "`same_as` goes in a circle ({}): only one of them can be the main record",
                steps.join(", ")
            ));
        }
        seen.push(further);
    }
}

/// The id that counts, after following `same_as` as far as it leads. In a cycle it leads nowhere: the result is then an
/// error with the smallest id on the way, which is the same for every member of the cycle.
pub(super) fn root<I: Ord + Clone>(id: &I, next: impl Fn(&I) -> Option<I>) -> Result<I, I> {
    let mut seen = BTreeSet::from([id.clone()]);
    let mut at = id.clone();
    while let Some(further) = next(&at) {
        if !seen.insert(further.clone()) {
            return Err(seen.into_iter().next().unwrap_or(further));
        }
        at = further;
    }
    Ok(at)
}
