//! Writing: a change happens completely or not at all, no matter who else writes and when the process dies; and what a
//! person typed stays.

#[cfg(target_os = "linux")]
mod clock;
mod crowd;
mod document;
mod edit;
mod faults;
#[cfg(target_os = "linux")]
mod injected;
mod kill;
#[cfg(unix)]
mod modes;
#[cfg(unix)]
mod output;
mod packed;
#[cfg(target_os = "linux")]
mod prepared;
mod reader;
#[cfg(unix)]
mod shared;
#[cfg(unix)]
mod strangers;
#[cfg(unix)]
mod undo;
#[cfg(target_os = "linux")]
mod unfinished;
#[cfg(unix)]
mod vault;
