//! The short way from a text to its tree, for texts as `peer` writes them.
//!
//! The crate's parser tells what it meets, event by event; [`Builder`] puts plain keys, scalars, lists of scalars and
//! headings straight into the tree. It decides nothing about TOML: at the first event that would take a rule to judge,
//! and at any error, it gives up, and the text is read [in full](super::full::parse) instead. It also gives up where a
//! text of several lines may hold a conflict marker of git; anywhere else a marker is an error of syntax.

use std::borrow::Cow;
use std::cell::RefCell;

use toml::value::Datetime;
use toml_parser::decoder::{Encoding, ScalarKind};
use toml_parser::lexer::Token;
use toml_parser::parser::{EventReceiver, parse_document};
use toml_parser::{ErrorSink, ParseError, Raw, Source, Span};

use super::node::{Content, Entries, Key, Node};

/// The most keys of a table: they are compared one by one, which is slow in a long table.
const MOST_KEYS: usize = 64;

/// Room for the keys of a table, which most never need more of; and the most keys of a heading.
const ROOM: usize = 8;

/// How the lines begin that git leaves where a merge was not finished.
const MARKERS: [&str; 3] = ["<<<<<<< ", ">>>>>>> ", "======="];

thread_local! {
    /// The tokens of the text that is being parsed. The memory is kept for the next text: to ask for it anew, and give it
    /// back, for each of very many small texts costs as much as a good part of their parsing.
    static TOKENS: RefCell<Vec<Token>> = const { RefCell::new(Vec::new()) };
}

/// The root table of a text; `None` where it is to be read in full.
pub(in crate::record) fn parse(text: &str) -> Option<Entries<'_>> {
    TOKENS.with_borrow_mut(|tokens| {
        let source = Source::new(text);
        tokens.clear();
        tokens.extend(source.lex());
        let mut builder = Builder::new(source);
        let mut error: Option<ParseError> = None;
        parse_document(tokens, &mut builder, &mut error);
        builder.close_table();
        (error.is_none() && !builder.gave_up).then_some(builder.root)
    })
}

/// The heading of a table: its place from the first bracket to the last, and whether it has two of each.
struct Heading {
    span: Span,
    is_list: bool,
}

/// Takes the parser's events into a tree.
struct Builder<'t> {
    source: Source<'t>,
    root: Entries<'t>,
    /// The table that keys are put into, and its heading; without one it is the root.
    table: Vec<(Key<'t>, Node<'t>)>,
    heading: Option<Heading>,
    /// The keys of the heading.
    path: Vec<Key<'t>>,
    /// Whether the keys that come are those of the heading.
    in_heading: bool,
    /// The key whose value comes next.
    key: Option<Key<'t>>,
    /// The list that values are put into, with its beginning.
    list: Option<(usize, Vec<Node<'t>>)>,
    gave_up: bool,
}

impl<'t> Builder<'t> {
    fn new(source: Source<'t>) -> Self {
        Self {
            source,
            root: Entries::default(),
            table: Vec::new(),
            heading: None,
            path: Vec::with_capacity(ROOM),
            in_heading: false,
            key: None,
            list: None,
            gave_up: false,
        }
    }

    fn give_up(&mut self) {
        self.gave_up = true;
    }

    fn open_table(&mut self, span: Span, is_list: bool) {
        self.close_table();
        self.in_heading = true;
        self.heading = Some(Heading { span, is_list });
    }

    fn end_heading(&mut self, span: Span) {
        self.in_heading = false;
        if let Some(heading) = &mut self.heading {
            heading.span = heading.span.append(span);
        }
    }

    /// Puts the table that is done where its heading says.
    fn close_table(&mut self) {
        if self.gave_up {
            return;
        }
        let table = Entries(std::mem::take(&mut self.table));
        match self.heading.take() {
            None => self.root = table,
            Some(heading) => {
                if place(&mut self.root, &heading, self.path.drain(..), table).is_none() {
                    self.give_up();
                }
            }
        }
    }

    /// Puts a value into the list that is open, or under the key that waits for it.
    fn value(&mut self, node: Node<'t>) {
        if let Some((_, items)) = &mut self.list {
            items.push(node);
            return;
        }
        if self.table.is_empty() {
            self.table.reserve_exact(ROOM);
        }
        if self
            .key
            .take()
            .and_then(|key| insert(&mut self.table, key, node))
            .is_none()
        {
            self.give_up();
        }
    }

    fn raw(&self, span: Span, encoding: Option<Encoding>) -> Option<Raw<'t>> {
        let text = self.source.input().get(span.start()..span.end())?;
        Some(Raw::new_unchecked(text, encoding, span))
    }

    fn name(
        &self,
        span: Span,
        encoding: Option<Encoding>,
        errors: &mut dyn ErrorSink,
    ) -> Option<Cow<'t, str>> {
        let raw = self.raw(span, encoding)?;
        if encoding.is_none()
            && !raw.is_empty()
            && raw
                .as_str()
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        {
            return Some(Cow::Borrowed(raw.as_str()));
        }
        let mut name = Cow::Borrowed("");
        raw.decode_key(&mut name, errors);
        Some(name)
    }

    fn content(
        &self,
        span: Span,
        encoding: Option<Encoding>,
        errors: &mut dyn ErrorSink,
    ) -> Option<Content<'t>> {
        let raw = self.raw(span, encoding)?;
        if let Some(text) = plain(raw.as_str(), encoding) {
            return Some(Content::Text(Cow::Borrowed(text)));
        }
        let lines = matches!(
            encoding,
            Some(Encoding::MlBasicString | Encoding::MlLiteralString)
        );
        if lines
            && raw.as_str().contains('\n')
            && MARKERS.iter().any(|marker| raw.as_str().contains(marker))
        {
            return None;
        }
        let mut text = Cow::Borrowed("");
        Some(match raw.decode_scalar(&mut text, errors) {
            ScalarKind::String => Content::Text(text),
            ScalarKind::Boolean(truth) => Content::Bool(truth),
            ScalarKind::DateTime => Content::Moment(text.parse::<Datetime>().ok()?),
            ScalarKind::Float => Content::Float(text),
            ScalarKind::Integer(radix) => Content::Integer(text, radix.value()),
        })
    }
}

/// The text between quotes, where it stands on one line and is what it says: nothing in it is escaped.
fn plain(raw: &str, encoding: Option<Encoding>) -> Option<&str> {
    let quotes = match encoding? {
        Encoding::BasicString => "\"",
        Encoding::MlBasicString => "\"\"\"",
        Encoding::LiteralString | Encoding::MlLiteralString => return None,
    };
    let text = raw.strip_prefix(quotes)?.strip_suffix(quotes)?;
    text.bytes()
        .all(|byte| byte >= b' ' && byte != b'\\' && byte != 0x7f)
        .then_some(text)
}

/// Puts a table under its heading; `None` where a rule would have to say whether that may be.
fn place<'t>(
    root: &mut Entries<'t>,
    heading: &Heading,
    mut path: impl DoubleEndedIterator<Item = Key<'t>>,
    table: Entries<'t>,
) -> Option<()> {
    let span = heading.span.start()..heading.span.end();
    let last = path.next_back()?;
    let mut parent = root;
    for key in path {
        parent = descend(parent, key)?;
    }
    let table = Node {
        content: Content::Table(table),
        span: span.clone(),
    };
    if !heading.is_list {
        return insert(&mut parent.0, last, table);
    }
    let Some((_, known)) = parent
        .0
        .iter_mut()
        .rev()
        .find(|(key, _)| key.name == last.name)
    else {
        return insert(
            &mut parent.0,
            last,
            Node {
                content: Content::List(vec![table]),
                span,
            },
        );
    };
    // The values of a list in brackets are never tables here: a list of tables began with a heading.
    match &mut known.content {
        Content::List(items) if matches!(items.last()?.content, Content::Table(_)) => {
            items.push(table);
            Some(())
        }
        _ => None,
    }
}

/// The table of that name inside `parent`, the last one of a list; a new one where there is none.
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

/// Adds a key to a table that has not got it.
fn insert<'t>(table: &mut Vec<(Key<'t>, Node<'t>)>, key: Key<'t>, node: Node<'t>) -> Option<()> {
    if table.len() >= MOST_KEYS || table.iter().any(|(known, _)| known.name == key.name) {
        return None;
    }
    table.push((key, node));
    Some(())
}

impl EventReceiver for Builder<'_> {
    fn std_table_open(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.open_table(span, false);
    }

    fn std_table_close(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.end_heading(span);
    }

    fn array_table_open(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.open_table(span, true);
    }

    fn array_table_close(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.end_heading(span);
    }

    fn simple_key(&mut self, span: Span, encoding: Option<Encoding>, errors: &mut dyn ErrorSink) {
        if self.gave_up {
            return;
        }
        let Some(name) = self.name(span, encoding, errors) else {
            return self.give_up();
        };
        let key = Key {
            name,
            span: span.start()..span.end(),
        };
        if self.in_heading {
            self.path.push(key);
            self.gave_up = self.path.len() > ROOM;
        } else {
            self.gave_up = self.key.replace(key).is_some();
        }
    }

    fn key_sep(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.gave_up |= !self.in_heading;
    }

    fn scalar(&mut self, span: Span, encoding: Option<Encoding>, errors: &mut dyn ErrorSink) {
        if self.gave_up {
            return;
        }
        match self.content(span, encoding, errors) {
            Some(content) => self.value(Node {
                content,
                span: span.start()..span.end(),
            }),
            None => self.give_up(),
        }
    }

    fn array_open(&mut self, span: Span, _: &mut dyn ErrorSink) -> bool {
        self.gave_up |= self.list.is_some();
        self.list = Some((span.start(), Vec::new()));
        !self.gave_up
    }

    fn array_close(&mut self, span: Span, _: &mut dyn ErrorSink) {
        match self.list.take() {
            Some((start, items)) if !self.gave_up => {
                self.value(Node {
                    content: Content::List(items),
                    span: start..span.end(),
                });
            }
            _ => self.give_up(),
        }
    }

    fn inline_table_open(&mut self, _: Span, _: &mut dyn ErrorSink) -> bool {
        self.give_up();
        false
    }

    fn comment(&mut self, span: Span, errors: &mut dyn ErrorSink) {
        match self.source.get(span) {
            Some(raw) => raw.decode_comment(errors),
            None => self.give_up(),
        }
    }

    fn newline(&mut self, span: Span, errors: &mut dyn ErrorSink) {
        match self.source.get(span) {
            Some(raw) if raw.as_str() == "\n" => {}
            Some(raw) => raw.decode_newline(errors),
            None => self.give_up(),
        }
    }

    fn error(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.give_up();
    }
}
