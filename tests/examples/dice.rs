//! Chance with a seed, so that the story is the same every time.

use std::collections::BTreeSet;

use peer::record::Day;
use peer::record::schema::Prose;

/// The letters of ids: Crockford's base 32 in lower case, which has no i, l, o and u.
const LETTERS: &[u8] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A seeded source of chance that never gives the same id twice.
pub struct Dice {
    rng: fastrand::Rng,
    /// Notes have their own source of chance, so that another note changes no life.
    pen: fastrand::Rng,
    minted: BTreeSet<String>,
    written: BTreeSet<&'static str>,
}

impl Dice {
    /// Chance that unfolds from `seed`.
    pub fn new(seed: u64) -> Self {
        let rng = fastrand::Rng::with_seed(seed);
        let pen = fastrand::Rng::with_seed(seed + 1);
        Self {
            rng,
            pen,
            minted: BTreeSet::new(),
            written: BTreeSet::new(),
        }
    }

    /// True in `percent` of 100 throws.
    pub fn chance(&mut self, percent: u32) -> bool {
        self.rng.u32(0..100) < percent
    }

    /// A number from `low` to `high`, inclusive.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        self.rng.i64(low..=high.max(low))
    }

    /// A day from `first` to `last`, inclusive.
    pub fn day(&mut self, first: Day, last: Day) -> Day {
        first.plus_days(self.between(0, last.days_since(first)))
    }

    /// A day from `first` to `last` on which offices are open, or the first one after `last`.
    pub fn workday(&mut self, first: Day, last: Day) -> Day {
        workday(self.day(first, last))
    }

    /// One of several.
    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.rng.usize(0..from.len())].clone()
    }

    /// One of several, with these weights.
    pub fn weighted<T: Clone>(&mut self, from: &[(T, u32)]) -> T {
        let mut left = self.rng.u32(0..from.iter().map(|(_, weight)| weight).sum());
        for (value, weight) in from {
            if left < *weight {
                return value.clone();
            }
            left -= weight;
        }
        from[0].0.clone()
    }

    /// Up to `count` different items.
    pub fn some<T: Clone>(&mut self, from: &[T], count: i64) -> Vec<T> {
        let mut all = from.to_vec();
        self.rng.shuffle(&mut all);
        all.truncate(usize::try_from(count).unwrap_or(0));
        all
    }

    /// One of these notes in `percent` of 100 throws; each is used only once.
    pub fn note(&mut self, percent: u32, from: &[&'static str]) -> Option<Prose> {
        let left: Vec<&str> = from
            .iter()
            .filter(|text| !self.written.contains(*text))
            .copied()
            .collect();
        if left.is_empty() || self.pen.u32(0..100) >= percent {
            return None;
        }
        let text = left[self.pen.usize(0..left.len())];
        self.written.insert(text);
        Some(Prose(text.into()))
    }

    /// A new id with this first letter.
    pub fn id(&mut self, letter: char) -> String {
        loop {
            let stem: String = (0..5).map(|_| char::from(self.pick(LETTERS))).collect();
            let id = format!("{letter}-{stem}");
            if self.minted.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// This day, or the next one on which offices are open.
pub fn workday(day: Day) -> Day {
    let mut day = day;
    while ["sat", "sun"].contains(&day.weekday()) || is_holiday(day) {
        day = day.plus_days(1);
    }
    day
}

/// Whether offices are closed all over the country.
fn is_holiday(day: Day) -> bool {
    let week = (day.day() - 1) / 7 + 1;
    match (day.month(), day.day(), day.weekday()) {
        (1, 1, _) | (7, 4, _) | (11, 11, _) | (12, 25, _) => true,
        (9, _, "mon") => week == 1,
        (11, _, "thu") => week == 4,
        (5, last, "mon") => last > 24,
        _ => false,
    }
}
