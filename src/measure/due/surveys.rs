//! Surveys that parents should answer now, of those that the program uses.

use std::collections::BTreeMap;

use super::{Due, Duty, Look};
use crate::record::participant::Enrollment;
use crate::record::survey::SurveyDue;
use crate::record::{Answer, Day, Point, Survey, Word};

/// A survey answered up to this many days before it was due counts as the intended one.
const EARLY: i64 = 30;

/// This many days after it was due, a survey is dropped: it would be about another time.
const LEFT: i64 = 30;

/// The surveys due for each parent. A program uses a survey from its first answer sheet on; anything due before that
/// day was never asked.
pub(super) fn due(look: &Look<'_>, all: &mut Vec<Due>) {
    let answers = &look.register.records().answers;
    let known = answers.iter().map(|entry| &entry.record);
    let known = known.filter(|answer| answer.on <= look.today);
    let mut first: BTreeMap<&Word, Day> = BTreeMap::new();
    let mut of_people: BTreeMap<usize, Vec<&Answer>> = BTreeMap::new();
    for answer in known {
        let day = first.entry(&answer.survey).or_insert(answer.on);
        *day = (*day).min(answer.on);
        let person = answer.participant.as_ref();
        if let Some(person) = person.and_then(|id| look.register.person_index(id)) {
            of_people.entry(person).or_default().push(answer);
        }
    }
    if first.is_empty() {
        return;
    }
    let surveys = look.register.surveys();
    for (at, person) in look.register.people().iter().enumerate() {
        let own = of_people.get(&at).map_or(&[][..], Vec::as_slice);
        let Some(time) = person
            .record
            .enrollment
            .iter()
            .max_by_key(|time| time.start)
        else {
            continue;
        };
        for (name, begun) in &first {
            let own = own.iter().filter(|answer| answer.survey == **name).copied();
            let asked = Asked {
                look,
                time,
                begun: *begun,
                own: own.collect(),
            };
            let duties = surveys
                .get(*name)
                .into_iter()
                .flat_map(|form| asked.of(name, form));
            all.extend(duties.map(|due| Due {
                participant: Some(person.id.clone()),
                ..due
            }));
        }
    }
}

/// A survey and a parent.
struct Asked<'a> {
    look: &'a Look<'a>,
    /// The last time that the parent is or was in the program.
    time: &'a Enrollment,
    /// The day from which the program uses the survey.
    begun: Day,
    /// The answer sheets of the parent.
    own: Vec<&'a Answer>,
}

impl Asked<'_> {
    /// What is due for the survey: for each point, the last one that should have been answered, or the next.
    fn of(&self, name: &Word, form: &Survey) -> Vec<Due> {
        let mut duties = Vec::new();
        let asks_before = form.points.contains(&Point::Pre);
        for point in form.points.iter().copied() {
            // Later answers say little about people who did not answer before.
            if point == Point::Post && asks_before && !self.is_answered(Point::Pre, self.time.start)
            {
                continue;
            }
            let dues = form.due.iter().filter(|due| due.point == point);
            let days = dues
                .filter_map(|due| self.day(due))
                .filter(|day| *day >= self.begun);
            let days = days.filter(|day| *day <= self.look.until);
            let open = |day: &Day| {
                let is_left = self.look.today.days_since(*day) > LEFT;
                !is_left && !self.is_answered(point, *day)
            };
            if let Some(day) = days.max().filter(open) {
                let what = self.what(name, point);
                duties.push(Due::new(Duty::Survey, day, self.time.start, what));
            }
        }
        duties
    }

    /// The day on which it is due, as far as that is known.
    fn day(&self, due: &SurveyDue) -> Option<Day> {
        if due.at_exit == Some(true) {
            return self.time.end;
        }
        let day = self.time.start.plus_days(i64::from(due.days?));
        // Someone who left is not asked anything that would have been due later.
        (self.time.end.is_none_or(|end| day <= end)).then_some(day)
    }

    fn is_answered(&self, point: Point, day: Day) -> bool {
        let from = day.plus_days(-EARLY);
        let mut own = self.own.iter();
        own.any(|answer| answer.point == point && !answer.is_out() && answer.on >= from)
    }

    fn what(&self, name: &Word, point: Point) -> String {
        let given = self
            .own
            .iter()
            .filter(|answer| answer.point == point && answer.is_out());
        match given.map(|answer| answer.on).max() {
            Some(on) if on >= self.time.start => {
                format!("the survey {name} ({point}), given out on {on}, is not back yet")
            }
            _ => format!("the survey {name} ({point}) is due"),
        }
    }
}
