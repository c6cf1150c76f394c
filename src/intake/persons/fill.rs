//! What a row says that a record on file does not, taken over where that is asked for.

use super::PeopleImport;
use crate::intake::facts::{Facts, get};
use crate::intake::{Addition, Difference};
use crate::record::schema::Table;
use crate::record::{Datum, Fields, Kind, PersonId};

impl PeopleImport<'_> {
    /// Takes what fills an empty key or fact out of what a row says otherwise, and adds it to the record.
    pub(super) fn fill(&mut self, id: &PersonId, differs: &mut Difference, number: usize) {
        let register = self.context.register;
        let own = match id {
            PersonId::Participant(id) => register.person(id).map(|person| person.record.fields()),
            PersonId::Mentor(id) => register.mentor(id).map(|entry| entry.record.fields()),
        };
        let identity = register.identity(id).map(Table::fields);
        let kind = match id {
            PersonId::Participant(_) => Kind::Participant,
            PersonId::Mentor(_) => Kind::Mentor,
        };
        let mut filled = Vec::new();
        for (kind, known, said) in [
            (kind, own.unwrap_or_default(), &mut differs.own),
            (
                Kind::Identity,
                identity.unwrap_or_default(),
                &mut differs.identity,
            ),
        ] {
            let (empty, left) = apart(&known, std::mem::take(said));
            *said = left;
            filled.extend(empty.into_iter().map(|(key, value)| Addition {
                kind,
                id: id.to_string(),
                key,
                value,
                rows: vec![number],
            }));
        }
        self.plan.additions.extend(filled);
    }
}

impl Facts {
    /// Takes out an id that is the person's here: it is of no other system.
    pub fn without_own_id(&mut self, id: &str) {
        for (key, value) in &mut self.identity {
            if let ("external_ids", Datum::List(items)) = (&**key, value) {
                items.retain(|item| {
                    let item = item.to_string();
                    item.rsplit_once(':').map_or(&*item, |(_, id)| id) != id
                });
            }
        }
        let is_empty = |value: &Datum| matches!(value, Datum::List(items) if items.is_empty());
        self.identity
            .retain(|(key, value)| *key != "external_ids" || !is_empty(value));
    }
}

/// What a record does not say at all, and what it says otherwise. A list of entries is left alone.
fn apart(known: &Fields, said: Fields) -> (Fields, Fields) {
    let (mut empty, mut left) = (Fields::new(), Fields::new());
    for (key, value) in said {
        match (get(known, key), value) {
            (_, value @ (Datum::Tables(_) | Datum::Map(_))) => left.push((key, value)),
            (None, value) => empty.push((key, value)),
            (Some(Datum::Table(known)), Datum::Table(inner)) => {
                let (new, other) = apart(known, inner);
                for (into, fields) in [(&mut empty, new), (&mut left, other)] {
                    if !fields.is_empty() {
                        into.push((key, Datum::Table(fields)));
                    }
                }
            }
            (Some(_), value) => left.push((key, value)),
        }
    }
    (empty, left)
}
