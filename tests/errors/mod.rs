//! Reports of records with errors: an error that would make a figure silently wrong stops the report, with the place;
//! any other error of `peer check` is counted and named in it, in every format.

mod counted;
mod days;
mod refused;

use crate::common::{Answer, Home};

/// A program of two parents, a mentor, a case, a match, a group and a session, without an error.
const FILES: [(&str, &str); 9] = [
    ("peer.toml", "schema = 1\nname = \"Test\"\n"),
    (
        "participants/p-a.toml",
        "area = \"85705\"\n\n[[enrollment]]\nstart = 2026-01-01\n",
    ),
    (
        "participants/p-b.toml",
        "[[enrollment]]\nstart = 2026-01-01\n",
    ),
    (
        "mentors/m-a.toml",
        "capacity = 2\njoined = 2025-01-01\n\n[own_case]\nclosed = 2020-01-01\noutcome = \"reunified\"\n",
    ),
    (
        "cases/c-a.toml",
        "system = \"cps\"\nparticipants = [ \"p-a\", ]\n\n[child.a]\nborn = 2016-05-01\n\n\
         [[event]]\non = 2025-03-02\nkind = \"removed\"\n\n[[event]]\non = 2026-02-01\nkind = \"reunified\"\n",
    ),
    ("groups/wednesday.toml", "kind = \"support-group\"\n"),
    (
        "matches/k-a.toml",
        "participant = \"p-a\"\nmentor = \"m-a\"\nbegan = 2026-02-01\n",
    ),
    (
        "sessions/2026/2026-07-01-group-wednesday.toml",
        "kind = \"support-group\"\non = 2026-07-01\ngroup = \"wednesday\"\nminutes = 90\n\
         participants = [ \"p-a\", \"p-b\", ]\n",
    ),
    (
        "definitions/own.toml",
        "title = \"Own\"\nsentence = \"How many?\"\nunit = \"participant\"\nsource = [ \"ours\", ]\n\n\
         [anchor]\nkinds = [ \"reunified\", ]\n\n[event]\nkinds = [ \"petition\", ]\n\n[window]\nmonths = 12\n\n[exclusions]\ncompeting = [ ]\nlost = [ \"lost\", ]\n",
    ),
];

const REPORTS: [&str; 9] = [
    "unduplicated",
    "returns",
    "reunification",
    "placements",
    "services",
    "matches",
    "waits",
    "mentors",
    "quarter",
];

/// The program, with these files in place of its own or in addition to them.
fn program(others: &[(&str, &str)]) -> Home {
    let home = Home::empty();
    for (path, text) in FILES.iter().chain(others) {
        home.write(path, text);
    }
    home
}

fn report(home: &Home, name: &str, more: &[&str]) -> Answer {
    home.run(&[&["report", name, "CY2026"], more].concat())
}
