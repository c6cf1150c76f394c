//! Lines: which ones an edit left alone, with their line breaks, and where a key or a table is among them.

use std::ops::Range;

use toml_edit::{Document, Item, Table, Value};

use crate::record::read::Step;

/// Restores the line break of every line that an edit left alone, and keeps a byte order mark and a missing final line
/// break. New lines get the line break that most lines have.
pub(super) fn same_ends(original: &str, edited: &str) -> String {
    let (mark, body) = original
        .strip_prefix('\u{feff}')
        .map_or(("", original), |body| ("\u{feff}", body));
    let old: Vec<&str> = body.split_inclusive('\n').collect();
    let new: Vec<&str> = edited.split_inclusive('\n').collect();
    let ended = |end: &str| old.iter().filter(|line| line.ends_with(end)).count();
    let windows = ended("\r\n") * 2 > ended("\n");
    let mut text = mark.to_owned();
    for (line, same) in new.iter().zip(matches(&old, &new)) {
        match same {
            Some(at) if old[at].ends_with('\n') || at + 1 == old.len() && text_ends(&new, line) => {
                text.push_str(old[at])
            }
            _ if windows => text.push_str(&format!("{}\r\n", bare(line))),
            _ => text.push_str(line),
        }
    }
    text
}

/// Whether a line is the last one.
fn text_ends(lines: &[&str], line: &&str) -> bool {
    lines.last().is_some_and(|last| std::ptr::eq(*last, *line))
}

fn bare(line: &str) -> &str {
    line.trim_end_matches(['\r', '\n'])
}

/// For each new line, the old line that it matches, by longest common subsequence.
fn matches(old: &[&str], new: &[&str]) -> Vec<Option<usize>> {
    let same = |(a, b): &(&&str, &&str)| bare(a) == bare(b);
    let head = old.iter().zip(new).take_while(same).count();
    let most = old.len().min(new.len()) - head;
    let tail = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take(most)
        .take_while(same)
        .count();
    let (before, after) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let width = after.len() + 1;
    // `longest[a * width + b]`: how many lines `before[a..]` and `after[b..]` have in common, in order.
    let mut longest = vec![0_u32; (before.len() + 1) * width];
    for a in (0..before.len()).rev() {
        for b in (0..after.len()).rev() {
            longest[a * width + b] = if bare(before[a]) == bare(after[b]) {
                longest[(a + 1) * width + b + 1] + 1
            } else {
                longest[(a + 1) * width + b].max(longest[a * width + b + 1])
            };
        }
    }
    let mut all: Vec<Option<usize>> = (0..head).map(Some).collect();
    let (mut a, mut b) = (0, 0);
    while b < after.len() {
        if a < before.len() && bare(before[a]) == bare(after[b]) {
            all.push(Some(head + a));
            (a, b) = (a + 1, b + 1);
        } else if a < before.len() && longest[(a + 1) * width + b] >= longest[a * width + b + 1] {
            a += 1;
        } else {
            all.push(None);
            b += 1;
        }
    }
    all.extend((old.len() - tail..old.len()).map(Some));
    all
}

/// The full lines of the value of a key, with the comment after it. `None` if the key is missing, or shares its line
/// with others in an inline table.
pub(super) fn of_key(text: &str, path: &[&str]) -> Option<Range<usize>> {
    let document = Document::parse(text).ok()?;
    let (key, tables) = path.split_last()?;
    let mut table = document.as_table();
    for name in tables {
        table = table.get(name)?.as_table()?;
    }
    let span = table.get(key)?.as_value()?.span()?;
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.end..]
        .find('\n')
        .map_or(text.len(), |at| span.end + at + 1);
    Some(start..end)
}

/// Where a new entry of `[[name]]` belongs: after the last one; otherwise after everything in the table at `section`.
/// What follows the last table of the file belongs to it.
pub(super) fn after_entries(text: &str, section: Option<&str>, name: &str) -> Option<usize> {
    let document = Document::parse(text).ok()?;
    let record = match section {
        Some(section) => document.get(section)?.as_table()?,
        None => document.as_table(),
    };
    let end = match record.get(name) {
        Some(Item::ArrayOfTables(entries)) => entries.iter().map(end_of).max()?,
        _ if section.is_some() => end_of(record),
        _ => return Some(text.len()),
    };
    if end >= end_of(document.as_table()) {
        return Some(text.len());
    }
    Some(text[end..].find('\n').map_or(text.len(), |at| end + at + 1))
}

/// The byte after the last thing in a table.
fn end_of(table: &Table) -> usize {
    let own = table.span().map_or(0, |span| span.end);
    let items = table.iter().map(|(_, item)| match item {
        Item::Table(inner) => end_of(inner),
        Item::ArrayOfTables(entries) => entries.iter().map(end_of).max().unwrap_or(0),
        Item::Value(value) => end_of_value(value),
        Item::None => 0,
    });
    items.max().unwrap_or(0).max(own)
}

fn end_of_value(value: &Value) -> usize {
    value.span().map_or(0, |span| span.end)
}

/// The full lines of what is at a path, a value or a table with everything in it. `None` if it is missing, or shares
/// its lines with others in an inline table.
pub(super) fn at(text: &str, root: &Table, path: &[Step]) -> Option<Vec<Range<usize>>> {
    match path {
        [Step::Key(name), Step::Item(at), rest @ ..] => {
            let entry = root.get(name)?.as_array_of_tables()?.get(*at)?;
            if rest.is_empty() {
                Some(of_table(text, entry))
            } else {
                self::at(text, entry, rest)
            }
        }
        [Step::Key(name)] => Some(of_item(text, root.get(name)?)),
        [Step::Key(name), rest @ ..] => self::at(text, root.get(name)?.as_table()?, rest),
        _ => None,
    }
}

fn of_item(text: &str, item: &Item) -> Vec<Range<usize>> {
    match item {
        Item::Table(table) => of_table(text, table),
        Item::ArrayOfTables(entries) => entries
            .iter()
            .flat_map(|entry| of_table(text, entry))
            .collect(),
        Item::Value(value) => value
            .span()
            .map(|span| whole_lines(text, span))
            .into_iter()
            .collect(),
        Item::None => Vec::new(),
    }
}

fn of_table(text: &str, table: &Table) -> Vec<Range<usize>> {
    match table.span() {
        Some(span) if !table.is_dotted() && !table.is_implicit() => {
            vec![whole_lines(text, span.start..end_of(table))]
        }
        _ => table
            .iter()
            .flat_map(|(_, item)| of_item(text, item))
            .collect(),
    }
}

fn whole_lines(text: &str, span: Range<usize>) -> Range<usize> {
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.end..]
        .find('\n')
        .map_or(text.len(), |at| span.end + at + 1);
    start..end
}

/// Where to insert an entry before the one at `index` of `[[name]]`: above its comments. `None` if there is no such
/// entry.
pub(super) fn before_entry(
    text: &str,
    section: Option<&str>,
    name: &str,
    index: usize,
) -> Option<usize> {
    let document = Document::parse(text).ok()?;
    let record = match section {
        Some(section) => document.get(section)?.as_table()?,
        None => document.as_table(),
    };
    let span = record.get(name)?.as_array_of_tables()?.get(index)?.span()?;
    let mut start = whole_lines(text, span).start;
    while let Some(above) = text[..start]
        .lines()
        .next_back()
        .filter(|line| line.trim_start().starts_with('#'))
    {
        start = text[..start].rfind(above)?;
    }
    Some(start)
}
