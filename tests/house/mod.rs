//! What the house promises whoever adds to it.

mod report;
