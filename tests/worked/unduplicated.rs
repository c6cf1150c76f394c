//! U1: three people, one of them filed twice, over four quarters.

use super::{ask, program, row};

fn files(duplicate: bool) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for id in 1..=6 {
        let same = if id == 6 && duplicate {
            "same_as = \"p-1\"\n"
        } else {
            ""
        };
        files.push((
            format!("participants/p-{id}.toml"),
            format!("{same}[[enrollment]]\nstart = 2026-07-01\n"),
        ));
    }
    files.push((
        "groups/w.toml".to_owned(),
        "kind = \"support-group\"\n".to_owned(),
    ));
    files.push((
        "groups/pac.toml".to_owned(),
        "kind = \"committee\"\n".to_owned(),
    ));
    files.push((
        "mentors/m-1.toml".to_owned(),
        "capacity = 9\njoined = 2020-01-01\n".to_owned(),
    ));
    for (id, began) in [(1, "2026-07-15"), (3, "2026-07-10")] {
        let text = format!("participant = \"p-{id}\"\nmentor = \"m-1\"\nbegan = {began}\n");
        files.push((format!("matches/k-{id}.toml"), text));
    }
    let mut session = |day: &str, name: &str, text: String| {
        files.push((
            format!("sessions/{}/{day}-{name}.toml", &day[..4]),
            format!("on = {day}\n{text}"),
        ));
    };
    for (day, who) in [
        ("2026-07-10", 1),
        ("2026-10-05", 1),
        ("2026-10-01", 2),
        ("2026-12-01", 6),
    ] {
        session(
            day,
            "group-w",
            format!("kind = \"support-group\"\ngroup = \"w\"\nparticipants = [\"p-{who}\"]\n"),
        );
    }
    for day in ["2026-08-08", "2026-11-11"] {
        session(
            day,
            "group-w",
            "kind = \"support-group\"\ngroup = \"w\"\nanonymous = 1\n".to_owned(),
        );
    }
    for (day, who) in [
        ("2026-08-01", 1),
        ("2026-07-15", 3),
        ("2027-01-20", 3),
        ("2027-05-02", 3),
    ] {
        let text = format!(
            "kind = \"mentoring\"\nmatch = \"k-{who}\"\nparticipants = [\"p-{who}\"]\nmentors = [\"m-1\"]\n"
        );
        session(day, &format!("mentoring-k-{who}"), text);
    }
    session(
        "2026-09-30",
        "meeting-p-2",
        "kind = \"team-meeting\"\nparticipants = [\"p-2\"]\n".to_owned(),
    );
    let committee = "kind = \"committee\"\ngroup = \"pac\"\nparticipants = [\"p-4\"]\n";
    session("2027-04-09", "committee-pac", committee.to_owned());
    files
}

const TODAY: &str = "2027-06-30";

fn served(root: &std::path::Path, period: &str) -> i64 {
    let answer = ask(root, TODAY, &["report", "unduplicated", period]);
    row(&answer, &[("service", "all")])["served"]
        .as_i64()
        .unwrap()
}

/// Each row has its own key, whatever an area is called: in json, and in csv of several sheets.
#[test]
fn an_area_called_all_has_a_row_of_its_own() {
    let mut files = files(true);
    for (path, text) in &mut files {
        let area = match path.as_str() {
            "participants/p-1.toml" => "area = \"all\"\n",
            "participants/p-2.toml" => "area = \"not-recorded\"\n",
            _ => continue,
        };
        text.insert_str(0, area);
    }
    let folder = program(&files);
    let ask_for = ["report", "unduplicated", "SFY2027", "--by", "area"];
    let answer = ask(folder.path(), TODAY, &ask_for);
    let served = |area: &str| {
        let keys = [("service", "all"), ("area", area)];
        row(&answer, &keys)["served"].clone()
    };
    assert_eq!(
        ["all", "\"all\"", "\"not-recorded\"", "not-recorded"].map(served),
        [3, 1, 1, 1]
    );
}

#[test]
fn quarters_and_year_have_the_printed_figures() {
    let folder = program(&files(true));
    let answer = ask(
        folder.path(),
        TODAY,
        &["report", "unduplicated", "SFY2027", "--by", "quarter"],
    );
    let printed = [
        ("Q1", [3, 3, 0, 1]),
        ("Q2", [2, 0, 2, 1]),
        ("Q3", [1, 0, 1, 0]),
        ("Q4", [1, 0, 1, 0]),
    ];
    for (quarter, figures) in printed {
        let period = format!("SFY2027{quarter}");
        let row = row(&answer, &[("period", &period), ("service", "all")]);
        let got =
            ["served", "new", "continuing", "anonymous"].map(|field| row[field].as_i64().unwrap());
        assert_eq!(got, figures, "{period}");
    }
    let year = row(&answer, &[("period", "SFY2027"), ("service", "all")]);
    assert_eq!(
        [&year["served"], &year["new"], &year["anonymous"]],
        [3, 3, 2]
    );
    for (service, count) in [
        ("support-group", 2),
        ("mentoring", 2),
        ("team-meeting", 1),
        ("casework", 0),
    ] {
        let row = row(&answer, &[("period", "SFY2027"), ("service", service)]);
        assert_eq!(row["served"], count, "{service}");
    }
    assert_eq!(answer["schema"], 1);
    assert_eq!(answer["period"]["start"], "2026-07-01");
    assert_eq!(answer["audience"], "internal");
}

#[test]
fn the_same_people_in_other_calendars_and_without_the_line_that_joins_two() {
    let folder = program(&files(true));
    assert_eq!(
        ["CY2026", "FFY2026", "FFY2027"].map(|period| served(folder.path(), period)),
        [3, 3, 3]
    );
    assert_eq!(served(program(&files(false)).path(), "SFY2027"), 4);
}

#[test]
fn the_examples_hold_to_every_rule() {
    let folder = program(&files(true));
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_peer"))
        .env_clear()
        .env("PEER_TODAY", TODAY)
        .arg("-C")
        .arg(folder.path())
        .args(["check", "--format", "short"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    // The mentor's own case is not part of the example.
    let left: Vec<&str> = said
        .lines()
        .filter(|line| !line.contains("[mentor-not-eligible]"))
        .collect();
    assert_eq!(left, Vec::<&str>::new());
}
