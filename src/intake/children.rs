//! Which rows of a case are about one child, and which about two that were born on the same day.
//!
//! Twins are never made one in silence, and one child in two rows is never made two: where the rows do not tell, the
//! later one is refused, with what would tell.

use std::collections::BTreeSet;

use super::facts::{get, sort};
use super::headings::header;
use super::layout::Layout;
use crate::record::intake::SheetRow;
use crate::record::schema::Table;
use crate::record::word::to_kebab;
use crate::record::{Datum, Fields};

/// What a row says of a child.
#[derive(Debug, Clone, Default)]
pub(super) struct ChildRow {
    /// The row.
    pub row: usize,
    /// The parents in it.
    pub parents: BTreeSet<String>,
    /// What happened to the child.
    pub events: Vec<Fields>,
    /// What happened in the case as a whole.
    pub of_case: Vec<Fields>,
    /// What the row says in columns that are not taken and tell children apart, such as a first name.
    pub marks: Vec<String>,
    /// Every cell of it.
    pub cells: Vec<String>,
}

impl ChildRow {
    /// The parts of a row that are kept nowhere.
    pub fn of(layout: &Layout<'_>, row: &SheetRow) -> Self {
        let cell = |place: &usize| {
            let text = row.cells.get(*place).map(|cell| header(cell));
            text.unwrap_or_default()
        };
        Self {
            row: row.number,
            marks: layout.marks_of_a_child().iter().map(cell).collect(),
            cells: layout.of_the_sheet().iter().map(cell).collect(),
            ..Self::default()
        }
    }
}

/// A child of a case as the rows tell of it.
#[derive(Debug)]
pub(super) struct Child {
    /// Its letter.
    pub key: String,
    /// What its table says.
    pub fields: Fields,
    told: Vec<ChildRow>,
}

/// What two rows with one birth date are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    Same,
    Twins,
    Unclear,
    Copies,
}

fn relation(one: &ChildRow, other: &ChildRow) -> Relation {
    if one.cells == other.cells {
        return Relation::Copies;
    }
    if one.marks != other.marks {
        return Relation::Twins;
    }
    let kinds = |told: &ChildRow| -> BTreeSet<String> {
        let kinds = told.events.iter().filter_map(|event| get(event, "kind"));
        kinds.map(ToString::to_string).collect()
    };
    let is_alike = one.events == other.events;
    let has_one_kind = !kinds(one).is_disjoint(&kinds(other));
    match (is_alike, one.parents == other.parents) {
        // A row for each parent, or for each hearing.
        (true, false) => Relation::Same,
        (true, true) if one.of_case != other.of_case => Relation::Same,
        // One event cannot happen to one child in two ways.
        (false, true) if has_one_kind => Relation::Twins,
        _ => Relation::Unclear,
    }
}

/// The children of a case.
#[derive(Debug, Default)]
pub(super) struct Children(Vec<Child>);

impl Children {
    /// The children in the order of the rows.
    pub fn iter(&self) -> impl Iterator<Item = &Child> {
        self.0.iter()
    }

    /// The letter of the child that a row is about: the one in the sheet, that of a child that must be the same, or the
    /// next one.
    ///
    /// # Errors
    /// It cannot be told from another child.
    pub fn take(
        &mut self,
        named: Option<&str>,
        fields: Fields,
        told: ChildRow,
    ) -> Result<String, String> {
        let named = named.map(to_kebab).filter(|key| !key.is_empty());
        let at = match &named {
            Some(key) => self.0.iter().position(|child| child.key == *key),
            None => self.same(&fields, &told)?,
        };
        if let Some(at) = at {
            let child = &mut self.0[at];
            child.take(fields, told)?;
            return Ok(child.key.clone());
        }
        let free = || {
            ('a'..='z')
                .map(String::from)
                .find(|key| !self.0.iter().any(|child| child.key == *key))
        };
        let key = named
            .or_else(free)
            .unwrap_or_else(|| format!("z{}", self.0.len()));
        self.0.push(Child {
            key: key.clone(),
            fields,
            told: vec![told],
        });
        Ok(key)
    }

    /// The child without a letter that a row says the same of as other rows do.
    fn same(&self, fields: &Fields, told: &ChildRow) -> Result<Option<usize>, String> {
        let Some(born_here) = born(fields) else {
            if fields.is_empty() {
                return Ok(None);
            }
            return Err("it does not say which child it is about: fill in the birth date, or a letter in a column `Child`".to_owned());
        };
        let mut same = Vec::new();
        let mut unclear = None;
        for (at, child) in self.0.iter().enumerate() {
            if born(&child.fields) != Some(born_here) {
                continue;
            }
            let relations: Vec<(usize, Relation)> = child
                .told
                .iter()
                .map(|known| (known.row, relation(known, told)))
                .collect();
            let first = |wanted: Relation| {
                let mut found = relations.iter().filter(|(_, relation)| *relation == wanted);
                found.next().map(|(row, _)| *row)
            };
            if let Some(row) = first(Relation::Copies) {
                return Err(format!(
                    "it says the same as row {row}: for twins give each child a letter in a column `Child`, else delete this row"
                ));
            }
            if first(Relation::Same).is_some() {
                same.push(at);
            } else if first(Relation::Twins).is_none() {
                unclear = unclear.or(first(Relation::Unclear));
            }
        }
        match (same.as_slice(), unclear) {
            ([one], _) => Ok(Some(*one)),
            ([], None) => Ok(None),
            (several, row) => {
                let first = several.first().and_then(|at| self.0[*at].told.first());
                let row = row.or(first.map(|told| told.row)).unwrap_or_default();
                Err(format!(
                    "it may be about the child of row {row} or about a twin: give each child a letter in a column `Child`"
                ))
            }
        }
    }
}

fn born(fields: &Fields) -> Option<&Datum> {
    get(fields, "born")
}

/// Takes in what further fields say, also in tables.
///
/// # Errors
/// The key of which they say something else.
fn take_in(known: &mut Fields, further: Fields) -> Result<(), &'static str> {
    for (key, value) in further {
        let Some(at) = known.iter().position(|(name, _)| *name == key) else {
            known.push((key, value));
            continue;
        };
        match (&mut known[at].1, value) {
            (Datum::Table(inner), Datum::Table(more)) => take_in(inner, more)?,
            (said, value) if *said != value => return Err(key),
            _ => {}
        }
    }
    Ok(())
}

impl Child {
    /// Takes in what a further row says of it.
    fn take(&mut self, fields: Fields, told: ChildRow) -> Result<(), String> {
        let mut all = self.fields.clone();
        if let Err(key) = take_in(&mut all, fields) {
            let row = self.told.first().map_or(0, |told| told.row);
            return Err(format!(
                "another `{key}` than row {row} says of the child `{}`",
                self.key
            ));
        }
        self.fields = all;
        self.told.push(told);
        Ok(())
    }

    /// What its table says, in order.
    pub fn sorted(&self) -> Fields {
        let mut fields = self.fields.clone();
        sort(&mut fields, crate::record::Child::SCHEMA);
        for (_, value) in &mut fields {
            if let Datum::Table(facts) = value {
                facts.sort_by_key(|(name, _)| *name);
            }
        }
        fields
    }

    /// The birth date.
    pub fn born(&self) -> Option<String> {
        born(&self.fields).map(ToString::to_string)
    }

    /// The parents in the rows that tell of it.
    pub fn parents(&self) -> impl Iterator<Item = &BTreeSet<String>> {
        self.told.iter().map(|told| &told.parents)
    }

    /// Whether a row tells what happened to it.
    pub fn has_events(&self) -> bool {
        self.told.iter().any(|told| !told.events.is_empty())
    }
}
