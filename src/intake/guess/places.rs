//! A column of places: where people met says how, if no column of ways does.

use std::collections::BTreeMap;

use super::contacts::{IN_PERSON, mode_beside_kind};
use super::values::{toml, word_of};
use super::{Sheet, Taken};
use crate::intake::cell::clean;
use crate::intake::headings::header;
use crate::intake::totals::is_total;
use crate::intake::words::is_nothing;
use crate::record::counted;
use crate::record::intake::IntakeKind;
use crate::register::fold;

/// What such a column is called.
const PLACES: [&str; 8] = [
    "location",
    "place",
    "where",
    "site",
    "meeting place",
    "meeting location",
    "location of contact",
    "lugar",
];

/// Words of places at which people meet in person.
const IN_PERSON_AT: [&str; 27] = [
    "home",
    "house",
    "apt",
    "apartment",
    "office",
    "court",
    "courthouse",
    "courtroom",
    "library",
    "park",
    "school",
    "hospital",
    "clinic",
    "shelter",
    "jail",
    "church",
    "cafe",
    "coffee",
    "restaurant",
    "center",
    "ctr",
    "community",
    "store",
    "car",
    "agency",
    "motel",
    "playground",
];

impl Sheet<'_> {
    /// The column of places, if it is no other field and some of its cells tell how people met.
    pub(super) fn place_of_places(&self, kind: IntakeKind, taken: &[Taken]) -> Option<usize> {
        if kind != IntakeKind::Sessions && !self.is_mentoring(kind, taken) {
            return None;
        }
        let is_of_places = |place: &usize| {
            PLACES.contains(&header(&self.headers[*place]).as_str())
                && !taken.iter().any(|one| one.place == *place)
                && self
                    .cells(*place)
                    .iter()
                    .any(|cell| self.mode_at(kind, cell).is_some())
        };
        (0..self.headers.len()).find(is_of_places)
    }

    /// The mode that a place means, if the program has it.
    fn mode_at(&self, kind: IntakeKind, cell: &str) -> Option<String> {
        let known = word_of(kind, "mode", cell, self.about.program);
        let is_there = || {
            fold(cell)
                .split(' ')
                .any(|word| IN_PERSON_AT.contains(&word))
        };
        let has_word = || word_of(kind, "mode", "in person", self.about.program).is_some();
        known.or_else(|| (is_there() && has_word()).then(|| IN_PERSON.to_owned()))
    }

    /// The column of places as one of modes, for the rows of which no other column says the mode.
    pub(super) fn modes_by_place(&self, kind: IntakeKind, taken: &[Taken]) -> String {
        let Some(place) = self.place_of_places(kind, taken) else {
            return String::new();
        };
        let program = self.about.program;
        let way = taken.iter().find(|one| one.field == "mode");
        // Each place with how many rows have it, and whether a row lacks a mode or has another one.
        let mut said: BTreeMap<String, (usize, bool, bool)> = BTreeMap::new();
        for row in self.below.iter().filter(|row| !is_total(&row.cells)) {
            let cell = |place: usize| {
                row.cells
                    .get(place)
                    .map(|cell| clean(cell))
                    .unwrap_or_default()
            };
            let at = cell(place);
            if at.is_empty() {
                continue;
            }
            let way = way.map(|one| cell(one.place)).unwrap_or_default();
            let own = word_of(kind, "mode", &way, program);
            let own = own
                .as_deref()
                .or_else(|| mode_beside_kind(kind, "mode", &way, program));
            let lacks = own.map_or(way.is_empty(), str::is_empty);
            let known = said.entry(at.clone()).or_default();
            known.0 += 1;
            known.1 |= lacks;
            known.2 |= !lacks && own != self.mode_at(kind, &at).as_deref();
        }
        if !said.values().any(|(_, lacks, _)| *lacks) {
            return String::new();
        }
        let line = |(at, (count, lacks, differs)): (&String, &(usize, bool, bool))| {
            let (means, how) = match self.mode_at(kind, at) {
                _ if is_nothing(at) => (String::new(), ""),
                _ if !lacks => (String::new(), "; another column says how"),
                Some(_) if *differs => (
                    "?".to_owned(),
                    "; in some rows another column says how: write the mode, or nothing",
                ),
                Some(mode) => (mode, ""),
                None => (
                    "?".to_owned(),
                    "; how did they meet there? Write the mode, such as in-person, or nothing",
                ),
            };
            format!(
                "    {}, # {}{how}\n",
                toml(&format!("{at} -> {means}")),
                counted(*count, "cell")
            )
        };
        let lines: String = said.iter().map(line).collect();
        format!(
            "\n[[column]]\nheader = {}\nfield = \"mode\" # where they met says how, in rows that say it nowhere else: does it?\n\
             values = [\n{lines}]\n",
            toml(&self.headers[place])
        )
    }
}
