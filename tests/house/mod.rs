//! What the house promises anyone who adds to it: a kind of record is one declaration, a field three files, a report
//! two files and three lines.

mod cost;
mod kinds;
mod report;
