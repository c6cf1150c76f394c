//! Every verb that writes, with arguments for which it does write, and a program to write in.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

use super::{Answer, Home, sample};

/// Every verb that writes records, with arguments for which it does write.
pub const WRITERS: &[&[&str]] = &[
    &[
        "add",
        "participant",
        "New Person",
        "--need",
        "housing",
        "--phone",
        "520-555-0100",
    ],
    &["add", "mentor", "New Mentor", "--capacity", "2"],
    &["add", "case", "--system", "cps", "--participant", "p-ana"],
    &["add", "group", "saturday"],
    &["log", "duty", "paperwork", "90min", "--mentor", "dana"],
    &[
        "log",
        "survey",
        "p-rosa1",
        "felt-supported",
        "--answers",
        "545",
    ],
    &["same", "--not", "p-ana", "p-bare"],
    &["add", "request", "p-luis1"],
    &["add", "goal", "p-rosa1", "housing"],
    &["add", "consent", "p-rosa1", "services"],
    &["add", "training", "dana", "peer-mentor-core"],
    &["add", "leave", "m-other", "--from", "2026-11-01"],
    &["set", "rosa", "area=1", "phone=555"],
    &["set", "p-luis1", "area=1"],
    &["edit", "p-rosa1"],
    &["edit", "p-rosa1", "--identity"],
    &["edit", "peer.toml"],
    &["upgrade"],
    &["enroll", "p-bare"],
    &["exit", "p-rosa1", "--reason", "goals-met"],
    &["event", "c-first", "hearing"],
    &[
        "outcome",
        "checked",
        "rosa",
        "--through",
        "2026-11-20",
        "--source",
        "parent",
    ],
    &["match", "p-luis1", "dana", "--on", "2026-11-20"],
    &[
        "match",
        "rosa",
        "m-other",
        "--instead",
        "goals-met",
        "--force",
        "asked for it",
    ],
    &["match", "p-luis1", "dana", "--propose"],
    &["match", "--apply"],
    &["match", "--csv-in", "../decisions.csv"],
    &["accept", "p-ana"],
    &["decline", "p-ana", "--by", "mentor"],
    &["unmatch", "p-rosa1", "--reason", "goals-met"],
    &["log", "group", "wednesday", "--present", "rosa"],
    &[
        "log",
        "group",
        "wednesday",
        "--present",
        "rosa",
        "--on",
        "2025-03-05",
    ],
    &["goal", "met", "p-ana", "housing"],
    &["referral", "p-ana", "housing-authority", "connected"],
    &["void", "2026-10-07-group-wednesday", "--reason", "a test"],
    &["move", "2026-10-07-group-wednesday", "--on", "2026-10-08"],
    &["add", "child", "c-first", "z", "--born", "2020-01-01"],
    &["log", "mentoring", "p-rosa1", "45min"],
    &[
        "log",
        "meeting",
        "c-first",
        "--present",
        "rosa",
        "--type",
        "cft",
    ],
    &["log", "court", "p-rosa1"],
    &["log", "casework", "p-rosa1"],
    &["log", "committee", "pac", "--mentor", "dana"],
    &["log", "supervision", "dana"],
    &["log", "outreach", "fair"],
    &["log", "consultation", "pinal"],
    &["import", "--map-for", "../people.csv"],
    &["import", "../parents.csv"],
    &["pack", "--before", "2026-11-01"],
    &["pack", "--unpack", "--before", "2026-11-01"],
];

/// The sample with more to write about, in its own folder, and its identities next to it.
pub fn home() -> Home {
    let home = Home::empty();
    sample::write(&home.at("program"));
    home.write("editor.sh", "echo '# typed' >> \"$1\"\n");
    let sheet = "First name,Last name,Needs\nNina,Quill,housing\nOmar,Reyes,\n";
    home.write("people.csv", sheet);
    home.write("parents.csv", sheet);
    let column = |header: &str, field: &str| {
        format!("\n[[column]]\nheader = \"{header}\"\nfield = \"{field}\"\n")
    };
    let columns =
        column("First name", "given") + &column("Last name", "family") + &column("Needs", "needs");
    home.write(
        "program/intake/parents.toml",
        format!("kind = \"participants\"\nfiles = [ \"parents.csv\", ]\n{columns}"),
    );
    home.write(
        "decisions.csv",
        "participant,mentor,decision\np-ana,m-dana1,begin\n",
    );
    let ana = "needs = [ \"housing\", ]\n\n[[enrollment]]\nstart = 2026-05-01\n\n[[mentor_request]]\non = 2026-05-01\n\n[[goal]]\nset = 2026-05-01\ndomain = \"housing\"\n";
    home.write("program/participants/p-ana.toml", ana);
    home.write(
        "program/sessions/2026/2026-10-06-casework-p-ana.toml",
        "kind = \"casework\"\non = 2026-10-06\nparticipants = [ \"p-ana\", ]\n\n[[referral]]\nresource = \"housing-authority\"\n",
    );
    home.write("program/participants/p-bare.toml", "");
    home.write(
        "program/participants/p-wait.toml",
        "[[enrollment]]\nstart = 2026-05-01\n\n[[mentor_request]]\non = 2026-05-01\n",
    );
    home.write(
        "program/matches/k-open.toml",
        "participant = \"p-ana\"\nmentor = \"m-dana1\"\nproposed = 2026-06-01\n",
    );
    fs::rename(home.at("program/identities"), home.at("vault")).unwrap();
    let program = home
        .read("program/peer.toml")
        .replace("\"identities\"", "\"../vault\"");
    home.write("program/peer.toml", program);
    for (path, mode) in [
        ("vault/p-rosa1.toml", 0o600),
        (
            "program/sessions/2026/2026-10-05-meeting-c-first.toml",
            0o640,
        ),
    ] {
        fs::set_permissions(home.at(path), Permissions::from_mode(mode)).unwrap();
    }
    home
}

/// Runs the program in it, with an editor that adds a line.
pub fn peer(home: &Home, arguments: &[&str]) -> Answer {
    let mut command = home.command(arguments);
    command
        .current_dir(home.at("program"))
        .env("EDITOR", format!("sh {}", home.at("editor.sh").display()));
    Answer::of(command.output().unwrap(), home.path())
}
