//! The marks that git leaves in a text where a merge was not finished.

use std::ops::Range;

/// Where the first conflict marker stands that git left in a text.
pub(in crate::record) fn find(text: &str) -> Option<Range<usize>> {
    // Hardly any text has one, and a stretch of bytes is found much faster than lines are told apart.
    if !["<<<<<<< ", ">>>>>>> ", "======="]
        .iter()
        .any(|marker| text.contains(marker))
    {
        return None;
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("<<<<<<< ")
            || line.starts_with(">>>>>>> ")
            || line.trim_end() == "======="
        {
            return Some(start..start + line.trim_end().len());
        }
        start += line.len();
    }
    None
}
