//! Made-up histories under real git, with branches merged by someone who decided arbitrarily: the history of a record
//! leads to the content of its file, and the difference of a report leads from the old figures to the new.

use std::collections::{BTreeMap, BTreeSet};

use fastrand::Rng;
use serde_json::Value;

use super::repo::Repo;
use super::world::World;

/// A repository with the history of a world, the current world, and a commit that was submitted.
struct Told {
    repo: Repo,
    rng: Rng,
    days: i64,
    now: World,
}

impl Told {
    fn by_chance(seed: u64) -> (Self, String) {
        let mut rng = Rng::with_seed(seed);
        let now = World::by_chance(&mut rng);
        let mut told = Self {
            repo: Repo::new(),
            rng,
            days: 0,
            now,
        };
        let mut commits = vec![told.commit()];
        for round in 0..5 {
            match round % 3 {
                0 => told.work(4),
                1 => commits.push(told.part_and_merge()),
                _ => told.work(8),
            }
            commits.push(told.commit());
        }
        let given = commits.swap_remove(told.rng.usize(..3));
        (told, given)
    }

    fn work(&mut self, most: usize) {
        (0..self.rng.usize(1..=most)).for_each(|_| self.now.act(&mut self.rng));
    }

    /// Continues for a day on each of two branches, then merges them with the files as decided. Returns the commit of
    /// the other branch.
    fn part_and_merge(&mut self) -> String {
        let base = self.now.clone();
        let branch = format!("other-{}", self.days);
        self.git(&["checkout", "-q", "-b", &branch]);
        self.work(8);
        let given = self.commit();
        let other = std::mem::replace(&mut self.now, base.clone());
        self.git(&["checkout", "-q", "main"]);
        self.work(8);
        self.commit();
        let one = std::mem::replace(&mut self.now, base.clone());
        self.work(8);
        self.now = base.merged(&mut self.rng, &one, &other, &self.now);
        self.git(&["merge", "-q", "--no-commit", "-s", "ours", &branch]);
        given
    }

    fn git(&self, arguments: &[&str]) -> String {
        let day = "2026-01-01"
            .parse::<peer::record::Day>()
            .unwrap()
            .plus_days(self.days);
        self.repo.git(&day.to_string(), arguments)
    }

    /// Writes the world and commits it, a day after the last commit.
    fn commit(&mut self) -> String {
        self.days += 1;
        self.now.resolve();
        for folder in ["participants", "cases", "groups", "sessions", "definitions"] {
            let folder = self.repo.home.at(&format!("records/{folder}"));
            let _ = std::fs::remove_dir_all(folder);
        }
        self.now
            .files()
            .iter()
            .for_each(|(path, text)| self.repo.write(path, text));
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", "work"]);
        self.git(&["rev-parse", "HEAD"]).trim().to_owned()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(
            &self
                .repo
                .on("2026-11-21", &[arguments, &["--format", "json"]].concat())
                .stdout,
        )
        .unwrap()
    }

    /// The facts of a record according to its history: single values with one item, lists with all; `None` if the
    /// history ends without the record.
    fn replayed(&self, id: &str) -> Option<BTreeMap<String, BTreeSet<String>>> {
        let history = self.json(&["history", id]);
        let mut facts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut is_there = false;
        for row in history["rows"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|row| row["id"] == id)
        {
            let (was, now) = (row["was"].as_str(), row["now"].as_str());
            match row["done"].as_str().unwrap() {
                "removed" | "decided: removed" => is_there = false,
                "cannot be read" => panic!("{history}"),
                "entered" => {
                    assert!(was.is_none(), "{history}");
                    if !is_there {
                        facts.clear();
                    }
                    is_there = true;
                }
                "decided: kept" => is_there = true,
                // Something removed on one side may be changed on the other, and kept.
                _ => {}
            }
            let Some(fact) = row["fact"].as_str() else {
                continue;
            };
            let values = facts.entry(fact.to_owned()).or_default();
            was.map(|was| values.remove(was));
            if fact != "participants" {
                values.clear();
            }
            values.extend(now.map(str::to_owned));
        }
        is_there.then_some(facts)
    }
}

/// A file's single values and its list of participants.
fn said(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let table: toml::Table = text.parse().unwrap();
    let words = |value: &toml::Value| match value {
        toml::Value::Array(items) => items
            .iter()
            .filter_map(|item| item.as_str().map(str::to_owned))
            .collect(),
        other => BTreeSet::from([other.as_str().unwrap_or_default().to_owned()]),
    };
    let kept = table
        .iter()
        .filter(|(key, _)| ["area", "same_as", "participants"].contains(&key.as_str()));
    kept.map(|(key, value)| (key.clone(), words(value)))
        .collect()
}

#[test]
fn the_history_of_a_record_leads_to_what_its_file_says() {
    for seed in 0..5 {
        let (told, _) = Told::by_chance(seed);
        let mut unpacked = told.now.clone();
        unpacked.unpack();
        let files = unpacked.files();
        let named = |path: &str| {
            path.rsplit('/')
                .next()
                .unwrap()
                .trim_end_matches(".toml")
                .to_owned()
        };
        let parents = (0..6).map(|at| format!("participants/p-{at}.toml"));
        let sessions: Vec<String> = files
            .keys()
            .filter(|path| path.starts_with("sessions"))
            .take(4)
            .cloned()
            .collect();
        for path in parents.chain(sessions) {
            let mut found = told.replayed(&named(&path));
            let known = ["area", "same_as", "participants"];
            found.iter_mut().for_each(|facts| {
                facts.retain(|key, values| known.contains(&key.as_str()) && !values.is_empty());
            });
            assert_eq!(
                found,
                files.get(&path).map(|text| said(text)),
                "seed {seed}: {path}"
            );
        }
    }
}

#[test]
fn what_is_told_of_a_report_leads_from_the_old_figures_to_the_new() {
    for seed in 5..10 {
        let (told, given) = Told::by_chance(seed);
        for report in ["unduplicated", "returns"] {
            let asked = [
                "report", "diff", report, "CY2025", "--from", &given, "--to", "HEAD",
            ];
            let told_of = told.json(&asked);
            let none = Vec::new();
            let records = told_of["reports"][0]["rows"].as_array().unwrap_or(&none);
            for figure in told_of["rows"].as_array().unwrap() {
                let name = format!(
                    "{} {}",
                    figure["row"].as_str().unwrap(),
                    figure["figure"].as_str().unwrap()
                );
                let moves = records
                    .iter()
                    .filter_map(|record| record["moves"].get(&name));
                let end = moves.fold(&figure["then"], |value, step| {
                    assert_eq!(value, &step["from"], "seed {seed}: {name} in {told_of:#}");
                    &step["to"]
                });
                assert_eq!(end, &figure["now"], "seed {seed}: {name} in {told_of:#}");
            }
            for record in records
                .iter()
                .filter(|record| record["cause"] != "time has passed")
            {
                let commit = record["commit"]
                    .as_str()
                    .unwrap_or_else(|| panic!("seed {seed}: {record} has no commit"));
                let list = told.git(&[
                    "diff-tree",
                    "-m",
                    "-r",
                    "--root",
                    "--name-only",
                    "--no-commit-id",
                    commit,
                ]);
                let file = record["file"].as_str().unwrap();
                let month = record["id"].as_str().unwrap().get(..7).unwrap_or_default();
                let touched = list
                    .lines()
                    .any(|path| path.ends_with(file) || path.ends_with(&format!("{month}.toml")));
                let single = format!("{}.toml", record["id"].as_str().unwrap());
                assert!(
                    touched || list.contains(&single),
                    "seed {seed}: {record} is not in {list}"
                );
            }
        }
    }
}
