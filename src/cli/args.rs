//! Arguments that many verbs share.

use std::path::{Path, PathBuf};

use clap::Args;

use super::failure::Failure;
use crate::record::read::nearest;
use crate::record::schema::quoted;
use crate::record::{Day, Program, Word};
use crate::render::Format;

/// How an answer is given.
#[derive(Debug, Clone, Default, Args)]
pub struct Output {
    /// Give the answer as text, csv, json, markdown, html or xlsx (a workbook)
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<Format>,
    /// Write the answer to FILE; its ending chooses the format; `-` is the screen
    #[arg(short = 'o', long = "output", value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    named: Option<PathBuf>,
}

impl Output {
    /// The file that the answer goes to; `None` where it goes to stdout.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        self.named.as_deref().filter(|file| !is_stdout(file))
    }

    /// The format of the answer: the one asked for, else that of the file's ending, else text.
    ///
    /// # Errors
    /// The file's ending names none, or a workbook would go to the screen.
    pub fn format(&self) -> Result<Format, Failure> {
        match (self.format, self.file()) {
            (Some(Format::Xlsx), None) if self.named.is_none() => {
                Err(Failure::new("a workbook is no text to print")
                    .help("say where it goes: -o answer.xlsx"))
            }
            (Some(format), _) => Ok(format),
            (None, None) => Ok(Format::Text),
            (None, Some(path)) => Format::of_file(path).ok_or_else(|| {
                Failure::new(format!("the ending of {} names no format", path.display()))
                    .help("end it in .txt, .csv, .json, .md, .html or .xlsx, or say --format")
            }),
        }
    }
}

/// Whether an answer calls people by their names.
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct Naming {
    /// Show names although no terminal shows the answer, as with `| less`; a file by `>` then holds them
    #[arg(long)]
    pub names: bool,
}

/// Whether a file that was named means stdout.
#[must_use]
pub fn is_stdout(file: &Path) -> bool {
    file.as_os_str() == "-"
}

/// Whether anything is written.
#[derive(Debug, Clone, Default, Args)]
pub struct Writing {
    /// Show what would be written, and write nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// The day of a fact.
#[derive(Debug, Clone, Default, Args)]
pub struct On {
    /// The day it happened: 2026-11-14, today, yesterday, or a weekday such as mon: the last one, or today
    #[arg(long, value_name = "DAY")]
    pub on: Option<String>,
}

impl On {
    /// The day, today where none was given.
    ///
    /// # Errors
    /// The text is no day, or a day after today.
    pub fn day(&self, today: Day) -> Result<Day, Failure> {
        self.on
            .as_deref()
            .map_or(Ok(today), |text| past_day(text, today))
    }
}

/// A day as typed, on or before today.
///
/// # Errors
/// The text is no day, or a day after today.
pub fn past_day(text: &str, today: Day) -> Result<Day, Failure> {
    let day = any_day(text, today)?;
    if day > today {
        return Err(Failure::new(format!("{day} is after today, {today}"))
            .help("records tell what happened; enter it on that day"));
    }
    Ok(day)
}

/// The day as of which something is asked, on or before today.
///
/// # Errors
/// The text is no day, or a day after today.
pub fn as_of_day(text: &str, today: Day) -> Result<Day, Failure> {
    let day = any_day(text, today)?;
    if day > today {
        return Err(Failure::new(format!(
            "{day} is after today, {today}: nothing is known of that day yet"
        ))
        .help("leave --as-of out to ask as of today"));
    }
    Ok(day)
}

/// A day as typed, which may lie ahead, such as the last day of a consent.
///
/// # Errors
/// The text is no day.
pub fn any_day(text: &str, today: Day) -> Result<Day, Failure> {
    Day::parse_from(text, today).map_err(Failure::new)
}

/// A value that parses from text, with the message of its own error.
///
/// # Errors
/// The text does not parse.
pub fn parsed<T: std::str::FromStr<Err = String>>(text: &str) -> Result<T, Failure> {
    text.trim().parse().map_err(Failure::new)
}

/// Values of a flag that may be repeated or given with commas.
pub fn listed(values: &[String]) -> impl Iterator<Item = &str> {
    values
        .iter()
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .filter(|value| !value.is_empty())
}

/// All values of a repeatable flag, parsed.
///
/// # Errors
/// One of them does not parse.
pub fn parsed_list<T: std::str::FromStr<Err = String>>(
    values: &[String],
) -> Result<Vec<T>, Failure> {
    listed(values).map(parsed).collect()
}

/// An answer as typed.
///
/// # Errors
/// It is neither yes nor no.
pub fn yes_or_no(text: &str) -> Result<bool, Failure> {
    match text {
        "yes" | "true" => Ok(true),
        "no" | "false" => Ok(false),
        other => Err(Failure::new(format!("`{other}` is neither yes nor no"))),
    }
}

/// A word of a list of the program's vocabulary, typed as it is or in another way that the program knows.
///
/// # Errors
/// It is no word, or none of those that the list ships with or the program lists.
pub fn word(program: &Program, list: &str, text: &str) -> Result<Word, Failure> {
    let typed: Word = parsed(text)?;
    let meant: Word = parsed(program.word_for(list, typed.as_str()))?;
    let known = program.words_for(list);
    if program.ships(list) && !known.contains(&meant.as_str()) {
        let failure = Failure::new(format!("`{typed}` is none of {}", quoted(&known)));
        return Err(match nearest(typed.as_str(), &known) {
            Some(near) => failure.help(format!("did you mean `{near}`?")),
            None => failure.help(format!(
                "or add it to `{list}` under `[vocabulary]` in peer.toml"
            )),
        });
    }
    Ok(meant)
}

/// All words of a repeatable flag, as [`word`] takes each.
///
/// # Errors
/// As [`word`].
pub fn word_list(program: &Program, list: &str, values: &[String]) -> Result<Vec<Word>, Failure> {
    listed(values)
        .map(|text| word(program, list, text))
        .collect()
}

/// A count as typed, for clap.
///
/// # Errors
/// It is no whole number.
pub fn count(text: &str) -> Result<u32, String> {
    text.parse()
        .map_err(|_| "write a whole number, 0 or more".to_owned())
}
