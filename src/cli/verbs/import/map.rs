//! Which map to use for a sheet.

use std::path::Path;

use super::rejects::{ENDING, quoted, tries};
use crate::cli::failure::Failure;
use crate::record::intake::Intake;
use crate::record::read::nearest;
use crate::record::{Entry, Kind, Word};
use crate::store::{Directory, Scope};

/// The map for a file: the named one, else the only one for files with its name, else the only map if it is for any
/// file.
///
/// # Errors
/// There is none, there are several, or it is faulty.
pub(super) fn choose(
    directory: &Directory,
    named: Option<&str>,
    file: &Path,
    sheet: Option<&str>,
) -> Result<(String, Intake), Failure> {
    let reading = directory.read(Scope::of(&[Kind::Intake]));
    let names = directory.stems(Kind::Intake);
    let begin = format!("make one with `peer import --map-for {}`", quoted(file));
    let is_it = |name: &str| named.is_none_or(|named| named.trim_end_matches(".toml") == name);
    if let Some(named) = named.filter(|_| !names.iter().any(|name| is_it(name))) {
        return Err(unknown(named, &names, begin));
    }
    // Faults in other maps do not matter here.
    let concerned = |path: &str| {
        let stem = path
            .rsplit('/')
            .next()
            .and_then(|name| name.strip_suffix(".toml"));
        named.is_none() || stem.is_some_and(is_it)
    };
    let faults: Vec<_> = reading
        .findings
        .into_iter()
        .filter(|finding| concerned(&finding.place.path))
        .collect();
    if !faults.is_empty() {
        return Err(Failure::faulty(faults));
    }
    let maps = reading.records.intake;
    let names = names_of(file);
    let fits = |map: &Intake| names.iter().any(|name| map.fits(name));
    // A map for exactly this file comes before those for files like it.
    let is_named = |map: &Intake| names.iter().any(|name| map.names(name));
    let has_own = maps.iter().any(|entry| is_named(&entry.record));
    let fitting: Vec<_> = match named {
        Some(_) => maps
            .iter()
            .filter(|entry| is_it(entry.id.as_str()))
            .collect(),
        None => maps
            .iter()
            .filter(|entry| fits(&entry.record) && (!has_own || is_named(&entry.record)))
            .collect(),
    };
    let fitting = of_sheet(fitting, sheet);
    let all: Vec<&str> = maps.iter().map(|entry| entry.id.as_str()).collect();
    match (fitting.as_slice(), maps.as_slice()) {
        ([one], _) => Ok((one.id.to_string(), one.record.clone())),
        ([], [one]) if one.record.files.is_empty() => Ok((one.id.to_string(), one.record.clone())),
        ([], []) => Err(Failure::new(
            "there is no map in intake/ yet to say which column is which",
        )
        .help(begin)),
        ([], _) => Err(Failure::new(format!(
            "no map is for files with a name like {}",
            shown(file)
        ))
        .help(format!(
            "choose one with --map: {}; {begin}",
            all.join(", ")
        ))),
        (several, _) => Err(ambiguous(several, file, sheet)),
    }
}

/// No map has the given name.
fn unknown(named: &str, names: &[String], begin: String) -> Failure {
    let known: Vec<&str> = names.iter().map(String::as_str).collect();
    let failure = Failure::new(format!("there is no map `{named}` in intake/"));
    match (nearest(named, &known), known.is_empty()) {
        (Some(near), _) => failure.help(format!("did you mean `{near}`?")),
        (None, true) => failure.help(begin),
        (None, false) => failure.help(format!("the maps are {}; {begin}", known.join(", "))),
    }
}

/// Several maps are for files named like this one.
fn ambiguous(several: &[&Entry<Word, Intake>], file: &Path, sheet: Option<&str>) -> Failure {
    let names: Vec<&str> = several.iter().map(|entry| entry.id.as_str()).collect();
    let sheets: Option<Vec<&str>> = several
        .iter()
        .map(|entry| entry.record.sheet.as_deref())
        .collect();
    if let Some(sheets) = sheets.filter(|_| sheet.is_none()) {
        return Failure::new(format!(
            "{} has {} sheets with a map each",
            shown(file),
            sheets.len()
        ))
        .help(format!("choose one with --sheet: {}", sheets.join(", ")));
    }
    Failure::new(format!(
        "{} maps are for files with a name like {}",
        several.len(),
        shown(file)
    ))
    .help(format!("choose one with --map: {}", names.join(", ")))
}

/// Of several maps, those for the named sheet.
fn of_sheet<'m>(
    maps: Vec<&'m Entry<Word, Intake>>,
    sheet: Option<&str>,
) -> Vec<&'m Entry<Word, Intake>> {
    let Some(sheet) = sheet.filter(|_| maps.len() > 1) else {
        return maps;
    };
    let is_of_it = |entry: &&&Entry<Word, Intake>| {
        let own = entry.record.sheet.as_deref();
        own.is_some_and(|own| own.trim().eq_ignore_ascii_case(sheet.trim()))
    };
    let own: Vec<_> = maps.iter().filter(is_of_it).copied().collect();
    if own.is_empty() { maps } else { own }
}

/// The names that may mean a file: a file of refused rows uses the map of its sheet.
fn names_of(file: &Path) -> Vec<String> {
    let name = shown(file);
    let stems = name.strip_suffix(ENDING).map(|stem| [stem, tries(stem).0]);
    let ends = ["csv", "xlsx", "xls", "ods", "tsv", "txt"];
    let of_sheet = stems.into_iter().flatten();
    of_sheet
        .flat_map(|stem| ends.map(|end| format!("{stem}.{end}")))
        .chain([name.clone()])
        .collect()
}

/// The name of a file without its folders.
pub(super) fn shown(file: &Path) -> String {
    file.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
