//! Editing a file as a person's document: only the lines concerned change; comments, order and line ends stay.

use toml_edit::{Array, Decor, DocumentMut, InlineTable, Item, Key, Table, Value};

use super::canonical;
use super::error::StoreError;
use crate::record::{Datum, Fields, Schema};

/// A file that is being edited.
#[derive(Debug, Clone)]
pub struct Edit {
    path: String,
    original: String,
    document: DocumentMut,
    record: Table,
    section: Option<String>,
    schema: &'static Schema,
}

impl Edit {
    /// Opens a text; `section` is the heading of the record in a packed month.
    ///
    /// # Errors
    /// The text is no TOML.
    pub fn open(path: &str, text: &str, section: Option<&str>, schema: &'static Schema) -> Result<Self, StoreError> {
        let wrong = |why: String| StoreError::Uneditable { path: path.to_owned(), why };
        let document: DocumentMut = text
            .trim_start_matches('\u{feff}')
            .parse()
            .map_err(|error: toml_edit::TomlError| wrong(error.message().to_owned()))?;
        let record = match section {
            None => document.as_table().clone(),
            Some(section) => match document.get(section) {
                Some(Item::Table(table)) => table.clone(),
                _ => return Err(wrong(format!("it has no table `{section}`"))),
            },
        };
        let section = section.map(str::to_owned);
        Ok(Self { path: path.to_owned(), original: text.to_owned(), document, record, section, schema })
    }

    /// Sets a key of the record.
    pub fn set(&mut self, key: &str, value: &Datum) {
        let schema = self.schema;
        put(&mut self.record, schema, key, value);
    }

    /// Sets a key of a sub-table, such as `closed` of `[own_case]`, which is made where it is missing.
    pub fn set_inner(&mut self, table: &str, key: &str, value: &Datum) {
        let schema = self.schema;
        match self.record.get_mut(table) {
            Some(Item::Table(inner)) => put(inner, sub_schema(schema, table), key, value),
            Some(Item::Value(Value::InlineTable(inner))) => drop(inner.insert(key, canonical::value(value))),
            _ => {
                let mut inner = canonical::table(&Fields::new());
                inner.insert(key, canonical::item(value));
                self.record.insert(table, Item::Table(inner));
            }
        }
    }

    /// Takes a key out; a sub-table goes with all it holds.
    pub fn unset(&mut self, key: &str) {
        self.record.remove(key);
    }

    /// Takes a key of a sub-table out.
    pub fn unset_inner(&mut self, table: &str, key: &str) {
        if let Some(inner) = self.record.get_mut(table).and_then(Item::as_table_like_mut) {
            inner.remove(key);
        }
    }

    /// Adds an item to a list, in its sorted place, unless it is there.
    pub fn include(&mut self, list: &str, item: &Datum) {
        let text = item.to_string();
        let Some(array) = self.record.get_mut(list).and_then(Item::as_array_mut) else {
            self.set(list, &Datum::List(vec![item.clone()]));
            return;
        };
        if array.iter().any(|value| plain(value) == text) {
            return;
        }
        let at = array.iter().position(|value| plain(value) > text).unwrap_or(array.len());
        insert(array, at, canonical::value(item));
    }

    /// Takes an item out of a list; false when it was not there. A list that gets empty is taken out too.
    #[must_use]
    pub fn exclude(&mut self, list: &str, item: &str) -> bool {
        let Some(array) = self.record.get_mut(list).and_then(Item::as_array_mut) else { return false };
        let Some(at) = array.iter().position(|value| plain(value) == item) else { return false };
        remove(array, at);
        if array.is_empty() {
            self.record.remove(list);
        }
        true
    }

    /// Adds an entry to `[[table]]`, after those that are there.
    pub fn push(&mut self, table: &str, fields: &Fields) {
        let trailing = self.document.trailing().as_str().unwrap_or("").to_owned();
        let ends_document = self.section.is_none();
        match self.record.get_mut(table) {
            Some(Item::ArrayOfTables(entries)) => entries.push(canonical::table(fields)),
            Some(Item::Value(Value::Array(entries))) => {
                let inline: InlineTable = fields.iter().map(|(key, value)| (*key, canonical::value(value))).collect();
                let at = entries.len();
                insert(entries, at, Value::InlineTable(inline));
            }
            _ => {
                self.record.insert(table, canonical::item(&Datum::Tables(vec![fields.clone()])));
            }
        }
        if ends_document && trailing.contains('#') {
            self.keep_trailing(table, &trailing);
        }
    }

    /// A comment at the end of the file belongs to what stood before it, not to the new entry.
    fn keep_trailing(&mut self, table: &str, trailing: &str) {
        let last = match self.record.get_mut(table) {
            Some(Item::ArrayOfTables(entries)) => entries.len().checked_sub(1).and_then(|at| entries.get_mut(at)),
            _ => None,
        };
        // An entry that is not the last table of the file is not followed by the comment.
        let Some(last) = last else { return };
        if last.position().is_some() {
            return;
        }
        *last.decor_mut() = Decor::new(format!("{}\n", trailing.trim_end_matches('\n').to_owned() + "\n"), "");
        self.document.set_trailing("");
    }

    /// Sets a key of the entry at `index` of `[[table]]`.
    pub fn set_entry(&mut self, table: &str, index: usize, key: &str, value: &Datum) {
        let schema = sub_schema(self.schema, table);
        match self.record.get_mut(table) {
            Some(Item::ArrayOfTables(entries)) => {
                if let Some(entry) = entries.get_mut(index) {
                    put(entry, schema, key, value);
                }
            }
            Some(Item::Value(Value::Array(entries))) => {
                if let Some(Value::InlineTable(entry)) = entries.get_mut(index) {
                    entry.insert(key, canonical::value(value));
                }
            }
            _ => {}
        }
    }

    /// The text with the edits made.
    #[must_use]
    pub fn text(&self) -> String {
        let mut document = self.document.clone();
        match &self.section {
            Some(section) => drop(document.insert(section, Item::Table(self.record.clone()))),
            None => *document.as_table_mut() = self.record.clone(),
        }
        same_line_ends(&self.original, &document.to_string())
    }

    /// The text as it was opened.
    #[must_use]
    pub fn original(&self) -> &str {
        &self.original
    }

    /// The file, from the root of the directory.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }
}

fn sub_schema(schema: &'static Schema, table: &str) -> &'static Schema {
    use crate::record::Shape;
    match schema.field(table).map(|field| field.shape) {
        Some(Shape::Table(inner) | Shape::Tables(inner) | Shape::Map(inner)) => inner,
        _ => schema,
    }
}

/// The text of a scalar without quotes.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string().trim().to_owned(), str::to_owned)
}

/// Sets a key in a table: in place, with the comment that stands behind it, or where the schema would have it.
fn put(table: &mut Table, schema: &Schema, key: &str, value: &Datum) {
    let mut item = canonical::item(value);
    if let Some(Item::Value(old)) = table.get_mut(key) {
        if let Item::Value(new) = &mut item {
            *new.decor_mut() = old.decor().clone();
            *old = new.clone();
        }
        return;
    }
    let after: Vec<&str> =
        schema.fields.iter().map(|field| field.name).skip_while(|name| *name != key).skip(1).collect();
    let is_plain = |name: &str, table: &Table| table.get(name).is_some_and(Item::is_value);
    let names: Vec<String> = table.iter().map(|(name, _)| name.to_owned()).collect();
    let follows = |name: &String| (after.contains(&name.as_str()) || name == "note") && is_plain(name, table);
    let at = if item.is_value() { names.iter().position(follows) } else { None };
    let Some(at) = at else {
        table.insert(key, item);
        return;
    };
    let moved: Vec<(Key, Item)> = names[at..]
        .iter()
        .filter(|name| is_plain(name, table))
        .cloned()
        .collect::<Vec<_>>()
        .iter()
        .filter_map(|name| table.remove_entry(name))
        .collect();
    table.insert(key, item);
    for (name, item) in moved {
        table.insert_formatted(&name, item);
    }
}

/// The text between the items of a list, cut where the line of the item before ends: its comment, and the rest.
fn line_end(between: &str) -> (String, String) {
    let at = between.find('\n').unwrap_or(0);
    (between[..at].to_owned(), between[at..].to_owned())
}

/// What stands before the item at `at`, or before the closing bracket.
fn gap(array: &Array, at: usize) -> String {
    match array.get(at) {
        Some(item) => canonical::raw(item.decor().prefix()).to_owned(),
        None => array.trailing().as_str().unwrap_or("").to_owned(),
    }
}

fn set_gap(array: &mut Array, at: usize, between: String) {
    match array.get_mut(at) {
        Some(item) => item.decor_mut().set_prefix(between),
        None => array.set_trailing(between),
    }
}

/// Lets the last item of a list be followed by a comma, so that what comes after it stands between items.
fn end_with_comma(array: &mut Array) {
    if let Some(last) = array.len().checked_sub(1).and_then(|at| array.get_mut(at))
        && !canonical::raw(last.decor().suffix()).is_empty()
    {
        let suffix = canonical::raw(last.decor().suffix()).to_owned();
        last.decor_mut().set_suffix("");
        let trailing = array.trailing().as_str().unwrap_or("").to_owned();
        array.set_trailing(suffix + &trailing);
    }
    array.set_trailing_comma(true);
}

/// Inserts an item in a list the way its neighbours stand: a line each, or all on one.
fn insert(array: &mut Array, at: usize, mut value: Value) {
    if array.is_empty() {
        array.push_formatted(value);
        canonical::lay_out(array);
        return;
    }
    let by_line = (0..array.len()).any(|at| gap(array, at).contains('\n'));
    if at == array.len() {
        end_with_comma(array);
    }
    let (comment, rest) = line_end(&gap(array, at));
    if by_line {
        let model = gap(array, at.min(array.len() - 1));
        let indent = model.rsplit('\n').next().unwrap_or("    ");
        *value.decor_mut() = Decor::new(format!("{comment}\n{indent}"), "");
        set_gap(array, at, rest);
    } else {
        let (first, later) = if at == 0 { (gap(array, 0), " ".to_owned()) } else { (" ".to_owned(), gap(array, at)) };
        *value.decor_mut() = Decor::new(first, "");
        set_gap(array, at, later);
    }
    array.insert_formatted(at, value);
}

/// Takes an item out of a list, with its line; the comments of other lines stay.
fn remove(array: &mut Array, at: usize) {
    end_with_comma(array);
    let before = gap(array, at);
    let after = gap(array, at + 1);
    array.remove(at);
    let (comment, own) = line_end(&before);
    let kept = match own.rfind('\n') {
        Some(end) if own.contains('#') => &own[..end],
        _ => "",
    };
    let joined = if before.contains('\n') { format!("{comment}{kept}{}", line_end(&after).1) } else { before };
    set_gap(array, at, joined);
}

/// Gives every line that an edit left alone its own line end again, and keeps a byte order mark.
fn same_line_ends(original: &str, edited: &str) -> String {
    if !original.contains('\r') && !original.starts_with('\u{feff}') {
        return edited.to_owned();
    }
    let (mark, body) = match original.strip_prefix('\u{feff}') {
        Some(body) => ("\u{feff}", body),
        None => ("", original),
    };
    let old: Vec<&str> = body.split_inclusive('\n').collect();
    let new: Vec<&str> = edited.split_inclusive('\n').collect();
    let bare = |line: &str| line.trim_end_matches(['\r', '\n']).to_owned();
    let same = |(a, b): &(&&str, &&str)| bare(a) == bare(b);
    let head = old.iter().zip(&new).take_while(same).count();
    let most = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(most).take_while(same).count();
    let windows = old.iter().filter(|line| line.ends_with("\r\n")).count() * 2 > old.len();
    let middle = new[head..new.len() - tail].iter().map(|line| match line.strip_suffix('\n') {
        Some(text) if windows => format!("{}\r\n", text.trim_end_matches('\r')),
        _ => (*line).to_owned(),
    });
    let mut text = mark.to_owned();
    text.extend(old[..head].iter().map(|line| (*line).to_owned()));
    text.extend(middle);
    text.extend(old[old.len() - tail..].iter().map(|line| (*line).to_owned()));
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Kind;

    const FILE: &str = "# Rosa likes mornings\narea = \"85705\"   # moved in May\nneeds = [\n    \"housing\",  # urgent\n    \"visitation\",\n]\n\
                        availability = [ \"mon-evening\", ]\nnote = \"\"\"One.\"\"\"\n\n# came back\n[[enrollment]]\nstart = 2026-01-15 # court\n\n# the end\n";

    fn edit(change: impl FnOnce(&mut Edit)) -> String {
        let mut edit = Edit::open("participants/p-1.toml", FILE, None, Kind::Participant.schema()).unwrap();
        change(&mut edit);
        edit.text()
    }

    fn lines_changed(after: &str) -> (Vec<String>, Vec<String>) {
        let gone = FILE.lines().filter(|line| !after.lines().any(|other| other == *line));
        let come = after.lines().filter(|line| !FILE.lines().any(|other| other == *line));
        (gone.map(str::to_owned).collect(), come.map(str::to_owned).collect())
    }

    fn text(value: &str) -> Datum {
        Datum::Text(value.to_owned())
    }

    #[test]
    fn opening_and_writing_changes_no_byte() {
        assert_eq!(edit(|_| ()), FILE);
    }

    #[test]
    fn setting_a_value_keeps_the_comment_behind_it() {
        let after = edit(|edit| edit.set("area", &text("85713")));
        assert_eq!(after, FILE.replace("85705", "85713"));
    }

    #[test]
    fn a_new_key_stands_where_the_schema_has_it() {
        let after = edit(|edit| edit.set("gender", &text("woman")));
        assert_eq!(after, FILE.replace("needs = [", "gender = \"woman\"\nneeds = ["));
    }

    #[test]
    fn a_list_grows_and_shrinks_by_one_line() {
        let after = edit(|edit| edit.include("needs", &text("substance-use")));
        assert_eq!(after, FILE.replace("    \"visitation\",\n", "    \"substance-use\",\n    \"visitation\",\n"));
        let after = edit(|edit| edit.include("needs", &text("zeal")));
        assert_eq!(after, FILE.replace("    \"visitation\",\n", "    \"visitation\",\n    \"zeal\",\n"));
        let after = edit(|edit| assert!(edit.exclude("needs", "housing")));
        assert_eq!(after, FILE.replace("    \"housing\",  # urgent\n", ""));
        let after = edit(|edit| assert!(edit.exclude("needs", "visitation")));
        assert_eq!(after, FILE.replace("    \"visitation\",\n", ""));
        let after = edit(|edit| edit.include("availability", &text("wed-evening")));
        assert_eq!(after, FILE.replace("\"mon-evening\", ]", "\"mon-evening\", \"wed-evening\", ]"));
    }

    #[test]
    fn an_entry_is_added_after_the_comment_that_ended_the_file() {
        let start = Datum::Day("2026-05-01".parse().unwrap());
        let after = edit(|edit| edit.push("enrollment", &vec![("start", start)]));
        assert!(after.starts_with(FILE), "{after}");
        let (gone, come) = lines_changed(&after);
        assert_eq!((gone.len(), come), (0, vec!["start = 2026-05-01".to_owned()]));
        assert!(after.ends_with("\n[[enrollment]]\nstart = 2026-05-01\n"), "{after}");
    }

    #[test]
    fn an_entry_keeps_its_comments_when_a_key_is_added() {
        let end = Datum::Day("2026-09-30".parse().unwrap());
        let after = edit(|edit| edit.set_entry("enrollment", 0, "end", &end));
        assert_eq!(after, FILE.replace("# court\n", "# court\nend = 2026-09-30\n"));
    }

    #[test]
    fn windows_line_ends_and_a_byte_order_mark_stay() {
        let windows = format!("\u{feff}{}", FILE.replace('\n', "\r\n"));
        let mut edit = Edit::open("x", &windows, None, Kind::Participant.schema()).unwrap();
        edit.set("area", &text("85713"));
        edit.set("gender", &text("woman"));
        assert_eq!(
            edit.text(),
            windows.replace("85705", "85713").replace("needs = [", "gender = \"woman\"\r\nneeds = [")
        );
    }
}
