//! Workbooks of LibreOffice from someone malicious.

use zip::CompressionMethod;

use super::Try;
use super::make::{archive, ods, ods_cell, table};

const OPEN: &str = "open documents";

/// What open documents can repeat, nest and leave open.
pub fn open_documents() -> Vec<Try> {
    let repeated = |rows: &'static str, columns: &'static str| {
        move || {
            let cell = ods_cell(&format!("table:number-columns-repeated=\"{columns}\""), "x");
            table(&format!(
                "<table:table-row table:number-rows-repeated=\"{rows}\">{cell}</table:table-row>"
            ))
        }
    };
    let row =
        |text: &'static str| move || table(&format!("<table:table-row>{text}</table:table-row>"));
    let mut tries = vec![
        Try::new(OPEN, "spaces that are counted", "spaces.ods", || {
            table(&format!("<table:table-row>{}</table:table-row>", ods_cell("", &"<text:s text:c=\"999999999\"/>".repeat(3_000_000))))
        }).heavy(),
        Try::new(OPEN, "fewer spaces", "spaces.ods", || {
            table(&format!("<table:table-row>{}</table:table-row>", ods_cell("", &"<text:s text:c=\"1000\"/>".repeat(20_000))))
        }),
        Try::new(OPEN, "breaks of a line", "breaks.ods", || {
            table(&format!("<table:table-row>{}</table:table-row>", ods_cell("", &"<text:line-break/>".repeat(400_000))))
        }),
        Try::new(OPEN, "many tables", "tables.ods", || ods(&"<table:table table:name=\"One\"/>".repeat(3_000_000))).heavy(),
        Try::new(OPEN, "tables in tables", "nested.ods", || ods(&"<table:table><table:table-row><table:table-cell>".repeat(100_000))),
        Try::new(OPEN, "remarks in remarks", "remarks.ods", || {
            table(&format!("<table:table-row>{}", ods_cell("", &"<office:annotation>".repeat(500_000))))
        }),
        Try::new(OPEN, "a cell never ended", "end.ods", row("<table:table-cell><text:p>x")),
        Try::new(OPEN, "no table", "none.ods", || ods("")),
        Try::new(OPEN, "no content", "none.ods", || archive(&[("content.xml".to_owned(), Vec::new())], CompressionMethod::Stored)),
        Try::new(OPEN, "a file by its entity", "entity.ods", row("<table:table-cell><text:p>&s; &#0; &nope;</text:p></table:table-cell>")),
        Try::new(OPEN, "a link to elsewhere", "link.ods", || {
            ods("<table:table table:name=\"One\"><table:table-source xlink:href=\"file:///etc/passwd\" table:table-name=\"x\"/></table:table>")
        }).never_says("root:"),
        Try::new(OPEN, "a row of a million cells", "wide.ods", || {
            table(&format!("<table:table-row>{}</table:table-row>", ods_cell("", "").repeat(1_000_000)))
        }).heavy(),
        Try::new(OPEN, "many rows of nothing", "rows.ods", || table(&"<table:table-row/>".repeat(1_000_000))).heavy(),
        Try::new(OPEN, "a text where a number should be", "value.ods", row(
            "<table:table-cell office:value-type=\"float\" office:value=\"\u{1b}[2J\"/>")).never_says("\u{1b}"),
        Try::new(OPEN, "a day that is none", "value.ods", row(
            "<table:table-cell><text:p>Luis</text:p></table:table-cell><table:table-cell office:value-type=\"date\" office:date-value=\"99999-99-99T99\"/>")),
    ];
    for (rows, columns) in [
        ("1", "16384"),
        ("1048576", "1"),
        ("18446744073709551615", "18446744073709551615"),
        ("18446744073709551616", "1"),
        ("4000000000", "1000"),
        ("-1", "-1"),
        ("0", "0"),
        ("1e9", "x"),
    ] {
        tries.push(Try::new(
            OPEN,
            format!("{rows} rows of {columns} cells"),
            "many.ods",
            repeated(rows, columns),
        ));
    }
    tries
}
