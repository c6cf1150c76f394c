//! Answers to surveys: a row for each sheet, a column for each item.

use std::collections::{BTreeMap, BTreeSet};

use super::answer_sheet::PEOPLE;
use super::cell::{clean, translated};
use super::dates;
use super::layout::Placed;
use super::people::{Is, People, Who};
use super::{ImportContext, ImportDecisions, New, Plan, RowOutcome};
use crate::record::intake::{Goal, SheetRow};
use crate::record::schema::{Table, quoted};
use crate::record::survey::Answers;
use crate::record::{Answer, AnswerId, Day, Kind, ParticipantId, PersonId, Point, Survey, Word};

/// What the name of a sheet without a name is in a row.
const ANONYMOUS: &str = "anonymous";

pub(super) fn plan(context: &ImportContext<'_>, decisions: &mut dyn ImportDecisions) -> Plan {
    let mut work = AnswerImport {
        context,
        people: People::participants(context.register),
        surveys: context.register.surveys(),
        made: BTreeMap::new(),
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

/// The answers without a name on file, each to be found once.
fn nameless(context: &ImportContext<'_>) -> Vec<Answer> {
    let all = context.register.records().answers.iter();
    let all = all.filter(|entry| entry.record.participant.is_none());
    all.map(|entry| entry.record.clone()).collect()
}

struct AnswerImport<'w> {
    context: &'w ImportContext<'w>,
    people: People,
    surveys: BTreeMap<Word, Survey>,
    /// What rows before made, with the row.
    made: BTreeMap<AnswerId, (usize, Answer)>,
    nameless: Vec<Answer>,
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
        let participant = self.participant(row.number, &said, decisions)?;
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
        self.put(row.number, answer)
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

    /// Whose answers a row has; nobody's, if no column has names or the row says so.
    fn participant(
        &self,
        row: usize,
        said: &Said,
        decisions: &mut dyn ImportDecisions,
    ) -> Result<Option<ParticipantId>, String> {
        let has_names = self
            .context
            .layout
            .columns
            .iter()
            .any(|placed| PEOPLE.contains(&&*placed.column.field));
        if !has_names {
            return Ok(None);
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
            return Ok(Some(register.root(&id).clone()));
        }
        if name.trim().is_empty() {
            return Err(format!(
                "there is no name in this row; write `{ANONYMOUS}` if there was none on the sheet"
            ));
        }
        if name.trim().eq_ignore_ascii_case(ANONYMOUS) {
            return Ok(None);
        }
        let external_ids = [name.clone()];
        let who = Who {
            row,
            name: &name,
            born: None,
            external_ids: &external_ids,
        };
        match self.people.who(&who, decisions) {
            Is::Known { at, .. } => match &self.people.get(at).id {
                PersonId::Participant(id) => Ok(Some(id.clone())),
                PersonId::Mentor(id) => Err(format!("{id} is a mentor")),
            },
            Is::New(_) => Err(format!("no parent on file is called `{name}`")),
            Is::Unclear(why) => Err(why),
        }
    }

    /// Makes a record of answers, unless they are on file.
    fn put(&mut self, row: usize, answer: Answer) -> Result<RowOutcome, String> {
        let records = self.context.register.records();
        let on_file = |id: &AnswerId| {
            let at = records.answers.binary_search_by(|entry| entry.id.cmp(id));
            at.ok().map(|at| &records.answers[at].record)
        };
        let says_so = |other: &Answer| {
            other.answers == answer.answers
                && (&other.survey, other.on, other.point)
                    == (&answer.survey, answer.on, answer.point)
        };
        let key = answer.natural_key(1);
        if answer.participant.is_none() {
            if let Some(at) = self.nameless.iter().position(says_so) {
                self.nameless.swap_remove(at);
                return Ok(RowOutcome::OnFile);
            }
        } else if let Some(known) = on_file(&key) {
            return match says_so(known) {
                true => Ok(RowOutcome::OnFile),
                false => Err(format!(
                    "{key} is on file and says otherwise: change it with `peer edit {key}`"
                )),
            };
        } else if let Some((first, made)) = self.made.get(&key) {
            return match says_so(made) {
                true => Ok(RowOutcome::Twice(*first)),
                false => Err(format!(
                    "row {first} has other answers of the same parent and day"
                )),
            };
        }
        let is_free = |id: &AnswerId| {
            on_file(id).is_none()
                && records.left_out(Kind::Answer, id.as_str()).is_none()
                && !self.made.contains_key(id)
        };
        let mut ids = (1..100_000).map(|ordinal| answer.natural_key(ordinal));
        let id = ids
            .find(is_free)
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
}

/// The point that a row says, or the only one.
fn point(survey: &Survey, said: Option<&str>) -> Result<Point, String> {
    let words: Vec<&str> = survey.points.iter().map(|point| point.word()).collect();
    let known = |text: &str| {
        let text = text.to_lowercase();
        let mut points = survey.points.iter().copied();
        points.find(|point| point.word() == text.trim())
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
                "item {number} has no answer `{text}`, but {} to {}",
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
