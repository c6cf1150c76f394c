//! What a row adds to the sessions of earlier rows and to those on file.

use std::collections::BTreeSet;

use super::{Further, RowSessions, SessionImport};
use crate::intake::facts::get;
use crate::intake::meeting::{Part, case_of_all, conflict};
use crate::intake::persons::lacking;
use crate::record::schema::Table;
use crate::record::{
    Day, Entry, Fields, Held, Kind, ParticipantId, Service, Session, SessionId, Status,
};

impl SessionImport<'_> {
    /// What is new in the parts of a row, what is about sessions on file, and what earlier rows said.
    pub(super) fn sorted(&mut self, row: usize, parts: Vec<Part>) -> Result<RowSessions, String> {
        let mut told = RowSessions {
            row,
            ..RowSessions::default()
        };
        for part in parts {
            if let Some(note) = self.void_note(&part.id) {
                told.further.push(Further {
                    id: part.id,
                    people: Vec::new(),
                    notes: vec![note],
                });
                continue;
            }
            if let Some(wanted) = self.wanted.get(&part.id) {
                let row = wanted.rows.first().copied().unwrap_or_default();
                if let Some(key) = conflict(&wanted.fields, &part.fields) {
                    return Err(format!("{} has another `{key}` in row {row}", part.id));
                }
                let is_known = |(key, _): &(&'static str, _)| get(&wanted.fields, key).is_some();
                if part.participants.is_subset(&wanted.participants)
                    && part.missed.is_subset(&wanted.missed)
                    && part.fields.iter().all(is_known)
                {
                    told.twice.push((part.id, row));
                } else {
                    told.new.push(part);
                }
                continue;
            }
            match self.on_file(&part)? {
                Some(further) => {
                    self.compare(row, &part);
                    told.further.push(further);
                }
                None => told.new.push(part),
            }
        }
        Ok(told)
    }

    /// Tells once what the sheet says otherwise than the one session on file about it.
    fn compare(&mut self, row: usize, part: &Part) {
        let there = self.there(&part.id);
        let [entry] = there.as_slice() else { return };
        let (id, known) = (entry.id.clone(), entry.record.fields());
        let others = ["status", "kind", "on", "group"];
        let said = part.fields.iter().filter(|(key, _)| !others.contains(key));
        let mut more: Fields = said.filter_map(|field| lacking(&known, field)).collect();
        more.retain(|(key, value)| self.differences.insert(format!("{id} {key} {value}")));
        if !more.is_empty() {
            self.tell_difference(row, &id, more);
        }
    }

    /// What a session on file says that is void; `None` of any other.
    pub(super) fn void(&self, id: &SessionId) -> Option<&Held> {
        let mut void = self.context.register.records().void.iter();
        void.find(|held| {
            held.kind() == Kind::Session && held.id() == id.as_str() && held.void().is_some()
        })
    }

    /// That a session on file is void, and stays so.
    pub(super) fn void_note(&self, id: &SessionId) -> Option<String> {
        self.void(id)
            .map(|_| format!("is about {id}, which is void on file; it was left as it is"))
    }

    /// The sessions on file of a day and subject.
    pub(super) fn there(&self, id: &SessionId) -> Vec<&Entry<SessionId, Session>> {
        let (word, subject) = id.key().split_once('-').unwrap_or((id.key(), ""));
        let day = id.day().unwrap_or(Day::FIRST);
        let nth = (1..).map(|nth| SessionId::new(day, word, subject, nth));
        nth.map_while(|id| self.context.register.session(&id))
            .collect()
    }

    /// The case of a meeting: that of the same meeting on file, which may have none, or else that of the people.
    pub(super) fn case_of_day(
        &self,
        kind: Service,
        day: Day,
        people: &BTreeSet<String>,
    ) -> Option<String> {
        let register = self.context.register;
        let is_there = |session: &Session| {
            let has = |id: &String| {
                let mut known = session.participants.iter();
                id.parse()
                    .is_ok_and(|id| known.any(|known| register.same_person(known, &id)))
            };
            session.kind == kind && session.on == day && people.iter().all(has)
        };
        let mut sessions = register.records().sessions.iter();
        let on_file = sessions.find(|entry| !people.is_empty() && is_there(&entry.record));
        if let Some(entry) = on_file {
            return entry.record.case.as_ref().map(ToString::to_string);
        }
        let is_void = people.iter().any(|id| {
            self.void(&SessionId::new(day, kind.log_word(), id, 1))
                .is_some()
        });
        case_of_all(register, day, people).filter(|_| !is_void)
    }

    /// Who of a session on file is not there yet; `None` where there is no such session on file. Whoever was there is not
    /// added to those who did not come, and the other way round.
    fn on_file(&self, part: &Part) -> Result<Option<Further>, String> {
        let register = self.context.register;
        let there = self.there(&part.id);
        let Some(first) = there.first() else {
            return Ok(None);
        };
        let status = |status: Option<Status>| status.unwrap_or(Status::Held);
        let said = get(&part.fields, "status")
            .and_then(|status| status.to_string().parse::<Status>().ok());
        if !there
            .iter()
            .any(|entry| status(entry.record.status) == status(said))
        {
            return Err(format!(
                "{id} is on file as {}; if that is wrong: `peer set {id} status={}`",
                status(first.record.status),
                status(said),
                id = first.id,
            ));
        }
        let find = |id: &str, of: fn(&Session) -> &[ParticipantId]| {
            let id = id.parse::<ParticipantId>().ok()?;
            there.iter().find_map(|entry| {
                let known = of(&entry.record)
                    .iter()
                    .find(|known| register.same_person(known, &id))?;
                Some((&entry.id, known))
            })
        };
        let mut further = Further {
            id: part.id.clone(),
            people: Vec::new(),
            notes: Vec::new(),
        };
        let said = part.participants.iter().map(|id| ("participants", id));
        for (key, id) in said.chain(part.missed.iter().map(|id| ("missed", id))) {
            let came = find(id, |session| &session.participants).is_some();
            match find(id, |session| &session.missed) {
                _ if came => {}
                None => further.people.push((key, id.clone())),
                Some((session, known)) if key == "participants" => further.notes.push(format!(
                    "says that {known} came to {session}, where `missed` says otherwise; if so: \
                     `peer set {session} missed-={known} participants+={known}`"
                )),
                Some(_) => {}
            }
        }
        if !further.people.is_empty() && there.len() > 1 {
            return Err(format!(
                "there are {} of {}: add who came to the right one with `peer edit`",
                there.len(),
                part.id
            ));
        }
        if !further.people.is_empty() && !first.record.was_held() {
            return Err(format!(
                "{} is on file as {}",
                part.id,
                status(first.record.status)
            ));
        }
        Ok(Some(further))
    }
}
