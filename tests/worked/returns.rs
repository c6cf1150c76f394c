//! W15: fifteen families, each with one parent and one child, as of 2026-11-21.

use super::{ask, program, row};

/// The anchor of each, and what happened.
const FAMILIES: [(&str, Option<(&str, &str)>); 15] = [
    ("2025-01-15", Some(("petition", "2025-06-01"))),
    ("2025-11-21", None),
    ("2025-11-22", None),
    ("2024-02-29", Some(("petition", "2025-02-28"))),
    ("2024-02-29", Some(("petition", "2025-03-01"))),
    ("2025-03-10", Some(("petition", "2026-03-10"))),
    ("2025-03-10", Some(("petition", "2026-03-11"))),
    ("2025-05-01", Some(("died", "2025-09-01"))),
    ("2025-07-01", Some(("aged-out", "2025-12-01"))),
    ("2026-08-01", Some(("petition", "2026-09-15"))),
    ("2026-08-01", None),
    ("2023-06-01", Some(("petition", "2024-06-01"))),
    ("2025-04-01", Some(("lost", "2025-10-01"))),
    ("2024-10-01", None),
    ("2024-11-15", None),
];

fn files() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for (at, (anchor, event)) in FAMILIES.iter().enumerate() {
        let id = format!("r{:02}", at + 1);
        files.push((
            format!("participants/p-{id}.toml"),
            "[[enrollment]]\nstart = 2022-01-01\n".to_owned(),
        ));
        let mut text = format!(
            "system = \"cps\"\nparticipants = [\"p-{id}\"]\n[child.a]\n[[event]]\non = 2022-01-05\nkind = \"petition\"\n\
             [[event]]\non = 2022-01-05\nkind = \"removed\"\n[[event]]\non = {anchor}\nkind = \"reunified\"\n"
        );
        if let Some((kind, on)) = event {
            text.push_str(&format!("[[event]]\non = {on}\nkind = \"{kind}\"\n"));
        }
        if *event != Some(("lost", "2025-10-01")) {
            text.push_str(&format!(
                "[[checked]]\non = {TODAY}\nthrough = {TODAY}\nsource = \"court-records\"\nreference = \"1\"\n"
            ));
        }
        files.push((format!("cases/c-{id}.toml"), text));
        let session =
            format!("kind = \"casework\"\non = 2022-02-01\nparticipants = [\"p-{id}\"]\n");
        files.push((
            format!("sessions/2022/2022-02-01-casework-p-{id}.toml"),
            session,
        ));
    }
    files
}

const TODAY: &str = "2026-11-21";

#[test]
fn the_cohort_has_the_printed_figures_in_all_units() {
    let folder = program(&files());
    for unit in ["participant", "family", "child"] {
        let answer = ask(
            folder.path(),
            TODAY,
            &["report", "returns", "to-date", "--unit", unit],
        );
        let row = row(
            &answer,
            &[("definition", "return-to-court"), ("unit", unit)],
        );
        let counts = [
            ("cohort", 15),
            ("mature", 12),
            ("not_yet", 3),
            ("unknown", 1),
            ("returned", 4),
            ("competing", 2),
            ("boundary_events", 3),
            ("known", 11),
            ("known_official", 11),
            ("silent", 0),
            ("returned_so_far", 5),
        ];
        for (field, value) in counts {
            assert_eq!(row[field], value, "{unit} {field}");
        }
        assert_eq!(row["ci_method"], "clopper-pearson");
        let printed = [
            ("rate", 4.0 / 11.0, 1e-12),
            ("ci_low", 0.1093, 5e-5),
            ("ci_high", 0.6921, 5e-5),
            ("best", 4.0 / 12.0, 1e-12),
            ("worst", 5.0 / 12.0, 1e-12),
            ("km", 0.465_277_8, 5e-8),
            ("km_se", 0.158_026_2, 5e-8),
            ("km_low", 0.219_768_4, 5e-8),
            ("km_high", 0.793_847_2, 5e-8),
            ("aj", 0.407_692_3, 5e-8),
            ("aj_se", 0.142_227_6, 5e-8),
            ("aj_low", 0.192_026_2, 5e-8),
            ("aj_high", 0.723_734_8, 5e-8),
            ("completeness", 4037.0 / 4219.0, 1e-12),
        ];
        for (field, value, within) in printed {
            let got = row[field]
                .as_f64()
                .unwrap_or_else(|| panic!("{unit} {field} in {row:#}"));
            assert!(
                (got - value).abs() <= within,
                "{unit} {field}: {got} is not {value}"
            );
        }
    }
}

#[test]
fn who_lists_every_unit_with_its_days() {
    let folder = program(&files());
    let answer = ask(
        folder.path(),
        TODAY,
        &["report", "returns", "to-date", "--who"],
    );
    let rows = answer["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 15);
    let back = row(&answer, &[("id", "p-r06")]);
    assert_eq!(
        [&back["anchor"], &back["window_end"], &back["event_date"]],
        ["2025-03-10", "2026-03-10", "2026-03-10"]
    );
    assert_eq!(row(&answer, &[("id", "p-r03")])["window_end"], "2026-11-22");
    assert_eq!(row(&answer, &[("id", "p-r06")])["file"], "cases/c-r06.toml");
}
