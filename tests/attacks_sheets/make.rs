//! Spreadsheets that no program would write, built byte by byte.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The parts of a small Excel workbook, any of which can be replaced.
#[derive(Clone)]
pub struct Book {
    parts: Vec<(String, Vec<u8>)>,
}

const RELATED: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A sheet with these rows, and the parts before and after them.
pub fn sheet(rows: &str) -> String {
    format!("<worksheet><sheetData>{HEADERS}{rows}</sheetData></worksheet>")
}

const HEADERS: &str = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>\
     <row r=\"2\"><c r=\"A2\" t=\"s\"><v>2</v></c><c r=\"B2\" s=\"1\"><v>32964</v></c></row>";

impl Book {
    pub fn new() -> Self {
        let part = |name: &str, text: String| (name.to_owned(), text.into_bytes());
        Self {
            parts: vec![
                part("[Content_Types].xml", "<Types/>".to_owned()),
                part(
                    "_rels/.rels",
                    format!(
                        "<Relationships><Relationship Id=\"a\" Type=\"{RELATED}/officeDocument\" \
                         Target=\"xl/workbook.xml\"/></Relationships>"
                    ),
                ),
                part("xl/workbook.xml", workbook("<sheet name=\"One\" r:id=\"s1\"/>")),
                part(
                    "xl/_rels/workbook.xml.rels",
                    related("worksheets/sheet1.xml", ""),
                ),
                part(
                    "xl/sharedStrings.xml",
                    "<sst><si><t>Name</t></si><si><t>DOB</t></si><si><t>Rosa Medina</t></si></sst>"
                        .to_owned(),
                ),
                part(
                    "xl/styles.xml",
                    "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
                        .to_owned(),
                ),
                part("xl/worksheets/sheet1.xml", sheet("")),
            ],
        }
    }

    /// The workbook with a part added or replaced.
    pub fn with(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        match self.parts.iter_mut().find(|(known, _)| known == name) {
            Some(part) => part.1 = bytes,
            None => self.parts.push((name.to_owned(), bytes)),
        }
        self
    }

    /// The workbook with more rows in its sheet.
    pub fn rows(self, rows: &str) -> Self {
        self.with("xl/worksheets/sheet1.xml", sheet(rows))
    }

    pub fn without(mut self, name: &str) -> Self {
        self.parts.retain(|(known, _)| known != name);
        self
    }

    pub fn bytes(&self) -> Vec<u8> {
        archive(&self.parts, CompressionMethod::Deflated)
    }

    pub fn stored(&self) -> Vec<u8> {
        archive(&self.parts, CompressionMethod::Stored)
    }
}

pub fn workbook(sheets: &str) -> String {
    format!("<workbook><sheets>{sheets}</sheets></workbook>")
}

/// The relationships of a workbook: its one sheet, and more.
pub fn related(sheet: &str, more: &str) -> String {
    format!(
        "<Relationships><Relationship Id=\"s1\" Type=\"{RELATED}/worksheet\" Target=\"{sheet}\"/>{more}</Relationships>"
    )
}

pub fn archive(parts: &[(String, Vec<u8>)], method: CompressionMethod) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(method)
        .compression_level((method == CompressionMethod::Deflated).then_some(1));
    for (name, bytes) in parts {
        archive.start_file(name.as_str(), options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// An archive in which many names share the bytes of one part.
pub fn overlapping(names: &[String], data: &[u8]) -> Vec<u8> {
    let (plain, mut packed) = (u32::try_from(data.len()).unwrap(), Vec::new());
    let whole = archive(
        &[("x".to_owned(), data.to_vec())],
        CompressionMethod::Deflated,
    );
    let at = 30 + 1;
    let length = u32::from_le_bytes(whole[18..22].try_into().unwrap());
    let crc = &whole[14..18];
    packed.extend_from_slice(&whole[..at + usize::try_from(length).unwrap()]);
    let directory = packed.len();
    for name in names {
        packed.extend_from_slice(b"PK\x01\x02\x14\0\x14\0\0\0\x08\0\0\0\0\0");
        packed.extend_from_slice(crc);
        packed.extend_from_slice(&length.to_le_bytes());
        packed.extend_from_slice(&plain.to_le_bytes());
        packed.extend_from_slice(&u16::try_from(name.len()).unwrap().to_le_bytes());
        packed.extend_from_slice(&[0; 16]);
        packed.extend_from_slice(name.as_bytes());
    }
    let size = u32::try_from(packed.len() - directory).unwrap();
    let count = u16::try_from(names.len()).unwrap().to_le_bytes();
    packed.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    packed.extend_from_slice(&count);
    packed.extend_from_slice(&count);
    packed.extend_from_slice(&size.to_le_bytes());
    packed.extend_from_slice(&u32::try_from(directory).unwrap().to_le_bytes());
    packed.extend_from_slice(&[0; 2]);
    packed
}

/// A workbook of LibreOffice with these tables.
pub fn ods(tables: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\">\
         <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    archive(
        &[
            (
                "mimetype".to_owned(),
                b"application/vnd.oasis.opendocument.spreadsheet".to_vec(),
            ),
            ("content.xml".to_owned(), content.into_bytes()),
        ],
        CompressionMethod::Deflated,
    )
}

pub fn table(rows: &str) -> Vec<u8> {
    let cell = ods_cell;
    ods(&format!(
        "<table:table table:name=\"One\"><table:table-row>{}{}</table:table-row>\
         <table:table-row>{}{}</table:table-row>{rows}</table:table>",
        cell("", "Name"),
        cell("", "DOB"),
        cell("", "Rosa Medina"),
        cell("", "1990-04-01"),
    ))
}

pub fn ods_cell(attributes: &str, text: &str) -> String {
    format!("<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>")
}

/// A sheet of parents as text.
pub fn csv(rows: &[&str]) -> Vec<u8> {
    let mut text = "Name,DOB,Notes\nRosa Medina,1990-04-01,ok\n".to_owned();
    for row in rows {
        let _ = writeln!(text, "{row}");
    }
    text.into_bytes()
}

pub fn wide(text: &str, mark: &[u8], unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let mut bytes = mark.to_vec();
    bytes.extend(text.encode_utf16().flat_map(unit));
    bytes
}
