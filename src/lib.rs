//! peer
pub mod check;
pub mod measure;
pub mod record;
pub mod register;
pub mod report;
pub mod store;
