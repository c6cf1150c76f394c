//! What a version of a file says about its records.

use std::collections::HashMap;

use crate::record::read::record;
use crate::record::schema::Table;
use crate::record::{Fields, Kind, Program, SchemaVersion};
use crate::store::Directory;
use crate::store::gather::Gathered;
use crate::store::list::{Found, is_month};
use crate::store::utf8::text;

/// What a version of a file says about a record.
#[derive(Debug, Clone, PartialEq)]
pub enum Version {
    /// Nothing.
    None,
    /// Something that cannot be read.
    Broken,
    /// These fields.
    Said(Fields),
}

impl Version {
    /// What it says, if it can be read.
    pub fn said(&self) -> Option<&Fields> {
        match self {
            Self::Said(fields) => Some(fields),
            Self::None | Self::Broken => None,
        }
    }
}

/// A version of a file.
#[derive(Debug)]
pub struct Contents {
    records: HashMap<String, Fields>,
    broken: bool,
}

impl Contents {
    /// Reads a version of the file of a record, or of a packed month.
    pub fn of(directory: &Directory, kind: Option<Kind>, path: &str, bytes: &[u8]) -> Self {
        let Some(kind) = kind else {
            return Self::of_program(path, bytes);
        };
        let mut found = Found {
            kind,
            path: path.into(),
            packed: None,
        };
        found.packed = (kind.packs() && is_month(found.stem())).then_some(0);
        let mut gathered = Gathered::new(directory);
        // A version may be newer than the program's current one.
        gathered.records.program.schema = SchemaVersion::LATEST;
        gathered.take(&found, bytes);
        Self {
            records: gathered.records.plain(kind).into_iter().collect(),
            broken: !gathered.findings.is_empty(),
        }
    }

    /// Reads a version of `peer.toml`.
    fn of_program(path: &str, bytes: &[u8]) -> Self {
        let program = text(bytes).and_then(record::<Program>);
        let broken = program.is_err();
        let said = program
            .into_iter()
            .map(|program| (path.to_owned(), program.fields()));
        Self {
            records: said.collect(),
            broken,
        }
    }

    /// What it says about a record.
    pub fn version(&self, id: &str) -> Version {
        match self.records.get(id) {
            Some(fields) => Version::Said(fields.clone()),
            None if self.broken => Version::Broken,
            None => Version::None,
        }
    }
}
