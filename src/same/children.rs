//! Children who may be the same child: with a parent and a birth date in common, in two case files.

use std::collections::{BTreeMap, BTreeSet};

use crate::record::{ChildRef, Day};
use crate::register::{Child, Register};

/// Two children in different case files with a parent and a birth date in common, not yet decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChildrenAlike {
    /// One of them, by the file that counts; the smaller of the two.
    pub one: ChildRef,
    /// The other.
    pub other: ChildRef,
    /// Their birth date.
    pub born: Day,
    /// Whether one of the two also looks like a third child, as twins do: someone has to say who is who.
    pub twins: bool,
}

/// Every such pair, in order.
#[must_use]
pub fn children(register: &Register) -> Vec<ChildrenAlike> {
    let mut by_birth: BTreeMap<Day, Vec<Child>> = BTreeMap::new();
    for child in register.children() {
        if let Some(born) = child.born {
            by_birth.entry(born).or_default().push(child);
        }
    }
    let mut all = Vec::new();
    for (born, children) in by_birth {
        for (nth, one) in children.iter().enumerate() {
            for other in &children[nth + 1..] {
                if is_open(register, one, other) {
                    all.push(ChildrenAlike {
                        one: one.id.clone(),
                        other: other.id.clone(),
                        born,
                        twins: false,
                    });
                }
            }
        }
    }
    let mut times: BTreeMap<ChildRef, u32> = BTreeMap::new();
    for pair in &all {
        *times.entry(pair.one.clone()).or_default() += 1;
        *times.entry(pair.other.clone()).or_default() += 1;
    }
    for pair in &mut all {
        pair.twins = times[&pair.one] > 1 || times[&pair.other] > 1;
    }
    all.sort_by(|a, b| (&a.one, &a.other).cmp(&(&b.one, &b.other)));
    all
}

/// Whether two share a parent but no case, and nobody has said that they are two children.
fn is_open(register: &Register, one: &Child, other: &Child) -> bool {
    let cases =
        |child: &Child| -> BTreeSet<_> { child.refs.iter().map(|own| own.case.clone()).collect() };
    let parents = |child: &Child| -> BTreeSet<usize> {
        let entries = child.refs.iter().filter_map(|own| register.case(&own.case));
        let ids = entries.flat_map(|entry| &entry.record.participants);
        ids.filter_map(|id| register.person_index(id)).collect()
    };
    cases(one).is_disjoint(&cases(other))
        && !parents(one).is_disjoint(&parents(other))
        && !says_two(register, one, other)
        && !says_two(register, other, one)
}

fn says_two(register: &Register, one: &Child, other: &Child) -> bool {
    one.refs.iter().any(|own| {
        let entry = register.case(&own.case);
        let child = entry.and_then(|entry| entry.record.child.get(&own.child));
        child.is_some_and(|child| child.not_same_as.iter().any(|not| other.refs.contains(not)))
    })
}
