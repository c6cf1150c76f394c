//! The victim: what a coordinator runs, and what is checked afterward.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use super::world::{HIDDEN, OUTSIDE, Run, Try, Way, World};
use crate::common::everything;

/// What the victim runs in every try.
const COMMANDS: &[&[&str]] = &[
    &["list", "participants"],
    &["check"],
    &["status"],
    &[
        "add",
        "participant",
        "Clara Hidden",
        "--phone",
        "520-555-0111",
    ],
    &["set", "p-rosa1", "area=99"],
    &["report", "unduplicated", "CY2026"],
    &["save"],
    &["sync"],
    &["undo"],
    &["git", "setup"],
    &["git", "check", "--staged"],
    &["log", "group", "wednesday", "--present", "p-luis1"],
    &["save"],
    &["sync"],
];

/// What was there before the victim ran anything, and what has been found since.
pub struct Victim<'w> {
    world: &'w World,
    about: String,
    folder: String,
    outside: std::collections::BTreeMap<PathBuf, String>,
    programs: BTreeSet<PathBuf>,
    pub found: Vec<String>,
}

impl<'w> Victim<'w> {
    /// The victim, who has a clone.
    pub fn new(world: &'w World, attack: &Try) -> Self {
        Self {
            world,
            about: format!("{} ({:?})", attack.name, world.way),
            folder: format!("clone/{}", attack.folder),
            outside: surroundings(world),
            programs: programs(world),
            found: Vec::new(),
        }
    }

    fn find(&mut self, what: &str, detail: &str) {
        // Once for each fault and try is enough.
        if self
            .found
            .iter()
            .any(|found| found.starts_with(&format!("{}: {what}", self.about)))
        {
            return;
        }
        self.found.push(format!(
            "{}: {what}\n    {}",
            self.about,
            detail.replace('\n', "\n    ")
        ));
    }

    /// Runs everything, and checks the surroundings.
    pub fn works(&mut self, attack: &Try) {
        match self.world.way {
            Way::Sync => self.peer(&["sync"]),
            Way::Pull => {
                let run = self
                    .world
                    .victim("git", "clone", &["pull", "-q", "--no-rebase"]);
                if run.status.is_none() {
                    self.find("git pull does not end", &run.said);
                }
                if run.said.contains("panicked") {
                    self.find("panic", &run.said);
                }
            }
            Way::Clone | Way::Archive => (),
        }
        for command in COMMANDS.iter().chain(attack.commands) {
            self.peer(command);
        }
        // Git does not later run what the program wrote.
        if self.world.way != Way::Archive {
            self.world.victim(
                "git",
                "clone",
                &["commit", "-q", "--allow-empty", "-m", "later"],
            );
        }
        self.after();
    }

    fn peer(&mut self, command: &[&str]) {
        let run = self.world.victim("peer", &self.folder, command);
        let told = format!(
            "peer {}: status {:?}\n{}",
            command.join(" "),
            run.status,
            run.said
        );
        let Some(status) = run.status else {
            return self.find("does not end", &told);
        };
        if status == 101 || status < 0 || run.said.contains("panicked") {
            self.find("panic", &told);
        }
        if run.said.contains(OUTSIDE) {
            self.find("a file from elsewhere is shown", &told);
        }
        if run
            .said
            .chars()
            .any(|c| c.is_control() && !"\n\t".contains(c))
        {
            self.find("control characters go to the terminal", &told);
        }
        let bidirectional = |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if run.said.chars().any(bidirectional) {
            self.find("text is turned round on the terminal", &told);
        }
        if status == 2 && !run.said.contains("help:") {
            self.find("no way out is said", &told);
        }
        if self.world.at("outside/ran").exists() {
            self.find("ran", &told);
            let _ = fs::remove_file(self.world.at("outside/ran"));
        }
    }

    fn after(&mut self) {
        let world = self.world;
        if world.at("outside/ran").exists() {
            self.find("git ran a stranger's program later", "");
        }
        let now = surroundings(world);
        let changed: Vec<_> = self
            .outside
            .keys()
            .chain(now.keys())
            .filter(|path| {
                self.outside.get(*path) != now.get(*path) && !path.ends_with("outside/ran")
            })
            .map(|path| path.display().to_string())
            .collect();
        if !changed.is_empty() {
            self.find("changed outside", &changed.join("\n"));
        }
        let more: Vec<_> = programs(world)
            .difference(&self.programs)
            .map(|path| path.display().to_string())
            .collect();
        if !more.is_empty() {
            self.find("made to be run", &more.join("\n"));
        }
        if matches!(world.way, Way::Sync | Way::Pull) {
            let name = fs::read_to_string(world.at("clone/identities/p-mine.toml"));
            if name.as_ref().map_or(true, |text| !text.contains(HIDDEN)) {
                self.find("a name is lost", &format!("{name:?}"));
            }
            let open = fs::read_to_string(world.at("clone/participants/p-open.toml"));
            let is_lost = open.as_ref().map_or(true, |text| text != "area = \"2\"\n");
            // Saved work is not lost, whatever an unfinished merge makes of the file.
            let saved = ["log", "-p", "--format=", "--", "participants/p-open.toml"];
            let is_saved = |run: Run| run.text.contains("+area = \"2\"");
            if is_lost && !is_saved(world.run("git", "clone", &saved)) {
                self.find("a record that was not saved is lost", &format!("{open:?}"));
            }
        }
        if world.way != Way::Archive {
            let given = world.run("git", "origin", &["log", "--all", "-p", "--format=%H %an"]);
            if given.text.contains(HIDDEN) {
                self.find("a name was given away", "");
            }
        }
    }
}

/// Everything that belongs to neither the stranger nor the clone, with its modes.
fn surroundings(world: &World) -> std::collections::BTreeMap<PathBuf, String> {
    let mut all = everything(&world.at("outside"));
    all.extend(everything(&world.at("home")));
    for (path, held) in &mut all {
        let mode = fs::symlink_metadata(path).unwrap().permissions().mode();
        *held += &format!(" {mode:o}");
    }
    for entry in fs::read_dir(world.home.path()).unwrap() {
        all.entry(entry.unwrap().path()).or_default();
    }
    all
}

/// Every executable file of the clone, except the hook that `peer git setup` makes.
fn programs(world: &World) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    let mut folders = vec![world.at("clone")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let kind = fs::symlink_metadata(&path).unwrap();
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() && kind.permissions().mode() & 0o111 != 0 {
                // A program contained in the stranger's commit itself is brought by git.
                let relative = path.strip_prefix(world.at("clone")).unwrap();
                let theirs = fs::metadata(world.at("origin").join(relative));
                if theirs.is_ok_and(|theirs| theirs.permissions().mode() & 0o111 != 0) {
                    continue;
                }
                let text = fs::read(&path).unwrap();
                let own = String::from_utf8_lossy(&text).contains("peer git check");
                if !(own && path.ends_with(".git/hooks/pre-commit")) {
                    found.insert(path);
                }
            }
        }
    }
    found
}
