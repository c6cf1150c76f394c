//! How the figures of people served are related, as everyone knows from what the words of the report mean.
//!
//! `new` and `continuing` are counted from the start of the year, so they are related only within one: someone
//! continuing in a quarter was new in an earlier quarter of its year. A count of people that is the difference of two
//! shown counts, such as people who came before but not in this quarter, is protected as if it were printed.

use super::plan::{Line, Plan};
use crate::record::Day;
use crate::report::masking::Index;

/// How the services of some days relate to all: anyone who had one is among all, and anyone continuing with it is
/// continuing; but someone new to it may not be new.
pub(super) fn by_service(plan: &mut Plan<'_>, all: &Line<'_>, services: &[&Line<'_>]) {
    for name in ["served", "new", "new_ever"] {
        add_up_to_more(plan, all, services, name);
    }
    for name in ["served", "continuing"] {
        each_within(plan, all, services, name);
    }
    if let (Some(all), [one, other]) = (plan.at(all, "served"), &busy(plan, services)[..]) {
        plan.figures.part_of(&[all], &[*one, *other]);
    }
    if let Some(heads) = plan.at(all, "anonymous") {
        let parts = column(plan, services, "anonymous");
        plan.figures.equal(&[heads], &parts);
    }
}

/// The people served by each service that served anyone. If there are two, the number who had both can be worked out.
fn busy(plan: &Plan<'_>, services: &[&Line<'_>]) -> Vec<Index> {
    let mut busy = column(plan, services, "served");
    busy.retain(|index| plan.figures.value(*index) > 0);
    busy
}

/// How groups of people relate to everyone: someone new or continuing is so in each of their groups. If groups add up
/// to everyone, a reader may know that nobody is in two.
pub(super) fn by_group(plan: &mut Plan<'_>, all: &Line<'_>, groups: &[&Line<'_>]) {
    for name in ["served", "new", "continuing", "new_ever"] {
        let parts = column(plan, groups, name);
        if let (Some(all), false) = (plan.at(all, name), parts.is_empty()) {
            plan.figures.sum(all, &parts);
            // People in two groups, such as those who speak two languages.
            plan.figures.part_of(&[all], &parts);
        }
        each_within(plan, all, groups, name);
    }
}

/// How the days of a report are related, whether or not it has a row for all of them.
pub(super) fn over_time(plan: &mut Plan<'_>, lines: &[&Line<'_>]) {
    let mut windows: Vec<Window<'_, '_>> =
        lines.iter().filter_map(|line| Window::of(line)).collect();
    windows.sort_by_key(|window| (window.first, window.last));
    for whole in &windows {
        let inside: Vec<&Window<'_, '_>> = windows
            .iter()
            .filter(|part| !part.is(whole) && whole.first <= part.first && part.last <= whole.last)
            .collect();
        for part in &inside {
            part_of(plan, whole, part);
        }
        let parts = tiles(whole.first, whole.last, &inside);
        if parts.last().is_some_and(|last| last.last == whole.last) {
            make_up(plan, whole, &parts);
        }
    }
    for window in &windows {
        let earlier = windows
            .iter()
            .filter(|part| part.last < window.first)
            .collect::<Vec<_>>();
        let before = tiles(window.year, window.first.plus_days(-1), &earlier);
        if before
            .last()
            .is_some_and(|last| last.last.plus_days(1) == window.first)
        {
            come_back(plan, None, &before, window);
        }
    }
}

/// The days of a line.
struct Window<'a, 'b> {
    line: &'a Line<'b>,
    first: Day,
    last: Day,
    /// The first day of the year from which `new` is counted.
    year: Day,
}

impl<'a, 'b> Window<'a, 'b> {
    fn of(line: &'a Line<'b>) -> Option<Self> {
        let (first, last) = line.days()?;
        Some(Self {
            line,
            first,
            last,
            year: line.year_of(first)?,
        })
    }

    fn is(&self, other: &Self) -> bool {
        (self.first, self.last) == (other.first, other.last)
    }
}

/// Consecutive windows from a day up to another, or as far as they reach; if two begin on the same day, the shorter
/// one.
fn tiles<'w, 'a, 'b>(
    first: Day,
    last: Day,
    windows: &[&'w Window<'a, 'b>],
) -> Vec<&'w Window<'a, 'b>> {
    let mut tiles: Vec<&Window<'_, '_>> = Vec::new();
    let mut next = first;
    while let Some(window) = windows
        .iter()
        .find(|window| window.first == next && window.last <= last)
    {
        tiles.push(window);
        next = window.last.plus_days(1);
    }
    tiles
}

/// Anyone served in some days is served in all days that include them; the same holds for new people within the same
/// year.
fn part_of(plan: &mut Plan<'_>, whole: &Window<'_, '_>, part: &Window<'_, '_>) {
    for name in ["served", "new_ever", "new"] {
        if name != "new" || whole.year == part.year {
            each_within(plan, whole.line, &[part.line], name);
        }
    }
}

/// What consecutive days add up to: everyone is new once in a year, and new ever once.
fn make_up(plan: &mut Plan<'_>, whole: &Window<'_, '_>, parts: &[&Window<'_, '_>]) {
    let lines: Vec<&Line<'_>> = parts.iter().map(|part| part.line).collect();
    for name in ["served", "new", "continuing"] {
        add_up_to_more(plan, whole.line, &lines, name);
    }
    let one_year = parts.iter().all(|part| part.year == whole.year);
    for name in ["new_ever", "anonymous", "new"] {
        let found = column(plan, &lines, name);
        if let (Some(whole), true) = (plan.at(whole.line, name), one_year || name != "new") {
            plan.figures.equal(&[whole], &found);
        }
    }
    if one_year {
        for (at, part) in parts.iter().enumerate() {
            come_back(plan, Some(whole), &parts[..at], part);
        }
    }
}

/// Someone continuing was new earlier in the year, or was already continuing in the whole that these days are part of.
fn come_back(
    plan: &mut Plan<'_>,
    whole: Option<&Window<'_, '_>>,
    before: &[&Window<'_, '_>],
    now: &Window<'_, '_>,
) {
    let lines: Vec<&Line<'_>> = before.iter().map(|part| part.line).collect();
    let mut known = column(plan, &lines, "new");
    known.extend(whole.and_then(|whole| plan.at(whole.line, "continuing")));
    if let Some(now) = plan.at(now.line, "continuing") {
        plan.figures.part_of(&[now], &known);
    }
}

/// The figures of a column, for the lines that have it. Future days have none: nobody.
fn column(plan: &Plan<'_>, lines: &[&Line<'_>], name: &'static str) -> Vec<Index> {
    lines
        .iter()
        .filter_map(|line| plan.at(line, name))
        .collect()
}

fn add_up_to_more(plan: &mut Plan<'_>, whole: &Line<'_>, parts: &[&Line<'_>], name: &'static str) {
    let parts = column(plan, parts, name);
    if let Some(whole) = plan.at(whole, name) {
        plan.figures.at_most(&[whole], &parts);
    }
}

fn each_within(plan: &mut Plan<'_>, whole: &Line<'_>, parts: &[&Line<'_>], name: &'static str) {
    let Some(whole) = plan.at(whole, name) else {
        return;
    };
    for part in column(plan, parts, name) {
        plan.figures.part_of(&[part], &[whole]);
    }
}
