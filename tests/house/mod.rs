//! What the house promises whoever adds to it: a kind of record is one declaration, a field three files.

mod cost;
mod kinds;
