//! Rosters: the status and the mentor of each parent, exits with their reasons, and cells that say two things.

use super::sixth::{contains, import, map_for, texts};
use crate::common::Home;

/// The text of the identity and of the record of the person with that given name.
pub(super) fn person(home: &Home, given: &str) -> (String, String) {
    let identities = texts(home, "identities/");
    let wanted = format!("given = \"{given}\"");
    let found = identities
        .into_iter()
        .find(|(_, text)| text.contains(&wanted));
    let (path, identity) = found.unwrap_or_else(|| panic!("nobody is {given}"));
    let record = home.read(&path.replace("identities/", "participants/"));
    (identity, record)
}

#[test]
fn a_status_beside_a_referral_enrolls_nobody_and_says_what_to_type() {
    let home = Home::new();
    let sheet = "Name,DOB,Ref date,Status,Mentor\n\
                 Maria Garcia,3/14/1994,8/3/2026,Active,Rosa\n\
                 Jose Lopez,1/4/1994,8/4/2026,WL,\n\
                 Pat Ames,1/5/1994,8/5/2026,Enrolled,Tamika\n\
                 Ann Lee,1/6/1994,8/6/2026,Closed,?\n";
    let (path, map) = map_for(&home, "roster.csv", sheet);
    contains(
        &map.replace("\n# ", " "),
        &[
            "`Status` says that a parent is in the program in rows 2, 4, and no day says since when",
            "`peer enroll PARENT --on DAY` for each.",
            "`Status` says that a parent waits in row 3, and no day says since when: `peer add request PARENT --on DAY`",
            "`Mentor` names a mentor in 2 rows, and no match is made from a sheet of people: `peer match PARENT MENTOR --on DAY`",
        ],
    );
    let said = home.run(&["import", "roster.csv"]).whole();
    contains(
        &said,
        &[
            "4 rows: 3 new, 0 on file, 1 refused",
            "row 5: `Status` says `Closed`, and no day says since when",
            "is in the program in rows 2, 4,",
            "waits in row 3,",
            "names a mentor in 2 rows,",
        ],
    );
    let records = texts(&home, "participants/");
    assert!(
        records
            .iter()
            .all(|(_, text)| !text.contains("[[enrollment]]")),
        "{records:?}"
    );

    // The column that the map proposes enrolls those who are in the program, and nobody else.
    let other = Home::new();
    other.write("roster.csv", sheet);
    let proposed = map.split("add this column:\n").nth(1).unwrap();
    let (proposed, _) = proposed.split_once("# ]\n").unwrap();
    let proposed: Vec<&str> = proposed.lines().map(|line| &line[2..]).collect();
    other.write(&path, format!("{map}\n{}\n]\n", proposed.join("\n")));
    let said = other.run(&["import", "roster.csv"]).whole();
    contains(&person(&other, "Maria").1, &["start = 2026-08-03"]);
    contains(&person(&other, "Pat").1, &["start = 2026-08-05"]);
    assert!(!person(&other, "Jose").1.contains("enrollment"), "{said}");
    contains(&said, &["row 5: `Status` says `Closed`"]);
}

#[test]
fn a_parent_who_waits_for_a_mentor_is_enrolled_and_told() {
    let home = Home::new();
    let sheet = "Name,DOB,Start,Status\nMaria Garcia,3/14/1994,8/3/2026,Active\nJose Lopez,1/4/1994,8/4/2026,Waitlist\n\
                 Pat Ames,1/5/1994,8/5/2026,Waiting for mentor\nAnn Lee,1/6/1994,8/6/2026,Pending match\n";
    let told = "`Status` says that a parent waits in rows 3, 4, 5, and no day says since when: `peer add request PARENT --on DAY`";
    let (_, map) = map_for(&home, "roster.csv", sheet);
    contains(&map.replace("\n# ", " "), &[told]);
    let said = home.run(&["import", "roster.csv"]).whole();
    contains(&said, &["4 rows: 4 new, 0 on file, 0 refused", told]);
    assert!(!said.contains("is not kept"), "{said}");
    for (given, start) in [
        ("Maria", "2026-08-03"),
        ("Jose", "2026-08-04"),
        ("Pat", "2026-08-05"),
        ("Ann", "2026-08-06"),
    ] {
        contains(&person(&home, given).1, &[&format!("start = {start}")]);
    }
}

#[test]
fn people_with_a_status_and_no_day_are_no_attendance() {
    for headers in [
        "Name,DOB,Phone,Status,Closed/why",
        "Name,DOB,Status,Closed",
        "Name,Phone,Zip,Status,Mentor",
    ] {
        let rows =
            "Maria Garcia,3/14/1994,520-555-0142,Active,\nPat Ames,1/5/1994,520-555-0113,Active,\n";
        let rows = match headers {
            "Name,DOB,Status,Closed" => {
                "Maria Garcia,3/14/1994,Active,\nPat Ames,1/5/1994,Active,\n"
            }
            "Name,Phone,Zip,Status,Mentor" => "Maria Garcia,520-555-0142,85713,Active,Rosa\n",
            _ => rows,
        };
        let (_, map) = map_for(&Home::new(), "list.csv", &format!("{headers}\n{rows}"));
        contains(&map, &["kind = \"participants\""]);
    }
    // A sign-in sheet may have no day.
    let (_, map) = map_for(
        &Home::new(),
        "sign-in.csv",
        "Name,Phone,Zip\nMaria Garcia,520-555-0142,85713\n",
    );
    contains(&map, &["kind = \"attendance\""]);
}

#[test]
fn the_day_of_an_exit_and_its_reason_are_read_from_one_cell() {
    let home = Home::new();
    let said = import(
        &home,
        "roster.csv",
        "Name,DOB,Start,Status,Closed/why\n\
         Maria Garcia,3/14/1994,8/1/2026,Active,\n\
         Crystal Moreno,7/4/1994,8/1/2026,Closed,10/9/26 moved to Phoenix\n\
         Pat Ames,1/5/1994,8/2/2026,Closed,9/30 moved away\n\
         Ann Lee,1/6/1994,,Closed,9/29/26 moved away\n",
        &[("moved to Phoenix -> ?", "moved to Phoenix -> moved-away")],
    );
    contains(
        &said,
        &[
            "4 rows: 3 new, 0 on file, 1 refused",
            "row 5: `Closed/why` says when the person left, and no day says when they were enrolled",
        ],
    );
    let left = |end: &str| format!("end = {end}\nreason = \"moved-away\"");
    contains(&person(&home, "Crystal").1, &[&left("2026-10-09")]);
    contains(&person(&home, "Pat").1, &[&left("2026-09-30")]);
    assert!(!person(&home, "Maria").1.contains("end ="));
}

#[test]
fn a_closed_row_names_the_column_that_may_have_the_day() {
    let said = import(
        &Home::new(),
        "roster.csv",
        "Name,DOB,Phone,Status,Exit reason note\nCrystal Moreno,7/4/1994,520-555-0111,Closed,moved to Phoenix in Oct\n",
        &[],
    );
    contains(&said, &["see `Exit reason note` of this row"]);
}

#[test]
fn a_status_that_says_closed_and_more_files_nobody_as_open() {
    let home = Home::new();
    let said = import(
        &home,
        "roster.csv",
        "Name,DOB,Start date,Status\nAnn Able,3/4/1990,8/27/26,active\n\
         Mona Bell,4/1/1992,8/27/26,closed 10/15/26 - moved to Phoenix\n\
         Una Cole,5/1/1992,8/27/26,Closed - moved\nDee Dorn,6/1/1992,8/27/26,exited 10/15/26\n",
        &[],
    );
    contains(
        &said,
        &[
            "4 rows: 2 new, 0 on file, 2 refused",
            "row 3: Status: the map asks what `moved to Phoenix` means",
            "row 4: `Status` says `Closed - moved`, and no day says since when",
        ],
    );
    contains(&person(&home, "Dee").1, &["end = 2026-10-15"]);
    assert!(!person(&home, "Ann").1.contains("end ="));
}

#[test]
fn a_cell_of_two_things_fills_two_fields() {
    let home = Home::new();
    let said = import(
        &home,
        "list.csv",
        "Parent / DOB,Phone/email,City,Referred by\n\
         Maria Garcia 3/4/90,520-555-0142,Tucson 85713,court\n\
         \"Lopez, Jose (5/6/91)\",jose@example.org,\"Tucson, AZ 85705\",court\n\
         Pat Ames 7/8/1992,520-555-0113 pat@example.org,Tucson,court\n\
         Ann Lee 1/2/93,\"ann@example.org, lee@example.org\",85711,court\n",
        &[],
    );
    contains(
        &said,
        &[
            "4 rows: 3 new, 0 on file, 1 refused",
            "row 5: Phone/email: `ann@example.org, lee@example.org` is not surely one `phone`",
        ],
    );
    let (maria, record) = person(&home, "Maria");
    contains(
        &maria,
        &[
            "family = \"Garcia\"",
            "born = 1990-03-04",
            "phone = \"520-555-0142\"",
            "city = \"Tucson\"",
        ],
    );
    contains(&record, &["area = \"85713\""]);
    let (jose, record) = person(&home, "Jose");
    contains(
        &jose,
        &[
            "family = \"Lopez\"",
            "born = 1991-05-06",
            "email = \"jose@example.org\"",
            "city = \"Tucson\"",
        ],
    );
    assert!(!jose.contains("phone"), "{jose}");
    contains(&record, &["area = \"85705\""]);
    let (pat, record) = person(&home, "Pat");
    contains(
        &pat,
        &[
            "born = 1992-07-08",
            "phone = \"520-555-0113\"",
            "email = \"pat@example.org\"",
            "city = \"Tucson\"",
        ],
    );
    assert!(!record.contains("area"), "{record}");
}

#[test]
fn a_zip_code_behind_an_address_is_the_area_and_the_address_stays_whole() {
    let home = Home::new();
    import(
        &home,
        "list.csv",
        "Name,Address,DOB\nMaria Garcia,\"12 Elm St, Tucson 85713\",3/4/1990\nPat Ames,14 Elm St,3/5/1990\n",
        &[],
    );
    let (maria, record) = person(&home, "Maria");
    contains(&maria, &["street = \"12 Elm St, Tucson 85713\""]);
    contains(&record, &["area = \"85713\""]);
    let (pat, record) = person(&home, "Pat");
    contains(&pat, &["street = \"14 Elm St\""]);
    assert!(!record.contains("area"), "{record}");
}

#[test]
fn two_numbered_phones_are_both_kept() {
    let home = Home::new();
    import(
        &home,
        "families.csv",
        "Name,DOB,Phone #1,Phone #2\nMaria Garcia,3/14/1994,520-555-0142,520-555-0143\n",
        &[],
    );
    contains(
        &person(&home, "Maria").0,
        &["phone = \"520-555-0142 / 520-555-0143\""],
    );
}

#[test]
fn two_days_within_the_words_of_a_status_are_said_to_be_unread() {
    let home = Home::new();
    let sheet = "Parent Name,DOB,Start date,Status\nAnn Able,3/4/1990,8/27/2026,active\n\
                 Mona Bell,4/1/1992,8/27/2026,closed 10/15/26 or 10/22/26 - moved away\n\
                 Dee Dorn,6/1/1992,8/27/2026,closed 10/15/26 - moved away\n";
    map_for(&home, "roster.csv", sheet);
    let said = home.run(&["import", "roster.csv"]).whole();
    contains(
        &said,
        &[
            "3 rows: 2 new, 0 on file, 1 refused",
            "row 3: `Status` says `closed 10/15/26 or 10/22/26 - moved away`, and a day among other words is not read: \
             write the day in the cell, as in `Closed 2026-10-30 - moved away`",
        ],
    );
    contains(
        &person(&home, "Dee").1,
        &["end = 2026-10-15\nreason = \"moved-away\""],
    );
}

/// A map with the column that it proposes for statuses, and one question answered.
fn with_the_status(home: &Home, sheet: &str, answers: &[(&str, &str)]) -> String {
    let (path, mut map) = map_for(home, "roster.csv", sheet);
    let (before, proposed) = map.split_once("column:\n").unwrap();
    let (proposed, after) = proposed.split_once("# ]\n").unwrap();
    let column: Vec<&str> = proposed.lines().map(|line| &line[2..]).collect();
    map = format!("{before}\n{after}\n{}\n]\n", column.join("\n"));
    for (from, to) in answers {
        assert!(map.contains(from), "{from} is not in\n{map}");
        map = map.replace(from, to);
    }
    home.write(&path, map);
    home.run(&["import", "roster.csv"]).whole()
}

#[test]
fn who_waits_or_is_on_hold_is_told_also_where_a_status_enrolls() {
    let home = Home::new();
    let said = with_the_status(
        &home,
        "Name,Referral date,Status,Closed\nAlma Reyes,10/1/2026,Active,\nDevon Price,9/8/2026,Closed,11/1/2026\n\
         Mei Chen,11/10/2026,Waitlist,\nKay Rome,9/2/2026,On hold,\n",
        &[("on hold -> ?", "on hold -> yes")],
    );
    contains(
        &said,
        &[
            "4 rows: 4 new, 0 on file, 0 refused",
            "`Status` says that a parent waits in row 4, and no day says since when: `peer add request PARENT --on DAY`",
            "of `Status` the enrollment is kept that the map says, and not what else it says: `On hold`",
        ],
    );
    contains(&person(&home, "Alma").1, &["start = 2026-10-01"]);
    contains(
        &person(&home, "Devon").1,
        &["start = 2026-09-08", "end = 2026-11-01"],
    );
    assert!(!person(&home, "Mei").1.contains("enrollment"), "{said}");
    contains(&person(&home, "Kay").1, &["start = 2026-09-02"]);
}

#[test]
fn a_closed_parent_without_a_day_of_exit_is_refused_also_where_a_status_enrolls() {
    let home = Home::new();
    let said = with_the_status(
        &home,
        "Name,Referral date,Status\nAlma Reyes,10/1/26,Active\nDevon Price,9/8/26,Closed\n",
        &[],
    );
    contains(
        &said,
        &[
            "2 rows: 1 new, 0 on file, 1 refused",
            "row 3: `Status` says `Closed`, and no day says since when",
            "with `field = \"enrollment.end\"` and `dates = [ \"us-short\" ]`",
        ],
    );
    assert_eq!(texts(&home, "participants/").len(), 1, "{said}");
}

#[test]
fn a_person_who_is_in_two_rows_is_counted_once_among_new_people() {
    let home = Home::new();
    home.write(
        "roster.csv",
        "Name,DOB,Phone,Needs\nHoa Vu,11/3/1995,520-555-0188,housing\nHao Vu,11/3/1995,520-555-0188,visitation\n",
    );
    home.ok(&["import", "--map-for", "roster.csv"]);
    let said = home.run(&["import", "roster.csv", "--on-near-match", "same"]);
    contains(
        &said.whole(),
        &["2 rows: 2 new, 0 on file, 0 refused; 1 new person"],
    );
    assert_eq!(texts(&home, "participants/").len(), 1);
}
