//! Sheets as a tired coordinator keeps them: words for days without a group, marks with remarks, typos, labels between
//! rows.

use super::messy::records;
use crate::common::Home;

/// A program with a group, four parents, and their mentor.
fn home() -> Home {
    with_parents(&[
        ("Luis Ortega", "p-luis"),
        ("Rosa Medina", "p-rosa"),
        ("Ana Cruz", "p-ana"),
        ("Bo Ruiz", "p-bo"),
    ])
}

/// A program with a group, and a mentor who is matched with each of these parents.
pub fn with_parents(parents: &[(&str, &str)]) -> Home {
    let home = Home::new();
    home.ok(&["add", "group", "wednesday"]);
    home.ok(&[
        "add",
        "mentor",
        "Dana Webb",
        "--id",
        "m-dana",
        "--capacity",
        "4",
        "--joined",
        "2025-02-20",
    ]);
    for (nth, (name, id)) in (1..).zip(parents) {
        home.ok(&["add", "participant", name, "--id", id]);
        home.write(
            &format!("matches/k-0000{nth}.toml"),
            format!("mentor = \"m-dana\"\nparticipant = \"{id}\"\nbegan = 2026-06-01\n"),
        );
    }
    home
}

/// Imports a sheet by the map guessed for it; returns the map and the output.
fn import(home: &Home, file: &str, sheet: &str) -> (String, String) {
    home.write(file, sheet);
    home.ok(&["import", "--map-for", file]);
    let map = home.tree().into_iter();
    let mut maps = map.filter(|(path, _)| path.starts_with("intake/"));
    let map = String::from_utf8(maps.next().unwrap().1).unwrap();
    let said = home.run(&["import", file]);
    said.no_panic(file);
    (map, said.stderr)
}

/// The days of the group, each with who came.
fn came(home: &Home) -> Vec<String> {
    let tree = home.tree().into_iter();
    let sessions = tree.filter(|(path, _)| path.starts_with("sessions/"));
    let line = |(path, text): (String, Vec<u8>)| {
        let text = String::from_utf8(text).unwrap();
        let there = text.split("missed = ").next().unwrap_or_default();
        let there = there.split('"').filter(|part| part.starts_with("p-"));
        let name = path.rsplit('/').next().unwrap_or_default();
        format!("{} {}", &name[..10], there.collect::<Vec<_>>().join(" "))
    };
    sessions.map(line).collect()
}

#[test]
fn a_day_on_which_the_group_did_not_meet_is_no_session() {
    let home = home();
    let (map, said) = import(
        &home,
        "wednesday.csv",
        "Name,10/1/2026,10/8/2026,10/15/2026,10/22 CANCELLED,10/29 (Halloween)\n\
         Luis Ortega,x,CANC,C,,x\nRosa Medina,x,,A,,\nAna Cruz,,CANC,N,,x\nBo Ruiz,x,canc'd,C,,\n\
         Luis Ortega,,,E,,\nRosa Medina,,,L,,\nAna Cruz,,,L,,\n",
    );
    assert!(!map.contains("\"?\""), "{map}");
    assert_eq!(
        came(&home),
        ["2026-10-01 p-bo p-luis p-rosa", "2026-10-29 p-ana p-luis"],
        "{said}"
    );
    for wanted in [
        "`10/15/2026`: they did not meet on 2026-10-15, so no session is made of it",
        "`10/22 CANCELLED`: they did not meet on 2026-10-22, so no session is made of it",
        "`10/29 (Halloween)` is read as 2026-10-29",
        "0 refused",
    ] {
        assert!(said.contains(wanted), "{wanted}\n{said}");
    }
}

#[test]
fn a_night_that_the_row_of_totals_calls_cancelled_is_no_session() {
    let home = home();
    let (_, said) = import(
        &home,
        "wednesday.csv",
        "Name,10/1/2026,10/8/2026\nLuis Ortega,x,\nRosa Medina,x,\nTotal,2,CANCELLED - A/C out\n",
    );
    assert_eq!(came(&home), ["2026-10-01 p-luis p-rosa"], "{said}");
    let wanted = "`10/8/2026`: they did not meet on 2026-10-08, so no session is made of it";
    assert!(said.contains(wanted), "{said}");
}

#[test]
fn a_mark_below_a_day_that_was_called_off_is_refused() {
    let home = home();
    let (_, said) = import(
        &home,
        "wednesday.csv",
        "Name,10/1/2026,10/8/2026 - cancelled\nLuis Ortega,x,x\nRosa Medina,x,\n",
    );
    assert_eq!(came(&home), ["2026-10-01 p-rosa"], "{said}");
    let why = "row 2: `x` on 2026-10-08, and the header says that they did not meet";
    assert!(said.contains(why), "{said}");
}

#[test]
fn a_mark_with_a_remark_is_that_mark_and_one_that_is_not_known_is_refused() {
    let home = home();
    let (map, said) = import(
        &home,
        "wednesday.csv",
        "Name,10/1/2026,10/8/2026\nLuis Ortega,X (20 min late),left early\nRosa Medina,LE,x\nAna Cruz,x,Z\n\
         Bo Ruiz,x,x+2\nHeadcount,3,6/5\nCount,4/4,-\nX = present,,\nKey:,,\n",
    );
    assert_eq!(
        came(&home),
        ["2026-10-01 p-luis", "2026-10-08 p-luis"],
        "{said}"
    );
    assert!(
        map.contains("until it is in one of these lists: `x+2`")
            && map.contains("\"le -> ?\", # 1 cell: write present, no-show or absent")
            && map.contains("\"z -> ?\", # 1 cell"),
        "{map}"
    );
    for wanted in [
        "row 3: `LE` on 2026-10-01: the map asks what it means",
        "row 4: `Z` on 2026-10-08: the map asks what it means",
        "row 5: `x+2` on 2026-10-08 is no mark of [grid]",
        "skipped: 4 rows of totals, of months or of what marks mean (rows 6, 7, 8, 9)",
    ] {
        assert!(said.contains(wanted), "{wanted}\n{said}");
    }
}

#[test]
fn months_above_the_numbers_of_days_are_days() {
    for sheet in [
        "Wednesday 2026,,,,\n,Sept,,Oct,\nName,23,30,7,14\nLuis Ortega,x,,x,\nRosa Medina,,x,,x\n",
        "Name,Sept 2026,,Oct 2026,\n,23,30,7,14\nLuis Ortega,x,,x,\nRosa Medina,,x,,x\n",
    ] {
        let home = home();
        let (_, said) = import(&home, "wednesday.csv", sheet);
        assert_eq!(
            came(&home),
            [
                "2026-09-23 p-luis",
                "2026-09-30 p-rosa",
                "2026-10-07 p-luis",
                "2026-10-14 p-rosa"
            ],
            "{said}"
        );
    }
}

#[test]
fn the_type_of_a_contact_is_its_mode_and_a_range_is_no_length() {
    let home = home();
    let (map, said) = import(
        &home,
        "contact log.csv",
        "Date,Parent,Type,Length,Drive,Mi.\n9/2/2026,Luis Ortega,phone,one hour,,\n\
         9/3/2026,Rosa Medina,zoom,75-90 min,20,12\n9/4/2026,Ana Cruz,TC,half hour,15,10\n\
         9/5/2026,Bo Ruiz,text,45 min,,\n9/6/2026,Bo Ruiz,VM,,,\n9/7/2026,Bo Ruiz,HV,1:15,20,8\n",
    );
    assert!(!map.contains("\"?\""), "{map}");
    let sessions = records(&home, "sessions/");
    let said_of = |on: &str| {
        let of_day = |text: &&String| text.contains(&format!("on = {on}\n"));
        let session = sessions
            .iter()
            .find(of_day)
            .unwrap_or_else(|| panic!("{said}"));
        let keys = ["minutes", "travel_minutes", "miles", "mode"];
        let value = |key: &str| {
            let lines = session.lines();
            let mut found = lines.filter_map(|line| line.strip_prefix(&format!("{key} = ")));
            found.next().unwrap_or("-").trim_matches('"').to_owned()
        };
        keys.map(value).join(" ")
    };
    assert_eq!(said_of("2026-09-02"), "60 - - phone");
    assert_eq!(said_of("2026-09-04"), "30 15 10.0 phone");
    assert_eq!(said_of("2026-09-05"), "45 - - text");
    assert_eq!(said_of("2026-09-07"), "75 20 8.0 in-person");
    assert_eq!(said_of("2026-09-06"), "- - - phone");
    let attempts = sessions
        .iter()
        .filter(|text| text.contains("status = \"attempted\""));
    assert_eq!(attempts.count(), 1, "the voicemail alone: {said}");
    assert_eq!(sessions.len(), 5, "{said}");
    let wanted = "row 3: Length: `75-90 min` is a range: write the one length that it was";
    assert!(said.contains(wanted), "{wanted}\n{said}");
}

#[test]
fn a_way_of_bare_numbers_may_be_minutes_or_miles() {
    let home = home();
    let sheet = "Date,Parent,Minutes,Drive\n9/2/2026,Luis Ortega,60,20\n";
    let (map, _) = import(&home, "contact log.csv", sheet);
    assert!(map.contains("`Drive` may be minutes or miles"), "{map}");
    let session = records(&home, "sessions/").concat();
    assert!(!session.contains("travel_minutes"), "{session}");
}

#[test]
fn one_day_that_is_written_the_other_way_is_refused_alone() {
    let home = home();
    let (_, said) = import(
        &home,
        "contact log.csv",
        "Date,Parent,Minutes\n10/1/26,Luis Ortega,30\n10/6/26,Rosa Medina,45\n13/10/26,Ana Cruz,15\n\
         10/20/26,Bo Ruiz,15\n10/27/26,Bo Ruiz,20\n",
    );
    assert_eq!(
        came(&home),
        [
            "2026-10-01 p-luis",
            "2026-10-06 p-rosa",
            "2026-10-20 p-bo",
            "2026-10-27 p-bo"
        ]
    );
    let why = "row 4: Date: `13/10/26` is no day by `us-short`, as the month comes first in this column: write 2026-10-13";
    assert!(said.contains(why), "{said}");
}

#[test]
fn headers_that_are_short_are_known_and_a_label_is_nobody() {
    let home = Home::new();
    let (map, said) = import(
        &home,
        "intake list.csv",
        "Last,First,DOB,Ph,Alt ph,M/F,Lang,Rec'd,Ref'd by,Intake,D/C date,D/C reason,Wants PM?,Hous.,Vis.\n\
         Active,,,,,,,,,,,,,,\n\
         Cole,Mia,3/4/1990,520-555-0101,520-555-0102,F,yue,8/1/2026,CPS,8/5/2026,,,Y,x,\n\
         Diaz,Jo,refused,520-555-0103,,M,hmn,8/2/2026,court,8/9/2026,10/1/2026,graduated,N,,x\n\
         Closed cases:,,,,,,,,,,,,,,\n\
         Epps,Kay,5/6/1985,520-555-0104,,F,Spanish,8/3/2026,self,8/15/2026,,,Y,,\n\
         Ford,Lee,5/6/1986,520-555-0105,,F,Spanish,8/3/2026,self,8/15/2026,9/15/2026,graduated,N,,\n",
    );
    assert!(!map.contains("\"?\""), "{map}");
    for wanted in [
        "6 rows: 3 new, 0 on file, 3 refused",
        "row 2: `Active` alone is not a whole name",
        "row 5: `Closed cases:` alone is not a whole name",
        "row 6: it is below `Closed cases:` in row 5, and no day says since when",
    ] {
        assert!(said.contains(wanted), "{wanted}\n{said}");
    }
    let identities = records(&home, "identities/p-").concat();
    for wanted in [
        "given = \"Mia\"\nfamily = \"Cole\"\nborn = 1990-03-04\nphone = \"520-555-0101 / 520-555-0102\"\n",
        "given = \"Jo\"\nfamily = \"Diaz\"\nphone = \"520-555-0103\"\n",
    ] {
        assert!(identities.contains(wanted), "{wanted}\n{identities}");
    }
    let parents = records(&home, "participants/");
    let parent = |referred: &str| {
        let is = |text: &&String| text.contains(&format!("referred = {referred}\n"));
        parents
            .iter()
            .find(is)
            .unwrap_or_else(|| panic!("{parents:?}"))
    };
    assert_eq!(
        parent("2026-08-01"),
        "referred = 2026-08-01\nreferral_source = \"cps\"\ngender = \"woman\"\nlanguages = [\n    \"yue\",\n]\n\
         needs = [\n    \"housing\",\n]\n\n[[enrollment]]\nstart = 2026-08-05\n\n[[mentor_request]]\non = 2026-08-05\n"
    );
    assert_eq!(
        parent("2026-08-02"),
        "referred = 2026-08-02\nreferral_source = \"court\"\ngender = \"man\"\nlanguages = [\n    \"hmn\",\n]\n\
         needs = [\n    \"visitation\",\n]\n\n[[enrollment]]\nstart = 2026-08-09\nend = 2026-10-01\nreason = \"graduated\"\n"
    );
}

#[test]
fn words_that_are_spelled_like_one_on_file_are_questions() {
    let home = Home::new();
    let (map, said) = import(
        &home,
        "intake list.csv",
        "Name,Enrolled,Needs,Language\nMia Cole,8/5/2026,visitaton,Cre\nJo Diaz,8/9/2026,\"housing, subtance use\",Spanish\n\
         Kay Epps,8/9/2026,housing,yue\n",
    );
    for line in [
        "\"visitaton -> ?\", # 1 cell; is it visitation?",
        "\"subtance use -> ?\", # 1 cell; is it substance-use?",
        "\"Cre -> ?\"",
    ] {
        assert!(map.contains(line), "{line}\n{map}");
    }
    assert!(!map.contains("yue"), "{map}");
    assert!(said.contains("1 new, 0 on file, 2 refused"), "{said}");
}

#[test]
fn a_header_that_says_little_takes_the_one_above_it() {
    let home = Home::new();
    let (map, said) = import(
        &home,
        "intakes.csv",
        "Intakes 2026,,,,,,\nParent,,Referral,,Services,,\nLast,First,Date,From,Start,ROI?,End / why\n\
         Cole,Mia,7/1/2026,self,7/6/2026,7/7/2026,\nDiaz,Jo,7/2/2026,court,7/9/2026,Y,9/30/26 moved\n\
         Epps,Kay,7/3/2026,cps,7/10/2026,Y,ongoing\nFord,Lee,7/4/2026,self,7/11/2026,N,n/a\n",
    );
    assert!(!map.contains("\"?\""), "{map}");
    for line in ["\"moved -> ?\"", "\"ongoing -> \"", "\"n/a -> \""] {
        assert!(map.contains(line), "{line}\n{map}");
    }
    let why = "row 5: End / why: the map asks what `moved` means";
    assert!(
        said.contains(why) && said.contains("3 new, 0 on file, 1 refused"),
        "{said}"
    );
    let mut parents = records(&home, "participants/");
    parents.sort();
    let parent = |referred: &str, source: &str, start: &str, consent: &str| {
        let consent = match consent {
            "" => String::new(),
            day => format!("\n[[consent]]\nkind = \"release-of-information\"\ngiven = {day}\n"),
        };
        format!(
            "referred = {referred}\nreferral_source = \"{source}\"\n{consent}\n[[enrollment]]\nstart = {start}\n"
        )
    };
    assert_eq!(
        parents,
        [
            parent("2026-07-01", "self", "2026-07-06", "2026-07-07"),
            parent("2026-07-03", "cps", "2026-07-10", "2026-07-10"),
            parent("2026-07-04", "self", "2026-07-11", ""),
        ]
    );
}

#[test]
fn names_without_a_header_may_be_beside_the_numbers_of_rows() {
    let home = home();
    let (map, said) = import(
        &home,
        "wednesday 2026.csv",
        ",,Sept,,Oct\n,,23,30,7\n1,Luis Ortega,X,,\"X, late\"\n2,\"Medina, Rosa\",X,no group,X - zoom\n\
         3,Ana Cruz,,,X\n,Walk ins,2,,1\n,# kids,4,,3\n,Total adults,4,,4\n",
    );
    assert!(map.contains("header = \"column B\""), "{map}");
    assert_eq!(
        came(&home),
        ["2026-09-23 p-luis p-rosa", "2026-10-07 p-ana p-luis p-rosa"],
        "{said}"
    );
    let sessions = records(&home, "sessions/");
    for (session, anonymous, children) in [(&sessions[0], 2, 4), (&sessions[1], 1, 3)] {
        assert!(
            session.contains(&format!("anonymous = {anonymous}\n"))
                && session.contains(&format!("children_in_childcare = {children}\n")),
            "{session}"
        );
    }
}

#[test]
fn what_was_not_a_meeting_is_read_and_what_nobody_can_tell_is_the_one_question() {
    let home = home();
    let (map, said) = import(
        &home,
        "contact log.csv",
        "Date,Parent,How,Time spent\n9/2/2026,Luis Ortega,HV,1 hr\n9/3/2026,Rosa Medina,didn't answer,\n\
         9/4/2026,Ana Cruz,no show,\n9/5/2026,Bo Ruiz,canceled (sick),\nSept total,,,1 hr\n",
    );
    assert!(
        !map.contains("\"?\"") && map.matches("-> ?").count() == 1,
        "{map}"
    );
    let sessions = records(&home, "sessions/");
    let of = |status: &str| {
        let said = format!("status = \"{status}\"");
        sessions.iter().filter(|text| text.contains(&said)).count()
    };
    assert_eq!(
        (sessions.len(), of("attempted"), of("no-show")),
        (3, 1, 1),
        "{said}"
    );
    assert_eq!(
        said.matches("the map asks what `canceled (sick)` means")
            .count(),
        1,
        "{said}"
    );
    assert!(
        said.contains("4 rows: 3 new, 0 on file, 1 refused"),
        "{said}"
    );
}
