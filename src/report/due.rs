//! What should happen next, laid out: most urgent first.

use super::matching::Voice;
use super::sheet::{Cell, Column, Sheet};
use crate::measure::due::Due;
use crate::record::{Day, counted};
use crate::register::Register;

/// Duties as rows. Names stand only where the voice may say them.
#[must_use]
pub fn due(register: &Register, all: &[Due], today: Day, within: u32, voice: Voice) -> Sheet {
    let mut sheet = Sheet::new("due", "What is due", &register.program().name, today);
    let until = today.plus_days(i64::from(within));
    sheet.rules.push(format!(
        "What should have happened by {until}, most urgent first."
    ));
    sheet.columns = vec![
        Column::text("due"),
        if voice.exact {
            Column::number("days_late")
        } else {
            Column::text("days_late").titled("when")
        },
        Column::text("duty"),
        Column::text("participant").titled("parent"),
        Column::text("mentor"),
        Column::text("what"),
        Column::text("since").detail(),
        Column::text("match").detail(),
        Column::text("case").detail(),
    ];
    for due in all {
        let late = due.late(today);
        sheet.rows.push(vec![
            Cell::Day(due.on),
            if voice.exact {
                Cell::Count(late)
            } else {
                Cell::Text(when(late))
            },
            Cell::text(due.duty),
            Cell::or_unknown(due.participant.as_ref(), |id| {
                Cell::Text(voice.participant(register, id))
            }),
            Cell::or_unknown(due.mentor.as_ref(), |id| {
                Cell::Text(voice.mentor(register, id))
            }),
            Cell::text(&due.what),
            Cell::Day(due.since),
            Cell::or_unknown(due.match_id.as_ref(), Cell::text),
            Cell::or_unknown(due.case.as_ref(), Cell::text),
        ]);
    }
    let late = all.iter().filter(|due| due.late(today) > 0).count();
    sheet.notes.push(match (all.len(), late) {
        (0, _) => "nothing is due".to_owned(),
        (_, 0) => "nothing is late".to_owned(),
        (count, late) => format!("{late} of {count} are late"),
    });
    sheet
}

/// How late something is, or how much time there is, in words.
fn when(late: i64) -> String {
    match late {
        0 => "today".to_owned(),
        -1 => "tomorrow".to_owned(),
        late if late > 0 => format!("{} late", counted(late, "day")),
        late => format!("in {}", counted(-late, "day")),
    }
}
