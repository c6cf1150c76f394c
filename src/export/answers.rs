//! The table `answers`: what parents answered to surveys, a row for each item.

use super::column::{Column, Holds};
use super::ground::Ground;
use super::table::{Cell, Layout, Rows};

/// Fills the table. Sheets without a name belong to no one and are always included.
#[must_use]
pub fn fill(ground: &Ground<'_>) -> Rows {
    let mut rows = Rows::new(layout());
    let register = ground.register();
    for entry in &register.records().answers {
        let sheet = &entry.record;
        let person = sheet.participant.as_ref();
        let at = person.map(|id| register.person_index(id));
        // The rows of this person are not requested.
        if !ground.has(sheet.on) || at == Some(None) {
            continue;
        }
        let shift = at.flatten().map_or(0, |at| ground.days_of_person(at));
        let id = ground.asked.keys.id("a-", entry.id.as_ref());
        let who = at
            .flatten()
            .map(|at| ground.person(&register.people()[at].id));
        for (item, answer) in &sheet.answers.0 {
            rows.add([
                Cell::Text(id.clone()),
                i64::from(*item).into(),
                sheet.survey.as_str().into(),
                sheet.on.plus_days(-shift).into(),
                who.clone().map_or(Cell::Unknown, Cell::Text),
                sheet.point.word().into(),
                i64::from(*answer).into(),
            ]);
        }
    }
    rows
}

fn layout() -> Layout {
    Layout {
        name: "answers",
        doc: "One item of a survey that was answered; sheets that are not back, and items without an answer, have no row.",
        columns: vec![
            Column::new("sheet", Holds::Id(None), "The sheet of answers.").always(),
            Column::new(
                "item",
                Holds::Integer,
                "The number of the item on the survey.",
            )
            .always(),
            Column::new("survey", Holds::Word, "Which survey.").always(),
            Column::new("on", Holds::Day, "The day it was answered.").always(),
            Column::new(
                "participant",
                Holds::Id(Some("people")),
                "Whose it is; nobody's where the sheet has no name.",
            ),
            Column::new(
                "point",
                Holds::Word,
                "Whether it was answered before or after the work of the program.",
            )
            .always(),
            Column::new(
                "answer",
                Holds::Integer,
                "The answer, as it stands on the sheet.",
            )
            .always(),
        ],
        key: 2,
    }
}
