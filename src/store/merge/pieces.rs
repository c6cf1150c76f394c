//! A packed month in pieces, one per session, so that editing one session does not parse all the others.

use std::collections::HashMap;
use std::ops::Range;

use toml_edit::{Document, Item, Table};

/// The text of a month, cut above the heading of each session.
pub(super) struct Pieces {
    /// The text above the first heading.
    above: String,
    /// The sessions in order, each from its heading to the next one.
    pieces: Vec<String>,
    places: HashMap<String, usize>,
}

impl Pieces {
    /// `None` if a session is not in one piece under its own heading, or a line break is not a plain line feed.
    pub fn of(text: &str) -> Option<Self> {
        if text.starts_with('\u{feff}') || text.contains('\r') {
            return None;
        }
        let document = Document::parse(text).ok()?;
        let mut spans = Vec::new();
        for (name, item) in document.iter() {
            let table = item.as_table()?;
            if table.is_dotted() || table.is_implicit() {
                return None;
            }
            let heading = table.span()?.start;
            let start = text[..heading].rfind('\n').map_or(0, |at| at + 1);
            let mut inside = heading..heading;
            widen(&mut inside, table)?;
            if inside.start < heading {
                return None;
            }
            spans.push((start, inside.end, name));
        }
        spans.sort_unstable();
        if spans.windows(2).any(|two| two[0].1 > two[1].0) {
            return None;
        }
        let ends = spans.iter().skip(1).map(|span| span.0);
        let ends = ends.chain([text.len()]);
        Some(Self {
            above: text[..spans.first()?.0].to_owned(),
            pieces: (spans.iter().zip(ends))
                .map(|(span, end)| text[span.0..end].to_owned())
                .collect(),
            places: (spans.iter().enumerate())
                .map(|(at, span)| (span.2.to_owned(), at))
                .collect(),
        })
    }

    /// Edits a session. The edited text includes the session below it, because what is valid at the end of a file may
    /// be written differently in the middle. `None` if the edit fails or does too much.
    pub fn edit(&mut self, session: &str, edit: impl FnOnce(&str) -> Option<String>) -> Option<()> {
        let at = *self.places.get(session)?;
        let below = self.pieces.get(at + 1).map_or("", String::as_str);
        let edited = edit(&format!("{}{below}", self.pieces[at]))?;
        self.pieces[at] = edited.strip_suffix(below)?.to_owned();
        Some(())
    }

    /// The whole text.
    pub fn text(&self) -> String {
        format!("{}{}", self.above, self.pieces.concat())
    }
}

/// Widens a range to everything in a table; `None` if something has no position.
fn widen(range: &mut Range<usize>, table: &Table) -> Option<()> {
    let own = table.span();
    if let Some(own) = own {
        *range = range.start.min(own.start)..range.end.max(own.end);
    } else if !table.is_implicit() && !table.is_dotted() {
        return None;
    }
    for (_, item) in table {
        match item {
            Item::Table(inner) => widen(range, inner)?,
            Item::ArrayOfTables(entries) => {
                entries
                    .iter()
                    .try_for_each(|entry| widen(range, entry).ok_or(()))
                    .ok()?;
            }
            Item::Value(value) => {
                let span = value.span()?;
                *range = range.start.min(span.start)..range.end.max(span.end);
            }
            Item::None => {}
        }
    }
    Some(())
}
