//! The course of a month of two people and a server, with what was done and said.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use fastrand::Rng;

use super::known::{Is, Known, Month, all_joined};
use crate::merging::laptops::Office;

/// A month in progress: who knows what, the messages so far, and how often each thing was done.
pub struct Going<'o> {
    pub office: &'o Office,
    pub rng: Rng,
    pub next: u32,
    pub knows: BTreeMap<&'static str, Month>,
    pub shared: Month,
    pub told: String,
    pub done: Vec<String>,
    pub counts: &'o mut BTreeMap<&'static str, u64>,
}

/// How a month ended.
pub enum End {
    Agreed,
    /// Someone has to decide; whether there is a dispute that requires it.
    Asked {
        disputed: bool,
    },
}

impl Going<'_> {
    fn count(&mut self, what: &'static str) {
        *self.counts.entry(what).or_default() += 1;
    }

    fn number(&mut self) -> u32 {
        self.next += 1;
        self.next
    }

    pub fn id(key: char, day: u32) -> String {
        format!("2026-10-{day:02}-casework-p-{key}")
    }

    fn own(&self, who: &str, key: char, day: u32) -> PathBuf {
        self.office
            .at(&format!("{who}/sessions/2026/{}.toml", Self::id(key, day)))
    }

    /// Runs `peer`; returns whether it did what it was asked.
    fn did(&mut self, who: &str, arguments: &[&str]) -> bool {
        let answer = self.office.peer(who, arguments);
        self.done.push(format!(
            "{who}: peer {} -> {}",
            arguments.join(" "),
            answer.status
        ));
        answer.status == 0
    }

    pub fn git(&mut self, who: &str, arguments: &[&str]) -> bool {
        let (well, said) = self.office.try_git(who, arguments);
        self.done
            .push(format!("{who}: git {} -> {well}", arguments.join(" ")));
        if !well {
            self.done.push(said);
        }
        well
    }

    /// One thing that a person does to one session, or to how the month is stored.
    pub fn one(&mut self, who: &'static str) {
        let key = ['a', 'b', 'c', 'd', 'e'][self.rng.usize(..5)];
        let what = self.rng.u8(..100);
        if what >= 85 {
            return self.lay(who, what < 93);
        }
        let Some(known) = self.knows[who].get(&key).copied() else {
            // Two sessions logged under one name become one session of both: that is tested elsewhere.
            if (who == "ana") == (key == 'd') {
                self.log(who, key);
            }
            return;
        };
        if known.disputed {
            return;
        }
        let after = match what {
            ..20 => self.set(who, key, known),
            20..35 => self.edit(who, key, known),
            35..43 => self.remove(who, key, known),
            43..58 => self.void(who, key, known),
            58..66 => self.unvoid(who, key, known),
            _ => self.go(who, key, known),
        };
        if let Some(after) = after {
            self.knows.get_mut(who).unwrap().insert(key, after);
        }
    }

    fn lay(&mut self, who: &str, together: bool) {
        let (way, what) = if together {
            (&["pack", "--before", "2026-11-01"][..], "pack")
        } else {
            (
                &["pack", "--unpack", "--before", "2026-11-01"][..],
                "unpack",
            )
        };
        if self.did(who, way) {
            self.count(what);
        }
    }

    fn set(&mut self, who: &str, key: char, known: Known) -> Option<Known> {
        let minutes = 100 + self.number();
        let said = format!("minutes={minutes}");
        let does =
            known.is != Is::Removed && self.did(who, &["set", &Self::id(key, known.day), &said]);
        does.then(|| self.count("set"));
        does.then_some(Known { minutes, ..known })
    }

    fn edit(&mut self, who: &str, key: char, known: Known) -> Option<Known> {
        let path = self.own(who, key, known.day);
        let text = fs::read_to_string(&path)
            .ok()
            .filter(|_| known.is == Is::Held)?;
        let minutes = 100 + self.number();
        let old = format!("minutes = {}\n", known.minutes);
        if !text.contains(&old) {
            return None;
        }
        fs::write(&path, text.replace(&old, &format!("minutes = {minutes}\n"))).unwrap();
        self.done
            .push(format!("{who}: p-{key} minutes = {minutes} by hand"));
        self.count("edit by hand");
        Some(Known { minutes, ..known })
    }

    fn remove(&mut self, who: &str, key: char, known: Known) -> Option<Known> {
        let path = self.own(who, key, known.day);
        if known.is != Is::Held || fs::remove_file(path).is_err() {
            return None;
        }
        self.done.push(format!("{who}: rm p-{key}"));
        self.count("remove by hand");
        Some(Known {
            is: Is::Removed,
            ..known
        })
    }

    fn void(&mut self, who: &str, key: char, known: Known) -> Option<Known> {
        let arguments = [
            "void",
            &Self::id(key, known.day),
            "--reason",
            "entered twice",
        ];
        let does = known.is == Is::Held && self.did(who, &arguments);
        does.then(|| self.count("void"));
        does.then_some(Known {
            is: Is::Void,
            ..known
        })
    }

    fn unvoid(&mut self, who: &str, key: char, known: Known) -> Option<Known> {
        let does = known.is == Is::Void && self.did(who, &["unvoid", &Self::id(key, known.day)]);
        does.then(|| self.count("unvoid"));
        does.then_some(Known {
            is: Is::Held,
            ..known
        })
    }

    fn go(&mut self, who: &str, key: char, known: Known) -> Option<Known> {
        let day = self.rng.u32(7..12);
        let on = format!("2026-10-{day:02}");
        let does = known.is == Is::Held
            && day != known.day
            && self.did(who, &["move", &Self::id(key, known.day), "--on", &on]);
        does.then(|| self.count("move"));
        does.then_some(Known { day, ..known })
    }

    fn log(&mut self, who: &'static str, key: char) {
        let minutes = 100 + self.number();
        let (person, length) = (format!("p-{key}"), format!("{minutes}min"));
        if self.did(
            who,
            &["log", "casework", &person, &length, "--on", "2026-10-07"],
        ) {
            let known = Known {
                is: Is::Held,
                day: 7,
                minutes,
                disputed: false,
                opposed: false,
            };
            self.knows.get_mut(who).unwrap().insert(key, known);
            self.count("log");
        }
    }

    fn commit(&mut self, who: &str) {
        self.git(who, &["add", "-A"]);
        self.git(who, &["commit", "-q", "--allow-empty", "-m", "work"]);
    }

    /// Gives the server a person's work. It merges without a driver; if it cannot, the set-up clone does.
    fn give(&mut self) -> bool {
        match self.rng.u8(..3) {
            0 => {
                self.count("pull --rebase in the plain clone");
                if self.git("ben", &["pull", "-q", "--rebase"]) {
                    return self.git("ben", &["push", "-q"]);
                }
                self.git("ben", &["rebase", "--abort"]);
            }
            1 => {
                self.count("pull in the plain clone");
                if self.git("ben", &["pull", "-q", "--no-rebase", "--no-edit"]) {
                    return self.git("ben", &["push", "-q"]);
                }
                self.git("ben", &["merge", "--abort"]);
            }
            _ => {
                self.count("merge by the server");
                self.git("ben", &["push", "-q", "-f", "origin", "HEAD:side"]);
                let (well, tree) = self
                    .office
                    .try_git("hub.git", &["merge-tree", "--write-tree", "main", "side"]);
                self.done
                    .push(format!("server: merge of side into main -> {well}"));
                if well {
                    let tree = tree.trim();
                    let made = self.office.git(
                        "hub.git",
                        &[
                            "-c",
                            "user.name=server",
                            "-c",
                            "user.email=server@example.org",
                            "commit-tree",
                            tree,
                            "-p",
                            "main",
                            "-p",
                            "side",
                            "-m",
                            "merge",
                        ],
                    );
                    self.office
                        .git("hub.git", &["update-ref", "refs/heads/main", made.trim()]);
                    return true;
                }
            }
        }
        self.count("refused by git alone");
        false
    }

    /// Both combine their work; returns whether someone is asked.
    pub fn meet(&mut self) -> Option<End> {
        let base = self.shared.clone();
        for who in ["ana", "ben"] {
            self.commit(who);
        }
        let expected = all_joined(&base, &self.knows["ana"], &self.knows["ben"]);
        let disputed = expected.values().any(|known| known.disputed);
        self.git("ana", &["push", "-q"]);
        let mut asked = false;
        if !self.give() {
            self.git("ben", &["push", "-q", "-f", "origin", "HEAD:side"]);
            self.git("ana", &["fetch", "-q"]);
            asked = !self.git("ana", &["merge", "-q", "--no-edit", "origin/side"]);
        }
        // Saving merges by records what git left open, or says what has to be decided.
        let save = asked.then(|| self.office.peer("ana", &["save"]));
        if let Some(save) = &save {
            self.done
                .push(format!("ana: peer save -> {}", save.whole()));
        }
        if let Some(save) = save.as_ref().filter(|save| save.status != 0) {
            let names = |(key, known): (&char, &Known)| {
                known.disputed && save.stderr.contains(&format!("casework-p-{key}"))
            };
            let is_told = save.stderr.contains("conflict") || expected.iter().any(names);
            assert!(is_told, "{}", self.done.join("\n"));
            return Some(End::Asked { disputed });
        }
        let sync = self.office.peer("ana", &["sync"]);
        self.done.push(format!(
            "ana: peer sync -> {}\n{}",
            sync.status,
            sync.whole()
        ));
        self.told = save.map(|save| save.whole()).unwrap_or_default() + &sync.whole();
        if sync.status != 0 && sync.stderr.contains("conflict") {
            return Some(End::Asked { disputed });
        }
        for verb in ["check", "status"] {
            let said = self.office.peer("ana", &[verb]).whole();
            // The files of the last record saved are always named there.
            let said = said.split("last record saved").next().unwrap();
            self.told += said;
        }
        self.shared = self.holds(&expected);
        for who in ["ana", "ben"] {
            self.knows.insert(who, self.shared.clone());
        }
        None
    }

    /// Whether git dropped the commit of a removal by hand, as a rebase on a packed month does because the file is
    /// already gone there. No commit then shows a removal, and the other side's change applies, even a move.
    fn is_without_trace(&self, key: char, known: &Known, found: &[(u32, u32)]) -> bool {
        let other = self.knows["ana"].get(&key);
        let other = other.filter(|other| other.is == Is::Held);
        let is_removed_there = self.knows["ben"]
            .get(&key)
            .is_some_and(|ben| ben.is == Is::Removed);
        let rebased = self
            .done
            .iter()
            .rev()
            .take_while(|line| !line.contains("git commit"));
        known.is == Is::Removed
            && is_removed_there
            && other.is_some_and(|other| found == [(other.day, other.minutes)])
            && rebased
                .into_iter()
                .any(|line| line.contains("--rebase -> true"))
    }

    /// What the records of the set-up clone say, compared with what must be true.
    fn holds(&mut self, expected: &Month) -> Month {
        let told = self
            .office
            .command("ana", &["list", "sessions", "--format", "json"])
            .output()
            .unwrap();
        let json: serde_json::Value = serde_json::from_slice(&told.stdout).unwrap();
        let mut found: BTreeMap<char, Vec<(u32, u32)>> = BTreeMap::new();
        for row in json["rows"].as_array().unwrap() {
            let words = |column: &str| row[column].as_str().unwrap();
            let key = words("participants").chars().nth(2).unwrap();
            let day = words("on")[8..].parse().unwrap();
            let minutes = row["minutes"].as_u64().unwrap_or_default();
            let minutes = u32::try_from(minutes).unwrap();
            found.entry(key).or_default().push((day, minutes));
        }
        let mut after = expected.clone();
        for (key, known) in &mut after {
            let found = found.remove(key).unwrap_or_default();
            let due = match known.is {
                Is::Held => vec![(known.day, known.minutes)],
                Is::Void | Is::Removed => Vec::new(),
            };
            let is_told = self.told.contains(&format!("casework-p-{key}"));
            if self.is_without_trace(*key, known, &found) {
                self.count("removals by hand that a rebase dropped without a trace");
                known.disputed = true;
                continue;
            }
            if known.opposed && !is_told {
                panic!(
                    "silent: p-{key}: {known:?}\n{}\n{}",
                    self.done.join("\n"),
                    self.told
                );
            }
            if self.shared.get(key).is_some_and(|before| before.disputed) {
                assert!(
                    found.len() < 2 || is_told,
                    "doubled: {key}\n{}",
                    self.done.join("\n")
                );
                continue;
            }
            if found != due {
                let about = format!(
                    "p-{key}: {known:?}, but {found:?}\n{}\n{}\n{json}",
                    self.done.join("\n"),
                    self.told
                );
                assert!(is_told, "silent: {about}");
                // The output may be about what someone has to decide, or a file that is back, and nothing else.
                let is_back = known.is == Is::Removed;
                // Git alone takes a new file for a renamed one, and merges the other side's change into it.
                let is_mixed = self.told.contains("moved-by-git");
                assert!(
                    known.disputed || is_back || is_mixed || found.is_empty() == due.is_empty(),
                    "wrong: {about}"
                );
                known.disputed = true;
            }
        }
        after.values_mut().for_each(|known| known.opposed = false);
        assert!(found.is_empty(), "{found:?}\n{}", self.done.join("\n"));
        after
    }
}
