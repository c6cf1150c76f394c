//! From a finding to the line and column that an editor understands.

use std::fs;
use std::ops::Range;

use super::directory::Directory;
use crate::record::finding::{At, Finding};
use crate::record::read::{Step, span_of};

/// Where a finding stands in the text of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The text of the file and the bytes concerned, where they may be shown.
    pub excerpt: Option<(String, Range<usize>)>,
}

/// Finds the line and column of a finding; a file that cannot be read counts as empty.
#[must_use]
pub fn locate(directory: &Directory, finding: &Finding) -> Located {
    let bytes = fs::read(directory.at(&finding.place.path)).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let section = finding.place.section.as_ref().map(|section| Step::Key(section.to_string()));
    let span = match &finding.at {
        At::Span(span) => span.clone(),
        At::Key(path) => {
            let whole: Vec<Step> = section.into_iter().chain(path.iter().cloned()).collect();
            span_of(&text, &whole)
        }
        At::File => section.map_or(0..0, |section| span_of(&text, &[section])),
    };
    let start = floor(&text, span.start);
    let end = floor(&text, span.end.max(start));
    let before = text.get(..start).unwrap_or("");
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
    let shown = !finding.quiet && finding.at != At::File && !text.is_empty();
    Located { line, column, excerpt: shown.then_some((text, start..end)) }
}

/// The nearest place at or before `at` where a character begins.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|place| text.is_char_boundary(*place)).unwrap_or(0)
}
