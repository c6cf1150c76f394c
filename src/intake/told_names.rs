//! What notes say about the names of new people: those in capitals alone, and those that may be cut in two ways.

use super::facts::{Facts, get};
use super::names::{in_usual_letters, is_unsure};
use super::plan::Plan;

impl Plan {
    /// Takes note of the row of a new person if its name is one to look at.
    pub(super) fn look_at_name(&mut self, row: usize, facts: &Facts) {
        if in_usual_letters(&facts.names()).is_some() {
            self.in_capitals.push(row);
        }
        let has = |key| get(&facts.identity, key).is_some();
        let is_whole = !has("given") && !has("family");
        if is_whole && facts.name.as_deref().is_some_and(is_unsure) {
            self.unsure_names.push(row);
        }
    }
}
