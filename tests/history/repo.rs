//! A directory under real git, with commits on fixed days.

use std::process::{Command, Stdio};

use crate::common::{Answer, Home};

/// A directory of records in a folder of a repository.
pub struct Repo {
    pub home: Home,
}

impl Repo {
    /// A new program in a folder `records` of a new repository, without a commit.
    pub fn new() -> Self {
        let repo = Self {
            home: Home::empty(),
        };
        repo.git("2026-01-01", &["init", "-q", "-b", "main"]);
        repo.git("2026-01-01", &["config", "user.name", "Ana Clerk"]);
        repo.git("2026-01-01", &["config", "user.email", "ana@example.org"]);
        repo.home.ok(&["init", "records", "--name", "Test Program"]);
        // Its names are in a plain folder, which a test may commit to git.
        std::fs::remove_dir_all(repo.home.at("records/identities/.git")).unwrap();
        repo
    }

    /// Runs git, on a day, as someone who lives west of Greenwich.
    pub fn git(&self, day: &str, arguments: &[&str]) -> String {
        let output = Command::new("git")
            .args(arguments)
            .current_dir(self.home.path())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .env("GIT_AUTHOR_DATE", format!("{day}T23:30:00-0700"))
            .env("GIT_COMMITTER_DATE", format!("{day}T23:30:00-0700"))
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {said}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Commits everything, on a day, and returns the commit.
    pub fn commit(&self, day: &str) -> String {
        self.git(day, &["add", "-A"]);
        self.git(day, &["commit", "-q", "--allow-empty", "-m", "work"]);
        self.git(day, &["rev-parse", "HEAD"]).trim().to_owned()
    }

    /// Two lines of commits by two people from the current one, on October 13 and 14: what `theirs` does on the branch
    /// `other`, and what `ours` does on `main`, which is checked out at the end.
    pub fn part(&self, theirs: impl Fn(&Self), ours: impl Fn(&Self)) {
        self.git("2026-10-12", &["checkout", "-q", "-b", "other"]);
        theirs(self);
        self.git("2026-10-13", &["add", "-A"]);
        self.git(
            "2026-10-13",
            &[
                "commit",
                "-q",
                "-m",
                "work",
                "--author",
                "Ben Field <ben@example.org>",
            ],
        );
        self.git("2026-10-13", &["checkout", "-q", "main"]);
        ours(self);
        self.commit("2026-10-14");
    }

    /// Merges the branch `other` on October 15; `settled` decides the files.
    pub fn merge(&self, settled: impl Fn(&Self)) -> String {
        self.git(
            "2026-10-15",
            &["merge", "-q", "--no-commit", "-s", "ours", "other"],
        );
        settled(self);
        self.commit("2026-10-15")
    }

    /// Removes a file of the records.
    pub fn remove(&self, path: &str) {
        std::fs::remove_file(self.home.at(&format!("records/{path}"))).unwrap();
    }

    /// Writes a file of the records.
    pub fn write(&self, path: &str, text: &str) {
        self.home.write(&format!("records/{path}"), text);
    }

    /// Writes a session of the Wednesday group.
    pub fn group(&self, day: &str, people: &[&str]) {
        let list: String = people.iter().map(|id| format!("    \"{id}\",\n")).collect();
        let text = format!(
            "kind = \"support-group\"\non = {day}\ngroup = \"wednesday\"\nminutes = 90\nparticipants = [\n{list}]\n"
        );
        self.write(
            &format!("sessions/{}/{day}-group-wednesday.toml", &day[..4]),
            &text,
        );
    }

    /// Writes a participant, enrolled since the beginning of 2026.
    pub fn parent(&self, id: &str, more: &str) {
        self.write(
            &format!("participants/{id}.toml"),
            &format!("{more}\n[[enrollment]]\nstart = 2026-01-01\n"),
        );
    }

    /// The program in the records, with the given day as today, or with that of the clock.
    pub fn command(&self, today: Option<&str>, arguments: &[&str]) -> Command {
        let mut command = self.home.command(arguments);
        command
            .current_dir(self.home.at("records"))
            .env_remove("PEER_TODAY");
        command.envs(today.map(|day| ("PEER_TODAY", day)));
        command
    }

    /// Runs the program without a day set.
    pub fn run(&self, arguments: &[&str]) -> Answer {
        Answer::of(
            self.command(None, arguments).output().unwrap(),
            self.home.path(),
        )
    }

    /// Runs the program on a day, which must succeed.
    pub fn on(&self, today: &str, arguments: &[&str]) -> Answer {
        let answer = Answer::of(
            self.command(Some(today), arguments).output().unwrap(),
            self.home.path(),
        );
        assert_eq!(
            answer.status,
            0,
            "peer {}\n{}",
            arguments.join(" "),
            answer.whole()
        );
        answer
    }

    /// Runs the program without a day set, which must succeed.
    pub fn ok(&self, arguments: &[&str]) -> Answer {
        let answer = self.run(arguments);
        assert_eq!(
            answer.status,
            0,
            "peer {}\n{}",
            arguments.join(" "),
            answer.whole()
        );
        answer
    }
}

/// The rows of a history without its heading: day, id, what was done, fact, was, now.
pub fn told(repo: &Repo, arguments: &[&str]) -> Vec<String> {
    let csv = repo
        .on(
            "2026-11-21",
            &[&["history", "--format", "csv"], arguments].concat(),
        )
        .stdout;
    let rows = csv.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        [cells[0], cells[3], cells[4], cells[5], cells[7], cells[8]].join(" ")
    });
    rows.collect()
}

/// Two parents served by the end of September, a third in a session entered two weeks later.
pub fn handed_in() -> Repo {
    let repo = Repo::new();
    repo.write(
        "groups/wednesday.toml",
        "kind = \"support-group\"\nstage = \"both\"\n",
    );
    for id in ["p-ana", "p-luis", "p-rosa"] {
        repo.parent(id, "");
    }
    repo.group("2026-09-02", &["p-luis", "p-rosa"]);
    repo.commit("2026-09-30");
    repo.git("2026-09-30", &["tag", "handed-in"]);
    repo.group("2026-09-09", &["p-ana", "p-rosa"]);
    repo.commit("2026-10-12");
    repo
}
