//! Two versions of a record compared: what they say differently, fact by fact, whatever their lines look like.

use crate::record::day::Day;
use crate::record::schema::{Datum, Fields};

/// A fact that was added, changed or removed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fact {
    /// The key, with those of the tables around it: `area`, `own_case.closed`, `child.a.born`, `enrollment.end`.
    pub key: String,
    /// Which entry of a list of tables it belongs to, by its first value, such as the day of an event.
    pub entry: Option<String>,
    /// The first day in the entry or the value.
    pub on: Option<Day>,
    /// What was said before; `None` if nothing was.
    pub was: Option<String>,
    /// What is said now; `None` if nothing is.
    pub now: Option<String>,
    /// Whether there may be others like it: an item of a list, or an entry of its own.
    pub one_of_many: bool,
}

impl Fact {
    /// Whether it is a note, of the record or of one of its entries.
    #[must_use]
    pub fn is_note(&self) -> bool {
        self.key == "note" || self.key.ends_with(".note")
    }

    /// Whether it has the same result as another fact, no matter where each began.
    #[must_use]
    pub fn leaves(&self, other: &Self) -> bool {
        self.key == other.key
            && self.entry == other.entry
            && self.now == other.now
            && (self.now.is_some() || self.was == other.was)
    }

    /// Whether it adds the same entry as another fact, whatever was added to the entry later.
    #[must_use]
    pub fn enters(&self, other: &Self) -> bool {
        let enters = |fact: &Self| fact.one_of_many && fact.was.is_none();
        enters(self)
            && enters(other)
            && self.entry.is_some()
            && (&self.key, &self.entry) == (&other.key, &other.entry)
    }

    /// Whether another fact is about the same thing, so that a side that changes one has a say in the other.
    #[must_use]
    pub fn is_about(&self, other: &Self) -> bool {
        let item = |fact: &Self| fact.was.clone().or_else(|| fact.now.clone());
        let within = |one: &str, all: &str| {
            one.strip_prefix(all)
                .is_some_and(|rest| rest.starts_with('.'))
        };
        self.entry == other.entry
            && if self.key == other.key {
                !(self.one_of_many && other.one_of_many) || item(self) == item(other)
            } else {
                within(&self.key, &other.key) || within(&other.key, &self.key)
            }
    }
}

/// What a commit, or the work tree, did to a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordChange {
    /// The record.
    pub id: String,
    /// Its file after the change; before it, if the record was removed.
    pub path: String,
    /// The commit; `None` for uncommitted changes.
    pub commit: Option<Committed>,
    /// What was done.
    pub change_kind: ChangeKind,
    /// The facts that differ, in the order of the record.
    pub facts: Vec<Fact>,
}

/// A commit, as shown to people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed {
    /// Its full name.
    pub name: String,
    /// The day in the committer's time zone.
    pub day: Day,
    /// The author's name, as git has it.
    pub author: String,
}

/// What was done to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// It was new.
    Entered,
    /// It changed.
    Changed,
    /// A merge settled what its sides said differently, or said what neither of them said.
    Decided,
    /// A merge kept what one of its sides had removed.
    Kept,
    /// A merge removed what one of its sides had removed and another had changed.
    LetGo,
    /// It no longer exists.
    Removed,
    /// It cannot be read.
    Broken,
}

impl ChangeKind {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Entered => "entered",
            Self::Changed => "changed",
            Self::Decided => "decided",
            Self::Kept => "decided: kept",
            Self::LetGo => "decided: removed",
            Self::Removed => "removed",
            Self::Broken => "cannot be read",
        }
    }
}

/// The facts in which two versions differ, in the order of the record.
#[must_use]
pub fn compare(was: &Fields, now: &Fields) -> Vec<Fact> {
    let mut facts = Vec::new();
    fields("", None, was, now, &mut facts);
    facts
}

/// The first day in an entry.
fn first_day(fields: &Fields) -> Option<Day> {
    fields.iter().find_map(|(_, value)| match value {
        Datum::Day(day) => Some(*day),
        _ => None,
    })
}

/// The current entry in a list of tables, by its first value, with its day.
type Entry<'e> = Option<(&'e str, Option<Day>)>;

fn fields(above: &str, entry: Entry<'_>, was: &Fields, now: &Fields, facts: &mut Vec<Fact>) {
    let of = |fields: &'_ Fields, name: &str| {
        fields
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.clone())
    };
    let gone = was.iter().filter(|(name, _)| of(now, name).is_none());
    for (name, _) in now.iter().chain(gone) {
        let key = if above.is_empty() {
            (*name).to_owned()
        } else {
            format!("{above}.{name}")
        };
        value(
            &key,
            entry,
            of(was, name).as_ref(),
            of(now, name).as_ref(),
            facts,
        );
    }
}

fn value(
    key: &str,
    entry: Entry<'_>,
    was: Option<&Datum>,
    now: Option<&Datum>,
    facts: &mut Vec<Fact>,
) {
    if was == now {
        return;
    }
    match (was, now) {
        (None | Some(Datum::Table(_)), None | Some(Datum::Table(_))) => {
            fields(key, entry, &table(was), &table(now), facts);
        }
        (None | Some(Datum::Tables(_)), None | Some(Datum::Tables(_))) => {
            entries(key, tables(was), tables(now), facts)
        }
        (None | Some(Datum::Map(_)), None | Some(Datum::Map(_))) => {
            named(key, map(was), map(now), facts);
        }
        (None | Some(Datum::List(_)), None | Some(Datum::List(_))) => {
            let (was, now) = (list(was), list(now));
            let only = |some: &[Datum], others: &[Datum]| -> Vec<String> {
                some.iter()
                    .filter(|item| !others.contains(item))
                    .map(ToString::to_string)
                    .collect()
            };
            facts.extend(
                only(was, now)
                    .into_iter()
                    .map(|item| one_of_many(key, entry, Some(item), None)),
            );
            facts.extend(
                only(now, was)
                    .into_iter()
                    .map(|item| one_of_many(key, entry, None, Some(item))),
            );
        }
        _ => {
            let day = [now, was]
                .into_iter()
                .flatten()
                .find_map(|value| match value {
                    Datum::Day(day) => Some(*day),
                    _ => None,
                });
            let one = fact(
                key,
                entry,
                was.map(ToString::to_string),
                now.map(ToString::to_string),
            );
            facts.push(Fact {
                on: one.on.or(day),
                ..one
            });
        }
    }
}

/// Named tables, each compared with the one of the same name.
fn named(key: &str, was: &[(String, Fields)], now: &[(String, Fields)], facts: &mut Vec<Fact>) {
    let of = |all: &[(String, Fields)], name: &str| {
        let mut all = all.iter();
        let found = all.find(|(key, _)| key == name);
        found.map(|(_, fields)| fields.clone()).unwrap_or_default()
    };
    let gone = was
        .iter()
        .filter(|(name, _)| now.iter().all(|(other, _)| other != name));
    for (name, _) in now.iter().chain(gone) {
        let key = format!("{key}.{name}");
        fields(&key, None, &of(was, name), &of(now, name), facts);
    }
}

/// Equal entries on both sides are the same. Of the others, entries with the same day or name are one entry that
/// changed; then entries with the same content but another day or name.
fn entries(key: &str, was: &[Fields], now: &[Fields], facts: &mut Vec<Fact>) {
    let mut old: Vec<&Fields> = was.iter().collect();
    let mut new: Vec<(Option<&Fields>, &Fields)> = Vec::new();
    for entry in now {
        match old.iter().position(|other| *other == entry) {
            Some(at) => drop(old.remove(at)),
            None => new.push((None, entry)),
        }
    }
    let of_one_label = |one: &Fields, other: &Fields| label(one) == label(other);
    let of_one_rest = |one: &Fields, other: &Fields| one.get(1..) == other.get(1..);
    for is_same in [
        &of_one_label as &dyn Fn(&Fields, &Fields) -> bool,
        &of_one_rest,
    ] {
        for (before, entry) in new.iter_mut().filter(|(before, _)| before.is_none()) {
            *before = old
                .iter()
                .position(|other| is_same(other, entry))
                .map(|at| old.remove(at));
        }
    }
    for (before, entry) in new {
        let label = label(before.unwrap_or(entry));
        let of_entry = Some((label.as_str(), first_day(before.unwrap_or(entry))));
        match before {
            Some(before) => fields(key, of_entry, before, entry, facts),
            None => facts.push(one_of_many(
                key,
                of_entry,
                None,
                Some(Datum::Table(entry.clone()).to_string()),
            )),
        }
    }
    for entry in old {
        let text = Datum::Table(entry.clone()).to_string();
        facts.push(one_of_many(
            key,
            Some((&label(entry), first_day(entry))),
            Some(text),
            None,
        ));
    }
}

fn label(entry: &Fields) -> String {
    entry
        .first()
        .map(|(_, value)| value.to_string())
        .unwrap_or_default()
}

fn fact(key: &str, entry: Entry<'_>, was: Option<String>, now: Option<String>) -> Fact {
    let (label, on) = entry.unzip();
    Fact {
        key: key.to_owned(),
        entry: label.map(str::to_owned),
        on: on.flatten(),
        was,
        now,
        one_of_many: false,
    }
}

fn one_of_many(key: &str, entry: Entry<'_>, was: Option<String>, now: Option<String>) -> Fact {
    Fact {
        one_of_many: true,
        ..fact(key, entry, was, now)
    }
}

fn table(value: Option<&Datum>) -> Fields {
    match value {
        Some(Datum::Table(fields)) => fields.clone(),
        _ => Fields::new(),
    }
}

fn tables(value: Option<&Datum>) -> &[Fields] {
    match value {
        Some(Datum::Tables(rows)) => rows,
        _ => &[],
    }
}

fn map(value: Option<&Datum>) -> &[(String, Fields)] {
    match value {
        Some(Datum::Map(rows)) => rows,
        _ => &[],
    }
}

fn list(value: Option<&Datum>) -> &[Datum] {
    match value {
        Some(Datum::List(items)) => items,
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::read::record;
    use crate::record::schema::Table;
    use crate::record::{Case, Participant};

    fn told<T: Table>(was: &str, now: &str) -> Vec<String> {
        let fields = |text: &str| record::<T>(text).unwrap().fields();
        let word = |side: &Option<String>| side.clone().unwrap_or_else(|| "-".to_owned());
        let tell = |fact: Fact| {
            let entry = fact
                .entry
                .map_or_else(String::new, |entry| format!(" of {entry}"));
            format!(
                "{}{entry}: {} → {}",
                fact.key,
                word(&fact.was),
                word(&fact.now)
            )
        };
        compare(&fields(was), &fields(now))
            .into_iter()
            .map(tell)
            .collect()
    }

    #[test]
    fn the_order_of_lines_and_of_lists_is_no_fact() {
        let one = "area = \"1\"\nneeds = [\"housing\", \"visitation\"]\n[[goal]]\nset = 2026-01-01\ndomain = \"a\"\n\
                   [[goal]]\nset = 2026-02-01\ndomain = \"b\"\n";
        let other = "needs = [\n  \"visitation\", # soon\n  \"housing\",\n]\narea = \"1\"\n[[goal]]\nset = 2026-02-01\n\
                     domain = \"b\"\n[[goal]]\nset = 2026-01-01\ndomain = \"a\"\n";
        assert_eq!(told::<Participant>(one, other), Vec::<String>::new());
    }

    #[test]
    fn single_values_items_and_entries_are_facts_of_their_own() {
        let was = "area = \"1\"\nneeds = [\"housing\"]\n[[enrollment]]\nstart = 2026-01-15\n";
        let now = "gender = \"woman\"\nneeds = [\"visitation\"]\n[[enrollment]]\nstart = 2026-01-15\nend = 2026-06-30\n\
                   [[consent]]\nkind = \"services\"\ngiven = 2026-01-15\n";
        assert_eq!(
            told::<Participant>(was, now),
            [
                "gender: - → woman",
                "needs: housing → -",
                "needs: - → visitation",
                "consent of services: - → kind=services given=2026-01-15",
                "enrollment.end of 2026-01-15: - → 2026-06-30",
                "area: 1 → -",
            ]
        );
    }

    #[test]
    fn children_and_events_of_a_case_are_told_apart() {
        let was = "system = \"cps\"\n[child.a]\nborn = 2016-05-01\n[[event]]\non = 2026-01-10\nkind = \"petition\"\n";
        let now = "system = \"cps\"\n[child.a]\nborn = 2016-05-11\n[[event]]\non = 2026-01-10\nkind = \"petition\"\n\
                   [[event]]\non = 2026-03-01\nkind = \"reunified\"\n";
        assert_eq!(
            told::<Case>(was, now),
            [
                "child.a.born: 2016-05-01 → 2016-05-11",
                "event of 2026-03-01: - → on=2026-03-01 kind=reunified"
            ]
        );
        let corrected = now.replace("2026-03-01", "2026-03-11");
        assert_eq!(
            told::<Case>(now, &corrected),
            ["event.on of 2026-03-01: 2026-03-01 → 2026-03-11"]
        );
    }
}
