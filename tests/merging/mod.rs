//! Two laptops, one truth: merging by the content of records, and the path through git.

mod any_month;
mod cases;
mod clones;
mod corners;
pub mod laptops;
mod model;
mod months;
mod moved;
mod names;
mod odd;
mod oracle;
mod random;
mod saved;
mod setup;
mod text;
