//! How a report was made, stored in the report, so that it can be made again and compared with what it said.
//!
//! A json report has this under `made`; an html or markdown one has it in a comment at its end, together with its
//! figures. The digest covers how it was made, the figures, and the page around them, or what a json report says about
//! its sources: any change by hand is detected.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::{Format, Look, html, json as as_json, markdown, render};
use crate::report::{Column, Key, Role, Sheet};

/// How a report was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Made {
    /// The program and its version.
    pub by: String,
    /// The arguments that make it, except where it is written.
    pub command: Vec<String>,
    /// The full name of the commit of the records; `None` if they were not under git, and for the public.
    pub commit: Option<String>,
    /// Whether the records were the same as in that commit.
    pub clean: bool,
    /// The day used as today.
    pub today: String,
    /// The as-of day.
    pub as_of: String,
    /// Who it was for.
    pub audience: String,
}

/// What a file says about how it was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Sealed {
    /// How it was made.
    pub made: Made,
    /// The figures, as in json.
    pub figures: Value,
    /// Whether nothing was changed since then.
    pub whole: bool,
}

/// A figure that differs between two reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The report it is in.
    pub report: String,
    /// The words of its row; empty for a figure of the whole.
    pub row: String,
    /// Its name.
    pub figure: String,
    /// Its value in the first.
    pub then: String,
    /// Its value in the second.
    pub now: String,
}

/// This program and its version.
pub const BY: &str = concat!("peer ", env!("CARGO_PKG_VERSION"));

const BEGIN: &str = "<!-- peer:made ";
const END: &str = " -->";

/// Renders sheets like [`render`], with how they were made if the format can carry it.
///
/// # Errors
/// Returns the same errors as [`render`].
pub fn seal(sheets: &[Sheet], format: Format, look: &Look, made: &Made) -> Result<Vec<u8>, String> {
    let text = match format {
        Format::Json => {
            let mut whole = as_json::whole(sheets);
            let (_, beside) = parted(whole.clone());
            whole.insert(
                "made".to_owned(),
                stamp(made, &figures(sheets), &beside.to_string()),
            );
            as_json::text(whole)
        }
        Format::Html | Format::Markdown => {
            let page = if format == Format::Html {
                html::render(sheets)
            } else {
                markdown::render(sheets)
            };
            let figures = figures(sheets);
            let stamp = stamp(made, &figures, &page);
            // Two dashes would end the comment.
            let told = json!({ "made": stamp, "figures": figures })
                .to_string()
                .replace("--", "-\\u002d");
            format!("{page}\n{BEGIN}{told}{END}\n")
        }
        Format::Text | Format::Csv | Format::Xlsx => return render(sheets, format, look),
    };
    Ok(text.into_bytes())
}

/// Why it is unknown how a file was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsealed {
    /// The file does not say.
    Nothing,
    /// What it says is cut off, or was changed so that it cannot be read.
    Damaged,
    /// It says more than this program knows; the program that made it.
    Unknown(String),
}

/// What a file says about how it was made.
///
/// # Errors
/// Returns an error if the file does not say, or if what it says cannot be read.
pub fn unseal(text: &str) -> Result<Sealed, Unsealed> {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let (mut stamp, figures, page) = match text.rsplit_once(BEGIN) {
        Some((page, told)) => {
            let (told, _) = told.split_once(END).ok_or(Unsealed::Damaged)?;
            let mut told: Map<String, Value> =
                serde_json::from_str(told).map_err(|_| Unsealed::Damaged)?;
            let (Some(made), Some(figures)) = (told.remove("made"), told.remove("figures")) else {
                return Err(Unsealed::Damaged);
            };
            (
                made,
                figures,
                page.strip_suffix('\n').unwrap_or(page).to_owned(),
            )
        }
        None => {
            let is_json = text.trim_start().starts_with('{');
            let nothing = || {
                if is_json {
                    Unsealed::Damaged
                } else {
                    Unsealed::Nothing
                }
            };
            let mut whole: Map<String, Value> =
                serde_json::from_str(&text).map_err(|_| nothing())?;
            let stamp = whole.shift_remove("made").ok_or(Unsealed::Nothing)?;
            let (figures, beside) = parted(whole);
            (stamp, Value::Object(figures), beside.to_string())
        }
    };
    let fields = stamp.as_object_mut().ok_or(Unsealed::Damaged)?;
    let by = fields
        .get("by")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    let digest = fields.shift_remove("digest").ok_or(Unsealed::Damaged)?;
    let made: Made = serde_json::from_value(stamp).map_err(|_| match by.as_str() {
        "" | BY => Unsealed::Damaged,
        _ => Unsealed::Unknown(by.clone()),
    })?;
    let fits = |page: &str| digest == json!(self::digest(&made, &figures, page));
    // Version 0.1 did not include the sources of a json report in the digest.
    let whole = fits(&page) || (by.starts_with("peer 0.1.") && page.starts_with('[') && fits(""));
    Ok(Sealed {
        made,
        figures,
        whole,
    })
}

/// The figures of sheets as in json, without their sources, which differ from one machine to another.
#[must_use]
pub fn figures(sheets: &[Sheet]) -> Value {
    // Written and parsed again, to match what a file contains.
    let (figures, _) = parted(as_json::whole(sheets));
    let whole = Value::Object(figures);
    serde_json::from_str(&whole.to_string()).unwrap_or(whole)
}

/// A json report, split into its figures and the list of sources of each of its parts.
fn parted(mut whole: Map<String, Value>) -> (Map<String, Value>, Value) {
    let mut beside: Vec<Value> = ["sources", "at"]
        .into_iter()
        .filter_map(|name| whole.shift_remove(name))
        .collect();
    if let Some(Value::Array(reports)) = whole.get_mut("reports") {
        for report in reports.iter_mut() {
            if let Value::Object(fields) = report {
                let (figures, more) = parted(std::mem::take(fields));
                *report = Value::Object(figures);
                beside.push(more);
            }
        }
    }
    (whole, Value::Array(beside))
}

fn stamp(made: &Made, figures: &Value, page: &str) -> Value {
    let mut stamp = json!(made);
    if let Some(fields) = stamp.as_object_mut() {
        fields.insert("digest".to_owned(), json!(digest(made, figures, page)));
    }
    stamp
}

fn digest(made: &Made, figures: &Value, page: &str) -> String {
    let text = format!("{}\n{figures}\n{page}", json!(made));
    let hash = Sha256::digest(text.as_bytes());
    format!(
        "sha256:{}",
        hash.iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    )
}

/// The columns whose words identify rows, by their names.
pub type Keys = BTreeMap<&'static str, Key>;

/// The key columns of these sheets.
#[must_use]
pub fn keys(sheets: &[Sheet]) -> Keys {
    let columns = sheets.iter().flat_map(|sheet| &sheet.columns);
    let key = |column: &Column| match column.role {
        Role::Key(key) => Some((column.name, key)),
        _ => None,
    };
    columns.filter_map(key).collect()
}

/// The figures that differ, in order; a row that only one side has is identified by its words. `keys` comes from
/// [`keys`]. Notes and rules are words about figures, and are left out.
#[must_use]
pub fn differences(then: &Value, now: &Value, keys: &Keys) -> Vec<Difference> {
    let mut all = Vec::new();
    report(then, now, keys, &mut all);
    all
}

fn report(then: &Value, now: &Value, keys: &Keys, all: &mut Vec<Difference>) {
    let name = then["report"].as_str().unwrap_or_default();
    let plain = |side: &Value| -> Map<String, Value> {
        let fields = side.as_object().cloned().unwrap_or_default();
        fields
            .into_iter()
            .filter(|(key, _)| !WORDS.contains(&key.as_str()))
            .collect()
    };
    fields(
        name,
        "",
        &Value::Object(plain(then)),
        &Value::Object(plain(now)),
        all,
    );
    let by_rule = Keys::from([("rule", Key::Name)]);
    for (list, keys) in [("rows", keys), ("errors", &by_rule)] {
        each(then, now, list, keys, |label, old, new| match (old, new) {
            (Some(old), Some(new)) => fields(name, label, old, new, all),
            _ => all.push(one_sided(name, label, "row", old)),
        });
    }
    let by_name = Keys::from([("report", Key::Name)]);
    each(then, now, "reports", &by_name, |label, old, new| {
        match (old, new) {
            (Some(old), Some(new)) => report(old, new, keys, all),
            _ => all.push(one_sided(label, "", "report", old)),
        }
    });
}

/// Fields of a report that are not figures, or that are compared separately.
const WORDS: [&str; 6] = ["report", "rows", "errors", "reports", "notes", "rules"];

/// Shows each item of a list on both sides: the one with the same words under `keys`, or if there are several such
/// items, in order.
fn each<'v>(
    then: &'v Value,
    now: &'v Value,
    list: &str,
    keys: &Keys,
    mut show: impl FnMut(&str, Option<&'v Value>, Option<&'v Value>),
) {
    let items = |side: &'v Value| side[list].as_array().map_or(&[] as &[_], Vec::as_slice);
    let mut of_now: BTreeMap<Vec<&str>, VecDeque<&Value>> = BTreeMap::new();
    for item in items(now) {
        of_now.entry(words(item, keys)).or_default().push_back(item);
    }
    for item in items(then) {
        let same = of_now
            .get_mut(&words(item, keys))
            .and_then(VecDeque::pop_front);
        show(&label(item, keys), Some(item), same);
    }
    for item in items(now) {
        let left = of_now
            .get_mut(&words(item, keys))
            .and_then(VecDeque::pop_front);
        if let Some(item) = left {
            show(&label(item, keys), None, Some(item));
        }
    }
}

/// The words that distinguish an item from the others.
fn words<'v>(item: &'v Value, keys: &Keys) -> Vec<&'v str> {
    named(item, keys).map(|(_, word)| word).collect()
}

/// The same, as shown to people: the name of a period implies its days.
fn label(item: &Value, keys: &Keys) -> String {
    let is_day = |key: &str| matches!(keys.get(key), Some(Key::Start | Key::End));
    let words = named(item, keys).filter(|(key, _)| !is_day(key));
    words.map(|(_, word)| word).collect::<Vec<_>>().join(" ")
}

fn named<'v>(item: &'v Value, keys: &Keys) -> impl Iterator<Item = (&'v str, &'v str)> {
    let fields = item.as_object().into_iter().flatten();
    fields.filter_map(|(key, value)| {
        Some((key.as_str(), value.as_str()?)).filter(|_| keys.contains_key(key.as_str()))
    })
}

/// A row or figure that only one side has.
fn one_sided(report: &str, row: &str, what: &str, then: Option<&Value>) -> Difference {
    let (then, now) = if then.is_some() {
        ("there", "missing")
    } else {
        ("missing", "there")
    };
    Difference {
        report: report.to_owned(),
        row: row.to_owned(),
        figure: what.to_owned(),
        then: then.to_owned(),
        now: now.to_owned(),
    }
}

fn fields(report: &str, row: &str, then: &Value, now: &Value, all: &mut Vec<Difference>) {
    let nothing = Map::new();
    let (old, new) = (
        then.as_object().unwrap_or(&nothing),
        now.as_object().unwrap_or(&nothing),
    );
    // A figure that only the new row has is skipped: the version that made the old report did not count it.
    let added = new
        .keys()
        .filter(|key| row.is_empty() && !old.contains_key(*key));
    for figure in old.keys().chain(added) {
        let (then, now) = (
            old.get(figure).unwrap_or(&Value::Null),
            new.get(figure).unwrap_or(&Value::Null),
        );
        if then != now {
            all.push(Difference {
                report: report.to_owned(),
                row: row.to_owned(),
                figure: figure.clone(),
                then: word(then),
                now: word(now),
            });
        }
    }
}

fn word(value: &Value) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests;
