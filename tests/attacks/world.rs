//! One attack: a stranger's repository, a victim who works with it, and surroundings that must not change.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use super::victim::Victim;
use crate::common::{Home, sample};

/// Something only the victim knows; no other side may ever have it.
pub const HIDDEN: &str = "Hidden";
/// The content of files outside; no output may ever show it.
pub const OUTSIDE: &str = "Precious";
/// A command that takes longer is stuck.
const PATIENCE: Duration = Duration::from_secs(20);

/// How the hostile content reaches the victim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Way {
    /// It is there when the stranger's repository is cloned.
    Clone,
    /// `peer sync` brings it during the work.
    Sync,
    /// `git pull` brings it, after both sides changed each planted file.
    Pull,
    /// It is in a folder that is not in any repository of the victim.
    Archive,
}

/// What to plant: files to add unchanged, or an existing commit.
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

    /// Sets an environment variable; `ROOT` is replaced by the folder of the test.
    pub fn with(mut self, name: &'static str, value: &'static str) -> Self {
        self.environment.push((name, value));
        self
    }
}

/// The folders of one try.
pub struct World {
    pub home: Home,
    pub way: Way,
    environment: Vec<(&'static str, String)>,
}

/// How a run ended.
pub struct Run {
    pub status: Option<i32>,
    pub said: String,
    pub text: String,
}

impl World {
    pub fn at(&self, path: &str) -> PathBuf {
        self.home.at(path)
    }

    /// A file of the stranger.
    pub fn put(&self, path: &str, text: impl AsRef<[u8]>) {
        self.home.write(&format!("{}/{path}", self.theirs()), text);
    }

    /// Writes an executable file of the stranger.
    pub fn program(&self, path: &str, text: impl AsRef<[u8]>) {
        self.put(path, text);
        let path = self.at(self.theirs()).join(path);
        fs::set_permissions(path, Permissions::from_mode(0o755)).unwrap();
    }

    /// Puts a link of the stranger in place of what was there.
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

    /// A commit of the stranger whose tree contains names that git itself would never add.
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

    /// Git as the stranger, with input.
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

    pub fn run(&self, program: &str, folder: &str, arguments: &[&str]) -> Run {
        let mut command = self.prepared(program, folder, arguments);
        self.finished(&mut command)
    }

    pub fn victim(&self, program: &str, folder: &str, arguments: &[&str]) -> Run {
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

/// The stranger's repository before anything hostile is in it, created once.
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
        // The stranger's own git stores planted content unchanged.
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

/// Makes one try in one way, and returns what went wrong.
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

/// The stranger plants, and the victim gets a clone.
fn arrive(world: &World, attack: &Try) {
    let clone = |world: &World| {
        let run = world.run("git", ".", &["clone", "-q", "origin", "clone"]);
        // If git itself refuses to check out, the victim may still continue with what is there.
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
                        // Git does not find this by a name that is not text.
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

/// The victim has their own work: a setup, a saved record, and a name that concerns no one else.
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
