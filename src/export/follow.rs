//! The tables that a reader could not work out from the others: `episodes`, `placements` and `outcomes`.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::column::{Column, Holds, Words};
use super::ground::Ground;
use super::table::{Cell, Layout, Rows};
use crate::measure::definition::{Named, shipped};
use crate::measure::episodes::Episode;
use crate::measure::placements;
use crate::measure::returns::{self, Case, UnitId};
use crate::measure::reunification::{self, Stay};
use crate::record::{Class, Day, Setting, System};
use crate::report::{returns::who, reunification as by_stay};

/// The name under which `outcomes` has the stays that `peer report reunification` counts.
const REUNIFICATION: &str = "reunification";

/// Fills the tables of what came of cases.
#[must_use]
pub fn fill(ground: &Ground<'_>) -> Vec<Rows> {
    let mut all = episodes(ground);
    all.push(outcomes(ground));
    all
}

/// Yes or no of each system.
fn systems(systems: &BTreeSet<System>) -> [Cell<'static>; 2] {
    [System::Cps, System::Jpd].map(|system| Cell::Bool(systems.contains(&system)))
}

/// The columns of the systems of a stay.
fn of_systems() -> [Column; 2] {
    [
        Column::new(
            "cps",
            Holds::Bool,
            "Whether a case in child welfare tells of the removal.",
        ),
        Column::new("jpd", Holds::Bool, "Whether a case in probation does."),
    ]
}

fn episodes(ground: &Ground<'_>) -> Vec<Rows> {
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
    // How long a stay lasts that still runs would tell by how many days it was shifted.
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
        ground.derived(stay.through.day, shift),
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

fn outcomes(ground: &Ground<'_>) -> Rows {
    let mut rows = Rows::new(outcomes_layout());
    let own = ground.register().records().definitions.iter();
    let own = own.map(|entry| Named {
        name: entry.id.to_string(),
        definition: entry.record.clone(),
    });
    let definitions: Vec<Named> = shipped().into_iter().chain(own).collect();
    let mut asked = Vec::new();
    for named in &definitions {
        let units = named.definition.units().into_iter();
        asked.extend(units.map(|unit| (named, unit)));
    }
    let every: Vec<_> = asked
        .iter()
        .map(|(named, unit)| (&named.definition, *unit))
        .collect();
    let all = returns::every(ground.register(), ground.asked.as_of, &every);
    for ((named, unit), cases) in asked.iter().zip(&all) {
        for case in cases.iter().filter(|case| ground.has(case.anchor)) {
            if let Some((id, shift)) = unit_of(ground, &case.id) {
                let first = [
                    named.name.as_str().into(),
                    unit.word().into(),
                    Cell::Text(id),
                ];
                rows.add(first.into_iter().chain(outcome(ground, case, shift)));
            }
        }
    }
    for (stay, systems) in reunification::every(ground.register(), ground.asked.as_of) {
        let shift = ground.days_of_case(&stay.id.case);
        if let Some(id) = ground
            .child_of(&stay.id)
            .filter(|_| ground.has(stay.anchor))
        {
            let first = [REUNIFICATION.into(), "child".into(), Cell::Text(id)];
            rows.add(
                first
                    .into_iter()
                    .chain(home(ground, &stay, &systems, shift)),
            );
        }
    }
    rows
}

/// The id of a unit, and by how many days its days are earlier.
fn unit_of<'i>(ground: &'i Ground<'_>, id: &'i UnitId) -> Option<(Cow<'i, str>, i64)> {
    Some(match id {
        UnitId::Participant(id) => {
            let person = ground.register().person_index(id)?;
            (ground.person(id), ground.days_of_person(person))
        }
        UnitId::Family(id) => (ground.case(id), ground.days_of_case(id)),
        UnitId::Child(id) => (ground.child_of(id)?, ground.days_of_case(&id.case)),
    })
}

/// The cells of a unit behind its id.
fn outcome<'v>(ground: &Ground<'_>, case: &'v Case, shift: i64) -> Vec<Cell<'v>> {
    let day = |on: Day| on.plus_days(-shift);
    let (status, reason) = who::status(case);
    let event = who::event(case);
    let is_told = event.is_some() || !ground.asked.keys.shifts();
    let known = case.through.known.as_ref();
    let system = || [Cell::Unknown, Cell::Unknown];
    let mut cells = vec![day(case.anchor).into(), case.anchor_kind.to_string().into()];
    cells.extend(system());
    cells.extend([
        day(case.window_end).into(),
        case.first_session.map(day).into(),
        event.map(|(_, what)| what).into(),
        event.map(|(on, _)| day(on)).into(),
        case.lost.map(day).into(),
        ground.derived(case.through.day, shift),
        known.map(|known| known.what.as_str()).into(),
        case.known_official.into(),
        status.into(),
        reason.into(),
        is_told.then_some(i64::from(case.observed)).into(),
        is_told.then_some(i64::from(case.possible)).into(),
    ]);
    cells
}

/// The cells of a stay that is followed to reunification, behind the id of the child.
fn home<'v>(
    ground: &Ground<'_>,
    stay: &'v Stay,
    of: &BTreeSet<System>,
    shift: i64,
) -> Vec<Cell<'v>> {
    let day = |on: Day| on.plus_days(-shift);
    let (status, reason) = by_stay::status(stay);
    let event = by_stay::event(stay);
    let known = stay.through.known.as_ref();
    let lost = event.filter(|(_, what)| *what == "lost");
    let mut cells = vec![day(stay.anchor).into(), "removed".into()];
    cells.extend(systems(of));
    cells.extend([
        day(stay.window_end).into(),
        Cell::Unknown,
        event.map(|(_, what)| what).into(),
        event.map(|(on, _)| day(on)).into(),
        lost.map(|(on, _)| day(on)).into(),
        ground.derived(stay.through.day, shift),
        known.map(|known| known.what.as_str()).into(),
        Cell::Unknown,
        status.into(),
        reason.into(),
        Cell::Unknown,
        Cell::Unknown,
    ]);
    cells
}

fn outcomes_layout() -> Layout {
    let mut columns = vec![
        Column::new(
            "definition",
            Holds::Word,
            "By which definition: `peer explain NAME` says what each counts.",
        )
        .always(),
        Column::new(
            "unit",
            Holds::Word,
            "What is followed: a participant, a family (a case) or a child.",
        )
        .always()
        .of(&["participant", "family", "child"]),
        Column::new(
            "id",
            Holds::Id(None),
            "The participant, the case or the child.",
        )
        .always(),
        Column::new("anchor", Holds::Day, "The day that starts the clock.").always(),
        Column::new("anchor_event", Holds::Word, "What happened that day.").always(),
    ];
    columns.extend(of_systems());
    columns.extend([
        Column::new(
            "window_end",
            Holds::Day,
            "The last day on which an event counts.",
        )
        .always(),
        Column::new(
            "first_session",
            Holds::Day,
            "The first countable session of the people of the unit.",
        ),
        Column::new(
            "event",
            Holds::Word,
            "What came of it: the event, competing where it became impossible, or lost.",
        ),
        Column::new("event_date", Holds::Day, "The day of that."),
        Column::new(
            "lost",
            Holds::Day,
            "The day after the anchor on which somebody noted that nothing more is known.",
        ),
        Column::new(
            "known_through",
            Holds::Day,
            "The last day through which it is known how the unit fared.",
        ),
        Column::new(
            "known_by",
            Holds::Word,
            "What says so: a source, an event or a session.",
        ),
        Column::new(
            "official",
            Holds::Bool,
            "Whether official sources and events alone would tell the outcome.",
        ),
        Column::new(
            "status",
            Holds::Word,
            "The figure it is counted in, as `--who` of the report says it.",
        )
        .always(),
        Column::new("reason", Holds::Text, "Why, where that needs saying."),
        Column::new(
            "observed",
            Holds::Integer,
            "Days from the anchor to the end of what is known, at most 365 of 12 months.",
        ),
        Column::new(
            "possible",
            Holds::Integer,
            "Days that could have been known.",
        ),
    ]);
    Layout {
        name: "outcomes",
        doc: "A unit that a definition follows from an anchor, with every anchor it had; a period counts the first in it.",
        columns,
        key: 4,
    }
}
