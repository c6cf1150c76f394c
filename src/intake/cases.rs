//! Cases: a row each, or several rows of one case, such as one for each child.

mod numbers;
mod on_file;

use std::collections::{BTreeMap, BTreeSet};

use super::children::{self, Child, Children};
use super::facts::{Facts, get, sort};
use super::find::find;
use super::people::{Is, People, Who};
use super::{ImportContext, ImportDecisions, New, Plan, RowOutcome};
use crate::record::intake::SheetRow;
use crate::record::schema::{Table, quoted};
use crate::record::word::to_kebab;
use crate::record::{Case, CaseId, Datum, Entry, EventKind, Fields, IdKind, Kind};

pub(super) fn plan(context: &ImportContext<'_>, decisions: &mut dyn ImportDecisions) -> Plan {
    let people = People::participants(context.register);
    let mut plan = Plan::default();
    let mut cases: BTreeMap<String, CaseRows> = BTreeMap::new();
    let mut told: Vec<(String, &SheetRow, Facts)> = Vec::new();
    // A row that is refused, with the case it would belong to: without it the case would lack a child.
    let mut broken: BTreeMap<String, usize> = BTreeMap::new();
    for row in &context.layout.rows {
        if let Some(why) = context.refused.get(&row.number) {
            plan.refuse(row.number, why.clone());
            continue;
        }
        let (key, facts) = read(context, row, &people, decisions);
        match (facts, key) {
            (Err(why), key) => {
                plan.refuse(row.number, why);
                key.and_then(|key| broken.insert(key, row.number));
            }
            (Ok(_), None) => plan.refuse(row.number, "this row names no parent"),
            (Ok(facts), Some(key)) => told.push((key, row, facts)),
        }
    }
    let told = without_number(told, &mut plan);
    // A row that names no child can be judged when those are known that do.
    let (of_child, bare): (Vec<_>, Vec<_>) =
        told.into_iter().partition(|(.., facts)| names_child(facts));
    for told in of_child.into_iter().chain(bare) {
        take(context, &mut cases, &mut broken, &mut plan, told);
    }
    let numbers = numbers::numbers(context.register);
    for (key, case) in cases {
        if case.rows.is_empty() {
            continue;
        }
        let rows = case.rows.clone();
        let outcome = match broken.get(&key) {
            Some(row) => RowOutcome::Refused(format!(
                "row {row} of the same case is refused: both are taken together"
            )),
            None => case
                .place(context, &numbers, decisions, &mut plan)
                .unwrap_or_else(RowOutcome::Refused),
        };
        for row in rows {
            plan.outcomes.insert(row, outcome.clone());
        }
    }
    plan
}

/// Refuses the rows without a number of the case whose parent has one in another row: which case they are of is not known.
fn without_number<'r>(
    told: Vec<(String, &'r SheetRow, Facts)>,
    plan: &mut Plan,
) -> Vec<(String, &'r SheetRow, Facts)> {
    let parents = |facts: &Facts| match facts.own("participants") {
        Some(Datum::List(parents)) => parents.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    let mut numbered: BTreeMap<String, usize> = BTreeMap::new();
    for (_, row, facts) in told.iter().filter(|(.., facts)| facts.label().is_some()) {
        for parent in parents(facts) {
            numbered.entry(parent).or_insert(row.number);
        }
    }
    let mut kept = Vec::new();
    for (key, row, facts) in told {
        let other = parents(&facts).into_iter().find_map(|id| numbered.get(&id));
        match other.filter(|_| facts.label().is_none()) {
            Some(other) => plan.refuse(
                row.number,
                format!("it has no number of the case, as row {other} of the same parent has: fill it in"),
            ),
            None => kept.push((key, row, facts)),
        }
    }
    kept
}

/// Takes a row into its case.
fn take(
    context: &ImportContext<'_>,
    cases: &mut BTreeMap<String, CaseRows>,
    broken: &mut BTreeMap<String, usize>,
    plan: &mut Plan,
    (key, row, facts): (String, &SheetRow, Facts),
) {
    let case = cases.entry(key.clone()).or_default();
    if let Err(why) = case.take(context, row, facts) {
        plan.refuse(row.number, why);
        broken.insert(key, row.number);
    }
}

/// Whether a row says anything of one child.
fn names_child(facts: &Facts) -> bool {
    facts.child.is_some() || facts.own("child").is_some()
}

/// What a row says, and what it has in common with other rows of its case, if it says that.
fn read(
    context: &ImportContext<'_>,
    row: &SheetRow,
    people: &People,
    decisions: &mut dyn ImportDecisions,
) -> (Option<String>, Result<Facts, String>) {
    let (register, nobody) = (context.register, People::default());
    let mut by_name = |kind: IdKind, text: &str| {
        if kind != IdKind::Participant || register.has_participant(text) {
            return find(register, &nobody, people, kind, text);
        }
        let who = Who {
            row: row.number,
            name: text,
            external_ids: &[text.to_owned()],
            ..Who::default()
        };
        match people.who(&who, decisions) {
            Is::Known { at, .. } => Ok(people.get(at).id.to_string()),
            Is::New(_) => Err(format!(
                "nobody on file is called `{text}`: take the participants in first"
            )),
            Is::Unclear(why) => Err(format!("`{text}`: {why}")),
        }
    };
    let facts = Facts::read(
        context.layout,
        row,
        context.today,
        context.register.program(),
        &mut by_name,
    );
    let (system, parents) = (facts.text("system"), facts.text("participants"));
    let key = match (facts.label(), &system, parents) {
        (Some(label), ..) => Some(format!("label {label}")),
        (None, Some(system), Some(parents)) => Some(format!("{system} {parents}")),
        _ => None,
    };
    let is_name = |label: &str| to_kebab(label).len() > 2;
    let fault = if !facts.faults.is_empty() {
        facts.faults.join("; ")
    } else if facts.child.as_deref().is_some_and(is_name) {
        "a child goes by a letter such as `a`, never by a name".to_owned()
    } else if system.is_none() {
        "a case has a `system`: name its column, or say it for all with [[constant]]".to_owned()
    } else {
        return (key, Ok(facts));
    };
    (key, Err(fault))
}

/// A case as its rows tell it.
#[derive(Default)]
struct CaseRows {
    rows: Vec<usize>,
    fields: Fields,
    participants: BTreeSet<String>,
    children: Children,
    /// What happened, each with whom it is about.
    events: Vec<CaseEvent>,
    /// The numbers that a court gave it.
    docket: BTreeSet<String>,
    /// The kinds of events that a row says no to, with the child it names and the row.
    denied: Vec<(String, Option<String>, usize)>,
}

/// What happened in a case.
struct CaseEvent {
    event: Fields,
    /// The row that says so first.
    row: usize,
    /// The children whose rows say so.
    children: BTreeSet<String>,
    /// Whether a row says so that names no child.
    of_all: bool,
}

impl CaseRows {
    /// Takes in what a row says.
    fn take(
        &mut self,
        context: &ImportContext<'_>,
        row: &SheetRow,
        mut facts: Facts,
    ) -> Result<(), String> {
        let names_child = names_child(&facts);
        let parents: BTreeSet<String> = match facts.take_own("participants") {
            Some(Datum::List(parents)) => parents.iter().map(ToString::to_string).collect(),
            _ => BTreeSet::new(),
        };
        let child = match facts.take_own("child") {
            Some(Datum::Map(mut children)) => children.pop().map(|(_, fields)| fields),
            _ => None,
        };
        let mut events = match facts.take_own("event") {
            Some(Datum::Tables(events)) => events,
            _ => Vec::new(),
        };
        for event in &mut events {
            event.retain(|(key, _)| *key != "children");
        }
        let (of_case, of_child): (Vec<Fields>, Vec<Fields>) =
            events.into_iter().partition(is_of_the_case);
        let differs = |(key, value): &&(&'static str, Datum)| {
            get(&self.fields, key).is_some_and(|known| known != value)
        };
        if let Some((key, _)) = facts.own.iter().find(differs) {
            let first = self.rows.first().copied().unwrap_or_default();
            return Err(format!(
                "another `{key}` than row {first} says of the same case"
            ));
        }
        let key = if names_child {
            let told = children::ChildRow {
                parents: parents.clone(),
                events: of_child.clone(),
                of_case: of_case.clone(),
                ..children::ChildRow::of(context.layout, row)
            };
            let named = facts.child.as_deref();
            Some(self.children.take(named, child.unwrap_or_default(), told)?)
        } else {
            self.is_about_all(&parents, &of_child)?;
            None
        };
        for (key, value) in std::mem::take(&mut facts.own) {
            if get(&self.fields, key).is_none() {
                self.fields.push((key, value));
            }
        }
        self.participants.extend(parents);
        self.docket.extend(facts.docket.take());
        let denied = facts
            .denied
            .iter()
            .filter_map(|field| field.strip_prefix("event."));
        self.denied
            .extend(denied.map(|kind| (kind.to_owned(), key.clone(), row.number)));
        for event in of_case.into_iter().chain(of_child) {
            self.take_event(event, key.as_ref(), row.number);
        }
        self.rows.push(row.number);
        Ok(())
    }

    /// Takes in what happened, to the child that the row names or to all.
    fn take_event(&mut self, event: Fields, child: Option<&String>, row: usize) {
        // A further parent's row says again what happened to a child.
        let of_all = child.is_none() && is_of_the_case(&event);
        match self.events.iter_mut().find(|known| known.event == event) {
            Some(known) => {
                known.children.extend(child.cloned());
                known.of_all |= of_all;
            }
            None => self.events.push(CaseEvent {
                event,
                row,
                children: child.into_iter().cloned().collect(),
                of_all: child.is_none(),
            }),
        }
    }

    /// Refuses what happened to a child whom the row does not name, where other rows name theirs: it may be one more.
    /// A further parent's row may say again what those rows say.
    fn is_about_all(&self, parents: &BTreeSet<String>, events: &[Fields]) -> Result<(), String> {
        let told = self.children.iter().any(Child::has_events);
        let mut theirs = self.children.iter().flat_map(Child::parents);
        let known = |event: &Fields| self.events.iter().any(|known| known.event == *event);
        let is_again = theirs.all(|known| known != parents) && events.iter().all(known);
        if events.is_empty() || !told || is_again {
            return Ok(());
        }
        Err("it does not say which child it is about, as other rows of this case do: fill in the birth date, or a letter in a column `Child`".to_owned())
    }

    /// Whether the case is on file, new, or cannot be told from another.
    fn place(
        self,
        context: &ImportContext<'_>,
        numbers: &numbers::Numbers<'_>,
        decisions: &mut dyn ImportDecisions,
        plan: &mut Plan,
    ) -> Result<RowOutcome, String> {
        if self.participants.is_empty() {
            return Err("no row of this case names a parent".to_owned());
        }
        self.is_denied()?;
        let alike = self.alike(context.register, numbers);
        let docket = |entry: &Entry<CaseId, Case>| context.register.docket(&entry.id);
        let found = alike.iter().find(|entry| self.has_number(docket(entry)));
        let found = found.or_else(|| {
            alike.iter().find(|entry| {
                self.is(&entry.record) && self.against(&entry.record, docket(entry)).is_empty()
            })
        });
        let first = self.rows.first().copied().unwrap_or_default();
        if let Some(entry) = found {
            return Ok(self.on_file(entry, context.register, first, plan));
        }
        if let Some(entry) = alike.first().filter(|_| !decisions.second_case()) {
            let other = alike.iter().find(|entry| self.is(&entry.record));
            let other = other.map(|entry| (entry, self.against(&entry.record, docket(entry))));
            return Err(match other {
                Some((entry, against)) => format!(
                    "it may be {} on file, or another case: {}; if it is another, `--on-near-match new`, else correct the one that is wrong",
                    entry.id,
                    against.join(", ")
                ),
                None => format!(
                    "a parent of this row has {} on file, with other events: add to it with `peer event`; if this is another case, `--on-near-match new`",
                    entry.id
                ),
            });
        }
        let id = decisions.id(IdKind::Case, first)?;
        self.tell_narrow(plan);
        if !self.docket.is_empty() {
            let docket = self.docket.iter().cloned().map(Datum::Text).collect();
            plan.new.push(New {
                kind: Kind::Identity,
                id: id.clone(),
                fields: vec![("docket", Datum::List(docket))],
                rows: self.rows.clone(),
            });
        }
        plan.new.push(self.into_new(id));
        Ok(RowOutcome::New)
    }

    /// Refuses a case of which one row says that something happened and another that it did not.
    fn is_denied(&self) -> Result<(), String> {
        for (kind, child, row) in &self.denied {
            let is_it = |told: &&CaseEvent| {
                let same = get(&told.event, "kind").is_some_and(|said| said.to_string() == *kind);
                let concerns = match child {
                    Some(child) => told.of_all || told.children.contains(child),
                    None => true,
                };
                same && concerns
            };
            if let Some(told) = self.events.iter().find(is_it) {
                return Err(format!(
                    "row {row} says no to `{kind}`, and row {} of the same case gives its day: correct one of them",
                    told.row
                ));
            }
        }
        Ok(())
    }

    /// Tells what is written for some children alone, as the rows of the others do not say it.
    fn tell_narrow(&self, plan: &mut Plan) {
        let all: BTreeSet<&String> = self.children.iter().map(|child| &child.key).collect();
        let narrow = self.events.iter().filter(|told| {
            is_of_the_case(&told.event) && !told.of_all && told.children.len() < all.len()
        });
        for told in narrow {
            let (Some(kind), Some(on)) = (get(&told.event, "kind"), get(&told.event, "on")) else {
                continue;
            };
            let of: Vec<&str> = told.children.iter().map(String::as_str).collect();
            let note = format!(
                "says `{kind}` on {on} of the child {} alone, as the rows of the other children do not",
                quoted(&of)
            );
            let known = plan.notes.entry(told.row).or_default();
            if !known.is_empty() {
                known.push_str("; ");
            }
            known.push_str(&note);
        }
    }

    /// The case as a new record.
    fn into_new(mut self, id: String) -> New {
        let participants = self.participants.into_iter().map(Datum::Text).collect();
        self.fields
            .push(("participants", Datum::List(participants)));
        let children: Vec<(String, Fields)> = self
            .children
            .iter()
            .map(|child| (child.key.clone(), child.sorted()))
            .collect();
        let all: BTreeSet<String> = children.iter().map(|(key, _)| key.clone()).collect();
        if !children.is_empty() {
            self.fields.push(("child", Datum::Map(children)));
        }
        self.events
            .sort_by_key(|told| get(&told.event, "on").map(ToString::to_string));
        let events = self.events.into_iter().map(|told| {
            let (mut event, children) = (told.event, told.children);
            if !told.of_all && !children.is_empty() && children != all {
                let children = children.into_iter().map(Datum::Text).collect();
                event.push(("children", Datum::List(children)));
            }
            sort(&mut event, crate::record::Event::SCHEMA);
            event
        });
        let events: Vec<Fields> = events.collect();
        if !events.is_empty() {
            self.fields.push(("event", Datum::Tables(events)));
        }
        sort(&mut self.fields, Case::SCHEMA);
        New {
            kind: Kind::Case,
            id,
            fields: self.fields,
            rows: self.rows,
        }
    }
}

/// Whether an event is about the case as a whole, and not about one child.
fn is_of_the_case(event: &Fields) -> bool {
    use EventKind as E;
    let kind = get(event, "kind").and_then(|kind| kind.to_string().parse().ok());
    kind.is_none_or(|kind| {
        matches!(
            kind,
            E::Opened | E::Closed | E::Petition | E::Dismissed | E::Hearing | E::Lost
        )
    })
}
