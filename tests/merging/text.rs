//! Records as people write them: lists on one line or many, tables under headings, in braces or with dots, remarks
//! anywhere.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::model::{Fields, Node, listed};

/// The layout of a text: the same place gets the same layout, whatever else the text says.
#[derive(Debug, Clone, Copy)]
pub struct Layout {
    pub seed: u64,
    /// Remarks that only this text has.
    pub own: u64,
}

impl Layout {
    fn decides(self, seed: u64, what: &str, place: &str, percent: u64) -> bool {
        let mut hasher = DefaultHasher::new();
        (seed, what, place).hash(&mut hasher);
        hasher.finish() % 100 < percent
    }

    /// A remark on its own line above a place.
    fn above(self, place: &str) -> String {
        let mut text = String::new();
        if self.decides(self.seed, "above", place, 8) {
            text += &format!("# {}-above-{place}\n", self.seed);
        }
        if self.decides(self.own, "own", place, 4) {
            text += &format!("# {}-own-{place}\n", self.own);
        }
        text
    }

    /// The text as editors save it: with Windows line ends, a byte order mark, or no end of its last line.
    fn saved_by_an_editor(self, mut text: String) -> String {
        if self.decides(self.own, "unended", "", 5) {
            text.pop();
        }
        if self.decides(self.own, "windows", "", 5) {
            text = text.replace('\n', "\r\n");
        }
        if self.decides(self.own, "marked", "", 3) {
            text.insert(0, '\u{feff}');
        }
        text
    }

    fn behind(self, place: &str) -> String {
        if self.decides(self.seed, "behind", place, 8) {
            format!(" # {}-behind-{place}", self.seed)
        } else {
            String::new()
        }
    }
}

/// The text of a file: one record without a heading, or several.
pub fn file(records: &BTreeMap<String, Fields>, layout: Layout) -> String {
    let mut text = String::new();
    for (heading, fields) in records {
        let lead = if heading.is_empty() {
            String::new()
        } else {
            format!("{heading}.")
        };
        if !heading.is_empty() {
            text += &format!(
                "{}[{heading}]{}\n",
                layout.above(heading),
                layout.behind(heading)
            );
        }
        record(&mut text, &lead, fields, layout);
        text.push('\n');
    }
    let text = text
        .trim_start_matches('\n')
        .trim_end_matches('\n')
        .to_owned()
        + "\n";
    if text == "\n" {
        String::new()
    } else {
        layout.saved_by_an_editor(text)
    }
}

fn record(text: &mut String, lead: &str, fields: &Fields, layout: Layout) {
    let mut tables = String::new();
    for (key, node) in fields {
        let place = format!("{lead}{key}");
        let in_braces = layout.decides(layout.seed, "braces", &place, 10);
        match node {
            Node::One(value) => plain(text, key, value, &place, layout),
            Node::Set(items) if layout.decides(layout.seed, "lines", &place, 60) => {
                let lines: String = items
                    .iter()
                    .map(|item| {
                        let place = format!("{place}/{}", item.trim_matches('"'));
                        let above = layout.above(&place);
                        let above = if above.is_empty() {
                            above
                        } else {
                            format!("    {}", above.replace("\n#", "\n    #"))
                        };
                        format!("{above}    {item},{}\n", layout.behind(&place))
                    })
                    .collect();
                plain(text, key, &format!("[\n{lines}]"), &place, layout);
            }
            Node::Set(items) => plain(text, key, &listed(items), &place, layout),
            Node::Table(inner) if in_braces => plain(text, key, &braces(inner), &place, layout),
            Node::Table(inner) => heading(&mut tables, "[", &place, inner, &place, layout),
            Node::Map(rows) if in_braces => {
                for (name, inner) in rows {
                    let place = format!("{place}/{name}");
                    if inner.is_empty() {
                        plain(text, &format!("{key}.{name}"), "{}", &place, layout);
                    }
                    for (inner_key, node) in inner {
                        let value = match node {
                            Node::One(value) => value.clone(),
                            Node::Set(items) => listed(items),
                            other => panic!("{other:?}"),
                        };
                        let place = format!("{place}/{inner_key}");
                        plain(
                            text,
                            &format!("{key}.{name}.{inner_key}"),
                            &value,
                            &place,
                            layout,
                        );
                    }
                }
            }
            Node::Map(rows) => {
                for (name, inner) in rows {
                    heading(
                        &mut tables,
                        "[",
                        &format!("{place}.{name}"),
                        inner,
                        &format!("{place}.{name}"),
                        layout,
                    );
                }
            }
            Node::Entries(rows) if in_braces => {
                let rows: String = rows
                    .iter()
                    .map(|row| format!("{}, ", braces(&row.fields)))
                    .collect();
                plain(text, key, &format!("[ {rows}]"), &place, layout);
            }
            Node::Entries(rows) => {
                for row in rows {
                    heading(
                        &mut tables,
                        "[[",
                        &place,
                        &row.fields,
                        &format!("{place}-{}", row.number),
                        layout,
                    );
                }
            }
        }
    }
    text.push_str(&tables);
}

fn plain(text: &mut String, key: &str, value: &str, place: &str, layout: Layout) {
    *text += &format!(
        "{}{key} = {value}{}\n",
        layout.above(place),
        layout.behind(place)
    );
}

fn heading(
    tables: &mut String,
    bracket: &str,
    name: &str,
    fields: &Fields,
    place: &str,
    layout: Layout,
) {
    let close = bracket.replace('[', "]");
    *tables += &format!(
        "\n{}{bracket}{name}{close}{}\n",
        layout.above(place),
        layout.behind(place)
    );
    record(tables, &format!("{place}."), fields, layout);
}

fn braces(fields: &Fields) -> String {
    let inside: Vec<String> = fields
        .iter()
        .map(|(key, node)| match node {
            Node::One(value) if !value.contains("\n") => format!("{key} = {value}"),
            Node::One(_) => format!("{key} = \"Two lines,\\n# and no remark.\""),
            Node::Set(items) => format!("{key} = {}", listed(items)),
            other => panic!("{other:?}"),
        })
        .collect();
    format!("{{ {} }}", inside.join(", "))
}
