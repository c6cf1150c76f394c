//! Rows of a grid that count people instead of naming one, and marks that are no longer there.

use std::collections::{BTreeMap, BTreeSet};

use super::{Mark, SessionImport};
use crate::intake::Addition;
use crate::intake::cell::clean;
use crate::intake::facts::{Facts, get};
use crate::intake::head_counts::{Counted, counted_as, is_newcomer, without_brackets};
use crate::intake::headings::header;
use crate::intake::layout::says;
use crate::intake::marks::without_lateness;
use crate::intake::meeting::{Part, is_same, set};
use crate::record::intake::{Grid, IntakeKind, SheetRow};
use crate::record::schema::Table;
use crate::record::{Datum, Kind, Service};

impl SessionImport<'_> {
    /// The key of a session that a row counts for, by how the row begins: in a grid what the map says, else `Kids`.
    pub(super) fn counted(&self, row: &SheetRow, facts: &Facts) -> Option<&'static str> {
        let map = self.context.layout.map;
        if map.grid.is_some() {
            return self.is_counted(row);
        }
        let (name, key) = (facts.full_name()?, "children_in_childcare");
        let is_of_children = map.kind == IntakeKind::Attendance
            && facts.own(key).is_some()
            && counted_as(&name) == Some(Counted::Children)
            && !self.people.has_name(&name);
        is_of_children.then_some(key)
    }

    /// The same in a grid; rows such as `Guest` and `2 visitors` need no line in the map.
    pub(super) fn is_counted(&self, row: &SheetRow) -> Option<&'static str> {
        let grid = self.context.layout.map.grid.as_ref()?;
        let labels = self.labels(row).into_iter();
        let labels: Vec<String> = labels
            .flat_map(|head| [header(&head), header(without_brackets(&head))])
            .collect();
        let has = |headers: &[Box<str>]| {
            let mut headers = headers.iter().map(|known| header(known));
            headers.any(|known| labels.contains(&known))
        };
        let listed = [
            ("anonymous", &grid.anonymous),
            ("children_in_childcare", &grid.children),
        ];
        let listed = listed.into_iter().find(|(_, headers)| has(headers));
        let key = listed.map(|(key, _)| key);
        key.or_else(|| self.is_of_guests(row).then_some("anonymous"))
    }

    /// Why a row is refused that counts people, and how it is taken.
    pub(super) fn names_nobody(&self, name: &str, counted: Counted) -> String {
        let is_grid = self.context.layout.map.grid.is_some();
        let by_hand = "add them with `peer set SESSION anonymous=N`";
        match counted {
            Counted::Children if is_grid => format!(
                "`{name}` is nobody by name: if the row counts children who were looked after, add it to `children` of [grid]"
            ),
            Counted::Children => format!(
                "`{name}` is nobody by name: if the row counts children who were looked after, fill in how many under \
                 `children_in_childcare`, or `peer set SESSION children_in_childcare=N`"
            ),
            Counted::Guests if is_grid => format!(
                "`{name}` is nobody by name: if the row counts people who gave no name, add it to `anonymous` of [grid], as \
                 `anonymous = [ \"{name}\", ]`; if they are not among those, {by_hand}"
            ),
            Counted::Guests => format!(
                "`{name}` is nobody by name: if they are not among the people without a name, {by_hand}"
            ),
            Counted::Workers => format!(
                "`{name}` is nobody by name: who came to work is not counted; if they came for themselves, {}",
                if is_grid {
                    "add it to `anonymous` of [grid]"
                } else {
                    by_hand
                }
            ),
        }
    }

    /// Why a row is refused whose name a mentor alone has.
    pub(super) fn is_a_mentor(&self, name: &str) -> String {
        format!(
            "`{name}` is a mentor on file, and who came to work is not counted: delete the row, and `peer set SESSION led_by+=ID`; \
             who came for themselves is entered by `peer add participant`"
        )
    }

    /// The name of a row of a grid without the words that somebody is new, if that may be of somebody on file.
    pub(super) fn perhaps_known<'n>(&self, name: &'n str) -> Option<&'n str> {
        let own = without_brackets(name);
        let may_be =
            self.people.has_name(own) || self.people.may_be(own) || self.people.may_be_known(own);
        (self.says_new(name) && may_be).then_some(own)
    }

    /// Why a row of a grid is refused that says of a person only that they are new.
    pub(super) fn is_new(&self, name: &str) -> Option<String> {
        self.says_new(name).then(|| {
            format!(
                "`{name}` is somebody new: write the whole name, and enter them by `peer add participant`"
            )
        })
    }

    fn says_new(&self, name: &str) -> bool {
        self.context.layout.map.grid.is_some() && is_newcomer(name)
    }

    /// Takes in a row that counts people, a day each.
    pub(super) fn count(
        &mut self,
        row: &SheetRow,
        facts: &Facts,
        key: &'static str,
    ) -> Result<(), String> {
        let mut parts = match &self.context.layout.map.grid {
            Some(grid) => self.across(row, facts, (key, grid))?,
            None => self.of_its_day(row, facts)?,
        };
        let mut adds = self.are_in_no_count(row.number, key, &parts)?;
        let head = self.labels(row).pop().or_else(|| facts.full_name());
        let mut label = header(&head.unwrap_or_default());
        let days = self.context.layout.days.iter();
        let mut cells = days.filter_map(|(place, _)| row.cells.get(*place));
        if cells.any(|cell| !cell.trim().is_empty() && number(&clean(cell)).is_none()) {
            // Two rows with marks are two people, also if both are called `new mom`.
            label += &format!(" {}", row.number);
            let counts = parts.iter().map(|part| match get(&part.fields, key) {
                Some(Datum::Integer(count)) if key == "anonymous" => *count,
                _ => 0,
            });
            self.nights.guests.push((row.number, counts.sum()));
        }
        for part in &mut parts {
            adds |= self.add_heads(row.number, part, key, &label);
        }
        let mut told = self.sorted(row.number, parts)?;
        told.adds = adds;
        for part in &mut told.new {
            self.want(row.number, part);
        }
        self.told.push(told);
        Ok(())
    }

    /// Refuses a corrected row that counts people of a session on file that counts some: nobody can tell whether its count
    /// has them already. Whether the row adds to a session that counts none.
    fn are_in_no_count(
        &mut self,
        row: usize,
        key: &'static str,
        parts: &[Part],
    ) -> Result<bool, String> {
        if !self.context.layout.has_refused_rows() {
            return Ok(false);
        }
        let (mut faults, mut adds) = (Vec::new(), false);
        for part in parts {
            let there = self.there(&part.id);
            let (Some(Datum::Integer(more)), Some(entry)) = (get(&part.fields, key), there.first())
            else {
                continue;
            };
            let (id, fields) = (entry.id.clone(), entry.record.fields());
            let known = match get(&fields, key) {
                Some(Datum::Integer(known)) => *known,
                _ => 0,
            };
            if known == 0 && there.len() == 1 {
                adds |= *more > 0;
                continue;
            }
            let counted = self.head_counts.entry((part.id.clone(), key)).or_default();
            counted.insert(row.to_string(), (*more, row));
            let sum = known + counted.values().map(|(count, _)| count).sum::<i64>();
            faults.push(format!(
                "{id} is on file with {known} under `{key}`: if this row is not among them, `peer set {id} {key}={sum}`; \
                 then empty that cell"
            ));
        }
        if faults.is_empty() {
            Ok(adds)
        } else {
            Err(faults.join("; "))
        }
    }

    /// What a row with its own day counts.
    fn of_its_day(&mut self, row: &SheetRow, facts: &Facts) -> Result<Vec<Part>, String> {
        let nobody = BTreeSet::new();
        let mut parts = Vec::new();
        for (day, mark) in self.marks(row, facts, &nobody)? {
            parts.extend(self.part(facts, day, mark, &nobody)?);
        }
        Ok(parts)
    }

    /// What a row of a grid counts, a day each.
    fn across(
        &mut self,
        row: &SheetRow,
        facts: &Facts,
        (key, grid): (&'static str, &Grid),
    ) -> Result<Vec<Part>, String> {
        let (layout, today) = (self.context.layout, self.context.today);
        // A mark is of one person, or of as many as the row says.
        let each = self.guests(row).unwrap_or(1);
        let (mut parts, mut faults) = (Vec::new(), Vec::new());
        for (place, day) in &layout.days {
            let text = row.cells.get(*place).map(|cell| clean(cell));
            let Some(text) = text.filter(|text| !text.is_empty() && !layout.is_off(text)) else {
                continue;
            };
            let is_mark = |marks: &[Box<str>]| says(marks, without_lateness(&text));
            let counted = number(&text).filter(|_| each == 1 || !is_mark(&grid.present));
            let count = counted.map(i64::from).or_else(|| {
                let is_absent = is_mark(&grid.absent) || is_mark(&grid.no_show);
                let count = is_mark(&grid.present).then_some(each);
                count.or_else(|| is_absent.then_some(0))
            });
            let Some(count) = count else {
                faults.push(format!(
                    "`{text}` on {day} is no number, and no mark of one person"
                ));
                continue;
            };
            if *day > today {
                faults.push(format!("{day} is after today, {today}"));
            }
            let part = self.part(facts, *day, Mark::Present, &BTreeSet::new())?;
            if let Some(mut part) = part {
                set(&mut part.fields, key, Datum::Integer(count));
                parts.push(part);
            }
        }
        if faults.is_empty() {
            Ok(parts)
        } else {
            Err(faults.join("; "))
        }
    }

    /// Adds up head counts under different names, such as guests and walk-ins: the session has all of them.
    /// What is on file has the sum of all such rows, and is compared when they were all read.
    /// Whether it adds to what earlier rows count.
    fn add_heads(&mut self, row: usize, part: &mut Part, key: &'static str, label: &str) -> bool {
        let is_on_file = !self.there(&part.id).is_empty();
        let counted = self.head_counts.entry((part.id.clone(), key)).or_default();
        let is_first = counted.is_empty();
        let is_new = !counted.contains_key(label);
        if let Some(Datum::Integer(count)) = get(&part.fields, key) {
            counted.entry(label.to_owned()).or_insert((*count, row));
        }
        if is_on_file {
            part.fields.retain(|(known, _)| *known != key);
        }
        if !is_new || is_first || is_on_file {
            return false;
        }
        let Some(wanted) = self.wanted.get_mut(&part.id) else {
            return false;
        };
        if let (Some(Datum::Integer(known)), Some(Datum::Integer(more))) =
            (get(&wanted.fields, key), get(&part.fields, key))
        {
            let sum = Datum::Integer(known + more);
            set(&mut wanted.fields, key, sum.clone());
            set(&mut part.fields, key, sum);
            return true;
        }
        false
    }

    /// The rows that count children of a session of which nobody is taken who came.
    pub(super) fn without_anybody(&self) -> BTreeMap<usize, String> {
        let mut rows = BTreeMap::new();
        for (id, wanted) in &self.wanted {
            let count = |key| match get(&wanted.fields, key) {
                Some(Datum::Integer(count)) => *count,
                _ => 0,
            };
            let is_held = get(&wanted.fields, "status").is_none();
            let nobody = wanted.participants.is_empty() && count("anonymous") == 0;
            if !is_held || !nobody || count("children_in_childcare") == 0 {
                continue;
            }
            let day = id
                .day()
                .map_or_else(String::new, |day| format!(" on {day}"));
            let why = format!(
                "nobody is taken who came{day}, so its children are not counted: correct the rows of those who came first"
            );
            if let Some(counted) = self.head_counts.get(&(id.clone(), "children_in_childcare")) {
                for (_, row) in counted.values() {
                    rows.entry(*row).or_insert_with(|| why.clone());
                }
            }
        }
        rows
    }

    /// Tells where the head counts together say something else than a session on file; those of corrected rows are added
    /// to a session that counts nobody.
    pub(super) fn compare_heads(&mut self) {
        let is_corrected = self.context.layout.has_refused_rows();
        for ((id, key), counted) in std::mem::take(&mut self.head_counts) {
            let there = self.there(&id);
            let [entry] = there.as_slice() else { continue };
            let sum: i64 = counted.values().map(|(count, _)| count).sum();
            let counts_none = matches!(
                get(&entry.record.fields(), key),
                None | Some(Datum::Integer(0))
            );
            let sum = Datum::Integer(sum);
            if is_corrected {
                if counts_none && sum != Datum::Integer(0) {
                    let rows = counted.values().map(|(_, row)| *row).collect();
                    let id = entry.id.to_string();
                    self.plan.additions.push(Addition {
                        kind: Kind::Session,
                        id,
                        key,
                        value: sum,
                        rows,
                    });
                }
                continue;
            }
            if get(&entry.record.fields(), key) != Some(&sum) {
                let (id, last) = (
                    entry.id.clone(),
                    counted.values().map(|(_, row)| *row).max(),
                );
                self.tell_difference(last.unwrap_or_default(), &id, vec![(key, sum)]);
            }
        }
    }

    /// Notes the days without a mark on which a session on file says that the person came.
    pub(super) fn find_taken_back(
        &mut self,
        row: &SheetRow,
        facts: &Facts,
        people: &BTreeSet<String>,
    ) {
        for day in self.unmarked(row, facts, people) {
            let Ok(Some(part)) = self.part(facts, day, Mark::Present, people) else {
                continue;
            };
            let is_of_a_group = part.fields.iter().any(|(key, kind)| {
                let group = [Service::SupportGroup, Service::Committee];
                *key == "kind"
                    && group
                        .map(Service::word)
                        .contains(&kind.to_string().as_str())
            });
            let register = self.context.register;
            let there = self.there(&part.id);
            let held = there.iter().filter(|_| is_of_a_group);
            let came = held.flat_map(|entry| {
                let known = entry.record.participants.iter();
                known.map(|known| (entry.id.clone(), known.to_string()))
            });
            let came: Vec<_> = came
                .filter(|(_, known)| people.iter().any(|id| is_same(register, known, id)))
                .collect();
            let taken_back = came.into_iter().map(|(id, known)| (row.number, id, known));
            self.taken_back.extend(taken_back);
        }
    }

    /// Tells of marks that are no longer there, unless another row has them.
    pub(super) fn tell_taken_back(&mut self) {
        let register = self.context.register;
        for (row, session, known) in std::mem::take(&mut self.taken_back) {
            let mut came = self.came.iter();
            if came.any(|(id, who)| *id == session && is_same(register, who, &known)) {
                continue;
            }
            self.note(
                row,
                &format!(
                    "has no mark for {session}, which says that {known} came; if they did not: \
                     `peer set {session} participants-={known}`"
                ),
            );
        }
    }

    /// Adds a note to a row.
    pub(super) fn note(&mut self, row: usize, note: &str) {
        let notes = self.plan.notes.entry(row).or_default();
        if !notes.is_empty() {
            notes.push_str("; ");
        }
        notes.push_str(note);
    }
}

/// How many people a cell counts.
fn number(text: &str) -> Option<u32> {
    text.strip_suffix(".0").unwrap_or(text).parse().ok()
}
