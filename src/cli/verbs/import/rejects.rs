//! The refused rows, as a csv file to be corrected and imported the same way.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::cli::args::is_stdout;
use crate::cli::failure::Failure;
use crate::cli::peer::Peer;
use crate::intake::{Layout, OUR_COLUMNS, Plan, RowOutcome, clean, name_for};
use crate::record::intake::SheetRow;
use crate::render::sheet_of;
use crate::store::{StoreError, Target, import, spreadsheet};

/// The ending of a file of refused rows.
pub(super) const ENDING: &str = ".rejected.csv";

/// The name of a file, as it is typed on a command line.
pub(super) fn quoted(file: &Path) -> String {
    let name = file.display().to_string();
    shlex::try_quote(&name)
        .map(std::borrow::Cow::into_owned)
        .unwrap_or(name)
}

/// What comes before the try number in the name of a file of refused rows, and that number: 1 for the first.
pub(super) fn tries(stem: &str) -> (&str, usize) {
    let split = stem.rsplit_once('-');
    split
        .and_then(|(of, times)| Some((of, times.strip_prefix("try")?.parse().ok()?)))
        .unwrap_or((stem, 1))
}

/// The file next to a sheet for its refused rows. No one named it, so it never leads elsewhere, and something that is
/// not a file of its own, such as `/dev/stdin`, has none.
///
/// # Errors
/// It is a link, or there is no such file.
pub(in crate::cli::verbs) fn beside(file: &Path, sheet: Option<&str>) -> Result<PathBuf, Failure> {
    let mut stem = file
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    if let Some(of) = stem.strip_suffix(".rejected") {
        let (of, times) = tries(of);
        stem = format!("{of}-try{}", times + 1);
    }
    if let Some(sheet) = sheet {
        stem = format!("{stem}-{}", name_for(sheet));
    }
    let beside = file.with_file_name(format!("{stem}{ENDING}"));
    let why = if !file.is_file() || file.starts_with("/dev") || file.starts_with("/proc") {
        format!("refused rows cannot go beside {}", file.display())
    } else if beside.is_symlink() {
        format!("{} is a link; nothing was written", beside.display())
    } else {
        return Ok(beside);
    };
    Err(Failure::new(why).help("name a file for refused rows with --rejects"))
}

/// Copies a file of refused rows that someone may have corrected to another name before it is overwritten, and says so.
///
/// # Errors
/// The other file cannot be written.
pub(super) fn keep_corrected(peer: &Peer, file: &Path, layout: &Layout<'_>) -> Result<(), Failure> {
    if !is_changed(file, layout) {
        return Ok(());
    }
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let of = name.strip_suffix(ENDING).unwrap_or(&name);
    let mut names = (1..).map(|number| match number {
        1 => format!("{of}-old{ENDING}"),
        _ => format!("{of}-old{number}{ENDING}"),
    });
    let free = names.find_map(|name| {
        let kept = file.with_file_name(name);
        (!kept.exists() && !kept.is_symlink()).then_some(kept)
    });
    let Some(kept) = free else { return Ok(()) };
    // Spreadsheet programs recognize UTF-8 by this mark.
    let text = format!("\u{feff}{}", import(file)?);
    peer.target(&kept)?.for_its_owner().write(text)?;
    peer.screen.note(&format!(
        "{} had rows that the sheet does not have; it is kept as {}",
        file.display(),
        kept.display()
    ));
    Ok(())
}

/// Whether a file of refused rows has a row that the sheet does not have.
fn is_changed(file: &Path, layout: &Layout<'_>) -> bool {
    let Ok(known) = spreadsheet(file, None) else {
        return false;
    };
    let mut known = known.rows.into_iter();
    let headers = known.next().map(|row| row.cells).unwrap_or_default();
    if !OUR_COLUMNS
        .iter()
        .zip(&headers)
        .all(|(own, header)| **own == **header)
    {
        return false;
    }
    let trimmed = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| clean(cell)).collect();
        let end = cells.iter().rposition(|cell| !cell.is_empty());
        cells[..end.map_or(0, |end| end + 1)].to_vec()
    };
    let own = own_columns(layout);
    let there: BTreeSet<Vec<String>> = layout
        .rows
        .iter()
        .map(|row| trimmed(&cells_of(row, &own)))
        .collect();
    known.any(|row| {
        !there.contains(&trimmed(
            row.cells.get(OUR_COLUMNS.len()..).unwrap_or_default(),
        ))
    })
}

/// The places of the columns of a sheet except for those that a file of refused rows adds.
fn own_columns(layout: &Layout<'_>) -> Vec<usize> {
    (0..layout.headers.len())
        .filter(|at| !OUR_COLUMNS.contains(&layout.headers[*at].as_str()))
        .collect()
}

fn cells_of(row: &SheetRow, columns: &[usize]) -> Vec<String> {
    let cells = columns.iter();
    cells
        .map(|at| row.cells.get(*at).cloned().unwrap_or_default())
        .collect()
}

/// The refused rows unchanged, each with its number and the reason before it; the headers first.
pub(super) fn rows(layout: &Layout<'_>, plan: &Plan) -> Vec<Vec<String>> {
    let own = own_columns(layout);
    let mut all = Vec::new();
    for row in &layout.rows {
        let Some(RowOutcome::Refused(why)) = plan.outcomes.get(&row.number) else {
            continue;
        };
        let told = [row.number.to_string(), why.clone()];
        all.push(told.into_iter().chain(cells_of(row, &own)).collect());
    }
    if !all.is_empty() {
        let headers = own.iter().map(|at| layout.headers[*at].clone());
        all.insert(
            0,
            OUR_COLUMNS
                .iter()
                .map(|name| (*name).to_owned())
                .chain(headers)
                .collect(),
        );
    }
    all
}

/// Where to save rows that cannot be imported.
pub(in crate::cli::verbs) enum Goal {
    /// To the screen.
    Screen,
    /// To a file, a device or a pipe.
    File(Target),
    /// They are in the file already.
    There,
}

impl Goal {
    /// Where rows can be written: existing content in a file is kept, because any other file belongs to someone.
    ///
    /// # Errors
    /// The file has other content, or no answer may be written there.
    pub fn of(peer: &Peer, path: &Path, rows: &[Vec<String>]) -> Result<Self, Failure> {
        if is_stdout(path) {
            return Ok(Self::Screen);
        }
        let named =
            |failure: Failure| failure.help("name another file for refused rows with --rejects");
        let target = peer.target(path).map_err(named)?.for_its_owner();
        if target.is_file() && !is_free(path, rows)? {
            return Ok(Self::There);
        }
        Ok(Self::File(target))
    }

    /// Writes the rows; returns whether they are in a file, to be corrected there.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn take(&self, peer: &Peer, rows: &[Vec<String>]) -> Result<bool, Failure> {
        match self {
            Self::Screen => peer.screen.answer(sheet_of(rows)).map(|()| false),
            Self::There => Ok(true),
            Self::File(target) => {
                target.write(sheet_of(rows)).map_err(|error| {
                    Failure::from(error).help("nothing was taken; name another file with --rejects")
                })?;
                Ok(target.is_file())
            }
        }
    }
}

/// The content of a file of refused rows before they were written.
pub(in crate::cli::verbs) struct Before<'g> {
    target: Option<&'g Target>,
    text: Option<Vec<u8>>,
}

impl<'g> Before<'g> {
    pub fn of(goal: Option<&'g Goal>) -> Self {
        let target = match goal {
            Some(Goal::File(target)) => Some(target),
            _ => None,
        };
        Self {
            text: target.and_then(Target::now),
            target,
        }
    }

    /// Restores that content: nothing was imported.
    pub fn give_back(&self) {
        if let Some(target) = self.target {
            target.give_back(self.text.as_deref());
        }
    }
}

/// Whether a file has the refused rows of an earlier try with the same sheet: with all of its columns, and maybe with
/// those that a reason asked for; or the sheet got those since.
fn is_our_own(path: &Path, rows: &[Vec<String>]) -> bool {
    let Ok(known) = spreadsheet(path, None) else {
        return false;
    };
    let headers = known.rows.first().map_or(&[][..], |row| &row.cells);
    let wanted = rows.first().map_or(&[][..], Vec::as_slice);
    let ours = wanted.get(..OUR_COLUMNS.len());
    ours.is_some_and(|ours| headers.starts_with(ours))
        && (wanted.iter().all(|header| headers.contains(header))
            || headers.len() > OUR_COLUMNS.len()
                && headers.iter().all(|header| wanted.contains(header)))
}

/// Whether a file can be written: true if there is none or one of an earlier try, false if it has exactly this content
/// already.
///
/// # Errors
/// It has other content, or cannot be read.
fn is_free(path: &Path, rows: &[Vec<String>]) -> Result<bool, Failure> {
    let taken = || {
        Failure::new(format!(
            "{} already exists; nothing was written",
            path.display()
        ))
        .help("refused rows would go there: move it away, or name another file with --rejects")
    };
    match import(path) {
        Ok(known) if known == sheet_of(rows).trim_start_matches('\u{feff}') => Ok(false),
        Ok(_) if is_our_own(path, rows) => Ok(true),
        Ok(_) | Err(StoreError::NotText(..)) => Err(taken()),
        Err(StoreError::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
            Ok(true)
        }
        Err(error) => Err(error.into()),
    }
}
