//! Everybody on file, and those who are entered beside them, found by what they have in common.

use std::collections::{BTreeSet, HashMap};

use super::blocks::key_hashes;
use super::compare::{BORN, Levels, PHONE, SAME, in_person, levels};
use super::face::{Described, Face};
use super::model::Model;

/// People who can be compared with one who is being entered. It uses the beliefs about pairs without learning, so it is
/// quick.
#[derive(Debug)]
pub struct Crowd {
    faces: Vec<Face>,
    model: Model,
    by_key: HashMap<u64, Vec<usize>>,
}

/// Somebody who looks like a person being entered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Like {
    /// The place in the order in which they were added.
    pub at: usize,
    /// How certain it is that they are one person, from 0 to 1.
    pub certainty: f64,
    pub(super) levels: Levels,
}

impl Like {
    /// Whether both have the same birth date.
    #[must_use]
    pub fn same_birth_date(&self) -> bool {
        self.levels[BORN] == SAME
    }

    /// Whether both have the same phone number.
    #[must_use]
    pub fn same_phone(&self) -> bool {
        self.levels[PHONE] == SAME
    }
}

impl Default for Crowd {
    fn default() -> Self {
        Self {
            faces: Vec::new(),
            model: Model::believed(&[]),
            by_key: HashMap::new(),
        }
    }
}

impl Crowd {
    /// Adds somebody.
    pub fn add(&mut self, told: &Described) {
        let face = Face::of(told);
        for key in key_hashes(&face) {
            self.by_key.entry(key).or_default().push(self.faces.len());
        }
        self.model.count(&face);
        self.faces.push(face);
    }

    /// Those who look like somebody, except relatives.
    pub fn like(&mut self, told: &Described) -> Vec<Like> {
        let face = Face::of(told);
        // How rare a value is counts both.
        self.model.count(&face);
        let keys = key_hashes(&face);
        let places = keys.iter().filter_map(|key| self.by_key.get(key));
        let places: BTreeSet<usize> = places.flatten().copied().collect();
        let found = places.into_iter().filter_map(|at| {
            let levels = levels(&face, &self.faces[at]);
            let by_chance = self.model.by_chance(&face, &levels);
            let (certainty, kin) = self.model.certainty(&levels, by_chance);
            (in_person(&levels) && certainty > kin).then_some(Like {
                at,
                certainty,
                levels,
            })
        });
        let found = found.collect();
        self.model.forget(&face);
        found
    }

    /// What is known of somebody, by place.
    pub(super) fn face(&self, at: usize) -> &Face {
        &self.faces[at]
    }
}
