//! The kinds of record, one type for each file of the directory, all of them together, and how two versions of them
//! differ.

pub mod agreement;
pub mod anchor;
pub mod answer;
mod as_of;
pub mod benchmark;
pub mod case;
pub mod classed;
pub mod classes;
pub mod contract;
mod court;
pub mod decided;
pub mod definition;
pub mod difference;
pub mod facts;
pub mod form;
pub mod group;
pub mod identity;
pub mod intake;
pub mod mentor;
pub mod own;
pub mod pairing;
pub mod participant;
pub mod program;
pub mod question;
pub mod record;
pub mod records;
pub mod rhythm;
pub mod session;
pub mod settings;
pub mod survey;
mod system;
pub mod units;
pub mod vocabulary;
pub mod void;
