//! A month of sessions as a whole: one side may pack or unpack it while the other writes to its sessions.
//!
//! To git, packing removes files and adds another. So all three sides are first laid out the same way, as the month
//! will be after the merge, and then each of its files is merged like any other.

use std::collections::{BTreeMap, BTreeSet};

use toml_edit::Table;

use super::comments;
use super::form::{Facts, Form};
use super::outcome::{Merged, Sides, Unmergeable};
use crate::record::{Fields, Kind};
use crate::store::list::{is_month, is_record_of, own_file, packed_file, parts_of_month, stem_of};
use crate::store::section::{month_text, own_table, parse, section, single};

/// The files of a month on one side, by their paths from the root of the directory.
pub type MonthFiles = BTreeMap<String, String>;

/// How a file is merged by what it says.
pub type Merge<'m> = dyn Fn(&str, &Sides<'_>) -> Result<Merged, Unmergeable> + 'm;

/// What happens to a file of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Joined {
    /// It is removed.
    Gone,
    /// It has the changes of both sides.
    Whole(String),
    /// It has a conflict.
    Open {
        /// The text before, ours and theirs; `None` if there is no file.
        sides: [Option<String>; 3],
        /// The text in the work tree until a person decides.
        text: String,
    },
}

/// What happened to a session that one side moved while the other wrote to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The session.
    pub session: String,
    /// Whether the other side removed it; otherwise it changed it.
    pub is_removed: bool,
    /// Whether our side did that.
    pub is_ours: bool,
    /// Whether the session was packed in the meantime; otherwise it was taken out of the packed month.
    pub is_packed: bool,
}

/// Sessions that one side removed, each with its facts and whether our side removed it.
type Removed = BTreeMap<String, (Fields, bool)>;

/// The result of merging a month.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Month {
    /// What happens to each file.
    pub files: BTreeMap<String, Joined>,
    /// What people should be told.
    pub moved: Vec<Moved>,
    /// The sessions that one side removed and the other did not change, each with its facts and whether our side
    /// removed it.
    pub removed: Removed,
    /// The sessions that one side removed and the other changed, each with whether our side removed it.
    pub opposed: BTreeMap<String, bool>,
}

/// The month that a file belongs to, such as `sessions/2026/2026-10`, by its path from the root of the directory.
#[must_use]
pub fn month_of(path: &str) -> Option<&str> {
    let (folder, name) = path.rsplit_once('/')?;
    let stem = name.strip_suffix(".toml")?;
    let month = stem.get(..7).filter(|month| is_month(month))?;
    let (kind, year) = folder.split_once('/')?;
    let packs = Kind::those(Kind::packs).any(|one| one.folder() == kind);
    let is_record = stem.len() == 7 || stem.get(7..8) == Some("-");
    (packs && Some(year) == month.get(..4) && is_record)
        .then(|| path.get(..folder.len() + 1 + month.len()))
        .flatten()
}

/// The text of a file. Content that is not text, or is missing, gets a mark so that it is a fault rather than empty.
pub(in crate::store) fn marked(bytes: Option<Vec<u8>>) -> String {
    let no_text = |bytes: &[u8]| format!("{NO_TEXT}\n{}", String::from_utf8_lossy(bytes));
    match bytes.map(String::from_utf8) {
        Some(Ok(text)) => text,
        Some(Err(error)) => no_text(error.as_bytes()),
        None => no_text(&[]),
    }
}

/// The first character of content that is not text.
const NO_TEXT: char = '\u{fffd}';

/// Merges a month given its files before, ours and theirs.
///
/// # Errors
/// A file of the month has a fault, or a session is in two files.
pub fn join_month(
    month: &str,
    sides: [&MonthFiles; 3],
    merge: &Merge<'_>,
) -> Result<Month, Unmergeable> {
    let [base, ours, theirs] = sides;
    let read = [
        Lie::read(month, base, "the earlier")?,
        Lie::read(month, ours, "our")?,
        Lie::read(month, theirs, "their")?,
    ];
    let plan = plan(month, &read);
    let mut alike = Vec::new();
    for lie in &read {
        alike.push(lie.laid_out(&plan)?);
    }
    let paths: BTreeSet<&String> = alike.iter().flat_map(BTreeMap::keys).collect();
    let mut joined = Month {
        removed: removed(&read),
        moved: moved(&read),
        opposed: opposed(&read),
        ..Month::default()
    };
    for path in paths {
        let texts = [0, 1, 2].map(|at| alike[at].get(path).map(String::as_str));
        let is_month = *path == packed_file(month);
        let file = if is_month {
            month_file(path, texts, merge)?
        } else {
            session_file(path, texts, merge)?
        };
        joined.files.insert(path.clone(), file);
    }
    for path in [base, ours, theirs].into_iter().flat_map(BTreeMap::keys) {
        joined.files.entry(path.clone()).or_insert(Joined::Gone);
    }
    // If a person is asked about a session, a comment on one side was enough: it counts as a change too.
    let is_open = |session: &str| {
        matches!(
            joined.files.get(&own_file(month, session)),
            Some(Joined::Open { .. })
        )
    };
    let (asked, removed) = std::mem::take(&mut joined.removed)
        .into_iter()
        .partition(|(session, _)| is_open(session));
    joined.removed = removed;
    joined
        .opposed
        .extend(Removed::into_iter(asked).map(|(session, (_, is_ours))| (session, is_ours)));
    Ok(joined)
}

/// The facts of each session of a month.
///
/// # Errors
/// A file of the month has a fault, or a session is in two files.
pub fn sessions(month: &str, files: &MonthFiles) -> Result<BTreeMap<String, Fields>, Unmergeable> {
    let lie = Lie::read(month, files, "the merged")?;
    Ok(lie
        .sessions
        .into_iter()
        .map(|(session, (_, fields))| (session, fields))
        .collect())
}

/// The sessions that one side removed, each with whether our side removed it, judging by names alone: for files that
/// cannot be read because of a fault.
#[must_use]
pub fn removed_by_name(sides: [&MonthFiles; 3]) -> BTreeMap<String, bool> {
    let [base, ours, theirs] = sides.map(names);
    let one_has = |session: &&String| ours.contains(*session) != theirs.contains(*session);
    base.iter()
        .filter(one_has)
        .map(|session| (session.clone(), theirs.contains(session)))
        .collect()
}

/// The sessions of a month, by the names of files and headings.
#[must_use]
pub fn names(files: &MonthFiles) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for (path, text) in files {
        let stem = stem_of(path).unwrap_or_default();
        if is_month(stem) {
            let heading = |line: &str| {
                line.strip_prefix('[')?
                    .split_once(']')
                    .map(|(name, _)| name.to_owned())
            };
            let month = path.strip_suffix(".toml").unwrap_or_default();
            let headings = text.lines().filter_map(heading);
            all.extend(headings.filter(|name| is_record_of(month, name)));
        } else {
            all.insert(stem.to_owned());
        }
    }
    all
}

/// The files of a month without some of its sessions.
///
/// # Errors
/// A file of the month has a fault.
pub fn without(
    month: &str,
    files: &MonthFiles,
    gone: &BTreeSet<String>,
) -> Result<MonthFiles, Unmergeable> {
    let mut left = files.clone();
    gone.iter()
        .for_each(|session| drop(left.remove(&own_file(month, session))));
    let path = packed_file(month);
    if let Some(text) = left.remove(&path) {
        let (mut tables, rest) = tables(&path, &text)?;
        let before = tables.len();
        tables.retain(|session, _| !gone.contains(session));
        let is_same = tables.len() == before;
        let text = if is_same {
            text
        } else {
            month_text(tables, &rest)
        };
        left.extend((!text.trim().is_empty()).then_some((path, text)));
    }
    Ok(left)
}

/// Where a session is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spot {
    /// In the packed month.
    Month,
    /// In a file of its own.
    Alone,
}

/// How a month is stored on one side.
struct Lie<'f> {
    month: &'f str,
    files: &'f MonthFiles,
    sessions: BTreeMap<String, (Spot, Fields)>,
}

impl<'f> Lie<'f> {
    fn read(
        month: &'f str,
        files: &'f MonthFiles,
        whose: &'static str,
    ) -> Result<Self, Unmergeable> {
        let mut sessions = BTreeMap::new();
        let faulty = |fault: String| Unmergeable::Faulty { whose, fault };
        for (path, text) in files {
            let form = Form::of(path, "").ok_or(Unmergeable::NoRecord)?;
            let stem = stem_of(path).unwrap_or_default();
            if text.starts_with(NO_TEXT) {
                return Err(faulty(format!("{path} is not text")));
            }
            let all: Facts = form.read(text).map_err(faulty)?;
            for (heading, fields) in all {
                let (session, spot) = if form.is_month {
                    (heading, Spot::Month)
                } else {
                    (stem.to_owned(), Spot::Alone)
                };
                if !is_record_of(month, &session) {
                    let (kind, month) = parts_of_month(month);
                    let noun = kind.noun();
                    return Err(faulty(format!("`{session}` is not a {noun} of {month}")));
                }
                if sessions.insert(session.clone(), (spot, fields)).is_some() {
                    return Err(faulty(format!("`{session}` is in two files")));
                }
            }
        }
        Ok(Self {
            month,
            files,
            sessions,
        })
    }

    fn spot(&self, session: &str) -> Option<Spot> {
        self.sessions.get(session).map(|(spot, _)| *spot)
    }

    fn fields(&self, session: &str) -> Option<&Fields> {
        self.sessions.get(session).map(|(_, fields)| fields)
    }

    /// The files of the month, with each session where the plan wants it.
    fn laid_out(&self, plan: &BTreeMap<String, Spot>) -> Result<MonthFiles, Unmergeable> {
        let moves = |session: &&String| self.spot(session) != plan.get(*session).copied();
        let moving: BTreeSet<&String> = self.sessions.keys().filter(moves).collect();
        let mut files = self.files.clone();
        if moving.is_empty() {
            return Ok(files);
        }
        let path = packed_file(self.month);
        let (mut packed, mut rest) = tables(&path, files.get(&path).map_or("", String::as_str))?;
        let mut alone = Vec::new();
        for session in moving {
            let own = own_file(self.month, session);
            match packed.remove(session) {
                Some(table) => alone.push((own, table)),
                None => {
                    let text = files.remove(&own).unwrap_or_default();
                    packed.insert(
                        session.clone(),
                        section(&own, &text).map_err(|_| Unmergeable::Layout)?,
                    );
                }
            }
        }
        files.remove(&path);
        // A comment at the end of the month moves with its last session.
        let last = alone.len();
        for (at, (own, table)) in alone.into_iter().enumerate() {
            let below = if packed.is_empty() && at + 1 == last {
                std::mem::take(&mut rest)
            } else {
                String::new()
            };
            files.insert(own, single(table, &below));
        }
        let text = month_text(packed, &rest);
        files.extend((!text.is_empty()).then_some((path, text)));
        Ok(files)
    }
}

/// The sessions of a packed month, and what is below the last of them.
fn tables(path: &str, text: &str) -> Result<(BTreeMap<String, Table>, String), Unmergeable> {
    let layout = |_| Unmergeable::Layout;
    let document = parse(path, text).map_err(layout)?;
    let rest = document.trailing().as_str().unwrap_or("").to_owned();
    let mut tables = BTreeMap::new();
    for (session, item) in document.into_table() {
        let table = own_table(path, &session, item).map_err(layout)?;
        tables.insert(session, table);
    }
    Ok((tables, rest))
}

/// Where each session is after the merge: where the side that moved it has it, or in its own file if one side unpacked
/// the month.
fn plan(month: &str, [base, ours, theirs]: &[Lie<'_>; 3]) -> BTreeMap<String, Spot> {
    let path = packed_file(month);
    let [before, here, there] = [base, ours, theirs].map(|side| side.files.contains_key(&path));
    let is_packed = if here == before { there } else { here };
    let all: BTreeSet<&String> = [base, ours, theirs]
        .into_iter()
        .flat_map(|side| side.sessions.keys())
        .collect();
    let spot = |session: &str| match (base.spot(session), ours.spot(session), theirs.spot(session))
    {
        _ if !is_packed => Spot::Alone,
        (before, Some(here), Some(there)) if before == Some(here) => there,
        (before, Some(here), Some(there)) if here == there || before == Some(there) => here,
        (_, Some(_), Some(_)) => Spot::Month,
        (before, here, there) => here.or(there).or(before).unwrap_or(Spot::Alone),
    };
    all.into_iter()
        .map(|session| (session.clone(), spot(session)))
        .collect()
}

fn removed([base, ours, theirs]: &[Lie<'_>; 3]) -> Removed {
    let one = |session: &String| {
        let before = base.fields(session)?;
        match (ours.fields(session), theirs.fields(session)) {
            (None, Some(left)) if left == before => Some((before.clone(), true)),
            (Some(left), None) if left == before => Some((before.clone(), false)),
            _ => None,
        }
    };
    base.sessions
        .keys()
        .filter_map(|session| Some((session.clone(), one(session)?)))
        .collect()
}

fn opposed([base, ours, theirs]: &[Lie<'_>; 3]) -> BTreeMap<String, bool> {
    let one = |session: &String| match (ours.fields(session), theirs.fields(session)) {
        (None, Some(changed)) if base.fields(session) != Some(changed) => {
            Some((session.clone(), true))
        }
        (Some(changed), None) if base.fields(session) != Some(changed) => {
            Some((session.clone(), false))
        }
        _ => None,
    };
    base.sessions.keys().filter_map(one).collect()
}

fn moved([base, ours, theirs]: &[Lie<'_>; 3]) -> Vec<Moved> {
    let mut all = Vec::new();
    for session in base.sessions.keys() {
        for (mover, other, is_ours) in [(ours, theirs, false), (theirs, ours, true)] {
            let is_moved = mover
                .spot(session)
                .is_some_and(|spot| Some(spot) != base.spot(session));
            let is_same = |side: &Lie<'_>| side.fields(session) == base.fields(session);
            if is_moved && is_same(mover) && !is_same(other) {
                let is_removed = other.fields(session).is_none();
                let is_packed = mover.spot(session) == Some(Spot::Month);
                all.push(Moved {
                    session: session.clone(),
                    is_removed,
                    is_ours,
                    is_packed,
                });
            }
        }
    }
    all
}

/// The packed month; a side without any session in it counts as empty.
fn month_file(
    path: &str,
    texts: [Option<&str>; 3],
    merge: &Merge<'_>,
) -> Result<Joined, Unmergeable> {
    let [base, ours, theirs] = texts;
    let sides = Sides {
        base,
        ours: ours.unwrap_or(""),
        theirs: theirs.unwrap_or(""),
    };
    Ok(match merge(path, &sides)? {
        Merged::Clean(text) if text.trim().is_empty() => Joined::Gone,
        Merged::Clean(text) => Joined::Whole(text),
        Merged::Conflict { text, .. } => {
            let some = |text: &str| Some(text.to_owned());
            Joined::Open {
                sides: [base.and_then(some), some(sides.ours), some(sides.theirs)],
                text,
            }
        }
    })
}

/// A session with a file of its own.
fn session_file(
    path: &str,
    texts: [Option<&str>; 3],
    merge: &Merge<'_>,
) -> Result<Joined, Unmergeable> {
    let open = |text: String| Joined::Open {
        sides: texts.map(|text| text.map(str::to_owned)),
        text,
    };
    match texts {
        [base, Some(ours), Some(theirs)] => Ok(match merge(path, &Sides { base, ours, theirs })? {
            Merged::Clean(text) => Joined::Whole(text),
            Merged::Conflict { text, .. } => open(text),
        }),
        [_, None, None] => Ok(Joined::Gone),
        [None, Some(text), None] | [None, None, Some(text)] => Ok(Joined::Whole(text.to_owned())),
        [Some(base), Some(left), None] | [Some(base), None, Some(left)] => {
            let form = Form::of(path, "").ok_or(Unmergeable::NoRecord)?;
            let is_same = base == left
                || form.read(base) == form.read(left) && !comments::has_new(left, base);
            Ok(if is_same {
                Joined::Gone
            } else {
                open(left.to_owned())
            })
        }
    }
}
