//! The three-way merge of dated entries: events, enrollments, trainings, goals.

use super::align::{align, alike, identity, value};
use crate::record::{Datum, Fields, Schema};

/// The result for each side; `None` if that side has no value.
pub(super) type Two<T> = (Option<T>, Option<T>);

/// A value before, ours and theirs.
pub(super) type Sides<'d, T> = [Option<&'d T>; 3];

/// How tables are merged, as entries are tables.
pub(super) trait MergeTables {
    /// Merges a table that each side may have; `lead` describes in words whose keys they are.
    fn table(
        &mut self,
        name: &str,
        lead: Option<String>,
        schema: &'static Schema,
        sides: Sides<'_, Fields>,
    ) -> Two<Fields>;

    /// Reports a conflict about a whole table, by its name for people.
    fn clash_of_tables(&mut self, name: &str, sides: Sides<'_, Fields>);
}

/// Merges the entries of `[[table]]`: ours in their order, and each entry that theirs added after the one that it
/// follows in theirs.
pub(super) fn merged(
    merging: &mut dyn MergeTables,
    table: &str,
    schema: &'static Schema,
    sides: [Option<&Datum>; 3],
) -> Two<Datum> {
    let [base, ours, theirs] = sides.map(|side| match side {
        Some(Datum::Tables(rows)) => rows.as_slice(),
        _ => &[],
    });
    let mut slots = Slots {
        table,
        schema,
        base,
        ours,
        theirs,
        all: Vec::new(),
    };
    slots.fill(merging);
    slots.once();
    let some = |rows: Vec<Fields>| (!rows.is_empty()).then_some(Datum::Tables(rows));
    let ours = slots
        .all
        .iter()
        .filter_map(|slot| slot.ours.clone())
        .collect();
    let theirs = slots
        .all
        .iter()
        .filter_map(|slot| slot.theirs.clone())
        .collect();
    (some(ours), some(theirs))
}

/// The place of an entry in the merged list.
struct Slot {
    ours: Option<Fields>,
    theirs: Option<Fields>,
    /// Whether only our side has it.
    is_our_own: bool,
    /// Its index in theirs.
    their: Option<usize>,
}

/// The entries of one table on all sides, and the merged list.
struct Slots<'s> {
    table: &'s str,
    schema: &'static Schema,
    base: &'s [Fields],
    ours: &'s [Fields],
    theirs: &'s [Fields],
    all: Vec<Slot>,
}

impl Slots<'_> {
    /// An entry in words.
    fn named(&self, entry: &Fields) -> String {
        let keys = identity(self.table, self.schema);
        let words: Vec<String> = keys
            .iter()
            .filter_map(|key| value(entry, key))
            .map(ToString::to_string)
            .collect();
        format!("the {} {}", self.table.replace('_', " "), words.join(" "))
    }

    fn align(&self, from: &[Fields], to: &[Fields]) -> Vec<Option<usize>> {
        align(self.table, self.schema, from, to)
    }

    fn fill(&mut self, merging: &mut dyn MergeTables) {
        let (base, ours, theirs) = (self.base, self.ours, self.theirs);
        let of_ours = self.align(base, ours);
        let of_theirs = self.align(base, theirs);
        let additions = self.same_additions(&of_ours, &of_theirs);
        for (at, entry) in ours.iter().enumerate() {
            let from = of_ours[at].map(|old| &base[old]);
            let their = match of_ours[at] {
                Some(old) => of_theirs.iter().position(|found| *found == Some(old)),
                None => additions[at],
            };
            let name = self.named(from.unwrap_or(entry));
            let other = their.map(|their| &theirs[their]);
            let (one, other) = merging.table(
                &name,
                Some(name.clone()),
                self.schema,
                [from, Some(entry), other],
            );
            let is_our_own = from.is_none() && their.is_none();
            self.all.push(Slot {
                ours: one,
                theirs: other,
                is_our_own,
                their,
            });
        }
        for (at, entry) in theirs.iter().enumerate() {
            if self.all.iter().any(|slot| slot.their == Some(at)) {
                continue;
            }
            let from = of_theirs[at].map(|old| &base[old]);
            let name = self.named(from.unwrap_or(entry));
            let (one, other) = merging.table(
                &name,
                Some(name.clone()),
                self.schema,
                [from, None, Some(entry)],
            );
            self.place(at, one, other);
        }
        self.replaced_twice(merging, &of_ours, &of_theirs);
    }

    /// For each entry of ours, its counterpart in theirs if both sides added it.
    fn same_additions(
        &self,
        of_ours: &[Option<usize>],
        of_theirs: &[Option<usize>],
    ) -> Vec<Option<usize>> {
        let new = |found: &[Option<usize>]| {
            (0..found.len())
                .filter(|at| found[*at].is_none())
                .collect::<Vec<_>>()
        };
        let pick = |all: &[Fields], which: &[usize]| {
            which.iter().map(|at| all[*at].clone()).collect::<Vec<_>>()
        };
        let (our_new, their_new) = (new(of_ours), new(of_theirs));
        let pairs = self.align(&pick(self.theirs, &their_new), &pick(self.ours, &our_new));
        let keys = identity(self.table, self.schema);
        let mut additions = vec![None; self.ours.len()];
        for (at, pair) in our_new.into_iter().zip(pairs) {
            // Two entries with different identities are both meant.
            let same = |their: &usize| {
                keys.iter()
                    .all(|key| value(&self.ours[at], key) == value(&self.theirs[*their], key))
            };
            additions[at] = pair.map(|pair| their_new[pair]).filter(same);
        }
        additions
    }

    /// Inserts an entry that ours lacks after the one that it follows in theirs.
    fn place(&mut self, their: usize, in_ours: Option<Fields>, in_theirs: Option<Fields>) {
        let before = (0..their)
            .rev()
            .find_map(|at| self.all.iter().position(|slot| slot.their == Some(at)));
        let mut at = before.map_or(0, |before| before + 1);
        while self.all.get(at).is_some_and(|slot| slot.is_our_own) {
            at += 1;
        }
        self.all.insert(
            at,
            Slot {
                ours: in_ours,
                theirs: in_theirs,
                is_our_own: false,
                their: Some(their),
            },
        );
    }

    /// Reports a conflict if both sides replaced the same entry with different entries of its kind.
    fn replaced_twice(
        &mut self,
        merging: &mut dyn MergeTables,
        of_ours: &[Option<usize>],
        of_theirs: &[Option<usize>],
    ) {
        for (old, entry) in self.base.iter().enumerate() {
            if of_ours.contains(&Some(old)) || of_theirs.contains(&Some(old)) {
                continue;
            }
            let alike = |slot: &Slot| {
                slot.ours == slot.theirs
                    && slot
                        .ours
                        .as_ref()
                        .is_some_and(|new| alike(self.table, self.schema, entry, new))
            };
            let own = self
                .all
                .iter()
                .position(|slot| slot.is_our_own && alike(slot));
            let other = self.all.iter().position(|slot| {
                !slot.is_our_own
                    && slot.their.is_some_and(|at| of_theirs[at].is_none())
                    && alike(slot)
            });
            let (Some(own), Some(other)) = (own, other) else {
                continue;
            };
            if self
                .ours
                .contains(self.all[other].ours.as_ref().unwrap_or(entry))
            {
                continue;
            }
            let name = self.named(entry);
            let sides = [
                Some(entry),
                self.all[own].ours.as_ref(),
                self.all[other].theirs.as_ref(),
            ];
            merging.clash_of_tables(&name, sides);
            self.all[own].theirs = None;
            self.all[other].ours = None;
        }
    }

    /// Removes duplicates: an entry that both merges produced but each side has only once.
    fn once(&mut self) {
        let count =
            |all: &[Fields], entry: &Fields| all.iter().filter(|other| *other == entry).count();
        let mut at = 0;
        while let Some(slot) = self.all.get(at) {
            let twin = |other: &&Slot| other.ours == slot.ours && other.theirs == slot.theirs;
            let extra = slot.ours == slot.theirs
                && slot.ours.as_ref().is_some_and(|entry| {
                    let most = count(self.ours, entry)
                        .max(count(self.theirs, entry))
                        .max(1);
                    self.all[..at].iter().filter(twin).count() >= most
                });
            if extra {
                self.all.remove(at);
            } else {
                at += 1;
            }
        }
    }
}
