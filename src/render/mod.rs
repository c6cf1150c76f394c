//! Sheets and findings as text, csv, json, markdown and html, and sheets as workbooks.
//!
//! A renderer takes what `report` laid out and returns text or bytes: it opens no file, queries no terminal and
//! computes no figure. The width of the terminal, and whether it shows color or only ASCII characters, come in a
//! [`Look`]. The same sheet gives the same bytes.

mod csv;
pub(crate) mod escape;
pub mod findings;
mod html;
mod json;
mod look;
mod markdown;
mod paged;
mod paper;
mod prose;
pub mod seal;
mod shown;
mod svg;
mod text;
mod wording;
mod xlsx;

use std::path::Path;
use std::str::FromStr;

pub use csv::sheet_of;
pub use look::Look;
pub use paper::{sign_in_html, sign_in_xlsx};
pub use prose::width;

use crate::report::Sheet;

/// The formats of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For a terminal.
    Text,
    /// For a spreadsheet.
    Csv,
    /// For a program.
    Json,
    /// For a wiki or an issue.
    Markdown,
    /// For a browser and for printing.
    Html,
    /// For a spreadsheet, as a workbook: bytes, which must be written to a file.
    Xlsx,
}

impl Format {
    /// Every format, in the order used in help.
    pub const ALL: [Self; 6] = [
        Self::Text,
        Self::Csv,
        Self::Json,
        Self::Markdown,
        Self::Html,
        Self::Xlsx,
    ];

    /// The word for it on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Xlsx => "xlsx",
        }
    }

    /// The format for a file's extension, if it has one.
    #[must_use]
    pub fn of_file(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "txt" => Some(Self::Text),
            "csv" => Some(Self::Csv),
            "json" => Some(Self::Json),
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" => Some(Self::Html),
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|format| format.word() == word)
            .ok_or_else(|| {
                format!("`{word}` is not a format: use text, csv, json, markdown, html or xlsx")
            })
    }
}

/// Renders sheets. Text ends in a line break unless it is empty.
///
/// If there are several, the first is the cover: it names the whole, and in json the others are under its `reports`.
///
/// # Errors
/// Returns an error if the format cannot hold that much.
pub fn render(sheets: &[Sheet], format: Format, look: &Look) -> Result<Vec<u8>, String> {
    let readable: Vec<Sheet>;
    let sheets = if matches!(format, Format::Csv | Format::Json) {
        sheets
    } else {
        readable = sheets.iter().map(Sheet::readable).collect();
        &readable
    };
    let text = match format {
        Format::Text => text::render(sheets, look),
        Format::Csv => csv::render(sheets),
        Format::Json => json::render(sheets),
        Format::Markdown => markdown::render(sheets),
        Format::Html => html::render(sheets),
        Format::Xlsx => return xlsx::render(sheets),
    };
    Ok(text.into_bytes())
}

/// Names and what they mean, one per line, for a terminal.
#[must_use]
pub fn pairs(pairs: &[(String, String)], look: &Look) -> String {
    look.words(&prose::facts(pairs, look)).into_owned()
}

/// A message after a label such as `error: `, wrapped to the width of a terminal; its own lines are kept.
#[must_use]
pub fn message(text: &str, label: &str, look: &Look) -> String {
    let indent = " ".repeat(label.len());
    let labels = std::iter::once(label).chain(std::iter::repeat(indent.as_str()));
    let set: String = text
        .lines()
        .zip(labels)
        .map(|(line, label)| prose::message(line, label, look))
        .collect();
    look.words(&set).into_owned()
}

/// A text of paragraphs and items, wrapped to the width of a terminal.
#[must_use]
pub fn reflow(text: &str, look: &Look) -> String {
    look.words(&prose::reflow(text, look)).into_owned()
}

#[cfg(test)]
mod sample;
