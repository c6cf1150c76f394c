//! The markers that git leaves in a text if a merge was not finished.

use std::ops::Range;

/// Where the first conflict marker of git is in a text.
pub(in crate::record) fn find(text: &str) -> Option<Range<usize>> {
    // Hardly any text has one, and a substring search is much faster than splitting lines.
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
