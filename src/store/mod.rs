//! store
pub mod canonical;
