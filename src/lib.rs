//! peer
pub mod check;
pub mod cli;
pub mod matching;
pub mod measure;
pub mod record;
pub mod register;
pub mod render;
pub mod report;
pub mod store;
