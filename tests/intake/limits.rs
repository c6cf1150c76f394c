//! Small files that claim to be large: each is rejected at once, with the limit.

use std::io::{Cursor, Write};

use rust_xlsxwriter::Workbook;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::common::Home;

/// A workbook with headers and one more cell.
fn book_with(row: u32, column: u16) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "Name").unwrap();
    sheet.write(0, 1, "DOB").unwrap();
    sheet.write(1, 0, "Rosa Medina").unwrap();
    sheet.write(row, column, "Luis Ortega").unwrap();
    book.save_to_buffer().unwrap()
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A workbook with one part replaced.
fn book_where(name: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut book = ZipArchive::new(Cursor::new(book_with(2, 0))).unwrap();
    let mut parts = Vec::new();
    for at in 0..book.len() {
        let mut part = book.by_index(at).unwrap();
        let known = part.name().unwrap().into_owned();
        let mut text = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut text).unwrap();
        if known == name {
            text = change(std::str::from_utf8(&text).unwrap()).into_bytes();
        }
        parts.push((known, text));
    }
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_slice()))
        .collect();
    archive(&parts)
}

/// A workbook of LibreOffice with these rows.
fn open_document(rows: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\">\
         <office:body><office:spreadsheet><table:table table:name=\"Sheet1\">{rows}</table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    );
    archive(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", content.as_bytes()),
    ])
}

fn ods_cell(text: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
    )
}

/// The message about a rejected file.
fn refused(name: &str, bytes: &[u8]) -> String {
    let home = Home::new();
    home.write(name, bytes);
    let before = home.tree();
    let answer = home.run(&["import", "--map-for", name]);
    assert_eq!(answer.status, 2, "{}", answer.whole());
    assert!(home.tree() == before);
    assert!(answer.stderr.contains("help: "), "{}", answer.stderr);
    answer.stderr
}

#[test]
fn a_cell_in_the_far_corner_takes_no_memory_and_is_named() {
    let said = refused("far.xlsx", &book_with(1_048_575, 16_383));
    assert!(
        said.contains(
            "far.xlsx cannot be imported: it has text in cell XFD1048576, beyond column 1,000"
        ) && said.contains("a sheet has at most 200,000 rows, 1,000 columns, 4,000,000 cells"),
        "{said}"
    );
    let said = refused("wide.xlsx", &book_with(0, 1_000));
    assert!(said.contains("text in cell ALM1"), "{said}");
    let far = format!(
        "<table:table-row>{}</table:table-row><table:table-row table:number-rows-repeated=\"1048574\">\
         <table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
         <table:table-row><table:table-cell table:number-columns-repeated=\"16383\"/>{}</table:table-row>",
        ods_cell("Name"),
        ods_cell("x")
    );
    let said = refused("far.ods", &open_document(&far));
    assert!(said.contains("text in cell XFD1048576"), "{said}");
}

#[test]
fn a_cell_far_below_is_a_row_like_any_other() {
    let home = Home::new();
    home.write("far.xlsx", book_with(1_048_575, 0));
    home.ok(&["import", "--map-for", "far.xlsx"]);
    let said = home.ok(&["import", "far.xlsx"]).stderr;
    assert!(
        said.contains("2 rows: 2 new, 0 on file, 0 refused"),
        "{said}"
    );
}

#[test]
fn text_with_too_many_columns_is_refused() {
    let header: Vec<String> = (0..20_000).map(|at| format!("c{at}")).collect();
    let said = refused(
        "wide.csv",
        format!("Name,{}\n", header.join(",")).as_bytes(),
    );
    assert!(said.contains("beyond column 1,000"), "{said}");
    let said = refused("tall.csv", "Name\n".repeat(200_001).as_bytes());
    assert!(said.contains("it has more than 200,000 rows"), "{said}");
}

#[test]
fn what_unpacks_to_much_more_than_it_is_is_refused() {
    let rows = "<row/>".repeat(35_000_000);
    let bomb = book_where("xl/worksheets/sheet1.xml", |text| {
        text.replace("<sheetData>", &format!("<sheetData>{rows}"))
    });
    assert!(bomb.len() < 2 << 20);
    let said = refused("bomb.xlsx", &bomb);
    assert!(said.contains("it has more than 200 MB unpacked"), "{said}");

    let long = "x".repeat(9 << 20);
    let bomb = book_where("xl/sharedStrings.xml", |text| {
        text.replace("Rosa Medina", &long)
    });
    let said = refused("bomb.xlsx", &bomb);
    assert!(
        said.contains("a cell with more than 8 MB of text"),
        "{said}"
    );

    let bomb = book_where("xl/sharedStrings.xml", |text| {
        let (before, after) = text.split_once("uniqueCount=\"").unwrap();
        let (_, after) = after.split_once('"').unwrap();
        format!("{before}uniqueCount=\"99999999999999\"{after}")
    });
    let said = refused("bomb.xlsx", &bomb);
    assert!(
        said.contains("it says it has more than 4,000,000 texts"),
        "{said}"
    );

    let name = "x".repeat(1 << 20);
    let formats = "<xf numFmtId=\"164\"/>".repeat(20_000);
    let bomb = book_where("xl/styles.xml", |_| {
        format!(
            "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"{name}\"/></numFmts><cellXfs>{formats}</cellXfs></styleSheet>"
        )
    });
    let said = refused("bomb.xlsx", &bomb);
    assert!(
        said.contains("its cell formats take more than 64 MB"),
        "{said}"
    );
}

#[test]
fn one_text_that_is_shown_in_every_cell_counts_every_time() {
    let long = "x".repeat(32_000);
    let book = book_where("xl/sharedStrings.xml", |text| {
        text.replace("Rosa Medina", &long)
    });
    let cells: String = (3..2_300)
        .map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>2</v></c></row>"))
        .collect();
    let mut bomb = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut parts = Vec::new();
    for at in 0..bomb.len() {
        let mut part = bomb.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut part, &mut text).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            text = text.replace("</sheetData>", &format!("{cells}</sheetData>"));
        }
        parts.push((name, text));
    }
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_bytes()))
        .collect();
    let said = refused("bomb.xlsx", &archive(&parts));
    assert!(said.contains("more than 64 MB of text"), "{said}");
}

#[test]
fn what_open_documents_repeat_is_read_and_counted() {
    let repeated = |rows: u64, columns: u64| {
        let cell = ods_cell("x").replace(
            "<table:table-cell",
            &format!("<table:table-cell table:number-columns-repeated=\"{columns}\""),
        );
        open_document(&format!(
            "<table:table-row table:number-rows-repeated=\"{rows}\">{cell}</table:table-row>"
        ))
    };
    let said = refused("many.ods", &repeated(1_048_576, 1));
    assert!(said.contains("it has more than 200,000 rows"), "{said}");
    let said = refused("many.ods", &repeated(u64::MAX, 1_000));
    assert!(said.contains("it has more than 4,000,000 cells"), "{said}");
    let said = refused("many.ods", &repeated(1, u64::MAX));
    assert!(said.contains("beyond column 1,000"), "{said}");

    let home = Home::new();
    let born = "<table:table-cell office:value-type=\"date\" office:date-value=\"1990-05-06\"><text:p>5/6/90</text:p></table:table-cell>";
    let rows = format!(
        "<table:table-header-rows><table:table-row>{}{}</table:table-row></table:table-header-rows>\
         <table:table-row table:number-rows-repeated=\"3\"><table:table-cell table:number-columns-repeated=\"9\"/></table:table-row>\
         <table:table-row>{}{born}</table:table-row>",
        ods_cell("Name"),
        ods_cell("DOB"),
        ods_cell(
            "Rosa <text:span>N&#250;&#xf1;ez O&apos;Medina</text:span><office:annotation><text:p>secret</text:p></office:annotation>"
        ),
    );
    home.write("parents.ods", open_document(&rows));
    home.ok(&["import", "--map-for", "parents.ods"]);
    home.ok(&["import", "parents.ods"]);
    let (_, identity) = home
        .tree()
        .into_iter()
        .find(|(path, _)| path.starts_with("identities/p-"))
        .unwrap();
    let identity = String::from_utf8(identity).unwrap();
    assert!(
        identity.contains("given = \"Rosa\"\nfamily = \"Núñez O'Medina\"\nborn = 1990-05-06\n"),
        "{identity}"
    );
}

#[test]
fn what_cannot_be_read_safely_says_how_to_save_it() {
    let said = refused("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more");
    assert!(
        said.contains("a workbook from before 2007 (.xls), or one with a password")
            && said.contains("as .xlsx or .csv"),
        "{said}"
    );
    let said = refused("binary.xlsb", &archive(&[("xl/workbook.bin", b"x")]));
    assert!(said.contains("a binary workbook (.xlsb)"), "{said}");
}

#[test]
fn a_hidden_sheet_is_read_only_where_it_is_named() {
    let mut book = Workbook::new();
    let hidden = book.add_worksheet();
    hidden.set_name("Lists").unwrap().set_hidden(true);
    hidden.write(0, 0, "Name").unwrap();
    hidden.write(1, 0, "Rosa Medina").unwrap();
    let shown = book.add_worksheet();
    shown.set_name("Intake").unwrap().set_active(true);
    shown.write(0, 0, "Name").unwrap();
    shown.write(1, 0, "Luis Ortega").unwrap();
    let home = Home::new();
    home.write("parents.xlsx", book.save_to_buffer().unwrap());
    home.ok(&["import", "--map-for", "parents.xlsx"]);
    home.ok(&["import", "parents.xlsx"]);
    let names = |home: &Home| {
        let tree = home.tree().into_iter();
        let people = tree.filter(|(path, _)| path.starts_with("identities/p-"));
        people
            .map(|(_, bytes)| String::from_utf8(bytes).unwrap())
            .collect::<String>()
    };
    assert!(names(&home).contains("Luis") && !names(&home).contains("Rosa"));
    home.ok(&["import", "parents.xlsx", "--sheet", "lists"]);
    assert!(names(&home).contains("Rosa"));
}
