//! The cost of adding a report: `added` contains one, which is compiled with these tests as it would be in `src`.

use std::fs;
use std::path::Path;
use std::process::Command;

use peer::measure::By;
use peer::record::{Calendar, Period, Program, Records, read};
use peer::register::Register;
use peer::render::{Format, Look, render};
use peer::report::audience::for_audience;
use peer::report::{Asked, Audience, Cell, Request, Sheet};
use peer::store::{Change, Directory, after};
use tempfile::TempDir;

use crate::common;
use crate::report::turnout::REPORT;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The new files of the report, each with its destination.
const FILES: [(&str, &str); 2] = [
    ("src/measure/turnout.rs", include_str!("added/measure.rs")),
    ("src/report/turnout.rs", include_str!("added/report.rs")),
];

/// The lines that name it, each with its file and the line that it follows.
const LINES: [(&str, &str, &str); 3] = [
    ("src/measure/mod.rs", "pub mod stays;", "pub mod turnout;"),
    ("src/report/mod.rs", "mod stays;", "pub mod turnout;"),
    (
        "src/report/catalog.rs",
        "    &super::mentors::REPORT,",
        "    &super::turnout::REPORT,",
    ),
];

/// Its numbers, each a line in a list, with the line that begins the list.
const NUMBERS: [(&str, &str); 5] = [
    ("pub const FIGURES: &[&str] = &[", "    \"turnout.came\","),
    (
        "pub const FIGURES: &[&str] = &[",
        "    \"turnout.expected\",",
    ),
    ("pub const FIGURES: &[&str] = &[", "    \"turnout.missed\","),
    ("pub const FIGURES: &[&str] = &[", "    \"turnout.rate\","),
    ("const SHARES: &[&str] = &[", "    \"turnout.rate\","),
];

/// Every line added to a file of the program.
fn lines() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let numbers = NUMBERS.map(|(before, line)| ("src/record/kinds/benchmark.rs", before, line));
    LINES.into_iter().chain(numbers)
}

/// A quarter with two groups on Wednesdays, a visit on a Tuesday that no one came to, and a day in court with twelve
/// people.
fn program() -> Register {
    let program = || -> Program { read::record("schema = 1\nname = \"Test\"\n").unwrap() };
    let group = "kind = \"support-group\"\ngroup = \"wed\"\n";
    let twelve: Vec<String> = (11..23).map(|at| format!("\"p-{at}\"")).collect();
    let files = [
        ("participants/p-1.toml", String::new()),
        ("participants/p-2.toml", String::new()),
        ("participants/p-3.toml", String::new()),
        (
            "sessions/2026/2026-07-01-group-wed.toml",
            format!("{group}on = 2026-07-01\nparticipants = [\"p-1\", \"p-2\"]\nmissed = [\"p-3\"]\n"),
        ),
        (
            "sessions/2026/2026-07-02-court-p-11.toml",
            format!("kind = \"court\"\non = 2026-07-02\nparticipants = [{}]\n", twelve.join(", ")),
        ),
        (
            "sessions/2026/2026-07-07-casework-p-3.toml",
            "kind = \"casework\"\non = 2026-07-07\nstatus = \"no-show\"\nparticipants = [\"p-3\"]\n"
                .to_owned(),
        ),
        (
            "sessions/2026/2026-07-08-group-wed.toml",
            format!("{group}on = 2026-07-08\nparticipants = [\"p-1\"]\nmissed = [\"p-2\"]\n"),
        ),
    ];
    let mut change = Change::default();
    for (path, text) in files {
        change.create(path, &text);
    }
    let records = Records::new(program());
    Register::new(after(&Directory::of_texts(program()), &records, &change))
}

fn asked(by: &[By], audience: Audience, who: bool) -> Result<Vec<Sheet>, String> {
    let (register, period) = (program(), Period::quarter(Calendar::State, 2027, 1));
    let request = Request {
        register: &register,
        period: &period,
        as_of: "2026-11-21".parse().unwrap(),
        by,
        consenting_only: false,
    };
    let answer = if who { REPORT.who } else { REPORT.rows };
    let sheet = answer(&request, Asked::default())?;
    for_audience(vec![sheet], audience, &request, Asked::default())
}

fn csv(sheets: &[Sheet]) -> String {
    let bytes = render(sheets, Format::Csv, &Look::default()).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_report_is_two_new_files_three_lines_and_one_for_each_number() {
    assert_eq!((FILES.len(), LINES.len()), (2, 3));
    for (path, _) in FILES {
        assert!(!Path::new(ROOT).join(path).exists(), "{path}");
    }
    for (path, before, line) in lines() {
        let text = fs::read_to_string(Path::new(ROOT).join(path)).unwrap();
        let places = text.lines().filter(|line| *line == before);
        assert_eq!(
            (places.count(), line.lines().count()),
            (1, 1),
            "{path}: {before}"
        );
    }
}

#[test]
fn the_added_report_has_two_keys_three_counts_and_a_rate() {
    assert_eq!(
        csv(&asked(&[], Audience::Internal, false).unwrap()),
        "period,start,end,service,weekday,expected,came,missed,rate\n\
         SFY2027Q1,2026-07-01,2026-09-30,support-group,wed,3,2,1,0.6666666666666666\n\
         SFY2027Q1,2026-07-01,2026-09-30,casework,tue,1,0,1,0\n\
         SFY2027Q1,2026-07-01,2026-09-30,court,thu,12,12,0,1\n"
    );
}

#[test]
fn it_is_broken_down_by_time_and_by_nothing_that_it_does_not_declare() {
    let sheets = asked(&[By::Month], Audience::Internal, false).unwrap();
    let labels: Vec<&Cell> = sheets[0].lines().map(|line| line.cell("period")).collect();
    let named = [
        "2026-07",
        "2026-07",
        "2026-07",
        "SFY2027Q1",
        "SFY2027Q1",
        "SFY2027Q1",
    ]
    .map(Cell::text);
    assert_eq!(labels, named.iter().collect::<Vec<_>>());
    assert_eq!(
        asked(&[By::Area], Audience::Internal, false).unwrap_err(),
        "`turnout` cannot be broken down by area, only by `quarter`, `month`, `year`"
    );
}

#[test]
fn its_records_can_be_opened_by_the_program_alone() {
    let files = csv(&asked(&[], Audience::Internal, true).unwrap());
    assert_eq!(
        files.lines().nth(3).unwrap(),
        "SFY2027Q1,2026-07-01,2026-09-30,2026-07-07-casework-p-3,,0,\
         sessions/2026/2026-07-07-casework-p-3.toml"
    );
    assert!(asked(&[], Audience::Funder, true).is_err());
}

#[test]
fn the_public_sees_none_of_its_small_counts_and_no_rate_of_them() {
    assert_eq!(
        csv(&asked(&[], Audience::Public, false).unwrap()),
        "period,start,end,service,weekday,expected,came,missed,rate\n\
         SFY2027Q1,2026-07-01,2026-09-30,support-group,wed,*,*,*,*\n\
         SFY2027Q1,2026-07-01,2026-09-30,casework,tue,*,0,*,*\n\
         SFY2027Q1,2026-07-01,2026-09-30,court,thu,12,12,0,1\n"
    );
}

/// The program itself, with the report in it; takes half a minute, so it runs only with `PEER_THOROUGH=1`.
#[cfg(unix)]
#[test]
fn the_program_with_the_report_compiles() {
    if !common::is_thorough() {
        return;
    }
    let copy = TempDir::new().unwrap();
    for entry in fs::read_dir(ROOT).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name();
        if !["src", "target", ".git"].map(Into::into).contains(&name) {
            std::os::unix::fs::symlink(entry.path(), copy.path().join(&name)).unwrap();
        }
    }
    common::copy(&Path::new(ROOT).join("src"), &copy.path().join("src"));
    for (path, text) in FILES {
        fs::write(copy.path().join(path), text).unwrap();
    }
    for (path, before, line) in lines() {
        let path = copy.path().join(path);
        let text = fs::read_to_string(&path).unwrap();
        let place = format!("{before}\n");
        fs::write(&path, text.replacen(&place, &format!("{place}{line}\n"), 1)).unwrap();
    }
    let status = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--locked", "--lib", "--target-dir"])
        .arg(Path::new(ROOT).join("target"))
        .current_dir(copy.path())
        .status()
        .unwrap();
    assert!(status.success());
}
