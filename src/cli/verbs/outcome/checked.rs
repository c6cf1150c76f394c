use std::collections::BTreeSet;
use std::path::Path;

use clap::Args;

use super::question::question;
use super::taken::{Taken, said, take};
use crate::cli::args::{
    CaseOrParent, Mistyped, On, OutcomeSources, PastDay, Ref, Resolve, Several, WordOf, Writing,
    all,
};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::cli::people;
use crate::cli::prompt::{self, Item, Prompt};
use crate::intake::answer::unanswered;
use crate::record::classes::OutcomeSource;
use crate::record::schema::Table;
use crate::record::{CaseId, Checked, Day, Kind, Program, Word, counted};
use crate::register::Register;
use crate::store::{Change, Scope};

/// Record that someone looked for events through a day, and that all they found is on file
///
/// It goes into the case, or into every case of a parent. First enter what was found, with `peer event`. On a terminal,
/// `peer` asks for what is missing.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer outcome checked rosa --through 2026-09-30 --source court-records --reference \"list 4\"\n  \
                        peer outcome checked c-2d8 c-7k1 --through 2026-09-30 --source county-match --reference \"letter of Oct 5\" --county pinal\n  \
                        peer outcome checked rosa --through yesterday --source parent\n  \
                        peer outcome checked --all --question ../ask.csv      nothing was found of anybody in it"
)]
pub struct CheckedOutcome {
    /// A case, or a parent with all their cases
    #[arg(value_name = "WHO", required_unless_present = "all")]
    who: Vec<Several<Ref<CaseOrParent>>>,
    /// All families of a question that have no answer yet: nothing was found about any of them
    #[arg(long, requires = "question", conflicts_with_all = ["who", "source", "reference", "county", "on"])]
    all: bool,
    /// With --all: the question, by its id or by the file that was sent
    #[arg(long, value_name = "FILE-or-ID", requires = "all", add = complete::questions())]
    question: Option<String>,
    /// The last day that was looked at
    #[arg(long, value_name = "DAY")]
    through: Option<PastDay>,
    /// If someone looked, or who was asked: court-records, county-match, parent, mentor
    #[arg(long, value_name = "WORD")]
    source: Option<WordOf<OutcomeSources>>,
    /// What proves it, for records of a court or county: the number of a letter or list, never a name
    #[arg(long, value_name = "TEXT")]
    reference: Option<String>,
    /// The county whose records were looked at, if it is not that of the case
    #[arg(long, value_name = "WORD")]
    county: Option<Word>,
    #[command(flatten)]
    on: On,
    #[command(flatten)]
    writing: Writing,
}

impl CheckedOutcome {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        if let Some(question) = &self.question {
            return self.all_of(peer, question);
        }
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let register = peer.register(&directory, Scope::PEOPLE)?;
        let cases = self.cases(&register)?;
        let checked = self.checked(peer, register.program())?;
        let mut change = Change::default();
        let mut written = 0;
        for entry in cases.iter().filter_map(|id| register.case(id)) {
            if entry.record.checked.contains(&checked) {
                continue;
            }
            let mut edit = peer.open_place(&directory, &entry.place, Kind::Case)?;
            edit.push("checked", &checked.fields());
            change.replace(edit.path(), edit.original(), edit.text());
            written += 1;
        }
        if written == 0 {
            let message = "they were all looked up already, through that day and by that source";
            return Err(Failure::refused(message).help("nothing was written"));
        }
        let done = format!(
            "{} looked up through {} by {}",
            counted(written, "case"),
            checked.through,
            checked.source
        );
        peer.finish(&directory, writer.as_ref(), &register, &change, &done)
    }

    /// Records that nothing was found about any family of a question.
    fn all_of(&self, peer: &Peer, typed: &str) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        let writer = peer.writer(&directory, &self.writing)?;
        let register = peer.register(&directory, Scope::ALL)?;
        let entry = question(&register, typed)?;
        let through = self.through.resolve(&peer.today)?;
        let rows = unanswered(&entry.id, &entry.record, through);
        let Taken { reply, change } =
            take(peer, &directory, &register, &rows).map_err(|stop| stop.of(Path::new(typed)))?;
        if change.is_empty() && reply.refused.is_empty() {
            let message = format!("all families of {} already have an answer", entry.id);
            return Err(Failure::refused(message).help("nothing was written"));
        }
        if !change.is_empty() {
            let done = said(&register, &reply);
            peer.finish(&directory, writer.as_ref(), &register, &change, &done)?;
        }
        for (row, why) in &reply.refused {
            let cells = rows.iter().find(|of| of.number == *row);
            let number = cells.map_or("", |row| &row.cells[0]);
            peer.screen.say(&format!("{number} was not taken: {why}"));
        }
        Ok(if reply.refused.is_empty() {
            Done::Yes
        } else {
            Done::No
        })
    }

    /// The named cases, and those of the named parents.
    fn cases(&self, register: &Register) -> Result<BTreeSet<CaseId>, Failure> {
        let mut cases = BTreeSet::new();
        for who in all(&self.who) {
            let id = match who.resolve(register)? {
                CaseOrParent::Case(id) => {
                    cases.insert(id);
                    continue;
                }
                CaseOrParent::Parent(id) => id,
            };
            let person = register.person_index(&id).unwrap_or_default();
            let own = register.cases_of_person(person).map(|entry| &entry.id);
            let before = cases.len();
            let known: Vec<CaseId> = own.cloned().collect();
            cases.extend(known.iter().cloned());
            if known.is_empty() && cases.len() == before {
                let label = people::participant_label(register, &id);
                return Err(Failure::new(format!("{label} is in no case")).help(
                    "add one with `peer add case`; without a case there is nothing to look up",
                ));
            }
        }
        Ok(cases)
    }

    /// What was given, and on a terminal what was asked for.
    fn checked(&self, peer: &Peer, program: &Program) -> Result<Checked, Failure> {
        let on = self.on.day(peer.today)?;
        let asks = prompt::possible().then(|| Prompt::new(&peer.screen));
        let source = match (self.source.resolve(program)?, asks) {
            (Some(word), _) => word,
            (None, Some(prompt)) => {
                let words = program.words_for("outcome_sources");
                let items: Vec<Item> = words.iter().map(|word| Item::named(*word)).collect();
                let chosen = prompt.choose("Where did you look?", &items, 0)?;
                words[chosen].parse().map_err(Mistyped::from)?
            }
            (None, None) => {
                let help = "say --source: court-records, county-match, parent or mentor";
                return Err(Failure::new("the source is missing").help(help));
            }
        };
        let through = self.through(peer.today, asks)?;
        if through > on {
            let message =
                format!("someone who looked on {on} cannot know about days through {through}");
            return Err(Failure::new(message).help("correct --through, or say --on DAY"));
        }
        let is_official = program.class::<OutcomeSource>(&source) == OutcomeSource::Official;
        let reference = match (&self.reference, asks) {
            (None, Some(prompt)) if is_official => {
                let help = "the number of a letter or list, never a name; Esc stops";
                prompt.line("Which letter or list was it?", None, help, |text| {
                    Ok(text.to_owned())
                })?
            }
            (said, _) => said.clone(),
        };
        if is_official && reference.is_none() {
            return Err(Failure::new(format!("`{source}` is an official source"))
                .help("add --reference with the number of the letter or list it came from, with no names"));
        }
        Ok(Checked {
            on,
            through,
            source,
            county: self.county.clone(),
            reference: reference.map(Into::into),
            void: None,
        })
    }

    fn through(&self, today: Day, asks: Option<Prompt>) -> Result<Day, Failure> {
        let asked = |prompt: Prompt| {
            let help = "2026-09-30, today, yesterday; Enter is today, Esc stops";
            let day = move |text: &str| Ok(Day::parse_from(text, today)?);
            prompt.line(
                "What is the last day that was looked at?",
                Some(today),
                help,
                day,
            )
        };
        let day = match (&self.through, asks) {
            (Some(typed), _) => Some(typed.resolve(&today)?),
            (None, Some(prompt)) => asked(prompt)?,
            (None, None) => None,
        };
        let missing = || {
            Failure::new("the last day that was looked at is missing")
                .help("say --through DAY: the last day that was looked at")
        };
        PastDay::from(day.ok_or_else(missing)?).resolve(&today)
    }
}
