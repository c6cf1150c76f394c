//! The zip archive of a modern workbook, checked before anything in it is trusted.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::rows::too_much;
use super::wrong::Wrong;

/// The maximum unpacked size of all parts in bytes.
const UNPACKED: u64 = 200 << 20;

/// The maximum number of bytes between two tags: the text of a cell, or the attributes of a tag.
pub(super) const BETWEEN_TAGS: usize = 8 << 20;

/// The maximum number of parts in an archive.
const PARTS: usize = 20_000;

/// The maximum number of sheets in a workbook.
pub(super) const SHEETS: usize = 10_000;

/// The maximum number of shared texts that a workbook has, or claims to have, because memory for them is allocated
/// before they are read.
const TEXTS: usize = 4_000_000;

/// The maximum number of bytes for the cell formats of a workbook, and for the paths of its sheets.
const FORMATS: usize = 64 << 20;

/// The minimum number of bytes of a cell format, with its font, borders and colors.
const FORMAT: usize = 512;

/// The maximum number of other things kept whole: names of ranges and of other parts.
const OTHERS: usize = 500_000;

/// The maximum number of letters and digits in a cell name, as in `XFD1048576`.
const LETTERS: usize = 3;
const FIGURES: usize = 7;

/// A workbook whose parts were checked to be small enough.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    names: Vec<String>,
    has_formulas: bool,
}

impl<'b> Package<'b> {
    /// Opens an archive and unpacks every part once, because the sizes that it states may be false.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Wrong> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(Wrong::damaged)?;
        if archive.len() > PARTS {
            return Err(too_much("it has more than 20,000 parts"));
        }
        let (mut names, mut kept) = (Vec::new(), WorkbookSize::default());
        let mut left = UNPACKED;
        for at in 0..archive.len() {
            let part = archive.by_index(at).map_err(Wrong::damaged)?;
            let name = part.name().map_err(Wrong::damaged)?.to_lowercase();
            left -= measure(part, left)?;
            if name.ends_with("workbook.bin") {
                return Err(Wrong::new(
                    "it is a binary workbook (.xlsb)",
                    "open it in a spreadsheet program, save it as .xlsx or .csv, then try again",
                ));
            }
            kept.look(archive.by_index(at).map_err(Wrong::damaged)?)?;
            names.push(name);
        }
        Ok(Self {
            archive,
            names,
            has_formulas: kept.has_formulas,
        })
    }

    /// Whether any cell has a formula.
    pub const fn has_formulas(&self) -> bool {
        self.has_formulas
    }

    /// Whether there is a part of that name.
    pub fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    /// Opens a part for reading.
    pub fn part(&mut self, name: &str) -> Result<impl Read, Wrong> {
        self.archive.by_name(name).map_err(Wrong::damaged)
    }
}

/// The unpacked size of a part in bytes.
fn measure(mut part: impl Read, left: u64) -> Result<u64, Wrong> {
    let mut buffer = vec![0; 64 << 10];
    let (mut bytes, mut between) = (0, 0);
    loop {
        let read = part.read(&mut buffer).map_err(Wrong::damaged)?;
        if read == 0 {
            return Ok(bytes);
        }
        bytes += read as u64;
        if bytes > left {
            return Err(too_much("it has more than 200 MB unpacked"));
        }
        for piece in buffer[..read].split_inclusive(|byte| *byte == b'<') {
            between += piece.len();
            if between > BETWEEN_TAGS {
                return Err(too_long_a_cell());
            }
            if piece.ends_with(b"<") {
                between = 0;
            }
        }
    }
}

pub(super) fn too_long_a_cell() -> Wrong {
    too_much("it has a cell with more than 8 MB of text")
}

pub(super) fn too_many_sheets() -> Wrong {
    too_much("it has more than 10,000 sheets")
}

/// What a workbook loads into memory before any cell is read. Parts may have any name, so all of them are scanned, and
/// only the names of tags count.
#[derive(Default)]
struct WorkbookSize {
    sheets: usize,
    texts: usize,
    others: usize,
    /// The longest tag with the path of a part; each sheet has a copy of one.
    path: usize,
    has_formulas: bool,
}

impl WorkbookSize {
    /// Scans a part, up to the first point that is not XML.
    fn look(&mut self, part: impl Read) -> Result<(), Wrong> {
        let mut reader = Reader::from_reader(std::io::BufReader::new(part));
        reader.config_mut().check_end_names = false;
        let (mut buffer, mut longest, mut formats) = (Vec::new(), 0, 0);
        loop {
            match reader.read_event_into(&mut buffer) {
                Ok(Event::Start(tag) | Event::Empty(tag)) => {
                    longest = longest.max(tag.len());
                    match tag.local_name().as_ref() {
                        "sheet" => self.sheets += 1,
                        "si" => self.texts += 1,
                        "sst" => self.texts = self.texts.max(count(&tag)),
                        "xf" | "font" | "fill" | "border" => formats += 1,
                        "Relationship" => {
                            self.others += 1;
                            self.path = self.path.max(tag.len());
                        }
                        "f" => self.has_formulas = true,
                        "definedName" | "numFmt" => self.others += 1,
                        "c" | "row" | "dimension" => place(&tag)?,
                        _ => {}
                    }
                }
                Ok(Event::Eof) | Err(_) => return Ok(()),
                Ok(_) => {}
            }
            // Each cell format has a copy of what it refers to.
            self.limit(formats * longest.max(FORMAT))?;
            buffer.clear();
        }
    }

    fn limit(&self, formats: usize) -> Result<(), Wrong> {
        if self.sheets > SHEETS {
            Err(too_many_sheets())
        } else if self.sheets.saturating_mul(self.path) > FORMATS {
            Err(too_much("the paths of its sheets take more than 64 MB"))
        } else if self.texts > TEXTS {
            Err(too_much("it says it has more than 4,000,000 texts"))
        } else if formats > FORMATS {
            Err(too_much("its cell formats take more than 64 MB"))
        } else if self.others > OTHERS {
            Err(too_much("it has more than 500,000 names"))
        } else {
            Ok(())
        }
    }
}

/// The number of texts that a table of shared texts claims to have.
fn count(tag: &BytesStart<'_>) -> usize {
    tag.attributes()
        .with_checks(false)
        .flatten()
        .filter(|attribute| attribute.key.as_ref() == "uniqueCount")
        .filter_map(|attribute| attribute.value.trim().parse().ok())
        .max()
        .unwrap_or(0)
}

/// Rejects a cell that no sheet has, because it would be taken for another cell.
fn place(tag: &BytesStart<'_>) -> Result<(), Wrong> {
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(Wrong::damaged)?;
        if !["r", "ref"].contains(&attribute.key.as_ref()) {
            continue;
        }
        let mut before = (0, 0);
        for cell in attribute.value.split(':') {
            let letters = cell.bytes().take_while(u8::is_ascii_alphabetic).count();
            let figures = cell.len() - letters;
            let shown =
                || -> String { cell.chars().take(20).flat_map(char::escape_debug).collect() };
            if letters > LETTERS || figures > FIGURES {
                return Err(Wrong::damaged(format!("no sheet has a cell {}", shown())));
            }
            let (row, column) = (
                cell[letters..].parse().unwrap_or(0),
                cell[..letters].bytes().fold(0, |column, letter| {
                    column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1
                }),
            );
            if row < before.0 || column < before.1 {
                return Err(Wrong::damaged(format!(
                    "its range of cells ends at {}, before it begins",
                    shown()
                )));
            }
            before = (row, column);
        }
    }
    Ok(())
}
