//! peer
pub mod record;
