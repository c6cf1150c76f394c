//! `datapackage.json`: the content of each table, for programs (Data Package, version 2).

use serde_json::{Map, Value, json};

use super::column::{Column, Holds};
use super::ground::Asked;
use super::table::NOT_ASKED;
use super::written::{About, Written};
use crate::record::Program;

/// Which program made it.
const BY: &str = concat!("peer ", env!("CARGO_PKG_VERSION"));

/// What an empty cell and a cell without a question mean.
pub const MISSING: [(&str, &str); 2] = [
    ("", "unknown: nobody recorded it"),
    (NOT_ASKED, "not asked: such a row has no such question"),
];

/// The text of the file.
#[must_use]
pub fn package(asked: &Asked<'_>, about: &About<'_>, tables: &[Written]) -> String {
    let program = asked.register.program();
    let mut package = Map::new();
    let mut put = |key: &str, value: Value| drop(package.insert(key.to_owned(), value));
    put(
        "$schema",
        json!("https://datapackage.org/profiles/2.0/datapackage.json"),
    );
    put("name", json!(slug(&program.name)));
    put("title", json!(program.name));
    put("description", json!(description(about)));
    put("made_by", json!(BY));
    if let Some(recipient) = about.recipient {
        put("recipient", json!(recipient));
    }
    put("as_of", json!(asked.as_of.to_string()));
    if let Some(period) = asked.period {
        let (first, last) = (period.first.to_string(), period.last.to_string());
        put(
            "period",
            json!({"label": period.label, "first": first, "last": last}),
        );
    }
    let resources = tables.iter().map(|table| resource(table, program));
    put("resources", Value::Array(resources.collect()));
    let text = serde_json::to_string_pretty(&Value::Object(package));
    text.map(|text| text + "\n").unwrap_or_default()
}

/// What the package is, in a sentence or two.
#[must_use]
pub fn description(about: &About<'_>) -> String {
    let whom = match about.recipient {
        Some(_) => "Ids were made for this recipient alone, and tell nobody's name.",
        None => "Ids are those of the program's own records.",
    };
    let consented = match about.consented {
        true => " Only people who agreed to outcome reporting are in it.",
        false => "",
    };
    format!("Rows behind the figures of a parent-peer-support program. {whom}{consented}")
}

/// A name as packages require it: lower-case letters, digits and dashes.
fn slug(name: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            ' '
        }
    };
    let plain: String = name.chars().map(plain).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    match words.is_empty() {
        true => "program".to_owned(),
        false => words.join("-"),
    }
}

fn resource(table: &Written, program: &Program) -> Value {
    let layout = &table.layout;
    let columns = layout.columns.iter().zip(&table.words);
    let fields: Vec<Value> = columns
        .map(|(column, words)| field(column, words.as_deref()))
        .collect();
    let missing = MISSING.map(|(value, label)| json!({"value": value, "label": label}));
    let key: Vec<&str> = layout.columns[..layout.key]
        .iter()
        .map(|c| c.name.as_str())
        .collect();
    let mut schema = Map::new();
    schema.insert("fields".to_owned(), Value::Array(fields));
    schema.insert("missingValues".to_owned(), json!(missing));
    schema.insert("primaryKey".to_owned(), json!(key));
    let references: Vec<Value> = layout.columns.iter().filter_map(reference).collect();
    if !references.is_empty() {
        schema.insert("foreignKeys".to_owned(), Value::Array(references));
    }
    let mut resource = Map::new();
    let mut put = |key: &str, value: Value| drop(resource.insert(key.to_owned(), value));
    put("name", json!(layout.name));
    put("path", json!(format!("{}.csv", layout.name)));
    put("type", json!("table"));
    put("description", json!(layout.doc));
    put("format", json!("csv"));
    put("mediatype", json!("text/csv"));
    put("encoding", json!("utf-8"));
    put("bytes", json!(table.bytes));
    put("hash", json!(format!("sha256:{}", table.hash)));
    put("schema", Value::Object(schema));
    if layout.name == "facts" {
        put("facts", Value::Array(facts(program)));
    }
    Value::Object(resource)
}

/// The table that a column points to.
#[must_use]
pub fn points_to(column: &Column) -> Option<(&'static str, &'static str)> {
    let Holds::Id(Some(table)) = column.holds else {
        return None;
    };
    let key = match table {
        "people" => "participant",
        "cases" => "case",
        "children" => "child",
        "matches" => "match",
        "episodes" => "episode",
        _ => "session",
    };
    Some((table, key))
}

fn reference(column: &Column) -> Option<Value> {
    let (table, key) = points_to(column)?;
    Some(json!({
        "fields": [column.name],
        "reference": {"resource": table, "fields": [key]},
    }))
}

/// What a column holds, in package terms.
#[must_use]
pub const fn type_of(column: &Column) -> &'static str {
    match column.holds {
        Holds::Id(_) | Holds::Word | Holds::Text => "string",
        Holds::Day => "date",
        Holds::Month => "yearmonth",
        Holds::Integer => "integer",
        Holds::Number => "number",
        Holds::Bool => "boolean",
    }
}

/// A word as people read it.
#[must_use]
pub fn label(word: &str) -> String {
    word.replace(['-', '_'], " ")
}

fn field(column: &Column, words: Option<&[String]>) -> Value {
    let mut field = Map::new();
    let mut put = |key: &str, value: Value| drop(field.insert(key.to_owned(), value));
    put("name", json!(column.name));
    put("type", json!(type_of(column)));
    put("description", json!(column.doc));
    let mut constraints = Map::new();
    if column.required {
        constraints.insert("required".to_owned(), json!(true));
    }
    if let Some(words) = words {
        constraints.insert("enum".to_owned(), json!(words));
        let labels = words
            .iter()
            .map(|word| json!({"value": word, "label": label(word)}));
        put("categories", Value::Array(labels.collect()));
    }
    if column.holds == Holds::Bool {
        put("trueValues", json!(["true"]));
        put("falseValues", json!(["false"]));
    }
    if !constraints.is_empty() {
        put("constraints", Value::Object(constraints));
    }
    if !column.asked_of.is_empty() {
        put("asked_of", json!(column.asked_of));
    }
    Value::Object(field)
}

/// The facts that the program asks for, each with its answers.
fn facts(program: &Program) -> Vec<Value> {
    let listed = program
        .fact
        .iter()
        .filter(|fact| !fact.allowed().is_empty());
    let one = |fact: &crate::record::OwnFact| {
        let declined = fact.declined.as_ref().map(|word| word.as_str());
        let words = fact.allowed().into_iter().map(|word| {
            let label = match declined == Some(word) {
                true => "declined: was asked and did not say".to_owned(),
                false => label(word),
            };
            json!({"value": word, "label": label})
        });
        json!({
            "about": fact.about.word(),
            "fact": fact.name.0,
            "many": fact.is_many(),
            "declined": declined,
            "categories": words.collect::<Vec<_>>(),
        })
    };
    listed.map(one).collect()
}
