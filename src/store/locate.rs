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
    /// The lines concerned, and the bytes of them that are meant, where they may be shown.
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
    let (start, end) = (span.start, span.end.max(span.start));
    let shown = !finding.quiet && finding.at != At::File && !text.is_empty();
    within(&text, start..end, shown)
}

/// The line and column of a stretch of a text, with its lines where they may be shown.
#[must_use]
pub fn within(text: &str, span: Range<usize>, shown: bool) -> Located {
    let (start, end) = (floor(text, span.start), floor(text, span.end));
    let before = text.get(..start).unwrap_or("");
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
    let first = before.rfind('\n').map_or(0, |at| at + 1);
    let rest = text.get(first..).unwrap_or("");
    let wanted = end.saturating_sub(first);
    // A stretch of many lines is shown by its first ones.
    let mut last = 0;
    for line in rest.split_inclusive('\n').take(MOST_LINES) {
        last += line.len();
        if last >= wanted {
            break;
        }
    }
    let lines = rest.get(..last).unwrap_or("").trim_end_matches(['\n', '\r']).to_owned();
    let meant = start - first..wanted.min(lines.len()).max((start - first).min(lines.len()));
    let meant = meant.start.min(lines.len())..meant.end;
    let readable = lines.len() <= MOST_BYTES;
    Located { line, column, excerpt: (shown && readable).then_some((lines, meant)) }
}

/// How many lines of a file are shown at most.
const MOST_LINES: usize = 3;

/// The most bytes that are shown: a line much longer than any screen tells nobody where its fault is.
const MOST_BYTES: usize = 4_000;

/// The nearest place at or before `at` where a character begins.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|place| text.is_char_boundary(*place)).unwrap_or(0)
}
