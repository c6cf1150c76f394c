//! Court days and team meetings of a parent with one open case: they are of that case, as `peer log` has them.

use super::sixth::{contains, home, import, texts};
use crate::common::Home;

/// The same people, and a case of each from August 10.
fn with_cases() -> Home {
    let home = home();
    for id in ["maria", "keisha"] {
        home.write(
            &format!("cases/c-{id}.toml"),
            format!(
                "system = \"cps\"\nparticipants = [ \"p-{id}\", ]\n[child.a]\nborn = 2018-01-01\n\
                 [[event]]\non = 2026-08-10\nkind = \"petition\"\n"
            ),
        );
    }
    home
}

const LOG: &str = "Date,Mentor,Parent,Type of contact,Length\n\
                   8/3/2026,Rosa,Maria Garcia,Court,1 hr\n\
                   9/11/2026,Rosa,Maria Garcia,Court,2 hr\n\
                   9/22/2026,Rosa,Maria Garcia,CFT mtg,1 hr\n\
                   9/22/2026,Rosa,Keisha Jackson,CFT mtg,90 min\n\
                   9/23/2026,Rosa,Maria Garcia,Phone,20 min\n";

fn meetings(home: &Home) -> Vec<String> {
    let all = texts(home, "sessions/").into_iter();
    let names = all.map(|(path, _)| path["sessions/2026/2026-".len()..].replace(".toml", ""));
    names.filter(|name| !name.contains("mentoring")).collect()
}

#[test]
fn a_meeting_is_of_the_one_open_case_of_its_parent() {
    let home = with_cases();
    let said = import(&home, "log.csv", LOG, &[]);
    contains(&said, &["5 rows: 5 new, 0 on file, 0 refused"]);
    // On August 3 no case was open.
    let wanted = [
        "08-03-court-p-maria",
        "09-11-court-c-maria",
        "09-22-meeting-c-keisha",
        "09-22-meeting-c-maria",
    ];
    assert_eq!(meetings(&home), wanted);
    let court = home.read("sessions/2026/2026-09-11-court-c-maria.toml");
    contains(
        &court,
        &["case = \"c-maria\"", "\"p-maria\"", "minutes = 120"],
    );

    let again = home.run(&["import", "log.csv"]).whole();
    contains(&again, &["5 rows: 0 new, 5 on file, 0 refused"]);
}

#[test]
fn a_meeting_that_was_logged_by_hand_is_not_counted_twice() {
    // With the case, as `peer log` has it, and without, as earlier sheets were imported.
    for subject in ["", "p-maria"] {
        let home = with_cases();
        let logged = [
            "log",
            "court",
            "maria",
            "2h",
            "--on",
            "2026-09-11",
            "--mentor",
            "m-rosa",
        ];
        home.ok(&logged);
        let of_case = "sessions/2026/2026-09-11-court-c-maria.toml";
        if !subject.is_empty() {
            let text = home.read(of_case).replace("case = \"c-maria\"\n", "");
            std::fs::remove_file(home.path().join(of_case)).unwrap();
            home.write("sessions/2026/2026-09-11-court-p-maria.toml", text);
        }
        let said = import(&home, "log.csv", LOG, &[]);
        contains(&said, &["5 rows: 4 new, 1 on file, 0 refused"]);
        let courts = meetings(&home);
        let courts = courts.iter().filter(|name| name.starts_with("09-11"));
        assert_eq!(courts.count(), 1, "{subject}: {said}");
    }
}

#[test]
fn two_parents_of_one_case_who_were_there_for_different_times_are_both_counted() {
    let home = with_cases();
    let both = home
        .read("cases/c-maria.toml")
        .replace("\"p-maria\",", "\"p-maria\", \"p-keisha\",");
    home.write("cases/c-maria.toml", both);
    std::fs::remove_file(home.path().join("cases/c-keisha.toml")).unwrap();
    let sheet = |rows: &str| format!("Date,Mentor,Parent,Type of contact,Length\n{rows}");
    let maria = "9/11/2026,Rosa,Maria Garcia,Court,2 hr\n";
    let keisha = "9/11/2026,Rosa,Keisha Jackson,Court,1 hr\n";
    import(&home, "one.csv", &sheet(maria), &[]);
    let said = import(&home, "two.csv", &sheet(&format!("{maria}{keisha}")), &[]);
    contains(&said, &["2 rows: 1 new, 1 on file, 0 refused"]);
    assert_eq!(
        meetings(&home),
        ["09-11-court-c-maria--2", "09-11-court-c-maria"]
    );
    let second = home.read("sessions/2026/2026-09-11-court-c-maria--2.toml");
    contains(&second, &["\"p-keisha\"", "minutes = 60"]);
}
