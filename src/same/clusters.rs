//! Which people are the same person: groups in which everyone matches everyone.

use std::collections::HashMap;

/// The groups of two or more, by place. `pairs` has the log odds that a pair is one person, and `others` gives those of
/// any other pair. Two groups are joined as long as their pairs overall support it, the surest first, so that A like B
/// and B like C does not make A and C one.
pub(super) fn clusters(
    count: usize,
    pairs: &[(u32, u32, f32)],
    others: &dyn Fn(u32, u32) -> f32,
) -> Vec<Vec<u32>> {
    let odds: HashMap<(u32, u32), f32> =
        pairs.iter().map(|(a, b, odds)| ((*a, *b), *odds)).collect();
    let mut order: Vec<&(u32, u32, f32)> =
        pairs.iter().filter(|(_, _, odds)| *odds > 0.0).collect();
    order.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    let mut group_of: Vec<u32> = (0_u32..).take(count).collect();
    let mut groups: HashMap<u32, Vec<u32>> = HashMap::new();
    for (a, b, _) in order {
        let (one, other) = (group_of[*a as usize], group_of[*b as usize]);
        if one == other {
            continue;
        }
        let members = |group: u32| groups.get(&group).cloned().unwrap_or_else(|| vec![group]);
        let (mut left, right) = (members(one), members(other));
        let sum: f32 = left
            .iter()
            .flat_map(|x| right.iter().map(move |y| (*x.min(y), *x.max(y))))
            .map(|pair| {
                let known = odds.get(&pair).copied();
                known.unwrap_or_else(|| others(pair.0, pair.1))
            })
            .sum();
        if sum > 0.0 {
            right
                .iter()
                .for_each(|member| group_of[*member as usize] = one);
            left.extend(right);
            groups.remove(&other);
            groups.insert(one, left);
        }
    }
    let mut all: Vec<Vec<u32>> = groups
        .into_values()
        .filter(|group| group.len() > 1)
        .collect();
    all.iter_mut().for_each(|group| group.sort_unstable());
    all.sort();
    all
}
