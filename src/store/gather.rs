//! From the texts of files to records, with all their faults.

use std::ops::Range;
use std::sync::Arc;

use super::directory::Directory;
use super::list::{Found, RENAME_TO_ID, is_month};
use super::utf8::text;
use crate::record::read::{Fault, packed};
use crate::record::records::OfKind;
use crate::record::{At, Entry, Finding, Id, Kind, PersonId, Place, Program, Record, Records};

/// How many bytes of a packed month are parsed at a time: small tables parse fastest.
const PIECE: usize = 1024;

/// The records that were read, and what is wrong with the files.
#[derive(Debug)]
pub struct Reading {
    /// Every record that could be read.
    pub records: Records,
    /// The faults of all files, in order of place.
    pub findings: Vec<Finding>,
    /// How many files were read.
    pub files: usize,
}

/// What was read so far, in file order.
pub(super) struct Gathered {
    pub records: Records,
    pub findings: Vec<Finding>,
}

impl Gathered {
    pub fn new(directory: &Directory) -> Self {
        Self {
            records: Records::new(directory.program().clone()),
            findings: Vec::new(),
        }
    }

    /// Adds the content of a file.
    pub fn take(&mut self, file: &Found, bytes: &[u8]) {
        let place = Place {
            path: Arc::clone(&file.path),
            section: None,
        };
        match text(bytes) {
            Err(faults) => self
                .findings
                .extend(faults.into_iter().map(|fault| fault.at(&place))),
            Ok(text) if file.packed.is_some() => self.packed_month(file.kind, text, &place),
            Ok(text) => self.single(file, text, place),
        }
    }

    fn single(&mut self, file: &Found, text: &str, place: Place) {
        let findings = &mut self.findings;
        let stem = file.stem();
        let mut single = Single {
            stem,
            text,
            place,
            findings,
        };
        self.records.of_kind(file.kind, &mut single);
    }

    /// Adds the records of a packed month, about a KB of text at a time.
    fn packed_month(&mut self, kind: Kind, text: &str, place: &Place) {
        let findings = &mut self.findings;
        let mut month = PackedMonth {
            text,
            place,
            findings,
        };
        self.records.of_kind(kind, &mut month);
    }

    /// Adds a text as the file at `relative` from the root.
    pub fn file_of(&mut self, directory: &Directory, relative: &str, content: &str) {
        let folder = relative.rsplit_once('/').map_or("", |(folder, _)| folder);
        let of = |kind: &Kind| {
            let own = directory.folder(*kind);
            let rest = folder.strip_prefix(&own);
            rest.is_some_and(|rest| rest.starts_with('/') == kind.is_by_year())
                && (kind.is_by_year() || folder == own)
        };
        let Some(kind) = Kind::ALL.iter().copied().find(of) else {
            return;
        };
        let stem = relative
            .rsplit('/')
            .next()
            .and_then(|name| name.strip_suffix(".toml"))
            .unwrap_or("");
        let place = Place::file(relative);
        if kind.packs() && is_month(stem) {
            self.packed_month(kind, content, &place);
        } else {
            self.single(
                &Found {
                    kind,
                    path: Arc::clone(&place.path),
                    packed: None,
                },
                content,
                place,
            );
        }
    }

    /// Appends what was gathered from the files that follow.
    pub fn append(&mut self, mut other: Self) {
        self.records.append(other.records);
        self.findings.append(&mut other.findings);
    }

    /// Everything, in order.
    pub fn finish(mut self, files: usize) -> Reading {
        let records = &mut self.records;
        // Usually they were read in order; only files next to a packed month of their kind come after it.
        let mut twice = Twice(Vec::new());
        Kind::those(Kind::packs).for_each(|kind| records.of_kind(kind, &mut twice));
        self.findings.append(&mut twice.0);
        records.sort();
        let unread: Vec<PersonId> = self
            .findings
            .iter()
            .filter_map(|finding| unread(&self.records, finding))
            .collect();
        self.records.unread.extend(unread);
        self.records.unread.sort();
        self.records.unread.dedup();
        self.findings
            .sort_by(|a, b| (&a.place, span_start(a)).cmp(&(&b.place, span_start(b))));
        Reading {
            records: self.records,
            findings: self.findings,
            files,
        }
    }
}

/// The person whose record could not be read because of a fault in its file.
fn unread(records: &Records, finding: &Finding) -> Option<PersonId> {
    let stem = finding
        .place
        .path
        .rsplit('/')
        .next()?
        .strip_suffix(".toml")?;
    let id: PersonId = stem.parse().ok()?;
    let is_read = match &id {
        PersonId::Participant(id) => records
            .participants
            .binary_search_by(|entry| entry.id.cmp(id))
            .is_ok(),
        PersonId::Mentor(id) => records
            .mentors
            .binary_search_by(|entry| entry.id.cmp(id))
            .is_ok(),
    };
    (!is_read && id.place() == finding.place).then_some(id)
}

/// Findings about records that are in two files, one of them a packed month.
struct Twice(Vec<Finding>);

impl OfKind for Twice {
    fn list<I: Id, T: Record>(&mut self, kind: Kind, _: &Program, list: &mut Vec<Entry<I, T>>) {
        if list.is_sorted_by(|a, b| a.id < b.id) {
            return;
        }
        list.sort_by(|a, b| (&a.id, &a.place).cmp(&(&b.id, &b.place)));
        let found = list.windows(2).filter_map(|pair| twice(kind, pair));
        self.0.extend(found);
    }
}

fn twice<I: Id, T>(kind: Kind, pair: &[Entry<I, T>]) -> Option<Finding> {
    let [first, second] = pair else { return None };
    let rule = match kind {
        Kind::Answer => "duplicate-answers",
        _ => "duplicate-session",
    };
    (first.id == second.id).then(|| {
        Finding::error(
            rule,
            &second.place,
            At::File,
            format!("`{}` is also in {}", second.id, first.place.path),
        )
        .help(format!(
            "if the two are the same, delete {own}; if there were two that day, rename {own} to `{}--2.toml`",
            second.id,
            own = own_file(first, second)
        ))
    })
}

/// The file of one of the two that holds nothing else.
fn own_file<'e, I: Id, T>(first: &'e Entry<I, T>, second: &'e Entry<I, T>) -> &'e str {
    let is_own = |entry: &&Entry<I, T>| entry.place.path.ends_with(&format!("/{}.toml", entry.id));
    let own = [first, second].into_iter().find(is_own);
    &own.unwrap_or(second).place.path
}

fn span_start(finding: &Finding) -> usize {
    match &finding.at {
        At::Span(span) => span.start,
        At::File | At::Key(_) => 0,
    }
}

fn shifted(mut fault: Fault, by: usize) -> Fault {
    fault.span = fault.span.start + by..fault.span.end + by;
    fault
}

/// A month of records in one file.
struct PackedMonth<'s> {
    text: &'s str,
    place: &'s Place,
    findings: &'s mut Vec<Finding>,
}

impl OfKind for PackedMonth<'_> {
    fn list<I: Id, T: Record>(
        &mut self,
        kind: Kind,
        program: &Program,
        list: &mut Vec<Entry<I, T>>,
    ) {
        let (records, findings) = (list.len(), self.findings.len());
        for piece in pieces(self.text) {
            if !self.part(kind, program, piece, list) {
                // A piece that ends inside a multi-line text has a fault: then the whole month is parsed at once.
                list.truncate(records);
                self.findings.truncate(findings);
                self.part(kind, program, 0..self.text.len(), list);
                return;
            }
        }
    }
}

impl PackedMonth<'_> {
    /// Adds some records of the month; whether their text has no fault.
    fn part<I: Id, T: Record>(
        &mut self,
        kind: Kind,
        program: &Program,
        piece: Range<usize>,
        list: &mut Vec<Entry<I, T>>,
    ) -> bool {
        let (start, place) = (piece.start, self.place);
        let findings = &mut *self.findings;
        let faults = packed::<T>(
            &self.text[piece],
            program.schema,
            |heading, span, record| match (heading.parse::<I>(), record) {
                (Ok(id), Some(record)) => {
                    let place = Place {
                        path: Arc::clone(&place.path),
                        section: Some(id.kept()),
                    };
                    list.push(Entry { id, place, record });
                }
                (Ok(_), None) => {}
                (Err(message), _) => {
                    let at = At::Span(span.start + start..span.end + start);
                    let help = format!(
                        "give each {} of a packed month a heading: the name its file would have",
                        kind.noun()
                    );
                    findings.push(Finding::error("file-name", place, at, message).help(&help));
                }
            },
        );
        let whole = faults.is_empty();
        findings.extend(
            faults
                .into_iter()
                .map(|fault| shifted(fault, start).at(place)),
        );
        whole
    }
}

/// A file of one record.
struct Single<'s> {
    stem: &'s str,
    text: &'s str,
    place: Place,
    findings: &'s mut Vec<Finding>,
}

impl OfKind for Single<'_> {
    fn list<I: Id, T: Record>(&mut self, _: Kind, program: &Program, list: &mut Vec<Entry<I, T>>) {
        let id = self.stem.parse::<I>().map_err(|message| {
            self.findings.push(
                Finding::error("file-name", &self.place, At::File, message).help(RENAME_TO_ID),
            );
        });
        match (id, T::of_file(self.stem, self.text, program)) {
            (Ok(id), Ok(record)) => list.push(Entry {
                id,
                place: self.place.clone(),
                record,
            }),
            (Err(()), Ok(_)) => {}
            (_, Err(faults)) => {
                let faults = faults.into_iter().map(|fault| fault.at(&self.place));
                self.findings.extend(faults);
            }
        }
    }
}

/// Where a packed month can be cut: before a record's heading, about a KB apart.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut cuts = vec![0];
    let mut from = PIECE;
    while from < text.len() {
        match text.get(from..).map(|rest| rest.find("\n[2")) {
            Some(Some(found)) => {
                cuts.push(from + found + 1);
                from += found + PIECE;
            }
            Some(None) => break,
            // In the middle of a character.
            None => from += 1,
        }
    }
    cuts.push(text.len());
    cuts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packed_month_is_cut_only_before_headings() {
        let one = "[2025-03-14-group-wednesday]\nkind = \"support-group\"\n";
        let text = one.repeat(200);
        let cut = pieces(&text);
        assert!(cut.len() > 1);
        assert_eq!(
            cut.iter()
                .map(|piece| &text[piece.clone()])
                .collect::<String>(),
            text
        );
        assert!(
            cut.iter()
                .all(|piece| text[piece.clone()].starts_with("[2025"))
        );
    }
}
