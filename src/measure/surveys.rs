#![doc = include_str!("surveys.md")]

use std::collections::{BTreeMap, BTreeSet};

use super::by::{By, Grouping};
use super::statistics::{Interval, Paired, paired, proportion_interval};
use super::window::{Window, windows};
use crate::record::period::Step;
use crate::record::survey::{Item, Scale};
use crate::record::{About, Answer, AnswerId, Day, Entry, Period, Point, Survey, Word};
use crate::register::Register;

/// An answer sheet on file.
pub type AnswerSheet = Entry<AnswerId, Answer>;

/// The figures of a period.
#[derive(Debug, Clone, Default)]
pub struct Surveys<'r> {
    /// In order of days, the whole last; in each by survey, and for each survey everyone, then groups of people.
    pub rows: Vec<SurveyRow>,
    /// The answer sheets behind the rows.
    pub units: Vec<(Window, SurveyUnit<'r>)>,
}

/// The figures of some days, of a part of a survey.
#[derive(Debug, Clone, PartialEq)]
pub struct SurveyRow {
    /// The days.
    pub window: Window,
    /// The survey.
    pub survey: Word,
    /// What of it.
    pub part: Part,
    /// When it was answered; for a change, what the later answers are compared with.
    pub point: Point,
    /// The group of people; `None` for everyone.
    pub group: Option<String>,
    /// The figures, if the days have begun.
    pub figures: Option<Figures>,
}

/// A part of a survey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Its sheets.
    Sheets,
    /// A scale, by its name.
    Scale(Word),
    /// An item, by its number.
    Item(u32),
}

/// The figures of a part of a survey.
#[derive(Debug, Clone, PartialEq)]
pub enum Figures {
    /// Of its sheets.
    Sheets(Sheets),
    /// Of a scale.
    Change(Change),
    /// Of an item.
    Best(Best),
}

/// Who was given a survey, and who answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sheets {
    /// People who were given one.
    pub given: usize,
    /// People who answered it.
    pub answered: usize,
    /// Sheets without a name that were given out; `None` for a group of people.
    pub anonymous_given: Option<u32>,
    /// Sheets without a name that were answered; `None` for a group of people.
    pub anonymous: Option<u32>,
    /// People who answered before but not after, up to the last of the days; `None` for another point.
    pub only_before: Option<usize>,
}

/// How people who answered twice changed.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Change {
    /// How many have a score before and after.
    pub paired: usize,
    /// Their mean score before.
    pub before: Option<f64>,
    /// Their mean score after.
    pub after: Option<f64>,
    /// How they changed.
    pub change: Option<Paired>,
    /// How many improved, by the smallest change of the form.
    pub improved: usize,
    /// How many did not change.
    pub same: usize,
    /// How many got worse.
    pub worse: usize,
}

/// How many gave one of the two best answers.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Best {
    /// How many gave one.
    pub k: usize,
    /// How many answered the item.
    pub n: usize,
    /// The interval of the share.
    pub interval: Option<Interval>,
}

/// An answer sheet behind a figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SurveyUnit<'r> {
    /// The sheet.
    pub sheet: &'r AnswerSheet,
    /// What it is used as.
    pub used: Used,
}

/// What a sheet is used as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Used {
    /// As the one before.
    Before,
    /// As the one after.
    After,
    /// As an answered one.
    Answered,
    /// As one given out.
    Given,
}

/// The answers of one person to a survey, in order of days.
type OfPerson<'r> = Vec<&'r AnswerSheet>;

/// What is counted, as of a day.
struct Asking<'r> {
    register: &'r Register,
    grouping: Option<Grouping>,
    as_of: Day,
}

/// Counts answers to surveys, and how people who answered twice changed.
#[must_use]
pub fn surveys<'r>(
    register: &'r Register,
    period: &Period,
    as_of: Day,
    step: Option<Step>,
    group: Option<By>,
) -> Surveys<'r> {
    let asking = Asking {
        register,
        grouping: group.and_then(|by| Grouping::new(register, by, About::Participant)),
        as_of,
    };
    let last = period.last.min(as_of);
    let mut result = Surveys::default();
    let forms = register.surveys();
    for window in windows(period, step, as_of) {
        for (name, survey) in &forms {
            let sheets: Vec<&AnswerSheet> = asking.sheets(name, last);
            if !sheets.is_empty() {
                asking.survey(&window, (name, survey), &sheets, &mut result);
            }
        }
    }
    result
}

impl<'r> Asking<'r> {
    /// The sheets of a survey up to a day, in order of days.
    fn sheets(&self, name: &Word, last: Day) -> Vec<&'r AnswerSheet> {
        let all = self.register.records().answers.iter();
        let is_of = |entry: &&AnswerSheet| {
            let person = entry.record.participant.as_ref();
            // Void people count nowhere.
            let is_anybody = person.is_none_or(|id| self.register.person_index(id).is_some());
            entry.record.survey == *name && entry.record.on <= last && is_anybody
        };
        let mut sheets: Vec<&AnswerSheet> = all.filter(is_of).collect();
        sheets.sort_by_key(|entry| (entry.record.on, &entry.id));
        sheets
    }

    /// Adds the rows of a survey in some days.
    fn survey(
        &self,
        window: &Window,
        (name, survey): (&Word, &Survey),
        sheets: &[&'r AnswerSheet],
        result: &mut Surveys<'r>,
    ) {
        let last = window.end(self.as_of);
        let known = sheets
            .iter()
            .filter(|entry| entry.record.on <= last)
            .copied();
        let mut people: BTreeMap<usize, OfPerson<'r>> = BTreeMap::new();
        let mut nameless = Vec::new();
        for entry in known {
            match self.person(entry) {
                Some(person) => people.entry(person).or_default().push(entry),
                None => nameless.push(entry),
            }
        }
        nameless.retain(|entry| window.period.contains(entry.record.on));
        let crowd = Crowd {
            survey,
            window,
            people: &people,
            nameless: &nameless,
        };
        let is_used = |point: &Point| sheets.iter().any(|entry| entry.record.point == *point);
        for point in survey.points.iter().copied().filter(is_used) {
            for part in parts(survey, point) {
                for (group, members) in self.groups(&people) {
                    let nameless = group.is_none();
                    let figures = crowd.figures(&part, point, &members, nameless);
                    result.rows.push(SurveyRow {
                        window: window.clone(),
                        survey: name.clone(),
                        part: part.clone(),
                        point,
                        group,
                        figures: window.begun.then_some(figures),
                    });
                }
            }
        }
        result.units.extend(crowd.units());
    }

    fn person(&self, entry: &AnswerSheet) -> Option<usize> {
        let id = entry.record.participant.as_ref()?;
        self.register.person_index(id)
    }

    /// Everyone, then each group of people.
    fn groups(
        &self,
        people: &BTreeMap<usize, OfPerson<'r>>,
    ) -> Vec<(Option<String>, BTreeSet<usize>)> {
        let all: BTreeSet<usize> = people.keys().copied().collect();
        let mut groups = vec![(None, all.clone())];
        if let Some(grouping) = &self.grouping {
            for (at, value) in grouping.values.iter().enumerate() {
                let is_in = |person: &&usize| grouping.of(**person).any(|group| group == at);
                let members = all.iter().filter(is_in).copied().collect();
                groups.push((Some(value.clone()), members));
            }
        }
        groups
    }
}

/// The parts of a survey that have figures at a point.
fn parts(survey: &Survey, point: Point) -> Vec<Part> {
    let mut parts = vec![Part::Sheets];
    if survey.is_satisfaction() {
        parts.extend(survey.item.iter().map(|item| Part::Item(item.number)));
    } else if matches!(point, Point::Pre | Point::Retrospective) {
        let scales = survey.scale.iter();
        parts.extend(scales.map(|scale| Part::Scale(scale.name.clone())));
    }
    parts
}

/// Those who answered a survey, up to the end of some days.
struct Crowd<'c, 'r> {
    survey: &'c Survey,
    window: &'c Window,
    people: &'c BTreeMap<usize, OfPerson<'r>>,
    /// Sheets without a name, in these days.
    nameless: &'c [&'r AnswerSheet],
}

impl<'r> Crowd<'_, 'r> {
    fn figures(
        &self,
        part: &Part,
        point: Point,
        members: &BTreeSet<usize>,
        nameless: bool,
    ) -> Figures {
        match part {
            Part::Sheets => Figures::Sheets(self.sheets(point, members, nameless)),
            Part::Scale(name) => {
                let mut scales = self.survey.scale.iter();
                let scale = scales.find(|scale| scale.name == *name);
                let change = scale.map(|scale| self.change(scale, point, members));
                Figures::Change(change.unwrap_or_default())
            }
            Part::Item(number) => {
                let item = self.survey.item(*number);
                let best = item.map(|item| self.best(item, point, members, nameless));
                Figures::Best(best.unwrap_or_default())
            }
        }
    }

    /// A person's sheets for a point in these days.
    fn in_days(&self, person: usize, point: Point) -> impl Iterator<Item = &'r AnswerSheet> {
        let all = self.people.get(&person).into_iter().flatten().copied();
        all.filter(move |entry| {
            entry.record.point == point && self.window.period.contains(entry.record.on)
        })
    }

    fn sheets(&self, point: Point, members: &BTreeSet<usize>, nameless: bool) -> Sheets {
        let given = |person: &&usize| self.in_days(**person, point).next().is_some();
        let answered = |person: &&usize| {
            self.in_days(**person, point)
                .any(|entry| !entry.record.is_out())
        };
        let of_point = || {
            self.nameless
                .iter()
                .filter(|entry| entry.record.point == point)
        };
        let heads = |entry: &&AnswerSheet| match entry.record.is_out() {
            true => entry.record.given.unwrap_or(1),
            false => 0,
        };
        let back = of_point().filter(|entry| !entry.record.is_out()).count();
        let back = u32::try_from(back).unwrap_or(u32::MAX);
        let given_out = back + of_point().map(heads).sum::<u32>();
        let only_before = |person: &&usize| match self.pair(**person, Point::Pre) {
            Some((_, after)) => after.is_none(),
            None => false,
        };
        Sheets {
            given: members.iter().filter(given).count(),
            answered: members.iter().filter(answered).count(),
            anonymous_given: nameless.then_some(given_out),
            anonymous: nameless.then_some(back),
            only_before: (point == Point::Pre).then(|| members.iter().filter(only_before).count()),
        }
    }

    /// A person's answers before, and the last ones after, up to the end of the days: the first `pre` and a `post` from
    /// a later day, or the last `retrospective` and the last `post`.
    fn pair(
        &self,
        person: usize,
        before: Point,
    ) -> Option<(&'r AnswerSheet, Option<&'r AnswerSheet>)> {
        let all = self.people.get(&person)?;
        let answered = |point: Point| {
            let is_of =
                move |entry: &&&AnswerSheet| entry.record.point == point && !entry.record.is_out();
            all.iter().filter(is_of).copied()
        };
        let first = match before {
            Point::Retrospective => answered(before).next_back()?,
            _ => answered(before).next()?,
        };
        let last = answered(Point::Post).next_back();
        let is_later = |entry: &&AnswerSheet| {
            before == Point::Retrospective || entry.record.on > first.record.on
        };
        Some((first, last.filter(is_later)))
    }

    /// The pairs whose later answers are in the days.
    fn pairs(
        &self,
        before: Point,
        members: &BTreeSet<usize>,
    ) -> Vec<(&'r AnswerSheet, &'r AnswerSheet)> {
        let pairs = members.iter().filter_map(|person| {
            let (first, last) = self.pair(*person, before)?;
            Some((first, last?))
        });
        pairs
            .filter(|(_, last)| self.window.period.contains(last.record.on))
            .collect()
    }

    fn change(&self, scale: &Scale, before: Point, members: &BTreeSet<usize>) -> Change {
        let score = |entry: &AnswerSheet| self.survey.score(scale, &entry.record.answers);
        let pairs = self.pairs(before, members).into_iter();
        let scores: Vec<(f64, f64)> = pairs
            .filter_map(|(first, last)| Some((score(first)?, score(last)?)))
            .collect();
        let changes: Vec<f64> = scores.iter().map(|(first, last)| last - first).collect();
        let mean = |of: fn(&(f64, f64)) -> f64| {
            let all: Vec<f64> = scores.iter().map(of).collect();
            paired(&all).map(|all| all.mean)
        };
        let count = |direction| {
            let is_so = |change: &&f64| self.survey.direction(**change) == direction;
            changes.iter().filter(is_so).count()
        };
        Change {
            paired: scores.len(),
            before: mean(|pair| pair.0),
            after: mean(|pair| pair.1),
            change: paired(&changes),
            improved: count(std::cmp::Ordering::Greater),
            same: count(std::cmp::Ordering::Equal),
            worse: count(std::cmp::Ordering::Less),
        }
    }

    /// The last answer of each person to an item in the days, and those without a name.
    fn best(&self, item: &Item, point: Point, members: &BTreeSet<usize>, nameless: bool) -> Best {
        let of = |entry: &&'r AnswerSheet| entry.record.answers.0.get(&item.number).copied();
        let people = members.iter().filter_map(|person| {
            let answers = self.in_days(*person, point);
            answers.filter_map(|entry| of(&entry)).last()
        });
        let others = self
            .nameless
            .iter()
            .filter(|entry| nameless && entry.record.point == point);
        let answers: Vec<u32> = people.chain(others.filter_map(of)).collect();
        let k = answers
            .iter()
            .filter(|answer| item.is_among_best(**answer))
            .count();
        Best {
            k,
            n: answers.len(),
            interval: proportion_interval(k, answers.len()),
        }
    }

    /// The sheets behind the figures: those in the days, and those they are compared with.
    fn units(&self) -> Vec<(Window, SurveyUnit<'r>)> {
        let mut used: BTreeMap<&AnswerId, SurveyUnit<'r>> = BTreeMap::new();
        let all = self.people.values().flatten().chain(self.nameless);
        for sheet in all
            .filter(|entry| self.window.period.contains(entry.record.on))
            .copied()
        {
            let as_what = match sheet.record.is_out() {
                true => Used::Given,
                false => Used::Answered,
            };
            used.insert(
                &sheet.id,
                SurveyUnit {
                    sheet,
                    used: as_what,
                },
            );
        }
        let everybody: BTreeSet<usize> = self.people.keys().copied().collect();
        let before = [Point::Pre, Point::Retrospective];
        for point in before
            .into_iter()
            .filter(|point| self.survey.points.contains(point))
        {
            for (first, last) in self.pairs(point, &everybody) {
                for (sheet, as_what) in [(first, Used::Before), (last, Used::After)] {
                    used.insert(
                        &sheet.id,
                        SurveyUnit {
                            sheet,
                            used: as_what,
                        },
                    );
                }
            }
        }
        used.into_values()
            .map(|unit| (self.window.clone(), unit))
            .collect()
    }
}

#[cfg(test)]
mod tests;
