//! Rows of a grid that say who led the group on each day.

use std::collections::BTreeSet;

use super::{Mark, SessionImport};
use crate::intake::cell::clean;
use crate::intake::facts::{Facts, get};
use crate::intake::find::find;
use crate::intake::layout::says;
use crate::intake::marks::word_and_name;
use crate::intake::meeting::set;
use crate::intake::persons::lacking;
use crate::intake::several::{names_in, who_led};
use crate::intake::{ImportDecisions, RowOutcome};
use crate::record::intake::SheetRow;
use crate::record::schema::Table;
use crate::record::{Datum, IdKind};
use crate::register::fold;

impl SessionImport<'_> {
    /// Whether a row says who led the group, and whom it names at its head, as in `Facilitator: Dana Webb`.
    pub(super) fn led(&self, row: &SheetRow) -> Option<String> {
        let grid = self.context.layout.map.grid.as_ref()?;
        let places = self.context.layout.of_the_sheet();
        let cells = places.into_iter().filter_map(|place| row.cells.get(place));
        let mut cells = cells.map(|cell| clean(cell));
        let head = cells.find(|cell| !cell.is_empty())?;
        let mut said = word_and_name(&head).into_iter();
        let is_known = |word: &str| grid.led_by.iter().any(|known| fold(known) == fold(word));
        let said = said.find(|(word, _)| is_known(word));
        let whole = || {
            let mut known = grid.led_by.iter();
            known.any(|known| fold(known) == fold(&head)).then_some("")
        };
        said.map(|(_, name)| name)
            .or_else(whole)
            .map(|name| match name {
                "" if self.leader(&head).is_ok() => head.clone(),
                name => name.to_owned(),
            })
    }

    /// Who on file led, by a name, by several, or by what a cell says of somebody who came in place of another.
    fn leader(&self, said: &str) -> Result<BTreeSet<String>, String> {
        let find = |name: &str| {
            find(
                self.context.register,
                &self.mentors,
                &self.people,
                IdKind::Person,
                name,
            )
        };
        let known = |name: &str| find(name).or_else(|why| self.only_mentor(name).ok_or(why));
        match known(said) {
            Ok(one) => Ok(BTreeSet::from([one])),
            Err(why) => match names_in(said).as_slice() {
                [] => Err(why),
                names => names.iter().map(|name| known(name)).collect(),
            },
        }
    }

    /// Who led by a name, or by what a person says of it.
    fn leader_or_asked(
        &self,
        said: &str,
        row: usize,
        decisions: &mut dyn ImportDecisions,
    ) -> Result<BTreeSet<String>, String> {
        let why = match self.leader(said) {
            Ok(found) => return Ok(found),
            Err(why) => why,
        };
        let mut names = names_in(said);
        if names.is_empty() {
            names.push(said);
        }
        let mentors = self.mentors.ids();
        let mut found = BTreeSet::new();
        for name in names {
            if let Ok(known) = self.leader(name) {
                found.extend(known);
                continue;
            }
            let asked = decisions.led(row, name, &mentors);
            let one = asked.and_then(|at| mentors.get(at));
            found.insert(one.ok_or_else(|| why.clone())?.to_string());
        }
        Ok(found)
    }

    /// Who led by a cell with names, or with a sentence.
    fn leaders_in(
        &self,
        said: &str,
        row: usize,
        decisions: &mut dyn ImportDecisions,
    ) -> Result<BTreeSet<String>, String> {
        let names: Vec<&str> = match who_led(said) {
            Some(who) => vec![who],
            None => said.split(['\n', ';', ',']).map(str::trim).collect(),
        };
        let mut found = BTreeSet::new();
        for name in names.into_iter().filter(|name| !name.is_empty()) {
            let who = self.leader_or_asked(name, row, decisions);
            let who = who.map_err(|why| {
                // What the row lacks is said once, below.
                let why = why.split(": write the whole name").next();
                let why = why.unwrap_or_default().to_owned();
                let mut quoted = why.split('`').skip(1);
                let is_said = quoted.next().is_some_and(|said| name.contains(said));
                if is_said || why.contains(name) {
                    why
                } else {
                    format!("`{name}`: {why}")
                }
            });
            found.extend(who?);
        }
        Ok(found)
    }

    /// Takes in who led, a day each: a mark is whom the head of the row names, anything else is a name.
    pub(super) fn lead(
        &mut self,
        row: &SheetRow,
        facts: &Facts,
        head: &str,
        decisions: &mut dyn ImportDecisions,
    ) -> Result<(), String> {
        let layout = self.context.layout;
        let Some(grid) = &layout.map.grid else {
            return Ok(());
        };
        let mut cells = layout.days.iter().map(|(place, _)| row.cells.get(*place));
        if !head.is_empty() && cells.all(|cell| cell.is_none_or(|cell| clean(cell).is_empty())) {
            self.note(
                row.number,
                "names who led and marks no night, so nobody led by it: put a mark below each night",
            );
        }
        let (mut all, mut told, mut faults) = (Vec::new(), Vec::new(), BTreeSet::new());
        for (place, day) in &layout.days {
            let text = row.cells.get(*place).map(|cell| clean(cell));
            let Some(text) = text.filter(|text| {
                !text.is_empty() && !says(&grid.absent, text) && !layout.is_off(text)
            }) else {
                continue;
            };
            let said = if says(&grid.present, &text) {
                head
            } else {
                &text
            };
            if said.is_empty() {
                faults.insert("its marks do not say who led".to_owned());
                continue;
            }
            let found = self.leaders_in(said, row.number, decisions);
            match found {
                Ok(found) => {
                    if who_led(said).is_some() {
                        let ids: Vec<&str> = found.iter().map(String::as_str).collect();
                        let ids = ids.join(" and ");
                        told.push(format!("says of {day} in other words that {ids} led"));
                    }
                    all.push((*day, found));
                }
                Err(why) => drop(faults.insert(why)),
            }
        }
        if !faults.is_empty() {
            let faults: Vec<String> = faults.into_iter().collect();
            return Err(format!(
                "{}: write the whole name or the id of who led, or empty those cells",
                faults.join("; ")
            ));
        }
        if !told.is_empty() {
            self.note(row.number, &told.join("; "));
        }
        for (day, who) in all {
            let part = self.part(facts, day, Mark::Present, &BTreeSet::new())?;
            if let Some(part) = part {
                self.leaders.push((part.id, who, row.number));
            }
        }
        Ok(())
    }

    /// The mentor whose given name a word is, if nobody else on file has it.
    fn only_mentor(&self, name: &str) -> Option<String> {
        if let Some(one) = self.mentors.with_initials(name) {
            return Some(one.to_string());
        }
        let is_word = !name.contains(' ');
        let mut mentors = self.mentors.given(name);
        let one = match (mentors.next(), mentors.next()) {
            (Some(one), None) => Some(one),
            (None, _) if !self.people.may_be_known(name) => self.mentors.called_short(name),
            _ => None,
        };
        let one = one.filter(|_| is_word)?;
        self.people
            .given(name)
            .next()
            .is_none()
            .then(|| one.to_string())
    }

    /// Gives the sessions of the sheet those who led them, once all rows were read: who led makes no session of a day on
    /// which nobody came.
    pub(super) fn tell_leaders(&mut self) {
        let key = "led_by";
        for (id, who, row) in std::mem::take(&mut self.leaders) {
            let ids = Datum::List(who.iter().cloned().map(Datum::Text).collect());
            let outcome = self.plan.outcomes.entry(row);
            let outcome = outcome.or_insert(RowOutcome::OnFile);
            if let Some(wanted) = self.wanted.get_mut(&id) {
                *outcome = RowOutcome::New;
                wanted.rows.push(row);
                match get(&wanted.fields, key) {
                    Some(Datum::List(known)) => {
                        let known = known.iter().map(ToString::to_string);
                        let all: BTreeSet<String> = known.chain(who).collect();
                        let all = all.into_iter().map(Datum::Text).collect();
                        set(&mut wanted.fields, key, Datum::List(all));
                    }
                    _ => set(&mut wanted.fields, key, ids),
                }
                continue;
            }
            let there = self.there(&id);
            let [entry] = there.as_slice() else {
                let day = id.day().map(|day| day.to_string()).unwrap_or_default();
                self.note(
                    row,
                    &format!("says who led on {day}, when nobody came by this sheet: not taken"),
                );
                continue;
            };
            let known = entry.record.fields();
            let session = entry.id.clone();
            if let Some(more) = lacking(&known, &(key, ids)) {
                self.tell_difference(row, &session, vec![more]);
            }
        }
    }
}
