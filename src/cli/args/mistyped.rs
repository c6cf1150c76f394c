//! What is wrong with a value as it was typed.

use std::convert::Infallible;
use std::fmt;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::cli::failure::Failure;

/// Why a text is not a value of its argument, and what to type instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistyped {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl Mistyped {
    /// A wrong value, and what to do.
    #[must_use]
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: Some(help.into()),
        }
    }
}

impl fmt::Display for Mistyped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Mistyped {}

impl From<String> for Mistyped {
    fn from(message: String) -> Self {
        Self {
            message,
            help: None,
        }
    }
}

impl From<Infallible> for Mistyped {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

impl From<Mistyped> for Failure {
    fn from(mistyped: Mistyped) -> Self {
        let failure = Self::new(mistyped.message);
        match mistyped.help {
            Some(help) => failure.help(help),
            None => failure,
        }
    }
}

/// The failure for a wrong value of an argument, in the words of its type, after the name of its flag; `None` for any
/// other mistake in a command line.
#[must_use]
pub fn wrong_value(error: &clap::Error) -> Option<Failure> {
    if error.kind() != ErrorKind::ValueValidation {
        return None;
    }
    let source = std::error::Error::source(error)?;
    let mistyped = source.downcast_ref::<Mistyped>();
    let mut mistyped = mistyped.map_or_else(|| source.to_string().into(), Mistyped::clone);
    if let Some(ContextValue::String(argument)) = error.get(ContextKind::InvalidArg)
        && argument.starts_with('-')
    {
        let flag = argument.split([' ', '=', '[']).next().unwrap_or_default();
        mistyped.message = format!("{flag}: {}", mistyped.message);
    }
    Some(mistyped.into())
}
