//! What each kind of session that can be logged can do.

use super::ask::Asking;
use super::frame::Frame;
use super::words::Words;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::record::{Service, Session};

/// A kind of session that can be logged: its arguments, what it asks, and how it is written.
pub trait Loggable {
    /// What it is.
    fn service(&self) -> Service;

    /// What all kinds share.
    fn frame(&mut self) -> &mut Frame;

    /// Who or what it is about, as it was typed.
    fn subject(&mut self) -> &mut Option<String>;

    /// Takes from another session what only this kind has, where it was not said.
    fn like(&mut self, _: &Session) {}

    /// Whether it cannot be written without asking.
    fn lacks(&self) -> bool;

    /// Asks for what is missing.
    fn ask(&mut self, asking: &Asking<'_>) -> Result<(), Failure>;

    /// The arguments as they would be typed.
    fn words(&self, words: &mut Words<'_>);

    /// Writes it.
    fn run(&self, peer: &Peer) -> Result<Done, Failure>;
}

/// Who or what a session is about, which nothing can do without.
pub fn needed<'t>(typed: Option<&'t str>, what: &str, example: &str) -> Result<&'t str, Failure> {
    typed.ok_or_else(|| Failure::new(format!("say {what}")).help(format!("as in `{example}`")))
}
