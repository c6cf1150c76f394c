//! `peer due` on a Monday morning.

use super::program::home;

#[test]
fn what_is_late_is_told_with_names_on_the_screen_and_ids_in_a_mail() {
    let home = home();
    home.ok(&["match", "rosa", "dana", "--on", "2026-11-02"]);
    let answer = home.ok(&["due", "--within", "0d", "--names"]);
    snapbox::assert_data_eq!(
        answer.stdout,
        snapbox::str![[r#"
What is due
Test Program · as of 2026-11-21

What is due by 2026-11-21, in this order: parents who missed a session, other late tasks about
people, late paperwork, and what is not late yet.

due         when          duty           parent               mentor              what
────────────────────────────────────────────────────────────────────────────────────────────────────
2026-08-29  84 days late  waiting        Luis Ortega          -                   has waited for a
                                         (p-luis1)                                mentor since
                                                                                  2026-08-15, 98
                                                                                  days
2026-09-15  67 days late  waiting        Lan Tran (p-lan11)   -                   has waited for a
                                                                                  mentor since
                                                                                  2026-09-01, 81
                                                                                  days
2026-11-09  12 days late  first-contact  Rosa Medina          Dana Webb           matched on
                                         (p-rosa1)            (m-dana1)           2026-11-02, but
                                                                                  they have not met
                                                                                  yet

note: 3 of 3 are late

"#]]
    );
    home.ok(&["due", "-o", "monday.md"]);
    let mail = home.read("monday.md");
    assert!(
        mail.contains("| p-rosa1 | m-dana1 | matched on 2026-11-02, but they have not met yet |"),
        "{mail}"
    );
    assert!(!mail.contains("Rosa"));
}

#[test]
fn a_mentor_asks_for_their_own() {
    let home = home();
    home.ok(&["match", "rosa", "dana", "--on", "2026-11-02"]);
    let answer = home.ok(&["due", "--for", "dana", "--format", "json"]);
    let sheet: serde_json::Value = serde_json::from_str(&answer.stdout).unwrap();
    let duties: Vec<&str> = sheet["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["duty"].as_str().unwrap())
        .collect();
    assert_eq!(duties, ["first-contact", "supervision"]);
    assert_eq!(
        (&sheet["rows"][0]["due"], &sheet["rows"][0]["days_late"]),
        (&"2026-11-09".into(), &12.into())
    );
    assert_eq!(home.run(&["due", "--within", "soon"]).status, 2);
}

#[test]
fn a_hearing_is_entered_before_it_is_held() {
    let home = home();
    home.write(
        "cases/c-first.toml",
        "system = \"cps\"\nparticipants = [\"p-rosa1\"]\n",
    );
    home.ok(&["event", "c-first", "hearing", "--on", "2026-11-26"]);
    home.ok(&["check"]);
    assert_eq!(
        home.run(&["event", "c-first", "petition", "--on", "2026-11-26"])
            .status,
        2
    );
    assert!(
        home.ok(&["due"])
            .stdout
            .contains("hearing in c-first in 5 days")
    );
}
