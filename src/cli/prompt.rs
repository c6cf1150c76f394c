//! The only place that asks: questions on a terminal, each with an answer that Enter accepts.
//!
//! Esc and Ctrl-C end the command, and nothing is written. Nothing here reads or writes a record; a verb asks only if
//! [`possible`] says that someone can answer.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use inquire::list_option::ListOption;
use inquire::ui::RenderConfig;
use inquire::validator::Validation;
use inquire::{Confirm, InquireError, MultiSelect, Select, Text};

use super::args::Mistyped;
use super::failure::Failure;
use super::screen::{Screen, has_terminal};
use crate::register::fold;
use crate::render::escape::line;

/// How many lines of a list are shown at once.
const PAGE: usize = 15;

/// The keys of a list in which lines are ticked. The library always uses Space to tick, so two words of a name are
/// joined by a dash.
const TICKING: &str =
    "type to find, as ros or rosa.m; Space ticks, Right all, Left none, Esc stops";

/// More lines than any list has.
const FAR: i64 = 1_000_000_000;

/// Whether someone can be asked: the program reads from a terminal and shows on one.
#[must_use]
pub fn possible() -> bool {
    has_terminal()
}

/// Asks questions.
#[derive(Debug, Clone, Copy)]
pub struct Prompt {
    colour: bool,
}

/// Something that can be chosen: its name, and what else is shown of it while someone chooses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its name.
    pub name: String,
    /// What else is shown; empty if nothing.
    pub detail: String,
    /// What else it can be found by, without being shown.
    pub unshown: String,
}

impl Item {
    /// An item that is shown only by its name.
    #[must_use]
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            detail: String::new(),
            unshown: String::new(),
        }
    }
}

/// A line of a list: what is shown, and what can be typed to find it.
struct Line {
    name: String,
    detail: String,
    folded: String,
    /// Shown whatever is typed.
    always: bool,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        if self.detail.is_empty() {
            Ok(())
        } else {
            write!(f, ", {}", self.detail)
        }
    }
}

impl Line {
    fn new(item: &Item) -> Self {
        Self {
            name: line(&item.name),
            detail: line(&item.detail),
            folded: findable(&format!("{} {}", item.name, item.unshown)),
            always: false,
        }
    }

    /// How well the line fits what was typed; `None` hides it. Lines that have all words whole come first, then those
    /// that have the starts of words, then those whose words were typed without a space between; each in the order of
    /// the list.
    fn fits(&self, typed: &str, at: usize) -> Option<i64> {
        let place = -i64::try_from(at).unwrap_or(i64::MAX);
        if self.always {
            return Some(place - FAR);
        }
        let sought = fold(typed);
        if sought.is_empty() {
            return typed.trim().is_empty().then_some(place);
        }
        let parts: Vec<&str> = self.folded.split(' ').collect();
        let is = |word: &str| parts.contains(&word);
        let has = |word: &str| parts.iter().any(|part| part.starts_with(word));
        if sought.split(' ').all(is) {
            Some(place + FAR)
        } else if sought.split(' ').all(has) {
            Some(place)
        } else {
            is_joined(&sought, &parts).then_some(place - FAR / 2)
        }
    }
}

/// The words by which a line is found: `O'Brien` by `obrien` and by `brien`.
fn findable(text: &str) -> String {
    let apart = text.replace(['\'', '’'], " ");
    match apart == text {
        true => fold(text),
        false => format!("{} {}", fold(text), fold(&apart)),
    }
}

/// Whether a text is words without spaces in between, all whole except the last, which may be a start of a word:
/// `rosam` is Rosa Medina. Space ticks a line, so no space can be typed there.
fn is_joined(text: &str, parts: &[&str]) -> bool {
    parts.iter().enumerate().any(|(at, part)| {
        let rest = text
            .strip_prefix(part)
            .filter(|rest| !part.is_empty() && !rest.is_empty());
        rest.is_some_and(|rest| {
            let others: Vec<&str> = parts[..at]
                .iter()
                .chain(&parts[at + 1..])
                .copied()
                .collect();
            others.iter().any(|other| other.starts_with(rest)) || is_joined(rest, &others)
        })
    })
}

/// What was ticked in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticked {
    /// The places of the lines.
    pub places: Vec<usize>,
    /// Whether the extra line was ticked.
    pub further: bool,
}

impl Prompt {
    /// Asks in the colours of the screen.
    #[must_use]
    pub fn new(screen: &Screen) -> Self {
        Self {
            colour: screen.colours_questions(),
        }
    }

    fn config<'a>(self) -> RenderConfig<'a> {
        if self.colour {
            RenderConfig::default_colored()
        } else {
            RenderConfig::empty()
        }
    }

    /// Asks for one of some lines, and returns its place.
    ///
    /// # Errors
    /// No one answered.
    pub fn choose(self, question: &str, items: &[Item], start: usize) -> Result<usize, Failure> {
        self.chosen(
            question,
            items,
            start,
            "up and down, or type to find; Enter takes it, Esc stops",
        )
        .map_err(stopped)
    }

    /// Asks for one of some lines; `None` if Esc leaves the question, and only that question.
    ///
    /// # Errors
    /// No one answered.
    pub fn choose_or_leave(
        self,
        question: &str,
        items: &[Item],
        start: usize,
    ) -> Result<Option<usize>, Failure> {
        match self.chosen(
            question,
            items,
            start,
            "up and down, or type to find; Enter takes it, Esc leaves it open",
        ) {
            Ok(at) => Ok(Some(at)),
            Err(InquireError::OperationCanceled) => Ok(None),
            Err(error) => Err(stopped(error)),
        }
    }

    fn chosen(
        self,
        question: &str,
        items: &[Item],
        start: usize,
        help: &str,
    ) -> Result<usize, InquireError> {
        let options: Vec<Line> = items.iter().map(Line::new).collect();
        let chosen = Select::new(question, options)
            .with_page_size(PAGE)
            .with_starting_cursor(start.min(items.len().saturating_sub(1)))
            .with_scorer(&|typed, line, _, at| line.fits(typed, at))
            .with_help_message(help)
            .with_render_config(self.config())
            .raw_prompt();
        chosen.map(|option| option.index)
    }

    /// Asks for any of some lines, some of them ticked beforehand; `further` is an extra last line that is always
    /// shown, and whether it is ticked. Text typed only to find someone is never read as a tick.
    ///
    /// # Errors
    /// No one answered.
    pub fn tick(
        self,
        question: &str,
        items: &[Item],
        ticked: &[usize],
        further: Option<(&str, bool)>,
    ) -> Result<Ticked, Failure> {
        let count = items.len();
        let mut options: Vec<Line> = items.iter().map(Line::new).collect();
        options.extend(further.map(|(text, _)| Line {
            always: true,
            ..Line::new(&Item::named(text))
        }));
        let is_further_ticked = further.is_some_and(|(_, is_ticked)| is_ticked);
        let ticked: Vec<usize> = ticked
            .iter()
            .copied()
            .chain(is_further_ticked.then_some(count))
            .collect();
        if options.is_empty() {
            return Ok(Ticked {
                places: Vec::new(),
                further: false,
            });
        }
        let sought = Sought::default();
        let (typing, looking) = (sought.clone(), sought);
        let scorer =
            move |typed: &str, line: &Line, _: &str, at: usize| typing.score(typed, line, at);
        let nothing_sought = move |_: &[ListOption<&Line>]| Ok(looking.is_over());
        let answer = MultiSelect::new(question, options)
            .with_default(&ticked)
            .with_page_size(PAGE)
            .with_keep_filter(false)
            .with_scorer(&scorer)
            .with_validator(nothing_sought)
            .with_formatter(&names)
            .with_help_message(TICKING)
            .with_render_config(self.config())
            .raw_prompt()
            .map_err(stopped)?;
        let (places, rest): (Vec<usize>, Vec<usize>) = answer
            .into_iter()
            .map(|option| option.index)
            .partition(|at| *at < count);
        Ok(Ticked {
            places,
            further: !rest.is_empty(),
        })
    }

    /// Asks for a value in a few letters; Enter alone gives the usual answer, if there is one, and a dash means no
    /// answer.
    ///
    /// # Errors
    /// No one answered.
    pub fn line<T: fmt::Display>(
        self,
        question: &str,
        usual: Option<T>,
        help: &str,
        parse: impl Fn(&str) -> Result<T, Mistyped> + Clone + 'static,
    ) -> Result<Option<T>, Failure> {
        let check = parse.clone();
        let checked = move |typed: &str| {
            let wrong = (!is_none(typed))
                .then(|| check(typed.trim()).err())
                .flatten();
            Ok(match wrong {
                Some(Mistyped { message, help }) => {
                    let help = help.map_or_else(String::new, |help| format!(": {help}"));
                    Validation::Invalid(format!("{message}{help}").into())
                }
                None => Validation::Valid,
            })
        };
        let usual = usual.map(|usual| usual.to_string());
        let mut text = Text::new(question)
            .with_help_message(help)
            .with_validator(checked)
            .with_render_config(self.config());
        text.default = usual.as_deref();
        let answer = text.prompt().map_err(stopped)?;
        if is_none(&answer) {
            return Ok(None);
        }
        Ok(parse(answer.trim()).map(Some)?)
    }

    /// Asks for words; the earlier answer can be changed, and an empty answer means no words.
    ///
    /// # Errors
    /// No one answered.
    pub fn words(
        self,
        question: &str,
        before: &str,
        help: &str,
    ) -> Result<Option<String>, Failure> {
        let text = Text::new(question)
            .with_initial_value(before)
            .with_help_message(help);
        let answer = text
            .with_render_config(self.config())
            .prompt()
            .map_err(stopped)?;
        Ok(Some(answer.trim().to_owned()).filter(|answer| !answer.is_empty()))
    }

    /// Asks for yes or no when yes cannot be undone: Enter alone means no.
    ///
    /// # Errors
    /// No one answered.
    pub fn agrees_to(self, question: &str) -> Result<bool, Failure> {
        Confirm::new(question)
            .with_default(false)
            .with_render_config(self.config())
            .prompt()
            .map_err(stopped)
    }

    /// Asks for yes or no.
    ///
    /// # Errors
    /// No one answered.
    pub fn agrees(self, question: &str) -> Result<bool, Failure> {
        Confirm::new(question)
            .with_default(true)
            .with_render_config(self.config())
            .prompt()
            .map_err(stopped)
    }
}

/// What is typed to find a line, until it is deleted: only Space ticks. And whether it fits any line.
#[derive(Clone, Default)]
struct Sought(Rc<RefCell<(String, bool)>>);

impl Sought {
    fn score(&self, typed: &str, line: &Line, at: usize) -> Option<i64> {
        let score = line.fits(typed, at);
        let mut sought = self.0.borrow_mut();
        if sought.0 != typed {
            *sought = (typed.to_owned(), false);
        }
        sought.1 |= score.is_some();
        score
    }

    /// Whether the search text is gone.
    fn is_over(&self) -> Validation {
        let (sought, fits) = &*self.0.borrow();
        if sought.is_empty() {
            return Validation::Valid;
        }
        let what = match fits {
            true => "is only a search: press Space to tick",
            false => "matches nothing in the list",
        };
        let message = format!("`{sought}` {what}; Backspace clears the letters");
        Validation::Invalid(message.into())
    }
}

/// The ticked lines, for the screen.
fn names(ticked: &[ListOption<&Line>]) -> String {
    if ticked.is_empty() {
        return "none".to_owned();
    }
    let names: Vec<&str> = ticked
        .iter()
        .map(|option| option.value.name.as_str())
        .collect();
    format!("{}: {}", names.len(), names.join(", "))
}

/// Whether an answer is empty or a dash.
fn is_none(typed: &str) -> bool {
    matches!(typed.trim(), "" | "-")
}

fn stopped(error: InquireError) -> Failure {
    match error {
        InquireError::OperationCanceled | InquireError::OperationInterrupted => {
            Failure::refused("stopped; nothing was written")
        }
        other => Failure::new(format!("cannot ask: {other}"))
            .help("give all answers as options; see --help"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_found_by_the_beginnings_of_its_words_and_keeps_its_place() {
        let line = Line::new(&Item::named("José Ortega (p-luis1)"));
        assert_eq!(line.fits("", 3), Some(-3));
        assert_eq!(line.fits("jose", 3), Some(FAR - 3));
        assert_eq!(line.fits("jos", 3), Some(-3));
        assert_eq!(line.fits("+", 3), None);
        assert_eq!(line.fits("ort jo", 3), Some(-3));
        assert_eq!(line.fits("p-lu", 3), Some(-3));
        assert_eq!(line.fits("rteg", 3), None);
        assert_eq!(line.fits("jo.or", 3), Some(-3));
        assert_eq!(line.fits("joseort", 3), Some(-3 - FAR / 2));
        assert_eq!(line.fits("ortegajo", 3), Some(-3 - FAR / 2));
        assert_eq!(
            line.fits("joor", 3),
            None,
            "only the last may be a beginning"
        );
        assert_eq!(line.fits("joseteg", 3), None);
        let line = Line::new(&Item::named("Shannon O'Brien (p-shan1)"));
        for typed in [
            "brien",
            "Brien",
            "obrien",
            "o'brien",
            "O’Br",
            "shannon brien",
        ] {
            assert!(line.fits(typed, 3).is_some(), "{typed}");
        }
        let always = Line {
            always: true,
            ..Line::new(&Item::named("somebody new"))
        };
        assert!(always.fits("xyz", 3).is_some_and(|score| score < -3));
    }

    #[test]
    fn nothing_that_a_terminal_obeys_is_shown() {
        assert_eq!(
            Line::new(&Item::named("Ro\u{1b}[31msa\n")).to_string(),
            "Ro\\u{1b}[31msa "
        );
    }
}
