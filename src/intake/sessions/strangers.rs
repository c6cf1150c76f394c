//! Who a row of attendance is about, and people who were in the sheet alone.

use super::SessionImport;
use crate::intake::facts::Facts;
use crate::intake::head_counts::{Counted, counted_as, guests};
use crate::intake::people::{Is, Who};
use crate::intake::persons::identity;
use crate::intake::{ImportDecisions, New};
use crate::record::intake::SheetRow;
use crate::record::{Fields, IdKind, Kind, ParticipantId, PersonId};

impl SessionImport<'_> {
    /// Who a row of attendance is about: the id, a name to keep where a person decided, and whether nobody has it yet.
    #[allow(
        clippy::type_complexity,
        reason = "three plain things that are used on the next line"
    )]
    pub(super) fn person(
        &mut self,
        row: &SheetRow,
        facts: &Facts,
        decisions: &mut dyn ImportDecisions,
    ) -> Result<(String, Option<(usize, String)>, bool), String> {
        let external_ids = facts.listed("external_ids");
        let name = facts.full_name().ok_or("there is no name in this row")?;
        if let Some(id) = self.by_id(&name) {
            return Ok((id, None, false));
        }
        let counted = counted_as(&name).or_else(|| guests(&name).map(|_| Counted::Guests));
        if let Some(counted) = counted.filter(|_| !self.people.has_name(&name)) {
            return Err(self.names_nobody(&name, counted));
        }
        if let Some(why) = self.is_new(&name) {
            return Err(why);
        }
        let who = Who {
            row: row.number,
            name: &name,
            born: facts.born(),
            external_ids: &external_ids,
            told: facts.described(),
        };
        match self.people.who(&who, decisions) {
            Is::Unclear(why) => Err(why),
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
                    ));
                }
                if self.context.layout.map.new_people != Some(true) {
                    return Err(match others.is_empty() {
                        true if self.mentors.has_name(&name) => self.is_a_mentor(&name),
                        true => self.unknown(),
                        false => {
                            "nobody on file is this person: `peer add participant` enters a new one"
                                .to_owned()
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
