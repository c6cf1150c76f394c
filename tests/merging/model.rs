//! Records of any kind, made up and changed at random: every entry has a fixed number, whatever is written to it.

use std::collections::{BTreeMap, BTreeSet};

use fastrand::Rng;
use peer::record::{Field, IdKind, Schema, Shape};

/// The fields of a table.
pub type Fields = BTreeMap<&'static str, Node>;

/// The content of a field; scalars as TOML writes them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    One(String),
    Set(BTreeSet<String>),
    Table(Fields),
    Map(BTreeMap<String, Fields>),
    Entries(Vec<Entry>),
}

/// A dated entry, with the number that it keeps.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    pub number: u64,
    pub fields: Fields,
}

/// Gives the entries numbers that no entry of another text has.
pub fn number_anew(fields: &mut Fields) {
    for node in fields.values_mut() {
        if let Node::Entries(entries) = node {
            entries.iter_mut().for_each(|entry| entry.number += 1_000);
        }
    }
}

/// The source of chance, and the numbers drawn.
pub struct Maker {
    pub rng: Rng,
    next: u64,
}

impl Maker {
    pub fn new(seed: u64) -> Self {
        Self {
            rng: Rng::with_seed(seed),
            next: 0,
        }
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.rng.usize(0..from.len())]
    }

    pub fn chance(&mut self, percent: u32) -> bool {
        self.rng.u32(0..100) < percent
    }

    /// A record with this schema.
    pub fn record(&mut self, schema: &'static Schema) -> Fields {
        let mut fields = Fields::new();
        for field in schema.fields {
            if field.required || self.chance(45) {
                fields.extend(self.node(field).map(|node| (field.name, node)));
            }
        }
        fields
    }

    fn node(&mut self, field: &'static Field) -> Option<Node> {
        Some(match &field.shape {
            // Otherwise the keys added in the second version could not be read.
            _ if field.name == "schema" => Node::One("2".to_owned()),
            Shape::List(of) => {
                let items: BTreeSet<String> = (0..self.rng.usize(1..4))
                    .map(|_| self.item(field.name, of))
                    .collect();
                if is_set(field.name) {
                    Node::Set(items)
                } else {
                    Node::One(listed(&items))
                }
            }
            Shape::Table(schema) => Node::Table(self.record(schema)),
            // The facts and words of a program have their own tests.
            Shape::Open => return None,
            _ if ["contract", "fact"].contains(&field.name) => return None,
            Shape::Map(schema) => {
                let keys: BTreeSet<&str> = (0..self.rng.usize(1..3))
                    .map(|_| self.pick(&["a", "b", "c"]))
                    .collect();
                Node::Map(
                    keys.into_iter()
                        .map(|key| (key.to_owned(), self.record(schema)))
                        .collect(),
                )
            }
            Shape::Tables(schema) => {
                let mut entries = Vec::new();
                for _ in 0..self.rng.usize(1..5) {
                    self.add_entry(field.name, schema, &mut entries, &[]);
                }
                if entries.is_empty() {
                    return None;
                }
                Node::Entries(entries)
            }
            scalar => Node::One(self.scalar(scalar)),
        })
    }

    fn item(&mut self, list: &str, shape: &Shape) -> String {
        match list {
            "values" => quoted(self.pick(&["F -> woman", "M -> man", "x ->"])),
            _ => self.scalar(shape),
        }
    }

    fn scalar(&mut self, shape: &Shape) -> String {
        match shape {
            Shape::Text => quoted(self.pick(&["one", "two words", "three # four", "wed 18:00"])),
            Shape::Prose => self
                .pick(&[
                    "\"Met.\"",
                    "\"\"\"\nTwo lines,\n# and no remark.\"\"\"",
                    "'''One.'''",
                    "\"Two\\nlines\"",
                ])
                .to_owned(),
            Shape::Word => {
                quoted(self.pick(&["housing", "visitation", "goals-met", "en", "moved"]))
            }
            Shape::Choice(words) => quoted(words[self.rng.usize(0..words.len().min(6))]),
            Shape::Integer(low, high) => self.rng.i64(*low..=(*high).min(low + 3)).to_string(),
            Shape::Hours => self.pick(&["1", "2.5", "24"]).to_owned(),
            Shape::Number => self.pick(&["1", "0.086", "24.5"]).to_owned(),
            Shape::Bool => self.pick(&["true", "false"]).to_owned(),
            Shape::Day => format!("2026-0{}-1{}", self.rng.u32(1..5), self.rng.u32(0..6)),
            Shape::Id(IdKind::Session) => {
                quoted(&format!("2026-0{}-01-outreach-fair", self.rng.u32(1..4)))
            }
            Shape::Id(kind) => {
                let prefix = if *kind == IdKind::Person {
                    self.pick(&["p-", "m-"])
                } else {
                    kind.prefix()
                };
                quoted(&format!("{prefix}{}", self.pick(&["a1", "b2", "c3"])))
            }
            Shape::Child => quoted(self.pick(&["c-a1/a", "c-b2/b"])),
            Shape::List(_) | Shape::Table(_) | Shape::Tables(_) | Shape::Map(_) | Shape::Open => {
                unreachable!()
            }
        }
    }

    /// Adds an entry that is different from these and from the others.
    fn add_entry(
        &mut self,
        table: &str,
        schema: &'static Schema,
        entries: &mut Vec<Entry>,
        others: &[Entry],
    ) {
        let fields = self.record(schema);
        let free = |entry: &Entry| {
            identity(table, schema, &entry.fields) != identity(table, schema, &fields)
                && differences(&entry.fields, &fields) > 1
        };
        if entries.iter().all(free) && others.iter().all(free) {
            self.next += 1;
            let at = self.rng.usize(0..=entries.len());
            let at = if self.chance(70) { entries.len() } else { at };
            entries.insert(
                at,
                Entry {
                    number: self.next,
                    fields,
                },
            );
        }
    }

    /// Changes some facts of a record.
    pub fn change(&mut self, schema: &'static Schema, record: &mut Fields, times: usize) {
        let before = record.clone();
        for _ in 0..times {
            self.change_one(schema, record, &before);
        }
        self.tell_replaced(schema, record, &before);
    }

    /// An entry whose day or kind changed together with other facts counts as a new one: no one can distinguish it from
    /// one entry removed and another one added.
    fn tell_replaced(&mut self, schema: &'static Schema, record: &mut Fields, before: &Fields) {
        for field in schema.fields {
            let Shape::Tables(inner) = &field.shape else {
                continue;
            };
            let (Some(Node::Entries(now)), Some(Node::Entries(old))) =
                (record.get_mut(field.name), before.get(field.name))
            else {
                continue;
            };
            for entry in now {
                let same = old.iter().find(|old| old.number == entry.number);
                let replaced = same.is_some_and(|old| {
                    identity(field.name, inner, &old.fields)
                        != identity(field.name, inner, &entry.fields)
                        && differences(&old.fields, &entry.fields) > 1
                });
                if replaced {
                    self.next += 1;
                    entry.number = self.next;
                }
            }
        }
    }

    fn change_one(&mut self, schema: &'static Schema, record: &mut Fields, before: &Fields) {
        let field = &schema.fields[self.rng.usize(0..schema.fields.len())];
        let old = before.get(field.name);
        let goes = self.chance(25) && !field.required;
        match (record.get_mut(field.name), &field.shape) {
            (None, _) => {
                if let Some(node) = self.node(field).filter(|_| old.is_none()) {
                    record.insert(field.name, node);
                }
            }
            (Some(Node::Table(inner)), Shape::Table(schema)) if !goes => {
                let nothing = Fields::new();
                let old = match old {
                    Some(Node::Table(fields)) => fields,
                    _ => &nothing,
                };
                self.change_one(schema, inner, old);
            }
            (Some(Node::Map(rows)), Shape::Map(schema)) => {
                let key = self.pick(&["a", "b", "c"]).to_owned();
                if rows.contains_key(&key) && goes && rows.len() > 1 {
                    rows.remove(&key);
                } else if let Some(row) = rows.get_mut(&key) {
                    self.change_one(schema, row, &Fields::new());
                } else {
                    let row = self.record(schema);
                    rows.insert(key, row);
                }
            }
            (Some(Node::Entries(entries)), Shape::Tables(schema)) => {
                let others = match old {
                    Some(Node::Entries(entries)) => entries.clone(),
                    _ => Vec::new(),
                };
                self.change_entries(field.name, schema, entries, &others, goes);
            }
            (Some(Node::Set(items)), Shape::List(of)) if !goes => {
                let item = self.item(field.name, of);
                if !items.remove(&item) || items.is_empty() {
                    items.insert(item);
                }
            }
            (Some(_), _) if goes => drop(record.remove(field.name)),
            (Some(node), _) => {
                if let Some(new) = self.node(field) {
                    *node = new;
                }
            }
        }
    }

    fn change_entries(
        &mut self,
        table: &str,
        schema: &'static Schema,
        entries: &mut Vec<Entry>,
        others: &[Entry],
        goes: bool,
    ) {
        if self.chance(40) {
            return self.add_entry(table, schema, entries, others);
        }
        let at = self.rng.usize(0..entries.len());
        if goes {
            if entries.len() > 1 {
                entries.remove(at);
            }
            return;
        }
        let mut fields = entries[at].fields.clone();
        self.change_one(schema, &mut fields, &Fields::new());
        let taken = |entry: &Entry| {
            entry.number != entries[at].number
                && (identity(table, schema, &entry.fields) == identity(table, schema, &fields)
                    || differences(&entry.fields, &fields) < 2)
        };
        if !entries.iter().any(taken) && !others.iter().any(taken) {
            entries[at].fields = fields;
        }
    }
}

/// Whether a list is one fact as a whole.
fn is_set(name: &str) -> bool {
    !["children", "earlier"].contains(&name)
}

pub fn listed(items: &BTreeSet<String>) -> String {
    format!(
        "[ {} ]",
        items
            .iter()
            .map(|item| format!("{item}, "))
            .collect::<String>()
            .trim_end()
    )
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

/// What identifies an entry.
pub fn identity<'f>(
    table: &str,
    schema: &'static Schema,
    fields: &'f Fields,
) -> Vec<Option<&'f Node>> {
    let keys: Vec<&str> = match table {
        "event" => vec!["on", "kind", "children"],
        "consent" => vec!["kind", "given"],
        "goal" => vec!["set", "domain"],
        "training" => vec!["name", "on"],
        "enrollment" | "leave" => vec!["start"],
        // Two people looked on one day, or one looked in two places: both are facts.
        "checked" => vec!["on", "through", "source"],
        "mentor_request" => vec!["on"],
        "referral" => vec!["resource"],
        "benchmark" => vec!["measure", "definition", "on"],
        "agreement" => vec!["name"],
        "column" => vec!["header", "field"],
        "constant" => vec!["field"],
        other => panic!("what is the identity of `{other}`? {schema:?}"),
    };
    keys.into_iter().map(|key| fields.get(key)).collect()
}

fn differences(one: &Fields, other: &Fields) -> usize {
    let keys: BTreeSet<_> = one.keys().chain(other.keys()).collect();
    keys.into_iter()
        .filter(|key| one.get(*key) != other.get(*key))
        .count()
}
