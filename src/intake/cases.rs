//! Cases: a row each, or several rows of one case, such as one for each child.

use std::collections::{BTreeMap, BTreeSet};

use super::children::{self, Child, Children};
use super::facts::{Facts, get, sort};
use super::find::find;
use super::people::{Is, People, Who};
use super::{ImportContext, ImportDecisions, New, Plan, RowOutcome};
use crate::record::intake::SheetRow;
use crate::record::schema::Table;
use crate::record::word::to_kebab;
use crate::record::{Case, Datum, EventKind, Fields, IdKind, Kind, ParticipantId, System};

pub(super) fn plan(context: &ImportContext<'_>, decisions: &mut dyn ImportDecisions) -> Plan {
    let people = People::participants(context.register);
    let mut plan = Plan::default();
    let mut cases: BTreeMap<String, CaseRows> = BTreeMap::new();
    let mut bare: Vec<(String, &SheetRow, Facts)> = Vec::new();
    // A row that is refused, with the case it would belong to: without it the case would lack a child.
    let mut broken: BTreeMap<String, usize> = BTreeMap::new();
    for row in &context.layout.rows {
        if let Some(why) = context.refused.get(&row.number) {
            plan.refuse(row.number, why.clone());
            continue;
        }
        let (key, facts) = read(context, row, &people, decisions);
        match facts {
            Err(why) => {
                plan.refuse(row.number, why);
                key.and_then(|key| broken.insert(key, row.number));
            }
            // A row that names no child can be judged when those are known that do.
            Ok(facts) => match key {
                None => plan.refuse(row.number, "this row names no parent"),
                Some(key) if names_child(&facts) => {
                    take(
                        context,
                        &mut cases,
                        &mut broken,
                        &mut plan,
                        (key, row, facts),
                    );
                }
                Some(key) => bare.push((key, row, facts)),
            },
        }
    }
    for told in bare {
        take(context, &mut cases, &mut broken, &mut plan, told);
    }
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
                .place(context, decisions, &mut plan)
                .unwrap_or_else(RowOutcome::Refused),
        };
        for row in rows {
            plan.outcomes.insert(row, outcome.clone());
        }
    }
    plan
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
            born: None,
            external_ids: &[text.to_owned()],
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
    let key = match (&facts.same_case, &system, parents) {
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
    /// Each event with the children it is about; none for all.
    events: Vec<(Fields, BTreeSet<String>)>,
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
        let of_all = of_case.into_iter().map(|event| (event, None));
        for (event, of) in of_all.chain(of_child.into_iter().map(|event| (event, key.clone()))) {
            match self.events.iter_mut().find(|(known, _)| *known == event) {
                Some((_, children)) => children.extend(of),
                None => self.events.push((event, of.into_iter().collect())),
            }
        }
        self.rows.push(row.number);
        Ok(())
    }

    /// Refuses what happened to a child whom the row does not name, where other rows name theirs: it may be one more.
    /// A further parent's row may say again what those rows say.
    fn is_about_all(&self, parents: &BTreeSet<String>, events: &[Fields]) -> Result<(), String> {
        let told = self.children.iter().any(Child::has_events);
        let mut theirs = self.children.iter().flat_map(Child::parents);
        let known = |event: &Fields| self.events.iter().any(|(known, _)| known == event);
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
        decisions: &mut dyn ImportDecisions,
        plan: &mut Plan,
    ) -> Result<RowOutcome, String> {
        if self.participants.is_empty() {
            return Err("no row of this case names a parent".to_owned());
        }
        let system = get(&self.fields, "system")
            .and_then(|system| system.to_string().parse::<System>().ok());
        let register = context.register;
        let persons: BTreeSet<usize> = self
            .participants
            .iter()
            .filter_map(|id| id.parse::<ParticipantId>().ok())
            .filter_map(|id| register.person_index(&id))
            .collect();
        let theirs = persons
            .iter()
            .flat_map(|person| register.cases_of_person(*person));
        let alike: Vec<_> = theirs
            .filter(|entry| Some(entry.record.system) == system)
            .collect();
        if let Some(entry) = alike.iter().find(|entry| self.is(&entry.record)) {
            let first = self.rows.first().copied().unwrap_or_default();
            if let Some(more) = self.beyond(&entry.record) {
                let id = &entry.id;
                let note = format!(
                    "says what {id} on file does not: {more}; it was left as it is: `peer edit {id}` adds it"
                );
                plan.notes.insert(first, note);
            }
            return Ok(RowOutcome::OnFile);
        }
        if let Some(entry) = alike.first().filter(|_| !decisions.second_case()) {
            return Err(format!(
                "a parent of this row has {} on file, with other events: add to it with `peer event`; if this is another case, `--on-near-match new`",
                entry.id
            ));
        }
        let first = self.rows.first().copied().unwrap_or_default();
        let id = decisions.id(IdKind::Case, first)?;
        plan.new.push(self.into_new(id));
        Ok(RowOutcome::New)
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
            .sort_by_key(|(event, _)| get(event, "on").map(ToString::to_string));
        let events = self.events.into_iter().map(|(mut event, children)| {
            if !children.is_empty() && children != all {
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

    /// Whether a case on file is this one: an event or the birth date of a child is the same, or nothing more is told.
    fn is(&self, case: &Case) -> bool {
        let same_event = self.events.iter().any(|(event, _)| has_event(case, event));
        let mut born = self.children.iter().filter_map(Child::born);
        let same_child = born.any(|day| born_on(case, &day) > 0);
        let untold =
            self.events.is_empty() && self.children.iter().all(|child| child.born().is_none());
        same_event || same_child || untold
    }

    /// What the rows say that a case on file does not.
    fn beyond(&self, case: &Case) -> Option<String> {
        let mut more: Vec<String> = Vec::new();
        for (event, _) in &self.events {
            if let (Some(kind), Some(on)) = (get(event, "kind"), get(event, "on"))
                && !has_event(case, event)
            {
                more.push(format!("{kind} on {on}"));
            }
        }
        let mut born: BTreeMap<String, usize> = BTreeMap::new();
        for day in self.children.iter().filter_map(Child::born) {
            *born.entry(day).or_default() += 1;
        }
        for (day, count) in born {
            let lacking = count.saturating_sub(born_on(case, &day));
            if lacking > 0 {
                let children = if lacking == 1 { "child" } else { "children" };
                more.push(format!("{lacking} {children} born {day}"));
            }
        }
        (!more.is_empty()).then(|| more.join(", "))
    }
}

/// Whether a case has an event of that kind on that day.
fn has_event(case: &Case, event: &Fields) -> bool {
    let said = |key| get(event, key).map(ToString::to_string);
    case.event.iter().any(|known| {
        said("on") == Some(known.on.to_string())
            && said("kind").as_deref() == Some(known.kind.word())
    })
}

/// How many children of a case were born on a day.
fn born_on(case: &Case, day: &str) -> usize {
    let born =
        |child: &&crate::record::Child| child.born.is_some_and(|born| born.to_string() == day);
    case.child.values().filter(born).count()
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
