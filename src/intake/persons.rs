//! Participants and mentors: a row each.

mod by_id;
mod differs;
mod fill;

use super::enrollments;
use super::facts::{Facts, get};
use super::head_counts::counted_as;
use super::names::in_usual_letters;
use super::people::{Is, People, Who};
use super::repeats;
use super::{Addition, Difference, ImportContext, ImportDecisions, New, Plan, RowOutcome};
use crate::record::intake::IntakeKind;
use crate::record::schema::{Table, quoted};
use crate::record::{
    Datum, Fields, IdKind, Identity, Kind, Mentor, MentorId, Participant, ParticipantId, PersonId,
};

pub(super) use differs::{holds, lacking};

pub(super) fn plan(context: &ImportContext<'_>, decisions: &mut dyn ImportDecisions) -> Plan {
    let mentors = context.layout.map.kind == IntakeKind::Mentors;
    let people = if mentors {
        People::mentors(context.register)
    } else {
        People::participants(context.register)
    };
    let others = People::mentors(context.register);
    let parents = if mentors {
        People::participants(context.register)
    } else {
        People::default()
    };
    let mut work = PeopleImport {
        context,
        people,
        others,
        parents,
        plan: Plan::default(),
        mentors,
    };
    for row in &context.layout.rows {
        match context.refused.get(&row.number) {
            Some(why) => work.plan.refuse(row.number, why.clone()),
            None => work.row(row, decisions),
        }
    }
    work.plan
}

struct PeopleImport<'w> {
    context: &'w ImportContext<'w>,
    people: People,
    /// Mentors that a row names.
    others: People,
    /// Parents on file, as whom mentors may have come up.
    parents: People,
    plan: Plan,
    mentors: bool,
}

impl PeopleImport<'_> {
    fn row(&mut self, row: &crate::record::intake::SheetRow, decisions: &mut dyn ImportDecisions) {
        let number = row.number;
        let register = self.context.register;
        let (others, participants) = (&self.others, People::default());
        let mut find = |kind: IdKind, text: &str| {
            super::find::find(register, others, &participants, kind, text)
        };
        let mut facts = Facts::read(
            self.context.layout,
            row,
            self.context.today,
            register.program(),
            &mut find,
        );
        if !facts.faults.is_empty() {
            facts.faults.extend(self.people.no_name(facts.full_name()));
            return self.plan.refuse(number, facts.faults.join("; "));
        }
        if let Some(reason) = enrollments::without_an_end(&facts.own) {
            let why = format!(
                "it says why the person left, `{reason}`, and not when: name the column of that day as `enrollment.end`"
            );
            return self.plan.refuse(number, why);
        }
        let found = match self.by_id(&mut facts) {
            Ok(found) => found,
            Err(why) => return self.plan.refuse(number, why),
        };
        if let Some(at) = found {
            facts.without_own_id(self.people.get(at).id.as_str());
            let who = Who {
                row: number,
                name: "",
                born: facts.born(),
                external_ids: &facts.listed("external_ids"),
                told: facts.described(),
            };
            return self.known(&who, &facts, (at, false), decisions.fills());
        }
        let Some(name) = facts.full_name() else {
            return self.plan.refuse(number, "there is no name in this row");
        };
        if counted_as(&name).is_some() && !self.people.has_name(&name) {
            return self.plan.refuse(number, format!("`{name}` is no name"));
        }
        if self.mentors && facts.own("capacity").is_none() {
            let why =
                "a mentor has a `capacity`: name its column, or say it for all with [[constant]]";
            return self.plan.refuse(number, why);
        }
        let external_ids = facts.listed("external_ids");
        let who = Who {
            row: number,
            name: &name,
            born: facts.born(),
            external_ids: &external_ids,
            told: facts.described(),
        };
        match self.people.who(&who, decisions) {
            Is::Unclear(why) => self.plan.refuse(number, why),
            Is::Known { at, said } => {
                let fills = decisions.fills();
                self.known(&who, &facts, (at, said), fills);
            }
            Is::New(others) => match repeats::repeats(self.context.layout, row) {
                Some(why) if others.is_empty() => self.plan.refuse(number, why),
                _ => self.new_person(&who, facts, &others, decisions),
            },
        }
    }

    /// A row about somebody known: a record on file is left alone, but for what will find it again.
    fn known(&mut self, who: &Who<'_>, facts: &Facts, (at, said): (usize, bool), fills: bool) {
        let known = self.people.get(at);
        let (id, row) = (known.id.clone(), known.row);
        let mut differs = self.differences(&id, row, facts);
        let mut additions = Vec::new();
        let decided = said.then(|| who.name.to_owned());
        for name in facts.listed("aliases").into_iter().chain(decided) {
            if self.people.is_called(at, &name) {
                self.people.call(at, &name);
                continue;
            }
            match self.people.may_be_others(at, &name) {
                false => additions.push(("aliases", Datum::Text(name.clone()))),
                true => {
                    let note = format!(
                        "has a short name that may also be somebody else's, so it was not added; to add it: `peer edit {id} --identity`"
                    );
                    self.plan.notes.insert(who.row, note);
                }
            }
            self.people.call(at, &name);
        }
        if let Some(born) = who.born.filter(|_| said && !self.people.has_birth_date(at)) {
            additions.push(("born", Datum::Day(born)));
            self.people.give_birth_date(at, born);
        }
        // Also kept if the row is refused for something else, so that nobody is asked again.
        for (key, value) in std::mem::take(&mut additions) {
            self.add(row, &id, key, value, who.row);
        }
        let is_new = match row.map(|first| self.further(first, &id, &differs, who.row)) {
            Some(Err(why)) => return self.plan.refuse(who.row, why),
            Some(Ok(is_new)) => is_new,
            None => false,
        };
        for id in self.people.lacking(at, who.external_ids) {
            additions.push(("external_ids", Datum::Text(id)));
        }
        self.people.give_ids(at, who.external_ids);
        for (key, value) in additions {
            self.add(row, &id, key, value, who.row);
        }
        if row.is_none() {
            if fills {
                self.fill(&id, &mut differs, who.row);
            }
            self.tell_difference(&id, differs, who.row);
        }
        let outcome = match row {
            _ if is_new => RowOutcome::New,
            Some(first) => RowOutcome::Twice(first),
            None => RowOutcome::OnFile,
        };
        self.plan.outcomes.insert(who.row, outcome);
    }

    /// What a further row says of somebody whom an earlier row made: an exit and a later enrollment are taken in. Whether
    /// there was one.
    ///
    /// # Errors
    /// It says something else than the earlier row.
    fn further(
        &mut self,
        first: usize,
        id: &PersonId,
        differs: &Difference,
        number: usize,
    ) -> Result<bool, String> {
        // An id in another system is added, and so is what a list lacks.
        let taken = [enrollments::KEY, "external_ids"];
        let is_list = |value: &Datum| matches!(value, Datum::List(_));
        let keys = differs.own.iter().chain(&differs.identity);
        let keys = keys.filter(|(key, value)| !taken.contains(key) && !is_list(value));
        let keys = keys.map(|(key, _)| *key);
        let keys: Vec<&str> = keys.collect();
        if !keys.is_empty() {
            return Err(format!(
                "it says something else than row {first} of the same person about {}: correct one of the two rows",
                quoted(&keys)
            ));
        }
        let lists = differs.own.iter().filter(|(_, value)| is_list(value));
        let lists: Fields = lists.cloned().collect();
        let kind = if self.mentors {
            Kind::Mentor
        } else {
            Kind::Participant
        };
        let mut made = self.plan.new.iter_mut();
        let Some(made) = made.find(|new| new.kind == kind && new.id == id.as_str()) else {
            return Ok(false);
        };
        let adds = !lists.is_empty();
        for (key, value) in lists {
            super::facts::join(&mut made.fields, key, value)?;
            let note = format!("adds to `{key}` of the same person in row {first}");
            self.plan.notes.insert(number, note);
        }
        super::facts::sort(&mut made.fields, kind.schema());
        let Some(Datum::Tables(said)) = get(&differs.own, enrollments::KEY) else {
            if adds {
                made.rows.push(number);
            }
            return Ok(adds);
        };
        let mut known = match get(&made.fields, enrollments::KEY) {
            Some(Datum::Tables(known)) => known.clone(),
            _ => Vec::new(),
        };
        for entry in said {
            enrollments::take_in(&mut known, entry).map_err(|why| {
                format!("row {first} is of the same person: {why}; correct it here, or take it in by `peer enroll` and `peer exit`")
            })?;
        }
        made.fields.retain(|(key, _)| *key != enrollments::KEY);
        made.fields.push((enrollments::KEY, Datum::Tables(known)));
        super::facts::sort(&mut made.fields, Participant::SCHEMA);
        made.rows.push(number);
        Ok(true)
    }

    /// Tells what a row says otherwise than a record on file.
    fn tell_difference(&mut self, id: &PersonId, mut differs: Difference, number: usize) {
        if differs.own.is_empty() && differs.identity.is_empty() {
            return;
        }
        let keys = differs
            .own
            .iter()
            .chain(&differs.identity)
            .map(|(key, _)| format!("`{key}`"));
        let keys = keys.collect::<Vec<_>>().join(", ");
        let note =
            format!("says something else than {id} on file about {keys}; it was left as it is");
        self.plan.notes.insert(number, note);
        if let Some(Datum::Tables(said)) = get(&differs.own, enrollments::KEY) {
            let known = match id {
                PersonId::Participant(id) => self.context.register.person(id),
                PersonId::Mentor(_) => None,
            };
            let fields = known
                .map(|person| person.record.fields())
                .unwrap_or_default();
            let known = match get(&fields, enrollments::KEY) {
                Some(Datum::Tables(known)) => known.as_slice(),
                _ => &[],
            };
            differs.commands = enrollments::commands(id.as_str(), known, said);
        }
        if !differs.commands.is_empty() {
            differs.own.retain(|(key, _)| *key != enrollments::KEY);
        }
        self.plan.differences.insert(number, vec![differs]);
    }

    /// Adds a line to an identity: of a record on file, or of one that an earlier row made.
    fn add(
        &mut self,
        row: Option<usize>,
        id: &PersonId,
        key: &'static str,
        value: Datum,
        number: usize,
    ) {
        let id = id.as_str().to_owned();
        if row.is_none() {
            let rows = vec![number];
            return self.plan.additions.push(Addition {
                kind: Kind::Identity,
                id,
                key,
                value,
                rows,
            });
        }
        let made = self
            .plan
            .new
            .iter_mut()
            .find(|new| new.kind == Kind::Identity && new.id == id);
        let Some(made) = made else { return };
        made.rows.push(number);
        match made.fields.iter_mut().find(|(known, _)| *known == key) {
            Some((_, Datum::List(items))) => items.push(value),
            Some(_) => {}
            None => {
                let value = if key == "born" {
                    value
                } else {
                    Datum::List(vec![value])
                };
                made.fields.push((key, value));
                super::facts::sort(&mut made.fields, Identity::SCHEMA);
            }
        }
    }

    /// What a row says that the record does not.
    fn differences(&self, id: &PersonId, row: Option<usize>, facts: &Facts) -> Difference {
        let kind = if self.mentors {
            Kind::Mentor
        } else {
            Kind::Participant
        };
        let (own, identity): (Fields, Fields) = if row.is_some() {
            let made = |kind| {
                self.plan
                    .new
                    .iter()
                    .find(|new| new.kind == kind && new.id == id.as_str())
            };
            let fields = |kind| made(kind).map(|new| new.fields.clone()).unwrap_or_default();
            (fields(kind), fields(Kind::Identity))
        } else {
            let register = self.context.register;
            let own = match id {
                PersonId::Participant(id) => {
                    register.person(id).map(|person| person.record.fields())
                }
                PersonId::Mentor(id) => register.mentor(id).map(|entry| entry.record.fields()),
            };
            (
                own.unwrap_or_default(),
                register.identity(id).map(Table::fields).unwrap_or_default(),
            )
        };
        let names = ["given", "family", "aliases", "born"];
        let named = |(key, _): &&(&'static str, Datum)| !names.contains(key);
        Difference {
            id: id.to_string(),
            own: facts
                .own
                .iter()
                .filter_map(|field| lacking(&own, field))
                .collect(),
            identity: facts
                .identity
                .iter()
                .filter(named)
                .filter_map(|field| lacking(&identity, field))
                .collect(),
            commands: Vec::new(),
            is_lacking: false,
        }
    }

    fn new_person(
        &mut self,
        who: &Who<'_>,
        mut facts: Facts,
        others: &[PersonId],
        decisions: &mut dyn ImportDecisions,
    ) {
        let number = who.row;
        let (kind, id_kind) = if self.mentors {
            (Kind::Mentor, IdKind::Mentor)
        } else {
            (Kind::Participant, IdKind::Participant)
        };
        let id = match decisions.id(id_kind, number) {
            Ok(id) => id,
            Err(why) => return self.plan.refuse(number, why),
        };
        let person = if self.mentors {
            id.parse::<MentorId>().map(PersonId::Mentor)
        } else {
            id.parse::<ParticipantId>().map(PersonId::Participant)
        };
        let person = match person {
            Ok(person) => person,
            Err(why) => return self.plan.refuse(number, why),
        };
        if self.mentors {
            if let Err(why) = self.came_up(who, &id, &mut facts, decisions) {
                return self.plan.refuse(number, why);
            }
        } else if let Some(note) = self.others.namesake(self.context.register, who.name, &id) {
            self.plan.notes.insert(number, note);
        }
        // That two people who look alike are two is kept, so that nobody asks again.
        let apart: Vec<Datum> = others
            .iter()
            .map(|id| Datum::Text(id.to_string()))
            .collect();
        if !self.mentors && !apart.is_empty() {
            facts.own.push(("not_same_as", Datum::List(apart)));
        }
        let schema = if self.mentors {
            Mentor::SCHEMA
        } else {
            Participant::SCHEMA
        };
        super::facts::sort(&mut facts.own, schema);
        self.plan.look_at_name(number, &facts);
        let rows = vec![number];
        self.plan.new.push(New {
            kind: Kind::Identity,
            id: id.clone(),
            fields: identity(&facts),
            rows: rows.clone(),
        });
        self.plan.new.push(New {
            kind,
            id,
            fields: facts.own,
            rows,
        });
        self.people.add(person, who);
        self.plan.outcomes.insert(number, RowOutcome::New);
    }

    /// As whom on file a new mentor came up, where the sheet does not say so. A name alone is only told.
    fn came_up(
        &mut self,
        who: &Who<'_>,
        id: &str,
        facts: &mut Facts,
        decisions: &mut dyn ImportDecisions,
    ) -> Result<(), String> {
        if facts.own("participant").is_some() {
            return Ok(());
        }
        let (at, said) = match self.parents.who(who, decisions) {
            Is::Unclear(why) => return Err(why),
            Is::New(_) => return Ok(()),
            Is::Known { at, said } => (at, said),
        };
        let parent = &self.parents.get(at).id;
        let note = if said || self.parents.agrees(at, who) {
            facts
                .own
                .push(("participant", Datum::Text(parent.to_string())));
            format!("is {parent}, a parent on file: `participant` says so")
        } else {
            format!(
                "has the name of the parent {parent}; if it is the same person: `peer set {id} participant={parent}`"
            )
        };
        self.plan.notes.insert(who.row, note);
        Ok(())
    }
}

/// The identity that a row tells.
pub(super) fn identity(facts: &Facts) -> Fields {
    let names = facts.names();
    let (given, family) = in_usual_letters(&names).unwrap_or(names);
    let mut fields: Fields = facts
        .identity
        .iter()
        .filter(|(key, _)| !["given", "family"].contains(key))
        .cloned()
        .collect();
    let name = [("given", given), ("family", family)];
    fields.extend(
        name.into_iter()
            .filter_map(|(key, name)| Some((key, Datum::Text(name?)))),
    );
    super::facts::sort(&mut fields, Identity::SCHEMA);
    fields
}
