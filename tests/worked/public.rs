//! What the public could learn from a figure that it sees.

use super::{ask, program, row};

/// Twelve families whose only child turned 18 after coming home, one whose child died, and thirty that someone looked
/// up: 13 families to whom no one could return, of whom the birthdays would leave 1.
fn families() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for number in 10..53 {
        let id = format!("f{number}");
        let (born, died) = match number {
            10..22 => ("2007-09-01", ""),
            22 => (
                "2016-01-01",
                "[[event]]\non = 2025-10-01\nkind = \"died\"\n",
            ),
            _ => ("2016-01-01", ""),
        };
        let case = format!(
            "system = \"cps\"\nparticipants = [\"p-{id}\"]\n[child.a]\nborn = {born}\n\
             [[event]]\non = 2024-01-10\nkind = \"removed\"\n[[event]]\non = 2025-06-01\nkind = \"reunified\"\n{died}\
             [[checked]]\non = 2026-10-05\nthrough = 2026-09-30\nsource = \"parent\"\n"
        );
        let session = format!("kind = \"court\"\non = 2024-06-01\nparticipants = [\"p-{id}\"]\n");
        files.push((format!("cases/c-{id}.toml"), case));
        files.push((format!("participants/p-{id}.toml"), String::new()));
        files.push((
            format!("sessions/2024/2024-06-01-court-p-{id}.toml"),
            session,
        ));
    }
    files
}

#[test]
fn no_note_counts_a_part_of_a_public_figure() {
    let folder = program(&families());
    let report = |audience: &str| {
        let arguments = ["report", "returns", "CY2025", "--audience", audience];
        ask(folder.path(), "2026-11-21", &arguments)
    };
    let notes = |answer: &serde_json::Value| answer["notes"].to_string();
    let birthdays = "12 participants with a birthday that ended the 12 months";
    for audience in ["internal", "funder"] {
        let answer = report(audience);
        assert_eq!(row(&answer, &[])["competing"], 13);
        assert!(notes(&answer).contains(birthdays), "{answer:#}");
    }
    let public = report("public");
    assert_eq!(row(&public, &[])["competing"], 13);
    assert!(
        !notes(&public).contains("birthday that ended"),
        "{public:#}"
    );
}
