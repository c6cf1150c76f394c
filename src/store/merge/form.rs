//! What a file holds, judging by its path: one record, or the sessions of a packed month.

use std::collections::BTreeMap;

use crate::record::read::record;
use crate::record::schema::Table;
use crate::record::{Datum, Fields, Kind, Program, Schema};
use crate::store::list::is_month;
use crate::store::paths::MARKER;

/// The records of a file by their headings; the heading of a single record is empty.
pub(super) type Facts = BTreeMap<String, Fields>;

/// How the records of a file are read.
pub(super) struct Form {
    pub schema: &'static Schema,
    /// Whether each table of the file is a record of a packed month.
    pub is_month: bool,
    /// The kind of its records; `peer.toml` has none.
    kind: Option<Kind>,
}

impl Form {
    /// The form of the file at a path from the root of the directory.
    pub fn of(path: &str, identities: &str) -> Option<Self> {
        if path == MARKER {
            return Some(Self {
                schema: Program::SCHEMA,
                is_month: false,
                kind: None,
            });
        }
        let (folder, name) = path.rsplit_once('/')?;
        let stem = name.strip_suffix(".toml")?;
        let kind = match folder.split_once('/') {
            _ if folder == identities.trim_end_matches('/') => Kind::Identity,
            Some((folder, _)) => folder
                .parse()
                .ok()
                .filter(|kind: &Kind| kind.is_by_year())?,
            None => folder
                .parse()
                .ok()
                .filter(|kind: &Kind| !kind.is_by_year())?,
        };
        Some(Self {
            schema: kind.schema(),
            is_month: kind.packs() && is_month(stem),
            kind: Some(kind),
        })
    }

    /// The facts of a missing file.
    pub fn nothing(&self) -> Facts {
        if self.is_month {
            Facts::new()
        } else {
            Facts::from([(String::new(), Fields::new())])
        }
    }

    /// The facts of a text, or its first fault.
    pub fn read(&self, text: &str) -> Result<Facts, String> {
        let faults = if let (true, Some(kind)) = (self.is_month, self.kind) {
            match kind.read_month(text) {
                Ok(all) => {
                    let unix = |(heading, fields)| (heading, unix(fields));
                    return Ok(all.into_iter().map(unix).collect());
                }
                Err(faults) => faults,
            }
        } else {
            let read = match self.kind {
                Some(kind) => kind.read(text),
                None => record::<Program>(text).map(|program| program.fields()),
            };
            match read {
                Ok(fields) => return Ok(Facts::from([(String::new(), unix(fields))])),
                Err(faults) => faults,
            }
        };
        Err(faults
            .into_iter()
            .next()
            .map_or_else(String::new, |fault| fault.message))
    }
}

/// Normalizes line breaks in prose, whatever the line breaks of the file.
fn unix(mut fields: Fields) -> Fields {
    for (_, value) in &mut fields {
        match value {
            Datum::Prose(text) if text.contains('\r') => *text = text.replace("\r\n", "\n"),
            Datum::Tables(rows) => *rows = std::mem::take(rows).into_iter().map(unix).collect(),
            _ => {}
        }
    }
    fields
}
