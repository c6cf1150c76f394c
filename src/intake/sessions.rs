//! Sessions: a row each, or a person in each row with one session or days across.

use std::collections::{BTreeMap, BTreeSet};

use super::cell::clean;
use super::facts::{Facts, get, sort};
use super::find::find;
use super::layout::says;
use super::people::{Is, People, Who};
use super::persons::{holds, identity};
use super::{Addition, Desk, Fate, New, Plan, Problem, Scene};
use crate::record::intake::{IntakeKind, Row};
use crate::record::schema::Table;
use crate::record::word::to_kebab;
use crate::record::{
    Datum, Day, Fields, GroupId, IdKind, Kind, ParticipantId, PersonId, Service, Session, SessionId, Status,
};
use crate::register::Register;

pub(super) fn plan(scene: &Scene<'_>, desk: &mut dyn Desk) -> Result<Plan, Problem> {
    let map = scene.layout.map;
    let names = |field: &str| map.constant(field).is_some() || map.column.iter().any(|column| &*column.field == field);
    if !names("group") && !names("kind") {
        return Err(Problem::new(
            "the map does not say which group met",
            "add [[constant]] with field = \"group\" and value = \"wednesday\", or a column for it; `kind` for other sessions",
        ));
    }
    if map.grid.is_none() && !names("on") {
        let help = "name its column with field = \"on\"; where days stand across, add [grid]";
        return Err(Problem::new("the map does not say which column has the day", help));
    }
    let (people, mentors) = (People::participants(scene.register), People::mentors(scene.register));
    let met = met(scene);
    let mut work = Work { scene, people, mentors, plan: Plan::default(), wanted: BTreeMap::new(), met };
    for row in &scene.layout.rows {
        let fate = match scene.refused.get(&row.number) {
            Some(why) => Err(why.clone()),
            None => work.row(row, desk),
        };
        work.plan.fates.insert(row.number, fate.unwrap_or_else(Fate::Refused));
    }
    Ok(work.finish())
}

/// The days of a grid on which somebody came.
fn met(scene: &Scene<'_>) -> BTreeSet<Day> {
    let layout = scene.layout;
    let rows = || layout.rows.iter().filter(|row| !scene.refused.contains_key(&row.number));
    let came = |place: usize, present: &[Box<str>]| {
        rows().any(|row| row.cells.get(place).is_some_and(|cell| says(present, &clean(cell))))
    };
    let Some(grid) = &layout.map.grid else { return BTreeSet::new() };
    layout.days.iter().filter(|(place, _)| came(*place, &grid.present)).map(|(_, day)| *day).collect()
}

/// A session that the sheet tells of and that is not on file.
#[derive(Default)]
struct Wanted {
    fields: Fields,
    participants: BTreeSet<String>,
    missed: BTreeSet<String>,
    rows: BTreeSet<usize>,
}

/// What a row says about one session.
struct Part {
    id: SessionId,
    fields: Fields,
    participants: BTreeSet<String>,
    missed: BTreeSet<String>,
}

/// Who a row adds to a session that is on file, by the keys that they are added to.
struct Further {
    id: SessionId,
    people: Vec<(&'static str, String)>,
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
    /// The days on which somebody came.
    met: BTreeSet<Day>,
}

impl Work<'_> {
    /// Takes a row in, wholly or not at all.
    fn row(&mut self, row: &Row, desk: &mut dyn Desk) -> Result<Fate, String> {
        let Scene { layout, register, today, .. } = *self.scene;
        let mut said: Vec<(usize, String)> = Vec::new();
        let (people, mentors) = (&self.people, &self.mentors);
        let mut find = |kind: IdKind, text: &str| {
            if kind != IdKind::Participant || text.parse::<ParticipantId>().is_ok() {
                return find(register, mentors, people, kind, text);
            }
            let who = Who { row: row.number, name: text, born: None, external_ids: &[text.to_owned()] };
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
                aliases.push((self.people.get(at).id.clone(), Datum::Text(name.clone()), at));
                self.people.call(at, &name);
            }
        }
        let marks = self.marks(row, &mut facts)?;
        let mut parts = Vec::new();
        for (day, mark) in marks {
            parts.extend(self.part(&facts, day, mark, &participants)?);
        }
        let empty = parts.is_empty();
        let (new, further, twice) = self.sorted(parts)?;
        let adds = !new.is_empty() || !further.is_empty() || !aliases.is_empty();
        if let Some(id) = stranger.filter(|_| !new.is_empty() || !further.is_empty()) {
            self.enter(row.number, &id, &facts)?;
        }
        for (person, value, _) in aliases {
            self.add(Kind::Identity, person.as_str(), "aliases", value, row.number);
        }
        for Further { id, people } in further {
            for (key, person) in people {
                self.add(Kind::Session, id.as_str(), key, Datum::Text(person), row.number);
            }
        }
        for part in new {
            let wanted = self.wanted.entry(part.id).or_default();
            wanted.rows.insert(row.number);
            wanted.participants.extend(part.participants);
            wanted.missed.extend(part.missed);
            unite(&mut wanted.fields, part.fields);
        }
        Ok(match (empty, adds, twice) {
            (true, false, _) => Fate::Nothing,
            (_, true, _) => Fate::New,
            (_, _, Some(row)) => Fate::Twice(row),
            _ => Fate::OnFile,
        })
    }

    fn add(&mut self, kind: Kind, id: &str, key: &'static str, value: Datum, row: usize) {
        self.plan.additions.push(Addition { kind, id: id.to_owned(), key, value, rows: BTreeSet::from([row]) });
    }

    /// Who a row of attendance is about: the id, a name to keep where a person decided, and whether nobody has it yet.
    #[allow(clippy::type_complexity, reason = "three plain things that are used on the next line")]
    fn person(
        &mut self,
        row: &Row,
        facts: &Facts,
        desk: &mut dyn Desk,
    ) -> Result<(String, Option<(usize, String)>, bool), String> {
        let external_ids = facts.external_ids();
        let name = facts.full_name().ok_or("there is no name in this row")?;
        let who = Who { row: row.number, name: &name, born: facts.born(), external_ids: &external_ids };
        match self.people.who(&who, desk) {
            Is::Unclear(why) => Err(why),
            Is::Known { at, said } => Ok((self.people.get(at).id.to_string(), said.then(|| (at, name.clone())), false)),
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
        self.people.add(person, &Who { row, name: &name, born: facts.born(), external_ids: &external_ids });
        let identity = New { kind: Kind::Identity, id: id.to_owned(), fields: identity(facts), rows: rows.clone() };
        let own = New { kind: Kind::Participant, id: id.to_owned(), fields: Fields::new(), rows };
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
            let text = row.cells.get(*place).map(|cell| clean(cell)).unwrap_or_default();
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
        if faults.is_empty() { Ok(marks) } else { Err(faults.join("; ")) }
    }

    /// What a row says about the session of a day; nothing for somebody who did not come to a group.
    fn part(&mut self, facts: &Facts, day: Day, mark: Mark, people: &BTreeSet<String>) -> Result<Option<Part>, String> {
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
            set(&mut fields, "status", Datum::Text(Status::NoShow.word().to_owned()));
        }
        set(&mut fields, "kind", Datum::Text(kind.word().to_owned()));
        set(&mut fields, "on", Datum::Day(day));
        if kind == Service::Mentoring && get(&fields, "match").is_none() {
            pair(register, day, people, &mut fields)?;
        }
        let subject = subject(kind, &fields, people, facts.subject.as_deref())?;
        let id = SessionId::new(day, kind.log_word(), &subject, 1);
        SessionId::check(id.as_str())?;
        if is_missed && !self.met.contains(&day) && register.session(&id).is_none_or(|entry| !entry.record.was_held()) {
            // Nobody came: there was no session.
            self.plan.no_shows += 1;
            return Ok(None);
        }
        let (participants, missed) =
            if is_missed { (BTreeSet::new(), people.clone()) } else { (people.clone(), BTreeSet::new()) };
        Ok(Some(Part { id, fields, participants, missed }))
    }

    /// What is new in a row, what is to be added to sessions on file, and the row that said it all before.
    #[allow(clippy::type_complexity, reason = "three plain things that are used on the next line")]
    fn sorted(&mut self, parts: Vec<Part>) -> Result<(Vec<Part>, Vec<Further>, Option<usize>), String> {
        let (mut new, mut further, mut twice) = (Vec::new(), Vec::new(), None);
        for part in parts {
            if let Some(wanted) = self.wanted.get(&part.id) {
                if let Some(key) = conflict(&wanted.fields, &part.fields) {
                    let row = wanted.rows.first().copied().unwrap_or_default();
                    return Err(format!("{} has another `{key}` in row {row}", part.id));
                }
                if part.participants.is_subset(&wanted.participants) && part.missed.is_subset(&wanted.missed) {
                    twice = wanted.rows.first().copied();
                } else {
                    new.push(part);
                }
                continue;
            }
            match self.on_file(&part)? {
                Some(people) if people.is_empty() => {}
                Some(people) => further.push(Further { id: part.id, people }),
                None => new.push(part),
            }
        }
        Ok((new, further, twice))
    }

    /// Who of a session on file is not there yet; `None` where there is no such session on file.
    #[allow(clippy::type_complexity, reason = "a list that is handed on")]
    fn on_file(&self, part: &Part) -> Result<Option<Vec<(&'static str, String)>>, String> {
        let register = self.scene.register;
        let (word, subject) = part.id.key().split_once('-').unwrap_or((part.id.key(), ""));
        let day = part.id.day().unwrap_or(Day::FIRST);
        let nth = (1..).map(|nth| SessionId::new(day, word, subject, nth));
        let there: Vec<&Session> = nth.map_while(|id| register.session(&id)).map(|entry| &entry.record).collect();
        let Some(first) = there.first() else { return Ok(None) };
        let status = |status: Option<Status>| status.unwrap_or(Status::Held);
        let said = get(&part.fields, "status").and_then(|status| status.to_string().parse::<Status>().ok());
        if !there.iter().any(|session| status(session.status) == status(said)) {
            return Err(format!("{} is on file as {}", part.id, status(first.status)));
        }
        let lacking = |key: &'static str, said: &BTreeSet<String>, known: fn(&Session) -> &[ParticipantId]| {
            let is_known = |id: &str| {
                let id = id.parse::<ParticipantId>().ok();
                let mut all = there.iter().flat_map(|session| known(session));
                id.is_some_and(|id| all.any(|known| register.same_person(known, &id)))
            };
            said.iter().filter(|id| !is_known(id)).map(|id| (key, id.clone())).collect::<Vec<_>>()
        };
        let mut missing = lacking("participants", &part.participants, |session| &session.participants);
        missing.extend(lacking("missed", &part.missed, |session| &session.missed));
        if !missing.is_empty() && there.len() > 1 {
            return Err(format!(
                "there are {} of {}: add who came to the right one with `peer edit`",
                there.len(),
                part.id
            ));
        }
        if !missing.is_empty() && !first.was_held() {
            return Err(format!("{} is on file as {}", part.id, status(first.status)));
        }
        Ok(Some(missing))
    }

    /// The plan with the sessions in it, and a note for what sessions on file say otherwise.
    fn finish(mut self) -> Plan {
        for (id, wanted) in self.wanted {
            let mut fields = wanted.fields;
            for (key, people) in [("participants", wanted.participants), ("missed", wanted.missed)] {
                if !people.is_empty() {
                    set(&mut fields, key, Datum::List(people.into_iter().map(Datum::Text).collect()));
                }
            }
            sort(&mut fields, Session::SCHEMA);
            self.plan.new.push(New { kind: Kind::Session, id: id.to_string(), fields, rows: wanted.rows });
        }
        self.plan
    }
}

fn set(fields: &mut Fields, key: &'static str, value: Datum) {
    match fields.iter_mut().find(|(known, _)| *known == key) {
        Some((_, known)) => *known = value,
        None => fields.push((key, value)),
    }
}

/// The first key of which two rows say different things about one session; lists are united.
fn conflict(known: &Fields, said: &Fields) -> Option<&'static str> {
    let differs = |(key, value): &&(&'static str, Datum)| {
        !matches!(value, Datum::List(_)) && get(known, key).is_some_and(|known| !holds(Some(known), value))
    };
    said.iter().find(differs).map(|(key, _)| *key)
}

fn unite(known: &mut Fields, said: Fields) {
    for (key, value) in said {
        match (known.iter_mut().find(|(other, _)| *other == key), value) {
            (Some((_, Datum::List(items))), Datum::List(more)) => {
                items.extend(more);
                items.sort_by_cached_key(ToString::to_string);
                items.dedup();
            }
            (Some(_), _) => {}
            (None, value) => known.push((key, value)),
        }
    }
}

/// The match of a parent on a day, and its mentor. A closing talk on the day a match ends still belongs to it.
fn pair(register: &Register, day: Day, people: &BTreeSet<String>, fields: &mut Fields) -> Result<(), String> {
    let [one] = people.iter().collect::<Vec<_>>()[..] else {
        return Err("a mentoring session has one parent, or a `match`".to_owned());
    };
    let person = one.parse::<ParticipantId>().ok().and_then(|id| register.person_index(&id));
    let matches = || person.into_iter().flat_map(|person| register.matches_of_person(person));
    let closing = |ended: Day| ended == day;
    let found = matches()
        .find(|entry| entry.record.is_active(day))
        .or_else(|| matches().find(|entry| entry.record.ended.as_ref().is_some_and(|ended| closing(ended.on))));
    let entry = found.ok_or_else(|| format!("{one} has no active match on {day}"))?;
    set(fields, "match", Datum::Text(entry.id.to_string()));
    if get(fields, "mentors").is_none() {
        set(fields, "mentors", Datum::List(vec![Datum::Text(entry.record.mentor.to_string())]));
    }
    Ok(())
}

/// What a session is about, as its name has it.
fn subject(kind: Service, fields: &Fields, people: &BTreeSet<String>, free: Option<&str>) -> Result<String, String> {
    let own = |key: &str| get(fields, key).map(ToString::to_string);
    let person = || (people.len() == 1).then(|| people.first().cloned()).flatten();
    let (found, lacks) = match kind {
        Service::SupportGroup | Service::Committee => (own("group"), "a `group`"),
        Service::Mentoring => (own("match"), "a `match`"),
        Service::TeamMeeting | Service::Court => (own("case").or_else(person), "a `case`, or one parent"),
        Service::Casework => (person(), "one parent"),
        Service::Supervision => match get(fields, "mentors") {
            Some(Datum::List(items)) if items.len() == 1 => (items.first().map(ToString::to_string), ""),
            _ => (None, "one mentor"),
        },
        Service::Outreach | Service::Consultation => {
            (free.map(to_kebab).filter(|word| !word.is_empty()), "a `subject`")
        }
    };
    found.ok_or_else(|| format!("a session of kind `{kind}` needs {lacks}"))
}
