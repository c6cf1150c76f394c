//! Questions to the person at the terminal.

use std::io::IsTerminal;

use inquire::{InquireError, Select};

use super::failure::Failure;
use super::screen::Screen;

/// Whether somebody sits at the terminal who can be asked.
#[must_use]
pub fn can_ask(screen: &Screen) -> bool {
    std::io::stdin().is_terminal() && screen.draws()
}

/// Has one of some answers chosen; `None` where the question is left with Esc.
///
/// # Errors
/// The person stops the whole command, or the terminal is gone.
pub fn choose(question: &str, answers: Vec<String>) -> Result<Option<usize>, Failure> {
    match Select::new(question, answers).raw_prompt_skippable() {
        Ok(chosen) => Ok(chosen.map(|option| option.index)),
        Err(InquireError::OperationInterrupted) => Err(Failure::new("stopped; nothing was written")),
        Err(error) => Err(Failure::new(format!("nobody can be asked here: {error}"))),
    }
}
