//! One attack: a stranger's repository, a victim who works with it, and everything around that must not change.

use std::collections::BTreeSet;
use std::fs::{self, File, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use crate::common::{Home, everything, sample};

/// What only the victim knows; no other side may ever hold it.
const HIDDEN: &str = "Hidden";
/// What lies outside; no output may ever show it.
const OUTSIDE: &str = "Precious";
/// A command that takes longer is blocked for good.
const PATIENCE: Duration = Duration::from_secs(20);

/// How the hostile thing comes to the victim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Way {
    /// It is there when the stranger's repository is cloned.
    Clone,
    /// `peer sync` brings it to work under way.
    Sync,
    /// `git pull` brings it, where both sides changed each planted file before.
    Pull,
    /// It lies in a folder that is in no repository of the victim.
    Archive,
}

/// What is planted: files to add as they are, or a commit made already.
pub enum Planted {
    Files,
    Commit,
}

type Plant = Box<dyn Fn(&World) -> Planted>;

/// One try: what it plants, and what the victim runs.
pub struct Try {
    pub name: String,
    pub ways: &'static [Way],
    pub plant: Plant,
    pub commands: &'static [&'static [&'static str]],
    pub folder: &'static str,
    pub environment: Vec<(&'static str, &'static str)>,
}

impl Try {
    pub fn new(name: impl Into<String>, plant: impl Fn(&World) + 'static) -> Self {
        Self {
            name: name.into(),
            ways: &[Way::Clone, Way::Sync],
            plant: Box::new(move |world| {
                plant(world);
                Planted::Files
            }),
            commands: &[],
            folder: ".",
            environment: Vec::new(),
        }
    }

    pub fn committed(name: impl Into<String>, plant: impl Fn(&World) + 'static) -> Self {
        let mut made = Self::new(name, |_| ());
        made.plant = Box::new(move |world| {
            plant(world);
            Planted::Commit
        });
        made
    }

    pub fn ways(mut self, ways: &'static [Way]) -> Self {
        self.ways = ways;
        self
    }

    /// More commands, run after those that every try runs.
    pub fn then(mut self, commands: &'static [&'static [&'static str]]) -> Self {
        self.commands = commands;
        self
    }

    /// The folder of the clone in which the victim works.
    pub fn inside(mut self, folder: &'static str) -> Self {
        self.folder = folder;
        self
    }

    /// A variable of the environment; `ROOT` stands for the folder of the test.
    pub fn with(mut self, name: &'static str, value: &'static str) -> Self {
        self.environment.push((name, value));
        self
    }
}

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

/// The folders of one try.
pub struct World {
    home: Home,
    pub way: Way,
    environment: Vec<(&'static str, String)>,
}

/// How a run ended.
struct Run {
    status: Option<i32>,
    said: String,
    text: String,
}

impl World {
    pub fn at(&self, path: &str) -> PathBuf {
        self.home.at(path)
    }

    /// A file of the stranger.
    pub fn put(&self, path: &str, text: impl AsRef<[u8]>) {
        self.home.write(&format!("{}/{path}", self.theirs()), text);
    }

    /// A file of the stranger that may be run.
    pub fn program(&self, path: &str, text: impl AsRef<[u8]>) {
        self.put(path, text);
        let path = self.at(self.theirs()).join(path);
        fs::set_permissions(path, Permissions::from_mode(0o755)).unwrap();
    }

    /// A link of the stranger, in the place of what was there.
    pub fn link(&self, path: &str, target: &str) {
        let link = self.at(self.theirs()).join(path);
        if fs::symlink_metadata(&link).is_ok_and(|found| found.is_dir()) {
            fs::remove_dir_all(&link).unwrap();
        } else {
            let _ = fs::remove_file(&link);
        }
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        symlink(target, link).unwrap();
    }

    /// The text of a file of the stranger.
    pub fn get(&self, path: &str) -> String {
        fs::read_to_string(self.at(self.theirs()).join(path)).unwrap()
    }

    /// Where the stranger writes.
    pub fn theirs(&self) -> &'static str {
        if self.way == Way::Archive {
            "clone"
        } else {
            "origin"
        }
    }

    /// A script that leaves a mark where it ran.
    pub fn script(&self) -> String {
        format!("#!/bin/sh\n{}\n", self.mark())
    }

    /// A line of the shell that leaves a mark where it ran.
    pub fn mark(&self) -> String {
        format!("echo ran >> '{}'", self.at("outside/ran").display())
    }

    /// The victim saves and syncs between two steps of the stranger.
    pub fn saves_and_syncs(&self) {
        for command in ["save", "sync"] {
            let run = self.run("peer", "clone", &[command]);
            assert_eq!(run.status, Some(0), "{}", run.said);
        }
    }

    /// Git as the stranger.
    pub fn git(&self, arguments: &[&str]) -> String {
        let run = self.run("git", self.theirs(), arguments);
        assert_eq!(run.status, Some(0), "git {arguments:?}\n{}", run.said);
        run.text.trim().to_owned()
    }

    /// A commit of the stranger whose tree holds names that git itself would never add.
    pub fn raw(&self, entries: &[(&str, &[u8], &str)]) {
        let mut tree = self.git(&["ls-tree", "HEAD"]) + "\n";
        for (name, text, inner) in entries {
            let blob = self.piped(&["hash-object", "-w", "--stdin"], text);
            // From the inside out: `inner` is a path below the odd name.
            let mut line = format!("100644 blob {blob}\t");
            let mut parts: Vec<&str> = inner.split('/').filter(|part| !part.is_empty()).collect();
            parts.insert(0, name);
            while parts.len() > 1 {
                let last = parts.pop().unwrap();
                let folder = self.piped(&["mktree"], format!("{line}{last}\n").as_bytes());
                line = format!("040000 tree {folder}\t");
            }
            tree += &format!("{line}{name}\n");
        }
        let tree = self.piped(&["mktree"], tree.as_bytes());
        let commit = self.git(&["commit-tree", "-p", "HEAD", "-m", "odd", &tree]);
        self.git(&["update-ref", "refs/heads/main", &commit]);
    }

    /// Git as the stranger, given something to read.
    pub fn piped(&self, arguments: &[&str], text: &[u8]) -> String {
        let input = self.at("input");
        fs::write(&input, text).unwrap();
        let mut command = self.prepared("git", self.theirs(), arguments);
        command.stdin(File::open(&input).unwrap());
        let output = command.output().unwrap();
        fs::remove_file(input).unwrap();
        assert!(
            output.status.success(),
            "git {arguments:?}\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    fn prepared(&self, program: &str, folder: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        let built = Path::new(env!("CARGO_BIN_EXE_peer")).parent().unwrap();
        let path = format!("{}:{}", built.display(), std::env::var("PATH").unwrap());
        command
            .args(arguments)
            .current_dir(self.at(folder))
            .env_clear()
            .stdin(Stdio::null())
            .env("PATH", path)
            .env("HOME", self.at("home"))
            .env("PEER_TODAY", crate::common::TODAY)
            .env("LANG", "C.UTF-8")
            .env("COLUMNS", "100")
            .env("EDITOR", "true")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_CONFIG_NOSYSTEM", "1");
        for part in ["AUTHOR", "COMMITTER"] {
            command
                .env(format!("GIT_{part}_NAME"), "Ada")
                .env(format!("GIT_{part}_EMAIL"), "ada@example.org");
        }
        command
    }

    fn run(&self, program: &str, folder: &str, arguments: &[&str]) -> Run {
        let mut command = self.prepared(program, folder, arguments);
        self.finished(&mut command)
    }

    fn victim(&self, program: &str, folder: &str, arguments: &[&str]) -> Run {
        let mut command = self.prepared(program, folder, arguments);
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        self.finished(&mut command)
    }

    fn finished(&self, command: &mut Command) -> Run {
        let (out, error) = (self.at("stdout"), self.at("stderr"));
        command
            .stdout(File::create(&out).unwrap())
            .stderr(File::create(&error).unwrap());
        let mut child = command.spawn().unwrap();
        let start = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break Some(status.code().unwrap_or(-1));
            }
            if start.elapsed() > PATIENCE {
                child.kill().unwrap();
                child.wait().unwrap();
                break None;
            }
            std::thread::sleep(Duration::from_millis(2));
        };
        let text = String::from_utf8_lossy(&fs::read(&out).unwrap()).into_owned();
        let said = text.clone() + &String::from_utf8_lossy(&fs::read(&error).unwrap());
        fs::remove_file(out).unwrap();
        fs::remove_file(error).unwrap();
        Run { status, said, text }
    }
}

/// The stranger's repository before anything hostile is in it, made once.
fn template() -> &'static Path {
    static MADE: OnceLock<Home> = OnceLock::new();
    MADE.get_or_init(|| {
        let world = World {
            home: Home::empty(),
            way: Way::Clone,
            environment: Vec::new(),
        };
        for folder in [
            "home",
            "outside/empty",
            "outside/undo",
            "outside/drafts",
            "origin",
        ] {
            fs::create_dir_all(world.at(folder)).unwrap();
        }
        let precious = format!("given = \"{OUTSIDE}\"\n");
        for file in [
            "precious.toml",
            "p-rosa1.toml",
            "lock",
            "journal",
            "peer.toml",
        ] {
            world.home.write(&format!("outside/{file}"), &precious);
        }
        for file in ["undo/00000001.json", "drafts/p-rosa1.toml"] {
            world.home.write(&format!("outside/{file}"), &precious);
        }
        let outside = world.at("outside/repo").display().to_string();
        world.run("git", ".", &["init", "-q", "-b", "main", &outside]);
        world.git(&["init", "-q", "-b", "main"]);
        world.git(&["config", "receive.denyCurrentBranch", "ignore"]);
        // The stranger's own git stores what is planted as it is.
        world.put(
            ".git/info/attributes",
            "* !filter !working-tree-encoding !text !ident\n",
        );
        sample::write(&world.at("origin"));
        fs::remove_dir_all(world.at("origin/identities")).unwrap();
        world.put(".gitignore", "/identities/\n/.peer/\n");
        world.git(&["add", "-A"]);
        world.git(&["commit", "-q", "-m", "start"]);
        world.home
    })
    .path()
}

fn copied(from: &Path, to: &Path) {
    let status = Command::new("cp")
        .arg("-a")
        .arg(from.join("."))
        .arg(to)
        .status();
    assert!(status.unwrap().success());
}

/// Makes one try in one way, and says what went wrong.
pub fn attempt(attack: &Try, way: Way) -> Vec<String> {
    let mut world = World {
        home: Home::empty(),
        way,
        environment: Vec::new(),
    };
    copied(template(), world.home.path());
    let root = world.home.path().display().to_string();
    for (name, value) in &attack.environment {
        world.environment.push((name, value.replace("ROOT", &root)));
    }
    arrive(&world, attack);
    let mut victim = Victim::new(&world, attack);
    victim.works(attack);
    victim.found
}

/// The stranger plants, and the victim comes to have a clone.
fn arrive(world: &World, attack: &Try) {
    let clone = |world: &World| {
        let run = world.run("git", ".", &["clone", "-q", "origin", "clone"]);
        // Where git itself refuses to check out, the victim may still go on with what is there.
        if !world.at("clone/.git").exists() {
            let run_again = world.run("git", ".", &["clone", "-q", "-n", "origin", "clone"]);
            assert_eq!(run_again.status, Some(0), "{}", run.said);
        }
    };
    let plant = |world: &World| {
        if matches!((attack.plant)(world), Planted::Files) && world.way != Way::Archive {
            world.git(&["add", "-f", "-A"]);
            world.git(&["commit", "-q", "--allow-empty", "-m", "more"]);
        }
    };
    match world.way {
        Way::Clone => {
            plant(world);
            clone(world);
        }
        Way::Archive => {
            fs::create_dir(world.at("clone")).unwrap();
            sample::write(&world.at("clone"));
            plant(world);
        }
        Way::Sync => {
            clone(world);
            under_way(world);
            plant(world);
        }
        Way::Pull => {
            plant(world);
            clone(world);
            under_way(world);
            for (folder, line) in [("origin", "# theirs\n"), ("clone", "# ours\n")] {
                for path in crate::common::tree(&world.at(folder)).keys() {
                    let file = world.at(folder).join(path);
                    let is_link = fs::symlink_metadata(&file).is_ok_and(|found| found.is_symlink());
                    if path.starts_with(".git/") || path.contains("p-open") || is_link {
                        continue;
                    }
                    if path.ends_with(".toml") && !path.starts_with("identities/") {
                        // A name that is no text is not found by it.
                        if let Ok(text) = fs::read(&file) {
                            fs::write(&file, [line.as_bytes(), &text].concat()).unwrap();
                        }
                    }
                }
                world.run("git", folder, &["add", "-A"]);
                world.run(
                    "git",
                    folder,
                    &["commit", "-q", "--no-verify", "-m", "both"],
                );
            }
        }
    }
}

/// The victim has work of their own: a setup, a record that is saved, and a name that is nobody's business.
fn under_way(world: &World) {
    world.run("peer", "clone", &["git", "setup"]);
    world
        .home
        .write("clone/participants/p-mine.toml", "area = \"1\"\n");
    world.run("git", "clone", &["add", "participants/p-mine.toml"]);
    world.run("git", "clone", &["commit", "-q", "-m", "mine"]);
    world
        .home
        .write("clone/participants/p-open.toml", "area = \"2\"\n");
    let name = format!("given = \"Own\"\nfamily = \"{HIDDEN}\"\n");
    world.home.write("clone/identities/p-mine.toml", name);
}

/// What was there before the victim ran anything, and what was found since.
struct Victim<'w> {
    world: &'w World,
    about: String,
    folder: String,
    outside: std::collections::BTreeMap<PathBuf, String>,
    programs: BTreeSet<PathBuf>,
    found: Vec<String>,
}

impl<'w> Victim<'w> {
    fn new(world: &'w World, attack: &Try) -> Self {
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

    fn works(&mut self, attack: &Try) {
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
        // What the program wrote is not run by git later.
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
            if open.as_ref().map_or(true, |text| text != "area = \"2\"\n") {
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

/// Everything that belongs neither to the stranger nor to the clone, with its modes.
fn surroundings(world: &World) -> std::collections::BTreeMap<PathBuf, String> {
    let mut all = everything(&world.at("outside"));
    all.extend(everything(&world.at("home")));
    for (path, held) in &mut all {
        let mode = fs::symlink_metadata(path).unwrap().permissions().mode();
        *held += &format!(" {mode:o}");
    }
    for entry in fs::read_dir(world.home.path()).unwrap() {
        all.entry(entry.unwrap().path()).or_insert_with(String::new);
    }
    all
}

/// Every file of the clone that may be run, but for the hook that `peer git setup` makes.
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
                // A program that the stranger's commit itself holds is brought by git.
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
