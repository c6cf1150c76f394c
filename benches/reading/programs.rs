//! The programs that reading is measured on: people, and the sessions of some years in single files or packed by month.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use peer::record::Day;

/// The last day of the sessions, which is the as-of day of reports.
pub const LAST: &str = "2026-11-21";

/// A program to make.
#[derive(Debug, Clone, Copy)]
pub struct Program {
    /// Its folder.
    pub name: &'static str,
    /// The number of parents, each of whom also has a file of names.
    pub people: usize,
    /// The number of sessions.
    pub sessions: usize,
    /// The number of days over which they are spread.
    pub days: usize,
    /// Whether they are packed into one file per month.
    pub is_packed: bool,
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn participant(at: usize) -> String {
    format!("p-{at:05}")
}

/// Numbers that look random but are the same on every run.
fn spread(at: usize, salt: usize, below: usize) -> usize {
    (at.wrapping_mul(2_654_435_761)
        .wrapping_add(salt.wrapping_mul(40_503))
        >> 7)
        % below
}

/// A session before its text is written.
struct Session {
    id: String,
    on: Day,
    at: usize,
}

impl Program {
    /// Makes its files in `root`, unless an earlier run made them.
    pub fn make(&self, root: &Path) {
        if root.join("peer.toml").exists() {
            return;
        }
        for folder in ["participants", "identities", "groups"] {
            fs::create_dir_all(root.join(folder)).unwrap();
        }
        let group = "kind = \"support-group\"\n";
        fs::write(root.join("groups/wednesday.toml"), group).unwrap();
        for at in 0..self.people {
            self.person(root, at);
        }
        let mut sessions: Vec<Session> = (0..self.sessions).map(|at| self.session(at)).collect();
        sessions.sort_by(|a, b| a.id.cmp(&b.id));
        for month in sessions.chunk_by(|a, b| a.id[..7] == b.id[..7]) {
            self.month(root, month);
        }
        // Last, so that an incomplete program is made again.
        let program = "schema = 1\nname = \"Benchmark\"\n";
        fs::write(root.join("peer.toml"), program).unwrap();
    }

    fn person(&self, root: &Path, at: usize) {
        let id = participant(at);
        let text = "referred = 2023-01-01\nlanguages = [\n    \"en\",\n]\n\n[[enrollment]]\nstart = 2023-01-02\n";
        fs::write(root.join(format!("participants/{id}.toml")), text).unwrap();
        let name = format!(
            "given = \"Parent\"\nfamily = \"Number {at}\"\nborn = {}\nphone = \"520-555-{:04}\"\n",
            day("1980-01-01").plus_days(spread(at, 3, 7_000) as i64),
            at % 10_000
        );
        fs::write(root.join(format!("identities/{id}.toml")), name).unwrap();
    }

    fn session(&self, at: usize) -> Session {
        let on = day(LAST).plus_days(-(spread(at, 1, self.days) as i64));
        let id = if at.is_multiple_of(3) {
            format!("{on}-group-wednesday--{}", at + 2)
        } else {
            let who = participant(spread(at, 2, self.people));
            format!("{on}-casework-{who}--{}", at + 2)
        };
        Session { id, on, at }
    }

    /// The text of a session; every third is a group of eight, the others have one parent.
    fn text(&self, session: &Session) -> String {
        let (on, at) = (session.on, session.at);
        if !at.is_multiple_of(3) {
            let who = participant(spread(at, 2, self.people));
            return format!(
                "kind = \"casework\"\non = {on}\nminutes = 45\nmode = \"in-person\"\nparticipants = [\n    \"{who}\",\n]\n\
                 goals = [\n    \"housing\",\n]\nnote = \"\"\"Went through the list together; the landlord will call \
                 back.\"\"\"\n\n[[referral]]\nresource = \"housing-authority\"\noutcome = \"pending\"\n"
            );
        }
        let seats = (0..8).map(|seat| participant(spread(at, 10 + seat, self.people)));
        let mut present: Vec<String> = seats.collect();
        present.sort();
        present.dedup();
        let mut text = format!(
            "kind = \"support-group\"\non = {on}\ngroup = \"wednesday\"\nminutes = 90\nparticipants = [\n"
        );
        for id in present {
            let _ = writeln!(text, "    \"{id}\",");
        }
        let _ = write!(
            text,
            "]\nanonymous = {}\nchildren_in_childcare = 4\n",
            at % 4
        );
        text
    }

    fn month(&self, root: &Path, sessions: &[Session]) {
        let name = &sessions[0].id[..7];
        let year = root.join("sessions").join(&name[..4]);
        fs::create_dir_all(&year).unwrap();
        let mut all = String::new();
        for session in sessions {
            let (id, text) = (&session.id, self.text(session));
            if self.is_packed {
                let inner = text.replace("[[referral]]", &format!("[[{id}.referral]]"));
                let _ = write!(all, "[{id}]\n{inner}\n");
            } else {
                fs::write(year.join(format!("{id}.toml")), text).unwrap();
            }
        }
        if self.is_packed {
            fs::write(year.join(format!("{name}.toml")), all).unwrap();
        }
    }
}
