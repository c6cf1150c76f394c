//! The lines in which two texts differ, in the order of both.

use diffy::{DiffOptions, Line};

/// The lines of both texts, each after `-` (only the old has it), `+` (only the new) or a space (both).
#[must_use]
pub fn compared(old: &str, new: &str) -> Vec<(char, String)> {
    if old == new {
        let lines = old.split_inclusive('\n');
        return lines.map(|line| (' ', line.to_owned())).collect();
    }
    let patch = DiffOptions::new()
        .set_context_len(old.len().max(new.len()))
        .create_patch(old, new);
    (patch.hunks().iter())
        .flat_map(|hunk| hunk.lines())
        .map(|line| match line {
            Line::Delete(line) => ('-', (*line).to_owned()),
            Line::Insert(line) => ('+', (*line).to_owned()),
            Line::Context(line) => (' ', (*line).to_owned()),
        })
        .collect()
}
