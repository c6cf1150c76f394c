//! The first guess of a map.

use super::Import;
use super::map::shown;
use super::rejects::quoted;
use crate::cli::args::parsed;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::intake::{Guess, guess, name_for};
use crate::record::intake::IntakeKind;
use crate::record::{GroupId, Kind, Word};
use crate::store::{Change, Directory, spreadsheet};

impl Import {
    /// Writes a first guess of a map for each file.
    pub(super) fn begin(&self, peer: &Peer, directory: &Directory) -> Result<Done, Failure> {
        if self.map.is_some() && self.files.len() > 1 {
            return Err(
                Failure::new("--map names one map, and there are several files")
                    .help("begin them one at a time"),
            );
        }
        let kind: Option<IntakeKind> = self.kind.as_deref().map(parsed).transpose()?;
        let groups: Vec<GroupId> = directory
            .stems(Kind::Group)
            .iter()
            .filter_map(|stem| stem.parse().ok())
            .collect();
        let mut change = Change::default();
        let mut next = Vec::new();
        for file in &self.files {
            let name = shown(file);
            let sheet = self.sheet.as_deref();
            let rows = spreadsheet(file, sheet)?.rows;
            let about = Guess {
                file: &name,
                sheet,
                kind,
                rows: &rows,
                program: directory.program(),
                groups: &groups,
                today: peer.today,
            };
            let (kind, text) = guess(&about)
                .map_err(|problem| Failure::new(problem.message).help(problem.help))?;
            let word: Word = match &self.map {
                Some(named) => parsed(named.trim_end_matches(".toml"))?,
                None => parsed(&name_for(&name))?,
            };
            let path = directory.path_of(Kind::Intake, word.as_str());
            let shown = directory.shown(&path);
            if directory.at(&path).exists() || change.files().any(|(known, ..)| known == path) {
                return Err(
                    Failure::new(format!("{shown} is there already; nothing was written")).help(
                        format!(
                            "edit it with `peer edit {shown}`, or name the new one with --map NAME"
                        ),
                    ),
                );
            }
            change.create(path, text);
            next.push(format!(
                "{shown}: {name} as {kind}; read it, correct it, then `peer import {} -n`",
                quoted(file)
            ));
        }
        if self.writing.dry_run {
            peer.preview(directory, &change)?;
            return Ok(Done::Yes);
        }
        directory.writer()?.commit(&change)?;
        next.iter()
            .for_each(|line| peer.screen.say(&format!("wrote {line}")));
        Ok(Done::Yes)
    }
}
