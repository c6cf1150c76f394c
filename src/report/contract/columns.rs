//! What a row about a target shows.

use super::quarters::Quarters;
use crate::record::contract::{Contract, Target};
use crate::report::cell::Cell;
use crate::report::column::{Column, Columns, Key, Role};

/// How far a target is.
pub(super) struct Progress<'a> {
    pub(super) contract: &'a Contract,
    pub(super) target: &'a Target,
    /// The figure of the period.
    pub(super) value: Value,
    /// The figure of the contract year so far.
    pub(super) to_date: Value,
    /// The share of the target that has been reached; not known of several quarters.
    pub(super) share: Value,
    /// Whether the days that it is promised for are over.
    pub(super) is_over: bool,
    /// Of a target for each quarter, how many met it, if the days asked about are not one quarter.
    pub(super) quarters: Option<Quarters>,
    /// The share of the contract year that has gone.
    pub(super) gone: Option<f64>,
    /// What is needed in each remaining month.
    pub(super) needed: Value,
    /// What readers call the figure: the title of the report, that of its column, and whom it is about.
    pub(super) label: String,
}

/// A number, if it is known and may be said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Value {
    Known(f64),
    Unknown,
    /// The public report of the same days hides it.
    Withheld,
}

impl Value {
    pub(super) fn then(self, next: impl Fn(f64) -> Option<f64>) -> Self {
        match self {
            Self::Known(number) => next(number).map_or(Self::Unknown, Self::Known),
            other => other,
        }
    }

    pub(super) fn cell(self, cell: impl Fn(f64) -> Cell) -> Cell {
        match self {
            Self::Known(number) => cell(number),
            Self::Unknown => Cell::Unknown,
            Self::Withheld => Cell::Masked("*".to_owned()),
        }
    }
}

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
            of.target.every().word()
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
