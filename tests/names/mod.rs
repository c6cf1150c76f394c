//! Names: they never leak, always travel, and can be forgotten.

mod apart;
mod forget;
mod world;
