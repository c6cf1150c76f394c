//! The format version of a directory, raised by the first write that needs a later one.

use super::change::Change;
use super::directory::Directory;
use super::edit::Edit;
use super::error::StoreError;
use super::gather::Reading;
use super::paths::MARKER;
use super::read::{faults_of, read_after};
use crate::record::read::NEWER_KEY;
use crate::record::schema::Table;
use crate::record::{Datum, Finding, Program, Records, SchemaVersion};

/// The change, including the later version in `peer.toml`, if it writes something that the directory's version does not
/// have; otherwise `None`.
///
/// # Errors
/// `peer.toml` cannot be read or edited.
pub fn raised(directory: &Directory, change: &Change) -> Result<Option<Change>, StoreError> {
    if !needs_newer(&faults_of(directory, change)) {
        return Ok(None);
    }
    raise(directory, change).map(Some)
}

/// A proposed change, and the records after it.
#[derive(Debug)]
pub struct Proposed {
    /// The change including the later format version, if it needs one.
    pub raised: Option<Change>,
    /// The records as they would be, and the faults in the changed files.
    pub after: Reading,
}

impl Proposed {
    /// Reads the files of a change, given the current `records`.
    ///
    /// # Errors
    /// `peer.toml` cannot be read or edited.
    pub fn read(
        directory: &Directory,
        records: &Records,
        change: &Change,
    ) -> Result<Self, StoreError> {
        let after = read_after(directory, records, change);
        if !needs_newer(&after.findings) {
            let raised = None;
            return Ok(Self { raised, after });
        }
        let raised = raise(directory, change)?;
        Ok(Self {
            after: read_after(directory, records, &raised),
            raised: Some(raised),
        })
    }
}

/// Whether files use something that the directory's version does not have.
fn needs_newer(faults: &[Finding]) -> bool {
    faults.iter().any(|finding| finding.rule == NEWER_KEY)
}

/// A change with the latest version in `peer.toml`.
fn raise(directory: &Directory, change: &Change) -> Result<Change, StoreError> {
    let written = change.files().find(|(path, ..)| *path == MARKER);
    let (before, text) = match written {
        Some((_, before, Some(text))) => (before.map(str::to_owned), text.to_owned()),
        _ => {
            let text = directory.text(MARKER)?.unwrap_or_default();
            (Some(text.clone()), text)
        }
    };
    let mut edit = Edit::open(MARKER, &text, None, Program::SCHEMA)?;
    edit.set(
        "schema",
        &Datum::Integer(i64::from(SchemaVersion::LATEST.0)),
    );
    let mut raised = change.clone();
    match before {
        Some(before) => raised.replace(MARKER, before, edit.text()),
        None => raised.create(MARKER, edit.text()),
    }
    Ok(raised)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::read::record;

    fn directory(program: &str) -> Directory {
        let folder = tempfile::tempdir().unwrap().keep();
        std::fs::write(folder.join(MARKER), program).unwrap();
        Directory::open(&folder).unwrap()
    }

    #[test]
    fn the_first_newer_key_raises_the_version_in_the_same_write() {
        let old = "# ours\nschema = 1 # since spring\nname = \"T\"\n";
        let directory = directory(old);
        let mut plain = Change::default();
        plain.create("participants/p-a.toml", "area = \"1\"\n");
        assert!(raised(&directory, &plain).unwrap().is_none());
        let mut newer = plain.clone();
        newer.create("participants/p-b.toml", "[facts]\nrace = \"white\"\n");
        assert_eq!(faults_of(&directory, &newer)[0].rule, NEWER_KEY);
        let change = raised(&directory, &newer).unwrap().unwrap();
        let written: Vec<_> = change.files().map(|(path, _, text)| (path, text)).collect();
        assert_eq!(
            written[2],
            (
                MARKER,
                Some("# ours\nschema = 2 # since spring\nname = \"T\"\n")
            )
        );
        assert!(faults_of(&directory, &change).is_empty());
        let written = directory.writer().unwrap().commit(&change).unwrap();
        assert!(written.unfinished.is_none());
        let now = Directory::open(directory.root()).unwrap();
        assert_eq!(now.program().schema, SchemaVersion(2));
        assert!(raised(&now, &newer).unwrap().is_none());
        std::fs::remove_dir_all(directory.root()).unwrap();
    }

    /// `--dry-run` uses the first check, the write uses the second.
    #[test]
    fn what_may_not_be_written_is_found_before_the_write_too() {
        let directory = directory("schema = 1\nname = \"T\"\n");
        let mut change = Change::default();
        change.create("groups/con.toml", "kind = \"support-group\"\n");
        change.create("participants/p-a.toml", "aera = \"1\"\n");
        let records = Records::new(directory.program().clone());
        let proposed = Proposed::read(&directory, &records, &change).unwrap();
        let rules = |faults: &[Finding]| {
            let mut all: Vec<&str> = faults.iter().map(|fault| fault.rule).collect();
            all.sort_unstable();
            all
        };
        let expected = ["name-for-windows", "unknown-key"];
        assert_eq!(rules(&proposed.after.findings), expected);
        assert_eq!(rules(&faults_of(&directory, &change)), expected);
        let refused = directory.writer().unwrap().commit(&change);
        assert!(matches!(refused, Err(StoreError::Faulty(_))));
        std::fs::remove_dir_all(directory.root()).unwrap();
    }

    #[test]
    fn a_newer_key_of_the_program_itself_raises_its_version() {
        let old = "schema = 1\nname = \"T\"\n";
        let directory = directory(old);
        let typed = format!("{old}[[fact]]\nname = \"race\"\nabout = \"participant\"\n");
        let mut change = Change::default();
        change.replace(MARKER, old, typed.as_str());
        let change = raised(&directory, &change).unwrap().unwrap();
        let (_, before, text) = change.files().next().unwrap();
        assert_eq!(before, Some(old));
        let program: Program = record(text.unwrap()).unwrap();
        assert_eq!((program.schema, program.fact.len()), (SchemaVersion(2), 1));
        std::fs::remove_dir_all(directory.root()).unwrap();
    }
}
