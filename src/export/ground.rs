//! The basis of every table: the records, and how their ids and days are written.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::column::Walk;
use super::keys::Keys;
use super::table::Cell;
use crate::measure::children::Children;
use crate::record::schema::{Datum, Fields, Shape};
use crate::record::{
    CaseId, ChildRef, Day, Entry, IdKind, ParticipantId, Period, PersonId, Session, SessionId,
};
use crate::register::Register;

/// What is exported.
#[derive(Debug)]
pub struct Asked<'r> {
    /// The records, as of the day.
    pub register: &'r Register,
    /// The as-of day.
    pub as_of: Day,
    /// The days whose rows are requested; `None` for all.
    pub period: Option<&'r Period>,
    /// How ids and days are written.
    pub keys: Keys,
    /// Whether birth dates are written in full, not just as months.
    pub birth_dates: bool,
}

/// The records with everything that tables need from them.
#[derive(Debug)]
pub struct Ground<'r> {
    /// What is exported.
    pub asked: &'r Asked<'r>,
    /// The children.
    pub children: Children<'r>,
    families: Families,
    /// For sessions whose subject is free words, their ids without these words.
    free: BTreeMap<&'r SessionId, String>,
}

impl<'r> Ground<'r> {
    /// The records.
    #[must_use]
    pub fn new(asked: &'r Asked<'r>) -> Self {
        let children = Children::new(asked.register);
        Self {
            families: Families::new(asked, &children),
            free: free(asked.register),
            children,
            asked,
        }
    }

    /// The records.
    #[must_use]
    pub const fn register(&self) -> &'r Register {
        self.asked.register
    }

    /// Whether rows of a day are requested.
    #[must_use]
    pub fn has(&self, day: Day) -> bool {
        let period = self.asked.period;
        day <= self.asked.as_of && period.is_none_or(|period| period.contains(day))
    }

    /// Whether rows of something that lasted from one day to another, or that still lasts, are requested.
    #[must_use]
    pub fn has_part(&self, from: Day, to: Option<Day>) -> bool {
        let period = self.asked.period;
        period.is_none_or(|days| from <= days.last && to.is_none_or(|to| days.first <= to))
    }

    /// The id of a person, given the id of any of their files.
    #[must_use]
    pub fn person<'i>(&'i self, id: &'i ParticipantId) -> Cow<'i, str> {
        let root = self.register().root(id).as_str();
        self.asked.keys.id(IdKind::Participant.prefix(), root)
    }

    /// The id of a case.
    #[must_use]
    pub fn case<'i>(&self, id: &'i CaseId) -> Cow<'i, str> {
        self.asked.keys.id(IdKind::Case.prefix(), id.as_str())
    }

    /// The id of a child, by its place among all children: its number in its case, as the key there may be a name.
    #[must_use]
    pub fn child(&self, at: usize) -> Cow<'static, str> {
        let own = &self.children.all[at].id;
        if self.asked.keys.is_anew() {
            let id = self.asked.keys.id("h-", &own.to_string()).into_owned();
            return Cow::Owned(id);
        }
        let case = self.register().case(&own.case);
        let keys = case.into_iter().flat_map(|case| case.record.child.keys());
        let before = keys.take_while(|key| **key != own.child).count();
        Cow::Owned(format!("{}/{}", own.case, before + 1))
    }

    /// The id of the child that a reference leads to.
    #[must_use]
    pub fn child_of(&self, name: &ChildRef) -> Option<Cow<'static, str>> {
        self.children.of(name).map(|at| self.child(at))
    }

    /// The id of a session, without the words that people chose for it.
    #[must_use]
    pub fn session<'i>(&'i self, id: &'i SessionId) -> Cow<'i, str> {
        match self.free.get(id) {
            Some(id) if !self.asked.keys.is_anew() => Cow::Borrowed(id),
            _ => self.asked.keys.id("s-", id.as_str()),
        }
    }

    /// The id in a field, of this kind; `None` if no row has it.
    fn id<'i>(&'i self, kind: IdKind, id: &'i str) -> Option<Cow<'i, str>> {
        let (register, keys) = (self.register(), &self.asked.keys);
        match kind {
            IdKind::Participant | IdKind::Person => match id.parse::<PersonId>().ok()? {
                PersonId::Mentor(_) => Some(keys.id(IdKind::Mentor.prefix(), id)),
                PersonId::Participant(own) => {
                    let person = register.person(&own)?;
                    Some(keys.id(IdKind::Participant.prefix(), person.id.as_str()))
                }
            },
            IdKind::Case => register
                .case(&id.parse().ok()?)
                .map(|_| keys.id(kind.prefix(), id)),
            IdKind::Match => register
                .match_entry(&id.parse().ok()?)
                .map(|_| keys.id(kind.prefix(), id)),
            IdKind::Mentor => Some(keys.id(kind.prefix(), id)),
            IdKind::Group => Some(keys.id("g-", id)),
            IdKind::Session | IdKind::Answer => None,
        }
    }

    /// By how many days a person's days are shifted back, by place in [`Register::people`].
    #[must_use]
    pub fn days_of_person(&self, person: usize) -> i64 {
        self.families.of_people.get(person).copied().unwrap_or(0)
    }

    /// By how many days a case's days are shifted back.
    #[must_use]
    pub fn days_of_case(&self, case: &CaseId) -> i64 {
        self.families.of_cases.get(case).copied().unwrap_or(0)
    }

    /// By how many days a session's day is shifted back: as for the family it was for, if it was for only one.
    #[must_use]
    pub fn days_of_session(&self, entry: &Entry<SessionId, Session>) -> i64 {
        let own = || self.asked.keys.days(entry.id.as_str());
        self.shift_of(entry).unwrap_or_else(own)
    }

    /// The shift of the family that a session was for; `None` if it was for several.
    #[must_use]
    pub fn shift_of(&self, entry: &Entry<SessionId, Session>) -> Option<i64> {
        if !self.asked.keys.shifts() {
            return Some(0);
        }
        let register = self.register();
        let session = &entry.record;
        let pair = session.match_id.as_ref();
        let pair = pair.and_then(|id| register.match_entry(id));
        let people = register.people_at(session).into_iter();
        let people =
            people.chain(pair.and_then(|pair| register.person_index(&pair.record.participant)));
        let days = people.map(|person| self.days_of_person(person));
        let days: BTreeSet<i64> = days
            .chain(session.case.as_ref().map(|case| self.days_of_case(case)))
            .collect();
        days.first().copied().filter(|_| days.len() == 1)
    }

    /// Whether days are shifted.
    #[must_use]
    pub fn shifts(&self) -> bool {
        self.asked.keys.shifts()
    }

    /// The last day through which something is known; unknown if days are shifted, as many families are looked up on
    /// the same day.
    #[must_use]
    pub fn through(&self, day: Option<Day>) -> Cell<'static> {
        day.filter(|_| !self.shifts()).into()
    }

    /// A computed day. If days are shifted, the as-of day itself would reveal by how much.
    #[must_use]
    pub fn derived(&self, day: Option<Day>, shift: i64) -> Cell<'static> {
        let told = |day: &Day| !self.asked.keys.shifts() || *day < self.asked.as_of;
        day.filter(told).map(|day| day.plus_days(-shift)).into()
    }

    /// A birth date, or its month.
    #[must_use]
    pub fn born(&self, born: Option<Day>, shift: i64) -> Cell<'static> {
        let born = born.map(|born| born.plus_days(-shift));
        match born {
            Some(born) if !self.asked.birth_dates => {
                Cell::from(format!("{:04}-{:02}", born.year(), born.month()))
            }
            born => born.into(),
        }
    }

    /// The cells of the fields that a table has as columns. `kind` is the kind of the record, if only some kinds have
    /// some of them.
    #[must_use]
    pub fn cells<'v>(
        &'v self,
        walk: &Walk,
        fields: &'v Fields,
        kind: &str,
        shift: i64,
    ) -> Vec<Cell<'v>> {
        let cell =
            |((outer, key), column): (&(Option<&str>, &str), &super::column::Column)| match value(
                fields, *outer, key,
            ) {
                Some(datum) => self.cell(datum, column.shape, shift),
                None if !column.asked_of.is_empty() && !column.asked_of.contains(&kind) => {
                    Cell::NotAsked
                }
                None => column.usual.into(),
            };
        walk.keys.iter().zip(&walk.columns).map(cell).collect()
    }

    fn cell<'v>(&'v self, datum: &'v Datum, shape: Option<Shape>, shift: i64) -> Cell<'v> {
        match (datum, shape) {
            (Datum::Text(id), Some(Shape::Id(kind))) => self.id(kind, id).into(),
            (Datum::Text(text), _) => Cell::from(text.as_str()),
            (Datum::Day(day), _) => Cell::Day(day.plus_days(-shift)),
            (Datum::Integer(number), _) => Cell::Integer(*number),
            (Datum::Float(number), _) => Cell::Number(*number),
            (Datum::Bool(truth), _) => Cell::Bool(*truth),
            _ => Cell::Unknown,
        }
    }

    /// The items of the lists in a record, each with the name of its column.
    #[must_use]
    pub fn listed<'v>(&'v self, walk: &Walk, fields: &'v Fields) -> Vec<(String, Cow<'v, str>)> {
        let mut all = Vec::new();
        for (outer, field) in &walk.lists {
            let Some(Datum::List(items)) = value(fields, *outer, field.name) else {
                continue;
            };
            let name = outer.map_or_else(
                || field.name.to_owned(),
                |outer| format!("{outer}_{}", field.name),
            );
            let kind = match field.shape {
                Shape::List(Shape::Id(kind)) => Some(*kind),
                _ => None,
            };
            for item in items {
                let Datum::Text(text) = item else { continue };
                let item = match kind {
                    Some(kind) => self.id(kind, text),
                    None => Some(Cow::Borrowed(text.as_str())),
                };
                all.extend(item.map(|item| (name.clone(), item)));
            }
        }
        all
    }
}

/// The value of a field, in the table inside the record if `outer` names one.
fn value<'v>(fields: &'v Fields, outer: Option<&str>, key: &str) -> Option<&'v Datum> {
    let of = |fields: &'v Fields, key: &str| {
        let found = fields.iter().find(|(name, _)| *name == key);
        found.map(|(_, value)| value)
    };
    match outer {
        Some(outer) => of(of(fields, outer)?.table()?, key),
        None => of(fields, key),
    }
}

/// The ids of sessions whose subject is free words: the day, the word for the kind and a number.
fn free(register: &Register) -> BTreeMap<&SessionId, String> {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    let sessions = register.records().sessions.iter();
    let free = sessions.filter(|entry| entry.record.kind.is_free());
    let id = |entry: &'_ Entry<SessionId, Session>| {
        let begin = format!("{}-{}", entry.record.on, entry.record.kind.log_word());
        let count = counts.entry(begin.clone()).or_default();
        *count += 1;
        format!("{begin}-{count}")
    };
    let mut id = id;
    free.map(|entry| (&entry.id, id(entry))).collect()
}

/// By how many days everything of a family is shifted back: people who share a case, and the cases that they or their
/// children share, have the same shift, so that the order of events is kept.
#[derive(Debug, Default)]
struct Families {
    of_people: Vec<i64>,
    of_cases: BTreeMap<CaseId, i64>,
}

impl Families {
    fn new(asked: &Asked<'_>, children: &Children<'_>) -> Self {
        if !asked.keys.shifts() {
            return Self::default();
        }
        let register = asked.register;
        let groups = families(register, children);
        let days = |label: &str| asked.keys.days(label);
        let label = |at: usize| groups.label(at, register);
        let people = register.people().len();
        let cases = register.records().cases.iter().enumerate();
        Self {
            of_people: (0..people).map(|at| days(&label(at))).collect(),
            of_cases: cases
                .map(|(at, case)| (case.id.clone(), days(&label(people + at))))
                .collect(),
        }
    }
}

/// The families: everyone, then every case, each linked to the first member of its family.
#[must_use]
pub fn families(register: &Register, children: &Children<'_>) -> Joined {
    let people = register.people().len();
    let cases = &register.records().cases;
    let at_of: BTreeMap<&CaseId, usize> = cases
        .iter()
        .enumerate()
        .map(|(at, case)| (&case.id, people + at))
        .collect();
    let mut joined = Joined((0..people + cases.len()).collect());
    for (at, case) in cases.iter().enumerate() {
        for person in register.people_of_case(&case.record) {
            joined.join(people + at, person);
        }
        let from = case.record.continues.as_ref();
        if let Some(from) = from.and_then(|id| at_of.get(id)) {
            joined.join(people + at, *from);
        }
    }
    for child in &children.all {
        let cases: Vec<usize> = child
            .refs
            .iter()
            .filter_map(|name| at_of.get(&name.case).copied())
            .collect();
        for pair in cases.windows(2) {
            joined.join(pair[0], pair[1]);
        }
    }
    joined
}

/// Which places belong together: each leads to another place of its group, the first one to itself.
#[derive(Debug)]
pub struct Joined(Vec<usize>);

impl Joined {
    /// The first place in the group of this one.
    #[must_use]
    pub fn first(&self, mut at: usize) -> usize {
        while self.0[at] != at {
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first(one), self.first(other));
        self.0[one.max(other)] = one.min(other);
    }

    /// The id of the first member of a group, people before cases.
    fn label(&self, at: usize, register: &Register) -> String {
        let (first, people) = (self.first(at), register.people());
        match people.get(first) {
            Some(person) => person.id.to_string(),
            None => register.records().cases[first - people.len()]
                .id
                .to_string(),
        }
    }
}
