//! Sheets as json, for programs.
//!
//! One sheet is one object: `schema` (1), `report`, `program`, `period` `{label, start, end}`, `as_of`, `audience` (and
//! `at` `{commit, day}` if the records are those of a commit), then the figures of the sheet as a whole by their names,
//! then `rows`, `notes`, `rules` and `sources`. Rates are fractions, days `2026-07-01`, unknown is null. A masked value
//! is null too, and its name is in the `masked` list of its row (of the object, for a figure of the whole); a masked
//! part is named `sustained_3.k`. If the records behind a report have errors, `errors` lists `{rule, count, places}`;
//! `places` is only for the program itself. Further sheets are objects of the same shape under `reports` of the first.
//! Fields may be added under schema 1; none is renamed or removed.

use serde_json::{Map, Value, json};

use crate::report::{ALL, Cell, Column, Errors, Sheet};

/// Sheets as one json object, indented, with a line break at its end.
pub(super) fn render(sheets: &[Sheet]) -> String {
    if sheets.is_empty() {
        String::new()
    } else {
        text(whole(sheets))
    }
}

/// An object as written.
pub(super) fn text(whole: Map<String, Value>) -> String {
    format!("{:#}\n", Value::Object(whole))
}

/// Sheets as one object.
pub(super) fn whole(sheets: &[Sheet]) -> Map<String, Value> {
    let Some((first, others)) = sheets.split_first() else {
        return Map::new();
    };
    let mut whole = object(first);
    if !others.is_empty() {
        let reports = others
            .iter()
            .map(|sheet| Value::Object(object(sheet)))
            .collect();
        whole.insert("reports".to_owned(), Value::Array(reports));
    }
    whole
}

fn object(sheet: &Sheet) -> Map<String, Value> {
    let mut object = Map::new();
    let mut put = |name: &str, value: Value| object.insert(name.to_owned(), value);
    put("schema", json!(1));
    put("report", json!(sheet.report));
    put("program", json!(sheet.program));
    let period = sheet.period.as_ref().map(
        |period| json!({ "label": period.label, "start": period.first.to_string(), "end": period.last.to_string() }),
    );
    put("period", period.unwrap_or(Value::Null));
    put("as_of", json!(sheet.as_of.to_string()));
    if let Some(origin) = &sheet.origin {
        put(
            "at",
            json!({ "commit": origin.commit, "day": origin.day.to_string() }),
        );
    }
    put(
        "audience",
        json!(sheet.audience.map(|audience| audience.to_string())),
    );
    let totals = fields(sheet.totals.iter().map(|(column, cell)| (column, cell)));
    for (name, value) in totals {
        put(&name, value);
    }
    let rows = sheet
        .rows
        .iter()
        .map(|row| Value::Object(fields(sheet.columns.iter().zip(row))))
        .collect();
    put("rows", Value::Array(rows));
    if !sheet.errors.is_empty() {
        put("errors", sheet.errors.iter().map(errors).collect());
    }
    if !sheet.answer.is_empty() {
        put("answer", json!(sheet.answer));
    }
    put("notes", json!(sheet.notes));
    put("rules", json!(sheet.rules));
    put("sources", json!(sheet.sources));
    object
}

fn errors(errors: &Errors) -> Value {
    let mut object = json!({ "rule": errors.rule, "count": errors.count });
    if !errors.places.is_empty() {
        object["places"] = json!(errors.places);
    }
    object
}

/// Values by their names, and the names of the masked ones, if any.
fn fields<'a>(cells: impl Iterator<Item = (&'a Column, &'a Cell)>) -> Map<String, Value> {
    let mut object = Map::new();
    let mut masked = Vec::new();
    for (column, cell) in cells {
        object.insert(
            column.name.to_owned(),
            value(cell, column.name, &mut masked),
        );
    }
    if !masked.is_empty() {
        object.insert("masked".to_owned(), json!(masked));
    }
    object
}

fn value(cell: &Cell, name: &str, masked: &mut Vec<String>) -> Value {
    match cell {
        Cell::Unknown => Value::Null,
        Cell::All => json!(ALL),
        Cell::Masked(_) => {
            masked.push(name.to_owned());
            Value::Null
        }
        Cell::Text(text) => json!(text),
        Cell::Count(count) => json!(count),
        Cell::Number(number, _) | Cell::Rate(number) => json!(number),
        Cell::Bool(yes) => json!(yes),
        Cell::Day(day) => json!(day.to_string()),
        Cell::List(words) => json!(words),
        Cell::Parts(parts) => {
            let part = |(part, cell): &(String, Cell)| {
                let full = format!("{name}.{part}");
                (part.clone(), value(cell, &full, masked))
            };
            Value::Object(parts.iter().map(part).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn parsed(sheets: &[Sheet]) -> Value {
        serde_json::from_str(&render(sheets)).unwrap()
    }

    #[test]
    fn a_report_is_one_object_in_the_order_of_the_contract() {
        let report = parsed(&[sample::table()]);
        let names: Vec<&String> = report.as_object().unwrap().keys().collect();
        assert_eq!(
            names,
            [
                "schema",
                "report",
                "program",
                "period",
                "as_of",
                "audience",
                "anonymous",
                "rows",
                "notes",
                "rules",
                "sources"
            ]
        );
        assert_eq!(
            report["period"],
            json!({ "label": "SFY2027Q1", "start": "2026-07-01", "end": "2026-09-30" })
        );
        assert_eq!(
            (&report["audience"], &report["anonymous"]),
            (&json!("public"), &json!(2))
        );
    }

    #[test]
    fn unknown_and_masked_are_null_and_only_masked_is_named() {
        let report = parsed(&[sample::table()]);
        assert_eq!(report["rows"][0]["new"], Value::Null);
        assert_eq!(report["rows"][0].get("masked"), None);
        assert_eq!(report["rows"][1]["masked"], json!(["served", "rate"]));
        assert_eq!(report["rows"][1]["served"], Value::Null);
    }

    #[test]
    fn a_masked_part_is_named_with_its_whole() {
        let row = &parsed(&[sample::facts()])["rows"][0];
        assert_eq!(row["sustained_3"], json!({ "k": null, "n": 40 }));
        assert_eq!(row["masked"], json!(["sustained_3.k"]));
        assert!(render(&[sample::facts()]).contains("\"rate\": 0.36363636363636365,"));
    }

    #[test]
    fn a_masked_figure_of_the_whole_is_named_beside_it() {
        let mut sheet = sample::table();
        sheet.totals = vec![(Column::number("waiting"), Cell::Masked("<11".to_owned()))];
        assert_eq!(parsed(&[sheet])["masked"], json!(["waiting"]));
    }

    #[test]
    fn further_sheets_stand_under_the_first() {
        let report = parsed(&[sample::facts(), sample::table()]);
        assert_eq!(report["report"], "returns");
        assert_eq!(report["reports"][0]["report"], "unduplicated");
        assert_eq!(report["reports"].as_array().unwrap().len(), 1);
    }

    #[test]
    fn what_is_not_a_number_is_unknown() {
        let mut sheet = sample::facts();
        sheet.rows[0][3] = Cell::Number(f64::NAN, 2);
        assert_eq!(parsed(&[sheet])["rows"][0]["km"], Value::Null);
    }
}
