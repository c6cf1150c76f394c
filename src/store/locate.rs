//! From a finding to the line and column that an editor understands.

use std::ops::Range;

use super::directory::Directory;
use crate::record::finding::{At, Finding};
use crate::record::read::{Places, Step};

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

/// Finds the lines and columns of findings, in their order; a file that cannot be read counts as empty. A file is read
/// once for all findings about it that follow each other: a packed month may have very many.
#[must_use]
pub fn locate(directory: &Directory, findings: &[Finding]) -> Vec<Located> {
    let of_files = findings.chunk_by(|one, next| one.place.path == next.place.path);
    of_files
        .flat_map(|of_file| in_file(directory, of_file))
        .collect()
}

fn in_file(directory: &Directory, findings: &[Finding]) -> Vec<Located> {
    let path = findings.first().map_or("", |finding| &*finding.place.path);
    // Of a file that is wrong as a whole nothing is shown, and it may be a pipe that gives nothing to read.
    let is_whole = |finding: &Finding| finding.at == At::File && finding.place.section.is_none();
    let bytes = match findings.iter().all(is_whole) {
        true => Vec::new(),
        false => directory
            .source()
            .bytes(path)
            .ok()
            .flatten()
            .unwrap_or_default(),
    };
    let text = String::from_utf8_lossy(&bytes);
    let (places, lines) = (Places::of(&text), Lines::of(&text));
    let located = findings.iter().map(|finding| {
        let section = finding
            .place
            .section
            .as_ref()
            .map(|section| Step::Key(section.to_string()));
        let span = match &finding.at {
            At::Span(span) => span.clone(),
            At::Key(path) => places.span(
                &section
                    .into_iter()
                    .chain(path.iter().cloned())
                    .collect::<Vec<_>>(),
            ),
            At::File => section.map_or(0..0, |section| places.span(&[section])),
        };
        let shown = !finding.quiet && finding.at != At::File && !text.is_empty();
        lines.locate(span.start..span.end.max(span.start), shown)
    });
    located.collect()
}

/// The line and column of a stretch of a text, with its lines where they may be shown.
#[must_use]
pub fn within(text: &str, span: Range<usize>, shown: bool) -> Located {
    Lines::of(text).locate(span, shown)
}

/// A text with the places where its lines begin.
struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        let after = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            text,
            starts: std::iter::once(0).chain(after).collect(),
        }
    }

    fn locate(&self, span: Range<usize>, shown: bool) -> Located {
        let (start, end) = (floor(self.text, span.start), floor(self.text, span.end));
        let line = self.starts.partition_point(|first| *first <= start);
        let first = self
            .starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or(0);
        let column = self
            .text
            .get(first..start)
            .map_or(0, |before| before.chars().count())
            + 1;
        let rest = self.text.get(first..).unwrap_or("");
        let wanted = end.saturating_sub(first);
        // A stretch of many lines is shown by its first ones.
        let mut last = 0;
        for line in rest.split_inclusive('\n').take(MOST_LINES) {
            last += line.len();
            if last >= wanted {
                break;
            }
        }
        let lines = rest
            .get(..last)
            .unwrap_or("")
            .trim_end_matches(['\n', '\r'])
            .to_owned();
        let meant = start - first
            ..wanted
                .min(lines.len())
                .max((start - first).min(lines.len()));
        let meant = meant.start.min(lines.len())..meant.end;
        let readable = lines.len() <= MOST_BYTES;
        Located {
            line,
            column,
            excerpt: (shown && readable).then_some((lines, meant)),
        }
    }
}

/// How many lines of a file are shown at most.
const MOST_LINES: usize = 3;

/// The most bytes that are shown: a line much longer than any screen tells nobody where its fault is.
const MOST_BYTES: usize = 4_000;

/// The nearest place at or before `at` where a character begins.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at)
        .rev()
        .find(|place| text.is_char_boundary(*place))
        .unwrap_or(0)
}
