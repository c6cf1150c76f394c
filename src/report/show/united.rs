//! A parent with several records: what they say together, and how they differ.

use super::sheets::{is_free, table};
use crate::record::schema::Table;
use crate::record::{Datum, Day, Fields, Identity, ParticipantId, PersonId};
use crate::register::{Person, Register};
use crate::report::sheet::{Cell, Column, Sheet};

/// The identities of a parent, of the record that counts first.
fn identities<'r>(
    register: &'r Register,
    known: &'r Person,
) -> impl Iterator<Item = (&'r ParticipantId, &'r Identity)> {
    known.ids().filter_map(|id| {
        let identity = register.identity(&PersonId::Participant(id.clone()));
        identity.map(|identity| (id, identity))
    })
}

/// Who a parent is by all records together: what the first does not say is that of the others, and their names are
/// aliases.
pub(super) fn whole_identity(register: &Register, known: &Person) -> Option<Identity> {
    let mut all = identities(register, known).map(|(_, identity)| identity);
    let mut whole = all.next()?.clone();
    for other in all {
        let new = |name: &String| !whole.names().any(|known| known == *name);
        let names: Vec<String> = other.names().filter(new).collect();
        let (given, family) = (whole.given.clone(), whole.family.clone());
        let is_named = whole.name().is_some();
        whole.unite_fields(other);
        if is_named {
            (whole.given, whole.family) = (given, family);
            let names = names.into_iter().map(String::into_boxed_str);
            let new = names.filter(|name| !whole.aliases.contains(name));
            let new: Vec<_> = new.collect();
            whole.aliases.extend(new);
        }
    }
    Some(whole)
}

/// What the other records of a parent say that differs from the record that counts.
pub(super) fn differing(
    register: &Register,
    known: &Person,
    day: Day,
    names: bool,
) -> Option<Sheet> {
    let is_named = |key: &str| matches!(key, "given" | "family" | "same_as");
    let mut rows = Vec::new();
    let mut compare = |id: &ParticipantId, whole: &Fields, own: &Fields| {
        for (key, value) in own {
            let is_hidden = register.are_names_hidden() && is_free(key, value);
            let is_plain = !is_hidden
                && !is_named(key)
                && !matches!(
                    value,
                    Datum::List(_) | Datum::Table(_) | Datum::Tables(_) | Datum::Map(_)
                );
            let counted = whole.iter().find(|(known, _)| known == key);
            if is_plain && counted.is_some_and(|(_, counted)| counted != value) {
                rows.push(vec![Cell::text(id), Cell::text(key), Cell::text(value)]);
            }
        }
    };
    let whole = whole_identity(register, known).filter(|_| names);
    let whole = whole.map(|whole| whole.fields());
    for id in &known.also {
        let all = &register.records().participants;
        if let Some(entry) = all.iter().find(|entry| entry.id == *id) {
            compare(id, &known.record.fields(), &entry.record.fields());
        }
        let own = identities(register, known).find(|(of, _)| *of == id);
        if let (Some(whole), Some((_, own))) = (&whole, own) {
            compare(id, whole, &own.fields());
        }
    }
    let columns = ["record", "key", "value"].map(Column::text).to_vec();
    table(register, "Differs in other records", day, columns, rows)
}
