//! K10: ten families, known about up to different days; the ages to which courts follow children; a wait in the hall;
//! and a whole program in which hardly anyone looked.

use std::path::Path;

use serde_json::Value;

use super::{ask, program, row};

const TODAY: &str = "2026-11-21";

/// The anchor of each family, and what shows more about it: an event, a session, or someone who looked.
const FAMILIES: [(&str, &str); 10] = [
    ("2025-06-01", "session 2026-06-01"),
    ("2025-06-01", "session 2026-05-31"),
    ("2025-06-01", "checked 2026-09-30"),
    ("2025-06-01", "checked 2026-03-31"),
    ("2025-06-01", "hearing 2026-06-02"),
    ("2025-06-01", "petition 2026-02-01"),
    ("2025-06-01", ""),
    ("2025-06-01", "lost 2025-12-01"),
    ("2026-01-15", "session 2026-02-01"),
    ("2026-01-15", "petition 2026-03-01"),
];

fn k10() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for (at, (anchor, more)) in FAMILIES.iter().enumerate() {
        let id = format!("s{:02}", at + 1);
        let mut session = |on: &str| {
            let text = format!("kind = \"court\"\non = {on}\nparticipants = [\"p-{id}\"]\n");
            files.push((
                format!("sessions/{}/{on}-court-p-{id}.toml", &on[..4]),
                text,
            ));
        };
        session("2024-06-01");
        let mut case = format!(
            "system = \"cps\"\nparticipants = [\"p-{id}\"]\n[child.a]\nborn = 2016-01-01\n\
             [[event]]\non = 2024-01-10\nkind = \"petition\"\n[[event]]\non = 2024-01-10\nkind = \"removed\"\n\
             [[event]]\non = {anchor}\nkind = \"reunified\"\n"
        );
        match more.split_once(' ') {
            None => {}
            Some(("session", on)) => session(on),
            Some(("checked", through)) => case.push_str(&format!(
                "[[checked]]\non = 2026-10-05\nthrough = {through}\nsource = \"court-records\"\nreference = \"list 4\"\n"
            )),
            Some((kind, on)) => {
                case.push_str(&format!("[[event]]\non = {on}\nkind = \"{kind}\"\n"));
            }
        }
        files.push((format!("cases/c-{id}.toml"), case));
        files.push((
            format!("participants/p-{id}.toml"),
            "[[enrollment]]\nstart = 2024-06-01\n".to_owned(),
        ));
    }
    files
}

fn holds(row: &Value, printed: &[(&str, f64)]) {
    for (field, value) in printed {
        let got = row[*field].as_f64();
        let got = got.unwrap_or_else(|| panic!("{field} in {row:#}"));
        assert!((got - value).abs() <= 5e-9, "{field}: {got} is not {value}");
    }
}

#[test]
fn the_ten_families_have_the_printed_figures_in_all_units() {
    let folder = program(&k10());
    for unit in ["participant", "family", "child"] {
        let period = "2025-06-01..2026-11-21";
        let answer = ask(
            folder.path(),
            TODAY,
            &["report", "returns", period, "--unit", unit],
        );
        let row = row(&answer, &[("unit", unit)]);
        let counts = [
            ("cohort", 10),
            ("mature", 8),
            ("not_yet", 2),
            ("unknown", 4),
            ("silent", 3),
            ("known", 4),
            ("known_official", 3),
            ("returned", 1),
            ("returned_so_far", 2),
            ("events_in_period", 2),
            ("competing", 0),
            ("cut_by_age", 0),
        ];
        for (field, value) in counts {
            assert_eq!(row[field], value, "{unit} {field}");
        }
        assert_eq!(row["ci_method"], "clopper-pearson");
        holds(
            row,
            &[
                ("rate", 1.0 / 4.0),
                ("ci_low", 0.006_309_46),
                ("ci_high", 0.805_879_55),
                ("best", 1.0 / 8.0),
                ("worst", 5.0 / 8.0),
                ("km", 0.270_833_33),
                ("km_se", 0.164_976_24),
                ("km_low", 0.074_646_82),
                ("km_high", 0.723_609_78),
                ("aj", 0.270_833_33),
                ("completeness", 2252.0 / 3155.0),
            ],
        );
    }
}

#[test]
fn who_says_through_which_day_and_by_which_record_each_is_known() {
    let folder = program(&k10());
    let period = "2025-06-01..2026-11-21";
    let answer = ask(
        folder.path(),
        TODAY,
        &["report", "returns", period, "--who"],
    );
    let known = |id: &str| {
        let row = row(&answer, &[("id", id)]);
        ["status", "known_through", "known_by", "known_file"]
            .map(|field| row[field].as_str().unwrap().to_owned())
    };
    assert_eq!(
        known("p-s01"),
        [
            "not-returned",
            "2026-06-01",
            "court",
            "sessions/2026/2026-06-01-court-p-s01.toml"
        ]
    );
    assert_eq!(
        known("p-s04"),
        ["unknown", "2026-03-31", "court-records", "cases/c-s04.toml"]
    );
    assert_eq!(
        known("p-s08"),
        ["unknown", "2025-12-01", "lost", "cases/c-s08.toml"]
    );
}

/// A youth on probation, born 2008-06-01, out of home from January to October: 273 days, and 151 to the 18th birthday.
#[test]
fn a_stay_ends_with_the_age_to_which_the_system_follows_children() {
    let days = |system: &str, ages: &str| {
        let case = format!(
            "system = \"{system}\"\n[child.a]\nborn = 2008-06-01\n[[event]]\non = 2026-01-01\nkind = \"removed\"\n\
             [[event]]\non = 2026-10-01\nkind = \"reunified\"\n"
        );
        let folder = program(&[("cases/c-1.toml".to_owned(), case)]);
        let marker = format!("schema = 2\nname = \"Worked example\"\n{ages}");
        std::fs::write(folder.path().join("peer.toml"), marker).unwrap();
        let answer = ask(folder.path(), TODAY, &["report", "placements", "CY2026"]);
        let row = row(&answer, &[("system", "all")]);
        (row["care_days"].as_i64(), row["cut_by_age"].as_i64())
    };
    assert_eq!(days("jpd", ""), (Some(273), Some(0)));
    assert_eq!(days("jpd", "[until_age]\njpd = 18\n"), (Some(151), Some(1)));
    assert_eq!(days("cps", ""), (Some(151), Some(1)));
    assert_eq!(days("cps", "[until_age]\ncps = 21\n"), (Some(273), Some(0)));
}

/// The order came on February 1; the youth was in the hall until March 3, and in the group home until September 1.
#[test]
fn a_wait_in_the_hall_is_counted_beside_the_days_in_detention() {
    let event = |on: &str, kind: &str, setting: &str| {
        let setting = match setting {
            "" => String::new(),
            word => format!("setting = \"{word}\"\n"),
        };
        format!("[[event]]\non = {on}\nkind = \"{kind}\"\n{setting}")
    };
    let case = [
        "system = \"jpd\"\n[child.a]\nborn = 2010-06-01\n".to_owned(),
        event("2026-01-10", "removed", "juvenile-hall"),
        event("2026-02-01", "placement-ordered", ""),
        event("2026-03-03", "placed", "strtp"),
        event("2026-09-01", "reunified", ""),
    ];
    let folder = program(&[("cases/c-1.toml".to_owned(), case.concat())]);
    let marker = "schema = 2\nname = \"Worked example\"\n[vocabulary.settings]\nstrtp = \"group\"\n\
                  juvenile-hall = \"detention\"\n";
    std::fs::write(folder.path().join("peer.toml"), marker).unwrap();
    let answer = ask(folder.path(), TODAY, &["report", "placements", "CY2026"]);
    let row = row(&answer, &[("system", "all")]);
    let of = |field: &str| row[field].as_i64();
    assert_eq!(
        (of("hall_wait_days"), of("care_days"), of("detention_days")),
        (Some(30), Some(182), Some(52))
    );
}

/// Copies a folder, with the files of cases changed.
fn copied(from: &Path, to: &Path, change: &dyn Fn(&Path, String) -> String) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let from = entry.unwrap().path();
        let to = to.join(from.file_name().unwrap());
        if from.is_dir() {
            copied(&from, &to, change);
        } else if let Ok(text) = std::fs::read_to_string(&from) {
            std::fs::write(&to, change(&from, text)).unwrap();
        }
    }
}

/// A text without its `[[checked]]` entries, which come last in a case.
fn unchecked(text: &str) -> String {
    let kept = text.split("\n[[checked]]").next().unwrap_or_default();
    format!("{}\n", kept.trim_end())
}

fn saguaro(more: &str) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("data-examples/saguaro");
    copied(&from, folder.path(), &|path, text| {
        let name = path.file_name().unwrap().to_string_lossy();
        if name.starts_with("c-") && path.parent().unwrap().ends_with("cases") {
            unchecked(&text) + more
        } else {
            text
        }
    });
    let period = "2024-10-01..2025-09-30";
    let answer = ask(folder.path(), TODAY, &["report", "returns", period]);
    row(&answer, &[("unit", "participant")]).clone()
}

/// Of 46 parents whose children came home nine are known: seven by a fact on or after their last day, one returned, and
/// for one a return became impossible.
#[test]
fn a_program_in_which_hardly_anybody_looked_has_a_range() {
    let row = saguaro("");
    let of = |field: &str| row[field].as_i64();
    assert_eq!(
        (of("mature"), of("known"), of("returned"), of("competing")),
        (Some(46), Some(9), Some(1), Some(1))
    );
    holds(&row, &[("best", 1.0 / 46.0), ("worst", 38.0 / 46.0)]);
}

#[test]
fn a_program_in_which_somebody_looked_for_all_has_a_rate() {
    let row = saguaro(&format!(
        "\n[[checked]]\non = {TODAY}\nthrough = {TODAY}\nsource = \"court-records\"\nreference = \"list 4\"\n"
    ));
    let of = |field: &str| row[field].as_i64();
    assert_eq!(
        (of("known"), of("unknown"), of("returned")),
        (Some(46), Some(0), Some(1))
    );
    holds(&row, &[("rate", 1.0 / 46.0)]);
}

/// The county answers each quarter for those who consented: of the 37 about whom nothing was known, 5 are left.
#[test]
fn a_program_that_asks_each_quarter_knows_of_most() {
    let saguaro = Path::new(env!("CARGO_MANIFEST_DIR")).join("data-examples/saguaro");
    let period = "2024-10-01..2025-09-30";
    let answer = ask(&saguaro, TODAY, &["report", "returns", period]);
    let row = row(&answer, &[("unit", "participant")]);
    let of = |field: &str| row[field].as_i64();
    let counts = ["mature", "known", "unknown", "returned"].map(of);
    assert_eq!(counts, [46, 41, 5, 1].map(Some));
    holds(
        row,
        &[
            ("rate", 1.0 / 41.0),
            ("best", 1.0 / 46.0),
            ("worst", 6.0 / 46.0),
        ],
    );
}

/// Removed on January 10, 2025; the court of another county took over the case in March, and nothing else is on file:
/// 356 days of 2025 out of home. Without `continues` the dismissal is the last thing known: 50 days.
#[test]
fn a_case_that_moved_to_another_court_leaves_the_child_where_it_was() {
    let days = |continues: &str| {
        let first = "system = \"cps\"\n[child.a]\nborn = 2018-06-01\n\
            [[event]]\non = 2025-01-10\nkind = \"removed\"\n[[event]]\non = 2025-03-01\nkind = \"dismissed\"\n";
        let second = format!(
            "system = \"cps\"\n{continues}[child.a]\nsame_as = \"c-1/a\"\n\
             [[event]]\non = 2025-03-05\nkind = \"petition\"\n"
        );
        let folder = program(&[
            ("cases/c-1.toml".to_owned(), first.to_owned()),
            ("cases/c-2.toml".to_owned(), second),
        ]);
        let answer = ask(folder.path(), TODAY, &["report", "placements", "CY2025"]);
        row(&answer, &[("system", "all")])["care_days"].as_i64()
    };
    assert_eq!(days("continues = \"c-1\"\n"), Some(356));
    assert_eq!(days(""), Some(50));
}
