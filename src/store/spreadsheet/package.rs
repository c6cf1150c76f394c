//! The zip archive that a workbook of today is, looked through before anything in it is believed.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::rows::too_much;
use super::wrong::Wrong;

/// The most bytes of all parts unpacked.
const UNPACKED: u64 = 200 << 20;

/// The most bytes between two tags: the text of a cell, or the attributes of a tag.
const BETWEEN_TAGS: usize = 8 << 20;

/// The most texts that a workbook may say it keeps, as memory is set aside for them before they are read.
const TEXTS: u64 = 4_000_000;

/// The most bytes that the cell formats of a workbook may take.
const FORMATS: usize = 64 << 20;

/// A workbook whose parts are known to be small enough.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    names: Vec<String>,
}

impl<'b> Package<'b> {
    /// Opens an archive and unpacks every part once, as what it says of their sizes may be false.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Wrong> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(Wrong::damaged)?;
        let mut names = Vec::new();
        let mut left = UNPACKED;
        for at in 0..archive.len() {
            let part = archive.by_index(at).map_err(Wrong::damaged)?;
            let name = part.name().map_err(Wrong::damaged)?.to_lowercase();
            left -= measure(part, left)?;
            if name.ends_with("sharedstrings.xml") {
                let part = archive.by_index(at).map_err(Wrong::damaged)?;
                texts(part)?;
            } else if name.ends_with("styles.xml") {
                let part = archive.by_index(at).map_err(Wrong::damaged)?;
                formats(part)?;
            } else if name.ends_with(".bin") && name.ends_with("workbook.bin") {
                return Err(Wrong::new(
                    "it is a binary workbook (.xlsb)",
                    "open it in a spreadsheet program, save it as .xlsx or .csv, then try again",
                ));
            }
            names.push(name);
        }
        Ok(Self { archive, names })
    }

    /// Whether there is a part of that name.
    pub fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    /// A part, to be read.
    pub fn part(&mut self, name: &str) -> Result<impl Read, Wrong> {
        self.archive.by_name(name).map_err(Wrong::damaged)
    }
}

/// How many bytes a part has unpacked.
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
                return Err(too_much("it has a cell with more than 8 MB of text"));
            }
            if piece.ends_with(b"<") {
                between = 0;
            }
        }
    }
}

fn reader(part: impl Read) -> Reader<impl std::io::BufRead> {
    let mut reader = Reader::from_reader(std::io::BufReader::new(part));
    reader.config_mut().check_end_names = false;
    reader
}

/// Refuses a table of texts that says it has more of them than memory can be set aside for.
fn texts(part: impl Read) -> Result<(), Wrong> {
    let mut reader = reader(part);
    let mut buffer = Vec::new();
    loop {
        match reader
            .read_event_into(&mut buffer)
            .map_err(Wrong::damaged)?
        {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "sst" => {
                let count = tag
                    .attributes()
                    .with_checks(false)
                    .flatten()
                    .find(|attribute| attribute.key.as_ref() == "uniqueCount")
                    .and_then(|attribute| attribute.value.trim().parse::<u64>().ok());
                return match count {
                    Some(count) if count > TEXTS => {
                        Err(too_much("it says it has more than 4,000,000 texts"))
                    }
                    _ => Ok(()),
                };
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
        buffer.clear();
    }
}

/// Refuses formats that are small in the file and large in memory, as each cell format has a copy of what it names.
fn formats(part: impl Read) -> Result<(), Wrong> {
    let mut reader = reader(part);
    let mut buffer = Vec::new();
    let (mut cells, mut longest) = (0_usize, 0);
    loop {
        match reader
            .read_event_into(&mut buffer)
            .map_err(Wrong::damaged)?
        {
            Event::Start(tag) | Event::Empty(tag) => {
                cells += usize::from(tag.local_name().as_ref() == "xf");
                longest = longest.max(tag.len());
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
        if cells.saturating_mul(longest) > FORMATS {
            return Err(too_much("its cell formats take more than 64 MB"));
        }
        buffer.clear();
    }
}
