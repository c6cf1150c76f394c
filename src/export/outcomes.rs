//! The table `outcomes`: every unit that a definition follows, from each of its anchors.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::column::{Column, Holds};
use super::follow::{of_systems, systems};
use super::ground::Ground;
use super::table::{Cell, Layout, Rows};
use crate::measure::definition::{Named, shipped};
use crate::measure::returns::{self, Case, UnitId};
use crate::measure::reunification::{self, Stay};
use crate::record::{Day, System};
use crate::report::{returns::who, reunification as by_stay};

/// The definition name of the stays that `peer report reunification` counts.
const REUNIFICATION: &str = "reunification";

/// Fills the table.
#[must_use]
pub fn fill(ground: &Ground<'_>) -> Rows {
    let mut rows = Rows::new(layout());
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

/// The id of a unit, and by how many days its days are shifted back.
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

/// The cells of a unit after its id.
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
        ground.through(case.through.day),
        known.map(|known| known.what.as_str()).into(),
        case.known_official.into(),
        status.into(),
        reason.into(),
        is_told.then_some(i64::from(case.observed)).into(),
        is_told.then_some(i64::from(case.possible)).into(),
    ]);
    cells
}

/// The cells of a stay followed to reunification, after the id of the child.
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
        ground.through(stay.through.day),
        known.map(|known| known.what.as_str()).into(),
        Cell::Unknown,
        status.into(),
        reason.into(),
        Cell::Unknown,
        Cell::Unknown,
    ]);
    cells
}

fn layout() -> Layout {
    let mut columns = of_unit();
    columns.extend(of_systems());
    columns.extend(of_follow_up());
    Layout {
        name: "outcomes",
        doc: "A unit that a definition follows from an anchor, with every anchor it had; a period counts the first in it.",
        columns,
        key: 4,
    }
}

/// The columns that say which unit it is, and from when it is followed.
fn of_unit() -> Vec<Column> {
    vec![
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
    ]
}

/// The columns of the result.
fn of_follow_up() -> Vec<Column> {
    vec![
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
    ]
}
