//! What a row says of its own person: whether they came, and how many they brought.

use std::collections::BTreeSet;

use super::SessionImport;
use crate::intake::cell::clean;
use crate::intake::facts::{Facts, get};
use crate::intake::layout::says;
use crate::intake::meeting::{is_same, set};
use crate::intake::not_held::is_not_there;
use crate::record::intake::{IntakeKind, SheetRow};
use crate::record::schema::Table;
use crate::record::{Datum, Day, Fields, SessionId};

/// The counts of people that each row may say of its own person, so that they add up.
pub(in crate::intake) const COUNTS: [&str; 2] = ["anonymous", "children_in_childcare"];

impl SessionImport<'_> {
    /// Whether a row names somebody and has no mark, in a sheet that marks who came.
    pub(super) fn lacks_mark(&self, facts: &Facts, people: &BTreeSet<String>) -> bool {
        self.says_who_came && !people.is_empty() && facts.own("status").is_none()
    }

    /// The column outside the map in which a row of a person says that they did not come, if no column of the map says it.
    pub(super) fn not_there(
        &self,
        row: &SheetRow,
        facts: &Facts,
        people: &BTreeSet<String>,
    ) -> Option<&str> {
        let layout = self.context.layout;
        let is_of_one = layout.map.kind == IntakeKind::Attendance && layout.map.grid.is_none();
        if !is_of_one || people.is_empty() || facts.own("status").is_some() {
            return None;
        }
        let cells = layout.headers.iter().zip(&row.cells);
        let mut cells = cells.filter(|(header, _)| layout.left_out.contains(header));
        let (header, _) = cells.find(|(_, cell)| is_not_there(cell))?;
        Some(header)
    }

    /// Tells of a row why its person is not taken as there, where it is not plain.
    pub(super) fn tell_not_there(
        &mut self,
        row: &SheetRow,
        facts: &Facts,
        (people, counts): (&BTreeSet<String>, &Fields),
    ) {
        let counts_some = counts.iter().any(|(_, count)| *count != Datum::Integer(0));
        let note = if self.lacks_mark(facts, people) {
            counts_some
                .then(|| "has no mark of who came, so those it counts are not counted".to_owned())
        } else {
            let header = self.not_there(row, facts, people);
            header.map(|header| format!("says under `{header}` that they did not come: taken so"))
        };
        if let Some(note) = note {
            self.note(row.number, &note);
        }
    }

    /// The days up to today on which a row has no mark.
    pub(super) fn unmarked(
        &self,
        row: &SheetRow,
        facts: &Facts,
        people: &BTreeSet<String>,
    ) -> Vec<Day> {
        let layout = self.context.layout;
        let Some(grid) = &layout.map.grid else {
            return match facts.own("on") {
                Some(Datum::Day(day)) if self.lacks_mark(facts, people) => vec![*day],
                _ => Vec::new(),
            };
        };
        let is_empty = |place: usize| {
            let text = row.cells.get(place).map(|cell| clean(cell));
            text.is_none_or(|text| text.is_empty() || says(&grid.absent, &text))
        };
        let days = layout.days.iter();
        let days = days.filter(|(place, day)| *day <= self.context.today && is_empty(*place));
        days.map(|(_, day)| *day).collect()
    }

    /// Takes out of a row the counts that are of its person: they add up over the rows of a session. Without a person they
    /// are of the whole session.
    pub(super) fn own_counts(&self, facts: &mut Facts, people: &BTreeSet<String>) -> Fields {
        let layout = self.context.layout;
        if layout.map.kind != IntakeKind::Attendance || people.is_empty() {
            return Fields::new();
        }
        let own = COUNTS
            .into_iter()
            .filter(|key| layout.map.constant(key).is_none());
        own.filter_map(|key| Some((key, facts.take_own(key)?)))
            .collect()
    }

    /// Refuses a row that says another count of a person than an earlier row about the same session.
    pub(super) fn agrees(
        &self,
        came: &[(SessionId, String)],
        counts: &Fields,
    ) -> Result<(), String> {
        let Some((_, who)) = came.first() else {
            return Ok(());
        };
        for (key, count) in counts {
            for (id, _) in came.iter().filter(|(_, id)| id == who) {
                let known = self
                    .brought
                    .get(&(id.clone(), *key))
                    .and_then(|known| known.get(who));
                if let Some((known, row)) =
                    known.filter(|(known, _)| Datum::Integer(*known) != *count)
                {
                    return Err(format!(
                        "it says another `{key}` than row {row}, {known}, of the same person on the same day: correct one of them"
                    ));
                }
            }
        }
        Ok(())
    }

    /// Takes in who came by a row, and how many they brought. What several people of one row brought is said once.
    pub(super) fn bring(&mut self, row: usize, came: Vec<(SessionId, String)>, counts: &Fields) {
        let who = came.first().map(|(_, who)| who.clone());
        for (id, who) in came.iter().filter(|(_, id)| Some(id) == who.as_ref()) {
            for (key, count) in counts {
                if let Datum::Integer(count) = count {
                    let brought = self.brought.entry((id.clone(), *key)).or_default();
                    brought.entry(who.clone()).or_insert((*count, row));
                }
            }
        }
        self.came.extend(came);
    }

    /// Gives the sessions of the sheet those whom people brought, unless a row counts all of them. What a session on file
    /// says otherwise is told.
    pub(super) fn add_up(&mut self) {
        for ((id, key), brought) in std::mem::take(&mut self.brought) {
            let sum: i64 = brought.values().map(|(count, _)| count).sum();
            match self.wanted.get_mut(&id) {
                Some(wanted) if get(&wanted.fields, key).is_some() => {}
                Some(wanted) => set(&mut wanted.fields, key, Datum::Integer(sum)),
                None => self.compare_brought(&id, key, &brought),
            }
        }
    }

    /// Tells what a session on file says otherwise about those whom people brought: if the sheet has all who came, it is
    /// their sum, else what is on file and those whom the people brought who are added.
    fn compare_brought(&mut self, id: &SessionId, key: &'static str, brought: &super::HeadCounts) {
        let there = self.there(id);
        let [entry] = there.as_slice() else { return };
        if !entry.record.was_held() || self.void(id).is_some() {
            return;
        }
        let (session, register) = (entry.id.clone(), self.context.register);
        let on_file: Vec<String> = entry
            .record
            .participants
            .iter()
            .map(ToString::to_string)
            .collect();
        let came: Vec<&str> = self
            .came
            .range((id.clone(), String::new())..)
            .take_while(|(of, _)| of == id)
            .map(|(_, who)| who.as_str())
            .collect();
        let has = |all: &[&str], who: &str| all.iter().any(|known| is_same(register, known, who));
        let is_whole = on_file.iter().all(|who| has(&came, who));
        let on_file: Vec<&str> = on_file.iter().map(String::as_str).collect();
        let known = match get(&entry.record.fields(), key) {
            Some(Datum::Integer(known)) => Some(*known),
            _ => None,
        };
        let base = known.filter(|_| !is_whole);
        let more = brought
            .iter()
            .filter(|(who, _)| base.is_none() || !has(&on_file, who));
        let count = base.unwrap_or_default() + more.map(|(_, (count, _))| count).sum::<i64>();
        let last = brought
            .values()
            .map(|(_, row)| *row)
            .max()
            .unwrap_or_default();
        if known != Some(count) {
            self.tell_difference(last, &session, vec![(key, Datum::Integer(count))]);
        }
    }
}
