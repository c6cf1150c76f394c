//! What a row about a target shows.

use super::quarters::Quarters;
use super::{Progress, Value, every};
use crate::report::cell::Cell;
use crate::report::column::{Column, Columns, Key, Role};

/// The name of the contract is printed if there are several, and how many quarters met a target if some did.
pub(super) fn columns<'a>(several: bool, quarters: bool) -> Columns<'a, Progress<'a>> {
    // What the public may not see is withheld before: a target may be as small as it likes.
    let figure = |name, title: &str| Column::number(name).with(Role::Open).titled(title);
    let words = |name| Column::words(name).with(Role::Open);
    let number = |of: &Progress<'_>, value: Value| {
        let is_share = of.target.measure.is_share();
        value.cell(|value| match is_share {
            true => Cell::Rate(value),
            false if value.fract() == 0.0 => Cell::Count(value as i64),
            false => Cell::Number(value, 1),
        })
    };
    let contract = Column::key("contract", Key::Name);
    let contract = if several { contract } else { contract.detail() };
    Columns::new()
        .with(contract, |of: &Progress<'a>| {
            of.contract.name.as_str().to_owned()
        })
        .with(Column::key("label", Key::Label).titled("what"), |of| {
            Cell::text(&of.label)
        })
        .with(Column::key("measure", Key::Name).detail(), |of| {
            of.target.measure.to_string()
        })
        .with(Column::key("where", Key::Name).detail(), |of| {
            Cell::or_unknown(of.target.terms.as_deref(), Cell::text)
        })
        .with(figure("value", "in the period"), move |of| {
            number(of, of.value)
        })
        .with(figure("to_date", "contract year to date"), move |of| {
            number(of, of.to_date)
        })
        .with(figure("target", "target"), move |of| {
            number(of, Value::Known(of.target.value.0))
        })
        .with(Column::key("each", Key::Label), |of| {
            every(of.target).word()
        })
        .with(figure("share", "of the target"), |of| {
            of.share.cell(Cell::Rate)
        })
        .with(figure("year_gone", "year gone"), |of| {
            Cell::or_unknown(of.gone, Cell::Rate)
        })
        .with(figure("needed_a_month", "needed a month"), |of| {
            of.needed.cell(|needed| Cell::Number(needed, 1))
        })
        .with(
            figure("quarters_met", "quarters that met it").detail_if(!quarters),
            |of| match &of.quarters {
                Some(Quarters {
                    met: Some(met),
                    known,
                    ..
                }) if *known > 0 => Cell::share(*met, *known),
                Some(Quarters { met: None, .. }) => Value::Withheld.cell(Cell::Rate),
                _ => Cell::Unknown,
            },
        )
        .with(words("standing"), standing)
}

fn standing(of: &Progress<'_>) -> Cell {
    match &of.quarters {
        Some(Quarters { met: None, .. }) => Value::Withheld.cell(Cell::Rate),
        Some(quarters) => Cell::or_unknown(quarters.standing(), Cell::text),
        None => of.share.cell(|share| {
            Cell::text(match (share >= 1.0, of.is_over) {
                (true, _) => "met",
                (false, true) => "missed",
                (false, false) => "under way",
            })
        }),
    }
}
