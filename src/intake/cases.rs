//! Cases: a row each, or several rows of one case, such as one for each child.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Facts, get, sort};
use super::find::find;
use super::people::{Is, People, Who};
use super::{Desk, Fate, New, Plan, Scene};
use crate::record::intake::Row;
use crate::record::schema::Table;
use crate::record::word::to_kebab;
use crate::record::{Case, Datum, EventKind, Fields, IdKind, Kind, ParticipantId, System};

pub(super) fn plan(scene: &Scene<'_>, desk: &mut dyn Desk) -> Plan {
    let people = People::participants(scene.register);
    let mut plan = Plan::default();
    let mut cases: BTreeMap<String, Told> = BTreeMap::new();
    for row in &scene.layout.rows {
        if let Some(why) = scene.refused.get(&row.number) {
            plan.refuse(row.number, why.clone());
            continue;
        }
        let told = read(scene, row, &people, desk).and_then(|(key, facts)| {
            let case = cases.entry(key).or_default();
            case.take(row.number, facts)
        });
        if let Err(why) = told {
            plan.refuse(row.number, why);
        }
    }
    for case in cases.into_values().filter(|case| !case.rows.is_empty()) {
        let rows = case.rows.clone();
        let fate = match case.place(scene, desk, &mut plan) {
            Ok(fate) => fate,
            Err(why) => Fate::Refused(why),
        };
        for row in rows {
            plan.fates.insert(row, fate.clone());
        }
    }
    plan
}

/// What a row says, and what it has in common with other rows of its case.
fn read(
    scene: &Scene<'_>,
    row: &Row,
    people: &People,
    desk: &mut dyn Desk,
) -> Result<(String, Facts), String> {
    let (register, nobody) = (scene.register, People::default());
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
        match people.who(&who, desk) {
            Is::Known { at, .. } => Ok(people.get(at).id.to_string()),
            Is::New(_) => Err(format!(
                "nobody on file is called `{text}`: take the participants in first"
            )),
            Is::Unclear(why) => Err(format!("`{text}`: {why}")),
        }
    };
    let facts = Facts::read(scene.layout, row, scene.today, &mut by_name);
    if !facts.faults.is_empty() {
        return Err(facts.faults.join("; "));
    }
    if facts
        .child
        .as_deref()
        .is_some_and(|label| to_kebab(label).len() > 2)
    {
        return Err("a child goes by a letter such as `a`, never by a name".to_owned());
    }
    let (system, parents) = (facts.text("system"), facts.text("participants"));
    let system = system
        .ok_or("a case has a `system`: name its column, or say it for all with [[constant]]")?;
    let key = match (&facts.same_case, parents) {
        (Some(label), _) => format!("label {label}"),
        (None, Some(parents)) => format!("{system} {parents}"),
        (None, None) => return Err("this row names no parent".to_owned()),
    };
    Ok((key, facts))
}

/// A case as its rows tell it.
#[derive(Default)]
struct Told {
    rows: BTreeSet<usize>,
    fields: Fields,
    participants: BTreeSet<String>,
    children: Vec<(String, Fields)>,
    /// Each event with the children it is about; none for all.
    events: Vec<(Fields, BTreeSet<String>)>,
}

impl Told {
    /// Takes in what a row says.
    fn take(&mut self, row: usize, mut facts: Facts) -> Result<(), String> {
        let parents = facts.take_own("participants");
        let child = match facts.take_own("child") {
            Some(Datum::Map(mut children)) => children.pop().map(|(_, fields)| fields),
            _ => None,
        };
        let events = match facts.take_own("event") {
            Some(Datum::Tables(events)) => events,
            _ => Vec::new(),
        };
        let differs = |(key, value): &&(&'static str, Datum)| {
            get(&self.fields, key).is_some_and(|known| known != value)
        };
        if let Some((key, _)) = facts.own.iter().find(differs) {
            let first = self.rows.first().copied().unwrap_or_default();
            return Err(format!(
                "another `{key}` than row {first} says of the same case"
            ));
        }
        for (key, value) in std::mem::take(&mut facts.own) {
            if get(&self.fields, key).is_none() {
                self.fields.push((key, value));
            }
        }
        if let Some(Datum::List(parents)) = parents {
            self.participants
                .extend(parents.iter().map(ToString::to_string));
        }
        let key = (child.is_some() || facts.child.is_some())
            .then(|| self.child(facts.child.as_deref(), child.unwrap_or_default()));
        for mut event in events {
            let whole = get(&event, "kind")
                .and_then(|kind| kind.to_string().parse().ok())
                .is_none_or(is_of_the_case);
            let of: BTreeSet<String> = key.clone().filter(|_| !whole).into_iter().collect();
            event.retain(|(key, _)| *key != "children");
            match self.events.iter_mut().find(|(known, _)| *known == event) {
                Some((_, children)) => children.extend(of),
                None => self.events.push((event, of)),
            }
        }
        self.rows.insert(row);
        Ok(())
    }

    /// The key of a child: the one of the sheet, that of the same birth date, or the next letter.
    fn child(&mut self, named: Option<&str>, fields: Fields) -> String {
        let named = named.map(to_kebab).filter(|key| !key.is_empty());
        let known = |(key, known): &&(String, Fields)| match &named {
            Some(named) => key == named,
            None => !fields.is_empty() && *known == fields,
        };
        if let Some((key, _)) = self.children.iter().find(known) {
            return key.clone();
        }
        let free = || {
            ('a'..='z')
                .map(String::from)
                .find(|key| !self.children.iter().any(|(known, _)| known == key))
        };
        let key = named
            .or_else(free)
            .unwrap_or_else(|| format!("z{}", self.children.len()));
        self.children.push((key.clone(), fields));
        key
    }

    /// Whether the case is on file, new, or cannot be told from another.
    fn place(
        mut self,
        scene: &Scene<'_>,
        desk: &mut dyn Desk,
        plan: &mut Plan,
    ) -> Result<Fate, String> {
        if self.participants.is_empty() {
            return Err("no row of this case names a parent".to_owned());
        }
        let system = get(&self.fields, "system")
            .and_then(|system| system.to_string().parse::<System>().ok());
        let register = scene.register;
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
        if alike.iter().any(|entry| self.is(&entry.record)) {
            return Ok(Fate::OnFile);
        }
        if let Some(entry) = alike.first().filter(|_| !desk.second_case()) {
            return Err(format!(
                "a parent of this row has {} on file, with other events: add to it with `peer event`; if this is another case, `--on-near-match new`",
                entry.id
            ));
        }
        let first = self.rows.first().copied().unwrap_or_default();
        let id = desk.id(IdKind::Case, first)?;
        let participants = self.participants.into_iter().map(Datum::Text).collect();
        self.fields
            .push(("participants", Datum::List(participants)));
        let all: BTreeSet<String> = self.children.iter().map(|(key, _)| key.clone()).collect();
        if !self.children.is_empty() {
            self.fields.push(("child", Datum::Map(self.children)));
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
        plan.new.push(New {
            kind: Kind::Case,
            id,
            fields: self.fields,
            rows: self.rows,
        });
        Ok(Fate::New)
    }

    /// Whether a case on file is this one: an event or the birth date of a child is the same, or nothing more is told.
    fn is(&self, case: &Case) -> bool {
        let (events, children) = (&self.events, &self.children);
        let same_event = events.iter().any(|(event, _)| {
            let said = |key| get(event, key).map(ToString::to_string);
            case.event.iter().any(|known| {
                said("on") == Some(known.on.to_string())
                    && said("kind").as_deref() == Some(known.kind.word())
            })
        });
        let born = |fields: &Fields| get(fields, "born").map(ToString::to_string);
        let same_child = children
            .iter()
            .filter_map(|(_, fields)| born(fields))
            .any(|day| {
                case.child
                    .values()
                    .any(|child| child.born.is_some_and(|born| born.to_string() == day))
            });
        let untold = events.is_empty() && children.iter().all(|(_, fields)| born(fields).is_none());
        same_event || same_child || untold
    }
}

/// Whether an event is about the case as a whole, and not about one child.
fn is_of_the_case(kind: EventKind) -> bool {
    use EventKind as E;
    matches!(
        kind,
        E::Opened | E::Closed | E::Petition | E::Dismissed | E::Hearing | E::Lost
    )
}
