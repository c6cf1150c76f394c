//! Answers to surveys: a row for each sheet, a column for each item.

use std::collections::{BTreeMap, BTreeSet};

use super::answer_sheet::PEOPLE;
use super::cell::{clean, translated};
use super::dates;
use super::layout::Placed;
use super::people::{Is, People, Who};
use super::plan::Addition;
use super::{Difference, ImportContext, ImportDecisions, New, Plan, RowOutcome};
use crate::record::intake::{Goal, SheetRow};
use crate::record::schema::{Table, Value, quoted};
use crate::record::survey::Answers;
use crate::record::{
    Answer, AnswerId, Datum, Day, Held, Kind, ParticipantId, PersonId, Point, Survey, Word,
};
use crate::register::fold;

/// What sheets call the points at which a survey is answered, beside their own words.
const POINTS: [(Point, &[&str]); 3] = [
    (
        Point::Pre,
        &[
            "before",
            "baseline",
            "intake",
            "entry",
            "enrollment",
            "start",
            "pre test",
            "pretest",
        ],
    ),
    (
        Point::Post,
        &[
            "after",
            "exit",
            "end",
            "closing",
            "follow up",
            "post test",
            "posttest",
        ],
    ),
    (
        Point::Retrospective,
        &["retro", "retrospective pre", "then"],
    ),
];

/// What the name of a sheet without a name is in a row.
const ANONYMOUS: &str = "anonymous";

pub(super) fn plan(context: &ImportContext<'_>, decisions: &mut dyn ImportDecisions) -> Plan {
    let mut work = AnswerImport {
        context,
        people: People::participants(context.register),
        surveys: context.register.surveys(),
        made: BTreeMap::new(),
        void: void(context),
        nameless: nameless(context),
        plan: Plan::default(),
    };
    for row in &context.layout.rows {
        let taken = match context.refused.get(&row.number) {
            Some(why) => Err(why.clone()),
            None => work.row(row, decisions),
        };
        match taken {
            Ok(outcome) => drop(work.plan.outcomes.insert(row.number, outcome)),
            Err(why) => work.plan.refuse(row.number, why),
        }
    }
    work.plan
}

/// The answers on file that are void: a row that says the same is about them.
fn void(context: &ImportContext<'_>) -> BTreeMap<AnswerId, Answer> {
    let void = context.register.records().void.iter();
    void.filter_map(|held| match held {
        Held::Answer(id, Some(entry)) if entry.record.void.is_some() => {
            Some((id.clone(), entry.record.clone()))
        }
        _ => None,
    })
    .collect()
}

/// The answers without a name on file, each to be found once, and first those that count.
fn nameless(context: &ImportContext<'_>) -> Vec<(AnswerId, Answer)> {
    let all = context.register.records().answers.iter();
    let all = all.map(|entry| (entry.id.clone(), entry.record.clone()));
    let all = all.chain(void(context));
    all.filter(|(_, answer)| answer.participant.is_none())
        .collect()
}

struct AnswerImport<'w> {
    context: &'w ImportContext<'w>,
    people: People,
    surveys: BTreeMap<Word, Survey>,
    /// What rows before made, with the row.
    made: BTreeMap<AnswerId, (usize, Answer)>,
    void: BTreeMap<AnswerId, Answer>,
    nameless: Vec<(AnswerId, Answer)>,
    plan: Plan,
}

/// What a row says, by the fields of the map.
#[derive(Debug, Default)]
struct Said {
    texts: BTreeMap<String, String>,
    answers: BTreeMap<u32, String>,
    on: Option<Day>,
}

impl AnswerImport<'_> {
    /// What becomes of a row, or why it is refused.
    fn row(
        &mut self,
        row: &SheetRow,
        decisions: &mut dyn ImportDecisions,
    ) -> Result<RowOutcome, String> {
        let said = self.said(row)?;
        let text = |field: &str| said.texts.get(field).map(String::as_str);
        let name = text("survey").ok_or("it does not say which survey: use `--survey`")?;
        let name: Word = name.parse()?;
        let Some(survey) = self.surveys.get(&name) else {
            let all: Vec<&str> = self.surveys.keys().map(Word::as_str).collect();
            return Err(format!(
                "there is no survey `{name}`; there are {}",
                quoted(&all)
            ));
        };
        let point = point(survey, text("point"))?;
        let on = said.on.ok_or("there is no day in this row")?;
        let answers = answers(survey, &said.answers)?;
        if answers.0.is_empty() {
            return Ok(RowOutcome::Nothing);
        }
        let (participant, alias) = self.participant(row.number, &said, decisions)?;
        let answer = Answer {
            survey: name,
            on,
            participant,
            point,
            given: None,
            entered_by: None,
            void: None,
            note: None,
            answers,
        };
        let outcome = self.put(row.number, answer)?;
        self.plan.additions.extend(alias);
        Ok(outcome)
    }

    fn said(&self, row: &SheetRow) -> Result<Said, String> {
        let (layout, today) = (self.context.layout, self.context.today);
        let mut said = Said::default();
        for placed in &layout.columns {
            let Placed { place, column, .. } = placed;
            let text = row
                .cells
                .get(*place)
                .map(|cell| clean(cell))
                .unwrap_or_default();
            if text.is_empty() {
                continue;
            }
            let Some(text) = translated(&text, column)? else {
                continue;
            };
            let day = |text: &str| dates::day(text, &placed.styles, layout.map.year, today);
            let fault = |why: String| format!("{}: {why}", column.header);
            match (&*column.field, layout.map.kind.goal(&column.field)) {
                (_, Some(Goal::Item(number))) => drop(said.answers.insert(number, text)),
                ("on", _) => said.on = Some(day(&text).map_err(fault)?),
                (field, _) => drop(said.texts.insert(field.to_owned(), text)),
            }
        }
        for constant in &layout.map.constant {
            match &*constant.field {
                "on" => said.on = said.on.or(constant.value.parse().ok()),
                field => {
                    let value = constant.value.to_string();
                    said.texts.entry(field.to_owned()).or_insert(value);
                }
            }
        }
        Ok(said)
    }

    /// Whose answers a row has, and the name under which to find that person next time; of no person, if no column has names
    /// or the row says so.
    fn participant(
        &mut self,
        row: usize,
        said: &Said,
        decisions: &mut dyn ImportDecisions,
    ) -> Result<(Option<ParticipantId>, Option<Addition>), String> {
        let has_names = self
            .context
            .layout
            .columns
            .iter()
            .any(|placed| PEOPLE.contains(&&*placed.column.field));
        if !has_names {
            return Ok((None, None));
        }
        let text = |field: &str| said.texts.get(field).map(String::as_str);
        let parts = || {
            let parts = ["given", "family"].into_iter().filter_map(text);
            parts.collect::<Vec<_>>().join(" ")
        };
        let register = self.context.register;
        let name = text("participant").or(text("name"));
        let name = name.map_or_else(parts, str::to_owned);
        if register.has_participant(&name) {
            let id: ParticipantId = name.parse()?;
            return Ok((Some(register.root(&id).clone()), None));
        }
        if name.trim().is_empty() {
            return Err(format!(
                "there is no name in this row; write `{ANONYMOUS}` if there was none on the sheet"
            ));
        }
        if name.trim().eq_ignore_ascii_case(ANONYMOUS) {
            return Ok((None, None));
        }
        let external_ids = [name.clone()];
        let who = Who {
            row,
            name: &name,
            external_ids: &external_ids,
            ..Who::default()
        };
        match self.people.who(&who, decisions) {
            Is::Known { at, said } => match self.people.get(at).id.clone() {
                PersonId::Participant(id) => {
                    let is_new = said && !self.people.is_called(at, &name);
                    let alias = is_new.then(|| Addition {
                        kind: Kind::Identity,
                        id: id.to_string(),
                        key: "aliases",
                        value: Datum::Text(name.clone()),
                        rows: vec![row],
                    });
                    self.people.call(at, &name);
                    Ok((Some(id), alias))
                }
                PersonId::Mentor(id) => Err(format!("{id} is a mentor")),
            },
            Is::New(_) => Err(format!("no parent on file is called `{name}`")),
            Is::Unclear(why) => Err(why),
        }
    }

    /// Makes a record of answers, unless they are on file.
    fn put(&mut self, row: usize, answer: Answer) -> Result<RowOutcome, String> {
        let is_same = |other: &Answer| {
            other.answers == answer.answers
                && (&other.survey, other.on, other.point)
                    == (&answer.survey, answer.on, answer.point)
        };
        if answer.participant.is_none() {
            let mut nameless = self.nameless.iter();
            if let Some(at) = nameless.position(|(_, known)| is_same(known)) {
                let (id, known) = self.nameless.remove(at);
                self.note_void(row, &id, &known);
                return Ok(RowOutcome::OnFile);
            }
        } else if let Some(outcome) = self.of_parent(row, &answer, &is_same)? {
            return Ok(outcome);
        }
        let mut ids = (1..100_000).map(|ordinal| answer.natural_key(ordinal));
        let id = ids
            .find(|id| !self.is_taken(id))
            .ok_or("there are too many sheets of that day")?;
        self.plan.new.push(New {
            kind: Kind::Answer,
            id: id.to_string(),
            fields: answer.fields(),
            rows: vec![row],
        });
        self.made.insert(id, (row, answer));
        Ok(RowOutcome::New)
    }

    /// What becomes of a row if the parent has a sheet of that day already, on file, void, or in an earlier row.
    fn of_parent(
        &mut self,
        row: usize,
        answer: &Answer,
        is_same: &dyn Fn(&Answer) -> bool,
    ) -> Result<Option<RowOutcome>, String> {
        let keys = (1..).map(|ordinal| answer.natural_key(ordinal));
        let keys: Vec<AnswerId> = keys.take_while(|id| self.is_taken(id)).collect();
        let known = keys.iter().filter_map(|id| Some((id, self.on_file(id)?)));
        let known: Vec<(AnswerId, Answer)> = known
            .map(|(id, known)| (id.clone(), known.clone()))
            .collect();
        if known.iter().any(|(_, known)| is_same(known)) {
            return Ok(Some(RowOutcome::OnFile));
        }
        if let Some((id, known)) = known.first() {
            if known.point != answer.point {
                return Err(format!(
                    "{id} is on file as a `{}`, and the row says `{}`: enter it with `peer log survey --again`",
                    known.point, answer.point
                ));
            }
            self.note_difference(row, id, known, answer);
            return Ok(Some(RowOutcome::OnFile));
        }
        for id in &keys {
            if let Some(void) = self.void.get(id).filter(|void| is_same(void)) {
                let void = void.clone();
                self.note_void(row, id, &void);
                return Ok(Some(RowOutcome::OnFile));
            }
            if let Some((first, made)) = self.made.get(id) {
                return match is_same(made) {
                    true => Ok(Some(RowOutcome::Twice(*first))),
                    false => Err(format!(
                        "row {first} has other answers of the same parent and day"
                    )),
                };
            }
        }
        self.note_other_day(row, answer);
        Ok(None)
    }

    fn on_file(&self, id: &AnswerId) -> Option<&Answer> {
        let answers = &self.context.register.records().answers;
        let at = answers.binary_search_by(|entry| entry.id.cmp(id)).ok()?;
        Some(&answers[at].record)
    }

    fn is_taken(&self, id: &AnswerId) -> bool {
        let records = self.context.register.records();
        self.on_file(id).is_some()
            || records.left_out(Kind::Answer, id.as_str()).is_some()
            || self.made.contains_key(id)
    }

    /// Says of a row about answers that are void that they stay so.
    fn note_void(&mut self, row: usize, id: &AnswerId, known: &Answer) {
        if known.void.is_some() {
            let note = format!("is about {id}, which is void on file; it was left as it is");
            self.plan.notes.insert(row, note);
        }
    }

    /// Says which answers of a row are others than those on file.
    fn note_difference(&mut self, row: usize, id: &AnswerId, known: &Answer, answer: &Answer) {
        let said = answer.answers.0.iter();
        let more = said.filter(|(item, said)| known.answers.0.get(item) != Some(said));
        let more = Answers(more.map(|(item, said)| (*item, *said)).collect());
        let Some(answers) = more.datum() else { return };
        self.plan.notes.insert(
            row,
            format!("has other answers than {id}, which was left as it is"),
        );
        let difference = Difference {
            id: id.to_string(),
            own: vec![("answers", answers)],
            identity: Vec::new(),
            commands: Vec::new(),
            is_lacking: true,
        };
        self.plan.differences.insert(row, vec![difference]);
    }

    /// Says of a row that the parent answered the same survey at the same point on another day too.
    fn note_other_day(&mut self, row: usize, answer: &Answer) {
        let register = self.context.register;
        let person = |answer: &Answer| register.person_index(answer.participant.as_ref()?);
        let records = register.records().answers.iter();
        let others = records.map(|entry| &entry.record);
        let mut others = others.chain(self.made.values().map(|(_, made)| made));
        let other = others.find(|other| {
            (&other.survey, other.point) == (&answer.survey, answer.point)
                && other.on != answer.on
                && person(other) == person(answer)
        });
        if let Some(other) = other.filter(|_| answer.point != Point::Once) {
            let (point, survey, on) = (answer.point, &answer.survey, other.on);
            self.plan.notes.insert(
                row,
                format!(
                    "is a second `{point}` of `{survey}` of this parent, beside that of {on}: if one has the wrong day, void it"
                ),
            );
        }
    }
}

/// The point that a row says, or the only one.
fn point(survey: &Survey, said: Option<&str>) -> Result<Point, String> {
    let words: Vec<&str> = survey.points.iter().map(|point| point.word()).collect();
    let known = |text: &str| {
        let text = fold(text);
        let meant = POINTS.iter().find(|(_, words)| words.contains(&&*text));
        let mut points = survey.points.iter().copied();
        points.find(|point| point.word() == text || meant.is_some_and(|(meant, _)| point == meant))
    };
    match (said, survey.points.as_slice()) {
        (None, [one]) => Ok(*one),
        (None, _) => Err(format!(
            "it does not say when it was answered: use `--point` with one of {}",
            quoted(&words)
        )),
        (Some(text), _) => {
            known(text).ok_or_else(|| format!("`{text}` is none of {}", quoted(&words)))
        }
    }
}

/// The answers of a row, each of them one that its item has.
fn answers(survey: &Survey, said: &BTreeMap<u32, String>) -> Result<Answers, String> {
    let mut answers = Answers::default();
    let mut wrong = BTreeSet::new();
    for (number, text) in said {
        let item = survey.item(*number);
        let item = item.ok_or_else(|| format!("the survey has no item {number}"))?;
        let whole = text.strip_suffix(".0").unwrap_or(text);
        match whole.parse::<u32>().ok().filter(|answer| item.has(*answer)) {
            Some(answer) => drop(answers.0.insert(*number, answer)),
            None => drop(wrong.insert(format!(
                "`{text}` is not an answer to question {number}, which has {} to {}",
                item.min, item.max
            ))),
        }
    }
    let wrong: Vec<String> = wrong.into_iter().collect();
    match wrong.is_empty() {
        true => Ok(answers),
        false => Err(wrong.join("; ")),
    }
}

#[cfg(test)]
mod tests;
