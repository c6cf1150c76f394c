//! Values that need only their text: a word of a fixed set, a count, yes or no.

use std::marker::PhantomData;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};

use super::mistyped::Mistyped;
use crate::record::Hours;
use crate::record::schema::quoted;
use crate::record::word::{Choice, meant, to_kebab};

/// Parses, and completes, a word of a fixed set.
#[must_use]
pub fn choice<T: Choice + Send + Sync>() -> impl TypedValueParser<Value = T> {
    ChoiceParser(PhantomData)
}

#[derive(Clone, Copy)]
struct ChoiceParser<T>(PhantomData<T>);

impl<T: Choice + Send + Sync> TypedValueParser for ChoiceParser<T> {
    type Value = T;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<T, clap::Error> {
        let one = |text: String| {
            let typed = to_kebab(&text);
            let at = T::WORDS
                .iter()
                .position(|word| *word == text.trim() || *word == typed);
            at.map(|at| T::ALL[at]).ok_or_else(|| Mistyped {
                message: format!("`{text}` is not one of {}", quoted(T::WORDS)),
                help: meant::<T>(&typed).map(|near| format!("did you mean `{near}`?")),
            })
        };
        StringValueParser::new()
            .try_map(one)
            .parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(
            T::WORDS.iter().map(|word| PossibleValue::new(*word)),
        ))
    }
}

/// Parses a count.
///
/// # Errors
/// It is not a whole number.
pub fn count(text: &str) -> Result<u32, Mistyped> {
    text.parse().map_err(|_| {
        Mistyped::new(
            format!("`{text}` is not a whole number"),
            "write a whole number, 0 or more",
        )
    })
}

/// Parses a length in hours, such as `1.5`.
///
/// # Errors
/// It is not a number, or is longer than anything can last.
pub fn hours(text: &str) -> Result<Hours, Mistyped> {
    let number = text.parse::<f64>().ok();
    let hours = number.filter(|hours| (0.0..=10_000.0).contains(hours));
    hours
        .map(|hours| Hours {
            minutes: (hours * 60.0).round() as u32,
        })
        .ok_or_else(|| {
            Mistyped::new(
                format!("`{text}` is not a length in hours"),
                "write a number, such as 24 or 1.5",
            )
        })
}

/// Parses yes or no.
///
/// # Errors
/// It is neither of them.
pub fn yes_or_no(text: &str) -> Result<bool, Mistyped> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "y" | "true" => Ok(true),
        "no" | "n" | "false" => Ok(false),
        _ => Err(format!("`{text}` is not yes or no").into()),
    }
}
