//! What everybody knows about how the figures of the reports hang together.
//!
//! More is safe here than less, though what a reader does not know costs figures that could have been shown. A relation
//! that does not hold of the numbers at hand is passed over by [`Figures`](crate::report::masking::Figures), so it may be
//! stated where it holds for some reports only. Those of people served are in [`people`], as they are the most.

use std::collections::BTreeMap;

use super::people;
use super::plan::{Line, Plan};
use super::roles::{Report, Role, role};
use crate::report::masking::Index;
use crate::report::sheet::Cell;

/// How the figures of one line hang together.
pub(super) fn within(plan: &mut Plan, line: &Line<'_>) {
    match line.report {
        Report::Unduplicated => people::within(plan, line),
        Report::Returns => {
            sum(plan, line, "cohort", &["mature", "not_yet"]);
            for parts in [
                &["returned"][..],
                &["unknown"],
                &["competing"],
                &["returned", "unknown"],
            ] {
                rest(plan, line, "mature", parts);
            }
            rest(plan, line, "mature", &["returned", "unknown", "competing"]);
            rest(plan, line, "returned", &["boundary_events"]);
        }
        Report::Reunification => {
            sum(plan, line, "cohort", &["mature", "not_yet"]);
            for parts in [&["reunified"][..], &["unknown"], &["reunified", "unknown"]] {
                rest(plan, line, "mature", parts);
            }
        }
        Report::Placements => rest(plan, line, "episodes", &["open"]),
        Report::Services => {}
        Report::Matches => matches(plan, line),
        Report::Mentors => {}
    }
}

fn matches(plan: &mut Plan, line: &Line<'_>) {
    rest(plan, line, "new", &["rematched"]);
    rest(plan, line, "new", &["requests_met"]);
    if let Some(ended) = plan.at(line, "ended") {
        let reasons = plan.parts(line, "ended_by_reason");
        if !reasons.is_empty() {
            plan.figures.sum(ended, &reasons);
        }
    }
    let lengths = ["sustained_3", "sustained_6", "sustained_12"].map(|name| plan.parts(line, name));
    for parts in &lengths {
        if let [kept, could] = parts[..] {
            plan.figures.part_of(&[kept], &[could]);
            if let Some(new) = plan.at(line, "new") {
                plan.figures.at_most(&[could], &[new]);
            }
        }
    }
    for pair in lengths.windows(2) {
        for (longer, shorter) in pair[1].iter().zip(&pair[0]) {
            plan.figures.at_most(&[*longer], &[*shorter]);
        }
    }
}

pub(super) fn sum(plan: &mut Plan, line: &Line<'_>, total: &str, parts: &[&str]) {
    let found: Vec<Index> = parts
        .iter()
        .filter_map(|part| plan.at(line, part))
        .collect();
    if let Some(total) = plan.at(line, total)
        && found.len() == parts.len()
    {
        plan.figures.sum(total, &found);
    }
}

pub(super) fn rest(plan: &mut Plan, line: &Line<'_>, whole: &str, parts: &[&str]) {
    let found: Vec<Index> = parts
        .iter()
        .filter_map(|part| plan.at(line, part))
        .collect();
    if let Some(whole) = plan.at(line, whole)
        && found.len() == parts.len()
    {
        plan.figures.part_of(&found, &[whole]);
    }
}

/// The keys of a line: the words and days that say which it is.
pub(super) type Keys = BTreeMap<&'static str, String>;

/// What can be broken down, and stands as `all` in the row of everybody.
pub(super) const GROUPS: [&str; 8] = [
    "service",
    "system",
    "area",
    "language",
    "gender",
    "mentor_gender",
    "fact",
    "mentor",
];

/// How lines hang together: rows with the row of all, parts of the period with the whole, and the same figure in two
/// sheets with itself.
pub(super) fn between(plan: &mut Plan, lines: &[Line<'_>]) {
    let keyed: Vec<(Keys, &Line<'_>)> = lines.iter().map(|line| (keys(line), line)).collect();
    for group in GROUPS {
        for lines in families(&keyed, &[group]) {
            let whole = lines
                .iter()
                .find(|(keys, _)| keys.get(group).is_some_and(|word| word == "all"));
            if let Some((_, whole)) = whole {
                let parts: Vec<&Line<'_>> = lines
                    .iter()
                    .map(|(_, line)| *line)
                    .filter(|part| part.line != whole.line)
                    .collect();
                match (whole.report, group) {
                    (Report::Unduplicated, "service") => people::by_service(plan, whole, &parts),
                    (Report::Unduplicated, _) => people::by_group(plan, whole, &parts),
                    _ => parts_of(plan, whole, &parts),
                }
            }
        }
    }
    for lines in families(&keyed, &["period", "start", "end"]) {
        if lines[0].1.report == Report::Unduplicated {
            people::over_time(plan, &lines);
            continue;
        }
        let first = lines.iter().map(|(keys, _)| &keys["start"]).min();
        let last = lines.iter().map(|(keys, _)| &keys["end"]).max();
        let whole = lines
            .iter()
            .find(|(keys, _)| Some(&keys["start"]) == first && Some(&keys["end"]) == last);
        if let Some((_, whole)) = whole {
            let parts: Vec<&Line<'_>> = lines
                .iter()
                .map(|(_, line)| *line)
                .filter(|part| part.line != whole.line)
                .collect();
            parts_of(plan, whole, &parts);
        }
    }
    same(plan, &keyed);
}

fn keys(line: &Line<'_>) -> Keys {
    let key = |(column, cell): &(&crate::report::Column, &Cell)| {
        let word = match cell {
            Cell::Text(word) => word.clone(),
            Cell::Day(day) => day.to_string(),
            _ => return None,
        };
        (role(line.report, column.name) == Role::Key).then_some((column.name, word))
    };
    let mut keys: Keys = line.cells.iter().filter_map(key).collect();
    keys.extend(
        GROUPS
            .iter()
            .filter_map(|group| Some((*group, line.group(group)?))),
    );
    keys
}

pub(super) type Family<'a, 'b> = Vec<(&'a Keys, &'a Line<'b>)>;

/// Lines of one sheet that have all of `free` and agree in every other key.
fn families<'a, 'b>(keyed: &'a [(Keys, &'a Line<'b>)], free: &[&str]) -> Vec<Family<'a, 'b>> {
    let mut families: BTreeMap<(usize, Keys), Family<'a, 'b>> = BTreeMap::new();
    for (keys, line) in keyed {
        if free.iter().all(|name| keys.contains_key(name)) {
            let rest: Keys = keys
                .iter()
                .filter(|(name, _)| !free.contains(name))
                .map(|(k, v)| (*k, v.clone()))
                .collect();
            families
                .entry((line.sheet, rest))
                .or_default()
                .push((keys, line));
        }
    }
    families
        .into_values()
        .filter(|lines| lines.len() > 1)
        .collect()
}

/// Parts without a figure, such as of days that have not come, are as good as nobody.
fn parts_of(plan: &mut Plan, whole: &Line<'_>, parts: &[&Line<'_>]) {
    for (column, _) in &whole.cells {
        let people = match role(whole.report, column.name) {
            Role::People(_) => column.name != "anonymous",
            Role::Amount(_) => false,
            _ => continue,
        };
        let Some(total) = plan
            .at(whole, column.name)
            .filter(|_| plan.parts(whole, column.name).len() == 1)
        else {
            continue;
        };
        let found: Vec<Index> = parts
            .iter()
            .filter_map(|part| plan.at(part, column.name))
            .collect();
        if !found.is_empty() {
            plan.figures.sum(total, &found);
        }
        for part in found {
            if people {
                plan.figures.part_of(&[part], &[total]);
            } else {
                plan.figures.at_most(&[part], &[total]);
            }
        }
    }
}

/// A figure under another name in another report: of the same days and the same people.
const ALIASES: [(Report, &str, Report, &str); 3] = [
    (
        Report::Unduplicated,
        "served",
        Report::Services,
        "participants",
    ),
    (
        Report::Unduplicated,
        "anonymous",
        Report::Services,
        "anonymous",
    ),
    (Report::Matches, "active_at_end", Report::Mentors, "active"),
];

/// Figures that stand in two sheets: both are shown, or neither.
fn same(plan: &mut Plan, keyed: &[(Keys, &Line<'_>)]) {
    let mut known: BTreeMap<(String, String, Keys), Vec<Index>> = BTreeMap::new();
    for (keys, line) in keyed {
        let own: Keys = keys
            .iter()
            .filter(|(name, word)| {
                **name != "period" && **name != "unit" && **name != "rule" && *word != "all"
            })
            .map(|(name, word)| (*name, word.clone()))
            .collect();
        for (column, _) in &line.cells {
            let alias = ALIASES
                .iter()
                .find(|(_, _, report, name)| *report == line.report && *name == column.name);
            let (report, name) = alias.map_or((line.report, column.name), |(report, name, ..)| {
                (*report, *name)
            });
            let indexes = plan.parts(line, column.name);
            for (part, index) in indexes.into_iter().enumerate() {
                let key = (format!("{report:?}.{name}"), part.to_string(), own.clone());
                known.entry(key).or_default().push(index);
            }
        }
    }
    for figures in known.into_values() {
        for pair in figures.windows(2) {
            plan.figures.sum(pair[0], &[pair[1]]);
        }
    }
}
