//! How the rows of reports hang together: those of groups with that of everybody, parts of the period with the whole, and
//! figures of one report with those of another.

use std::collections::BTreeMap;

use super::people;
use super::plan::{Keys, Line, Plan};
use super::roles::{GROUPS, Report, Role, role};
use crate::report::masking::Index;

/// Figures of a day, the last of the row: those of parts of the period do not add up.
const OF_A_DAY: [&str; 5] = [
    "active_at_end",
    "waiting_at_end",
    "active",
    "capacity",
    "eligible",
];

/// Rows of one report that differ in some keys alone, by the others.
type Families<'l, 'a> = BTreeMap<(Report, Keys), Vec<&'l Line<'a>>>;

/// How rows hang together; `sheets` has those of each sheet.
pub(super) fn between(plan: &mut Plan<'_>, lines: &[Line<'_>], sheets: &[Vec<&Line<'_>>]) {
    let known: BTreeMap<(Report, &Keys), &Line<'_>> = lines
        .iter()
        .map(|line| ((line.report, &line.keys), line))
        .collect();
    for group in GROUPS {
        for ((report, keys), parts) in families(lines, &[group]) {
            let Some(whole) = known.get(&(report, &keys)) else {
                continue;
            };
            match (report, group) {
                (Report::Unduplicated, "service") => people::by_service(plan, whole, &parts),
                (Report::Unduplicated, _) => people::by_group(plan, whole, &parts),
                _ => {
                    add_up(plan, whole, &parts, |_| true);
                    parts
                        .iter()
                        .for_each(|part| each_within(plan, whole, part, |_| true));
                }
            }
        }
    }
    let of_sheets: Vec<Families<'_, '_>> = sheets
        .iter()
        .map(|lines| families(lines.iter().copied(), &["start", "end"]))
        .collect();
    for (key, all) in families(lines, &["start", "end"]) {
        let of_sheets: Vec<&Vec<&Line<'_>>> =
            of_sheets.iter().filter_map(|of| of.get(&key)).collect();
        if key.0 == Report::Unduplicated {
            people::over_time(plan, &all);
            of_sheets
                .iter()
                .for_each(|lines| people::over_time(plan, lines));
        } else {
            over_time(plan, &all, &of_sheets);
        }
    }
    let by_service = families(lines, &["service"]);
    for line in lines {
        shared(plan, line, &known, &by_service);
    }
}

/// Rows that have all of `free`, by what else says which they are.
fn families<'l, 'a: 'l>(
    lines: impl IntoIterator<Item = &'l Line<'a>>,
    free: &[&str],
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

/// How the days of a report hang together: those in others, those that others make up, and those with the same end.
fn over_time(plan: &mut Plan<'_>, lines: &[&Line<'_>], sheets: &[&Vec<&Line<'_>>]) {
    let adds_up = |name: &str| !OF_A_DAY.contains(&name);
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
                for name in OF_A_DAY {
                    if let (Some(one), Some(other)) = (plan.at(whole, name), plan.at(line, name)) {
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

/// The figures of the parts make up those of the whole. Parts without a figure, such as of days that have not come, are as
/// good as nobody.
fn add_up(
    plan: &mut Plan<'_>,
    whole: &Line<'_>,
    parts: &[&Line<'_>],
    adds_up: impl Fn(&str) -> bool,
) {
    for (column, _) in whole
        .cells
        .iter()
        .filter(|(column, _)| adds_up(column.name))
    {
        let is_amount = match role(whole.report, column.name) {
            Role::People(_) => false,
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

/// Figures make up a total; those that few people are behind together are an amount of few people as well.
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

/// The figures of the part are among those of the whole.
fn each_within(
    plan: &mut Plan<'_>,
    whole: &Line<'_>,
    part: &Line<'_>,
    adds_up: impl Fn(&str) -> bool,
) {
    for (column, _) in whole
        .cells
        .iter()
        .filter(|(column, _)| adds_up(column.name))
    {
        let people = match role(whole.report, column.name) {
            Role::People(_) => column.name != "anonymous",
            Role::Amount => false,
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

/// How figures of two reports hang together: sessions with a mentor are of one service or another, and a child's first stay
/// out of home is one of the stays.
fn shared(
    plan: &mut Plan<'_>,
    line: &Line<'_>,
    known: &BTreeMap<(Report, &Keys), &Line<'_>>,
    by_service: &Families<'_, '_>,
) {
    if line.report == Report::Mentors {
        let services = by_service.get(&(Report::Services, line.keys.clone()));
        for name in ["sessions", "hours"] {
            let parts = services.into_iter().flatten().filter_map(|service| {
                let few = service
                    .behind(name, "")
                    .is_none_or(|people| plan.is_few(people));
                Some((plan.at(service, name)?, few))
            });
            let parts: Vec<(Index, bool)> = parts.collect();
            if let Some(total) = plan.at(line, name) {
                make_up(plan, total, &parts);
            }
        }
    }
    if line.report == Report::Reunification {
        let stays = known.get(&(Report::Placements, &line.keys));
        let episodes = stays.and_then(|line| plan.at(line, "episodes"));
        if let (Some(cohort), Some(episodes)) = (plan.at(line, "cohort"), episodes) {
            plan.figures.sum(episodes, &[cohort]);
            plan.figures.part_of(&[cohort], &[episodes]);
        }
    }
}
