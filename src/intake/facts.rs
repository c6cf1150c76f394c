//! What one row says: values of the record it becomes, and of the person it is about.

mod called;
mod described;
mod said;

use super::cell::{self, CellParser, clean, translated, value};
use super::consents::is_unsigned;
use super::docket;
use super::in_notes::status_in_a_note;
use super::layout::{KEPT_TOGETHER, Layout, Placed};
use super::names::{Names, in_one_line, joined, plain};
use super::no_street::is_no_street;
use super::plain_no::beside_a_no;
use super::vague::is_left_empty;
use super::words;
use crate::record::intake::{Goal, Intake, IntakeKind, SheetRow};
use crate::record::schema::Field;
use crate::record::{About, Datum, Day, Fields, IdKind, Program, Schema, Shape};
pub(super) use said::status_for_a_length;
use said::{is_unmet, said};

/// What one row says.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Values of the record.
    pub own: Fields,
    /// Values of the identity.
    pub identity: Fields,
    /// The whole name, where the sheet has it in one column.
    pub name: Option<String>,
    /// What rows of one case have in common.
    pub same_case: Option<String>,
    /// The number that a court gave the case.
    pub docket: Option<String>,
    /// The fields that a box for a day says no to.
    pub denied: Vec<Box<str>>,
    /// The name of a child.
    pub child: Option<String>,
    /// What an outreach was about.
    pub subject: Option<String>,
    /// What is wrong with the row.
    pub faults: Vec<String>,
    /// The fields that a cell was to fill and that could not be read.
    unread: Vec<String>,
    names: Names,
    entries: Vec<Inner>,
    facts: Fields,
    facts_of_child: Fields,
}

/// An entry of a table, as far as the row tells it.
#[derive(Debug)]
struct Inner {
    table: &'static Field,
    name: Option<String>,
    fields: Fields,
}

/// The table of facts, where there are some.
fn table_of(facts: &mut Fields) -> Option<(&'static str, Datum)> {
    facts.sort_by_key(|(name, _)| *name);
    let facts = std::mem::take(facts);
    (!facts.is_empty()).then_some(("facts", Datum::Table(facts)))
}

/// Nobody younger is a parent or a mentor.
const ADULT: i32 = 12;

/// What a column `Status` says that the map does not name.
fn own_status(layout: &Layout<'_>, row: &SheetRow) -> Option<String> {
    let cell = row.cells.get(layout.status?)?;
    Some(clean(cell)).filter(|cell| !cell.is_empty())
}

/// What the way of contact or a note says became of a contact, where no column says more than no.
fn other_status(layout: &Layout<'_>, row: &SheetRow) -> Option<String> {
    let in_a_note = || status_in_a_note(layout, row).map(|(_, status)| status);
    let status = beside_a_no(layout, row).or_else(in_a_note)?;
    Some(status.word().to_owned())
}

/// Finds the id of a record that a cell names.
pub(super) type Find<'f> = &'f mut dyn FnMut(IdKind, &str) -> Result<String, String>;

impl Facts {
    /// Reads a row; what cannot be read is among its faults.
    pub fn read(
        layout: &Layout<'_>,
        row: &SheetRow,
        today: Day,
        program: &Program,
        find: Find<'_>,
    ) -> Self {
        let mut facts = Self::default();
        let map = layout.map;
        let own_status = own_status(layout, row);
        for placed in &layout.columns {
            let column = placed.column;
            // A column `Status` of the sheet answers what another column asks.
            if &*column.field == "status" && own_status.is_some() {
                continue;
            }
            if let Some(status) = status_for_a_length(placed, row) {
                let status = Datum::Text(status.word().to_owned());
                facts
                    .faults
                    .extend(join(&mut facts.own, "status", status).err());
                continue;
            }
            if own_status.is_some() && is_unmet(placed, row) {
                continue;
            }
            let text = match said(placed, row, (map.year, today)) {
                Ok(Some(text)) if is_left_empty(map.kind, column, &text) => continue,
                Ok(Some(text)) if is_unsigned(&column.field, &text) => continue,
                Ok(Some(text)) => text,
                Ok(None) => {
                    facts.take_no(layout, placed, row);
                    if column.required == Some(true) {
                        facts.faults.push(format!("`{}` is empty", column.header));
                    }
                    continue;
                }
                Err(why) => {
                    facts.faults.push(format!("{}: {why}", column.header));
                    facts.unread.push(column.field.to_string());
                    continue;
                }
            };
            let mut sense = CellParser {
                styles: &placed.styles,
                year: map.year,
                today,
                column: Some(column),
                program,
                find: &mut *find,
            };
            facts.take(map.kind, &column.field, &column.header, &text, &mut sense);
        }
        if let Some(status) = own_status.or_else(|| other_status(layout, row)) {
            facts.own.retain(|(key, _)| *key != "status");
            facts.own.push(("status", Datum::Text(status)));
        }
        facts.take_constants(map, (today, program), &mut *find);
        facts.close(map.kind);
        if map.kind.names_a_parent() {
            facts.find_parent(map.kind, find);
        }
        let age = facts.born().map(|born| born.age_on(today));
        if age.is_some_and(|age| age < ADULT) {
            let why = "the birth date is that of a child: is it one, or is the year wrong?";
            facts.faults.push(why.to_owned());
        }
        facts
    }

    /// Takes in what the map says of every row.
    fn take_constants(&mut self, map: &Intake, (today, program): (Day, &Program), find: Find<'_>) {
        for constant in &map.constant {
            let mut sense = CellParser {
                styles: map.styles(&[]),
                year: map.year,
                today,
                column: None,
                program,
                find: &mut *find,
            };
            self.take(
                map.kind,
                &constant.field,
                &constant.field,
                &constant.value,
                &mut sense,
            );
        }
    }

    /// Takes in that a box for a day is not ticked. The day itself in another column says otherwise.
    fn take_no(&mut self, layout: &Layout<'_>, placed: &Placed<'_>, row: &SheetRow) {
        let cell = |place: usize| row.cells.get(place).map(|cell| clean(cell));
        let column = placed.column;
        let (Some((header, place)), Some(text)) = (&placed.day_of, cell(placed.place)) else {
            return;
        };
        let Ok(Some(text)) = translated(&text, column) else {
            return;
        };
        if !words::is_no(&text) {
            return;
        }
        self.denied.push(column.field.clone());
        let has_it =
            |other: &&Placed<'_>| other.place == *place && other.column.field == column.field;
        let day = cell(*place).filter(|day| !day.is_empty() && !words::is_nothing(day));
        if let Some(day) = day.filter(|_| layout.columns.iter().any(|other| has_it(&other))) {
            self.faults.push(format!(
                "{}: `{text}`, where `{header}` says {day}: correct one of them",
                column.header
            ));
        }
    }

    /// Takes in what a column says.
    fn take(
        &mut self,
        kind: IntakeKind,
        field: &str,
        header: &str,
        text: &str,
        sense: &mut CellParser<'_>,
    ) {
        self.take_nickname(kind, field, text);
        // A map with other fields is faulty and was refused before.
        let Some(goal) = kind.goal(field) else { return };
        let taken = match goal {
            Goal::Name => {
                in_one_line(text).and_then(|text| once(&mut self.name, &plain(&text), "name"))
            }
            Goal::SameCase => {
                docket::is_own(text).and_then(|()| once(&mut self.same_case, text, "same_case"))
            }
            Goal::Docket => docket::number(text).and_then(|number| match number {
                Some(number) => once(&mut self.docket, number, "docket"),
                None => Ok(()),
            }),
            Goal::Child => once(&mut self.child, text, "child"),
            Goal::Subject => once(&mut self.subject, text, "subject"),
            // Answers are read by themselves.
            Goal::Item(_) => Ok(()),
            Goal::Own(field) => put(&mut self.own, field, text, sense),
            // A person may be called Null or Na.
            Goal::Identity(field) if field.name == "street" && is_no_street(text) => Ok(()),
            Goal::Identity(field)
                if words::has_none(field.name, text)
                    && !["given", "family", "aliases", "born"].contains(&field.name) =>
            {
                Ok(())
            }
            Goal::Identity(field) if words::no_contact(field.name, text).is_some() => {
                words::no_contact(field.name, text).map_or(Ok(()), Err)
            }
            Goal::Identity(field) if KEPT_TOGETHER.contains(&field.name) => {
                for one in words::apart(text) {
                    together(&mut self.identity, field.name, &one);
                }
                Ok(())
            }
            Goal::Identity(field) if field.name == "given" => {
                put(&mut self.identity, field, &plain(text), sense)
            }
            Goal::Identity(field) => put(&mut self.identity, field, text, sense),
            Goal::Inner {
                table,
                entry,
                field,
            } => put(self.entry(table, entry), field, text, sense),
            Goal::Fact(name) => match sense.program.fact(kind.kind(), name) {
                Some(asked) => cell::fact(text, asked, sense).and_then(|said| {
                    let facts = match asked.about {
                        About::Child => &mut self.facts_of_child,
                        _ => &mut self.facts,
                    };
                    join(facts, name, said)
                }),
                None => Ok(()),
            },
        };
        if let Err(why) = taken {
            self.faults.push(format!("{header}: {why}"));
            self.unread.push(field.to_owned());
        }
    }

    /// The entry of a table that a field is about.
    fn entry(&mut self, table: &'static Field, name: Option<String>) -> &mut Fields {
        let known = self
            .entries
            .iter()
            .position(|entry| entry.table == table && entry.name == name);
        let at = known.unwrap_or_else(|| {
            self.entries.push(Inner {
                table,
                name,
                fields: Fields::new(),
            });
            self.entries.len() - 1
        });
        &mut self.entries[at].fields
    }

    /// Puts entries into the record; one that lacks what such an entry must have is a fault.
    fn close(&mut self, kind: IntakeKind) {
        if let (Some(facts), Some(child)) = (
            table_of(&mut self.facts_of_child),
            kind.schema().field("child"),
        ) {
            self.entry(child, None).push(facts);
        }
        for Inner {
            table,
            name,
            mut fields,
        } in std::mem::take(&mut self.entries)
        {
            let (Shape::Table(inner) | Shape::Tables(inner) | Shape::Map(inner)) = table.shape
            else {
                continue;
            };
            if let (Some(name), Some(key)) = (&name, IntakeKind::name_key(table)) {
                fields.push((key, Datum::Text(name.clone())));
            }
            let lacking = inner
                .fields
                .iter()
                .find(|f| f.required && !fields.iter().any(|(key, _)| *key == f.name));
            if let Some(lacking) = lacking {
                let name = name.map_or_else(String::new, |name| format!(".{name}"));
                let field = format!("{}{name}.{}", table.name, lacking.name);
                // That its cell could not be read was said already.
                if !self.unread.contains(&field) {
                    self.faults
                        .push(format!("`{}{name}` lacks `{}`", table.name, lacking.name));
                }
                continue;
            }
            sort(&mut fields, inner);
            let value = match table.shape {
                Shape::Table(_) => Datum::Table(fields),
                Shape::Tables(_) => {
                    if let Some((_, Datum::Tables(rows))) =
                        self.own.iter_mut().find(|(key, _)| *key == table.name)
                    {
                        rows.push(fields);
                        continue;
                    }
                    Datum::Tables(vec![fields])
                }
                _ => Datum::Map(vec![(String::new(), fields)]),
            };
            self.own.push((table.name, value));
        }
        self.own.extend(table_of(&mut self.facts));
        sort(&mut self.own, kind.schema());
        self.join_names();
    }

    /// The parent whose name is in two columns.
    fn find_parent(&mut self, kind: IntakeKind, find: Find<'_>) {
        let Some(name) = self.full_name() else { return };
        if self.own("participants").is_some() {
            let why = "the parent is named in two ways: take one of them out of the map";
            return self.faults.push(why.to_owned());
        }
        match find(IdKind::Participant, &name) {
            Ok(id) => {
                let parent = Datum::List(vec![Datum::Text(id)]);
                self.own.push(("participants", parent));
                sort(&mut self.own, kind.schema());
            }
            Err(why) => self.faults.push(why),
        }
    }

    /// A value of the record.
    pub fn own(&self, key: &str) -> Option<&Datum> {
        get(&self.own, key)
    }

    /// Takes a value out of the record.
    pub fn take_own(&mut self, key: &str) -> Option<Datum> {
        let at = self.own.iter().position(|(known, _)| *known == key)?;
        Some(self.own.remove(at).1)
    }

    /// What rows of one case have in common.
    pub fn label(&self) -> Option<&str> {
        self.same_case.as_deref().or(self.docket.as_deref())
    }

    /// The text of a value of the record.
    pub fn text(&self, key: &str) -> Option<String> {
        self.own(key).map(ToString::to_string)
    }

    /// The given and the family names.
    pub fn names(&self) -> Names {
        self.names.clone()
    }

    /// Joins what the columns say of the name.
    fn join_names(&mut self) {
        let part = |key| get(&self.identity, key).map(ToString::to_string);
        match joined(part("given"), part("family"), self.name.as_deref()) {
            Ok(names) => self.names = names,
            Err(why) => self.faults.push(why),
        }
    }

    /// The name, given names first.
    pub fn full_name(&self) -> Option<String> {
        let (given, family) = self.names();
        let parts: Vec<String> = given.into_iter().chain(family).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    /// The birth date.
    pub fn born(&self) -> Option<Day> {
        match get(&self.identity, "born") {
            Some(Datum::Day(day)) => Some(*day),
            _ => None,
        }
    }

    /// The texts of a list of the person: ids in other systems, other names.
    pub fn listed(&self, key: &str) -> Vec<String> {
        match get(&self.identity, key) {
            Some(Datum::List(items)) => items.iter().map(ToString::to_string).collect(),
            _ => Vec::new(),
        }
    }
}

/// The value of a key.
pub(super) fn get<'f>(fields: &'f Fields, key: &str) -> Option<&'f Datum> {
    fields
        .iter()
        .find(|(known, _)| *known == key)
        .map(|(_, value)| value)
}

/// Puts fields into the order of their schema.
pub(super) fn sort(fields: &mut Fields, schema: &Schema) {
    fields.sort_by_key(|(key, _)| schema.fields.iter().position(|field| field.name == *key));
}

fn once(into: &mut Option<String>, text: &str, what: &str) -> Result<(), String> {
    match into {
        Some(said) if said != text => Err(format!("`{what}` is said twice, and not alike")),
        _ => {
            *into = Some(text.replace('\n', " "));
            Ok(())
        }
    }
}

/// Puts a value under its key: items are added to a list, texts to a note; anything else may be said once.
fn put(
    into: &mut Fields,
    field: &'static Field,
    text: &str,
    sense: &mut CellParser<'_>,
) -> Result<(), String> {
    let mut new = value(text, &field.shape, sense)?;
    if let Datum::Day(day) = &mut new {
        *day = words::likely(*day, text, field.name == "born", sense.today)?;
    }
    if let Some(list) = field.words {
        new = cell::in_words(new, list, sense.program)?;
    }
    join(into, field.name, new)
}

/// Adds a further phone number, unless it is there, however it is written.
fn together(into: &mut Fields, name: &'static str, text: &str) {
    let plain = |text: &str| -> String {
        let kept = text.chars().filter(|c| c.is_alphanumeric() || *c == '@');
        kept.flat_map(char::to_lowercase).collect()
    };
    match into.iter_mut().find(|(key, _)| *key == name) {
        Some((_, Datum::Text(known))) => {
            if !known.split(" / ").any(|one| plain(one) == plain(text)) {
                *known = format!("{known} / {}", text.replace('\n', " "));
            }
        }
        _ => into.push((name, Datum::Text(text.replace('\n', " ")))),
    }
}

/// Puts a value under its key, or adds it to the list that is there.
pub(super) fn join(into: &mut Fields, name: &'static str, new: Datum) -> Result<(), String> {
    let Some((_, known)) = into.iter_mut().find(|(key, _)| *key == name) else {
        into.push((name, new));
        return Ok(());
    };
    match (known, new) {
        (Datum::List(items), Datum::List(more)) => {
            items.extend(more);
            items.sort_by_cached_key(ToString::to_string);
            items.dedup();
        }
        (Datum::Prose(note), Datum::Prose(more)) => {
            note.push('\n');
            note.push_str(&more);
        }
        (known, new) if *known == new => {}
        _ => return Err(format!("`{name}` is said twice, and not alike")),
    }
    Ok(())
}
