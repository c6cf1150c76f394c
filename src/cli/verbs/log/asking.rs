//! A conversation about one session, and the types of question in it.

use super::given::Given;
use super::table::SessionKind;
use crate::cli::args::{LatelyDay, List, Mistyped, Resolve, WordOf, count};
use crate::cli::failure::Failure;
use crate::cli::peer::{Peer, RunRegister};
use crate::cli::prompt::{Item, Prompt};
use crate::record::Day;

/// A conversation about one session.
pub(super) struct Asking<'p> {
    pub peer: &'p Peer,
    pub prompt: Prompt,
    pub register: RunRegister,
    pub kind: &'static SessionKind,
    /// Whether everything is asked again, with the previous answers filled in.
    pub again: bool,
}

/// Something that can be chosen, and what is shown of it.
pub(super) type Choice<T> = (T, String);

impl Asking<'_> {
    /// Whether a question is asked: if it has no answer yet, or all questions are asked again.
    pub(super) fn asks<T>(&self, answer: &Option<T>) -> bool {
        self.again || answer.is_none()
    }

    /// The day of the session so far.
    pub(super) fn day(&self, given: &Given) -> Day {
        given.on.day(self.peer.today).unwrap_or(self.peer.today)
    }

    /// Asks for any of some choices.
    pub(super) fn any<T: Clone + PartialEq>(
        &self,
        question: &str,
        choices: &[Choice<T>],
        before: &[T],
    ) -> Result<Vec<T>, Failure> {
        let ticked: Vec<usize> = (0..choices.len())
            .filter(|at| before.contains(&choices[*at].0))
            .collect();
        let answer = self.prompt.tick(question, &items(choices), &ticked, None)?;
        let chosen = answer.places.into_iter().map(|at| choices[at].0.clone());
        Ok(chosen.collect())
    }

    /// The words of a list of the vocabulary.
    pub(super) fn vocabulary<L: List>(&self) -> Vec<Choice<WordOf<L>>> {
        let words = self.register.program().words_for(L::NAME).into_iter();
        words
            .filter_map(|word| Some((word.parse().ok()?, word.to_owned())))
            .collect()
    }

    /// Asks for a word of a list of the vocabulary, or no word; Enter uses the usual one.
    pub(super) fn word<L: List + PartialEq>(
        &self,
        slot: &mut Option<WordOf<L>>,
        question: &str,
        usual: Option<WordOf<L>>,
    ) -> Result<(), Failure> {
        self.maybe(slot, question, &self.vocabulary(), usual)
    }

    pub(super) fn yes_or_no(&self, slot: &mut Option<bool>, question: &str) -> Result<(), Failure> {
        let answers = [(true, "yes".to_owned()), (false, "no".to_owned())];
        self.maybe(slot, question, &answers, None)
    }

    /// Asks for one of a few choices, or none of them; Enter uses the usual one.
    pub(super) fn maybe<T: Clone + PartialEq>(
        &self,
        slot: &mut Option<T>,
        question: &str,
        choices: &[Choice<T>],
        usual: Option<T>,
    ) -> Result<(), Failure> {
        if !self.asks(slot) || choices.is_empty() {
            return Ok(());
        }
        let first = slot.clone().or(usual.filter(|_| !self.again));
        let mut lines = vec![Item::named("-")];
        lines.extend(items(choices));
        let start = choices
            .iter()
            .position(|(choice, _)| Some(choice) == first.as_ref());
        let at = self
            .prompt
            .choose(question, &lines, start.map_or(0, |at| at + 1))?;
        *slot = at.checked_sub(1).map(|at| choices[at].0.clone());
        Ok(())
    }

    /// Asks for the day; Enter uses the first one.
    pub(super) fn which_day(&self, given: &mut Given, first: Day) -> Result<(), Failure> {
        let today = self.peer.today;
        let help =
            "2026-11-14, 11/14/2026, today, yesterday, or a weekday such as wed, the last one";
        let parse = move |typed: &str| {
            let day = typed.parse::<LatelyDay>()?.resolve(&today);
            day.map_err(|failure| Mistyped::from(failure.message))
        };
        let day = self.prompt.line("Which day?", Some(first), help, parse)?;
        given.on.on = day.map(LatelyDay::from);
        Ok(())
    }

    /// Asks for a whole number or no number, even if one was given.
    pub(super) fn number(
        &self,
        slot: &mut Option<u32>,
        question: &str,
        help: &str,
    ) -> Result<(), Failure> {
        *slot = self.prompt.line(question, *slot, help, count)?;
        Ok(())
    }

    /// Asks for a whole number or no number.
    pub(super) fn count(
        &self,
        slot: &mut Option<u32>,
        question: &str,
        help: &str,
    ) -> Result<(), Failure> {
        if self.asks(slot) {
            self.number(slot, question, help)?;
        }
        Ok(())
    }
}

/// The lines of a list of choices.
pub(super) fn items<T>(choices: &[Choice<T>]) -> Vec<Item> {
    choices
        .iter()
        .map(|(_, label)| Item::named(label))
        .collect()
}
