//! What anyone adding to the program can rely on: a kind of record is one declaration, a field four files, a report two
//! files, three lines, and a line for each of its numbers.

mod cost;
mod kinds;
mod report;
