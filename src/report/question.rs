//! A question to a court or county, as the sheet to send: a row for each family, and columns to fill in.

use super::column::Columns;
use super::sheet::{Cell, Column, Sheet};
use crate::record::question::number;
use crate::record::{AskField, Asked, Case, Day, Identity, PersonId, Question, Word};
use crate::register::Register;

/// The columns that the court or county fills in.
pub const ANSWERS: [&str; 4] = ["through", "event", "event_on", "child"];

/// The rows of a question, with names if its fields ask for them.
#[must_use]
pub fn question(
    register: &Register,
    id: &Word,
    question: &Question,
    to: &str,
    today: Day,
) -> Sheet {
    let program = &register.program().name;
    let title = format!("Question {id} to {to}");
    let mut sheet = Sheet::new("question", &title, program, today);
    let mut columns = Columns::new().with(Column::text("number"), move |asked: &Asked| {
        Cell::text(number(id, asked))
    });
    let fields = AskField::ALL.iter().copied();
    for field in fields.filter(|field| question.fields.contains(field)) {
        columns = columns.with(Column::text(field.word()), move |asked: &Asked| {
            said(register, field, asked)
        });
    }
    columns = columns
        .with(Column::text("start"), |asked: &Asked| {
            Cell::Day(asked.anchor)
        })
        .with(Column::text("last_day"), |asked: &Asked| {
            Cell::Day(asked.last)
        });
    for name in ANSWERS {
        columns = columns.with(Column::text(name), |_: &Asked| Cell::Unknown);
    }
    sheet.fill(columns, &question.asked);
    sheet
}

/// What a field says about a family.
fn said(register: &Register, field: AskField, asked: &Asked) -> Cell {
    let case = register.case(&asked.case).map(|entry| &entry.record);
    let of_case = |say: &dyn Fn(&Case) -> Option<String>| case.and_then(say);
    let of_parents = |say: &dyn Fn(&Identity) -> String| {
        let ids = asked.participants.iter();
        let known = ids.filter_map(|id| register.identity(&PersonId::Participant(id.clone())));
        let said: Vec<String> = known.map(say).collect();
        said.iter()
            .any(|said| !said.is_empty())
            .then(|| said.join("; "))
    };
    let text = |text: &Option<Box<str>>| text.as_deref().unwrap_or_default().to_owned();
    let list = |all: &[Box<str>]| all.join(", ");
    let said = match field {
        AskField::System => of_case(&|case| Some(case.system.to_string())),
        AskField::County => of_case(&|case| case.county.as_ref().map(Word::to_string)),
        AskField::Given => of_parents(&|identity| text(&identity.given)),
        AskField::Family => of_parents(&|identity| text(&identity.family)),
        AskField::Aliases => of_parents(&|identity| list(&identity.aliases)),
        AskField::Born => of_parents(&|identity| {
            identity
                .born
                .map_or_else(String::new, |day| day.to_string())
        }),
        AskField::ExternalIds => of_parents(&|identity| list(&identity.external_ids)),
        AskField::Docket => {
            let all = asked.cases.iter().flat_map(|id| register.docket(id));
            let all: Vec<&str> = all.map(|number| &**number).collect();
            (!all.is_empty()).then(|| all.join("; "))
        }
        AskField::Children => of_case(&|case| {
            let children = case.child.iter().map(|(key, child)| match child.born {
                Some(born) => format!("{key} {born}"),
                None => key.to_string(),
            });
            let children: Vec<String> = children.collect();
            (!children.is_empty()).then(|| children.join("; "))
        }),
    };
    Cell::or_unknown(said, Cell::Text)
}
