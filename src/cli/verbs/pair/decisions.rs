//! Decisions that a supervisor made in a spreadsheet, read back and written all or not at all.

use std::path::Path;

use super::taken::taken;
use crate::cli::failure::Failure;
use crate::cli::filled::decisions;
use crate::cli::pairing::{Made, decline, is_open, make};
use crate::cli::peer::Peer;
use crate::cli::people;
use crate::matching::{Candidate, Pool};
use crate::record::pairing::DeclinedBy;
use crate::record::word::words;
use crate::record::{Day, Word};
use crate::register::Pairing;
use crate::store::{Change, Directory};

words! {
    /// What to do with a row.
    pub enum Decision {
        /// A proposal is written.
        Propose = "propose",
        /// The match begins.
        Begin = "begin",
        /// One of the two declined.
        Decline = "decline",
        /// Nothing.
        Skip = "skip",
    }
}

/// A row with a decision.
#[derive(Debug)]
struct DecisionRow {
    line: u64,
    participant: String,
    mentor: String,
    decision: Decision,
    by: String,
    reason: String,
    force: String,
}

/// The decisions as a change, and a line for each.
#[derive(Debug, Default)]
pub(super) struct Decided {
    /// The files.
    pub(super) change: Change,
    /// What each row does.
    pub(super) done: Vec<String>,
}

/// Reads decisions and prepares what they write.
///
/// # Errors
/// The file cannot be read, or a row cannot be carried out: every such row is named, and nothing is written.
pub(super) fn decided(
    peer: &Peer,
    directory: &Directory,
    pool: &Pool<'_>,
    file: &Path,
) -> Result<Decided, Failure> {
    let rows = read(file)?;
    let mut decided = Decided::default();
    let mut given = vec![0; pool.mentors.len()];
    let mut seen = std::collections::BTreeSet::new();
    let mut faults: Vec<(u8, String)> = Vec::new();
    for row in &rows {
        if let Err(failure) = follow(
            peer,
            directory,
            pool,
            row,
            &mut given,
            &mut seen,
            &mut decided,
        ) {
            faults.push((
                failure.status,
                format!("line {}: {}", row.line, failure.message),
            ));
        }
    }
    let Some((_, first)) = faults.first() else {
        return Ok(decided);
    };
    let wrong = faults.iter().any(|(status, _)| *status != 1);
    let message = format!("{}: {first}; nothing was written", file.display());
    let failure = if wrong {
        Failure::new(message)
    } else {
        Failure::refused(message)
    };
    Err(faults.iter().skip(1).fold(failure, |failure, (_, fault)| {
        failure.help(format!("also: {fault}"))
    }))
}

/// Prepares what one row writes. `given` counts the places that earlier rows used.
fn follow(
    peer: &Peer,
    directory: &Directory,
    pool: &Pool<'_>,
    row: &DecisionRow,
    given: &mut [u32],
    seen: &mut std::collections::BTreeSet<usize>,
    decided: &mut Decided,
) -> Result<(), Failure> {
    let register = pool.register;
    let id = people::person(register, &row.participant)?;
    let mentor_id = people::mentor(register, &row.mentor)?;
    let parent = register.person_index(&id).unwrap_or_default();
    let mentor = register.mentor_index(&mentor_id).unwrap_or_default();
    let who = people::participant_label(register, &id);
    let label = format!("{who} with {}", people::mentor_label(register, &mentor_id));
    if row.decision != Decision::Decline && !seen.insert(parent) {
        return Err(Failure::new(format!("{who} has two decisions")));
    }
    let open = |entry: &&Pairing| is_open(entry, pool.day);
    let proposal = register.matches_of_person(parent).find(open);
    let own = proposal.filter(|entry| entry.record.mentor == mentor_id);
    if row.decision == Decision::Decline {
        return refuse(peer, directory, pool.day, row, own, &label, decided);
    }
    let propose = row.decision == Decision::Propose;
    if let Some(failure) = taken(register, parent, &mentor_id, pool.day, propose) {
        return Err(failure);
    }
    let at_hand = pool.pair(parent, mentor);
    let pair = pool.pair_at(parent, mentor, at_hand.load + given[mentor]);
    let found = Candidate {
        mentor,
        score: pool.score(&pair),
        broken: pool.broken(&pair),
        unknown: pool.unknown(&pair),
    };
    let force = Some(row.force.as_str()).filter(|force| !force.is_empty());
    if let Some(broken) = found.broken.first().filter(|_| force.is_none()) {
        return Err(Failure::refused(format!(
            "cannot match {label}: the mentor {} [{}]",
            broken.reason, broken.rule
        )));
    }
    let made = Made {
        parent,
        mentor,
        on: pool.day,
        propose,
        force,
    };
    let match_id = make(peer, directory, pool, &found, &made, &mut decided.change)?;
    if own.is_none() {
        given[mentor] += 1;
    }
    decided.done.push(format!(
        "{} {label} ({match_id})",
        if propose { "proposed" } else { "began" }
    ));
    Ok(())
}

/// Records that one of the two declined their open proposal.
fn refuse(
    peer: &Peer,
    directory: &Directory,
    on: Day,
    row: &DecisionRow,
    own: Option<&Pairing>,
    label: &str,
    decided: &mut Decided,
) -> Result<(), Failure> {
    let Some(entry) = own else {
        return Err(Failure::refused(format!(
            "{label} is not an open proposal, so there is nothing to decline"
        )));
    };
    let by: DeclinedBy = row
        .by
        .parse()
        .map_err(|why| Failure::new(format!("`by`: {why}")))?;
    let reason: Option<Word> = match row.reason.as_str() {
        "" => None,
        reason => Some(reason.parse().map_err(Failure::new)?),
    };
    decline(
        peer,
        directory,
        entry,
        on,
        by,
        reason.as_ref(),
        &mut decided.change,
    )?;
    decided.done.push(format!("declined by the {by}: {label}"));
    Ok(())
}

/// The rows of a file that contain a decision.
fn read(file: &Path) -> Result<Vec<DecisionRow>, Failure> {
    let mut rows = Vec::new();
    for row in decisions(file, &["participant", "mentor", "decision"], "peer match")? {
        let line = row.line;
        let word = row.cell("decision").to_lowercase();
        let decision = word
            .parse()
            .map_err(|why| Failure::new(format!("{}, line {line}: {why}", file.display())))?;
        if decision != Decision::Skip {
            rows.push(DecisionRow {
                line,
                participant: row.cell("participant").to_owned(),
                mentor: row.cell("mentor").to_owned(),
                decision,
                by: row.cell("by").to_owned(),
                reason: row.cell("reason").to_owned(),
                force: row.cell("force").to_owned(),
            });
        }
    }
    Ok(rows)
}
