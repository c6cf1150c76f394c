//! From a finding to the line and column that an editor understands.

use std::ops::Range;

use super::directory::Directory;
use crate::record::Severity;
use crate::record::finding::{At, Finding};
use crate::record::read::{Places, Step};

/// Where a finding is in the text of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The lines in question, and the bytes of them that are meant, if they may be shown.
    pub excerpt: Option<(String, Range<usize>)>,
}

/// Finds the lines and columns of findings, in their order; a file that cannot be read counts as empty. In each file
/// the first `most` are located, errors before warnings; the rest get `None`.
#[must_use]
pub fn locate(directory: &Directory, findings: &[Finding], most: usize) -> Vec<Option<Located>> {
    let mut order: Vec<usize> = (0..findings.len()).collect();
    order.sort_by_key(|at| &findings[*at].place.path);
    let mut located = vec![None; findings.len()];
    // Each file is read once for all its findings: a packed month may have very many.
    for of_file in order.chunk_by(|a, b| findings[*a].place.path == findings[*b].place.path) {
        in_file(directory, findings, of_file, most, &mut located);
    }
    located
}

fn in_file(
    directory: &Directory,
    findings: &[Finding],
    of_file: &[usize],
    most: usize,
    located: &mut [Option<Located>],
) {
    let all = || of_file.iter().map(|at| (*at, &findings[*at]));
    let path = all().next().map_or("", |(_, finding)| &*finding.place.path);
    // If every finding is about a file as a whole, nothing of it is shown, and it may be a pipe that never ends.
    let is_whole = |finding: &Finding| finding.at == At::File && finding.place.section.is_none();
    let bytes = match all().all(|(_, finding)| is_whole(finding)) {
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
    let mut spans: Vec<(usize, &Finding, Range<usize>)> = all()
        .map(|(at, finding)| (at, finding, span(finding, &places)))
        .collect();
    spans.sort_by_key(|(_, finding, span)| (finding.severity != Severity::Error, span.start));
    let mut column = Column::default();
    for (at, finding, span) in spans.into_iter().take(most) {
        let shown = !finding.quiet && finding.at != At::File && !text.is_empty();
        let span = span.start..span.end.max(span.start);
        located[at] = Some(lines.locate(span, shown, &mut column));
    }
}

/// The bytes of a file that a finding is about.
fn span(finding: &Finding, places: &Places) -> Range<usize> {
    let section = finding
        .place
        .section
        .as_ref()
        .map(|section| Step::Key(section.to_string()));
    match &finding.at {
        At::Span(span) => span.clone(),
        At::Key(path) => places.span(
            &section
                .into_iter()
                .chain(path.iter().cloned())
                .collect::<Vec<_>>(),
        ),
        At::File => section.map_or(0..0, |section| places.span(&[section])),
    }
}

/// The line and column of a span of text, with its lines if they may be shown.
#[must_use]
pub fn within(text: &str, span: Range<usize>, shown: bool) -> Located {
    Lines::of(text).locate(span, shown, &mut Column::default())
}

/// A text with the start of each line.
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

    fn locate(&self, span: Range<usize>, shown: bool, column: &mut Column) -> Located {
        let (start, end) = (floor(self.text, span.start), floor(self.text, span.end));
        let line = self.starts.partition_point(|first| *first <= start);
        let first = self.start(line.saturating_sub(1));
        // A long span is shown by its first lines.
        let last = (line..line + MOST_LINES)
            .map(|next| self.start(next))
            .find(|last| *last >= end)
            .unwrap_or_else(|| self.start(line + MOST_LINES - 1));
        let excerpt = || {
            let lines = self.text.get(first..last)?;
            // In a line much longer than any screen, even the end is not searched for.
            let lines = lines
                .get(..lines.len().min(MOST_BYTES + 2))
                .unwrap_or(lines);
            let lines = lines.trim_end_matches(['\n', '\r']);
            let within = |at: usize| at.saturating_sub(first).min(lines.len());
            let meant = within(start)..within(end).max(within(start));
            (lines.len() <= MOST_BYTES).then(|| (lines.to_owned(), meant))
        };
        Located {
            line,
            column: column.at(self.text, first, start),
            excerpt: shown.then(excerpt).flatten(),
        }
    }

    /// The start of a line, counted from 0; the end of the text if there is no such line.
    fn start(&self, line: usize) -> usize {
        self.starts.get(line).copied().unwrap_or(self.text.len())
    }
}

/// The column of one place after another: characters before two places of the same line are counted once.
#[derive(Debug, Default)]
struct Column {
    line: usize,
    at: usize,
    characters: usize,
}

impl Column {
    /// The column, from 1, of a place in the line that starts at `line`.
    fn at(&mut self, text: &str, line: usize, at: usize) -> usize {
        if self.line != line || at < self.at {
            (self.line, self.at, self.characters) = (line, line, 0);
        }
        let more = text.get(self.at..at).unwrap_or("");
        self.characters += more.chars().count();
        self.at = at;
        self.characters + 1
    }
}

/// The maximum number of lines shown.
const MOST_LINES: usize = 3;

/// The maximum number of bytes shown: a line much longer than any screen helps no one find its fault.
const MOST_BYTES: usize = 4_000;

/// The nearest character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at)
        .rev()
        .find(|place| text.is_char_boundary(*place))
        .unwrap_or(0)
}
