//! Small programs whose figures can be counted on paper: a birthday, a birth, a day of joining, a referral.

use serde_json::{Value, json};

use super::{ask, program, row};

const TODAY: &str = "2026-11-21";

fn files(files: &[(&str, &str)]) -> Vec<(String, String)> {
    files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect()
}

/// A case, with its children and its events, each a day and a kind.
fn case(children: &str, events: &[&str]) -> String {
    let mut text = format!("system = \"cps\"\nparticipants = [\"p-1\"]\n{children}");
    for event in events {
        let (on, kind) = event.split_once(' ').unwrap();
        text += &format!("[[event]]\non = {on}\nkind = \"{kind}\"\n");
    }
    text
}

/// Born on February 29, 2008, so of age on March 1, 2026: 335 days after March 31, 2025.
#[test]
fn the_18th_birthday_ends_a_stay_that_a_home_visit_leads_over() {
    let events = [
        "2025-03-31 removed",
        "2025-04-08 home-visit",
        "2026-05-05 reunified",
    ];
    let case = case("[child.a]\nborn = 2008-02-29\n", &events);
    let folder = program(&files(&[
        ("participants/p-1.toml", ""),
        ("cases/c-1.toml", &case),
    ]));
    let period = "2025-01-01..2026-10-01";
    let answer = ask(folder.path(), TODAY, &["report", "placements", period]);
    let all = row(&answer, &[("system", "all")]);
    assert_eq!((&all["care_days"], &all["open"]), (&json!(335), &json!(0)));
    let who = ask(
        folder.path(),
        TODAY,
        &["report", "placements", period, "--who"],
    );
    let stay = row(&who, &[("system", "all")]).to_string();
    assert!(
        stay.contains("aged-out") && stay.contains("2026-03-01"),
        "{stay}"
    );
}

#[test]
fn a_child_is_in_no_event_before_its_birth() {
    let children = "[child.a]\nborn = 2020-01-01\n[child.b]\nborn = 2025-03-10\n";
    let events = ["2024-06-01 removed", "2025-02-01 reunified"];
    let folder = program(&files(&[
        ("participants/p-1.toml", ""),
        ("cases/c-1.toml", &case(children, &events)),
    ]));
    let asked = ["report", "reunification", "CY2024"];
    let answer = ask(folder.path(), TODAY, &asked);
    let all = row(&answer, &[("system", "all")]);
    assert_eq!((&all["cohort"], &all["reunified"]), (&json!(1), &json!(1)));
}

#[test]
fn a_mentor_who_joins_later_adds_no_capacity() {
    let folder = program(&files(&[(
        "mentors/m-1.toml",
        "capacity = 2\njoined = 2026-07-29\n",
    )]));
    let capacity = |as_of: &str| {
        let asked = ["report", "mentors", "CY2024", "--as-of", as_of];
        let answer = ask(folder.path(), TODAY, &asked);
        row(&answer, &[("mentor", "all")])["capacity"].clone()
    };
    assert_eq!(capacity("2025-10-01"), json!(0));
    let asked = ["report", "mentors", "CY2026", "--as-of", "2026-07-29"];
    let answer = ask(folder.path(), TODAY, &asked);
    assert_eq!(row(&answer, &[("mentor", "all")])["capacity"], json!(2));
}

/// Home for at most 112 days, and one return after 45: no one was followed for 12 months.
#[test]
fn no_probability_is_given_where_nobody_was_followed_for_twelve_months() {
    let home = ["2026-01-10 removed", "2026-08-01 reunified"];
    let back = [&home[..], &["2026-09-15 petition"]].concat();
    let session = "kind = \"casework\"\non = 2026-02-01\nparticipants = [\"p-1\", \"p-2\"]\n";
    let other = case("[child.a]\n", &back).replace("p-1", "p-2");
    // Someone met the first family 112 days after they came home.
    let met = "kind = \"casework\"\non = 2026-11-21\nparticipants = [\"p-1\"]\n";
    let folder = program(&files(&[
        ("participants/p-1.toml", ""),
        ("participants/p-2.toml", ""),
        ("sessions/2026/2026-11-21-casework-p-1.toml", met),
        ("cases/c-1.toml", &case("[child.a]\n", &home)),
        ("cases/c-2.toml", &other),
        ("sessions/2026/2026-02-01-casework-p-1.toml", session),
    ]));
    let answer = ask(folder.path(), TODAY, &["report", "returns", "CY2026"]);
    let all = &answer["rows"][0];
    assert_eq!((&all["cohort"], &all["mature"]), (&json!(2), &json!(0)));
    for field in [
        "km", "km_se", "km_low", "km_high", "aj", "aj_se", "aj_low", "aj_high",
    ] {
        assert_eq!(all[field], Value::Null, "{field}");
    }
    let notes = answer["notes"].to_string();
    assert!(
        notes.contains(
            "no estimated chance of a return yet: no one has been followed for all of the 12 months"
        ),
        "{notes}"
    );
}

#[test]
fn an_outcome_that_is_logged_later_is_no_second_referral() {
    let session = |on: &str, outcome: &str| {
        (
            format!("sessions/2026/{on}-casework-p-1.toml"),
            format!(
                "kind = \"casework\"\non = {on}\nparticipants = [\"p-1\"]\n\
                 [[referral]]\nresource = \"housing-authority\"\noutcome = \"{outcome}\"\n"
            ),
        )
    };
    let mut all = files(&[("participants/p-1.toml", "")]);
    all.extend([
        session("2026-07-01", "pending"),
        session("2026-10-05", "connected"),
    ]);
    let folder = program(&all);
    let counted = |period: &str| {
        let answer = ask(folder.path(), TODAY, &["report", "services", period]);
        let casework = row(&answer, &[("service", "casework")]);
        [&casework["referrals"], &casework["referrals_connected"]].map(Value::clone)
    };
    assert_eq!(counted("CY2026"), [json!(1), json!(1)]);
    assert_eq!(counted("CY2026Q3"), [json!(1), json!(0)]);
    assert_eq!(counted("CY2026Q4"), [json!(0), json!(1)]);
}

/// One returned after 45 days, the other was lost after 112: the curve ends there, and says so.
#[test]
fn a_curve_is_drawn_as_far_as_somebody_was_followed() {
    let home = ["2025-01-10 removed", "2025-03-01 reunified"];
    let back = [&home[..], &["2025-04-15 petition"]].concat();
    let lost = [&home[..], &["2025-06-21 lost"]].concat();
    let session = "kind = \"casework\"\non = 2025-02-01\nparticipants = [\"p-1\", \"p-2\"]\n";
    let other = case("[child.a]\n", &lost).replace("p-1", "p-2");
    let folder = program(&files(&[
        ("participants/p-1.toml", ""),
        ("participants/p-2.toml", ""),
        ("cases/c-1.toml", &case("[child.a]\n", &back)),
        ("cases/c-2.toml", &other),
        ("sessions/2025/2025-02-01-casework-p-1.toml", session),
    ]));
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_peer"))
        .env_clear()
        .env("PEER_TODAY", TODAY)
        .arg("-C")
        .arg(folder.path())
        .args(["report", "quarter", "SFY2026Q4", "--full"])
        .args(["--format", "html"])
        .output()
        .unwrap();
    let page = String::from_utf8(output.stdout).unwrap();
    assert!(
        page.contains("after 112 days, the longest follow-up of anyone"),
        "{page}"
    );
}
