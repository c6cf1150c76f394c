//! What is asked about a session: whatever is missing, or, after an error, everything again with the previous answers.

use super::asking::{Asking, Choice, items};
use super::attendance;
use super::given::{Given, known};
use super::more;
use super::subject::Subject;
use super::table::Question;
use crate::cli::args::{Decisions, Mistyped, Resolve, Several, WordOf, all};
use crate::cli::failure::Failure;
use crate::cli::people;
use crate::record::schema::Prose;
use crate::record::{Day, GroupKind, MentorId, Minutes, Service, Session};
use crate::register::Pairing;

impl Asking<'_> {
    /// Asks what is missing, in the order of the kind's questions.
    pub(super) fn ask(&self, given: &mut Given) -> Result<(), Failure> {
        if !self.kind.service.has("group") && self.asks(&given.on.on) {
            self.which_day(given, self.day(given))?;
        }
        self.subject(given)?;
        for question in self.kind.asks {
            self.one(*question, given)?;
        }
        Ok(())
    }

    fn one(&self, question: Question, given: &mut Given) -> Result<(), Failure> {
        match question {
            Question::Mentors => self.mentors(given),
            Question::Attendance => attendance::ask(self, given),
            Question::Recommendations => self.count(
                &mut given.recommendations,
                "Recommendations made",
                "a number; just Enter for none",
            ),
            Question::Meeting => self.word(&mut given.meeting, "Which kind of meeting?", None),
            Question::Rights => self.yes_or_no(
                &mut given.rights_explained,
                "Were the parent's rights explained?",
            ),
            Question::Voice => self.yes_or_no(
                &mut given.parent_voice,
                "Was the parent heard, and did that influence the decision?",
            ),
            Question::Decision => self.decision(given),
            Question::Averted => self.yes_or_no(
                &mut given.placement_averted,
                "Was a placement out of the home averted?",
            ),
            Question::Goals => self.goals(given),
            Question::Reached => self.count(
                &mut given.anonymous,
                "How many people were reached?",
                "a number; just Enter if no one counted",
            ),
            Question::Length => self.length(given, None),
            Question::UsualLength => {
                let last = self.last(given);
                self.length(given, last.and_then(|last| last.minutes))
            }
            Question::Mode => {
                let usual = self.last(given).and_then(|last| last.mode.clone());
                self.word(
                    &mut given.mode,
                    "How did they meet?",
                    usual.map(WordOf::from),
                )
            }
            Question::Note => self.note(given, false),
            Question::More => more::ask(self, given),
        }
    }

    /// Asks who or what a session is about, if not given.
    fn subject(&self, given: &mut Given) -> Result<(), Failure> {
        if let Some(group) = &given.subject
            && self.kind.service.has("group")
        {
            // A group typed in other words than its id is still in the list.
            let known = group.resolve(self.kind, &self.register);
            given.subject = Some(known.unwrap_or(group.clone()));
        }
        if !self.asks(&given.subject) {
            return Ok(());
        }
        if self.kind.is_free() {
            let before = given.subject.as_ref().map(ToString::to_string);
            let help = "a few words such as county-fair; no names of people";
            let words = self
                .prompt
                .words(self.kind.question, &before.unwrap_or_default(), help)?;
            given.subject = words.map(Subject::Typed);
            return Ok(());
        }
        let choices = self.subjects(self.day(given));
        let start = match &given.subject {
            None if choices.is_empty() => return Err(Failure::new(self.kind.nothing)),
            None => 0,
            // A value typed in words that are not in the list stays as typed.
            Some(said) => match choices.iter().position(|(subject, _)| subject == said) {
                Some(at) => at,
                None => return Ok(()),
            },
        };
        let at = self
            .prompt
            .choose(self.kind.question, &items(&choices), start)?;
        given.subject = Some(choices[at].0.clone());
        Ok(())
    }

    /// Who or what a session of the kind may be about on a day; the likely ones first.
    fn subjects(&self, day: Day) -> Vec<Choice<Subject>> {
        match self.kind.service {
            Service::SupportGroup => self.groups(GroupKind::SupportGroup),
            Service::Committee => self.groups(GroupKind::Committee),
            Service::Mentoring => self.active_matches(day),
            Service::Casework => self.parents(day),
            Service::Supervision => {
                let mentors = self.all_mentors(day).into_iter();
                mentors
                    .map(|(id, label)| (Subject::Mentor(id), label))
                    .collect()
            }
            _ => {
                let has_case = |subject: &Subject| {
                    let Subject::Parent(id) = subject else {
                        return false;
                    };
                    let person = self.register.person_index(id).into_iter();
                    person
                        .flat_map(|person| self.register.cases_of_person(person))
                        .any(|entry| entry.record.is_open(day))
                };
                let mut choices = self.parents(day);
                choices.sort_by_key(|(subject, _)| !has_case(subject));
                choices
            }
        }
    }

    /// The groups of a kind; those that meet today first.
    fn groups(&self, kind: GroupKind) -> Vec<Choice<Subject>> {
        let today = self.peer.today.weekday();
        let all = self.register.records().groups.iter();
        let mut groups: Vec<_> = all
            .filter(|entry| entry.record.kind == kind)
            .map(|entry| {
                let meets = entry.record.meets.as_deref();
                let meets = meets.map_or_else(String::new, |meets| format!(", {meets}"));
                let is_today = entry.record.planned().0.contains(&today);
                (!is_today, &entry.id, format!("{}{meets}", entry.id))
            })
            .collect();
        groups.sort();
        groups
            .into_iter()
            .map(|(_, id, label)| (Subject::Group(id.clone()), label))
            .collect()
    }

    /// The parents who are enrolled on a day, by name.
    fn parents(&self, day: Day) -> Vec<Choice<Subject>> {
        let people = self.register.people().iter();
        by_label(people.filter(|person| person.is_active(day)).map(|person| {
            let label = people::participant_label(&self.register, &person.id);
            (Subject::Parent(person.id.clone()), label)
        }))
    }

    /// The mentors who have not left by a day, by name.
    pub(super) fn all_mentors(&self, day: Day) -> Vec<Choice<MentorId>> {
        let mentors = self.register.records().mentors.iter();
        let here = mentors.filter(|entry| entry.record.left.is_none_or(|left| left > day));
        by_label(here.map(|entry| {
            let label = people::mentor_label(&self.register, &entry.id);
            (entry.id.clone(), label)
        }))
    }

    /// The matches active on a day.
    fn active_matches(&self, day: Day) -> Vec<Choice<Subject>> {
        let register = &self.register;
        let label = |entry: &Pairing| {
            let parent = people::participant_label(register, &entry.record.participant);
            let mentor = people::mentor_label(register, &entry.record.mentor);
            format!("{parent} with {mentor}")
        };
        let matches = register.records().matches.iter();
        by_label(
            matches
                .filter(|entry| entry.record.is_active(day))
                .map(|entry| (Subject::Match(entry.id.clone()), label(entry))),
        )
    }

    /// Asks which mentors were there, if none is named.
    fn mentors(&self, given: &mut Given) -> Result<(), Failure> {
        if !self.again && !given.mentors.is_empty() {
            return Ok(());
        }
        let choices = self.all_mentors(self.day(given));
        let chosen: Vec<MentorId> = all(&given.mentors)
            .filter_map(|who| who.resolve(&self.register).ok())
            .collect();
        let there = self.any("Which mentors were there?", &choices, &chosen)?;
        given.mentors = known(&there);
        Ok(())
    }

    /// Asks which goals were worked on, if neither goals nor referrals are named.
    fn goals(&self, given: &mut Given) -> Result<(), Failure> {
        let is_said = !given.goals.is_empty() || !given.referral.is_empty();
        if is_said && !self.again {
            return Ok(());
        }
        let domains = self.vocabulary();
        let before: Vec<_> = all(&given.goals).cloned().collect();
        given.goals = vec![Several(self.any(
            "Which goals were worked on?",
            &domains,
            &before,
        )?)];
        Ok(())
    }

    /// Asks for the length, if it is not given; Enter uses the usual one.
    fn length(&self, given: &mut Given, usual: Option<Minutes>) -> Result<(), Failure> {
        if !self.asks(&given.length) {
            return Ok(());
        }
        let usual = given.length.or(usual.filter(|_| !self.again));
        let help = "45min, 1h30 or 2h; - if you do not know";
        let parse = |typed: &str| typed.parse::<Minutes>().map_err(Mistyped::from);
        given.length = self.prompt.line("How long?", usual, help, parse)?;
        Ok(())
    }

    /// Asks what was decided: a word of the list, or any short word if the program has no list.
    fn decision(&self, given: &mut Given) -> Result<(), Failure> {
        if !self.vocabulary::<Decisions>().is_empty() {
            return self.word(&mut given.decision, "What was decided?", None);
        }
        if self.asks(&given.decision) {
            let help = "a word or two, such as return-home; just Enter for none";
            let parse = |typed: &str| typed.parse::<WordOf<Decisions>>();
            let before = given.decision.take();
            given.decision = self.prompt.line("What was decided?", before, help, parse)?;
        }
        Ok(())
    }

    /// Asks for a note, if there is none or it is wanted.
    pub(super) fn note(&self, given: &mut Given, is_wanted: bool) -> Result<(), Failure> {
        if !is_wanted && !self.asks(&given.note) {
            return Ok(());
        }
        let before = given.note.clone().unwrap_or_default();
        let note = self
            .prompt
            .words("Note", &before.0, "no names; just Enter for none")?;
        given.note = note.map(Prose::from);
        Ok(())
    }

    /// The last session of the kind that took place; for a group or a match, its own last one.
    fn last(&self, given: &Given) -> Option<&Session> {
        let kind = self.kind;
        let is_own = kind.service.has("group") || kind.service.has("match");
        let subject = given.subject.as_ref().filter(|_| is_own);
        let subject = subject.and_then(|said| said.resolve(kind, &self.register).ok());
        let is_about = |session: &Session| match &subject {
            Some(Subject::Group(id)) => session.group.as_ref() == Some(id),
            Some(Subject::Match(id)) => session.match_id.as_ref() == Some(id),
            Some(Subject::Parent(id)) => session.participants.contains(id),
            _ => true,
        };
        let sessions = self.register.records().sessions.iter().rev();
        sessions
            .map(|entry| &entry.record)
            .find(|session| session.kind == kind.service && session.was_held() && is_about(session))
    }
}

fn by_label<T>(choices: impl Iterator<Item = Choice<T>>) -> Vec<Choice<T>> {
    let mut choices: Vec<Choice<T>> = choices.collect();
    choices.sort_by(|a, b| a.1.cmp(&b.1));
    choices
}
