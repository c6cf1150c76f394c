//! One month of two laptops, and its expected result: computed from what each person did, never from what the program
//! says.

use std::collections::{BTreeMap, BTreeSet};

use fastrand::Rng;

use super::world::{found_any, reached, shown};
use crate::merging::laptops::Office;

pub const WHO: [&str; 2] = ["ana", "ben"];

/// The identity of one id: `family` and `phone`.
pub type Card = BTreeMap<&'static str, String>;
pub type Cards = BTreeMap<String, Card>;
pub type Ids = BTreeSet<String>;

/// A person who comes to the program. The given name never changes.
pub struct Soul {
    pub given: String,
    pub family: String,
    /// Every id that they were ever given.
    pub ids: Vec<String>,
}

/// What one laptop knows.
#[derive(Default)]
pub struct Side {
    pub cards: Cards,
    /// The same as of the last sync of names.
    pub base: Cards,
    /// The ids it knows to be forgotten, and those on its list.
    pub heard: Ids,
    pub listed: Ids,
    /// The parents of its records.
    pub parents: Ids,
    /// The records found to be the same person as another, with that other.
    pub same: BTreeMap<String, String>,
    /// How much longer it is away.
    pub away: usize,
}

/// What the remotes know.
#[derive(Default)]
pub struct There {
    pub cards: Cards,
    /// The ids forgotten according to the names, and according to the records.
    pub names: Ids,
    pub records: Ids,
    pub parents: Ids,
    pub same: BTreeMap<String, String>,
}

pub struct Month<'o> {
    pub office: &'o Office,
    pub rng: Rng,
    pub souls: Vec<Soul>,
    pub sides: [Side; 2],
    pub there: There,
    /// Every text that a computer was ever given about an id.
    pub texts: BTreeMap<String, BTreeSet<String>>,
    pub next: u32,
    pub counts: &'o mut BTreeMap<&'static str, u64>,
    pub done: Vec<String>,
}

/// A word of letters that no other text contains.
pub fn word(start: &str, number: u32) -> String {
    let mut number = number.wrapping_mul(1_299_709) % 456_976;
    let mut text = start.to_owned();
    for _ in 0..4 {
        text.push(char::from(b'a' + u8::try_from(number % 26).unwrap()));
        number /= 26;
    }
    text
}

impl Month<'_> {
    pub fn count(&mut self, what: &'static str) {
        *self.counts.entry(what).or_default() += 1;
    }

    pub fn note(&mut self, side: usize, what: String) {
        self.done.push(format!("{}: {what}", WHO[side]));
    }

    /// A unique number.
    pub fn number(&mut self) -> u32 {
        self.next += 1;
        self.next
    }

    /// Records a text about an id.
    pub fn tell(&mut self, id: &str, text: &str) {
        let texts = self.texts.entry(id.to_owned()).or_default();
        texts.insert(text.to_owned());
    }

    /// The ids of a person whose names are on a laptop, one for all those known there to be one person.
    pub fn roots(&self, side: usize, soul: usize) -> Ids {
        let known = &self.sides[side];
        let ids = self.souls[soul].ids.iter();
        // Names may arrive before the records do, if someone is forgotten between two rounds.
        let here = ids.filter(|id| known.cards.contains_key(*id) && known.parents.contains(*id));
        here.map(|id| known.same.get(id).unwrap_or(id).clone())
            .collect()
    }

    /// Whether anyone anywhere forgot this person.
    pub fn is_forgotten(&self, soul: usize) -> bool {
        let is_out = |id: &String| {
            self.sides.iter().any(|side| side.heard.contains(id)) || self.there.names.contains(id)
        };
        self.souls[soul].ids.iter().any(is_out)
    }

    /// All ids of one person that a laptop knows of.
    pub fn whole(same: &BTreeMap<String, String>, ids: &Ids) -> Ids {
        let root = |id: &String| same.get(id).unwrap_or(id).clone();
        let roots: Ids = ids.iter().map(root).collect();
        let others = same.keys().filter(|id| roots.contains(&root(id)));
        let others: Ids = others.cloned().collect();
        ids.union(&others).cloned().chain(roots).collect()
    }

    /// The names after a round of syncing, and where a person has to decide: the id, the key, ours and theirs.
    pub fn merge(&self, side: usize, heard: &Ids) -> (Cards, Vec<[String; 4]>) {
        let (ours, there) = (&self.sides[side], &self.there);
        let (mut cards, mut open) = (Cards::new(), Vec::new());
        for id in ours.cards.keys().chain(there.cards.keys()) {
            if heard.contains(id) || cards.contains_key(id) {
                continue;
            }
            let mut card = Card::new();
            for key in ["family", "phone"] {
                let of = |cards: &Cards| cards.get(id).and_then(|card| card.get(key)).cloned();
                let (base, mine, other) = (of(&ours.base), of(&ours.cards), of(&there.cards));
                let value = match (mine, other) {
                    (mine, other) if mine == other || other == base => mine,
                    (mine, other) if mine == base => other,
                    (Some(mine), Some(other)) => {
                        open.push([id.clone(), key.to_owned(), mine.clone(), other]);
                        Some(mine)
                    }
                    odd => panic!("{id}: {odd:?}"),
                };
                value.map(|value| card.insert(key, value));
            }
            cards.insert(id.clone(), card);
        }
        (cards, open)
    }

    /// Fails unless a laptop has exactly the names it should have, and nothing about people it knows to be forgotten.
    pub fn is_right(&self, side: usize) {
        let (who, known) = (WHO[side], &self.sides[side]);
        for (id, card) in &known.cards {
            let text = self.office.read(&format!("{who}/identities/{id}.toml"));
            for (key, value) in card {
                let line = format!("{key} = \"{value}\"\n");
                assert!(text.contains(&line), "{who}: {id}: {line} in {text}");
            }
        }
        let all = shown(self.office, who);
        for soul in 0..self.souls.len() {
            let (given, roots) = (&self.souls[soul].given, self.roots(side, soul));
            let lines: Vec<&str> = all.lines().filter(|line| line.contains(given)).collect();
            assert_eq!(lines.len(), roots.len(), "{who}: {given} in {all}");
            let is_one = |line: &&str| roots.iter().any(|id| line.starts_with(&**id));
            assert!(lines.iter().all(is_one), "{who}: {given} in {all}");
        }
        self.holds_nothing(&[who], &known.heard);
    }

    /// Fails unless a laptop finds, by name, exactly the people it should find.
    pub fn finds(&self, side: usize) {
        let who = WHO[side];
        for soul in 0..self.souls.len() {
            let (given, roots) = (&self.souls[soul].given, self.roots(side, soul));
            let answer = self.office.peer(who, &["show", given]);
            let told = answer.whole();
            match roots.len() {
                0 => assert_eq!(answer.status, 2, "{who}: {given} {told}"),
                1 => assert_eq!(answer.status, 0, "{who}: {given} {told}"),
                _ => assert!(told.contains("matches 2 records"), "{who}: {given} {told}"),
            }
            assert!(
                roots.iter().all(|id| told.contains(&**id)),
                "{who}: {given} {told}"
            );
        }
    }

    /// Fails if a text about a forgotten person is left in one of these folders.
    pub fn holds_nothing(&self, folders: &[&str], heard: &Ids) {
        let texts = self.forgotten_texts(heard);
        for folder in folders {
            let places = found_any(self.office, folder, &texts);
            assert!(places.is_empty(), "{folder}: {places:?}");
        }
    }

    /// Texts that only forgotten people have.
    fn forgotten_texts(&self, heard: &Ids) -> BTreeSet<String> {
        let mut texts = BTreeSet::new();
        for (id, all) in &self.texts {
            if heard.contains(id) {
                texts.extend(all.iter().cloned());
            }
        }
        for (_, all) in self.texts.iter().filter(|(id, _)| !heard.contains(*id)) {
            texts.retain(|text| !all.contains(text));
        }
        texts
    }

    /// Fails if a ref of the names remote reaches something about people it knows to be forgotten.
    pub fn reaches_nothing(&self) {
        let all = reached(self.office, "names.git");
        for text in self.forgotten_texts(&self.there.names) {
            assert!(!all.contains(&text), "names.git reaches {text}");
        }
    }
}
