//! Asking for what a session lacks, and for all of it again after an error, with what was answered before.

use super::frame::Frame;
use crate::cli::args::{listed, parsed};
use crate::cli::failure::Failure;
use crate::cli::peer::{Peer, RunRegister};
use crate::cli::people;
use crate::cli::prompt::{Item, Prompt};
use crate::record::{Day, GroupKind, IdKind, MentorId, Minutes, Session, Word};

/// A conversation about one session.
pub struct Asking<'p> {
    pub peer: &'p Peer,
    pub prompt: Prompt,
    pub register: RunRegister,
    /// Whether everything is asked again, what was said before standing there already.
    pub again: bool,
}

/// A record that can be chosen: its id, and what is shown.
pub type Choice = (String, String);

impl Asking<'_> {
    /// The day that the session is about so far.
    pub fn day(&self, frame: &Frame) -> Day {
        frame.on.day(self.peer.today).unwrap_or(self.peer.today)
    }

    /// Asks who or what a session is about, where that is not said.
    pub fn subject(
        &self,
        subject: &mut Option<String>,
        question: &str,
        choices: &[Choice],
        none: &str,
    ) -> Result<(), Failure> {
        if subject.is_some() && !self.again {
            return Ok(());
        }
        if choices.is_empty() {
            return if subject.is_some() {
                Ok(())
            } else {
                Err(Failure::new(none))
            };
        }
        let start = match subject {
            // What was said in other words than the list's stands as it was said.
            Some(said) => match choices.iter().position(|(id, _)| id == said) {
                Some(at) => at,
                None => return Ok(()),
            },
            None => 0,
        };
        let items: Vec<Item> = choices.iter().map(|(_, name)| Item::named(name)).collect();
        *subject = Some(
            choices[self.prompt.choose(question, &items, start)?]
                .0
                .clone(),
        );
        Ok(())
    }

    /// Asks for a group of a kind; those that meet today stand first.
    pub fn group(&self, subject: &mut Option<String>, kind: GroupKind) -> Result<(), Failure> {
        if let Some(id) = subject
            .as_ref()
            .and_then(|said| people::group(&self.register, said).ok())
        {
            *subject = Some(id.to_string());
        }
        let today = self.peer.today.weekday();
        let groups = self
            .register
            .records()
            .groups
            .iter()
            .filter(|entry| entry.record.kind == kind);
        let mut groups: Vec<(bool, Choice)> = groups
            .map(|entry| {
                let meets = entry
                    .record
                    .meets
                    .as_deref()
                    .map_or_else(String::new, |meets| format!(", {meets}"));
                let choice = (entry.id.to_string(), format!("{}{meets}", entry.id));
                (!entry.record.planned().0.contains(&today), choice)
            })
            .collect();
        groups.sort();
        let choices: Vec<Choice> = groups.into_iter().map(|(_, choice)| choice).collect();
        self.subject(
            subject,
            "Which group?",
            &choices,
            "there is no group on file; `peer add group` makes one",
        )
    }

    /// The parents who are enrolled on a day, by name.
    pub fn parents(&self, day: Day) -> Vec<Choice> {
        let active = self
            .register
            .people()
            .iter()
            .filter(|person| person.is_active(day));
        let label = |id| people::participant_label(&self.register, id);
        let mut choices: Vec<Choice> = active
            .map(|person| (person.id.to_string(), label(&person.id)))
            .collect();
        choices.sort_by(|a, b| a.1.cmp(&b.1));
        choices
    }

    /// The mentors who have not left by a day, by name.
    pub fn all_mentors(&self, day: Day) -> Vec<Choice> {
        let here = self
            .register
            .records()
            .mentors
            .iter()
            .filter(|entry| entry.record.left.is_none_or(|left| left > day));
        let label = |id: &MentorId| people::mentor_label(&self.register, id);
        let mut choices: Vec<Choice> = here
            .map(|entry| (entry.id.to_string(), label(&entry.id)))
            .collect();
        choices.sort_by(|a, b| a.1.cmp(&b.1));
        choices
    }

    /// Asks which mentors were there.
    pub fn mentors(&self, frame: &mut Frame) -> Result<(), Failure> {
        let choices = self.all_mentors(self.day(frame));
        let chosen: Vec<String> = listed(&frame.mentors)
            .filter_map(|who| people::mentor(&self.register, who).ok())
            .map(|id| id.to_string())
            .collect();
        frame.mentors = self.any("Which mentors were there?", &choices, &chosen)?;
        Ok(())
    }

    /// Asks for any of some choices.
    pub fn any(
        &self,
        question: &str,
        choices: &[Choice],
        chosen: &[String],
    ) -> Result<Vec<String>, Failure> {
        let items: Vec<Item> = choices.iter().map(|(_, name)| Item::named(name)).collect();
        let is_chosen = |choice: &Choice| chosen.contains(&choice.0);
        let ticked: Vec<usize> = choices
            .iter()
            .enumerate()
            .filter(|(_, choice)| is_chosen(choice))
            .map(|(at, _)| at)
            .collect();
        let answer = self.prompt.tick(question, &items, &ticked, None)?;
        Ok(answer
            .places
            .into_iter()
            .map(|at| choices[at].0.clone())
            .collect())
    }

    /// Asks for one of a few words, or none; the usual one is where Enter takes it.
    pub fn word(
        &self,
        slot: &mut Option<String>,
        question: &str,
        words: &[&str],
        usual: Option<&str>,
    ) -> Result<(), Failure> {
        if slot.is_some() && !self.again || words.is_empty() {
            return Ok(());
        }
        let items: Vec<Item> = ["-"]
            .iter()
            .chain(words)
            .map(|word| Item::named(*word))
            .collect();
        let first = slot.as_deref().or(usual.filter(|_| !self.again));
        let start = items
            .iter()
            .position(|item| Some(item.name.as_str()) == first)
            .unwrap_or(0);
        let at = self.prompt.choose(question, &items, start)?;
        *slot = (at > 0).then(|| items[at].name.clone());
        Ok(())
    }

    /// Asks for a whole number, or none.
    pub fn count(&self, slot: &mut Option<u32>, question: &str, help: &str) -> Result<(), Failure> {
        if slot.is_some() && !self.again {
            return Ok(());
        }
        let before = slot.map(|count| count.to_string());
        let check = |typed: &str| crate::cli::args::count(typed).map(drop);
        *slot = self
            .prompt
            .line(question, before.as_deref(), help, check)?
            .and_then(|typed| typed.parse().ok());
        Ok(())
    }

    /// Asks for the length, where it is not said; Enter takes the usual one.
    pub fn length(&self, frame: &mut Frame, usual: Option<Minutes>) -> Result<(), Failure> {
        if frame.length.is_some() && !self.again {
            return Ok(());
        }
        let usual = usual
            .filter(|_| !self.again)
            .map(|minutes| minutes.to_string());
        let usual = frame.length.clone().or(usual);
        let check = |typed: &str| {
            parsed::<Minutes>(typed)
                .map(drop)
                .map_err(|failure| failure.message)
        };
        frame.length = self.prompt.line(
            "How long?",
            usual.as_deref(),
            "45min, 1h30 or 2h; - where it is not known",
            check,
        )?;
        Ok(())
    }

    /// Asks how people met, where it is not said.
    pub fn mode(&self, frame: &mut Frame, usual: Option<&Word>) -> Result<(), Failure> {
        self.word(
            &mut frame.mode,
            "How did they meet?",
            &self.register.program().words_for("modes"),
            usual.map(Word::as_str),
        )
    }

    /// Asks for a note, where there is none.
    pub fn note(&self, frame: &mut Frame) -> Result<(), Failure> {
        if frame.note.is_some() && !self.again {
            return Ok(());
        }
        let first = frame.note.clone().unwrap_or_default();
        frame.note = self
            .prompt
            .words("Note", &first, "no names; Enter alone for none")?;
        Ok(())
    }

    /// The last session that fits.
    pub fn last(&self, fits: impl Fn(&Session) -> bool) -> Option<&Session> {
        self.register
            .records()
            .sessions
            .iter()
            .rev()
            .map(|entry| &entry.record)
            .find(|session| fits(session))
    }

    /// A record of some kinds by what was typed.
    pub fn id(&self, typed: Option<&String>, kinds: &[IdKind]) -> Option<String> {
        people::find(&self.register, typed?, kinds)
            .ok()
            .map(|found| found.id)
    }
}
