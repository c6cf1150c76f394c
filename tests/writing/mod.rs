//! Writing: a change happens wholly or not at all, whoever else writes and whenever the process dies; and what a person
//! typed stays.

mod crowd;
mod document;
mod edit;
mod kill;
#[cfg(unix)]
mod modes;
#[cfg(unix)]
mod output;
mod packed;
mod reader;
#[cfg(unix)]
mod strangers;
#[cfg(unix)]
mod undo;
#[cfg(unix)]
mod vault;
