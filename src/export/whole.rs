//! Writes every table, and the files that describe them.

use sha2::{Digest, Sha256};

use super::column::{Holds, Words};
use super::facts::Facts;
use super::ground::{Asked, Ground};
use super::table::Rows;
use super::written::{About, Written};
use super::{answers, cases, dictionary, follow, outcomes, package, people, sessions};
use crate::record::Program;

/// How many steps of a progress bar the tables take in addition to the sessions.
const STEPS: usize = 50;

/// Writes a file, given its name and bytes.
pub type Write<'w, E> = dyn FnMut(&str, &[u8]) -> Result<(), E> + 'w;

/// Writes the tables and the files that describe them, each with `write`; `progress` reports how far it has come.
///
/// # Errors
/// Returns the error of `write`.
pub fn export<E>(
    asked: &Asked<'_>,
    about: &About<'_>,
    progress: &mut dyn FnMut(usize, usize),
    write: &mut Write<'_, E>,
) -> Result<Vec<Written>, E> {
    let all = asked.register.records().sessions.len() + STEPS;
    progress(0, all);
    let ground = Ground::new(asked);
    let program = asked.register.program();
    let mut facts = Facts::new();
    let mut written = Vec::new();
    let mut put = |rows: Vec<Rows>, written: &mut Vec<Written>| {
        rows.into_iter().try_for_each(|rows| {
            written.push(table(&rows, program, write)?);
            Ok(())
        })
    };
    put(people::fill(&ground, &mut facts), &mut written)?;
    put(cases::fill(&ground, &mut facts), &mut written)?;
    let mut done = 0;
    let mut step = || {
        done += 1;
        progress(done, all);
    };
    put(sessions::fill(&ground, &mut facts, &mut step), &mut written)?;
    put(follow::fill(&ground), &mut written)?;
    put(vec![outcomes::fill(&ground)], &mut written)?;
    put(vec![answers::fill(&ground)], &mut written)?;
    put(vec![facts.0], &mut written)?;
    written.sort_by_key(|table| table.layout.name);
    let package = package::package(asked, about, &written);
    write("datapackage.json", package.as_bytes())?;
    let dictionary = dictionary::page(asked, about, &written);
    write("dictionary.html", dictionary.as_bytes())?;
    Ok(written)
}

fn table<E>(rows: &Rows, program: &Program, write: &mut Write<'_, E>) -> Result<Written, E> {
    let file = rows.file();
    write(&format!("{}.csv", rows.layout.name), file.as_bytes())?;
    let hash = Sha256::digest(file.as_bytes());
    Ok(Written {
        words: words(rows, program),
        rows: rows.count(),
        bytes: file.len(),
        hash: hash.iter().map(|byte| format!("{byte:02x}")).collect(),
        layout: rows.layout.clone(),
    })
}

/// The words of each column: those allowed, then any others that were found.
fn words(rows: &Rows, program: &Program) -> Vec<Option<Vec<String>>> {
    let of = |(column, found): (
        &super::column::Column,
        &std::collections::BTreeSet<Box<str>>,
    )| {
        let mut words: Vec<String> = match column.words {
            Words::Fixed(words) => words.iter().map(ToString::to_string).collect(),
            Words::List(list) => program
                .words_for(list)
                .iter()
                .map(ToString::to_string)
                .collect(),
            Words::Any => Vec::new(),
        };
        let others = found
            .iter()
            .filter(|word| !words.iter().any(|known| **known == ***word));
        let others: Vec<String> = others.map(ToString::to_string).collect();
        words.extend(others);
        (column.holds == Holds::Word && !words.is_empty()).then_some(words)
    };
    rows.layout
        .columns
        .iter()
        .zip(&rows.found)
        .map(of)
        .collect()
}
