#![doc = include_str!("forms.md")]

use super::cell::Cell;
use super::column::{Column, Columns, Key, Rank};
use super::disclosure::Disclosure;
use super::explain;
use super::request::Request;
use super::sheet::Sheet;
use crate::measure::people::{Answered, answers, shipped};
use crate::record::form::{Form, SHIPPED};
use crate::record::{Kind, counted};

/// The kinds of record used to fill in a form.
pub const READS: [Kind; 5] = [
    Kind::Session,
    Kind::Participant,
    Kind::Case,
    Kind::Identity,
    Kind::Form,
];

static DISCLOSURE: Disclosure = Disclosure {
    not_public: Some(
        "a form goes to the funder that asks for it; `peer report people --audience public` masks small counts",
    ),
    ..Disclosure::of("form")
};

/// The form with this name, the program's own or built-in; `None` if there is none.
#[must_use]
pub fn find(name: &str, request: &Request<'_>) -> Option<Form> {
    let own = request.register.records().forms.iter();
    let own = own.filter(|entry| entry.id.as_str() == name);
    let mut own = own.map(|entry| entry.record.clone());
    own.next().or_else(|| shipped(name))
}

/// Whether a name can only belong to a form, as no report has it.
#[must_use]
pub fn is_form(name: &str) -> bool {
    !explain::REPORTS.contains(&name)
}

/// The built-in forms, each with its title.
#[must_use]
pub fn lines() -> Vec<(String, String)> {
    let line = |name: &&str| {
        Some((
            (*name).to_owned(),
            format!("form: {}", shipped(name)?.title),
        ))
    };
    SHIPPED.iter().filter_map(line).collect()
}

/// A form, filled in.
#[must_use]
pub fn sheet(name: &str, form: &Form, request: &Request<'_>) -> Sheet {
    let result = answers(request.register, form, request.period, request.as_of);
    let mut sheet = request.page(name, &form.title);
    sheet.disclosure = Some(&DISCLOSURE);
    sheet
        .rules
        .push(format!("{} ({})", form.source, form.dated));
    sheet.rules.push(whom(form));
    if result.without_identity > 0 {
        sheet.notes.push(format!(
            "ages are not counted: the birth dates of {} are not on this computer",
            counted(result.without_identity, "parent")
        ));
    }
    for (question, count) in &result.left_over {
        sheet.notes.push(format!(
            "`{question}`: {} in no answer of the form; add `others = true` to one answer, or more words",
            counted(*count, "person")
        ));
    }
    if result.without_record > 0 {
        sheet.notes.push(format!(
            "{} without a participant file: each id counts as a person",
            counted(result.without_record, "person")
        ));
    }
    sheet.fill(columns(), &result.rows);
    sheet
}

/// Whom the form counts, in a sentence.
fn whom(form: &Form) -> String {
    let whom = form.whom().word();
    let services: Vec<&str> = form.services.iter().map(|one| one.word()).collect();
    let services = match services.is_empty() {
        true => "all services to participants".to_owned(),
        false => services.join(", ").replace('-', " "),
    };
    let asked = match form.is_of_new() {
        true => "; what is known of them: of those new in the year",
        false => "",
    };
    format!("counted are {whom}, by {services}{asked}; each in one answer of a question")
}

fn columns<'a>() -> Columns<'a, Answered> {
    Columns::new()
        .with(Column::key("question", Key::Name), |row: &Answered| {
            Cell::text(&row.question)
        })
        .with(Column::key("answer", Key::Name), |row| {
            Cell::or_unknown(row.answer.as_ref(), Cell::text)
        })
        .with(Column::people("count", Rank::Last), |row| row.count)
}
