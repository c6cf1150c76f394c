//! The only place that asks: questions on a terminal, each with an answer that Enter accepts.
//!
//! Esc and Ctrl-C end the command, and nothing is written. Nothing here reads or writes a record; a verb asks only if
//! [`possible`] says that someone can answer.

mod line;
mod ticking;

use std::fmt;

use inquire::ui::RenderConfig;
use inquire::validator::Validation;
use inquire::{Confirm, InquireError, Select, Text};

use super::args::Mistyped;
use super::failure::Failure;
use super::screen::{Screen, has_terminal};

pub use line::Item;
use line::Line;

/// How many lines of a list are shown at once.
const PAGE: usize = 15;

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

/// What was ticked in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticked {
    /// The places of the lines.
    pub places: Vec<usize>,
    /// Whether the extra line was ticked.
    pub further: bool,
    /// The names typed that no line has: the extra line is about them.
    pub names: Vec<String>,
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
        options.extend(further.map(|(text, _)| Line::always(text)));
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
                names: Vec::new(),
            });
        }
        let answer = ticking::ask(question, &options, &ticked, self.colour)
            .map_err(|error| stopped(error.into()))?
            .ok_or_else(|| stopped(InquireError::OperationCanceled))?;
        let (places, rest): (Vec<usize>, Vec<usize>) =
            answer.ticked.into_iter().partition(|at| *at < count);
        Ok(Ticked {
            places,
            further: !rest.is_empty(),
            names: answer.names,
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
