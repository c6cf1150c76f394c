//! The only place that prints: answers to stdout, everything else to stderr.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};
use std::process::{Command, ExitCode, Stdio};

use anstyle::{AnsiColor, Style};

use super::failure::{Done, Failure};
use super::usage::mistake;
use crate::record::settings::{DayStyle, Settings};
use crate::render::{Look, escape, findings, message};

/// When to use color.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ColourChoice {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What is known about the terminal, and how to write to it.
#[derive(Debug, Clone)]
pub struct Screen {
    /// How answers look on stdout.
    pub look: Look,
    /// Whether people may be called by their names at all.
    pub names: bool,
    /// Whether stdout is a terminal.
    pub is_terminal: bool,
    colour_errors: bool,
    /// The line width of messages; `None` if they are not shown on a terminal.
    message_width: Option<usize>,
    draws: bool,
    /// How a terminal shows days.
    days: DayStyle,
    /// The words of the command that shows long answers on a terminal.
    pager: Vec<String>,
}

/// The line width of text that is written to a file or another program.
const PIPED_WIDTH: usize = 120;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const HELP: Style = AnsiColor::Cyan.on_default().bold();
const NOTE: Style = AnsiColor::Yellow.on_default().bold();

impl Screen {
    /// Asks the terminal and the environment once.
    #[must_use]
    pub fn new(choice: ColourChoice, names: bool) -> Self {
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let colour = |terminal: bool| match choice {
            ColourChoice::Always => true,
            ColourChoice::Never => false,
            ColourChoice::Auto => {
                terminal && !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|t| t != "dumb")
            }
        };
        let terminal = io::stdout().is_terminal();
        let columns = std::env::var("COLUMNS")
            .ok()
            .and_then(|columns| columns.parse().ok())
            .filter(|width| *width > 0);
        let width = columns.or_else(|| {
            if terminal {
                terminal_width()
            } else {
                Some(PIPED_WIDTH)
            }
        });
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
            .into_iter()
            .find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
        let unicode = locale.is_none_or(|locale| {
            let lower = locale.to_lowercase();
            lower.contains("utf-8") || lower.contains("utf8")
        });
        Self {
            look: Look {
                width,
                unicode,
                colour: colour(terminal),
            },
            names,
            is_terminal: terminal,
            message_width: if io::stderr().is_terminal() {
                columns.or_else(terminal_width)
            } else {
                None
            },
            colour_errors: colour(io::stderr().is_terminal()),
            draws: io::stderr().is_terminal()
                && std::env::var_os("TERM").is_none_or(|t| t != "dumb"),
            days: DayStyle::Iso,
            pager: Vec::new(),
        }
    }

    /// The screen with a person's settings.
    #[must_use]
    pub fn for_person(mut self, settings: &Settings) -> Self {
        self.days = settings.days.unwrap_or(DayStyle::Iso);
        let pager = settings.pager.as_deref().and_then(shlex::split);
        self.pager = pager.unwrap_or_default();
        self
    }

    /// Writes a text for people to stdout; on a terminal, with days in the person's format, and through the pager if it
    /// is longer than the screen.
    ///
    /// # Errors
    /// As [`Screen::answer_styled`].
    pub fn answer_page(&self, answer: impl AsRef<[u8]>) -> Result<(), Failure> {
        let text = match std::str::from_utf8(answer.as_ref()) {
            Ok(text) if self.is_terminal => self.days.shown(text),
            _ => return self.answer_styled(answer),
        };
        let height = terminal_size::terminal_size().map(|(_, height)| usize::from(height.0));
        let is_long = height.is_some_and(|height| text.lines().count() >= height);
        match self.pager.split_first() {
            Some((program, arguments)) if is_long => match paged(program, arguments, &text) {
                Ok(()) => Ok(()),
                Err(error) => {
                    self.note(&format!("cannot start the pager `{program}`: {error}"));
                    self.answer_styled(text)
                }
            },
            _ => self.answer_styled(text),
        }
    }

    /// Writes an answer to stdout; on a terminal, without characters that would control it.
    ///
    /// # Errors
    /// As [`Screen::answer_styled`].
    pub fn answer(&self, answer: impl AsRef<[u8]>) -> Result<(), Failure> {
        match std::str::from_utf8(answer.as_ref()) {
            Ok(text) if self.is_terminal => self.answer_styled(&*escape::lines(text)),
            _ => self.answer_styled(answer),
        }
    }

    /// Writes an answer rendered for a terminal to stdout, with its colors.
    ///
    /// # Errors
    /// Stdout cannot be written; it is not an error if the reader has quit.
    pub fn answer_styled(&self, answer: impl AsRef<[u8]>) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        match out.write_all(answer.as_ref()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(Failure::new(format!("cannot write the answer: {error}")))
            }
            _ => Ok(()),
        }
    }

    /// Says on stderr what was done.
    pub fn say(&self, text: &str) {
        self.stderr(&format!("{}\n", escape::lines(text)));
    }

    /// Tells the user on stderr what to look at.
    pub fn note(&self, text: &str) {
        self.stderr(&self.labelled(NOTE, "note:", text));
    }

    /// Whether a line can be drawn and redrawn on stderr.
    #[must_use]
    pub fn draws(&self) -> bool {
        self.draws
    }

    /// Draws a line on stderr over the previous one.
    pub fn draw(&self, line: &str) {
        self.stderr(&format!("\r{line}\x1b[K"));
    }

    fn labelled(&self, style: Style, label: &str, text: &str) -> String {
        let styled = self.styled(style, label);
        let text = &*escape::lines(text);
        match self.message_width {
            Some(_) => {
                let look = Look {
                    width: self.message_width,
                    ..self.look
                };
                message(text, &format!("{label} "), &look).replacen(label, &styled, 1)
            }
            None => format!("{styled} {text}\n"),
        }
    }

    /// Whether questions have color.
    #[must_use]
    pub fn colours_questions(&self) -> bool {
        self.colour_errors
    }

    /// Prints why something was not done.
    pub fn fail(&self, failure: &Failure) {
        let look = Look {
            colour: self.colour_errors,
            ..self.look
        };
        let mut text = String::new();
        if !failure.shown.is_empty() {
            text.push_str(&findings::text(&failure.shown, &look));
            text.push('\n');
        }
        text.push_str(&self.labelled(ERROR, "error:", &failure.message));
        for help in &failure.help {
            text.push_str(&self.labelled(HELP, "help:", help));
        }
        self.stderr(&text);
    }

    fn styled(&self, style: Style, text: &str) -> String {
        if self.colour_errors {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }

    fn stderr(&self, text: &str) {
        // No one can see an error about a closed stderr.
        let _ = io::stderr()
            .lock()
            .write_all(self.look.words(text).as_bytes());
    }

    /// Prints how the command ended and returns its exit status.
    #[must_use]
    pub fn close(&self, done: Result<Done, Failure>) -> ExitCode {
        match done {
            Ok(Done::Yes) => ExitCode::SUCCESS,
            Ok(Done::No) => ExitCode::from(1),
            Err(failure) => {
                self.fail(&failure);
                ExitCode::from(failure.status)
            }
        }
    }
}

/// Shows a text with a pager, until the person quits it.
fn paged(program: &str, arguments: &[String], text: &str) -> io::Result<()> {
    let mut pager = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .spawn()?;
    if let Some(mut pipe) = pager.stdin.take() {
        // A person who quits before the end has seen enough.
        let _ = pipe.write_all(text.as_bytes());
    }
    pager.wait().map(|_| ())
}

/// Whether the program reads from a terminal and shows on one that can draw.
#[must_use]
pub fn has_terminal() -> bool {
    let draws = std::env::var_os("TERM").is_none_or(|term| term != "dumb");
    draws && io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// The width of the terminal in columns; the usual 80 for a terminal that does not know its own.
fn terminal_width() -> Option<usize> {
    let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    width.filter(|width| *width > 0).or(Some(80))
}

/// Prints what is wrong with the arguments: help and version to stdout with status 0, mistakes with status 2.
#[must_use]
pub fn usage(error: &clap::Error, command: fn() -> clap::Command) -> ExitCode {
    if let Some(failure) = mistake(error, command) {
        Screen::new(ColourChoice::Auto, true).fail(&failure);
        return ExitCode::from(failure.status);
    }
    // What was typed, perhaps by a script, is repeated.
    let said = error.render().to_string();
    match escape::lines(&said) {
        Cow::Owned(safe) => drop(io::stderr().lock().write_all(safe.as_bytes())),
        Cow::Borrowed(_) => drop(error.print()),
    }
    ExitCode::from(if error.use_stderr() { 2 } else { 0 })
}
