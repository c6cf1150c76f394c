//! Who may be one person: pairs of participants that look alike, how certain that is, and why, in words.
//!
//! The model is that of Fellegi and Sunter (1969), with its weights learned from the program's own records by
//! expectation and maximization; `same.md` says how in plain words. Nothing here decides anything: what counts in
//! reports is only what the records say. Only `register` and `record` are imported.

mod blocks;
mod clusters;
mod compare;
mod face;
mod model;
mod people;
mod reasons;

pub use face::Described;
pub use people::{Alike, Likeness, beside, described, open, pairs};

use compare::{Compare, Levels};
use face::Face;
use model::Model;

/// What `peer explain same` says.
pub const EXPLAINED: &str = include_str!("same.md");

/// What a pair that is not worth comparing speaks against one person, in log odds.
const AGAINST: f32 = -4.0;

/// Two that were compared.
#[derive(Debug, Clone, Copy)]
struct Compared {
    one: u32,
    other: u32,
    levels: Levels,
    /// How likely they are one person.
    certainty: f64,
    /// How likely they are relatives.
    kin: f64,
}

impl Compared {
    /// The log odds that they are one person; never for it where they do not agree in the person.
    fn odds(&self) -> f32 {
        let sure = self.certainty.clamp(1e-4, 1.0 - 1e-4);
        let odds = (sure / (1.0 - sure)).ln() as f32;
        if compare::in_person(&self.levels) {
            odds
        } else {
            odds.min(0.0)
        }
    }
}

/// All pairs worth comparing.
fn compared(faces: &[Face]) -> Vec<Compared> {
    let compare = Compare::new();
    let mut model = Model::new(faces, &compare);
    let pairs = blocks::pairs(faces);
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
    clusters::clusters(faces.len(), &scored, AGAINST)
}

#[cfg(test)]
mod tests;
