//! Packing: the records of a closed month in one file, so that git keeps one file instead of hundreds; and unpacking.

use std::collections::BTreeMap;

use toml_edit::{Item, Table};

use super::change::Change;
use super::directory::Directory;
use super::error::StoreError;
use super::list::{is_record_of, month_in, packed_file, parts_of_month};
use super::merge::{MonthFiles, marked};
use super::section::{month_text, own_table, parse, section, single};
use super::source::Source;
use crate::record::{Day, Kind, SessionId};

/// What packing or unpacking would do.
#[derive(Debug, Default)]
pub struct Packing {
    /// The change of files.
    pub change: Change,
    /// Each month, such as `sessions/2026/2026-10`, with the number of its records that move.
    pub months: BTreeMap<String, usize>,
}

/// Packs the single files of every month that ends before `before`. A month that is already packed takes in what was
/// added next to it since.
///
/// # Errors
/// A file cannot be read or is not TOML, or a session is both in the month and next to it.
pub fn pack(directory: &Directory, before: Day) -> Result<Packing, StoreError> {
    let source = directory.source();
    let mut months: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for kind in Kind::those(Kind::packs) {
        for stem in source
            .stems(kind)
            .into_iter()
            .filter(|stem| kind.is_id(stem))
        {
            let day = stem.get(..10).and_then(|day| day.parse::<Day>().ok());
            if let (Some(day), Some(month)) = (day, month_in(kind, &stem))
                && day.end_of_month() < before
            {
                months.entry(month).or_default().push(stem);
            }
        }
    }
    let mut packing = Packing::default();
    for (month, stems) in months {
        let (kind, target) = (parts_of_month(&month).0, packed_file(&month));
        let existing = source.text(&target)?;
        let mut sections: BTreeMap<String, Table> = BTreeMap::new();
        let old = parse(&target, existing.as_deref().unwrap_or(""))?;
        let rest = old.trailing().as_str().unwrap_or("").to_owned();
        for (id, item) in old.into_table() {
            sections.insert(id.clone(), own_table(&target, &id, item)?);
        }
        for stem in &stems {
            let path = directory.path_of(kind, stem);
            let text = read(&source, &path)?;
            if sections
                .insert(stem.clone(), section(&path, &text)?)
                .is_some()
            {
                return Err(StoreError::Uneditable {
                    path,
                    why: format!("{target} already has this {}", kind.noun()),
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

/// Unpacks every packed month that ends before `before`.
///
/// # Errors
/// A file cannot be read or is not TOML, or contains something that is not a record of its month.
pub fn unpack(directory: &Directory, before: Day) -> Result<Packing, StoreError> {
    let files = directory.source();
    let mut packing = Packing::default();
    for kind in Kind::those(Kind::packs) {
        for stem in files.stems(kind) {
            let Ok(first) = format!("{stem}-01").parse::<Day>() else {
                continue;
            };
            if let Some(month) = month_in(kind, &stem)
                && first.end_of_month() < before
            {
                unpack_month(directory, &files, &month, &mut packing)?;
            }
        }
    }
    Ok(packing)
}

fn unpack_month(
    directory: &Directory,
    files: &Source<'_>,
    month: &str,
    packing: &mut Packing,
) -> Result<(), StoreError> {
    let (kind, source) = (parts_of_month(month).0, packed_file(month));
    let text = read(files, &source)?;
    let document = parse(&source, &text)?;
    // A comment at the end of the month moves with its last record.
    let rest = document.trailing().as_str().unwrap_or("").to_owned();
    let sections: Vec<(String, Item)> = document.into_table().into_iter().collect();
    let count = sections.len();
    for (at, (id, item)) in sections.into_iter().enumerate() {
        if !is_record_of(month, &id) {
            let (_, month) = parts_of_month(month);
            return Err(StoreError::Uneditable {
                path: source,
                why: format!("`{id}` is not a {} of {month}", kind.noun()),
            });
        }
        let below = if at + 1 == count { rest.as_str() } else { "" };
        let text = single(own_table(&source, &id, item)?, below);
        packing.change.create(directory.path_of(kind, &id), text);
    }
    if count > 0 {
        packing.change.remove(source, text);
        packing.months.insert(month.to_owned(), count);
    }
    Ok(())
}

impl Directory {
    /// The current files of a month, by their paths from the root.
    ///
    /// # Errors
    /// One cannot be read.
    pub fn files_of_month(&self, month: &str) -> Result<MonthFiles, StoreError> {
        let source = self.source();
        let (kind, name) = parts_of_month(month);
        let own = source
            .stems(kind)
            .into_iter()
            .filter(|stem| stem.starts_with(&format!("{name}-")));
        let mut files = MonthFiles::new();
        for path in own
            .map(|stem| self.path_of(kind, &stem))
            .chain([packed_file(month)])
        {
            if let Some(bytes) = source.bytes(&path)? {
                files.insert(path, marked(Some(bytes)));
            }
        }
        Ok(files)
    }

    /// The text of a session as its own file, whether it is alone or in its packed month. `None` if there is no session
    /// with that id.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn session_text(&self, id: &SessionId) -> Result<Option<String>, StoreError> {
        let path = self.path_of(Kind::Session, id.as_str());
        let source = self.source();
        if source.has_file(&path) {
            return source.text(&path);
        }
        let packed = packed_file(&month_in(Kind::Session, id.as_str()).unwrap_or_default());
        let Some(text) = source.text(&packed)? else {
            return Ok(None);
        };
        let mut month = parse(&packed, &text)?;
        let section = month.remove(id.as_str());
        section
            .map(|item| Ok(single(own_table(&packed, id.as_str(), item)?, "")))
            .transpose()
    }

    /// The text of a session, like [`Directory::session_text`], after a change.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn session_text_after(
        &self,
        id: &SessionId,
        change: &Change,
    ) -> Result<String, StoreError> {
        let path = self.path_of(Kind::Session, id.as_str());
        if let Some(text) = change.text_of(&path) {
            return Ok(text.to_owned());
        }
        let packed = packed_file(&month_in(Kind::Session, id.as_str()).unwrap_or_default());
        if let Some(text) = change.text_of(&packed)
            && let Some(item) = parse(&packed, text)?.remove(id.as_str())
        {
            return Ok(single(own_table(&packed, id.as_str(), item)?, ""));
        }
        Ok(self.session_text(id)?.unwrap_or_default())
    }

    /// Writes a session as its own file with a new text, or removes it if there is none.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn put_session(
        &self,
        id: &SessionId,
        text: Option<String>,
        change: &mut Change,
    ) -> Result<(), StoreError> {
        let path = self.path_of(Kind::Session, id.as_str());
        let source = self.source();
        if let Some(before) = source.text(&path)? {
            match text {
                Some(text) => change.replace(path, before, text),
                None => change.remove(path, before),
            }
            return Ok(());
        }
        let packed = packed_file(&month_in(Kind::Session, id.as_str()).unwrap_or_default());
        if let Some(before) = source.text(&packed)? {
            // An earlier change may have removed another session of that month.
            let now = change.text_of(&packed).unwrap_or(&before);
            let document = parse(&packed, now)?;
            let rest = document.trailing().as_str().unwrap_or("").to_owned();
            let mut sections = BTreeMap::new();
            for (known, item) in document.into_table() {
                let table = own_table(&packed, &known, item)?;
                sections.insert(known, table);
            }
            if sections.remove(id.as_str()).is_some() {
                let after = month_text(sections, &rest);
                change.replace(packed, before, after);
            }
        }
        if let Some(text) = text {
            change.create(path, text);
        }
        Ok(())
    }
}

/// The text of a file that exists, or did a moment ago.
fn read(source: &Source<'_>, relative: &str) -> Result<String, StoreError> {
    Ok(source.text(relative)?.unwrap_or_default())
}
