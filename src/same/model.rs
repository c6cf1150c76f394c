//! Fellegi-Sunter with three kinds of pairs: one person, two in one household, two strangers.
//!
//! A household shares name, street and phone, so agreement there says little about the person; as relatives are their
//! own kind, they are not mistaken for one person. How often each kind agrees on each level is learned from the records
//! by EM, starting from the beliefs below, which count as much as `BELIEF` pairs; strangers are counted on pairs drawn
//! at random. Equal values count by how rare they are.

use super::blocks::Counts;
use super::compare::{
    BORN, FAMILY, FIELDS, GIVEN, IDS, LEVELS, Levels, OTHER, PHONE, SAME, STREET, UNKNOWN, levels,
};
use super::face::Face;

type Table = [[f64; LEVELS]; FIELDS];

/// Levels: unknown, the same, a variant, a typo, an initial, other.
const ONE_PERSON: Table = [
    [0.0, 0.84, 0.06, 0.06, 0.01, 0.03],
    [0.0, 0.84, 0.06, 0.05, 0.0, 0.05],
    [0.0, 0.90, 0.06, 0.015, 0.0, 0.025],
    [0.0, 0.98, 0.0, 0.0, 0.0, 0.02],
    [0.0, 0.55, 0.10, 0.0, 0.0, 0.35],
    [0.0, 0.60, 0.05, 0.0, 0.0, 0.35],
    [0.0, 0.95, 0.0, 0.0, 0.0, 0.05],
];
const RELATIVES: Table = [
    [0.0, 0.015, 0.015, 0.02, 0.03, 0.92],
    [0.0, 0.75, 0.05, 0.03, 0.0, 0.17],
    [0.0, 0.02, 0.015, 0.065, 0.0, 0.90],
    [0.0, 0.45, 0.0, 0.0, 0.0, 0.55],
    [0.0, 0.85, 0.10, 0.0, 0.0, 0.05],
    [0.0, 0.60, 0.02, 0.0, 0.0, 0.38],
    [0.0, 0.0005, 0.0, 0.0, 0.0, 0.9995],
];
const STRANGERS: Table = [
    [0.0, 0.005, 0.004, 0.008, 0.03, 0.953],
    [0.0, 0.003, 0.002, 0.006, 0.0, 0.989],
    [0.0, 0.000_06, 0.000_6, 0.012, 0.0, 0.987],
    [0.0, 0.5, 0.0, 0.0, 0.0, 0.5],
    [0.0, 0.001, 0.002, 0.0, 0.0, 0.997],
    [0.0, 0.000_2, 0.000_1, 0.0, 0.0, 0.9997],
    [0.0, 0.000_01, 0.0, 0.0, 0.0, 0.999_99],
];

/// The fields of which equal values count by how rare they are.
const COUNTED: [usize; 5] = [GIVEN, FAMILY, BORN, STREET, PHONE];

/// The number of pairs that each belief counts as.
const BELIEF: f64 = 40.0;
/// Beliefs per person on file: how many have a second record, and how many pairs of relatives there are.
const DOUBLES: f64 = 0.03;
const KIN: f64 = 0.5;
/// The number of people that the belief about the rarity of a value counts as.
const RARE: f64 = 200.0;
/// Years in which people are born, and days of a year.
const YEARS: f64 = 80.0;
const DAYS: f64 = 365.0;
/// The number of EM rounds.
const ROUNDS: usize = 15;
/// The limit on how much more often than believed relatives may agree as persons.
const CAP: f64 = 2.5;
/// How many pairs are drawn at random.
const DRAWN: usize = 40_000;

/// What was learned.
#[derive(Debug)]
pub(super) struct Model {
    person: Table,
    relatives: Table,
    strangers: Table,
    /// The number of pairs of each kind: one person, relatives, strangers.
    counts: [f64; 3],
    people: f64,
    values: [Counts; FIELDS],
}

impl Model {
    /// A model of these people before it has seen any relatives or any duplicates.
    pub fn new(faces: &[Face]) -> Self {
        let mut model = Self::believed(faces);
        model.draw(faces);
        model
    }

    /// The beliefs about pairs, with how rare the values of these people are.
    pub fn believed(faces: &[Face]) -> Self {
        let mut model = Self {
            person: ONE_PERSON,
            relatives: RELATIVES,
            strangers: STRANGERS,
            counts: [0.0; 3],
            people: 0.0,
            values: Default::default(),
        };
        model.of_people(0.0);
        faces.iter().for_each(|face| model.count(face));
        model
    }

    /// One more person.
    pub fn count(&mut self, face: &Face) {
        for field in COUNTED {
            self.values[field].add(&value(face, field));
        }
        self.of_people(self.people + 1.0);
    }

    /// One person less.
    pub fn forget(&mut self, face: &Face) {
        for field in COUNTED {
            self.values[field].less(&value(face, field));
        }
        self.of_people(self.people - 1.0);
    }

    /// What is believed of so many people.
    fn of_people(&mut self, people: f64) {
        self.people = people;
        self.counts = [
            DOUBLES * people + 1.0,
            KIN * people + 1.0,
            people * (people - 1.0) / 2.0 + 1.0,
        ];
    }

    /// Learns how often strangers agree by chance, from pairs drawn at random.
    fn draw(&mut self, faces: &[Face]) {
        let Ok(sides) = u64::try_from(faces.len()) else {
            return;
        };
        if sides < 3 {
            return;
        }
        let mut state = 1_u64;
        let mut next = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) % sides) as usize
        };
        let mut seen: Table = Default::default();
        for _ in 0..DRAWN.min(faces.len() * 20) {
            let (one, other) = (next(), next());
            if one == other {
                continue;
            }
            let levels = levels(&faces[one], &faces[other]);
            (0..FIELDS).for_each(|field| seen[field][levels[field] as usize] += 1.0);
        }
        self.strangers = blend(&seen, &STRANGERS, 2_000.0);
    }

    /// How rare it is for a stranger to have the same value that two people share.
    fn rarity(&self, face: &Face, field: usize) -> f64 {
        let shared = f64::from(self.values[field].of(&value(face, field)));
        if field == BORN && !face.born.ends_with("0101") {
            return (shared + RARE / YEARS) / (self.people + RARE) / DAYS;
        }
        (shared - 1.0 + RARE * STRANGERS[field][SAME as usize]).max(0.0) / (self.people + RARE)
    }

    /// The probability that strangers agree as these two do.
    pub fn by_chance(&self, face: &Face, levels: &Levels) -> f64 {
        let mut all = 1.0;
        for (field, level) in levels.iter().enumerate() {
            if *level == UNKNOWN {
                continue;
            }
            all *= if *level == SAME && COUNTED.contains(&field) {
                self.rarity(face, field)
            } else {
                self.strangers[field][*level as usize]
            };
        }
        all
    }

    fn kinds(&self, levels: &Levels, by_chance: f64) -> [f64; 3] {
        let product = |table: &Table| {
            let known = levels
                .iter()
                .enumerate()
                .filter(|(_, level)| **level != UNKNOWN);
            known
                .map(|(field, level)| table[field][*level as usize])
                .product::<f64>()
        };
        [
            self.counts[0] * product(&self.person),
            self.counts[1] * product(&self.relatives),
            self.counts[2] * by_chance,
        ]
    }

    /// Learns from pairs, each with its levels and the probability that strangers agree that way.
    pub fn learn(&mut self, pairs: &[(Levels, f32)]) {
        let (doubles, kin) = (DOUBLES * self.people + 1.0, KIN * self.people + 1.0);
        let weigh = BELIEF / (BELIEF + pairs.len() as f64);
        for _ in 0..ROUNDS {
            let mut seen: [Table; 2] = Default::default();
            let mut counts = [0.0; 2];
            for (levels, by_chance) in pairs {
                let kinds = self.kinds(levels, f64::from(*by_chance));
                let all: f64 = kinds.iter().sum::<f64>().max(f64::MIN_POSITIVE);
                for kind in 0..2 {
                    let part = kinds[kind] / all;
                    counts[kind] += part;
                    (0..FIELDS).for_each(|field| seen[kind][field][levels[field] as usize] += part);
                }
            }
            self.person = blend(&seen[0], &ONE_PERSON, BELIEF);
            self.relatives = blend(&seen[1], &RELATIVES, BELIEF);
            self.relatives
                .iter_mut()
                .zip(&RELATIVES)
                .enumerate()
                .for_each(apart);
            self.counts[0] = weigh * doubles + (1.0 - weigh) * counts[0];
            self.counts[1] = weigh * kin + (1.0 - weigh) * counts[1];
        }
    }

    /// The probabilities that a pair is one person, and that it is relatives.
    pub fn certainty(&self, levels: &Levels, by_chance: f64) -> (f64, f64) {
        let kinds = self.kinds(levels, by_chance);
        let all: f64 = kinds.iter().sum::<f64>().max(f64::MIN_POSITIVE);
        (kinds[0] / all, kinds[1] / all)
    }
}

/// What was seen, combined with the beliefs, by `weight`.
fn blend(seen: &Table, believed: &Table, weight: f64) -> Table {
    let mut all = *believed;
    for field in 0..FIELDS {
        let known: f64 = seen[field][1..].iter().sum();
        for level in 1..LEVELS {
            all[field][level] =
                (seen[field][level] + weight * believed[field][level]) / (known + weight);
        }
    }
    all
}

/// Keeps relatives distinct: they agree in given name, birth date and outside numbers at most `CAP` times as often as
/// believed, whatever was seen.
fn apart((field, (learned, believed)): (usize, (&mut [f64; LEVELS], &[f64; LEVELS]))) {
    if ![GIVEN, BORN, IDS].contains(&field) {
        return;
    }
    for level in 1..OTHER as usize {
        learned[level] = learned[level].min(CAP * believed[level]);
    }
    learned[OTHER as usize] = 1.0 - learned[1..OTHER as usize].iter().sum::<f64>();
}

/// The text of a counted field.
fn value(face: &Face, field: usize) -> String {
    let name = face.names.first();
    match field {
        GIVEN => name.map_or(String::new(), |name| name.given.join(" ")),
        FAMILY => name.map_or(String::new(), |name| name.family.concat()),
        BORN if face.born.ends_with("0101") => face.born.to_string(),
        BORN => face.born.get(..4).unwrap_or_default().to_owned(),
        STREET => face.street.to_string(),
        PHONE => face.phone.to_string(),
        _ => String::new(),
    }
}
