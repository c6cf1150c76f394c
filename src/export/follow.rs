//! The tables that a reader could not compute from the others: `episodes` and `placements`.

use std::collections::BTreeSet;

use super::column::{Column, Holds, Words};
use super::ground::Ground;
use super::table::{Cell, Layout, Rows};
use crate::measure::episodes::Episode;
use crate::measure::placements;
use crate::record::{Class, Day, Setting, System};

/// Yes or no for each system.
pub fn systems(systems: &BTreeSet<System>) -> [Cell<'static>; 2] {
    [System::Cps, System::Jpd].map(|system| Cell::Bool(systems.contains(&system)))
}

/// The columns of the systems of a stay.
pub fn of_systems() -> [Column; 2] {
    [
        Column::new(
            "cps",
            Holds::Bool,
            "Whether a case in child welfare tells of the removal.",
        ),
        Column::new("jpd", Holds::Bool, "Whether a case in probation does."),
    ]
}

/// Fills the tables of stays.
#[must_use]
pub fn fill(ground: &Ground<'_>) -> Vec<Rows> {
    let mut rows = Rows::new(episodes_layout());
    let mut inside = Rows::new(placements_layout());
    let as_of = ground.asked.as_of;
    let mut last: Option<(String, u32)> = None;
    for (episode, stay) in placements::every(ground.register(), as_of) {
        let Some(child) = ground.child_of(&stay.id) else {
            continue;
        };
        let number = match &last {
            Some((of, number)) if *of == child => number + 1,
            _ => 1,
        };
        last = Some((child.to_string(), number));
        if !ground.has_part(episode.start, Some(episode.end(as_of))) {
            continue;
        }
        let id = format!("{child}#{number}");
        rows.add(episode_cells(ground, &id, &child, &episode, &stay));
        placed(ground, &mut inside, &id, &episode);
    }
    vec![rows, inside]
}

fn episode_cells<'v>(
    ground: &Ground<'_>,
    id: &'v str,
    child: &'v str,
    episode: &Episode,
    stay: &placements::Stay,
) -> Vec<Cell<'v>> {
    let shift = ground.days_of_case(&episode.case);
    let day = |on: Day| on.plus_days(-shift);
    let as_of = ground.asked.as_of;
    let case = ground.case(&episode.case).into_owned();
    let mut cells = vec![
        id.into(),
        child.into(),
        case.into(),
        day(episode.start).into(),
    ];
    cells.extend(systems(&episode.systems));
    let ended = stay.exit.or(stay.followed_to);
    // The length of a current stay would reveal by how many days it was shifted.
    let is_told = ended.is_some() || !ground.asked.keys.shifts();
    cells.extend([
        stay.exit.map(|(_, kind)| kind.word()).into(),
        stay.exit.map(|(on, _)| day(on)).into(),
        stay.followed_to.map(|(_, kind)| kind.word()).into(),
        stay.followed_to.map(|(on, _)| day(on)).into(),
        episode.is_long(as_of).into(),
        is_told.then_some(stay.care_days).into(),
        is_told.then_some(stay.detention_days).into(),
        i64::try_from(stay.moves).ok().into(),
        stay.unconfirmed.into(),
        ground.through(stay.through.day),
    ]);
    cells
}

/// Where the child was during a stay.
fn placed(ground: &Ground<'_>, rows: &mut Rows, id: &str, episode: &Episode) {
    let shift = ground.days_of_case(&episode.case);
    let end = episode.end(ground.asked.as_of);
    let runs = episode.exit.is_none() && episode.followed_to.is_none();
    for (at, stay) in episode.settings.iter().enumerate() {
        let next = episode.settings.get(at + 1).map(|next| next.from.min(end));
        let until = match next {
            Some(next) => Cell::from(next.plus_days(-shift)),
            None if runs => ground.derived(Some(end), shift),
            None => end.plus_days(-shift).into(),
        };
        let is_first = episode.settings[..at]
            .iter()
            .all(|other| other.from != stay.from);
        let moves = episode
            .moves
            .iter()
            .filter(|on| is_first && **on == stay.from);
        rows.add([
            Cell::from(format!("{id}.{}", at + 1)),
            id.into(),
            stay.from.plus_days(-shift).into(),
            until,
            stay.setting.as_ref().map(|word| word.as_str()).into(),
            stay.class.map(Class::class).into(),
            stay.visit.into(),
            stay.waits_from.map(|on| on.plus_days(-shift)).into(),
            i64::try_from(moves.count()).ok().into(),
        ]);
    }
}

fn episodes_layout() -> Layout {
    let mut columns = vec![
        Column::new(
            "episode",
            Holds::Id(None),
            "The stay: the child, and a number.",
        )
        .always(),
        Column::new("child", Holds::Id(Some("children")), "The child.").always(),
        Column::new(
            "case",
            Holds::Id(Some("cases")),
            "The case that tells of the removal first.",
        )
        .always(),
        Column::new("start", Holds::Day, "The day of removal, in the stay.").always(),
    ];
    columns.extend(of_systems());
    columns.extend([
        Column::new("exit", Holds::Word, "How it ended."),
        Column::new("exit_on", Holds::Day, "The day it ended, not in the stay."),
        Column::new(
            "followed_by",
            Holds::Word,
            "Without an end on file: what the stay is followed to.",
        ),
        Column::new(
            "followed_to",
            Holds::Day,
            "The day of that; empty where it is followed to the day of the export.",
        ),
        Column::new(
            "long",
            Holds::Bool,
            "Whether it lasted 8 calendar days or more: shorter ones are in no cohort.",
        )
        .always(),
        Column::new(
            "care_days",
            Holds::Integer,
            "Days out of home without detention, to the day of the export.",
        ),
        Column::new("detention_days", Holds::Integer, "Days in detention."),
        Column::new(
            "moves",
            Holds::Integer,
            "Changes of setting: neither the first setting nor one to detention.",
        )
        .always(),
        Column::new(
            "unconfirmed",
            Holds::Bool,
            "Whether it still runs, and nobody knew of the child in the last 90 days.",
        )
        .always(),
        Column::new(
            "known_through",
            Holds::Day,
            "The last day through which it is known how the child fared.",
        ),
    ]);
    Layout {
        name: "episodes",
        doc: "A stay of a child out of the home, from removal to the next exit.",
        columns,
        key: 1,
    }
}

fn placements_layout() -> Layout {
    let own = "The setting: the stay, and a number.";
    Layout {
        name: "placements",
        doc: "Where a child was during a stay out of the home, from a day until the day before another.",
        columns: vec![
            Column::new("placement", Holds::Id(None), own).always(),
            Column::new("episode", Holds::Id(Some("episodes")), "The stay.").always(),
            Column::new("from", Holds::Day, "The first day.").always(),
            Column::new(
                "until",
                Holds::Day,
                "The first day that is not in it; the day of the export where it still runs.",
            ),
            Column {
                words: Words::List(Setting::LIST),
                ..Column::new("setting", Holds::Word, "The setting.")
            },
            Column::new(
                "class",
                Holds::Word,
                "The class of the setting, by which figures count it.",
            )
            .of(Setting::CLASSES),
            Column::new("visit", Holds::Bool, "Whether it was a trial home visit.").always(),
            Column::new(
                "waits_from",
                Holds::Day,
                "In detention: from when on the child waited there for a placement that the court ordered.",
            ),
            Column::new("moves", Holds::Integer, "Moves on its first day.").always(),
        ],
        key: 1,
    }
}
