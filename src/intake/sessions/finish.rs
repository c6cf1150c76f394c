//! What all rows together make of the sessions, and what became of every row.

use super::{Further, RowSessions, SessionImport};
use crate::intake::facts::sort;
use crate::intake::meeting::{Wanted, is_same, set};
use crate::intake::{New, Plan, RowOutcome};
use crate::record::schema::Table;
use crate::record::{Datum, Kind, Session, SessionId};

impl SessionImport<'_> {
    /// The plan with the sessions in it, and with what became of every row.
    pub(super) fn finish(mut self) -> Plan {
        self.settle();
        self.compare_heads();
        self.add_up();
        self.tell_taken_back();
        let mut told = std::mem::take(&mut self.told);
        self.let_present_win(&mut told);
        self.wanted.retain(|_, wanted| !wanted.is_idle());
        self.tell_leaders();
        self.tell_nights();
        for told in &told {
            let is_idle = |id: &SessionId| !self.wanted.contains_key(id);
            let marks = told
                .new
                .iter()
                .map(|part| &part.id)
                .chain(told.twice.iter().map(|(id, _)| id));
            self.plan.no_shows += marks.filter(|id| is_idle(id)).count();
            let outcome = self.outcome(told);
            self.plan.outcomes.entry(told.row).or_insert(outcome);
            let notes: Vec<&str> = told
                .further
                .iter()
                .flat_map(|further| &further.notes)
                .map(String::as_str)
                .collect();
            if !notes.is_empty() {
                let notes = notes.join("; ");
                self.note(told.row, &notes);
            }
            for Further { id, people, .. } in &told.further {
                for (key, person) in people {
                    self.add(
                        Kind::Session,
                        id.as_str(),
                        key,
                        Datum::Text(person.clone()),
                        told.row,
                    );
                }
            }
        }
        for (id, wanted) in self.wanted {
            let mut fields = wanted.fields;
            for (key, people) in [
                ("participants", wanted.participants),
                ("missed", wanted.missed),
            ] {
                if !people.is_empty() {
                    set(
                        &mut fields,
                        key,
                        Datum::List(people.into_iter().map(Datum::Text).collect()),
                    );
                }
            }
            sort(&mut fields, Session::SCHEMA);
            self.plan.new.push(New {
                kind: Kind::Session,
                id: id.to_string(),
                fields,
                rows: wanted.rows,
            });
        }
        self.plan
    }

    /// Takes whom one row says to have come out of those who by another did not.
    fn let_present_win(&mut self, told: &mut [RowSessions]) {
        let register = self.context.register;
        let is_same = |one: &str, other: &str| is_same(register, one, other);
        for Wanted {
            participants,
            missed,
            ..
        } in self.wanted.values_mut()
        {
            missed.retain(|id| !participants.iter().any(|known| is_same(known, id)));
        }
        let further = told.iter().flat_map(|told| &told.further);
        let came = further.flat_map(|Further { id, people, .. }| {
            people.iter().map(move |person| (id.clone(), person))
        });
        let came: Vec<(SessionId, String)> = came
            .filter(|(_, (key, _))| *key == "participants")
            .map(|(id, (_, who))| (id, who.clone()))
            .collect();
        for Further { id, people, .. } in told.iter_mut().flat_map(|told| &mut told.further) {
            let has_come = |who: &str| {
                came.iter()
                    .any(|(session, known)| session == id && is_same(known, who))
            };
            people.retain(|(key, who)| *key != "missed" || !has_come(who));
        }
    }

    /// What became of a row.
    fn outcome(&self, told: &RowSessions) -> RowOutcome {
        let known = |id: &SessionId| self.wanted.get(id);
        let adds = told
            .new
            .iter()
            .any(|part| known(&part.id).is_some_and(|wanted| wanted.keeps(part)));
        if told.adds
            || adds
            || self.nights.filled.contains(&told.row)
            || told
                .further
                .iter()
                .any(|further| !further.people.is_empty())
        {
            return RowOutcome::New;
        }
        let said = told
            .twice
            .iter()
            .rev()
            .filter(|(id, _)| known(id).is_some())
            .map(|(_, row)| *row);
        let corrected = told
            .new
            .iter()
            .filter_map(|part| known(&part.id)?.rows.iter().find(|row| **row != told.row));
        match said.chain(corrected.copied()).next() {
            Some(row) => RowOutcome::Twice(row),
            None if told.further.is_empty() => RowOutcome::Nothing,
            None => RowOutcome::OnFile,
        }
    }
}
