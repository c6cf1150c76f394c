//! Columns of which a cell says two things, as `Phone/email` and `Parent / DOB`.

use std::collections::BTreeMap;

use super::headers::{fields_of, is_note};
use super::values::{LONG, is_day, more_words, toml, word_of};
use super::{Sheet, Taken};
use crate::intake::exits::exit;
use crate::intake::headings::{OUR_COLUMNS, header};
use crate::intake::layout::KEPT_TOGETHER;
use crate::intake::not_held::{is_of_exits, is_of_status, is_open};
use crate::intake::two_things::{EXIT, PAIRS, Pair, apart};
use crate::intake::words::is_nothing;
use crate::record::counted;
use crate::record::intake::IntakeKind;
use crate::record::word::to_kebab;

impl Sheet<'_> {
    /// Takes a column for two fields, if its cells say both.
    pub(super) fn take_pairs(&self, kind: IntakeKind, taken: &mut Vec<Taken>) {
        for (place, name) in self.headers.iter().enumerate() {
            let folded = header(name);
            if folded.is_empty() || OUR_COLUMNS.contains(&folded.as_str()) || is_note(&folded) {
                continue;
            }
            let own = taken.iter().position(|one| one.place == place);
            let is_meant = |pair: &Pair| match own.map(|at| &taken[at]) {
                // An address is no area, as it names a home.
                Some(one) if pair.0 == "street" => one.field == pair.0,
                Some(one) => one.ticks.is_none() && [pair.0, pair.1].contains(&&*one.field),
                None if is_of_status(name) => *pair == EXIT,
                None => self.header_says(kind, name, *pair),
            };
            let is_free = |field: &str| {
                KEPT_TOGETHER.contains(&field)
                    || !taken
                        .iter()
                        .any(|one| one.place != place && one.field == field)
            };
            let mut pairs = PAIRS.into_iter().filter(|(one, other)| {
                kind.goal(one).is_some()
                    && kind.goal(other).is_some()
                    && is_free(one)
                    // The reason may be in a column of its own.
                    && (is_free(other) || (*one, *other) == EXIT && is_of_status(name))
            });
            let Some(pair) = pairs.find(|pair| is_meant(pair) && self.has_both(place, *pair))
            else {
                continue;
            };
            let says = |field: &str| {
                let other = |cell: &String| self.apart(place, pair, cell).unwrap_or_default().1;
                field == pair.0 || self.cells(place).iter().any(|cell| !other(cell).is_empty())
            };
            let fields = [pair.0, pair.1].into_iter();
            let fields: Vec<&str> = fields
                .filter(|field| is_free(field) || says(field))
                .collect();
            let at = own.unwrap_or(taken.len());
            taken.splice(
                at..own.map_or(at, |at| at + 1),
                fields.into_iter().map(|field| Taken {
                    place,
                    field: field.to_owned(),
                    why: "its cells say two things, and this is one of them",
                    ticks: None,
                    pair: Some(pair),
                }),
            );
        }
    }

    /// Takes a column of consents whose header names a release too, as `Consent/ROI`, for both: one form has the two.
    pub(super) fn take_both_consents(&self, kind: IntakeKind, taken: &mut Vec<Taken>) {
        const RELEASE: &str = "consent.release-of-information";
        let names_both = |one: &Taken| {
            let name = header(&self.headers[one.place]);
            let mut words = name.split(' ');
            let has_release = words.any(|word| ["roi", "release"].contains(&word));
            one.field == "consent.services" && has_release
        };
        let at = taken.iter().position(names_both);
        if let Some(at) = at
            && kind.goal(RELEASE).is_some()
            && !taken.iter().any(|one| one.field == RELEASE)
        {
            let both = Taken {
                place: taken[at].place,
                field: RELEASE.to_owned(),
                why: "the header names both: is one form both?",
                ticks: None,
                pair: None,
            };
            taken.insert(at + 1, both);
        }
    }

    /// Whether a header names one of two fields, alone or beside another word.
    fn header_says(&self, kind: IntakeKind, name: &str, pair: Pair) -> bool {
        let name = name.replace(" and ", "/");
        let mut halves = name.split(['/', '&', '+', ',', '(', '|', '\n']);
        let says = |half: &str| {
            let found = fields_of(kind, &header(half), self.about.program);
            let field = found.first().map(|(field, _)| field.as_str());
            [Some(pair.0), Some(pair.1)].contains(&field)
        };
        pair.0 == "enrollment.end" && is_of_exits(&name) || halves.any(says)
    }

    /// Whether the cells of a column say two things, and most of them surely.
    fn has_both(&self, place: usize, pair: Pair) -> bool {
        let cells = self.cells(place);
        let said: Vec<&String> = cells.iter().filter(|cell| !is_nothing(cell)).collect();
        let parts: Vec<(String, String)> = said
            .iter()
            .filter_map(|cell| self.apart(place, pair, cell))
            .collect();
        if pair == EXIT && is_of_status(&self.headers[place]) {
            return parts.iter().any(|(day, _)| !day.is_empty());
        }
        let both = parts
            .iter()
            .filter(|(one, other)| !one.is_empty() && !other.is_empty())
            .count();
        let has_both = match pair {
            ("phone", _) => {
                parts.iter().any(|(phone, _)| !phone.is_empty())
                    && parts.iter().any(|(_, email)| !email.is_empty())
            }
            ("name", _) => both * 2 >= said.len(),
            _ => both > 0,
        };
        !said.is_empty() && parts.len() * 2 >= said.len() && has_both
    }

    fn apart(&self, place: usize, pair: Pair, cell: &str) -> Option<(String, String)> {
        let exit = exit(cell, self.about.today).filter(|_| pair == EXIT);
        if pair == EXIT && is_of_status(&self.headers[place]) || exit.is_some() {
            return Some(exit.unwrap_or_default());
        }
        apart(pair, cell, |text| is_day(text, self.about.today))
    }

    /// What the cells of a column say of its field, cleaned, without empty ones.
    pub(super) fn cells_of(&self, one: &Taken) -> Vec<String> {
        let cells = self.cells(one.place);
        let Some(pair) = one.pair else { return cells };
        let parts = cells
            .iter()
            .filter_map(|cell| self.apart(one.place, pair, cell));
        let own = parts.map(|(first, other)| if one.field == pair.0 { first } else { other });
        own.filter(|cell| !cell.is_empty()).collect()
    }

    /// Why people left, as the cells of a column say it beside the day: a word that is not known is a question.
    pub(super) fn reasons(&self, kind: IntakeKind, field: &str, cells: &[String]) -> String {
        const KNOWN: [&str; 9] = [
            "case-closed",
            "completed",
            "declined",
            "goals-met",
            "graduated",
            "lost-contact",
            "moved-away",
            "reunified",
            "withdrew",
        ];
        let known = self.about.program.words_for("reasons");
        let is_known = |text: &str| match known.is_empty() {
            true => KNOWN.contains(&to_kebab(text).as_str()),
            false => word_of(kind, field, text, self.about.program).is_some(),
        };
        let mut asked: BTreeMap<&str, usize> = BTreeMap::new();
        // A longer text may name people: its row is refused.
        let is_short = |cell: &&String| cell.chars().count() <= LONG;
        for cell in cells.iter().filter(|cell| !is_known(cell)).filter(is_short) {
            *asked.entry(cell).or_default() += 1;
        }
        let is_said = |cell: &str| is_nothing(cell) || is_open(cell);
        let words = match known.is_empty() {
            true => "write why in a word or two, such as moved-away".to_owned(),
            false => format!("write {}", known.join(", ")),
        };
        let lines = asked.into_iter().map(|(cell, count)| {
            let (means, how) = match is_said(cell) {
                true => ("", "nothing ended"),
                false => ("?", words.as_str()),
            };
            let line = toml(&format!("{cell} -> {means}"));
            format!("    {line}, # {}; {how}\n", counted(count, "cell"))
        });
        match lines.collect::<String>() {
            lines if lines.is_empty() => lines,
            lines if known.is_empty() => format!("values = [\n{lines}]\n"),
            lines => format!("{}values = [\n{lines}]\n", more_words(kind, field)),
        }
    }
}
