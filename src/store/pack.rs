//! Packing: the sessions of a closed month in one file, so that git carries one instead of hundreds; and back.

use std::collections::BTreeMap;

use toml_edit::{Item, Table};

use super::change::Change;
use super::directory::Directory;
use super::disk::current;
use super::error::StoreError;
use super::list::{is_session_of, packed_file};
use super::merge::{MonthFiles, marked};
use super::regular;
use super::section::{month_text, own_table, parse, section, single};
use crate::record::{Day, Kind, SessionId};

/// What packing or unpacking would do.
#[derive(Debug, Default)]
pub struct Packing {
    /// The change of files.
    pub change: Change,
    /// Each month with the number of its sessions that move.
    pub months: BTreeMap<String, usize>,
}

/// Packs the single files of every month that ends before `before`. A month packed earlier takes in what was added
/// beside it since.
///
/// # Errors
/// A file cannot be read or is no TOML, or a session stands both in the month and beside it.
pub fn pack(directory: &Directory, before: Day) -> Result<Packing, StoreError> {
    let mut months: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for stem in directory.stems(Kind::Session) {
        let Ok(id) = stem.parse::<SessionId>() else {
            continue;
        };
        if let Some(day) = id.day()
            && day.end_of_month() < before
        {
            months.entry(stem[..7].to_owned()).or_default().push(stem);
        }
    }
    let mut packing = Packing::default();
    for (month, stems) in months {
        let target = packed_file(&month);
        let existing = current(&directory.unlinked(&target)?)?;
        let mut sections: BTreeMap<String, Table> = BTreeMap::new();
        let old = parse(&target, existing.as_deref().unwrap_or(""))?;
        let rest = old.trailing().as_str().unwrap_or("").to_owned();
        for (id, item) in old.into_table() {
            sections.insert(id.clone(), own_table(&target, &id, item)?);
        }
        for stem in &stems {
            let path = directory.path_of(Kind::Session, stem);
            let text = read(directory, &path)?;
            if sections
                .insert(stem.clone(), section(&path, &text)?)
                .is_some()
            {
                return Err(StoreError::Uneditable {
                    path,
                    why: format!("{target} holds this session too"),
                });
            }
            packing.change.remove(path, text);
        }
        let packed = month_text(sections, &rest);
        match existing {
            Some(existing) => packing.change.replace(target, existing, packed),
            None => packing.change.create(target, packed),
        }
        packing.months.insert(month, stems.len());
    }
    Ok(packing)
}

/// Takes every packed month apart again that ends before `before`.
///
/// # Errors
/// A file cannot be read or is no TOML, or holds what is no session of its month.
pub fn unpack(directory: &Directory, before: Day) -> Result<Packing, StoreError> {
    let mut packing = Packing::default();
    for stem in directory.stems(Kind::Session) {
        let Ok(first) = format!("{stem}-01").parse::<Day>() else {
            continue;
        };
        if first.end_of_month() >= before {
            continue;
        }
        let source = packed_file(&stem);
        let text = read(directory, &source)?;
        let document = parse(&source, &text)?;
        // A comment that ended the month goes with its last session.
        let rest = document.trailing().as_str().unwrap_or("").to_owned();
        let sections: Vec<(String, Item)> = document.into_table().into_iter().collect();
        let count = sections.len();
        for (at, (id, item)) in sections.into_iter().enumerate() {
            if !is_session_of(&stem, &id) {
                return Err(StoreError::Uneditable {
                    path: source,
                    why: format!("`{id}` is no session of {stem}"),
                });
            }
            let below = if at + 1 == count { rest.as_str() } else { "" };
            let text = single(own_table(&source, &id, item)?, below);
            packing
                .change
                .create(directory.path_of(Kind::Session, &id), text);
        }
        if count > 0 {
            packing.change.remove(source, text);
            packing.months.insert(stem, count);
        }
    }
    Ok(packing)
}

impl Directory {
    /// The files of a month as they are now, by their paths from the root.
    ///
    /// # Errors
    /// One cannot be read.
    pub fn files_of_month(&self, month: &str) -> Result<MonthFiles, StoreError> {
        let own = self
            .stems(Kind::Session)
            .into_iter()
            .filter(|stem| stem.starts_with(&format!("{month}-")));
        let mut files = MonthFiles::new();
        for path in own
            .map(|stem| self.path_of(Kind::Session, &stem))
            .chain([packed_file(month)])
        {
            if let Some(bytes) = self.bytes(&path)? {
                files.insert(path, marked(Some(bytes)));
            }
        }
        Ok(files)
    }

    /// Whether a session is on file, alone or in its packed month.
    ///
    /// # Errors
    /// The packed month cannot be read.
    pub fn has_session(&self, id: &SessionId) -> Result<bool, StoreError> {
        if self.at(&self.path_of(Kind::Session, id.as_str())).exists() {
            return Ok(true);
        }
        let month = id.as_str().get(..7).unwrap_or("");
        let packed = packed_file(month);
        if !self.at(&packed).is_file() {
            return Ok(false);
        }
        Ok(parse(&packed, &read(self, &packed)?)?.contains_key(id.as_str()))
    }
}

fn read(directory: &Directory, relative: &str) -> Result<String, StoreError> {
    let path = directory.unlinked(relative)?;
    regular::read_to_string(&path).map_err(StoreError::io("read", &path))
}
