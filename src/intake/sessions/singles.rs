//! Rows that are a session each: two that differ in any cell are two sessions, and two that do not are one.

use std::collections::{BTreeMap, BTreeSet};

use super::again::may_be_another;
use super::{Further, SessionImport};
use crate::intake::cell::clean;
use crate::intake::facts::get;
use crate::intake::meeting::{Part, Single, case_of_all, is_of_a_case, is_same, set};
use crate::intake::persons::lacking;
use crate::intake::{Difference, RowOutcome};
use crate::record::intake::{IntakeKind, SheetRow};
use crate::record::schema::Table;
use crate::record::{Datum, Day, Entry, Fields, Service, Session, SessionId, Status};

impl<'w> SessionImport<'w> {
    /// Whether a row is a session of its own, and not one of many people at it.
    pub(super) fn is_single(&self, part: &Part) -> bool {
        let map = self.context.layout.map;
        let kind = get(&part.fields, "kind").and_then(|kind| kind.to_string().parse().ok());
        let names_a_case = map.constant("case").is_some()
            || map.column.iter().any(|column| &*column.field == "case");
        let is_of_one = |kind| match kind {
            Service::Mentoring | Service::Casework | Service::Supervision => true,
            kind => is_of_a_case(kind) && !names_a_case,
        };
        map.grid.is_none() && (map.kind == IntakeKind::Sessions || kind.is_some_and(is_of_one))
    }

    /// Finds for each such row the session on file that it is about, or makes it a new one.
    pub(super) fn settle(&mut self) {
        let mut by_key: BTreeMap<SessionId, Vec<Single<'w>>> = BTreeMap::new();
        for single in self.joined() {
            let same = by_key.entry(single.part.id.clone()).or_default();
            same.push(single);
        }
        for (id, rows) in by_key {
            self.settle_day(&id, rows);
        }
    }

    /// The rows, those of one meeting as one: two that differ by the parent alone, of one case.
    fn joined(&mut self) -> Vec<Single<'w>> {
        let layout = self.context.layout;
        let of_the_parent = ["participants", "name", "given", "family"];
        let is_of_the_parent = |place: &usize| {
            let mut columns = layout.columns.iter();
            columns.any(|placed| {
                placed.place == *place && of_the_parent.contains(&&*placed.column.field)
            })
        };
        let (parent, others): (Vec<usize>, Vec<usize>) = layout
            .of_the_sheet()
            .into_iter()
            .partition(is_of_the_parent);
        let mut all: Vec<Single<'w>> = Vec::new();
        let mut by_cells: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        for single in std::mem::take(&mut self.singles) {
            let cells: Vec<String> = others
                .iter()
                .map(|place| cell(single.row, *place))
                .collect();
            let first = by_cells.get(&cells).map(|at| &all[*at]);
            let case = first
                .filter(|first| !is_copy(&parent, first.row, single.row))
                .and_then(|first| self.case_of(&first.part, &single.part));
            let Some(case) = case else {
                by_cells.entry(cells).or_insert(all.len());
                all.push(single);
                continue;
            };
            let first = &mut all[by_cells[&cells]];
            let day = first.part.id.day().unwrap_or(Day::FIRST);
            let word = first.part.id.key().split('-').next().unwrap_or_default();
            first.part.id = SessionId::new(day, word, &case, 1);
            set(&mut first.part.fields, "case", Datum::Text(case));
            first.part.participants.extend(single.part.participants);
            first.joined.push(single.told);
            let (number, row) = (self.told[single.told].row, self.told[first.told].row);
            self.note(
                number,
                &format!(
                    "is the same as row {row} but for the parent: taken as one meeting of both; if each had one, write in \
                     the sheet what differs, such as the time"
                ),
            );
        }
        all
    }

    /// The case of which two rows that differ by the parent alone tell one meeting.
    fn case_of(&self, one: &Part, other: &Part) -> Option<String> {
        let kind = |part: &Part| get(&part.fields, "kind").map(ToString::to_string);
        let is_of_a_case = kind(one)
            .and_then(|kind| kind.parse().ok())
            .is_some_and(is_of_a_case);
        if !is_of_a_case || one.participants.is_empty() || other.participants.is_empty() {
            return None;
        }
        let said = |part: &Part| get(&part.fields, "case").map(ToString::to_string);
        if let (Some(one), Some(other)) = (said(one), said(other)) {
            return (one == other).then_some(one);
        }
        let all = one.participants.union(&other.participants).cloned();
        let day = one.id.day().unwrap_or(Day::FIRST);
        case_of_all(self.context.register, day, &all.collect())
    }

    /// The same for the rows about one subject on one day.
    fn settle_day(&mut self, id: &SessionId, rows: Vec<Single<'w>>) {
        let places = self.context.layout.of_the_sheet();
        let (mut distinct, mut copies): (Vec<Single<'w>>, Vec<(Single<'w>, usize)>) =
            (Vec::new(), Vec::new());
        for row in rows {
            let is_copy = |known: &Single<'_>| is_copy(&places, known.row, row.row);
            match distinct.iter().position(is_copy) {
                Some(first) => copies.push((row, first)),
                None => distinct.push(row),
            }
        }
        let (mut free, all) = self.free(id);
        let about = self.about(&distinct, &mut free);
        let mut nth = u32::try_from(all).unwrap_or(u32::MAX);
        let mut taken: Vec<(usize, SessionId, bool)> = Vec::new();
        for (row, about) in distinct.into_iter().zip(about) {
            let number = self.told[row.told].row;
            let Some((session, known)) = about else {
                nth += 1;
                let mut part = row.part;
                part.id = numbered(id, nth);
                self.want(number, &mut part);
                taken.push((number, part.id.clone(), false));
                for told in row.joined {
                    let (id, number) = (part.id.clone(), self.told[told].row);
                    let wanted = self.wanted.get_mut(&id);
                    wanted
                        .into_iter()
                        .for_each(|wanted| wanted.rows.push(number));
                    self.told[told].new.push(Part {
                        id,
                        fields: Fields::new(),
                        participants: BTreeSet::new(),
                        missed: BTreeSet::new(),
                    });
                }
                self.told[row.told].new.push(part);
                continue;
            };
            let beyond = self.beyond(&known, &row.part);
            if let Some(note) = self.void_note(&session) {
                self.note(number, &note);
            } else if let Some(why) = may_be_another(&session, &known, &beyond) {
                for told in row.joined.into_iter().chain([row.told]) {
                    self.plan.refuse(self.told[told].row, why.clone());
                }
                taken.push((number, session, true));
                continue;
            } else if !beyond.is_empty() {
                self.tell_difference(number, &session, beyond);
            }
            taken.push((number, session.clone(), true));
            for told in row.joined.into_iter().chain([row.told]) {
                self.told[told].further.push(on_file(session.clone()));
            }
        }
        self.leave_out_copies(copies, &taken);
    }

    /// The session on file that each row is about: the one that says what it says, or else the next one that is left,
    /// unless the row says that it is another contact.
    fn about(
        &self,
        rows: &[Single<'_>],
        free: &mut Vec<(SessionId, Fields)>,
    ) -> Vec<Option<(SessionId, Fields)>> {
        let mut about: Vec<Option<(SessionId, Fields)>> = Vec::new();
        for row in rows {
            let same = free
                .iter()
                .position(|(_, known)| self.beyond(known, &row.part).is_empty());
            about.push(same.map(|at| free.remove(at)));
        }
        let is_live = |id: &SessionId| self.void(id).is_none();
        for (row, about) in rows.iter().zip(&mut about) {
            if about.is_none()
                && !self.is_again(row.row)
                && let Some(at) = free
                    .iter()
                    .position(|(id, known)| is_live(id) && self.has_any(known, &row.part))
            {
                *about = Some(free.remove(at));
            }
        }
        about
    }

    /// Whether anybody of a row was at a session on file, or one of the two names nobody.
    fn has_any(&self, known: &Fields, part: &Part) -> bool {
        let register = self.context.register;
        let there =
            ["participants", "missed"]
                .into_iter()
                .filter_map(|key| match get(known, key) {
                    Some(Datum::List(items)) => Some(items),
                    _ => None,
                });
        let there: Vec<String> = there.flatten().map(ToString::to_string).collect();
        let mut people = part.participants.iter().chain(&part.missed).peekable();
        there.is_empty()
            || people.peek().is_none()
            || people.any(|id| there.iter().any(|known| is_same(register, known, id)))
    }

    /// The sessions of that name on file, those that are void too, and how many ids are taken.
    fn free(&self, id: &SessionId) -> (Vec<(SessionId, Fields)>, usize) {
        let there = self.there(id);
        let mut free: Vec<(SessionId, Fields)> = there.iter().map(|entry| of(entry)).collect();
        // What is void keeps its id, and a row that says the same is about it.
        let ids = (1..).map(|nth| numbered(id, nth));
        let ids: Vec<SessionId> = ids
            .take_while(|id| self.void(id).is_some() || self.context.register.session(id).is_some())
            .collect();
        let all = ids.len();
        let is_live = |id: &SessionId| self.void(id).is_none();
        free.retain(|(id, _)| ids.contains(id));
        for id in &ids {
            let live = self.context.register.session(id);
            let known = live.map(of).filter(|_| is_live(id));
            let known = known.or_else(|| Some((id.clone(), with_status(self.void(id)?.fields()))));
            free.extend(known.filter(|(id, _)| !there.iter().any(|entry| entry.id == *id)));
        }
        (free, all)
    }

    /// Tells which rows are copies of others.
    fn leave_out_copies(
        &mut self,
        copies: Vec<(Single<'_>, usize)>,
        taken: &[(usize, SessionId, bool)],
    ) {
        for (copy, first) in copies {
            let (row, session, is_on_file) = taken[first].clone();
            if let Some(RowOutcome::Refused(why)) = self.plan.outcomes.get(&row) {
                let why = why.clone();
                self.plan.refuse(self.told[copy.told].row, why);
                continue;
            }
            let told = &mut self.told[copy.told];
            if is_on_file {
                told.further.push(on_file(session));
            } else {
                told.twice.push((session, row));
            }
            let number = told.row;
            self.note(
                number,
                &format!(
                    "is the same as row {row} in every cell: taken once; if there were two, number the rows, 1 and 2, in a \
                     column headed `Again`"
                ),
            );
        }
    }

    /// What a row says that a session on file does not.
    fn beyond(&self, known: &Fields, part: &Part) -> Fields {
        let mut said = part.fields.clone();
        if get(&said, "status").is_none() {
            set(&mut said, "status", held());
        }
        let mut more: Fields = said
            .iter()
            .filter_map(|field| lacking(known, field))
            .collect();
        for (key, people) in [
            ("participants", &part.participants),
            ("missed", &part.missed),
        ] {
            let there = match get(known, key) {
                Some(Datum::List(items)) => items.as_slice(),
                _ => &[],
            };
            let register = self.context.register;
            let is_there = |id: &&String| {
                there
                    .iter()
                    .any(|known| is_same(register, &known.to_string(), id))
            };
            let lacks = people.iter().filter(|id| !is_there(id));
            let lacks: Vec<Datum> = lacks.cloned().map(Datum::Text).collect();
            if !lacks.is_empty() {
                more.push((key, Datum::List(lacks)));
            }
        }
        more
    }

    /// Tells what a row says otherwise than a session on file, and what that does not say.
    pub(super) fn tell_difference(&mut self, row: usize, session: &SessionId, own: Fields) {
        let known = self.context.register.session(session);
        let known = known.map(|entry| entry.record.fields()).unwrap_or_default();
        let (other, lacking): (Fields, Fields) = own
            .into_iter()
            .partition(|(key, _)| *key == "status" || get(&known, key).is_some());
        let lacking = match other.is_empty() {
            true => self.fill(row, session, lacking),
            false => lacking,
        };
        let way = match self.is_of_a_group(session) {
            true => "; `peer import` with `--fill` fills it in",
            false => "",
        };
        for (own, is_lacking) in [(other, false), (lacking, true)] {
            if own.is_empty() {
                continue;
            }
            let keys: Vec<String> = own.iter().map(|(key, _)| format!("`{key}`")).collect();
            let keys = keys.join(", ");
            self.note(
                row,
                &if is_lacking {
                    format!("says {keys}, which {session} on file does not; it was left as it is{way}")
                } else {
                    format!(
                        "says something else than {session} on file about {keys}; it was left as it is (if this is another contact of that day, add it: `peer log` with `--again`)"
                    )
                },
            );
            let differences = self.plan.differences.entry(row).or_default();
            differences.push(Difference {
                id: session.to_string(),
                own,
                identity: Fields::new(),
                commands: Vec::new(),
                is_lacking,
            });
        }
    }
}

fn cell(row: &SheetRow, place: usize) -> String {
    let cell = row.cells.get(place).map(|cell| clean(cell));
    cell.unwrap_or_default()
}

/// Whether two rows say the same in all these columns.
fn is_copy(places: &[usize], one: &SheetRow, other: &SheetRow) -> bool {
    places
        .iter()
        .all(|place| cell(one, *place) == cell(other, *place))
}

fn held() -> Datum {
    Datum::Text(Status::Held.word().to_owned())
}

/// A session on file as its fields.
fn of(entry: &Entry<SessionId, Session>) -> (SessionId, Fields) {
    (entry.id.clone(), with_status(entry.record.fields()))
}

/// The fields with the status that none means.
fn with_status(mut fields: Fields) -> Fields {
    if get(&fields, "status").is_none() {
        set(&mut fields, "status", held());
    }
    fields
}

fn on_file(id: SessionId) -> Further {
    Further {
        id,
        people: Vec::new(),
        notes: Vec::new(),
    }
}

/// The id of the session of that number on a day.
fn numbered(id: &SessionId, nth: u32) -> SessionId {
    let (word, subject) = id.key().split_once('-').unwrap_or((id.key(), ""));
    SessionId::new(id.day().unwrap_or(Day::FIRST), word, subject, nth)
}
