//! Names: they never leak, always travel, and can be forgotten.

mod acts;
mod apart;
mod backup;
mod canaries;
mod forget;
mod given;
mod month;
mod months;
mod nameless;
mod world;
