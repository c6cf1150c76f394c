//! What parents answer to surveys. It has its own randomness: answers do not change anyone's life.

use peer::record::schema::Prose;
use peer::record::survey::{Answers, shipped};
use peer::record::{Answer, Day, ParticipantId, Point, Survey, Word};

use super::book::{Book, day, last};
use super::dice::{Dice, workday};

/// The first day on which a program asks.
const BEGAN: &str = "2026-01-05";

/// Asks parents who come from 2026 on. If `looks_back`, parents are also asked at the end how it was before.
pub fn season(book: &mut Book, seed: u64, looks_back: bool) {
    let mut dice = Dice::new(seed);
    let surveys: Vec<(Word, Survey)> = shipped().collect();
    let [felt, factors] = surveys.as_slice() else {
        panic!("{surveys:?}");
    };
    let parents: Vec<ParticipantId> = book
        .participants
        .iter()
        .filter(|(_, record)| record.same_as.is_none() && record.void.is_none())
        .map(|(id, _)| id.clone())
        .collect();
    for id in parents {
        let times = book.participants[&id].enrollment.clone();
        let Some(time) = times.last().filter(|time| time.start >= day(BEGAN)) else {
            continue;
        };
        let end = time.end.unwrap_or(last());
        let mut asking = Asking {
            book: &mut *book,
            dice: &mut dice,
            id: &id,
        };
        asking.factors(factors, (time.start, end), time.end.is_some(), looks_back);
        asking.felt(felt, time.start, end);
    }
    groups(book, &mut dice, felt);
}

/// A parent who is asked.
struct Asking<'b> {
    book: &'b mut Book,
    dice: &'b mut Dice,
    id: &'b ParticipantId,
}

impl Asking<'_> {
    /// The Protective Factors Survey: as the parent comes, after 90 days, and at the end.
    fn factors(
        &mut self,
        survey: &(Word, Survey),
        (start, end): (Day, Day),
        has_left: bool,
        looks_back: bool,
    ) {
        // The parent's score on each scale, in tenths, and how much that changes.
        let scales = survey.1.scale.len();
        let before: Vec<i64> = (0..scales).map(|_| self.dice.between(10, 31)).collect();
        let change: Vec<i64> = (0..scales).map(|_| self.dice.between(-3, 17)).collect();
        let half = |way: i64| -> Vec<i64> {
            let both = before.iter().zip(&change);
            both.map(|(level, change)| (level + change * way / 2).clamp(4, 39))
                .collect()
        };
        let first = workday(start.plus_days(self.dice.between(0, 12)));
        if first > end || first > last() {
            return;
        }
        let is_back = !self.dice.chance(6);
        self.sheet(survey, first, Point::Pre, is_back.then_some(&half(0)));
        let later = workday(start.plus_days(90 + self.dice.between(-8, 15)));
        if later <= end && later <= last() && !self.dice.chance(12) {
            let is_back = !self.dice.chance(15);
            self.sheet(survey, later, Point::Post, is_back.then_some(&half(1)));
        }
        let half_a_year = workday(start.plus_days(180 + self.dice.between(-8, 15)));
        if half_a_year <= end && half_a_year <= last() && !self.dice.chance(20) {
            let is_back = !self.dice.chance(15);
            self.sheet(
                survey,
                half_a_year,
                Point::Post,
                is_back.then_some(&half(2)),
            );
        }
        if has_left && end > first && end <= last() && self.dice.chance(60) {
            self.sheet(survey, end, Point::Post, Some(&half(2)));
            if looks_back {
                let harder: Vec<i64> = half(0).iter().map(|level| (level - 4).max(3)).collect();
                self.sheet(survey, end, Point::Retrospective, Some(&harder));
            }
        }
    }

    /// How parents like the program, after 90 days.
    fn felt(&mut self, survey: &(Word, Survey), start: Day, end: Day) {
        let on = workday(start.plus_days(90 + self.dice.between(0, 20)));
        if on > end || on > last() || self.dice.chance(20) {
            return;
        }
        let is_back = !self.dice.chance(18);
        let answers = satisfied(self.dice, &survey.1);
        self.put(survey, on, Point::Once, is_back.then_some(answers));
    }

    fn sheet(&mut self, survey: &(Word, Survey), on: Day, point: Point, levels: Option<&Vec<i64>>) {
        let answers = levels.map(|levels| {
            let mut answers = Answers::default();
            for (scale, level) in survey.1.scale.iter().zip(levels) {
                for item in &scale.items {
                    let answer = ((level + self.dice.between(-6, 6)) + 5) / 10;
                    if !self.dice.chance(3) {
                        let answer = u32::try_from(answer.clamp(0, 4)).unwrap();
                        answers.0.insert(*item, answer);
                    }
                }
            }
            answers
        });
        self.put(survey, on, point, answers);
    }

    fn put(&mut self, survey: &(Word, Survey), on: Day, point: Point, answers: Option<Answers>) {
        let answer = Answer {
            participant: Some(self.id.clone()),
            answers: answers.unwrap_or_default(),
            ..blank(survey, on, point)
        };
        self.book
            .answers
            .entry(answer.natural_key(1))
            .or_insert(answer);
    }
}

/// Sheets without a name, handed out in a group once a quarter; some never come back.
fn groups(book: &mut Book, dice: &mut Dice, survey: &(Word, Survey)) {
    for on in ["2026-03-25", "2026-06-24", "2026-09-23"].map(day) {
        let back = dice.between(5, 9);
        for ordinal in 1..=back {
            let answer = Answer {
                answers: satisfied(dice, &survey.1),
                ..blank(survey, on, Point::Once)
            };
            let ordinal = u32::try_from(ordinal).unwrap();
            book.answers.insert(answer.natural_key(ordinal), answer);
        }
        let out = Answer {
            given: Some(u32::try_from(dice.between(1, 4)).unwrap()),
            note: Some(Prose("Handed out at the end of the group.".into())),
            ..blank(survey, on, Point::Once)
        };
        let ordinal = u32::try_from(back + 1).unwrap();
        book.answers.insert(out.natural_key(ordinal), out);
    }
}

/// Answers of someone who mostly likes the program.
fn satisfied(dice: &mut Dice, survey: &Survey) -> Answers {
    let mut answers = Answers::default();
    for item in &survey.item {
        let answer = dice.weighted(&[(5, 58), (4, 30), (3, 8), (2, 3), (1, 1)]);
        if !dice.chance(4) {
            answers.0.insert(item.number, answer);
        }
    }
    if answers.0.is_empty() {
        answers.0.insert(1, 5);
    }
    answers
}

fn blank((name, _): &(Word, Survey), on: Day, point: Point) -> Answer {
    Answer {
        survey: name.clone(),
        on,
        participant: None,
        point,
        given: None,
        entered_by: None,
        void: None,
        note: None,
        answers: Answers::default(),
    }
}
