//! The fast path from a text to its tree, for texts as `peer` and most people write them.
//!
//! One pass over the bytes understands what such a text is made of: comments, headings, plain keys, numbers, days,
//! texts without escapes, and lists of them. It decides nothing about TOML: at anything else, and at anything that may
//! be a fault, it gives up, and the text is read [in full](super::full::parse) instead. It also gives up if a
//! multi-line text may contain a conflict marker of git; anywhere else a marker is a syntax error.

use std::borrow::Cow;
use std::ops::Range;

use toml::value::{Date, Datetime};

use super::node::{Content, Entries, Key, Node};
use crate::record::day::Day;

/// The maximum number of keys in a table: they are compared one by one, which is slow in a long table.
const MOST_KEYS: usize = 64;

/// The initial capacity for the keys of a table, which is enough for most; and the maximum number of keys in a heading.
const ROOM: usize = 8;

/// The maximum number of digits of a number that is certainly not too large.
const MOST_DIGITS: usize = 18;

/// How the lines begin that git leaves if a merge was not finished.
const MARKERS: [&str; 3] = ["<<<<<<< ", ">>>>>>> ", "======="];

/// The quotes of a multi-line text.
const QUOTES: &str = "\"\"\"";

/// The root table of a text; `None` if it must be read in full.
pub(in crate::record) fn parse(text: &str) -> Option<Entries<'_>> {
    let mut pass = Pass { text, at: 0 };
    let mut root = Entries::default();
    let mut table = Vec::new();
    let mut heading: Option<Heading<'_>> = None;
    loop {
        pass.skip(|byte| byte == b' ' || byte == b'\n');
        match pass.peek() {
            None => break,
            Some(b'#' | b'\r') => pass.end_of_line()?,
            Some(b'[') => {
                close(&mut root, heading.take(), std::mem::take(&mut table))?;
                heading = Some(pass.heading()?);
                pass.end_of_line()?;
            }
            Some(_) => {
                let key = pass.key()?;
                pass.skip(|byte| byte == b' ');
                pass.take(b'=')?;
                pass.skip(|byte| byte == b' ');
                let value = pass.value()?;
                pass.end_of_line()?;
                if table.is_empty() {
                    table.reserve_exact(ROOM);
                }
                insert(&mut table, key, value)?;
            }
        }
    }
    close(&mut root, heading, table)?;
    Some(root)
}

/// The heading of a table: its span from the first bracket to the last, whether it has double brackets, and its keys.
struct Heading<'t> {
    span: Range<usize>,
    is_list: bool,
    path: Vec<Key<'t>>,
}

/// One pass over a text.
struct Pass<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Pass<'t> {
    #[inline]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Skips the bytes that pass.
    #[inline]
    fn skip(&mut self, is: impl Fn(u8) -> bool) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        self.at += rest
            .iter()
            .position(|byte| !is(*byte))
            .unwrap_or(rest.len());
    }

    /// Skips this byte.
    #[inline]
    fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    /// The text from a place to here.
    #[inline]
    fn since(&self, start: usize) -> Option<&'t str> {
        self.text.get(start..self.at)
    }

    /// Skips the rest of a line, which may only have a comment.
    #[inline]
    fn end_of_line(&mut self) -> Option<()> {
        self.skip(|byte| byte == b' ');
        if self.peek() == Some(b'#') {
            self.skip(is_plain);
        }
        if self.peek() == Some(b'\r') {
            self.at += 1;
            return self.take(b'\n');
        }
        match self.peek() {
            None => Some(()),
            Some(_) => self.take(b'\n'),
        }
    }

    #[inline]
    fn key(&mut self) -> Option<Key<'t>> {
        let start = self.at;
        self.skip(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        let name = self.since(start).filter(|name| !name.is_empty())?;
        Some(Key {
            name: Cow::Borrowed(name),
            span: start..self.at,
        })
    }

    fn heading(&mut self) -> Option<Heading<'t>> {
        let start = self.at;
        self.take(b'[')?;
        let is_list = self.take(b'[').is_some();
        let mut path = Vec::with_capacity(2);
        path.push(self.key()?);
        while self.take(b'.').is_some() {
            path.push(self.key()?);
        }
        self.take(b']')?;
        if is_list {
            self.take(b']')?;
        }
        let span = start..self.at;
        (path.len() <= ROOM).then_some(Heading {
            span,
            is_list,
            path,
        })
    }

    /// A single value, or a list of them.
    fn value(&mut self) -> Option<Node<'t>> {
        if self.peek() != Some(b'[') {
            return self.scalar();
        }
        let start = self.at;
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip_lines()?;
            if self.take(b']').is_some() {
                break;
            }
            items.push(self.scalar()?);
            self.skip_lines()?;
            if self.take(b',').is_none() {
                self.take(b']')?;
                break;
            }
        }
        Some(Node {
            content: Content::List(items),
            span: start..self.at,
        })
    }

    /// Skips spaces and line breaks, including comments before them.
    fn skip_lines(&mut self) -> Option<()> {
        loop {
            self.skip(|byte| byte == b' ' || byte == b'\n');
            match self.peek()? {
                b'#' | b'\r' => self.end_of_line()?,
                _ => return Some(()),
            }
        }
    }

    fn scalar(&mut self) -> Option<Node<'t>> {
        let start = self.at;
        let content = match self.peek()? {
            b'"' if self.text.get(start..)?.starts_with(QUOTES) => self.lines()?,
            b'"' => {
                self.at += 1;
                self.skip(|byte| is_plain(byte) && byte != b'"' && byte != b'\\');
                let text = self.since(start + 1)?;
                self.take(b'"')?;
                Content::Text(Cow::Borrowed(text))
            }
            b't' | b'f' => {
                self.skip(|byte| byte.is_ascii_lowercase());
                Content::Bool(self.since(start)?.parse().ok()?)
            }
            _ => {
                self.skip(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.'));
                digits(self.since(start)?)?
            }
        };
        Some(Node {
            content,
            span: start..self.at,
        })
    }

    /// A text in triple quotes, of one line or several.
    fn lines(&mut self) -> Option<Content<'t>> {
        let start = self.at + QUOTES.len();
        let length = self.text.get(start..)?.find(QUOTES)?;
        let text = self.text.get(start..start + length)?;
        self.at = start + length + QUOTES.len();
        let is_easy = |byte: u8| byte == b'\n' || is_plain(byte) && byte != b'\\';
        if self.peek() == Some(b'"') || !text.bytes().all(is_easy) {
            return None;
        }
        if text.contains('\n') && MARKERS.iter().any(|marker| text.contains(marker)) {
            return None;
        }
        let text = text.strip_prefix('\n').unwrap_or(text);
        Some(Content::Text(Cow::Borrowed(text)))
    }
}

/// Whether a byte is not part of a control character.
#[inline]
fn is_plain(byte: u8) -> bool {
    byte >= b' ' && byte != 0x7f
}

/// A number or a day.
fn digits(text: &str) -> Option<Content<'_>> {
    if text.len() == "2026-10-07".len() && text.as_bytes()[4] == b'-' {
        let day: Day = text.parse().ok()?;
        let date = Date {
            year: u16::try_from(day.year()).ok()?,
            month: u8::try_from(day.month()).ok()?,
            day: u8::try_from(day.day()).ok()?,
        };
        return Some(Content::Moment(Datetime {
            date: Some(date),
            time: None,
            offset: None,
        }));
    }
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|one| one.is_ascii_digit());
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let is_number = are_digits(whole)
        && fraction.is_none_or(are_digits)
        && text.len() <= MOST_DIGITS
        && (whole == "0" || !whole.starts_with('0'));
    is_number.then_some(match fraction {
        Some(_) => Content::Float(Cow::Borrowed(text)),
        None => Content::Integer(Cow::Borrowed(text), 10),
    })
}

/// Puts a finished table where its heading says; `None` if the full parser must decide whether that is allowed.
fn close<'t>(
    root: &mut Entries<'t>,
    heading: Option<Heading<'t>>,
    table: Vec<(Key<'t>, Node<'t>)>,
) -> Option<()> {
    let table = Entries(table);
    let Some(Heading {
        span,
        is_list,
        mut path,
    }) = heading
    else {
        *root = table;
        return Some(());
    };
    let last = path.pop()?;
    let mut parent = root;
    for key in path {
        parent = descend(parent, key)?;
    }
    let table = Node {
        content: Content::Table(table),
        span: span.clone(),
    };
    if !is_list {
        return insert(&mut parent.0, last, table);
    }
    let known = parent.0.iter_mut().rev();
    let Some((_, known)) = known.into_iter().find(|(key, _)| key.name == last.name) else {
        let content = Content::List(vec![table]);
        return insert(&mut parent.0, last, Node { content, span });
    };
    // The values of a list in brackets are never tables here: a list of tables started with a heading.
    match &mut known.content {
        Content::List(items) if matches!(items.last()?.content, Content::Table(_)) => {
            items.push(table);
            Some(())
        }
        _ => None,
    }
}

/// The table with that name in `parent`, the last one if it is a list; a new one if there is none.
fn descend<'p, 't>(parent: &'p mut Entries<'t>, key: Key<'t>) -> Option<&'p mut Entries<'t>> {
    let at = match parent
        .0
        .iter()
        .rposition(|(known, _)| known.name == key.name)
    {
        Some(at) => at,
        None => {
            let node = Node {
                content: Content::Table(Entries::default()),
                span: key.span.clone(),
            };
            insert(&mut parent.0, key, node)?;
            parent.0.len() - 1
        }
    };
    let inside = match &mut parent.0.get_mut(at)?.1.content {
        Content::List(items) => &mut items.last_mut()?.content,
        content => content,
    };
    match inside {
        Content::Table(table) => Some(table),
        _ => None,
    }
}

/// Adds a key to a table that does not have it yet.
#[inline]
fn insert<'t>(table: &mut Vec<(Key<'t>, Node<'t>)>, key: Key<'t>, node: Node<'t>) -> Option<()> {
    if table.len() >= MOST_KEYS || table.iter().any(|(known, _)| known.name == key.name) {
        return None;
    }
    table.push((key, node));
    Some(())
}
