//! The answer of a court or county to a question: a row for each event, or one that says nothing was found.

use std::collections::{BTreeMap, BTreeSet};

use super::Problem;
use super::cell::clean;
use super::dates;
use crate::record::case::{Event, EventKind};
use crate::record::intake::{DateStyle, SheetRow};
use crate::record::question::number;
use crate::record::schema::quoted;
use crate::record::word::meant;
use crate::record::{Asked, Case, CaseId, Checked, ChildKey, Day, Entry, Question, Word};
use crate::register::Register;

/// The columns that are read.
const COLUMNS: [&str; 5] = ["number", "through", "event", "event_on", "child"];

/// Why a row without any answer is refused.
const BLANK: &str = "nothing is filled in: write under `through` the last day that you looked at";

/// How days may be written: months come first where both readings are possible, as in the United States.
const STYLES: [DateStyle; 3] = [DateStyle::Iso, DateStyle::Us, DateStyle::UsShort];

/// What an answer says.
#[derive(Debug, Default)]
pub struct Reply {
    /// The names of its columns.
    pub headers: Vec<String>,
    /// Its rows: the number that a spreadsheet shows beside each, and the cells.
    pub rows: Vec<(usize, Vec<String>)>,
    /// Whether anything was filled in.
    pub is_filled: bool,
    /// How many rows have nothing filled in, of families about which no other row says anything.
    pub blank: usize,
    /// How many families of the question have no answer yet, and no row here.
    pub absent: usize,
    /// Why rows are refused, by their number.
    pub refused: BTreeMap<usize, String>,
    /// What the others say, a family each.
    pub families: Vec<FamilyAnswer>,
}

/// What an answer says of a family.
#[derive(Debug)]
pub struct FamilyAnswer {
    /// The question.
    pub question: Word,
    /// Where the family is in the question.
    pub index: usize,
    /// The case that events are written to.
    pub case: CaseId,
    /// The cases that were looked up.
    pub cases: Vec<CaseId>,
    /// What happened.
    pub events: Vec<Event>,
    /// That somebody looked, and up to when.
    pub checked: Checked,
    /// The rows that say so.
    pub rows: BTreeSet<usize>,
}

/// A family of a question: the question, and its place there.
type Key = (Word, usize);

/// A row, read.
struct Line {
    row: usize,
    through: Option<Day>,
    event: Option<Event>,
}

/// The rows of a question as it was sent, for the families that nobody has answered for, filled in as looked up through a
/// day at most.
#[must_use]
pub fn unanswered(id: &Word, question: &Question, through: Option<Day>) -> Vec<SheetRow> {
    let open = question.asked.iter();
    let open = open.filter(|asked| asked.answered.is_none());
    let rows = open.map(|asked| {
        let through = through.map_or(asked.last, |day| day.min(asked.last));
        let mut cells = vec![number(id, asked), through.to_string()];
        cells.resize(COLUMNS.len(), String::new());
        cells
    });
    let head = COLUMNS.map(str::to_owned).to_vec();
    let rows = (1..).zip([head].into_iter().chain(rows));
    rows.map(|(number, cells)| SheetRow { number, cells })
        .collect()
}

/// The question that a sheet is of, as its first row with a number of one says.
#[must_use]
pub fn question_of<'r>(
    sheet: &[SheetRow],
    register: &'r Register,
) -> Option<&'r Entry<Word, Question>> {
    let (_, at) = columns(sheet).ok()?;
    let numbers = sheet.iter().skip(at.row + 1);
    let numbers = numbers.filter_map(|row| row.cells.get(at.columns[0]));
    let mut keys = numbers.filter_map(|cell| family_of(&clean(cell), register).ok());
    keys.find_map(|((id, _), ..)| found(register, &id))
}

/// Reads the rows of an answer. Rows that are `refused` already are left out, with the reason they have.
///
/// # Errors
/// It lacks a column.
pub fn reply(
    sheet: &[SheetRow],
    register: &Register,
    today: Day,
    refused: &BTreeMap<usize, String>,
) -> Result<Reply, Problem> {
    let mut reply = Reply {
        refused: refused.clone(),
        ..Reply::default()
    };
    let (headers, at) = columns(sheet)?;
    reply.headers = headers;
    let mut lines: BTreeMap<Key, Vec<Line>> = BTreeMap::new();
    let mut spoiled: BTreeMap<Key, usize> = BTreeMap::new();
    let mut blank: Vec<(usize, Key)> = Vec::new();
    let mut seen: BTreeSet<Key> = BTreeSet::new();
    for row in sheet.iter().skip(at.row + 1) {
        let cells: Vec<String> = row.cells.iter().map(|cell| clean(cell)).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        reply.rows.push((row.number, row.cells.clone()));
        let cell = |name: usize| cells.get(at.columns[name]).map_or("", String::as_str);
        let is_filled = (1..COLUMNS.len()).any(|column| !cell(column).is_empty());
        reply.is_filled |= is_filled;
        let family = family_of(cell(0), register);
        seen.extend(family.iter().map(|(key, ..)| key.clone()));
        if reply.refused.contains_key(&row.number) {
            continue;
        }
        if let (false, Ok((key, _, asked))) = (is_filled, &family) {
            if asked.answered.is_none() {
                blank.push((row.number, key.clone()));
            }
            continue;
        }
        let read = family.and_then(|(key, question, asked)| {
            let days = (asked.anchor, question.through);
            let line = line(row.number, &cell, asked, days, (register, today));
            line.map(|line| (key.clone(), line)).inspect_err(|_| {
                spoiled.entry(key).or_insert(row.number);
            })
        });
        match read {
            Ok((key, line)) => lines.entry(key).or_default().push(line),
            Err(why) => drop(reply.refused.insert(row.number, why)),
        }
    }
    // Silence is not an answer: a family is looked up only if a row of it says so.
    blank.retain(|(_, key)| !lines.contains_key(key) && !spoiled.contains_key(key));
    reply.blank = blank.len();
    reply.absent = absent(register, &seen);
    let unfilled = blank.into_iter().map(|(row, _)| (row, BLANK.to_owned()));
    reply.refused.extend(unfilled);
    for (key, lines) in lines {
        if let Some(row) = spoiled.get(&key) {
            let why = format!("row {row} of the same family is refused");
            let rows = lines.iter().map(|line| (line.row, why.clone()));
            reply.refused.extend(rows);
        } else if let Some(entry) = found(register, &key.0) {
            family(register, today, entry, key.1, lines, &mut reply);
        }
    }
    Ok(reply)
}

/// How many families that wait for an answer are not among these, of the same questions.
fn absent(register: &Register, seen: &BTreeSet<Key>) -> usize {
    let questions: BTreeSet<&Word> = seen.iter().map(|(id, _)| id).collect();
    let questions = questions.into_iter().filter_map(|id| found(register, id));
    let open = questions.flat_map(|entry| {
        let asked = entry.record.asked.iter().enumerate();
        asked
            .filter(|(_, asked)| asked.answered.is_none())
            .map(|(at, _)| (entry.id.clone(), at))
    });
    open.filter(|key| !seen.contains(key)).count()
}

/// Where the columns are.
struct Columns {
    row: usize,
    columns: [usize; COLUMNS.len()],
}

fn columns(sheet: &[SheetRow]) -> Result<(Vec<String>, Columns), Problem> {
    let heads = |row: &SheetRow| -> Vec<String> {
        let cells = row.cells.iter();
        // A worksheet has titles, a csv names.
        cells
            .map(|cell| clean(cell).to_lowercase().replace(' ', "_"))
            .collect()
    };
    let mut rows = sheet.iter().enumerate();
    let head = rows.find(|(_, row)| heads(row).iter().any(|head| head == COLUMNS[0]));
    let help = "send back the sheet of the question, with its columns";
    let Some((row, heads)) = head.map(|(at, row)| (at, heads(row))) else {
        return Err(Problem::new("there is no column `number`", help));
    };
    let mut columns = [0; COLUMNS.len()];
    for (at, name) in columns.iter_mut().zip(COLUMNS) {
        let place = heads.iter().position(|head| head == name);
        *at = place.ok_or_else(|| Problem::new(format!("there is no column `{name}`"), help))?;
    }
    let headers = sheet[row].cells.clone();
    Ok((headers, Columns { row, columns }))
}

fn found<'r>(register: &'r Register, id: &Word) -> Option<&'r Entry<Word, Question>> {
    let mut all = register.records().outcomes.iter();
    all.find(|entry| entry.id == *id)
}

/// The family that a number of a question means.
fn family_of<'r>(
    number: &str,
    register: &'r Register,
) -> Result<(Key, &'r Question, &'r Asked), String> {
    let unasked = || {
        format!(
            "`{number}` is no number of a question: nobody asked about it, or the question is void"
        )
    };
    let (id, place) = number.rsplit_once('-').ok_or_else(unasked)?;
    let id: Word = id.parse().map_err(|_| unasked())?;
    let place: u32 = place.parse().map_err(|_| unasked())?;
    let entry = found(register, &id).ok_or_else(unasked)?;
    let mut all = entry.record.asked.iter().enumerate();
    let (index, asked) = all
        .find(|(_, asked)| asked.number == place)
        .ok_or_else(unasked)?;
    Ok(((id, index), &entry.record, asked))
}

/// What a row says of a family, of the days after the first to the second.
fn line<'c>(
    row: usize,
    cell: &dyn Fn(usize) -> &'c str,
    asked: &Asked,
    (after, to): (Day, Day),
    (register, today): (&Register, Day),
) -> Result<Line, String> {
    let day = |text: &str| -> Result<Option<Day>, String> {
        if text.is_empty() {
            return Ok(None);
        }
        let day = dates::day(text, &STYLES, None, today)?;
        let is_inside = after < day && day <= to;
        let outside = || {
            format!(
                "{day} is outside of the question, which is about the days after {after} to {to}"
            )
        };
        is_inside.then_some(Some(day)).ok_or_else(outside)
    };
    let through = day(cell(1))?;
    let (kind, on, child) = (cell(2), day(cell(3))?, cell(4));
    let event = match (kind.is_empty(), on) {
        (true, None) if child.is_empty() => None,
        (true, _) => return Err("it does not say which `event`".to_owned()),
        (false, None) => return Err("it does not say on which day: `event_on`".to_owned()),
        (false, Some(on)) => Some(event(kind, on, child, asked, register)?),
    };
    if let (Some(through), Some(event)) = (through, &event)
        && event.on > through
    {
        return Err(format!(
            "the event is after {through}, through which they looked"
        ));
    }
    Ok(Line {
        row,
        through,
        event,
    })
}

fn event(
    kind: &str,
    on: Day,
    child: &str,
    asked: &Asked,
    register: &Register,
) -> Result<Event, String> {
    let word = kind.to_lowercase().replace([' ', '_'], "-");
    let kind = word.parse::<EventKind>();
    let kind = kind.map_err(|none| match meant::<EventKind>(&word) {
        Some(near) => format!("`{word}` is no event; did you mean `{near}`?"),
        None => none,
    })?;
    let mut children = Vec::new();
    if !child.is_empty() {
        let key: ChildKey = child.to_lowercase().parse()?;
        let case = register.case(&asked.case);
        if !case.is_some_and(|entry| entry.record.child.contains_key(&key)) {
            return Err(format!("the case has no child `{key}`"));
        }
        children.push(key);
    }
    Ok(Event {
        on,
        kind,
        children,
        ..Event::default()
    })
}

/// What the rows of a family say together; all of them are refused if one cannot be taken.
fn family(
    register: &Register,
    today: Day,
    entry: &Entry<Word, Question>,
    index: usize,
    lines: Vec<Line>,
    reply: &mut Reply,
) {
    let (question, asked) = (&entry.record, &entry.record.asked[index]);
    let rows: BTreeSet<usize> = lines.iter().map(|line| line.row).collect();
    let through = lines.iter().filter_map(|line| line.through).max();
    let events = united(lines.into_iter().filter_map(|line| line.event));
    let answer = FamilyAnswer {
        question: entry.id.clone(),
        index,
        case: asked.case.clone(),
        cases: asked.cases.clone(),
        events,
        checked: Checked {
            on: asked.answered.unwrap_or(today),
            through: through.unwrap_or(asked.last),
            source: question.source.clone(),
            county: None,
            reference: Some(entry.id.as_str().into()),
            void: None,
        },
        rows,
    };
    let why = if answer.is_on_file(register) {
        None
    } else {
        refusal(register, today, question, asked).or_else(|| answer.contradiction(register))
    };
    match why {
        Some(why) => reply
            .refused
            .extend(answer.rows.iter().map(|row| (*row, why.clone()))),
        None => reply.families.push(answer),
    }
}

/// Why nothing of a family may be taken in.
fn refusal(register: &Register, today: Day, question: &Question, asked: &Asked) -> Option<String> {
    if register.case(&asked.case).is_none() {
        return Some("the case is void, or not on file any more".to_owned());
    }
    let program = register.program();
    let Some(agreement) = program.agreement(question.agreement.as_str()) else {
        return Some(format!(
            "peer.toml has no agreement `{}` any more",
            question.agreement
        ));
    };
    let consents = |id| {
        let at = register.person_index(id)?;
        Some(&register.people()[at].record.consent)
    };
    let still = |id| consents(id).is_some_and(|all| agreement.allows(program, all, today));
    (!asked.participants.iter().all(still)).then(|| "a consent ended since it was asked".to_owned())
}

impl FamilyAnswer {
    /// Whether the records say all of it already.
    #[must_use]
    pub fn is_on_file(&self, register: &Register) -> bool {
        let case = |id| register.case(id).map(|entry| &entry.record);
        let has_events =
            case(&self.case).is_some_and(|case| self.events.iter().all(|event| has(case, event)));
        has_events
            && self
                .cases
                .iter()
                .all(|id| case(id).is_some_and(|case| self.is_checked(case)))
    }

    /// Whether a case says already that they looked.
    #[must_use]
    pub fn is_checked(&self, case: &Case) -> bool {
        let said = |checked: &Checked| {
            let (through, source) = (checked.through, &checked.source);
            (through, source.clone(), checked.reference.clone())
        };
        let mut all = case.checked.iter();
        all.any(|known| known.void.is_none() && said(known) == said(&self.checked))
    }

    /// What the case says otherwise than the answer.
    fn contradiction(&self, register: &Register) -> Option<String> {
        let case = &register.case(&self.case)?.record;
        self.events.iter().find_map(|event| {
            let is_narrower = |known: &&Event| {
                is_same(known, event) && event.children.is_empty() && !has(case, event)
            };
            let known = case.event.iter().find(is_narrower)?;
            let children: Vec<&str> = known.children.iter().map(ChildKey::as_str).collect();
            Some(format!(
                "the case says `{}` on {} of {} alone: say which `child`",
                event.kind,
                event.on,
                quoted(&children)
            ))
        })
    }
}

/// Whether two events are of one kind and day.
fn is_same(one: &Event, other: &Event) -> bool {
    one.void.is_none() && (one.on, one.kind) == (other.on, other.kind)
}

/// Whether a case says already that something happened, to these children or more.
#[must_use]
pub fn has(case: &Case, event: &Event) -> bool {
    let concerned = |event: &Event| -> BTreeSet<ChildKey> {
        let all = case.child.keys();
        all.filter(|key| event.concerns(key)).cloned().collect()
    };
    let same = case.event.iter().filter(|known| is_same(known, event));
    let known: Vec<BTreeSet<ChildKey>> = same.map(concerned).collect();
    let said: BTreeSet<ChildKey> = known.iter().flatten().cloned().collect();
    !known.is_empty() && concerned(event).is_subset(&said)
}

/// Events of one kind and day are one, of all the children that they name.
fn united(events: impl Iterator<Item = Event>) -> Vec<Event> {
    let mut all: Vec<Event> = Vec::new();
    for event in events {
        match all.iter_mut().find(|known| is_same(known, &event)) {
            Some(known) if known.children.is_empty() || event.children.is_empty() => {
                known.children.clear();
            }
            Some(known) => {
                known.children.extend(event.children);
                known.children.sort();
                known.children.dedup();
            }
            None => all.push(event),
        }
    }
    all
}
