//! Editing keeps a person's file: the intended value changes, and every other line stays the same, byte for byte.

use std::collections::BTreeSet;

use peer::record::read::{Step, span_of};
use peer::record::{Datum, Kind};
use peer::store::Edit;
use proptest::prelude::*;
use toml::{Table, Value};

use super::document::{Typed, typed};

#[derive(Debug, Clone)]
enum FileChange {
    Set(&'static str, Datum),
    Unset(&'static str),
    Include(&'static str, &'static str),
    Exclude(&'static str, &'static str),
    Push(&'static str),
    SetEntry(&'static str, usize, &'static str),
    SetInner(&'static str),
    UnsetInner(&'static str),
}

const DAY: &str = "2026-05-01";

fn day() -> Datum {
    Datum::Day(DAY.parse().unwrap())
}

fn text(text: &str) -> Datum {
    Datum::Text(text.to_owned())
}

fn turn() -> BoxedStrategy<FileChange> {
    let lists = || prop_oneof![Just("roles"), Just("languages")];
    let items = || prop_oneof![Just("aa"), Just("bb"), Just("mm"), Just("zz"), Just("zzz")];
    prop_oneof![
        prop_oneof![Just("area"), Just("gender"), Just("note")]
            .prop_map(|key| FileChange::Set(key, text("new"))),
        Just(FileChange::Set("capacity", Datum::Integer(4))),
        Just(FileChange::Set("joined", day())),
        Just(FileChange::Set(
            "note",
            Datum::Prose("New.\nWords.".to_owned())
        )),
        lists().prop_map(|key| FileChange::Set(key, Datum::List(vec![text("bb"), text("cc")]))),
        prop_oneof![
            Just("area"),
            Just("gender"),
            Just("roles"),
            Just("languages"),
            Just("note"),
            Just("capacity")
        ]
        .prop_map(FileChange::Unset),
        (lists(), items()).prop_map(|(list, item)| FileChange::Include(list, item)),
        (lists(), items()).prop_map(|(list, item)| FileChange::Exclude(list, item)),
        prop_oneof![Just("training"), Just("leave")].prop_map(FileChange::Push),
        (
            prop_oneof![Just("training"), Just("leave")],
            0_usize..2,
            prop_oneof![Just("on"), Just("end"), Just("expires")]
        )
            .prop_map(|(table, at, key)| FileChange::SetEntry(table, at, key)),
        prop_oneof![Just("closed"), Just("recovery_since")].prop_map(FileChange::SetInner),
        prop_oneof![Just("closed"), Just("outcome")].prop_map(FileChange::UnsetInner),
    ]
    .boxed()
}

fn made(turn: &FileChange, edit: &mut Edit) {
    match turn {
        FileChange::Set(key, value) => edit.set(key, value),
        FileChange::Unset(key) => edit.unset(key),
        FileChange::Include(list, item) => edit.include(list, &text(item)),
        FileChange::Exclude(list, item) => drop(edit.exclude(list, item)),
        FileChange::Push(table) => edit.push(table, &vec![("start", day())]),
        FileChange::SetEntry(table, at, key) => edit.set_entry(table, *at, key, &day()),
        FileChange::SetInner(key) => edit.set_inner("own_case", key, &day()),
        FileChange::UnsetInner(key) => edit.unset_inner("own_case", key),
    }
}

fn value(datum: &Datum) -> Value {
    match datum {
        Datum::Integer(number) => Value::Integer(*number),
        Datum::Day(day) => Value::Datetime(day.to_string().parse().unwrap()),
        Datum::List(items) => Value::Array(items.iter().map(value).collect()),
        other => Value::String(other.to_string()),
    }
}

/// The same change on plain data.
fn meant(turn: &FileChange, table: &mut Table) {
    match turn {
        FileChange::Set(key, datum) => drop(table.insert((*key).to_owned(), value(datum))),
        FileChange::Unset(key) => drop(table.remove(*key)),
        FileChange::Include(list, item) => {
            let items = table
                .entry(*list)
                .or_insert(Value::Array(Vec::new()))
                .as_array_mut()
                .unwrap();
            if !items.iter().any(|one| one.as_str() == Some(item)) {
                let at = items
                    .iter()
                    .position(|one| one.as_str() > Some(item))
                    .unwrap_or(items.len());
                items.insert(at, Value::String((*item).to_owned()));
            }
        }
        FileChange::Exclude(list, item) => {
            let Some(items) = table.get_mut(*list).and_then(Value::as_array_mut) else {
                return;
            };
            let Some(at) = items.iter().position(|one| one.as_str() == Some(item)) else {
                return;
            };
            items.remove(at);
            if items.is_empty() {
                table.remove(*list);
            }
        }
        FileChange::Push(name) => {
            let entries = table
                .entry(*name)
                .or_insert(Value::Array(Vec::new()))
                .as_array_mut()
                .unwrap();
            entries.push(Value::Table(Table::from_iter([(
                "start".to_owned(),
                value(&day()),
            )])));
        }
        FileChange::SetEntry(name, at, key) => {
            let entry = table
                .get_mut(*name)
                .and_then(Value::as_array_mut)
                .and_then(|entries| entries.get_mut(*at));
            if let Some(Value::Table(entry)) = entry {
                entry.insert((*key).to_owned(), value(&day()));
            }
        }
        FileChange::SetInner(key) => {
            let inner = table
                .entry("own_case")
                .or_insert(Value::Table(Table::new()))
                .as_table_mut()
                .unwrap();
            inner.insert((*key).to_owned(), value(&day()));
        }
        FileChange::UnsetInner(key) => {
            if let Some(Value::Table(inner)) = table.get_mut("own_case") {
                inner.remove(*key);
            }
        }
    }
}

/// A text as data: a line break in prose is the same for all line ends, and an empty table is ignored.
fn parsed(text: &str) -> Table {
    let read = text.trim_start_matches('\u{feff}').parse::<Table>();
    tidy(read.unwrap_or_else(|error| panic!("{error}\n{text}")))
}

fn tidy(mut table: Table) -> Table {
    if table
        .get("own_case")
        .and_then(Value::as_table)
        .is_some_and(Table::is_empty)
    {
        table.remove("own_case");
    }
    for (_, value) in table.iter_mut() {
        if let Value::String(text) = value {
            *text = text.replace("\r\n", "\n");
        }
    }
    table
}

/// The lines that a change may touch: those of the value that it changes.
fn concerned(turn: &FileChange, before: &str) -> BTreeSet<usize> {
    let key = |name: &str| Step::Key(name.to_owned());
    let is_inline = |name: &str| {
        let span = span_of(before, &[key(name)]);
        before[span].starts_with(['[', '{']) && !before.contains(&format!("[[{name}]]"))
    };
    let path = match turn {
        FileChange::Set(name, _)
        | FileChange::Unset(name)
        | FileChange::Include(name, _)
        | FileChange::Exclude(name, _) => vec![key(name)],
        FileChange::Push(name) if is_inline(name) => vec![key(name)],
        FileChange::SetEntry(name, _, _) if is_inline(name) => vec![key(name)],
        FileChange::Push(_) => return BTreeSet::new(),
        FileChange::SetEntry(name, at, inner) => vec![key(name), Step::Item(*at), key(inner)],
        FileChange::SetInner(_) if before.contains("own_case = {") => vec![key("own_case")],
        FileChange::SetInner(inner) | FileChange::UnsetInner(inner) => {
            vec![key("own_case"), key(inner)]
        }
    };
    let mut plain: toml::Table = before.trim_start_matches('\u{feff}').parse().unwrap();
    let mut there = Some(Value::Table(std::mem::take(&mut plain)));
    for step in &path {
        there = match (step, there) {
            (Step::Key(name), Some(Value::Table(mut table))) => table.remove(name),
            (Step::Item(at), Some(Value::Array(mut items))) if *at < items.len() => {
                Some(items.swap_remove(*at))
            }
            _ => None,
        };
    }
    if there.is_none() {
        return BTreeSet::new();
    }
    let span = span_of(before, &path);
    let line = |at: usize| before[..at].matches('\n').count();
    (line(span.start)..=line(span.end.max(span.start + 1) - 1)).collect()
}

fn is_comment(line: &str) -> bool {
    line.trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with('#')
}

fn hold(document: &Typed, turn: &FileChange) {
    let before = &document.text;
    let mut plain = parsed(before);
    let mut edit = Edit::open("mentors/m-1.toml", before, None, Kind::Mentor.schema()).unwrap();
    assert_eq!(&edit.text(), before, "opening alone changed a byte");
    made(turn, &mut edit);
    let after = edit.text();
    meant(turn, &mut plain);
    let report = || format!("{turn:?}\n--- before\n{before}\n--- after\n{after}\n---");
    assert_eq!(parsed(&after), tidy(plain), "{}", report());
    assert_eq!(
        before.starts_with('\u{feff}'),
        after.starts_with('\u{feff}'),
        "{}",
        report()
    );
    // Every line outside the change is still there, in the same order, with its line end.
    let touched = concerned(turn, before);
    let mut rest = after.trim_start_matches('\u{feff}').split_inclusive('\n');
    let lines: Vec<&str> = before
        .trim_start_matches('\u{feff}')
        .split_inclusive('\n')
        .collect();
    for (at, line) in lines.iter().enumerate() {
        if touched.contains(&at) || line.trim().is_empty() {
            continue;
        }
        // Replaced prose may contain lines that look like remarks; a line without an end may get one.
        let last = at + 1 == lines.len();
        let same =
            |other: &str| other == *line || last && other.trim_end_matches(['\r', '\n']) == *line;
        assert!(
            rest.by_ref().any(same),
            "line {} is lost or moved: {line:?}\n{}",
            at + 1,
            report()
        );
    }
    if before.contains("\r\n") {
        let bare = after
            .split_inclusive('\n')
            .filter(|line| line.ends_with('\n') && !line.ends_with("\r\n"))
            .count();
        assert_eq!(bare, 0, "{}", report());
    }
    // A remark on its own line survives the value it is in, unless the whole value is rewritten.
    if !matches!(
        turn,
        FileChange::Set(..) | FileChange::Unset(..) | FileChange::Exclude(..)
    ) {
        let remarks = |text: &str| text.lines().filter(|line| is_comment(line)).count();
        assert!(remarks(&after) >= remarks(before), "{}", report());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn only_the_lines_concerned_change(document in typed(), turn in turn()) {
        hold(&document, &turn);
    }

    #[test]
    fn several_edits_in_a_row_mean_what_each_means(document in typed(), turns in prop::collection::vec(turn(), 2..5)) {
        let mut plain = parsed(&document.text);
        let mut edit = Edit::open("mentors/m-1.toml", &document.text, None, Kind::Mentor.schema()).unwrap();
        for turn in &turns {
            made(turn, &mut edit);
            meant(turn, &mut plain);
        }
        let after = edit.text();
        prop_assert_eq!(parsed(&after), tidy(plain), "{:?}\n{}\n{}", turns, document.text, after);
    }
}
