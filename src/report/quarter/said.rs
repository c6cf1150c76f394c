//! What the page says in sentences: who the people are, how families fared, what meetings achieved, what is missing.

use std::collections::BTreeMap;

use super::cover::{Reader, parts, say};
use crate::record::counted;
use crate::report::cell::Cell;
use crate::report::sheet::Line;
use crate::report::{engagement, meetings, people, returns, surveys};

/// The word for a fact that is not recorded.
const NOT_RECORDED: &str = "not-recorded";

impl Reader<'_> {
    /// The sentences under the key figures; the public has only the table.
    pub(super) fn sentences(&self) -> Vec<String> {
        let returned = self.sheet(&returns::REPORT);
        let answer = returned.and_then(|sheet| sheet.answer.first());
        let label = format!("{}: ", self.matured.label);
        let answer = answer.map(|one| {
            let told = one.strip_prefix(&label).unwrap_or(one);
            format!("{}: {told}", self.matured.in_words())
        });
        [self.who_they_are(), answer, self.met(), self.answered()]
            .into_iter()
            .flatten()
            .collect()
    }

    /// The rows of one fact of a unit of people in the period.
    fn block(&self, unit: &str, by: &str) -> Vec<Line<'_>> {
        let (unit, by) = (Cell::text(unit), Cell::text(by));
        let lines = self.sheet(&people::REPORT).into_iter();
        let lines = lines.flat_map(|sheet| sheet.lines());
        lines
            .filter(|line| line.days() == Some((self.now.first, self.now.last)))
            .filter(|line| line.cell("unit") == &unit && line.cell("by") == &by)
            .collect()
    }

    fn who_they_are(&self) -> Option<String> {
        self.sheet(&people::REPORT)?;
        let in_words = |unit: &str, by: &str| {
            let block = self.block(unit, by);
            let some = |line: &&Line<'_>| matches!(line.cell("served"), Cell::Count(1..));
            let words = block.iter().filter(some).map(|line| {
                let value = match line.cell("value") {
                    Cell::Text(value) => value.replace('-', if by == "age" { "-" } else { " " }),
                    _ => "all".to_owned(),
                };
                let value = value.replace("not-recorded", "not recorded");
                let count = say(line.cell("served"));
                match by {
                    "age" if value.starts_with(|first: char| first.is_ascii_digit()) => {
                        format!("{count} aged {value}")
                    }
                    _ => format!("{value}: {count}"),
                }
            });
            let words: Vec<String> = words.collect();
            (!words.is_empty()).then(|| words.join(", "))
        };
        let told = [
            ("parents by gender,", in_words("parents", "gender")),
            ("children,", in_words("children", "age")),
        ];
        let told = told.into_iter();
        let told: Vec<String> = told
            .filter_map(|(whose, words)| Some(format!("{whose} {}", words?)))
            .collect();
        (!told.is_empty()).then(|| format!("Who they are: {}.", told.join("; ")))
    }

    fn met(&self) -> Option<String> {
        let of = |name: &str| self.of_all(&meetings::REPORT, self.now, name);
        let held = match of("held") {
            Cell::Count(held @ 1..) => held,
            _ => return None,
        };
        let mut said = format!("{} held", counted(held, "team meeting"));
        if let Some((heard, asked)) = parts(of("voice")) {
            said += &format!("; the parent was heard at {} of {}", say(heard), say(asked));
        }
        if let Some((told, asked)) = parts(of("rights")) {
            said += &format!("; rights were explained at {} of {}", say(told), say(asked));
        }
        if let Some((averted, _)) = parts(of("averted")) {
            said += &format!("; a placement was averted at {}", say(averted));
        }
        Some(said + ".")
    }

    /// What parents answered to surveys, in a line: the share of best answers to the first item, or how many people who
    /// answered twice improved on a scale.
    fn answered(&self) -> Option<String> {
        let lines = self.sheet(&surveys::REPORT)?.lines();
        let of_now = |line: &Line<'_>| line.days() == Some((self.now.first, self.now.last));
        let mut best: BTreeMap<String, String> = BTreeMap::new();
        let mut scales: BTreeMap<String, Vec<(i64, i64)>> = BTreeMap::new();
        for line in lines.filter(of_now) {
            let (Cell::Text(survey), Cell::Text(part)) = (line.cell("survey"), line.cell("part"))
            else {
                continue;
            };
            let is_before = line.cell("point") == &Cell::text("pre");
            match (
                parts(line.cell("best")),
                line.cell("paired"),
                line.cell("improved"),
            ) {
                (Some((k, n)), ..) => {
                    let part = part.replace('-', " ");
                    best.entry(survey.clone()).or_insert_with(|| {
                        format!(
                            "{} of {} gave one of the two best answers to {part}",
                            say(k),
                            say(n)
                        )
                    });
                }
                (None, Cell::Count(paired @ 1..), Cell::Count(improved)) if is_before => {
                    scales
                        .entry(survey.clone())
                        .or_default()
                        .push((*paired, *improved));
                }
                _ => {}
            }
        }
        let range = |all: &[(i64, i64)], of: fn(&(i64, i64)) -> i64| {
            let (low, high) = (all.iter().map(of).min(), all.iter().map(of).max());
            match (low, high) {
                (Some(low), Some(high)) if low < high => format!("{low} to {high}"),
                (low, _) => low.unwrap_or_default().to_string(),
            }
        };
        let changed = scales.iter().map(|(survey, all)| {
            let (paired, improved) = (range(all, |(paired, _)| *paired), range(all, |(_, k)| *k));
            format!("{survey}, of {paired} who answered twice {improved} improved, by scale")
        });
        let best = best
            .iter()
            .map(|(survey, words)| format!("{survey}, {words}"));
        let said: Vec<String> = best.chain(changed).collect();
        (!said.is_empty()).then(|| format!("What parents answered: {}.", said.join("; ")))
    }

    /// What is missing, and what to do about it.
    pub(super) fn missing(&self) -> Vec<(String, &'static str)> {
        let returned = |name: &str| self.of_all(&returns::REPORT, self.matured, name);
        let mut missing = Vec::new();
        if let (Cell::Count(unknown @ 1..), Cell::Count(mature)) =
            (returned("unknown"), returned("mature"))
        {
            let what = format!(
                "missing: whether {unknown} of the {mature} parents whose children came home returned to court"
            );
            missing.push((what, "look in the court's records, and enter what you find"));
        }
        let meetings = |name: &str| self.of_all(&meetings::REPORT, self.now, name);
        let silent = |name: &str| match (meetings("held"), parts(meetings(name))) {
            (Cell::Count(held), Some((_, Cell::Count(said)))) => held - said,
            // Nobody answered no: everyone who answered said yes.
            (Cell::Count(held), Some((Cell::Count(yes), _))) => held - yes,
            (Cell::Count(held), _) => *held,
            _ => 0,
        };
        for (name, what) in [
            ("rights", "whether rights were explained"),
            ("voice", "whether the parent was heard"),
            ("averted", "whether a placement was averted"),
        ] {
            let silent = silent(name);
            if silent > 0 {
                let what = format!("missing: {what}, at {}", counted(silent, "team meeting"));
                missing.push((what, "record yes or no for each"));
            }
        }
        missing.extend(self.not_recorded());
        let not_referred = self.of_all(&engagement::REPORT, self.now, engagement::NOT_REFERRED);
        if let Cell::Count(some @ 1..) = not_referred {
            let what = format!(
                "missing: the day of referral of {} who enrolled in this period, so no figure counts them as referred",
                counted(some, "parent")
            );
            missing.push((what, "enter it"));
        }
        missing
    }

    /// The facts not recorded for some parents.
    fn not_recorded(&self) -> Option<(String, &'static str)> {
        let lines = self.sheet(&people::REPORT)?.lines();
        let of_parents = lines.filter(|line| {
            line.days() == Some((self.now.first, self.now.last))
                && line.cell("unit") == &Cell::text("parents")
                && line.cell("value") == &Cell::text(NOT_RECORDED)
        });
        let words = of_parents.filter_map(|line| match (line.cell("by"), line.cell("served")) {
            (Cell::Text(by), Cell::Count(count @ 1..)) => {
                Some(format!("{} ({count})", by.replace(['-', '_'], " ")))
            }
            _ => None,
        });
        let words: Vec<String> = words.collect();
        (!words.is_empty()).then(|| {
            let what = format!("missing about parents: {}", words.join(", "));
            (
                what,
                "ask them, and record the answer, or that they declined",
            )
        })
    }
}
