//! Turns the plan for a sheet into changed files.

use std::collections::BTreeMap;

use crate::cli::failure::Failure;
use crate::cli::moving::put;
use crate::intake::{Addition, Plan};
use crate::record::{Datum, Finding, Kind, PersonId, Place, SessionId, Shape};
use crate::register::Register;
use crate::store::{Change, Directory, Edit, canonical_fields};

/// A change, with the rows that each file comes from.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// The files.
    pub(super) change: Change,
    rows: BTreeMap<String, Vec<usize>>,
    /// How many records of each kind are new.
    pub(super) made: BTreeMap<Kind, usize>,
    /// Whether it raises the version of the format.
    pub(super) is_raised: bool,
}

/// The changes planned for a sheet, as files.
pub(super) struct Prepared {
    pub(super) plan: Plan,
    pub(super) changes: Changes,
    /// What a person should look at afterwards.
    pub(super) doubts: Vec<Finding>,
}

impl Changes {
    /// The rows that made a file wrong.
    pub(super) fn rows_of(&self, finding: &Finding) -> Vec<usize> {
        self.rows
            .get(&*finding.place.path)
            .cloned()
            .unwrap_or_default()
    }

    fn note(&mut self, path: &str, rows: Vec<usize>) {
        self.rows.entry(path.to_owned()).or_default().extend(rows);
    }
}

/// The files that a plan creates and changes. The new records are moved out of the plan: a sheet can have many.
///
/// # Errors
/// A stored file cannot be read or edited.
pub(super) fn changes(
    directory: &Directory,
    register: &Register,
    plan: &mut Plan,
) -> Result<Changes, Failure> {
    let mut changes = Changes::default();
    for new in std::mem::take(&mut plan.new) {
        *changes.made.entry(new.kind).or_default() += 1;
        let path = directory.path_of(new.kind, &new.id);
        changes.note(&path, new.rows);
        let text = canonical_fields(&new.fields);
        match new.id.parse::<SessionId>() {
            Ok(id) if new.kind == Kind::Session => {
                put(directory, &id, text, &mut changes.change)?;
            }
            _ => changes.change.create(path, text),
        }
    }
    let mut by_place: BTreeMap<Place, Vec<&Addition>> = BTreeMap::new();
    for addition in &plan.additions {
        by_place
            .entry(place(directory, register, addition))
            .or_default()
            .push(addition);
    }
    let mut texts: BTreeMap<String, (Option<String>, String)> = BTreeMap::new();
    for (place, additions) in by_place {
        let path = place.path.to_string();
        if !texts.contains_key(&path) {
            let before = directory.text(&path)?;
            texts.insert(path.clone(), (before.clone(), before.unwrap_or_default()));
        }
        let Some((_, text)) = texts.get_mut(&path) else {
            continue;
        };
        let kind = additions
            .first()
            .map_or(Kind::Identity, |addition| addition.kind);
        let mut edit = Edit::open(&path, text, place.section.as_deref(), kind.schema())?;
        for addition in additions {
            add(&mut edit, addition);
            changes.note(&path, addition.rows.clone());
        }
        *text = edit.text();
    }
    for (path, (before, after)) in texts {
        match before {
            Some(before) => changes.change.replace(path, before, after),
            None => changes.change.create(path, after),
        }
    }
    Ok(changes)
}

/// Adds a value to a record: an item if the key is a list, else the value of the key.
fn add(
    edit: &mut Edit,
    Addition {
        kind, key, value, ..
    }: &Addition,
) {
    let shape = kind.schema().field(key).map(|field| field.shape);
    match (value, shape) {
        (Datum::Table(fields), _) => fields
            .iter()
            .for_each(|(inner, value)| edit.set_inner(key, inner, value)),
        (Datum::List(items), Some(Shape::List(_))) => {
            items.iter().for_each(|item| edit.include(key, item));
        }
        (item, Some(Shape::List(_))) => edit.include(key, item),
        (value, _) => edit.set(key, value),
    }
}

/// The place of the record to which something is added.
fn place(directory: &Directory, register: &Register, addition: &Addition) -> Place {
    let id = addition.id.as_str();
    let session = || {
        id.parse::<SessionId>()
            .ok()
            .and_then(|id| register.session(&id))
            .map(|entry| entry.place.clone())
    };
    let identity = || {
        let person: PersonId = id.parse().ok()?;
        let wanted = register.identity(&person)?;
        let entries = &register.records().identities;
        entries
            .iter()
            .find(|entry| std::ptr::eq(&entry.record, wanted))
            .map(|entry| entry.place.clone())
    };
    let known = match addition.kind {
        Kind::Session => session(),
        Kind::Identity => identity(),
        kind => register.records().place(kind, id).cloned(),
    };
    known.unwrap_or_else(|| Place::file(&directory.path_of(addition.kind, id)))
}
