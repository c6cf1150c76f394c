//! Sessions: a row each, or a person in each row with one session or days across.

mod again;
mod both;
mod counts;
mod finish;
mod kept_names;
mod leaders;
mod mentors;
mod nights;
mod on_file;
pub(super) mod presence;
mod said_of_nights;
mod singles;
mod strangers;

use std::collections::{BTreeMap, BTreeSet};

use super::cell::clean;
use super::facts::{Facts, get};
use super::find::find;
use super::layout::says;
use super::marks::{no_mark, on_a_day_off, without_lateness};
use super::meeting::{
    Part, Single, Wanted, is_of_a_case, is_with_its_mentor, kind_of, pair, set, subject, unite,
};
use super::people::{Is, People, Who};
use super::several::names_in;
use super::who_came::says_who_came;
use super::{Addition, ImportContext, ImportDecisions, Plan, Problem};
use crate::record::intake::{IntakeKind, SheetRow};
use crate::record::{Datum, Day, Fields, IdKind, Kind, ParticipantId, Service, SessionId, Status};
use mentors::{AmongThese, mentors_of, named_at_a_case, without_a_match};
use said_of_nights::Nights;

pub(super) fn plan(
    context: &ImportContext<'_>,
    decisions: &mut dyn ImportDecisions,
) -> Result<Plan, Problem> {
    let map = context.layout.map;
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
        return Err(Problem::new(
            "the map does not say which column has the day",
            "name its column with field = \"on\"; where days stand across, add [grid]",
        ));
    }
    let mut refused = context.refused.clone();
    loop {
        let context = ImportContext {
            refused: &refused,
            ..*context
        };
        let (plan, further) = plan_without(&context, decisions);
        if further.is_empty() {
            return Ok(plan);
        }
        refused.extend(further);
    }
}

/// The plan without the rows that are refused, and the rows that must be as well once all were read.
fn plan_without(
    context: &ImportContext<'_>,
    decisions: &mut dyn ImportDecisions,
) -> (Plan, BTreeMap<usize, String>) {
    let (people, mentors) = (
        People::participants(context.register),
        People::mentors(context.register),
    );
    let plan = Plan::default();
    let mut work = SessionImport {
        context,
        people,
        mentors,
        plan,
        wanted: BTreeMap::new(),
        told: Vec::new(),
        singles: Vec::new(),
        brought: BTreeMap::new(),
        head_counts: BTreeMap::new(),
        came: BTreeSet::new(),
        taken_back: Vec::new(),
        leaders: Vec::new(),
        nights: Nights::new(decisions.fills() || context.layout.has_refused_rows()),
        differences: BTreeSet::new(),
        says_who_came: says_who_came(context.layout),
    };
    for row in &context.layout.rows {
        let taken = match context.refused.get(&row.number) {
            Some(why) => Err(why.clone()),
            None => work.row(row, decisions),
        };
        if let Err(why) = taken {
            work.plan.refuse(row.number, why);
        }
    }
    let further = work.without_anybody();
    (work.finish(), further)
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
struct RowSessions {
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

/// What rows count, by what they are called: how many, and the number of the row.
type HeadCounts = BTreeMap<String, (i64, usize)>;

/// Who led a session, and the row that says so.
type Leaders = (SessionId, BTreeSet<String>, usize);

struct SessionImport<'w> {
    context: &'w ImportContext<'w>,
    people: People,
    mentors: People,
    plan: Plan,
    wanted: BTreeMap<SessionId, Wanted>,
    told: Vec<RowSessions>,
    /// Rows that are a session each.
    singles: Vec<Single<'w>>,
    /// How many each person brought to a session, where every row says its own.
    brought: BTreeMap<(SessionId, &'static str), HeadCounts>,
    /// What each row says that counts people who are not named, by what it is called, with its number.
    head_counts: BTreeMap<(SessionId, &'static str), HeadCounts>,
    /// Who came to which session, by the sheet.
    came: BTreeSet<(SessionId, String)>,
    /// Who has no mark where a session on file says that they came, by the row.
    taken_back: Vec<(usize, SessionId, String)>,
    /// Who led which session, by the row.
    leaders: Vec<Leaders>,
    /// What rows say of nights and of nobody by name.
    nights: Nights,
    /// What was said of sessions on file, so that it is said once.
    differences: BTreeSet<String>,
    /// Whether a column has the marks of who came, so that an empty cell says that somebody did not.
    says_who_came: bool,
}

impl<'w> SessionImport<'w> {
    /// Takes a row in, wholly or not at all.
    fn row(
        &mut self,
        row: &'w SheetRow,
        decisions: &mut dyn ImportDecisions,
    ) -> Result<(), String> {
        let layout = self.context.layout;
        let (facts, mut said) = self.read(row, decisions);
        let mut facts = match facts {
            Ok(facts) => facts,
            Err(why) => {
                self.keep_names(row.number, said);
                return Err(why);
            }
        };
        if let Some(taken) = self.of_nights(row, &facts, decisions) {
            return taken;
        }
        if let Some(key) = self.counted(row, &facts) {
            return self.count(row, &facts, key);
        }
        let mut stranger = None;
        let mut participants: BTreeSet<String> = match facts.take_own("participants") {
            Some(Datum::List(items)) => items.iter().map(ToString::to_string).collect(),
            _ => BTreeSet::new(),
        };
        if layout.map.kind == IntakeKind::Attendance
            && participants.is_empty()
            && !is_called_off(&facts)
        {
            let Some((id, alias, new)) = self.person(row, &facts, decisions)? else {
                return self.count(row, &facts, "anonymous");
            };
            said.extend(alias);
            stranger = new.then(|| id.clone());
            participants.insert(id);
        }
        let adds_names = self.keep_names(row.number, said);
        let counts = self.own_counts(&mut facts, &participants);
        let (mut parts, singles) = self.parts(row, &facts, (&participants, &counts))?;
        self.find_taken_back(row, &facts, &participants);
        self.tell_not_there(row, &facts, (&participants, &counts));
        if stranger.is_some()
            && singles.is_empty()
            && parts.iter().all(|part| part.participants.is_empty())
        {
            // Who never came is not put on file.
            self.plan.no_shows += parts.len();
            parts.clear();
        }
        let came = who_came(&parts);
        self.agrees(&came, &counts)?;
        let mut told = self.sorted(row.number, parts)?;
        self.bring(row.number, came, &counts);
        told.adds = adds_names;
        let adds = !told.new.is_empty() || !told.further.is_empty() || !singles.is_empty();
        if let Some(id) = stranger.filter(|_| adds) {
            self.enter(row.number, &id, &facts)?;
        }
        for part in &mut told.new {
            self.want(row.number, part);
        }
        self.told.push(told);
        self.singles.extend(singles.into_iter().map(|part| Single {
            told: self.told.len() - 1,
            part,
            row,
            joined: Vec::new(),
        }));
        Ok(())
    }

    /// What a row says, and the names of which a person decided whose they are.
    fn read(
        &self,
        row: &SheetRow,
        decisions: &mut dyn ImportDecisions,
    ) -> (Result<Facts, String>, Vec<(usize, String)>) {
        let ImportContext {
            layout,
            register,
            today,
            ..
        } = *self.context;
        let row = &*self.without_head(row);
        let mut said: Vec<(usize, String)> = Vec::new();
        let (people, mentors) = (&self.people, &self.mentors);
        let mut their_mentors = named_at_a_case(layout, row, mentors);
        let mut parent: Option<String> = None;
        // Of a parent who is not known nobody can tell which mentor a given name means.
        let (mut lacks_parent, mut in_doubt) = (false, Vec::new());
        let mut find = |kind: IdKind, text: &str| {
            let who = Who {
                row: row.number,
                name: text,
                external_ids: &[text.to_owned()],
                ..Who::default()
            };
            if kind == IdKind::Mentor
                && let Is::Known { at, .. } = mentors.who(&who, &mut AmongThese(&their_mentors))
                && !mentors.may_be_two(at, text)
                && names_in(text).is_empty()
            {
                return Ok(mentors.get(at).id.to_string());
            }
            if kind != IdKind::Participant || text.parse::<ParticipantId>().is_ok() {
                let found = find(register, mentors, people, kind, text);
                let is_given = kind == IdKind::Mentor && mentors.may_be(text);
                let is_in_doubt = is_given || kind == IdKind::Mentor && mentors.may_be_short(&who);
                return found.map_err(|why| match &parent {
                    Some(parent) if is_given => without_a_match(mentors, (text, parent), &why),
                    _ => {
                        if is_in_doubt && lacks_parent {
                            in_doubt.push(why.clone());
                        }
                        why
                    }
                });
            }
            let is = people.who(&who, decisions);
            lacks_parent |= !matches!(is, Is::Known { .. });
            match is {
                Is::Known { at, said: decided } => {
                    said.extend(decided.then(|| (at, text.to_owned())));
                    let id = people.get(at).id.to_string();
                    their_mentors.extend(mentors_of(register, &id));
                    parent = Some(id.clone());
                    Ok(id)
                }
                Is::New(_) => Err(format!("nobody on file is called `{text}`")),
                Is::Unclear(why) => Err(format!("`{text}`: {why}")),
            }
        };
        let mut facts = Facts::read(layout, row, today, register.program(), &mut find);
        let is_in_doubt = |fault: &String| in_doubt.iter().any(|why| fault.ends_with(why));
        facts.faults.retain(|fault| !is_in_doubt(fault));
        match facts.faults.is_empty() {
            true => (Ok(facts), said),
            false => (Err(facts.faults.join("; ")), said),
        }
    }

    /// What a row says about sessions: those with others at them, and those that are the row's own.
    fn parts(
        &mut self,
        row: &SheetRow,
        facts: &Facts,
        (people, counts): (&BTreeSet<String>, &Fields),
    ) -> Result<(Vec<Part>, Vec<Part>), String> {
        let (mut parts, mut singles) = (Vec::new(), Vec::new());
        for (day, mark) in self.marks(row, facts, people)? {
            let Some(mut part) = self.part(facts, day, mark, people)? else {
                continue;
            };
            self.names_one_mentor(row, &part)?;
            if self.is_single(&part) {
                part.fields.extend(counts.iter().cloned());
                singles.push(part);
            } else {
                parts.push(part);
            }
        }
        Ok((parts, singles))
    }

    /// Takes what a row says of a session that is not on file.
    /// Of the part its session and who missed it are left: a sheet can have many.
    fn want(&mut self, row: usize, part: &mut Part) {
        let wanted = self.wanted.entry(part.id.clone()).or_default();
        wanted.rows.push(row);
        wanted.participants.append(&mut part.participants);
        wanted.missed.extend(part.missed.iter().cloned());
        unite(&mut wanted.fields, std::mem::take(&mut part.fields));
        wanted.fields.shrink_to_fit();
    }

    fn add(&mut self, kind: Kind, id: &str, key: &'static str, value: Datum, row: usize) {
        self.plan.additions.push(Addition {
            kind,
            id: id.to_owned(),
            key,
            value,
            rows: vec![row],
        });
    }

    /// The days of a row, each with its mark.
    fn marks(
        &self,
        row: &SheetRow,
        facts: &Facts,
        people: &BTreeSet<String>,
    ) -> Result<Vec<(Day, Mark)>, String> {
        let today = self.context.today;
        let late = |day: Day| (day > today).then(|| format!("{day} is after today, {today}"));
        let layout = self.context.layout;
        let Some(grid) = &layout.map.grid else {
            let Some(Datum::Day(day)) = facts.own("on") else {
                return Err("there is no day in this row".to_owned());
            };
            let day = *day;
            if self.lacks_mark(facts, people) {
                return late(day).map_or(Ok(Vec::new()), Err);
            }
            // Who is listed beside others and did not come leaves the session held.
            let says_no_show = || facts.text("status").as_deref() == Some(Status::NoShow.word());
            let missed = layout.map.kind == IntakeKind::Attendance
                && (says_no_show() || self.not_there(row, facts, people).is_some());
            let mark = if missed { Mark::NoShow } else { Mark::Present };
            return late(day).map_or(Ok(vec![(day, mark)]), Err);
        };
        let mut marks = Vec::new();
        let off = layout.mark_on_a_day_off(row);
        let mut faults: Vec<String> = Vec::new();
        faults.extend(off.map(|(text, day)| on_a_day_off(&text, day)));
        let mut strange: BTreeMap<String, Vec<Day>> = BTreeMap::new();
        for (place, day) in &layout.days {
            let text = row.cells.get(*place).map(|cell| clean(cell));
            let text = text.unwrap_or_default();
            if text.is_empty() || says(&grid.absent, &text) || layout.is_off(&text) {
                continue;
            }
            let is_present =
                says(&grid.present, &text) || says(&grid.present, without_lateness(&text));
            let mark = match (is_present, says(&grid.no_show, &text)) {
                (true, _) => Mark::Present,
                (_, true) => Mark::NoShow,
                _ => {
                    strange.entry(text).or_default().push(*day);
                    continue;
                }
            };
            faults.extend(late(*day));
            marks.push((*day, mark));
        }
        faults.extend(strange.iter().map(|(text, days)| no_mark(grid, text, days)));
        match faults.is_empty() {
            true => Ok(marks),
            false => Err(faults.join("; ")),
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
        let register = self.context.register;
        let mut fields = facts.own.clone();
        let is_said = |status: &Datum| match status.to_string() {
            word if word == Status::Held.word() => true,
            word => mark == Mark::NoShow && word == Status::NoShow.word(),
        };
        fields.retain(|(key, value)| *key != "status" || !is_said(value));
        let kind = kind_of(register, &fields)?;
        let is_missed = mark == Mark::NoShow && kind.has("missed");
        if mark == Mark::NoShow && !is_missed {
            if kind.is_free() {
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
        if kind == Service::Mentoring {
            is_with_its_mentor(register, day, people, &fields)?;
        }
        if is_of_a_case(kind)
            && get(&fields, "case").is_none()
            && let Some(case) = self.case_of_day(kind, day, people)
        {
            set(&mut fields, "case", Datum::Text(case));
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
}

/// Who came to which session, by what a row says.
fn who_came(parts: &[Part]) -> Vec<(SessionId, String)> {
    let came = parts.iter().flat_map(|part| {
        let people = part.participants.iter();
        people.map(|id| (part.id.clone(), id.clone()))
    });
    came.collect()
}

/// Whether a row names nobody and says that the session was called off.
fn is_called_off(facts: &Facts) -> bool {
    let status = facts
        .text("status")
        .and_then(|word| word.parse::<Status>().ok());
    let is_off = matches!(
        status,
        Some(Status::CancelledByParticipant | Status::CancelledByProgram)
    );
    is_off && facts.full_name().is_none()
}
