//! Sheets and findings as text, csv, json, markdown and html.
//!
//! A renderer takes what `report` laid out and gives back a string: it opens no file, asks no terminal and computes no
//! figure. How wide the terminal is, and whether it shows colour or only ASCII, arrives in a [`Look`]. The same sheet
//! gives the same bytes.

mod csv;
pub(crate) mod escape;
pub mod findings;
mod html;
mod json;
mod markdown;
pub mod seal;
mod shown;
mod svg;
mod text;

use std::path::Path;
use std::str::FromStr;

pub use csv::sheet_of;

use crate::report::Sheet;

/// What answers are written as.
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
    /// For a browser and for paper.
    Html,
}

impl Format {
    /// Every format, in the order in which help names them.
    pub const ALL: [Self; 5] = [Self::Text, Self::Csv, Self::Json, Self::Markdown, Self::Html];

    /// The word for it on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Markdown => "markdown",
            Self::Html => "html",
        }
    }

    /// The format that a file's ending asks for, if it asks for one.
    #[must_use]
    pub fn of_file(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "txt" => Some(Self::Text),
            "csv" => Some(Self::Csv),
            "json" => Some(Self::Json),
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" => Some(Self::Html),
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
            .ok_or_else(|| format!("`{word}` is not a format: use text, csv, json, markdown or html"))
    }
}

/// What the screen or the paper can show. Only text and findings look at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// Columns of the terminal; `None` where nothing limits a line, as in a file.
    pub width: Option<usize>,
    /// Whether anything but plain ASCII may be written.
    pub unicode: bool,
    /// Whether ANSI styles may be written.
    pub colour: bool,
}

/// Renders sheets, ending in a line break unless there is nothing to write.
///
/// Where there are several, the first is the cover: it names the whole, and in json the others stand under its `reports`.
#[must_use]
pub fn render(sheets: &[Sheet], format: Format, look: &Look) -> String {
    match format {
        Format::Text => text::render(sheets, look),
        Format::Csv => csv::render(sheets),
        Format::Json => json::render(sheets),
        Format::Markdown => markdown::render(sheets),
        Format::Html => html::render(sheets),
    }
}

#[cfg(test)]
mod sample;
