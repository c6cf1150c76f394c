//! Programs with their exports and the figures of their reports, for `.ci/engines`: it runs the SQL over the exports on
//! DuckDB and Spark, and compares every figure. Written to the folder in `PEER_ENGINES`, and nowhere if that is not
//! set.

use std::path::Path;

use crate::common::{Home, is_thorough};
use crate::recount::generate;

/// The definitions of returns, each with its units.
const RETURNS: [(&str, &[&str]); 6] = [
    ("return-to-court", &["participant", "family", "child"]),
    (
        "return-after-dismissal",
        &["participant", "family", "child"],
    ),
    ("reentry", &["child"]),
    ("reoffense", &["child"]),
    ("jpd-community", &["child"]),
    ("new-report", &["participant"]),
];

/// The reports with SQL, other than returns.
const REPORTS: [&str; 6] = [
    "unduplicated",
    "reunification",
    "placements",
    "services",
    "matches",
    "people",
];

/// Writes the export of the program in `from`, its SQL for a period, and its figures in reports.
fn write(from: &Path, to: &Path, name: &str, period: &str) {
    let home = Home::empty();
    let from = from.to_str().unwrap();
    let ask = |more: &[&str]| home.ok(&[&["-C", from], more].concat()).stdout;
    let folder = to.join(name);
    std::fs::create_dir_all(&folder).unwrap();
    let at = |file: &str| folder.join(file).to_str().unwrap().to_owned();
    ask(&["export", &at(&format!("site={name}")), "--birth-dates"]);
    ask(&["export", "--sql", &at("sql"), "--period", period]);
    let json = ["--format", "json"];
    for report in REPORTS {
        let said = ask(&[&["report", report, period][..], &json].concat());
        std::fs::write(at(&format!("{report}.json")), said).unwrap();
    }
    for (definition, units) in RETURNS {
        for unit in units {
            let asked = [
                "report",
                "returns",
                period,
                "--definition",
                definition,
                "--unit",
                unit,
            ];
            let said = ask(&[&asked[..], &json].concat());
            std::fs::write(at(&format!("returns-{definition}-{unit}.json")), said).unwrap();
        }
    }
}

#[test]
fn programs_for_the_engines() {
    let Some(to) = std::env::var_os("PEER_ENGINES") else {
        return;
    };
    let to = Path::new(&to);
    for example in ["saguaro", "golden-gate"] {
        let from = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("data-examples")
            .join(example);
        for period in ["SFY2026", "CY2026Q3", "to-date"] {
            let name = format!("{example}-{}", period.to_lowercase());
            write(&from, to, &name, period);
        }
    }
    for seed in 0..if is_thorough() { 20 } else { 2 } {
        let world = match seed % 2 {
            0 => generate::world(seed),
            _ => generate::busy_world(seed),
        };
        let home = Home::empty();
        for (path, file) in world.files() {
            home.write(&path, file);
        }
        let name = format!("random-{seed:02}");
        write(home.path(), to, &name, "2024-07-01..2026-02-28");
    }
}
