//! The three-way merge of plain data: keys, tables and sets. It knows nothing about texts.

use std::collections::BTreeSet;

use super::align::value;
use super::clash::Clash;
use super::entries::{self, MergeTables, Sides, Two};
use super::form::{Facts, Form};
use crate::record::{Datum, Fields, Schema, Shape};

/// Keys, each with the heading it is under, on which a person must decide.
pub(super) type Opposed = BTreeSet<(String, String)>;

/// The result: the merged facts, with conflicts as ours and as theirs have them; both are equal if there are none.
pub(super) struct Outcome {
    pub ours: Facts,
    pub theirs: Facts,
    pub clashes: Vec<Clash>,
}

/// Lists whose meaning depends on the whole list, such as the children that an event concerns.
const WHOLE: [&str; 2] = ["children", "earlier"];

/// Whether a list is a set that either side may add to.
pub(super) fn is_set(key: &str, shape: &Shape) -> bool {
    matches!(shape, Shape::List(_)) && !WHOLE.contains(&key)
}

/// Merges the facts of a file. Keys in `opposed` come out as each side has them.
pub(super) fn merge(
    form: &Form,
    base: &Facts,
    ours: &Facts,
    theirs: &Facts,
    opposed: &Opposed,
) -> Outcome {
    let mut out = Outcome {
        ours: Facts::new(),
        theirs: Facts::new(),
        clashes: Vec::new(),
    };
    let names: BTreeSet<&String> = base
        .iter()
        .chain(ours)
        .chain(theirs)
        .map(|(name, _)| name)
        .collect();
    for name in names {
        let mut merging = Merging {
            section: name,
            opposed,
            trail: Vec::new(),
            clashes: &mut out.clashes,
        };
        let sides = [base, ours, theirs].map(|facts| facts.get(name));
        let (in_ours, in_theirs) = merging.table("the whole session", None, form.schema, sides);
        out.ours
            .extend(in_ours.map(|record| (name.clone(), record)));
        out.theirs
            .extend(in_theirs.map(|record| (name.clone(), record)));
    }
    out
}

/// The keys in which two sides differ.
pub(super) fn differing(ours: &Facts, theirs: &Facts) -> Opposed {
    let of = |facts: &Facts, name: &str, key: &str| {
        facts
            .get(name)
            .and_then(|fields| value(fields, key))
            .cloned()
    };
    let all = ours.iter().chain(theirs);
    let keys = all.flat_map(|(name, fields)| fields.iter().map(move |(key, _)| (name, *key)));
    keys.filter(|(name, key)| of(ours, name, key) != of(theirs, name, key))
        .map(|(name, key)| (name.clone(), key.to_owned()))
        .collect()
}

/// Whether two files say the same; the order of entries and headings does not matter.
pub(super) fn same(one: &Facts, other: &Facts) -> bool {
    one.len() == other.len()
        && one.iter().all(|(name, fields)| {
            other
                .get(name)
                .is_some_and(|others| fields == others || unordered(fields) == unordered(others))
        })
}

/// The fields with the entries of each table sorted, whatever their original order.
fn unordered(fields: &Fields) -> Fields {
    let sorted = |value: &Datum| match value {
        Datum::Tables(rows) => {
            let mut rows = rows.clone();
            rows.sort_by_cached_key(|row| format!("{row:?}"));
            Datum::Tables(rows)
        }
        other => other.clone(),
    };
    fields
        .iter()
        .map(|(key, value)| (*key, sorted(value)))
        .collect()
}

/// The merge of one record.
struct Merging<'m> {
    section: &'m str,
    opposed: &'m Opposed,
    /// The tables that contain the current value, in words.
    trail: Vec<String>,
    clashes: &'m mut Vec<Clash>,
}

impl Merging<'_> {
    fn value(&mut self, key: &str, shape: &Shape, sides: Sides<'_, Datum>) -> Two<Datum> {
        let [base, ours, theirs] = sides;
        let both = |value: Option<&Datum>| (value.cloned(), value.cloned());
        if ours == theirs {
            return both(ours);
        }
        if self.trail.is_empty()
            && self
                .opposed
                .contains(&(self.section.to_owned(), key.to_owned()))
        {
            return (ours.cloned(), theirs.cloned());
        }
        if ours == base {
            return both(theirs);
        }
        if theirs == base {
            return both(ours);
        }
        match shape {
            Shape::Table(schema) => {
                let sides = sides.map(|side| side.and_then(as_table));
                let (one, other) =
                    self.table(&format!("`{key}`"), Some(format!("`{key}`")), schema, sides);
                (one.map(Datum::Table), other.map(Datum::Table))
            }
            Shape::Map(schema) => self.map(key, schema, sides),
            Shape::Open => self.open(key, sides),
            Shape::Tables(schema) => entries::merged(self, key, schema, sides),
            _ if is_set(key, shape) => match united(sides) {
                Some(set) => both(Some(&set)),
                None => self.clash(key, sides),
            },
            _ => self.clash(key, sides),
        }
    }

    fn clash(&mut self, key: &str, sides: Sides<'_, Datum>) -> Two<Datum> {
        let fact = match self.trail.last() {
            Some(table) => format!("`{key}` of {table}"),
            None => format!("`{key}`"),
        };
        self.clashes.push(Clash::new(self.section, fact, sides));
        (sides[1].cloned(), sides[2].cloned())
    }

    fn within(
        &mut self,
        lead: Option<String>,
        schema: &'static Schema,
        base: &Fields,
        ours: &Fields,
        theirs: &Fields,
    ) -> (Fields, Fields) {
        let depth = self.trail.len();
        self.trail.extend(lead);
        let (mut one, mut other) = (Fields::new(), Fields::new());
        for field in schema.fields {
            let sides = [base, ours, theirs].map(|fields| value(fields, field.name));
            let (in_ours, in_theirs) = self.value(field.name, &field.shape, sides);
            one.extend(in_ours.map(|value| (field.name, value)));
            other.extend(in_theirs.map(|value| (field.name, value)));
        }
        self.trail.truncate(depth);
        (one, other)
    }

    /// Merges the content of a table whose keys the program chooses: a table, a list, or a single value.
    fn open(&mut self, key: &str, sides: Sides<'_, Datum>) -> Two<Datum> {
        let are = |is: fn(&Datum) -> bool| sides.iter().flatten().all(|side| is(side));
        if are(|side| matches!(side, Datum::List(_))) {
            return match united(sides) {
                Some(set) => (Some(set.clone()), Some(set)),
                None => self.clash(key, sides),
            };
        }
        let [base, ours, theirs] = sides.map(|side| side.and_then(as_table));
        let (Some(ours), Some(theirs)) = (ours, theirs) else {
            return self.clash(key, sides);
        };
        let nothing = Fields::new();
        let base = base.unwrap_or(&nothing);
        let names: BTreeSet<&'static str> = [base, ours, theirs]
            .into_iter()
            .flatten()
            .map(|(name, _)| *name)
            .collect();
        self.trail.push(format!("`{key}`"));
        let (mut one, mut other) = (Fields::new(), Fields::new());
        for name in names {
            let of = [base, ours, theirs].map(|fields| value(fields, name));
            let (in_ours, in_theirs) = self.value(name, &Shape::Open, of);
            one.extend(in_ours.map(|value| (name, value)));
            other.extend(in_theirs.map(|value| (name, value)));
        }
        self.trail.pop();
        (Some(Datum::Table(one)), Some(Datum::Table(other)))
    }

    fn map(&mut self, key: &str, schema: &'static Schema, sides: Sides<'_, Datum>) -> Two<Datum> {
        let sides = sides.map(|side| match side {
            Some(Datum::Map(rows)) => rows.as_slice(),
            _ => &[],
        });
        let names: BTreeSet<&String> = sides
            .iter()
            .copied()
            .flatten()
            .map(|(name, _)| name)
            .collect();
        let (mut one, mut other) = (Vec::new(), Vec::new());
        for name in names {
            let of = sides.map(|rows| {
                rows.iter()
                    .find(|(own, _)| own == name)
                    .map(|(_, fields)| fields)
            });
            let words = format!("{key} `{name}`");
            let (in_ours, in_theirs) = self.table(&words, Some(words.clone()), schema, of);
            one.extend(in_ours.map(|row| (name.clone(), row)));
            other.extend(in_theirs.map(|row| (name.clone(), row)));
        }
        let some = |rows: Vec<(String, Fields)>| (!rows.is_empty()).then_some(Datum::Map(rows));
        (some(one), some(other))
    }
}

impl MergeTables for Merging<'_> {
    fn clash_of_tables(&mut self, name: &str, sides: Sides<'_, Fields>) {
        let data = sides.map(|side| side.map(|fields| Datum::Table(fields.clone())));
        self.clashes.push(Clash::new(
            self.section,
            name.to_owned(),
            data.each_ref().map(Option::as_ref),
        ));
    }

    fn table(
        &mut self,
        name: &str,
        lead: Option<String>,
        schema: &'static Schema,
        sides: Sides<'_, Fields>,
    ) -> Two<Fields> {
        let [base, ours, theirs] = sides;
        let nothing = Fields::new();
        match (ours, theirs) {
            (Some(ours), Some(theirs)) => {
                let (one, other) =
                    self.within(lead, schema, base.unwrap_or(&nothing), ours, theirs);
                (Some(one), Some(other))
            }
            _ if base.is_none() => {
                let added = ours.or(theirs).cloned();
                (added.clone(), added)
            }
            // An entry that one side removed and the other left alone is removed.
            _ if ours.or(theirs) == base || ours.or(theirs).is_none() => (None, None),
            _ => {
                self.clash_of_tables(name, sides);
                (ours.cloned(), theirs.cloned())
            }
        }
    }
}

fn as_table(value: &Datum) -> Option<&Fields> {
    match value {
        Datum::Table(fields) => Some(fields),
        _ => None,
    }
}

/// A set with what either side added and without what either removed. `None` if one side removed the whole list, or if
/// nothing would be left: a missing list often means that anything is allowed.
fn united(sides: Sides<'_, Datum>) -> Option<Datum> {
    let [base, ours, theirs] = sides.map(|side| match side {
        Some(Datum::List(items)) => items.as_slice(),
        _ => &[],
    });
    if ours.is_empty() || theirs.is_empty() {
        return None;
    }
    let kept = ours
        .iter()
        .filter(|item| !base.contains(item) || theirs.contains(item));
    let added = theirs
        .iter()
        .filter(|item| !base.contains(item) && !ours.contains(item));
    let mut items: Vec<Datum> = kept.chain(added).cloned().collect();
    items.sort_by_cached_key(ToString::to_string);
    (!items.is_empty()).then_some(Datum::List(items))
}
