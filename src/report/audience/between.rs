//! How the rows of reports are related: those of groups to that of everyone, parts of the period to the whole, and
//! figures of one report to those of another.

use std::collections::BTreeMap;

use super::people;
use super::plan::{Keys, Line, Plan};
use super::relations::one;
use crate::measure::By;
use crate::measure::by::NOT_RECORDED;
use crate::report::column::{Column, Key, Role};
use crate::report::disclosure::Relation;
use crate::report::masking::Index;

/// Rows by the report that their figures belong to, and their keys.
type Known<'l, 'a> = BTreeMap<(&'static str, &'l Keys), &'l Line<'a>>;

/// Rows of one report that differ only in some keys, by the other keys.
type Families<'l, 'a> = BTreeMap<(&'static str, Keys), Vec<&'l Line<'a>>>;

/// Adds how rows are related; `sheets` has the rows of each sheet.
pub(super) fn between(plan: &mut Plan<'_>, lines: &[Line<'_>], sheets: &[Vec<&Line<'_>>]) {
    let known: Known<'_, '_> = lines
        .iter()
        .map(|line| ((line.report, &line.keys), line))
        .collect();
    for group in groups(lines) {
        for ((report, keys), parts) in families(lines, &[group]) {
            let Some(whole) = known.get(&(report, &keys)) else {
                continue;
            };
            if !whole.disclosure.counts_persons {
                add_up(plan, whole, &parts, |_| true);
                parts
                    .iter()
                    .for_each(|part| each_within(plan, whole, part, |_| true));
            } else if group == By::Service.column() {
                people::by_service(plan, whole, &parts);
            } else {
                people::by_group(plan, whole, &parts);
            }
        }
    }
    let of_sheets: Vec<Families<'_, '_>> = sheets
        .iter()
        .map(|lines| over_days(lines.iter().copied()))
        .collect();
    for (key, all) in over_days(lines) {
        let of_sheets: Vec<&Vec<&Line<'_>>> =
            of_sheets.iter().filter_map(|of| of.get(&key)).collect();
        if all.iter().any(|line| line.disclosure.counts_persons) {
            people::over_time(plan, &all);
            of_sheets
                .iter()
                .for_each(|lines| people::over_time(plan, lines));
        } else {
            over_time(plan, &all, &of_sheets);
        }
    }
    for line in lines {
        shared(plan, line, lines, &known);
    }
}

/// The kinds of groups that rows are about, in the order of the sheets.
fn groups(lines: &[Line<'_>]) -> Vec<&'static str> {
    let mut groups: Vec<&'static str> = Vec::new();
    for name in lines.iter().flat_map(|line| line.names(Key::Group)) {
        if !groups.contains(&name) {
            groups.push(name);
        }
    }
    groups
}

/// Rows that have all of the `free` keys, by their other keys.
fn families<'l, 'a: 'l>(
    lines: impl IntoIterator<Item = &'l Line<'a>>,
    free: &[&'static str],
) -> Families<'l, 'a> {
    let mut families = Families::new();
    for line in lines {
        if free.iter().all(|name| line.keys.contains_key(name)) {
            let mut keys = line.keys.clone();
            keys.retain(|name, _| !free.contains(name));
            families.entry((line.report, keys)).or_default().push(line);
        }
    }
    families
}

/// Rows that differ only in their days.
fn over_days<'l, 'a: 'l>(lines: impl IntoIterator<Item = &'l Line<'a>>) -> Families<'l, 'a> {
    let mut families = Families::new();
    for line in lines.into_iter().filter(|line| line.days().is_some()) {
        let mut keys = line.keys.clone();
        let days = line.names(Key::Start).chain(line.names(Key::End));
        days.for_each(|name| drop(keys.remove(name)));
        families.entry((line.report, keys)).or_default().push(line);
    }
    families
}

/// How the days of a report are related: those within others, those that are the sum of others, and those with the same
/// end.
fn over_time(plan: &mut Plan<'_>, lines: &[&Line<'_>], sheets: &[&Vec<&Line<'_>>]) {
    let adds_up = |column: &Column| !column.is_of_a_day;
    for whole in lines {
        let Some((first, last)) = whole.days() else {
            continue;
        };
        let is_inside = |line: &Line<'_>| {
            let days = line.days().filter(|days| *days != (first, last));
            days.is_some_and(|days| first <= days.0 && days.1 <= last)
        };
        for line in lines {
            if is_inside(line) {
                each_within(plan, whole, line, adds_up);
            }
            if line
                .days()
                .is_some_and(|days| days.0 < first && days.1 == last)
            {
                for (column, _) in whole.figures().filter(|(one, _)| one.is_of_a_day) {
                    let figures = [whole, line].map(|line| plan.at(line, column.name));
                    if let [Some(one), Some(other)] = figures {
                        plan.figures.sum(one, &[other]);
                    }
                }
            }
        }
        for sheet in sheets {
            let mut parts: Vec<&Line<'_>> = sheet
                .iter()
                .copied()
                .filter(|line| is_inside(line))
                .collect();
            parts.sort_by_key(|line| line.days());
            let mut next = first;
            let follow = parts.iter().all(|line| {
                let days = line.days();
                let is_next = days.is_some_and(|days| days.0 == next);
                next = days.map_or(next, |days| days.1.plus_days(1));
                is_next
            });
            if follow && next == last.plus_days(1) {
                add_up(plan, whole, &parts, adds_up);
            }
        }
    }
}

/// The figures of the parts add up to those of the whole. Parts without a figure, such as future days, count as nobody.
fn add_up(
    plan: &mut Plan<'_>,
    whole: &Line<'_>,
    parts: &[&Line<'_>],
    adds_up: impl Fn(&Column) -> bool,
) {
    for (column, _) in whole.figures().filter(|(column, _)| adds_up(column)) {
        let is_amount = match column.role {
            Role::People(_) | Role::Unnamed(_) => false,
            Role::Amount => true,
            _ => continue,
        };
        for (label, total) in plan.parts(whole, column.name) {
            let found: Vec<(Index, bool)> = parts
                .iter()
                .filter_map(|part| {
                    let people = part.behind(column.name, &label);
                    let few = is_amount && people.is_none_or(|people| plan.is_few(people));
                    Some((plan.part(part, column.name, &label)?, few))
                })
                .collect();
            make_up(plan, total, &found);
        }
    }
}

/// Figures add up to a total; those that belong to few people are, together, also an amount of few people.
fn make_up(plan: &mut Plan<'_>, total: Index, parts: &[(Index, bool)]) {
    let of = |few: bool| {
        let of = parts.iter().filter(|(_, is_few)| *is_few == few);
        of.map(|(index, _)| *index).collect::<Vec<Index>>()
    };
    let all: Vec<Index> = parts.iter().map(|(index, _)| *index).collect();
    if all.is_empty() {
        return;
    }
    plan.figures.sum(total, &all);
    let sum: i64 = all.iter().map(|index| plan.figures.value(*index)).sum();
    if sum == plan.figures.value(total) && !of(false).is_empty() && !of(true).is_empty() {
        plan.figures.amount_of(&of(false), &[total], true);
    }
}

/// The figures of the part are included in those of the whole.
fn each_within(
    plan: &mut Plan<'_>,
    whole: &Line<'_>,
    part: &Line<'_>,
    adds_up: impl Fn(&Column) -> bool,
) {
    for (column, _) in whole.figures().filter(|(column, _)| adds_up(column)) {
        let people = match column.role {
            Role::People(_) => true,
            Role::Unnamed(_) | Role::Amount => false,
            _ => continue,
        };
        for (label, total) in plan.parts(whole, column.name) {
            match plan.part(part, column.name, &label) {
                Some(part) if people => plan.figures.part_of(&[part], &[total]),
                Some(part) => plan.figures.at_most(&[part], &[total]),
                None => {}
            }
        }
    }
}

/// How figures of two reports are related: each session with a mentor belongs to some service, and a child's first stay
/// out of home is one of the stays.
fn shared(plan: &mut Plan<'_>, line: &Line<'_>, lines: &[Line<'_>], known: &Known<'_, '_>) {
    for relation in line.disclosure.relations {
        match *relation {
            Relation::SumOfGroups(name, report) => {
                let Some(total) = plan.at(line, name) else {
                    continue;
                };
                let is_group = |group: &&Line<'_>| {
                    let names: Vec<&str> = group.names(Key::Group).collect();
                    let mut keys = group.keys.clone();
                    keys.retain(|name, _| !names.contains(name));
                    group.report == report && keys == line.keys && keys.len() < group.keys.len()
                };
                let figure = |group: &Line<'_>| {
                    let people = group.behind(name, "");
                    let few = people.is_none_or(|people| plan.is_few(people));
                    Some((plan.at(group, name)?, few))
                };
                let groups = lines.iter().filter(is_group);
                let parts: Vec<(Index, bool)> = groups.filter_map(figure).collect();
                make_up(plan, total, &parts);
            }
            Relation::PartOf(name, report, whole) => {
                let other = known.get(&(report, &line.keys));
                let whole = other.and_then(|other| plan.at(other, whole));
                if let (Some(part), Some(whole)) = (plan.at(line, name), whole) {
                    plan.figures.sum(whole, &[part]);
                    plan.figures.part_of(&[part], &[whole]);
                }
            }
            Relation::MakeUp(report, whole, parts) => {
                let other = known.get(&(report, &line.keys));
                let whole = other.and_then(|other| plan.at(other, whole));
                let parts: Option<Vec<Index>> =
                    parts.iter().map(|part| one(plan, line, part)).collect();
                if let (Some(whole), Some(parts)) = (whole, parts) {
                    plan.figures.sum(whole, &parts);
                }
            }
            Relation::FewerThan(unit, name, report, whole) => {
                let mut keys = line.keys.clone();
                line.names(Key::Name)
                    .filter(|name| line.keys.get(name).is_some_and(|word| word == unit))
                    .for_each(|name| drop(keys.remove(name)));
                let other = known.get(&(report, &keys));
                let other = other.filter(|_| keys.len() < line.keys.len());
                let whole = other.and_then(|other| plan.at(other, whole));
                if let (Some(part), Some(whole)) = (plan.at(line, name), whole) {
                    plan.figures.part_of(&[part], &[whole]);
                }
            }
            Relation::Alone(any, alone, several) => {
                let mut keys = line.keys.clone();
                let groups = line.names(Key::Group);
                for group in groups.filter(|name| line.keys.contains_key(name)) {
                    keys.insert(group, several.to_owned());
                }
                // Nobody has something else beside nothing on record; without a row of several, each has one.
                let is_alone = line.keys.values().any(|word| word == NOT_RECORDED);
                let rest = known.get(&(line.report, &keys)).filter(|_| !is_alone);
                let rest = rest.and_then(|rest| plan.at(rest, alone));
                if let (Some(any), Some(alone)) = (plan.at(line, any), plan.at(line, alone)) {
                    let parts: Vec<Index> = std::iter::once(alone).chain(rest).collect();
                    plan.figures.sum(any, &parts);
                }
            }
            _ => {}
        }
    }
}
