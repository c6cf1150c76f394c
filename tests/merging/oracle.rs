//! The expected result of a merge, computed in a simple way: entries are identified by their numbers.

use std::collections::{BTreeMap, BTreeSet};

use peer::record::{Schema, Shape};

use super::model::{Entry, Fields, Node, identity};

/// The result according to ours and to theirs, and whether anything was changed in two ways.
pub struct Expected {
    pub ours: BTreeMap<String, Fields>,
    pub theirs: BTreeMap<String, Fields>,
    pub opposed: bool,
}

type Two<T> = (Option<T>, Option<T>);

/// Merges the records of a file by their headings.
pub fn merge(
    schema: &'static Schema,
    base: &BTreeMap<String, Fields>,
    ours: &BTreeMap<String, Fields>,
    theirs: &BTreeMap<String, Fields>,
) -> Expected {
    let mut opposed = false;
    let (mut one, mut other) = (BTreeMap::new(), BTreeMap::new());
    for key in keys(base, ours, theirs) {
        let (a, b) = table(
            schema,
            base.get(&key),
            ours.get(&key),
            theirs.get(&key),
            &mut opposed,
        );
        one.extend(a.map(|fields| (key.clone(), fields)));
        other.extend(b.map(|fields| (key.clone(), fields)));
    }
    Expected {
        ours: one,
        theirs: other,
        opposed,
    }
}

fn keys<K: Ord + Clone, V>(
    a: &BTreeMap<K, V>,
    b: &BTreeMap<K, V>,
    c: &BTreeMap<K, V>,
) -> BTreeSet<K> {
    a.keys().chain(b.keys()).chain(c.keys()).cloned().collect()
}

/// One of three values, if two are the same; otherwise none.
fn plain<T: PartialEq + Clone>(
    base: Option<&T>,
    ours: Option<&T>,
    theirs: Option<&T>,
) -> Option<Two<T>> {
    let both = |value: Option<&T>| Some((value.cloned(), value.cloned()));
    match () {
        () if ours == theirs || theirs == base => both(ours),
        () if ours == base => both(theirs),
        () => None,
    }
}

fn table(
    schema: &'static Schema,
    base: Option<&Fields>,
    ours: Option<&Fields>,
    theirs: Option<&Fields>,
    opposed: &mut bool,
) -> Two<Fields> {
    if let Some(done) = plain(base, ours, theirs) {
        return done;
    }
    let (Some(ours), Some(theirs)) = (ours, theirs) else {
        *opposed = true;
        return (ours.cloned(), theirs.cloned());
    };
    let nothing = Fields::new();
    let base = base.unwrap_or(&nothing);
    let (mut one, mut other) = (Fields::new(), Fields::new());
    for field in schema.fields {
        let of = |fields: &'_ Fields| fields.get(field.name).cloned();
        let (a, b) = node(
            field.name,
            &field.shape,
            of(base),
            of(ours),
            of(theirs),
            opposed,
        );
        one.extend(a.map(|node| (field.name, node)));
        other.extend(b.map(|node| (field.name, node)));
    }
    (Some(one), Some(other))
}

fn node(
    name: &str,
    shape: &Shape,
    base: Option<Node>,
    ours: Option<Node>,
    theirs: Option<Node>,
    opposed: &mut bool,
) -> Two<Node> {
    if let Some(done) = plain(base.as_ref(), ours.as_ref(), theirs.as_ref()) {
        return done;
    }
    match (shape, base, ours, theirs) {
        (Shape::List(_), base, Some(Node::Set(ours)), Some(Node::Set(theirs))) => {
            let base = match base {
                Some(Node::Set(items)) => items,
                _ => BTreeSet::new(),
            };
            let kept = ours
                .iter()
                .filter(|item| !base.contains(*item) || theirs.contains(*item));
            let new = theirs.iter().filter(|item| !base.contains(*item));
            let all: BTreeSet<String> = kept.chain(new).cloned().collect();
            if all.is_empty() {
                *opposed = true;
                return (Some(Node::Set(ours)), Some(Node::Set(theirs)));
            }
            (Some(Node::Set(all.clone())), Some(Node::Set(all)))
        }
        (Shape::Table(schema), base, Some(Node::Table(ours)), Some(Node::Table(theirs))) => {
            let base = match base {
                Some(Node::Table(fields)) => Some(fields),
                _ => None,
            };
            let (a, b) = table(schema, base.as_ref(), Some(&ours), Some(&theirs), opposed);
            (a.map(Node::Table), b.map(Node::Table))
        }
        (Shape::Map(schema), base, ours, theirs) => {
            let rows = |node| match node {
                Some(Node::Map(rows)) => rows,
                _ => BTreeMap::new(),
            };
            let (base, ours, theirs) = (rows(base), rows(ours), rows(theirs));
            let merged = merge(schema, &base, &ours, &theirs);
            *opposed |= merged.opposed;
            let some =
                |rows: BTreeMap<String, Fields>| (!rows.is_empty()).then_some(Node::Map(rows));
            (some(merged.ours), some(merged.theirs))
        }
        (Shape::Tables(schema), base, ours, theirs) => {
            let rows = |node| match node {
                Some(Node::Entries(rows)) => rows,
                _ => Vec::new(),
            };
            entries(
                name,
                schema,
                &rows(base),
                &rows(ours),
                &rows(theirs),
                opposed,
            )
        }
        (_, _, ours, theirs) => {
            *opposed = true;
            (ours, theirs)
        }
    }
}

fn entries(
    name: &str,
    schema: &'static Schema,
    base: &[Entry],
    ours: &[Entry],
    theirs: &[Entry],
    opposed: &mut bool,
) -> Two<Node> {
    let of = |entries: &[Entry], number: u64| {
        entries
            .iter()
            .find(|entry| entry.number == number)
            .map(|entry| entry.fields.clone())
    };
    let (mut one, mut other): (Vec<Entry>, Vec<Entry>) = (Vec::new(), Vec::new());
    let mut paired = BTreeSet::new();
    let numbers: BTreeSet<u64> = base
        .iter()
        .chain(ours)
        .chain(theirs)
        .map(|entry| entry.number)
        .collect();
    for number in numbers
        .into_iter()
        .filter(|number| !theirs.iter().any(|t| t.number == *number) || of(base, *number).is_some())
    {
        let (from, mine) = (of(base, number), of(ours, number));
        let mut other_one = of(theirs, number);
        if let (None, Some(mine)) = (&from, &mine) {
            // Added on both sides: the same entry, if its identity says so.
            let twin = theirs.iter().find(|entry| {
                of(base, entry.number).is_none()
                    && identity(name, schema, &entry.fields) == identity(name, schema, mine)
            });
            paired.extend(twin.map(|twin| twin.number));
            other_one = twin.map(|twin| twin.fields.clone());
            if twin.is_none() {
                other_one = Some(mine.clone());
            }
        }
        let (a, b) = table(
            schema,
            from.as_ref(),
            mine.as_ref(),
            other_one.as_ref(),
            opposed,
        );
        one.extend(a.map(|fields| Entry { number: 0, fields }));
        other.extend(b.map(|fields| Entry { number: 0, fields }));
    }
    for entry in theirs
        .iter()
        .filter(|entry| of(base, entry.number).is_none() && !paired.contains(&entry.number))
    {
        one.push(Entry {
            number: 0,
            fields: entry.fields.clone(),
        });
        other.push(Entry {
            number: 0,
            fields: entry.fields.clone(),
        });
    }
    let some = |mut rows: Vec<Entry>| {
        rows.sort();
        (!rows.is_empty()).then_some(Node::Entries(rows))
    };
    (some(one), some(other))
}
