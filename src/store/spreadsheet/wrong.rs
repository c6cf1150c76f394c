//! Why a spreadsheet is rejected, and which of its sheets to read.

/// Why a file is not a readable spreadsheet.
#[derive(Debug)]
pub(super) struct Wrong {
    /// The line and the column, counted from 1, if they are known.
    pub at: Option<(usize, usize)>,
    /// What is wrong.
    pub why: String,
    /// What to do next.
    pub help: String,
}

impl Wrong {
    /// An error without a place.
    pub fn new(why: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            at: None,
            why: why.into(),
            help: help.into(),
        }
    }

    /// A workbook that is damaged or malformed.
    pub fn damaged(error: impl std::fmt::Display) -> Self {
        Self::new(
            format!("it is not a workbook that `peer` can read: {error}"),
            "open it in a spreadsheet program, save it again as .xlsx or .csv, then try again",
        )
    }
}

/// The sheet to read, the one with that name or otherwise the first visible one, and the other visible sheets.
pub(super) fn choose<'n>(
    sheets: &[(&'n str, bool)],
    wanted: Option<&str>,
) -> Result<(&'n str, Vec<String>), Wrong> {
    let found = match wanted {
        None => sheets
            .iter()
            .find(|(_, hidden)| !hidden)
            .or_else(|| sheets.first()),
        Some(wanted) => sheets
            .iter()
            .find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted.trim())),
    };
    let others = |chosen: &str| {
        let visible = sheets
            .iter()
            .filter(|(name, hidden)| !hidden && *name != chosen);
        visible.map(|(name, _)| (*name).to_owned()).collect()
    };
    found.map(|(name, _)| (*name, others(name))).ok_or_else(|| {
        let why = wanted.map_or_else(
            || "it has no sheet".to_owned(),
            |wanted| format!("it has no sheet `{wanted}`"),
        );
        let names: Vec<&str> = sheets.iter().map(|(name, _)| *name).collect();
        Wrong::new(
            why,
            format!(
                "its sheets are {}; choose one with `sheet` in the map",
                crate::record::schema::quoted(&names)
            ),
        )
    })
}
