//! Who a row of attendance is about, and people who were in the sheet alone.

use super::SessionImport;
use crate::intake::facts::Facts;
use crate::intake::head_counts::{Counted, counted_as, guests};
use crate::intake::names::unlikely;
use crate::intake::nights::counts_guests;
use crate::intake::people::{Is, Who};
use crate::intake::persons::identity;
use crate::intake::several::has_several;
use crate::intake::{ImportDecisions, New};
use crate::record::intake::SheetRow;
use crate::record::{Fields, IdKind, Kind, ParticipantId, PersonId};
use crate::register::fold;

/// The word that counts somebody whose whole name nobody has.
const CALL: &str = "if they gave no whole name, call the row `Guest`";

/// The same in a sheet that counts such people by numbers, who may be among them.
const COUNT: &str =
    "if they gave no whole name, count them in the row of guests, and delete this one";

/// Why a row is refused whose name nobody on file has.
const UNKNOWN: &str = "nobody on file has this name: take the participants in first, or write `new_people = true` in the map";

/// Why nobody is found, and whether that may be as the row is of somebody without a whole name.
struct Unfound {
    why: String,
    is_unnamed: bool,
}

impl From<String> for Unfound {
    fn from(why: String) -> Self {
        let is_unnamed = false;
        Self { why, is_unnamed }
    }
}

impl From<&str> for Unfound {
    fn from(why: &str) -> Self {
        why.to_owned().into()
    }
}

impl SessionImport<'_> {
    /// Who a row of attendance is about; `None` for somebody without a name, as a person decided.
    #[allow(
        clippy::type_complexity,
        reason = "three plain things that are used on the next line"
    )]
    pub(super) fn person(
        &mut self,
        row: &SheetRow,
        facts: &Facts,
        decisions: &mut dyn ImportDecisions,
    ) -> Result<Option<(String, Option<(usize, String)>, bool)>, String> {
        let unfound = match self.somebody(row, facts, decisions) {
            Ok(found) => return Ok(Some(found)),
            Err(unfound) => unfound,
        };
        let name = facts.full_name().unwrap_or_default();
        if !unfound.is_unnamed || !self.may_be_unnamed(&name) {
            return Err(unfound.why);
        }
        let layout = self.context.layout;
        let places: Vec<usize> = layout.days.iter().map(|(place, _)| *place).collect();
        let are_counted = counts_guests(layout.rows.iter().copied(), &places);
        if !are_counted && decisions.is_unnamed(row.number, &name) {
            return Ok(None);
        }
        // Who only looks like somebody on file is most likely that person.
        let is_known = unlikely(&name).is_none() && self.people.may_be_known(&name);
        match is_known {
            true => Err(unfound.why),
            false if are_counted => Err(format!("{}; {COUNT}", unfound.why)),
            false => Err(format!("{}; {CALL}", unfound.why)),
        }
    }

    /// Whether a row of a grid that nobody is found by may be of somebody without a name: the name is of no two people, no
    /// child and nobody who came to work.
    fn may_be_unnamed(&self, name: &str) -> bool {
        let folded = fold(name);
        let mut words = folded.split(' ').map(counted_as);
        let is_other = |counted| matches!(counted, Some(Counted::Workers | Counted::Children));
        self.context.layout.map.grid.is_some()
            && !has_several(name)
            && !self.mentors.has_name(name)
            && !words.any(is_other)
    }

    /// Who a row of attendance is about: the id, a name to keep where a person decided, and whether nobody has it yet.
    #[allow(
        clippy::type_complexity,
        reason = "three plain things that are used on the next line"
    )]
    fn somebody(
        &mut self,
        row: &SheetRow,
        facts: &Facts,
        decisions: &mut dyn ImportDecisions,
    ) -> Result<(String, Option<(usize, String)>, bool), Unfound> {
        let newcomer = |why: String| Unfound {
            why,
            is_unnamed: true,
        };
        let external_ids = facts.listed("external_ids");
        let name = facts.full_name().ok_or("there is no name in this row")?;
        if let Some(id) = self.by_id(&name) {
            return Ok((id, None, false));
        }
        let counted = counted_as(&name).or_else(|| guests(&name).map(|_| Counted::Guests));
        if let Some(counted) = counted.filter(|_| !self.people.has_name(&name)) {
            return Err(self.names_nobody(&name, counted).into());
        }
        let name = match self.perhaps_known(&name) {
            Some(own) => own.to_owned(),
            None => match self.is_new(&name) {
                Some(why) => return Err(newcomer(why)),
                None => name,
            },
        };
        let who = Who {
            row: row.number,
            name: &name,
            born: facts.born(),
            external_ids: &external_ids,
            told: facts.described(),
        };
        match self.people.who(&who, decisions) {
            Is::Unclear(why) => Err(newcomer(why)),
            Is::Known { at, said } => Ok((
                self.people.get(at).id.to_string(),
                said.then(|| (at, name.clone())),
                false,
            )),
            Is::New(others) => {
                if let Some(mentor) = self.mentors.perhaps(&name).filter(|_| others.is_empty()) {
                    return Err(format!(
                        "`{name}` may be the mentor {mentor}: then delete the row, and `peer set SESSION led_by+={mentor}`; of \
                         anybody else, write the whole name"
                    )
                    .into());
                }
                if self.context.layout.map.new_people != Some(true) {
                    return Err(match others.is_empty() {
                        true if self.mentors.has_name(&name) => self.is_a_mentor(&name).into(),
                        true => newcomer(UNKNOWN.to_owned()),
                        false => {
                            "nobody on file is this person: `peer add participant` enters a new one"
                                .into()
                        }
                    });
                }
                Ok((decisions.id(IdKind::Participant, row.number)?, None, true))
            }
        }
    }

    /// The participant on file whose id a sheet has in place of a name.
    fn by_id(&self, name: &str) -> Option<String> {
        let register = self.context.register;
        let id = name.parse::<ParticipantId>().ok()?;
        register
            .has_participant(name)
            .then(|| register.root(&id).to_string())
    }

    /// Makes a participant of somebody who was only in the sheet.
    pub(super) fn enter(&mut self, row: usize, id: &str, facts: &Facts) -> Result<(), String> {
        let person = PersonId::Participant(id.parse()?);
        let rows = vec![row];
        let (name, external_ids) = (
            facts.full_name().unwrap_or_default(),
            facts.listed("external_ids"),
        );
        if let Some(note) = self.mentors.namesake(self.context.register, &name, id) {
            self.plan.notes.insert(row, note);
        }
        self.people.add(
            person,
            &Who {
                row,
                name: &name,
                born: facts.born(),
                external_ids: &external_ids,
                told: facts.described(),
            },
        );
        self.plan.look_at_name(row, facts);
        let identity = New {
            kind: Kind::Identity,
            id: id.to_owned(),
            fields: identity(facts),
            rows: rows.clone(),
        };
        let own = New {
            kind: Kind::Participant,
            id: id.to_owned(),
            fields: Fields::new(),
            rows,
        };
        self.plan.new.extend([identity, own]);
        Ok(())
    }
}
