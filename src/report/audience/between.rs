//! How the rows of reports hang together: those of groups with that of everybody, parts of the period with the whole, and
//! figures of one report with those of another.

use std::collections::BTreeMap;

use super::plan::{Keys, Line, Plan};
use super::relations::one;
use crate::measure::By;
use crate::record::Day;
use crate::report::column::{Column, Key, Role};
use crate::report::disclosure::Relation;
use crate::report::masking::Index;

/// A row by the report whose figures it has, and its keys.
type Known<'l, 'a> = BTreeMap<(&'static str, &'l Keys), &'l Line<'a>>;

/// Rows of one report that differ in some keys alone, by the others.
type Families<'l, 'a> = BTreeMap<(&'static str, Keys), Vec<&'l Line<'a>>>;

/// How rows hang together; `sheets` has those of each sheet.
pub(super) fn between(plan: &mut Plan<'_>, lines: &[Line<'_>], sheets: &[Vec<&Line<'_>>]) {
    let known: Known<'_, '_> = lines
        .iter()
        .map(|line| ((line.report, &line.keys), line))
        .collect();
    for group in groups(lines) {
        for ((report, keys), parts) in families(lines, &[group]) {
            if let Some(whole) = known.get(&(report, &keys)) {
                let is_new = |name: &str| group == By::Service.column() && name.starts_with("new");
                make_up(plan, whole, &parts, true);
                // Who is new to a service may not be new.
                each_within(plan, whole, &parts, |one| !is_new(one.name));
            }
        }
    }
    let all: Vec<&Line<'_>> = lines.iter().collect();
    for lines in sheets.iter().chain([&all]) {
        for lines in over_days(lines.iter().copied()).into_values() {
            over_time(plan, &lines);
        }
    }
    for line in lines {
        shared(plan, line, lines, &known);
    }
}

/// The kinds of groups that rows are about, in the order in which sheets have them.
fn groups(lines: &[Line<'_>]) -> Vec<&'static str> {
    let mut groups: Vec<&'static str> = Vec::new();
    for name in lines.iter().flat_map(|line| line.names(Key::Group)) {
        if !groups.contains(&name) {
            groups.push(name);
        }
    }
    groups
}

/// Rows that have all of `free`, by what else says which they are.
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

/// Rows that differ in their days alone.
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

/// How the days of a report hang together: those in others, those that others make up, and those with the same end.
fn over_time(plan: &mut Plan<'_>, lines: &[&Line<'_>]) {
    let mut windows: Vec<(Day, Day, &Line<'_>)> = lines
        .iter()
        .filter_map(|line| line.days().map(|(first, last)| (first, last, *line)))
        .collect();
    windows.sort_by_key(|(first, last, _)| (*first, *last));
    for (first, last, whole) in &windows {
        let mut inside = windows.clone();
        inside.retain(|one| *first <= one.0 && one.1 <= *last && (one.0, one.1) != (*first, *last));
        let parts: Vec<&Line<'_>> = inside.iter().map(|(.., line)| *line).collect();
        each_within(plan, whole, &parts, |one| !one.is_of_a_day);
        let tiles = tiles(*first, *last, &inside);
        if !tiles.is_empty() {
            make_up(plan, whole, &tiles, false);
            (1..tiles.len()).for_each(|at| come_back(plan, Some(whole), &tiles[..at], tiles[at]));
        }
        let ended = windows
            .iter()
            .filter(|one| one.1 == *last && one.0 < *first);
        for (.., line) in ended {
            for (column, _) in whole.figures().filter(|(one, _)| one.is_of_a_day) {
                if let [Some(one), Some(other)] =
                    [whole, line].map(|line| plan.at(line, column.name))
                {
                    plan.figures.sum(one, &[other]);
                }
            }
        }
        let year = whole.year_of(*first).unwrap_or(*first);
        let earlier: Vec<_> = windows
            .iter()
            .copied()
            .filter(|one| one.1 < *first)
            .collect();
        let before = self::tiles(year, first.plus_days(-1), &earlier);
        if !before.is_empty() {
            come_back(plan, None, &before, whole);
        }
    }
}

/// The lines that follow each other from a day up to another, of two that begin on a day the shorter; none where they do
/// not get there.
fn tiles<'l, 'a>(first: Day, last: Day, windows: &[(Day, Day, &'l Line<'a>)]) -> Vec<&'l Line<'a>> {
    let mut tiles = Vec::new();
    let mut next = first;
    while let Some(window) = windows.iter().find(|one| one.0 == next && one.1 <= last) {
        tiles.push(window.2);
        next = window.1.plus_days(1);
    }
    if next != last.plus_days(1) {
        tiles.clear();
    }
    tiles
}

/// Who is continuing was new earlier in the year, or continuing already in the whole of which these days are part.
fn come_back(plan: &mut Plan<'_>, whole: Option<&Line<'_>>, before: &[&Line<'_>], now: &Line<'_>) {
    let new = before.iter().filter_map(|part| plan.at(part, "new"));
    let whole = whole.and_then(|whole| plan.at(whole, "continuing"));
    let known: Vec<Index> = new.chain(whole).collect();
    if let Some(now) = plan.at(now, "continuing") {
        plan.figures.part_of(&[now], &known);
    }
}

/// The figures of the parts make up those of the whole, or more where people are in several. Parts without a figure, such
/// as of days that have not come, are as good as nobody.
fn make_up(plan: &mut Plan<'_>, whole: &Line<'_>, parts: &[&Line<'_>], are_groups: bool) {
    for (column, _) in whole.figures().filter(|(column, _)| !column.is_of_a_day) {
        let is_people = matches!(column.role, Role::People(_));
        if !is_people && !matches!(column.role, Role::Unnamed(_) | Role::Amount) {
            continue;
        }
        for (label, total) in plan.parts(whole, column.name) {
            let found = parts.iter().filter_map(|part| {
                let few = few(plan, part, column, &label);
                Some((plan.part(part, column.name, &label)?, few))
            });
            let found: Vec<(Index, bool)> = found.collect();
            add_up(plan, total, &found);
            // Who is in two groups, as who speaks two languages.
            if is_people && are_groups {
                let all: Vec<Index> = found.iter().map(|(index, _)| *index).collect();
                plan.figures.part_of(&[total], &all);
            }
        }
    }
}

/// Whether few people are behind a figure, beside those that it counts.
fn few(plan: &Plan<'_>, line: &Line<'_>, column: &Column, label: &str) -> bool {
    let people = line.behind(column.name, label);
    column.role == Role::Amount && people.is_none_or(|people| plan.is_few(people))
}

/// Figures add up to a total; those that few people are behind together are an amount of few people as well.
fn add_up(plan: &mut Plan<'_>, total: Index, parts: &[(Index, bool)]) {
    if parts.is_empty() {
        return;
    }
    let all: Vec<Index> = parts.iter().map(|(index, _)| *index).collect();
    plan.figures.sum(total, &all);
    let large = parts
        .iter()
        .filter(|(_, few)| !few)
        .map(|(index, _)| *index);
    let large: Vec<Index> = large.collect();
    let sum: i64 = all.iter().map(|index| plan.figures.value(*index)).sum();
    if sum == plan.figures.value(total) && large.len() < all.len() && !large.is_empty() {
        plan.figures.amount_of(&large, &[total], true);
    }
}

/// The figures of the parts are among those of the whole.
fn each_within(
    plan: &mut Plan<'_>,
    whole: &Line<'_>,
    parts: &[&Line<'_>],
    is_within: impl Fn(&Column) -> bool,
) {
    for (column, _) in whole.figures().filter(|(column, _)| is_within(column)) {
        let people = match column.role {
            Role::People(_) => true,
            Role::Unnamed(_) | Role::Amount => false,
            _ => continue,
        };
        for (label, total) in plan.parts(whole, column.name) {
            for part in parts {
                match plan.part(part, column.name, &label) {
                    Some(part) if people => plan.figures.part_of(&[part], &[total]),
                    Some(part) => plan.figures.at_most(&[part], &[total]),
                    None => {}
                }
            }
        }
    }
}

/// How figures of two reports hang together: sessions with a mentor are of one service or another, and a child's first stay
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
                add_up(plan, total, &parts);
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
                let rest = known.get(&(line.report, &keys));
                let rest = rest.and_then(|rest| plan.at(rest, alone));
                let figures = (plan.at(line, any), plan.at(line, alone), rest);
                if let (Some(any), Some(alone), Some(rest)) = figures {
                    plan.figures.sum(any, &[alone, rest]);
                }
            }
            _ => {}
        }
    }
}
