//! What should happen next, laid out: most urgent first.

use super::column::Columns;
use super::matching::Voice;
use super::sheet::{Cell, Column, Sheet};
use crate::measure::due::Due;
use crate::record::{Day, counted};
use crate::register::Register;

/// Duties as rows. Names appear only if the voice allows them.
#[must_use]
pub fn due(register: &Register, all: &[Due], today: Day, within: u32, voice: Voice) -> Sheet {
    let mut sheet = sheet(register, all, today, voice, false);
    let until = today.plus_days(i64::from(within));
    sheet
        .rules
        .push(format!(
            "What is due by {until}, in this order: parents who missed a session, other late tasks about people, late paperwork, and what is not late yet."
        ));
    sheet
}

/// The same, without the rule; `brief` leaves out what to do.
pub(super) fn sheet(
    register: &Register,
    all: &[Due],
    today: Day,
    voice: Voice,
    brief: bool,
) -> Sheet {
    let mut sheet = Sheet::new("due", "What is due", &register.program().name, today);
    let text = Column::text;
    let days_late = if voice.exact {
        Column::number("days_late")
    } else {
        text("days_late").titled("when")
    };
    let columns = Columns::new()
        .with(text("due"), |due: &Due| due.on)
        .with(days_late, |due| match due.late(today) {
            late if voice.exact => Cell::Count(late),
            late => Cell::Text(when(late)),
        })
        .with(text("duty"), |due| Cell::text(due.duty))
        .with(text("participant").titled("parent"), |due| {
            let id = due.participant.as_ref();
            id.map(|id| voice.participant(register, id))
        })
        .with(text("mentor"), |due| {
            let id = due.mentor.as_ref();
            id.map(|id| voice.mentor(register, id))
        })
        .with(text("what").detail_if(brief), |due| Cell::text(&due.what))
        .with(text("since").detail(), |due| due.since)
        .with(text("match").detail(), |due| {
            Cell::or_unknown(due.match_id.as_ref(), Cell::text)
        })
        .with(text("case").detail(), |due| {
            Cell::or_unknown(due.case.as_ref(), Cell::text)
        });
    sheet.fill(columns, all);
    let late = all.iter().filter(|due| due.late(today) > 0).count();
    sheet.notes.push(match (all.len(), late) {
        (0, _) => "nothing is due".to_owned(),
        (_, 0) => "nothing is late".to_owned(),
        (count, late) => format!("{late} of {count} are late"),
    });
    sheet
}

/// What to do about parents who asked for a mentor and are not on the waiting list, as they are not enrolled.
#[must_use]
pub fn unenrolled(register: &Register, today: Day) -> Option<String> {
    const FEW: usize = 3;
    let people = register.people().iter().enumerate();
    let asked = people.filter_map(|(at, person)| {
        let on = register.request_without_enrollment(at, today)?;
        Some(format!("`peer enroll {} --on {on}`", person.id))
    });
    let mut commands: Vec<String> = asked.collect();
    let count = commands.len();
    commands.truncate(FEW);
    commands.extend((count > FEW).then(|| format!("and {} more", count - FEW)));
    let verb = if count == 1 { "is" } else { "are" };
    (count > 0).then(|| {
        format!(
            "{} asked for a mentor and {verb} not enrolled, so not on the waiting list: {}",
            counted(count, "parent"),
            commands.join(", ")
        )
    })
}

/// How late something is, or how much time is left, in words.
fn when(late: i64) -> String {
    match late {
        0 => "today".to_owned(),
        -1 => "tomorrow".to_owned(),
        late if late > 0 => format!("{} late", counted(late, "day")),
        late => format!("in {}", counted(-late, "day")),
    }
}
