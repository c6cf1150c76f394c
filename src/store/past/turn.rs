//! What a commit did to a record, comparing what it said before and after.

use std::collections::HashMap;

use super::changed::{Changed, Commit};
use super::version::{Contents, Version};
use crate::record::decided::{Said, decided};
use crate::record::facts::{ChangeKind, Fact, RecordChange, compare};

/// The contents of each file, by object name.
pub type Versions = HashMap<String, HashMap<String, Contents>>;

/// What a commit did to a record that is in some of the files it changed; `known` holds what each record said when it
/// could last be read.
pub fn turn(
    commit: &Commit,
    id: &str,
    touched: &[&Changed],
    versions: &Versions,
    known: &mut HashMap<String, Version>,
) -> Option<RecordChange> {
    let of = |changed: &Changed, content: Option<&String>| {
        let contents = content.and_then(|content| versions.get(&changed.path)?.get(content));
        contents.map_or(Version::None, |contents| contents.version(id))
    };
    let said = |content: &dyn Fn(&Changed) -> Option<&String>| {
        let versions = touched.iter().map(|changed| of(changed, content(changed)));
        versions
            .into_iter()
            .find(|one| *one != Version::None)
            .unwrap_or(Version::None)
    };
    let first = touched.first()?;
    let mut before: Vec<Version> = (0..first.before.len())
        .map(|parent| said(&|changed| changed.before.get(parent)))
        .collect();
    let bases: Vec<Version> = (0..first.bases.len())
        .map(|base| said(&|changed| changed.bases.get(base)))
        .collect();
    let after = said(&|changed| Some(&changed.after));
    for one in before.iter_mut().filter(|one| **one == Version::Broken) {
        *one = known.get(id).cloned().unwrap_or(Version::None);
    }
    if after != Version::Broken {
        known.insert(id.to_owned(), after.clone());
    } else if let Some(good) = before.first() {
        known.insert(id.to_owned(), good.clone());
    }
    let holds = |changed: &&&Changed| of(changed, Some(&changed.after)) != Version::None;
    let path = touched.iter().find(holds).unwrap_or(first).path.clone();
    let (change_kind, facts) = if before.len() > 1 {
        merged(&bases, &before, &after)
    } else {
        told(before.first()?, &after)
    }?;
    Some(RecordChange {
        id: id.to_owned(),
        path,
        commit: Some(commit.about.clone()),
        change_kind,
        facts,
    })
}

/// What happened to a record.
pub fn told(before: &Version, after: &Version) -> Option<(ChangeKind, Vec<Fact>)> {
    match (before, after) {
        (before, after) if before == after => None,
        (_, Version::Broken) => Some((ChangeKind::Broken, Vec::new())),
        (_, Version::None) => Some((ChangeKind::Removed, Vec::new())),
        (Version::Said(was), Version::Said(now)) => {
            let facts = compare(was, now);
            (!facts.is_empty()).then_some((ChangeKind::Changed, facts))
        }
        (_, Version::Said(now)) => Some((ChangeKind::Entered, compare(&Vec::new(), now))),
    }
}

/// What a merge itself did. If the sides have several merge bases, anything that follows from one of them is not
/// counted.
fn merged(
    bases: &[Version],
    sides: &[Version],
    after: &Version,
) -> Option<(ChangeKind, Vec<Fact>)> {
    if *after == Version::Broken {
        return (!sides.contains(after)).then_some((ChangeKind::Broken, Vec::new()));
    }
    let sides: Vec<Said<'_>> = sides.iter().map(Version::said).collect();
    let without = [Version::None];
    let bases = if bases.is_empty() { &without } else { bases };
    let mut by_base = bases
        .iter()
        .map(|base| decided(base.said(), &sides, after.said()));
    let (change_kind, mut facts) = by_base.next()??;
    for other in by_base {
        let (_, other) = other?;
        facts.retain(|fact| other.contains(fact));
    }
    (change_kind != ChangeKind::Decided || !facts.is_empty()).then_some((change_kind, facts))
}
