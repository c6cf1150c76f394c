//! People whom a sheet names by their id on file.

use super::PeopleImport;
use crate::intake::facts::Facts;
use crate::record::{Datum, PersonId};

impl PeopleImport<'_> {
    /// The person on file whose id a row has in place of a name, or in a column for ids, by place.
    ///
    /// # Errors
    /// There is none of that id, or the row names somebody else.
    pub(super) fn by_id(&self, facts: &mut Facts) -> Result<Option<usize>, String> {
        let register = self.context.register;
        let with_id = |text: &str| self.people.with_id(register, text);
        let name = facts.full_name();
        if let Some(name) = name
            .as_deref()
            .filter(|name| name.parse::<PersonId>().is_ok())
        {
            return match with_id(name) {
                Some(at) => Ok(Some(at)),
                None => Err(format!("there is no `{name}` on file")),
            };
        }
        let mut found = None;
        for (_, value) in facts
            .identity
            .iter_mut()
            .filter(|(key, _)| *key == "external_ids")
        {
            let Datum::List(items) = value else { continue };
            items.retain(|item| {
                let text = item.to_string();
                let own = with_id(text.rsplit(':').next().unwrap_or_default());
                found = found.or(own);
                own.is_none()
            });
        }
        facts
            .identity
            .retain(|(_, value)| *value != Datum::List(Vec::new()));
        match (found, name) {
            (Some(at), Some(name)) if !self.people.looks_like(at, &name) => Err(format!(
                "{} has another name on file: correct the id or the name",
                self.people.get(at).id
            )),
            (found, _) => Ok(found),
        }
    }
}
