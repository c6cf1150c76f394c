//! How the figures of one line are related, as its report declares.

use super::plan::{Line, Plan};
use crate::report::disclosure::Relation;
use crate::report::masking::Index;

/// Adds how the figures of one line are related.
pub(super) fn within(plan: &mut Plan<'_>, line: &Line<'_>) {
    for relation in line.disclosure.relations {
        match *relation {
            Relation::Sum(total, parts) => {
                let found: Vec<Index> = parts
                    .iter()
                    .flat_map(|part| each(plan, line, part))
                    .collect();
                if let (Some(total), false) = (one(plan, line, total), found.is_empty()) {
                    plan.figures.sum(total, &found);
                }
            }
            Relation::Rest(whole, parts) => {
                let found: Option<Vec<Index>> =
                    parts.iter().map(|part| one(plan, line, part)).collect();
                if let (Some(whole), Some(found)) = (one(plan, line, whole), found) {
                    plan.figures.part_of(&found, &[whole]);
                }
            }
            Relation::Share(name) => {
                let people = line.behind(name, "rest");
                let few = people.is_some_and(|people| plan.is_few(people));
                if let (Some(k), Some(n)) = (plan.part(line, name, "k"), plan.part(line, name, "n"))
                {
                    plan.figures.amount_of(&[k], &[n], few);
                }
            }
            Relation::Each(whole, parts) => {
                for part in each(plan, line, parts) {
                    if let Some(whole) = one(plan, line, whole) {
                        plan.figures.sum(whole, &[part]);
                    }
                }
            }
            Relation::Same(left, right) => {
                if let (Some(left), Some(right)) = (one(plan, line, left), one(plan, line, right)) {
                    plan.figures.equal(&[left], &[right]);
                }
            }
            Relation::AtMost(less, more) => {
                if let (Some(less), Some(more)) = (one(plan, line, less), one(plan, line, more)) {
                    plan.figures.at_most(&[less], &[more]);
                }
            }
            Relation::Left(whole, part, people) => {
                let (column, _) = whole.split_once('.').unwrap_or((whole, ""));
                let people = line.behind(column, people);
                let few = people.is_some_and(|people| plan.is_few(people));
                if let Some(whole) = one(plan, line, whole) {
                    let parts = each(plan, line, part);
                    plan.figures.amount_of(&parts, &[whole], few);
                }
            }
            Relation::SumOfGroups(..)
            | Relation::PartOf(..)
            | Relation::MakeUp(..)
            | Relation::FewerThan(..)
            | Relation::Alone(..) => {}
        }
    }
}

/// A figure of the line, such as `new` or `sustained_3.k`.
pub(super) fn one(plan: &Plan<'_>, line: &Line<'_>, name: &'static str) -> Option<Index> {
    let (name, part) = name.split_once('.').unwrap_or((name, ""));
    plan.part(line, name, part)
}

/// The same, or all parts of a figure: `missing.*`.
fn each(plan: &Plan<'_>, line: &Line<'_>, name: &'static str) -> Vec<Index> {
    match name.strip_suffix(".*") {
        Some(name) => plan
            .parts(line, name)
            .into_iter()
            .map(|(_, at)| at)
            .collect(),
        None => one(plan, line, name).into_iter().collect(),
    }
}
