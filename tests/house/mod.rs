//! What the house promises whoever adds to it: a kind of record is one declaration, and so on.

mod kinds;
