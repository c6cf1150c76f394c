//! From sheets to masks: how every figure is masked, given everything that a reader knows about it.

use std::collections::BTreeSet;

use super::between::between;
use super::levels::Level;
use super::plan::{Line, Masks, Plan, counts, lines};
use super::relations;
use crate::report::column::{Rank, Role};
use crate::report::disclosure::Disclosure;
use crate::report::masking::{Index, Kind};
use crate::report::sheet::Sheet;

impl<'a> Plan<'a> {
    /// Settles the figures of sheets that are not settled yet, as masked in `own` if given.
    fn suppress(&mut self, sheets: impl IntoIterator<Item = &'a Sheet>, own: Option<&Masks>) {
        for sheet in sheets {
            let lines = lines(sheet).into_iter().flatten();
            let places = lines.map(|line| self.add(line, own)).collect();
            self.sheets.push(places);
        }
        let lines = std::mem::take(&mut self.lines);
        for line in &lines {
            relations::within(self, line);
        }
        let sheets: Vec<Vec<&Line<'_>>> = self
            .sheets
            .iter()
            .map(|places| places.iter().map(|at| &lines[*at]).collect())
            .collect();
        between(self, &lines, &sheets);
        self.lines = lines;
        self.figures.suppress();
    }

    /// Adds a line, or its columns that the known line does not have; returns its place.
    fn add(&mut self, line: Line<'a>, own: Option<&Masks>) -> usize {
        for (column, cell) in line.figures() {
            let (kind, rank) = match column.role {
                Role::People(rank) | Role::Unnamed(rank) => (Kind::People, rank),
                Role::Amount | Role::Average => (Kind::Amount, Rank::First),
                _ => continue,
            };
            for (part, count) in counts(cell) {
                let place = (line.report, line.keys.clone(), column.name, part);
                if self.places.contains_key(&place) {
                    continue;
                }
                let same = column.same_as.and_then(|(report, name)| {
                    let place = (report, line.keys.clone(), name, place.3.clone());
                    let index = *self.places.get(&place)?;
                    (self.figures.value(index) == count).then_some(index)
                });
                let rank = rank as u8 + line.later(rank == Rank::First);
                let index = same.unwrap_or_else(|| self.figures.add(kind, count, rank));
                // An amount is also withheld if it is not known how many people are behind it.
                let few = match line.behind(column.name, &place.3) {
                    Some(people) => self.is_few(people),
                    None => kind == Kind::Amount,
                };
                if few && count != 0 {
                    self.figures.withhold(index);
                }
                if let Some(mask) = own.and_then(|own| own.get(&place)) {
                    self.figures.decide(index, *mask);
                }
                self.places.insert(place, index);
            }
        }
        let key = (line.report, line.keys.clone());
        let at = *self.known.entry(key).or_insert(self.lines.len());
        if at == self.lines.len() {
            self.lines.push(line);
        }
        at
    }

    /// The first report among the sheets from here on that has a figure which is given away.
    fn given_away(&self, from: usize) -> Option<&'static str> {
        let given_away: BTreeSet<Index> = self.figures.given_away().into_iter().collect();
        let has = |line: &&Line<'_>| {
            let names = line.figures().map(|(column, _)| column.name);
            let mut figures = names.flat_map(|name| self.parts(line, name));
            figures.any(|(_, index)| given_away.contains(&index))
        };
        let lines = self.sheets[from..].iter().flatten();
        let mut lines = lines.map(|at| &self.lines[*at]);
        lines.find(has).map(|line| line.report)
    }

    fn masks(self) -> Masks {
        let Self {
            figures, places, ..
        } = self;
        let mask = |(place, index)| (place, figures.mask_of(index));
        places.into_iter().map(mask).collect()
    }
}

/// The masks of levels, and of sheets that come after them; and whether these give away a hidden figure.
fn settled<'a>(
    levels: &'a [Level],
    last: impl IntoIterator<Item = &'a Sheet>,
    small_cell: u32,
) -> Settled {
    let mut plan = Plan::new(small_cell);
    for level in levels {
        let own = level
            .own
            .as_ref()
            .map(|own| settled(own, [], small_cell).masks);
        if level.is_of_groups {
            plan.figures.hide_freely();
        }
        plan.suppress(&level.sheets, own.as_ref());
    }
    // What no level has is about groups: readers miss it less than they would miss that nobody can be recognized.
    if !levels.is_empty() {
        plan.figures.hide_freely();
    }
    let before = plan.sheets.len();
    plan.suppress(last, None);
    let given_away = plan.given_away(before);
    Settled {
        masks: plan.masks(),
        given_away,
    }
}

/// What masks are settled for sheets.
#[derive(Default)]
pub(super) struct Settled {
    pub(super) masks: Masks,
    /// A report of which a hidden figure can be worked out, whatever is hidden beside it.
    pub(super) given_away: Option<&'static str>,
}

/// The masks of sheets. `levels` belong to the reports of these sheets; if empty, the sheets are all there is.
pub(super) fn masks(
    sheets: &[Sheet],
    small_cell: u32,
    levels: &[(&Disclosure, Vec<Level>)],
) -> Settled {
    if levels.is_empty() {
        return settled(&[], sheets, small_cell);
    }
    let mut all = Settled::default();
    for (own, levels) in levels {
        let is_kin = |sheet: &&Sheet| {
            sheet
                .disclosure
                .is_some_and(|one| one.settled_with() == own.settled_with())
        };
        let settled = settled(levels, sheets.iter().filter(is_kin), small_cell);
        all.masks.extend(settled.masks);
        all.given_away = all.given_away.or(settled.given_away);
    }
    all
}
