//! What people do in a month with names on two laptops.

use std::fs;

use super::month::{Card, Cards, Ids, Month, Soul, WHO, word};

impl Month<'_> {
    /// One action of a person.
    pub fn act(&mut self) {
        let side = self.rng.usize(0..2);
        match self.rng.usize(0..20) {
            0..=5 => self.comes(side),
            6..=8 => self.edit(side),
            9 => self.edit_and_undo(side),
            10 | 11 => self.forget(side),
            12 | 13 => self.by_hand(side),
            14 => drop(self.office.ok(WHO[side], &["save"])),
            15 if self.sides.iter().all(|side| side.away == 0) => {
                self.sides[side].away = self.rng.usize(6..12);
                self.note(side, "goes away".to_owned());
            }
            _ => self.maybe_round(side),
        }
    }

    /// A round, unless the laptop is away; the one with which it comes back is like any other.
    fn maybe_round(&mut self, side: usize) {
        if self.sides[side].away == 0 {
            self.round(side);
        }
    }

    /// Counts the days a laptop is away, and brings it back.
    pub fn tick(&mut self) {
        for side in 0..2 {
            if self.sides[side].away > 0 {
                self.sides[side].away -= 1;
                if self.sides[side].away == 0 {
                    let others: Ids = self
                        .there
                        .names
                        .union(&self.there.records)
                        .cloned()
                        .collect();
                    if !others.is_subset(&self.sides[side].heard) {
                        self.count("stale returns");
                    }
                    self.note(side, "comes back".to_owned());
                    self.round(side);
                }
            }
        }
    }

    /// A person comes in, is looked up by name, and is added if not found.
    fn comes(&mut self, side: usize) {
        // Usually it is someone who came recently, possibly on the other laptop.
        let all = self.souls.len();
        let soul = match self.rng.usize(0..3) {
            0 => all,
            1 => all - 1,
            _ => self.rng.usize(0..all),
        };
        if soul == self.souls.len() {
            let (given, family) = (self.number(), self.number());
            self.souls.push(Soul {
                given: word("Zq", given),
                family: word("Xv", family),
                ids: Vec::new(),
            });
        }
        if self.is_forgotten(soul) {
            return;
        }
        let roots: Vec<String> = self.roots(side, soul).into_iter().collect();
        let given = self.souls[soul].given.clone();
        let answer = self.office.peer(WHO[side], &["show", &given]);
        match &roots[..] {
            [] => {
                assert_eq!(answer.status, 2, "{}", answer.whole());
                self.add(side, soul);
            }
            [one] => {
                assert_eq!(answer.status, 0, "{}", answer.whole());
                assert!(answer.stdout.contains(one.as_str()), "{}", answer.whole());
                self.count("found");
            }
            [one, other] => {
                assert!(
                    answer.stderr.contains("matches 2 records"),
                    "{}",
                    answer.whole()
                );
                self.join(side, one, other);
            }
            _ => panic!("{roots:?}"),
        }
    }

    fn add(&mut self, side: usize, soul: usize) {
        let id = format!("p-x{:03}", self.number());
        let (given, family) = (
            self.souls[soul].given.clone(),
            self.souls[soul].family.clone(),
        );
        let full = format!("{given} {family}");
        let asked = [
            "add",
            "participant",
            &full,
            "--id",
            &id,
            "--enroll",
            "2026-02-01",
        ];
        self.office.ok(WHO[side], &asked);
        self.tell(&id, &given);
        self.tell(&id, &family);
        self.souls[soul].ids.push(id.clone());
        let card = Card::from([("family", family)]);
        self.sides[side].cards.insert(id.clone(), card);
        self.sides[side].parents.insert(id.clone());
        self.count("adds");
        self.note(side, format!("adds {id} {full}"));
    }

    /// Two records are found to belong to one person.
    pub fn join(&mut self, side: usize, one: &str, other: &str) {
        self.office.ok(WHO[side], &["same", other, one]);
        let (root, duplicate) = if one < other {
            (one, other)
        } else {
            (other, one)
        };
        let same = &mut self.sides[side].same;
        same.insert(duplicate.to_owned(), root.to_owned());
        self.count("merges");
        self.note(side, format!("{one} and {other} are one"));
    }

    /// Someone whose name a laptop has.
    fn anybody(&mut self, side: usize) -> Option<(usize, String)> {
        let own = &self.sides[side];
        let cards = own.cards.keys().filter(|id| own.parents.contains(*id));
        let cards: Vec<String> = cards.cloned().collect();
        let id = self.rng.choice(cards)?;
        let has = |soul: &Soul| soul.ids.contains(&id);
        Some((self.souls.iter().position(has)?, id))
    }

    /// A new value for some fact of a person.
    fn change(&mut self, side: usize) -> Option<(usize, String, &'static str, String)> {
        let (soul, id) = self.anybody(side)?;
        let number = self.number();
        let (key, value) = match self.rng.usize(0..3) {
            0 => ("family", word("Xv", number)),
            _ => ("phone", format!("520-555-{number:04}")),
        };
        self.tell(&id, &value);
        self.office
            .ok(WHO[side], &["set", &id, &format!("{key}={value}")]);
        Some((soul, id, key, value))
    }

    fn edit(&mut self, side: usize) {
        let Some((soul, id, key, value)) = self.change(side) else {
            return;
        };
        if key == "family" {
            self.souls[soul].family.clone_from(&value);
        }
        self.note(side, format!("sets {key} of {id} to {value}"));
        self.sides[side]
            .cards
            .entry(id)
            .or_default()
            .insert(key, value);
        self.count("edits");
    }

    fn edit_and_undo(&mut self, side: usize) {
        if let Some((_, id, ..)) = self.change(side) {
            self.office.ok(WHO[side], &["undo"]);
            self.note(side, format!("changes {id} and undoes it"));
            self.count("undone");
        }
    }

    /// Leaves traces the way git, an editor and a person do.
    fn by_hand(&mut self, side: usize) {
        let Some((soul, id)) = self.anybody(side) else {
            return;
        };
        let names = format!("{}/identities", WHO[side]);
        let file = format!("{id}.toml");
        let number = self.number();
        let text = format!("520-555-{number:04}");
        self.tell(&id, &text);
        let way = self.rng.usize(0..5);
        match way {
            0 => drop(self.office.try_git(&names, &["fetch", "origin"])),
            1 => {
                let path = format!("{names}/{file}");
                let before = self.office.read(&path);
                self.office.write(&path, &format!("{before}# {text}\n"));
                self.office.git(&names, &["add", &file]);
                let (went, stash) = self.office.try_git(&names, &["stash", "create", &text]);
                if went && !stash.trim().is_empty() {
                    let stash = stash.trim();
                    self.office
                        .git(&names, &["stash", "store", "-m", &text, stash]);
                }
                self.office.write(&path, &before);
                self.office.git(&names, &["add", &file]);
            }
            2 => {
                let said = format!("{} called", self.souls[soul].given);
                self.office.git(&names, &["add", &file]);
                let who = ["-c", "user.name=x", "-c", "user.email=x@example.org"];
                let commit = ["commit", "--quiet", "--allow-empty", "-m", &said];
                self.office.git(&names, &[&who[..], &commit].concat());
            }
            3 => {
                let name = format!("old-{number}");
                drop(self.office.try_git(&names, &["branch", &name]));
                drop(
                    self.office
                        .try_git(&names, &["tag", &format!("t-{number}")]),
                );
            }
            _ => {
                let typed = format!("echo 'given = \"{text}' > \"$1\"\n");
                self.office.write("editor.sh", &typed);
                let mut edit = self.office.command(WHO[side], &["edit", &id, "--identity"]);
                let editor = format!("sh {}", self.office.at("editor.sh").display());
                assert!(
                    !edit
                        .env("EDITOR", editor)
                        .output()
                        .unwrap()
                        .status
                        .success()
                );
                fs::remove_file(self.office.at("editor.sh")).unwrap();
            }
        }
        self.note(side, format!("leaves traces of {id}, way {way}"));
        self.count("traces by hand");
    }

    /// Whether the remote of names is available; it is a USB stick, and may be missing.
    fn reach(&mut self) -> bool {
        self.rng.usize(0..6) > 0
    }

    /// A person asks to be forgotten.
    fn forget(&mut self, side: usize) {
        let Some((_, id)) = self.anybody(side) else {
            return;
        };
        let is_there = self.sides[side].away == 0 && self.reach();
        self.stick(is_there);
        let asked = ["forget", &id, "--reason", "asked", "--yes"];
        let answer = self.office.peer(WHO[side], &asked);
        self.stick(true);
        self.count("forgets");
        self.note(
            side,
            format!("forgets {id}, names remote there: {is_there}"),
        );
        let own = &mut self.sides[side];
        let all = Self::whole(&own.same, &Ids::from([id]));
        own.listed.extend(all.iter().cloned());
        own.heard.extend(all);
        own.cards.retain(|id, _| !own.heard.contains(id));
        if !is_there {
            assert_eq!(answer.status, 0, "{}", answer.whole());
            return self.is_right(side);
        }
        let heard = &self.sides[side].heard | &self.there.names;
        let (cards, open) = self.merge(side, &heard);
        if open.is_empty() {
            assert_eq!(answer.status, 0, "{}", answer.whole());
            self.carried(side, cards, heard);
            self.is_right(side);
            self.reaches_nothing();
        } else {
            assert_eq!(answer.status, 1, "{open:?}: {}", answer.whole());
            self.decide(side, (cards, open), heard, &answer.whole());
            self.round_there(side, true);
        }
    }

    fn stick(&self, is_there: bool) {
        let (place, away) = (self.office.at("names.git"), self.office.at("away.git"));
        match (is_there, place.exists()) {
            (true, false) => fs::rename(away, place).unwrap(),
            (false, true) => fs::rename(place, away).unwrap(),
            _ => {}
        }
    }

    /// What both have once names were synced.
    fn carried(&mut self, side: usize, cards: Cards, heard: Ids) {
        self.there.cards.clone_from(&cards);
        self.there.names.clone_from(&heard);
        let own = &mut self.sides[side];
        own.base.clone_from(&cards);
        own.cards = cards;
        own.heard = heard;
    }

    /// A person chooses one of two values everywhere, and saves.
    fn decide(&mut self, side: usize, merged: (Cards, Vec<[String; 4]>), heard: Ids, told: &str) {
        assert!(told.contains("changed in two ways"), "{told}");
        self.count("conflicts");
        let (mut cards, open) = merged;
        for [id, key, mine, other] in &open {
            assert!(!told.contains(mine) && !told.contains(other), "{told}");
            let path = format!("{}/identities/{id}.toml", WHO[side]);
            let takes_mine = self.rng.bool();
            let (kept, dropped) = if takes_mine {
                (mine, other)
            } else {
                (other, mine)
            };
            let dropped = format!("{key} = \"{dropped}\"");
            let lines = self.office.read(&path);
            let is_marker =
                |line: &str| ["<<<<", "====", ">>>>"].contains(&line.get(..4).unwrap_or(""));
            let lines = lines
                .lines()
                .filter(|line| !is_marker(line) && *line != dropped);
            let text: String = lines.map(|line| format!("{line}\n")).collect();
            self.office.write(&path, &text);
            let key = if key == "family" { "family" } else { "phone" };
            cards
                .entry(id.clone())
                .or_default()
                .insert(key, kept.clone());
            self.note(side, format!("decides {key} of {id}: {kept}"));
        }
        let own = &mut self.sides[side];
        own.cards = cards;
        own.base.clone_from(&self.there.cards);
        own.heard = heard;
        self.office.ok(WHO[side], &["save"]);
    }

    /// Saves and syncs one laptop.
    pub fn round(&mut self, side: usize) {
        let is_there = self.reach();
        self.round_there(side, is_there);
    }

    pub fn round_there(&mut self, side: usize, is_there: bool) {
        self.note(side, format!("syncs, names remote there: {is_there}"));
        self.office.ok(WHO[side], &["save"]);
        self.stick(is_there);
        let mut answer = self.office.peer(WHO[side], &["sync"]);
        self.stick(true);
        let mut heard = &self.sides[side].heard | &self.there.records;
        if is_there {
            heard.extend(self.there.names.iter().cloned());
            let (cards, open) = self.merge(side, &heard);
            if !open.is_empty() {
                assert_eq!(answer.status, 1, "{open:?}: {}", answer.whole());
                self.decide(side, (cards, open), heard.clone(), &answer.whole());
                answer = self.office.peer(WHO[side], &["sync"]);
            }
        }
        assert_eq!(answer.status, 0, "{}", answer.whole());
        // The records say which files are one person, so all files of a forgotten person are forgotten.
        let own = &mut self.sides[side];
        self.there.parents.extend(own.parents.clone());
        own.parents.clone_from(&self.there.parents);
        self.there.same.extend(own.same.clone());
        own.same.clone_from(&self.there.same);
        self.there.records.extend(own.listed.iter().cloned());
        self.there.records = Self::whole(&own.same, &self.there.records);
        own.listed.clone_from(&self.there.records);
        heard.extend(own.listed.iter().cloned());
        if is_there {
            let (cards, _) = self.merge(side, &heard);
            self.carried(side, cards, heard);
            self.reaches_nothing();
        } else {
            own.cards.retain(|id, _| !heard.contains(id));
            own.heard = heard;
        }
        self.count("syncs");
        self.is_right(side);
    }
}
