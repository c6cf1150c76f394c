//! The first guess of a map.

use std::collections::BTreeMap;
use std::path::Path;

use super::map::shown;
use super::rejects::quoted;
use super::{Import, beside};
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::intake::{Guess, guess, name_for, put_in_order};
use crate::record::intake::IntakeKind;
use crate::record::{Day, GroupId, Kind, MentorId, PersonId, Word, counted};
use crate::register::Register;
use crate::store::{Change, Directory, Scope, Spreadsheet, spreadsheet};

impl Import {
    /// Writes a first guess of a map for each file.
    pub(super) fn begin(&self, peer: &Peer, directory: &Directory) -> Result<Done, Failure> {
        if self.map.is_some() && self.files.len() > 1 {
            return Err(
                Failure::new("--map is for one map, but there are several files")
                    .help("make the maps one at a time"),
            );
        }
        if self.kind == Some(IntakeKind::Answers) {
            return Err(Failure::new("answers to a survey need no map")
                .help("take them in with `peer import FILE --survey pfs2`"));
        }
        let groups: Vec<GroupId> = directory
            .stems(Kind::Group)
            .iter()
            .filter_map(|stem| stem.parse().ok())
            .collect();
        let register = peer.register(directory, Scope::ALL).ok();
        let mentors = register.as_deref().map(mentors).unwrap_or_default();
        let lengths = register.as_deref().map(lengths).unwrap_or_default();
        let begun = Begun {
            kind: self.kind,
            groups: &groups,
            lengths: &lengths,
            mentors: &mentors,
            today: peer.today,
        };
        let mut change = Change::default();
        let mut next = Vec::new();
        for file in &self.files {
            next.extend(self.begin_file(peer, directory, file, &begun, &mut change)?);
        }
        if self.writing.dry_run {
            peer.preview(directory, &change)?;
            return Ok(Done::Yes);
        }
        peer.commit(&directory.writer()?, &change)?;
        next.iter()
            .for_each(|line| peer.screen.say(&format!("wrote {line}")));
        Ok(Done::Yes)
    }

    /// Starts a map for each sheet of a file; returns what to say about each.
    fn begin_file(
        &self,
        peer: &Peer,
        directory: &Directory,
        file: &Path,
        begun: &Begun<'_>,
        change: &mut Change,
    ) -> Result<Vec<String>, Failure> {
        let name = shown(file);
        let mut sheets = self.sheets(file)?;
        let is_one_of_several = sheets.len() > 1;
        if is_one_of_several && self.map.is_some() {
            let message = format!("--map is for one map, but {name} has several sheets");
            return Err(Failure::new(message).help("choose one: --sheet NAME"));
        }
        let (mut next, mut without) = (Vec::new(), None);
        for read in &mut sheets {
            put_in_order(&mut read.rows, peer.today);
            beside::tell(peer, read);
            let sheet = read
                .sheet
                .as_deref()
                .filter(|_| is_one_of_several || self.sheet.is_some());
            let about = Guess {
                file: &name,
                sheet,
                kind: begun.kind,
                rows: &read.rows,
                program: directory.program(),
                groups: begun.groups,
                lengths: begun.lengths,
                mentors: begun.mentors,
                today: begun.today,
            };
            let (kind, text) = match guess(&about) {
                Ok(guessed) => guessed,
                Err(problem) => {
                    without.get_or_insert((sheet.unwrap_or_default(), problem));
                    continue;
                }
            };
            let word = self.name_of(&name, sheet.filter(|_| is_one_of_several))?;
            let path = directory.path_of(Kind::Intake, word.as_str());
            is_free(directory, change, &path)?;
            next.push(format!(
                "{}: {name}{} as {kind}; {}, then `peer import {}{} -n`",
                directory.shown(&path),
                sheet.map_or_else(String::new, |sheet| format!(", sheet {sheet},")),
                questions(&text),
                quoted(file),
                sheet.map_or_else(String::new, |sheet| format!(" --sheet {}", typed(sheet))),
            ));
            change.create(path, text);
        }
        match without {
            Some((_, problem)) if next.is_empty() => {
                return Err(Failure::new(problem.message).help(problem.help));
            }
            Some((sheet, problem)) => {
                let why = problem.message;
                peer.screen
                    .note(&format!("no map for the sheet `{sheet}`: {why}"));
            }
            None => {}
        }
        Ok(next)
    }

    /// The sheets of a file to start maps for: the named one, else all that are not hidden.
    fn sheets(&self, file: &Path) -> Result<Vec<Spreadsheet>, Failure> {
        let first = spreadsheet(file, self.sheet.as_deref())?;
        let others = if self.sheet.is_some() {
            Vec::new()
        } else {
            first.others.clone()
        };
        let mut sheets = vec![first];
        for other in &others {
            let read = spreadsheet(file, Some(other))?;
            sheets.extend(Some(read).filter(|read| !read.rows.is_empty()));
        }
        Ok(sheets)
    }

    /// The name of a new map: the given one, else one made from the file and its sheet.
    fn name_of(&self, file: &str, sheet: Option<&str>) -> Result<Word, Failure> {
        let name = match (&self.map, sheet) {
            (Some(named), _) => named.trim_end_matches(".toml").to_owned(),
            (None, None) => name_for(file),
            (None, Some(sheet)) => format!("{}-{}", name_for(file), name_for(sheet)),
        };
        name.parse().map_err(Failure::new)
    }
}

/// What is known before a map is started.
struct Begun<'b> {
    kind: Option<IntakeKind>,
    groups: &'b [GroupId],
    lengths: &'b BTreeMap<GroupId, i64>,
    mentors: &'b [(MentorId, Vec<String>)],
    today: Day,
}

/// How long the last meeting of each group was that says so, in minutes.
fn lengths(register: &Register) -> BTreeMap<GroupId, i64> {
    let sessions = register.records().sessions.iter().map(|one| &one.record);
    let mut said: Vec<_> = sessions
        .filter_map(|one| Some((one.on, one.group.clone()?, one.minutes?)))
        .collect();
    said.sort_by_key(|(on, ..)| *on);
    let said = said.into_iter();
    said.map(|(_, group, minutes)| (group, minutes.count().into()))
        .collect()
}

/// The mentors on file with their names.
fn mentors(register: &Register) -> Vec<(MentorId, Vec<String>)> {
    let mentors = register.records().mentors.iter();
    let named = mentors.map(|entry| {
        let identity = register.identity(&PersonId::Mentor(entry.id.clone()));
        let names = identity.into_iter().flat_map(|identity| identity.names());
        (entry.id.clone(), names.collect())
    });
    named.collect()
}

/// Refuses to write a map over another.
fn is_free(directory: &Directory, change: &Change, path: &str) -> Result<(), Failure> {
    let shown = directory.shown(path);
    if directory.has_file(path) || change.files().any(|(known, ..)| known == path) {
        return Err(
            Failure::new(format!("{shown} already exists; nothing was written")).help(format!(
                "edit it with `peer edit {shown}`, or name the new one with --map NAME"
            )),
        );
    }
    Ok(())
}

/// What to do with a new map, depending on the questions in it.
fn questions(map: &str) -> String {
    let is_asked = |line: &&str| {
        let said = line.split(" # ").next().unwrap_or(line);
        said.contains("-> ?\"") || said.ends_with("= \"?\"")
    };
    match map.lines().filter(is_asked).count() {
        0 => "read it".to_owned(),
        count => format!("answer its {} (`?`)", counted(count, "question")),
    }
}

/// A name as it is typed on a command line.
fn typed(name: &str) -> String {
    shlex::try_quote(name).map_or_else(|_| name.to_owned(), std::borrow::Cow::into_owned)
}
