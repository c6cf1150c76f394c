//! All pairs worth comparing, compared and weighed.

use super::blocks::pairs as pairs_of;
use super::clusters::clusters;
use super::compare::{Levels, in_person, levels};
use super::face::{Described, Face};
use super::model::Model;

/// The limits of how much a pair counts against and for being one person, in log odds.
const MOST: (f32, f32) = (-4.0, 9.0);

/// Two people who were compared.
#[derive(Debug, Clone, Copy)]
pub(super) struct Compared {
    pub one: u32,
    pub other: u32,
    pub levels: Levels,
    /// How likely they are one person.
    pub certainty: f64,
    /// How likely they are relatives.
    pub kin: f64,
}

impl Compared {
    /// The log odds that they are one person; never positive if they do not agree as persons.
    fn odds(&self) -> f32 {
        let sure = self.certainty.clamp(1e-4, 1.0 - 1e-4);
        let odds = ((sure / (1.0 - sure)).ln() as f32).clamp(MOST.0, MOST.1);
        if in_person(&self.levels) {
            odds
        } else {
            odds.min(0.0)
        }
    }
}

/// People, with all pairs of them worth comparing, and what was learned from those.
pub(super) struct Comparison<'f> {
    faces: &'f [Face],
    model: Model,
    /// The pairs worth comparing.
    pub pairs: Vec<Compared>,
}

impl<'f> Comparison<'f> {
    pub fn of(faces: &'f [Face]) -> Self {
        let mut model = Model::new(faces);
        let pairs = pairs_of(faces);
        let seen: Vec<(Levels, f32)> = pairs
            .iter()
            .map(|(one, other)| {
                let (one, other) = (&faces[*one as usize], &faces[*other as usize]);
                let levels = levels(one, other);
                (levels, model.by_chance(one, &levels) as f32)
            })
            .collect();
        model.learn(&seen);
        let weigh = |(&(one, other), &(levels, by_chance)): (&(u32, u32), &(Levels, f32))| {
            weighed(&model, (one, other), levels, f64::from(by_chance))
        };
        let pairs = pairs.iter().zip(&seen).map(weigh).collect();
        Self {
            faces,
            model,
            pairs,
        }
    }

    /// The groups of people taken to be one, by place. A pair that shares no key is compared if two groups may be
    /// joined; a pair for which `is_two` is true never shares a group.
    pub fn groups(&self, is_two: &dyn Fn(u32, u32) -> bool) -> Vec<Vec<u32>> {
        let open = self
            .pairs
            .iter()
            .filter(|pair| !is_two(pair.one, pair.other));
        let scored: Vec<(u32, u32, f32)> = open
            .map(|pair| (pair.one, pair.other, pair.odds()))
            .collect();
        clusters(self.faces.len(), &scored, &|one, other| {
            if is_two(one, other) {
                return f32::NEG_INFINITY;
            }
            let (a, b) = (&self.faces[one as usize], &self.faces[other as usize]);
            let levels = levels(a, b);
            let by_chance = self.model.by_chance(a, &levels);
            weighed(&self.model, (one, other), levels, by_chance).odds()
        })
    }
}

fn weighed(model: &Model, (one, other): (u32, u32), levels: Levels, by_chance: f64) -> Compared {
    let (certainty, kin) = model.certainty(&levels, by_chance);
    Compared {
        one,
        other,
        levels,
        certainty,
        kin,
    }
}

/// The groups of people taken to be one, by place: the model's result if nobody decides.
#[must_use]
pub fn groups(told: &[Described]) -> Vec<Vec<u32>> {
    let faces: Vec<Face> = told.iter().map(Face::of).collect();
    Comparison::of(&faces).groups(&|_, _| false)
}
