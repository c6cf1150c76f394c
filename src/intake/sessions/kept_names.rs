//! The names that people were decided to have.

use super::SessionImport;
use crate::record::{Datum, Kind, PersonId};

impl SessionImport<'_> {
    /// Keeps the names that people were decided to have, also if the row is refused for something else, so that nobody is
    /// asked again. Whether there are any.
    pub(super) fn keep_names(&mut self, row: usize, said: Vec<(usize, String)>) -> bool {
        let aliases = self.new_aliases(said);
        for (person, name) in &aliases {
            let name = Datum::Text(name.clone());
            self.add(Kind::Identity, person.as_str(), "aliases", name, row);
        }
        !aliases.is_empty()
    }

    /// The names that people were decided to have and are not known by yet. A name that may be that of others too is taken
    /// so in this sheet alone.
    fn new_aliases(&mut self, said: Vec<(usize, String)>) -> Vec<(PersonId, String)> {
        let mut aliases = Vec::new();
        for (at, name) in said {
            if !self.people.is_called(at, &name) {
                let is_of_one = !self.people.may_be_others(at, &name);
                self.people.call(at, &name);
                aliases.extend(is_of_one.then(|| (self.people.get(at).id.clone(), name)));
            } else {
                self.people.call(at, &name);
            }
        }
        aliases
    }
}
