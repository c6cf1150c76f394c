//! Short forms of given names: Pat of Patricia and of Patrick, Lupe of Guadalupe.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Names that may belong to one person have a line in common.
static GROUPS: LazyLock<BTreeMap<&'static str, Vec<usize>>> = LazyLock::new(|| {
    let mut groups: BTreeMap<&'static str, Vec<usize>> = BTreeMap::new();
    for (group, line) in include_str!("nicknames.txt").lines().enumerate() {
        for name in line.split(' ') {
            groups.entry(name).or_default().push(group);
        }
    }
    groups
});

/// The groups of a given name without case and accents: two names that share one may belong to one person.
#[must_use]
pub fn nicknames(name: &str) -> &'static [usize] {
    GROUPS.get(name).map_or(&[], Vec::as_slice)
}
