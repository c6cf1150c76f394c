//! `peer log survey`: a parent's answers to a survey, or that it was given out.

use clap::Args;

use super::asking::items;
use crate::cli::args::{Mistyped, On, Ref, Resolve, Writing, choice, count};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::{Peer, RunRegister};
use crate::cli::people;
use crate::cli::prompt::{self, Item, Prompt};
use crate::record::read::nearest;
use crate::record::schema::{Prose, quoted};
use crate::record::survey::Answers;
use crate::record::{
    Answer, AnswerId, Day, IdKind, Kind, MentorId, ParticipantId, Point, Survey, Word, counted,
};
use crate::register::Register;
use crate::store::{Change, Directory, Scope, canonical};

/// Log the answers to a survey, or that it was given out
///
/// On a terminal, `peer` asks item by item; just Enter leaves one out. A parent's own mentor never enters how that
/// parent likes the program. More: `peer explain surveys`.
#[derive(Debug, Clone, Default, Args)]
#[command(
    after_help = "Examples:\n  peer log survey rosa pfs2 --point pre        asks item by item\n  \
                  peer log survey rosa pfs2 --point pre --answers 4,3,,2,1,3,2,4,4,3,2,1,4,4,3,2,1,0,2\n  \
                  peer log survey rosa felt-supported --answers 545 --on tue\n  \
                  peer log survey rosa pfs2 --point post --given      it is not back yet\n  \
                  peer log survey felt-supported --anonymous --answers 4-5\n  \
                  peer log survey felt-supported --anonymous --given 40\n\n\
                  Answers are in the order of the items: with commas, or one digit each. Nothing\n\
                  between two commas, or a dash, is an item that was left blank."
)]
pub(super) struct LogSurvey {
    /// The parent
    #[arg(value_name = "WHO", add = complete::records(&[IdKind::Participant]))]
    who: Option<String>,
    /// The survey: pfs2, felt-supported, or one of your own
    #[arg(value_name = "SURVEY", add = complete::surveys())]
    survey: Option<String>,
    /// When it is answered: pre, post, retrospective or once
    #[arg(long, value_name = "POINT", value_parser = choice::<Point>(), hide_possible_values = true)]
    point: Option<Point>,
    /// The answers, in the order of the items
    #[arg(long, value_name = "4,3,,5", allow_hyphen_values = true)]
    answers: Option<String>,
    /// It was given out and is not back yet; with --anonymous, how many
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "1", value_parser = count,
          conflicts_with = "answers")]
    given: Option<u32>,
    /// There is no name on it
    #[arg(long)]
    anonymous: bool,
    /// The mentor who enters it, if it is a mentor
    #[arg(long = "entered-by", value_name = "MENTOR")]
    entered_by: Option<Ref<MentorId>>,
    #[command(flatten)]
    on: On,
    /// Anything else; no names
    #[arg(short = 'm', long, value_name = "TEXT")]
    note: Option<Prose>,
    /// It is a second sheet of this survey on that day
    #[arg(long)]
    again: bool,
    #[command(flatten)]
    writing: Writing,
}

impl LogSurvey {
    /// A survey of which only the day is known.
    pub(super) fn on(on: On, writing: Writing) -> Self {
        Self {
            on,
            writing,
            ..Self::default()
        }
    }

    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = &peer.directory()?;
        let day = self.on.day(peer.today)?;
        let asking = Asking {
            prompt: prompt::possible().then(|| Prompt::new(&peer.screen)),
            register: peer.register(directory, Scope::ALL)?,
            day,
        };
        let (who, name) = self.named()?;
        let participant = match (self.anonymous, who) {
            (true, _) => None,
            (false, Some(who)) => Some(people::person(&asking.register, who)?),
            (false, None) => Some(asking.parent()?),
        };
        let (name, survey) = asking.survey(name)?;
        let point = asking.point(&name, &survey, self.point)?;
        let answers = match (&self.answers, self.given) {
            (Some(text), _) => answers(&name, &survey, text)?,
            (None, Some(_)) => Answers::default(),
            (None, None) => asking.answers(&survey)?,
        };
        let given = self.given.filter(|_| self.anonymous);
        if self.given.is_some_and(|given| given != 1) && !self.anonymous {
            return Err(Failure::new("a parent gets only one sheet at a time")
                .help("use --given without a number, or --anonymous for sheets without a name"));
        }
        let answer = Answer {
            survey: name,
            on: day,
            participant,
            point,
            given,
            entered_by: self.entered_by.resolve(&asking.register)?,
            void: None,
            note: self.note.clone(),
            answers,
        };
        // Nothing is locked while someone is being asked.
        let writer = peer.writer(directory, &self.writing)?;
        let register = peer.register(directory, Scope::ALL)?;
        let mut change = Change::default();
        let id = put(directory, &register, &answer, self.again, &mut change)?;
        let said = in_words(&register, &id, &answer, &survey);
        if let Some(on) = earlier(&register, &answer) {
            let (point, survey) = (answer.point, &answer.survey);
            peer.screen.note(&format!(
                "another `{point}` of `{survey}`, of {on}, is on file: reports compare the first `pre` with the last `post`"
            ));
        }
        peer.finish(directory, writer.as_ref(), &register, &change, &said)
    }

    /// The parent and survey named; without a parent, the first word is the survey.
    fn named(&self) -> Result<(Option<&str>, Option<&str>), Failure> {
        let (who, survey) = (self.who.as_deref(), self.survey.as_deref());
        match (self.anonymous, who, survey) {
            (false, who, survey) => Ok((who, survey)),
            (true, survey, None) => Ok((None, survey)),
            (true, _, Some(survey)) => Err(Failure::new(
                "a sheet without a name has no parent: name only the survey",
            )
            .help(format!("as in `peer log survey {survey} --anonymous`"))),
        }
    }
}

/// The day of an earlier answer by the same parent at the same point, for a survey that is answered before and after.
fn earlier(register: &Register, answer: &Answer) -> Option<Day> {
    let who = answer
        .participant
        .as_ref()
        .filter(|_| answer.point != Point::Once)?;
    let is_theirs = |one: &Answer| {
        let of = one.participant.as_ref().map(|id| register.root(id));
        of == Some(register.root(who)) && one.survey == answer.survey && one.point == answer.point
    };
    let all = register.records().answers.iter().map(|entry| &entry.record);
    all.filter(|one| !one.is_out() && is_theirs(one))
        .map(|one| one.on)
        .min()
}

/// What to ask for, if someone can be asked.
struct Asking {
    prompt: Option<Prompt>,
    register: RunRegister,
    day: Day,
}

impl Asking {
    /// The prompt, or what to say on the command line.
    fn prompt(&self, lacks: &str, example: &str) -> Result<Prompt, Failure> {
        let failure = || Failure::new(format!("say {lacks}")).help(format!("as in `{example}`"));
        self.prompt.ok_or_else(failure)
    }

    fn parent(&self) -> Result<ParticipantId, Failure> {
        let prompt = self.prompt(
            "whose answers they are",
            "peer log survey rosa pfs2 --point pre --answers 4,3,,5",
        )?;
        let people = self.register.people().iter();
        let enrolled = people.filter(|person| person.is_active(self.day));
        let label = |id: &ParticipantId| people::participant_label(&self.register, id);
        let mut choices: Vec<(ParticipantId, String)> = enrolled
            .map(|person| (person.id.clone(), label(&person.id)))
            .collect();
        choices.sort_by(|a, b| a.1.cmp(&b.1));
        if choices.is_empty() {
            return Err(Failure::new("no parent is enrolled on that day")
                .help("name the parent on the command line"));
        }
        let at = prompt.choose("Whose answers?", &items(&choices), 0)?;
        Ok(choices[at].0.clone())
    }

    fn survey(&self, name: Option<&str>) -> Result<(Word, Survey), Failure> {
        let mut all = self.register.surveys();
        let names: Vec<&str> = all.keys().map(Word::as_str).collect();
        let name: Word = match name {
            Some(name) => {
                let known = names.iter().find(|known| **known == name);
                let known = known.ok_or_else(|| no_survey(name, &names))?;
                known.parse().map_err(Failure::new)?
            }
            None => {
                let prompt = self.prompt(
                    &format!("which survey: {}", quoted(&names)),
                    "peer log survey rosa pfs2 --point pre --answers 4,3,,5",
                )?;
                let lines: Vec<Item> = names.iter().map(|name| Item::named(*name)).collect();
                let at = prompt.choose("Which survey?", &lines, 0)?;
                names[at].parse().map_err(Failure::new)?
            }
        };
        let survey = all.remove(&name);
        let survey = survey.ok_or_else(|| no_survey(name.as_str(), &[]))?;
        Ok((name, survey))
    }

    fn point(&self, name: &Word, survey: &Survey, said: Option<Point>) -> Result<Point, Failure> {
        let words: Vec<&str> = survey.points.iter().map(|point| point.word()).collect();
        match (said, survey.points.as_slice()) {
            (Some(point), all) if all.contains(&point) => Ok(point),
            (Some(point), _) => {
                let (wrong, help) = survey.wrong_point(name, point);
                Err(Failure::new(wrong).help(help))
            }
            (None, [one]) => Ok(*one),
            (None, all) => {
                let prompt = self.prompt(
                    &format!("when it is answered: {}", quoted(&words)),
                    &format!("peer log survey rosa {name} --point {}", words[0]),
                )?;
                let lines: Vec<Item> = words.iter().map(|word| Item::named(*word)).collect();
                Ok(all[prompt.choose("When is it answered?", &lines, 0)?])
            }
        }
    }

    /// Asks item by item.
    fn answers(&self, survey: &Survey) -> Result<Answers, Failure> {
        let prompt = self.prompt(
            "what the answers are, with --answers, or --given if the sheet is not back yet",
            "peer log survey rosa pfs2 --point pre --answers 4,3,,5",
        )?;
        let mut answers = Answers::default();
        for item in &survey.item {
            let (low, high) = (item.min, item.max);
            let question = match &item.text {
                Some(text) => format!("{}. {text}", item.number),
                None => format!("Item {}", item.number),
            };
            let parse = move |typed: &str| {
                let answer = count(typed)?;
                match (low..=high).contains(&answer) {
                    true => Ok(answer),
                    false => Err(Mistyped::from(format!(
                        "write a number from {low} to {high}"
                    ))),
                }
            };
            let help = format!("{low} to {high}; just Enter if it was left blank");
            let answer = prompt.line(&question, None, &help, parse)?;
            answers.0.extend(answer.map(|answer| (item.number, answer)));
        }
        match answers.0.is_empty() {
            false => Ok(answers),
            true => Err(
                Failure::refused("no item was answered; nothing was written")
                    .help("use --given for a sheet that is not back yet"),
            ),
        }
    }
}

fn no_survey(name: &str, names: &[&str]) -> Failure {
    let failure = Failure::new(format!("there is no survey `{name}`"));
    match nearest(name, names) {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure.help(format!(
            "the surveys are {}; `peer explain surveys` shows how to write one",
            quoted(names)
        )),
    }
}

/// The answers in a text, in the order of the items: separated by commas, or one digit each.
pub(in crate::cli) fn answers(
    name: &Word,
    survey: &Survey,
    text: &str,
) -> Result<Answers, Failure> {
    let items = &survey.item;
    let is_digits = !text.contains(',') && items.len() > 1;
    let parts: Vec<String> = match is_digits {
        true => text
            .chars()
            .filter(|sign| *sign != ' ')
            .map(String::from)
            .collect(),
        false => text.split(',').map(|part| part.trim().to_owned()).collect(),
    };
    let help = "if a question was not answered, leave it blank (4,,1) or write a dash";
    if is_digits && items.iter().any(|item| item.max > 9) {
        return Err(
            Failure::new(format!("answers to `{name}` can have two digits"))
                .help("write commas between them, as in --answers 10,3,,5"),
        );
    }
    if parts.len() != items.len() {
        let (items, given) = (counted(items.len(), "item"), counted(parts.len(), "answer"));
        return Err(Failure::new(format!("`{name}` has {items}, but you gave {given}")).help(help));
    }
    let mut answers = Answers::default();
    for (item, part) in items.iter().zip(&parts) {
        if part.is_empty() || part == "-" {
            continue;
        }
        let answer = part.parse::<u32>().ok().filter(|answer| item.has(*answer));
        let answer = answer.ok_or_else(|| {
            let number = item.number;
            Failure::new(format!("`{part}` is not an answer to question {number}")).help(format!(
                "write a number from {} to {}; {help}",
                item.min, item.max
            ))
        })?;
        answers.0.insert(item.number, answer);
    }
    match answers.0.is_empty() {
        false => Ok(answers),
        true => Err(Failure::new("there is no answer to any item")
            .help("use --given for a sheet that is not back yet")),
    }
}

/// Adds answers to a change. A sheet given out on that day is filled in; a void one stays unchanged.
fn put(
    directory: &Directory,
    register: &Register,
    answer: &Answer,
    again: bool,
    change: &mut Change,
) -> Result<AnswerId, Failure> {
    let records = register.records();
    let on_file = |id: &AnswerId| {
        let mut all = records.answers.iter();
        all.find(|entry| entry.id == *id)
    };
    let is_free = |id: &AnswerId| {
        on_file(id).is_none() && records.left_out(Kind::Answer, id.as_str()).is_none()
    };
    let text = canonical(answer);
    let key = answer.natural_key(1);
    let known = on_file(&key);
    // Sheets without a name come in stacks.
    if let Some(entry) = known
        && !again
        && answer.participant.is_some()
    {
        let is_filled_in = entry.record.is_out()
            && entry.record.point == answer.point
            && !answer.is_out()
            && entry.place.section.is_none();
        if !is_filled_in {
            return Err(Failure::refused(format!("{key} is already logged")).help(format!(
                "change it with `peer edit {key}`; if there was a second sheet that day, add --again"
            )));
        }
        let before = directory.text(&entry.place.path)?.unwrap_or_default();
        change.replace(entry.place.path.to_string(), before, text);
        return Ok(key);
    }
    let id = (1..1000)
        .map(|ordinal| answer.natural_key(ordinal))
        .find(is_free);
    let id = id
        .ok_or_else(|| Failure::new(format!("there are already a thousand sheets called {key}")))?;
    change.create(directory.path_of(Kind::Answer, id.as_str()), text);
    Ok(id)
}

/// What was logged, for the screen.
fn in_words(register: &Register, id: &AnswerId, answer: &Answer, survey: &Survey) -> String {
    let who = match &answer.participant {
        Some(parent) => people::participant_label(register, parent),
        None => "without a name".to_owned(),
    };
    let what = match (answer.is_out(), answer.given) {
        (true, Some(given)) => format!("{} given out", counted(given, "sheet")),
        (true, None) => "given out".to_owned(),
        (false, _) => format!(
            "{} of {} answered",
            answer.answers.0.len(),
            counted(survey.item.len(), "item")
        ),
    };
    format!("logged {id}: {who}, {}, {what}", answer.point)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::survey::shipped;

    fn of(text: &str) -> Result<Vec<(u32, u32)>, String> {
        let (name, survey) = shipped().next().unwrap();
        let answers = answers(&name, &survey, text).map_err(|failure| failure.message)?;
        Ok(answers.0.into_iter().collect())
    }

    #[test]
    fn answers_are_typed_with_commas_or_as_digits() {
        assert_eq!(of("4,,5"), Ok(vec![(1, 4), (3, 5)]));
        assert_eq!(of("4, -, 5"), Ok(vec![(1, 4), (3, 5)]));
        assert_eq!(of("4-5"), Ok(vec![(1, 4), (3, 5)]));
        assert_eq!(of("123"), Ok(vec![(1, 1), (2, 2), (3, 3)]));
    }

    #[test]
    fn too_many_too_few_and_strange_answers_are_refused() {
        let message = |text: &str| of(text).unwrap_err();
        assert_eq!(
            message("4,5"),
            "`felt-supported` has 3 items, but you gave 2 answers"
        );
        assert_eq!(
            message("4555"),
            "`felt-supported` has 3 items, but you gave 4 answers"
        );
        assert_eq!(message("4,6,5"), "`6` is not an answer to question 2");
        assert_eq!(message("a,4,5"), "`a` is not an answer to question 1");
        assert_eq!(message(",,"), "there is no answer to any item");
    }
}
