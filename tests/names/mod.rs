//! Names: they never leak, always travel, and can be forgotten.

mod apart;
mod backup;
mod canaries;
mod forget;
mod given;
mod months;
mod nameless;
mod world;
