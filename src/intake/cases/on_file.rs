//! Whether a case is on file already, and what its rows say that is not there.

use std::collections::{BTreeMap, BTreeSet};

use super::numbers::{Numbers, is_number};
use super::{CaseEvent, CaseRows};
use crate::intake::children::Child;
use crate::intake::facts::get;
use crate::intake::{Addition, Plan, RowOutcome};
use crate::record::{Case, CaseId, Datum, Entry, EventKind, Fields, Kind, ParticipantId, System};
use crate::register::{Register, fold};

impl CaseRows {
    /// The cases on file that it may be: those of its parents in the same system, and those with its number.
    pub(super) fn alike<'r>(
        &self,
        register: &'r Register,
        numbers: &Numbers<'r>,
    ) -> Vec<&'r Entry<CaseId, Case>> {
        let system = get(&self.fields, "system")
            .and_then(|system| system.to_string().parse::<System>().ok());
        let persons = self.persons(register);
        let theirs = persons
            .iter()
            .flat_map(|person| register.cases_of_person(*person));
        let numbered = self
            .docket
            .iter()
            .filter_map(|number| numbers.get(&fold(number)));
        let mut alike: Vec<&Entry<CaseId, Case>> = theirs
            .chain(numbered.flatten().copied())
            .filter(|entry| Some(entry.record.system) == system)
            .collect();
        alike.sort_by_key(|entry| &entry.id);
        alike.dedup_by_key(|entry| &entry.id);
        alike
    }

    /// Its parents on file.
    fn persons(&self, register: &Register) -> BTreeSet<usize> {
        let ids = self
            .participants
            .iter()
            .filter_map(|id| id.parse::<ParticipantId>().ok());
        ids.filter_map(|id| register.person_index(&id)).collect()
    }

    /// What the file says otherwise of its parents and of what did not happen.
    fn otherwise(&self, case: &Case, register: &Register) -> Option<String> {
        let known = register.people_of_case(case);
        let lacking = self
            .persons(register)
            .into_iter()
            .filter(|person| !known.contains(person));
        let parents = lacking.map(|person| format!("the parent {}", register.people()[person].id));
        let denied = self.denied.iter().filter_map(|(kind, ..)| {
            let happened = case.event.iter().find(|event| event.kind.word() == kind)?;
            Some(format!("no `{kind}`, where the file has {}", happened.on))
        });
        let all: BTreeSet<String> = parents.chain(denied).collect();
        let all: Vec<String> = all.into_iter().collect();
        (!all.is_empty()).then(|| all.join(", "))
    }

    /// A case that is on file: its number is kept, and what else is not there is told.
    pub(super) fn on_file(
        &self,
        entry: &Entry<CaseId, Case>,
        register: &Register,
        first: usize,
        plan: &mut Plan,
    ) -> RowOutcome {
        let (id, docket) = (&entry.id, register.docket(&entry.id));
        let more = [
            self.beyond(&entry.record),
            self.otherwise(&entry.record, register),
        ];
        let more: Vec<String> = more.into_iter().flatten().collect();
        if !more.is_empty() {
            let more = more.join(", ");
            let note = format!(
                "says what {id} on file does not: {more}; it was left as it is: `peer edit {id}` adds it"
            );
            plan.notes.insert(first, note);
        }
        let is_known = |number: &&String| docket.iter().any(|known| is_number(known, number));
        let lacking: Vec<&String> = self
            .docket
            .iter()
            .filter(|number| !is_known(number))
            .collect();
        for number in &lacking {
            plan.additions.push(Addition {
                kind: Kind::Identity,
                id: id.to_string(),
                key: "docket",
                value: Datum::Text((*number).clone()),
                rows: self.rows.clone(),
            });
        }
        if lacking.is_empty() {
            RowOutcome::OnFile
        } else {
            RowOutcome::New
        }
    }

    /// Whether a case has a number of this one.
    pub(super) fn has_number(&self, docket: &[Box<str>]) -> bool {
        let mut all = docket.iter();
        all.any(|known| self.docket.iter().any(|number| is_number(known, number)))
    }

    /// What speaks against a case on file being this one.
    pub(super) fn against(&self, case: &Case, docket: &[Box<str>]) -> Vec<String> {
        let mut against = Vec::new();
        if let (Some(said), Some(known)) = (get(&self.fields, "county"), &case.county)
            && said.to_string() != known.as_str()
        {
            against.push(format!("the county is {said}, on file {known}"));
        }
        if !docket.is_empty() && !self.docket.is_empty() {
            against.push("it has another docket number".to_owned());
        }
        let mut born = self.children.iter().filter_map(Child::born).peekable();
        let is_known = case.child.values().any(|child| child.born.is_some());
        if born.peek().is_some() && is_known && born.all(|day| born_on(case, &day) == 0) {
            against.push("none of its children is there".to_owned());
        }
        let petition = EventKind::Petition.word();
        let is_petition = |told: &&CaseEvent| {
            get(&told.event, "kind").is_some_and(|kind| kind.to_string() == petition)
        };
        let mut petitions = self.events.iter().filter(is_petition).peekable();
        let has_one = case
            .event
            .iter()
            .any(|event| event.kind == EventKind::Petition);
        if petitions.peek().is_some()
            && has_one
            && petitions.all(|told| !has_event(case, &told.event))
        {
            against.push("its petition is of another day".to_owned());
        }
        against
    }

    /// Whether a case on file is this one: an event or the birth date of a child is the same, or nothing more is told.
    pub(super) fn is(&self, case: &Case) -> bool {
        let same_event = self.events.iter().any(|told| has_event(case, &told.event));
        let mut born = self.children.iter().filter_map(Child::born);
        let same_child = born.any(|day| born_on(case, &day) > 0);
        let untold =
            self.events.is_empty() && self.children.iter().all(|child| child.born().is_none());
        same_event || same_child || untold
    }

    /// What the rows say that a case on file does not.
    pub(super) fn beyond(&self, case: &Case) -> Option<String> {
        let mut more: Vec<String> = Vec::new();
        for CaseEvent { event, .. } in &self.events {
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
