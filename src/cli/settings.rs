//! A person's own settings: `peer/config.toml` in the folder where this computer keeps settings. They control how
//! `peer` looks to one person, and change no figure.

use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::screen::ColourChoice;
use crate::record::read::{self, Fault};
use crate::record::settings::{ColorWhen, Settings};
use crate::record::{Severity, counted};
use crate::render::findings::Shown;
use crate::store::{settings, within};

/// A person's own settings and where they are.
#[derive(Debug, Clone, Default)]
pub struct Own {
    /// The file, whether it exists or not; `None` if this computer has no place for it.
    pub file: Option<PathBuf>,
    /// Whether it exists.
    pub is_there: bool,
    /// What it says.
    pub settings: Settings,
}

impl Own {
    /// Reads them.
    ///
    /// # Errors
    /// The file cannot be read, or something in it is not a setting.
    pub fn read() -> Result<Self, Failure> {
        let Some(file) = place() else {
            return Ok(Self::default());
        };
        let Some(text) = settings(&file)? else {
            return Ok(Self {
                file: Some(file),
                ..Self::default()
            });
        };
        let read =
            read::record::<Settings>(&text).map_err(|faults| faulty(&file, &text, faults))?;
        if read.names == Some(true) {
            let at = text.find("names").unwrap_or_default();
            let fault = Fault {
                rule: "bad-value",
                span: at..at + "names".len(),
                message: "`names = true` is not allowed here: names can only be hidden".to_owned(),
                help: "write names = false, or delete the line".to_owned(),
            };
            return Err(faulty(&file, &text, vec![fault]));
        }
        Ok(Self {
            file: Some(file),
            is_there: true,
            settings: read,
        })
    }

    /// The directory to use if none is named and none is found; in the home folder if it starts with `~`.
    #[must_use]
    pub fn directory(&self) -> Option<PathBuf> {
        let said = self.settings.directory.as_deref()?;
        let home = said.strip_prefix("~/").zip(dirs::home_dir());
        Some(home.map_or_else(|| PathBuf::from(said), |(rest, home)| home.join(rest)))
    }

    /// When to use color.
    #[must_use]
    pub fn color(&self) -> ColourChoice {
        match self.settings.color {
            None | Some(ColorWhen::Auto) => ColourChoice::Auto,
            Some(ColorWhen::Always) => ColourChoice::Always,
            Some(ColorWhen::Never) => ColourChoice::Never,
        }
    }

    /// Whether names are hidden.
    #[must_use]
    pub fn hides_names(&self) -> bool {
        self.settings.names == Some(false)
    }
}

/// The settings file, in the folder where this computer keeps settings. A process without a home in its environment has
/// no such file.
fn place() -> Option<PathBuf> {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if cfg!(unix) && !is_set("HOME") && !is_set("XDG_CONFIG_HOME") {
        return None;
    }
    dirs::config_dir().map(|folder| folder.join("peer").join("config.toml"))
}

/// What is wrong in the file, with its lines.
fn faulty(file: &Path, text: &str, faults: Vec<Fault>) -> Failure {
    let count = faults.len();
    let shown = faults.into_iter().map(|fault| {
        let located = within(text, fault.span, true);
        Shown {
            path: file.display().to_string(),
            line: located.line,
            column: located.column,
            excerpt: located.excerpt,
            severity: Severity::Error,
            rule: fault.rule,
            message: fault.message,
            help: Some(fault.help),
            count: 1,
        }
    });
    let mut failure = Failure::new(format!(
        "your settings file has {}",
        counted(count, "error")
    ))
    .help(format!(
        "fix {}, or delete it to use the usual settings",
        file.display()
    ));
    failure.shown = shown.collect();
    failure
}
