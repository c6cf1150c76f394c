//! The content of each table, computed from the files of the sample.

use super::{column, exported, program, rows};
use crate::common::{Home, sample};

/// Checks the content of a table.
fn holds(files: &std::collections::BTreeMap<String, String>, table: &str, lines: &[&str]) {
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    assert_eq!(files[&format!("{table}.csv")], text, "{table}");
}

#[test]
fn a_parent_is_one_row_however_many_files_there_are() {
    let files = exported(&program(), &[]);
    holds(
        &files,
        "people",
        &[
            "participant,referred,referral_source,area,gender,mentor_gender,declined_on,declined_reason,born,first_session",
            "p-luis1,2026-02-01,,85713,,,,,,2026-10-07",
            "p-rosa1,2026-01-08,court,85705,woman,,,,1989-04,2026-09-02",
        ],
    );
    holds(
        &files,
        "enrollments",
        &[
            "enrollment,participant,start,end,reason",
            "p-luis1#1,p-luis1,2026-02-01,,",
            "p-rosa1#1,p-rosa1,2026-01-15,,",
        ],
    );
    holds(
        &files,
        "goals",
        &[
            "goal,participant,set,domain,met",
            "p-rosa1#1,p-rosa1,2026-02-01,housing,2026-05-20",
        ],
    );
    holds(
        &files,
        "requests",
        &[
            "request,participant,on,withdrawn",
            "p-luis1#1,p-luis1,2026-10-01,",
            "p-rosa1#1,p-rosa1,2026-01-15,",
        ],
    );
}

#[test]
fn a_child_is_one_row_in_however_many_cases_and_events_know_what_they_are_not_asked() {
    let files = exported(&program(), &[]);
    holds(
        &files,
        "cases",
        &[
            "case,system,county,continues,first_case",
            "c-first,cps,pima,,c-first",
            "c-other,jpd,,,c-other",
        ],
    );
    holds(
        &files,
        "children",
        &[
            "child,case,born,of_age",
            // The probation court follows children to the 21st birthday.
            "c-first/1,c-first,2016-05,2037-05",
            "c-first/2,c-first,,",
        ],
    );
    holds(
        &files,
        "events",
        &[
            "event,case,on,kind,type,setting,sustained,kin_gap",
            "c-first#1,c-first,2025-03-02,petition,,,not-asked,not-asked",
            "c-first#2,c-first,2025-03-02,removed,not-asked,foster-home,not-asked,not-asked",
            "c-first#3,c-first,2026-02-01,reunified,not-asked,,not-asked,not-asked",
            "c-first#4,c-first,2026-08-15,dismissed,not-asked,,not-asked,not-asked",
            "c-other#1,c-other,2026-09-01,petition,,,not-asked,not-asked",
            "c-other#2,c-other,2026-09-02,new-offense,not-asked,,,not-asked",
        ],
    );
}

#[test]
fn sessions_say_who_was_there_and_free_words_are_no_part_of_an_id() {
    let files = exported(&program(), &[]);
    holds(
        &files,
        "attendance",
        &[
            "session,participant,on",
            "2026-09-02-group-wednesday,p-rosa1,2026-09-02",
            "2026-09-03-casework-p-rosa1,p-rosa1,2026-09-03",
            "2026-10-03-mentoring-k-first,p-rosa1,2026-10-03",
            "2026-10-05-meeting-c-first,p-rosa1,2026-10-05",
            "2026-10-07-group-wednesday,p-luis1,2026-10-07",
            "2026-10-07-group-wednesday,p-rosa1,2026-10-07",
        ],
    );
    let ids = column(&files, "sessions", "session");
    assert_eq!(ids.len(), 6);
    assert_eq!(ids[2], "2026-09-05-outreach-1");
    // A session without a status was held.
    assert_eq!(column(&files, "sessions", "status"), ["held"; 6]);
    assert_eq!(
        column(&files, "sessions", "rights_explained"),
        [
            "not-asked",
            "not-asked",
            "not-asked",
            "not-asked",
            "true",
            "not-asked"
        ]
    );
    assert_eq!(
        column(&files, "sessions", "minutes"),
        ["", "", "", "45", "60", "90"]
    );
    holds(
        &files,
        "referrals",
        &[
            "referral,session,resource,outcome",
            "2026-09-03-casework-p-rosa1#1,2026-09-03-casework-p-rosa1,housing-authority,connected",
        ],
    );
    assert_eq!(
        column(&files, "sessions", "referrals"),
        ["0", "1", "0", "0", "0", "0"]
    );
    holds(
        &files,
        "matches",
        &[
            "match,participant,mentor,proposed,began,ended_on,ended_reason,declined_on,declined_by,declined_reason,why_score,requested",
            "k-first,p-rosa1,m-dana1,2026-01-18,2026-01-20,,,,,,8700,2026-01-15",
        ],
    );
}

#[test]
fn stays_and_outcomes_are_as_who_shows_them() {
    let files = exported(&program(), &[]);
    // From 2025-03-02 to 2026-02-01 are 336 days; the parents were last seen on 2026-10-07.
    assert_eq!(
        rows(&files, "episodes"),
        [
            "c-first/1#1,c-first/1,c-first,2025-03-02,true,false,reunified,2026-02-01,,,true,336,0,0,false,2026-10-07"
        ]
    );
    assert_eq!(
        rows(&files, "placements"),
        ["c-first/1#1.1,c-first/1#1,2025-03-02,2026-02-01,foster-home,foster,false,,0"]
    );
    let of = |begin: &str| {
        let all = rows(&files, "outcomes");
        let all = all.into_iter().filter(|row| row.starts_with(begin));
        all.map(str::to_owned).collect::<Vec<_>>()
    };
    // Rosa: 248 days from 2026-02-01 to 2026-10-07, 293 to today. Luis came first after the petition.
    assert_eq!(
        of("return-to-court,participant,"),
        [
            "return-to-court,participant,p-luis1,2026-02-01,reunified,,,2027-02-01,2026-10-07,petition,2026-09-01,,2026-10-07,support-group,true,excluded,the first countable session was not before the event,212,212",
            "return-to-court,participant,p-rosa1,2026-02-01,reunified,,,2027-02-01,2026-09-02,,,,2026-10-07,support-group,false,not-yet,the last day is still ahead,248,293",
        ]
    );
    // Removed on 2025-03-02 and home on 2026-02-01, within 12 months.
    assert_eq!(
        of("reunification,"),
        [
            "reunification,child,c-first/1,2025-03-02,removed,true,false,2026-03-02,,reunified,2026-02-01,,2026-10-07,support-group,,reunified,,,"
        ]
    );
}

#[test]
fn lists_are_rows_of_facts() {
    let files = exported(&program(), &[]);
    let about = |begin: &str| {
        let all = rows(&files, "facts");
        let all = all.into_iter().filter(|row| row.starts_with(begin));
        all.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(
        about("participant,p-rosa1"),
        [
            "participant,p-rosa1,availability,mon-evening",
            "participant,p-rosa1,avoid_mentors,m-other",
            "participant,p-rosa1,languages,en",
            "participant,p-rosa1,languages,es",
            "participant,p-rosa1,needs,housing",
            "participant,p-rosa1,needs,substance-use",
        ]
    );
    assert_eq!(
        about("case,"),
        [
            "case,c-first,participants,p-luis1",
            "case,c-first,participants,p-rosa1",
            "case,c-other,participants,p-luis1",
        ]
    );
    // An event without children is about every child of the case; the child in the other case is the same one.
    assert_eq!(
        about("event,"),
        [
            "event,c-first#1,children,c-first/1",
            "event,c-first#1,children,c-first/2",
            "event,c-first#2,children,c-first/1",
            "event,c-first#3,children,c-first/1",
            "event,c-first#4,children,c-first/1",
            "event,c-first#4,children,c-first/2",
            "event,c-other#1,children,c-first/1",
            "event,c-other#2,children,c-first/1",
        ]
    );
    assert_eq!(
        about("session,2026-10-03"),
        [
            "session,2026-10-03-mentoring-k-first,mentors,m-dana1",
            "session,2026-10-03-mentoring-k-first,topics,visitation",
        ]
    );
}

const RACE: &str = "\n[[fact]]\nname = \"race\"\nabout = \"participant\"\nmany = true\ndeclined = \"not-said\"\n\
    words = [ \"black\", \"white\", ]\n\n[[fact]]\nname = \"therapist\"\nabout = \"participant\"\n";

#[test]
fn unknown_declined_and_not_asked_are_three_things() {
    let home = program();
    let settings = home.read("peer.toml").replace("schema = 1", "schema = 2");
    home.write("peer.toml", settings + RACE);
    let with = |id: &str, facts: &str| {
        let path = format!("participants/{id}.toml");
        home.write(&path, format!("[facts]\n{facts}"));
    };
    with("p-both", "race = [ \"black\", \"white\", ]\n");
    with("p-shy", "race = [ \"not-said\", ]\n");
    with("p-free", "therapist = \"anna-freud\"\n");
    let files = exported(&home, &[]);
    let races: Vec<&str> = rows(&files, "facts")
        .into_iter()
        .filter(|row| row.contains(",race,"))
        .collect();
    assert_eq!(
        races,
        [
            "participant,p-both,race,black",
            "participant,p-both,race,white",
            "participant,p-free,race,",
            "participant,p-luis1,race,",
            "participant,p-rosa1,race,",
            "participant,p-shy,race,not-said",
        ]
    );
    // A fact of free words could be a name.
    assert!(files.values().all(|text| !text.contains("freud")));
    let package = &files["datapackage.json"];
    assert!(
        package.contains("declined: was asked and did not say"),
        "{package}"
    );
    assert!(files["dictionary.html"].contains("<code>not-said</code> (declined"));
}

#[test]
fn the_package_describes_every_table_with_its_keys() {
    let files = exported(&program(), &[]);
    let package: serde_json::Value = serde_json::from_str(&files["datapackage.json"]).unwrap();
    let tables = package["resources"].as_array().unwrap();
    let named: Vec<String> = tables
        .iter()
        .map(|table| format!("{}.csv", table["name"].as_str().unwrap()))
        .collect();
    let csv: Vec<String> = files
        .keys()
        .filter(|name| name.ends_with(".csv"))
        .cloned()
        .collect();
    assert_eq!(named, csv);
    for table in tables {
        let text = &files[table["path"].as_str().unwrap()];
        assert_eq!(table["bytes"], text.len());
        let fields = table["schema"]["fields"].as_array().unwrap();
        let names: Vec<&str> = fields
            .iter()
            .map(|one| one["name"].as_str().unwrap())
            .collect();
        assert_eq!(names.join(","), text.lines().next().unwrap());
        let of: std::collections::BTreeSet<&str> = text.lines().collect();
        assert_eq!(of.len(), text.lines().count(), "rows are told apart");
    }
    let attendance = tables
        .iter()
        .find(|table| table["name"] == "attendance")
        .unwrap();
    assert_eq!(
        attendance["schema"]["foreignKeys"],
        serde_json::json!([
            {"fields": ["session"], "reference": {"resource": "sessions", "fields": ["session"]}},
            {"fields": ["participant"], "reference": {"resource": "people", "fields": ["participant"]}},
        ])
    );
    let people = tables
        .iter()
        .find(|table| table["name"] == "people")
        .unwrap();
    let born = people["schema"]["fields"].as_array().unwrap();
    let born = born.iter().find(|field| field["name"] == "born").unwrap();
    assert_eq!(born["type"], "yearmonth");
    let matches = tables
        .iter()
        .find(|table| table["name"] == "matches")
        .unwrap();
    let fields = matches["schema"]["fields"].as_array().unwrap();
    let by = fields
        .iter()
        .find(|field| field["name"] == "declined_by")
        .unwrap();
    assert_eq!(
        by["constraints"]["enum"],
        serde_json::json!(["participant", "mentor", "program"])
    );
}

#[test]
fn no_name_note_contact_or_number_is_in_any_byte() {
    let home = program();
    home.write(
        "identities/c-first.toml",
        "docket = [ \"JD-99-1234\", ]\nnote = \"dockety\"\n",
    );
    let canaries = [
        "Rosa",
        "Medina",
        "Delgado",
        "Luis",
        "Ortega",
        "Dana",
        "Webb",
        "520-555-0142",
        "0042187",
        "Two lines",
        "rehearsed",
        "Own lease",
        "county-fair",
        "JD-99-1234",
        "dockety",
        "1989-04-12",
    ];
    let said: String = sample::FILES
        .iter()
        .map(|(path, text)| format!("{path}{text}"))
        .collect();
    for canary in &canaries[..13] {
        assert!(said.contains(canary), "{canary}");
    }
    let settings = home.read("peer.toml").replace("schema = 1", "schema = 2");
    home.write("peer.toml", settings);
    let files = exported(&home, &[]);
    for (name, text) in &files {
        for canary in canaries {
            assert!(!text.contains(canary), "{canary} in {name}");
        }
    }
}

#[test]
fn the_examples_have_a_row_for_each_session_parent_and_case() {
    for example in ["saguaro", "golden-gate"] {
        let home = Home::empty();
        let folder = format!("{}/data-examples/{example}", env!("CARGO_MANIFEST_DIR"));
        home.ok(&["-C", &folder, "export", "out"]);
        let files = super::files(&home, "out");
        let listed = |kind: &str| {
            let all = home
                .ok(&["-C", &folder, "list", kind, "--format", "csv"])
                .stdout;
            all.lines().count() - 1
        };
        assert_eq!(
            rows(&files, "sessions").len(),
            listed("sessions"),
            "{example}"
        );
        assert_eq!(
            rows(&files, "people").len(),
            listed("participants"),
            "{example}"
        );
        assert_eq!(rows(&files, "cases").len(), listed("cases"), "{example}");
        assert_eq!(
            rows(&files, "matches").len(),
            listed("matches"),
            "{example}"
        );
    }
}
