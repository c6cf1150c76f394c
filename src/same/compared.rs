//! All pairs worth comparing, compared and weighed.

use super::blocks::pairs as pairs_of;
use super::clusters::clusters;
use super::compare::{Compare, Levels, in_person};
use super::face::{Described, Face};
use super::model::Model;

/// What a pair that is not worth comparing speaks against one person, in log odds.
pub(super) const AGAINST: f32 = -4.0;

/// Two that were compared.
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
    /// The log odds that they are one person; never for it where they do not agree in the person.
    pub fn odds(&self) -> f32 {
        let sure = self.certainty.clamp(1e-4, 1.0 - 1e-4);
        let odds = (sure / (1.0 - sure)).ln() as f32;
        if in_person(&self.levels) {
            odds
        } else {
            odds.min(0.0)
        }
    }
}

/// All pairs worth comparing.
pub(super) fn compared(faces: &[Face]) -> Vec<Compared> {
    let compare = Compare::new();
    let mut model = Model::new(faces, &compare);
    let pairs = pairs_of(faces);
    let seen: Vec<(Levels, f32)> = pairs
        .iter()
        .map(|(one, other)| {
            let (one, other) = (&faces[*one as usize], &faces[*other as usize]);
            let levels = compare.levels(one, other);
            (levels, model.by_chance(one, &levels) as f32)
        })
        .collect();
    model.learn(&seen);
    let weigh = |(&(one, other), &(levels, by_chance)): (&(u32, u32), &(Levels, f32))| {
        let (certainty, kin) = model.certainty(&levels, f64::from(by_chance));
        Compared {
            one,
            other,
            levels,
            certainty,
            kin,
        }
    };
    pairs.iter().zip(&seen).map(weigh).collect()
}

/// The groups of people who are taken for one, by place: what the model says where nobody decides.
#[must_use]
pub fn groups(told: &[Described]) -> Vec<Vec<u32>> {
    let faces: Vec<Face> = told.iter().map(Face::of).collect();
    let scored: Vec<(u32, u32, f32)> = compared(&faces)
        .iter()
        .map(|pair| (pair.one, pair.other, pair.odds()))
        .collect();
    clusters(faces.len(), &scored, AGAINST)
}
