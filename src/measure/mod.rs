//! measure
pub mod statistics;
