//! Contact logs of one mentor, with no column for the mentor: never nights of a group.

use crate::common::Home;

/// Two parents who walk with Denise, one group, and another mentor.
fn home() -> Home {
    let home = Home::new();
    home.ok(&["add", "group", "circle"]);
    for (name, id) in [("Denise Ochoa", "m-denise"), ("Tanya Reyes", "m-tanya")] {
        let about = ["--id", id, "--capacity", "4", "--joined", "2025-02-20"];
        home.ok(&[&["add", "mentor", name], &about[..]].concat());
    }
    for (name, id) in [
        ("Dawn Whitehorse", "p-dawn"),
        ("Shannon OBrien", "p-shannon"),
    ] {
        home.ok(&["add", "participant", name, "--id", id]);
        home.write(
            &format!("matches/k-{id}.toml"),
            format!("mentor = \"m-denise\"\nparticipant = \"{id}\"\nbegan = 2026-06-01\n"),
        );
    }
    home
}

/// The map that is guessed for a file.
fn map_for(home: &Home, file: &str, sheet: &str) -> String {
    home.write(file, sheet);
    home.ok(&["import", "--map-for", file]);
    let mut files = home.tree().into_iter();
    let (_, map) = files
        .rfind(|(path, _)| path.starts_with("intake/"))
        .unwrap();
    String::from_utf8(map).unwrap()
}

/// The sessions on file, by their file names.
fn sessions(home: &Home) -> Vec<String> {
    let files = home.tree().into_keys();
    let files = files.filter(|path| path.starts_with("sessions/"));
    files
        .map(|path| path.rsplit('/').next().unwrap_or_default().to_owned())
        .collect()
}

const ROWS: &str = "Date,Parent,Type,Minutes\n9/1/2026,Dawn Whitehorse,Phone,15\n\
    9/10/2026,Dawn Whitehorse,Home visit,60\n9/22/2026,Shannon OBrien,Phone,20\n";

#[test]
fn the_file_or_a_title_names_the_mentor_of_a_contact_log() {
    let title = format!("Parent Partner: Denise Ochoa,,,\n{ROWS}");
    for (file, sheet) in [("denise-sept.csv", ROWS), ("calls.csv", title.as_str())] {
        let home = home();
        let map = map_for(&home, file, sheet);
        assert!(
            map.contains("value = \"m-denise\" # the sheet, the file or a title"),
            "{map}"
        );
        assert!(
            !map.contains("\"group\"") && !map.contains("Denise Ochoa"),
            "{map}"
        );
        home.ok(&["import", file]);
        let wanted = [
            "2026-09-01-mentoring-k-p-dawn.toml",
            "2026-09-10-mentoring-k-p-dawn.toml",
            "2026-09-22-mentoring-k-p-shannon.toml",
        ];
        assert_eq!(sessions(&home), wanted, "{map}");
        let text = home.read("sessions/2026/2026-09-10-mentoring-k-p-dawn.toml");
        assert!(
            text.contains("minutes = 60") && text.contains("mode = \"in-person\""),
            "{text}"
        );
    }
}

#[test]
fn a_contact_log_that_names_no_mentor_asks_who_it_was() {
    let home = home();
    let map = map_for(&home, "september.csv", ROWS);
    assert!(map.contains("field = \"mentors\"\nvalue = \"?\""), "{map}");
    let said = home.run(&["import", "september.csv"]);
    assert!(
        said.whole().contains("the map asks what `mentors` is"),
        "{}",
        said.whole()
    );
    assert!(sessions(&home).is_empty());
}

#[test]
fn those_who_came_to_a_group_stay_those_of_the_group() {
    let home = home();
    let sheet = "Date,Name,Minutes\n9/3/2026,Dawn Whitehorse,90\n9/3/2026,Shannon OBrien,90\n\
        9/10/2026,Dawn Whitehorse,90\n";
    let map = map_for(&home, "nights.csv", sheet);
    assert!(
        map.contains("value = \"circle\" # the only group on file"),
        "{map}"
    );
}

#[test]
fn court_and_team_meetings_are_asked_also_if_a_title_says_mentoring() {
    let home = home();
    let sheet = "Tanya Reyes - mentor contacts,,,\nDate,Client,How,Total time\n\
        9/8/2026,Dawn Whitehorse,court,2 hr\n9/9/2026,Dawn Whitehorse,call,20 min\n\
        9/10/2026,Dawn Whitehorse,CFT,60 min\n";
    let map = map_for(&home, "tanya.csv", sheet);
    for wanted in [
        "\"court -> court\"",
        "\"CFT -> team-meeting\"",
        "\"CFT -> cft\"",
        "\"call -> mentoring\"",
    ] {
        assert!(map.contains(wanted), "{wanted} is not in\n{map}");
    }
    assert!(map.contains("value = \"m-tanya\""), "{map}");
}

#[test]
fn what_was_with_a_worker_is_no_contact_until_somebody_says_so() {
    let home = home();
    let sheet = "Date,PP,Parent,Contact with,Type,Min\n\
        9/1/2026,Denise Ochoa,Dawn Whitehorse,parent,Phone,15\n\
        9/2/2026,Denise Ochoa,Dawn Whitehorse,CW,Phone,10\n\
        9/3/2026,Denise Ochoa,Dawn Whitehorse,attorney,Email,5\n";
    let map = map_for(&home, "coll.csv", sheet);
    for wanted in [
        "\"CW -> ?\"",
        "\"attorney -> ?\"",
        "\"parent -> mentoring\"",
    ] {
        assert!(map.contains(wanted), "{wanted} is not in\n{map}");
    }
    home.run(&["import", "coll.csv"]);
    assert_eq!(sessions(&home), ["2026-09-01-mentoring-k-p-dawn.toml"]);
}

#[test]
fn a_type_that_names_a_worker_or_other_work_is_a_question() {
    let home = home();
    let sheet = "Date,PP,Parent,Type,Min\n9/1/2026,Denise Ochoa,Dawn Whitehorse,Phone,15\n\
        9/2/2026,Denise Ochoa,Dawn Whitehorse,Phone - CW,10\n\
        9/8/2026,Denise Ochoa,Dawn Whitehorse,Paperwork,20\n";
    let map = map_for(&home, "types.csv", sheet);
    for wanted in [
        "\"Phone - CW -> ?\", # was the parent there",
        "\"Phone -> mentoring\"",
        "peer log duty",
    ] {
        assert!(map.contains(wanted), "{wanted} is not in\n{map}");
    }
    home.run(&["import", "types.csv"]);
    assert_eq!(sessions(&home), ["2026-09-01-mentoring-k-p-dawn.toml"]);
}

#[test]
fn two_calls_in_one_cell_are_refused() {
    let home = home();
    let sheet = "Date,PP,Parent,Type,Min\n9/1/2026,Denise Ochoa,Dawn Whitehorse,Phone,15\n\
        9/2/2026,Denise Ochoa,Dawn Whitehorse,Phone x2,10\n";
    map_for(&home, "twice.csv", sheet);
    let said = home.run(&["import", "twice.csv"]).whole();
    assert!(
        said.contains("`Phone x2` is more than one contact"),
        "{said}"
    );
    assert_eq!(sessions(&home), ["2026-09-01-mentoring-k-p-dawn.toml"]);
}
