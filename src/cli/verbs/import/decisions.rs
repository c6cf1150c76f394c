//! New ids, and answers to who is meant by a name that looks like someone's on file.

use std::collections::{BTreeMap, BTreeSet};

use clap::ValueEnum;

use crate::cli::failure::Failure;
use crate::cli::peer::Peer;
use crate::cli::people::person_label;
use crate::cli::prompt::{Item, Prompt, possible};
use crate::intake::{Answer, ImportDecisions, Layout, Question};
use crate::record::{IdKind, PersonId};
use crate::register::Register;
use crate::render::escape::line;
use crate::store::Directory;

/// What to do with a name that looks like somebody's on file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum OnNear {
    /// Ask who it is
    Ask,
    /// It is somebody new
    New,
    /// It is that person, if only one looks alike
    Same,
    /// Refuse the row
    Skip,
}

/// Returns the same id and the same answer again if a sheet is planned again.
pub(super) struct Counter<'c> {
    directory: &'c Directory,
    register: &'c Register,
    /// The sheet.
    layout: &'c Layout<'c>,
    policy: OnNear,
    /// Whether values that records of people on file lack are filled in.
    fills: bool,
    prompt: Prompt,
    /// Whether people may be called by their names.
    names: bool,
    ids: BTreeMap<(IdKind, usize), String>,
    given: BTreeSet<String>,
    answers: BTreeMap<(usize, Vec<PersonId>), Answer>,
    /// The open questions about a row: the name, and the reason in the words of the file of refused rows and of the
    /// screen.
    questions: BTreeMap<usize, Vec<(String, String, String)>>,
    /// The rows that were said to be of somebody without a name, or not.
    unnamed: BTreeMap<usize, bool>,
    /// Who was said to have led, by the name in the sheet.
    led: BTreeMap<String, Option<usize>>,
    failed: Option<Failure>,
}

const UNNAMED: &str = "somebody without a name";
const LATER: &str = "leave this row for later";

impl<'c> Counter<'c> {
    /// Without a policy, the person at the terminal is asked; if no one is there, the row is refused.
    pub(super) fn new(
        peer: &Peer,
        directory: &'c Directory,
        register: &'c Register,
        layout: &'c Layout<'c>,
        (policy, fills): (Option<OnNear>, bool),
    ) -> Self {
        // A question cannot be asked without the names it is about.
        let nobody = !possible() || !peer.screen.names;
        let policy = match policy {
            None | Some(OnNear::Ask) if nobody => OnNear::Skip,
            None => OnNear::Ask,
            Some(policy) => policy,
        };
        let (ids, given) = (BTreeMap::new(), BTreeSet::new());
        let (answers, questions) = (BTreeMap::new(), BTreeMap::new());
        Self {
            directory,
            register,
            layout,
            policy,
            fills,
            prompt: Prompt::new(&peer.screen),
            names: peer.screen.names,
            ids,
            given,
            answers,
            questions,
            unnamed: BTreeMap::new(),
            led: BTreeMap::new(),
            failed: None,
        }
    }

    /// Fails if the person at the terminal stopped the command.
    pub(super) fn stopped(&mut self) -> Result<(), Failure> {
        self.failed.take().map_or(Ok(()), Err)
    }

    /// Why a row is refused, with the names of its open questions, for the screen.
    pub(super) fn told(&self, row: usize, why: &str) -> String {
        let questions = self.questions.get(&row).into_iter().flatten();
        questions.fold(why.to_owned(), |why, (name, unclear, said)| {
            let quoted = format!("`{name}`: {unclear}");
            let asked = if why.contains(&quoted) {
                &quoted
            } else {
                unclear
            };
            why.replacen(asked, said, 1)
        })
    }

    /// The candidates of a question, as the screen shows them.
    fn shown(&self, question: &Question) -> Vec<String> {
        let with_rows = question.candidates.iter().zip(&question.rows);
        let shown = with_rows.map(|((id, why), row)| match row {
            Some(row) => format!("the person of row {row}, who {why}"),
            None => {
                let identity = self.register.identity(id);
                let born = identity
                    .filter(|_| self.names)
                    .and_then(|identity| identity.born)
                    .map_or_else(String::new, |day| format!(", born {day}"));
                format!("{}{born}, who {why}", person_label(self.register, id))
            }
        });
        shown.collect()
    }

    /// What else the row contains, so that the right person is chosen: its first cells, except for the name.
    fn beside(&self, cells: &[&str], name: &str) -> String {
        const CELLS: usize = 4;
        const LETTERS: usize = 24;
        let shown: Vec<String> = cells
            .iter()
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty() && *cell != name)
            .take(CELLS)
            .map(|cell| cell.chars().take(LETTERS).collect())
            .collect();
        match shown.is_empty() {
            true => String::new(),
            false => format!(" ({})", shown.join(" · ")),
        }
    }

    fn ask(&mut self, question: &Question) -> Answer {
        let born = question
            .born
            .map_or_else(String::new, |day| format!(", born {day}"));
        let asked = format!(
            "{}: who is {}{born}?",
            self.row(question.row, &question.name),
            question.name
        );
        let mut answers: Vec<Item> = self.shown(question).into_iter().map(Item::named).collect();
        answers.push(Item::named("somebody new"));
        let is_of_grid = self.layout.map.grid.is_some();
        answers.extend(is_of_grid.then(|| Item::named(UNNAMED)));
        let many = question.candidates.len();
        match self.choose(&asked, answers) {
            Some(at) if at < many => Answer::Same(at),
            Some(at) if at == many => Answer::New,
            Some(_) => {
                self.unnamed.insert(question.row, true);
                Answer::Unclear
            }
            None => {
                self.unnamed.insert(question.row, false);
                Answer::Unclear
            }
        }
    }

    /// A row as a question calls it: its number, and what else it says.
    fn row(&self, row: usize, name: &str) -> String {
        let first = self.layout.as_first(row);
        let (number, cells) = first.unwrap_or_else(|| (row.to_string(), Vec::new()));
        format!("Row {number}{}", self.beside(&cells, name))
    }

    /// The answer that is chosen; `None` to leave the row for later.
    fn choose(&mut self, asked: &str, mut answers: Vec<Item>) -> Option<usize> {
        answers.push(Item::named(LATER));
        let last = answers.len() - 1;
        match self.prompt.choose_or_leave(&line(asked), &answers, last) {
            Ok(at) => at.filter(|at| *at < last),
            Err(failure) => {
                self.failed.get_or_insert(failure);
                None
            }
        }
    }
}

impl ImportDecisions for Counter<'_> {
    fn id(&mut self, kind: IdKind, row: usize) -> Result<String, String> {
        if let Some(id) = self.ids.get(&(kind, row)) {
            return Ok(id.clone());
        }
        loop {
            let id = self
                .directory
                .mint(kind)
                .map_err(|error| error.to_string())?;
            if self.given.insert(id.clone()) {
                self.ids.insert((kind, row), id.clone());
                return Ok(id);
            }
        }
    }

    fn near(&mut self, question: &Question) -> Answer {
        let key = (
            question.row,
            question
                .candidates
                .iter()
                .map(|(id, _)| id.clone())
                .collect(),
        );
        if let Some(answer) = self.answers.get(&key) {
            return *answer;
        }
        let answer = match self.policy {
            _ if self.failed.is_some() => Answer::Unclear,
            OnNear::Ask => self.ask(question),
            OnNear::New => Answer::New,
            OnNear::Same if question.candidates.len() == 1 => Answer::Same(0),
            OnNear::Same | OnNear::Skip => Answer::Unclear,
        };
        if answer == Answer::Unclear {
            let who = if self.names {
                question.name.as_str()
            } else {
                "this person"
            };
            let said = format!(
                "{who} may be {}; use --on-near-match to decide",
                self.shown(question).join(", or ")
            );
            let questions = self.questions.entry(question.row).or_default();
            questions.push((question.name.clone(), question.unclear(), said));
        }
        self.answers.insert(key, answer);
        answer
    }

    fn is_unnamed(&mut self, row: usize, name: &str) -> bool {
        let known = self.unnamed.get(&row).copied();
        if let Some(said) = known {
            return said;
        }
        if self.policy != OnNear::Ask || self.failed.is_some() {
            return false;
        }
        let asked = format!("{}: who is {name}?", self.row(row, name));
        let said = self.choose(&asked, vec![Item::named(UNNAMED)]) == Some(0);
        self.unnamed.insert(row, said);
        said
    }

    fn led(&mut self, row: usize, name: &str, mentors: &[PersonId]) -> Option<usize> {
        if let Some(said) = self.led.get(name) {
            return *said;
        }
        if self.policy != OnNear::Ask || self.failed.is_some() || mentors.is_empty() {
            return None;
        }
        let asked = format!("Row {row}: who led as {name}?");
        let shown = mentors.iter().map(|id| person_label(self.register, id));
        let said = self.choose(&asked, shown.map(Item::named).collect());
        self.led.insert(name.to_owned(), said);
        said
    }

    fn second_case(&mut self) -> bool {
        self.policy == OnNear::New
    }

    fn fills(&self) -> bool {
        self.fills
    }
}
