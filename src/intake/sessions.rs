//! Sessions: a row each, or a person in each row with one session or days across.

use std::collections::{BTreeMap, BTreeSet};

use super::cell::clean;
use super::facts::{Facts, get, sort};
use super::find::find;
use super::layout::says;
use super::meeting::{Part, Wanted, conflict, is_same, pair, set, subject, unite};
use super::people::{Is, People, Who};
use super::persons::identity;
use super::{Addition, Desk, Fate, New, Plan, Problem, Scene};
use crate::record::intake::{IntakeKind, Row};
use crate::record::schema::Table;
use crate::record::{
    Datum, Day, Entry, Fields, GroupId, IdKind, Kind, ParticipantId, PersonId, Service, Session,
    SessionId, Status,
};

pub(super) fn plan(scene: &Scene<'_>, desk: &mut dyn Desk) -> Result<Plan, Problem> {
    let map = scene.layout.map;
    let names = |field: &str| {
        map.constant(field).is_some() || map.column.iter().any(|column| &*column.field == field)
    };
    if !names("group") && !names("kind") {
        return Err(Problem::new(
            "the map does not say which group met",
            "add [[constant]] with field = \"group\" and value = \"wednesday\", or a column for it; `kind` for other sessions",
        ));
    }
    if map.grid.is_none() && !names("on") {
        let help = "name its column with field = \"on\"; where days stand across, add [grid]";
        return Err(Problem::new(
            "the map does not say which column has the day",
            help,
        ));
    }
    let (people, mentors) = (
        People::participants(scene.register),
        People::mentors(scene.register),
    );
    let plan = Plan::default();
    let mut work = Work {
        scene,
        people,
        mentors,
        plan,
        wanted: BTreeMap::new(),
        told: Vec::new(),
    };
    for row in &scene.layout.rows {
        let taken = match scene.refused.get(&row.number) {
            Some(why) => Err(why.clone()),
            None => work.row(row, desk),
        };
        if let Err(why) = taken {
            work.plan.refuse(row.number, why);
        }
    }
    Ok(work.finish())
}

/// Who a row adds to a session that is on file, by the keys that they are added to.
struct Further {
    id: SessionId,
    people: Vec<(&'static str, String)>,
    /// What the session says otherwise, and the command that changes it.
    notes: Vec<String>,
}

/// What a row that is taken says about sessions.
#[derive(Default)]
struct Told {
    row: usize,
    /// What no earlier row says.
    new: Vec<Part>,
    /// What is about sessions on file, also where it adds nobody to them.
    further: Vec<Further>,
    /// Sessions about which an earlier row, the second of the pair, says the same.
    twice: Vec<(SessionId, usize)>,
    /// Whether it adds something beside sessions.
    adds: bool,
}

/// A mark in a grid, or a row without one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Present,
    NoShow,
}

struct Work<'w> {
    scene: &'w Scene<'w>,
    people: People,
    mentors: People,
    plan: Plan,
    wanted: BTreeMap<SessionId, Wanted>,
    told: Vec<Told>,
}

impl Work<'_> {
    /// Takes a row in, wholly or not at all.
    fn row(&mut self, row: &Row, desk: &mut dyn Desk) -> Result<(), String> {
        let Scene {
            layout,
            register,
            today,
            ..
        } = *self.scene;
        let mut said: Vec<(usize, String)> = Vec::new();
        let (people, mentors) = (&self.people, &self.mentors);
        let mut find = |kind: IdKind, text: &str| {
            if kind != IdKind::Participant || text.parse::<ParticipantId>().is_ok() {
                return find(register, mentors, people, kind, text);
            }
            let who = Who {
                row: row.number,
                name: text,
                born: None,
                external_ids: &[text.to_owned()],
            };
            match people.who(&who, desk) {
                Is::Known { at, said: decided } => {
                    said.extend(decided.then(|| (at, text.to_owned())));
                    Ok(people.get(at).id.to_string())
                }
                Is::New(_) => Err(format!("nobody on file is called `{text}`")),
                Is::Unclear(why) => Err(format!("`{text}`: {why}")),
            }
        };
        let mut facts = Facts::read(layout, row, today, &mut find);
        if !facts.faults.is_empty() {
            return Err(facts.faults.join("; "));
        }
        let mut aliases: Vec<(PersonId, Datum, usize)> = Vec::new();
        let mut stranger = None;
        let mut participants: BTreeSet<String> = match facts.take_own("participants") {
            Some(Datum::List(items)) => items.iter().map(ToString::to_string).collect(),
            _ => BTreeSet::new(),
        };
        if layout.map.kind == IntakeKind::Attendance && participants.is_empty() {
            let (id, alias, new) = self.person(row, &facts, desk)?;
            said.extend(alias);
            stranger = new.then(|| id.clone());
            participants.insert(id);
        }
        for (at, name) in said {
            if !self.people.is_called(at, &name) {
                aliases.push((
                    self.people.get(at).id.clone(),
                    Datum::Text(name.clone()),
                    at,
                ));
                self.people.call(at, &name);
            }
        }
        let marks = self.marks(row, &mut facts)?;
        let mut parts = Vec::new();
        for (day, mark) in marks {
            parts.extend(self.part(&facts, day, mark, &participants)?);
        }
        if stranger.is_some() && parts.iter().all(|part| part.participants.is_empty()) {
            // Who never came is not put on file.
            self.plan.no_shows += parts.len();
            parts.clear();
        }
        let mut told = self.sorted(row.number, parts)?;
        told.adds = !aliases.is_empty();
        if let Some(id) = stranger.filter(|_| !told.new.is_empty() || !told.further.is_empty()) {
            self.enter(row.number, &id, &facts)?;
        }
        for (person, value, _) in aliases {
            self.add(
                Kind::Identity,
                person.as_str(),
                "aliases",
                value,
                row.number,
            );
        }
        for part in &told.new {
            let wanted = self.wanted.entry(part.id.clone()).or_default();
            wanted.rows.insert(row.number);
            wanted
                .participants
                .extend(part.participants.iter().cloned());
            wanted.missed.extend(part.missed.iter().cloned());
            unite(&mut wanted.fields, part.fields.clone());
        }
        self.told.push(told);
        Ok(())
    }

    fn add(&mut self, kind: Kind, id: &str, key: &'static str, value: Datum, row: usize) {
        self.plan.additions.push(Addition {
            kind,
            id: id.to_owned(),
            key,
            value,
            rows: BTreeSet::from([row]),
        });
    }

    /// Who a row of attendance is about: the id, a name to keep where a person decided, and whether nobody has it yet.
    #[allow(
        clippy::type_complexity,
        reason = "three plain things that are used on the next line"
    )]
    fn person(
        &mut self,
        row: &Row,
        facts: &Facts,
        desk: &mut dyn Desk,
    ) -> Result<(String, Option<(usize, String)>, bool), String> {
        let external_ids = facts.external_ids();
        let name = facts.full_name().ok_or("there is no name in this row")?;
        let who = Who {
            row: row.number,
            name: &name,
            born: facts.born(),
            external_ids: &external_ids,
        };
        match self.people.who(&who, desk) {
            Is::Unclear(why) => Err(why),
            Is::Known { at, said } => Ok((
                self.people.get(at).id.to_string(),
                said.then(|| (at, name.clone())),
                false,
            )),
            Is::New(others) => {
                if self.scene.layout.map.new_people != Some(true) {
                    return Err(match others.is_empty() {
                        true => "nobody on file has this name: take the participants in first, or write `new_people = true` in the map".to_owned(),
                        false => "nobody on file is this person: `peer add participant` enters a new one".to_owned(),
                    });
                }
                Ok((desk.id(IdKind::Participant, row.number)?, None, true))
            }
        }
    }

    /// Makes a participant of somebody who was only in the sheet.
    fn enter(&mut self, row: usize, id: &str, facts: &Facts) -> Result<(), String> {
        let person = PersonId::Participant(id.parse()?);
        let rows = BTreeSet::from([row]);
        let (name, external_ids) = (facts.full_name().unwrap_or_default(), facts.external_ids());
        if let Some(note) = self.mentors.namesake(self.scene.register, &name, id) {
            self.plan.notes.insert(row, note);
        }
        self.people.add(
            person,
            &Who {
                row,
                name: &name,
                born: facts.born(),
                external_ids: &external_ids,
            },
        );
        let identity = New {
            kind: Kind::Identity,
            id: id.to_owned(),
            fields: identity(facts),
            rows: rows.clone(),
        };
        let own = New {
            kind: Kind::Participant,
            id: id.to_owned(),
            fields: Fields::new(),
            rows,
        };
        self.plan.new.extend([identity, own]);
        Ok(())
    }

    /// The days of a row, each with its mark.
    fn marks(&self, row: &Row, facts: &mut Facts) -> Result<Vec<(Day, Mark)>, String> {
        let today = self.scene.today;
        let late = |day: Day| (day > today).then(|| format!("{day} is after today, {today}"));
        let layout = self.scene.layout;
        let Some(grid) = &layout.map.grid else {
            let Some(Datum::Day(day)) = facts.take_own("on") else {
                return Err("there is no day in this row".to_owned());
            };
            return late(day).map_or(Ok(vec![(day, Mark::Present)]), Err);
        };
        let mut marks = Vec::new();
        let mut faults: Vec<String> = Vec::new();
        for (place, day) in &layout.days {
            let text = row
                .cells
                .get(*place)
                .map(|cell| clean(cell))
                .unwrap_or_default();
            if text.is_empty() || says(&grid.absent, &text) {
                continue;
            }
            let mark = match (says(&grid.present, &text), says(&grid.no_show, &text)) {
                (true, _) => Mark::Present,
                (_, true) => Mark::NoShow,
                _ => {
                    faults.push(format!("`{text}` on {day} is no mark of [grid]"));
                    continue;
                }
            };
            faults.extend(late(*day));
            marks.push((*day, mark));
        }
        if faults.is_empty() {
            Ok(marks)
        } else {
            Err(faults.join("; "))
        }
    }

    /// What a row says about the session of a day; nothing for somebody who did not come to a group.
    fn part(
        &mut self,
        facts: &Facts,
        day: Day,
        mark: Mark,
        people: &BTreeSet<String>,
    ) -> Result<Option<Part>, String> {
        let register = self.scene.register;
        let mut fields = facts.own.clone();
        let kind = match (get(&fields, "kind"), get(&fields, "group")) {
            (Some(kind), _) => kind.to_string().parse::<Service>()?,
            (None, Some(group)) => {
                let group = group.to_string().parse::<GroupId>()?;
                register
                    .group(&group)
                    .map(|entry| entry.record.kind.into())
                    .ok_or_else(|| format!("there is no group `{group}`"))?
            }
            (None, None) => return Err("this row does not say which group met".to_owned()),
        };
        let is_missed = mark == Mark::NoShow && kind.has("missed");
        if mark == Mark::NoShow && !is_missed {
            if matches!(kind, Service::Outreach | Service::Consultation) {
                self.plan.no_shows += 1;
                return Ok(None);
            }
            set(
                &mut fields,
                "status",
                Datum::Text(Status::NoShow.word().to_owned()),
            );
        }
        set(&mut fields, "kind", Datum::Text(kind.word().to_owned()));
        set(&mut fields, "on", Datum::Day(day));
        if kind == Service::Mentoring && get(&fields, "match").is_none() {
            pair(register, day, people, &mut fields)?;
        }
        let subject = subject(kind, &fields, people, facts.subject.as_deref())?;
        let id = SessionId::new(day, kind.log_word(), &subject, 1);
        SessionId::check(id.as_str())?;
        let there = self.there(&id);
        if is_missed && !there.is_empty() && !there.iter().any(|entry| entry.record.was_held()) {
            // It did not take place: nobody missed it.
            self.plan.no_shows += 1;
            return Ok(None);
        }
        let (participants, missed) = if is_missed {
            (BTreeSet::new(), people.clone())
        } else {
            (people.clone(), BTreeSet::new())
        };
        Ok(Some(Part {
            id,
            fields,
            participants,
            missed,
        }))
    }

    /// What is new in the parts of a row, what is about sessions on file, and what earlier rows said.
    fn sorted(&self, row: usize, parts: Vec<Part>) -> Result<Told, String> {
        let mut told = Told {
            row,
            ..Told::default()
        };
        for part in parts {
            if let Some(wanted) = self.wanted.get(&part.id) {
                let row = wanted.rows.first().copied().unwrap_or_default();
                if let Some(key) = conflict(&wanted.fields, &part.fields) {
                    return Err(format!("{} has another `{key}` in row {row}", part.id));
                }
                if part.participants.is_subset(&wanted.participants)
                    && part.missed.is_subset(&wanted.missed)
                {
                    told.twice.push((part.id, row));
                } else {
                    told.new.push(part);
                }
                continue;
            }
            match self.on_file(&part)? {
                Some(further) => told.further.push(further),
                None => told.new.push(part),
            }
        }
        Ok(told)
    }

    /// The sessions on file of a day and subject.
    fn there(&self, id: &SessionId) -> Vec<&Entry<SessionId, Session>> {
        let (word, subject) = id.key().split_once('-').unwrap_or((id.key(), ""));
        let day = id.day().unwrap_or(Day::FIRST);
        let nth = (1..).map(|nth| SessionId::new(day, word, subject, nth));
        nth.map_while(|id| self.scene.register.session(&id))
            .collect()
    }

    /// Who of a session on file is not there yet; `None` where there is no such session on file. Whoever was there is not
    /// added to those who did not come, and the other way round.
    fn on_file(&self, part: &Part) -> Result<Option<Further>, String> {
        let register = self.scene.register;
        let there = self.there(&part.id);
        let Some(first) = there.first() else {
            return Ok(None);
        };
        let status = |status: Option<Status>| status.unwrap_or(Status::Held);
        let said = get(&part.fields, "status")
            .and_then(|status| status.to_string().parse::<Status>().ok());
        if !there
            .iter()
            .any(|entry| status(entry.record.status) == status(said))
        {
            return Err(format!(
                "{} is on file as {}",
                part.id,
                status(first.record.status)
            ));
        }
        let find = |id: &str, of: fn(&Session) -> &[ParticipantId]| {
            let id = id.parse::<ParticipantId>().ok()?;
            there.iter().find_map(|entry| {
                let known = of(&entry.record)
                    .iter()
                    .find(|known| register.same_person(known, &id))?;
                Some((&entry.id, known))
            })
        };
        let mut further = Further {
            id: part.id.clone(),
            people: Vec::new(),
            notes: Vec::new(),
        };
        let said = part.participants.iter().map(|id| ("participants", id));
        for (key, id) in said.chain(part.missed.iter().map(|id| ("missed", id))) {
            let came = find(id, |session| &session.participants).is_some();
            match find(id, |session| &session.missed) {
                _ if came => {}
                None => further.people.push((key, id.clone())),
                Some((session, known)) if key == "participants" => further.notes.push(format!(
                    "says that {known} came to {session}, where `missed` says otherwise; if so: \
                     `peer set {session} missed-={known} participants+={known}`"
                )),
                Some(_) => {}
            }
        }
        if !further.people.is_empty() && there.len() > 1 {
            return Err(format!(
                "there are {} of {}: add who came to the right one with `peer edit`",
                there.len(),
                part.id
            ));
        }
        if !further.people.is_empty() && !first.record.was_held() {
            return Err(format!(
                "{} is on file as {}",
                part.id,
                status(first.record.status)
            ));
        }
        Ok(Some(further))
    }

    /// The plan with the sessions in it, and with what became of every row.
    fn finish(mut self) -> Plan {
        let mut told = std::mem::take(&mut self.told);
        self.let_present_win(&mut told);
        self.wanted.retain(|_, wanted| !wanted.is_idle());
        for told in &told {
            let is_idle = |id: &SessionId| !self.wanted.contains_key(id);
            let marks = told
                .new
                .iter()
                .map(|part| &part.id)
                .chain(told.twice.iter().map(|(id, _)| id));
            self.plan.no_shows += marks.filter(|id| is_idle(id)).count();
            self.plan.fates.insert(told.row, self.fate(told));
            let notes: Vec<&str> = told
                .further
                .iter()
                .flat_map(|further| &further.notes)
                .map(String::as_str)
                .collect();
            if !notes.is_empty() {
                self.plan.notes.insert(told.row, notes.join("; "));
            }
            for Further { id, people, .. } in &told.further {
                for (key, person) in people {
                    self.add(
                        Kind::Session,
                        id.as_str(),
                        key,
                        Datum::Text(person.clone()),
                        told.row,
                    );
                }
            }
        }
        for (id, wanted) in self.wanted {
            let mut fields = wanted.fields;
            for (key, people) in [
                ("participants", wanted.participants),
                ("missed", wanted.missed),
            ] {
                if !people.is_empty() {
                    set(
                        &mut fields,
                        key,
                        Datum::List(people.into_iter().map(Datum::Text).collect()),
                    );
                }
            }
            sort(&mut fields, Session::SCHEMA);
            self.plan.new.push(New {
                kind: Kind::Session,
                id: id.to_string(),
                fields,
                rows: wanted.rows,
            });
        }
        self.plan
    }

    /// Takes whom one row says to have come out of those who by another did not.
    fn let_present_win(&mut self, told: &mut [Told]) {
        let register = self.scene.register;
        let is_same = |one: &str, other: &str| is_same(register, one, other);
        for Wanted {
            participants,
            missed,
            ..
        } in self.wanted.values_mut()
        {
            missed.retain(|id| !participants.iter().any(|known| is_same(known, id)));
        }
        let further = told.iter().flat_map(|told| &told.further);
        let came = further.flat_map(|Further { id, people, .. }| {
            people.iter().map(move |person| (id.clone(), person))
        });
        let came: Vec<(SessionId, String)> = came
            .filter(|(_, (key, _))| *key == "participants")
            .map(|(id, (_, who))| (id, who.clone()))
            .collect();
        for Further { id, people, .. } in told.iter_mut().flat_map(|told| &mut told.further) {
            let has_come = |who: &str| {
                came.iter()
                    .any(|(session, known)| session == id && is_same(known, who))
            };
            people.retain(|(key, who)| *key != "missed" || !has_come(who));
        }
    }

    /// What became of a row.
    fn fate(&self, told: &Told) -> Fate {
        let known = |id: &SessionId| self.wanted.get(id);
        let adds = told
            .new
            .iter()
            .any(|part| known(&part.id).is_some_and(|wanted| wanted.keeps(part)));
        if told.adds
            || adds
            || told
                .further
                .iter()
                .any(|further| !further.people.is_empty())
        {
            return Fate::New;
        }
        let said = told
            .twice
            .iter()
            .rev()
            .filter(|(id, _)| known(id).is_some())
            .map(|(_, row)| *row);
        let corrected = told
            .new
            .iter()
            .filter_map(|part| known(&part.id)?.rows.iter().find(|row| **row != told.row));
        match said.chain(corrected.copied()).next() {
            Some(row) => Fate::Twice(row),
            None if told.further.is_empty() => Fate::Nothing,
            None => Fate::OnFile,
        }
    }
}
