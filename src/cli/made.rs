//! Reports as files that say how they were made.

use super::args::Output;
use super::failure::{Done, Failure};
use super::pages::{in_words, of_moment};
use super::peer::Peer;
use crate::record::Kind;
use crate::render::seal::{BY, Made, seal};
use crate::render::{Format, Look};
use crate::report::{Audience, Sheet};
use crate::store::{Directory, head, revision};

/// Where the records of a report come from.
#[derive(Debug, Clone)]
pub struct State {
    commit: Option<String>,
    /// Whether the records are those of the commit.
    is_clean: bool,
    /// Whether they are in git with uncommitted changes.
    is_unsaved: bool,
}

impl Peer {
    /// Shows the sheets of a report; a file that can carry it also says how it was made, by the command that makes it.
    ///
    /// # Errors
    /// As [`Peer::show`].
    pub fn show_made(
        &self,
        sheets: &[Sheet],
        output: &Output,
        directory: &Directory,
        command: Vec<String>,
    ) -> Result<Done, Failure> {
        if sheets.is_empty() || output.file().is_none() {
            return self.show(sheets, output);
        }
        let format = output.format()?;
        let state = self.state(directory);
        self.answer(
            self.sealed(sheets, format, directory, &state, command)?,
            output,
        )?;
        if matches!(format, Format::Json | Format::Html | Format::Markdown) {
            self.note_unsaved(&state);
        }
        Ok(Done::Yes)
    }

    /// Where the records of a report come from.
    #[must_use]
    pub fn state(&self, directory: &Directory) -> State {
        let moment = directory.moment();
        let state = revision(directory.root(), &directory.folder(Kind::Identity));
        let is_clean = moment.is_some() || state.as_ref().is_some_and(|state| !state.dirty);
        State {
            commit: moment
                .map(|moment| moment.commit.clone())
                .or_else(|| head(directory.root())),
            is_clean,
            is_unsaved: state.is_some() && !is_clean,
        }
    }

    /// The sheets of a report as a file, with how it was made if the format can contain that.
    ///
    /// # Errors
    /// The format cannot hold that much.
    pub fn sealed(
        &self,
        sheets: &[Sheet],
        format: Format,
        directory: &Directory,
        state: &State,
        command: Vec<String>,
    ) -> Result<Vec<u8>, Failure> {
        let audience = sheets.first().and_then(|first| first.audience);
        let made = Made {
            by: BY.to_owned(),
            command,
            // The public does not see the commit.
            commit: state
                .commit
                .clone()
                .filter(|_| audience != Some(Audience::Public)),
            clean: state.is_clean,
            today: self.today.to_string(),
            as_of: sheets
                .first()
                .map_or_else(String::new, |first| first.as_of.to_string()),
            audience: audience
                .map(|audience| audience.to_string())
                .unwrap_or_default(),
        };
        let look = Look {
            width: None,
            unicode: true,
            colour: false,
        };
        let sheets = &*in_words(sheets, &directory.program().words);
        let sheets = directory
            .moment()
            .map_or_else(|| sheets.to_vec(), |moment| of_moment(sheets, moment));
        seal(&sheets, format, &look, &made).map_err(Failure::new)
    }

    /// Says if no one can verify a report because its records are not in any commit.
    pub fn note_unsaved(&self, state: &State) {
        if state.is_unsaved {
            self.screen.note(
                "the records have changes that are not saved, so no one can verify this report: run `peer save`, then make it again",
            );
        }
    }
}
