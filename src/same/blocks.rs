//! Which pairs are worth comparing: those that share a key. Each person has many keys, so that a typo in one does no
//! harm.

use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use super::compare::sound;
use super::face::Face;

/// A key shared by more people than this distinguishes nobody.
const MOST: usize = 60;

/// Pairs of places that share a key, each once, in order.
pub(super) fn pairs(faces: &[Face]) -> Vec<(u32, u32)> {
    let mut keyed: Vec<(u64, u32)> = Vec::with_capacity(faces.len() * 12);
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    for (at, face) in (0_u32..).zip(faces) {
        keys(face, &mut |key: &str| {
            keyed.push((hasher.hash_one(key), at))
        });
    }
    keyed.sort_unstable();
    keyed.dedup();
    let mut all = Vec::new();
    for block in keyed.chunk_by(|one, other| one.0 == other.0) {
        if block.len() > MOST {
            continue;
        }
        for (nth, (_, one)) in block.iter().enumerate() {
            all.extend(block[nth + 1..].iter().map(|(_, other)| (*one, *other)));
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// The keys of somebody, as numbers.
pub(super) fn key_hashes(face: &Face) -> BTreeSet<u64> {
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    let mut all = BTreeSet::new();
    keys(face, &mut |key| {
        all.insert(hasher.hash_one(key));
    });
    all
}

fn keys(face: &Face, add: &mut dyn FnMut(&str)) {
    let born = &*face.born;
    let street = &*face.street.replace(' ', "");
    let year = born.get(..4).unwrap_or_default();
    let rest = born.get(4..).unwrap_or_default();
    for name in &face.names {
        let mut words: Vec<&str> = name
            .given
            .iter()
            .chain(&name.family)
            .map(|word| &**word)
            .collect();
        words.sort_unstable();
        let whole = words.concat();
        let given = name.given.first().map_or("", |word| &**word);
        let family = name.family.concat();
        if words.len() > 1 {
            add(&format!("n{whole}"));
            if !given.is_empty() && !family.is_empty() {
                // Given and family names are sometimes swapped.
                let (one, other) = (sound(given), sound(&family));
                add(&format!("s{}.{}", (&one).min(&other), (&one).max(&other)));
            }
        }
        let start: String = given.chars().take(2).collect();
        if !start.is_empty() && !born.is_empty() {
            add(&format!("g{}{year}", sound(given)));
            add(&format!("m{start}{rest}"));
        }
        for word in &name.family {
            let start: String = word.chars().take(4).collect();
            if !born.is_empty() {
                add(&format!("f{start}{year}"));
                add(&format!("d{start}{rest}"));
            }
        }
        if !face.street.is_empty() && !start.is_empty() {
            add(&format!("a{start}{street}"));
            let is_road = |word: &&str| {
                word.len() > 3 && !word.starts_with(|first: char| first.is_ascii_digit())
            };
            if let Some(word) = face.street.split(' ').find(is_road) {
                let begin: String = word.chars().take(4).collect();
                add(&format!("w{start}{begin}"));
            }
        }
        if !face.phone.is_empty() && !start.is_empty() {
            add(&format!("q{start}{}", face.phone));
        }
    }
    if !born.is_empty() {
        add(&format!("b{born}"));
        if !face.street.is_empty() {
            let start: String = street.chars().take(6).collect();
            add(&format!("y{start}{year}"));
        }
    }
    if !face.street.is_empty() {
        add(&format!("h{street}"));
    }
    if !face.phone.is_empty() {
        add(&format!("p{}", face.phone));
    }
    for id in &face.ids {
        add(&format!("i{id}"));
    }
}

/// How many people have each value of a field.
#[derive(Debug, Default)]
pub(super) struct Counts(HashMap<Box<str>, u32>);

impl Counts {
    pub fn add(&mut self, value: &str) {
        if value.is_empty() {
            return;
        }
        match self.0.get_mut(value) {
            Some(count) => *count += 1,
            None => {
                self.0.insert(value.into(), 1);
            }
        }
    }

    pub fn less(&mut self, value: &str) {
        if let Some(count) = self.0.get_mut(value) {
            *count -= 1;
        }
    }

    pub fn of(&self, value: &str) -> u32 {
        self.0.get(value).copied().unwrap_or(0)
    }
}
