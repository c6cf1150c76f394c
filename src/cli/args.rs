//! Arguments that many verbs share.

use clap::Args;

use super::failure::Failure;
pub use super::output::Output;
use crate::record::read::nearest;
use crate::record::schema::quoted;
use crate::record::{Day, Program, Word};

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
